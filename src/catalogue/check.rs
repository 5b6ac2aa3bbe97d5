//! Looking at everything: the database, the journal's chain, the hash of every page, every master, the index.
//!
//! Invariant: a check that could not run is a problem, told in words; nothing is mended behind anybody's back but the
//! search index, which is only a cache.

use super::{Catalogue, CheckProblem, CheckReport};
use crate::error::{Error, Result};
use crate::model::{Entry, EntryId, EntryKind};
use crate::storage::masters::Verdict;
use crate::storage::{apply, index, journal, rows};
use std::collections::{BTreeMap, BTreeSet};

impl Catalogue {
    /// Looks at everything. `progress` hears how far it is and of how much, and says `false` to stop.
    pub fn check(&mut self, progress: &dyn Fn(u64, u64) -> bool) -> Result<CheckReport> {
        let mut report = CheckReport::default();
        let connection = self.storage.connection();
        let (acts, _) = self.storage.told(journal::head(connection))?;
        let seals = self.storage.told(apply::seals(connection))?;
        let pictures = self.storage.told(rows::count(connection, EntryKind::Attachment))?;
        let total = 1 + acts + u64::try_from(seals.len()).unwrap_or(0) + pictures;
        let mut done = 0;
        let mut step = |by: u64| {
            done += by;
            if progress(done, total) { Ok(()) } else { Err(Error::Cancelled) }
        };
        for fault in self.storage.faults()? {
            report.add("database", "catalogue.db", format!("{fault}; keep a copy of the folder and ask for help"));
        }
        step(1)?;
        for (seq, wrong) in journal::verify(connection, &mut |_| step(1).is_ok())? {
            report.add("chain", &seq.to_string(), format!("{wrong}: the catalogue was changed outside the program"));
        }
        report.acts = acts;
        self.check_pages(&seals, &mut report, &mut step)?;
        self.check_references(&mut report)?;
        self.check_masters(&mut report, &mut step)?;
        self.check_index(&mut report)?;
        Ok(report)
    }

    fn check_pages(
        &self,
        seals: &[(EntryId, crate::storage::canonical::Hash)],
        report: &mut CheckReport,
        step: &mut dyn FnMut(u64) -> Result<()>,
    ) -> Result<()> {
        let connection = self.storage.connection();
        for (owner, seal) in seals {
            match apply::page_hash(connection, *owner) {
                Ok(Some(hash)) if hash == *seal => {}
                Ok(_) => {
                    let name = self.name_or_id(*owner);
                    report.add(
                        "page",
                        &name,
                        "its content is not what was saved last: a bit flipped, or it was changed outside the program"
                            .to_owned(),
                    );
                }
                Err(error) => report.add("page", &owner.to_string(), format!("it cannot be read: {error}")),
            }
            report.pages += 1;
            step(1)?;
        }
        Ok(())
    }

    /// Every entry hangs on something that is there, and names only what is there.
    fn check_references(&self, report: &mut CheckReport) -> Result<()> {
        let connection = self.storage.connection();
        let mut codes: BTreeMap<(EntryKind, String), u64> = BTreeMap::new();
        for kind in EntryKind::ALL {
            let mut missing: Vec<(EntryId, EntryId)> = Vec::new();
            let walked = rows::for_each(connection, *kind, &mut |found| {
                for named in found.entry.refers_to() {
                    if self.storage.told(rows::kind_of(connection, named))?.is_none() {
                        missing.push((found.entry.id(), named));
                    }
                }
                let code = found.entry.reference_code();
                if !code.is_empty() && EntryKind::LISTED.contains(kind) {
                    *codes.entry((*kind, code.to_owned())).or_default() += 1;
                }
                Ok(())
            });
            match walked {
                Ok(walked) => walked?,
                Err(error) => report.add("page", kind.term(), format!("an entry cannot be read: {error}")),
            }
            for (entry, named) in missing {
                report.add("reference", &self.name_or_id(entry), format!("it names {named}, which is not there"));
            }
        }
        for ((kind, code), times) in codes.into_iter().filter(|(_, times)| *times > 1) {
            report.add("reference", &code, format!("{times} entries of kind {kind} have this reference code"));
        }
        Ok(())
    }

    fn check_masters(&self, report: &mut CheckReport, step: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
        let masters = self.masters();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut found = Vec::new();
        let connection = self.storage.connection();
        let walked = rows::for_each(connection, EntryKind::Attachment, &mut |standing| {
            if let Entry::Attachment(picture) = standing.entry {
                found.push(picture);
            }
            Ok(())
        });
        self.storage.told(walked)??;
        for picture in found {
            step(1)?;
            if !seen.insert(picture.master.0.clone()) {
                continue;
            }
            report.masters += 1;
            let about = masters.path_of(&picture.master, &picture.extension).display().to_string();
            match masters.verify(&picture.master, &picture.extension) {
                Verdict::Good => {}
                Verdict::Missing => report.add(
                    "master",
                    &about,
                    format!("the file is missing ({}): put it back from a copy", picture.original_name),
                ),
                Verdict::Different { found } => report.add(
                    "master",
                    &about,
                    format!("its bytes have changed (SHA-256 now {found}): put it back from a copy"),
                ),
                Verdict::Unreadable(why) => {
                    report.add("master", &about, format!("it could not be read, so it could not be checked: {why}"))
                }
            }
        }
        match masters.orphans(&|checksum| seen.contains(&checksum.0)) {
            Ok(orphans) => report.orphans = u64::try_from(orphans.len()).unwrap_or(0),
            Err(error) => report.add("master", "masters", format!("the folder could not be looked through: {error}")),
        }
        Ok(())
    }

    /// A damaged index is made anew, and that is told.
    fn check_index(&mut self, report: &mut CheckReport) -> Result<()> {
        let fault = match index::fault(self.storage.connection()) {
            Ok(fault) => fault,
            Err(error) => Some(error.to_string()),
        };
        if let Some(fault) = fault {
            self.storage.rebuild_index()?;
            tracing::warn!(fault, "the search index was damaged and has been made anew");
            report.index_rebuilt = true;
        }
        Ok(())
    }

    fn name_or_id(&self, id: EntryId) -> String {
        match self.label(id) {
            Ok(label) if !label.reference_code.is_empty() => label.reference_code,
            _ => id.to_string(),
        }
    }
}

impl CheckReport {
    fn add(&mut self, area: &str, about: &str, message: String) {
        self.problems.push(CheckProblem { area: area.to_owned(), about: about.to_owned(), message });
    }
}
