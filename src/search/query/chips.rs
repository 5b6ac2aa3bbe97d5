//! A query text as chips: its conditions one by one, each with the text without it; and putting conditions in and out.

use super::fields::Named;
use super::hints::HintKind;
use super::read::{Item, ItemKind, Reading, reading};
use super::tree::{Node, Query, Spelling};
use crate::model::Day;
use std::ops::Range;

/// One condition of a query text, or one bracket with all that is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// The field by its name; empty for bare words.
    pub field: &'static str,
    /// Whether it must not hold.
    pub is_negated: bool,
    /// What is behind the colon, or the words, as written.
    pub value: String,
    /// Whether an `OR` stands between it and the chip before it.
    pub is_alternative: bool,
    /// Whether it was understood; what was not is left out of the query.
    pub is_understood: bool,
    /// The text without it.
    pub removed: String,
}

/// The chips of a query text, in its order.
pub fn chips(text: &str) -> Vec<Chip> {
    let Reading { read, items, .. } = reading(text, Day(0));
    let mut is_alternative = false;
    let mut chips = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let ItemKind::Condition { node, is_negated, named, value } = &item.kind else {
            is_alternative |= item.kind == ItemKind::Or && !chips.is_empty();
            continue;
        };
        let field = match named {
            Some(Named::Field(field)) => field.name(),
            Some(Named::Spelling) => "spelling",
            None => "",
        };
        let hinted = read.hints.iter().any(|hint| {
            let is_inside = item.range.start <= hint.range.start && hint.range.end <= item.range.end;
            is_inside && matches!(hint.kind, HintKind::UnknownValue | HintKind::NoValue)
        });
        chips.push(Chip {
            range: item.range.clone(),
            field,
            is_negated: *is_negated,
            value: text.get(value.clone()).unwrap_or_default().to_owned(),
            is_alternative: std::mem::take(&mut is_alternative),
            is_understood: node.is_some() || *named == Some(Named::Spelling) && !hinted,
            removed: without(text, &items, at),
        });
    }
    chips
}

/// The text without the item at `at`, and without the `OR` and `AND` that would be left hanging.
fn without(text: &str, items: &[Item], at: usize) -> String {
    let mut gone: Vec<Range<usize>> = items.get(at).map(|item| item.range.clone()).into_iter().collect();
    let is_joint = |item: &&Item| !matches!(item.kind, ItemKind::Condition { .. });
    let before: Vec<&Item> = items.get(..at).unwrap_or_default().iter().rev().take_while(is_joint).collect();
    let after: Vec<&Item> = items.get(at + 1..).unwrap_or_default().iter().take_while(is_joint).collect();
    let is_first = before.len() == at;
    let is_last = after.len() + at + 1 == items.len();
    let has_or = |joints: &[&Item]| joints.iter().any(|item| item.kind == ItemKind::Or);
    // a OR b OR c: the one before it goes, but for the first; between two words that stay no OR may go
    if is_first || is_last {
        gone.extend(before.iter().chain(&after).map(|item| item.range.clone()));
    } else if has_or(&before) && has_or(&after) {
        gone.extend(before.iter().map(|item| item.range.clone()));
    } else {
        gone.extend(
            before.iter().chain(&after).filter(|item| item.kind != ItemKind::Or).map(|item| item.range.clone()),
        );
    }
    gone.sort_by_key(|range| range.start);
    let mut left: Vec<&str> = Vec::new();
    let mut start = 0;
    for range in gone {
        left.push(text.get(start..range.start).unwrap_or_default().trim());
        start = range.end;
    }
    left.push(text.get(start..).unwrap_or_default().trim());
    left.retain(|part| !part.is_empty());
    left.join(" ")
}

/// The text with `condition`, or without it when it is there: what a click on a facet makes of the text.
///
/// `spelling:wide` takes the place of another ring.
pub fn with_condition(text: &str, condition: &str) -> String {
    let Reading { read: asked, items: asked_items, .. } = reading(condition, Day(0));
    if let [Item { kind: ItemKind::Condition { named: Some(Named::Spelling), .. }, .. }] = asked_items.as_slice() {
        return with_spelling(text, asked.query.spelling);
    }
    let Some(wanted) = asked.query.root else { return text.to_owned() };
    let Reading { read, items, .. } = reading(text, Day(0));
    let same = |node: &Node| node.to_string().to_lowercase() == wanted.to_string().to_lowercase();
    // an OR that parts nothing is none
    let is_any = matches!(read.query.root, Some(Node::Any(_)));
    let has_or = is_any && items.iter().any(|item| item.kind == ItemKind::Or);
    let there = items.iter().position(|item| match &item.kind {
        ItemKind::Condition { node: Some(node), .. } => same(node),
        _ => false,
    });
    if let Some(at) = there.filter(|_| !has_or || items.len() == 1) {
        return without(text, &items, at);
    }
    // a text with an open bracket or quote would swallow what is put behind it
    let is_open = read.hints.iter().any(|hint| {
        matches!(hint.kind, HintKind::OpenBracket | HintKind::OpenQuote | HintKind::Dangling | HintKind::TooDeep)
    });
    let text = if is_open { read.query.to_string() } else { text.trim().to_owned() };
    let added = match wanted {
        Node::Any(_) => format!("({condition})"),
        _ => condition.trim().to_owned(),
    };
    match (text.is_empty(), has_or) {
        (true, _) => added,
        (false, false) => format!("{text} {added}"),
        (false, true) => bracketed(&text, &added),
    }
}

/// Alternatives in brackets, so that what is put behind them narrows all of them.
fn bracketed(text: &str, added: &str) -> String {
    let Query { root, spelling } = reading(text, Day(0)).read.query;
    let alone = Query { root, spelling: Spelling::default() };
    let ring = Query { root: None, spelling }.to_string();
    format!("({alone}) {added} {ring}").trim_end().to_owned()
}

/// The text with another ring.
pub fn with_spelling(text: &str, spelling: Spelling) -> String {
    let mut text = text.trim().to_owned();
    while let Some(chip) = chips(&text).into_iter().find(|chip| chip.field == "spelling") {
        text = chip.removed;
    }
    let ring = Query { root: None, spelling }.to_string();
    let parts = [text, ring];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
