//! From a query as a tree to what SQLite is asked: pure but for what a [`Lexicon`] knows.
//!
//! What stands in words, and every fact that can be asked for, is one match expression of FTS5 as far as it goes;
//! dates, numbers and moments are statements of their own. Values are always bound; in a match expression every word is
//! quoted and holds nothing but letters, figures and `_`.

use crate::model::{Day, EntryId};
use crate::search::query::{DateField, Field, Node, Query, Spelling, Term, Wanted, Words};
use crate::search::{Zone, number_fits, number_slips, slips_of};
use crate::storage::columns::Column;
use crate::storage::index::draw::{LONG_DAYS, date_field};
use crate::storage::index::tokens;
use crate::text::{Nearness, Ring};
use rusqlite::types::Value;

/// How far from what is asked a word may be written, closest first: a query is evaluated level by level when its best
/// hits are wanted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It is the reference code.
    Reference,
    /// In a name or a number, letter by letter.
    AsWritten,
    /// The same once case, accents and script are set aside.
    Folded,
    /// A word begins with it.
    Beginning,
    /// A word of a name holds it.
    Inside,
    /// A name sounds like it.
    Sound,
    /// It is another form of the same given name.
    GivenName,
    /// A name may have been misheard or misread.
    Misread,
}

impl Level {
    /// Every level, closest first.
    pub const ALL: [Self; 8] = [
        Self::Reference,
        Self::AsWritten,
        Self::Folded,
        Self::Beginning,
        Self::Inside,
        Self::Sound,
        Self::GivenName,
        Self::Misread,
    ];

    fn of(nearness: Nearness) -> Self {
        match nearness {
            Nearness::Same => Self::Folded,
            Nearness::Sound => Self::Sound,
            Nearness::GivenName => Self::GivenName,
            Nearness::Misread => Self::Misread,
        }
    }
}

/// What a plan has to know of the catalogue.
pub trait Lexicon {
    /// The words of names that are near this one, by their numbers.
    fn near(&self, word: &str, ring: Ring) -> rusqlite::Result<Vec<(Nearness, i64)>>;
    /// The words of names that hold these folded letters, by their numbers.
    fn holding(&self, letters: &str) -> rusqlite::Result<Vec<i64>>;
    /// The number of a word of a name that is spelled so, in small letters.
    fn spelled(&self, word: &str) -> rusqlite::Result<Option<i64>>;
    /// The places and groups a match expression on the column of names finds.
    fn meant(&self, matching: &str) -> rusqlite::Result<Vec<EntryId>>;
    /// The ids of the card templates with this id or these words in their title.
    fn templates(&self, words: &str) -> rusqlite::Result<Vec<String>>;
    /// The unit with this reference code, and all under it.
    fn units(&self, code: &str) -> rusqlite::Result<Vec<EntryId>>;
    /// The rows of numbers that hold something illegible, with the number.
    fn unclear(&self) -> rusqlite::Result<Vec<(i64, String)>>;
    /// The first millisecond of a day on this computer's clock.
    fn begin_of(&self, day: Day) -> i64;
}

/// What SQLite is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// Every row.
    Everything,
    /// No row.
    Nothing,
    /// What an expression of FTS5 finds.
    Match(String),
    /// The rows a statement gives.
    Select(String, Vec<Value>),
    /// These rows.
    Rows(Vec<i64>),
    /// What all of these find.
    All(Vec<Plan>),
    /// What any of these finds.
    Any(Vec<Plan>),
    /// Everything but what this finds.
    Not(Box<Plan>),
}

/// Match expressions are not put together beyond this length: FTS5 reads them with a stack.
const LONGEST_MATCH: usize = 60_000;

/// Brackets in one another are not put together beyond this depth, for the same reason.
const DEEPEST: usize = 12;

/// So many words are looked for at once: for every row it finds, FTS5 looks at every one of them.
const WORDS_AT_ONCE: usize = 32;

/// So many entries that are meant are looked for with the words; of more each is looked for alone.
const MEANT_AT_ONCE: usize = 64;

/// The plan of a query up to a level.
pub fn plan(query: &Query, level: Level, lexicon: &dyn Lexicon) -> rusqlite::Result<Plan> {
    match &query.root {
        None => Ok(Plan::Everything),
        Some(root) => Builder { spelling: query.spelling, level, lexicon }.node(root),
    }
}

struct Builder<'a> {
    spelling: Spelling,
    level: Level,
    lexicon: &'a dyn Lexicon,
}

impl Builder<'_> {
    fn node(&self, node: &Node) -> rusqlite::Result<Plan> {
        match node {
            Node::All(parts) => Ok(all(parts.iter().map(|part| self.node(part)).collect::<Result<_, _>>()?)),
            Node::Any(parts) => Ok(any(parts.iter().map(|part| self.node(part)).collect::<Result<_, _>>()?)),
            // what must not be found must not be found however far it is
            Node::Not(part) => Ok(not(Builder { level: Level::Misread, ..*self }.node(part)?)),
            Node::Term(term) => self.term(term),
        }
    }

    fn term(&self, term: &Term) -> rusqlite::Result<Plan> {
        let Term { field, wanted } = term;
        match wanted {
            Wanted::Words(words) => self.words(field, words),
            Wanted::Pattern(pattern) => self.pattern(pattern),
            Wanted::Numbers { from, to } => Ok(numbers(*from, *to)),
            Wanted::Days { from, to, .. } => Ok(match field {
                Field::Date(sort) => days(*sort, *from, *to),
                Field::Transport => days(DateField::Arrived, *from, *to),
                Field::Changed => self.changed(*from, *to),
                _ => Plan::Nothing,
            }),
            Wanted::Template(words) => Ok(any(self
                .lexicon
                .templates(words)?
                .iter()
                .map(|id| Plan::Match(quoted(&tokens::template(id))))
                .collect())),
            Wanted::Stage(stage) => Ok(Plan::Match(quoted(&tokens::stage(*stage)))),
            Wanted::Kind(kind) => Ok(Plan::Match(quoted(&tokens::kind(*kind)))),
            Wanted::Unit(code) => Ok(in_units(&self.lexicon.units(code)?)),
            Wanted::Thing(thing) => {
                let has = Plan::Match(quoted(&tokens::thing(*thing)));
                if *field != Field::Missing {
                    return Ok(has);
                }
                let kinds = thing.kinds().iter().map(|kind| Plan::Match(quoted(&tokens::kind(*kind)))).collect();
                Ok(all(vec![any(kinds), not(has)]))
            }
            Wanted::State(state) => Ok(Plan::Match(quoted(tokens::state(*state)))),
            Wanted::Series(series) => Ok(Plan::Match(quoted(&tokens::series(*series)))),
            Wanted::Quarters(quarters) => Ok(Plan::Match(quoted(&tokens::quarters(*quarters)))),
        }
    }

    fn words(&self, field: &Field, words: &Words) -> rusqlite::Result<Plan> {
        let folded = words.folded();
        let mut found = Vec::new();
        // from the folded words on they find the code too
        let is_close = self.level <= Level::AsWritten || folded.is_empty();
        if is_close && matches!(field, Field::Anywhere | Field::Reference) {
            found.push(Plan::Select(
                "SELECT row FROM idx.listing WHERE reference_code = ? COLLATE NOCASE AND reference_code <> ''"
                    .to_owned(),
                vec![Value::Text(words.written.trim_start_matches('*').to_owned())],
            ));
        }
        let may_go_on = words.is_begun || !words.is_quoted;
        let spelled = self.spelled(words, &folded)?;
        if !folded.is_empty()
            && let Some(form) = self.form(&folded, may_go_on, &spelled)
        {
            let place = Columns::of(field);
            for form in form.in_pieces() {
                found.push(Plan::Match(place.matching(&form)));
                found.push(self.meant(&place, &Columns::of(&Field::Name).matching(&form))?);
            }
        }
        if self.level >= Level::Sound {
            found.extend(self.parts(field, words)?);
        }
        if self.level == Level::Misread
            && let Some(number) = words.misreadable(field, self.spelling)
        {
            found.extend(self.misread(&number)?);
        }
        Ok(any(found))
    }

    /// Every part of a name with hyphens in one column, whatever their order; or all of it as one word.
    fn parts(&self, field: &Field, words: &Words) -> rusqlite::Result<Vec<Plan>> {
        let (parts, Some(glued)) = (words.parts(), words.glued()) else { return Ok(Vec::new()) };
        let Some(ring) = self.spelling.ring() else { return Ok(Vec::new()) };
        let form = |(raw, folded): &(String, String)| -> rusqlite::Result<Form> {
            Ok(Form { phrase: Some((vec![folded.clone()], false)), spelled: self.near(raw, ring)? })
        };
        let parts: Vec<Form> = parts.iter().map(form).collect::<Result<_, _>>()?;
        let glued = form(&glued)?;
        let expression = |place: &Columns| {
            let each: Vec<String> = parts.iter().map(|part| format!("({})", place.any_of(part))).collect();
            place.within(&format!("({}) OR ({})", each.join(" AND "), place.any_of(&glued)))
        };
        let mut found: Vec<Plan> =
            Columns::of_names(field).iter().map(|place| Plan::Match(expression(place))).collect();
        found.push(self.meant(&Columns::of(field), &expression(&Columns::of(&Field::Name)))?);
        Ok(found)
    }

    /// The numbers that may be this one misread.
    fn misread(&self, number: &str) -> rusqlite::Result<Vec<Plan>> {
        let sql = "SELECT row FROM idx.number WHERE number IN (SELECT value FROM json_each(?))".to_owned();
        let slips = serde_json::to_string(&slips_of(number)).unwrap_or_default();
        let unclear = self.lexicon.unclear()?.into_iter();
        let may_be = unclear.filter(|(_, other)| number_slips(number, other)).map(|(row, _)| row).collect();
        Ok(vec![Plan::Select(sql, vec![Value::Text(slips)]), Plan::Rows(may_be)])
    }

    /// What is looked for, as far as the level goes: a phrase, and words of names by their numbers.
    fn form(&self, folded: &[String], may_go_on: bool, spelled: &[i64]) -> Option<Form> {
        let is_number = folded.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        let phrase = match self.level {
            Level::Reference => None,
            Level::AsWritten => is_number.then_some(false),
            Level::Folded => Some(false),
            _ => Some(may_go_on),
        };
        let phrase = phrase.map(|goes_on| (folded.to_vec(), goes_on));
        (phrase.is_some() || !spelled.is_empty()).then(|| Form { phrase, spelled: spelled.to_vec() })
    }

    /// The words of names that are looked for beside the phrase.
    fn spelled(&self, words: &Words, folded: &[String]) -> rusqlite::Result<Vec<i64>> {
        if words.is_inside && self.level >= Level::Inside {
            return folded.first().map_or(Ok(Vec::new()), |letters| self.lexicon.holding(letters));
        }
        if self.level == Level::AsWritten && folded.len() == 1 {
            return Ok(self
                .lexicon
                .spelled(&words.written.trim_start_matches('*').to_lowercase())?
                .into_iter()
                .collect());
        }
        let (Some(asked), Some(ring)) = (words.sounding(), self.spelling.ring()) else { return Ok(Vec::new()) };
        if self.level < Level::Sound {
            return Ok(Vec::new());
        }
        self.near(&asked, ring)
    }

    /// The words of names that are near one, as far as the level goes.
    fn near(&self, asked: &str, ring: Ring) -> rusqlite::Result<Vec<i64>> {
        let near = self.lexicon.near(asked, ring)?;
        Ok(near.into_iter().filter(|(near, _)| Level::of(*near) <= self.level).map(|(_, number)| number).collect())
    }

    /// What means a place or a group that an expression on the column of names finds.
    fn meant(&self, place: &Columns, names: &str) -> rusqlite::Result<Plan> {
        if !place.has_meaning {
            return Ok(Plan::Nothing);
        }
        let meant = self.lexicon.meant(names)?;
        let each: Vec<Plan> = meant
            .chunks(MEANT_AT_ONCE)
            .map(|some| {
                let tokens: Vec<String> = some.iter().map(|id| quoted(&tokens::entry(*id))).collect();
                Plan::Match(place.within(&tokens.join(" OR ")))
            })
            .collect();
        Ok(if let [one] = each.as_slice() { one.clone() } else { Plan::Any(each) })
    }

    /// A number of which some figures are not known.
    fn pattern(&self, pattern: &str) -> rusqlite::Result<Plan> {
        let begin: String = pattern.chars().take_while(|c| !matches!(c, '?' | '*')).collect();
        let sql = "SELECT row FROM idx.number WHERE number >= ? AND number < ? AND number GLOB ?".to_owned();
        let values = vec![
            Value::Text(begin.clone()),
            Value::Text(format!("{begin}\u{10ffff}")),
            Value::Text(pattern.to_owned()),
        ];
        let unclear = self.lexicon.unclear()?.into_iter();
        let may_be: Vec<i64> = unclear.filter(|(_, number)| number_fits(pattern, number)).map(|(row, _)| row).collect();
        Ok(Plan::Any(vec![Plan::Select(sql, values), Plan::Rows(may_be)]))
    }

    fn changed(&self, from: Option<Day>, to: Option<Day>) -> Plan {
        let first = from.map_or(i64::MIN, |day| self.lexicon.begin_of(day));
        let after = to.and_then(|day| day.plus(1)).map_or(i64::MAX, |day| self.lexicon.begin_of(day));
        Plan::Select(
            "SELECT row FROM idx.listing WHERE changed_at >= ? AND changed_at < ?".to_owned(),
            vec![Value::Integer(first), Value::Integer(after)],
        )
    }
}

/// What is looked for in the word index.
struct Form {
    /// Folded words one after the other, and whether the last may go on.
    phrase: Option<(Vec<String>, bool)>,
    /// Words of names, by their numbers.
    spelled: Vec<i64>,
}

impl Form {
    /// It in pieces of a few words each. The piece of a closer level is one of a farther level too, so that what is found
    /// by it is found once.
    fn in_pieces(self) -> Vec<Self> {
        if self.spelled.len() < WORDS_AT_ONCE {
            return vec![self];
        }
        let Self { phrase, spelled } = self;
        let spelled = spelled.chunks(WORDS_AT_ONCE).map(|some| Self { phrase: None, spelled: some.to_vec() });
        let phrase = phrase.map(|phrase| Self { phrase: Some(phrase), spelled: Vec::new() });
        phrase.into_iter().chain(spelled).collect()
    }
}

/// Where it is looked for.
struct Columns {
    /// Their names, or none for all of them.
    names: String,
    /// How the tokens begin: of words, of words of names.
    word: String,
    spelled: String,
    /// Whether what claims there mean is looked at too.
    has_meaning: bool,
}

impl Columns {
    fn of(field: &Field) -> Self {
        let zones = Zone::ALL.iter().filter(|zone| field.looks_in(**zone));
        let is_narrow = !matches!(field, Field::Anywhere | Field::Property(_));
        let names = zones.filter(|_| is_narrow).map(|zone| zone.term()).collect::<Vec<_>>().join(" ");
        let (word, spelled) = match field {
            Field::By => ("_y".to_owned(), String::new()),
            Field::Property(id) => (format!("_p{}_", tokens::bare(id)), format!("_q{}_", tokens::bare(id))),
            _ => (String::new(), "_w".to_owned()),
        };
        Self { names, word, spelled, has_meaning: field.looks_at_meant() }
    }

    /// Each column of names that a field looks in; all that a property has.
    fn of_names(field: &Field) -> Vec<Self> {
        if matches!(field, Field::Property(_)) {
            return vec![Self::of(field)];
        }
        let zones = Zone::ALL.iter().filter(|zone| zone.is_name() && field.looks_in(**zone));
        zones.map(|zone| Self { names: zone.term().to_owned(), ..Self::of(&Field::Name) }).collect()
    }

    /// The expression that finds a form here.
    fn matching(&self, form: &Form) -> String {
        self.within(&self.any_of(form))
    }

    /// The same, wherever it stands.
    fn any_of(&self, form: &Form) -> String {
        let mut any: Vec<String> = Vec::new();
        if let Some((words, may_go_on)) = &form.phrase {
            let tokens: Vec<String> = words.iter().map(|word| format!("{}{word}", self.word)).collect();
            any.push(quoted(&tokens.join(" ")) + if *may_go_on { " *" } else { "" });
        }
        let spelled = if self.spelled.is_empty() { "_w" } else { &self.spelled };
        any.extend(form.spelled.iter().map(|number| quoted(&format!("{spelled}{number}"))));
        any.join(" OR ")
    }

    fn within(&self, expression: &str) -> String {
        if self.names.is_empty() { format!("({expression})") } else { format!("({{{}}} : ({expression}))", self.names) }
    }
}

/// Tokens hold letters, figures and `_`; the quotes make them words whatever they are.
fn quoted(tokens: &str) -> String {
    format!("\"{}\"", tokens.replace('"', ""))
}

fn depth(expression: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for byte in expression.bytes() {
        match byte {
            b'(' => now += 1,
            b')' => now = now.saturating_sub(1),
            _ => {}
        }
        most = most.max(now);
    }
    most
}

/// Whether expressions may be put together to one.
fn fits<'a>(parts: impl Iterator<Item = &'a String>) -> bool {
    let (mut length, mut deepest, mut words) = (0, 0, 0);
    let mut is_one = true;
    for (at, part) in parts.enumerate() {
        is_one = at == 0;
        length += part.len();
        deepest = deepest.max(depth(part));
        words += part.matches('"').count() / 2;
    }
    is_one || length <= LONGEST_MATCH && deepest <= DEEPEST && words <= WORDS_AT_ONCE
}

pub(super) fn all(parts: Vec<Plan>) -> Plan {
    let (mut matches, mut without, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match part {
            Plan::Nothing => return Plan::Nothing,
            Plan::Everything => {}
            Plan::Match(expression) => matches.push(expression),
            Plan::Not(inner) => match *inner {
                Plan::Match(expression) => without.push(expression),
                other => others.push(Plan::Not(Box::new(other))),
            },
            Plan::All(parts) => others.extend(parts),
            other => others.push(other),
        }
    }
    if !fits(matches.iter().chain(&without)) {
        others.extend(matches.drain(..).map(Plan::Match));
        others.extend(without.drain(..).map(|expression| Plan::Not(Box::new(Plan::Match(expression)))));
    } else if matches.is_empty() {
        others.extend(without.drain(..).map(|expression| Plan::Not(Box::new(Plan::Match(expression)))));
    } else {
        let mut expression =
            if matches.len() == 1 { matches.remove(0) } else { format!("({})", matches.join(" AND ")) };
        if !without.is_empty() {
            expression = format!("({expression} NOT ({}))", without.join(" OR "));
        }
        others.insert(0, Plan::Match(expression));
    }
    match others.len() {
        0 => Plan::Everything,
        1 => others.remove(0),
        _ => Plan::All(others),
    }
}

pub(super) fn any(parts: Vec<Plan>) -> Plan {
    let (mut matches, mut others) = (Vec::new(), Vec::new());
    let mut left = parts;
    while let Some(part) = left.pop() {
        match part {
            Plan::Everything => return Plan::Everything,
            Plan::Nothing => {}
            Plan::Rows(rows) if rows.is_empty() => {}
            Plan::Match(expression) => matches.push(expression),
            Plan::Any(parts) => left.extend(parts),
            other => others.push(other),
        }
    }
    matches.reverse();
    others.reverse();
    if fits(matches.iter()) && !matches.is_empty() {
        let expression = if matches.len() == 1 { matches.remove(0) } else { format!("({})", matches.join(" OR ")) };
        others.insert(0, Plan::Match(expression));
    } else {
        others.extend(matches.into_iter().map(Plan::Match));
    }
    match others.len() {
        0 => Plan::Nothing,
        1 => others.remove(0),
        _ => Plan::Any(others),
    }
}

fn not(part: Plan) -> Plan {
    match part {
        Plan::Everything => Plan::Nothing,
        Plan::Nothing => Plan::Everything,
        Plan::Not(inner) => *inner,
        other => Plan::Not(Box::new(other)),
    }
}

fn numbers(from: u64, to: u64) -> Plan {
    let bound = |value: u64| Value::Integer(i64::try_from(value).unwrap_or(i64::MAX));
    Plan::Select("SELECT row FROM idx.number WHERE value >= ? AND value <= ?".to_owned(), vec![bound(from), bound(to)])
}

/// What may lie in a span of days.
fn days(field: DateField, from: Option<Day>, to: Option<Day>) -> Plan {
    let field = Value::Integer(date_field(field));
    let first = i64::from(from.map_or(i32::MIN, |day| day.0));
    let last = i64::from(to.map_or(i32::MAX, |day| day.0));
    Plan::Select(
        "SELECT row FROM idx.day WHERE field = ? AND is_long = 0 AND first >= ? AND first <= ? AND last >= ?
         UNION ALL SELECT row FROM idx.day WHERE field = ? AND is_long = 1 AND first <= ? AND last >= ?"
            .to_owned(),
        vec![
            field.clone(),
            Value::Integer(first.saturating_sub(i64::from(LONG_DAYS))),
            Value::Integer(last),
            Value::Integer(first),
            field,
            Value::Integer(last),
            Value::Integer(first),
        ],
    )
}

/// What lies in one of these units.
pub(super) fn in_units(units: &[EntryId]) -> Plan {
    let each = units
        .iter()
        .map(|unit| Plan::Select("SELECT row FROM idx.listing WHERE unit = ?".to_owned(), vec![unit.to_value()]));
    any(each.collect())
}
