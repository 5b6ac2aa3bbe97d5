//! From a query to its text. [`Query::read`](super::Query::read) of that text gives the query again, when it is in the
//! form that reading gives: see [`Query`].

use super::fields::{KINDS, QUARTERS, SPELLINGS, STAGES, word_for};
use super::tokens::is_plain;
use super::tree::{Field, Node, Query, Spelling, Term, Wanted, Words};
use super::values::{HIGHEST, JOINERS};
use std::fmt::{Display, Formatter, Result, Write};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if let Some(root) = &self.root {
            write!(f, "{root}")?;
        }
        if self.spelling != Spelling::default() {
            let space = if self.root.is_some() { " " } else { "" };
            write!(f, "{space}spelling:{}", word_for(SPELLINGS, &self.spelling))?;
        }
        Ok(())
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::All(nodes) => {
                let mut following = nodes.iter().skip(1);
                for (position, node) in nodes.iter().enumerate() {
                    if position > 0 {
                        f.write_char(' ')?;
                    }
                    // born:1915 to 1920 would be one date
                    let is_joined = following.next().is_some_and(is_joiner);
                    match node {
                        Self::Any(_) | Self::All(_) => write!(f, "({node})")?,
                        Self::Term(term) if is_joined => term.write(f, true)?,
                        Self::Not(inner) if is_joined => match inner.as_ref() {
                            Self::Term(term) => {
                                f.write_char('-')?;
                                term.write(f, true)?;
                            }
                            _ => write!(f, "{node}")?,
                        },
                        _ => write!(f, "{node}")?,
                    }
                }
                Ok(())
            }
            Self::Any(nodes) => {
                for (position, node) in nodes.iter().enumerate() {
                    if position > 0 {
                        f.write_str(" OR ")?;
                    }
                    match node {
                        Self::Any(_) => write!(f, "({node})")?,
                        _ => write!(f, "{node}")?,
                    }
                }
                Ok(())
            }
            Self::Not(inner) => match inner.as_ref() {
                Self::Term(term) => write!(f, "-{term}"),
                other => write!(f, "-({other})"),
            },
            Self::Term(term) => write!(f, "{term}"),
        }
    }
}

/// Whether a node is a bare word that would join two dates.
fn is_joiner(node: &Node) -> bool {
    matches!(node, Node::Term(Term { field: Field::Anywhere, wanted: Wanted::Words(words) })
        if JOINERS.contains(&words.written.as_str()))
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.write(f, false)
    }
}

impl Term {
    /// Writes it, a date in quotes when it has to be.
    fn write(&self, f: &mut Formatter<'_>, is_joined: bool) -> Result {
        if self.field != Field::Anywhere {
            write!(f, "{}:", self.field.name())?;
        }
        match &self.wanted {
            Wanted::Words(words) => write!(f, "{words}"),
            Wanted::Pattern(pattern) => f.write_str(pattern),
            Wanted::Numbers { from, to } => {
                if *from > 0 || *to == HIGHEST {
                    write!(f, "{from}")?;
                }
                f.write_str("..")?;
                if *to < HIGHEST { write!(f, "{to}") } else { Ok(()) }
            }
            Wanted::Days { written, .. } if is_joined => write_quoted(f, written),
            Wanted::Days { written, .. } => f.write_str(&quoted(written)),
            Wanted::Template(words) | Wanted::Unit(words) => f.write_str(&quoted(words)),
            Wanted::Stage(stage) => f.write_str(word_for(STAGES, stage)),
            Wanted::Kind(kind) => f.write_str(word_for(KINDS, kind)),
            Wanted::Thing(thing) => f.write_str(thing.word()),
            Wanted::State(state) => f.write_str(state.word()),
            Wanted::Series(series) => f.write_str(series.term()),
            Wanted::Quarters(quarters) => {
                f.write_str(QUARTERS.get(usize::from(*quarters)).copied().unwrap_or_default())
            }
        }
    }
}

impl Display for Words {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(if self.is_inside { "*" } else { "" })?;
        if self.is_quoted {
            write_quoted(f, &self.written)?;
        } else {
            f.write_str(&self.written)?;
        }
        f.write_str(if self.is_begun { "*" } else { "" })
    }
}

fn write_quoted(f: &mut Formatter<'_>, text: &str) -> Result {
    write!(f, "\"{}\"", text.replace('"', " "))
}

/// `value` as it is written behind a colon: in quotes when it has spaces or brackets.
pub fn quoted(value: &str) -> String {
    if is_plain(value) { value.to_owned() } else { format!("\"{}\"", value.replace('"', " ")) }
}
