//! Holdings to a document in words: which parts a report has, in which order, and what can be linked to.

mod cards;
mod claims;
mod disagreements;
mod entries;
mod front_page;
mod pictures;
mod sources;
mod words_of_papers;

pub(super) use disagreements::numbered as numbered_disagreements;

use super::dates::historical_date_text;
use super::document::{Article, Document, Part, Run, Text, plain};
use super::wording::{entry_text, words};
use super::{ReportJob, ReportKind};
use crate::error::{Error, Result};
use crate::i18n::{language, tr, tr_args};
use crate::model::{CardTemplate, Claim, Dossier, EntryId, EntryKind, Glossary, Holdings, Source};
use std::collections::{BTreeMap, BTreeSet};

/// The report in words.
pub(super) fn document(job: &ReportJob) -> Result<Document> {
    let mut composer = Composer::new(job);
    let parts = match job.kind {
        ReportKind::Catalogue => composer.catalogue(),
        ReportKind::Dossier => composer.dossiers()?,
        ReportKind::Conflicts => vec![composer.disagreements(true), composer.sources(), composer.words_of_papers()],
    };
    let parts = parts.into_iter().filter(|part| !part.articles.is_empty() || !part.intro.is_empty()).collect();
    Ok(front_page::with_parts(job, parts, composer.notes))
}

/// What is known while a document is put together.
struct Composer<'a> {
    kind: ReportKind,
    holdings: &'a Holdings,
    templates: BTreeMap<&'a str, &'a CardTemplate>,
    sources: BTreeMap<EntryId, &'a Source>,
    /// The articles there will be, so that every link has its target.
    targets: BTreeSet<String>,
    /// The disagreements a claim is weighed in: code and target.
    disputed: BTreeMap<EntryId, Vec<(String, String)>>,
    /// Words of the papers that need a gloss.
    glossary: Glossary,
    notes: Vec<Text>,
    /// Notes already called in the present article.
    called: BTreeMap<String, usize>,
}

impl<'a> Composer<'a> {
    fn new(job: &'a ReportJob) -> Self {
        let holdings = &job.holdings;
        let mut composer = Self {
            kind: job.kind,
            holdings,
            templates: job.templates.iter().map(|template| (template.id.as_str(), template)).collect(),
            sources: holdings.sources.iter().map(|source| (source.id, source)).collect(),
            targets: holdings.sources.iter().map(|source| entry_target(source.id)).collect(),
            disputed: BTreeMap::new(),
            glossary: Glossary::with(&holdings.glossary),
            notes: Vec::new(),
            called: BTreeMap::new(),
        };
        let printed = holdings.dossiers.iter().filter(|dossier| composer.prints(dossier.entry.kind()));
        let printed = printed.map(|dossier| entry_target(dossier.entry.id())).collect::<Vec<_>>();
        composer.targets.extend(printed);
        for numbered in disagreements::numbered(holdings) {
            let target = disagreements::target(numbered.place);
            for claim in &numbered.claims {
                let known = composer.disputed.entry(claim.id).or_default();
                known.push((numbered.code.clone(), target.clone()));
            }
            composer.targets.insert(target);
        }
        composer
    }

    fn prints(&self, kind: EntryKind) -> bool {
        match self.kind {
            ReportKind::Catalogue => true,
            ReportKind::Dossier => matches!(kind, EntryKind::Person | EntryKind::FileCard),
            ReportKind::Conflicts => false,
        }
    }

    fn catalogue(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        for kind in [
            EntryKind::HoldingUnit,
            EntryKind::FileCard,
            EntryKind::Person,
            EntryKind::Group,
            EntryKind::Event,
            EntryKind::Place,
        ] {
            parts.push(self.part(kind));
        }
        parts.push(self.disagreements(false));
        parts.push(self.sources());
        parts.push(self.words_of_papers());
        parts
    }

    fn dossiers(&mut self) -> Result<Vec<Part>> {
        let parts = vec![self.part(EntryKind::Person), self.part(EntryKind::FileCard)];
        if parts.iter().all(|part| part.articles.is_empty()) {
            return Err(Error::Report(tr("report-no-dossier")));
        }
        Ok(parts.into_iter().chain([self.disagreements(false), self.sources(), self.words_of_papers()]).collect())
    }

    /// The chapter of one kind of entries.
    fn part(&mut self, kind: EntryKind) -> Part {
        let holdings = self.holdings;
        let mut seen = BTreeSet::new();
        let dossiers = holdings.dossiers.iter().filter(|dossier| dossier.entry.kind() == kind);
        let articles = dossiers
            .filter(|dossier| seen.insert(dossier.entry.id()))
            .map(|dossier| self.article(dossier))
            .collect::<Vec<_>>();
        Part { id: format!("part-{kind}"), title: words("kinds", kind.term()), intro: Vec::new(), articles }
    }

    fn article(&mut self, dossier: &'a Dossier) -> Article {
        self.called.clear();
        let mut article = Article {
            id: entry_target(dossier.entry.id()),
            code: dossier.label.reference_code.clone(),
            title: dossier.label.label.clone(),
            own_page: self.kind == ReportKind::Dossier || dossier.entry.kind() == EntryKind::FileCard,
            listed: true,
            ..Article::default()
        };
        self.entry(dossier, &mut article);
        if article.title.trim().is_empty() {
            article.title = article.sort.clone();
        }
        article
    }

    /// The name of an entry, as a link where it has an article of its own.
    fn mention(&self, id: EntryId) -> Run {
        self.link(entry_text(id, &self.holdings.labels), entry_target(id))
    }

    fn link(&self, text: String, to: String) -> Run {
        if self.targets.contains(&to) { Run::Link { text, to } } else { plain(text) }
    }

    /// Calls a footnote; the same words are one note inside an article.
    fn note(&mut self, words: Text) -> Run {
        let key = format!("{words:?}");
        if let Some(number) = self.called.get(&key) {
            return Run::Note { number: *number, first: false };
        }
        let number = self.notes.len();
        self.called.insert(key, number);
        self.notes.push(words);
        Run::Note { number, first: true }
    }

    /// Where a claim is written: source, place in it, wording. `None` for what was keyed from the card itself.
    fn citation(&self, claim: &Claim) -> Option<Text> {
        let mut text = self.place_of(claim.source?, &claim.locator);
        // the sentence it stands in says more than the words alone
        let quoted = [claim.quotation.trim(), claim.as_written.trim()].into_iter().find(|words| !words.is_empty());
        if let Some(quoted) = quoted {
            text.push(plain(format!(": “{quoted}”")));
        }
        text.push(plain("."));
        if let Some(date) = claim.stated_on.as_ref().filter(|date| !date.is_empty()) {
            text.push(plain(tr_args("report-stated-on", &[("date", historical_date_text(date).into())])));
        }
        Some(text)
    }

    /// A source with the place in it.
    fn place_of(&self, source: EntryId, locator: &str) -> Text {
        let Some(known) = self.sources.get(&source) else { return vec![self.mention(source)] };
        let mut text = Vec::new();
        if !known.author.trim().is_empty() {
            text.push(plain(format!("{}, ", known.author.trim())));
        }
        let title = if known.title.trim().is_empty() { &known.reference_code } else { &known.title };
        text.push(self.link(title.clone(), entry_target(source)));
        let locator = locator.trim();
        if !locator.is_empty() {
            let short = locator.chars().count() <= 12;
            // `line 7` stays on one line
            let locator = if short { locator.replace(' ', "\u{A0}") } else { locator.to_owned() };
            text.push(plain(format!(", {locator}")));
        }
        text
    }
}

fn entry_target(id: EntryId) -> String {
    format!("entry-{id}")
}

/// The language of the words, for the head of a document.
fn document_language() -> String {
    language().to_owned()
}
