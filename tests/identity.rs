//! Judged to be one man and split again, against a plain model.

mod plain;
mod program;

use kartoteka::catalogue::{Catalogue, Judgement, OnClash, Undone};
use kartoteka::model::{
    Access, Act, Change, Claim, ClaimStatus, Conclusion, Decision, DifferenceKind, Entry, EntryId, FileCard, Identity,
    Person, Stage, Verdict, Withdrawal,
};
use plain::Plain;
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;

/// Numbers that look thrown, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, many: usize) -> usize {
        // the constants of Knuth's MMIX
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % many.max(1)
    }

    fn of<T: Copy>(&mut self, these: &[T]) -> Option<T> {
        (!these.is_empty()).then(|| these[self.below(these.len())])
    }
}

fn a_person(code: &str) -> Person {
    Person { id: EntryId::fresh(), reference_code: code.into(), label: format!("Man {code}"), access: Access::Open }
}

fn a_card(code: &str) -> FileCard {
    FileCard {
        id: EntryId::fresh(),
        reference_code: code.into(),
        template: "auschwitz-pow-record".into(),
        unit: None,
        specimen: false,
        stage: Stage::default(),
        access: Access::Open,
    }
}

/// A small catalogue beside the plain model of it.
struct Bench {
    catalogue: Catalogue,
    plain: Plain,
    persons: Vec<EntryId>,
    cards: Vec<EntryId>,
    ids: BTreeSet<EntryId>,
    _home: TempDir,
}

impl Bench {
    fn new(persons: usize, cards: usize) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::create(&home.path().join("men.kartoteka"), "Men").unwrap();
        catalogue.set_author("Anna");
        let persons: Vec<Person> = (1..=persons).map(|number| a_person(&format!("P{number}"))).collect();
        let cards: Vec<FileCard> = (1..=cards).map(|number| a_card(&format!("rkg/{number}"))).collect();
        let mut plain = Plain::default();
        let all: Vec<Entry> =
            persons.iter().cloned().map(Entry::from).chain(cards.iter().cloned().map(Entry::from)).collect();
        plain.entries.extend(all.iter().map(|entry| (entry.id(), entry.clone())));
        catalogue.act(Act::Add, "", "", all.into_iter().map(Change::create).collect()).unwrap();
        Self {
            catalogue,
            plain,
            persons: persons.iter().map(|person| person.id).collect(),
            cards: cards.iter().map(|card| card.id).collect(),
            ids: BTreeSet::new(),
            _home: home,
        }
    }

    fn pages(&self) -> Vec<EntryId> {
        self.persons.iter().chain(&self.cards).copied().collect()
    }

    /// Everything that can be read, entry by entry: each page with what hangs on it, and each id there ever was.
    fn everything(&self) -> BTreeMap<EntryId, Entry> {
        let mut found = BTreeMap::new();
        for page in self.pages() {
            let dossier = self.catalogue.dossier(page).unwrap();
            let claims = dossier.claims.into_iter().chain(dossier.weighed).chain(dossier.mentions).map(Entry::from);
            let judged = dossier.conclusions.into_iter().map(Entry::from);
            let men = dossier.identities.into_iter().map(Entry::from);
            found.extend(claims.chain(judged).chain(men).chain([dossier.entry]).map(|entry| (entry.id(), entry)));
        }
        for id in &self.ids {
            found.extend(self.catalogue.get(*id).unwrap().map(|entry| (*id, entry)));
        }
        found
    }

    fn claims_of(&self, pages: &[EntryId]) -> Vec<EntryId> {
        let claims = self.plain.entries.values().filter_map(|entry| match entry {
            Entry::Claim(claim) if pages.contains(&claim.subject) => Some(claim.id),
            _ => None,
        });
        claims.collect()
    }

    /// Writes one change as one act, into both.
    fn act(&mut self, act: Act, change: Change) {
        let entry = change.entry().unwrap().id();
        let after = change.after.clone();
        let applied = self.catalogue.act(act, "it", "", vec![change]).unwrap();
        // what changes nothing is no act
        if !applied.touched.is_empty() {
            self.note(applied.seq, entry, after);
        }
    }

    fn note(&mut self, seq: u64, entry: EntryId, after: Option<Entry>) {
        self.ids.insert(entry);
        self.plain.done(seq, entry, after);
    }

    /// Judges in the catalogue, and says in the model what must have become of it: all but the moment and a new id.
    fn judge(&mut self, entry: EntryId, person: EntryId, verdict: Verdict, reason: &str, evidence: &[EntryId]) {
        let before = self.plain.judged(entry, person);
        let applied = self.catalogue.judge_identity(entry, person, verdict, reason, evidence).unwrap();
        let Some(touched) = applied.touched.first().copied() else {
            let before = before.expect("what changes nothing was there");
            assert_eq!(
                (before.verdict, before.reason.as_str(), before.evidence.as_slice()),
                (verdict, reason, evidence)
            );
            return;
        };
        let Some(Entry::Identity(written)) = self.catalogue.get(touched.entry).unwrap() else { panic!("a judgement") };
        let (id, sides) =
            before.map_or((written.id, (entry, person)), |before| (before.id, (before.entry, before.person)));
        let expected = Identity {
            id,
            entry: sides.0,
            person: sides.1,
            verdict,
            reason: reason.into(),
            evidence: evidence.to_vec(),
            by: "Anna".into(),
            at: written.at,
        };
        self.note(applied.seq, id, Some(expected.into()));
    }

    fn split(&mut self, one: EntryId, other: EntryId) {
        let before = self.plain.judged(one, other).filter(|identity| identity.verdict == Verdict::Same);
        let done = self.catalogue.split(one, other, "looked again");
        match before {
            None => assert!(done.is_err(), "nothing joins the two"),
            Some(identity) => {
                let restored = self.plain.before_same(&identity);
                self.note(done.unwrap().seq, identity.id, restored.map(Entry::from));
            }
        }
    }

    fn undo(&mut self, seq: Option<u64>) {
        let Some(target) = seq.or_else(|| self.plain.next_undo()) else { return };
        match (self.catalogue.undo(seq, OnClash::Stop).unwrap(), self.plain.taken_back(target)) {
            (Undone::Done(applied), Ok(_)) => self.plain.take_back(target, applied.seq),
            (Undone::Clashes(_), Err(_)) => {}
            (did, should) => panic!("act {target}: {did:?}, and by the model {should:?}"),
        }
    }

    fn redo(&mut self) {
        match (self.catalogue.redo(), self.plain.next_redo()) {
            (Ok(Undone::Done(applied)), Some(target)) => self.plain.take_back(target, applied.seq),
            (Ok(Undone::Clashes(_)), Some(target)) => assert!(self.plain.taken_back(target).is_err()),
            (Err(_), None) => {}
            (did, should) => panic!("redo: {did:?}, and by the model {should:?}"),
        }
    }

    fn step(&mut self, dice: &mut Dice) {
        let pages = self.pages();
        let page = dice.of(&pages).unwrap();
        let person = dice.of(&self.persons).unwrap();
        match dice.below(14) {
            0..=2 => self.key(page, dice),
            3 => self.conclude(page, dice),
            4 => self.withdraw(dice),
            5 | 6 => {
                let card = dice.of(&self.cards).unwrap();
                let verdict = dice.of(Verdict::ALL).unwrap();
                let evidence: Vec<EntryId> = dice.of(&self.claims_of(&[card, person])).into_iter().collect();
                self.judge(card, person, verdict, dice.of(&["number", "name"]).unwrap(), &evidence);
            }
            7 | 8 => {
                let other = dice.of(&self.persons).unwrap();
                if other != person {
                    let verdict =
                        dice.of(&[Verdict::Same, Verdict::Same, Verdict::NotSame, Verdict::Undecided]).unwrap();
                    let evidence: Vec<EntryId> = dice.of(&self.claims_of(&[other, person])).into_iter().collect();
                    self.judge(other, person, verdict, dice.of(&["number", "name"]).unwrap(), &evidence);
                }
            }
            9 => {
                let joined: Vec<(EntryId, EntryId)> =
                    self.plain.identities().map(|identity| (identity.entry, identity.person)).collect();
                if let Some((one, other)) = dice.of(&joined) {
                    self.split(one, other);
                }
            }
            10 | 11 => self.undo(None),
            12 => {
                if let Some(seq) = dice.of(&self.plain.standing()) {
                    self.undo(Some(seq));
                }
            }
            _ => self.redo(),
        }
    }

    /// Keys a claim, keys one again, or removes one that nothing rests on.
    fn key(&mut self, page: EntryId, dice: &mut Dice) {
        let claims = self.claims_of(&[page]);
        match (dice.below(4), dice.of(&claims)) {
            (0, Some(id)) => {
                let Some(Entry::Claim(claim)) = self.plain.entries.get(&id).cloned() else { panic!("a claim") };
                let as_written = dice.of(&["1912", "1913", "1914"]).unwrap().to_owned();
                self.act(Act::Edit, Change::edit(claim.clone(), Claim { as_written, ..claim }));
            }
            (1, Some(id)) => {
                let Some(entry) = self.plain.entries.get(&id).cloned() else { panic!("a claim") };
                let change = Change { before: Some(entry), after: None };
                if self.plain.is_named(id) {
                    assert!(self.catalogue.act(Act::Remove, "it", "", vec![change]).is_err(), "something rests on it");
                } else {
                    self.act(Act::Remove, change);
                }
            }
            _ => self.act(Act::Edit, Change::create(Claim::new(page, "birth-date", "1912"))),
        }
    }

    fn conclude(&mut self, page: EntryId, dice: &mut Dice) {
        let weighed = self.claims_of(&[page]);
        let Some(chosen) = dice.of(&weighed) else { return };
        let judgement = Judgement {
            subject: page,
            property: "birth-date".into(),
            kind: DifferenceKind::Contradiction,
            weighed,
            decision: Decision::Preferred,
            chosen: vec![chosen],
            reason: dice.of(&["the older paper", "the card itself"]).unwrap().into(),
        };
        let done = self.catalogue.conclude(&judgement);
        let beside: Vec<Conclusion> = self.plain.conclusions_beside(&judgement);
        let stands = matches!(&self.plain.entries[&chosen], Entry::Claim(claim) if claim.stands());
        if !stands || beside.len() > 1 || judgement.weighed.len() < 2 {
            assert!(done.is_err(), "{done:?}");
            return;
        }
        let (applied, id) = done.unwrap();
        let Some(Entry::Conclusion(written)) = self.catalogue.get(id).unwrap() else { panic!("a conclusion") };
        let before = beside.into_iter().next();
        let Judgement { subject, property, kind, weighed, decision, chosen, reason } = judgement;
        let expected = Conclusion {
            id: before.as_ref().map_or(written.id, |before| before.id),
            reference_code: before.as_ref().map_or(written.reference_code, |before| before.reference_code.clone()),
            by: "Anna".into(),
            at: written.at,
            withdrawn: None,
            subject,
            property,
            kind,
            weighed,
            decision,
            chosen,
            reason,
        };
        if applied.touched.is_empty() {
            assert_eq!(before, Some(expected), "what changes nothing was there");
        } else {
            self.note(applied.seq, id, Some(expected.into()));
        }
    }

    /// Withdraws a conclusion or a claim.
    fn withdraw(&mut self, dice: &mut Dice) {
        let stands = |entry: &&Entry| match entry {
            Entry::Conclusion(conclusion) => conclusion.stands(),
            Entry::Claim(claim) => claim.stands(),
            _ => false,
        };
        let some: Vec<EntryId> = self.plain.entries.values().filter(stands).map(Entry::id).collect();
        let Some(id) = dice.of(&some) else { return };
        let (seq, after): (u64, Entry) = match self.plain.entries[&id].clone() {
            Entry::Conclusion(before) => {
                let seq = self.catalogue.withdraw_conclusion(id, "misread").unwrap().seq;
                let Some(Entry::Conclusion(written)) = self.catalogue.get(id).unwrap() else { panic!("a conclusion") };
                let at = written.withdrawn.unwrap().at;
                let withdrawn = Some(Withdrawal { reason: "misread".into(), by: "Anna".into(), at });
                (seq, Conclusion { withdrawn, ..before }.into())
            }
            Entry::Claim(before) => {
                let status = dice.of(&[ClaimStatus::Withdrawn, ClaimStatus::ConsideredFalse]).unwrap();
                let seq = self.catalogue.set_claim_status(id, status, "misread").unwrap().seq;
                (seq, Claim { status, status_reason: "misread".into(), ..before }.into())
            }
            _ => return,
        };
        self.note(seq, id, Some(after));
    }

    /// Both say the same, of every entry and of who is one man; and the chain is whole.
    fn compare(&self, what: &str) {
        let everything = self.everything();
        let ids: BTreeSet<&EntryId> = everything.keys().chain(self.plain.entries.keys()).collect();
        for id in ids {
            assert_eq!(everything.get(id), self.plain.entries.get(id), "{what}");
        }
        for page in self.pages() {
            let man = self.catalogue.one_man(page).unwrap();
            assert_eq!(man.members.iter().copied().collect::<BTreeSet<_>>(), self.plain.one_man(page), "{what}");
            assert!(man.members.contains(&man.head), "{what}");
        }
        let verified = self.catalogue.verify_chain(&|_, _| true).unwrap();
        assert!(verified.problems.is_empty(), "{what}: {:?}", verified.problems);
    }
}

#[test]
fn a_thousand_random_sequences_leave_what_a_plain_model_leaves() {
    const CATALOGUES: u64 = 125;
    const SEQUENCES: u64 = 8;
    let run = |catalogues: std::ops::Range<u64>| {
        for number in catalogues {
            let mut bench = Bench::new(3, 2);
            let mut dice = Dice(number);
            for sequence in 0..SEQUENCES {
                for _ in 0..4 + dice.below(6) {
                    bench.step(&mut dice);
                }
                bench.compare(&format!("catalogue {number}, sequence {sequence}"));
            }
            let problems = bench.catalogue.check(&|_, _| true).unwrap().problems;
            assert!(problems.is_empty(), "catalogue {number}: {problems:?}");
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| run(0..CATALOGUES / 2));
        run(CATALOGUES / 2..CATALOGUES);
    });
}

/// A bench with a claim on each page, in which the claims of a page are in order.
fn keyed() -> (Bench, BTreeMap<EntryId, EntryId>) {
    let mut bench = Bench::new(4, 3);
    let mut claims = BTreeMap::new();
    for page in bench.pages() {
        let claim = Claim::new(page, "birth-date", "1912");
        claims.insert(page, claim.id);
        bench.act(Act::Edit, Change::create(claim));
    }
    (bench, claims)
}

#[test]
fn merged_and_split_again_is_what_was_before_entry_for_entry() {
    for judged_before in [None, Some(Verdict::Undecided), Some(Verdict::NotSame)] {
        for is_turned in [false, true] {
            let (mut bench, claims) = keyed();
            let [one, other, ..] = bench.persons[..] else { panic!("persons") };
            let (from, to) = if is_turned { (other, one) } else { (one, other) };
            if let Some(verdict) = judged_before {
                bench.catalogue.judge_identity(from, to, verdict, "first look", &[claims[&one]]).unwrap();
            }
            let before = bench.everything();
            bench
                .catalogue
                .judge_identity(other, one, Verdict::Same, "one number", &[claims[&one], claims[&other]])
                .unwrap();
            assert_ne!(bench.everything(), before);
            assert!(bench.catalogue.one_man(one).unwrap().members.contains(&other));
            bench.catalogue.split(other, one, "two brothers").unwrap();
            assert_eq!(bench.everything(), before, "{judged_before:?} {is_turned}");
            let acts = bench.catalogue.history(None, None, 2).unwrap();
            assert_eq!(acts.iter().map(|act| act.act).collect::<Vec<_>>(), [Act::Split, Act::Merge]);
            assert_eq!(acts[0].reason, "two brothers");
        }
    }
}

#[test]
fn what_was_keyed_between_merge_and_split_stays_on_its_own_page() {
    let (mut bench, _) = keyed();
    let [one, other, ..] = bench.persons[..] else { panic!("persons") };
    bench.catalogue.judge_identity(other, one, Verdict::Same, "one number", &[]).unwrap();
    let late = Claim::new(other, "birth-date", "1913");
    bench.catalogue.act(Act::Edit, "", "", vec![Change::create(late.clone())]).unwrap();
    bench.catalogue.split(one, other, "two brothers").unwrap();
    let claims = |page: EntryId| bench.catalogue.dossier(page).unwrap().claims.len();
    assert_eq!((claims(one), claims(other)), (1, 2));
    assert_eq!(bench.catalogue.get(late.id).unwrap(), Some(late.into()));
}

#[test]
fn a_merge_that_was_undone_and_redone_is_split_to_what_was_before_it() {
    let (mut bench, _) = keyed();
    let [one, other, ..] = bench.persons[..] else { panic!("persons") };
    bench.catalogue.judge_identity(one, other, Verdict::Undecided, "", &[]).unwrap();
    let before = bench.everything();
    bench.catalogue.judge_identity(other, one, Verdict::Same, "one number", &[]).unwrap();
    for _ in 0..2 {
        assert!(matches!(bench.catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))));
        assert_eq!(bench.everything(), before);
        assert!(matches!(bench.catalogue.redo(), Ok(Undone::Done(_))));
    }
    bench.catalogue.judge_identity(one, other, Verdict::NotSame, "looked again", &[]).unwrap();
    assert!(matches!(bench.catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))));
    bench.catalogue.split(one, other, "two brothers").unwrap();
    assert_eq!(bench.everything(), before);
}

#[test]
fn there_is_one_judgement_between_two_whichever_is_named_first() {
    let (mut bench, claims) = keyed();
    let [one, other, ..] = bench.persons[..] else { panic!("persons") };
    let card = bench.cards[0];
    bench.catalogue.judge_identity(one, other, Verdict::Undecided, "", &[]).unwrap();
    bench.catalogue.judge_identity(other, one, Verdict::NotSame, "two brothers", &[claims[&other]]).unwrap();
    // a person is held against, also when it is named first
    bench.catalogue.judge_identity(one, card, Verdict::Same, "the number", &[]).unwrap();
    bench.catalogue.judge_identity(card, one, Verdict::Same, "the number and the name", &[]).unwrap();
    let mut judged = bench.catalogue.dossier(one).unwrap().identities;
    judged.sort_by_key(|identity| identity.entry == card);
    assert_eq!(judged.len(), 2, "{judged:?}");
    assert_eq!((judged[0].entry, judged[0].verdict, judged[0].evidence.len()), (one, Verdict::NotSame, 1));
    assert_eq!((judged[1].entry, judged[1].person, judged[1].reason.as_str()), (card, one, "the number and the name"));
    assert_eq!((judged[1].by.as_str(), judged[1].at.0 > 0), ("Anna", true));
    let acts = bench.catalogue.history(None, None, 3).unwrap();
    assert!(acts.iter().all(|act| act.act == Act::Conclude), "no persons became the same");
    // what says nothing new writes nothing
    let last = acts[0].seq;
    bench.catalogue.judge_identity(card, one, Verdict::Same, "the number and the name", &[]).unwrap();
    assert_eq!(bench.catalogue.history(None, None, 1).unwrap()[0].seq, last);
}

#[test]
fn what_cannot_be_meant_is_refused_in_words_and_writes_nothing() {
    let (mut bench, claims) = keyed();
    let [one, other, third, ..] = bench.persons[..] else { panic!("persons") };
    let [card, second_card, ..] = bench.cards[..] else { panic!("cards") };
    let before = bench.catalogue.history(None, None, 1).unwrap()[0].seq;
    let mut refused = |entry, person, verdict, reason: &str, evidence: &[EntryId]| {
        bench.catalogue.judge_identity(entry, person, verdict, reason, evidence).unwrap_err().to_string()
    };
    for (told, words) in [
        (refused(one, one, Verdict::Same, "r", &[]), "against itself"),
        (refused(one, other, Verdict::Same, "  ", &[]), "reason"),
        (refused(one, other, Verdict::NotSame, "", &[]), "reason"),
        (refused(card, second_card, Verdict::Same, "r", &[]), "two cards"),
        (refused(one, other, Verdict::Same, "r", &[claims[&third]]), "claims of P1 and P2"),
        (refused(one, other, Verdict::Same, "r", &[third]), "is a person of P3"),
        (refused(claims[&one], other, Verdict::Same, "r", &[]), "neither a card nor a person"),
        (refused(EntryId::fresh(), other, Verdict::Same, "r", &[]), "nothing in this catalogue"),
    ] {
        assert!(told.contains(words), "{told}");
    }
    let told = bench.catalogue.split(one, other, "r").unwrap_err().to_string();
    assert!(told.contains("not held to be one man"), "{told}");
    assert_eq!(bench.catalogue.history(None, None, 1).unwrap()[0].seq, before);
    bench.catalogue.judge_identity(other, one, Verdict::Same, "r", &[]).unwrap();
    bench.catalogue.judge_identity(third, one, Verdict::Same, "r", &[]).unwrap();
    let told = bench.catalogue.split(other, third, "r").unwrap_err().to_string();
    assert!(told.contains("through others") && told.contains("P2 and P1; P3 and P1"), "{told}");
    let told = bench.catalogue.split(one, other, " ").unwrap_err().to_string();
    assert!(told.contains("reason"), "{told}");
}

#[test]
fn a_judgement_is_withdrawn_and_a_claim_it_rests_on_cannot_vanish() {
    let (mut bench, claims) = keyed();
    let [one, other, ..] = bench.persons[..] else { panic!("persons") };
    let before = bench.everything();
    bench.catalogue.judge_identity(one, other, Verdict::NotSame, "two brothers", &[claims[&one]]).unwrap();
    let judged = bench.catalogue.dossier(one).unwrap().identities.remove(0);
    let claim = bench.catalogue.get(claims[&one]).unwrap();
    let removed = bench.catalogue.act(Act::Remove, "", "", vec![Change { before: claim, after: None }]);
    assert!(removed.is_err(), "evidence is needed");
    assert!(bench.catalogue.withdraw_identity(judged.id, "").is_err(), "a reason is asked for");
    bench.catalogue.withdraw_identity(judged.id, "the wrong page").unwrap();
    assert_eq!(bench.everything(), before);
    assert_eq!(bench.catalogue.history(None, None, 1).unwrap()[0].act, Act::Withdraw);
    assert!(bench.catalogue.withdraw_identity(judged.id, "again").is_err());
}

#[test]
fn contradicting_judgements_are_told_and_block_nothing() {
    let (mut bench, _) = keyed();
    let [one, other, third, ..] = bench.persons[..] else { panic!("persons") };
    bench.catalogue.judge_identity(other, one, Verdict::Same, "the number", &[]).unwrap();
    bench.catalogue.judge_identity(third, other, Verdict::Same, "the name", &[]).unwrap();
    bench.catalogue.judge_identity(one, third, Verdict::NotSame, "born years apart", &[]).unwrap();
    let man = bench.catalogue.one_man(third).unwrap();
    assert_eq!((man.members.len(), man.contradictions.as_slice()), (3, &[(one, third)][..]));
}

#[test]
fn who_is_not_the_same_is_said_and_not_offered_again_also_through_others() {
    let home = tempfile::tempdir().unwrap();
    let mut catalogue = Catalogue::create(&home.path().join("men.kartoteka"), "Men").unwrap();
    catalogue.set_author("Anna");
    let named = "name Pogozhev, Andrei; birth-date 1912";
    let mut ids = Vec::new();
    for code in ["P1", "P2", "P3", "P4", "P5"] {
        let (id, changes) = crate::near::an_entry(code, named);
        catalogue.act(Act::Add, "", "", changes).unwrap();
        ids.push(id);
    }
    let [one, other, third, fourth, fifth] = ids[..] else { panic!("five") };
    let verdicts = |catalogue: &Catalogue, of: EntryId| -> BTreeMap<EntryId, Option<Verdict>> {
        catalogue.alike(of, 20).unwrap().into_iter().map(|found| (found.entry, found.verdict)).collect()
    };
    assert!(verdicts(&catalogue, one).values().all(Option::is_none), "all are offered");
    assert_eq!(verdicts(&catalogue, one).len(), 4);
    // 1 = 2, 2 is not 3, 3 = 4; 5 is undecided
    catalogue.judge_identity(other, one, Verdict::Same, "the number", &[]).unwrap();
    catalogue.judge_identity(other, third, Verdict::NotSame, "two brothers", &[]).unwrap();
    catalogue.judge_identity(fourth, third, Verdict::Same, "the number", &[]).unwrap();
    catalogue.judge_identity(one, fifth, Verdict::Undecided, "", &[]).unwrap();
    let (same, not_same) = (Some(Verdict::Same), Some(Verdict::NotSame));
    for (of, expected) in [
        (one, [(other, same), (third, not_same), (fourth, not_same), (fifth, Some(Verdict::Undecided))]),
        (other, [(one, same), (third, not_same), (fourth, not_same), (fifth, None)]),
        (third, [(one, not_same), (other, not_same), (fourth, same), (fifth, None)]),
        (fourth, [(one, not_same), (other, not_same), (third, same), (fifth, None)]),
    ] {
        assert_eq!(verdicts(&catalogue, of), BTreeMap::from(expected));
    }
    // it is said at the end of the list, and asked again only when the judgement is taken back
    let last = catalogue.alike(one, 20).unwrap().pop().unwrap();
    assert_eq!(last.verdict, not_same);
    let judged = catalogue.dossier(third).unwrap().identities;
    let parted = judged.iter().find(|identity| identity.verdict == Verdict::NotSame).unwrap();
    catalogue.withdraw_identity(parted.id, "no brothers").unwrap();
    assert_eq!(verdicts(&catalogue, one)[&fourth], None);
}
