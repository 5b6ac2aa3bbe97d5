//! A person as all papers have him: names, numbers, a timeline, places, those he was with; each with its source.

mod axis;
mod circle;
mod map;
mod model;
mod timeline;

use super::asked::Asked;
use super::{Desk, PageAction, claims, layout};
use crate::background::StudyNews;
use crate::background::StudyWish;
use crate::background::study::life::{LifeNews, LifeWish};
use crate::i18n::{tr, tr_args};
use crate::model::{Dossier, EntryId, Standing};
use crate::ui::action::Action;
use crate::ui::{shapes, theme};
use eframe::egui;
use egui::{CollapsingHeader, RichText, Ui};
use model::{CircleView, LifeView, MomentView, Part, SaidView};

/// Width of the column with what a line is about.
const ABOUT_PT: f32 = 92.0;
/// Width of the column with the time.
const WHEN_PT: f32 = 150.0;
/// Below this width the time stands above what happened.
const NARROW_PT: f32 = 460.0;

/// What is kept between frames.
#[derive(Debug, Default)]
pub(in crate::ui::page) struct LifeState {
    life: Option<LifeView>,
    life_asked: Asked,
    circle: Option<CircleView>,
    circle_asked: Asked,
}

impl LifeState {
    /// Another entry is shown.
    pub(in crate::ui::page) fn leave(&mut self) {
        *self = Self::default();
    }

    /// Something on the page changed.
    pub(in crate::ui::page) fn fall_behind(&mut self) {
        (self.life_asked, self.circle_asked) = (Asked::Wanted, Asked::Wanted);
    }

    /// One of the two could not be read.
    pub(in crate::ui::page) fn give_up(&mut self) {
        self.life_asked.give_up();
        self.circle_asked.give_up();
    }

    /// Takes what was asked for.
    pub(in crate::ui::page) fn take(&mut self, shown: Option<EntryId>, news: &StudyNews) {
        match news {
            StudyNews::Life(LifeNews::Life(id, life)) if shown == Some(*id) => {
                self.life = Some(model::life_view(*id, life));
                self.life_asked.answered();
            }
            StudyNews::Life(LifeNews::Circle(id, circle)) if shown == Some(*id) => {
                self.circle = Some(model::circle_view(circle));
                self.circle_asked.answered();
            }
            _ => {}
        }
    }
}

/// Draws it.
pub(in crate::ui::page) fn life_ui(ui: &mut Ui, dossier: &Dossier, desk: &mut Desk<'_>) {
    let id = dossier.entry.id();
    if desk.state.life.life_asked.wants() {
        desk.want(PageAction::Study(StudyWish::Life(LifeWish::Life(id))));
    }
    let is_unread = desk.state.life.life_asked.unread_ui(ui, "failed-life");
    let Some(view) = desk.state.life.life.take() else {
        if !is_unread {
            ui.add_space(theme::GAP);
            ui.label(theme::small(ui, tr("life-summary-waiting")));
        }
        return;
    };
    ui.push_id("life", |ui| {
        summary_ui(ui, id, &view, desk);
        timeline_ui(ui, id, &view, desk);
        route_ui(ui, id, &view, desk);
        with_ui(ui, id, desk);
        groups_ui(ui, id, &view, desk);
    });
    if desk.state.life.life.is_none() {
        desk.state.life.life = Some(view);
    }
}

/// A section under its heading; whether it is open.
fn section_ui(ui: &mut Ui, of: EntryId, title: String, is_open: bool, contents: impl FnOnce(&mut Ui)) -> bool {
    ui.add_space(theme::SMALL_GAP);
    let header = CollapsingHeader::new(theme::section(title.clone())).id_salt((title, of)).default_open(is_open);
    let drawn = header.show_unindented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        contents(ui);
        ui.add_space(theme::SMALL_GAP);
    });
    drawn.body_returned.is_some()
}

fn titled(title: &str, count: &str) -> String {
    format!("{} \u{b7} {count}", tr(title))
}

fn summary_ui(ui: &mut Ui, of: EntryId, view: &LifeView, desk: &mut Desk<'_>) {
    if view.summary.is_empty() {
        return;
    }
    section_ui(ui, of, tr("life-summary"), true, |ui| {
        if view.pages > 1 {
            let words = tr_args("life-from-papers", &[("count", view.pages.into())]);
            ui.label(theme::small(ui, words));
        }
        for (at, (about, parts)) in view.summary.iter().enumerate() {
            ui.push_id(("summary", at), |ui| {
                columns_ui(ui, ABOUT_PT, about, false, |ui| {
                    for (at, part) in parts.iter().enumerate() {
                        ui.push_id(at, |ui| part_ui(ui, part, desk));
                    }
                });
            });
        }
    });
}

/// A few words on the left and things beside them; in a narrow column below them.
fn columns_ui(ui: &mut Ui, wide: f32, words: &str, is_strong: bool, contents: impl FnOnce(&mut Ui)) {
    let said = if is_strong { RichText::new(words).size(14.0) } else { theme::small(ui, words) };
    if ui.available_width() < NARROW_PT && wide > ABOUT_PT {
        if !words.is_empty() {
            ui.label(said);
        }
        ui.horizontal_top(|ui| {
            ui.add_space(14.0);
            ui.vertical(contents);
        });
        return;
    }
    ui.spacing_mut().interact_size.y = 0.0;
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(wide);
            ui.add(egui::Label::new(said).wrap());
        });
        ui.vertical(contents);
    });
}

/// One thing that is said, with where.
fn part_ui(ui: &mut Ui, part: &Part, desk: &mut Desk<'_>) {
    layout::small_line(ui, |ui| {
        mark_ui(ui, part.said.iter().map(|said| said.standing));
        if !part.words.is_empty() {
            let words = RichText::new(&part.words).size(14.0);
            ui.label(if part.is_absent { words.italics().color(theme::palette(ui).weak) } else { words });
        }
        if let Some(link) = &part.link {
            claims::link_ui(ui, link, desk);
        }
        if !part.beside.is_empty() {
            ui.label(theme::small(ui, &part.beside));
        }
        said_ui(ui, &part.said, desk);
    });
}

/// "Sources disagree", as it stands beside claims.
fn mark_ui(ui: &mut Ui, mut standing: impl Iterator<Item = Standing>) {
    if standing.any(|standing| standing == Standing::Disputed) {
        shapes::disputed_mark(ui).on_hover_text(tr("standing-disputed"));
    }
}

/// Where something is said: each paper a link, with the place in it. It stands in a line that wraps, so that nothing here
/// may open a place of its own.
fn said_ui(ui: &mut Ui, said: &[SaidView], desk: &mut Desk<'_>) {
    for said in said {
        let mut hover = said.title.clone();
        for words in &said.written {
            hover = format!("{hover}\n{}", tr_args("life-quoted", &[("words", words.as_str().into())]));
        }
        let link = egui::Link::new(RichText::new(&said.paper.text).size(13.0));
        if ui.add(link).on_hover_text(hover).clicked() {
            desk.actions.push(Action::Show(said.paper.id));
        }
        if !said.beside.is_empty() {
            ui.label(theme::small(ui, &said.beside));
        }
        if let Some(on) = &said.on {
            let words = tr_args("life-on", &[("paper", on.text.as_str().into())]);
            if ui.add(egui::Link::new(RichText::new(words).size(13.0))).clicked() {
                desk.actions.push(Action::Show(on.id));
            }
        }
    }
}

fn timeline_ui(ui: &mut Ui, of: EntryId, view: &LifeView, desk: &mut Desk<'_>) {
    if view.moments.is_empty() && view.undated.is_empty() {
        return;
    }
    let count = view.moments.len() + view.undated.len();
    let title = titled("life-timeline", &tr_args("life-moments", &[("count", count.into())]));
    section_ui(ui, of, title, true, |ui| {
        if view.moments.is_empty() {
            ui.label(theme::small(ui, crate::reports::no_timeline_text()));
        } else {
            timeline::timeline_ui(ui, &view.moments);
            ui.label(theme::small(ui, tr("life-explained")));
        }
        ui.add_space(theme::SMALL_GAP);
        for (at, moment) in view.moments.iter().enumerate() {
            ui.push_id(("moment", at), |ui| moment_ui(ui, moment, desk));
        }
        if !view.undated.is_empty() {
            ui.add_space(theme::SMALL_GAP);
            ui.label(theme::small(ui, tr("life-undated")));
        }
        for (at, moment) in view.undated.iter().enumerate() {
            ui.push_id(("undated", at), |ui| moment_ui(ui, moment, desk));
        }
    });
}

fn moment_ui(ui: &mut Ui, moment: &MomentView, desk: &mut Desk<'_>) {
    if moment.when.is_empty() {
        return happened_ui(ui, moment, desk);
    }
    columns_ui(ui, WHEN_PT, &moment.when, true, |ui| happened_ui(ui, moment, desk));
}

fn happened_ui(ui: &mut Ui, moment: &MomentView, desk: &mut Desk<'_>) {
    layout::small_line(ui, |ui| {
        mark_ui(ui, moment.said.iter().map(|said| said.standing));
        match &moment.event {
            Some(event) => {
                let kind = moment.what.strip_suffix(event.text.as_str()).unwrap_or_default().trim_end();
                if !kind.is_empty() {
                    ui.label(RichText::new(kind).size(14.0));
                }
                claims::link_ui(ui, event, desk);
            }
            None => {
                ui.label(RichText::new(&moment.what).size(14.0));
            }
        }
        said_ui(ui, &moment.said, desk);
        if !moment.beside.is_empty() {
            ui.label(theme::small(ui, &moment.beside));
        }
    });
}

fn route_ui(ui: &mut Ui, of: EntryId, view: &LifeView, desk: &mut Desk<'_>) {
    if view.stops.is_empty() {
        return;
    }
    let title = titled("life-route", &tr_args("life-places", &[("count", view.stops.len().into())]));
    section_ui(ui, of, title, true, |ui| {
        let known = map::known_places(&view.stops);
        if known >= 2 {
            map::map_ui(ui, &view.stops);
            ui.label(theme::small(ui, tr("life-sketch")));
        } else if view.stops.len() > 1 {
            ui.label(theme::small(ui, tr_args("life-no-sketch", &[("count", known.into())])));
        }
        ui.add_space(theme::SMALL_GAP);
        for (at, stop) in view.stops.iter().enumerate() {
            ui.push_id(("stop", at), |ui| {
                layout::small_line(ui, |ui| match &stop.place {
                    Some(place) => claims::link_ui(ui, place, desk),
                    None => {
                        ui.label(RichText::new(&stop.label).size(14.0));
                    }
                });
                ui.horizontal_top(|ui| {
                    ui.add_space(14.0);
                    ui.vertical(|ui| {
                        for (at, visit) in stop.visits.iter().enumerate() {
                            ui.push_id(at, |ui| part_ui(ui, visit, desk));
                        }
                    });
                });
            });
        }
    });
}

fn with_ui(ui: &mut Ui, of: EntryId, desk: &mut Desk<'_>) {
    let found = desk.state.life.circle.take();
    let title = match &found {
        Some(view) => titled("circle-title", &tr_args("circle-count", &[("count", view.count.into())])),
        None => tr("circle-title"),
    };
    ui.add_space(theme::SMALL_GAP);
    // its name changes when it is known how many there are, its place in the window does not
    let header = CollapsingHeader::new(theme::section(title)).id_salt(("circle", of)).default_open(true);
    let drawn = header.show_unindented(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let is_unread = desk.state.life.circle_asked.unread_ui(ui, "failed-life");
        match &found {
            None if is_unread => {}
            None => {
                ui.label(theme::small(ui, tr("circle-waiting")));
            }
            Some(view) if view.others.is_empty() => {
                ui.label(theme::small(ui, tr("circle-none")));
            }
            Some(view) => circle::circle_ui(ui, view, desk),
        }
        ui.add_space(theme::SMALL_GAP);
    });
    if desk.state.life.circle.is_none() {
        desk.state.life.circle = found;
    }
    if drawn.body_returned.is_some() && desk.state.life.circle_asked.wants() {
        desk.want(PageAction::Study(StudyWish::Life(LifeWish::Circle(of))));
    }
}

fn groups_ui(ui: &mut Ui, of: EntryId, view: &LifeView, desk: &mut Desk<'_>) {
    if view.groups.is_empty() {
        return;
    }
    section_ui(ui, of, tr("life-groups"), false, |ui| {
        ui.label(theme::small(ui, tr("life-groups-explained")));
        for (at, group) in view.groups.iter().enumerate() {
            ui.push_id(("group", at), |ui| {
                ui.add_space(theme::SMALL_GAP);
                layout::small_line(ui, |ui| claims::link_ui(ui, &group.entry, desk));
                for (at, line) in group.lines.iter().enumerate() {
                    ui.push_id(at, |ui| part_ui(ui, line, desk));
                }
            });
        }
    });
}
