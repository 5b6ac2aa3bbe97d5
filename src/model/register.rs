//! The registers numbers belong to: who issued them, and in which series. Only inside one is a number somebody's own.

use super::{EntryId, NumberSeries, PrisonerNumber};
use crate::text;
use std::collections::BTreeSet;

/// Who issued a number, and in which series, as far as a source says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The camp, when the catalogue has the place.
    pub issuer: Option<EntryId>,
    /// The names the camp goes by, the one we print first; none when nobody has said which camp it is.
    pub issuer_names: Vec<String>,
    /// The series.
    pub series: NumberSeries,
}

impl Register {
    /// The register of a number; `names_of` gives the names of a place. A letter before the figures says the series
    /// when nobody else does: `A-5678`.
    pub fn of(number: &PrisonerNumber, names_of: &dyn Fn(EntryId) -> Vec<String>) -> Self {
        let mut names = number.issuer.map(names_of).unwrap_or_default();
        let stated = number.issuer_name.trim();
        if !stated.is_empty() && !names.iter().any(|name| name == stated) {
            names.push(stated.to_owned());
        }
        Self { issuer: number.issuer, issuer_names: names, series: number.register_series() }
    }

    /// Whether it is known which camp it is.
    pub fn has_issuer(&self) -> bool {
        self.issuer.is_some() || !self.issuer_names.is_empty()
    }

    /// Whether camp and series are known.
    pub fn is_stated(&self) -> bool {
        self.has_issuer() && self.series != NumberSeries::Unstated
    }

    /// The camp as we print it; empty when nobody has said which.
    pub fn issuer_text(&self) -> &str {
        self.issuer_names.first().map_or("", String::as_str)
    }

    /// Whether nothing speaks against the two being one: what is not stated may be anything.
    pub fn may_be(&self, other: &Self) -> bool {
        let is_series = self.series == other.series
            || self.series == NumberSeries::Unstated
            || other.series == NumberSeries::Unstated;
        is_series && (!self.has_issuer() || !other.has_issuer() || self.has_issuer_of(other))
    }

    /// Whether the two are known to be one.
    pub fn is(&self, other: &Self) -> bool {
        self.is_stated() && self.series == other.series && self.has_issuer_of(other)
    }

    /// What is known of either. Meant for registers that [may be](Self::may_be) one.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        let issuer = if self.has_issuer() { self } else { other };
        let series = if self.series == NumberSeries::Unstated { other.series } else { self.series };
        Self { issuer: issuer.issuer, issuer_names: issuer.issuer_names.clone(), series }
    }

    fn has_issuer_of(&self, other: &Self) -> bool {
        if self.issuer.is_some() && self.issuer == other.issuer {
            return true;
        }
        self.issuer_names.iter().any(|one| other.issuer_names.iter().any(|two| is_same_camp(one, two)))
    }
}

/// Words that stand in names of camps of every sort.
const CAMP_WORDS: &[&str] = &[
    "kl",
    "kz",
    "konzentrationslager",
    "concentration",
    "camp",
    "complex",
    "oboz",
    "koncentracyjny",
    "kontslager",
    "lager",
    "kontsentratsionnyy",
    "stammlager",
    "stalag",
    "oflag",
    "dulag",
    "the",
    "of",
];

/// Whether two names are of one camp, or of a camp and a part of it, which counts its prisoners together with the
/// whole: `KL Auschwitz` and `Auschwitz II-Birkenau`, `Stalag VIII B` and `Stalag VIII B Lamsdorf`.
pub fn is_same_camp(one: &str, two: &str) -> bool {
    let (a, b) = (camp_words(one), camp_words(two));
    !a.is_empty() && !b.is_empty() && (a.is_subset(&b) || b.is_subset(&a))
}

/// The words that tell a camp from others.
fn camp_words(name: &str) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = text::words(name).into_iter().collect();
    let is_of_soldiers = ["stalag", "oflag", "dulag"].iter().any(|word| words.contains(*word));
    words.retain(|word| !CAMP_WORDS.contains(&word.as_str()));
    // Auschwitz I, II and III counted together; Stalag III A is another camp than Stalag II A
    if !is_of_soldiers && words.iter().any(|word| word.len() >= 4) {
        words.retain(|word| !["i", "ii", "iii"].contains(&word.as_str()));
    }
    words
}

impl PrisonerNumber {
    /// Its figures as one number, when there is nothing beside them but the letters of a series.
    pub fn value(&self) -> Option<u64> {
        let upper = self.number.trim().to_uppercase();
        let figures = upper.trim_start_matches(char::is_alphabetic).trim_start_matches(['-', ' ', '.']);
        let letters = upper.chars().take_while(|c| c.is_alphabetic()).count();
        let is_number = !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit()) && letters <= 4;
        if is_number { figures.parse().ok() } else { None }
    }

    /// The series that is stated, or the one the letters before the figures say.
    pub fn register_series(&self) -> NumberSeries {
        if self.series != NumberSeries::Unstated {
            return self.series;
        }
        let letters: String = self.number.trim().chars().take_while(|c| c.is_alphabetic()).collect();
        match letters.to_uppercase().as_str() {
            "A" => NumberSeries::A,
            "B" => NumberSeries::B,
            "Z" => NumberSeries::Z,
            "RKG" => NumberSeries::Rkg,
            "EH" => NumberSeries::Eh,
            _ => NumberSeries::Unstated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn register(camp: &str, series: NumberSeries) -> Register {
        let number = PrisonerNumber { issuer_name: camp.into(), series, number: "1418".into(), ..Default::default() };
        Register::of(&number, &|_| Vec::new())
    }

    #[test]
    fn names_of_one_camp() {
        for (one, two, expected) in [
            ("KL Auschwitz", "Auschwitz concentration camp (complex)", true),
            ("KL Auschwitz", "Auschwitz II-Birkenau", true),
            ("KL Auschwitz I (Stammlager)", "KL Auschwitz III (Monowitz)", true),
            ("Auschwitz I", "Auschwitz III", true),
            ("KL Auschwitz", "Außenlager Bobrek (KL Auschwitz)", true),
            ("KL Auschwitz", "KL Buchenwald", false),
            ("Stalag VIII B", "Stalag VIII B Lamsdorf", true),
            ("Stalag VIII B", "Stalag VIII F", false),
            ("Stalag II A", "Stalag III A", false),
            ("Stalag VIII F (318)", "Stalag 318", true),
            ("Аушвиц", "Auschwitz", false),
            ("Концлагерь Бухенвальд", "Бухенвальд", true),
            ("KL", "KL Auschwitz", false),
            ("", "", false),
        ] {
            assert_eq!(is_same_camp(one, two), expected, "{one} / {two}");
            assert_eq!(is_same_camp(two, one), expected, "{two} / {one}");
        }
    }

    #[test]
    fn registers_that_are_kept_apart() {
        use NumberSeries::{GeneralMen, GeneralWomen, Rkg, Unstated};
        for (one, two, may_be, is) in [
            (("KL Auschwitz", Rkg), ("KL Auschwitz", Rkg), true, true),
            (("KL Auschwitz", Rkg), ("KL Auschwitz", GeneralMen), false, false),
            (("KL Auschwitz", GeneralWomen), ("KL Auschwitz", GeneralMen), false, false),
            (("KL Auschwitz", Unstated), ("KL Auschwitz", GeneralMen), true, false),
            (("", GeneralMen), ("KL Auschwitz", GeneralMen), true, false),
            (("KL Buchenwald", GeneralMen), ("KL Auschwitz", GeneralMen), false, false),
            (("", Unstated), ("", Unstated), true, false),
        ] {
            let (a, b) = (register(one.0, one.1), register(two.0, two.1));
            assert_eq!((a.may_be(&b), a.is(&b)), (may_be, is), "{one:?} / {two:?}");
            assert_eq!((b.may_be(&a), b.is(&a)), (may_be, is), "{two:?} / {one:?}");
        }
    }

    #[test]
    fn a_camp_by_its_place() {
        let camp = EntryId::fresh();
        let number = PrisonerNumber { issuer: Some(camp), number: "A-5678".into(), ..Default::default() };
        let names = |_| vec!["Auschwitz concentration camp (complex)".to_owned(), "KL Auschwitz".to_owned()];
        let known = Register::of(&number, &names);
        assert_eq!(known.series, NumberSeries::A);
        assert!(known.is(&register("KL Auschwitz", NumberSeries::A)));
        assert_eq!(known.issuer_text(), "Auschwitz concentration camp (complex)");
        assert!(register("", NumberSeries::Unstated).joined(&known).is(&known));
    }

    #[test]
    fn figures_of_a_number() {
        for (number, expected) in [
            ("164256", Some(164_256)),
            ("0049", Some(49)),
            ("A-5678", Some(5678)),
            ("RKG-10631", Some(10_631)),
            ("a5678", Some(5678)),
            ("367/12345", None),
            ("12345/IIIB", None),
            ("16?258", None),
            ("", None),
            ("A-", None),
            ("99999999999999999999999", None),
        ] {
            let read = PrisonerNumber { number: number.into(), ..Default::default() };
            assert_eq!(read.value(), expected, "{number}");
        }
    }
}
