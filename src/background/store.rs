//! The handle to the catalogue's thread.

use super::answer::Answer;
use super::job::{JobId, Jobs};
use super::looking::{LookWish, Looking};
use super::request::{Request, Token, Write};
use super::serve::{Desk, Errand};
use super::small::SmallPictures;
use super::watch::Watch;
use crossbeam_channel::{Receiver, Sender};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where answers go; whoever shows them is woken.
#[derive(Clone)]
pub(super) struct Replies {
    answers: Sender<Answer>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Replies {
    /// Sends an answer. Nobody listens any more when the window is closing; that is no mistake.
    pub(super) fn send(&self, answer: Answer) {
        if self.answers.send(answer).is_ok() {
            (self.wake)();
        }
    }
}

/// The handle to the catalogue's thread: requests in, answers out, nobody waits.
pub struct Store {
    errands: Sender<Errand>,
    answers: Receiver<Answer>,
    jobs: Jobs,
    looking: Arc<Looking>,
    small: Arc<SmallPictures>,
    watch: Arc<Watch>,
    thread: Option<std::thread::JoinHandle<()>>,
    last_token: AtomicU64,
    writing: RefCell<BTreeSet<Token>>,
}

impl Store {
    /// Starts the thread. `wake` is called after each answer, from other threads.
    pub fn start(wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (errands, inbox) = crossbeam_channel::unbounded();
        let (answers, outbox) = crossbeam_channel::unbounded();
        let replies = Replies { answers, wake: Arc::new(wake) };
        let jobs = Jobs::default();
        let looking = Arc::new(Looking::new(replies.clone()));
        let small = Arc::new(SmallPictures::new(replies.clone(), errands.clone()));
        let watch = Arc::new(Watch::new(errands.clone()));
        let mut desk = Desk::new(
            replies,
            jobs.clone(),
            errands.clone(),
            Arc::clone(&looking),
            Arc::clone(&small),
            Arc::clone(&watch),
        );
        let spawned = std::thread::Builder::new().name("catalogue".to_owned()).spawn(move || desk.run(&inbox));
        let thread = spawned.inspect_err(|error| tracing::error!(%error, "no thread for the catalogue")).ok();
        let (last_token, writing) = (AtomicU64::new(0), RefCell::default());
        Self { errands, answers: outbox, jobs, looking, small, watch, thread, last_token, writing }
    }

    /// A token nobody else has.
    pub fn token(&self) -> Token {
        Token(self.last_token.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Asks something; the answer comes through [`Self::answers`].
    pub fn send(&self, request: Request) {
        if let Request::Look { seat, wish } = request {
            if let LookWish::Look { attachment, .. } = &wish {
                self.watch.looked_at(attachment);
            }
            self.looking.ask(seat, wish);
        } else if let Request::SmallPictures { wanted } = request {
            self.small.want(wanted);
        } else if self.errands.send(Errand::Ask(request)).is_err() {
            tracing::error!("the catalogue's thread is gone");
        }
    }

    /// Asks for something to be written; the token comes back in [`Answer::Written`] or [`Answer::Failed`].
    pub fn write(&self, write: Write) -> Token {
        let token = self.token();
        self.writing.borrow_mut().insert(token);
        self.send(Request::Write { write, token });
        token
    }

    /// The answers that have come, without waiting.
    pub fn answers(&self) -> impl Iterator<Item = Answer> + '_ {
        self.answers.try_iter().inspect(|answer| {
            let token = match answer {
                Answer::Written(written) => Some(written.token),
                Answer::Clashes { token, .. } => Some(*token),
                Answer::Failed { token, .. } => *token,
                _ => None,
            };
            if let Some(token) = token {
                self.writing.borrow_mut().remove(&token);
            }
        })
    }

    /// Whether something that was to be written has not been answered yet.
    pub fn is_writing(&self) -> bool {
        !self.writing.borrow().is_empty()
    }

    /// Somebody works. A minute after the last time stored files are read whose turn it is.
    pub fn used(&self) {
        self.watch.used();
    }

    /// Asks a job to wait, or to go on. Only a folder that is taken in can wait.
    pub fn pause(&self, job: JobId, pause: bool) {
        self.jobs.pause(job, pause);
    }

    /// Asks a job to stop.
    pub fn cancel(&self, job: JobId) {
        self.jobs.cancel(job);
    }
}

impl Drop for Store {
    /// What was asked is still written before the program ends.
    fn drop(&mut self) {
        self.jobs.cancel_all();
        self.looking.from(None);
        self.small.from(None);
        self.watch.end();
        if self.errands.send(Errand::End).is_ok()
            && let Some(thread) = self.thread.take()
        {
            // a panic of that thread was told when it happened
            let _ = thread.join();
        }
    }
}
