//! Above the pictures: the way back, the words, order and size, and which of them are shown.

use super::layout::SIDES_PT;
use super::{GalleryAction, GalleryState, GalleryView};
use crate::catalogue::{Belonging, GalleryQuery, Showing};
use crate::i18n::{tr, tr_args};
use crate::model::{EntryKind, Role};
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::{field, theme};
use eframe::egui::{self, Align, Button, ComboBox, Layout, Slider, Ui};

/// Width of the field of words in points.
const WORDS_PT: f32 = 260.0;

/// Draws the bar.
pub(super) fn bar_ui(ui: &mut Ui, view: &GalleryView<'_>, state: &mut GalleryState, actions: &mut Vec<Action>) {
    let mut want = |action| actions.push(Action::Gallery(action));
    ui.horizontal(|ui| {
        if ui.button(tr("gallery-back")).on_hover_text(tr("gallery-back-hint")).clicked() {
            want(GalleryAction::Close);
        }
        ui.label(theme::section(tr("gallery-title")));
        if let Some(order) = &state.order {
            ui.label(theme::weak(ui, tr_args("gallery-count", &[("count", order.len().into())])));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            size_ui(ui, state, &mut want);
            ui.add_space(theme::GAP);
            order_ui(ui, state, &mut want);
            ui.add_space(theme::GAP);
            words_ui(ui, state, &mut want);
        });
    });
    if let Some(words) = narrowed(view, &state.query) {
        ui.horizontal(|ui| {
            ui.add(egui::Label::new(theme::strong(words)).truncate());
            if ui.small_button(tr("gallery-widen")).clicked() {
                want(GalleryAction::Widen);
            }
        });
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        chips_ui(ui, state, &mut want);
    });
}

/// What the gallery is narrowed to beside words and chips: a unit, a queue.
fn narrowed(view: &GalleryView<'_>, query: &GalleryQuery) -> Option<String> {
    let unit = query.unit.map(|id| {
        let unit = view.units.iter().find(|unit| unit.id == id);
        let named = unit.map(|unit| [unit.reference_code.as_str(), unit.title.as_str()].join(" "));
        tr_args("gallery-in-unit", &[("unit", named.unwrap_or_default().trim().to_owned().into())])
    });
    let stage =
        query.stage.map(|stage| tr_args("gallery-in-queue", &[("queue", tr(&format!("stage-{stage}")).into())]));
    let words: Vec<String> = unit.into_iter().chain(stage).collect();
    (!words.is_empty()).then(|| words.join(" \u{b7} "))
}

fn words_ui(ui: &mut Ui, state: &mut GalleryState, want: &mut impl FnMut(GalleryAction)) {
    // from right to left: the way to empty the field stands behind it
    if !state.words.is_empty()
        && ui.add(Button::new("\u{d7}").small()).on_hover_text(tr("gallery-words-clear")).clicked()
    {
        state.words.clear();
        want(GalleryAction::Words(String::new()));
    }
    let hint = tr("gallery-words");
    let look = field::Look { hint: &hint, width: Some(WORDS_PT), ..field::Look::default() };
    let response = field::bare(ui, "gallery words", &mut state.words, look);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(egui::Role::TextInput, true, tr("gallery-words-label"));
        info.current_text_value = Some(state.words.clone());
        info
    });
    if std::mem::take(&mut state.takes_words) {
        response.request_focus();
    }
    if response.changed() {
        want(GalleryAction::Words(state.words.clone()));
    }
    let goes_down = response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::ArrowDown));
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if goes_down || entered {
        state.takes_keyboard = true;
    }
}

fn order_ui(ui: &mut Ui, state: &GalleryState, want: &mut impl FnMut(GalleryAction)) {
    let newest = state.query.newest_first;
    let words = |newest: bool| tr(if newest { "gallery-newest" } else { "gallery-by-entry" });
    let combo = ComboBox::from_id_salt("gallery order").width(150.0).selected_text(words(newest));
    let response = combo.show_ui(ui, |ui| {
        for one in [false, true] {
            if ui.selectable_label(newest == one, words(one)).clicked() && one != newest {
                want(GalleryAction::Newest(one));
            }
        }
    });
    let label = ui.label(theme::small(ui, tr("gallery-order")));
    response.response.labelled_by(label.id);
}

fn size_ui(ui: &mut Ui, state: &GalleryState, want: &mut impl FnMut(GalleryAction)) {
    let mut size = state.view.size;
    ui.spacing_mut().slider_width = 90.0;
    let slider = Slider::new(&mut size, 0..=SIDES_PT.len() - 1).show_value(false).step_by(1.0);
    let response = ui.add(slider).on_hover_text(tr("gallery-size-hint"));
    let label = ui.label(theme::small(ui, tr("gallery-size")));
    if response.labelled_by(label.id).changed() {
        want(GalleryAction::Size(size));
    }
}

/// What pictures can belong to, with the key of their words.
const OWNERS: &[(EntryKind, &str)] = &[
    (EntryKind::FileCard, "list-cards"),
    (EntryKind::Person, "list-people"),
    (EntryKind::Event, "gallery-events"),
    (EntryKind::Group, "gallery-groups"),
    (EntryKind::Place, "list-places"),
    (EntryKind::Source, "list-sources"),
    (EntryKind::HoldingUnit, "list-units"),
];

/// A way to narrow what is shown.
struct Chip {
    words: String,
    /// What it shows when it is on.
    on: Showing,
    /// What is shown without it.
    off: Showing,
    is_on: bool,
}

/// The chips in their groups: what pictures belong to, what they show, what stands out. Of each group one can be on.
fn chips(now: Showing) -> [Vec<Chip>; 3] {
    let belonging = |belonging: Belonging, words: &str| Chip {
        words: tr(words),
        on: Showing { belonging, ..now },
        off: Showing { belonging: Belonging::Anywhere, ..now },
        is_on: now.belonging == belonging,
    };
    let nowhere = belonging(Belonging::Nowhere, "gallery-unattached");
    let owners = OWNERS.iter().map(|(kind, words)| belonging(Belonging::To(*kind), words));
    let roles = Role::ALL.iter().map(|role| Chip {
        words: tr(&format!("role-{}", role.term())),
        on: Showing { role: Some(*role), ..now },
        off: Showing { role: None, ..now },
        is_on: now.role == Some(*role),
    });
    let covered = Chip {
        words: tr("gallery-covered-ones"),
        on: Showing { covered: true, ..now },
        off: Showing { covered: false, ..now },
        is_on: now.covered,
    };
    let broken = Chip {
        words: tr("gallery-broken"),
        on: Showing { broken: true, ..now },
        off: Showing { broken: false, ..now },
        is_on: now.broken,
    };
    let all = Chip {
        words: tr("gallery-all"),
        on: Showing::default(),
        off: Showing::default(),
        is_on: now == Showing::default(),
    };
    [std::iter::once(nowhere).chain([all]).chain(owners).collect(), roles.collect(), vec![covered, broken]]
}

/// Which pictures are shown, each chip with how many there would be; one that would show none is not there.
fn chips_ui(ui: &mut Ui, state: &GalleryState, want: &mut impl FnMut(GalleryAction)) {
    let mut is_first = true;
    for group in chips(state.query.showing) {
        let counted = group.into_iter().map(|chip| (state.count(chip.on), chip));
        let seen: Vec<(u64, Chip)> = counted.filter(|(count, chip)| *count > 0 || chip.is_on).collect();
        if seen.is_empty() {
            continue;
        }
        if !std::mem::take(&mut is_first) {
            ui.add_space(theme::GAP);
        }
        for (count, chip) in seen {
            let text = format!("{} \u{b7} {count}", chip.words);
            let response = ui.add(Button::selectable(chip.is_on, text).frame_when_inactive(true));
            response.widget_info(|| {
                let name = tr_args("gallery-chip", &[("words", chip.words.clone().into()), ("count", count.into())]);
                egui::WidgetInfo::selected(egui::Role::Button, true, chip.is_on, name)
            });
            if response.clicked() {
                want(GalleryAction::Show(if chip.is_on { chip.off } else { chip.on }));
            }
        }
    }
}

/// Nothing is shown: because there is nothing yet, or because of what is asked for.
pub(super) fn nothing_ui(ui: &mut Ui, view: &GalleryView<'_>, state: &GalleryState, actions: &mut Vec<Action>) {
    ui.add_space(theme::GAP * 3.0);
    ui.vertical_centered(|ui| {
        ui.set_max_width(520.0);
        if state.is_wide() {
            ui.label(theme::section(tr("gallery-none")));
            ui.label(tr("gallery-none-begin"));
            ui.add_space(theme::SMALL_GAP);
            if !view.read_only && ui.button(tr("command-take-in")).clicked() {
                actions.push(Action::Command(Command::TakeIn));
            }
            return;
        }
        ui.label(theme::section(tr("gallery-nothing")));
        ui.label(tr("gallery-nothing-hint"));
        ui.add_space(theme::SMALL_GAP);
        if ui.button(tr("gallery-show-all")).clicked() {
            actions.push(Action::Gallery(GalleryAction::Words(String::new())));
            actions.push(Action::Gallery(GalleryAction::Show(Showing::default())));
            actions.push(Action::Gallery(GalleryAction::Widen));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_changes_its_own_group_only_and_all_shows_all() {
        let now =
            Showing { belonging: Belonging::To(EntryKind::Person), role: Some(Role::Portrait), ..Showing::default() };
        let [belonging, roles, others] = chips(now);
        let on: Vec<&str> = belonging
            .iter()
            .chain(&roles)
            .chain(&others)
            .filter(|chip| chip.is_on)
            .map(|chip| chip.words.as_str())
            .collect();
        assert_eq!(on, ["People", "Portrait"]);
        assert!(belonging.iter().filter(|chip| chip.on != Showing::default()).all(|chip| chip.on.role == now.role));
        assert!(roles.iter().all(|chip| chip.on.belonging == now.belonging && chip.off.role.is_none()));
        assert_eq!(belonging.get(1).map(|chip| chip.on), Some(Showing::default()));
    }
}
