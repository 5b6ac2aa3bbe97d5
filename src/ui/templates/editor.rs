//! The template that is being drawn: what was changed and not saved, the chosen box, the steps back.
//!
//! Invariant: "saved" is only said after the catalogue has answered, and the id of a box never changes once a claim may
//! name it.

use super::canvas::{self, CanvasState};
use super::naming;
use super::rects;
use super::scan::{Origin, Scan, Scans};
use super::steps::Steps;
use super::texts::Texts;
use crate::background::Token;
use crate::catalogue::{StoredDraft, template_file};
use crate::model::{
    CardField, CardTemplate, Datatype, EntryId, Fault, FaultKind, PROPERTIES, RectMm, Side, TemplatePart, Timestamp,
};
use eframe::egui;
use std::collections::BTreeSet;

/// Where drafts of templates are kept: no entry has this id, since a new template has none yet.
const NOBODY: EntryId = EntryId(uuid::Uuid::nil());
/// The slot of a draft is this and the id of the template, or a moment when there is none yet.
pub(in crate::ui) const SLOT: &str = "template:";
/// What is typed is on the disk after so many seconds.
const KEPT_AFTER_SECONDS: f64 = 0.7;
/// What the disk refused is tried again after so many seconds.
const AGAIN_SECONDS: f64 = 5.0;

/// How far the template is on its way to the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// As it was opened.
    Untouched,
    /// Changed and not written.
    Unsaved,
    /// Sent, no answer yet.
    Sent,
    /// On the disk.
    Saved,
    /// Not written, and why.
    Failed(String),
}

/// The template that is being drawn.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub(super) struct Editor {
    /// Told apart from every other editor, so that its text fields are.
    pub(super) no: u64,
    pub(super) template: CardTemplate,
    /// What stands under its id in the catalogue or the program; `None` until a new one is saved.
    pub(super) saved: Option<CardTemplate>,
    /// As it was when nothing was unsaved.
    settled: CardTemplate,
    pub(super) side: Side,
    pub(super) chosen: Option<usize>,
    pub(super) canvas: CanvasState,
    pub(super) scans: Scans,
    pub(super) texts: Texts,
    pub(super) steps: Steps,
    pub(super) faults: Vec<Fault>,
    /// The label of the chosen box takes the keyboard in the next frame.
    pub(super) focus_label: bool,
    /// What the form says of itself is folded out, or in, in the next frame.
    pub(super) opens_head: Option<bool>,
    /// The name of the form takes the keyboard in the next frame.
    pub(super) focus_name: bool,
    /// Whether its id was typed, so that it no longer follows the name.
    pub(super) id_typed: bool,
    /// Where its draft is kept.
    slot: String,
    /// When the draft that was brought back was typed.
    pub(super) resumed: Option<Timestamp>,
    /// Whether the size follows from a scan without resolution.
    pub(super) size_is_guessed: bool,
    /// Whether nobody has typed the size: then it follows the corners on the scan.
    pub(super) size_follows: bool,
    /// The size of the side before somebody began to type another.
    pub(super) size_before: Option<(f64, f64)>,
    /// Ids of boxes that claims may name.
    fixed: BTreeSet<String>,
    sent: Option<(Token, CardTemplate)>,
    failed: Option<String>,
    written: bool,
    /// When something was changed that is not kept as a draft yet.
    changed_at: Option<f64>,
    /// Whether a draft of it is on the disk.
    kept: bool,
}

impl Editor {
    /// Works on a template of the catalogue or the program.
    pub(super) fn change(no: u64, template: CardTemplate) -> Self {
        Self::new(no, template.clone(), Some(template))
    }

    /// Begins a new one, perhaps as a copy.
    pub(super) fn begin(no: u64, template: CardTemplate) -> Self {
        Self { focus_name: true, ..Self::new(no, template, None) }
    }

    fn new(no: u64, template: CardTemplate, saved: Option<CardTemplate>) -> Self {
        let fixed = template.fields.iter().map(|field| field.id.clone()).collect();
        let side = if template.has_side(Side::Front) || template.fields.is_empty() { Side::Front } else { Side::Back };
        let slot = match &saved {
            Some(saved) => format!("{SLOT}{}", saved.id),
            // no id has this mark
            None => format!("{SLOT}~{}", now().0),
        };
        Self {
            no,
            slot,
            steps: Steps::new(&template),
            faults: template.faults(),
            settled: template.clone(),
            template,
            saved,
            side,
            chosen: None,
            canvas: CanvasState::default(),
            scans: Scans::default(),
            texts: Texts::default(),
            focus_label: false,
            focus_name: false,
            opens_head: Some(true),
            id_typed: false,
            resumed: None,
            size_is_guessed: false,
            size_follows: false,
            size_before: None,
            fixed,
            sent: None,
            failed: None,
            written: false,
            changed_at: None,
            kept: false,
        }
    }

    /// Goes on with what was typed before the program ended. It is one step, which can be taken back. Whether the template
    /// was changed since ([`is_behind`]) is asked before.
    pub(super) fn resume(&mut self, draft: &StoredDraft) -> bool {
        let Ok(template) = template_file::unfinished_from_toml(&draft.text) else { return false };
        self.id_typed = self.saved.is_none();
        self.template = template;
        self.resumed = Some(draft.at);
        self.slot.clone_from(&draft.slot);
        self.kept = true;
        true
    }

    /// The slot its draft is kept in.
    pub(super) fn slot(&self) -> String {
        self.slot.clone()
    }

    /// Whether something is not written.
    pub(super) fn is_unsaved(&self) -> bool {
        self.template != self.settled
    }

    pub(super) fn saving(&self) -> Saving {
        match (&self.sent, &self.failed) {
            (Some(_), _) => Saving::Sent,
            (None, Some(why)) => Saving::Failed(why.clone()),
            (None, None) if self.is_unsaved() => Saving::Unsaved,
            (None, None) if self.written => Saving::Saved,
            (None, None) => Saving::Untouched,
        }
    }

    /// Whether it can be written: something is new, and cards and claims can name it and its boxes.
    pub(super) fn can_save(&self, others: &[CardTemplate]) -> bool {
        (self.is_unsaved() || self.saved.is_none())
            && self.sent.is_none()
            && !self.faults.iter().any(|fault| fault.kind.blocks())
            && !self.id_is_taken(others)
    }

    /// Whether another template has the id of this new one.
    pub(super) fn id_is_taken(&self, others: &[CardTemplate]) -> bool {
        self.saved.is_none() && others.iter().any(|other| other.id == self.template.id)
    }

    /// It was sent to be written.
    pub(super) fn sent(&mut self, token: Token) {
        self.sent = Some((token, self.template.clone()));
        self.failed = None;
    }

    /// The catalogue answered. Returns the slot of the draft that is done with, when the answer was ours and good.
    pub(super) fn answered(&mut self, token: Token, outcome: Result<(), String>) -> Option<String> {
        let (_, sent) = self.sent.take_if(|(sent, _)| *sent == token)?;
        match outcome {
            Ok(()) => {
                let slot = std::mem::replace(&mut self.slot, format!("{SLOT}{}", sent.id));
                self.fixed.extend(sent.fields.iter().map(|field| field.id.clone()));
                self.settled = sent.clone();
                self.saved = Some(sent);
                self.written = true;
                self.kept = false;
                self.resumed = None;
                // what was typed meanwhile is a draft of its own
                self.changed_at = self.is_unsaved().then_some(0.0);
                Some(slot)
            }
            Err(why) => {
                self.failed = Some(why);
                None
            }
        }
    }

    /// Somebody changed the template elsewhere, by an undo for instance: it is shown, unless something here is unsaved.
    pub(super) fn refresh(&mut self, now: &CardTemplate) {
        if self.saved.is_some() && self.sent.is_none() && !self.is_unsaved() && self.template != *now {
            let no = self.no;
            let scans = std::mem::take(&mut self.scans);
            *self = Self { side: self.side, scans, ..Self::change(no, now.clone()) };
        }
    }

    /// Takes in what this frame did; to be called once, at its end.
    pub(super) fn settle(&mut self, typing: Option<egui::Id>, now: f64) {
        if self.canvas.is_dragging() {
            return;
        }
        self.follow_names();
        if self.steps.note(&self.template, typing) {
            self.faults = self.template.faults();
            self.failed = None;
            self.changed_at.get_or_insert(now);
        }
        if self.chosen.is_some_and(|chosen| chosen >= self.template.fields.len()) {
            self.choose(None);
        }
    }

    /// Ids that nobody can name yet follow the names they are made from.
    fn follow_names(&mut self) {
        let Some(chosen) = self.chosen else { return };
        let Some(field) = self.template.fields.get(chosen) else { return };
        if self.fixed.contains(&field.id) {
            return;
        }
        let is_taken = |id: &str| {
            let mut others = self.template.fields.iter().enumerate().filter(|(at, _)| *at != chosen);
            others.any(|(_, other)| other.id == id) || self.fixed.contains(id)
        };
        let id = naming::free_id(&field.label, "field", is_taken);
        if let Some(field) = self.template.fields.get_mut(chosen)
            && field.id != id
        {
            if field.property.is_empty() || field.property == field.id {
                field.property.clone_from(&id);
            }
            field.id = id;
        }
    }

    /// The id of a new template follows its name until it is typed.
    pub(super) fn follow_name(&mut self, others: &[CardTemplate]) {
        if self.saved.is_none() && !self.id_typed {
            let is_taken = |id: &str| others.iter().any(|other| other.id == id);
            self.template.id = if naming::id_of(&self.template.name).is_empty() {
                String::new()
            } else {
                naming::free_id(&self.template.name, "", is_taken)
            };
        }
    }

    /// The draft that is to be kept now, or seconds until then.
    pub(super) fn draft_due(&self, now: f64) -> Option<f64> {
        self.changed_at.map(|at| (at + KEPT_AFTER_SECONDS - now).max(0.0))
    }

    /// The disk refused its draft: it is tried again in a while.
    pub(super) fn not_kept(&mut self, now: f64) {
        self.changed_at.get_or_insert(now + AGAIN_SECONDS - KEPT_AFTER_SECONDS);
    }

    /// What is to be kept and what is to go, for the disk.
    pub(super) fn take_draft(&mut self, author: &str) -> (Vec<StoredDraft>, Vec<(EntryId, String)>) {
        self.changed_at = None;
        if !self.is_unsaved() {
            let gone = std::mem::take(&mut self.kept);
            return (Vec::new(), if gone { vec![(NOBODY, self.slot())] } else { Vec::new() });
        }
        self.kept = true;
        let draft = StoredDraft {
            entry: NOBODY,
            slot: self.slot(),
            text: template_file::to_toml(&self.template),
            base: self.saved.as_ref().map(template_file::to_toml).unwrap_or_default(),
            author: author.to_owned(),
            at: now(),
        };
        (vec![draft], Vec::new())
    }
}

/// The boxes.
impl Editor {
    pub(super) fn chosen_field(&self) -> Option<&CardField> {
        self.template.fields.get(self.chosen?)
    }

    pub(super) fn chosen_field_mut(&mut self) -> Option<&mut CardField> {
        self.template.fields.get_mut(self.chosen?)
    }

    /// The place of the chosen box, when it is on the side that is shown.
    pub(super) fn chosen_rect(&self) -> Option<RectMm> {
        self.chosen_field().filter(|field| field.side == self.side)?.rect
    }

    pub(super) fn choose(&mut self, field: Option<usize>) {
        if self.chosen != field {
            if self.chosen.is_none() || field.is_none() {
                self.opens_head = Some(field.is_none());
            }
            self.chosen = field;
            self.texts.clear();
        }
        if let Some(side) = self.chosen_field().map(|field| field.side)
            && side != self.side
        {
            self.show_side(side);
        }
    }

    pub(super) fn show_side(&mut self, side: Side) {
        self.canvas.cancel();
        self.side = side;
        if self.chosen_field().is_some_and(|field| field.side != side) {
            self.chosen = None;
            self.texts.clear();
        }
    }

    pub(super) fn set_rect(&mut self, rect: RectMm) {
        if let Some(field) = self.chosen_field_mut() {
            field.rect = Some(rect);
        }
    }

    /// A new box on the shown side, the last in printed order; its label takes the keyboard.
    pub(super) fn add_field(&mut self, rect: RectMm) {
        self.fix_size();
        let is_taken = |id: &str| self.template.fields.iter().any(|field| field.id == id) || self.fixed.contains(id);
        let id = naming::free_id("", "field", is_taken);
        let field = CardField { property: id.clone(), id, side: self.side, rect: Some(rect), ..CardField::default() };
        // after the last box of its side: the front comes before the back
        let after = self.template.fields.iter().rposition(|field| field.side <= self.side).map_or(0, |at| at + 1);
        self.template.fields.insert(after, field);
        self.choose(None);
        self.choose(Some(after));
        self.focus_label = true;
    }

    /// A new box where there is room.
    pub(super) fn add_field_somewhere(&mut self) {
        let on_side = self.template.fields.iter().filter(|field| field.side == self.side);
        let printed = self.template.printed.iter().filter(|printed| printed.side == self.side);
        let taken: Vec<RectMm> =
            on_side.filter_map(|field| field.rect).chain(printed.map(|printed| printed.rect)).collect();
        self.add_field(rects::free_place(&taken, canvas::size_of(&self.template)));
    }

    pub(super) fn remove_chosen(&mut self) {
        if let Some(chosen) = self.chosen.filter(|chosen| *chosen < self.template.fields.len()) {
            self.template.fields.remove(chosen);
            self.choose(None);
            self.canvas.take_focus = true;
        }
    }

    /// Moves the chosen box before or after its neighbour in printed order.
    pub(super) fn reorder(&mut self, down: bool) {
        let Some(chosen) = self.chosen else { return };
        let other = if down { chosen + 1 } else { chosen.wrapping_sub(1) };
        if other < self.template.fields.len() && chosen < self.template.fields.len() {
            self.template.fields.swap(chosen, other);
            self.chosen = Some(other);
        }
    }

    pub(super) fn step(&mut self, forth: bool) {
        self.canvas.cancel();
        let step = if forth { self.steps.forth() } else { self.steps.back() };
        if let Some(template) = step {
            self.template = template;
            self.faults = self.template.faults();
            self.texts.clear();
            self.changed_at.get_or_insert(0.0);
            if self.chosen.is_some_and(|chosen| chosen >= self.template.fields.len()) {
                self.chosen = None;
            }
        }
    }

    /// The faults of a part, of these kinds.
    pub(super) fn faults_of(&self, part: TemplatePart, kinds: &[FaultKind]) -> impl Iterator<Item = &Fault> {
        self.faults.iter().filter(move |fault| fault.part == part && kinds.contains(&fault.kind))
    }

    /// A property from the list: its datatype comes with it.
    pub(super) fn set_property(&mut self, id: &str) {
        let Some(field) = self.chosen_field_mut() else { return };
        id.clone_into(&mut field.property);
        if let Some(known) = PROPERTIES.iter().find(|property| property.id == id) {
            field.datatype = known.datatype;
            if known.id == "identity-tag" {
                field.series = crate::model::NumberSeries::IdentityTag;
            }
        }
    }

    /// What another form says of a box with this label, while nothing is said of it here.
    pub(super) fn like<'a>(&self, templates: &'a [CardTemplate]) -> Option<&'a CardField> {
        let field = self.chosen_field()?;
        let label = field.label.trim().to_lowercase();
        let is_bare = field.labels.is_empty()
            && field.datatype == Datatype::Text
            && field.help.is_empty()
            && field.property == field.id;
        if !is_bare || label.is_empty() {
            return None;
        }
        templates.iter().flat_map(|template| &template.fields).find(|other| other.label.trim().to_lowercase() == label)
    }

    /// Takes over what another form says of a box with this label; place and id stay.
    pub(super) fn take_over(&mut self, other: &CardField) {
        let Some(field) = self.chosen_field_mut() else { return };
        let (id, side, rect) = (field.id.clone(), field.side, field.rect);
        // the numbers of another camp are not those of this form
        let series = if other.series == crate::model::NumberSeries::IdentityTag { other.series } else { field.series };
        *field = CardField {
            id,
            side,
            rect,
            element: 0,
            unchecked: false,
            issuer: String::new(),
            last_number: None,
            series,
            ..other.clone()
        };
        self.texts.clear();
    }
}

/// The scan.
impl Editor {
    /// Draws on a scan from now on; it has to be asked for.
    pub(super) fn draw_on(&mut self, origin: Origin) {
        self.canvas.cancel();
        self.canvas.fit();
        let scan = Scan::new(origin);
        let is_placed = scan.placed;
        *self.scans.of(self.side) = Some(scan);
        self.canvas.take_focus = true;
        if is_placed {
            // somebody has said where the card is; its size follows at once
            self.accept_corners();
        }
    }

    /// The corners are where the card is: its size follows when nobody has said it.
    pub(super) fn accept_corners(&mut self) {
        let Some(scan) = self.scans.of(self.side) else { return };
        if !scan.alignment.is_usable() {
            return;
        }
        scan.placed = true;
        let size = scan.size_of_card();
        self.canvas.fit();
        self.canvas.take_focus = true;
        let is_unsaid = self.template.width_mm.is_none() && self.template.height_mm.is_none();
        if let Some(((width, height), is_measured)) = size
            && (is_unsaid || self.size_follows)
        {
            let before = canvas::size_of(&self.template);
            (self.template.width_mm, self.template.height_mm) = (Some(width), Some(height));
            (self.size_is_guessed, self.size_follows) = (!is_measured, true);
            self.texts.clear();
            self.resize(before);
        }
    }

    /// Boxes have a meaning only on a side of a known size.
    fn fix_size(&mut self) {
        if self.template.width_mm.is_none() || self.template.height_mm.is_none() {
            let (width, height) = canvas::size_of(&self.template);
            (self.template.width_mm, self.template.height_mm) = (Some(width), Some(height));
            (self.size_is_guessed, self.size_follows) = (true, true);
            self.texts.clear();
        }
    }

    /// Another size of the side: the boxes keep their places on a scan, which is as large as it is.
    pub(super) fn resize(&mut self, before: (f64, f64)) {
        let after = canvas::size_of(&self.template);
        let usable = self.template.width_mm.is_some() && self.template.height_mm.is_some();
        if !usable || self.scans.get(self.side).is_none() || before == after {
            return;
        }
        let (wide, high) = (after.0 / before.0, after.1 / before.1);
        let rects = self.template.fields.iter_mut().filter_map(|field| field.rect.as_mut());
        for rect in rects.chain(self.template.printed.iter_mut().map(|printed| &mut printed.rect)) {
            let [left, top, width, height] = <[f64; 4]>::from(*rect);
            let round = |mm: f64| (mm * 100.0).round() / 100.0;
            *rect = [round(left * wide), round(top * high), round(width * wide), round(height * high)].into();
        }
    }
}

/// The id of the template whose draft is kept in this slot.
pub(super) fn id_of_slot(slot: &str) -> &str {
    slot.strip_prefix(SLOT).unwrap_or_default()
}

/// Whether a draft was begun on another state of its template than stands now: saving it would take that change back.
pub(super) fn is_behind(draft: &StoredDraft, now: Option<&CardTemplate>) -> bool {
    draft.base != now.map(template_file::to_toml).unwrap_or_default()
}

/// Drafts that are templates, and those to be let go.
pub(super) fn gone(slot: String) -> (EntryId, String) {
    (NOBODY, slot)
}

/// The clock of this computer: a draft says when it was typed.
fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
