//! Every command by its name: a few letters narrow the list, Enter does the one that is marked.

use super::{DialogAction, heading};
use crate::i18n::tr;
use crate::text::fold;
use crate::ui::action::Action;
use crate::ui::command::{Command, Line, Needs, TABLE};
use crate::ui::{field, theme};
use eframe::egui::{self, Align, Key, Layout, Modifiers, ScrollArea, Sense, Ui, vec2};

/// Height of a line of the list.
const LINE_PT: f32 = 46.0;

/// What is typed, and what can be done.
#[derive(Debug)]
pub struct PaletteDialog {
    words: String,
    /// Each command with its words, folded, and whether it can be used; as it was when the dialog was opened.
    commands: Vec<(&'static Line, String, bool)>,
    /// The place of the marked command in what is listed.
    marked: usize,
}

impl PaletteDialog {
    /// All commands; `usable` says which can be used now.
    pub fn new(usable: impl Fn(&Line) -> bool) -> Self {
        let commands = TABLE.iter().filter(|line| line.command != Command::Palette);
        let commands = commands.map(|line| (line, fold(&line.label()), usable(line))).collect();
        Self { words: String::new(), commands, marked: 0 }
    }

    /// What the letters leave: what can be used first, then the closest first, then in the order of the menus.
    fn listed(&self) -> Vec<(&'static Line, bool)> {
        let letters = fold(&self.words);
        let mut listed: Vec<_> = self
            .commands
            .iter()
            .filter_map(|(line, name, usable)| Some((!usable, rank(name, &letters)?, *line)))
            .collect();
        listed.sort_by_key(|(is_dim, rank, _)| (*is_dim, *rank));
        listed.into_iter().map(|(is_dim, _, line)| (line, !is_dim)).collect()
    }
}

/// How far these letters are from a name, both folded: 0 at its beginning, then at the beginning of a word, inside a
/// word, as beginnings of words, and last of all scattered; `None` when they do not stand in it in order.
fn rank(name: &str, letters: &str) -> Option<u8> {
    let letters = letters.trim();
    if name.starts_with(letters) {
        return Some(0);
    }
    if name.match_indices(letters).any(|(at, _)| name.get(..at).is_some_and(|before| before.ends_with(' '))) {
        return Some(1);
    }
    if name.contains(letters) {
        return Some(2);
    }
    let scattered = |name: &str| {
        let mut rest = name.chars();
        letters.chars().filter(|letter| *letter != ' ').all(|letter| rest.any(|other| other == letter))
    };
    let beginnings: String = name.split(' ').filter_map(|word| word.chars().next()).collect();
    match (scattered(&beginnings), scattered(name)) {
        (true, _) => Some(3),
        (false, true) => Some(4),
        (false, false) => None,
    }
}

/// Why a command cannot be used.
fn reason(needs: Needs) -> String {
    tr(match needs {
        Needs::Nothing | Needs::Writable => "palette-not-now",
        Needs::Catalogue => "palette-needs-catalogue",
        Needs::Entry => "palette-needs-entry",
        Needs::Pictures => "palette-needs-pictures",
        Needs::Card | Needs::Keying => "palette-needs-card",
        Needs::Field => "palette-needs-field",
    })
}

pub(super) fn palette_ui(ui: &mut Ui, dialog: &mut PaletteDialog, actions: &mut Vec<Action>) {
    heading(ui, tr("command-palette"));
    // before the field sees them: it would move its cursor and be left by Enter
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (up, down, enter) = (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Enter));
    let hint = tr("command-palette-hint");
    let look = field::Look { hint: &hint, ..field::Look::default() };
    let typed = field::bare(ui, "palette", &mut dialog.words, look);
    if !typed.has_focus() {
        typed.request_focus();
    }
    if typed.changed() {
        dialog.marked = 0;
    }
    let listed = dialog.listed();
    let last = listed.len().saturating_sub(1);
    let mut moved = typed.changed();
    if down || up {
        let at = dialog.marked;
        dialog.marked = if down { (at + 1).min(last) } else { at.saturating_sub(1) };
        moved = true;
    }
    dialog.marked = dialog.marked.min(last);
    let mut chosen = enter.then_some(dialog.marked);
    ui.add_space(theme::SMALL_GAP);
    let height = (ui.ctx().content_rect().height() - 260.0).clamp(160.0, 460.0);
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, (line, usable)) in listed.iter().enumerate() {
            let response = line_ui(ui, line, *usable, at == dialog.marked);
            if moved && at == dialog.marked {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                chosen = Some(at);
            }
        }
        if listed.is_empty() {
            ui.label(theme::weak(ui, tr("palette-nothing")));
        }
    });
    if let Some((line, true)) = chosen.and_then(|at| listed.get(at)) {
        actions.push(Action::Dialog(DialogAction::Run(line.command)));
    }
}

/// A command: its words and its key, and under them what it does or why it cannot be done.
fn line_ui(ui: &mut Ui, line: &Line, usable: bool, marked: bool) -> egui::Response {
    let colours = theme::palette(ui);
    let sense = if usable { Sense::CLICK } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE_PT), sense);
    let label = line.label();
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, usable, marked, &label));
    if marked || (usable && response.hovered()) {
        let fill = if marked { colours.chosen } else { colours.hover };
        ui.painter().rect_filled(rect, theme::CORNER, fill);
    }
    let inner = rect.shrink2(vec2(10.0, 3.0));
    // a child of its own: it takes no room from the list beyond the line
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(inner).sense(Sense::empty()));
    let quiet = |text: egui::RichText| egui::Label::new(text).truncate().selectable(false);
    let upper = vec2(inner.width(), inner.height() / 2.0);
    ui.allocate_ui_with_layout(upper, Layout::right_to_left(Align::Center), |ui| {
        ui.add(quiet(theme::small(ui, line.shortcut_text(ui.ctx()))));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let ink = if usable { colours.ink } else { colours.weak };
            ui.add(quiet(egui::RichText::new(label).color(ink)));
        });
    });
    let under = if usable { line.hint() } else { reason(line.needs) };
    let under = theme::small(&ui, under);
    ui.add(quiet(under));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_find_commands_the_beginning_of_a_word_first() {
        for (name, letters, expected) in [
            ("save and next card", "", Some(0)),
            ("save and next card", "save", Some(0)),
            ("save and next card", "next", Some(1)),
            ("save and next card", "ext", Some(2)),
            ("save and next card", "snc", Some(3)),
            ("save and next card", "svcd", Some(4)),
            ("save and next card", "cs", None),
            ("blank", "sb", None),
        ] {
            assert_eq!(rank(name, letters), expected, "{letters}");
        }
    }

    #[test]
    fn what_cannot_be_used_stands_after_what_can() {
        let mut dialog = PaletteDialog::new(|line| line.command != Command::NextCard);
        dialog.words = "ext card".to_owned();
        let listed: Vec<_> = dialog.listed().into_iter().map(|(line, usable)| (line.command, usable)).collect();
        assert_eq!(listed, [(Command::SaveAndNext, true), (Command::NextCard, false)]);
    }
}
