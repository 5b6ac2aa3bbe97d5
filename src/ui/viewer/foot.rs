//! The line under the picture: what it is, how large, of which resolution, and which page of how many.

use super::icons::tool;
use super::keys::Deed;
use super::pane::resolution;
use super::ruler::Ruler;
use super::textures::Textures;
use super::{Screen, ViewerView};
use crate::i18n::{tr, tr_args};
use crate::model::Attachment;
use crate::ui::theme;
use eframe::egui::{Align, Label, Layout, RichText, Sense, Stroke, StrokeKind, Ui, vec2};

/// Draws the line.
pub(super) fn foot_ui(ui: &mut Ui, screen: &mut Screen, textures: &Textures, view: &ViewerView) {
    let Some(picture) = screen.active_picture().cloned() else { return };
    let place = screen.active().place(&picture);
    let pages = screen.active().pages.max(textures.whole(place).map_or(1, |whole| whole.pages));
    ui.spacing_mut().interact_size.y = 26.0;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if pages > 1 {
                pages_ui(ui, screen, pages);
            }
            if resolution(&picture).is_some() {
                let measure = ui.add(eframe::egui::Link::new(RichText::new(tr("viewer-measure")).size(13.0)));
                if measure.on_hover_text(tr("viewer-measure-hint")).clicked() {
                    screen.ruler = Some(Ruler::new(view.px_per_mm));
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                words_ui(ui, screen, &picture);
                if let Some(why) = textures.trouble(place) {
                    let words = tr_args("viewer-part-missing", &[("why", why.into())]);
                    ui.add(Label::new(theme::warning(ui, &words).size(13.0)).truncate()).on_hover_text(words);
                }
            });
        });
    });
}

/// The buttons to the pages of a file, from the right.
fn pages_ui(ui: &mut Ui, screen: &mut Screen, pages: u32) {
    let page = screen.active().page;
    if tool(ui, Deed::PageAfter, page + 1 < pages, false).clicked() {
        screen.turn_page(true, pages);
    }
    ui.label(tr_args("viewer-page", &[("page", (page + 1).into()), ("pages", pages.into())]));
    if tool(ui, Deed::PageBefore, page > 0, false).clicked() {
        screen.turn_page(false, pages);
    }
    ui.separator();
}

/// What the picture is: its caption, its file, its size, and that it is drawn when it is.
fn words_ui(ui: &mut Ui, screen: &Screen, picture: &Attachment) {
    if picture.drawn {
        let mark = if screen.specimen { "page-specimen" } else { "page-drawn" };
        mark_ui(ui, &tr(mark), &tr("page-drawn-explained"));
    }
    let role = tr(&format!("role-{}", picture.role.term()));
    let caption = [&picture.caption, &picture.caption_ours, &picture.reference_code];
    let caption = caption.into_iter().find(|text| !text.is_empty()).cloned();
    let strong = caption.map_or_else(|| role.clone(), |caption| format!("{role} \u{b7} {caption}"));
    let mut facts = vec![picture.original_name.clone()];
    if picture.width_px > 0 {
        facts.push(tr_args(
            "viewer-size",
            &[("width", picture.width_px.to_string().into()), ("height", picture.height_px.to_string().into())],
        ));
    }
    facts.push(match resolution(picture) {
        Some(ppi) => tr_args("viewer-ppi", &[("ppi", format!("{ppi:.0}").into())]),
        None => tr("viewer-no-ppi"),
    });
    let facts = facts.join(" \u{b7} ");
    // the caption may be long: the facts keep their room, as far as there is any
    let font = eframe::egui::FontId::proportional(13.0);
    let taken = ui.painter().layout_no_wrap(facts.clone(), font, theme::palette(ui).weak).size().x;
    let room = (ui.available_width() - taken - theme::GAP).max(ui.available_width() * 0.4);
    ui.scope(|ui| {
        ui.set_max_width(room);
        ui.add(Label::new(theme::strong(&strong)).truncate()).on_hover_text(strong);
    });
    ui.add(Label::new(theme::small(ui, &facts)).truncate().selectable(true)).on_hover_text(facts);
}

/// A word in a thin frame.
fn mark_ui(ui: &mut Ui, words: &str, explained: &str) {
    let colours = theme::palette(ui);
    let font = eframe::egui::FontId::proportional(13.0);
    let galley = ui.painter().layout_no_wrap(words.to_owned(), font, colours.ink);
    let (rect, drawn) = ui.allocate_exact_size(galley.size() + vec2(12.0, 2.0), Sense::hover());
    ui.painter().rect_stroke(rect, theme::CORNER, Stroke::new(1.0, colours.edge), StrokeKind::Inside);
    ui.painter().galley(rect.min + vec2(6.0, 1.0), galley, colours.ink);
    drawn.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, words));
    drawn.on_hover_text(explained);
}
