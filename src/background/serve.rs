//! The catalogue's thread: one request after the other, each a call of the catalogue.

use super::amend;
mod files;
mod lists;
mod near;
mod turns;

pub(super) use files::Noting;
mod take_in;

use super::answer::{Answer, JobKind, JobNews, Opened, Pixels, Undoable, Written};
use super::attach::StoredPictures;
use super::job::{Jobs, Progress, guarded};
use super::looking::Looking;
use super::pictures::{self, Wish};
use super::report;
use super::request::{ReportAsked, Request, Token, Write};
use super::small::SmallPictures;
use super::store::Replies;
use super::study::past::{PastNews, PastWish};
use super::study::{self, StudyNews, StudyWish};
use super::take_in::{ToKeep, Watching};
use super::watch::Watch;
use crate::catalogue::watch::Troubles;
use crate::catalogue::{Applied, Arrangement, Catalogue, KeyingAids, ListQuery, Mode, OnClash, Undone};
use crate::error::{Error, Result};
use crate::model::{Act, Checksum, Entry, EntryId, FileEvent, Role, StoredFile};
use crossbeam_channel::{Receiver, Sender};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Acts a page of history holds.
const HISTORY_PAGE: usize = 50;

/// What comes to the thread.
pub(super) enum Errand {
    /// A request of the window.
    Ask(Request),
    /// Pictures were stored by a job and are to be attached.
    Attach(Box<StoredPictures>),
    /// Files of a folder were stored by a job and are to be written down.
    KeepBrought(Box<ToKeep>),
    /// The whole of a list whose beginning was told.
    RestOfList(ListQuery, Token),
    /// A job could not mend what it may only read.
    CheckHere(Progress),
    /// No small copy of a file can be made, and why; or there is one after all.
    NoteUnshown(Checksum, Option<String>),
    /// Which files it is the turn of in the catalogue in this folder, at most so many.
    DueFiles { folder: PathBuf, most: usize, answer: Sender<Vec<StoredFile>> },
    /// What happened to files of the catalogue in this folder.
    FileEvents { folder: PathBuf, events: Vec<FileEvent> },
    /// The program ends.
    End,
}

/// The thread's own things.
pub(super) struct Desk {
    replies: Replies,
    jobs: Jobs,
    errands: Sender<Errand>,
    pictures: Sender<Wish>,
    looking: Arc<Looking>,
    small: Arc<SmallPictures>,
    watch: Arc<Watch>,
    /// The folder of scans that is watched.
    watching: Option<Watching>,
    /// Stops the plan of a folder that is being made.
    planning: Arc<std::sync::atomic::AtomicBool>,
    /// What the window knows of files that are not as they should be.
    troubles: Option<Troubles>,
    catalogue: Option<Catalogue>,
    author: String,
}

impl Desk {
    pub(super) fn new(
        replies: Replies,
        jobs: Jobs,
        errands: Sender<Errand>,
        looking: Arc<Looking>,
        small: Arc<SmallPictures>,
        watch: Arc<Watch>,
    ) -> Self {
        let pictures = pictures::start(replies.clone());
        Self {
            replies,
            jobs,
            errands,
            pictures,
            looking,
            small,
            watch,
            watching: None,
            planning: Arc::default(),
            troubles: None,
            catalogue: None,
            author: String::new(),
        }
    }

    /// Serves until the program ends.
    pub(super) fn run(&mut self, inbox: &Receiver<Errand>) {
        let mut turns = turns::Turns::default();
        while let Some(errand) = turns.next(inbox) {
            let (name, token, done) = match errand {
                Errand::Ask(request) => (request.name(), request.token(), guarded(|| self.serve(request))),
                Errand::RestOfList(query, token) => ("list", Some(token), guarded(|| self.rest_of_list(&query, token))),
                Errand::Attach(stored) => ("attach", Some(stored.token), guarded(|| self.attach_stored(*stored))),
                Errand::CheckHere(progress) => {
                    let checked = guarded(|| {
                        self.check_here(&progress);
                        Ok(())
                    });
                    ("check", None, checked)
                }
                Errand::NoteUnshown(master, why) => {
                    let noted = guarded(|| self.catalogue()?.note_unshown(&master, why.as_deref()));
                    if let Err(error) = noted {
                        tracing::debug!(%error, "what cannot be shown was not noted");
                    }
                    continue;
                }
                Errand::KeepBrought(batch) => ("take-in", None, guarded(|| self.keep_brought(&batch))),
                Errand::DueFiles { folder, most, answer } => {
                    ("health", None, guarded(|| self.due_files(&folder, most, &answer)))
                }
                Errand::FileEvents { folder, events } => {
                    ("health", None, guarded(|| self.note_file_events(&folder, &events)))
                }
                Errand::End => return,
            };
            if let Err(error) = done {
                self.replies.send(Answer::Failed { request: name, token, error });
            }
        }
    }

    fn serve(&mut self, request: Request) -> Result<()> {
        match request {
            Request::Open { folder } => self.open(&folder, || Catalogue::open(&folder)),
            Request::Create { folder, title } => self.open(&folder, || Catalogue::create(&folder, &title)),
            Request::Sample { folder } => {
                self.make_sample(folder);
                Ok(())
            }
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
            Request::Study(StudyWish::Past(PastWish::Verify(token))) => self.verify(token),
            Request::ShownList { query, token } => self.shown_list(query, token),
            Request::Write { write, token } => self.write(write, token),
            Request::Thumbnail { attachment } => {
                self.wish(Wish::Picture(attachment, None));
                Ok(())
            }
            Request::SmallPicture { id } => {
                match self.catalogue()?.get(id)? {
                    Some(Entry::Attachment(picture)) if !picture.content_note.is_empty() => {
                        self.replies.send(Answer::Covered(id));
                    }
                    Some(Entry::Attachment(picture)) => self.wish(Wish::Picture(Box::new(picture), None)),
                    // removed meanwhile: its line goes with the next list
                    _ => {}
                }
                Ok(())
            }
            Request::CardEdges { attachment, size_mm } => {
                self.wish(Wish::Edges(attachment, size_mm));
                Ok(())
            }
            Request::PictureFile { file, max_side_px, token } => {
                self.wish(Wish::File(file, max_side_px, token));
                Ok(())
            }
            Request::Picture { attachment, max_side_px } => {
                self.wish(Wish::Picture(attachment, Some(max_side_px)));
                Ok(())
            }
            Request::KeepDrafts { kept, gone, token } => {
                self.catalogue()?.keep_drafts(&kept, &gone)?;
                self.replies.send(Answer::DraftsKept { token });
                Ok(())
            }
            Request::Report(asked) => self.report(asked),
            Request::Check => self.check(),
            Request::TakeIn(wish) => self.wish_take_in(wish),
            Request::Health => self.health(),
            Request::CheckFiles => self.check_files(),
            Request::Relink { folder } => self.relink(folder),
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

    fn wish(&self, wish: Wish) {
        // without a picture thread there are no pictures; that was logged when it did not start
        let _ = self.pictures.send(wish);
    }

    /// Opens another catalogue. The one before is closed only when the new one is there, unless it is the same.
    fn open(&mut self, folder: &Path, open: impl FnOnce() -> Result<Catalogue>) -> Result<()> {
        let is_same = |one: &Catalogue| match (one.folder().canonicalize(), folder.canonicalize()) {
            (Ok(one), Ok(other)) => one == other,
            _ => one.folder() == folder,
        };
        if self.catalogue.as_ref().is_some_and(is_same) {
            self.close();
            self.replies.send(Answer::Closed);
        }
        let mut catalogue = open()?;
        catalogue.set_author(&self.author);
        let opened = Opened {
            folder: catalogue.folder().to_owned(),
            title: catalogue.title().to_owned(),
            mode: catalogue.mode().clone(),
            counts: catalogue.counts()?,
            units: catalogue.units()?,
            undoable: undoable(&catalogue)?,
            templates: catalogue.templates()?.into(),
            drafts: catalogue.drafts()?,
            interrupted: catalogue.interrupted_take_in(),
            saved: catalogue.saved_searches()?,
        };
        let _ = self.pictures.send(Wish::From(Some(catalogue.folder().to_owned())));
        self.looking.from(Some(catalogue.folder().to_owned()));
        self.small.from(Some(catalogue.folder().to_owned()));
        let is_writable = catalogue.mode() == Mode::Writable;
        self.watch.from(is_writable.then(|| catalogue.folder().to_owned()));
        self.watching = None;
        self.catalogue = Some(catalogue);
        self.replies.send(Answer::Opened(Box::new(opened)));
        self.troubles = None;
        self.tell_troubles()
    }

    fn close(&mut self) {
        let _ = self.pictures.send(Wish::From(None));
        self.looking.from(None);
        self.small.from(None);
        self.watch.from(None);
        self.watching = None;
        self.catalogue = None;
    }

    /// Makes the sample beside whatever is open; whoever asked for it opens it when nothing is in the way.
    fn make_sample(&self, folder: std::path::PathBuf) {
        let author = self.author.clone();
        self.jobs.spawn(JobKind::Sample, &self.replies, move |_| {
            drop(crate::sample::make(&folder, &author)?);
            Ok(JobNews::Made { folder })
        });
    }

    fn write(&mut self, write: Write, token: Token) -> Result<()> {
        let catalogue = self.catalogue.as_mut().ok_or_else(none_open)?;
        let (applied, act, made, refused) = match write {
            Write::Key { card, keyed } => (catalogue.key(card, &keyed)?, Act::Edit, None, Vec::new()),
            Write::Rekey { claim, as_written, absence, at } => {
                (catalogue.rekey(claim, &as_written, absence.as_ref(), at)?, Act::Edit, None, Vec::new())
            }
            Write::AddClaim { claim, at } => {
                let (applied, made) = amend::add_claim(catalogue, *claim, at)?;
                (applied, Act::Edit, made, Vec::new())
            }
            Write::Place { claim, at } => (amend::place(catalogue, claim, at)?, Act::Edit, None, Vec::new()),
            Write::RemoveClaim { claim } => (amend::remove_claim(catalogue, claim)?, Act::Edit, None, Vec::new()),
            Write::Say { of, as_written, said } => {
                (amend::say(catalogue, &of, &as_written, said)?, Act::Edit, None, Vec::new())
            }
            Write::SaveTemplate(template) => (catalogue.save_template(*template)?, Act::Edit, None, Vec::new()),
            Write::RemoveTemplate { id } => (catalogue.remove_template(&id)?, Act::Remove, None, Vec::new()),
            Write::Set { entry, fields, reason } => {
                (amend::set(catalogue, entry, fields, &reason)?, Act::Edit, None, Vec::new())
            }
            Write::Arrange { pictures, arrangement } => {
                let act = if matches!(arrangement, Arrangement::AttachTo(_)) { Act::Attach } else { Act::Edit };
                (catalogue.arrange(&pictures, &arrangement)?, act, None, Vec::new())
            }
            Write::Done { card } => (catalogue.finish(card)?.unwrap_or_else(nothing), Act::Edit, None, Vec::new()),
            Write::Deed(deed) => {
                let (applied, act) = study::perform(catalogue, deed)?;
                (applied, act, None, Vec::new())
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
                return self.attach_files(token, entry, pictures);
            }
            Write::AttachBytes { entry, name, role, bytes } => {
                return self.attach_bytes(token, entry, (name, role), move || Ok(bytes));
            }
            Write::Paste { entry, pixels } => {
                let named = ("pasted.png".to_owned(), Role::Other);
                return self.attach_bytes(token, entry, named, move || png(&pixels));
            }
            Write::AddNote { subject, kind, text, date, access } => {
                let note = catalogue.add_note(subject, kind, &text, &date, access)?;
                (latest(catalogue)?, Act::Note, Some(note.id), Vec::new())
            }
            Write::Undo => {
                let seq = catalogue.next_undo()?.map(|act| act.seq).unwrap_or_default();
                match catalogue.undo(None, OnClash::Stop)? {
                    Undone::Done(applied) => (applied, Act::Undo, None, Vec::new()),
                    Undone::Clashes(clashes) => {
                        self.replies.send(Answer::Clashes { token, seq, clashes });
                        return Ok(());
                    }
                }
            }
            Write::Redo => {
                let seq = catalogue.next_redo()?.map(|act| act.seq).unwrap_or_default();
                match catalogue.redo()? {
                    Undone::Done(applied) => (applied, Act::Redo, None, Vec::new()),
                    Undone::Clashes(clashes) => {
                        self.replies.send(Answer::Clashes { token, seq, clashes });
                        return Ok(());
                    }
                }
            }
            Write::UndoAct { seq, on_clash } => match catalogue.undo(Some(seq), on_clash)? {
                Undone::Done(applied) => (applied, Act::Undo, None, Vec::new()),
                Undone::Clashes(clashes) => {
                    self.replies.send(Answer::Clashes { token, seq, clashes });
                    return Ok(());
                }
            },
        };
        self.tell_written(token, act, applied, made, refused)
    }

    fn tell_written(
        &mut self,
        token: Token,
        act: Act,
        applied: Applied,
        made: Option<EntryId>,
        refused: Vec<Error>,
    ) -> Result<()> {
        let catalogue = self.catalogue()?;
        let (undoable, counts) = (undoable(catalogue)?, catalogue.counts()?);
        let written = Written { token, act, applied, made, refused, undoable, counts };
        self.replies.send(Answer::Written(Box::new(written)));
        Ok(())
    }

    fn attach_stored(&mut self, pictures: StoredPictures) -> Result<()> {
        let StoredPictures { token, entry, stored, mut refused } = pictures;
        if stored.is_empty() && refused.len() == 1 {
            return Err(refused.remove(0));
        }
        let taken = self.catalogue()?.attach_brought(entry, &stored)?;
        refused.extend(taken.refused);
        let made = taken.attached.first().map(|attachment| attachment.id);
        let applied = if made.is_some() { latest(self.catalogue()?)? } else { nothing() };
        self.tell_written(token, Act::Attach, applied, made, refused)
    }

    fn report(&mut self, asked: ReportAsked) -> Result<()> {
        let (reading, noting) = self.reading_files()?;
        self.jobs
            .spawn(JobKind::Report, &self.replies, move |progress| report::make(reading, asked, &noting, progress));
        Ok(())
    }

    fn check(&mut self) -> Result<()> {
        let (mut reading, noting) = self.reading_files()?;
        let (jobs, replies, errands) = (self.jobs.clone(), self.replies.clone(), self.errands.clone());
        jobs.clone().run(JobKind::Check, &replies, move |progress| {
            let checked = reading.check_telling(&|done, total| progress.step(done, total), &mut |_, looks| {
                noting.looks(looks);
                Ok(())
            });
            match checked {
                // what is found may be mended only by who may write
                Err(Error::ReadOnly { .. }) if errands.send(Errand::CheckHere(progress.clone())).is_ok() => None,
                outcome => Some(outcome.map(JobNews::Checked)),
            }
        });
        Ok(())
    }

    /// Verifies the history beside the work (a job).
    fn verify(&mut self, token: Token) -> Result<()> {
        let reading = reader(self.catalogue()?)?;
        let replies = self.replies.clone();
        self.jobs.spawn(JobKind::Verify, &self.replies, move |progress| {
            let verified = reading.verify_chain(&|done, total| progress.step(done, total))?;
            replies.send(Answer::Study(StudyNews::Past(PastNews::Verified(token, verified))));
            Ok(JobNews::Done)
        });
        Ok(())
    }

    /// Checks on this thread. It is done when the search index has to be made anew, which is rare.
    fn check_here(&mut self, progress: &Progress) {
        let outcome = self.catalogue().and_then(|catalogue| catalogue.check(&|done, total| progress.step(done, total)));
        self.jobs.end(progress, outcome.map(JobNews::Checked));
    }
}

/// A second, reading connection to an open catalogue, for a job.
fn reader(catalogue: &Catalogue) -> Result<Catalogue> {
    Catalogue::open_to_read(catalogue.folder())
}

fn read(catalogue: &Catalogue, request: Request) -> Result<Answer> {
    Ok(match request {
        Request::List { query, token } => Answer::List { token, rows: catalogue.list(&query)?.into() },
        Request::FoundCounts { words, token } => Answer::FoundCounts { token, counts: catalogue.found_counts(&words)? },
        Request::Facets { query, token } => Answer::Facets { token, facets: catalogue.facets(&query)? },
        Request::Why { words, rows, token } => Answer::Why { token, hits: catalogue.why(&words, &rows)? },
        Request::ValueWords { field, begun, token } => {
            Answer::ValueWords { token, values: catalogue.value_words(&field, &begun, lists::VALUES)? }
        }
        Request::SavedSearches => Answer::SavedSearches(catalogue.saved_searches()?),
        Request::Rows { rows: asked, token } => Answer::Rows { token, rows: catalogue.rows(&asked)?, asked },
        Request::Regions { picture } => {
            let regions = catalogue.regions(picture)?;
            let persons = regions.iter().filter_map(|region| region.shows.as_ref()?.person);
            let labels = persons.map(|person| Ok((person, catalogue.label(person)?))).collect::<Result<_>>()?;
            Answer::Regions { picture, regions, labels }
        }
        Request::Find { words, limit, token } => Answer::Found { token, hits: catalogue.find(&words, limit)? },
        Request::Dossier { id } => match catalogue.dossier(id) {
            Ok(dossier) => {
                // what helps is no reason not to show a card
                let aids = catalogue.keying_aids(&dossier).unwrap_or_else(|error| {
                    tracing::error!(%error, "a card is shown without what helps keying it");
                    KeyingAids::default()
                });
                Answer::Dossier(Arc::new(dossier), Arc::new(aids))
            }
            Err(Error::NoSuchEntry(_)) => Answer::NoEntry(id),
            Err(error) => return Err(error),
        },
        Request::Gallery { query, token } => Answer::Gallery { token, gallery: catalogue.gallery(&query)? },
        Request::HungPictures { ids, token } => {
            Answer::HungPictures { token, pictures: catalogue.hung_pictures(&ids)? }
        }
        Request::Neighbours { entry } => near::neighbours(catalogue, entry)?,
        Request::LookAlikes { entry } => near::look_alikes(catalogue, entry)?,
        Request::History { owner, before } => {
            Answer::History { owner, before, acts: catalogue.history(owner, before, HISTORY_PAGE)? }
        }
        Request::Study(wish) => Answer::Study(study::answer(catalogue, wish)?),
        Request::Units => Answer::Units(catalogue.units()?),
        Request::Counts => Answer::Counts(catalogue.counts()?),
        Request::Templates => Answer::Templates(catalogue.templates()?.into()),
        Request::Previous { card } => Answer::Previous { card, previous: catalogue.previous(card)?.map(Arc::new) },
        Request::Wordings { property, datatype, words, token } => {
            Answer::Wordings { token, found: catalogue.wordings(&property, datatype, &words)? }
        }
        Request::Places { wording, at, token } => {
            Answer::Places { token, found: catalogue.places_meant(&wording, at)? }
        }
        Request::NextCard { from, unit, stage, back } => {
            Answer::NextCard { from, card: catalogue.next_card(from, unit, stage, back)? }
        }
        Request::Stages { unit } => Answer::Stages(catalogue.stages(unit)?),
        _ => Answer::Undoable(Box::new(undoable(catalogue)?)),
    })
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

/// Pixels of the clipboard as a file.
fn png(pixels: &Pixels) -> Result<Vec<u8>> {
    let side = |length: usize| u32::try_from(length).map_err(|_| Error::Input("the picture is too large".to_owned()));
    let (width, height) = (side(pixels.width_px)?, side(pixels.height_px)?);
    crate::media::encode_png(&crate::media::Pixels { width, height, rgba: pixels.rgba.clone() })
}
