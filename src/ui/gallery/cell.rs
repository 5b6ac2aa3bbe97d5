//! One picture of a gallery: the picture or why there is none, what it belongs to, what it shows.

use super::layout::{PAD_PT, WORDS_PT};
use super::small::Small;
use crate::catalogue::HungPicture;
use crate::i18n::{tr, tr_args};
use crate::model::{Attachment, EntryId};
use crate::ui::{shapes, theme};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align2, Color32, CursorIcon, FontId, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

/// Size of the words on a cover and in place of a picture, in points.
const SMALL_PT: f32 = 12.5;
/// A picture in whose square this little room is has no words in it.
const NARROW_PT: f32 = 120.0;

/// A picture as a cell shows it, derived when it comes.
pub(super) struct Hung {
    /// The picture.
    pub(super) picture: Attachment,
    /// Why no small copy of it could be made before.
    pub(super) why_unshown: Option<String>,
    /// The reference or name of what it belongs to, or that this is nothing.
    of: String,
    /// What it shows, and its caption or file name.
    line: String,
    /// All of that in one line, for who cannot see it.
    name: String,
    /// What the link to the page is called.
    open: String,
    /// Why it is covered, and what the button that shows it is called.
    covered: [String; 2],
    /// Which reading of the catalogue it comes from.
    pub(super) reading: u64,
}

impl Hung {
    /// Derives what a cell shows.
    pub(super) fn new(hung: HungPicture, reading: u64) -> Self {
        let HungPicture { picture, of, why_unshown } = hung;
        let of = of.map_or_else(String::new, |label| {
            let words = if label.reference_code.is_empty() { label.label } else { label.reference_code };
            if words.is_empty() { tr(&format!("kind-{}", label.kind)) } else { words }
        });
        let role = tr(&format!("role-{}", picture.role.term()));
        let caption = if picture.caption.is_empty() { &picture.original_name } else { &picture.caption };
        let drawn = if picture.drawn { format!("{} \u{b7} ", tr("page-drawn")) } else { String::new() };
        let line = format!("{role} \u{b7} {drawn}{caption}");
        let (of, open) = if of.is_empty() {
            (tr("gallery-unattached"), tr_args("gallery-open-own", &[("name", line.clone().into())]))
        } else {
            let open = tr_args("gallery-open", &[("name", of.clone().into())]);
            (of, open)
        };
        let mut name = format!("{of} \u{b7} {line}");
        let covered = if picture.content_note.is_empty() {
            <[String; 2]>::default()
        } else {
            let why = tr_args("gallery-covered", &[("why", picture.content_note.clone().into())]);
            name = format!("{name} \u{b7} {why}");
            [why, tr_args("page-uncover-of", &[("name", line.clone().into())])]
        };
        Self { picture, why_unshown, of, line, name, open, covered, reading }
    }

    /// The size at which the whole picture fits into a square, or a square when nobody knows its shape.
    fn fitted(&self, side: f32) -> Vec2 {
        #[expect(clippy::cast_precision_loss, reason = "pixels of a picture on a screen")]
        let shape = vec2(self.picture.width_px as f32, self.picture.height_px as f32);
        let is_turned = self.picture.appearance.is_some_and(|appearance| appearance.turns % 2 == 1);
        fitted(if is_turned { shape.yx() } else { shape }, side)
    }
}

fn fitted(shape: Vec2, side: f32) -> Vec2 {
    if shape.min_elem() < 1.0 { Vec2::splat(side) } else { shape * (side / shape.max_elem()) }
}

/// How a cell is drawn.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// The picture.
    pub(super) id: EntryId,
    /// The side of its square.
    pub(super) side: f32,
    /// Whether it is chosen.
    pub(super) chosen: bool,
    /// Whether the keyboard is there.
    pub(super) cursor: bool,
    /// Whether it is covered until somebody asks.
    pub(super) covered: bool,
}

/// What a person wants of a cell.
pub(super) enum Wanted {
    /// Nothing.
    Nothing,
    /// To choose it.
    Click,
    /// To see it large.
    Large,
    /// To see it although it is covered.
    Uncover,
    /// The page of what it belongs to, or its own.
    Page,
}

/// Draws the cell of a picture that is not read yet: a quiet place of the right size.
pub(super) fn empty_ui(ui: &Ui, cell: Rect, side: f32) {
    let square = square(cell, side);
    ui.painter().rect_filled(square.shrink(side * 0.06), theme::CORNER, theme::palette(ui).shelf);
}

fn square(cell: Rect, side: f32) -> Rect {
    Rect::from_min_size(pos2(cell.center().x - side / 2.0, cell.top() + PAD_PT), Vec2::splat(side))
}

/// Draws a cell.
pub(super) fn cell_ui(ui: &Ui, cell: Rect, look: Look, hung: &Hung, small: &Small<'_>) -> Wanted {
    let colours = theme::palette(ui);
    let response = ui.interact(cell, ui.scope_id().with(("picture", look.id)), Sense::CLICK);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, look.chosen, &hung.name));
    let ground = if look.chosen {
        colours.chosen
    } else if response.hovered() {
        colours.hover
    } else {
        Color32::TRANSPARENT
    };
    ui.painter().rect_filled(cell, theme::CORNER, ground);
    if look.cursor {
        ui.painter().rect_stroke(cell, theme::CORNER, (2.0, colours.focus), StrokeKind::Inside);
    }
    let square = square(cell, look.side);
    let mut wanted = picture_ui(ui, square, look, hung, small);
    if let Some(page) = words_ui(ui, cell, hung) {
        wanted = page;
    }
    if matches!(wanted, Wanted::Nothing) {
        if response.double_clicked() {
            wanted = Wanted::Large;
        } else if response.clicked() {
            wanted = Wanted::Click;
        }
    }
    wanted
}

/// The picture in its square; the button of a cover may be pressed.
fn picture_ui(ui: &Ui, square: Rect, look: Look, hung: &Hung, small: &Small<'_>) -> Wanted {
    let colours = theme::palette(ui);
    let place = match small {
        Small::Ready(texture) if !look.covered => fitted(texture.size_vec2(), look.side),
        _ => hung.fitted(look.side),
    };
    let place = Rect::from_center_size(square.center(), place);
    match small {
        Small::Ready(texture) => {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture.id(), place, whole, Color32::WHITE);
            ui.painter().rect_stroke(place, 0.0, (1.0, colours.edge), StrokeKind::Outside);
        }
        Small::Failed(why) => failed_ui(ui, square, look, why),
        Small::Waiting => match &hung.why_unshown {
            Some(why) => failed_ui(ui, square, look, why),
            None => {
                ui.painter().rect_filled(place, 0.0, colours.shelf);
            }
        },
    }
    if look.covered { cover_ui(ui, square, place, look, hung) } else { Wanted::Nothing }
}

/// In place of a picture that cannot be shown: a sign, and why.
fn failed_ui(ui: &Ui, square: Rect, look: Look, why: &str) {
    let colours = theme::palette(ui);
    let frame = square.shrink(1.0);
    ui.painter().rect_filled(frame, theme::CORNER, colours.sheet);
    ui.painter().rect_stroke(frame, theme::CORNER, (1.0, colours.edge), StrokeKind::Inside);
    let is_narrow = look.side < NARROW_PT;
    let sign = if is_narrow { square.center() } else { square.center_top() + vec2(0.0, look.side * 0.25) };
    shapes::broken_mark(ui, sign);
    if !is_narrow {
        let words = tr_args("gallery-not-shown", &[("why", why.into())]);
        let under = vec2(10.0, look.side * 0.25 + 20.0);
        paragraph(ui, Rect::from_min_max(square.min + under, square.max - vec2(10.0, 6.0)), &words, egui::Align::Min);
    }
    let hover = ui.interact(frame, ui.scope_id().with(("why", look.id)), Sense::hover());
    hover.on_hover_text(why);
}

/// The cover of a picture that should not be seen unasked: what it shows in words, and a button.
fn cover_ui(ui: &Ui, square: Rect, place: Rect, look: Look, hung: &Hung) -> Wanted {
    let colours = theme::palette(ui);
    let [why, name] = &hung.covered;
    let words = tr("page-uncover");
    let button_size = vec2(64.0, 26.0);
    let is_narrow = look.side < NARROW_PT;
    let height = if is_narrow { button_size.y + 12.0 } else { (place.height() - 12.0).clamp(84.0, 116.0) };
    let width = (look.side - 16.0).min(if is_narrow { 84.0 } else { 220.0 });
    let label = Rect::from_center_size(square.center(), vec2(width, height));
    ui.painter().rect_filled(label, theme::CORNER, colours.sheet);
    ui.painter().rect_stroke(label, theme::CORNER, (1.0, colours.edge), StrokeKind::Inside);
    if !is_narrow {
        let room = Rect::from_min_max(label.min + vec2(8.0, 8.0), label.max - vec2(8.0, button_size.y + 12.0));
        paragraph(ui, room, why, egui::Align::Center);
    }
    let button =
        Rect::from_center_size(pos2(label.center().x, label.bottom() - button_size.y / 2.0 - 6.0), button_size);
    let response = ui.interact(button, ui.scope_id().with(("show", look.id)), Sense::CLICK);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    let fill = if response.hovered() { colours.hover } else { colours.sheet };
    ui.painter().rect_filled(button, theme::CORNER, fill);
    ui.painter().rect_stroke(button, theme::CORNER, (1.0, colours.edge), StrokeKind::Inside);
    let font = FontId::proportional(14.0);
    ui.painter().text(button.center(), Align2::CENTER_CENTER, words, font, colours.ink);
    if response.clicked() { Wanted::Uncover } else { Wanted::Nothing }
}

/// The two lines under a picture. The upper one leads to the page of what it belongs to.
fn words_ui(ui: &Ui, cell: Rect, hung: &Hung) -> Option<Wanted> {
    let colours = theme::palette(ui);
    let room = Rect::from_min_max(pos2(cell.left() + PAD_PT, cell.bottom() - WORDS_PT), cell.max - vec2(PAD_PT, 2.0));
    let is_loose = !hung.picture.is_attached();
    let font = FontId::new(14.0, theme::strong_family());
    let upper = line(ui, &hung.of, font, if is_loose { colours.warning } else { colours.focus }, room.width());
    let upper_at = pos2(room.center().x - upper.size().x / 2.0, room.top() + 1.0);
    let upper_rect = Rect::from_min_size(upper_at, upper.size());
    let link = ui.interact(upper_rect, ui.scope_id().with(("page", hung.picture.id)), Sense::CLICK);
    link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &hung.open));
    if link.hovered() {
        let under = Stroke::new(1.0, if is_loose { colours.warning } else { colours.focus });
        ui.painter().hline(upper_rect.x_range(), upper_rect.bottom() - 1.0, under);
    }
    ui.painter().galley(upper_at, upper, colours.ink);
    let lower = line(ui, &hung.line, FontId::proportional(13.0), colours.weak, room.width());
    let is_cut = lower.elided;
    let lower_at = pos2(room.center().x - lower.size().x / 2.0, room.top() + 20.0);
    let lower_rect = Rect::from_min_size(lower_at, lower.size());
    ui.painter().galley(lower_at, lower, colours.weak);
    if is_cut {
        let hover: Response = ui.interact(lower_rect, ui.scope_id().with(("line", hung.picture.id)), Sense::hover());
        hover.on_hover_text(&hung.line);
    }
    link.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&hung.open).clicked().then_some(Wanted::Page)
}

fn line(ui: &Ui, words: &str, font: FontId, colour: Color32, width: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = LayoutJob::single_section(words.replace('\n', " "), TextFormat::simple(font, colour));
    job.wrap.max_width = width;
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    job.wrap.overflow_character = Some('\u{2026}');
    ui.painter().layout_job(job)
}

/// Words in as many lines as there is room for, each in the middle; all of them at the top of the room or half-way down.
fn paragraph(ui: &Ui, room: Rect, words: &str, down: egui::Align) {
    let colour = theme::palette(ui).ink;
    let font = FontId::proportional(SMALL_PT);
    let row = ui.fonts_mut(|fonts| fonts.row_height(&font)).max(1.0);
    let mut job = LayoutJob::single_section(words.to_owned(), TextFormat::simple(font, colour));
    job.wrap.max_width = room.width();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
    let rows = (room.height() / row).max(1.0) as usize;
    job.wrap.max_rows = rows;
    job.wrap.overflow_character = Some('\u{2026}');
    job.halign = egui::Align::Center;
    let galley = ui.painter().layout_job(job);
    let free = (room.height() - galley.size().y).max(0.0) * down.to_factor();
    ui.painter().galley(room.center_top() + vec2(0.0, free), galley, colour);
}
