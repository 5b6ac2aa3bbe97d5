//! The catalogue's thread: one request after the other, each a call of the catalogue.

use super::amend;
use super::job::{Jobs, Progress, guarded};
use super::pictures::{self, Wish};
use super::request::{Answer, JobKind, JobNews, Opened, ReportAsked, Request, Token, Undoable, Write, Written};
use super::store::Replies;
use crate::catalogue::{Applied, Catalogue, NewPicture, OnClash, TakenIn, Undone};
use crate::error::{Error, Result};
use crate::model::{Act, Entry, EntryId};
use crossbeam_channel::{Receiver, Sender};
use std::sync::Arc;

/// Acts a page of history holds.
const HISTORY_PAGE: usize = 50;

/// What comes to the thread.
pub(super) enum Errand {
    /// A request of the window.
    Ask(Request),
    /// The program ends.
    End,
}

/// The thread's own things.
pub(super) struct Desk {
    replies: Replies,
    jobs: Jobs,
    errands: Sender<Errand>,
    pictures: Sender<Wish>,
    catalogue: Option<Catalogue>,
    author: String,
}

impl Desk {
    pub(super) fn new(replies: Replies, jobs: Jobs, errands: Sender<Errand>) -> Self {
        let pictures = pictures::start(replies.clone());
        Self { replies, jobs, errands, pictures, catalogue: None, author: String::new() }
    }

    /// Serves until the program ends.
    pub(super) fn run(&mut self, inbox: &Receiver<Errand>) {
        while let Ok(Errand::Ask(request)) = inbox.recv() {
            let (name, token) = (request.name(), request.token());
            if let Err(error) = guarded(|| self.serve(request)) {
                self.replies.send(Answer::Failed { request: name, token, error });
            }
        }
    }

    fn serve(&mut self, request: Request) -> Result<()> {
        match request {
            Request::Open { folder } => self.open(|| Catalogue::open(&folder)),
            Request::Create { folder, title } => self.open(|| Catalogue::create(&folder, &title)),
            Request::Sample { folder } => self.make_sample(folder),
            Request::Close => {
                self.close();
                self.replies.send(Answer::Closed);
                Ok(())
            }
            Request::SetAuthor { author } => {
                if let Some(catalogue) = &mut self.catalogue {
                    catalogue.set_author(&author);
                }
                self.author = author;
                Ok(())
            }
            Request::Write { write, token } => self.write(write, token),
            Request::Thumbnail { attachment } => self.wish(Wish::Picture(attachment, None)),
            Request::Picture { attachment, max_side_px } => self.wish(Wish::Picture(attachment, Some(max_side_px))),
            Request::Report(asked) => self.report(asked),
            Request::Check => self.check(),
            reading => {
                let answer = read(self.catalogue()?, reading)?;
                self.replies.send(answer);
                Ok(())
            }
        }
    }

    fn catalogue(&mut self) -> Result<&mut Catalogue> {
        self.catalogue.as_mut().ok_or_else(none_open)
    }

    fn wish(&self, wish: Wish) -> Result<()> {
        // without a picture thread there are no pictures; that was logged when it did not start
        let _ = self.pictures.send(wish);
        Ok(())
    }

    /// Opens another catalogue. The one before is closed only when the new one is there, unless it is the same.
    fn open(&mut self, open: impl FnOnce() -> Result<Catalogue>) -> Result<()> {
        self.close();
        let mut catalogue = open()?;
        catalogue.set_author(&self.author);
        let opened = Opened {
            folder: catalogue.folder().to_owned(),
            title: catalogue.title().to_owned(),
            mode: catalogue.mode().clone(),
            counts: catalogue.counts()?,
            units: catalogue.units()?,
            undoable: undoable(&catalogue)?,
        };
        let _ = self.pictures.send(Wish::From(reader(&catalogue).ok().map(Box::new)));
        self.catalogue = Some(catalogue);
        self.replies.send(Answer::Opened(Box::new(opened)));
        Ok(())
    }

    fn close(&mut self) {
        let _ = self.pictures.send(Wish::From(None));
        self.catalogue = None;
    }

    fn make_sample(&mut self, folder: std::path::PathBuf) -> Result<()> {
        let _ = (&folder, &self.errands);
        Err(Error::Input("the sample cannot be made yet".to_owned()))
    }

    fn write(&mut self, write: Write, token: Token) -> Result<()> {
        let catalogue = self.catalogue.as_mut().ok_or_else(none_open)?;
        let (applied, act, made, refused) = match write {
            Write::Key { card, keyed } => (catalogue.key(card, &keyed)?, Act::Edit, None, Vec::new()),
            Write::Rekey { claim, as_written, absence } => {
                (catalogue.rekey(claim, &as_written, absence)?, Act::Edit, None, Vec::new())
            }
            Write::AddClaim(claim) => {
                let made = claim.id;
                (amend::add_claim(catalogue, *claim)?, Act::Edit, Some(made), Vec::new())
            }
            Write::Set { entry, fields, reason } => {
                (amend::set(catalogue, entry, fields, &reason)?, Act::Edit, None, Vec::new())
            }
            Write::Act { act, about, reason, changes } => {
                let made = changes
                    .iter()
                    .find(|change| change.before.is_none())
                    .and_then(|change| change.after.as_ref().map(Entry::id));
                (catalogue.act(act, &about, &reason, changes)?, act, made, Vec::new())
            }
            Write::AddCard { template, reference_code, unit, keyed } => {
                let card = catalogue.add_card(&template, &reference_code, unit, &keyed)?;
                (latest(catalogue)?, Act::Add, Some(card.id), Vec::new())
            }
            Write::Attach { entry, pictures } => {
                let progress = self.jobs.begin(JobKind::Attach, &self.replies);
                let taken = guarded(|| attach(catalogue, entry, &pictures, &progress));
                match taken {
                    Ok(taken) => {
                        self.jobs.end(&progress, Ok(JobNews::Done));
                        let made = taken.attached.first().map(|attachment| attachment.id);
                        let applied = if made.is_some() { latest(catalogue)? } else { nothing() };
                        (applied, Act::Attach, made, taken.refused)
                    }
                    Err(error) => {
                        self.jobs.end(&progress, Ok(JobNews::Done));
                        return Err(error);
                    }
                }
            }
            Write::AddNote { subject, kind, text, date, access } => {
                let note = catalogue.add_note(subject, kind, &text, &date, access)?;
                (latest(catalogue)?, Act::Note, Some(note.id), Vec::new())
            }
            Write::Undo => {
                let seq = catalogue.next_undo()?.map(|act| act.seq).unwrap_or_default();
                match catalogue.undo(None, OnClash::Stop)? {
                    Undone::Done(applied) => (applied, Act::Undo, None, Vec::new()),
                    Undone::Clashes(clashes) => return self.clashes(seq, clashes),
                }
            }
            Write::Redo => {
                let seq = catalogue.next_redo()?.map(|act| act.seq).unwrap_or_default();
                match catalogue.redo()? {
                    Undone::Done(applied) => (applied, Act::Redo, None, Vec::new()),
                    Undone::Clashes(clashes) => return self.clashes(seq, clashes),
                }
            }
            Write::UndoAct { seq, on_clash } => match catalogue.undo(Some(seq), on_clash)? {
                Undone::Done(applied) => (applied, Act::Undo, None, Vec::new()),
                Undone::Clashes(clashes) => return self.clashes(seq, clashes),
            },
        };
        let written =
            Written { token, act, applied, made, refused, undoable: undoable(catalogue)?, counts: catalogue.counts()? };
        self.replies.send(Answer::Written(Box::new(written)));
        Ok(())
    }

    fn clashes(&self, seq: u64, clashes: Vec<crate::model::Clash>) -> Result<()> {
        self.replies.send(Answer::Clashes { seq, clashes });
        Ok(())
    }

    fn report(&mut self, asked: ReportAsked) -> Result<()> {
        let reading = reader(self.catalogue()?)?;
        self.jobs.spawn(JobKind::Report, &self.replies, move |progress| {
            progress.step(0, 0);
            let holdings = reading.gather(&asked.selection, asked.audience)?;
            drop(reading);
            let _ = holdings;
            Err(Error::Report("reports are not there yet".to_owned()))
        });
        Ok(())
    }

    fn check(&mut self) -> Result<()> {
        let reading = reader(self.catalogue()?)?;
        self.jobs.spawn(JobKind::Check, &self.replies, move |progress| {
            let report = reading.check(&|done, total| progress.step(done, total))?;
            if progress.is_stopped() { Err(Error::Cancelled) } else { Ok(JobNews::Checked(report)) }
        });
        Ok(())
    }
}

/// A second, reading connection to an open catalogue: this thread holds it for writing, so another open of the same
/// folder can only read.
fn reader(catalogue: &Catalogue) -> Result<Catalogue> {
    Catalogue::open(catalogue.folder())
}

fn read(catalogue: &Catalogue, request: Request) -> Result<Answer> {
    Ok(match request {
        Request::List { query, token } => Answer::List { token, rows: catalogue.list(&query)?.into() },
        Request::Rows { rows: asked, token } => Answer::Rows { token, rows: catalogue.rows(&asked)?, asked },
        Request::Find { words, limit, token } => Answer::Found { token, hits: catalogue.find(&words, limit)? },
        Request::Dossier { id } => match catalogue.dossier(id) {
            Ok(dossier) => Answer::Dossier(Arc::new(dossier)),
            Err(Error::NoSuchEntry(_)) => Answer::NoEntry(id),
            Err(error) => return Err(error),
        },
        Request::History { owner, before } => {
            Answer::History { owner, before, acts: catalogue.history(owner, before, HISTORY_PAGE)? }
        }
        Request::Units => Answer::Units(catalogue.units()?),
        Request::Counts => Answer::Counts(catalogue.counts()?),
        _ => Answer::Undoable(undoable(catalogue)?),
    })
}

fn attach(catalogue: &mut Catalogue, entry: EntryId, pictures: &[NewPicture], progress: &Progress) -> Result<TakenIn> {
    if !progress.step(0, pictures.len() as u64) {
        return Err(Error::Cancelled);
    }
    catalogue.attach(entry, pictures)
}

fn undoable(catalogue: &Catalogue) -> Result<Undoable> {
    Ok(Undoable { undo: catalogue.next_undo()?, redo: catalogue.next_redo()? })
}

/// What the act written just now touched, for calls that give the entry instead.
fn latest(catalogue: &Catalogue) -> Result<Applied> {
    let act = catalogue.history(None, None, 1)?.into_iter().next();
    Ok(act.map_or_else(nothing, |act| Applied {
        seq: act.seq,
        touched: act
            .changes
            .iter()
            .map(|line| crate::catalogue::Touched { entry: line.entry, kind: line.kind, owner: line.owner })
            .collect(),
    }))
}

const fn nothing() -> Applied {
    Applied { seq: 0, touched: Vec::new() }
}

fn none_open() -> Error {
    Error::Input("no catalogue is open".to_owned())
}
