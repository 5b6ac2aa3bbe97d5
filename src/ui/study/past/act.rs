//! The chosen act in full: who, when, why, what it took back, and every change from before to after in words.

use super::moment::Once;
use super::words::{self, Line, Names};
use super::{PastAction, Scope, StudyAction, has_page, signed, want};
use crate::i18n::{tr, tr_args};
use crate::model::{Act, ActLine, ChangeLine, Dossier, EntryId, EntryKind, Op};
use crate::reports;
use crate::ui::action::Action;
use crate::ui::study::StudyView;
use crate::ui::{bars, theme};
use eframe::egui::{self, Label, Link, Response, RichText, ScrollArea, Ui};
use std::collections::BTreeSet;

/// Lines drawn of one act.
const LINES_SHOWN: usize = 400;
/// Longest line of running text in points.
const TEXT_PT: f32 = 760.0;

/// The act that is shown in full.
#[derive(Debug)]
pub(super) struct Detail {
    /// It.
    pub(super) act: ActLine,
    /// Whether it does not stand in the list beside it.
    pub(super) is_aside: bool,
    names: Names,
    words: String,
    groups: Vec<Group>,
    /// Pages that were read as they were.
    asked_then: BTreeSet<EntryId>,
}

/// What an act did to one page.
#[derive(Debug)]
struct Group {
    page: EntryId,
    kind: EntryKind,
    called: String,
    lines: Vec<Line>,
}

impl Detail {
    /// Puts an act into words.
    pub(super) fn of(act: &ActLine, names: Names, is_aside: bool) -> Self {
        let words = bars::act_words(act);
        let mut detail =
            Self { act: act.clone(), is_aside, names, words, groups: Vec::new(), asked_then: BTreeSet::new() };
        detail.derive();
        detail
    }

    /// Learns what a page and its values were called when the act had been done. What the act made is told as it was
    /// then: the journal itself holds no copy of it, and later acts may have edited it.
    pub(super) fn name(&mut self, page: &Dossier) {
        self.names.add_page_then(page);
        let made: Vec<&mut ChangeLine> = self.act.changes.iter_mut().filter(|line| line.op == Op::Create).collect();
        if !made.is_empty() {
            let then = super::was::entries(page);
            for line in made {
                if let Some(entry) = then.iter().find(|entry| entry.id() == line.entry) {
                    line.after = serde_json::to_value(entry).ok();
                }
            }
        }
        self.asked_then.insert(page.entry.id());
        self.names.add_act(&self.act);
        self.derive();
    }

    /// Whether something the act made is told as it is today, because too many pages would have to be read.
    fn tells_today(&self) -> bool {
        let mut made = self.groups.iter().filter(|group| group.lines.iter().any(|line| line.op == Op::Create));
        self.groups.len() > super::PAGES_NAMED && made.any(|group| !self.asked_then.contains(&group.page))
    }

    fn derive(&mut self) {
        let mut groups: Vec<Group> = Vec::new();
        for line in words::lines(&self.act, &self.names) {
            if let Some(group) = groups.iter_mut().find(|group| group.page == line.owner) {
                group.lines.push(line);
                continue;
            }
            let label = self.names.label(line.owner);
            let itself = (line.entry == line.owner).then_some(line.kind);
            let kind = label.map(|label| label.kind).or(itself).unwrap_or(EntryKind::Claim);
            let called = label.map_or_else(|| tr("past-value-gone"), super::was::line_of);
            groups.push(Group { page: line.owner, kind, called, lines: vec![line] });
        }
        self.groups = groups;
    }

    /// The page a person means who wants to see what the act was about.
    pub(super) fn page(&self) -> Option<EntryId> {
        self.groups.iter().find(|group| has_page(group.kind)).map(|group| group.page)
    }

    /// Pages that have values, or a name, nothing is known of, or on which something was made.
    pub(super) fn unnamed(&self) -> Vec<EntryId> {
        let is_unnamed = |group: &&Group| {
            let is_made = group.lines.iter().any(|line| line.op == Op::Create);
            let is_unknown = |line: &Line| {
                line.kind == EntryKind::Claim && line.op == Op::Edit && self.names.property(line.entry).is_none()
            };
            is_made || self.names.label(group.page).is_none() || group.lines.iter().any(is_unknown)
        };
        self.groups.iter().filter(is_unnamed).map(|group| group.page).collect()
    }
}

/// Draws the act.
pub(super) fn act_ui(ui: &mut Ui, view: &StudyView<'_>, detail: &Detail, actions: &mut Vec<Action>) {
    ScrollArea::vertical().id_salt(("act", detail.act.seq)).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width().min(TEXT_PT));
        head_ui(ui, detail, actions);
        buttons_ui(ui, view, detail, actions);
        let mut room = LINES_SHOWN;
        for group in &detail.groups {
            if room == 0 {
                break;
            }
            group_ui(ui, detail, group, room, actions);
            room = room.saturating_sub(group.lines.len());
        }
        let all: usize = detail.groups.iter().map(|group| group.lines.len()).sum();
        if all > LINES_SHOWN {
            let more = all - LINES_SHOWN;
            ui.add_space(theme::SMALL_GAP);
            ui.label(theme::weak(ui, tr_args("past-more-lines", &[("count", more.into())])));
        }
        if detail.tells_today() {
            ui.add_space(theme::SMALL_GAP);
            ui.add(Label::new(theme::weak(ui, tr("past-made-today"))).wrap());
        }
        if detail.groups.is_empty() {
            ui.add_space(theme::GAP);
            ui.label(theme::weak(ui, tr("past-no-lines")));
        }
        ui.add_space(theme::GAP);
    });
}

fn head_ui(ui: &mut Ui, detail: &Detail, actions: &mut Vec<Action>) {
    let act = &detail.act;
    ui.add(Label::new(theme::section(&detail.words)).wrap());
    ui.label(theme::weak(ui, tr_args("past-act", &[("seq", act.seq.into()), ("signed", signed(act).into())])));
    if !act.reason.trim().is_empty() {
        let reason = tr_args("past-because", &[("reason", act.reason.clone().into())]);
        ui.add(Label::new(reason).wrap().selectable(true));
    }
    let mut tie = |ui: &mut Ui, words: String, seq: u64| {
        if ui.add(Link::new(words)).clicked() {
            want(actions, PastAction::Go(seq));
        }
    };
    if let Some(undone) = act.undoes {
        tie(ui, tr_args("past-takes-back", &[("seq", undone.into())]), undone);
    }
    if let Some(by) = act.undone_by {
        tie(ui, tr_args("past-taken-back-by", &[("seq", by.into())]), by);
    }
}

fn buttons_ui(ui: &mut Ui, view: &StudyView<'_>, detail: &Detail, actions: &mut Vec<Action>) {
    let act = &detail.act;
    ui.add_space(theme::SMALL_GAP);
    ui.horizontal_wrapped(|ui| {
        let can_go = view.can_write && act.undone_by.is_none() && act.act != Act::Undo;
        if can_go && ui.button(tr("past-take-back")).on_hover_text(tr("past-take-back-hint")).clicked() {
            want(actions, PastAction::TakeBack(act.seq));
        }
        if let Some(page) = detail.page()
            && ui.button(tr("past-open-page")).on_hover_text(tr("past-open-page-hint")).clicked()
        {
            actions.push(Action::Study(StudyAction::Show(page)));
        }
        if ui.button(tr("past-everything-then")).on_hover_text(tr("past-everything-then-hint")).clicked() {
            want(actions, PastAction::Once(Once::After { seq: act.seq, of: None }));
        }
    });
}

fn group_ui(ui: &mut Ui, detail: &Detail, group: &Group, room: usize, actions: &mut Vec<Action>) {
    let seq = detail.act.seq;
    ui.add_space(theme::GAP);
    ui.push_id(group.page, |ui| {
        (ui.spacing_mut().item_spacing.y, ui.spacing_mut().interact_size.y) = (2.0, 20.0);
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::small(ui, reports::words("kind", group.kind.term())));
            if has_page(group.kind) {
                let heading = RichText::new(&group.called).family(theme::strong_family());
                if ui.add(Link::new(heading)).on_hover_text(tr("past-open-page-hint")).clicked() {
                    actions.push(Action::Study(StudyAction::Show(group.page)));
                }
            } else {
                ui.label(theme::strong(&group.called));
            }
        });
        if has_page(group.kind) {
            ui.horizontal_wrapped(|ui| {
                let of = Some(group.page);
                for (key, once) in
                    [("past-was-before", Once::Before { seq, of }), ("past-was-after", Once::After { seq, of })]
                {
                    let link = ui.add(Link::new(RichText::new(tr(key)).size(13.0)));
                    named(&link, &tr(key), &group.called);
                    if link.clicked() {
                        want(actions, PastAction::Once(once));
                    }
                }
            });
        }
        ui.add_space(2.0);
        for (at, line) in group.lines.iter().take(room).enumerate() {
            ui.push_id(at, |ui| line_ui(ui, group, line, actions));
        }
    });
}

fn line_ui(ui: &mut Ui, group: &Group, line: &Line, actions: &mut Vec<Action>) {
    egui::Frame::new().inner_margin(egui::Margin { left: 10, top: 3, bottom: 3, right: 0 }).show(ui, |ui| {
        (ui.spacing_mut().item_spacing.y, ui.spacing_mut().interact_size.y) = (1.0, 18.0);
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::small(ui, &line.what));
            if line.kind == EntryKind::Claim && has_page(group.kind) {
                let walked = ui.add(Link::new(RichText::new(tr("past-value-history")).size(13.0)));
                named(&walked, &tr("past-value-history"), &line.what);
                if walked.clicked() {
                    let property = line.what.clone();
                    let words = [("what", property.into()), ("entry", group.called.clone().into())];
                    let scope = Scope::value(group.page, line.entry, tr_args("past-was-of", &words));
                    want(actions, PastAction::Narrow(Box::new(scope)));
                }
            }
        });
        ui.add(Label::new(line.course()).wrap().selectable(true));
    });
}

/// Says of which thing a link speaks that stands beside several.
fn named(link: &Response, words: &str, of: &str) {
    let name = format!("{words}: {of}");
    link.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &name));
}
