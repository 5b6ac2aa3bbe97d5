//! The table of members: name, number, role as the source words it, when, source. Fifty at a time.

use super::super::{Desk, claims, layout};
use super::derive::{MemberModel, MembersModel};
use super::find_ui;
use crate::background::study::tally::MEMBERS_AT_ONCE;
use crate::i18n::{tr, tr_args};
use crate::model::EntryKind;
use crate::reports;
use crate::ui::theme;
use eframe::egui;
use egui::{Layout, RichText, Ui, vec2};

/// Narrower than this a member takes two lines.
const COLUMNS_PT: f32 = 520.0;
/// The columns, each with its share of the width; what one that is empty leaves goes to the role.
const COLUMNS: [(Column, f32); 5] =
    [(Column::Name, 0.27), (Column::Number, 0.13), (Column::Role, 0.27), (Column::When, 0.15), (Column::Source, 0.18)];

/// A column of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Number,
    Role,
    When,
    Source,
}

impl Column {
    fn head(self) -> String {
        match self {
            Self::Name => tr("tally-column-name"),
            Self::Number => tr("tally-column-number"),
            Self::Role => tr("tally-column-role"),
            Self::When => tr("tally-column-when"),
            Self::Source => tr("tally-column-source"),
        }
    }

    fn is_empty(self, page: &MembersModel) -> bool {
        match self {
            Self::Number => page.members.iter().all(|member| member.number.is_empty()),
            Self::When => page.members.iter().all(|member| member.when.is_empty()),
            Self::Source => page.members.iter().all(|member| member.sources.is_empty()),
            Self::Name | Self::Role => false,
        }
    }
}

/// The columns that have something in them.
fn columns_of(page: &MembersModel) -> Vec<(Column, f32)> {
    let mut shown: Vec<(Column, f32)> = COLUMNS.into_iter().filter(|(column, _)| !column.is_empty(page)).collect();
    let left = 1.0 - shown.iter().map(|(_, share)| share).sum::<f32>();
    for (_, share) in shown.iter_mut().filter(|(column, _)| *column == Column::Role) {
        *share += left;
    }
    shown
}

/// Draws the members of a group, or who is named in an event.
pub(super) fn members_ui(ui: &mut Ui, kind: EntryKind, query: &str, desk: &mut Desk<'_>) {
    let Some(page) = desk.state.tally.members.clone() else { return };
    ui.add_space(theme::GAP);
    let heading = if kind == EntryKind::Event { tr("tally-people") } else { tr("tally-members") };
    let number = reports::grouped(u64::try_from(page.total).unwrap_or(u64::MAX));
    let words = tr_args(
        "tally-members-count",
        &[("heading", heading.into()), ("count", page.total.into()), ("number", number.into())],
    );
    ui.label(theme::section(words));
    if page.total == 0 {
        ui.label(theme::small(ui, tr("tally-members-none")));
        return;
    }
    layout::small_line(ui, |ui| {
        ui.label(theme::small(ui, tr("tally-not-of-each")));
        find_ui(ui, query, desk);
    });
    if let Some(turned) = &mut desk.state.tally.turned {
        turned.unread_ui(ui, "failed-tally");
    }
    let is_wide = ui.available_width() >= COLUMNS_PT;
    let columns = columns_of(&page);
    if is_wide {
        row_ui(ui, &columns, |ui, column| {
            ui.label(theme::small(ui, column.head()));
        });
    }
    for (at, member) in page.members.iter().enumerate() {
        ui.push_id(("member", page.from + at), |ui| {
            ui.separator();
            if is_wide { wide_ui(ui, &columns, member, desk) } else { narrow_ui(ui, member, desk) }
        });
    }
    turn_ui(ui, &page, desk);
}

/// A row of cells, each as high as its words.
fn row_ui(ui: &mut Ui, columns: &[(Column, f32)], mut contents: impl FnMut(&mut Ui, Column)) {
    let gaps = columns.len().saturating_sub(1) as f32;
    let width = ui.available_width() - ui.spacing().item_spacing.x * gaps;
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_top(|ui| {
            for (column, share) in columns {
                ui.allocate_ui_with_layout(vec2(width * share, 0.0), Layout::top_down(egui::Align::LEFT), |ui| {
                    ui.set_width(width * share);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    contents(ui, *column);
                });
            }
        });
    });
}

fn wide_ui(ui: &mut Ui, columns: &[(Column, f32)], member: &MemberModel, desk: &mut Desk<'_>) {
    row_ui(ui, columns, |ui, column| match column {
        Column::Name => name_ui(ui, member, desk),
        Column::Number => small(ui, &member.number),
        Column::Role => member.roles.iter().for_each(|role| small(ui, role)),
        Column::When => small(ui, &member.when),
        Column::Source => sources_ui(ui, member, desk),
    });
}

fn narrow_ui(ui: &mut Ui, member: &MemberModel, desk: &mut Desk<'_>) {
    layout::small_line(ui, |ui| {
        name_ui(ui, member, desk);
        small(ui, &member.number);
    });
    layout::small_line(ui, |ui| {
        member.roles.iter().for_each(|role| small(ui, role));
        small(ui, &member.when);
        sources_ui(ui, member, desk);
    });
}

fn small(ui: &mut Ui, words: &str) {
    if !words.is_empty() {
        ui.label(RichText::new(words).size(14.0));
    }
}

fn name_ui(ui: &mut Ui, member: &MemberModel, desk: &mut Desk<'_>) {
    claims::link_ui(ui, &member.link, desk);
    if !member.codes.is_empty() && member.codes != member.link.text {
        ui.label(theme::small(ui, &member.codes));
    }
    if member.is_specimen {
        ui.label(theme::small(ui, tr("tally-specimen")).italics());
    }
}

fn sources_ui(ui: &mut Ui, member: &MemberModel, desk: &mut Desk<'_>) {
    for source in &member.sources {
        claims::link_ui(ui, source, desk);
    }
}

/// The way to those before and after.
fn turn_ui(ui: &mut Ui, page: &MembersModel, desk: &mut Desk<'_>) {
    if page.from == 0 && page.next.is_none() {
        return;
    }
    ui.horizontal(|ui| {
        let number = |number: usize| reports::grouped(u64::try_from(number).unwrap_or(u64::MAX));
        let range = tr_args(
            "tally-members-range",
            &[
                ("from", number(page.from + 1).into()),
                ("to", number(page.from + page.members.len()).into()),
                ("total", number(page.total).into()),
            ],
        );
        ui.label(theme::small(ui, range));
        if ui.add_enabled(page.from > 0, egui::Button::new(tr("tally-members-before"))).clicked() {
            desk.state.tally.turn(page.from.saturating_sub(MEMBERS_AT_ONCE));
        }
        if ui.add_enabled(page.next.is_some(), egui::Button::new(tr("tally-members-after"))).clicked()
            && let Some(next) = page.next
        {
            desk.state.tally.turn(next);
        }
    });
}
