//! Where the name or the number of what was closed still stands in the open: in the labels and captions of others.

use super::{Catalogue, now};
use crate::error::Result;
use crate::model::{Audience, Datatype, Day, Entry, EntryId, Label, Reading, read};
use crate::search::{Form, Zone, findable};
use crate::text;
use std::collections::BTreeSet;

/// So many places are told at most.
pub const MOST_STILL_NAMED: usize = 20;
/// So many names and numbers are looked for at most.
const MOST_NAMES: usize = 100;
/// So many hits of one of them are looked at.
const HITS: usize = 50;

/// A label or a caption, open to everybody, that holds a closed name or number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StillNamed {
    /// The entry it stands in.
    pub entry: EntryId,
    /// How that is named.
    pub label: Label,
    /// The field: `label`, `caption`, `caption-ours`, `title`.
    pub property: String,
    /// The words.
    pub text: String,
}

impl Catalogue {
    /// The labels and captions of other entries, open to everybody, that hold the name or the number of one of these, as
    /// far as these are closed; at most [`MOST_STILL_NAMED`]. A given name alone is not looked for.
    pub fn still_named(&self, ids: &[EntryId]) -> Result<Vec<StillNamed>> {
        let _state = self.one_state()?;
        let today = now().day().unwrap_or_default();
        let mut names: BTreeSet<Vec<String>> = BTreeSet::new();
        for id in ids {
            if names.len() < MOST_NAMES {
                names.extend(self.closed_names(*id, today)?);
            }
        }
        let mut found: Vec<StillNamed> = Vec::new();
        for words in names.iter().take(MOST_NAMES) {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            for hit in self.find(&quoted.join(" "), HITS)? {
                let Some(entry) = self.get(hit.row.id)? else { continue };
                if ids.contains(&entry.id()) || !self.is_open_to_all(&entry, today)? {
                    continue;
                }
                for form in findable(&entry, &[]).forms {
                    let is_told = found.iter().any(|told| told.entry == entry.id() && told.property == form.property);
                    if is_told || !is_printed(&form) || !holds(&form, words) {
                        continue;
                    }
                    let label = self.label(entry.id())?;
                    found.push(StillNamed { entry: entry.id(), label, property: form.property, text: form.text });
                    if found.len() == MOST_STILL_NAMED {
                        return Ok(found);
                    }
                }
            }
        }
        Ok(found)
    }

    /// The names and numbers that are closed with an entry or a value, each as its folded words.
    fn closed_names(&self, id: EntryId, today: Day) -> Result<Vec<Vec<String>>> {
        let Some(entry) = self.get(id)? else { return Ok(Vec::new()) };
        if entry.access().is_none_or(|access| Audience::Public.may_see(access, today)) {
            return Ok(Vec::new());
        }
        let mut forms: Vec<Form> = Vec::new();
        match &entry {
            Entry::Person(_) | Entry::FileCard(_) => {
                let drawn = self.findable(id)?.map(|found| found.forms).unwrap_or_default();
                forms.extend(drawn.into_iter().filter(|form| matches!(form.zone, Zone::Name | Zone::Number)));
            }
            Entry::Claim(claim) => {
                if let Some(subject) = self.get(claim.subject)? {
                    let drawn = findable(&subject, std::slice::from_ref(&entry)).forms.into_iter();
                    let is_named = |form: &Form| matches!(form.zone, Zone::Name | Zone::Number | Zone::Kin);
                    forms.extend(drawn.filter(|form| form.property == claim.property && is_named(form)));
                }
            }
            _ => {}
        }
        let mut names = Vec::new();
        for form in forms.iter().filter(|form| !matches!(form.property.as_str(), "given-name" | "patronymic")) {
            names.push(text::words(&form.text));
            // who is called by the surname alone is called all the same
            if form.zone != Zone::Number
                && let Some(Reading::Name(name)) = read("name", Datatype::Name, &form.text)
            {
                names.push(text::words(&name.surname));
            }
        }
        names.retain(|words| words.iter().map(|word| word.chars().count()).sum::<usize>() > 1);
        Ok(names)
    }

    /// Whether everybody may see it, and what it hangs on.
    fn is_open_to_all(&self, entry: &Entry, today: Day) -> Result<bool> {
        let may_see = |entry: &Entry| entry.access().is_none_or(|access| Audience::Public.may_see(access, today));
        let owner = if entry.owner() == entry.id() { None } else { self.get(entry.owner())? };
        Ok(may_see(entry) && owner.as_ref().is_none_or(may_see))
    }
}

/// Whether it is printed as a label or a caption.
fn is_printed(form: &Form) -> bool {
    matches!(form.property.as_str(), "label" | "caption" | "caption-ours" | "title")
}

/// Whether it has all the words.
fn holds(form: &Form, words: &[String]) -> bool {
    let there = text::words(&form.text);
    words.iter().all(|word| there.contains(word))
}
