//! One running decoding process: started, asked, waited for with a limit, ended.
//!
//! A thread of its own writes to it and reads from it, so that who waits can stop waiting at any moment, even where a
//! process cannot be killed because the system waits for a disk. Nothing the process says is believed unchecked.

use super::wire::{self, Answer, Ready};
use super::{DECODE_ARGUMENT, locked};
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How much of what the process says about itself is kept.
const LAST_WORDS_BYTES: usize = 4096;
/// How long its last words are waited for.
const LAST_WORDS_WAIT: Duration = Duration::from_millis(300);
/// A tile goes through in few pieces.
#[cfg(target_os = "linux")]
const PIPE_BYTES: usize = 1 << 20;

/// A request on its way: the frame's bytes and the most bytes that may come back.
struct Question {
    head: wire::Request,
    path: Vec<u8>,
    most_bytes: u64,
}

/// What comes from the process.
enum Event {
    Ready,
    Answered(Box<Answer>, Vec<u8>),
    Ended(Ending),
}

/// Why there will be no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The time was over.
    TooLong(Duration),
    /// It said so.
    OutOfMemory,
    /// It ended by itself or by a signal: what the system says of it.
    Died(String),
    /// It said what nobody asked.
    Senseless,
}

/// The handle by which a process is killed from any thread.
pub(super) struct Handle {
    child: Mutex<Child>,
    stopped: AtomicBool,
}

impl Handle {
    /// Ends it because nobody wants its answer.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.kill();
    }

    /// Whether it was ended because nobody wanted its answer.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    pub(super) fn id(&self) -> u32 {
        locked(&self.child).id()
    }

    fn has_ended(&self) -> bool {
        !matches!(locked(&self.child).try_wait(), Ok(None))
    }

    fn kill(&self) {
        if let Err(error) = locked(&self.child).kill() {
            tracing::warn!(%error, "the decoding process could not be stopped");
        }
    }

    /// Kills it where it still lives and waits for its end, so that it leaves nothing in the system's table.
    fn end(&self) -> io::Result<ExitStatus> {
        let mut child = locked(&self.child);
        if child.try_wait()?.is_none() {
            child.kill()?;
        }
        child.wait()
    }
}

/// How often, and how long apart, the end of a process that was killed is looked for.
const MOST_LOOKS: u32 = 100;
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_millis(2);

/// A process and the way to it. It ends when this is dropped.
pub(super) struct Process {
    pub(super) handle: Arc<Handle>,
    questions: Sender<Question>,
    events: Receiver<Event>,
}

impl Process {
    /// Starts `program` and waits until it is ready; `known` is told the handle before the waiting begins.
    pub(super) fn start(
        program: &Path,
        spool: &Path,
        limit: Duration,
        known: impl FnOnce(Arc<Handle>),
    ) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg(DECODE_ARGUMENT).arg(spool);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // a decoder that panics says so by its answer; to find out where takes longer than many a picture
        command.env("RUST_BACKTRACE", "0");
        #[cfg(unix)]
        {
            // Ctrl+C ends the program; its end ends this process
            use std::os::unix::process::CommandExt;
            command.process_group(0);
        }
        #[cfg(windows)]
        {
            const CREATE_NO_WINDOW: u32 = 0x0800_0000;
            std::os::windows::process::CommandExt::creation_flags(&mut command, CREATE_NO_WINDOW);
        }
        let mut child = command.spawn()?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let handle = Arc::new(Handle { child: Mutex::new(child), stopped: AtomicBool::new(false) });
        known(Arc::clone(&handle));
        let (Some(stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
            handle.kill();
            return Err(io::Error::other("it has no standard input and output"));
        };
        #[cfg(target_os = "linux")]
        if let Err(error) = rustix::pipe::fcntl_setpipe_size(&stdout, PIPE_BYTES) {
            tracing::debug!(%error, "tiles go through a narrow pipe");
        }
        let (questions, inbox) = mpsc::channel();
        let (outbox, events) = mpsc::channel();
        let ways = Ways { handle: Arc::clone(&handle), stdin, stdout };
        let spawned = last_words(stderr).and_then(|said| {
            std::thread::Builder::new()
                .name("decoding process".to_owned())
                .spawn(move || ways.talk(&inbox, &outbox, &said))
        });
        if let Err(error) = spawned {
            handle.kill();
            return Err(error);
        }
        let process = Self { handle, questions, events };
        match process.events.recv_timeout(limit) {
            Ok(Event::Ready) => Ok(process),
            Ok(Event::Ended(Ending::Died(status))) => Err(io::Error::other(format!("it ended at once ({status})"))),
            Ok(_) | Err(RecvTimeoutError::Disconnected) => Err(io::Error::other("it is another program")),
            Err(RecvTimeoutError::Timeout) => Err(io::Error::other("it does not answer")),
        }
    }

    /// Whether it may be asked something.
    pub(super) fn is_usable(&self) -> bool {
        !self.handle.is_stopped() && !self.handle.has_ended()
    }

    /// Asks and waits. After an ending the process is of no use.
    pub(super) fn ask(
        &self,
        head: wire::Request,
        path: &Path,
        most_bytes: u64,
        limit: Duration,
    ) -> Result<(Answer, Vec<u8>), Ending> {
        let question = Question { head, path: wire::path_to_bytes(path), most_bytes };
        let gone = || Ending::Died("it is gone".to_owned());
        self.questions.send(question).map_err(|_| gone())?;
        match self.events.recv_timeout(limit) {
            Ok(Event::Answered(answer, bytes)) => Ok((*answer, bytes)),
            Ok(Event::Ended(ending)) => Err(ending),
            Ok(Event::Ready) => Err(Ending::Senseless),
            Err(RecvTimeoutError::Timeout) => Err(Ending::TooLong(limit)),
            Err(RecvTimeoutError::Disconnected) => Err(gone()),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // it has nothing to lose, and it may be busy with what nobody waits for any more
        self.handle.kill();
        // its end is seen where it comes at once, so that what it used counts as ours; a hung disk is not waited for
        for _ in 0..MOST_LOOKS {
            if self.handle.has_ended() {
                break;
            }
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}

/// The ends of the pipes, on their thread.
struct Ways {
    handle: Arc<Handle>,
    stdin: ChildStdin,
    stdout: ChildStdout,
}

impl Ways {
    fn talk(mut self, inbox: &Receiver<Question>, outbox: &Sender<Event>, said: &Receiver<String>) {
        let ready = wire::receive::<Ready>(&mut self.stdout, 0);
        let mut failed = match ready {
            Ok(Some((ready, _))) if ready == Ready::of_this_program() => None,
            Ok(Some(_)) => Some(io::ErrorKind::InvalidData),
            Ok(None) => Some(io::ErrorKind::UnexpectedEof),
            Err(error) => Some(error.kind()),
        };
        let mut event = Event::Ready;
        while failed.is_none() {
            // nobody listens: nobody will ask either
            let Some(question) = outbox.send(event).ok().and_then(|()| inbox.recv().ok()) else {
                let _ = self.handle.end();
                return;
            };
            match self.exchange(&question) {
                Ok(Some((answer, bytes))) => event = Event::Answered(Box::new(answer), bytes),
                Ok(None) => return self.tell_end(io::ErrorKind::UnexpectedEof, outbox, said),
                Err(error) => return self.tell_end(error.kind(), outbox, said),
            }
        }
        if let Some(kind) = failed.take() {
            self.tell_end(kind, outbox, said);
        }
    }

    fn exchange(&mut self, question: &Question) -> io::Result<Option<(Answer, Vec<u8>)>> {
        wire::send(&mut self.stdin, &question.head, &question.path)?;
        wire::receive(&mut self.stdout, question.most_bytes)
    }

    fn tell_end(&self, kind: io::ErrorKind, outbox: &Sender<Event>, said: &Receiver<String>) {
        let status = self.handle.end();
        let said = said.recv_timeout(LAST_WORDS_WAIT).unwrap_or_default();
        let status = status.map_or_else(|error| error.to_string(), |status| status.to_string());
        let known = known_words(&said);
        tracing::info!(status, said = known, "the decoding process ended");
        let ending = if known.contains("memory allocation of") {
            Ending::OutOfMemory
        } else if matches!(kind, io::ErrorKind::InvalidData) {
            Ending::Senseless
        } else {
            Ending::Died(status)
        };
        // nobody may be waiting any more
        let _ = outbox.send(Event::Ended(ending));
    }
}

/// Reads what the process says of itself until its end; only the last of it is kept and handed over.
fn last_words(mut stderr: ChildStderr) -> io::Result<Receiver<String>> {
    let (outbox, said) = mpsc::channel();
    std::thread::Builder::new().name("decoding last words".to_owned()).spawn(move || {
        let mut kept: Vec<u8> = Vec::new();
        let mut piece = [0; 1024];
        while let Ok(length @ 1..) = stderr.read(&mut piece) {
            kept.extend_from_slice(piece.get(..length).unwrap_or_default());
            kept.drain(..kept.len().saturating_sub(LAST_WORDS_BYTES));
        }
        let _ = outbox.send(String::from_utf8_lossy(&kept).into_owned());
    })?;
    Ok(said)
}

/// The last line that comes from the runtime, which knows no names of files: the rest is not for a log.
fn known_words(said: &str) -> &str {
    const KNOWN: [&str; 4] = ["memory allocation of", "thread '", "fatal runtime error", "error while loading"];
    said.lines().rev().find(|line| KNOWN.iter().any(|known| line.contains(known))).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_runtime_says_is_told() {
        let said = "WARN /scans/Pogoschew.tif is odd\nmemory allocation of 99 bytes failed\nWARN Pogoschew again\n";
        assert_eq!(known_words(said), "memory allocation of 99 bytes failed");
        assert_eq!(known_words("WARN Pogoschew\n"), "");
    }
}
