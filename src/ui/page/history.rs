//! The history of a page: newest first, who did what when, each field with what it was and what it is now.

use super::words::{self, Labels};
use super::{Desk, PageAction, editor};
use crate::i18n::{tr, tr_args};
use crate::model::{ActLine, ChangeLine, Dossier, EntryId, EntryKind, Op};
use crate::reports;
use crate::ui::theme;
use eframe::egui;
use egui::{CollapsingHeader, Ui};
use serde_json::Value;
use std::collections::BTreeMap;

/// Lines of one act shown before the rest is folded away.
const LINES_SHOWN: usize = 12;

/// The acts read so far.
#[derive(Debug, Default)]
pub(super) struct HistoryState {
    acts: Vec<ActLine>,
    shown: Vec<ActModel>,
    /// Whether the oldest act is among them.
    complete: bool,
    labels: Labels,
    /// The property of each claim of the page.
    properties: BTreeMap<EntryId, String>,
}

/// One act in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ActModel {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: String,
    /// Who.
    pub author: String,
    /// What.
    pub act: String,
    /// Why.
    pub reason: String,
    /// Whether it is taken back now.
    pub is_undone: bool,
    /// What it changed, line by line.
    pub lines: Vec<String>,
}

impl HistoryState {
    /// Takes a page of acts; `before` is `None` for the newest.
    pub(super) fn take(&mut self, before: Option<u64>, acts: &[ActLine], dossier: Option<&Dossier>) {
        match before {
            None => {
                // what was read further back stays, so that the page does not jump
                let oldest = acts.last().map_or(u64::MAX, |act| act.seq);
                let mut older: Vec<ActLine> = std::mem::take(&mut self.acts);
                older.retain(|act| act.seq < oldest);
                self.complete = (self.complete && !older.is_empty()) || (older.is_empty() && holds_first(acts));
                self.acts = acts.to_vec();
                self.acts.append(&mut older);
            }
            Some(before) if self.oldest() == Some(before) => {
                self.complete = acts.is_empty();
                self.acts.extend_from_slice(acts);
            }
            Some(_) => {}
        }
        match dossier {
            Some(dossier) => self.name(dossier),
            None => self.derive(),
        }
    }

    /// Takes the names of a page.
    pub(super) fn name(&mut self, dossier: &Dossier) {
        self.labels.clone_from(&dossier.labels);
        self.labels.insert(dossier.entry.id(), dossier.label.clone());
        self.properties = dossier.claims.iter().map(|claim| (claim.id, claim.property.clone())).collect();
        self.derive();
    }

    /// The number of the oldest act read.
    pub(super) fn oldest(&self) -> Option<u64> {
        self.acts.last().map(|act| act.seq)
    }

    fn derive(&mut self) {
        self.shown = self.acts.iter().map(|act| act_model(act, &self.labels, &self.properties)).collect();
    }
}

/// Whether the page's making is among these acts, so that nothing older can be.
fn holds_first(acts: &[ActLine]) -> bool {
    acts.iter().flat_map(|act| &act.changes).any(|line| line.op == Op::Create && line.entry == line.owner)
}

fn act_model(act: &ActLine, labels: &Labels, properties: &BTreeMap<EntryId, String>) -> ActModel {
    let mut lines: Vec<String> = Vec::new();
    for change in &act.changes {
        if let Some(line) = line(change, labels, properties) {
            lines.push(line);
        }
    }
    ActModel {
        seq: act.seq,
        at: act.at.local_minute(),
        author: act.author.clone(),
        act: tr(&format!("act-{}", act.act.term())),
        reason: act.reason.clone(),
        is_undone: act.undone_by.is_some(),
        lines,
    }
}

/// One changed field in words; none for what only follows from another field.
fn line(change: &ChangeLine, labels: &Labels, properties: &BTreeMap<EntryId, String>) -> Option<String> {
    const FOLLOWS: &[&str] = &["keyed_at", "keyed_by", "ord", "id", "subject", "pass", "field"];
    if change.op == Op::Edit && FOLLOWS.contains(&change.field.as_str()) {
        return None;
    }
    let what = what(change, properties);
    let was = change.before.as_ref().map_or_else(String::new, |value| side(change, value, labels));
    let now = change.after.as_ref().map_or_else(String::new, |value| side(change, value, labels));
    let key = match (change.op, was.is_empty(), now.is_empty()) {
        (Op::Create, _, true) => "page-history-made",
        (Op::Create, _, false) => "page-history-made-as",
        (Op::Restore, _, true) => "page-history-restored",
        (Op::Restore, _, false) => "page-history-restored-as",
        (Op::Remove, true, _) => "page-history-removed",
        (Op::Remove, false, _) => "page-history-removed-was",
        (Op::Edit, true, true) => return None,
        (Op::Edit, true, false) => "page-history-now",
        (Op::Edit, false, true) => "page-history-was",
        (Op::Edit, false, false) => "page-history-was-now",
    };
    Some(tr_args(key, &[("what", what.into()), ("was", was.into()), ("now", now.into())]))
}

/// What a line is about: the kind of the entry, the property of a claim, the field.
fn what(change: &ChangeLine, properties: &BTreeMap<EntryId, String>) -> String {
    let inside = |value: &Option<Value>| {
        value.as_ref().map(inner).and_then(|inner| inner.get("property")).and_then(Value::as_str).map(str::to_owned)
    };
    let property = (change.kind == EntryKind::Claim)
        .then(|| {
            properties.get(&change.entry).cloned().or_else(|| inside(&change.after)).or_else(|| inside(&change.before))
        })
        .flatten();
    let kind = match property {
        Some(property) => reports::property_text(&property),
        None => tr(&format!("kind-{}", change.kind.term())),
    };
    let itself = change.entry == change.owner;
    match (change.op, change.field.as_str()) {
        (Op::Edit, "as_written") => kind,
        (Op::Edit, field) if itself => words::history_field(field),
        (Op::Edit, field) => {
            tr_args("page-history-field", &[("kind", kind.into()), ("field", words::history_field(field).into())])
        }
        _ => kind,
    }
}

/// The fields of an entry in the journal, whether its kind stands around them or not.
fn inner(value: &Value) -> &Value {
    value.get("entry").unwrap_or(value)
}

/// One side of a change: a field's value, or the few words a whole entry is known by.
fn side(change: &ChangeLine, value: &Value, labels: &Labels) -> String {
    if change.op == Op::Edit {
        return words::history_value(&change.field, value, labels);
    }
    let fields = inner(value);
    ["as_written", "label", "title", "text", "caption", "original_name", "reference_code"]
        .iter()
        .filter_map(|name| fields.get(*name).and_then(Value::as_str))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// Draws the history, folded away until it is asked for.
pub(super) fn history_ui(ui: &mut Ui, of: EntryId, desk: &mut Desk<'_>) {
    ui.add_space(theme::GAP);
    let heading = theme::section(tr("page-history"));
    CollapsingHeader::new(heading).id_salt(("history", of)).show_unindented(ui, |ui| {
        let shown = std::mem::take(&mut desk.state.history.shown);
        if shown.is_empty() {
            ui.label(theme::small(ui, tr("page-history-none")));
        }
        for act in &shown {
            ui.push_id(act.seq, |ui| act_ui(ui, act, desk));
        }
        let is_empty = shown.is_empty();
        desk.state.history.shown = shown;
        if !desk.state.history.complete && !is_empty && ui.button(tr("page-history-more")).clicked() {
            desk.want(PageAction::MoreHistory);
        }
    });
}

fn act_ui(ui: &mut Ui, act: &ActModel, desk: &mut Desk<'_>) {
    ui.add_space(theme::SMALL_GAP);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(&act.act));
        ui.label(theme::small(
            ui,
            tr_args("page-signed", &[("by", act.author.clone().into()), ("at", act.at.clone().into())]),
        ));
        if act.is_undone {
            ui.label(theme::small(ui, tr("page-history-undone")));
        } else if desk.can_write() {
            let back = ui.link(tr("page-take-back"));
            let name = tr_args(
                "page-take-back-of",
                &[("act", act.act.clone().into()), ("at", act.at.clone().into()), ("seq", act.seq.to_string().into())],
            );
            editor::name(&back, egui::Role::Link, &name);
            if back.on_hover_text(tr("page-take-back-explained")).clicked() {
                desk.want(PageAction::TakeBack(act.seq));
            }
        }
    });
    if !act.reason.is_empty() {
        ui.label(theme::small(ui, &act.reason));
    }
    for line in act.lines.iter().take(LINES_SHOWN) {
        ui.label(theme::small(ui, line));
    }
    if act.lines.len() > LINES_SHOWN {
        let rest = act.lines.len() - LINES_SHOWN;
        CollapsingHeader::new(theme::small(ui, tr_args("page-history-rest", &[("count", rest.into())])))
            .id_salt("rest")
            .show_unindented(ui, |ui| {
                for line in act.lines.iter().skip(LINES_SHOWN) {
                    ui.label(theme::small(ui, line));
                }
            });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Act, Timestamp};
    use serde_json::json;

    fn a_line(kind: EntryKind, op: Op, field: &str, before: Option<Value>, after: Option<Value>) -> ChangeLine {
        let owner = EntryId::fresh();
        let entry = if kind == EntryKind::FileCard { owner } else { EntryId::fresh() };
        ChangeLine { entry, kind, owner, op, field: field.to_owned(), before, after }
    }

    fn in_words(change: &ChangeLine) -> Option<String> {
        let properties = BTreeMap::from([(change.entry, "surname".to_owned())]);
        line(change, &Labels::new(), &properties)
    }

    #[test]
    fn a_line_says_what_was_and_what_is_now() {
        let claim = a_line(EntryKind::Claim, Op::Edit, "as_written", Some(json!("Musterov")), Some(json!("Musterow")));
        let words = in_words(&claim).unwrap();
        for part in [reports::property_text("surname").as_str(), "Musterov", "Musterow"] {
            assert!(words.contains(part), "{words}");
        }
        let code = a_line(EntryKind::FileCard, Op::Edit, "reference_code", None, Some(json!("rkg/0001")));
        assert!(in_words(&code).unwrap().contains("rkg/0001"));
        let clock = a_line(EntryKind::Claim, Op::Edit, "keyed_at", Some(json!("a")), Some(json!("b")));
        assert_eq!(in_words(&clock), None);
        let removed = a_line(EntryKind::Claim, Op::Remove, "", Some(json!({"as_written": "12"})), None);
        assert!(in_words(&removed).unwrap().contains("12"));
    }

    #[test]
    fn older_acts_stay_when_the_newest_are_read_again() {
        let act = |seq| ActLine {
            seq,
            id: EntryId::fresh(),
            act: Act::Edit,
            about: String::new(),
            author: "A".into(),
            reason: String::new(),
            at: Timestamp(0),
            undoes: None,
            undone_by: None,
            changes: Vec::new(),
        };
        let mut history = HistoryState::default();
        history.take(None, &[act(9), act(8)], None);
        history.take(Some(8), &[act(3)], None);
        history.take(None, &[act(10), act(9)], None);
        let seqs: Vec<u64> = history.shown.iter().map(|act| act.seq).collect();
        assert_eq!(seqs, [10, 9, 8, 3]);
        history.take(Some(3), &[], None);
        assert!(history.complete);
    }
}
