//! The history in words: fields, values, and what an act changed. The page, the screen of history and the question about
//! later acts say it with these, so that one thing has one name.

use crate::i18n::{has, tr, tr_args};
use crate::model::{
    Absence, Access, ActLine, Calendar, CardTemplate, ChangeLine, Claim, Dossier, Edtf, EntryId, EntryKind,
    HistoricalDate, Label, Op, Reading, Timestamp, Withdrawal,
};
use crate::reports;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What entries are called that values of the journal name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    labels: BTreeMap<EntryId, Label>,
    /// Property and value of claims.
    claims: BTreeMap<EntryId, (String, String)>,
    /// The card templates by their ids.
    templates: BTreeMap<String, String>,
}

impl Names {
    /// Adds what entries are called.
    pub fn add(&mut self, labels: &BTreeMap<EntryId, Label>) {
        self.labels.extend(labels.iter().map(|(id, label)| (*id, label.clone())));
    }

    /// Adds a page and everything it names.
    pub fn add_page(&mut self, page: &Dossier) {
        self.add(&page.labels);
        self.labels.insert(page.entry.id(), page.label.clone());
        for claim in page.claims.iter().chain(&page.weighed).chain(&page.mentions) {
            self.claims.insert(claim.id, (claim.property.clone(), reports::claim_text(claim, &page.labels)));
        }
    }

    /// Adds a page as it was; what is called otherwise today keeps its name of today.
    pub fn add_page_then(&mut self, page: &Dossier) {
        let today = self.labels.clone();
        self.add_page(page);
        self.labels.extend(today);
    }

    /// Adds the claims and pages that an act made, brought back or removed.
    pub fn add_act(&mut self, act: &ActLine) {
        for line in act.changes.iter().filter(|line| line.kind == EntryKind::Claim && line.op != Op::Edit) {
            let whole = line.after.as_ref().or(line.before.as_ref()).map(fields_of);
            if let Some(fields) = whole
                && let Some(property) = text(fields, "property")
            {
                let value = known_as(EntryKind::Claim, fields, self);
                self.claims.insert(line.entry, (property.to_owned(), value));
            }
        }
        // a page that is gone is still called what it was called
        for line in act.changes.iter().filter(|line| line.entry == line.owner && line.op != Op::Edit) {
            if let Some(fields) = line.after.as_ref().or(line.before.as_ref()).map(fields_of)
                && !self.labels.contains_key(&line.entry)
            {
                let label = known_as(line.kind, fields, self);
                let reference_code = text(fields, "reference_code").unwrap_or_default().to_owned();
                let label = if label == reference_code { String::new() } else { label };
                self.labels.insert(line.entry, Label { kind: line.kind, reference_code, label });
            }
        }
    }

    /// Adds the names of card templates.
    pub fn add_templates(&mut self, templates: &[CardTemplate]) {
        self.templates.extend(templates.iter().map(|template| (template.id.clone(), template.name.clone())));
    }

    /// What an entry is called, when that is known.
    pub fn label(&self, id: EntryId) -> Option<&Label> {
        self.labels.get(&id)
    }

    /// The property of a claim, when that is known.
    pub fn property(&self, claim: EntryId) -> Option<&str> {
        self.claims.get(&claim).map(|(property, _)| property.as_str())
    }

    /// An entry in words; one that nothing is known of is gone.
    pub fn entry(&self, id: EntryId) -> String {
        match (self.claims.get(&id), self.labels.get(&id)) {
            (Some((property, value)), _) => {
                let what = reports::property_text(property);
                tr_args("past-value-claim", &[("what", what.into()), ("value", value.clone().into())])
            }
            (None, Some(label)) => reports::label_text(label),
            (None, None) => tr("past-value-gone"),
        }
    }
}

/// Something that an act changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The entry.
    pub entry: EntryId,
    /// The page it belongs to.
    pub owner: EntryId,
    /// What sort of entry it is.
    pub kind: EntryKind,
    /// What was done.
    pub op: Op,
    /// The field, by its name in the journal.
    pub field: String,
    /// What it is about, in words.
    pub what: String,
    /// What it was, in words; may be empty.
    pub was: String,
    /// What it became, in words; may be empty.
    pub now: String,
}

impl Line {
    /// The whole of it as a sentence: `Surname: was “Musterov”, now “Musterow”`.
    pub fn sentence(&self) -> String {
        let key = match (self.op, self.was.is_empty(), self.now.is_empty()) {
            (Op::Create, _, true) => "page-history-made",
            (Op::Create, _, false) => "page-history-made-as",
            (Op::Restore, _, true) => "page-history-restored",
            (Op::Restore, _, false) => "page-history-restored-as",
            (Op::Remove, true, _) => "page-history-removed",
            (Op::Remove, false, _) => "page-history-removed-was",
            (Op::Edit, _, _) if self.was == self.now => "past-line-changed",
            (Op::Edit, true, _) => "page-history-now",
            (Op::Edit, false, true) => "page-history-was",
            (Op::Edit, false, false) => "page-history-was-now",
        };
        let words = [("what", &self.what), ("was", &self.was), ("now", &self.now)];
        tr_args(key, &words.map(|(name, words)| (name, words.clone().into())))
    }

    /// What became of it, without what it is about: `“Musterov” became “Musterow”`.
    pub fn course(&self) -> String {
        let key = match (self.op, self.was.is_empty(), self.now.is_empty()) {
            (Op::Create, _, true) => "past-course-made",
            (Op::Create, _, false) => "past-course-made-as",
            (Op::Restore, _, true) => "past-course-restored",
            (Op::Restore, _, false) => "past-course-restored-as",
            (Op::Remove, true, _) => "past-course-removed",
            (Op::Remove, false, _) => "past-course-removed-was",
            (Op::Edit, _, _) if self.was == self.now => "past-course-changed",
            (Op::Edit, true, _) => "past-course-now",
            (Op::Edit, false, true) => "past-course-was",
            (Op::Edit, false, false) => "past-course-was-now",
        };
        let words = [("was", &self.was), ("now", &self.now)];
        tr_args(key, &words.map(|(name, words)| (name, words.clone().into())))
    }
}

/// What an act changed, line by line. What only follows from another line is left out.
pub fn lines(act: &ActLine, names: &Names) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for change in &act.changes {
        if let Some(line) = line(change, names) {
            // the four numbers of a box are one thing for people
            let is_said = lines.last().is_some_and(|last| *last == line);
            if !is_said {
                lines.push(line);
            }
        }
    }
    lines
}

/// Fields that say nothing of their own in an edit.
const FOLLOWS: &[&str] = &["keyed_at", "keyed_by", "ord", "id", "subject", "pass", "field", "at"];
/// The fields that together say where a region lies.
const BOX: &[&str] = &["x", "y", "width", "height", "outline"];

/// One change in words; none for what only follows from another.
pub fn line(change: &ChangeLine, names: &Names) -> Option<Line> {
    let ChangeLine { entry, kind, owner, op, field, before, after } = change;
    if *op == Op::Edit && FOLLOWS.contains(&field.as_str()) {
        return None;
    }
    let is_box = *op == Op::Edit && *kind == EntryKind::Region && BOX.contains(&field.as_str());
    let field = if is_box { "x".to_owned() } else { field.clone() };
    let side = |value: &Option<Value>| match value {
        None => String::new(),
        Some(_) if is_box => String::new(),
        Some(whole) if *op != Op::Edit => known_as(*kind, fields_of(whole), names),
        Some(value) => value_words(*kind, &field, value, names),
    };
    let (was, now) = (side(before), side(after));
    if *op == Op::Edit && was.is_empty() && now.is_empty() && !is_box {
        return None;
    }
    Some(Line {
        entry: *entry,
        owner: *owner,
        kind: *kind,
        op: *op,
        what: what(change, &field, names),
        field,
        was,
        now,
    })
}

/// What a line is about: the kind of the entry, the property of a claim, the field.
fn what(change: &ChangeLine, field: &str, names: &Names) -> String {
    let inside = |value: &Option<Value>| {
        value.as_ref().map(fields_of).and_then(|fields| text(fields, "property")).map(str::to_owned)
    };
    let property = (change.kind == EntryKind::Claim)
        .then(|| {
            let known = names.property(change.entry).map(str::to_owned);
            known.or_else(|| inside(&change.after)).or_else(|| inside(&change.before))
        })
        .flatten();
    let kind = property.as_deref().map_or_else(|| reports::words("kind", change.kind.term()), reports::property_text);
    match (change.op, field) {
        (Op::Edit, "as_written") => kind,
        (Op::Edit, field) if change.entry == change.owner => field_words(change.kind, field),
        (Op::Edit, field) => {
            let field = field_words(change.kind, field);
            tr_args("page-history-field", &[("kind", kind.into()), ("field", field.into())])
        }
        _ => kind,
    }
}

/// The fields of an entry in the journal, whether its kind stands around them or not.
fn fields_of(value: &Value) -> &Value {
    value.get("entry").unwrap_or(value)
}

fn text<'a>(fields: &'a Value, name: &str) -> Option<&'a str> {
    fields.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// The few words a whole entry is known by.
pub fn known_as(kind: EntryKind, fields: &Value, names: &Names) -> String {
    let term = |vocabulary: &str, name: &str| text(fields, name).map(|term| reports::words(vocabulary, term));
    let joined = |parts: [Option<String>; 3]| parts.into_iter().flatten().collect::<Vec<_>>().join(": ");
    match kind {
        EntryKind::Claim => match serde_json::from_value::<Claim>(fields.clone()) {
            Ok(claim) if claim.absence.is_none() && !claim.as_written.trim().is_empty() => claim.as_written,
            Ok(claim) => reports::claim_text(&claim, &names.labels),
            Err(_) => text(fields, "as_written").unwrap_or_default().to_owned(),
        },
        EntryKind::Conclusion => {
            let property = text(fields, "property").map(reports::property_text);
            joined([property, term("decision", "decision"), text(fields, "reason").map(str::to_owned)])
        }
        EntryKind::Identity => {
            let other = text(fields, "person").and_then(EntryId::parse).map(|id| names.entry(id));
            joined([term("verdict", "verdict"), other, text(fields, "reason").map(str::to_owned)])
        }
        EntryKind::Region => fields.get("shows").map(|shows| shown_words(shows, names)).unwrap_or_default(),
        EntryKind::OwnTemplate => {
            fields.get("template").and_then(|template| text(template, "name")).unwrap_or_default().to_owned()
        }
        _ => {
            let called = ["label", "title", "text", "caption", "original_name", "term"]
                .iter()
                .find_map(|name| text(fields, name));
            let mut parts: Vec<&str> = text(fields, "reference_code").or(text(fields, "code")).into_iter().collect();
            parts.extend(called);
            parts.dedup();
            parts.join(" ")
        }
    }
}

/// A field in words.
pub fn field_words(kind: EntryKind, field: &str) -> String {
    let name = field.replace('_', "-");
    let key = format!("past-field-{}-{name}", kind.term());
    if has(&key) { tr(&key) } else { field_name(field) }
}

/// A field in words, whatever has it.
pub fn field_name(field: &str) -> String {
    let key = format!("page-field-{}", field.replace('_', "-"));
    if has(&key) { tr(&key) } else { field.replace('_', " ") }
}

/// A value of the journal in words: a wording, a name instead of an id, an absence as a sentence; empty for nothing.
pub fn value_words(kind: EntryKind, field: &str, value: &Value, names: &Names) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => tr("page-yes"),
        Value::Bool(false) => tr("page-no"),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text_words(kind, field, text, names),
        Value::Array(_) if field == "outline" => tr("past-value-marked"),
        Value::Array(values) => values
            .iter()
            .map(|value| value_words(kind, field, value, names))
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        Value::Object(inner) => object_words(field, value, inner, names),
    }
}

fn text_words(kind: EntryKind, field: &str, text: &str, names: &Names) -> String {
    if let Some(id) = EntryId::parse(text).filter(|_| text.len() == ID_LENGTH) {
        return names.entry(id);
    }
    match (kind, field) {
        (_, "access") => Access::read(text).map_or_else(|| text.to_owned(), reports::access_text),
        (_, "absence" | "date_absence") => reports::words("absence-line", text),
        (_, "status" | "certainty" | "decision" | "verdict" | "role" | "level" | "stage") => {
            reports::words(field, text)
        }
        (EntryKind::Event, "kind") => reports::words("event", text),
        (EntryKind::Group, "kind") => reports::words("group", text),
        (EntryKind::Source, "kind") => reports::words("source", text),
        (EntryKind::ProvenanceNote, "kind") => reports::words("note", text),
        (EntryKind::Conclusion, "kind") => reports::words("difference", text),
        (_, "property") => reports::property_text(text),
        (_, "rights") => reports::rights_text(text),
        (EntryKind::FileCard, "template") => names.templates.get(text).cloned().unwrap_or_else(|| text.to_owned()),
        (EntryKind::Place, "since" | "until") => {
            Edtf::parse(text).map_or_else(|_| text.to_owned(), |edtf| reports::date_text(&edtf, Calendar::Gregorian))
        }
        (_, "at" | "keyed_at") => Timestamp::parse(text).map_or_else(|| text.to_owned(), Timestamp::local_minute),
        _ => text.to_owned(),
    }
}

/// Letters of an id.
const ID_LENGTH: usize = 36;

fn object_words(field: &str, value: &Value, inner: &Map<String, Value>, names: &Names) -> String {
    match field {
        "reading" => serde_json::from_value::<Reading>(value.clone())
            .map_or_else(|_| tr("past-value-marked"), |read| reports::reading_text(&read, &names.labels)),
        "absence" | "date_absence" => serde_json::from_value::<Absence>(value.clone())
            .map_or_else(|_| tr("past-value-marked"), |absent| reports::absence_text(&absent)),
        "withdrawn" => serde_json::from_value::<Withdrawal>(value.clone()).map_or_else(
            |_| tr("past-value-marked"),
            |withdrawn| {
                let words = [("by", withdrawn.by.into()), ("reason", withdrawn.reason.into())];
                tr_args("past-value-withdrawn", &words)
            },
        ),
        "shows" => shown_words(value, names),
        "appearance" => appearance_words(value),
        "template" => text(value, "name").unwrap_or_default().to_owned(),
        _ if inner.contains_key("as_written") => serde_json::from_value::<HistoricalDate>(value.clone())
            .map_or_else(|_| tr("past-value-marked"), |date| reports::historical_date_text(&date)),
        // drawn things, such as the corners of a card, have no words of their own
        _ => tr("past-value-marked"),
    }
}

/// Who or what a region shows.
fn shown_words(value: &Value, names: &Names) -> String {
    let person = text(value, "person").and_then(EntryId::parse).map(|id| names.entry(id));
    let rest = ["name", "body_place", "remark"].iter().filter_map(|name| text(value, name).map(str::to_owned));
    person.into_iter().chain(rest).collect::<Vec<_>>().join(", ")
}

/// How a picture is looked at.
fn appearance_words(value: &Value) -> String {
    let mut said = Vec::new();
    let turns = value.get("turns").and_then(Value::as_u64).unwrap_or_default();
    if turns > 0 {
        said.push(tr_args("past-value-turned", &[("degrees", (turns * 90).into())]));
    }
    let is_set = |name: &str| value.get(name).and_then(Value::as_bool).unwrap_or_default();
    if is_set("mirrored") {
        said.push(tr("past-value-mirrored"));
    }
    let is_moved = |name: &str| value.get(name).and_then(Value::as_f64).is_some_and(|number| number != 0.0);
    let gamma = value.get("gamma").and_then(Value::as_f64).is_some_and(|gamma| (gamma - 1.0).abs() > f64::EPSILON);
    if is_set("inverted") || is_moved("brightness") || is_moved("contrast") || gamma {
        said.push(tr("past-value-tones"));
    }
    if said.is_empty() { tr("past-value-unturned") } else { said.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, EntryKind};
    use serde_json::json;

    fn names_of(entries: &[(EntryId, &str)]) -> Names {
        let mut names = Names::default();
        let label = |words: &str| Label { label: words.into(), ..Label::default() };
        names.add(&entries.iter().map(|(id, words)| (*id, label(words))).collect());
        names
    }

    fn a_line(kind: EntryKind, op: Op, field: &str, before: Option<Value>, after: Option<Value>) -> ChangeLine {
        let owner = EntryId::fresh();
        let entry = if kind == EntryKind::FileCard { owner } else { EntryId::fresh() };
        ChangeLine { entry, kind, owner, op, field: field.to_owned(), before, after }
    }

    #[test]
    fn a_line_says_what_was_and_what_is_now() {
        let claim = a_line(EntryKind::Claim, Op::Edit, "as_written", Some(json!("Musterov")), Some(json!("Musterow")));
        let mut names = Names::default();
        names.claims.insert(claim.entry, ("surname".to_owned(), "Musterow".to_owned()));
        let said = line(&claim, &names).unwrap();
        assert_eq!(said.sentence(), "Surname: was “Musterov”, now “Musterow”");
        assert_eq!(said.course(), "“Musterov” became “Musterow”");
        let code = a_line(EntryKind::FileCard, Op::Edit, "reference_code", None, Some(json!("rkg/0001")));
        assert!(line(&code, &names).unwrap().sentence().contains("rkg/0001"));
        let clock = a_line(EntryKind::Claim, Op::Edit, "keyed_at", Some(json!("a")), Some(json!("b")));
        assert_eq!(line(&clock, &names), None);
        let whole = json!({"kind": "claim", "entry": {"as_written": "12", "property": "prisoner-number"}});
        let removed = line(&a_line(EntryKind::Claim, Op::Remove, "", Some(whole), None), &names).unwrap();
        assert_eq!((removed.what.as_str(), removed.was.as_str()), ("Prisoner number", "12"));
    }

    #[test]
    fn values_are_words() {
        let id = EntryId::fresh();
        let names = names_of(&[(id, "Stalag 367")]);
        let gone = EntryId::fresh().to_string();
        for (kind, field, value, words) in [
            (EntryKind::Claim, "as_written", json!("Погожев"), "Погожев".to_owned()),
            (EntryKind::Claim, "source", json!(id.to_string()), "Stalag 367".to_owned()),
            (EntryKind::Claim, "source", json!(gone), tr("past-value-gone")),
            (EntryKind::Attachment, "depicted", json!([id.to_string(), "x"]), "Stalag 367, x".to_owned()),
            (EntryKind::Source, "date", json!({"as_written": "1940", "edtf": "1940"}), "1940".to_owned()),
            (EntryKind::Claim, "reading", json!({"date": {"edtf": "1944-23"}}), "autumn 1944".to_owned()),
            (EntryKind::FileCard, "specimen", json!(true), tr("page-yes")),
            (EntryKind::Claim, "reading", json!(null), String::new()),
            (EntryKind::Event, "kind", json!("mass-escape"), tr("event-mass-escape")),
            (EntryKind::Person, "access", json!("closed-until-2045-01-01"), "closed until 2045-01-01".to_owned()),
            (EntryKind::Claim, "absence", json!("blank"), tr("absence-line-blank")),
            (EntryKind::Attachment, "alignment", json!({"corners": [{"x": 0.5}]}), tr("past-value-marked")),
            (EntryKind::Attachment, "appearance", json!({"turns": 1, "gamma": 1.0}), "turned by 90°".to_owned()),
        ] {
            assert_eq!(value_words(kind, field, &value, &names), words, "{field}");
        }
    }

    #[test]
    fn a_box_that_was_moved_is_said_once() {
        let one = a_line(EntryKind::Region, Op::Edit, "x", Some(json!(0.1)), Some(json!(0.2)));
        let other = ChangeLine { field: "width".into(), ..one.clone() };
        let act = ActLine {
            seq: 1,
            id: EntryId::fresh(),
            act: crate::model::Act::Edit,
            about: String::new(),
            author: String::new(),
            reason: String::new(),
            at: Timestamp(0),
            undoes: None,
            undone_by: None,
            changes: vec![one, other],
        };
        let said = lines(&act, &Names::default());
        assert_eq!(said.len(), 1);
        assert!(said[0].sentence().ends_with("changed"), "{}", said[0].sentence());
    }

    /// Every kind with the fields that have no default.
    fn one_of_each() -> Vec<Entry> {
        let id = EntryId::fresh().to_string();
        let hash = "0".repeat(64);
        let bare = [
            ("holding-unit", json!({"reference_code": "", "level": "fonds", "title": ""})),
            ("file-card", json!({"reference_code": "", "template": ""})),
            ("person", json!({"reference_code": "", "label": ""})),
            ("place", json!({"reference_code": "", "label": ""})),
            ("event", json!({"reference_code": "", "kind": "other", "label": ""})),
            ("group", json!({"reference_code": "", "kind": "other", "label": ""})),
            ("source", json!({"reference_code": "", "kind": "other", "title": ""})),
            (
                "attachment",
                json!({"entry": id, "master": hash, "extension": "", "original_name": "", "size_bytes": 0,
                    "width_px": 0, "height_px": 0, "role": "other"}),
            ),
            ("region", json!({"attachment": id, "x": 0.0, "y": 0.0, "width": 1.0, "height": 1.0})),
            ("claim", json!({"subject": id})),
            (
                "conclusion",
                json!({"subject": id, "property": "", "kind": "different-scope", "weighed": [], "decision": "open", "reason": ""}),
            ),
            ("provenance-note", json!({"subject": id, "kind": "condition", "text": ""})),
            ("identity", json!({"entry": id, "person": id, "verdict": "same"})),
            ("own-template", json!({"template": {"id": "", "name": ""}})),
            ("saved-search", json!({"label": "", "query": ""})),
            ("closure-rule", json!({})),
            ("glossary-term", json!({})),
        ];
        let entries = bare.map(|(kind, mut fields)| {
            fields["id"] = json!(EntryId::fresh().to_string());
            serde_json::from_value(json!({"kind": kind, "entry": fields})).unwrap()
        });
        entries.to_vec()
    }

    #[test]
    fn every_field_of_every_kind_has_words() {
        let entries = one_of_each();
        let kinds: Vec<EntryKind> = entries.iter().map(Entry::kind).collect();
        assert!(EntryKind::ALL.iter().all(|kind| kinds.contains(kind)));
        for entry in &entries {
            let kind = entry.kind();
            let tagged = serde_json::to_value(entry).unwrap();
            for field in fields_of(&tagged).as_object().unwrap().keys() {
                let name = field.replace('_', "-");
                let keys = [format!("past-field-{kind}-{name}"), format!("page-field-{name}")];
                let is_said = FOLLOWS.contains(&field.as_str()) || keys.iter().any(|key| has(key));
                assert!(is_said, "{kind}: {field} has no words");
            }
        }
    }
}
