//! Draws the health page: the sentence everything is in, what can be done, what is wrong, what is kept beside.

use super::{HealthAction, HealthState, events, outcome, words};
use crate::background::JobKind;
use crate::catalogue::watch::{FileTrouble, Health, PictureOfFile};
use crate::i18n::{size_words, tr, tr_args};
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::theme;
use eframe::egui::{Button, CentralPanel, Frame, Label, Link, Margin, Panel, RichText, ScrollArea, Ui};
use std::path::PathBuf;

/// Longest line of running text in points: longer ones are hard to read.
const TEXT_PT: f32 = 820.0;
/// Widest table in points.
const WIDEST_PT: f32 = 1240.0;

/// Draws the page with the bar above it.
pub(super) fn page_ui(ui: &mut Ui, can_write: bool, state: &HealthState, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let bar = Frame::new().fill(colours.shelf).inner_margin(Margin::symmetric(theme::PANEL_MARGIN, 8));
    Panel::top("health bar").frame(bar).show(ui, |ui| {
        ui.horizontal(|ui| {
            if ui.button(tr("health-back")).on_hover_text(tr("health-back-hint")).clicked() {
                actions.push(Action::Health(HealthAction::Back));
            }
            ui.label(theme::section(tr("command-health")));
        });
        ui.add(Label::new(theme::weak(ui, tr("health-what"))).wrap());
    });
    let sheet = Frame::new().fill(colours.sheet).inner_margin(Margin::symmetric(28, 20));
    CentralPanel::default().frame(sheet).show(ui, |ui| {
        let Some(health) = &state.health else {
            ui.label(theme::weak(ui, tr("health-waiting")));
            return;
        };
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width().min(WIDEST_PT));
            sentences_ui(ui, health);
            ui.add_space(theme::GAP);
            buttons_ui(ui, can_write, state, health, actions);
            if let Some(outcome) = &state.outcome {
                ui.add_space(theme::GAP);
                outcome::outcome_ui(ui, outcome, actions);
            }
            if !health.troubles.is_empty() {
                heading_ui(ui, &tr("health-troubles"));
                for trouble in &health.troubles {
                    trouble_ui(ui, trouble, actions);
                }
                let more = health.wrong.all().saturating_sub(health.troubles.len() as u64);
                more_ui(ui, more);
            }
            if health.files > 0 || !health.copies.is_empty() {
                beside_ui(ui, health, actions);
                heading_ui(ui, &tr("health-events"));
                events::events_ui(ui, &health.events, actions);
            }
        });
    });
}

pub(super) fn heading_ui(ui: &mut Ui, words: &str) {
    ui.add_space(theme::GAP + theme::SMALL_GAP);
    ui.label(theme::section(words));
    ui.add_space(2.0);
}

/// That not all of a list is shown.
pub(super) fn more_ui(ui: &mut Ui, more: u64) {
    if more > 0 {
        ui.label(theme::weak(ui, tr_args("health-more", &[("count", more.into())])));
    }
}

/// Text that wraps where it can still be read easily.
pub(super) fn text_ui(ui: &mut Ui, words: impl Into<eframe::egui::WidgetText>) {
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(TEXT_PT));
        ui.add(Label::new(words).wrap().selectable(true));
    });
}

fn sentences_ui(ui: &mut Ui, health: &Health) {
    let (headline, is_good) = words::headline(health);
    let headline = theme::title(headline);
    let headline = if is_good { headline } else { headline.color(theme::palette(ui).warning) };
    text_ui(ui, headline);
    ui.add_space(2.0);
    let mut said = words::particulars(health).join(" ");
    if health.files > 0 {
        said = format!("{said} {}", tr_args("health-size", &[("size", size_words(health.bytes).into())]));
    }
    text_ui(ui, said);
}

fn buttons_ui(ui: &mut Ui, can_write: bool, state: &HealthState, health: &Health, actions: &mut Vec<Action>) {
    let is_busy = state.job.is_some();
    let is_wrong = health.wrong.all() > 0;
    let has_files = health.files > 0;
    ui.horizontal_wrapped(|ui| {
        let doing = |kind| state.job.is_some_and(|(_, running)| running == kind);
        let check = if doing(JobKind::CheckFiles) { "job-check-files" } else { "health-check" };
        let relink = if doing(JobKind::Relink) { "job-relink" } else { "health-relink" };
        // what helps now is the button that stands out
        let button = |ui: &Ui, stands_out: bool, key: &str| {
            let words = tr(key);
            if stands_out { theme::primary_button(ui, &words) } else { Button::new(words) }
        };
        let checks = ui.add_enabled(has_files && !is_busy, button(ui, has_files && !is_wrong, check));
        if checks.on_hover_text(tr("health-check-hint")).clicked() {
            actions.push(Action::Health(HealthAction::CheckFiles));
        }
        let relinks = ui.add_enabled(has_files && can_write && !is_busy, button(ui, is_wrong && can_write, relink));
        if relinks.on_hover_text(tr("health-relink-hint")).clicked() {
            actions.push(Action::Health(HealthAction::AskFolder));
        }
        if ui.button(tr("health-check-everything")).on_hover_text(tr("health-check-everything-hint")).clicked() {
            actions.push(Action::Command(Command::Check));
        }
    });
}

/// A file that is not as it should be: its name and state, what it belongs to, what to do.
fn trouble_ui(ui: &mut Ui, trouble: &FileTrouble, actions: &mut Vec<Action>) {
    let colours = theme::palette(ui);
    let card = Frame::new().fill(colours.ground).stroke((1.0, colours.line)).corner_radius(theme::CORNER);
    card.inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width().min(TEXT_PT + 60.0));
        (ui.spacing_mut().item_spacing.y, ui.spacing_mut().interact_size.y) = (4.0, 20.0);
        ui.horizontal_wrapped(|ui| {
            ui.add(Label::new(theme::strong(trouble.name())).selectable(true));
            let state = tr(&format!("file-state-{}", trouble.file.state));
            ui.label(theme::warning(ui, state).family(theme::strong_family()));
            if let Some(since) = trouble.since {
                let since = tr_args("health-since", &[("day", since.local_day().into())]);
                ui.label(theme::weak(ui, since));
            }
        });
        ui.horizontal_wrapped(|ui| {
            for picture in &trouble.pictures {
                picture_ui(ui, picture, actions);
            }
            if trouble.pictures.is_empty() {
                ui.label(theme::weak(ui, tr("health-trouble-nobody")));
            }
        });
        ui.label(tr(&format!("health-advice-{}", trouble.file.state)));
        let path = std::path::absolute(&trouble.path).unwrap_or_else(|_| trouble.path.clone());
        ui.add(Label::new(theme::small(ui, path.display().to_string())).truncate().selectable(true));
        if !trouble.detail.is_empty() && trouble.file.state != crate::model::FileState::Missing {
            ui.add(Label::new(theme::small(ui, &trouble.detail)).wrap().selectable(true));
        }
    });
    ui.add_space(theme::SMALL_GAP);
}

/// What a picture shows and the link to its entry.
fn picture_ui(ui: &mut Ui, picture: &PictureOfFile, actions: &mut Vec<Action>) {
    let role = tr(&format!("role-{}", picture.role));
    let (page, words) = if let Some((entry, label)) = &picture.entry {
        let called = [label.reference_code.as_str(), label.label.as_str()];
        let mut called: Vec<&str> = called.into_iter().filter(|words| !words.is_empty()).collect();
        called.dedup();
        let called = called.join(" \u{b7} ");
        (*entry, tr_args("health-trouble-of", &[("role", role.into()), ("entry", called.into())]))
    } else {
        (picture.id, tr_args("health-trouble-unattached", &[("role", role.into())]))
    };
    if ui.add(Link::new(words)).clicked() {
        actions.push(Action::Health(HealthAction::Show(page)));
    }
}

/// Files nobody refers to, and copies of the database.
fn beside_ui(ui: &mut Ui, health: &Health, actions: &mut Vec<Action>) {
    heading_ui(ui, &tr("health-beside"));
    let place_ui = |ui: &mut Ui, path: Option<&PathBuf>, actions: &mut Vec<Action>| {
        if let Some(folder) = path.and_then(|path| path.parent()) {
            let link = ui.add(Link::new(RichText::new(tr("health-show-place")).size(13.0)));
            if link.on_hover_text(folder.display().to_string()).clicked() {
                actions.push(Action::OpenOutside(folder.to_owned()));
            }
        }
    };
    match &health.orphans {
        Err(why) => text_ui(ui, tr_args("health-orphans-unknown", &[("why", why.into())])),
        Ok(orphans) if orphans.files == 0 => text_ui(ui, tr("health-orphans-none")),
        Ok(orphans) => {
            let size = size_words(orphans.bytes);
            let count = [
                ("count", orphans.files.into()),
                ("files", words::number(orphans.files).into()),
                ("size", size.into()),
            ];
            let mut said = tr_args("health-orphans", &count);
            if orphans.put_aside > 0 {
                let aside = tr_args("health-orphans-aside", &[("count", orphans.put_aside.into())]);
                said = format!("{said} {aside}");
            }
            text_ui(ui, said);
            place_ui(ui, orphans.first.first(), actions);
        }
    }
    ui.add_space(2.0);
    if health.copies.is_empty() {
        text_ui(ui, tr("health-copies-none"));
    } else {
        let bytes = health.copies.iter().map(|copy| copy.bytes).sum();
        let words = [("count", health.copies.len().into()), ("size", size_words(bytes).into())];
        text_ui(ui, tr_args("health-copies", &words));
        place_ui(ui, health.copies.first().map(|copy| &copy.path), actions);
    }
}
