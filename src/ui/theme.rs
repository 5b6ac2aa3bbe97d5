//! A quiet reading room: paper and ink, by day and by lamp. Colours, type, spacing and the few shapes everybody uses.
//!
//! Invariant: every text colour has at least 4.5:1 against every ground it is used on (a test computes it). The one
//! accent, [`Palette::disputed`], means "sources disagree" and nothing else.

use eframe::egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use eframe::egui::style::{ScrollAnimation, ScrollStyle, WidgetVisuals, Widgets};
use eframe::egui::{
    Button, Color32, Context, CornerRadius, FontData, FontFamily, FontId, Frame, Margin, RichText, Shadow, Stroke,
    TextStyle, Theme, Ui, Visuals, vec2,
};

/// Size of running text in points.
pub const BODY_PT: f32 = 15.0;
/// Height of a line of a list in points.
pub const ROW_HEIGHT: f32 = 30.0;
/// Space around the contents of a panel.
pub const PANEL_MARGIN: i8 = 14;
/// Space between groups of things.
pub const GAP: f32 = 14.0;
/// Space between things of one group.
pub const SMALL_GAP: f32 = 6.0;
/// Roundness of fields, buttons and sheets.
pub const CORNER: CornerRadius = CornerRadius::same(4);

/// The colours of a theme.
#[derive(Debug)]
pub struct Palette {
    /// The ground of the window.
    pub ground: Color32,
    /// The ground of the left panel and of the bars.
    pub shelf: Color32,
    /// The ground of pages, dialogs and fields.
    pub sheet: Color32,
    /// What the pointer is over.
    pub hover: Color32,
    /// What is chosen.
    pub chosen: Color32,
    /// Thin lines.
    pub line: Color32,
    /// The edge of a field.
    pub edge: Color32,
    /// Text.
    pub ink: Color32,
    /// Headings.
    pub strong: Color32,
    /// Text of second importance.
    pub weak: Color32,
    /// Sources disagree. Nothing else has this colour.
    pub disputed: Color32,
    /// Something somebody should look at; it stops nobody.
    pub warning: Color32,
    /// The ring around what has the keyboard, and links.
    pub focus: Color32,
    /// The ground of selected text.
    pub marked: Color32,
    /// The ground of a band that tells of trouble or of a state to be known.
    pub notice: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// By day.
pub const LIGHT: Palette = Palette {
    ground: rgb(0x00f7_f3ea),
    shelf: rgb(0x00ef_e9dc),
    sheet: rgb(0x00fd_fbf6),
    hover: rgb(0x00e9_e1d0),
    chosen: rgb(0x00de_d2b8),
    line: rgb(0x00dd_d4c2),
    edge: rgb(0x00bf_b39c),
    ink: rgb(0x002b_2721),
    strong: rgb(0x0017_140f),
    weak: rgb(0x0061_5949),
    disputed: rgb(0x009a_2f1b),
    warning: rgb(0x006f_4600),
    focus: rgb(0x0029_5879),
    marked: rgb(0x00c9_d9e4),
    notice: rgb(0x00f1_e3bd),
};

/// By lamp.
pub const DARK: Palette = Palette {
    ground: rgb(0x001c_1a18),
    shelf: rgb(0x0015_1412),
    sheet: rgb(0x0024_2220),
    hover: rgb(0x0030_2d29),
    chosen: rgb(0x0041_3b31),
    line: rgb(0x0037_332e),
    edge: rgb(0x005b_544a),
    ink: rgb(0x00e2_dbce),
    strong: rgb(0x00f6_f0e4),
    weak: rgb(0x00b3_aa9a),
    disputed: rgb(0x00ee_9478),
    warning: rgb(0x00e6_bd62),
    focus: rgb(0x008e_bbdc),
    marked: rgb(0x0035_4d60),
    notice: rgb(0x0040_381f),
};

/// The colours in use where `ui` draws.
pub fn palette(ui: &Ui) -> &'static Palette {
    palette_of(ui.visuals().dark_mode)
}

/// The colours of the dark or the light theme.
pub const fn palette_of(dark: bool) -> &'static Palette {
    if dark { &DARK } else { &LIGHT }
}

/// The family of the heavier face.
pub fn strong_family() -> FontFamily {
    FontFamily::Name("strong".into())
}

/// The heading of a page.
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(24.0, strong_family()))
}

/// The heading of a section.
pub fn section(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(17.0, strong_family()))
}

/// Running text in the heavier face.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(BODY_PT, strong_family()))
}

/// Text of second importance, smaller.
pub fn small(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).size(13.0).color(palette(ui).weak)
}

/// Text of second importance, in the usual size.
pub fn weak(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(palette(ui).weak)
}

/// Text that says that sources disagree.
pub fn disputed(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(palette(ui).disputed)
}

/// Text that says that somebody should look at something.
pub fn warning(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).color(palette(ui).warning)
}

/// The button that does what a dialog is for: ink on its ground turned round.
pub fn primary_button(ui: &Ui, words: &str) -> Button<'static> {
    let colours = palette(ui);
    Button::new(RichText::new(words).family(strong_family()).color(colours.sheet))
        .fill(colours.focus)
        .stroke(Stroke::new(1.0, colours.focus))
}

/// The sheet a dialog stands on.
pub fn dialog_frame(ctx: &Context) -> Frame {
    Frame::popup(&ctx.global_style()).inner_margin(24)
}

/// The heading of a dialog.
pub fn dialog_title(words: impl Into<String>) -> RichText {
    section(words).size(20.0)
}

/// Puts fonts and both themes into egui. Call once.
pub fn install(ctx: &Context) {
    for (name, bytes, family) in [
        ("Noto Sans", &include_bytes!("../../assets/fonts/NotoSans-Regular.ttf")[..], FontFamily::Proportional),
        ("Noto Sans SemiBold", &include_bytes!("../../assets/fonts/NotoSans-SemiBold.ttf")[..], strong_family()),
    ] {
        ctx.add_font(FontInsert::new(
            name,
            FontData::from_static(bytes),
            vec![InsertFontFamily { family, priority: FontPriority::Highest }],
        ));
    }
    // a desktop that does not say gets paper
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    for theme in [Theme::Light, Theme::Dark] {
        let colours = palette_of(theme == Theme::Dark);
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(theme, colours);
            style.text_styles = [
                (TextStyle::Small, FontId::new(13.0, FontFamily::Proportional)),
                (TextStyle::Body, FontId::new(BODY_PT, FontFamily::Proportional)),
                (TextStyle::Button, FontId::new(BODY_PT, FontFamily::Proportional)),
                (TextStyle::Heading, FontId::new(20.0, strong_family())),
                (TextStyle::Monospace, FontId::new(14.0, FontFamily::Monospace)),
            ]
            .into();
            let spacing = &mut style.spacing;
            spacing.item_spacing = vec2(8.0, 6.0);
            spacing.button_padding = vec2(12.0, 5.0);
            spacing.interact_size = vec2(40.0, 30.0);
            spacing.window_margin = Margin::same(20);
            spacing.menu_margin = Margin::symmetric(6, 8);
            spacing.menu_width = 320.0;
            spacing.menu_spacing = 4.0;
            spacing.indent = 20.0;
            spacing.icon_width = 18.0;
            spacing.icon_width_inner = 10.0;
            spacing.icon_spacing = 8.0;
            spacing.combo_width = 180.0;
            spacing.combo_height = 320.0;
            spacing.tooltip_width = 420.0;
            spacing.scroll = ScrollStyle { bar_width: 10.0, ..ScrollStyle::thin() };
            style.interaction.selectable_labels = false;
            style.interaction.tooltip_delay = 0.6;
            style.animation_time = 0.0;
            style.scroll_animation = ScrollAnimation::none();
        });
    }
}

fn visuals(theme: Theme, colours: &Palette) -> Visuals {
    let state = |fill: Color32, edge: Stroke, ink: Stroke| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: edge,
        corner_radius: CORNER,
        fg_stroke: ink,
        expansion: 0.0,
    };
    let thin = |colour| Stroke::new(1.0, colour);
    let mut visuals = if theme == Theme::Dark { Visuals::dark() } else { Visuals::light() };
    visuals.widgets = Widgets {
        noninteractive: state(colours.ground, thin(colours.line), thin(colours.ink)),
        inactive: state(colours.sheet, thin(colours.edge), thin(colours.ink)),
        hovered: state(colours.hover, thin(colours.edge), thin(colours.strong)),
        // egui shows the keyboard's place in these, too: the edge is the focus ring
        active: state(colours.hover, Stroke::new(2.0, colours.focus), thin(colours.strong)),
        open: state(colours.hover, thin(colours.edge), thin(colours.strong)),
    };
    visuals.selection.bg_fill = colours.marked;
    visuals.selection.stroke = Stroke::new(2.0, colours.focus);
    visuals.weak_text_color = Some(colours.weak);
    visuals.hyperlink_color = colours.focus;
    visuals.faint_bg_color = colours.shelf;
    visuals.extreme_bg_color = colours.sheet;
    visuals.text_edit_bg_color = Some(colours.sheet);
    visuals.code_bg_color = colours.shelf;
    visuals.warn_fg_color = colours.disputed;
    visuals.error_fg_color = colours.disputed;
    visuals.window_corner_radius = CornerRadius::same(6);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.window_fill = colours.sheet;
    visuals.window_stroke = thin(colours.edge);
    visuals.panel_fill = colours.ground;
    let shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: Color32::from_black_alpha(48) };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = Shadow { offset: [0, 3], blur: 12, ..shadow };
    visuals.text_cursor.stroke = Stroke::new(2.0, colours.focus);
    // a blinking caret would wake an idle window twice a second
    visuals.text_cursor.blink = false;
    visuals.striped = false;
    visuals.indent_has_left_vline = false;
    visuals.image_loading_spinners = false;
    visuals.disabled_alpha = 0.65;
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(colour.r()) + 0.7152 * part(colour.g()) + 0.0722 * part(colour.b())
    }

    #[test]
    fn every_ink_can_be_read_on_every_ground() {
        for (name, colours) in [("light", &LIGHT), ("dark", &DARK)] {
            for ground in [colours.ground, colours.shelf, colours.sheet, colours.hover, colours.chosen, colours.notice]
            {
                for ink in [colours.ink, colours.strong, colours.weak, colours.disputed, colours.warning, colours.focus]
                {
                    let (one, other) = (luminance(ink), luminance(ground));
                    let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                    assert!(contrast >= 4.5, "{name}: {ink:?} on {ground:?} is {contrast:.2}");
                }
            }
        }
    }
}
