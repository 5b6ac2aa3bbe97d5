//! Folders of scans: planned and copied on threads of their own; only batches of what is stored come to this one.

use super::{Desk, Errand, none_open, reader};
use crate::background::answer::{Answer, JobKind, JobNews};
use crate::background::attach::{self, StoredPictures};
use crate::background::job::guarded;
use crate::background::request::Token;
use crate::background::take_in::{Going, TakeInWish, ToKeep, Watching, Writer, assert_writable, plan};
use crate::catalogue::NewPicture;
use crate::catalogue::take_in::{Intake, Kept, TakeInOptions};
use crate::error::{Error, Result};
use crate::model::{Act, EntryId, Role};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

impl Desk {
    pub(super) fn wish_take_in(&mut self, wish: TakeInWish) -> Result<()> {
        match wish {
            TakeInWish::Plan { folder, options, token } => self.plan_take_in(folder, options, token),
            TakeInWish::Begin { folder, options } => self.begin_take_in(folder, options),
            TakeInWish::Forget => self.catalogue()?.forget_interrupted_take_in(),
            TakeInWish::Watch { folder, options } => {
                // the one before ends first, so that no file comes twice
                self.watching = None;
                let writer = self.writer()?;
                let watched = self.catalogue()?.watch_folder(&folder, &options)?;
                self.watching = Some(Watching::start(watched, writer, self.replies.clone())?);
                Ok(())
            }
            TakeInWish::Unwatch => {
                self.watching = None;
                Ok(())
            }
        }
    }

    /// Large folders take seconds to go through: not on this thread.
    fn plan_take_in(&mut self, folder: PathBuf, options: TakeInOptions, token: Token) -> Result<()> {
        let reading = reader(self.catalogue()?)?;
        let replies = self.replies.clone();
        let stop = Arc::<AtomicBool>::default();
        // nobody waits for the one before any more
        std::mem::replace(&mut self.planning, Arc::clone(&stop)).store(true, Ordering::Relaxed);
        let work = move || match guarded(|| plan(&reading, folder, &options, token, &stop)) {
            Err(Error::Cancelled) => {}
            Ok(planned) => replies.send(Answer::TakeInPlanned(Box::new(planned))),
            Err(error) => replies.send(Answer::Failed { request: "take-in", token: Some(token), error }),
        };
        let spawned = std::thread::Builder::new().name("plan".to_owned()).spawn(work);
        spawned.map(drop).map_err(|error| Error::file("cannot start a thread for", "a plan", error))
    }

    fn begin_take_in(&mut self, folder: PathBuf, options: TakeInOptions) -> Result<()> {
        let writer = self.writer()?;
        self.jobs.spawn(JobKind::TakeIn, &self.replies, move |progress| {
            let report = writer.take_in(&folder, &options, &mut |done, total| match (
                progress.step(done, total),
                progress.is_paused(),
            ) {
                (false, _) => Going::Stop,
                (true, true) => Going::Wait,
                (true, false) => Going::On,
            })?;
            Ok(JobNews::TakenIn(Box::new(report)))
        });
        Ok(())
    }

    fn writer(&mut self) -> Result<Writer> {
        let errands = self.errands.clone();
        let catalogue = self.catalogue()?;
        assert_writable(catalogue)?;
        Ok(Writer { catalogue: catalogue.folder().to_owned(), errands })
    }

    /// Writes a batch. Whoever sent it waits for the answer.
    pub(super) fn keep_brought(&mut self, batch: &ToKeep) -> Result<()> {
        let kept = guarded(|| self.keep(batch));
        let applied = kept.as_ref().ok().and_then(|kept| kept.applied.clone());
        // the job may have been thrown away
        let _ = batch.answer.send(kept);
        match applied {
            Some(applied) => self.tell_written(Token::default(), Act::TakeIn, applied, None, Vec::new()),
            None => Ok(()),
        }
    }

    fn keep(&mut self, batch: &ToKeep) -> Result<Kept> {
        let open = self.catalogue.as_mut().filter(|catalogue| catalogue.folder() == batch.catalogue);
        open.ok_or_else(none_open)?.keep_brought(&batch.brought, &batch.folder, &batch.options)
    }

    /// Copies and hashes files on a thread of their own; only then the catalogue hears of them.
    pub(super) fn attach_files(&mut self, token: Token, entry: EntryId, pictures: Vec<NewPicture>) -> Result<()> {
        let intake = self.intake()?;
        let errands = self.errands.clone();
        self.jobs.spawn(JobKind::Attach, &self.replies, move |progress| {
            let (stored, refused) = attach::store(&intake, &pictures, progress);
            let stored = StoredPictures { token, entry, stored, refused };
            // the program ends: the files stay as orphans, and a check sweeps them
            let _ = errands.send(Errand::Attach(Box::new(stored)));
            Ok(JobNews::Done)
        });
        Ok(())
    }

    /// As [`Self::attach_files`], for a picture that is no file: one of the clipboard.
    pub(super) fn attach_bytes(
        &mut self,
        token: Token,
        entry: EntryId,
        (name, role): (String, Role),
        bytes: impl FnOnce() -> Result<Vec<u8>> + Send + 'static,
    ) -> Result<()> {
        let intake = self.intake()?;
        let errands = self.errands.clone();
        self.jobs.spawn(JobKind::Attach, &self.replies, move |_| {
            let (stored, refused) = match bytes().and_then(|bytes| intake.bring_bytes(&bytes, &name, role)) {
                Ok(brought) => (vec![brought], Vec::new()),
                Err(error) => (Vec::new(), vec![error]),
            };
            let stored = StoredPictures { token, entry, stored, refused };
            let _ = errands.send(Errand::Attach(Box::new(stored)));
            Ok(JobNews::Done)
        });
        Ok(())
    }

    fn intake(&mut self) -> Result<Intake> {
        let catalogue = self.catalogue()?;
        assert_writable(catalogue)?;
        Ok(Intake::of_files(catalogue.folder()))
    }
}
