//! A report before it is a PDF or a page of HTML: parts, articles, tables and notes, in words for people.
//!
//! Invariant: text is data. Nothing in here is markup of any kind; each writer escapes or passes it as a value.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A report in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Document {
    /// The language of the words, by code.
    pub lang: String,
    /// The catalogue's title.
    pub title: String,
    /// What sort of report it is, in words.
    pub kind: String,
    /// Whom it is for, in words.
    pub audience: String,
    /// What the title page says of the report: selection, date, state of the catalogue, counts.
    pub facts: Vec<Fact>,
    /// How to read it, a paragraph each.
    pub preface: Vec<String>,
    /// Fixed words the writers need: `contents`, `page`, `back`.
    pub words: BTreeMap<String, String>,
    /// The chapters.
    pub parts: Vec<Part>,
    /// The footnotes, in the order in which they are first called.
    pub notes: Vec<Text>,
}

/// A line of `label: value`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Fact {
    /// The label; empty when it is that of the line above.
    pub label: String,
    /// The value.
    pub value: Text,
}

/// A chapter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Part {
    /// Names it inside the document.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Said before the articles, a paragraph each.
    pub intro: Vec<String>,
    /// What it is made of.
    pub articles: Vec<Article>,
}

/// An entry, a disagreement or a source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Article {
    /// Names it inside the document; links point here.
    pub id: String,
    /// Its reference code.
    pub code: String,
    /// Its heading.
    pub title: String,
    /// What sort of thing it is, in words.
    pub sort: String,
    /// Said before anything else, for instance that a card is a specimen.
    pub notice: String,
    /// Whether it begins a new page.
    pub own_page: bool,
    /// Whether the table of contents names it.
    pub listed: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A piece of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub(super) enum Block {
    /// A heading inside the article.
    Heading {
        /// The words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// The words.
        text: Text,
    },
    /// Lines of `label: value`.
    Facts {
        /// The lines.
        rows: Vec<Fact>,
    },
    /// A table.
    Table {
        /// The heads of the columns.
        columns: Vec<Column>,
        /// The cells, row by row, as many as there are columns.
        rows: Vec<Vec<Text>>,
    },
    /// Pictures, side by side when there are two of one size.
    Pictures {
        /// The pictures.
        pictures: Vec<Picture>,
    },
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Column {
    /// The words.
    pub title: String,
    /// Its share of the width.
    pub share: u8,
}

/// A picture with its caption.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Picture {
    /// The checksum of the master; the writers find the bytes by it.
    pub key: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// The caption.
    pub caption: Text,
    /// Why it should not be shown unasked; it is then shown small.
    pub content_note: String,
    /// Said in place of the picture when it cannot be shown.
    pub missing: String,
    /// Width divided by height.
    pub aspect: f64,
}

/// Words with their emphasis, links and notes.
pub(super) type Text = Vec<Run>;

/// Words of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "run", rename_all = "kebab-case")]
pub(super) enum Run {
    /// As they are.
    Plain {
        /// The words.
        text: String,
    },
    /// Stressed.
    Strong {
        /// The words.
        text: String,
    },
    /// In the program's own voice: why there is no value.
    Voice {
        /// The words.
        text: String,
    },
    /// Beside the matter: smaller and lighter.
    Quiet {
        /// The words.
        text: String,
    },
    /// A link inside the document; the target is there.
    Link {
        /// The words.
        text: String,
        /// The id of an article.
        to: String,
    },
    /// The part of a scan a value was read from.
    Crop {
        /// Names the cut; the writers find the bytes by it.
        key: String,
        /// The checksum of the master it is cut from.
        of: String,
        /// Left, top, width and height in fractions of the picture.
        area: [f64; 4],
        /// What it shows, for those who do not see it.
        alt: String,
        /// Width divided by height; 0 when it could not be cut, and then nothing is shown.
        aspect: f64,
    },
    /// The call of a footnote.
    Note {
        /// Its place in [`Document::notes`].
        number: usize,
        /// Whether it is called here for the first time.
        first: bool,
    },
}

/// Plain words.
pub(super) fn plain(text: impl Into<String>) -> Run {
    Run::Plain { text: text.into() }
}

/// Stressed words.
pub(super) fn strong(text: impl Into<String>) -> Run {
    Run::Strong { text: text.into() }
}

/// Words beside the matter.
pub(super) fn quiet(text: impl Into<String>) -> Run {
    Run::Quiet { text: text.into() }
}

/// Words in the program's own voice.
pub(super) fn voice(text: impl Into<String>) -> Run {
    Run::Voice { text: text.into() }
}

impl Document {
    /// Changes every piece of text in place, so that a writer can replace what it cannot show.
    pub(super) fn each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        for text in [&mut self.title, &mut self.kind, &mut self.audience] {
            change(text);
        }
        self.facts.iter_mut().for_each(|fact| fact.each_text(change));
        self.preface.iter_mut().for_each(&mut *change);
        self.words.values_mut().for_each(&mut *change);
        for part in &mut self.parts {
            change(&mut part.title);
            part.intro.iter_mut().for_each(&mut *change);
            part.articles.iter_mut().for_each(|article| article.each_text(change));
        }
        self.notes.iter_mut().flatten().for_each(|run| run.each_text(change));
    }

    /// Every picture, in order.
    pub(super) fn pictures_mut(&mut self) -> impl Iterator<Item = &mut Picture> {
        let articles = self.parts.iter_mut().flat_map(|part| &mut part.articles);
        let blocks = articles.flat_map(|article| &mut article.blocks);
        blocks
            .filter_map(|block| if let Block::Pictures { pictures } = block { Some(pictures) } else { None })
            .flatten()
    }
}

/// Every cut in the cells of a table, in order.
pub(super) fn crops_mut(document: &mut Document) -> impl Iterator<Item = &mut Run> {
    let articles = document.parts.iter_mut().flat_map(|part| &mut part.articles);
    let blocks = articles.flat_map(|article| &mut article.blocks);
    let rows = blocks.filter_map(|block| if let Block::Table { rows, .. } = block { Some(rows) } else { None });
    rows.flatten().flatten().flatten().filter(|run| matches!(run, Run::Crop { .. }))
}

impl Fact {
    fn each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        change(&mut self.label);
        self.value.iter_mut().for_each(|run| run.each_text(change));
    }
}

impl Article {
    fn each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        for text in [&mut self.code, &mut self.title, &mut self.sort, &mut self.notice] {
            change(text);
        }
        for block in &mut self.blocks {
            match block {
                Block::Heading { text } => change(text),
                Block::Paragraph { text } => text.iter_mut().for_each(|run| run.each_text(change)),
                Block::Facts { rows } => rows.iter_mut().for_each(|fact| fact.each_text(change)),
                Block::Table { columns, rows } => {
                    for column in columns {
                        change(&mut column.title);
                    }
                    rows.iter_mut().flatten().flatten().for_each(|run| run.each_text(change));
                }
                Block::Pictures { pictures } => {
                    for picture in pictures {
                        for text in [&mut picture.alt, &mut picture.content_note, &mut picture.missing] {
                            change(text);
                        }
                        picture.caption.iter_mut().for_each(|run| run.each_text(change));
                    }
                }
            }
        }
    }
}

impl Run {
    fn each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Plain { text }
            | Self::Strong { text }
            | Self::Voice { text }
            | Self::Quiet { text }
            | Self::Link { text, .. } => change(text),
            Self::Crop { alt, .. } => change(alt),
            Self::Note { .. } => {}
        }
    }
}
