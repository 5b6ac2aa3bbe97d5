//! Who or what is seen where on a picture: faces in a group, a tattoo with its place on the body. Drawn upon the
//! picture, told in a panel beside it.
//!
//! Invariant: every change is an act of its own, written when a field is left or a box is drawn; nothing is named by the
//! program.

use super::view::Placed;
use super::{Screen, ViewerAction};
use crate::background::{Answer, Request, Store, Token, Write};
use crate::i18n::{tr, tr_args};
use crate::model::{Act, Attachment, Change, EntryId, EntryKind, Label, Point, Region, Shown};
use crate::ui::action::Action;
use crate::ui::{field, theme};
use eframe::egui::{
    Align2, Button, CursorIcon, FontId, Label as Words, Painter, Pos2, Rect, Response, ScrollArea, Stroke, StrokeKind,
    Ui, vec2,
};
use std::collections::BTreeMap;

/// Width of the panel in points.
pub(super) const WIDTH_PT: f32 = 300.0;
/// A box smaller than this on the screen was a slip of the hand.
const LEAST_PT: f32 = 8.0;
/// Persons offered at once.
const OFFERED: usize = 8;

/// Something to be written about who is seen.
#[derive(Debug)]
pub enum SeenWish {
    /// A box was drawn.
    Mark(Region),
    /// What is said of a box.
    Say(EntryId, Shown),
    /// A box goes.
    Unmark(Region),
}

/// What is being typed of the chosen box.
#[derive(Debug, Default)]
struct Form {
    of: Option<EntryId>,
    shown: Shown,
    words: String,
    asked: Option<Token>,
    asked_for: String,
    offered: Vec<(EntryId, String)>,
    fresh: bool,
}

/// Who is seen on the picture that is looked at.
#[derive(Debug, Default)]
pub(super) struct Seen {
    picture: Option<EntryId>,
    regions: Vec<Region>,
    labels: BTreeMap<EntryId, Label>,
    chosen: Option<EntryId>,
    form: Form,
    /// Whether the next drag draws a box, and where it began, in fractions of the upright picture.
    drawing: bool,
    from: Option<Point>,
    /// The box that was drawn last, chosen when it is there.
    awaited: Option<EntryId>,
    /// What was written last.
    writing: Option<Token>,
    failed: Option<String>,
    is_behind: bool,
}

impl Seen {
    /// Whether the pointer draws instead of moving the picture.
    pub(super) fn is_drawing(&self) -> bool {
        self.drawing
    }

    /// Nothing is drawn any more; says whether anything was.
    pub(super) fn stop_drawing(&mut self) -> bool {
        self.from = None;
        std::mem::take(&mut self.drawing)
    }

    /// Asks for what is not known yet.
    pub(super) fn mind(&mut self, picture: EntryId, store: &Store) {
        if self.picture != Some(picture) {
            *self = Self { picture: Some(picture), is_behind: true, ..Self::default() };
        }
        if std::mem::take(&mut self.is_behind) {
            store.send(Request::Regions { picture });
        }
        let words = self.form.words.trim();
        if words != self.form.asked_for && self.form.asked.is_none() {
            words.clone_into(&mut self.form.asked_for);
            if words.is_empty() {
                self.form.offered.clear();
            } else {
                let token = store.token();
                self.form.asked = Some(token);
                store.send(Request::Find { words: words.to_owned(), limit: OFFERED * 4, token });
            }
        }
    }

    /// Takes an answer.
    pub(super) fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Regions { picture, regions, labels } if self.picture == Some(*picture) => {
                self.regions = regions.iter().filter(|region| region.shows.is_some()).cloned().collect();
                self.labels.clone_from(labels);
                if let Some(drawn) = self.awaited.take_if(|drawn| regions.iter().any(|known| known.id == *drawn)) {
                    self.choose(Some(drawn));
                }
                if self.chosen.is_some_and(|chosen| self.regions.iter().all(|known| known.id != chosen)) {
                    self.choose(None);
                }
            }
            Answer::Written(written) => {
                let touched = &written.applied.touched;
                self.is_behind |= touched.iter().any(|touched| touched.kind == EntryKind::Region);
            }
            Answer::Found { token, hits } if self.form.asked == Some(*token) => {
                self.form.asked = None;
                let persons = hits.iter().map(|hit| &hit.row).filter(|row| row.kind == EntryKind::Person);
                let named = persons.map(|row| (row.id, [row.reference_code.as_str(), &row.label].join(" ")));
                self.form.offered = named.take(OFFERED).collect();
            }
            Answer::Failed { token: Some(token), error, .. } if self.writing == Some(*token) => {
                self.failed = Some(error.to_string());
            }
            _ => {}
        }
    }

    fn choose(&mut self, region: Option<EntryId>) {
        self.chosen = region;
        let shown = self.regions.iter().find(|known| Some(known.id) == region).and_then(|known| known.shows.clone());
        self.form = Form { of: region, shown: shown.unwrap_or_default(), fresh: true, ..Form::default() };
    }

    fn name(&self, shown: &Shown) -> String {
        let person = shown.person.map(|person| match self.labels.get(&person) {
            Some(label) if !label.label.is_empty() => label.label.clone(),
            Some(label) => label.reference_code.clone(),
            None => person.to_string(),
        });
        match person {
            Some(person) if shown.name.is_empty() => person,
            Some(person) => format!("{person} ({})", shown.name),
            None if shown.name.is_empty() => tr("seen-nameless"),
            None => shown.name.clone(),
        }
    }

    /// Draws the boxes upon the picture.
    pub(super) fn boxes_ui(&self, ui: &Ui, painter: &Painter, placed: &Placed) {
        let colours = theme::palette_of(false);
        for region in &self.regions {
            let rect = rect_on_screen(region, placed);
            let is_chosen = self.chosen == Some(region.id);
            let line = Stroke::new(if is_chosen { 3.0 } else { 1.5 }, colours.focus);
            painter.rect_stroke(
                rect.expand(1.5),
                2.0,
                Stroke::new(line.width + 2.0, colours.sheet),
                StrokeKind::Middle,
            );
            painter.rect_stroke(rect, 2.0, line, StrokeKind::Middle);
            let Some(shown) = &region.shows else { continue };
            let galley = painter.layout_no_wrap(self.name(shown), FontId::proportional(13.0), colours.ink);
            let plate = Rect::from_min_size(rect.left_bottom() + vec2(0.0, 4.0), galley.size() + vec2(12.0, 4.0));
            painter.rect_filled(plate, 3.0, colours.sheet.gamma_multiply(0.92));
            painter.galley(plate.min + vec2(6.0, 2.0), galley, colours.ink);
        }
        if self.drawing {
            let words = tr("seen-draw-now");
            let at = placed.room.center_top() + vec2(0.0, 10.0);
            let galley = painter.layout_no_wrap(words.clone(), FontId::proportional(15.0), colours.ink);
            let plate = Align2::CENTER_TOP.anchor_size(at, galley.size() + vec2(20.0, 8.0));
            painter.rect_filled(plate, theme::CORNER, colours.notice);
            painter.galley(plate.min + vec2(10.0, 4.0), galley, colours.ink);
            ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        }
    }

    /// Draws a box where the pointer drags, or chooses the one that is clicked. Says what is to be written.
    pub(super) fn drag(&mut self, painter: &Painter, placed: &Placed, response: &Response) -> Option<SeenWish> {
        if !self.drawing {
            if response.clicked()
                && let Some(at) = response.interact_pointer_pos()
            {
                let hit = self.regions.iter().filter(|region| rect_on_screen(region, placed).contains(at));
                let smallest =
                    hit.min_by(|one, other| (one.width * one.height).total_cmp(&(other.width * other.height)));
                let chosen = smallest.map(|region| region.id);
                if chosen.is_some() && chosen != self.chosen {
                    self.choose(chosen);
                }
            }
            return None;
        }
        let at = response.interact_pointer_pos()?;
        if response.drag_started() {
            let began = response.ctx.input(|input| input.pointer.press_origin()).unwrap_or(at);
            self.from = Some(placed.of_screen(began));
        }
        let from = self.from?;
        let drawn = Rect::from_two_pos(placed.to_screen(from), at);
        let colours = theme::palette_of(false);
        painter.rect_stroke(drawn, 2.0, Stroke::new(2.0, colours.focus), StrokeKind::Middle);
        if !response.drag_stopped() {
            return None;
        }
        self.stop_drawing();
        let [left, top, width, height] = area(from, placed.of_screen(at))?;
        if drawn.size().min_elem() < LEAST_PT {
            return None;
        }
        let is_taken = |name: &str| {
            self.regions.iter().any(|region| region.shows.as_ref().is_some_and(|shown| shown.name == name))
        };
        let named = |number: usize| tr_args("seen-unknown", &[("number", number.into())]);
        let name = (1..=self.regions.len() + 1).map(named).find(|name| !is_taken(name)).unwrap_or_default();
        let region = Region {
            id: EntryId::fresh(),
            attachment: self.picture?,
            x: left,
            y: top,
            width,
            height,
            outline: None,
            shows: Some(Shown { name, ..Shown::default() }),
        };
        self.awaited = Some(region.id);
        Some(SeenWish::Mark(region))
    }
}

/// The box between two points of a picture, cut at its edges, in fractions.
fn area(one: Point, other: Point) -> Option<[f64; 4]> {
    let cut = |value: f64| value.clamp(0.0, 1.0);
    let (left, right) = (cut(one.x.min(other.x)), cut(one.x.max(other.x)));
    let (top, bottom) = (cut(one.y.min(other.y)), cut(one.y.max(other.y)));
    (right > left && bottom > top).then_some([left, top, right - left, bottom - top])
}

fn rect_on_screen(region: &Region, placed: &Placed) -> Rect {
    let corner = |x: f64, y: f64| -> Pos2 { placed.to_screen(Point { x, y }) };
    Rect::from_two_pos(corner(region.x, region.y), corner(region.x + region.width, region.y + region.height))
}

/// Draws the panel: everybody who is seen, and what is said of the chosen one.
pub(super) fn panel_ui(ui: &mut Ui, screen: &mut Screen, read_only: bool, actions: &mut Vec<Action>) {
    let Some(seen) = &mut screen.seen else { return };
    ui.label(theme::section(tr("seen-title")));
    ui.add_space(theme::SMALL_GAP);
    if !read_only {
        let words = if seen.drawing { "seen-draw-stop" } else { "seen-draw" };
        if ui.add(Button::new(tr(words)).selected(seen.drawing)).on_hover_text(tr("seen-draw-hint")).clicked() {
            seen.drawing = !seen.drawing;
            seen.from = None;
        }
    }
    if let Some(failed) = &seen.failed {
        ui.label(theme::warning(ui, failed));
    }
    ui.add_space(theme::SMALL_GAP);
    if seen.regions.is_empty() {
        ui.label(theme::weak(ui, tr("seen-nobody")));
    }
    let mut chosen = None;
    ScrollArea::vertical().id_salt("seen").auto_shrink(false).show(ui, |ui| {
        for region in seen.regions.clone() {
            let Some(shown) = &region.shows else { continue };
            let is_chosen = seen.chosen == Some(region.id);
            if ui.selectable_label(is_chosen, seen.name(shown)).clicked() {
                chosen = Some(if is_chosen { None } else { Some(region.id) });
            }
            if is_chosen {
                ui.indent(region.id, |ui| form_ui(ui, seen, &region, read_only, actions));
            }
        }
    });
    if let Some(chosen) = chosen {
        seen.choose(chosen);
    }
}

fn form_ui(ui: &mut Ui, seen: &mut Seen, region: &Region, read_only: bool, actions: &mut Vec<Action>) {
    let person = seen.form.shown.person.map(|person| {
        let label = seen.labels.get(&person);
        (person, label.map(|label| format!("{} {}", label.reference_code, label.label)).unwrap_or_default())
    });
    let form = &mut seen.form;
    let before = region.shows.clone().unwrap_or_default();
    let mut say = false;
    if let Some((person, name)) = person {
        ui.horizontal_wrapped(|ui| {
            if ui.link(name.trim()).clicked() {
                actions.push(Action::Viewer(ViewerAction::Close));
                // which may lie under the picture
                actions.push(Action::Gallery(crate::ui::gallery::GalleryAction::Close));
                actions.push(Action::Show(person));
            }
            if !read_only && ui.button(tr("seen-not-him")).clicked() {
                form.shown.person = None;
                say = true;
            }
        });
    } else if !read_only {
        let look = field::Look { hint: &tr("seen-person-hint"), ..field::Look::default() };
        let words = field::labelled(ui, ("seen person", region.id), &tr("seen-person"), &mut form.words, look);
        // Enter takes the first that is offered
        let entered = words.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        if std::mem::take(&mut form.fresh) {
            words.request_focus();
        }
        for (number, (person, name)) in form.offered.iter().enumerate() {
            let chosen = ui.selectable_label(entered && number == 0, name.trim()).clicked();
            if chosen || entered && number == 0 {
                form.shown.person = Some(*person);
                if form.shown.name == before.name && before.name.starts_with(&tr("seen-unknown-beginning")) {
                    form.shown.name.clear();
                }
                say = true;
            }
        }
        if say {
            form.words.clear();
        }
    }
    let rows = [
        ("seen-name", &mut form.shown.name),
        ("seen-body-place", &mut form.shown.body_place),
        ("seen-remark", &mut form.shown.remark),
    ];
    for (number, (key, text)) in rows.into_iter().enumerate() {
        let look = field::Look { read_only, ..field::Look::default() };
        let drawn = field::labelled(ui, (key, region.id), &tr(key), text, look);
        if number == 0 && std::mem::take(&mut form.fresh) && !read_only {
            drawn.request_focus();
        }
        say |= drawn.lost_focus();
    }
    if say && form.shown != before && form.of == Some(region.id) {
        actions.push(Action::Viewer(ViewerAction::Seen(Box::new(SeenWish::Say(region.id, form.shown.clone())))));
    }
    if !read_only && ui.button(tr("seen-remove")).clicked() {
        actions.push(Action::Viewer(ViewerAction::Seen(Box::new(SeenWish::Unmark(region.clone())))));
    }
    ui.add(Words::new(theme::small(ui, tr("seen-kept"))).wrap());
    ui.add_space(theme::SMALL_GAP);
}

impl Seen {
    /// So much is on its way to the disk.
    pub(super) fn wrote(&mut self, token: Token) {
        self.writing = Some(token);
        self.failed = None;
    }
}

/// Writes it, as an act of its own.
pub(super) fn write(wish: SeenWish, picture: Option<&Attachment>, store: &Store) -> Token {
    let about = picture.map(|picture| picture.name().to_owned()).unwrap_or_default();
    let act = |changes| Write::Act { act: Act::Edit, about, reason: String::new(), changes };
    store.write(match wish {
        SeenWish::Mark(region) => act(vec![Change::create(region)]),
        SeenWish::Unmark(region) => act(vec![Change::remove(region)]),
        SeenWish::Say(region, shown) => {
            Write::Set { entry: region, fields: vec![("shows", serde_json::json!(shown))], reason: String::new() }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_cut_at_the_edges_and_drawn_from_any_corner() {
        let point = |x, y| Point { x, y };
        assert_eq!(area(point(0.75, 0.5), point(0.25, 0.25)), Some([0.25, 0.25, 0.5, 0.25]));
        assert_eq!(area(point(-1.0, 0.5), point(0.5, 2.0)), Some([0.0, 0.5, 0.5, 0.5]));
        assert_eq!(area(point(1.5, 0.5), point(2.0, 0.9)), None, "beside the picture");
    }

    #[test]
    fn who_is_seen_has_a_name_whatever_is_known() {
        let person = EntryId::fresh();
        let label = Label { kind: EntryKind::Person, reference_code: "P1".into(), label: "Lebedev".into() };
        let seen = Seen { labels: BTreeMap::from([(person, label)]), ..Seen::default() };
        let shown = |person, name: &str| Shown { person, name: name.into(), ..Shown::default() };
        assert_eq!(seen.name(&shown(Some(person), "")), "Lebedev");
        assert_eq!(seen.name(&shown(Some(person), "man 2")), "Lebedev (man 2)");
        assert_eq!(seen.name(&shown(None, "unknown man 2")), "unknown man 2");
        assert_eq!(seen.name(&shown(None, "")), tr("seen-nameless"));
    }
}
