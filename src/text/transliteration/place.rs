//! A letter among its neighbours: what each scheme makes of it there.

use super::iso_9::iso_9;
use super::{Case, CyrillicLanguage, Kind, Scheme, Unit, is_vowel};

/// A letter within its word.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) units: &'a [Unit],
    pub(super) at: usize,
    /// In lower case.
    pub(super) letter: char,
    pub(super) language: CyrillicLanguage,
}

impl Place<'_> {
    /// The `n`th letter before this one in the word; an apostrophe counts as one.
    pub(super) fn behind(self, n: usize) -> Option<char> {
        word(self.units.iter().take(self.at).rev()).nth(n.checked_sub(1)?)
    }

    /// The `n`th letter after this one in the word; an apostrophe counts as one.
    pub(super) fn ahead(self, n: usize) -> Option<char> {
        self.rest().nth(n.checked_sub(1)?)
    }

    /// The letters of the word after this one.
    pub(super) fn rest(&self) -> impl Iterator<Item = char> {
        word(self.units.iter().skip(self.at.saturating_add(1)))
    }

    pub(super) fn follows(self, letters: &str) -> bool {
        self.behind(1).is_some_and(|before| letters.contains(before))
    }

    pub(super) fn precedes(self, letters: &str) -> bool {
        self.ahead(1).is_some_and(|after| letters.contains(after))
    }

    pub(super) fn starts(self) -> bool {
        self.behind(1).is_none()
    }

    pub(super) fn ends(self) -> bool {
        self.ahead(1).is_none()
    }

    /// Where е is spoken `ye`: at the beginning, after a vowel, a hard or soft sign, an apostrophe.
    pub(super) fn with_yod(self) -> bool {
        self.behind(1).is_none_or(|before| is_vowel(before) || "ъь'".contains(before))
    }

    pub(super) fn is(self, language: CyrillicLanguage) -> bool {
        self.language == language
    }

    /// How capitals are set: a capital alone, or before a small letter, has small ones after it.
    pub(super) fn case(self) -> Case {
        let is_capital = |unit: &&Unit| unit.written.is_uppercase();
        let letters = |unit: &&Unit| unit.kind == Kind::Letter;
        if !self.units.get(self.at).is_some_and(|unit| unit.written.is_uppercase()) {
            return Case::Lower;
        }
        let of_word = |unit: &&Unit| unit.kind != Kind::Other;
        let next = self.units.iter().skip(self.at.saturating_add(1)).take_while(of_word).find(letters);
        let last = self.units.iter().take(self.at).rev().take_while(of_word).find(letters);
        if next.or(last).as_ref().is_some_and(is_capital) { Case::All } else { Case::First }
    }

    /// The letters of the scheme in lower case; `None` for a letter none of the three languages has.
    pub(super) fn latin(self, scheme: Scheme) -> Option<&'static str> {
        let own = match scheme {
            Scheme::BgnPcgn => self.bgn_pcgn(),
            // one letter for one letter, whatever the language
            Scheme::Iso9 => return iso_9(self.letter),
            Scheme::Scientific => self.scientific(),
            Scheme::AlaLc => self.ala_lc(),
            Scheme::Icao => self.icao(),
            Scheme::German => self.german(),
            Scheme::Polish => self.polish(),
        };
        own.or_else(|| self.common())
    }

    /// What the schemes have in common.
    pub(super) fn common(self) -> Option<&'static str> {
        Some(match self.letter {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' if self.is(CyrillicLanguage::Russian) => "g",
            'г' => "h",
            'ґ' => "g",
            'д' => "d",
            'е' | 'э' | 'ѣ' | 'ѐ' => "e",
            'з' => "z",
            'и' if self.is(CyrillicLanguage::Ukrainian) => "y",
            'и' | 'і' | 'ѵ' | 'ѝ' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' | 'ѳ' => "f",
            'ы' => "y",
            _ => return None,
        })
    }

    /// The letters English writes with an `h`.
    pub(super) fn english(self) -> Option<&'static str> {
        Some(match self.letter {
            'ж' => "zh",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            _ => return None,
        })
    }

    /// The diaeresis of ё is kept: `Fëdor`, not `Fyodor`, which is custom and not BGN/PCGN.
    pub(super) fn bgn_pcgn(self) -> Option<&'static str> {
        let ukrainian = self.is(CyrillicLanguage::Ukrainian);
        let belarusian = self.is(CyrillicLanguage::Belarusian);
        // the rule for Russian counts й among the vowels
        let with_yod = self.with_yod() || self.follows("й");
        Some(match self.letter {
            // always, not only at the beginning: Byelarus’
            'е' if belarusian => "ye",
            'е' | 'ѣ' if !ukrainian && with_yod => "ye",
            'ё' if belarusian => "yo",
            'ё' if with_yod => "yë",
            'ё' => "ë",
            // зг would else be read as ж
            'г' if ukrainian && self.follows("з") => "gh",
            'й' | 'ї' if ukrainian && !self.starts() => "i",
            'й' => "y",
            'ї' => "yi",
            'є' if ukrainian && !self.starts() => "ie",
            'є' => "ye",
            'ю' if ukrainian && !self.starts() => "iu",
            'ю' => "yu",
            'я' if ukrainian && !self.starts() => "ia",
            'я' => "ya",
            'ў' => "w",
            'ъ' if self.ends() => "",
            'ъ' => "”",
            'ь' if ukrainian => "",
            'ь' => "’",
            _ => return self.english(),
        })
    }

    pub(super) fn scientific(self) -> Option<&'static str> {
        Some(match self.letter {
            'ё' => "ë",
            'є' => "je",
            'ж' => "ž",
            'ї' => "ï",
            'й' => "j",
            'ў' => "ŭ",
            'х' => "x",
            'ц' => "c",
            'ч' => "č",
            'ш' => "š",
            'щ' => "šč",
            'ъ' if self.ends() => "",
            'ъ' => "ʺ",
            'ь' => "ʹ",
            'э' => "è",
            'ю' => "ju",
            'я' => "ja",
            'ѣ' => "ě",
            _ => return None,
        })
    }

    pub(super) fn ala_lc(self) -> Option<&'static str> {
        let russian = self.is(CyrillicLanguage::Russian);
        let belarusian = self.is(CyrillicLanguage::Belarusian);
        Some(match self.letter {
            'ё' if belarusian => "i͡o",
            'ё' => "ë",
            'є' | 'ѣ' => "i͡e",
            'ж' if !russian => "z͡h",
            'і' if russian => "ī",
            'ї' => "ï",
            'й' => "ĭ",
            'ў' => "ŭ",
            'ц' if !belarusian => "t͡s",
            'ъ' if self.ends() => "",
            'ъ' => "ʺ",
            'ь' => "ʹ",
            'э' => "ė",
            'ю' => "i͡u",
            'я' => "i͡a",
            'ѳ' => "ḟ",
            'ѵ' => "ẏ",
            _ => return self.english(),
        })
    }

    /// Doc 9303 does not know the final ъ of the old spelling: dropped, since `Pogozhevie` would help nobody.
    pub(super) fn icao(self) -> Option<&'static str> {
        let first_of_ukrainian = self.is(CyrillicLanguage::Ukrainian) && self.starts();
        Some(match self.letter {
            'ё' if self.is(CyrillicLanguage::Belarusian) => "io",
            'ё' => "e",
            'є' if first_of_ukrainian => "ye",
            'ї' if first_of_ukrainian => "yi",
            'й' if first_of_ukrainian => "y",
            'ї' | 'й' => "i",
            'ў' => "u",
            'ъ' if self.ends() => "",
            'є' | 'ъ' => "ie",
            'ь' => "",
            'ю' if first_of_ukrainian => "yu",
            'ю' => "iu",
            'я' if first_of_ukrainian => "ya",
            'я' => "ia",
            'ѵ' => "y",
            _ => return self.english(),
        })
    }

    pub(super) fn german(self) -> Option<&'static str> {
        let russian = self.is(CyrillicLanguage::Russian);
        let between_vowels = self.behind(1).is_some_and(is_vowel) && self.ahead(1).is_some_and(is_vowel);
        Some(match self.letter {
            'в' => "w",
            'г' if russian && self.is_genitive() => "w",
            'е' | 'ѣ' if !self.is(CyrillicLanguage::Ukrainian) && self.with_yod() => "je",
            'ё' if self.follows("жчшщ") => "o",
            'ё' => "jo",
            'є' => "je",
            'ж' | 'ш' => "sch",
            'з' => "s",
            // Iljitsch
            'и' | 'і' if !self.is(CyrillicLanguage::Ukrainian) && self.follows("ь") => "ji",
            'ї' => "ji",
            'й' => self.german_short_i(),
            // the Duden writes x in Russian names, but Oleksandr and Aljaksandr
            'к' if russian && self.precedes("с") => "x",
            'с' if russian && self.follows("к") => "",
            'с' if between_vowels => "ss",
            'ў' => "u",
            'х' => "ch",
            'ц' => "z",
            'ч' => "tsch",
            'щ' => "schtsch",
            'ь' if self.precedes("о") => "j",
            'ъ' | 'ь' => "",
            'ю' => "ju",
            'я' => "ja",
            _ => return None,
        })
    }

    /// й: not written after и and ы nor before a letter that brings its own `j`, `j` before other vowels, else `i` in
    /// Russian and `j` in Ukrainian and Belarusian.
    pub(super) fn german_short_i(self) -> &'static str {
        let russian = self.is(CyrillicLanguage::Russian);
        if (russian && self.follows("иыіѵ")) || (!self.starts() && self.precedes("ёюяєї")) {
            ""
        } else if russian && !self.ahead(1).is_some_and(is_vowel) {
            "i"
        } else {
            "j"
        }
    }

    /// The г of the endings -ого and -его, spoken `w`.
    pub(super) fn is_genitive(self) -> bool {
        let ending = self.ahead(1) == Some('о') && self.ahead(2).is_none();
        ending && (self.follows("е") || (self.follows("о") && self.behind(2).is_some()))
    }

    /// Endings are not shortened: PWN has `Czernyszewskij`, and `-ski` is custom for names Polish readers know.
    pub(super) fn polish(self) -> Option<&'static str> {
        let russian = self.is(CyrillicLanguage::Russian);
        Some(match self.letter {
            'в' => "w",
            'е' | 'ѣ' if !self.is(CyrillicLanguage::Ukrainian) => self.softening(["je", "e", "ie"]),
            'ё' => self.softening(["jo", "o", "io"]),
            'є' => self.softening(["je", "e", "ie"]),
            'ж' => "ż",
            'з' if self.is_softened() => "ź",
            'и' if russian && self.follows("ь") => "ji",
            'и' if russian && self.follows("жцш") => "y",
            'і' if !russian && self.follows("ь'") => "ji",
            'ї' => "ji",
            'й' => "j",
            'л' if self.is_soft_l() => "l",
            'л' => "ł",
            'н' if self.is_softened() => "ń",
            'с' if self.is_softened() => "ś",
            'ў' => "u",
            'х' => "ch",
            'ц' if !russian && self.is_softened() => "ć",
            'ц' => "c",
            'ч' => "cz",
            'ш' => "sz",
            'щ' => "szcz",
            'ъ' => "",
            'ь' => self.polish_soft_sign(),
            'ю' => self.softening(["ju", "u", "iu"]),
            'я' => self.softening(["ja", "a", "ia"]),
            _ => return None,
        })
    }

    /// A letter that softens, in its three forms: with `j`, after л and what cannot be softened, after a consonant.
    ///
    /// й is a `j` already, so `Майя` is `Maja`. PWN names ж, ц, ч, ш, щ for Russian only: `Запоріжжя` is `Zaporiżżia`.
    pub(super) fn softening(self, [with_yod, hard, soft]: [&'static str; 3]) -> &'static str {
        if self.with_yod() {
            with_yod
        } else if self.follows("лй") || (self.is(CyrillicLanguage::Russian) && self.follows("жцчшщ")) {
            hard
        } else {
            soft
        }
    }

    /// л before a letter that softens, also through a second л: `Аллилуев` is `Alliłujew`. At the end it is `ł`.
    pub(super) fn is_soft_l(self) -> bool {
        let softens = if self.is(CyrillicLanguage::Ukrainian) { "єіїьюя" } else { "еёиіьюяѣѵ" };
        self.rest().find(|after| *after != 'л').is_some_and(|after| softens.contains(after))
    }

    /// A consonant with ь after it, which no vowel takes up.
    pub(super) fn is_softened(self) -> bool {
        self.ahead(1) == Some('ь') && !self.ahead(2).is_some_and(is_vowel)
    }

    /// What is left of ь when з, н, с have taken their acute: the accent by itself, as PWN prints it in `siem´`.
    pub(super) fn polish_soft_sign(self) -> &'static str {
        let ukrainian = self.is(CyrillicLanguage::Ukrainian);
        if self.precedes("о") {
            // Ukrainian writes the о of ё so: Kowalow, siomyj; a Russian ьо is a foreign jo
            match (ukrainian, self.follows("л")) {
                (true, true) => "",
                (true, false) => "i",
                (false, _) => "j",
            }
        } else if self.ahead(1).is_some_and(is_vowel) || self.behind(1).is_none_or(|c| "лжцчшщзнс".contains(c))
        {
            ""
        } else {
            "´"
        }
    }
}

/// The letters and apostrophes of `units` until the word ends.
fn word<'a>(units: impl Iterator<Item = &'a Unit>) -> impl Iterator<Item = char> {
    units.filter(|unit| unit.kind != Kind::Mark).map_while(|unit| match unit.kind {
        Kind::Letter => Some(unit.letter),
        Kind::Apostrophe => Some('\''),
        Kind::Mark | Kind::Other => None,
    })
}
