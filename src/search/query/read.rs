//! From any text to a query, with a hint for whatever could not be understood.
//!
//! `AND` binds tighter than `OR`: `a b OR c` is (a and b) or c.
//!
//! Invariant: reading never fails, and reading what was printed gives the same query.

use super::fields::Named;
use super::hints::{Hint, HintKind};
use super::tokens::{Piece, Quotes, Token, TokenKind, tokens};
use super::tree::{Field, Node, Query, Spelling, Wanted};
use super::values::{Meant, meant};
use crate::model::Day;
use std::ops::Range;

/// Brackets lie at most so deep in one another.
const DEEPEST: usize = 32;
/// A query has at most so many conditions.
const MOST_TERMS: usize = 64;

/// What was read in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The query.
    pub query: Query,
    /// What could not be understood, in the order of the text.
    pub hints: Vec<Hint>,
}

/// Something that stands in a query text outside of all brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) kind: ItemKind,
    /// Where it stands, with its hyphen.
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    /// A condition or a group; without a node when it was not understood.
    Condition { node: Option<Node>, is_negated: bool, named: Option<Named>, value: Range<usize> },
    /// `OR` or `|`
    Or,
    /// `AND`, or a hyphen alone.
    Noise,
}

/// All that can be told of a text.
pub(super) struct Reading {
    pub(super) read: Read,
    pub(super) items: Vec<Item>,
    /// The card templates that are asked for, with their places.
    templates: Vec<(String, Range<usize>)>,
}

impl Query {
    /// Reads any text whatsoever; `changed:today` is said of this computer's day.
    pub fn read(text: &str) -> Read {
        let date = jiff::Zoned::now().date();
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        let today = Day::from_ymd(i32::from(date.year()), u32::from(month), u32::from(day));
        Self::read_at(text, today.unwrap_or(Day(0)))
    }

    /// Reads any text whatsoever, on this day.
    pub fn read_at(text: &str, today: Day) -> Read {
        reading(text, today).read
    }

    /// Whether nothing is asked, which finds everything.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }
}

/// A hint for each card template the text asks for that is not known, by id or by words of its title: only the catalogue
/// knows which there are.
pub fn unknown_templates(text: &str, is_known: impl Fn(&str) -> bool) -> Vec<Hint> {
    let asked = reading(text, Day(0)).templates.into_iter();
    let unknown = asked.filter(|(asked, _)| !is_known(asked));
    unknown
        .map(|(asked, range)| Hint {
            kind: HintKind::UnknownTemplate,
            range,
            text: asked,
            field: Field::Template.name(),
            instead: "",
        })
        .collect()
}

/// Reads a text with the places of what stands in it.
pub(super) fn reading(text: &str, today: Day) -> Reading {
    let mut reader = Reader {
        text,
        today,
        frames: vec![Frame::default()],
        skipped: 0,
        terms: 0,
        spelling: None,
        hints: Vec::new(),
        items: Vec::new(),
        templates: Vec::new(),
    };
    let tokens = tokens(text);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1 + reader.token(token, tokens.get(at + 1..).unwrap_or_default());
    }
    let root = reader.finish();
    let Reader { spelling, mut hints, items, templates, .. } = reader;
    if root.is_none() && spelling.is_none() && hints.is_empty() && !text.trim().is_empty() {
        hints.push(hint(HintKind::Nothing, 0..text.len(), text));
    }
    hints.sort_by_key(|hint| hint.range.start);
    let query = Query { root, spelling: spelling.unwrap_or_default() };
    Reading { read: Read { query, hints }, items, templates }
}

fn hint(kind: HintKind, range: Range<usize>, text: &str) -> Hint {
    let found = text.get(range.clone()).unwrap_or_default().to_owned();
    Hint { kind, range, text: found, field: "", instead: "" }
}

/// What stands between two brackets, as far as it was read.
#[derive(Default)]
struct Frame {
    /// The field before the opening bracket, or that of the brackets around.
    named: Option<Named>,
    /// Where the opening bracket and its field stand.
    opened: Range<usize>,
    /// Whether a hyphen was before the bracket, and where it stands.
    negation: Option<Range<usize>>,
    /// The alternatives that are complete.
    alternatives: Vec<Node>,
    /// The conditions of the alternative that is being read.
    conditions: Vec<Node>,
    /// The hyphens that wait for a condition, and whether there is an odd number of them.
    negating: Option<(bool, Range<usize>)>,
    /// An `AND` that waits for a condition.
    and: Option<Range<usize>>,
    /// An `OR` that waits for a condition.
    or: Option<Range<usize>>,
    /// Whether anything of the alternative was there, understood or not.
    is_begun: bool,
}

struct Reader<'a> {
    text: &'a str,
    today: Day,
    frames: Vec<Frame>,
    /// Brackets left out because they lie too deep.
    skipped: usize,
    terms: usize,
    spelling: Option<Spelling>,
    hints: Vec<Hint>,
    items: Vec<Item>,
    templates: Vec<(String, Range<usize>)>,
}

impl Reader<'_> {
    fn hint(&mut self, kind: HintKind, range: Range<usize>) {
        self.hints.push(hint(kind, range, self.text));
    }

    fn hint_once(&mut self, kind: HintKind, range: Range<usize>) {
        if self.hints.iter().all(|known| known.kind != kind) {
            self.hint(kind, range);
        }
    }

    fn is_outside(&self) -> bool {
        self.frames.len() == 1
    }

    fn frame(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut()
    }

    /// Takes a token; says how many of those after it were taken too.
    fn token(&mut self, token: &Token, after: &[Token]) -> usize {
        match &token.kind {
            TokenKind::Open(named) => self.open(named.clone(), token.range.clone()),
            TokenKind::Close => self.close(&token.range),
            TokenKind::Or => self.or(token.range.clone()),
            TokenKind::And => {
                self.note(ItemKind::Noise, token.range.clone());
                let is_first = self.frame().is_some_and(|frame| !frame.is_begun || frame.and.is_some());
                if is_first {
                    self.hint(HintKind::Dangling, token.range.clone());
                } else if let Some(frame) = self.frame() {
                    frame.and = Some(token.range.clone());
                }
            }
            TokenKind::Not => {
                let range = token.range.clone();
                if let Some(frame) = self.frame() {
                    let (odd, start) = frame.negating.take().map_or((false, range.start), |(odd, at)| (odd, at.start));
                    frame.negating = Some((!odd, start..range.end));
                }
            }
            TokenKind::Dash => {
                self.note(ItemKind::Noise, token.range.clone());
                self.hint(HintKind::Dangling, token.range.clone());
            }
            TokenKind::Piece(piece) => return self.piece(piece, &token.range, after),
        }
        0
    }

    fn note(&mut self, kind: ItemKind, range: Range<usize>) {
        if self.is_outside() {
            self.items.push(Item { kind, range });
        }
    }

    fn open(&mut self, named: Option<Named>, range: Range<usize>) {
        if self.frames.len() > DEEPEST {
            self.skipped += 1;
            self.hint_once(HintKind::TooDeep, range);
            return;
        }
        let Some(frame) = self.frame() else { return };
        let negation = frame.negating.take();
        frame.and = None;
        let named = named.or_else(|| frame.named.clone());
        let (is_negated, start) = negation.map_or((false, range.start), |(odd, at)| (odd, at.start));
        let negation = is_negated.then_some(start..range.start);
        self.frames.push(Frame { named, opened: start..range.end, negation, ..Frame::default() });
    }

    fn close(&mut self, range: &Range<usize>) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.is_outside() {
            self.hint(HintKind::StrayBracket, range.clone());
            return;
        }
        self.end_frame(range.end);
    }

    /// Ends the innermost bracket.
    fn end_frame(&mut self, end: usize) {
        self.end_alternative(end);
        let Some(mut frame) = self.frames.pop() else { return };
        let node = joined(std::mem::take(&mut frame.alternatives), Node::Any);
        let (is_negated, named) = (frame.negation.is_some(), frame.named.clone());
        let node = if is_negated { node.map(negated) } else { node };
        let outer = self.frames.last().and_then(|outer| outer.named.clone());
        let range = frame.opened.start..end;
        let inside = frame.opened.end.saturating_sub(1).min(end)..end;
        self.note(
            ItemKind::Condition {
                node: node.clone(),
                is_negated,
                named: named.filter(|named| Some(named) != outer.as_ref()),
                value: inside,
            },
            range,
        );
        self.condition(node);
    }

    /// Adds a condition, or notes that there was one that could not be understood.
    fn condition(&mut self, node: Option<Node>) {
        if let Some(frame) = self.frame() {
            frame.conditions.extend(node);
            frame.is_begun = true;
            (frame.and, frame.or) = (None, None);
        }
    }

    fn or(&mut self, range: Range<usize>) {
        self.note(ItemKind::Or, range.clone());
        let Some(frame) = self.frame() else { return };
        if frame.is_begun {
            self.end_alternative(range.start);
            if let Some(frame) = self.frame() {
                frame.or = Some(range);
            }
        } else {
            self.hint(HintKind::Dangling, range);
        }
    }

    /// Ends the alternative that is being read; what still waits for a condition gets none.
    fn end_alternative(&mut self, end: usize) {
        let Some(frame) = self.frames.last_mut() else { return };
        let waiting = [frame.negating.take().map(|(_, range)| range), frame.and.take(), frame.or.take()];
        let alternative = joined(std::mem::take(&mut frame.conditions), Node::All);
        frame.alternatives.extend(alternative);
        frame.is_begun = false;
        for range in waiting.into_iter().flatten().filter(|range| range.end <= end) {
            self.hint(HintKind::Dangling, range);
        }
    }

    fn piece(&mut self, piece: &Piece, range: &Range<usize>, after: &[Token]) -> usize {
        let frame = self.frames.last_mut();
        let (negating, outer) = frame.map_or((None, None), |frame| (frame.negating.take(), frame.named.clone()));
        if piece.quotes == Quotes::Open {
            self.hint(HintKind::OpenQuote, piece.value.start..range.end);
        }
        if let Some(unknown) = &piece.unknown {
            let name = self.text.get(unknown.clone()).unwrap_or_default();
            let instead = super::fields::nearest_name(name).unwrap_or_default();
            self.hints.push(Hint { instead, ..hint(HintKind::UnknownField, unknown.clone(), self.text) });
        }
        let named = piece.named.clone().or(outer);
        let told = meant(named.as_ref(), piece, after, self.text, self.today);
        self.hints.extend(told.hint);
        let mut range = range.clone();
        if let Some((end, _)) = told.taken {
            range.end = end;
        }
        let (is_negated, start) = negating.map_or((false, range.start), |(odd, at)| (odd, at.start));
        let mut node = None;
        match told.meant {
            Meant::Spelling(spelling) => self.spelling = Some(spelling),
            Meant::Term(term) if self.terms < MOST_TERMS => {
                self.terms += 1;
                if let Wanted::Template(asked) = &term.wanted {
                    self.templates.push((asked.clone(), piece.value.clone()));
                }
                let term = Node::Term(term);
                node = Some(if is_negated { negated(term) } else { term });
            }
            Meant::Term(_) => self.hint_once(HintKind::TooLong, range.clone()),
            Meant::Nothing => {}
        }
        let value = piece.value.start..range.end;
        let kind = ItemKind::Condition { node: node.clone(), is_negated, named: piece.named.clone(), value };
        self.note(kind, start..range.end);
        self.condition(node);
        told.taken.map_or(0, |(_, count)| count)
    }

    /// Closes what is open and gives what was asked.
    fn finish(&mut self) -> Option<Node> {
        while !self.is_outside() {
            let opened = self.frames.last().map_or(0..0, |frame| frame.opened.clone());
            let bracket = opened.end.saturating_sub(1)..opened.end;
            self.hint_once(HintKind::OpenBracket, bracket);
            self.end_frame(self.text.len());
        }
        self.end_alternative(self.text.len());
        self.frames.pop().and_then(|frame| joined(frame.alternatives, Node::Any))
    }
}

/// One node of several, by `of`; nodes of the same sort become one with it.
fn joined(nodes: Vec<Node>, of: fn(Vec<Node>) -> Node) -> Option<Node> {
    let is_all = matches!(of(Vec::new()), Node::All(_));
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::All(inner) if is_all => flat.extend(inner),
            Node::Any(inner) if !is_all => flat.extend(inner),
            other => flat.push(other),
        }
    }
    match flat.len() {
        0 | 1 => flat.pop(),
        _ => Some(of(flat)),
    }
}

/// What does not hold when `node` holds.
fn negated(node: Node) -> Node {
    match node {
        Node::Not(inner) => *inner,
        other => Node::Not(Box::new(other)),
    }
}
