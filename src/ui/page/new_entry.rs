//! The dialogs that make something new: a card from a template, a person, an event, a group, a place, a source, a unit.

use super::own::Vocabulary;
use super::{Desk, PageAction, PageState, head};
use crate::background::{Request, Store, Token};
use crate::catalogue::{ListQuery, ListRow, Sort};
use crate::i18n::{language, tr, tr_args};
use crate::model::{
    Access, CardTemplate, Entry, EntryId, EntryKind, Event, EventKind, Group, GroupKind, HistoricalDate, HoldingUnit,
    Level, Person, Place, Source, SourceKind,
};
use crate::ui::dialog::row_from_right;
use crate::ui::{field, theme};
use eframe::egui;
use egui::scroll_area::ScrollBarVisibility;
use egui::style::ScrollStyle;
use egui::text::CCursorRange;
use egui::text_edit::TextEditState;
use egui::{Button, ComboBox, Context, Id, Modal, RectAlign, ScrollArea, Tooltip, Ui};

/// Height of a line of the list of printed forms in points.
const ROW_PT: f32 = 32.0;
/// Height of the list of printed forms in points: eight of them and a little of the ninth.
const FORMS_PT: f32 = ROW_PT * 8.0 + 14.0;
/// Height of everything else in the dialog and around it in points.
const REST_PT: f32 = 420.0;
/// Width of the dialog in points.
const DIALOG_PT: f32 = 660.0;

/// The kinds a dialog makes.
const KINDS: &[EntryKind] = &[
    EntryKind::FileCard,
    EntryKind::Person,
    EntryKind::Event,
    EntryKind::Group,
    EntryKind::Place,
    EntryKind::Source,
    EntryKind::HoldingUnit,
];

/// What a dialog asked for.
#[derive(Debug)]
pub enum NewThing {
    /// A card.
    Card {
        /// The template's id.
        template: String,
        /// The archive's reference code.
        reference_code: String,
        /// Where it lies.
        unit: Option<EntryId>,
    },
    /// Another entry.
    Entry {
        /// The entry.
        entry: Box<Entry>,
        /// What a person calls it.
        about: String,
    },
}

/// A dialog that is open.
#[expect(clippy::struct_excessive_bools, reason = "each is a matter of its own")]
#[derive(Debug)]
pub(super) struct NewDialog {
    kind: EntryKind,
    template: Option<String>,
    reference_code: String,
    /// Whether the reference code was typed, so that no proposal replaces it.
    code_is_typed: bool,
    label: String,
    sort: String,
    unit: Option<EntryId>,
    token: Option<Token>,
    failed: Option<String>,
    sent: bool,
    fresh: bool,
    /// Whether the reference code is selected as soon as its field has the keyboard, so that typing replaces it.
    select_code: bool,
    /// Whether the field of the reference code takes the keyboard.
    focus_code: bool,
}

impl NewDialog {
    fn new(kind: EntryKind) -> Self {
        Self {
            kind,
            template: None,
            reference_code: String::new(),
            code_is_typed: false,
            label: String::new(),
            sort: vocabulary(kind)
                .and_then(|vocabulary| vocabulary.terms().first().copied())
                .unwrap_or_default()
                .into(),
            unit: None,
            token: None,
            failed: None,
            sent: false,
            fresh: true,
            select_code: true,
            focus_code: kind == EntryKind::FileCard,
        }
    }

    /// It was not made; what was typed stays.
    pub(super) fn failed(&mut self, why: String) {
        self.failed = Some(why);
        self.sent = false;
        self.focus_code = true;
    }

    /// The reference code that was asked for, when a card is made.
    pub(super) fn code_of_card(&self) -> Option<&str> {
        (self.kind == EntryKind::FileCard).then(|| self.reference_code.trim())
    }

    /// The form that was chosen.
    pub(super) fn template(&self) -> Option<&str> {
        self.template.as_deref()
    }

    /// Takes the order of a list and asks for its last row.
    pub(super) fn take_list(&mut self, token: Token, rows: &[i64], store: &Store) {
        if self.token == Some(token) {
            let rows: Vec<i64> = rows.iter().take(1).copied().collect();
            self.token = Some(PageState::ask(store, |token| Request::Rows { rows, token }));
        }
    }

    /// Takes the last row of a list: the next reference code is proposed after it.
    /// `last` is the code used last, whose pattern is kept.
    pub(super) fn take_codes(&mut self, token: Token, rows: &[ListRow], last: Option<&str>) {
        if self.token == Some(token) && !self.code_is_typed {
            let highest = rows.first().map_or("", |row| row.reference_code.as_str());
            self.reference_code = proposed(highest, last.filter(|_| self.kind == EntryKind::FileCard));
            self.select_code = true;
        }
    }

    fn thing(&self) -> Option<NewThing> {
        let reference_code = self.reference_code.trim().to_owned();
        let label = self.label.trim().to_owned();
        let id = EntryId::fresh();
        let about = if reference_code.is_empty() { label.clone() } else { reference_code.clone() };
        let entry = match self.kind {
            EntryKind::FileCard => {
                return Some(NewThing::Card { template: self.template.clone()?, reference_code, unit: self.unit });
            }
            EntryKind::Person => Person { id, reference_code, label, access: Access::default() }.into(),
            EntryKind::Event => Event { id, reference_code, kind: EventKind::from_term(&self.sort)?, label }.into(),
            EntryKind::Group => Group { id, reference_code, kind: GroupKind::from_term(&self.sort)?, label }.into(),
            EntryKind::Place => Place { id, ..Place::new(&reference_code, self.sort.trim(), &label) }.into(),
            EntryKind::Source => Source {
                id,
                reference_code,
                kind: SourceKind::from_term(&self.sort)?,
                title: label,
                author: String::new(),
                date: HistoricalDate::default(),
                repository: String::new(),
                description: String::new(),
            }
            .into(),
            EntryKind::HoldingUnit => HoldingUnit {
                id,
                parent: self.unit,
                reference_code,
                level: Level::from_term(&self.sort)?,
                title: label,
                dates: HistoricalDate::default(),
                extent: String::new(),
                creator: String::new(),
                repository: String::new(),
                scope_and_content: String::new(),
            }
            .into(),
            _ => return None,
        };
        Some(NewThing::Entry { entry: Box::new(entry), about })
    }

    fn is_complete(&self) -> bool {
        match self.kind {
            EntryKind::FileCard => self.template.is_some() && !self.reference_code.trim().is_empty(),
            _ => !self.label.trim().is_empty(),
        }
    }
}

/// The vocabulary of the sorts of a kind, when it has one.
fn vocabulary(kind: EntryKind) -> Option<Vocabulary> {
    match kind {
        EntryKind::Event => Some(Vocabulary::EventKind),
        EntryKind::Group => Some(Vocabulary::GroupKind),
        EntryKind::Source => Some(Vocabulary::SourceKind),
        EntryKind::HoldingUnit => Some(Vocabulary::Level),
        _ => None,
    }
}

/// The reference code after `code`: its last number counted on, with as many digits.
pub(super) fn next_code(code: &str) -> String {
    let Some(last) = code.rfind(|c: char| c.is_ascii_digit()) else { return String::new() };
    let (head, tail) = code.split_at(last + 1);
    let first = head
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let (front, digits) = head.split_at(first);
    let Some(next) = digits.parse::<u64>().ok().and_then(|number| number.checked_add(1)) else {
        return String::new();
    };
    format!("{front}{next:0width$}{tail}", width = digits.len())
}

/// The code proposed when `highest` is the last of the list and `last` was the one used last, whose pattern is kept.
fn proposed(highest: &str, last: Option<&str>) -> String {
    next_code(last.filter(|last| highest.is_empty() || pattern(last) != pattern(highest)).unwrap_or(highest))
}

/// What stands before the last number of a reference code.
fn pattern(code: &str) -> &str {
    let end = code.rfind(|c: char| c.is_ascii_digit()).and_then(|last| code.get(..=last)).unwrap_or_default();
    end.trim_end_matches(|c: char| c.is_ascii_digit())
}

impl PageState {
    /// Opens the dialog of a new card.
    pub(super) fn begin_card(&mut self, store: &Store) {
        let last = self.last_template.clone().or_else(|| self.templates.first().map(|first| first.id.clone()));
        self.dialog = Some(NewDialog { template: last, ..NewDialog::new(EntryKind::FileCard) });
        self.propose_code(store);
    }

    /// Opens the dialog of another new entry.
    pub(super) fn begin_entry(&mut self, store: &Store) {
        self.dialog = Some(NewDialog::new(EntryKind::Person));
        self.propose_code(store);
    }

    /// Asks for the last reference code of the kind, so that the next can be proposed.
    pub(super) fn propose_code(&mut self, store: &Store) {
        let Some(dialog) = &mut self.dialog else { return };
        let query = ListQuery {
            kinds: vec![dialog.kind],
            stage: None,
            unit: if dialog.kind == EntryKind::FileCard { dialog.unit } else { None },
            words: String::new(),
            sort: Sort::Reference,
            descending: true,
        };
        dialog.token = Some(Self::ask(store, |token| Request::List { query, token }));
    }
}

/// Draws the open dialog.
pub(super) fn dialog_ui(ctx: &Context, desk: &mut Desk<'_>) {
    let Some(mut new) = desk.state.dialog.take() else { return };
    if new.fresh && new.unit.is_none() {
        new.unit = desk.view.unit;
    }
    let kind_before = new.kind;
    let (mut make, mut cancel) = (false, false);
    let shown = Modal::new(Id::unique("page-new-entry")).frame(theme::dialog_frame(ctx)).show(ctx, |ui| {
        ui.set_width(DIALOG_PT.min(ctx.content_rect().width() - 80.0));
        ui.label(theme::dialog_title(tr(if new.kind == EntryKind::FileCard {
            "page-new-card"
        } else {
            "page-new-entry"
        })));
        ui.add_space(theme::SMALL_GAP);
        let entered = fields_ui(ui, &mut new, desk.view.units, &desk.state.templates);
        if let Some(why) = &new.failed {
            ui.label(theme::strong(tr_args("page-not-saved", &[("why", why.clone().into())])));
        }
        ui.add_space(theme::GAP);
        row_from_right(ui, |ui| {
            let ready = new.is_complete() && !new.sent && desk.view.read_only.is_none();
            let button = ui.add_enabled(ready, theme::primary_button(ui, &tr("page-new-make")));
            make = button.on_disabled_hover_text(tr("page-new-needs")).clicked() || (ready && entered);
            cancel = ui.button(tr("page-cancel")).clicked();
        });
    });
    new.fresh = false;
    if make && let Some(thing) = new.thing() {
        new.sent = true;
        new.failed = None;
        desk.want(PageAction::Create(Box::new(thing)));
    }
    if new.kind != kind_before {
        desk.want(PageAction::ProposeCode);
    }
    if !cancel && !shown.should_close() {
        desk.state.dialog = Some(new);
    }
}

/// Draws the fields; returns whether Enter was pressed in one of them.
fn fields_ui(ui: &mut Ui, dialog: &mut NewDialog, units: &[HoldingUnit], templates: &[CardTemplate]) -> bool {
    let mut entered = false;
    let enter =
        |ui: &Ui, field: &egui::Response| field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    kind_ui(ui, dialog);
    if dialog.kind == EntryKind::FileCard {
        template_ui(ui, dialog, templates);
    } else {
        let words = if matches!(dialog.kind, EntryKind::Source | EntryKind::HoldingUnit) { "title" } else { "label" };
        let label = super::words::history_field(words);
        let look = field::Look { rows: 1, ..field::Look::default() };
        let named = field::labelled(ui, ("new-entry", "label", dialog.kind), &label, &mut dialog.label, look);
        entered |= enter(ui, &named);
        if dialog.fresh {
            named.request_focus();
        }
    }
    let look = field::Look { rows: 1, ..field::Look::default() };
    let label = super::words::history_field("reference_code");
    let code = field::labelled(ui, ("new-entry", "code", dialog.kind), &label, &mut dialog.reference_code, look);
    if std::mem::take(&mut dialog.focus_code) {
        code.request_focus();
    }
    let arrived = code.gained_focus() && !dialog.code_is_typed;
    if (dialog.select_code || arrived) && code.has_focus() {
        dialog.select_code = false;
        select_all(ui, &code, &dialog.reference_code);
    }
    entered |= enter(ui, &code);
    dialog.code_is_typed |= code.changed();
    if let Some(vocabulary) = vocabulary(dialog.kind) {
        let label = ui.label(theme::small(ui, super::words::history_field("kind"))).id;
        let sort = dialog.sort.clone();
        head::terms_menu(ui, ("new-entry-sort", dialog.kind), vocabulary, &sort, label, |term| {
            term.clone_into(&mut dialog.sort);
        });
    } else if dialog.kind == EntryKind::Place {
        let look = field::Look { rows: 1, ..field::Look::default() };
        field::labelled(ui, ("new-entry", "sort"), &super::words::history_field("kind"), &mut dialog.sort, look);
    }
    if matches!(dialog.kind, EntryKind::FileCard | EntryKind::HoldingUnit) {
        unit_ui(ui, dialog, units);
    }
    entered
}

/// Selects all there is in a text field.
fn select_all(ui: &Ui, field: &egui::Response, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::select_all_str(text)));
    state.store(ui.ctx(), field.id);
    ui.ctx().request_repaint();
}

fn kind_ui(ui: &mut Ui, dialog: &mut NewDialog) {
    let label = ui.label(theme::small(ui, tr("page-new-kind"))).id;
    let before = dialog.kind;
    ComboBox::from_id_salt("new-entry-kind")
        .selected_text(tr(&format!("kind-{}", dialog.kind.term())))
        .show_ui(ui, |ui| {
            for kind in KINDS {
                ui.selectable_value(&mut dialog.kind, *kind, tr(&format!("kind-{}", kind.term())));
            }
        })
        .response
        .labelled_by(label);
    if dialog.kind != before {
        let label = std::mem::take(&mut dialog.label);
        *dialog = NewDialog { label, unit: dialog.unit, fresh: false, ..NewDialog::new(dialog.kind) };
    }
}

fn template_ui(ui: &mut Ui, dialog: &mut NewDialog, templates: &[CardTemplate]) {
    ui.label(theme::small(ui, tr("page-new-template")));
    ui.scope(|ui| {
        // the bar is always there, so that one sees that there are more
        ui.spacing_mut().scroll = ScrollStyle { bar_width: 8.0, ..ScrollStyle::solid() };
        let edge = theme::palette(ui).edge;
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.bg_fill = edge;
        }
        let list = ScrollArea::vertical().id_salt("new-card-templates");
        // in a low window the buttons stay in view
        let height = (ui.ctx().content_rect().height() - REST_PT).clamp(ROW_PT * 3.0, FORMS_PT);
        let list = list.min_scrolled_height(height).max_height(height);
        list.scroll_bar_visibility(ScrollBarVisibility::AlwaysVisible).show(ui, |ui| {
            forms_ui(ui, dialog, templates);
        });
    });
    let chosen = templates.iter().find(|template| Some(&template.id) == dialog.template.as_ref());
    let basis = chosen.map_or("", |chosen| chosen.basis.trim());
    if !basis.is_empty() {
        let drawn = ui.add(egui::Label::new(theme::small(ui, basis)).truncate());
        // upwards, so that the field below is not covered
        let mut whole = Tooltip::for_enabled(&drawn);
        whole.popup = whole.popup.align(RectAlign::TOP_START);
        whole.show(|ui| ui.label(basis));
    }
}

fn forms_ui(ui: &mut Ui, dialog: &mut NewDialog, templates: &[CardTemplate]) {
    ui.set_width(ui.available_width());
    ui.spacing_mut().item_spacing.y = 2.0;
    for template in templates {
        let chosen = dialog.template.as_ref() == Some(&template.id);
        let name = Button::selectable(chosen, template_name(template)).truncate();
        let line = ui.add(name);
        if line.gained_focus() || (chosen && dialog.fresh) {
            line.scroll_to_me(None);
        }
        if line.clicked() {
            dialog.template = Some(template.id.clone());
        }
    }
}

/// A template as a list names it: as printed, with its meaning and size.
fn template_name(template: &CardTemplate) -> String {
    let meaning = template.label(language());
    let name =
        if meaning == template.name { template.name.clone() } else { format!("{} \u{b7} {meaning}", template.name) };
    match (template.width_mm, template.height_mm) {
        (Some(width), Some(height)) => format!("{name} ({width} \u{d7} {height} mm)"),
        _ => name,
    }
}

fn unit_ui(ui: &mut Ui, dialog: &mut NewDialog, units: &[HoldingUnit]) {
    let words = if dialog.kind == EntryKind::FileCard { "unit" } else { "parent" };
    let label = ui.label(theme::small(ui, super::words::history_field(words))).id;
    let name = |id: Option<EntryId>| {
        units
            .iter()
            .find(|unit| Some(unit.id) == id)
            .map_or_else(|| tr("page-no-unit"), |unit| format!("{} \u{b7} {}", unit.reference_code, unit.title))
    };
    ComboBox::from_id_salt("new-entry-unit")
        .width(360.0)
        .truncate()
        .selected_text(name(dialog.unit))
        .show_ui(ui, |ui| {
            for unit in std::iter::once(None).chain(units.iter().map(|unit| Some(unit.id))) {
                ui.selectable_value(&mut dialog.unit, unit, name(unit));
            }
        })
        .response
        .labelled_by(label);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_code_counts_on() {
        for (code, next) in [
            ("rkg/0049", "rkg/0050"),
            ("P11", "P12"),
            ("RKG 99", "RKG 100"),
            ("Фонд 3/д. 009а", "Фонд 3/д. 010а"),
            ("7", "8"),
            ("A.B", ""),
            ("", ""),
            ("18446744073709551615", ""),
        ] {
            assert_eq!(next_code(code), next, "{code}");
        }
    }

    #[test]
    fn the_pattern_used_last_is_kept() {
        for (highest, last, next) in [
            ("99/0007", Some("12/0001"), "12/0002"),
            ("12/0007", Some("12/0001"), "12/0008"),
            ("12/0007", None, "12/0008"),
            ("", Some("7"), "8"),
        ] {
            assert_eq!(proposed(highest, last), next, "{highest} {last:?}");
        }
    }

    #[test]
    fn every_kind_can_be_made() {
        for kind in KINDS {
            let mut dialog = NewDialog::new(*kind);
            dialog.label = "  Name ".into();
            dialog.reference_code = "X1".into();
            dialog.template = Some("t".into());
            assert!(dialog.is_complete());
            match dialog.thing() {
                Some(NewThing::Card { reference_code, .. }) => assert_eq!(reference_code, "X1"),
                Some(NewThing::Entry { entry, about }) => {
                    assert_eq!(entry.kind(), *kind);
                    assert_eq!(about, "X1");
                }
                None => panic!("{kind} cannot be made"),
            }
        }
    }
}
