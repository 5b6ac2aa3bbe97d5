//! The list of sources, where the footnotes lead.

use super::claims::fact;
use super::{Composer, entry_target};
use crate::i18n::tr;
use crate::model::{EntryKind, Source};
use crate::reports::dates::historical_date_text;
use crate::reports::document::{Article, Block, Part};
use crate::reports::wording::words;
use std::collections::BTreeSet;

impl Composer<'_> {
    /// Every source cited.
    pub(super) fn sources(&self) -> Part {
        let mut seen = BTreeSet::new();
        let sources = self.holdings.sources.iter().filter(|source| seen.insert(source.id));
        let articles = sources.map(article).collect();
        Part {
            id: "part-source".to_owned(),
            title: words("kinds", EntryKind::Source.term()),
            intro: Vec::new(),
            articles,
        }
    }
}

fn article(source: &Source) -> Article {
    let date = historical_date_text(&source.date);
    let rows = [
        ("report-author", source.author.as_str()),
        ("report-published", date.as_str()),
        ("report-repository", source.repository.as_str()),
        ("report-description", source.description.as_str()),
    ];
    let rows = rows.into_iter().filter_map(|(key, value)| fact(tr(key), value)).collect::<Vec<_>>();
    let sort = words("source", source.kind.term());
    Article {
        id: entry_target(source.id),
        code: source.reference_code.clone(),
        title: if source.title.trim().is_empty() { sort.clone() } else { source.title.clone() },
        sort,
        blocks: if rows.is_empty() { Vec::new() } else { vec![Block::Facts { rows }] },
        ..Article::default()
    }
}
