//! What is known of a man, gathered from the claims of his card or page, as far as two can be compared by it.

use super::super::{
    Absence, Calendar, Claim, Datatype, Day, Entry, EntryId, HistoricalDate, PersonName, PrisonerNumber, Reading,
    Register, read,
};

/// What is known of a man, as far as two can be compared by it. Several of one sort are rivals, or all true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits {
    /// His names.
    pub names: Vec<PersonName>,
    /// His father's names.
    pub fathers: Vec<String>,
    /// The names of his wife.
    pub spouses: Vec<PersonName>,
    /// His prisoner numbers and tags.
    pub numbers: Vec<OwnNumber>,
    /// His dates of birth.
    pub births: Vec<Birth>,
    /// Where he was born.
    pub birth_places: Vec<OwnPlace>,
    /// The days he came somewhere.
    pub arrivals: Vec<Day>,
    /// The groups he belonged to that are no transports, as far as their kind is known.
    pub groups: Vec<EntryId>,
    /// The transports he came with.
    pub transports: Vec<EntryId>,
}

/// A number of his.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnNumber {
    /// Whether it is the tag of a prisoner-of-war camp.
    pub is_tag: bool,
    /// Its figures and letters, in capitals, without the letters of a series; `?` for what cannot be read.
    pub figures: String,
    /// As it is written.
    pub written: String,
    /// As it is read; of an illegible one the figures that can be read.
    pub read: PrisonerNumber,
    /// The register, as far as it is known.
    pub register: Register,
}

/// A date of birth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Birth {
    /// As it is written.
    pub written: String,
    /// The first day it may be.
    pub first: Day,
    /// The last day it may be.
    pub last: Day,
    /// Year, month and day as the paper has them, when it is one day.
    pub day: Option<(i32, u32, u32)>,
}

/// A place of his.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPlace {
    /// The place, when the catalogue has it.
    pub place: Option<EntryId>,
    /// As it is written.
    pub written: String,
    /// The names it goes by.
    pub names: Vec<String>,
}

impl Traits {
    /// What the claims of a card or person say; those that do not stand say nothing. `names_of` gives the names of an
    /// entry that is meant: a camp, a place, a wife.
    pub fn of(entry: &Entry, claims: &[Claim], names_of: &dyn Fn(EntryId) -> Vec<String>) -> Self {
        let mut traits = Self::default();
        let standing: Vec<&Claim> = claims.iter().filter(|claim| claim.stands()).collect();
        traits.take_names(entry, &standing);
        for claim in &standing {
            let words = claim.as_written.trim();
            let is_silent = claim.absence.is_some();
            match claim.property.as_str() {
                "prisoner-number" | "identity-tag" => traits.take_number(claim, &standing, names_of),
                "birth-date" if !is_silent => traits.births.extend(birth(claim)),
                "birth-place" if !is_silent => traits.birth_places.extend(place(claim, names_of)),
                "spouse" if !is_silent => match &claim.reading {
                    Some(Reading::Entry(id)) => {
                        traits.spouses.extend(names_of(*id).iter().filter_map(|name| whole(name)));
                    }
                    Some(Reading::Name(name)) => traits.spouses.push(name.clone()),
                    _ => traits.spouses.extend(whole(words)),
                },
                "father" | "parents" if !is_silent => traits.fathers.extend(father(words)),
                "arrival-date" => traits.arrivals.extend(match claim.days() {
                    (Some(first), Some(last)) if first == last => Some(first),
                    _ => None,
                }),
                "member-of" => traits.groups.extend(match &claim.reading {
                    Some(Reading::Entry(id)) => Some(*id),
                    _ => None,
                }),
                _ => {}
            }
        }
        traits
    }

    /// Sorts out which of his groups are transports: only those came somewhere together.
    #[must_use]
    pub fn with_transports(mut self, is_transport: impl Fn(EntryId) -> bool) -> Self {
        let (transports, groups) = std::mem::take(&mut self.groups).into_iter().partition(|group| is_transport(*group));
        self.groups = groups;
        self.transports.extend::<Vec<EntryId>>(transports);
        self
    }

    /// The names of a person stand whole in one claim, those of a card in parts; its first parts belong together.
    fn take_names(&mut self, entry: &Entry, standing: &[&Claim]) {
        let mut parts = [Vec::new(), Vec::new(), Vec::new()];
        for claim in standing.iter().filter(|claim| claim.absence.is_none()) {
            let written = claim.as_written.trim();
            match (claim.property.as_str(), &claim.reading) {
                ("name", Some(Reading::Name(name))) => self.names.push(name.clone()),
                ("name", _) => self.names.extend(whole(written)),
                ("surname" | "given-name" | "patronymic", reading) => {
                    let name = match reading {
                        Some(Reading::Name(name)) => name.clone(),
                        _ => match read(&claim.property, Datatype::Name, written) {
                            Some(Reading::Name(name)) => name,
                            _ => continue,
                        },
                    };
                    for (part, known) in [name.surname, name.given, name.patronymic].into_iter().zip(&mut parts) {
                        if !part.trim().is_empty() {
                            known.push(part);
                        }
                    }
                }
                _ => {}
            }
        }
        let [surnames, given, patronymics] = parts;
        for at in 0..surnames.len().max(given.len()).max(patronymics.len()) {
            // a second surname goes with the only given name
            let part = |of: &[String]| of.get(at).or(of.last()).cloned().unwrap_or_default();
            let name = PersonName {
                surname: part(&surnames),
                given: part(&given),
                patronymic: part(&patronymics),
                ..PersonName::default()
            };
            self.names.push(name);
        }
        if self.names.iter().all(|name| name.surname.is_empty() && name.given.is_empty())
            && let Entry::Person(person) = entry
        {
            self.names.extend(whole(&person.label));
        }
    }

    fn take_number(&mut self, claim: &Claim, standing: &[&Claim], names_of: &dyn Fn(EntryId) -> Vec<String>) {
        let is_tag = claim.property == "identity-tag";
        let (number, written) = match (&claim.reading, &claim.absence) {
            (Some(Reading::Number(number)), None) => (number.clone(), claim.as_written.clone()),
            (_, Some(Absence::Illegible { legible })) if legible.contains(|c: char| c.is_ascii_digit()) => {
                (PrisonerNumber { number: legible.clone(), ..PrisonerNumber::default() }, legible.clone())
            }
            _ => return,
        };
        let mut register = Register::of(&number, names_of);
        if !is_tag {
            register = with_camp_of(register, standing, names_of);
        }
        let figures = bare_figures(&number.number);
        if !figures.is_empty() {
            self.numbers.push(OwnNumber { is_tag, figures, written, read: number, register });
        }
    }
}

/// The camp a card is of issued the numbers on it, unless it says otherwise or names several camps.
pub(in super::super) fn with_camp_of(
    register: Register,
    standing: &[&Claim],
    names_of: &dyn Fn(EntryId) -> Vec<String>,
) -> Register {
    if register.has_issuer() {
        return register;
    }
    let mut camps = standing.iter().filter(|claim| claim.property == "camp" && claim.absence.is_none());
    let (Some(camp), None) = (camps.next(), camps.next()) else { return register };
    let written = camp.as_written.trim();
    let mut issuer = Register::default();
    if let Some(Reading::Entry(place)) = &camp.reading {
        issuer.issuer = Some(*place);
        issuer.issuer_names = names_of(*place);
    }
    if !written.is_empty() && !issuer.issuer_names.iter().any(|name| name == written) {
        issuer.issuer_names.push(written.to_owned());
    }
    register.joined(&issuer)
}

/// A number without the letters of a series and the noughts before it.
fn bare_figures(number: &str) -> String {
    let upper = number.trim().to_uppercase();
    let letters = upper.chars().take_while(|c| c.is_alphabetic()).count();
    let rest = if letters <= 4 { upper.trim_start_matches(char::is_alphabetic) } else { &upper };
    let rest = rest.trim_start_matches(['-', ' ', '.', ':']);
    let bare = rest.trim_start_matches('0');
    if bare.is_empty() { rest.to_owned() } else { bare.to_owned() }
}

fn birth(claim: &Claim) -> Option<Birth> {
    let read;
    let (edtf, calendar) = if let Some(Reading::Date { edtf, calendar }) = &claim.reading {
        (edtf, *calendar)
    } else {
        read = HistoricalDate::read_birth(&claim.as_written);
        (read.edtf.as_ref()?, read.calendar)
    };
    let (first, last) = edtf.bounds(calendar);
    let (first, last) = (first?, last?);
    let plain = edtf.as_str().trim_end_matches(['~', '?', '%']);
    let mut parts = plain.split('-').map(str::parse::<u32>);
    let day = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) if first == last || calendar == Calendar::Julian => {
            i32::try_from(year).ok().map(|year| (year, month, day))
        }
        _ => None,
    };
    Some(Birth { written: claim.as_written.trim().to_owned(), first, last, day })
}

fn place(claim: &Claim, names_of: &dyn Fn(EntryId) -> Vec<String>) -> Option<OwnPlace> {
    let written = claim.as_written.trim().trim_matches(['[', ']']).to_owned();
    let mut names = vec![written.clone()];
    let mut place = None;
    match &claim.reading {
        Some(Reading::Entry(id)) => {
            place = Some(*id);
            names.extend(names_of(*id));
        }
        Some(Reading::Text(words)) => names.push(words.clone()),
        _ => {}
    }
    names.retain(|name| !name.is_empty());
    (!names.is_empty()).then_some(OwnPlace { place, written, names })
}

/// The father's name in a box that may hold the mother's as well: `Iwan u. Maria`, `V. Iwan, M. Anna`.
fn father(words: &str) -> Option<String> {
    let first = words.split([',', ';', '/', '+', '&']).next()?;
    let mut words = first.split_whitespace().map(|word| word.trim_matches(['.', ':', '(', ')']));
    let name =
        words.find(|word| word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !is_label(word))?;
    Some(name.to_owned())
}

fn is_label(word: &str) -> bool {
    ["vater", "father", "отец", "ojciec", "des", "der", "eltern"].contains(&word.to_lowercase().as_str())
}

/// A name in its parts, in the order it is read in or, when nobody can say, in the usual one.
fn whole(written: &str) -> Option<PersonName> {
    if let Some(Reading::Name(name)) = read("name", Datatype::Name, written) {
        return Some(name);
    }
    // what is said beside a name is no name: Maria (surname not stated), wife of Andrei
    let plain = written.split(['(', '[', ',', ';']).next().unwrap_or_default();
    let words: Vec<&str> = plain.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    let of = |surname: &str, given: &str, patronymic: &str| {
        let (surname, given, patronymic) = (surname.to_owned(), given.to_owned(), patronymic.to_owned());
        Some(PersonName { surname, given, patronymic, ..PersonName::default() })
    };
    match words.as_slice() {
        [only] if crate::text::given_names::is_given_name(only) => of("", only, ""),
        [only] => of(only, "", ""),
        [given, surname] => of(surname, given, ""),
        [given, patronymic, surname] => of(surname, given, patronymic),
        _ => None,
    }
}
