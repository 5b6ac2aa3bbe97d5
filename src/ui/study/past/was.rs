//! A page as it was, put into words, with what became of each thing since (no drawing).

use super::words::{self, Names};
use crate::i18n::{tr, tr_args};
use crate::model::{
    Attachment, Claim, ClaimStatus, Conclusion, Dossier, Entry, EntryId, EntryKind, Identity, ProvenanceNote,
};
use crate::reports;
use serde_json::{Map, Value};

/// What became of a thing since.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Since {
    /// It is as it was.
    Same,
    /// It reads otherwise now: what of it, and how.
    Changed(Vec<String>),
    /// It is not there any more.
    Gone,
    /// It was not there then.
    Added,
    /// Nothing is said of it, because its page is gone.
    Unsaid,
}

/// A thing on a page: a claim, a judgement, a note, a picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thing {
    /// What it is.
    pub(super) title: String,
    /// Its words.
    pub(super) main: String,
    /// What else is known of it, line by line.
    pub(super) details: Vec<String>,
    /// Whether it counted then.
    pub(super) stands: bool,
    /// What became of it.
    pub(super) since: Since,
}

/// Things of one sort.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// The heading.
    pub(super) heading: String,
    /// They.
    pub(super) things: Vec<Thing>,
}

/// A page as it was.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PageThen {
    /// What sort of entry it is, with its reference code.
    pub(super) above: String,
    /// What it was called.
    pub(super) title: String,
    /// Whether it is not in the catalogue any more.
    pub(super) is_gone: bool,
    /// The fields of the entry itself.
    pub(super) own: Vec<Thing>,
    /// What hung on it.
    pub(super) parts: Vec<Part>,
}

/// Fields of an entry that say nothing to a reader of its page.
const HIDDEN: &[&str] = &[
    "id",
    "ord",
    "entry",
    "master",
    "extension",
    "size_bytes",
    "width_px",
    "height_px",
    "ppi",
    "drawn",
    "alignment",
    "appearance",
    "specimen",
];

/// Fields that come first, in this order.
const ORDER: &[&str] = &["reference_code", "label", "title", "kind", "level", "template", "stage", "unit", "parent"];

/// Derives the page; `now` is the same page as it is today, none when it is gone.
pub(super) fn derive(then: &Dossier, now: Option<&Dossier>, names: &Names) -> PageThen {
    let mut names = names.clone();
    if let Some(now) = now {
        names.add_page(now);
    }
    names.add_page(then);
    let kind = then.entry.kind();
    let above = [reports::words("kind", kind.term()), then.label.reference_code.clone()];
    let compare = Compare { names: &names, is_gone: now.is_none() };
    let none: &[Claim] = &[];
    let part = |heading: String, things: Vec<Thing>| Part { heading, things };
    let parts = vec![
        part(
            tr("past-was-claims"),
            compare.all(&then.claims, now.map_or(none, |now| &now.claims), |claim| claim_of(claim, &names, None)),
        ),
        part(
            tr("past-was-conclusions"),
            compare.all(&then.conclusions, now.map_or(&[], |now| &now.conclusions), |one| conclusion_of(one, &names)),
        ),
        part(
            tr("past-was-identities"),
            compare.all(&then.identities, now.map_or(&[], |now| &now.identities), |one| {
                identity_of(one, then.entry.id(), &names)
            }),
        ),
        part(
            tr("past-was-mentions"),
            compare.all(&then.mentions, now.map_or(none, |now| &now.mentions), |claim| {
                claim_of(claim, &names, Some(claim.subject))
            }),
        ),
        part(tr("past-was-notes"), compare.all(&then.notes, now.map_or(&[], |now| &now.notes), note_of)),
        part(tr("past-was-pictures"), compare.all(&then.pictures, now.map_or(&[], |now| &now.pictures), picture_of)),
    ];
    PageThen {
        above: above.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" \u{b7} "),
        title: reports::label_text(&then.label),
        is_gone: now.is_none(),
        own: own(&then.entry, now.map(|now| &now.entry), &names),
        parts: parts.into_iter().filter(|part| !part.things.is_empty()).collect(),
    }
}

/// The fields of the entry itself that held something then or hold something now.
fn own(then: &Entry, now: Option<&Entry>, names: &Names) -> Vec<Thing> {
    let kind = then.kind();
    let (was, is) = (fields(then), now.map(fields));
    let mut things = Vec::new();
    let mut told: Vec<(&String, &Value)> = was.iter().filter(|(field, _)| !HIDDEN.contains(&field.as_str())).collect();
    told.sort_by_key(|(field, _)| ORDER.iter().position(|name| name == field).unwrap_or(ORDER.len()));
    for (field, value) in told {
        let main = words::value_words(kind, field, value, names);
        let today = is.as_ref().map(|is| is.get(field).unwrap_or(&Value::Null));
        let since = match today {
            None => Since::Unsaid,
            Some(today) if today == value => Since::Same,
            Some(today) => Since::Changed(vec![now_words(&words::value_words(kind, field, today, names))]),
        };
        if !main.is_empty() || matches!(since, Since::Changed(_)) {
            let title = words::field_words(kind, field);
            things.push(Thing { title, main, details: Vec::new(), stands: true, since });
        }
    }
    things
}

fn now_words(words: &str) -> String {
    if words.is_empty() { tr("past-since-now-empty") } else { tr_args("past-since-now", &[("now", words.into())]) }
}

fn fields(entry: &Entry) -> Map<String, Value> {
    match serde_json::to_value(entry).ok().as_mut().and_then(|tagged| tagged.get_mut("entry")).map(Value::take) {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// An entry that hangs on a page.
trait Hanging: Clone + Into<Entry> {}
impl Hanging for Claim {}
impl Hanging for Conclusion {}
impl Hanging for Identity {}
impl Hanging for ProvenanceNote {}
impl Hanging for Attachment {}

struct Compare<'a> {
    names: &'a Names,
    is_gone: bool,
}

impl Compare<'_> {
    /// Those that were there, each with what became of it, then those that came since.
    fn all<T: Hanging>(&self, then: &[T], now: &[T], words: impl Fn(&T) -> Thing) -> Vec<Thing> {
        let entries: Vec<Entry> = now.iter().cloned().map(Into::into).collect();
        let mut things = Vec::new();
        let mut known: Vec<EntryId> = Vec::new();
        for was in then {
            let entry: Entry = was.clone().into();
            known.push(entry.id());
            let since = if self.is_gone {
                Since::Unsaid
            } else {
                entries.iter().find(|now| now.id() == entry.id()).map_or(Since::Gone, |now| self.changes(&entry, now))
            };
            things.push(Thing { since, ..words(was) });
        }
        let added = now.iter().zip(&entries).filter(|(_, entry)| !known.contains(&entry.id()));
        things.extend(added.map(|(one, _)| Thing { since: Since::Added, ..words(one) }));
        things
    }

    fn changes(&self, then: &Entry, now: &Entry) -> Since {
        let (was, is) = (fields(then), fields(now));
        let mut changed: Vec<String> = Vec::new();
        for (field, value) in &is {
            if SILENT.contains(&field.as_str()) || was.get(field) == Some(value) {
                continue;
            }
            let kind = then.kind();
            let today = now_words(&words::value_words(kind, field, value, self.names));
            let said = if field == "as_written" {
                today
            } else {
                let field = words::field_words(kind, field);
                tr_args("past-since-field", &[("field", field.into()), ("now", today.into())])
            };
            changed.push(said);
        }
        if changed.is_empty() { Since::Same } else { Since::Changed(changed) }
    }
}

/// Fields whose change is not worth a word.
const SILENT: &[&str] = &["id", "ord", "keyed_at", "keyed_by", "at", "alignment", "appearance"];

/// `Source: Museum, line 7` for each of these fields that holds something.
fn details(entry: &Entry, wanted: &[&str], names: &Names) -> Vec<String> {
    let (kind, fields) = (entry.kind(), fields(entry));
    let said = wanted.iter().filter_map(|field| {
        let words = words::value_words(kind, field, fields.get(*field)?, names);
        let name = words::field_words(kind, field);
        (!words.trim().is_empty())
            .then(|| tr_args("past-was-detail", &[("field", name.into()), ("value", words.into())]))
    });
    said.collect()
}

fn claim_of(claim: &Claim, names: &Names, of: Option<EntryId>) -> Thing {
    let mut wanted = vec!["reading", "source", "locator", "quotation", "stated_on", "scope"];
    if claim.certainty != crate::model::Certainty::default() {
        wanted.push("certainty");
    }
    if claim.status != ClaimStatus::Stands {
        wanted.push("status");
    }
    wanted.extend(["status_reason", "remark"]);
    if claim.access != crate::model::Access::default() {
        wanted.push("access");
    }
    wanted.push("keyed_by");
    let property = reports::property_text(&claim.property);
    let title = match of {
        Some(subject) => {
            let words = [("what", property.into()), ("entry", names.entry(subject).into())];
            tr_args("past-was-of", &words)
        }
        None => property,
    };
    let main = match &claim.absence {
        Some(absence) => reports::absence_text(absence),
        None => claim.as_written.clone(),
    };
    let read =
        claim.reading.as_ref().map(|_| details(&Entry::Claim(claim.clone()), &["reading"], names)).unwrap_or_default();
    let said = tr_args(
        "past-was-detail",
        &[("field", words::field_words(EntryKind::Claim, "reading").into()), ("value", main.trim().to_owned().into())],
    );
    if read.first() == Some(&said) {
        // it says no more than the wording
        wanted.retain(|field| *field != "reading");
    }
    let details = details(&Entry::Claim(claim.clone()), &wanted, names);
    Thing { title, main, details, stands: claim.stands(), since: Since::Same }
}

fn conclusion_of(conclusion: &Conclusion, names: &Names) -> Thing {
    let wanted = ["kind", "chosen", "weighed", "reason", "by", "withdrawn"];
    Thing {
        title: reports::property_text(&conclusion.property),
        main: reports::words("decision", conclusion.decision.term()),
        details: details(&Entry::Conclusion(conclusion.clone()), &wanted, names),
        stands: conclusion.stands(),
        since: Since::Same,
    }
}

fn identity_of(identity: &Identity, page: EntryId, names: &Names) -> Thing {
    let other = if identity.entry == page { identity.person } else { identity.entry };
    Thing {
        title: reports::words("verdict", identity.verdict.term()),
        main: names.entry(other),
        details: details(&Entry::Identity(identity.clone()), &["reason", "evidence", "by"], names),
        stands: true,
        since: Since::Same,
    }
}

fn note_of(note: &ProvenanceNote) -> Thing {
    Thing {
        title: reports::words("note", note.kind.term()),
        main: note.text.clone(),
        details: details(&Entry::ProvenanceNote(note.clone()), &["date", "author"], &Names::default()),
        stands: true,
        since: Since::Same,
    }
}

fn picture_of(picture: &Attachment) -> Thing {
    Thing {
        title: reports::words("role", picture.role.term()),
        main: picture.caption.clone(),
        details: details(
            &Entry::Attachment(picture.clone()),
            &["caption_ours", "date", "photographer", "credit", "original_name"],
            &Names::default(),
        ),
        stands: true,
        since: Since::Same,
    }
}

/// A page and everything that hangs on it.
pub(super) fn entries(page: &Dossier) -> Vec<Entry> {
    let mut entries = vec![page.entry.clone()];
    entries.extend(page.claims.iter().cloned().map(Entry::Claim));
    entries.extend(page.conclusions.iter().cloned().map(Entry::Conclusion));
    entries.extend(page.identities.iter().cloned().map(Entry::Identity));
    entries.extend(page.notes.iter().cloned().map(Entry::ProvenanceNote));
    entries.extend(page.pictures.iter().cloned().map(Entry::Attachment));
    entries.extend(page.regions.iter().cloned().map(Entry::Region));
    entries
}

/// The line of a list of everything that stood: kind, reference, name.
pub(super) fn line_of(label: &crate::model::Label) -> String {
    let parts = [label.reference_code.trim(), label.label.trim()];
    let mut parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.dedup();
    if parts.is_empty() { reports::words("kind", label.kind.term()) } else { parts.join(" \u{b7} ") }
}

/// Whether a line of that list is sought by these words.
pub(super) fn is_sought(line: &str, kind: EntryKind, words: &str) -> bool {
    let said = crate::text::fold(&format!("{line} {}", reports::words("kind", kind.term())));
    words.split_whitespace().all(|word| said.contains(crate::text::fold(word).as_str()))
}
