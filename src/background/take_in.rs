//! Folders of scans: what the window wishes and is told, and the thread that looks at a watched folder.

use super::answer::Answer;
use super::request::Token;
use super::serve::Errand;
use super::store::Replies;
use crate::catalogue::take_in::{
    Brought, Ended, FirstFile, Kept, NotTaken, PlanCounts, TakeInControl, TakeInOptions, TakeInReport, WatchedFolder,
};
use crate::catalogue::{Catalogue, Mode};
use crate::error::{Error, Result};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// So many files are shown before anything happens.
const FIRST: usize = 20;
/// How often a watched folder is looked at.
const LOOK: Duration = Duration::from_secs(2);

/// A wish about folders of scans.
#[derive(Debug)]
pub enum TakeInWish {
    /// What would become of the files of a folder; nothing is changed. The answer is [`Answer::TakeInPlanned`].
    Plan {
        /// The folder.
        folder: PathBuf,
        /// How.
        options: TakeInOptions,
        /// Comes back with the answer.
        token: Token,
    },
    /// Take it in (a job, whose result is [`JobNews::TakenIn`](super::JobNews::TakenIn)).
    Begin {
        /// The folder.
        folder: PathBuf,
        /// How.
        options: TakeInOptions,
    },
    /// Nobody wants to go on with the one that was interrupted.
    Forget,
    /// Take in what comes into a folder from now on; the one watched before is not watched any more. Each time
    /// something came the answer is [`Answer::Watched`].
    Watch {
        /// The folder.
        folder: PathBuf,
        /// How.
        options: TakeInOptions,
    },
    /// Watch no folder.
    Unwatch,
}

/// What would become of the files of a folder.
#[derive(Debug)]
pub struct TakeInPlanned {
    /// Of the request.
    pub token: Token,
    /// Of the request.
    pub folder: PathBuf,
    /// The first twenty files, looked at.
    pub first: Vec<FirstFile>,
    /// All of them in numbers.
    pub counts: PlanCounts,
    /// The first twenty that are not taken, without what nobody misses.
    pub skipped: Vec<NotTaken>,
}

/// News of a watched folder.
#[derive(Debug)]
pub enum WatchNews {
    /// It is watched from now on.
    Begun,
    /// Something came and was taken in.
    Came(TakeInReport),
    /// It cannot be looked at, and why; it is tried again.
    Trouble(Error),
    /// It is not watched any more.
    Ended,
}

/// The catalogue's thread, as a job that takes files in sees it.
#[derive(Clone)]
pub(super) struct Writer {
    pub(super) catalogue: PathBuf,
    pub(super) errands: Sender<Errand>,
}

/// A batch on its way to the catalogue's thread.
pub(super) struct ToKeep {
    pub(super) catalogue: PathBuf,
    pub(super) folder: PathBuf,
    pub(super) options: TakeInOptions,
    pub(super) brought: Vec<Brought>,
    pub(super) answer: Sender<Result<Kept>>,
}

impl Writer {
    /// Has a batch written and waits for it; typing comes in between.
    fn keep(&self, brought: Vec<Brought>, folder: &Path, options: &TakeInOptions) -> Result<Kept> {
        let (answer, outcome) = crossbeam_channel::bounded(1);
        let batch = ToKeep {
            catalogue: self.catalogue.clone(),
            folder: folder.to_owned(),
            options: options.clone(),
            brought,
            answer,
        };
        let gone = || Error::Input("the catalogue was closed meanwhile; take the folder in again".to_owned());
        self.errands.send(Errand::KeepBrought(Box::new(batch))).map_err(|_| gone())?;
        outcome.recv().map_err(|_| gone())?
    }

    /// Plans and takes in a folder. `going` hears how far it is (in kilobytes and files, of so many) and says whether to
    /// go on and whether to pause.
    pub(super) fn take_in(
        &self,
        folder: &Path,
        options: &TakeInOptions,
        going: &mut dyn FnMut(u64, u64) -> Going,
    ) -> Result<TakeInReport> {
        let reading = Catalogue::open_to_read(&self.catalogue)?;
        let plan = reading.plan_take_in(folder, options, &mut |_| going(0, 0) != Going::Stop)?;
        reading.assert_can_be_taken_in(&plan)?;
        let intake = reading.intake()?;
        drop(reading);
        let control = TakeInControl::default();
        let mut progress = |now: crate::catalogue::take_in::TakeInProgress| {
            let going = going((now.bytes >> 10) + now.files, (now.of_bytes >> 10) + now.of_files);
            control.pause(going == Going::Wait);
            going != Going::Stop
        };
        let keep = &mut |brought: Vec<Brought>| self.keep(brought, folder, options);
        Ok(intake.run(&plan, &control, &mut progress, keep))
    }
}

/// Whether work goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Going {
    On,
    Wait,
    Stop,
}

/// What would become of the files of a folder.
pub(super) fn plan(
    reading: &Catalogue,
    folder: PathBuf,
    options: &TakeInOptions,
    token: Token,
    stop: &AtomicBool,
) -> Result<TakeInPlanned> {
    let plan = reading.plan_take_in(&folder, options, &mut |_| !stop.load(Ordering::Relaxed))?;
    let skipped = plan.skipped.iter().filter(|skipped| !skipped.is_dropping).take(FIRST).cloned().collect();
    Ok(TakeInPlanned { token, folder, first: plan.first(FIRST), counts: plan.counts(), skipped })
}

/// A folder that is watched, until this is dropped.
pub(super) struct Watching {
    _end: Sender<()>,
}

impl Watching {
    /// Watches a folder on a thread of its own.
    pub(super) fn start(watched: WatchedFolder, writer: Writer, replies: Replies) -> Result<Self> {
        let (end, ended) = crossbeam_channel::bounded(0);
        let folder = watched.folder().to_owned();
        let spawned = std::thread::Builder::new().name("watched folder".to_owned()).spawn(move || {
            Watch { watched, writer, replies, ended, in_trouble: false }.run();
        });
        match spawned {
            Ok(_) => Ok(Self { _end: end }),
            Err(error) => Err(Error::file("cannot start a thread for", folder, error)),
        }
    }
}

struct Watch {
    watched: WatchedFolder,
    writer: Writer,
    replies: Replies,
    /// Nothing ever comes; it is closed when the watching ends.
    ended: Receiver<()>,
    in_trouble: bool,
}

impl Watch {
    fn run(&mut self) {
        self.tell(WatchNews::Begun);
        while self.ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
            match self.look() {
                Ok(None) => self.in_trouble = false,
                Ok(Some(report)) => {
                    self.in_trouble = false;
                    self.tell(WatchNews::Came(report));
                }
                // told once, not every two seconds
                Err(error) if !self.in_trouble => {
                    self.in_trouble = true;
                    self.tell(WatchNews::Trouble(error));
                }
                Err(_) => {}
            }
        }
        self.tell(WatchNews::Ended);
    }

    fn look(&mut self) -> Result<Option<TakeInReport>> {
        let come = self.watched.look(Instant::now())?;
        if come.is_empty() {
            return Ok(None);
        }
        match self.take_in(&come) {
            // what was stored already comes back as there already
            Ok(TakeInReport { ended: Ended::Failed(error), .. }) | Err(error) => {
                self.watched.try_again(&come, Instant::now());
                Err(error)
            }
            Ok(report) => Ok(Some(report)),
        }
    }

    fn take_in(&self, come: &[PathBuf]) -> Result<TakeInReport> {
        let (folder, options) = (self.watched.folder(), self.watched.options());
        let reading = Catalogue::open_to_read(&self.writer.catalogue)?;
        let plan = reading.plan_files(folder, options, come)?;
        reading.assert_can_be_taken_in(&plan)?;
        let intake = reading.intake()?.without_note();
        drop(reading);
        let keep = &mut |brought: Vec<Brought>| self.writer.keep(brought, folder, options);
        let mut go_on = |_| self.ended.try_recv() == Err(crossbeam_channel::TryRecvError::Empty);
        Ok(intake.run(&plan, &TakeInControl::default(), &mut go_on, keep))
    }

    fn tell(&self, news: WatchNews) {
        self.replies.send(Answer::Watched { folder: self.watched.folder().to_owned(), news: Box::new(news) });
    }
}

/// Refuses to begin in a catalogue that can only be read.
pub(super) fn assert_writable(catalogue: &Catalogue) -> Result<()> {
    match catalogue.mode() {
        Mode::Writable => Ok(()),
        Mode::ReadOnly(why) => Err(Error::ReadOnly { path: catalogue.folder().to_owned(), why }),
    }
}
