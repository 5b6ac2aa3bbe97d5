//! Stored files become pictures of the catalogue: what is known of each file, then one act for the batch.

use super::bring::Brought;
use super::interrupted::hex;
use super::plan::Goes;
use super::walk::shown;
use super::{AlreadyThere, LooksLike, TakeInOptions, TakenFile};
use crate::catalogue::watch::agent;
use crate::catalogue::{Applied, Catalogue, moment, now};
use crate::error::Result;
use crate::model::{
    Access, Act, Attachment, Change, Checksum, Entry, EntryId, FileCard, FileEvent, FileEventKind, FileState, Outcome,
    Role, Stage, StoredFile,
};
use crate::storage::{codes, files, rows};
use std::collections::HashMap;
use std::path::Path;

/// What became of a batch.
#[derive(Debug, Default)]
pub struct Kept {
    /// The files that are pictures now.
    pub taken: Vec<TakenFile>,
    /// Those that were before.
    pub already_there: Vec<AlreadyThere>,
    /// The act, when something was written.
    pub applied: Option<Applied>,
}

/// What one batch makes, while it is put together.
#[derive(Default)]
struct Batch {
    changes: Vec<Change>,
    /// Pictures made in this batch, by checksum.
    made: HashMap<Checksum, Vec<Attachment>>,
    /// Cards made in this batch, by reference code.
    cards: HashMap<String, EntryId>,
    /// The next free place of each entry.
    next: HashMap<EntryId, u32>,
    kept: Kept,
}

/// Where a file belongs, now.
struct Place {
    entry: Option<EntryId>,
    reference_code: String,
    new_card: bool,
    why_nowhere: Option<String>,
}

impl Catalogue {
    /// Writes a batch of stored files: what is known of them, the cards made for them, the pictures; one act.
    pub fn keep_brought(&mut self, brought: &[Brought], folder: &Path, options: &TakeInOptions) -> Result<Kept> {
        self.assert_writable()?;
        let root = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        self.note_brought(brought, &root)?;
        let mut batch = Batch::default();
        for file in brought {
            self.keep_one(file, options, &mut batch)?;
        }
        let Batch { changes, mut kept, .. } = batch;
        if !changes.is_empty() {
            let count = kept.taken.len();
            let about =
                if count == 1 { format!("1 picture from {root}") } else { format!("{count} pictures from {root}") };
            kept.applied = Some(self.act(Act::TakeIn, &about, "", changes)?);
        }
        Ok(kept)
    }

    fn keep_one(&self, brought: &Brought, options: &TakeInOptions, batch: &mut Batch) -> Result<()> {
        let Brought { planned, stored, examined, .. } = brought;
        let place = self.place_of(&planned.goes, options, batch)?;
        let known = self.pictures_of_master(&stored.checksum)?;
        if let (Some(_), false) = (place.entry, batch.made.is_empty()) {
            batch.drop_loose(&stored.checksum, &place.reference_code, planned.role);
        }
        let in_batch = batch.made.get(&stored.checksum).map(Vec::as_slice).unwrap_or_default();
        let same = known.iter().chain(in_batch).find(|picture| place.entry.is_none_or(|entry| picture.entry == entry));
        if let Some(picture) = same {
            let known_as = self.known_as(picture, batch)?;
            batch.kept.already_there.push(AlreadyThere {
                file: shown(&planned.path),
                checksum: stored.checksum.clone(),
                known_as,
            });
            return Ok(());
        }
        // it was taken in before anybody could say where it belongs
        let is_moved = |picture: &Attachment| in_batch.iter().any(|made| made.id == picture.id);
        let loose = known.iter().find(|picture| !picture.is_attached() && !is_moved(picture)).cloned();
        let id = loose.as_ref().map_or_else(EntryId::fresh, |picture| picture.id);
        let entry = place.entry.unwrap_or(id);
        let ord = match place.entry {
            Some(entry) => self.next_place(entry, batch)?,
            None => 0,
        };
        let picture = match &loose {
            // what somebody has said of it stays
            Some(before) => {
                let role = if before.role == Role::Other { planned.role } else { before.role };
                Attachment { entry, ord, role, ..before.clone() }
            }
            None => Attachment { id, ord, ..brought.attachment(entry) },
        };
        batch.changes.push(match loose {
            Some(before) => Change::edit(before, picture.clone()),
            None => Change::create(picture.clone()),
        });
        batch.made.entry(stored.checksum.clone()).or_default().push(picture.clone());
        let not_shown = match examined {
            Some(_) => None,
            None => self.not_shown(&stored.checksum)?,
        };
        let not_shown = not_shown.or_else(|| brought.why_not_shown());
        let looks_like = match &brought.looks_like {
            Some((alike, sureness)) => self.looks_like(alike, *sureness, batch)?,
            None => None,
        };
        batch.kept.taken.push(TakenFile {
            file: shown(&planned.path),
            checksum: stored.checksum.clone(),
            size_bytes: stored.size_bytes,
            format: stored.probe.format.name(),
            width_px: stored.probe.width_px,
            height_px: stored.probe.height_px,
            entry: place.entry,
            reference_code: place.reference_code,
            role: picture.role,
            unknown_side: planned.unknown_side.clone(),
            attachment: picture.id,
            reused: stored.already_there,
            new_card: place.new_card,
            not_shown,
            unattached: place.why_nowhere,
            looks_like,
        });
        Ok(())
    }

    /// Where a file belongs: what was planned, as far as it still holds.
    fn place_of(&self, goes: &Goes, options: &TakeInOptions, batch: &mut Batch) -> Result<Place> {
        let connection = self.storage.connection();
        match goes {
            Goes::To { entry, reference_code } => {
                let is_there = self.storage.told(rows::kind_of(connection, *entry))?.is_some();
                Ok(Place {
                    entry: is_there.then_some(*entry),
                    reference_code: reference_code.clone(),
                    new_card: false,
                    why_nowhere: (!is_there).then(|| format!("{reference_code} was removed meanwhile")),
                })
            }
            Goes::Nowhere { reference_code, why } => Ok(Place {
                entry: None,
                reference_code: reference_code.clone(),
                new_card: false,
                why_nowhere: Some(why.clone()),
            }),
            Goes::NewCard { reference_code } => {
                let found = self.storage.told(codes::owners(connection, reference_code))?;
                let known = batch.cards.get(reference_code).or(found.first()).copied();
                let (entry, new_card) = match (known, &options.new_cards) {
                    (Some(entry), _) => (Some(entry), false),
                    (None, Some(template)) => (Some(batch.new_card(reference_code, template, options.unit)), true),
                    (None, None) => (None, false),
                };
                let why_nowhere = entry.is_none().then(|| format!("no entry has the reference code {reference_code}"));
                Ok(Place { entry, reference_code: reference_code.clone(), new_card, why_nowhere })
            }
        }
    }

    fn next_place(&self, entry: EntryId, batch: &mut Batch) -> Result<u32> {
        let next = match batch.next.get(&entry) {
            Some(next) => *next,
            None => self.next_picture_ord(entry)?,
        };
        batch.next.insert(entry, next.saturating_add(1));
        Ok(next)
    }

    /// `RKG-50, front`, or its name when it belongs to nothing.
    fn known_as(&self, picture: &Attachment, batch: &Batch) -> Result<String> {
        if !picture.is_attached() {
            return Ok(format!("{}, not attached", picture.original_name));
        }
        let made = batch.cards.iter().find(|(_, card)| **card == picture.entry).map(|(code, _)| code.clone());
        if let Some(code) = made {
            return Ok(format!("{code}, {}", picture.role));
        }
        let label = self.label(picture.entry)?;
        let name = if label.reference_code.is_empty() { label.label } else { label.reference_code };
        Ok(format!("{name}, {}", picture.role))
    }

    /// The picture made of a file that seems to show the same sheet.
    fn looks_like(&self, alike: &Checksum, sureness: f32, batch: &Batch) -> Result<Option<LooksLike>> {
        let in_batch = batch.made.get(alike).and_then(|made| made.first());
        let picture = match in_batch {
            Some(picture) => Some(picture.clone()),
            None => self.pictures_of_master(alike)?.into_iter().next(),
        };
        let Some(picture) = picture else { return Ok(None) };
        let made = batch.cards.iter().find(|(_, card)| **card == picture.entry).map(|(code, _)| code.clone());
        let reference_code = match made {
            Some(code) => code,
            None if picture.is_attached() => self.label(picture.entry)?.reference_code,
            None => String::new(),
        };
        Ok(Some(LooksLike { attachment: picture.id, reference_code, role: picture.role, sureness }))
    }

    /// The pictures made of a stored file.
    fn pictures_of_master(&self, checksum: &Checksum) -> Result<Vec<Attachment>> {
        let mut pictures = Vec::new();
        for id in self.storage.told(files::pictures_of(self.storage.connection(), checksum))? {
            if let Some(Entry::Attachment(picture)) = self.get(id)? {
                pictures.push(picture);
            }
        }
        Ok(pictures)
    }

    /// Why a file known before cannot be shown.
    fn not_shown(&self, checksum: &Checksum) -> Result<Option<String>> {
        let file = self.storage.told(files::file(self.storage.connection(), checksum))?;
        let said = file.and_then(|file| serde_json::from_str::<serde_json::Value>(&file.metadata).ok());
        Ok(said.and_then(|said| Some(said.get(NOT_SHOWN)?.as_str()?.to_owned())))
    }

    /// Notes the files nobody has noted yet, with how they came. `root` is the name of the folder that is taken in,
    /// empty for single files.
    pub(in crate::catalogue) fn note_brought(&mut self, brought: &[Brought], root: &str) -> Result<()> {
        let (mut noted, mut events): (Vec<StoredFile>, Vec<FileEvent>) = (Vec::new(), Vec::new());
        let agent = agent(self.author());
        for Brought { planned, stored, examined, .. } in brought {
            if noted.iter().any(|file| file.checksum == stored.checksum) {
                continue;
            }
            let known = self.storage.told(files::file(self.storage.connection(), &stored.checksum))?;
            if known.as_ref().is_some_and(|known| known.state != FileState::Good) {
                // it was lost or damaged; what is stored now was read back
                events.push(FileEvent {
                    id: EntryId::fresh(),
                    master: stored.checksum.clone(),
                    kind: FileEventKind::Recovery,
                    at: now(),
                    agent: agent.clone(),
                    outcome: Outcome::Pass,
                    detail: "stored again when it was taken in again, read back and the same".to_owned(),
                    state: Some(FileState::Good),
                });
            }
            if known.as_ref().is_some_and(|known| examined.is_none() || !known.metadata.is_empty()) {
                continue;
            }
            let below =
                if root.is_empty() { String::new() } else { planned.path.parent().map(shown).unwrap_or_default() };
            if known.is_none() {
                let folder = [root, &below].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join("/");
                events.extend(events_of(stored, &folder, &agent));
            }
            noted.push(StoredFile {
                checksum: stored.checksum.clone(),
                extension: stored.extension.clone(),
                size_bytes: stored.size_bytes,
                original_name: stored.original_name.clone(),
                original_folder: below,
                modified_at: stored.modified_at.map(moment),
                taken_in_at: now(),
                taken_in_by: self.author().to_owned(),
                metadata: metadata(brought_name(planned), stored, examined.as_ref()),
                likeness: likeness(examined.as_ref()),
                // it was read back
                state: FileState::Good,
                checked_at: Some(now()),
            });
        }
        if noted.is_empty() && events.is_empty() {
            return Ok(());
        }
        self.storage.note_files(&noted, &events)
    }
}

impl Batch {
    /// Two files with the same bytes, and only the second says where they belong: the first is that picture too.
    fn drop_loose(&mut self, checksum: &Checksum, reference_code: &str, role: Role) {
        let Some(made) = self.made.get_mut(checksum) else { return };
        let Some(at) = made.iter().position(|picture| !picture.is_attached()) else { return };
        let loose = made.remove(at).id;
        self.changes.retain(|change| change.entry().is_none_or(|entry| entry.id() != loose));
        let Some(at) = self.kept.taken.iter().position(|taken| taken.attachment == loose) else { return };
        let taken = self.kept.taken.remove(at);
        self.kept.already_there.push(AlreadyThere {
            file: taken.file,
            checksum: taken.checksum,
            known_as: format!("{reference_code}, {role}"),
        });
    }

    fn new_card(&mut self, reference_code: &str, template: &str, unit: Option<EntryId>) -> EntryId {
        let card = FileCard {
            id: EntryId::fresh(),
            reference_code: reference_code.to_owned(),
            template: template.to_owned(),
            unit,
            specimen: false,
            stage: Stage::default(),
            access: Access::Open,
        };
        let id = card.id;
        self.changes.push(Change::create(card));
        self.cards.insert(reference_code.to_owned(), id);
        self.next.insert(id, 0);
        id
    }
}

/// The key under which it is written why a file cannot be shown.
const NOT_SHOWN: &str = "not_shown";

/// What a file says of itself, as JSON, with what the file system said that the row has no place for.
fn metadata(
    name: &std::ffi::OsStr,
    stored: &crate::catalogue::Stored,
    examined: Option<&crate::media::Examined>,
) -> String {
    let Some(examined) = examined else { return String::new() };
    let mut said = match serde_json::to_value(&examined.metadata) {
        Ok(serde_json::Value::Object(said)) => said,
        _ => serde_json::Map::new(),
    };
    said.insert("format".to_owned(), stored.probe.format.name().into());
    if !stored.name_is_exact {
        said.insert("original_name_bytes".to_owned(), hex(name).into());
    }
    if let Some(why) = examined.why_not_shown.as_ref().or(stored.probe.why_not_viewable.as_ref()) {
        said.insert(NOT_SHOWN.to_owned(), why.as_str().into());
    }
    serde_json::Value::Object(said).to_string()
}

fn likeness(examined: Option<&crate::media::Examined>) -> String {
    examined.and_then(|examined| examined.likeness.clone()).map(String::from).unwrap_or_default()
}

fn brought_name(planned: &super::PlannedFile) -> &std::ffi::OsStr {
    planned.path.file_name().unwrap_or_default()
}

/// What happened to a file that was taken in, in the terms of PREMIS.
pub(in crate::catalogue) fn events_of(stored: &crate::catalogue::Stored, folder: &str, agent: &str) -> Vec<FileEvent> {
    let probe = &stored.probe;
    let from = match (stored.original_name.as_str(), folder) {
        ("", _) => "made by the program".to_owned(),
        (name, "") => format!("copied from {name}"),
        (name, folder) => format!("copied from {folder}/{name}"),
    };
    let at = now();
    let event = |kind, detail: String| FileEvent {
        id: EntryId::fresh(),
        master: stored.checksum.clone(),
        kind,
        at,
        agent: agent.to_owned(),
        outcome: Outcome::Pass,
        detail,
        state: None,
    };
    let format = match (probe.width_px, probe.height_px) {
        (0, _) | (_, 0) => format!("{}, by its bytes", probe.format.name()),
        (width, height) => format!("{}, by its bytes; {width} \u{d7} {height} px", probe.format.name()),
    };
    vec![
        event(FileEventKind::Ingestion, format!("{from}; {} bytes, read back and the same", stored.size_bytes)),
        event(FileEventKind::MessageDigestCalculation, format!("SHA-256 {}", stored.checksum)),
        event(FileEventKind::FormatIdentification, format),
    ]
}
