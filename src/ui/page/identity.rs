//! Who it is: judged to be the same man, not the same, or undecided, with grounds; and the ways to say so.

mod ask;

use super::asked::Asked;
use super::model::Link;
use super::picker::{self, Choice, Purpose};
use super::{Desk, PageAction, claims, editor, head, layout, words};
use crate::background::study::identity::{IdentityNews, IdentityWish};
use crate::background::{StudyNews, StudyWish, Token};
use crate::catalogue::{Candidate, NamedMan};
use crate::i18n::{tr, tr_args};
use crate::model::{Dossier, EntryId, EntryKind, Identity, Label, OneMan, Verdict};
use crate::reports;
use crate::ui::theme;
pub(super) use ask::dialog_ui;
use ask::{Asking, Judging, Of, TakingBack};
use eframe::egui;
use egui::{Button, CollapsingHeader, RichText, Ui};
use std::collections::BTreeMap;

/// So many of one man are named at the head of a page; all of them stand below.
const NAMED: usize = 12;

/// What is kept between frames.
#[derive(Debug, Default)]
pub(super) struct IdentityState {
    /// Who is held to be the same man as whom the page shows.
    known: Option<Known>,
    asked: Asked,
    /// The question that is open.
    asking: Option<Asking>,
    /// Those somebody began and left; each comes back when the same is asked again.
    left: BTreeMap<Of, Asking>,
}

/// What is drawn, derived once from the answer.
#[derive(Debug)]
struct Known {
    /// The others, the head first.
    others: Vec<Link>,
    /// Whether there are more than are followed.
    has_more: bool,
    contradictions: Vec<String>,
    /// The judgements on the page itself, then those through which others are the same man.
    lines: Vec<Line>,
}

/// A judgement.
#[derive(Debug)]
struct Line {
    identity: Identity,
    verdict: String,
    /// Whom it joins or parts: the other, or both when it is not on this page.
    links: Vec<Link>,
    evidence: Vec<String>,
    signed: String,
}

impl IdentityState {
    /// Another entry is shown; what was begun stays.
    pub(super) fn leave(&mut self) {
        self.leave_question();
        *self = Self { left: std::mem::take(&mut self.left), ..Self::default() };
    }

    /// The question is left; what was typed stays.
    fn leave_question(&mut self) {
        if let Some(asking) = self.asking.take_if(|asking| asking.is_begun()) {
            self.left.insert(asking.of(), asking);
        }
        self.asking = None;
    }

    /// Whether words were typed that are not written yet.
    pub(super) fn is_begun(&self) -> bool {
        self.asking.iter().chain(self.left.values()).any(Asking::is_begun)
    }

    /// Something on the page changed.
    pub(super) fn fall_behind(&mut self) {
        self.asked = Asked::Wanted;
    }

    /// Something of it could not be read.
    pub(super) fn give_up(&mut self) {
        self.asked.give_up();
        if let Some(Asking::Judge(judging)) = &mut self.asking {
            judging.give_up();
        }
    }

    /// Takes what was asked for.
    pub(super) fn take(&mut self, shown: Option<EntryId>, news: &StudyNews) {
        match news {
            StudyNews::Identity(IdentityNews::Man(entry, man)) if shown == Some(*entry) => {
                self.known = Some(known(*entry, man));
                self.asked.answered();
            }
            StudyNews::Identity(IdentityNews::Compared(beside)) => {
                if let Some(Asking::Judge(judging)) = &mut self.asking {
                    judging.take(beside);
                }
            }
            _ => {}
        }
    }

    /// Whether a question is open.
    pub(super) fn has_dialog(&self) -> bool {
        self.asking.is_some()
    }

    /// What the open question asked for is being written.
    pub(super) fn sent(&mut self, token: Token) {
        if let Some(asking) = &mut self.asking {
            asking.sent(token);
        }
    }

    /// What was decided is written.
    pub(super) fn written(&mut self, token: Token) {
        self.asking.take_if(|asking| asking.is_sent(token));
        self.left.retain(|_, asking| !asking.is_sent(token));
    }

    /// It could not be written; what was typed stays. Gives the reason back when no question is open to tell it in.
    pub(super) fn failed(&mut self, token: Token, why: String) -> Option<String> {
        for left in self.left.values_mut().filter(|asking| asking.is_sent(token)) {
            left.failed(why.clone());
        }
        let Some(asking) = self.asking.as_mut().filter(|asking| asking.is_sent(token)) else { return Some(why) };
        asking.failed(why);
        None
    }
}

fn known(page: EntryId, found: &NamedMan) -> Known {
    let NamedMan { man, labels, evidence } = found;
    let OneMan { members, identities, contradictions, has_more, .. } = man;
    let named = |id: EntryId| link_of(id, labels);
    let mut lines: Vec<Line> = identities
        .iter()
        .map(|identity| Line {
            verdict: tr(&format!("verdict-{}", identity.verdict.term())),
            links: if identity.is_of(page) {
                vec![named(identity.other(page))]
            } else {
                vec![named(identity.entry), named(identity.person)]
            },
            evidence: identity
                .evidence
                .iter()
                .filter_map(|claim| evidence.get(claim))
                .map(|claim| {
                    let property = reports::property_text(&claim.property).into();
                    let value = reports::claim_text(claim, labels).into();
                    let of = code_of(claim.subject, labels).into();
                    tr_args("identity-evidence-line", &[("property", property), ("value", value), ("of", of)])
                })
                .collect(),
            signed: words::signed(&identity.by, identity.at),
            identity: identity.clone(),
        })
        .collect();
    lines.sort_by_key(|line| !line.identity.is_of(page));
    let contradiction = |(one, other): &(EntryId, EntryId)| {
        let (one, other) = (named(*one).text.into(), named(*other).text.into());
        tr_args("identity-contradiction", &[("one", one), ("other", other)])
    };
    Known {
        others: members.iter().filter(|member| **member != page).map(|member| named(*member)).collect(),
        has_more: *has_more,
        contradictions: contradictions.iter().map(contradiction).collect(),
        lines,
    }
}

/// Its reference and what it is called.
fn link_of(id: EntryId, labels: &BTreeMap<EntryId, Label>) -> Link {
    let Some(label) = labels.get(&id) else { return Link { id, kind: EntryKind::default(), text: id.to_string() } };
    Link { id, kind: label.kind, text: text_of(label) }
}

fn text_of(label: &Label) -> String {
    let (reference, name) = (label.reference_code.trim(), label.label.trim());
    if reference.is_empty() || name.is_empty() { reports::label_text(label) } else { format!("{reference} {name}") }
}

fn code_of(id: EntryId, labels: &BTreeMap<EntryId, Label>) -> String {
    let code = labels.get(&id).map(|label| label.reference_code.trim()).unwrap_or_default();
    if code.is_empty() { link_of(id, labels).text } else { code.to_owned() }
}

/// At the head of a page: with whom it is held to be one man, and where judgements contradict each other.
pub(super) fn held_ui(ui: &mut Ui, page: EntryId, desk: &mut Desk<'_>) {
    let Some(known) = desk.state.identity.known.take() else { return };
    if !known.others.is_empty() {
        ui.push_id(("held", page), |ui| {
            layout::small_line(ui, |ui| {
                ui.label(theme::weak(ui, tr("identity-held")).size(14.0));
                for other in known.others.iter().take(NAMED) {
                    claims::link_ui(ui, other, desk);
                }
                let more = known.others.len().saturating_sub(NAMED);
                if more > 0 || known.has_more {
                    ui.label(theme::small(ui, tr_args("identity-held-more", &[("count", more.into())])));
                }
            });
        });
    }
    contradictions_ui(ui, &known);
    desk.state.identity.known = Some(known);
}

fn contradictions_ui(ui: &mut Ui, known: &Known) {
    for contradiction in &known.contradictions {
        ui.label(theme::disputed(ui, contradiction));
    }
}

/// Draws the judgements, and the ways to make one.
pub(super) fn identity_ui(ui: &mut Ui, dossier: &Dossier, desk: &mut Desk<'_>) {
    let page = dossier.entry.id();
    if dossier.identities.is_empty() {
        desk.state.identity.known = None;
    } else if desk.state.identity.asked.wants() {
        desk.want(PageAction::Study(StudyWish::Identity(IdentityWish::Man(page))));
    }
    let is_unread = desk.state.identity.asked.unread_ui(ui, "failed-identity");
    let known = desk.state.identity.known.take();
    let count = known.as_ref().map_or(0, |known| known.lines.len());
    if count > 0 || desk.can_write() {
        ui.add_space(theme::GAP);
        let mut heading = tr("identity-title");
        if count > 0 {
            heading = format!("{heading} \u{b7} {}", tr_args("identity-count", &[("count", count.into())]));
        }
        // one that is judged is opened at once, and stays as somebody left it
        CollapsingHeader::new(theme::section(heading))
            .id_salt(("identity", page, count > 0))
            .default_open(count > 0)
            .show_unindented(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                if let Some(known) = &known {
                    contradictions_ui(ui, known);
                    for line in &known.lines {
                        ui.push_id(line.identity.id, |ui| line_ui(ui, page, line, desk));
                    }
                } else if dossier.identities.is_empty() {
                    ui.label(theme::small(ui, tr("identity-none")));
                } else if !is_unread {
                    ui.label(theme::small(ui, tr("alike-wait")));
                }
                compare_ui(ui, dossier, desk);
                ui.add_space(theme::SMALL_GAP);
            });
    }
    if desk.state.identity.known.is_none() {
        desk.state.identity.known = known;
    }
}

fn line_ui(ui: &mut Ui, page: EntryId, line: &Line, desk: &mut Desk<'_>) {
    ui.add_space(theme::SMALL_GAP);
    layout::small_line(ui, |ui| {
        head::mark_ui(ui, &line.verdict, &tr("identity-verdict-explained"));
        for (at, link) in line.links.iter().enumerate() {
            if at > 0 {
                ui.label(theme::small(ui, tr("identity-and")));
            }
            claims::link_ui(ui, link, desk);
        }
        if !line.identity.is_of(page) {
            ui.label(theme::small(ui, tr("identity-through")));
        }
    });
    if !line.identity.reason.is_empty() {
        ui.label(&line.identity.reason);
    }
    if !line.evidence.is_empty() {
        let evidence = line.evidence.join(" \u{b7} ");
        ui.label(theme::small(ui, tr_args("identity-evidence", &[("claims", evidence.into())])));
    }
    if !line.signed.is_empty() {
        ui.label(theme::small(ui, &line.signed));
    }
    if !desk.can_write() {
        return;
    }
    let whom = line.links.iter().map(|link| link.text.clone()).collect::<Vec<_>>().join(" \u{b7} ");
    let is_same = line.identity.verdict == Verdict::Same;
    ui.horizontal_wrapped(|ui| {
        if small_button(ui, "identity-change", "identity-change-of", &whom) {
            // as seen from this page, whichever side of the judgement it stands on
            let here = if line.identity.is_of(page) { page } else { line.identity.entry };
            let there = line.identity.other(here);
            begin(here, there, None, desk);
        }
        let (key, of) = if is_same {
            ("identity-split", "identity-split-of")
        } else {
            ("identity-withdraw", "identity-withdraw-of")
        };
        if small_button(ui, key, of, &whom) {
            let left = desk.state.identity.left.remove(&Of::Judgement(line.identity.id));
            let before = left.map(|left| left.reason().to_owned()).unwrap_or_default();
            let taking = TakingBack::new(&line.identity, &whom, before);
            desk.state.identity.asking = Some(Asking::TakeBack(Box::new(taking)));
        }
    });
}

/// A button whose full name says with whom.
fn small_button(ui: &mut Ui, key: &str, named: &str, whom: &str) -> bool {
    let button = ui.add(Button::new(RichText::new(tr(key)).size(13.0)));
    editor::name(&button, egui::Role::Button, &tr_args(named, &[("whom", whom.into())]));
    button.clicked()
}

/// Somebody nobody offered can be compared, too.
fn compare_ui(ui: &mut Ui, dossier: &Dossier, desk: &mut Desk<'_>) {
    if !desk.can_write() {
        return;
    }
    let page = dossier.entry.id();
    let kinds: &[EntryKind] = match dossier.entry.kind() {
        EntryKind::Person => &[EntryKind::Person, EntryKind::FileCard],
        _ => &[EntryKind::Person],
    };
    ui.add_space(theme::SMALL_GAP);
    for kind in kinds {
        let choice = picker::picker_ui(ui, *kind, Purpose::CompareWith(page, *kind), None, desk);
        if let Choice::Entry(link) = choice
            && link.id != page
        {
            begin(page, link.id, None, desk);
        }
    }
}

/// What can be judged of somebody who is offered: where nobody has judged yet.
pub(super) fn offer_ui(ui: &mut Ui, page: (EntryId, EntryKind), candidate: &Candidate, desk: &mut Desk<'_>) {
    if !desk.can_write() || matches!(candidate.verdict, Some(Verdict::Same | Verdict::NotSame)) {
        return;
    }
    let whom = text_of(&candidate.label);
    if (page.1, candidate.label.kind) == (EntryKind::FileCard, EntryKind::FileCard) {
        ui.label(theme::small(ui, tr("identity-two-cards")));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (key, of, verdict) in [
            ("identity-same", "identity-same-of", Verdict::Same),
            ("identity-not-same", "identity-not-same-of", Verdict::NotSame),
            ("identity-undecided", "identity-undecided-of", Verdict::Undecided),
        ] {
            if small_button(ui, key, of, &whom) {
                begin(page.0, candidate.entry, Some(verdict), desk);
            }
        }
    });
}

/// Opens the two side by side. Without a verdict it is what was begun, else what is judged already.
fn begin(here: EntryId, there: EntryId, verdict: Option<Verdict>, desk: &mut Desk<'_>) {
    let judging = match desk.state.identity.left.remove(&Of::pair(here, there)) {
        Some(Asking::Judge(left)) => left.anew(here, there, verdict),
        _ => Judging::new(here, there, verdict),
    };
    desk.state.identity.asking = Some(Asking::Judge(Box::new(judging)));
    desk.want(PageAction::Study(StudyWish::Identity(IdentityWish::Compare(here, there))));
}
