//! The words of the papers that need a gloss, each once, at the end of a report.

use super::Composer;
use crate::i18n::{tr, tr_args};
use crate::model::{Claim, Gloss};
use crate::reports::ReportKind;
use crate::reports::document::{Article, Block, Fact, Part, Run, plain, quiet};
use crate::reports::wording::words;
use std::collections::BTreeMap;

impl Composer<'_> {
    /// A wording as it is printed: in quotation marks when a word in it may stand only as a quotation.
    pub(super) fn quoted(&self, wording: &str) -> Run {
        let wording = wording.trim();
        let is_quotation = self.glossary.glosses(wording).iter().any(|gloss| gloss.caution);
        plain(if is_quotation { format!("“{wording}”") } else { wording.to_owned() })
    }

    /// Every word that needs a gloss in what this report prints.
    pub(super) fn words_of_papers(&self) -> Part {
        let mut found: BTreeMap<(String, String, String), Gloss> = BTreeMap::new();
        let mut read = |claim: &Claim| {
            for text in [&claim.as_written, &claim.quotation] {
                for gloss in self.glossary.glosses(text) {
                    let key = (gloss.term.to_lowercase(), gloss.term.clone(), gloss.language.clone());
                    found.entry(key).or_insert(gloss);
                }
            }
        };
        for dossier in self.holdings.dossiers.iter().filter(|dossier| self.prints(dossier.entry.kind())) {
            dossier.claims.iter().chain(&dossier.mentions).for_each(&mut read);
        }
        if self.kind == ReportKind::Conflicts {
            self.holdings.disagreements.iter().flat_map(|found| &found.claims).for_each(&mut read);
        }
        let rows: Vec<Fact> = found.into_values().map(line).collect();
        let mut part = Part {
            id: "part-words".to_owned(),
            title: tr("report-words-of-papers"),
            intro: Vec::new(),
            articles: Vec::new(),
        };
        if !rows.is_empty() {
            part.intro.push(tr("report-words-of-papers-what"));
            let blocks = vec![Block::Facts { rows }];
            let title = tr("report-words-of-papers-list");
            part.articles.push(Article { id: "words-of-papers".to_owned(), title, blocks, ..Article::default() });
        }
        part
    }
}

/// `Abgang (German): departure: left the list; …`.
fn line(gloss: Gloss) -> Fact {
    let label =
        tr_args("report-word", &[("term", gloss.term.into()), ("language", words("language", &gloss.language).into())]);
    let mut value = vec![plain(gloss.gloss)];
    if !gloss.basis.trim().is_empty() {
        value.push(quiet(format!(" ({})", gloss.basis.trim())));
    }
    Fact { label, value }
}
