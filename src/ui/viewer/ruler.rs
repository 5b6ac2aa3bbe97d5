//! The ruler: a line of 100 mm on the screen, corrected until a ruler held against it agrees.

use super::pane::Screening;
use super::{Screen, USUAL_PX_PER_MM, ViewerAction};
use crate::i18n::{tr, tr_args};
use crate::ui::action::Action;
use crate::ui::dialog::row_from_right;
use crate::ui::theme;
use eframe::egui::{Align2, Id, Modal, Sense, Slider, Stroke, Ui, pos2, vec2};

/// The coarsest and the finest screen, in pixels a millimetre.
const SCREENS: (f32, f32) = (1.5, 30.0);

/// The ruler while it is open.
pub(super) struct Ruler {
    /// Pixels of the screen for a millimetre; those in use when it was opened without.
    px_per_mm: Option<f32>,
}

impl Ruler {
    pub(super) fn new(known: Option<f32>) -> Self {
        Self { px_per_mm: known }
    }
}

/// Draws the ruler, when it is open.
pub(super) fn ruler_ui(ui: &Ui, screen: &mut Screen, screening: Screening, actions: &mut Vec<Action>) {
    let Some(mut ruler) = screen.ruler.take() else { return };
    let ctx = ui.ctx();
    let mut px_per_mm = ruler.px_per_mm.unwrap_or(screening.px_per_mm).clamp(SCREENS.0, SCREENS.1);
    let (mut take, mut leave) = (false, false);
    let room = ctx.content_rect().width() - 120.0;
    let shown = Modal::new(Id::unique("viewer-ruler")).frame(theme::dialog_frame(ctx)).show(ctx, |ui| {
        let of = |mm: f32| mm * px_per_mm / screening.pixels_per_point;
        // a screen that is too small for 100 mm gets 50
        let mm = if of(100.0) <= room { 100.0 } else { 50.0 };
        ui.set_width(of(mm).max(520.0).min(room));
        ui.label(theme::dialog_title(tr("viewer-ruler")));
        ui.label(tr_args("viewer-ruler-what", &[("mm", format!("{mm:.0}").into())]));
        ui.add_space(theme::GAP);
        scale_ui(ui, of(mm).min(ui.available_width()), mm);
        ui.add_space(theme::GAP);
        let label = ui.label(theme::small(ui, tr("viewer-ruler-pixels"))).id;
        ui.spacing_mut().slider_width = ui.available_width() - 90.0;
        ui.visuals_mut().widgets.inactive.bg_fill = theme::palette(ui).chosen;
        let slider = Slider::new(&mut px_per_mm, SCREENS.0..=SCREENS.1).logarithmic(true).fixed_decimals(3);
        ui.add(slider).labelled_by(label);
        ui.add_space(theme::GAP);
        row_from_right(ui, |ui| {
            take = ui.add(theme::primary_button(ui, &tr("viewer-ruler-take"))).clicked();
            leave = ui.button(tr("cancel")).clicked();
            if ui.button(tr("viewer-ruler-usual")).on_hover_text(tr("viewer-ruler-usual-hint")).clicked() {
                px_per_mm = USUAL_PX_PER_MM * ui.ctx().native_pixels_per_point().unwrap_or(1.0);
            }
        });
    });
    if take {
        actions.push(Action::Viewer(ViewerAction::Measured(px_per_mm)));
    }
    if !take && !leave && !shown.should_close() {
        ruler.px_per_mm = Some(px_per_mm);
        screen.ruler = Some(ruler);
    } else {
        screen.takes_keyboard = true;
    }
}

/// The line with its marks.
fn scale_ui(ui: &mut Ui, length: f32, mm: f32) {
    let colours = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(length, 40.0), Sense::hover());
    let line = Stroke::new(1.0, colours.ink);
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.top() + 2.0, line);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "50 or 100")]
    let marks = mm as u16;
    for mark in 0..=marks {
        let x = rect.left() + length * f32::from(mark) / mm;
        let depth = if mark.is_multiple_of(10) {
            16.0
        } else if mark.is_multiple_of(5) {
            11.0
        } else {
            7.0
        };
        painter.vline(x, rect.top() + 2.0..=rect.top() + depth, line);
        if mark.is_multiple_of(10) {
            let font = eframe::egui::FontId::proportional(12.0);
            let align = match mark {
                0 => Align2::LEFT_TOP,
                _ if mark == marks => Align2::RIGHT_TOP,
                _ => Align2::CENTER_TOP,
            };
            painter.text(pos2(x, rect.top() + 20.0), align, mark, font, colours.weak);
        }
    }
    let words = tr_args("viewer-ruler-line", &[("mm", format!("{mm:.0}").into())]);
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Image, true, &words));
}
