//! What a list can be narrowed by, with counts, and the values of a field as somebody types them.

use super::Catalogue;
use super::find::TitledTemplate;
use super::read::{Facet, FacetField, FacetValue, ListQuery};
use crate::error::Result;
use crate::model::CardTemplate;
use crate::search::query::quoted;
use crate::storage::find;
use crate::text;

impl Catalogue {
    /// By what a list can be narrowed, and to how many lines.
    pub fn facets(&self, query: &ListQuery) -> Result<Vec<Facet>> {
        let counts = self.asked(query, |asked| self.storage.told(self.storage.finder()?.facets(asked)))?;
        let mut facets: Vec<Facet> = Vec::new();
        for found in counts {
            let find::FacetCount { field, term, label, count } = found;
            let value = FacetValue { query: condition(field, &term, &label), term, label, count };
            match facets.last_mut().filter(|facet| facet.field == field) {
                Some(facet) => facet.values.push(value),
                None => facets.push(Facet { field, values: vec![value] }),
            }
        }
        Ok(facets)
    }

    /// Values of a field that begin like this, the most frequent first: for who types a query.
    pub fn value_words(&self, field: &str, begun: &str, most: usize) -> Result<Vec<String>> {
        self.storage.told(find::value_words(self.storage.connection(), field, begun, most))
    }

    /// The ids of the card templates with all their titles.
    pub(super) fn template_titles(&self) -> Vec<TitledTemplate> {
        let templates = self.templates().inspect_err(|error| tracing::warn!(%error, "templates cannot be read"));
        let titles = |template: CardTemplate| {
            (template.id, std::iter::once(template.name).chain(template.labels.into_values()).collect())
        };
        templates.unwrap_or_default().into_iter().map(titles).collect()
    }
}

/// The ids of the templates with this id or these words in a title, the last of which may go on.
pub(super) fn templates_named(titles: &[TitledTemplate], words: &str) -> Vec<String> {
    let asked = text::words(words);
    let is_asked = |(id, titles): &&TitledTemplate| {
        id.eq_ignore_ascii_case(words) || titles.iter().any(|title| holds(&text::words(title), &asked))
    };
    let mut ids: Vec<String> = titles.iter().filter(is_asked).map(|(id, _)| id.clone()).collect();
    // cards may name a template that is not here
    ids.extend([words.to_owned(), words.to_lowercase()]);
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn holds(words: &[String], asked: &[String]) -> bool {
    let Some((last, firsts)) = asked.split_last() else { return false };
    words
        .windows(asked.len())
        .any(|window| window.split_last().is_some_and(|(end, begin)| begin == firsts && end.starts_with(last.as_str())))
}

/// The condition of the query language that narrows a list to a value.
fn condition(field: FacetField, term: &str, label: &str) -> String {
    match field {
        FacetField::Camp => format!("camp:{}", quoted(label)),
        FacetField::Role => format!("role:{}", quoted(label)),
        FacetField::Series => format!("series:{term}"),
        // arrived:1944, date:1944
        FacetField::Year => term.to_owned(),
        FacetField::Template => format!("template:{}", quoted(term)),
        FacetField::Status => format!("status:{term}"),
        FacetField::Completeness => format!("complete:{term}"),
    }
}
