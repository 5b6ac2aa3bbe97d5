//! The strip of tones beside the picture: sliders, channels, and the way back to the picture as it is.

use super::Screen;
use super::icons::named;
use super::keys::Deed;
use crate::i18n::tr;
use crate::model::{Appearance, Channel};
use crate::ui::theme;
use eframe::egui::{Response, Slider, Ui};

/// Its width in points.
pub(super) const WIDTH_PT: f32 = 236.0;

/// Draws the strip.
pub(super) fn strip_ui(ui: &mut Ui, screen: &mut Screen) {
    let pane = screen.active_mut();
    let mut appearance = pane.appearance;
    let mut dragged = false;
    ui.label(theme::section(tr("viewer-tones")));
    ui.add_space(theme::SMALL_GAP);
    ui.spacing_mut().slider_width = WIDTH_PT - 2.0 * f32::from(theme::PANEL_MARGIN) - 66.0;
    ui.spacing_mut().interact_size.x = 54.0;
    // a rail in the colour of the ground would not be seen
    ui.visuals_mut().widgets.inactive.bg_fill = theme::palette(ui).chosen;
    let mut slider = |ui: &mut Ui, words: &str, slider: Slider<'_>| {
        let label = ui.label(theme::small(ui, tr(words))).id;
        let response: Response = ui.add(slider).labelled_by(label);
        dragged |= response.dragged();
        ui.add_space(theme::SMALL_GAP);
    };
    slider(ui, "viewer-brightness", Slider::new(&mut appearance.brightness, -100..=100));
    slider(ui, "viewer-contrast", Slider::new(&mut appearance.contrast, -100..=100));
    let gamma = Slider::new(&mut appearance.gamma, 0.2..=5.0).logarithmic(true).fixed_decimals(2);
    slider(ui, "viewer-gamma", gamma);
    ui.checkbox(&mut appearance.inverted, tr("viewer-inverted")).on_hover_text(tr("viewer-do-invert-hint"));
    ui.add_space(theme::GAP);
    ui.label(theme::small(ui, tr("viewer-channel")));
    for channel in Channel::ALL {
        let words = tr(&format!("channel-{}", channel.term()));
        ui.radio_value(&mut appearance.channel, *channel, words);
    }
    ui.add_space(theme::GAP);
    let plain = named(
        ui.add_enabled(appearance != Appearance::default(), eframe::egui::Button::new(tr("viewer-do-plain"))),
        Deed::Plain,
    );
    if plain.clicked() {
        appearance = Appearance::default();
    }
    ui.add_space(theme::SMALL_GAP);
    ui.label(theme::small(ui, tr("viewer-kept")));
    pane.appearance = appearance;
    pane.dragged = dragged;
}
