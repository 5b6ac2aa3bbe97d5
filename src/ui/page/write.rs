//! From wishes of the page to writes of the catalogue.

use super::drafts::{Key, Slot};
use super::own::{self, OwnField};
use super::{NewThing, PageAction, PageState, model};
use crate::background::{Deed, Request, Store, Token, Write};
use crate::catalogue::Keyed;
use crate::i18n::tr;
use crate::model::{Absence, Act, Change, Claim, EntryId, Reading};
use serde_json::Value;

/// What a write was for, so that its answer is told at the right place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Awaited {
    /// Something chosen on the page.
    Quiet,
    /// An entry made by a dialog.
    Made,
    /// A note on this entry.
    Note(EntryId),
    /// A claim about this entry.
    Claim(EntryId),
    /// Pictures for this entry.
    Pictures(EntryId),
    /// A judgement on who it is.
    Identity,
}

impl PageState {
    /// Turns a wish into requests or into a change of what is shown.
    pub fn dispatch(&mut self, action: PageAction, store: &Store) {
        match action {
            PageAction::Field(command) => self.field_command(command, store),
            PageAction::OtherSide | PageAction::Align => self.scan_command(&action),
            PageAction::PlaceClaim { claim, at } => self.write(Write::Place { claim, at }, Awaited::Quiet, store),
            PageAction::CardEdges(attachment, size_mm) => store.send(Request::CardEdges { attachment, size_mm }),
            PageAction::NewCard => self.begin_card(store),
            PageAction::NewEntry => self.begin_entry(store),
            PageAction::NewNote => {
                if let Some(subject) = self.shown {
                    self.notes.begin(subject);
                }
            }
            PageAction::DropFiles(files) => {
                if let Some(entry) = self.shown {
                    let missing = self.missing_sides();
                    self.pictures.begin_attaching(entry, files, missing);
                }
            }
            PageAction::Commit(key) => self.commit(&key, store),
            PageAction::Absent { key, absence: Some(absence) } => self.absence(&key, absence, store),
            PageAction::Absent { key, absence: None } => self.has_value(&key, None, store),
            PageAction::OnField(key, act) => self.on_field(&key, act, store),
            PageAction::AskPlaces { key, wording } => self.ask_places(&key, wording, store),
            PageAction::Choose { entry, field, typed } => self.choose(entry, field, &typed, store),
            PageAction::Set { entry, fields, reason } => {
                self.write(Write::Set { entry, fields, reason }, Awaited::Quiet, store);
            }
            PageAction::AddClaim(claim) => {
                let subject = claim.subject;
                let at = self.place_of(&Key { entry: subject, slot: Slot::Box(claim.field.clone()) });
                self.write(Write::AddClaim { claim, at }, Awaited::Claim(subject), store);
            }
            PageAction::AddNote => {
                if let Some((subject, write)) = self.shown.and_then(|id| Some((id, self.notes.take_to_write(id)?))) {
                    self.write(write, Awaited::Note(subject), store);
                }
            }
            PageAction::Attach => {
                if let Some((entry, pictures)) = self.pictures.take_to_attach() {
                    self.write(Write::Attach { entry, pictures }, Awaited::Pictures(entry), store);
                }
            }
            PageAction::Create(thing) => self.create(*thing, store),
            PageAction::TakeBack(seq) => {
                let write = Write::UndoAct { seq, on_clash: crate::catalogue::OnClash::Stop };
                self.write(write, Awaited::Quiet, store);
            }
            PageAction::ProposeCode => self.propose_code(store),
            PageAction::MoreHistory => {
                store.send(Request::History { owner: self.shown, before: self.history.oldest() });
            }
            PageAction::Neighbours => self.near.ask_numbers(self.shown, store),
            PageAction::Study(wish) => store.send(Request::Study(wish)),
            PageAction::Deed(deed) => {
                let is_identity = matches!(*deed, Deed::Identity(_));
                let token = store.write(Write::Deed(*deed));
                self.awaited.push((token, if is_identity { Awaited::Identity } else { Awaited::Quiet }));
                if is_identity {
                    self.identity.sent(token);
                }
            }
            PageAction::LookAlikes => self.near.ask_alike(self.shown, store),
            PageAction::Thumbnail(attachment) => store.send(Request::Thumbnail { attachment }),
            PageAction::Picture(attachment) => {
                store.send(Request::Picture { attachment, max_side_px: crate::ui::viewer::MAX_SIDE_PX });
            }
            PageAction::Search(kind, words) => self.picker.search(kind, &words, store),
            PageAction::Wordings(key) => self.ask_wordings(&key, store),
            PageAction::KeepDrafts => self.keep(store),
            PageAction::LetGo { entry, slot } => self.let_go(entry, &slot, store),
        }
    }

    pub(super) fn write(&mut self, write: Write, awaited: Awaited, store: &Store) {
        let token = store.write(write);
        self.awaited.push((token, awaited));
    }

    fn create(&mut self, thing: NewThing, store: &Store) {
        let write = match thing {
            NewThing::Card { template, reference_code, unit } => {
                Write::AddCard { template, reference_code, unit, keyed: Vec::new() }
            }
            NewThing::Entry { entry, about } => {
                Write::Act { act: Act::Add, about, reason: String::new(), changes: vec![Change::create(*entry)] }
            }
        };
        self.write(write, Awaited::Made, store);
    }

    fn choose(&mut self, entry: EntryId, field: OwnField, typed: &str, store: &Store) {
        match own::json(field, typed) {
            Ok(value) => {
                let fields = vec![(field.name, value)];
                self.write(Write::Set { entry, fields, reason: String::new() }, Awaited::Quiet, store);
            }
            Err(key) => self.trouble = Some(tr(key)),
        }
    }

    /// Sends what is typed in one place, if it is anything new.
    pub(super) fn commit(&mut self, key: &Key, store: &Store) {
        let Some(draft) = self.drafts.get(key) else { return };
        if !draft.wants_saving() {
            return;
        }
        let (text, made) = (draft.text.clone(), draft.made);
        if let Slot::Row(_, row) | Slot::Further(_, row) = &key.slot {
            if self.dossier.as_deref().is_none_or(|dossier| dossier.entry.id() != key.entry) {
                // its place among the others is known on its own page only
                return;
            }
            let is_row = matches!(key.slot, Slot::Row(..));
            if is_row && model::join_row(&model::split_row(&text)).is_empty() && !self.has_row(*row, key) {
                if let Some(draft) = self.drafts.get(key) {
                    draft.forget();
                }
                return;
            }
        }
        let outcome = match &key.slot {
            Slot::Own(name) => self.own(key.entry, name, &text).map(|write| (write, None)),
            Slot::Box(_) if text.trim().is_empty() && self.is_one_of_several(key) => Err("page-refused-one"),
            Slot::Box(field) => Ok((self.keyed(key, field, text.trim(), None), None)),
            Slot::Legible(field) if field.is_empty() => {
                let absence = Some(Absence::Illegible { legible: text.trim().to_owned() });
                Ok((
                    Write::Rekey { claim: key.entry, as_written: String::new(), absence, at: self.place_of(key) },
                    None,
                ))
            }
            Slot::Legible(field) => {
                let absence = Some(Absence::Illegible { legible: text.trim().to_owned() });
                Ok((self.keyed(key, field, "", absence), None))
            }
            Slot::Row(field, row) => Ok(self.row(key, field, *row, &text)),
            Slot::Further(..) => self.further(key, text.trim(), None, made),
            Slot::Wording if text.trim().is_empty() => Err("page-refused-empty"),
            Slot::Wording => {
                let (as_written, at) = (text.trim().to_owned(), self.place_of(key));
                Ok((Write::Rekey { claim: key.entry, as_written, absence: None, at }, None))
            }
        };
        let sent = outcome.map(|(write, made)| {
            let removed = matches!(write, Write::RemoveClaim { .. });
            (store.write(write), made, removed)
        });
        if let Some(draft) = self.drafts.get(key) {
            match sent {
                Ok((token, made, removed)) => {
                    draft.sent(token);
                    (draft.made, draft.removed) = (made, removed);
                }
                Err(why @ "page-refused-one") => {
                    // the value stays, and the field shows it again
                    draft.let_go();
                    self.tell(key, why);
                }
                Err(why) => draft.refused(tr(why)),
            }
        }
    }

    fn own(&self, entry: EntryId, name: &str, text: &str) -> Result<Write, &'static str> {
        let field = own::field_named(name).ok_or("page-refused-value")?;
        let mut fields = vec![(field.name, own::json(field, text)?)];
        let is_picture = self.dossier.iter().any(|dossier| dossier.pictures.iter().any(|picture| picture.id == entry));
        if is_picture && field.name == "date" && !text.trim().is_empty() {
            fields.push(("date_absence", Value::Null));
        }
        Ok(Write::Set { entry, fields, reason: String::new() })
    }

    /// The write for a box of a card: its first claim that stands is edited, or one is made.
    fn keyed(&self, key: &Key, field: &str, as_written: &str, absence: Option<Absence>) -> Write {
        let (field, as_written, at) = (field.to_owned(), as_written.to_owned(), self.place_of(key));
        Write::Key { card: key.entry, keyed: Keyed { field, as_written, absence, at } }
    }

    /// Whether the catalogue has a row, once everything is written that is on its way.
    pub(super) fn has_row(&mut self, row: EntryId, key: &Key) -> bool {
        let (made, removed) = self.drafts.get(key).map_or((None, false), |draft| (draft.made, draft.removed));
        made == Some(row) || !removed && self.claim(row).is_some_and(Claim::stands)
    }

    fn row(&mut self, key: &Key, field: &str, row: EntryId, text: &str) -> (Write, Option<EntryId>) {
        let cells = model::split_row(text);
        let as_written = model::join_row(&cells);
        let at = self.place_of(key);
        let made = self.drafts.get(key).and_then(|draft| draft.made);
        if self.has_row(row, key) {
            return if as_written.is_empty() {
                (Write::RemoveClaim { claim: row }, None)
            } else {
                (Write::Rekey { claim: row, as_written, absence: None, at }, made)
            };
        }
        let standing = self.standing_in_box(field);
        let begun = self.rows_of(key.entry, field).into_iter().filter(|row| !standing.contains(row));
        let place = begun.clone().position(|other| other == row).unwrap_or_default();
        let mut claim = self.claim_in_box(key.entry, field, &as_written, None);
        match self.claim(row) {
            // taken away a moment ago: it is in its old place again
            Some(before) if before.stands() => (claim.id, claim.ord) = (row, before.ord),
            // withdrawn: that claim stays as it is
            Some(_) => claim.ord += u32::try_from(place).unwrap_or_default(),
            // rows that are on their way stand before it
            None => (claim.id, claim.ord) = (row, claim.ord + u32::try_from(place).unwrap_or_default()),
        }
        claim.reading = Some(Reading::Row(cells));
        let made = Some(claim.id);
        (Write::AddClaim { claim: Box::new(claim), at }, made)
    }

    /// A claim keyed into a box, after those that are there.
    pub(super) fn claim_in_box(&self, card: EntryId, field: &str, as_written: &str, absence: Option<Absence>) -> Claim {
        let property = self
            .aids
            .template
            .as_ref()
            .and_then(|template| template.field(field))
            .map_or_else(|| field.to_owned(), |field| field.property.clone());
        let ord = self.claims_of(&property);
        Claim { field: field.to_owned(), absence, ord, ..Claim::new(card, &property, as_written) }
    }

    /// How many claims there are of a property of the shown entry: the place of the next one.
    pub(super) fn claims_of(&self, property: &str) -> u32 {
        self.dossier
            .iter()
            .flat_map(|dossier| &dossier.claims)
            .filter(|claim| claim.property == property)
            .map(|claim| claim.ord + 1)
            .max()
            .unwrap_or_default()
    }

    /// The claim with this id on the shown page.
    pub(super) fn claim(&self, id: EntryId) -> Option<&Claim> {
        self.dossier.iter().flat_map(|dossier| &dossier.claims).find(|claim| claim.id == id)
    }

    /// A token for a reading request of the page.
    pub(super) fn ask(store: &Store, request: impl FnOnce(Token) -> Request) -> Token {
        let token = store.token();
        store.send(request(token));
        token
    }
}
