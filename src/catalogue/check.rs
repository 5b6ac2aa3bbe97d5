//! Looking at everything: the database, the journal's chain, the hash of every page, every master, the index.
//!
//! Invariant: a check that could not run is a problem, told in words; nothing is mended behind anybody's back but the
//! search index, which is only a cache.

use super::watch::{FileLook, THREADS, WhichFiles, look_through};
use super::{Catalogue, CheckProblem, CheckReport};
use crate::error::{Error, Result};
use crate::model::{EntryId, EntryKind, FileEvent, FileState, StoredFile};
use crate::storage::{apply, files, index, journal, rows, verify};
use std::collections::{BTreeMap, BTreeSet};

impl Catalogue {
    /// Looks at everything. `progress` hears how far it is and of how much, and says `false` to stop. How each stored
    /// file is, is written down if that can be.
    pub fn check(&mut self, progress: &dyn Fn(u64, u64) -> bool) -> Result<CheckReport> {
        let is_writable = self.mode() == super::Mode::Writable;
        self.check_telling(progress, &mut |catalogue, looks| {
            let events: Vec<FileEvent> = looks.iter().map(FileLook::event).collect();
            if is_writable { catalogue.note_file_events(&events) } else { Ok(()) }
        })
    }

    /// As [`Self::check`]; how each stored file is, is told as it is known.
    pub fn check_telling(
        &mut self,
        progress: &dyn Fn(u64, u64) -> bool,
        tell: &mut dyn FnMut(&mut Self, &[FileLook]) -> Result<()>,
    ) -> Result<CheckReport> {
        let mut report = CheckReport::default();
        let files = self.files_of_check().unwrap_or_else(|error| {
            report.add("master", "masters", format!("the stored files cannot be listed, so none was checked: {error}"));
            Vec::new()
        });
        let done = {
            // one state from first to last, whatever another program saves meanwhile
            let _snapshot = self.storage.snapshot()?;
            self.look_at_everything(&mut report, files.len() as u64, progress)?
        };
        self.check_masters(&mut report, &files, &|read| progress(done + read, done + files.len() as u64), tell)?;
        self.check_index(&mut report);
        Ok(report)
    }

    fn files_of_check(&mut self) -> Result<Vec<StoredFile>> {
        if self.mode() == super::Mode::Writable {
            self.note_unnoted()?;
        }
        Ok(self.files_to_look_at(WhichFiles::All)?.0)
    }

    /// Looks at everything but the stored files; gives how many steps that took.
    fn look_at_everything(
        &self,
        report: &mut CheckReport,
        files: u64,
        progress: &dyn Fn(u64, u64) -> bool,
    ) -> Result<u64> {
        let connection = self.storage.connection();
        let acts = journal::head(connection).map_or(0, |(acts, _)| acts);
        let seals = apply::seals(connection).unwrap_or_else(|error| {
            report.add("page", "seal", format!("the hashes of the pages cannot be read: {error}"));
            Vec::new()
        });
        let total = 1 + acts + u64::try_from(seals.len()).unwrap_or(0) + files;
        let mut done = 0;
        let mut step = |by: u64| {
            done += by;
            if progress(done, total) { Ok(()) } else { Err(Error::Cancelled) }
        };
        match self.storage.faults() {
            Ok(faults) => {
                for fault in faults {
                    report.add(
                        "database",
                        "catalogue.db",
                        format!("{fault}; keep a copy of the folder and ask for help"),
                    );
                }
            }
            Err(error) => report.add("database", "catalogue.db", format!("it could not be checked: {error}")),
        }
        step(1)?;
        match verify::chain(connection, &mut || step(1).is_ok())? {
            Ok(wrong) => {
                for (seq, wrong) in wrong {
                    report.add(
                        "chain",
                        &seq.to_string(),
                        format!("{wrong} (the file was changed outside the program, or is damaged)"),
                    );
                }
            }
            Err(error) => report.add("chain", "journal", format!("it could not be checked: {error}")),
        }
        match verify::strays(connection) {
            Ok(strays) => strays.into_iter().for_each(|stray| report.add("chain", "rows", stray)),
            Err(error) => report.add("chain", "rows", format!("they could not be checked: {error}")),
        }
        report.acts = acts;
        match self.drafts() {
            Ok(drafts) => report.drafts = u64::try_from(drafts.len()).unwrap_or(0),
            Err(error) => report.add("database", "draft", format!("the drafts cannot be read: {error}")),
        }
        self.check_pages(&seals, report, &mut step)?;
        self.check_references(&seals, report)?;
        Ok(done)
    }

    fn check_pages(
        &self,
        seals: &[(EntryId, Vec<u8>)],
        report: &mut CheckReport,
        step: &mut dyn FnMut(u64) -> Result<()>,
    ) -> Result<()> {
        let connection = self.storage.connection();
        for (owner, seal) in seals {
            match apply::page_hash(connection, *owner) {
                Ok(Some(hash)) if hash.as_slice() == seal => {}
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

    /// Every entry is on a sealed page, hangs on something that is there, and names only what is there.
    fn check_references(&self, seals: &[(EntryId, Vec<u8>)], report: &mut CheckReport) -> Result<()> {
        let connection = self.storage.connection();
        let sealed: BTreeSet<EntryId> = seals.iter().map(|(owner, _)| *owner).collect();
        let mut unsealed: BTreeSet<EntryId> = BTreeSet::new();
        let mut codes: BTreeMap<(EntryKind, String), u64> = BTreeMap::new();
        for kind in EntryKind::ALL {
            let mut missing: Vec<(EntryId, EntryId)> = Vec::new();
            let mut unreadable = Vec::new();
            let walked = rows::for_each(connection, *kind, &mut |found| {
                let found = match found {
                    Ok(found) => found,
                    Err(error) => {
                        unreadable.push(error.to_string());
                        return Ok(());
                    }
                };
                if !sealed.contains(&found.entry.owner()) {
                    unsealed.insert(found.entry.owner());
                }
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
            self.storage.told(walked)??;
            for error in unreadable {
                report.add("page", kind.term(), format!("an entry cannot be read: {error}"));
            }
            for (entry, named) in missing {
                report.add("reference", &self.name_or_id(entry), format!("it names {named}, which is not there"));
            }
        }
        for owner in unsealed {
            report.add("page", &self.name_or_id(owner), "it was written past the program: it has no hash".to_owned());
        }
        for ((kind, code), times) in codes.into_iter().filter(|(_, times)| *times > 1) {
            report.add("reference", &code, format!("{times} entries of kind {kind} have this reference code"));
        }
        Ok(())
    }

    /// Reads every stored file a picture refers to, and looks for those nobody refers to.
    fn check_masters(
        &mut self,
        report: &mut CheckReport,
        files: &[StoredFile],
        progress: &dyn Fn(u64) -> bool,
        tell: &mut dyn FnMut(&mut Self, &[FileLook]) -> Result<()>,
    ) -> Result<()> {
        let masters = self.masters();
        let mut wanting = Vec::new();
        look_through(&masters, files, THREADS, &|done, _| progress(done), &mut |looks| {
            report.masters += looks.len() as u64;
            wanting.extend(looks.iter().filter(|look| look.state() != FileState::Good).cloned());
            tell(self, looks)
        })?;
        for trouble in self.troubles_in(files, &wanting)? {
            let name = &trouble.file.original_name;
            let message = match trouble.file.state {
                FileState::Missing => format!("the file is missing ({name}): put it back from a copy"),
                FileState::Bad => format!("{}: put it back from a copy", trouble.detail),
                FileState::Unreadable | FileState::Good => trouble.detail,
            };
            report.add("master", &trouble.path.display().to_string(), message);
        }
        let connection = self.storage.connection();
        let mut seen = self.storage.told(files::used(connection))?;
        // what was removed may be brought back, and needs its master then
        seen.extend(self.storage.told(journal::masters_of_removed(connection))?);
        match masters.orphans(&|checksum| seen.contains(&checksum.0)) {
            Ok(orphans) => report.orphans = u64::try_from(orphans.len()).unwrap_or(0),
            Err(error) => report.add("master", "masters", format!("the folder could not be looked through: {error}")),
        }
        Ok(())
    }

    /// The index is made anew, so that whatever it said before it says now what the rows say; that it was damaged is
    /// told. Where nothing can be written it is only looked at.
    fn check_index(&mut self, report: &mut CheckReport) {
        let fault = match index::fault(self.storage.connection()) {
            Ok(fault) => fault,
            Err(error) => Some(error.to_string()),
        };
        if self.mode() == super::Mode::Writable {
            match self.storage.rebuild_index() {
                Ok(()) => report.index_rebuilt = fault.is_some(),
                Err(error) => report.add("index", "cache", format!("it could not be made anew: {error}")),
            }
        } else if let Some(fault) = fault {
            report.add("index", "cache", format!("{fault}; delete the folder cache, it comes back"));
        }
    }

    pub(super) fn name_or_id(&self, id: EntryId) -> String {
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
