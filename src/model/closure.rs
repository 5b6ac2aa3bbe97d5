//! For how long papers are closed: rules as data, one in force, and the day each paper opens.
//!
//! Invariant: what is not exactly known is read as late as it may be, so that nothing opens too early. Of rival claims
//! the latest counts; a year counts to its end; a term that cannot be counted gives way to the next, never to "open";
//! what is doubted closes longer and never opens sooner.

use super::terms::terms;
use super::{Absence, Access, Certainty, Claim, Day, Entry, EntryId, HistoricalDate, Reading};
use serde::{Deserialize, Serialize};

/// A rule of closure of one jurisdiction. Of its three terms the first that can be counted holds: from the death, else
/// from the birth, else from the making of the papers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClosureRule {
    /// Names this rule.
    pub id: EntryId,
    /// A short name: `de-bund`.
    pub code: String,
    /// Where it holds.
    pub jurisdiction: String,
    /// What it is called.
    pub label: String,
    /// Closed for so many years after the year of death.
    pub years_after_death: Option<u32>,
    /// Closed for so many years after the year of birth, when no death is known.
    pub years_after_birth: Option<u32>,
    /// Closed for so many years after the papers were made, when neither is known.
    pub years_after_creation: Option<u32>,
    /// The law it follows.
    pub basis: String,
    /// Whether this catalogue goes by it.
    pub in_force: bool,
}

terms! {
    /// From what a term is counted.
    ClosedBy {
        /// The death.
        Death = "death",
        /// The birth.
        Birth = "birth",
        /// The making of the papers.
        Creation = "creation",
        /// Nothing it could be counted from is known.
        #[default] Unknown = "unknown",
    }
}

/// What all standing claims together say of one date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The latest day any of them allows; of one without an end, its first day.
    pub latest: Option<Day>,
    /// Whether one of them has no end or cannot be read, so that it may mean a later day.
    pub is_open: bool,
    /// Whether one of them gives a day without doubt: the reader is certain, and the date has neither `?` nor `%`.
    pub is_sure: bool,
}

/// What the terms of a rule are counted from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClosureFacts {
    /// The death.
    pub death: Told,
    /// The birth.
    pub birth: Told,
    /// The making of the papers: the latest date on them, or of the file they lie in.
    pub creation: Told,
}

/// Until when a paper is closed by a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// The day it opens: the first of a year. `None` when that cannot be said.
    pub until: Option<Day>,
    /// From what it was counted.
    pub by: ClosedBy,
    /// The day it was counted from: the latest that the claims allow.
    pub counted_from: Option<Day>,
}

/// Whether somebody may still live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Living {
    /// No, and why not.
    No(NotLiving),
    /// It cannot be ruled out: whoever handles the papers has to reckon with it.
    Possibly,
    /// Nothing is known that speaks for or against it.
    #[default]
    Unknown,
}

terms! {
    /// Why somebody is taken to live no more.
    NotLiving {
        /// A death is known.
        #[default] Died = "died",
        /// The birth is so long ago.
        BornLongAgo = "born-long-ago",
        /// The papers are so old.
        PapersOld = "papers-old",
    }
}

/// Nobody is taken to live longer than this.
pub const LONGEST_LIFE_YEARS: i32 = 110;

impl Told {
    /// Adds what one claim says. Who says that nothing is known says nothing.
    fn add(&mut self, claim: &Claim) {
        match (&claim.absence, claim.days()) {
            // it stands there and cannot be read, or may not be
            (Some(Absence::Illegible { .. } | Absence::Withheld), _) => self.is_open = true,
            (Some(_), _) => {}
            (None, (None, None)) => self.is_open |= !claim.as_written.trim().is_empty(),
            (None, days) => self.add_days(days, !is_doubted(claim)),
        }
    }

    fn add_days(&mut self, (first, last): (Option<Day>, Option<Day>), is_sure: bool) {
        self.is_open |= last.is_none();
        self.is_sure |= is_sure;
        self.latest = self.latest.max(last.or(first));
    }
}

/// Whether somebody doubts the date: who read it, or who wrote it.
fn is_doubted(claim: &Claim) -> bool {
    let has_doubt = |edtf: &super::Edtf| edtf.as_str().contains(['?', '%']);
    claim.certainty != Certainty::Certain
        || matches!(&claim.reading, Some(Reading::Date { edtf, .. }) if has_doubt(edtf))
}

impl ClosureFacts {
    /// Adds what a claim says, if it stands. Any date on the papers but a birth says that they were still written on.
    pub fn add(&mut self, claim: &Claim) {
        if !claim.stands() {
            return;
        }
        match claim.property.as_str() {
            "birth-date" => self.birth.add(claim),
            "death-date" => self.death.add(claim),
            _ => {}
        }
        let is_date = matches!(claim.reading, Some(Reading::Date { .. })) && claim.absence.is_none();
        if is_date && claim.property != "birth-date" {
            self.creation.add_days(claim.days(), !is_doubted(claim));
        }
    }

    /// Adds the dates of the file the papers lie in.
    pub fn add_papers(&mut self, dates: &HistoricalDate) {
        let (first, last) = dates.bounds();
        if first.or(last).is_some() {
            self.creation.add_days((first, last), true);
        }
    }
}

impl ClosureRule {
    /// Whether two rules say the same, whatever they are called in the file and whether they are in force.
    pub fn says_as(&self, other: &Self) -> bool {
        let plain = |rule: &Self| Self { id: EntryId::default(), in_force: false, ..rule.clone() };
        plain(self) == plain(other)
    }
}

impl Closure {
    /// What access this means on a day; `None` when it cannot be said.
    pub fn access(self, today: Day) -> Option<Access> {
        let until = self.until?;
        Some(if until <= today { Access::Open } else { Access::ClosedUntil(until) })
    }

    /// Whether what is said of access is another thing than what is computed. Closed until a day that is past is open.
    pub fn differs_from(self, said: Access, today: Day) -> bool {
        match self.access(today) {
            None => false,
            Some(Access::Open) => !said.is_open_on(today),
            Some(computed) => said != computed,
        }
    }
}

/// Until when the papers are closed by a rule: through the 31 December of the last year of the term. The latest day the
/// claims allow is counted from. Where one of them has no end, or all of them are doubted, the next term is counted as
/// well, and the latest of what the terms give holds. A doubted death alone ends nothing.
pub fn closes_until(rule: &ClosureRule, facts: &ClosureFacts) -> Closure {
    let terms = [
        (rule.years_after_death, facts.death, ClosedBy::Death),
        (rule.years_after_birth, facts.birth, ClosedBy::Birth),
        (rule.years_after_creation, facts.creation, ClosedBy::Creation),
    ];
    let mut least = Closure::default();
    let mut may_end = false;
    for (years, told, by) in terms {
        let Some((day, years)) = told.latest.zip(years) else { continue };
        // a day that cannot be written down cannot be promised
        let Some(until) = opens(day, years) else { return Closure::default() };
        let counted = Closure { until: Some(until), by, counted_from: Some(day) };
        if counted.until > least.until {
            least = counted;
        }
        if !told.is_open && told.is_sure {
            return least;
        }
        may_end = !told.is_open && by != ClosedBy::Death;
    }
    if may_end { least } else { Closure::default() }
}

/// The first day after so many years that follow the year of `day`.
fn opens(day: Day, years: u32) -> Option<Day> {
    let year = day.ymd().0.checked_add(i32::try_from(years).ok()?)?.checked_add(1)?;
    Day::from_ymd(year, 1, 1).filter(|_| (1..=9999).contains(&year))
}

/// Whether somebody may still live: no death is known and the birth was less than 110 years ago, or neither is known and
/// the papers are younger than that. What is doubted rules nobody out.
pub fn possibly_living(facts: &ClosureFacts, today: Day) -> Living {
    let is_long_ago = |told: Told| {
        let (year, month, day) = today.ymd();
        // a birthday on 29 February is not yet over on the 28th
        told.latest.filter(|_| !told.is_open && told.is_sure).map(|then| {
            let (then_year, then_month, then_day) = then.ymd();
            (then_year.saturating_add(LONGEST_LIFE_YEARS), then_month, then_day) <= (year, month, day)
        })
    };
    let is_told = |told: Told| told.latest.is_some() || told.is_open;
    if facts.death.is_sure {
        return Living::No(NotLiving::Died);
    }
    let (told, why) = if is_told(facts.birth) {
        (facts.birth, NotLiving::BornLongAgo)
    } else if is_told(facts.creation) {
        (facts.creation, NotLiving::PapersOld)
    } else {
        return Living::Unknown;
    };
    if is_long_ago(told) == Some(true) { Living::No(why) } else { Living::Possibly }
}

impl Entry {
    /// Who may see it; `None` of what has no access of its own: it is seen where what it hangs on is.
    pub fn access(&self) -> Option<Access> {
        match self {
            Self::FileCard(entry) => Some(entry.access),
            Self::Person(entry) => Some(entry.access),
            Self::Attachment(entry) => Some(entry.access),
            Self::Claim(entry) => Some(entry.access),
            Self::ProvenanceNote(entry) => Some(entry.access),
            Self::HoldingUnit(_)
            | Self::Place(_)
            | Self::Event(_)
            | Self::Group(_)
            | Self::Source(_)
            | Self::Region(_)
            | Self::Conclusion(_)
            | Self::Identity(_)
            | Self::OwnTemplate(_)
            | Self::SavedSearch(_)
            | Self::ClosureRule(_)
            | Self::GlossaryTerm(_) => None,
        }
    }

    /// The entry with another access; `None` of what has none.
    #[must_use]
    pub fn with_access(&self, access: Access) -> Option<Self> {
        let mut changed = self.clone();
        match &mut changed {
            Self::FileCard(entry) => entry.access = access,
            Self::Person(entry) => entry.access = access,
            Self::Attachment(entry) => entry.access = access,
            Self::Claim(entry) => entry.access = access,
            Self::ProvenanceNote(entry) => entry.access = access,
            _ => return None,
        }
        Some(changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// What claims say: each a property and an EDTF date, or words in brackets that cannot be read.
    fn facts(said: &[(&str, &str)]) -> ClosureFacts {
        let mut facts = ClosureFacts::default();
        for (property, text) in said {
            let mut claim = Claim::new(EntryId::default(), property, text);
            if let Ok(edtf) = super::super::Edtf::parse(text) {
                claim.reading = Some(Reading::Date { edtf, calendar: super::super::Calendar::Gregorian });
            }
            facts.add(&claim);
        }
        facts
    }

    fn federal() -> ClosureRule {
        ClosureRule {
            years_after_death: Some(10),
            years_after_birth: Some(100),
            years_after_creation: Some(60),
            ..ClosureRule::default()
        }
    }

    #[test]
    fn each_term_is_counted_from_the_end_of_the_latest_year() {
        for (said, until, by) in [
            (&[("birth-date", "1912")][..], "2013-01-01", ClosedBy::Birth),
            (&[("birth-date", "1912-12-31")], "2013-01-01", ClosedBy::Birth),
            (&[("birth-date", "1912-01-01")], "2013-01-01", ClosedBy::Birth),
            (&[("birth-date", "1912"), ("death-date", "1944")], "1955-01-01", ClosedBy::Death),
            (&[("arrival-date", "1941")], "2002-01-01", ClosedBy::Creation),
            (&[("arrival-date", "1941-10"), ("departure-date", "1943-11-19")], "2004-01-01", ClosedBy::Creation),
            // born on a leap day
            (&[("birth-date", "1912-02-29")], "2013-01-01", ClosedBy::Birth),
            (&[("death-date", "1944-02-29")], "1955-01-01", ClosedBy::Death),
            // about a year takes in the next one; of a decade and of two claims the latest counts
            (&[("birth-date", "1912~")], "2014-01-01", ClosedBy::Birth),
            (&[("birth-date", "191X")], "2020-01-01", ClosedBy::Birth),
            (&[("birth-date", "1912"), ("birth-date", "1915-03")], "2016-01-01", ClosedBy::Birth),
            (&[("birth-date", "../1912")], "2013-01-01", ClosedBy::Birth),
            // a death without an end, or one that cannot be read: the birth is counted
            (&[("birth-date", "1912"), ("death-date", "1944/..")], "2013-01-01", ClosedBy::Birth),
            (&[("birth-date", "1912"), ("death-date", "(in the war)")], "2013-01-01", ClosedBy::Birth),
            // but nothing opens before what can be counted of the death
            (&[("birth-date", "1880"), ("death-date", "1990/..")], "2001-01-01", ClosedBy::Death),
        ] {
            let closure = closes_until(&federal(), &facts(said));
            assert_eq!(closure.until, Some(day(until)), "{said:?}");
            assert_eq!(closure.by, by, "{said:?}");
        }
    }

    #[test]
    fn what_cannot_be_counted_is_not_open() {
        let russia = ClosureRule { years_after_creation: Some(75), ..ClosureRule::default() };
        for (rule, said) in [
            (&federal(), &[][..]),
            (&federal(), &[("birth-date", "1912/..")]),
            (&federal(), &[("birth-date", "(a child)")]),
            (&russia, &[("birth-date", "1912")]),
            (&ClosureRule { years_after_birth: Some(u32::MAX), ..ClosureRule::default() }, &[("birth-date", "1912")]),
        ] {
            let closure = closes_until(rule, &facts(said));
            assert_eq!(closure, Closure::default(), "{said:?}");
            assert_eq!(closure.access(day("2026-11-20")), None);
            assert!(!closure.differs_from(Access::Open, day("2026-11-20")));
        }
        let closure = closes_until(&russia, &facts(&[("arrival-date", "1941"), ("death-date", "1944")]));
        assert_eq!(closure.until, Some(day("2020-01-01")));
    }

    #[test]
    fn a_doubted_death_ends_nothing_sooner() {
        let today = day("2026-11-20");
        for (said, until, living) in [
            (&[("birth-date", "1935"), ("death-date", "1944?")][..], Some("2036-01-01"), Living::Possibly),
            (&[("birth-date", "1935"), ("death-date", "1944%")], Some("2036-01-01"), Living::Possibly),
            (&[("birth-date", "1935"), ("death-date", "1944-05?/1945")], Some("2036-01-01"), Living::Possibly),
            // one without doubt is enough, and the doubted one may still close longer
            (
                &[("birth-date", "1935"), ("death-date", "1944"), ("death-date", "1950?")],
                Some("1961-01-01"),
                Living::No(NotLiving::Died),
            ),
            // the latest of what the terms give
            (
                &[("birth-date", "1880"), ("death-date", "1990?")],
                Some("2001-01-01"),
                Living::No(NotLiving::BornLongAgo),
            ),
            (&[("birth-date", "1900?"), ("arrival-date", "1941")], Some("2002-01-01"), Living::Possibly),
            (&[("birth-date", "1912?"), ("arrival-date", "1941")], Some("2013-01-01"), Living::Possibly),
            (&[("death-date", "1915?")], Some("1976-01-01"), Living::Possibly),
        ] {
            let facts = facts(said);
            assert_eq!(closes_until(&federal(), &facts).until, until.map(day), "{said:?}");
            assert_eq!(possibly_living(&facts, today), living, "{said:?}");
        }
        for certainty in [Certainty::Probable, Certainty::Uncertain] {
            let mut told = facts(&[("birth-date", "1935")]);
            let dead = Some(Reading::Date {
                edtf: super::super::Edtf::parse("1944").unwrap(),
                calendar: super::super::Calendar::Gregorian,
            });
            let claim = Claim::new(EntryId::default(), "death-date", "1944");
            told.add(&Claim { certainty, reading: dead, ..claim });
            assert_eq!(closes_until(&federal(), &told).until, Some(day("2036-01-01")), "{certainty:?}");
            assert_eq!(possibly_living(&told, today), Living::Possibly, "{certainty:?}");
        }
        let by_death = ClosureRule { years_after_death: Some(10), ..ClosureRule::default() };
        assert_eq!(closes_until(&by_death, &facts(&[("death-date", "1944?")])), Closure::default());
    }

    #[test]
    fn what_does_not_stand_is_not_counted() {
        let mut told = facts(&[("birth-date", "1912")]);
        let mut withdrawn = Claim::new(EntryId::default(), "death-date", "1944");
        withdrawn.status = super::super::ClaimStatus::Withdrawn;
        told.add(&withdrawn);
        let blank = Claim { absence: Some(Absence::Blank), ..Claim::new(EntryId::default(), "death-date", "") };
        told.add(&blank);
        assert_eq!(closes_until(&federal(), &told).by, ClosedBy::Birth);
        let illegible = Absence::Illegible { legible: "?.4.44".into() };
        told.add(&Claim { absence: Some(illegible), ..Claim::new(EntryId::default(), "birth-date", "") });
        assert_eq!(closes_until(&federal(), &told).until, None);
    }

    #[test]
    fn the_day_before_it_is_closed_and_on_the_day_it_is_open() {
        let closure = closes_until(&federal(), &facts(&[("birth-date", "1930")]));
        let until = day("2031-01-01");
        assert_eq!(closure.access(day("2030-12-31")), Some(Access::ClosedUntil(until)));
        assert_eq!(closure.access(until), Some(Access::Open));
        assert!(closure.differs_from(Access::Open, day("2030-12-31")));
        assert!(closure.differs_from(Access::Staff, day("2030-12-31")));
        assert!(!closure.differs_from(Access::ClosedUntil(until), day("2030-12-31")));
        assert!(!closure.differs_from(Access::ClosedUntil(until), until));
        assert!(closure.differs_from(Access::Review, until));
    }

    #[test]
    fn whoever_cannot_be_ruled_out_is_possibly_living() {
        let today = day("2026-11-20");
        for (said, living) in [
            (&[("birth-date", "1912")][..], Living::No(NotLiving::BornLongAgo)),
            (&[("birth-date", "1916-11-20")], Living::No(NotLiving::BornLongAgo)),
            (&[("birth-date", "1916-11-21")], Living::Possibly),
            (&[("birth-date", "1916")], Living::Possibly),
            (&[("birth-date", "1912"), ("birth-date", "1930")], Living::Possibly),
            (&[("birth-date", "1900/..")], Living::Possibly),
            (&[("birth-date", "(a child)")], Living::Possibly),
            (&[("birth-date", "1935"), ("death-date", "1944")], Living::No(NotLiving::Died)),
            (&[("birth-date", "1935"), ("death-date", "1944/..")], Living::No(NotLiving::Died)),
            // he left a list: that is no death
            (&[("departure-date", "1943")], Living::Possibly),
            (&[("arrival-date", "1915")], Living::No(NotLiving::PapersOld)),
            (&[], Living::Unknown),
        ] {
            assert_eq!(possibly_living(&facts(said), today), living, "{said:?}");
        }
        let leap = facts(&[("birth-date", "1916-02-29")]);
        assert_eq!(possibly_living(&leap, day("2026-02-28")), Living::Possibly);
        assert_eq!(possibly_living(&leap, day("2026-03-01")), Living::No(NotLiving::BornLongAgo));
    }

    #[test]
    fn only_some_kinds_have_an_access_of_their_own() {
        let claim = Entry::Claim(Claim::new(EntryId::default(), "count", "96"));
        assert_eq!(claim.access(), Some(Access::Open));
        let closed = claim.with_access(Access::Staff).unwrap();
        assert_eq!((closed.access(), closed.id()), (Some(Access::Staff), claim.id()));
        let place = Entry::Place(super::super::Place::new("kl", "KL", "KL Auschwitz"));
        assert_eq!((place.access(), place.with_access(Access::Staff)), (None, None));
    }
}
