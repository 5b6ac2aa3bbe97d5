//! Choosing another entry: a source, a person. A few letters narrow the list.

use super::model::Link;
use super::{Desk, PageAction, PageState, editor};
use crate::background::{Request, Store, Token};
use crate::catalogue::{Hit, ListQuery, ListRow, Sort};
use crate::i18n::{tr, tr_args};
use crate::model::{EntryId, EntryKind};
use crate::ui::{field, theme};
use eframe::egui;
use egui::{Frame, Margin, RichText, ScrollArea, Ui};

/// Entries offered at once.
const OFFERED: usize = 40;

/// Height of the list in points.
const LIST_PT: f32 = 240.0;

/// What is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Purpose {
    /// The source of a claim.
    SourceOf(EntryId),
    /// The source of a claim that was begun about this entry.
    NewClaim(EntryId),
    /// The source of a picture's caption.
    CaptionSource(EntryId),
    /// A person a picture shows.
    Depicted(EntryId),
    /// A person or card that belongs to a group or took part in an event.
    Member(EntryId),
    /// A card or person to be held beside this one.
    CompareWith(EntryId, EntryKind),
}

/// What was chosen in this frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Nothing yet.
    Nothing,
    /// No entry.
    None,
    /// This one.
    Entry(Link),
}

/// The one list that may be open.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and none excludes another")]
pub(super) struct PickerState {
    open: Option<Purpose>,
    kind: EntryKind,
    words: String,
    token: Option<Token>,
    offered: Vec<Link>,
    /// Whether the list was opened just now, so that its search field takes the keyboard.
    fresh: bool,
    /// Whether the search field had the keyboard in the frame before.
    has_keyboard: bool,
    /// The line walked to.
    at: Option<usize>,
    /// Whether what is offered is not yet what is typed.
    is_behind: bool,
    /// Whether Enter was pressed and what was found is waited for.
    entered: bool,
}

/// What a key asks of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Walk {
    Nothing,
    Moved,
    Leave,
}

impl PickerState {
    /// Looks for entries of a kind; without words, the first of them.
    pub(super) fn search(&mut self, kind: EntryKind, words: &str, store: &Store) {
        self.kind = kind;
        let words = words.trim().to_owned();
        self.token = Some(PageState::ask(store, |token| {
            if words.is_empty() {
                let query = ListQuery {
                    kinds: vec![kind],
                    unit: None,
                    stage: None,
                    words,
                    sort: Sort::Reference,
                    descending: false,
                };
                Request::List { query, token }
            } else {
                Request::Find { words, limit: OFFERED * 4, token }
            }
        }));
    }

    /// Takes the order of a list and asks for its first rows.
    pub(super) fn take_list(&mut self, token: Token, rows: &[i64], store: &Store) {
        if self.token == Some(token) {
            let rows: Vec<i64> = rows.iter().take(OFFERED).copied().collect();
            self.token = Some(PageState::ask(store, |token| Request::Rows { rows, token }));
        }
    }

    /// Takes rows; returns whether they were asked for here.
    pub(super) fn take_rows(&mut self, token: Token, rows: &[ListRow]) -> bool {
        let ours = self.token == Some(token);
        if ours {
            self.offered = rows.iter().map(link_of).collect();
            self.is_behind = false;
        }
        ours
    }

    /// Takes what was found.
    pub(super) fn take_hits(&mut self, token: Token, hits: &[Hit]) {
        if self.token == Some(token) {
            self.offered = hits
                .iter()
                .map(|hit| &hit.row)
                .filter(|row| row.kind == self.kind)
                .take(OFFERED)
                .map(link_of)
                .collect();
            self.is_behind = false;
        }
    }

    /// Another search begins: what is offered belongs to the one before.
    fn fall_behind(&mut self) {
        (self.is_behind, self.entered, self.at) = (true, false, None);
    }

    /// Up and down walk through so many lines, Enter chooses, Esc leaves; heard before the search field.
    fn keys(&mut self, ui: &Ui, lines: usize) -> Walk {
        if !self.has_keyboard {
            return Walk::Nothing;
        }
        let last = lines.checked_sub(1);
        let mut walk = Walk::Nothing;
        if field::pressed_alone(ui, egui::Key::ArrowDown) {
            (self.at, walk) = (last.map(|last| self.at.map_or(0, |at| at + 1).min(last)), Walk::Moved);
        }
        if field::pressed_alone(ui, egui::Key::ArrowUp) {
            (self.at, walk) = (last.map(|last| self.at.map_or(0, |at| at.saturating_sub(1)).min(last)), Walk::Moved);
        }
        // without a word and without a step nothing was meant
        if field::pressed_alone(ui, egui::Key::Enter) && (self.at.is_some() || !self.words.trim().is_empty()) {
            self.entered = true;
        }
        if field::pressed_alone(ui, egui::Key::Escape) { Walk::Leave } else { walk }
    }
}

fn link_of(row: &ListRow) -> Link {
    let text = match (row.reference_code.is_empty(), row.label.is_empty()) {
        (false, false) => format!("{} \u{b7} {}", row.reference_code, row.label),
        (false, true) => row.reference_code.clone(),
        (true, _) => row.label.clone(),
    };
    Link { id: row.id, kind: row.kind, text }
}

/// Draws what is chosen and, when asked, the list to choose from.
pub(super) fn picker_ui(
    ui: &mut Ui,
    kind: EntryKind,
    purpose: Purpose,
    current: Option<&Link>,
    desk: &mut Desk<'_>,
) -> Choice {
    let what = match purpose {
        Purpose::Depicted(_) => tr("page-depicted-add"),
        Purpose::CompareWith(_, EntryKind::FileCard) => tr("identity-compare-card"),
        Purpose::CompareWith(..) => tr("identity-compare-person"),
        Purpose::Member(_) => tr("tally-add-who"),
        Purpose::CaptionSource(_) => tr("page-field-caption-source"),
        Purpose::SourceOf(_) | Purpose::NewClaim(_) => tr("page-field-source"),
    };
    // one more is chosen, and nothing replaced
    let is_addition = matches!(purpose, Purpose::Depicted(_) | Purpose::CompareWith(..));
    let is_open = desk.state.picker.open == Some(purpose);
    ui.horizontal(|ui| {
        if !is_addition {
            ui.label(theme::small(ui, &what));
        }
        let words = match current {
            Some(link) => link.text.clone(),
            None if is_addition => what.clone(),
            None => tr("page-choose"),
        };
        let button = ui.add(egui::Button::new(RichText::new(&words).size(14.0)).truncate());
        let name = tr_args("page-choose-of", &[("what", what.clone().into()), ("now", words.into())]);
        editor::name(&button, egui::Role::Button, &name);
        if button.clicked() {
            desk.state.picker.words.clear();
            desk.state.picker.offered.clear();
            desk.state.picker.open = if is_open { None } else { Some(purpose) };
            desk.state.picker.fresh = true;
            desk.state.picker.has_keyboard = false;
            desk.state.picker.fall_behind();
            if !is_open {
                desk.want(PageAction::Search(kind, String::new()));
            }
        }
    });
    if is_open { list_ui(ui, kind, purpose, current, desk) } else { Choice::Nothing }
}

fn list_ui(ui: &mut Ui, kind: EntryKind, purpose: Purpose, current: Option<&Link>, desk: &mut Desk<'_>) -> Choice {
    let mut choice = Choice::Nothing;
    let colours = theme::palette(ui);
    let fresh = std::mem::take(&mut desk.state.picker.fresh);
    // nobody is held beside himself
    let others = |link: &&Link| !matches!(purpose, Purpose::CompareWith(own, _) if own == link.id);
    let lines = desk.state.picker.offered.iter().filter(others).count();
    let walk = desk.state.picker.keys(ui, lines);
    if walk == Walk::Leave {
        desk.state.picker.open = None;
        return choice;
    }
    let frame = Frame::new().fill(colours.shelf).corner_radius(theme::CORNER).inner_margin(Margin::same(8));
    let drawn = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let look = field::Look { rows: 1, ..field::Look::default() };
        let label = ui.label(theme::small(ui, tr("page-choose-words"))).id;
        let typed = &mut desk.state.picker.words;
        let words = field::with_list(ui, ("picker", purpose), typed, look, field::Under::Wordings).response.response;
        let words = words.labelled_by(label);
        if fresh {
            words.request_focus();
        }
        desk.state.picker.has_keyboard = words.has_focus();
        if words.changed() {
            desk.state.picker.fall_behind();
            desk.want(PageAction::Search(kind, desk.state.picker.words.clone()));
        }
        let list = ScrollArea::vertical().id_salt(("picker", purpose)).auto_shrink(false);
        list.min_scrolled_height(LIST_PT).max_height(LIST_PT).show(ui, |ui| {
            if current.is_some() && ui.selectable_label(false, tr("page-choose-none")).clicked() {
                choice = Choice::None;
            }
            for (row, link) in desk.state.picker.offered.iter().filter(others).enumerate() {
                let is_at = desk.state.picker.at == Some(row);
                let is_current = current.is_some_and(|current| current.id == link.id);
                let line = ui.selectable_label(is_at || is_current, &link.text);
                if is_at && walk == Walk::Moved {
                    line.scroll_to_me(None);
                }
                if line.clicked() {
                    choice = Choice::Entry(link.clone());
                }
            }
            if desk.state.picker.offered.is_empty() {
                ui.label(theme::small(ui, tr("page-choose-empty")));
            }
        });
    });
    if fresh {
        desk.state.editors.reveal(&drawn.response);
    }
    let picker = &mut desk.state.picker;
    if picker.entered && !picker.is_behind {
        picker.entered = false;
        let hit = picker.offered.iter().filter(others).nth(picker.at.unwrap_or(0));
        if let Some(link) = hit.filter(|_| choice == Choice::Nothing) {
            choice = Choice::Entry(link.clone());
        }
    }
    if choice != Choice::Nothing {
        desk.state.picker.open = None;
    }
    choice
}
