//! Patronymics: Александрович, Alexandrowitsch, Aleksandrowicz, Oleksandrovych are the son of one name.

use super::fold::fold;
use super::given_names::{self, Given, Kinship};

/// Endings of a son's patronymic, as they are folded.
const SON: &[&str] = &[
    "ievich", "yevich", "jevich", "iewicz", "jewicz", "jewitsch", "iewitsch", "yevych", "iovych", "yovych", "jovych",
    "jowytsch", "iyovych", "yavich", "evich", "ovich", "avich", "evych", "ovych", "ewicz", "owicz", "awicz", "ewitsch",
    "owitsch", "awitsch", "ewytsch", "owytsch", "ewitch", "owitch", "evitch", "ovitch", "evitsch", "ovitsch", "ewitz",
    "owitz", "ovic", "evic", "jevic", "owic", "ewic", "ovits", "evits", "owich", "ewich", "ovicz", "evicz", "owych",
    "ewych", "ovyc", "evyc", "jovyc", "owycz", "ewycz", "jowycz", "itsch", "itch", "icz", "ich", "ych",
];

/// Endings of a daughter's.
const DAUGHTER: &[&str] = &[
    "ievna",
    "yevna",
    "jevna",
    "iewna",
    "jewna",
    "yivna",
    "jivna",
    "iivna",
    "evna",
    "ovna",
    "avna",
    "ewna",
    "owna",
    "awna",
    "ivna",
    "iwna",
    "inichna",
    "initschna",
    "iniczna",
    "inicna",
    "ichna",
    "itschna",
    "iczna",
];

/// What a stem needs to be a given name again: `Serge-ewitsch`, `Wassil-jewitsch`, `Pawl-owitsch`, `Kusm-itsch`.
const RESTORED: &[&str] =
    &["", "y", "j", "i", "iy", "ij", "ii", "yj", "ey", "ej", "ei", "ay", "aj", "ai", "a", "ya", "ja", "ia", "o", "lo"];

/// The son or daughter of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Patronymic {
    fathers: &'static [u16],
    is_daughter: bool,
}

impl Patronymic {
    /// The lines of the table of given names that the father's name may stand in.
    pub(super) fn fathers(self) -> &'static [u16] {
        self.fathers
    }

    /// Whether he is a son of that name.
    pub(super) fn is_of(self, father: Given) -> bool {
        father.lines().iter().any(|line| self.fathers.contains(line))
    }

    /// Whether two patronymics are of one name. A son's and a daughter's are not compared.
    pub(super) fn compare(one: Option<Self>, other: Option<Self>) -> Kinship {
        match (one, other) {
            (Some(one), Some(other)) if one.is_daughter == other.is_daughter => {
                if one.fathers.iter().any(|line| other.fathers.contains(line)) {
                    Kinship::Same
                } else {
                    Kinship::Different
                }
            }
            _ => Kinship::Unknown,
        }
    }
}

/// Whether a folded word ends as patronymics do.
pub(super) fn may_be(folded: &str) -> bool {
    folded.ends_with("na") || folded.ends_with(['h', 'z', 'c', 's'])
}

/// What a folded word is the patronymic of, when the table knows the name.
pub(super) fn of(folded: &str) -> Option<Patronymic> {
    if !may_be(folded) {
        return None;
    }
    let is_daughter = folded.ends_with("na");
    let endings = if is_daughter { DAUGHTER } else { SON };
    endings.iter().find_map(|ending| {
        let stem = folded.strip_suffix(ending).filter(|stem| stem.len() >= 2)?;
        Some(Patronymic { fathers: lines_of_stem(stem, ending)?, is_daughter })
    })
}

fn lines_of_stem(stem: &str, ending: &str) -> Option<&'static [u16]> {
    let known = |name: &str| Some(given_names::lines(name)).filter(|lines| !lines.is_empty());
    // Lvovich; Ilyich and Kuzmich are made of names in -a only
    match stem {
        "lv" | "lw" => return known("lev"),
        _ => {}
    }
    let is_short = !ending.contains(['v', 'w']);
    RESTORED
        .iter()
        .filter(|restored| !is_short || restored.ends_with('a'))
        .find_map(|restored| known(&format!("{stem}{restored}")))
        // Yakovlevich, Mykolayovych
        .or_else(|| stem.strip_suffix(['l', 'y', 'j', 'i']).filter(|_| !is_short).and_then(known))
}

/// The father's given name as it is called in English, for a patronymic in any spelling: `Alexander` for
/// `Alexandrowitsch`. A suggestion, to be marked as derived.
pub fn father_of(patronymic: &str) -> Option<&'static str> {
    given_names::called(*of(&fold(patronymic))?.fathers.first()?)
}

#[cfg(test)]
mod tests {
    use super::{father_of, of};
    use crate::text::fold;
    use proptest::prelude::*;

    #[test]
    fn fathers_of_sons_and_daughters() {
        for (patronymic, father) in [
            ("Александрович", "Alexander"),
            ("Alexandrowitsch", "Alexander"),
            ("Aleksandrowicz", "Alexander"),
            ("Oleksandrovych", "Alexander"),
            ("Alexandrovna", "Alexander"),
            ("Александровна", "Alexander"),
            ("Олександрівна", "Alexander"),
            ("Ivanovich", "Ivan"),
            ("Iwanowna", "Ivan"),
            ("Петрович", "Petr"),
            ("Pjotrowitsch", "Petr"),
            ("Фёдорович", "Fyodor"),
            ("Fedorovyč", "Fyodor"),
            ("Sergejewitsch", "Sergei"),
            ("Сергеевич", "Sergei"),
            ("Wassiljewitsch", "Vasily"),
            ("Васильевич", "Vasily"),
            ("Vasil’yevich", "Vasily"),
            ("Wasilewicz", "Vasily"),
            ("Григорьевич", "Grigory"),
            ("Hryhorovych", "Grigory"),
            ("Pawlowitsch", "Pavel"),
            ("Львович", "Lev"),
            ("Ильич", "Ilya"),
            ("Iljitsch", "Ilya"),
            ("Kuz'mich", "Kuzma"),
            ("Никитич", "Nikita"),
            ("Яковлевич", "Yakov"),
            ("Миколайович", "Nikolai"),
            ("Nikolajewna", "Nikolai"),
            ("Михайлович", "Mikhail"),
            ("Andrejewitsch", "Andrei"),
            ("Андрійович", "Andrei"),
            ("Евгеньевич", "Evgeny"),
            ("Dmitrijewitsch", "Dmitry"),
            ("Матвеевна", "Matvei"),
            ("Аляксандравіч", "Alexander"),
        ] {
            assert_eq!(father_of(patronymic), Some(father), "{patronymic} {}", fold(patronymic));
        }
    }

    #[test]
    fn what_is_no_patronymic() {
        for word in ["", "Погожев", "Friedrich", "Heinrich", "Иванов", "Anna", "Zoch", "ович", "Nich", "Polina", "1418"]
        {
            assert_eq!(father_of(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_word_may_be_asked(word in any::<String>()) {
            let _ = of(&word);
        }
    }
}
