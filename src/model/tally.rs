//! Who can be named of a group or event, or which cards of a unit are here, beside what sources state.
//!
//! Invariant: what is said of a group is said of none of its members. A member is whoever a claim of his own names as
//! one; a stated count is compared with them and makes nobody a member. A difference is told and never made good.

use super::terms::terms;
use super::{
    Absence, Certainty, Claim, Conclusion, Count, Disagreement, EntryId, HistoricalDate, Label, Reading, disagreements,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

#[cfg(test)]
mod tests;

/// The properties that state a count.
pub const COUNTED: &[&str] = &["count", "count-escaped", "extent"];

terms! {
    /// What a count is of.
    Counted {
        /// People.
        #[default] People = "people",
        /// Those who got away; who of the members did is not told by membership.
        GotAway = "got-away",
        /// File cards.
        Cards = "cards",
        /// Specimens of cards, drawn by this program.
        Specimens = "specimens",
        /// Other things: boxes, volumes, metres.
        Other = "other",
    }
}

terms! {
    /// How what is stated stands to what is here.
    Balance {
        /// No source states a number.
        #[default] NothingStated = "nothing-stated",
        /// As many are here as are stated.
        All = "all",
        /// Fewer are here.
        Fewer = "fewer",
        /// More are here.
        More = "more",
        /// The number is stated as a range or a limit, and what is here lies within it.
        Within = "within",
        /// The number is stated as about so many.
        About = "about",
        /// Sources state numbers that cannot all be true, and nobody has judged.
        Conflict = "conflict",
        /// It is stated in words that give no number.
        InWords = "in-words",
        /// Numbers of parts are stated, and none of the whole.
        OfParts = "of-parts",
        /// What is stated cannot be held against what is here.
        NotCompared = "not-compared",
    }
}

/// One source's word on a count.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// The claim; `None` when it stands in the description of the unit.
    pub claim: Option<EntryId>,
    /// The wording.
    pub as_written: String,
    /// Why there is no value.
    pub absence: Option<Absence>,
    /// What it covers, when that is less than everything.
    pub scope: String,
    /// Where it is written.
    pub source: Option<EntryId>,
    /// The place in the source.
    pub locator: String,
    /// How sure the reader is.
    pub certainty: Certainty,
    /// Whether a judgement holds to it.
    pub is_held: bool,
}

impl Saying {
    fn of(claim: &Claim, held: &[EntryId]) -> Self {
        Self {
            claim: Some(claim.id),
            as_written: claim.as_written.trim().to_owned(),
            absence: claim.absence.clone(),
            scope: claim.scope.trim().to_owned(),
            source: claim.source,
            locator: claim.locator.clone(),
            certainty: claim.certainty,
            is_held: held.contains(&claim.id),
        }
    }

    /// What the description of a unit says of its extent.
    pub fn of_description(extent: &str) -> Self {
        Self {
            claim: None,
            as_written: extent.trim().to_owned(),
            absence: None,
            scope: String::new(),
            source: None,
            locator: String::new(),
            certainty: Certainty::Certain,
            is_held: false,
        }
    }
}

/// A number, with everybody who states it; or a wording that gives none.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedCount {
    /// The number, when the wording gives one.
    pub count: Option<Count>,
    /// Who states it; never empty.
    pub sayings: Vec<Saying>,
}

impl StatedCount {
    /// How many different sources state it.
    pub fn sources(&self) -> usize {
        self.sayings.iter().map(|saying| saying.source).collect::<BTreeSet<_>>().len()
    }
}

/// What is in the catalogue of that which is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Here {
    /// Men who can be named, each once; or cards.
    pub number: u64,
    /// Of cards: how many have been keyed.
    pub keyed: u64,
    /// Beside cards: specimens that lie with them and are none of those counted.
    pub specimens: u64,
    /// When none of the cards is here: specimens elsewhere in the catalogue, which are none of those counted either.
    pub specimens_elsewhere: u64,
}

/// What is stated beside what is here.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What is counted.
    pub counted: Counted,
    /// How the two stand to each other.
    pub balance: Balance,
    /// The number that is held against what is here, when there is one.
    pub held_against: Option<Count>,
    /// Numbers and wordings of the whole, lowest first; those without a number last.
    pub stated: Vec<StatedCount>,
    /// Those of parts, and those a judgement does not hold to.
    pub besides: Vec<StatedCount>,
    /// Sources that give none, each with the reason.
    pub without: Vec<Saying>,
    /// What is here.
    pub here: Here,
}

/// The comparisons of an entry, the one its kind is about first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TallySummary {
    /// They.
    pub comparisons: Vec<Comparison>,
}

impl TallySummary {
    /// Whether a source states a count, or says why it gives none.
    pub fn is_stated(&self) -> bool {
        self.comparisons
            .iter()
            .any(|found| !found.stated.is_empty() || !found.besides.is_empty() || !found.without.is_empty())
    }
}

/// Somebody or some card that claims of its own count among a group or event.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The person, or the card.
    pub entry: EntryId,
    /// How it is named.
    pub label: Label,
    /// Prisoner numbers, as written.
    pub number: String,
    /// Other members that were judged to be the same man.
    pub also: Vec<(EntryId, Label)>,
    /// Whether it is a specimen drawn by this program, which names nobody.
    pub is_specimen: bool,
    /// What makes it a member: their wording is the role.
    pub claims: Vec<Claim>,
    /// When the member came or left, where the group or event is about that: the member's own claims.
    pub dates: Vec<Claim>,
}

impl Member {
    /// When it was a member, as far as that is stated: the scope of a claim that is a date, or a date of its own.
    pub fn when(&self) -> Vec<String> {
        let scopes = self.claims.iter().map(|claim| claim.scope.trim()).filter(|scope| is_date(scope));
        let dates = self.dates.iter().map(|claim| claim.as_written.trim()).filter(|written| !written.is_empty());
        let mut all: Vec<String> = Vec::new();
        for date in scopes.chain(dates) {
            if !all.iter().any(|known| known == date) {
                all.push(date.to_owned());
            }
        }
        all
    }
}

/// Whether the scope of a claim says when, and not of what.
pub fn is_date(scope: &str) -> bool {
    !scope.is_empty() && HistoricalDate::read(scope).edtf.is_some()
}

/// Some of the members, in order of reference, persons before cards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MemberPage {
    /// The place of the first among all, counted from 0.
    pub from: usize,
    /// How many there are, each man once.
    pub total: usize,
    /// They.
    pub members: Vec<Member>,
    /// The place of the next page.
    pub next: Option<usize>,
    /// The names of the sources.
    pub labels: BTreeMap<EntryId, Label>,
}

/// A group, an event or a unit with what is counted of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// It.
    pub entry: EntryId,
    /// How it is named.
    pub label: Label,
    /// What is stated beside what is here.
    pub summary: TallySummary,
    /// When and where, as claimed of it as a whole: of none of its members.
    pub said: Vec<Claim>,
    /// Those who can be named.
    pub members: MemberPage,
    /// A query that finds the members, or the cards, in a list; empty when there is none.
    pub query: String,
    /// The names of sources and of places.
    pub labels: BTreeMap<EntryId, Label>,
}

/// What the claims of a group or event state, held against what is here. `here` is asked for each thing counted.
pub fn compare_counts(claims: &[Claim], conclusions: &[Conclusion], here: &dyn Fn(Counted) -> Here) -> Vec<Comparison> {
    let mut all = Vec::new();
    for counted in Counted::ALL {
        let of_it: Vec<&Claim> =
            claims.iter().filter(|claim| claim.stands() && counted_by(claim) == Some(*counted)).collect();
        let here = here(*counted);
        if of_it.is_empty() && (*counted != Counted::People && here == Here::default()) {
            continue;
        }
        let is_on_it =
            |found: &&Conclusion| found.stands() && of_it.iter().any(|claim| claim.property == found.property);
        let conclusions: Vec<Conclusion> = conclusions.iter().filter(is_on_it).cloned().collect();
        let is_judged = is_judged(claims, &conclusions);
        let held: Vec<EntryId> = conclusions.into_iter().flat_map(|found| found.chosen).collect();
        all.push(comparison(*counted, &of_it, &held, is_judged, here));
    }
    all
}

/// Whether conclusions that stand settle their property: as the queue sees it, which asks again when what is held fell.
fn is_judged(claims: &[Claim], conclusions: &[Conclusion]) -> bool {
    let is_on_it = |claim: &&Claim| conclusions.iter().any(|found| found.property == claim.property);
    let claims: Vec<Claim> = claims.iter().filter(is_on_it).cloned().collect();
    !conclusions.is_empty() && !disagreements(&claims, &[], conclusions).iter().any(Disagreement::calls_for_judgement)
}

/// What the description of a unit states of its extent, held against the cards in it and under it.
pub fn compare_extent(extent: &str, here: &dyn Fn(Counted) -> Here) -> Comparison {
    let extent = extent.trim();
    if extent.is_empty() {
        return settled(Counted::Cards, Vec::new(), Vec::new(), Vec::new(), false, here(Counted::Cards));
    }
    let counted = counted_in_words(extent);
    let stated = vec![StatedCount { count: extent_count(extent), sayings: vec![Saying::of_description(extent)] }];
    settled(counted, stated, Vec::new(), Vec::new(), false, here(counted))
}

/// What a claim counts, when it states a count.
pub fn counted_by(claim: &Claim) -> Option<Counted> {
    match claim.property.as_str() {
        "count" => Some(Counted::People),
        "count-escaped" => Some(Counted::GotAway),
        // an extent is of papers; a bare number is of cards, which is what this catalogue is about
        "extent" if claim.as_written.chars().all(|c| !c.is_alphabetic()) => Some(Counted::Cards),
        "extent" => Some(counted_in_words(&claim.as_written)),
        _ => None,
    }
}

/// What words on an extent speak of: cards, or something else. A card file or a box of cards is no card.
fn counted_in_words(extent: &str) -> Counted {
    let folded = extent.to_lowercase();
    let first = folded.split([',', ';', '(', ':']).next().unwrap_or_default();
    let words: Vec<&str> = first.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let ends = |word: &&str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let is_cards =
        words.iter().any(|word| ends(word, CARDS)) || words.last().is_some_and(|last| ends(last, &["card", "karte"]));
    let is_of_them = words.iter().any(|word| HOLDERS.iter().any(|stem| word.starts_with(stem)));
    let is_drawn = words.iter().any(|word| SPECIMENS.iter().any(|stem| word.starts_with(stem)));
    match (is_cards && !is_of_them, is_drawn) {
        (false, _) => Counted::Other,
        (true, false) => Counted::Cards,
        (true, true) => Counted::Specimens,
    }
}

/// How words for cards end in the languages of the papers.
const CARDS: &[&str] = &[
    "cards",
    "karten",
    "karty",
    "kart",
    "karta",
    "карточка",
    "карточки",
    "карточек",
    "карты",
    "карт",
    "картка",
    "картки",
    "карток",
    "fiches",
];

/// How words for specimens begin.
const SPECIMENS: &[&str] = &["specimen", "muster", "образ", "wzor", "wzór"];

/// How words begin for what holds cards: so many of these are not so many cards.
const HOLDERS: &[&str] = &["box", "drawer", "folder", "karton", "kasten", "schub", "короб", "ящик", "pud", "szuflad"];

/// The number at the beginning of an extent: `49 file cards`, `3 specimen cards, drawn`; none when another follows.
fn extent_count(extent: &str) -> Option<Count> {
    let read = |text: &str| match super::read("extent", super::Datatype::Text, text) {
        Some(Reading::Count(count)) => Some(count),
        _ => None,
    };
    read(extent).or_else(|| {
        let (first, rest) = extent.split_at_checked(extent.find([',', ';', '(', ':'])?)?;
        // a comma between figures parts thousands
        let is_part = !rest.chars().any(char::is_numeric);
        is_part.then(|| read(first.trim()))?
    })
}

fn comparison(counted: Counted, claims: &[&Claim], held: &[EntryId], is_judged: bool, here: Here) -> Comparison {
    let (without, with): (Vec<&Claim>, Vec<&Claim>) = claims.iter().partition(|claim| claim.absence.is_some());
    let without = without.into_iter().map(|claim| Saying::of(claim, held)).collect();
    let (whole, besides) = of_the_whole(&with, held);
    let whole = whole.map(|claims| together(&claims, held));
    let besides = together(&besides, held);
    match whole {
        Some(stated) => settled(counted, stated, besides, without, is_judged, here),
        None => Comparison {
            counted,
            balance: Balance::OfParts,
            held_against: None,
            stated: Vec::new(),
            besides,
            without,
            here,
        },
    }
}

/// The claims that speak of the whole, and the others: those a judgement holds to; else those without a scope; else all
/// when they have one scope or one number. `None` when only parts are spoken of.
fn of_the_whole<'a>(claims: &[&'a Claim], held: &[EntryId]) -> (Option<Vec<&'a Claim>>, Vec<&'a Claim>) {
    let (held_to, rest): (Vec<&Claim>, Vec<&Claim>) = claims.iter().partition(|claim| held.contains(&claim.id));
    if !held_to.is_empty() {
        return (Some(held_to), rest);
    }
    let (unscoped, rest): (Vec<&Claim>, Vec<&Claim>) = claims.iter().partition(|claim| claim.scope.trim().is_empty());
    if !unscoped.is_empty() {
        return (Some(unscoped), rest);
    }
    let scopes: BTreeSet<String> = claims.iter().map(|claim| crate::text::fold(claim.scope.trim())).collect();
    let first = claims.first().map(|claim| count_of(claim));
    if scopes.len() <= 1 || claims.iter().all(|claim| count_of(claim).is_some() && Some(count_of(claim)) == first) {
        return (Some(claims.to_vec()), Vec::new());
    }
    (None, claims.to_vec())
}

fn count_of(claim: &Claim) -> Option<Count> {
    match claim.reading {
        Some(Reading::Count(count)) => Some(count),
        _ => None,
    }
}

/// Equal numbers once with everybody who states them, lowest first; wordings without a number once each, last.
fn together(claims: &[&Claim], held: &[EntryId]) -> Vec<StatedCount> {
    let mut all: Vec<StatedCount> = Vec::new();
    for claim in claims {
        let (count, saying) = (count_of(claim), Saying::of(claim, held));
        let wording = |known: &StatedCount| known.sayings.first().map(|first| crate::text::fold(&first.as_written));
        let same = all.iter_mut().find(|known| {
            known.count == count && (count.is_some() || wording(known) == Some(crate::text::fold(&saying.as_written)))
        });
        match same {
            Some(known) => known.sayings.push(saying),
            None => all.push(StatedCount { count, sayings: vec![saying] }),
        }
    }
    all.sort_by_key(|stated| match stated.count {
        None => (true, 0),
        Some(count) => (false, count.at_least.or(count.at_most).unwrap_or(0)),
    });
    all
}

fn settled(
    counted: Counted,
    stated: Vec<StatedCount>,
    besides: Vec<StatedCount>,
    without: Vec<Saying>,
    is_judged: bool,
    here: Here,
) -> Comparison {
    let counts: Vec<Count> = stated.iter().filter_map(|stated| stated.count).collect();
    let together = counts.iter().copied().map(Some).reduce(|one, other| narrowed(one?, other?)).flatten();
    let (balance, held_against) = if stated.is_empty() {
        (Balance::NothingStated, None)
    } else if matches!(counted, Counted::GotAway | Counted::Other) {
        let is_split = !counts.is_empty() && together.is_none() && !is_judged;
        (if is_split { Balance::Conflict } else { Balance::NotCompared }, None)
    } else if counts.is_empty() {
        (Balance::InWords, None)
    } else {
        match together {
            // what was judged to hold together is shown, and held against nothing
            None => (if is_judged { Balance::NotCompared } else { Balance::Conflict }, None),
            Some(count) => (balance(count, here.number), Some(count)),
        }
    };
    Comparison { counted, balance, held_against, stated, besides, without, here }
}

/// What two counts leave open together; `None` when they cannot both be true. An exact number is closer than "about".
fn narrowed(one: Count, other: Count) -> Option<Count> {
    let least = one.at_least.into_iter().chain(other.at_least).max();
    let most = one.at_most.into_iter().chain(other.at_most).min();
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        return None;
    }
    Some(Count { at_least: least, at_most: most, approximate: one.approximate && other.approximate })
}

fn balance(stated: Count, here: u64) -> Balance {
    let Count { at_least, at_most, approximate } = stated;
    if approximate {
        Balance::About
    } else if at_least.is_some_and(|least| here < least) {
        Balance::Fewer
    } else if at_most.is_some_and(|most| here > most) {
        Balance::More
    } else if at_least == at_most {
        Balance::All
    } else {
        Balance::Within
    }
}

/// The members that were judged to be the same man, by the first of them: `same` are pairs of entries held to be one
/// man, members or not. Members that stand alone are not named.
pub fn one_man_each(members: &[EntryId], same: &[(EntryId, EntryId)]) -> BTreeMap<EntryId, Vec<EntryId>> {
    let mut leader: HashMap<EntryId, EntryId> = HashMap::new();
    for (one, other) in same {
        let (one, other) = (leader_of(&mut leader, *one), leader_of(&mut leader, *other));
        if one != other {
            leader.insert(other, one);
        }
    }
    let mut men: BTreeMap<EntryId, Vec<EntryId>> = BTreeMap::new();
    for member in members {
        if leader.contains_key(member) {
            let of = leader_of(&mut leader, *member);
            men.entry(of).or_default().push(*member);
        }
    }
    let mut named = BTreeMap::new();
    for mut members in men.into_values() {
        if members.len() > 1 {
            let first = members.remove(0);
            named.insert(first, members);
        }
    }
    named
}

fn leader_of(leader: &mut HashMap<EntryId, EntryId>, of: EntryId) -> EntryId {
    let mut at = of;
    while let Some(next) = leader.get(&at).copied().filter(|next| *next != at) {
        at = next;
    }
    leader.entry(at).or_insert(at);
    // whoever stood on the way is led there at once: a long chain is walked once, not once for each of its links
    let mut on_the_way = of;
    while on_the_way != at {
        match leader.insert(on_the_way, at) {
            Some(next) => on_the_way = next,
            None => break,
        }
    }
    at
}
