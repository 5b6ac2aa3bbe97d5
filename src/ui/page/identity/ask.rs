//! The questions: two held side by side with what is to be judged of them, and why a judgement is taken back.

use super::{code_of, text_of};
use crate::background::study::identity::{IdentityDeed, IdentityWish};
use crate::background::{Deed, StudyWish, Token};
use crate::catalogue::SideBySide;
use crate::i18n::{tr, tr_args};
use crate::model::{Claim, EntryId, EntryKind, Identity, Label, PROPERTIES, Reading, Reason, Verdict};
use crate::reports;
use crate::ui::dialog::row_from_right;
use crate::ui::page::asked::Asked;
use crate::ui::page::{Desk, PageAction, words};
use crate::ui::{field, theme};
use eframe::egui;
use egui::{Checkbox, Context, Id, Key, Modal, Modifiers, RadioButton, ScrollArea, Ui};
use std::collections::{BTreeMap, BTreeSet};

/// Width of the dialog in which two are compared, in points.
const JUDGE_PT: f32 = 860.0;
/// Height of everything in it but the comparison, with what is around it, in points.
const REST_PT: f32 = 490.0;
/// Width of the question why a judgement is taken back, in points.
const TAKE_BACK_PT: f32 = 560.0;

/// A question that is open.
#[derive(Debug)]
pub(super) enum Asking {
    /// What is to be judged of two.
    Judge(Box<Judging>),
    /// Why a judgement is taken back.
    TakeBack(Box<TakingBack>),
}

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// Two, whichever of them is shown.
    Pair(EntryId, EntryId),
    /// A judgement.
    Judgement(EntryId),
}

impl Of {
    pub(super) fn pair(one: EntryId, other: EntryId) -> Self {
        Self::Pair(one.min(other), one.max(other))
    }
}

impl Asking {
    pub(super) fn of(&self) -> Of {
        match self {
            Self::Judge(judging) => Of::pair(judging.here, judging.there),
            Self::TakeBack(taking) => Of::Judgement(taking.identity.id),
        }
    }

    pub(super) fn reason(&self) -> &str {
        match self {
            Self::Judge(judging) => &judging.reason,
            Self::TakeBack(taking) => &taking.reason,
        }
    }

    /// Whether something was typed or ticked that is not written yet.
    pub(super) fn is_begun(&self) -> bool {
        match self {
            Self::Judge(judging) => judging.is_begun(),
            Self::TakeBack(taking) => !taking.reason.trim().is_empty(),
        }
    }

    fn sending(&mut self) -> &mut Sending {
        match self {
            Self::Judge(judging) => &mut judging.sending,
            Self::TakeBack(taking) => &mut taking.sending,
        }
    }

    pub(super) fn failed(&mut self, why: String) {
        *self.sending() = Sending::Refused(why);
    }

    pub(super) fn sent(&mut self, token: Token) {
        *self.sending() = Sending::Sent(token);
    }

    pub(super) fn is_sent(&self, token: Token) -> bool {
        let sending = match self {
            Self::Judge(judging) => &judging.sending,
            Self::TakeBack(taking) => &taking.sending,
        };
        matches!(sending, Sending::Sent(sent) if *sent == token)
    }
}

/// How far it is written.
#[derive(Debug)]
enum Sending {
    Typing,
    Sent(Token),
    Refused(String),
}

/// Two held side by side.
#[derive(Debug)]
pub(super) struct Judging {
    here: EntryId,
    there: EntryId,
    verdict: Verdict,
    /// Whether somebody chose the verdict; until then it is what is judged already.
    is_chosen: bool,
    reason: String,
    evidence: BTreeSet<EntryId>,
    /// Of two persons, the one whose name is printed.
    keep: EntryId,
    beside: Option<Beside>,
    asked: Asked,
    /// The judgement it began with: grounds and evidence.
    judged: (String, BTreeSet<EntryId>),
    fresh: bool,
    sending: Sending,
}

/// What is drawn of the two, derived once.
#[derive(Debug)]
struct Beside {
    titles: [String; 2],
    kinds: [EntryKind; 2],
    rows: Vec<PropertyRow>,
    for_it: String,
    against: String,
    is_judged: bool,
}

/// What both say of one property.
#[derive(Debug)]
struct PropertyRow {
    title: String,
    sides: [Vec<ClaimLine>; 2],
}

#[derive(Debug)]
struct ClaimLine {
    claim: EntryId,
    text: String,
    from: String,
    /// Its full name, for who cannot see where it stands.
    name: String,
}

impl Judging {
    pub(super) fn new(here: EntryId, there: EntryId, verdict: Option<Verdict>) -> Self {
        Self {
            here,
            there,
            verdict: verdict.unwrap_or(Verdict::Undecided),
            is_chosen: verdict.is_some(),
            reason: String::new(),
            evidence: BTreeSet::new(),
            keep: here,
            beside: None,
            asked: Asked::OnItsWay,
            judged: Default::default(),
            fresh: true,
            sending: Sending::Typing,
        }
    }

    /// One that was left, begun again.
    pub(super) fn anew(self, here: EntryId, there: EntryId, verdict: Option<Verdict>) -> Self {
        Self {
            here,
            there,
            verdict: verdict.unwrap_or(self.verdict),
            is_chosen: self.is_chosen || verdict.is_some(),
            beside: None,
            asked: Asked::OnItsWay,
            fresh: true,
            ..self
        }
    }

    /// The two could not be read.
    pub(super) fn give_up(&mut self) {
        self.asked.give_up();
    }

    /// Whether something was typed or ticked that is not written yet.
    fn is_begun(&self) -> bool {
        self.reason.trim() != self.judged.0.trim() || self.evidence != self.judged.1
    }

    fn is_on(&self, here: EntryId, there: EntryId) -> bool {
        (self.here, self.there) == (here, there)
    }

    /// Takes what is known of the two. Of a judgement that is there, grounds and evidence are what one begins with.
    pub(super) fn take(&mut self, found: &SideBySide) {
        if !self.is_on(found.here.entry, found.there.entry) {
            return;
        }
        self.asked.answered();
        if let Some(judged) = &found.judged
            && !std::mem::replace(&mut self.is_chosen, true)
        {
            self.verdict = judged.verdict;
        }
        if let Some(judged) = &found.judged
            && self.reason.is_empty()
            && self.evidence.is_empty()
        {
            self.reason.clone_from(&judged.reason);
            self.evidence.extend(&judged.evidence);
            self.judged = (self.reason.clone(), self.evidence.clone());
        }
        let standing: BTreeSet<EntryId> =
            found.here.claims.iter().chain(&found.there.claims).map(|claim| claim.id).collect();
        let kept = found.judged.iter().flat_map(|judged| &judged.evidence);
        let known: BTreeSet<EntryId> = standing.iter().chain(kept).copied().collect();
        self.evidence.retain(|claim| known.contains(claim));
        self.beside = Some(Beside::of(found));
    }

    fn is_ready(&self) -> bool {
        let has_reason = self.verdict == Verdict::Undecided || !self.reason.trim().is_empty();
        has_reason && self.beside.is_some() && !matches!(self.sending, Sending::Sent(_))
    }

    fn deed(&self) -> IdentityDeed {
        let is_of_persons = self.beside.as_ref().is_some_and(|beside| beside.kinds == [EntryKind::Person; 2]);
        let here_is_kept = if is_of_persons {
            self.keep == self.here
        } else {
            // a card is held against a person
            self.beside.as_ref().is_some_and(|beside| beside.kinds == [EntryKind::Person, EntryKind::FileCard])
        };
        let (entry, person) = if here_is_kept { (self.there, self.here) } else { (self.here, self.there) };
        IdentityDeed::Judge {
            entry,
            person,
            verdict: self.verdict,
            reason: self.reason.trim().to_owned(),
            evidence: self.evidence.iter().copied().collect(),
        }
    }
}

impl Beside {
    fn of(found: &SideBySide) -> Self {
        let SideBySide { here, there, judged, reasons, labels } = found;
        let titles = [&here.label, &there.label].map(text_of);
        let mut properties: Vec<&str> = here.claims.iter().chain(&there.claims).map(|c| c.property.as_str()).collect();
        let place = |property: &str| PROPERTIES.iter().position(|known| known.id == property).unwrap_or(usize::MAX);
        properties.sort_by_key(|property| (place(property), *property));
        properties.dedup();
        let rows = properties.into_iter().map(|property| {
            let title = reports::property_text(property);
            let line = |claim: &Claim, of: &str| {
                let text = text_of_claim(claim, labels);
                let source = claim.source.map(|source| code_of(source, labels)).unwrap_or_default();
                let from = [source.as_str(), claim.locator.trim()];
                let from: Vec<&str> = from.into_iter().filter(|part| !part.is_empty()).collect();
                let (property, value) = (title.clone().into(), text.clone().into());
                let name =
                    tr_args("identity-evidence-line", &[("property", property), ("value", value), ("of", of.into())]);
                ClaimLine { claim: claim.id, from: from.join(", "), name, text }
            };
            let side = |claims: &[Claim], of: &str| -> Vec<ClaimLine> {
                claims.iter().filter(|claim| claim.property == property).map(|claim| line(claim, of)).collect()
            };
            let [here_is, there_is] = &titles;
            PropertyRow { sides: [side(&here.claims, here_is), side(&there.claims, there_is)], title }
        });
        let rows = rows.collect();
        let told = |is_against: bool| {
            let reasons = reasons.iter().filter(|reason: &&Reason| reason.kind.is_against() == is_against);
            reasons.map(reports::reason_text).collect::<Vec<_>>().join(" \u{b7} ")
        };
        Self {
            kinds: [here.label.kind, there.label.kind],
            rows,
            for_it: told(false),
            against: told(true),
            is_judged: judged.is_some(),
            titles,
        }
    }
}

/// The wording of a claim; with a date also how it is read, and a number with its register.
fn text_of_claim(claim: &Claim, labels: &BTreeMap<EntryId, Label>) -> String {
    let written = words::value(claim, labels);
    match &claim.reading {
        Some(reading @ Reading::Date { .. }) if claim.absence.is_none() => {
            match words::reading(reading, &written, labels) {
                Some(read) if read != written => format!("{written} ({read})"),
                _ => written,
            }
        }
        Some(Reading::Number(_)) if claim.absence.is_none() => reports::claim_text(claim, labels),
        _ => written,
    }
}

/// Why a judgement is taken back.
#[derive(Debug)]
pub(super) struct TakingBack {
    identity: Identity,
    whom: String,
    reason: String,
    fresh: bool,
    sending: Sending,
}

impl TakingBack {
    pub(super) fn new(identity: &Identity, whom: &str, reason: String) -> Self {
        Self { identity: identity.clone(), whom: whom.to_owned(), reason, fresh: true, sending: Sending::Typing }
    }

    fn deed(&self) -> IdentityDeed {
        let reason = self.reason.trim().to_owned();
        let Identity { id, entry, person, verdict, .. } = self.identity;
        match verdict {
            Verdict::Same => IdentityDeed::Split { one: entry, other: person, reason },
            Verdict::NotSame | Verdict::Undecided => IdentityDeed::Withdraw { identity: id, reason },
        }
    }
}

/// Draws the open question. Ctrl+Enter writes, Esc leaves and keeps what was typed.
pub(in crate::ui::page) fn dialog_ui(ctx: &Context, desk: &mut Desk<'_>) {
    let Some(mut asking) = desk.state.identity.asking.take() else { return };
    let can_write = desk.can_write();
    let (width, id) = match &asking {
        Asking::Judge(_) => (JUDGE_PT, "identity-judge"),
        Asking::TakeBack(_) => (TAKE_BACK_PT, "identity-take-back"),
    };
    let mut chosen = Chosen::Nothing;
    let shown = Modal::new(Id::unique(id)).frame(theme::dialog_frame(ctx)).show(ctx, |ui| {
        ui.set_width(width.min(ctx.content_rect().width() - 80.0));
        // before a field hears it
        let by_keys = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        let (is_ready, is_sent) = match &mut asking {
            Asking::Judge(judging) => judge_ui(ui, judging),
            Asking::TakeBack(taking) => take_back_ui(ui, taking),
        };
        let is_ready = is_ready && can_write;
        foot_ui(ui, &asking, (is_ready, is_sent), &mut chosen);
        if by_keys && is_ready {
            chosen = Chosen::Write;
        }
    });
    if chosen == Chosen::Write {
        let deed = match &asking {
            Asking::Judge(judging) => judging.deed(),
            Asking::TakeBack(taking) => taking.deed(),
        };
        desk.want(PageAction::Deed(Box::new(Deed::Identity(deed))));
    }
    // a press beside the dialog is no wish to lose what was typed
    let left = chosen == Chosen::Leave || shown.should_close() && !shown.backdrop_response.clicked();
    if let Asking::Judge(judging) = &mut asking
        && judging.asked.wants()
    {
        let compare = IdentityWish::Compare(judging.here, judging.there);
        desk.want(PageAction::Study(StudyWish::Identity(compare)));
    }
    desk.state.identity.asking = Some(asking);
    if left {
        desk.state.identity.leave_question();
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    Nothing,
    Write,
    Leave,
}

fn foot_ui(ui: &mut Ui, asking: &Asking, (is_ready, is_sent): (bool, bool), chosen: &mut Chosen) {
    let (doing, sending) = match asking {
        Asking::Judge(judging) => ("identity-do", &judging.sending),
        Asking::TakeBack(taking) if taking.identity.verdict == Verdict::Same => ("identity-do-split", &taking.sending),
        Asking::TakeBack(taking) => ("identity-do-withdraw", &taking.sending),
    };
    if let Sending::Refused(why) = sending {
        ui.label(theme::strong(tr_args("page-not-saved", &[("why", why.clone().into())])));
    }
    ui.add_space(theme::GAP);
    row_from_right(ui, |ui| {
        let button = ui.add_enabled(is_ready, theme::primary_button(ui, &tr(doing))).on_hover_text("Ctrl+Enter");
        if button.on_disabled_hover_text(tr("identity-needs-reason")).clicked() {
            *chosen = Chosen::Write;
        }
        if ui.button(tr("page-cancel")).clicked() {
            *chosen = Chosen::Leave;
        }
        if is_sent {
            ui.label(theme::small(ui, tr("identity-writing")));
        }
    });
}

fn judge_ui(ui: &mut Ui, judging: &mut Judging) -> (bool, bool) {
    ui.label(theme::dialog_title(tr("identity-judge-title")));
    ui.label(theme::small(ui, tr("identity-judge-explained")));
    ui.add_space(theme::SMALL_GAP);
    ui.label(theme::small(ui, tr("page-field-verdict")));
    ui.horizontal_wrapped(|ui| {
        for verdict in [Verdict::Same, Verdict::NotSame, Verdict::Undecided] {
            let words = tr(&format!("verdict-{}", verdict.term()));
            let radio = ui.add(RadioButton::new(judging.verdict == verdict, words));
            if radio.clicked() {
                (judging.verdict, judging.is_chosen) = (verdict, true);
            }
        }
    });
    ui.add_space(theme::SMALL_GAP);
    let is_unread = judging.asked.unread_ui(ui, "failed-identity");
    match &judging.beside {
        None if is_unread => {}
        None => {
            ui.label(theme::small(ui, tr("alike-wait")));
        }
        Some(beside) => {
            let height = (ui.ctx().content_rect().height() - REST_PT).clamp(120.0, 460.0);
            beside_ui(ui, beside, &mut judging.evidence, height);
            if !beside.for_it.is_empty() {
                ui.label(theme::small(ui, tr_args("identity-for-it", &[("reasons", beside.for_it.clone().into())])));
            }
            if !beside.against.is_empty() {
                let against = tr_args("alike-against", &[("reasons", beside.against.clone().into())]);
                ui.label(theme::warning(ui, against).size(13.0));
            }
        }
    }
    keep_ui(ui, judging);
    ui.add_space(theme::SMALL_GAP);
    let look = field::Look { rows: 2, ..field::Look::default() };
    let of = ("identity-reason", judging.here, judging.there);
    let label = tr(if judging.verdict == Verdict::Undecided { "identity-reason-free" } else { "identity-reason" });
    let reason = field::labelled(ui, of, &label, &mut judging.reason, look);
    if std::mem::take(&mut judging.fresh) {
        reason.request_focus();
    }
    (judging.is_ready(), matches!(judging.sending, Sending::Sent(_)))
}

/// Under whose name two persons are printed; a judgement that is there keeps its sides.
fn keep_ui(ui: &mut Ui, judging: &mut Judging) {
    let Some(beside) = &judging.beside else { return };
    if judging.verdict != Verdict::Same || beside.is_judged || beside.kinds != [EntryKind::Person; 2] {
        return;
    }
    ui.add_space(theme::SMALL_GAP);
    ui.label(theme::small(ui, tr("identity-keep")));
    ui.horizontal_wrapped(|ui| {
        for (person, title) in [judging.here, judging.there].into_iter().zip(&beside.titles) {
            if ui.add(RadioButton::new(judging.keep == person, title)).clicked() {
                judging.keep = person;
            }
        }
    });
}

/// The two beside each other, property by property; what is ticked is evidence.
fn beside_ui(ui: &mut Ui, beside: &Beside, evidence: &mut BTreeSet<EntryId>, height: f32) {
    ui.columns(2, |columns| {
        for ((ui, title), kind) in columns.iter_mut().zip(&beside.titles).zip(beside.kinds) {
            ui.label(theme::small(ui, tr(&format!("kind-{}", kind.term()))));
            ui.label(theme::strong(title));
        }
    });
    ui.separator();
    ScrollArea::vertical().id_salt("identity-beside").auto_shrink([false, true]).max_height(height).show(ui, |ui| {
        if beside.rows.is_empty() {
            ui.label(theme::small(ui, tr("identity-nothing-said")));
        }
        for row in &beside.rows {
            ui.label(theme::small(ui, &row.title));
            ui.columns(2, |columns| {
                for (ui, side) in columns.iter_mut().zip(&row.sides) {
                    ui.spacing_mut().interact_size.y = 22.0;
                    for line in side {
                        ui.push_id(line.claim, |ui| claim_ui(ui, line, evidence));
                    }
                }
            });
        }
    });
    ui.separator();
}

fn claim_ui(ui: &mut Ui, line: &ClaimLine, evidence: &mut BTreeSet<EntryId>) {
    let mut is_evidence = evidence.contains(&line.claim);
    let drawn = ui.add(Checkbox::new(&mut is_evidence, egui::RichText::new(&line.text).size(14.0)));
    drawn.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_evidence, &line.name));
    if drawn.gained_focus() {
        drawn.scroll_to_me(None);
    }
    if !line.from.is_empty() {
        drawn.clone().on_hover_text(&line.from);
    }
    if drawn.changed() {
        if is_evidence {
            evidence.insert(line.claim);
        } else {
            evidence.remove(&line.claim);
        }
    }
}

fn take_back_ui(ui: &mut Ui, taking: &mut TakingBack) -> (bool, bool) {
    let is_same = taking.identity.verdict == Verdict::Same;
    ui.label(theme::dialog_title(tr(if is_same { "identity-split-title" } else { "identity-withdraw-title" })));
    let whom = taking.whom.clone().into();
    let explained = if is_same { "identity-split-explained" } else { "identity-withdraw-explained" };
    ui.label(theme::weak(ui, tr_args(explained, &[("whom", whom)])));
    ui.add_space(theme::SMALL_GAP);
    let look = field::Look { rows: 2, ..field::Look::default() };
    let of = ("identity-take-back", taking.identity.id);
    let reason = field::labelled(ui, of, &tr("identity-reason"), &mut taking.reason, look);
    if std::mem::take(&mut taking.fresh) {
        reason.request_focus();
    }
    let is_sent = matches!(taking.sending, Sending::Sent(_));
    (!taking.reason.trim().is_empty() && !is_sent, is_sent)
}
