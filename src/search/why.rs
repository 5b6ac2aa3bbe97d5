//! Why an entry is found: the plain meaning of a query, looked up in one entry at a time. What the search index answers
//! for a million of them is measured against it.

use super::findable::{Dated, Findable, Form, Numbered, Zone};
use super::matching::{FoundBy, Tier, has_as_written, stands_in};
use super::name_words;
use super::query::{DateField, Field, Node, Query, Spelling, Term, Wanted, Words, may_lie_in};
use super::slips::number_slips;
use crate::model::EntryId;
use crate::text::{self, Nearness, Ring};

/// A hit names at most so many forms a word is found in.
const FORMS_OF_A_WORD: usize = 6;

/// A name with hyphens is looked for part by part when it has at most so many.
const MOST_PARTS: usize = 6;

/// What has to be known of other entries to say why one is found.
pub trait Names {
    /// The names of a place or a group: those of its forms in [`Zone::Name`]. None for other kinds.
    fn names_of(&self, entry: EntryId) -> Vec<String>;

    /// The title of a card template in every language, by its id.
    fn template_titles(&self, id: &str) -> Vec<String>;

    /// Whether the reference code of this unit or of one above it is `code`, whatever the case.
    fn lies_in(&self, unit: EntryId, code: &str) -> bool;
}

/// Nothing known of other entries.
impl Names for () {
    fn names_of(&self, _: EntryId) -> Vec<String> {
        Vec::new()
    }

    fn template_titles(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn lies_in(&self, _: EntryId, _: &str) -> bool {
        false
    }
}

/// How far what matches worst is from what was asked: for each word its closest form counts.
pub fn tier_of(why: &[FoundBy]) -> Tier {
    let closest = |word: &str| why.iter().filter(|found| found.word == word).map(|found| found.tier).min();
    why.iter().filter_map(|found| closest(&found.word)).max().unwrap_or_default()
}

impl Query {
    /// Why `found` is what is asked for: for each word and condition what fulfils it, closest first; `None` when it is
    /// not. Of alternatives the closest is told; what must not hold tells nothing.
    pub fn why(&self, found: &Findable, names: &dyn Names) -> Option<Vec<FoundBy>> {
        let Some(root) = &self.root else { return Some(Vec::new()) };
        let looker = Looker { found, names, spelling: self.spelling };
        looker.node(root)
    }
}

impl Words {
    /// Its folded words.
    pub fn folded(&self) -> Vec<String> {
        text::words(&self.written)
    }

    /// Its words, as written and folded, when each is also looked for by its sound: a name with a hyphen, `Rimsky-Korsakov`.
    /// None when there is only one, in quotes, with a star, and with figures.
    pub fn parts(&self) -> Vec<(String, String)> {
        let words = if self.is_quoted || self.is_begun { Vec::new() } else { name_words(&self.written) };
        let has_figure = words.iter().any(|(_, folded)| folded.contains(|c: char| c.is_ascii_digit()));
        if has_figure || !(2..=MOST_PARTS).contains(&words.len()) {
            return Vec::new();
        }
        words.into_iter().map(|(raw, folded)| (bare(&raw), folded)).collect()
    }

    /// Its parts as one word, as a clerk may have glued them, as written and folded.
    pub fn glued(&self) -> Option<(String, String)> {
        let parts = self.parts();
        let glued = || parts.iter().map(|(raw, folded)| (raw.as_str(), folded.as_str())).unzip();
        (!parts.is_empty()).then(glued)
    }

    /// The one word of it that is also looked for by its sound, for [`text::nearness`]: none when it is in quotes or has
    /// a star, when it is several words or has figures.
    pub fn sounding(&self) -> Option<String> {
        if self.is_quoted || self.is_begun {
            return None;
        }
        let mut words = name_words(&self.written);
        let (raw, folded) = words.pop().filter(|_| words.is_empty())?;
        let has_figure = folded.contains(|c: char| c.is_ascii_digit());
        (!has_figure).then(|| bare(&raw))
    }
}

/// A word without what stands around its letters.
fn bare(raw: &str) -> String {
    raw.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

impl Spelling {
    /// The ring of names that it looks in; none when only the spelling counts.
    pub const fn ring(self) -> Option<Ring> {
        match self {
            Self::Exact => None,
            Self::Near => Some(Ring::Near),
            Self::Wide => Some(Ring::Wide),
        }
    }
}

impl Tier {
    /// The tier of a name that is near.
    pub const fn of(nearness: Nearness) -> Self {
        match nearness {
            Nearness::Same => Self::Folded,
            Nearness::Sound => Self::Sound,
            Nearness::GivenName => Self::GivenName,
            Nearness::Misread => Self::Misread,
        }
    }
}

impl Field {
    /// Whether words in this field are looked for in this zone.
    pub fn looks_in(&self, zone: Zone) -> bool {
        match self {
            Self::Anywhere => zone != Zone::By,
            Self::Name => zone == Zone::Name,
            Self::Number => zone == Zone::Number,
            Self::Place => matches!(zone, Zone::Place | Zone::Camp),
            Self::Camp => zone == Zone::Camp,
            Self::Transport => zone == Zone::Transport,
            Self::Role => zone == Zone::Role,
            Self::By => zone == Zone::By,
            Self::Reference => zone == Zone::Code,
            Self::Note => zone == Zone::Note,
            // by the property, wherever it stands
            Self::Property(_) => true,
            _ => false,
        }
    }

    /// Whether words in this field are also looked for in the names of the entries that claims in its zones mean.
    pub const fn looks_at_meant(&self) -> bool {
        matches!(self, Self::Anywhere | Self::Place | Self::Camp | Self::Transport)
    }
}

/// Whether a number fits a pattern, both as [`super::compact_number`] gives them: in the pattern `?` is one figure or letter and
/// `*` any; in the number `?` is one that cannot be read and may be any.
pub fn number_fits(pattern: &str, number: &str) -> bool {
    let (pattern, number): (Vec<char>, Vec<char>) = (pattern.chars().collect(), number.chars().collect());
    // ends of the number the pattern so far can reach
    let mut reached = vec![false; number.len() + 1];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    for wanted in pattern {
        let mut next = vec![false; reached.len()];
        let mut any_before = false;
        for (at, place) in next.iter_mut().enumerate() {
            let here = reached.get(at).copied().unwrap_or_default();
            any_before |= here;
            let before = at.checked_sub(1);
            let step = before.and_then(|before| reached.get(before)).copied().unwrap_or_default();
            let last = before.and_then(|before| number.get(before)).copied();
            *place = match wanted {
                '*' => any_before,
                '?' => step,
                _ => step && (last == Some(wanted) || last == Some('?')),
            };
        }
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

struct Looker<'a> {
    found: &'a Findable,
    names: &'a dyn Names,
    spelling: Spelling,
}

impl Looker<'_> {
    fn node(&self, node: &Node) -> Option<Vec<FoundBy>> {
        match node {
            Node::All(nodes) => {
                let mut reasons = Vec::new();
                for node in nodes {
                    reasons.extend(self.node(node)?);
                }
                Some(reasons)
            }
            Node::Any(nodes) => {
                let mut reasons: Vec<Vec<FoundBy>> = nodes.iter().filter_map(|node| self.node(node)).collect();
                let closest = reasons.iter().map(|why| tier_of(why)).min()?;
                reasons.retain(|why| tier_of(why) == closest);
                Some(reasons.into_iter().flatten().collect())
            }
            Node::Not(inner) => {
                if self.node(inner).is_some() {
                    None
                } else {
                    Some(Vec::new())
                }
            }
            Node::Term(term) => self.term(term),
        }
    }

    fn term(&self, term: &Term) -> Option<Vec<FoundBy>> {
        let reasons = match &term.wanted {
            Wanted::Words(words) => self.words(term, words),
            Wanted::Pattern(pattern) => self.numbers(term, |number| number_fits(pattern, &number.number)),
            Wanted::Numbers { from, to } => {
                self.numbers(term, |number| number.value.is_some_and(|value| (*from..=*to).contains(&value)))
            }
            Wanted::Days { from, to, .. } => self.days(term, (*from, *to)),
            Wanted::Series(series) => {
                let of = |number: &&Numbered| number.series == *series;
                let found = self.found.numbers.iter().find(of).map(|number| number.written.clone());
                condition(term, found)
            }
            other => condition(term, self.fulfils(term, other)),
        };
        (!reasons.is_empty()).then_some(reasons)
    }

    /// What fulfils a condition that is no word, number or date.
    fn fulfils(&self, term: &Term, wanted: &Wanted) -> Option<String> {
        let found = self.found;
        match wanted {
            Wanted::Template(asked) => {
                let is_asked = found.template.eq_ignore_ascii_case(asked) || {
                    let asked = text::words(asked);
                    self.names
                        .template_titles(&found.template)
                        .iter()
                        .any(|title| stands_in(&text::words(title), &asked, true))
                };
                (is_asked && !found.template.is_empty()).then(|| found.template.clone())
            }
            Wanted::Stage(stage) => (found.stage == Some(*stage)).then(|| stage.term().to_owned()),
            Wanted::Kind(kind) => (found.kind == *kind).then(|| kind.term().to_owned()),
            Wanted::Unit(code) => found.unit.filter(|unit| self.names.lies_in(*unit, code)).map(|_| code.clone()),
            Wanted::Thing(thing) => {
                let has = found.things.contains(thing);
                let is_so = if term.field == Field::Has { has } else { !has && thing.kinds().contains(&found.kind) };
                is_so.then(|| thing.word().to_owned())
            }
            Wanted::State(state) => found.states.contains(state).then(|| state.word().to_owned()),
            Wanted::Quarters(quarters) => {
                (found.quarters() == Some(*quarters)).then(|| (u32::from(*quarters) * 25).to_string())
            }
            Wanted::Words(_)
            | Wanted::Pattern(_)
            | Wanted::Numbers { .. }
            | Wanted::Days { .. }
            | Wanted::Series(_) => None,
        }
    }

    fn numbers(&self, term: &Term, fits: impl Fn(&Numbered) -> bool) -> Vec<FoundBy> {
        let told = self.found.numbers.iter().filter(|number| fits(number));
        told.take(FORMS_OF_A_WORD)
            .map(|number| FoundBy {
                word: term.to_string(),
                tier: Tier::Span,
                form: number.written.clone(),
                property: number.property.clone(),
            })
            .collect()
    }

    fn days(&self, term: &Term, span: (Option<crate::model::Day>, Option<crate::model::Day>)) -> Vec<FoundBy> {
        let reason = |form: String, property: &str| FoundBy {
            word: term.to_string(),
            tier: Tier::Span,
            form,
            property: property.to_owned(),
        };
        let field = match term.field {
            Field::Date(field) => field,
            Field::Transport => DateField::Arrived,
            _ => {
                let changed = self.found.changed.filter(|day| may_lie_in((Some(*day), Some(*day)), span));
                return changed.map(|day| reason(day.to_string(), "changed")).into_iter().collect();
            }
        };
        let lies = |dated: &&Dated| dated.field == field && may_lie_in((dated.from, dated.to), span);
        let told = self.found.dates.iter().filter(lies).take(FORMS_OF_A_WORD);
        told.map(|dated| reason(dated.written.clone(), &dated.property)).collect()
    }

    /// The forms a word is found in, closest first.
    fn words(&self, term: &Term, words: &Words) -> Vec<FoundBy> {
        let asked = Asked::new(words, &term.field, self.spelling);
        let word = match term.field {
            Field::Anywhere => words.written.clone(),
            _ => term.to_string(),
        };
        let reason = |form: &Form, tier: Tier| FoundBy {
            word: word.clone(),
            tier,
            form: form.text.clone(),
            property: form.property.clone(),
        };
        let is_of_property = |form: &Form| match term.field {
            Field::Property(property) => form.property == property,
            _ => true,
        };
        let looked_at = |form: &&Form| term.field.looks_in(form.zone) && is_of_property(form);
        let forms: Vec<&Form> = self.found.forms.iter().filter(looked_at).collect();
        let mut found: Vec<FoundBy> =
            forms.iter().filter_map(|form| asked.tier(form).map(|tier| reason(form, tier))).collect();
        if matches!(term.field, Field::Property(_)) {
            found.extend(asked.in_parts(&forms).into_iter().map(|(form, tier)| reason(form, tier)));
        } else {
            for zone in Zone::ALL.iter().filter(|zone| zone.is_name()) {
                let of_zone: Vec<&Form> = forms.iter().copied().filter(|form| form.zone == *zone).collect();
                found.extend(asked.in_parts(&of_zone).into_iter().map(|(form, tier)| reason(form, tier)));
            }
        }
        if let Some(number) = &asked.number {
            let may_be = self.found.numbers.iter().filter(|other| number_slips(number, &other.number));
            found.extend(may_be.map(|other| FoundBy {
                word: word.clone(),
                tier: Tier::Misread,
                form: other.written.clone(),
                property: other.property.clone(),
            }));
        }
        if term.field.looks_at_meant() {
            for meant in self.found.meant.iter().filter(|meant| term.field.looks_in(meant.zone)) {
                let names = self.names.names_of(meant.entry).into_iter();
                let names: Vec<Form> =
                    names.map(|text| Form { property: meant.property.clone(), text, zone: Zone::Name }).collect();
                let names: Vec<&Form> = names.iter().collect();
                found.extend(names.iter().filter_map(|form| asked.tier(form).map(|tier| reason(form, tier))));
                found.extend(asked.in_parts(&names).into_iter().map(|(form, tier)| reason(form, tier)));
            }
        }
        found.sort_by_key(|found| found.tier);
        let mut told: Vec<FoundBy> = Vec::new();
        for reason in found {
            if told.len() < FORMS_OF_A_WORD && told.iter().all(|known| known.form != reason.form) {
                told.push(reason);
            }
        }
        told
    }
}

/// That a condition holds, when there is something that fulfils it.
fn condition(term: &Term, form: Option<String>) -> Vec<FoundBy> {
    let property = term.field.name().to_owned();
    let reason = |form| FoundBy { word: term.to_string(), tier: Tier::Condition, form, property };
    form.map(reason).into_iter().collect()
}

/// Words that are asked for, made ready to be looked for in many forms.
struct Asked<'a> {
    words: &'a Words,
    folded: Vec<String>,
    sounding: Option<(text::Asked, Ring)>,
    /// The parts of a name with hyphens, and all of them as one word.
    parts: Vec<Part>,
    glued: Option<Part>,
    /// The number that may be misread.
    number: Option<String>,
}

/// A part of a name.
struct Part {
    folded: String,
    asked: text::Asked,
    ring: Ring,
}

impl Part {
    /// How near a form has it: not closer than by its sound, since it does not stand there as it was asked.
    fn tier(&self, form: &Form) -> Option<Tier> {
        if text::words(&form.text).contains(&self.folded) {
            return Some(Tier::Sound);
        }
        let names = if form.zone.is_name() { name_words(&form.text) } else { Vec::new() };
        let near = names.into_iter().filter_map(|(raw, _)| self.asked.nearness(&raw, self.ring)).min();
        near.map(|near| Tier::of(near).max(Tier::Sound))
    }

    /// The form that has it closest.
    fn closest<'f>(&self, forms: &[&'f Form]) -> Option<(&'f Form, Tier)> {
        forms.iter().filter_map(|form| self.tier(form).map(|tier| (*form, tier))).min_by_key(|(_, tier)| *tier)
    }
}

impl<'a> Asked<'a> {
    fn new(words: &'a Words, field: &Field, spelling: Spelling) -> Self {
        let ring = spelling.ring();
        let part = |raw: &str, folded: &str| {
            ring.map(|ring| Part { folded: folded.to_owned(), asked: text::Asked::new(raw), ring })
        };
        Self {
            words,
            folded: words.folded(),
            sounding: words.sounding().map(|word| text::Asked::new(&word)).zip(ring),
            parts: words.parts().iter().filter_map(|(raw, folded)| part(raw, folded)).collect(),
            glued: words.glued().and_then(|(raw, folded)| part(&raw, &folded)),
            number: words.misreadable(field, spelling),
        }
    }

    /// The forms that have every part of a name with hyphens, whatever their order, or all of it as one word.
    fn in_parts<'f>(&self, forms: &[&'f Form]) -> Vec<(&'f Form, Tier)> {
        if self.parts.is_empty() || forms.is_empty() {
            return Vec::new();
        }
        let each: Option<Vec<(&Form, Tier)>> = self.parts.iter().map(|part| part.closest(forms)).collect();
        let mut found = each.unwrap_or_default();
        if let Some(worst) = found.iter().map(|(_, tier)| *tier).max() {
            for (_, tier) in &mut found {
                *tier = worst;
            }
        }
        found.extend(self.glued.as_ref().and_then(|glued| glued.closest(forms)));
        found
    }

    /// How the form holds the words, if it does.
    fn tier(&self, form: &Form) -> Option<Tier> {
        let raw = self.words.written.trim_start_matches('*');
        if form.property == "reference" && form.zone == Zone::Code && form.text.eq_ignore_ascii_case(raw) {
            return Some(Tier::Reference);
        }
        let words = text::words(&form.text);
        if stands_in(&words, &self.folded, false) {
            return Some(if has_as_written(&form.text, raw) { Tier::AsWritten } else { Tier::Folded });
        }
        let goes_on = !self.words.is_quoted || self.words.is_begun;
        if goes_on && stands_in(&words, &self.folded, true) {
            return Some(Tier::Beginning);
        }
        if !form.zone.is_name() {
            return None;
        }
        let names = name_words(&form.text);
        if let ([folded], true) = (self.folded.as_slice(), self.words.is_inside) {
            return names.iter().any(|(_, word)| word.contains(folded.as_str())).then_some(Tier::Inside);
        }
        let (asked, ring) = self.sounding.as_ref()?;
        let near = names.into_iter().filter_map(|(raw, _)| asked.nearness(&raw, *ring));
        near.min().map(Tier::of)
    }
}
