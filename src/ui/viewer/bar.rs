//! The bar above the picture: the way back and to other pictures, how large, how turned, what stands beside.

use super::icons::{named, tool};
use super::keys::Deed;
use super::pane::{Screening, resolution};
use super::{Lens, Screen, ViewerView};
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::command::{Command, line_of};
use crate::ui::{bars, theme};
use eframe::egui::{Button, Response, Ui, vec2};

/// Draws the bar and does what is pressed on it.
pub(super) fn bar_ui(
    ui: &mut Ui,
    screen: &mut Screen,
    screening: Screening,
    view: &ViewerView,
    actions: &mut Vec<Action>,
) {
    let mut deeds = Vec::new();
    ui.spacing_mut().button_padding.x = 9.0;
    ui.spacing_mut().item_spacing.x = 5.0;
    ui.horizontal_wrapped(|ui| {
        let mut note = |deed: Deed, response: Response| {
            if response.clicked() {
                deeds.push(deed);
            }
        };
        note(Deed::Close, words(ui, Deed::Close, true, false));
        ui.separator();
        let (at, count) = (screen.active().at, screen.pictures.len());
        note(Deed::Before, tool(ui, Deed::Before, at > 0, false));
        let place = [("at", (at + 1).into()), ("count", count.into())];
        ui.label(tr_args("viewer-place", &place));
        note(Deed::After, tool(ui, Deed::After, at + 1 < count, false));
        note(Deed::OtherSide, words(ui, Deed::OtherSide, screen.other_side(at).is_some(), false));
        ui.separator();
        let has_ppi = screen.active_picture().is_some_and(|picture| resolution(picture).is_some());
        note(Deed::Fit, words(ui, Deed::Fit, true, false));
        note(Deed::Width, words(ui, Deed::Width, true, false));
        note(Deed::Pixels, words(ui, Deed::Pixels, true, false));
        note(Deed::LifeSize, words(ui, Deed::LifeSize, has_ppi, false));
        note(Deed::Smaller, tool(ui, Deed::Smaller, true, false));
        percent_ui(ui, screen, screening);
        note(Deed::Larger, tool(ui, Deed::Larger, true, false));
        ui.separator();
        note(Deed::TurnLeft, tool(ui, Deed::TurnLeft, true, false));
        note(Deed::TurnRight, tool(ui, Deed::TurnRight, true, false));
        note(Deed::Mirror, tool(ui, Deed::Mirror, true, screen.active().appearance.mirrored));
        note(Deed::Tones, words(ui, Deed::Tones, true, screen.strip));
        ui.separator();
        note(Deed::Compare, words(ui, Deed::Compare, screen.can_compare(), screen.second.is_some()));
        if screen.second.is_some() {
            note(Deed::Lock, words(ui, Deed::Lock, true, screen.locked));
        }
        note(Deed::Lens, words(ui, Deed::Lens, true, screen.lens != Lens::Off));
        note(Deed::Seen, words(ui, Deed::Seen, true, screen.seen.is_some()));
        if let Some(line) = line_of(Command::FullScreen) {
            let full = ui.add(Button::new(line.label()));
            if bars::hinted(full, Command::FullScreen).clicked() {
                actions.push(Action::Command(Command::FullScreen));
            }
        }
    });
    let time = ui.input(|input| input.time);
    for deed in deeds {
        // a tool is pressed, not held
        screen.act(deed, screening, time, view.read_only, actions);
        if screen.lens != Lens::Off {
            screen.lens = Lens::On;
        }
        screen.takes_keyboard = true;
    }
}

fn words(ui: &mut Ui, deed: Deed, enabled: bool, chosen: bool) -> Response {
    let label = super::keys::line_of(deed).map(super::keys::Line::label).unwrap_or_default();
    named(ui.add_enabled(enabled, Button::new(label).selected(chosen)), deed)
}

/// How large the picture is drawn: pixels of the screen for a pixel of the picture.
fn percent_ui(ui: &mut Ui, screen: &Screen, screening: Screening) {
    let percent = screen.active().placed.map(|placed| placed.zoom * screening.pixels_per_point * 100.0);
    let words = percent.map_or_else(String::new, |percent| {
        let percent = if percent < 9.95 { format!("{percent:.1}") } else { format!("{percent:.0}") };
        tr_args("viewer-percent", &[("percent", percent.into())])
    });
    let size = vec2(56.0, ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(
        size,
        eframe::egui::Layout::centered_and_justified(eframe::egui::Direction::LeftToRight),
        |ui| ui.label(theme::small(ui, words)).on_hover_text(tr("viewer-percent-hint")),
    );
}
