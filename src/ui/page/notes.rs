//! The provenance notes of a page: those there are, and one that is begun.

use super::drafts::{Key, Slot};
use super::editor::{Editor, editor_ui, saving_ui};
use super::own::{Shape, Vocabulary, own_fields, value};
use super::{Desk, PageAction, access, head, layout, words};
use crate::background::Write;
use crate::i18n::{tr, tr_args};
use crate::model::{Access, Dossier, Entry, EntryId, EntryKind, NoteKind, ProvenanceNote};
use crate::ui::study::closing::{AccessChoice, TERMS, day_ui};
use crate::ui::{field, theme};
use eframe::egui;
use egui::{ComboBox, Frame, Margin, Stroke, Ui};
use std::collections::BTreeMap;

/// A note that was begun.
#[derive(Clone, Debug)]
pub(super) struct NewNote {
    kind: NoteKind,
    text: String,
    date: String,
    access: AccessChoice,
    failed: Option<String>,
    sent: bool,
    fresh: bool,
}

/// The notes being worked on.
#[derive(Debug, Default)]
pub(super) struct NotesState {
    /// The note whose fields are open.
    open: Option<EntryId>,
    /// Notes that were begun, by the entry they are about.
    begun: BTreeMap<EntryId, NewNote>,
}

impl NotesState {
    /// Begins a note.
    pub(super) fn begin(&mut self, subject: EntryId) {
        self.begun.entry(subject).or_insert_with(|| NewNote {
            kind: NoteKind::default(),
            text: String::new(),
            date: String::new(),
            access: AccessChoice::default(),
            failed: None,
            sent: false,
            fresh: true,
        });
    }

    /// What was begun: the entry it is about, its words, and whether they were sent.
    pub(super) fn begun(&self) -> impl Iterator<Item = (EntryId, &str, bool)> {
        self.begun.iter().map(|(subject, note)| (*subject, note.text.as_str(), note.sent))
    }

    /// Takes back the words of a note that was begun before the program ended.
    pub(super) fn bring_back(&mut self, subject: EntryId, text: &str) {
        self.begin(subject);
        if let Some(note) = self.begun.get_mut(&subject).filter(|note| note.text.trim().is_empty()) {
            text.clone_into(&mut note.text);
        }
    }

    /// Opens the fields of a note.
    pub(super) fn open(&mut self, note: EntryId) {
        self.open = Some(note);
    }

    /// Another page is shown; notes that were begun stay.
    pub(super) fn leave(&mut self) {
        self.open = None;
        self.begun.retain(|_, note| !note.text.trim().is_empty());
    }

    /// Whether words were typed for a note that is not written yet.
    pub(super) fn is_begun(&self) -> bool {
        self.begun.values().any(|note| !note.text.trim().is_empty())
    }

    /// The write of the note begun about `subject`.
    pub(super) fn take_to_write(&mut self, subject: EntryId) -> Option<Write> {
        let note = self.begun.get_mut(&subject).filter(|note| !note.sent)?;
        let access = note.access.access()?;
        note.sent = true;
        note.failed = None;
        Some(Write::AddNote {
            subject,
            kind: note.kind,
            text: note.text.trim().to_owned(),
            date: note.date.trim().to_owned(),
            access,
        })
    }

    /// The note begun about `subject` is written.
    pub(super) fn written(&mut self, subject: EntryId) {
        self.begun.remove(&subject);
    }

    /// The note begun about `subject` was not written; its words stay.
    pub(super) fn failed(&mut self, subject: EntryId, why: String) {
        if let Some(note) = self.begun.get_mut(&subject) {
            note.sent = false;
            note.failed = Some(why);
        }
    }
}

/// Draws the notes.
pub(super) fn notes_ui(ui: &mut Ui, dossier: &Dossier, desk: &mut Desk<'_>) {
    ui.add_space(theme::GAP);
    ui.label(theme::section(tr("page-notes")));
    if dossier.notes.is_empty() {
        ui.label(theme::small(ui, tr("page-notes-none")));
    }
    for note in &dossier.notes {
        ui.push_id(note.id, |ui| note_ui(ui, note, desk));
    }
    let subject = dossier.entry.id();
    if desk.state.notes.begun.contains_key(&subject) {
        new_note_ui(ui, subject, desk);
    } else if desk.can_write() && ui.button(tr("page-note-add")).clicked() {
        desk.want(PageAction::NewNote);
    }
}

fn note_ui(ui: &mut Ui, note: &ProvenanceNote, desk: &mut Desk<'_>) {
    let colours = theme::palette(ui);
    let frame = Frame::new()
        .fill(colours.sheet)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(theme::CORNER)
        .inner_margin(Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let kind = tr(&format!("note-{}", note.kind.term()));
        layout::small_line(ui, |ui| {
            ui.label(theme::strong(&kind));
            let mut head = Vec::new();
            if !note.date.as_written.is_empty() {
                head.push(note.date.as_written.clone());
            }
            if !note.author.is_empty() {
                head.push(note.author.clone());
            }
            if note.access != Access::Open {
                head.push(crate::reports::access_text(note.access));
            }
            if !head.is_empty() {
                ui.label(theme::small(ui, head.join(" \u{b7} ")));
            }
        });
        if desk.state.notes.open == Some(note.id) && desk.can_write() {
            fields_ui(ui, note, desk);
            if ui.button(tr("page-done")).clicked() {
                desk.state.notes.open = None;
            }
            return;
        }
        ui.label(&note.text);
        if desk.can_write() {
            let edit = ui.link(tr("page-edit"));
            super::claim_edit::name(&edit, "page-edit-of", &kind, &note.date.as_written);
            if edit.clicked() {
                desk.state.notes.open = Some(note.id);
            }
        }
    });
}

fn fields_ui(ui: &mut Ui, note: &ProvenanceNote, desk: &mut Desk<'_>) {
    let entry = Entry::ProvenanceNote(note.clone());
    for field in own_fields(EntryKind::ProvenanceNote) {
        let current = value(&entry, field.name);
        let label = ui.label(theme::small(ui, words::history_field(field.name))).id;
        if let Shape::Term(vocabulary) = field.shape {
            head::term_ui(ui, note.id, *field, (vocabulary, &current), label, desk);
            continue;
        }
        if field.shape == Shape::Access {
            access::field_ui(ui, note.id, &current, label, desk);
            continue;
        }
        let key = Key { entry: note.id, slot: Slot::Own(field.name) };
        let rows = if field.shape == Shape::Words { 4 } else { 1 };
        editor_ui(ui, &Editor { key: &key, current: &current, hint: "", rows, width: None, label }, desk);
        layout::state_line(ui, |ui| saving_ui(ui, &key, desk));
    }
}

fn new_note_ui(ui: &mut Ui, subject: EntryId, desk: &mut Desk<'_>) {
    let author = desk.view.author.to_owned();
    let Some(note) = desk.state.notes.begun.get_mut(&subject) else { return };
    let (mut write, mut cancel) = (false, false);
    let colours = theme::palette(ui);
    let fresh = std::mem::take(&mut note.fresh);
    let frame = Frame::new().fill(colours.shelf).corner_radius(theme::CORNER).inner_margin(Margin::same(10));
    let drawn = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::strong(tr("page-note-new")));
        let label = ui.label(theme::small(ui, words::history_field("kind"))).id;
        head::terms_menu(ui, ("new-note-kind", subject), Vocabulary::NoteKind, note.kind.term(), label, |term| {
            note.kind = NoteKind::from_term(term).unwrap_or_default();
        });
        let look = field::Look { rows: 4, ..field::Look::default() };
        let text =
            field::labelled(ui, ("new-note", subject, "text"), &words::history_field("text"), &mut note.text, look);
        if fresh {
            text.request_focus();
        }
        let look = field::Look { rows: 1, ..field::Look::default() };
        field::labelled(ui, ("new-note", subject, "date"), &tr("page-note-date"), &mut note.date, look);
        let label = ui.label(theme::small(ui, words::history_field("access"))).id;
        let shown = note.access.term;
        ComboBox::from_id_salt(("new-note-access", subject))
            .selected_text(tr(&format!("access-{shown}")))
            .show_ui(ui, |ui| {
                for term in TERMS {
                    ui.selectable_value(&mut note.access.term, *term, tr(&format!("access-{term}")));
                }
            })
            .response
            .labelled_by(label);
        day_ui(ui, ("new-note", subject), &mut note.access);
        ui.label(theme::small(ui, tr_args("page-note-signed", &[("author", author.into())])));
        if let Some(why) = &note.failed {
            ui.label(theme::strong(tr_args("page-not-saved", &[("why", why.clone().into())])));
        }
        ui.horizontal(|ui| {
            let ready = !note.text.trim().is_empty() && !note.sent && note.access.access().is_some();
            let add = ui.add_enabled(ready, egui::Button::new(tr("page-note-write")));
            write = add.on_disabled_hover_text(tr("page-note-needs")).clicked();
            cancel = ui.button(tr("page-cancel")).clicked();
        });
    });
    if fresh {
        // down to the button that writes it
        desk.state.editors.reveal(&drawn.response);
    }
    if write {
        desk.want(PageAction::AddNote);
    }
    if cancel {
        desk.state.notes.begun.remove(&subject);
    }
}
