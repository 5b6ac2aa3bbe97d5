//! Later acts stand in the way of an undo: what they are, who did them, and what can be done.

use super::help::close_foot;
use super::{DialogAction, heading, safe_foot};
use crate::background::study::past::{PastNews, PastWish};
use crate::background::{Request, Store, StudyNews, StudyWish, Token};
use crate::catalogue::{HistoryQuery, OnClash};
use crate::i18n::{tr, tr_args};
use crate::model::{ActLine, Clash, ClashCause, EntryKind};
use crate::reports;
use crate::ui::action::Action;
use crate::ui::study::past::PastAction;
use crate::ui::study::past::words::{self, Names};
use crate::ui::study::{Screen, StudyAction};
use crate::ui::theme;
use eframe::egui::{self, Frame, Label, ScrollArea, Ui};
use serde_json::Value;

/// Acts of one entry that are looked through for the one in the way.
const ACTS_LOOKED_AT: usize = 60;
/// Clashes whose acts are looked for at most.
const CLASHES_LOOKED_AT: usize = 40;

/// What stands in the way of taking back an act.
#[derive(Debug)]
pub struct ClashDialog {
    seq: u64,
    clashes: Vec<Clash>,
    /// The later act of each clash, when it is known.
    later: Vec<Option<ActLine>>,
    asked: Vec<Option<Token>>,
    /// The act that is to be taken back, once it is read.
    act: Option<ActLine>,
    act_asked: Token,
    names: Names,
    came_of: CameOf,
}

/// What came of taking back the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CameOf {
    /// Nobody asked for it.
    Unasked,
    /// It is being done.
    Asked,
    /// There is no rest.
    Nothing,
}

impl ClashDialog {
    /// Asks which later acts the clashes come from. `before` is the question about the same act that was open.
    pub fn new(seq: u64, clashes: Vec<Clash>, before: Option<&Self>, store: &Store) -> Self {
        let is_again = before.is_some_and(|before| before.seq == seq && before.came_of == CameOf::Asked);
        let asked = clashes.iter().enumerate().map(|(at, clash)| {
            (at < CLASHES_LOOKED_AT).then(|| {
                let token = store.token();
                let query = HistoryQuery { entry: Some(clash.entry), most: ACTS_LOOKED_AT, ..HistoryQuery::default() };
                store.send(Request::Study(StudyWish::Past(PastWish::Walk(query, token))));
                token
            })
        });
        let asked = asked.collect();
        let came_of = if is_again { CameOf::Nothing } else { CameOf::Unasked };
        let act_asked = store.token();
        let query = HistoryQuery { before: seq.checked_add(1), most: 1, ..HistoryQuery::default() };
        store.send(Request::Study(StudyWish::Past(PastWish::Walk(query, act_asked))));
        let later = vec![None; clashes.len()];
        Self { seq, clashes, later, asked, act: None, act_asked, names: Names::default(), came_of }
    }

    /// Whether every part of the act stays when later values are kept; `false` while that is not known.
    fn is_nothing_left(&self) -> bool {
        self.came_of == CameOf::Nothing || self.act.as_ref().is_some_and(|act| is_all_held(act, &self.clashes))
    }

    /// The rest is being taken back.
    pub fn begin(&mut self) {
        self.came_of = CameOf::Asked;
    }

    /// Takes the acts of an entry.
    pub fn take(&mut self, news: &StudyNews) {
        let StudyNews::Past(PastNews::Walk(token, acts, labels)) = news else { return };
        if *token == self.act_asked {
            self.act = acts.iter().find(|act| act.seq == self.seq).cloned();
            self.names.add(labels);
            for act in acts {
                self.names.add_act(act);
            }
        }
        let Some(at) = self.asked.iter().position(|asked| *asked == Some(*token)) else { return };
        self.names.add(labels);
        for act in acts {
            self.names.add_act(act);
        }
        if let (Some(later), Some(clash)) = (self.later.get_mut(at), self.clashes.get(at)) {
            let is_it = |act: &&ActLine| {
                let mut changes = act.changes.iter().filter(|line| line.entry == clash.entry);
                act.seq > self.seq && changes.any(|line| clash.field.is_empty() || line.field == clash.field)
            };
            *later = acts.iter().find(is_it).cloned();
        }
    }
}

/// Height of what is told of one clash, with the later act.
const CLASH_PT: f32 = 132.0;
/// Highest list of clashes.
const HIGHEST_PT: f32 = 340.0;

pub(super) fn clash_ui(ui: &mut Ui, clash: &ClashDialog, actions: &mut Vec<Action>) {
    heading(ui, tr("clash-heading"));
    let seq = clash.seq;
    ui.label(tr_args("clash-what", &[("seq", seq.into()), ("count", clash.clashes.len().into())]));
    ui.add_space(theme::SMALL_GAP);
    // as high before the later acts are read as after, so that no button moves away from under the pointer
    let lines = u16::try_from(clash.clashes.len()).unwrap_or(u16::MAX);
    let height = (f32::from(lines) * CLASH_PT).min(HIGHEST_PT);
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false).show(ui, |ui| {
        for (at, one) in clash.clashes.iter().enumerate() {
            clash_line(ui, clash, one, clash.later.get(at).and_then(Option::as_ref), actions);
        }
    });
    if clash.is_nothing_left() {
        ui.add(Label::new(theme::strong(tr_args("clash-nothing-left", &[("seq", seq.into())]))).wrap());
        return close_foot(ui, actions);
    }
    let only_fields = clash.clashes.iter().all(|clash| clash.cause == ClashCause::ChangedLater);
    if !only_fields {
        ui.label(theme::small(ui, tr("clash-some-stay")));
    }
    if safe_foot(ui, &tr("clash-leave"), (&tr("clash-keep"), &tr("clash-keep-hint")), actions) {
        actions.push(Action::Dialog(DialogAction::Undo { seq, on_clash: OnClash::KeepLater }));
    }
}

/// Whether each line of an act has something in its way.
fn is_all_held(act: &ActLine, clashes: &[Clash]) -> bool {
    act.changes.iter().all(|line| {
        clashes.iter().any(|clash| {
            let is_of_field = clash.field.is_empty() || line.field.is_empty() || clash.field == line.field;
            clash.entry == line.entry && is_of_field
        })
    })
}

/// What is clashed about: a statement with what it says, else the kind and the name.
fn title(clash: &Clash, names: &Names) -> String {
    if clash.kind == EntryKind::Claim && names.property(clash.entry).is_some() {
        let said = names.entry(clash.entry);
        return if clash.label.is_empty() { said } else { format!("{} \u{b7} {said}", clash.label) };
    }
    let kind = reports::words("kind", clash.kind.term());
    if clash.label.is_empty() { kind } else { format!("{kind}: {}", clash.label) }
}

fn clash_line(ui: &mut Ui, dialog: &ClashDialog, clash: &Clash, later: Option<&ActLine>, actions: &mut Vec<Action>) {
    let names = &dialog.names;
    Frame::new()
        .fill(theme::palette(ui).shelf)
        .corner_radius(theme::CORNER)
        .inner_margin(egui::Margin::symmetric(12, 8))
        .outer_margin(egui::Margin::symmetric(0, 3))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(Label::new(theme::strong(title(clash, names))).wrap());
            ui.label(reports::words("clash", clash.cause.term()));
            if !clash.needed_by.is_empty() {
                let what = clash.needed_by.join(", ");
                ui.add(Label::new(theme::weak(ui, tr_args("clash-needed-by", &[("what", what.into())]))).wrap());
            }
            if !clash.field.is_empty() {
                let value = |value: &Option<Value>| {
                    let words = value.as_ref().map(|value| words::value_words(clash.kind, &clash.field, value, names));
                    words.filter(|words| !words.is_empty()).unwrap_or_else(|| tr("clash-empty"))
                };
                let words = [
                    ("field", field_words(clash, names).into()),
                    ("now", value(&clash.now).into()),
                    ("before", value(&clash.would_be).into()),
                ];
                ui.add(Label::new(theme::weak(ui, tr_args("clash-field", &words))).wrap());
                let mut lines = dialog.act.iter().flat_map(|act| &act.changes);
                if let Some(then) = lines.find(|line| line.entry == clash.entry && line.field == clash.field) {
                    let words = [("value", value(&then.after).into())];
                    ui.add(Label::new(theme::weak(ui, tr_args("clash-then", &words))).wrap());
                }
            }
            if let Some(act) = later {
                let (by, at) = (act.author.clone(), act.at.local_minute());
                let words = [("seq", act.seq.into()), ("by", by.into()), ("at", at.into())];
                let link = ui.link(theme::small(ui, tr_args("clash-by", &words)).color(theme::palette(ui).focus));
                if link.on_hover_text(tr("clash-by-hint")).clicked() {
                    actions.push(Action::Dialog(DialogAction::Close));
                    // first the act: what is read when the screen opens keeps the act that is shown
                    actions.push(Action::Study(StudyAction::Past(PastAction::Go(act.seq))));
                    actions.push(Action::Study(StudyAction::Open(Screen::Past)));
                }
            }
        });
}

/// The field in words; the wording of a claim goes by what it says.
fn field_words(clash: &Clash, names: &Names) -> String {
    let property = names.property(clash.entry).filter(|_| clash.kind == EntryKind::Claim);
    match (property, clash.field.as_str()) {
        (Some(property), "as_written") => reports::property_text(property),
        (Some(property), field) => {
            let (kind, field) = (reports::property_text(property), words::field_words(clash.kind, field));
            tr_args("page-history-field", &[("kind", kind.into()), ("field", field.into())])
        }
        (None, field) => words::field_words(clash.kind, field),
    }
}
