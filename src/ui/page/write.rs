//! From wishes of the page to writes of the catalogue.

use super::drafts::{Key, Slot};
use super::own::{self, OwnField};
use super::{NewThing, PageAction, PageState, model};
use crate::background::{Request, Store, Token, Write};
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
}

impl PageState {
    /// Turns a wish into requests or into a change of what is shown.
    pub fn dispatch(&mut self, action: PageAction, store: &Store) {
        match action {
            PageAction::NewCard => self.begin_card(store),
            PageAction::NewEntry => self.begin_entry(store),
            PageAction::NewNote => {
                if let Some(subject) = self.shown {
                    self.notes.begin(subject);
                }
            }
            PageAction::DropFiles(files) => {
                if let Some(entry) = self.shown {
                    self.pictures.begin_attaching(entry, files);
                }
            }
            PageAction::Commit(key) => self.commit(&key, store),
            PageAction::Absent { key, absence } => self.absent(&key, absence, store),
            PageAction::Choose { entry, field, typed } => self.choose(entry, field, &typed, store),
            PageAction::Set { entry, fields, reason } => {
                self.write(Write::Set { entry, fields, reason }, Awaited::Quiet, store);
            }
            PageAction::AddClaim(claim) => {
                let subject = claim.subject;
                self.write(Write::AddClaim(claim), Awaited::Claim(subject), store);
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
            PageAction::Thumbnail(attachment) => store.send(Request::Thumbnail { attachment }),
            PageAction::Picture(attachment) => {
                store.send(Request::Picture { attachment, max_side_px: super::viewer::MAX_SIDE_PX });
            }
            PageAction::Search(kind, words) => self.picker.search(kind, &words, store),
        }
    }

    fn write(&mut self, write: Write, awaited: Awaited, store: &Store) {
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
        let outcome = match &key.slot {
            Slot::Own(name) => self.own(key.entry, name, &text).map(|write| (write, None)),
            Slot::Box(field) => Ok((Self::keyed(key.entry, field, text.trim(), None), None)),
            Slot::Legible(field) => {
                let absence = Some(Absence::Illegible { legible: text.trim().to_owned() });
                Ok((Self::keyed(key.entry, field, "", absence), None))
            }
            Slot::Row(field, index) => Ok(self.row(key.entry, field, *index, &text, made)),
            Slot::Wording if text.trim().is_empty() => Err("page-refused-empty"),
            Slot::Wording => {
                Ok((Write::Rekey { claim: key.entry, as_written: text.trim().to_owned(), absence: None }, None))
            }
        };
        let sent = outcome.map(|(write, made)| (store.write(write), made));
        if let Some(draft) = self.drafts.get(key) {
            match sent {
                Ok((token, made)) => {
                    draft.sent(token);
                    draft.made = made;
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
    fn keyed(card: EntryId, field: &str, as_written: &str, absence: Option<Absence>) -> Write {
        Write::Key { card, keyed: Keyed { field: field.to_owned(), as_written: as_written.to_owned(), absence } }
    }

    fn row(
        &self,
        card: EntryId,
        field: &str,
        index: usize,
        text: &str,
        made: Option<EntryId>,
    ) -> (Write, Option<EntryId>) {
        let cells = model::split_row(text);
        let as_written = model::join_row(&cells);
        let known = self.standing_in_box(field).get(index).copied().or(made);
        match known {
            Some(id) if as_written.is_empty() => match self.claim(id) {
                Some(claim) => {
                    let changes = vec![Change::remove(claim.clone())];
                    (Write::Act { act: Act::Edit, about: self.about(), reason: String::new(), changes }, None)
                }
                None => (Write::Rekey { claim: id, as_written, absence: None }, made),
            },
            Some(claim) => (Write::Rekey { claim, as_written, absence: None }, made),
            None => {
                let mut claim = self.claim_in_box(card, field, &as_written, None);
                claim.reading = Some(Reading::Row(cells));
                let made = Some(claim.id);
                (Write::AddClaim(Box::new(claim)), made)
            }
        }
    }

    fn absent(&mut self, key: &Key, absence: Option<Absence>, store: &Store) {
        let write = match &key.slot {
            Slot::Box(field) => Self::keyed(key.entry, field, "", absence),
            Slot::Wording => Write::Rekey { claim: key.entry, as_written: String::new(), absence },
            Slot::Own(_) | Slot::Legible(_) | Slot::Row(..) => return,
        };
        let token = store.write(write);
        if let Some(draft) = self.drafts.get(key) {
            draft.text.clear();
            draft.sent(token);
        } else {
            self.awaited.push((token, Awaited::Quiet));
        }
    }

    /// A claim keyed into a box, after those that are there.
    pub(super) fn claim_in_box(&self, card: EntryId, field: &str, as_written: &str, absence: Option<Absence>) -> Claim {
        let property = self
            .template
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

    /// What a person calls the shown entry.
    fn about(&self) -> String {
        self.dossier.as_ref().map_or_else(String::new, |dossier| {
            let code = dossier.entry.reference_code();
            if code.is_empty() { dossier.label.label.clone() } else { code.to_owned() }
        })
    }

    /// A token for a reading request of the page.
    pub(super) fn ask(store: &Store, request: impl FnOnce(Token) -> Request) -> Token {
        let token = store.token();
        store.send(request(token));
        token
    }
}
