//! Long work: a thread of its own, a counter, a way to stop it.

use super::answer::{Answer, JobKind, JobNews};
use super::store::Replies;
use crate::error::{Error, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Names a job while the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

/// When something was told last, and what: so much of so much.
type Told = (Instant, [u64; 2]);

/// A job's side of the conversation: it tells how far it is and learns that it should stop.
#[derive(Clone)]
pub struct Progress {
    id: JobId,
    replies: Replies,
    stop: Arc<AtomicBool>,
    pause: Arc<AtomicBool>,
    told: Arc<std::sync::Mutex<Option<Told>>>,
}

impl Progress {
    /// Tells how far the job is, at most ten times a second, and whether it may go on.
    pub fn step(&self, done: u64, total: u64) -> bool {
        let mut due = true;
        if let Ok(mut told) = self.told.lock() {
            // what stands still is not told again: a window that shows it would be drawn for nothing
            due = told.is_none_or(|(at, so_far)| {
                so_far != [done, total] && (at.elapsed() >= Duration::from_millis(100) || done == total)
            });
            if due {
                *told = Some((Instant::now(), [done, total]));
            }
        }
        if due {
            self.replies.send(Answer::Job { id: self.id, news: JobNews::Progress { done, total } });
        }
        !self.is_stopped()
    }

    /// Whether somebody asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Whether somebody asked to wait; not every job can.
    pub fn is_paused(&self) -> bool {
        self.pause.load(Ordering::Relaxed)
    }

    /// The flag itself, for work that looks at it by itself.
    pub fn stop_flag(&self) -> &Arc<AtomicBool> {
        &self.stop
    }
}

/// Jobs with the flags that stop each and hold it up.
type Running = Vec<(JobId, Arc<AtomicBool>, Arc<AtomicBool>)>;

/// The jobs that run, and how to stop them.
#[derive(Clone, Default)]
pub struct Jobs {
    next: Arc<AtomicU64>,
    running: Arc<std::sync::Mutex<Running>>,
}

impl Jobs {
    /// Asks a job to stop; it answers with [`Error::Cancelled`] when it has.
    pub fn cancel(&self, id: JobId) {
        if let Ok(running) = self.running.lock() {
            for (_, stop, _) in running.iter().filter(|(known, ..)| *known == id) {
                stop.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Asks a job to wait, or to go on.
    pub fn pause(&self, id: JobId, pause: bool) {
        if let Ok(running) = self.running.lock() {
            for (_, _, flag) in running.iter().filter(|(known, ..)| *known == id) {
                flag.store(pause, Ordering::Relaxed);
            }
        }
    }

    /// Asks every job to stop.
    pub fn cancel_all(&self) {
        if let Ok(running) = self.running.lock() {
            for (_, stop, _) in running.iter() {
                stop.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Announces a job.
    pub(super) fn begin(&self, kind: JobKind, replies: &Replies) -> Progress {
        let id = JobId(self.next.fetch_add(1, Ordering::Relaxed));
        let (stop, pause) = (Arc::<AtomicBool>::default(), Arc::<AtomicBool>::default());
        if let Ok(mut running) = self.running.lock() {
            running.push((id, Arc::clone(&stop), Arc::clone(&pause)));
        }
        replies.send(Answer::Job { id, news: JobNews::Started(kind) });
        Progress { id, replies: replies.clone(), stop, pause, told: Arc::default() }
    }

    /// Tells how a job ended.
    pub(super) fn end(&self, progress: &Progress, outcome: Result<JobNews>) {
        if let Ok(mut running) = self.running.lock() {
            running.retain(|(known, ..)| *known != progress.id);
        }
        let news = outcome.unwrap_or_else(JobNews::Failed);
        progress.replies.send(Answer::Job { id: progress.id, news });
    }

    /// Runs `work` on a thread of its own.
    pub(super) fn spawn(
        &self,
        kind: JobKind,
        replies: &Replies,
        work: impl FnOnce(&Progress) -> Result<JobNews> + Send + 'static,
    ) {
        self.run(kind, replies, move |progress| Some(work(progress)));
    }

    /// As [`Self::spawn`]; work that gives nothing goes on elsewhere, and whoever does it ends the job.
    pub(super) fn run(
        &self,
        kind: JobKind,
        replies: &Replies,
        work: impl FnOnce(&Progress) -> Option<Result<JobNews>> + Send + 'static,
    ) {
        let progress = self.begin(kind, replies);
        let (jobs, other) = (self.clone(), progress.clone());
        let spawned = std::thread::Builder::new().name(format!("job {}", kind.term())).spawn(move || {
            let outcome = guarded(|| work(&progress).transpose());
            if let Some(outcome) = outcome.transpose() {
                jobs.end(&progress, outcome);
            }
        });
        if let Err(error) = spawned {
            self.end(&other, Err(Error::file("cannot start a thread for", kind.term(), error)));
        }
    }
}

/// Runs `work`; a mistake of ours that would end the thread becomes an error that is told.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|thrown| {
        let what = thrown
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| thrown.downcast_ref::<&str>().copied())
            .unwrap_or("no particulars");
        Err(Error::Damaged(format!("the program made a mistake and this step was not done ({what})")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::{Answer, Request, Store};
    use std::time::Duration;

    #[test]
    fn a_mistake_of_ours_becomes_an_error() {
        let told: Result<()> = guarded(|| {
            let nothing: Vec<u8> = Vec::new();
            assert_eq!(nothing.len(), 1, "the reason");
            Ok(())
        });
        assert!(told.is_err_and(|error| error.to_string().contains("the reason")));
    }

    #[test]
    fn what_cannot_be_done_is_answered_and_the_thread_goes_on() {
        let (wake, woken) = crossbeam_channel::unbounded();
        let store = Store::start(move || wake.send(()).unwrap_or_default());
        let mut answers = Vec::new();
        store.send(Request::Open { folder: "/nowhere/at-all.kartoteka".into() });
        store.send(Request::Units);
        while answers.len() < 2 {
            assert!(woken.recv_timeout(Duration::from_secs(10)).is_ok(), "no answer came");
            answers.extend(store.answers());
        }
        for (answer, name) in answers.iter().zip(["open", "overview"]) {
            assert!(matches!(answer, Answer::Failed { request, .. } if *request == name), "{answer:?}");
        }
    }
}
