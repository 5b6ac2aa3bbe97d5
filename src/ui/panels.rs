//! The widths of the two side panels: what a person wished, and what of it fits now.
//!
//! Invariant: a wish changes only when its divider is dragged; a window that is too small for it leaves it alone.

use super::theme;
use eframe::egui::{self, CursorIcon, Id, Rect, Sense, Ui};
use std::collections::BTreeMap;

/// The narrowest panel of lists, the narrowest list and the narrowest page, in points.
const LEAST: (f32, f32, f32) = (180.0, 280.0, 340.0);
/// The settings under which wishes are kept.
const LISTS: &str = "left-panel";
const PAGE: &str = "page-panel";

/// Widths in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Widths {
    /// The lists on the left.
    pub(super) lists: f32,
    /// The page on the right.
    pub(super) page: f32,
}

/// A divider that can be dragged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Divider {
    /// To the right of the lists.
    Lists,
    /// To the left of the page.
    Page,
}

impl Widths {
    /// What fits into a window `whole` points wide of what was wished.
    pub(super) fn of(wishes: &BTreeMap<String, f32>, whole: f32) -> Self {
        let wish = |name: &str| wishes.get(name).copied().filter(|width| width.is_finite());
        let (least_lists, least_list, least_page) = LEAST;
        let lists = wish(LISTS).unwrap_or_else(|| (whole * 0.22).min(270.0));
        // half of a small window, a little more of a large one
        let share = 0.48 + 0.07 * ((whole - 1280.0) / 640.0).clamp(0.0, 1.0);
        let page = wish(PAGE).unwrap_or(whole * share);
        let page = page.clamp(least_page, (whole - least_lists - least_list).max(least_page));
        let lists = lists.clamp(least_lists, (whole - page - least_list).max(least_lists));
        Self { lists: lists.round(), page: page.round() }
    }
}

/// The divider of a panel that was just drawn in `panel`; a drag becomes the wish.
pub(super) fn divider_ui(ui: &Ui, divider: Divider, panel: Rect, wishes: &mut BTreeMap<String, f32>) {
    let whole = ui.ctx().content_rect();
    let edge = if divider == Divider::Lists { panel.right() } else { panel.left() };
    let line = Rect::from_x_y_ranges(edge - 4.0..=edge + 4.0, panel.y_range());
    let response = ui.interact(line, Id::unique(("divider", divider)), Sense::drag());
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        ui.painter().vline(edge, line.y_range(), (2.0, theme::palette(ui).edge));
    }
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let (name, width) = match divider {
            Divider::Lists => (LISTS, pointer.x - whole.left()),
            Divider::Page => (PAGE, whole.right() - pointer.x),
        };
        let mut asked = wishes.clone();
        asked.insert(name.to_owned(), width);
        // no wish beyond what this window can show: the divider stays under the pointer
        let fits = Widths::of(&asked, whole.width());
        let width = if divider == Divider::Lists { fits.lists } else { fits.page };
        wishes.insert(name.to_owned(), width);
    }
}

/// A panel of exactly this width, without a divider of egui's own.
pub(super) fn panel(side: egui::Panel, width: f32) -> egui::Panel {
    side.resizable(false).exact_size(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wished(lists: f32, page: f32) -> BTreeMap<String, f32> {
        BTreeMap::from([(LISTS.to_owned(), lists), (PAGE.to_owned(), page)])
    }

    #[test]
    fn a_wish_is_kept_where_it_fits_and_comes_back_where_it_fits_again() {
        let wishes = wished(270.0, 1000.0);
        assert_eq!(Widths::of(&wishes, 1920.0), Widths { lists: 270.0, page: 1000.0 });
        assert_eq!(Widths::of(&wishes, 960.0), Widths { lists: 180.0, page: 500.0 });
        assert_eq!(Widths::of(&wishes, 1920.0), Widths { lists: 270.0, page: 1000.0 });
    }

    #[test]
    fn the_page_gets_about_half_and_the_list_stays() {
        for (whole, least_page, most_page) in
            [(960.0, 440.0, 500.0), (1280.0, 600.0, 660.0), (1920.0, 1040.0, 1070.0), (400.0, 340.0, 340.0)]
        {
            let widths = Widths::of(&BTreeMap::new(), whole);
            assert!((least_page..=most_page).contains(&widths.page), "{whole}: {widths:?}");
            assert!(whole < 960.0 || whole - widths.page - widths.lists >= LEAST.1, "{whole}: {widths:?}");
            assert!(widths.lists <= 270.0);
        }
    }
}
