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
use crate::ui::study::past::words::{self, Names};
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
        Self { seq, later: vec![None; clashes.len()], clashes, asked, names: Names::default(), came_of }
    }

    /// The rest is being taken back.
    pub fn begin(&mut self) {
        self.came_of = CameOf::Asked;
    }

    /// Takes the acts of an entry.
    pub fn take(&mut self, news: &StudyNews) {
        let StudyNews::Past(PastNews::Walk(token, acts, labels)) = news else { return };
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

pub(super) fn clash_ui(ui: &mut Ui, clash: &ClashDialog, actions: &mut Vec<Action>) {
    heading(ui, tr("clash-heading"));
    let seq = clash.seq;
    ui.label(tr_args("clash-what", &[("seq", seq.into()), ("count", clash.clashes.len().into())]));
    ui.add_space(theme::SMALL_GAP);
    ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
        for (at, one) in clash.clashes.iter().enumerate() {
            clash_line(ui, one, clash.later.get(at).and_then(Option::as_ref), &clash.names);
        }
    });
    if clash.came_of == CameOf::Nothing {
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

fn clash_line(ui: &mut Ui, clash: &Clash, later: Option<&ActLine>, names: &Names) {
    Frame::new()
        .fill(theme::palette(ui).shelf)
        .corner_radius(theme::CORNER)
        .inner_margin(egui::Margin::symmetric(12, 8))
        .outer_margin(egui::Margin::symmetric(0, 3))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let kind = reports::words("kind", clash.kind.term());
            let name = if clash.label.is_empty() { kind } else { format!("{kind}: {}", clash.label) };
            ui.label(theme::strong(name));
            ui.label(reports::words("clash", clash.cause.term()));
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
            }
            if let Some(act) = later {
                let (by, at) = (act.author.clone(), act.at.local_minute());
                let words = [("seq", act.seq.into()), ("by", by.into()), ("at", at.into())];
                ui.add(Label::new(theme::small(ui, tr_args("clash-by", &words))).wrap());
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
