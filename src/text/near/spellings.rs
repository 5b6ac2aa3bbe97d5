//! What letters stand for in the languages and schemes that write Slavic, German and Jewish names.
//!
//! Longer spellings come before shorter ones; `$` is the end of the word and `^` its beginning.

use super::phoneme::{
    A, B, BARE_S, CH, D, E, F, G, H, I, J, JO, K, KS, L, M, N, O, P, Phonemes, R, S, SH, SHCH, SX, T, TS, U, V, X, Z,
    ZG, ZH,
};
use std::sync::LazyLock;

/// One sound as a spelling gives it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// What it commonly stands for.
    pub(super) heard: Phonemes,
    /// What it stands for now and then.
    pub(super) seldom: Phonemes,
    /// What it costs to leave it out, when it is often not heard; 0 when it is.
    pub(super) silent: u8,
}

const fn is(heard: Phonemes) -> Letter {
    Letter { heard, seldom: 0, silent: 0 }
}

const fn or(heard: Phonemes, seldom: Phonemes) -> Letter {
    Letter { heard, seldom, silent: 0 }
}

const fn quiet(heard: Phonemes, silent: u8) -> Letter {
    Letter { heard, seldom: 0, silent }
}

/// A spelling and its sounds.
pub(super) type Spelling = (&'static str, &'static [Letter]);

/// Both scripts: Latin letters that are marked only stand here when they have a sound of their own.
const SPELLINGS: &[Spelling] = &[
    // щ
    ("schtsch", &[is(SHCH)]),
    ("schtch", &[is(SHCH)]),
    ("shtsch", &[is(SHCH)]),
    ("chtch", &[is(SHCH)]),
    ("shtch", &[is(SHCH)]),
    ("shtsh", &[is(SHCH)]),
    ("stsch", &[is(SHCH)]),
    ("schch", &[is(SHCH)]),
    ("shch", &[is(SHCH)]),
    ("szcz", &[is(SHCH)]),
    ("stch", &[is(SHCH)]),
    ("štš", &[is(SHCH)]),
    ("scz", &[or(SHCH, SH)]),
    ("šč", &[is(SHCH)]),
    ("šć", &[is(SHCH)]),
    ("ść", &[is(SHCH)]),
    ("sč", &[is(SHCH)]),
    ("щ", &[is(SHCH)]),
    ("ŝ", &[is(SHCH)]),
    ("сч", &[is(SHCH)]),
    ("зч", &[is(SHCH)]),
    ("шч", &[is(SHCH)]),
    // ч, дж
    ("ttsch", &[is(CH)]),
    ("tzsch", &[is(CH)]),
    ("tsch", &[is(CH)]),
    ("tch", &[is(CH)]),
    ("tsh", &[is(CH)]),
    ("tcz", &[is(CH)]),
    ("tsz", &[is(CH)]),
    ("dtsch", &[is(CH)]),
    ("dch", &[is(CH)]),
    ("dcz", &[is(CH)]),
    ("dč", &[is(CH)]),
    ("tš", &[is(CH)]),
    ("tč", &[is(CH)]),
    ("cz", &[or(CH, TS)]),
    ("č", &[is(CH)]),
    ("ć", &[or(CH, TS)]),
    ("ч", &[is(CH)]),
    ("дч", &[is(CH)]),
    ("тч", &[is(CH)]),
    ("тш", &[is(CH)]),
    ("ћ", &[is(CH)]),
    ("itz$", &[is(I), is(TS | CH)]),
    ("ic$", &[is(I), is(TS | CH | K)]),
    ("dsch", &[is(D), is(ZH | SH)]),
    ("dzh", &[is(D), is(ZH)]),
    ("dsh", &[is(D), is(ZH | SH)]),
    ("dż", &[is(D), is(ZH)]),
    ("dž", &[is(D), is(ZH)]),
    ("дж", &[is(D), is(ZH)]),
    ("^dsch", &[quiet(D, 2), is(ZH)]),
    ("^dzh", &[quiet(D, 2), is(ZH)]),
    ("^dsh", &[quiet(D, 2), is(ZH)]),
    ("^dż", &[quiet(D, 2), is(ZH)]),
    ("^dž", &[quiet(D, 2), is(ZH)]),
    ("^dj", &[quiet(D, 2), Letter { heard: J | ZH, seldom: 0, silent: 1 }]),
    ("^дж", &[quiet(D, 2), is(ZH)]),
    ("dj", &[is(D), quiet(J | ZH, 1)]),
    ("џ", &[is(D), is(ZH)]),
    // ш, ж, сх, зг
    ("sch", &[or(SH | ZH, SHCH | SX)]),
    ("sh", &[or(SH | ZH, SX | ZG)]),
    ("sz", &[or(SH, S | TS)]),
    ("зц", &[is(TS)]),
    ("zts", &[is(TS)]),
    ("zc", &[is(TS)]),
    // шт, шп of German names
    ("stein", &[or(S, SH), is(T), is(E), is(I | J), is(N)]),
    ("stern", &[or(S, SH), is(T), is(E), is(R), is(N)]),
    ("š", &[is(SH)]),
    ("ş", &[is(SH)]),
    ("ș", &[is(SH)]),
    ("ш", &[is(SH)]),
    ("ś", &[or(S, SH)]),
    ("zh", &[or(ZH, ZG)]),
    ("ž", &[is(ZH)]),
    ("ż", &[is(ZH)]),
    ("ж", &[is(ZH)]),
    ("ź", &[or(Z, ZH)]),
    ("skh", &[is(SX)]),
    ("sx", &[is(SX)]),
    ("сх", &[is(SX)]),
    ("zgh", &[is(ZG)]),
    ("zg", &[is(ZG)]),
    ("sg", &[is(ZG)]),
    ("зг", &[is(ZG)]),
    // с, з, ц
    ("ss", &[is(S)]),
    ("ß", &[is(S)]),
    ("s", &[is(S | Z | BARE_S)]),
    ("с", &[is(S)]),
    ("ѕ", &[is(Z)]),
    ("z", &[or(Z | TS, ZH)]),
    ("з", &[is(Z)]),
    ("ttz", &[is(TS)]),
    ("dts", &[is(TS)]),
    ("dtz", &[is(TS)]),
    ("ts", &[is(TS)]),
    ("tz", &[is(TS)]),
    ("tc", &[is(TS)]),
    ("zz", &[is(TS)]),
    ("cki", &[is(TS), is(K), is(I | J)]),
    ("cky", &[is(TS), is(K), is(I | J)]),
    ("ck", &[quiet(TS, 1), is(K)]),
    ("c", &[or(TS | K, CH | S)]),
    ("ц", &[is(TS)]),
    ("тс", &[is(TS)]),
    ("тц", &[is(TS)]),
    ("дц", &[is(TS)]),
    ("ţ", &[is(TS)]),
    ("ț", &[is(TS)]),
    // к, г, х
    ("cks", &[is(KS)]),
    ("chs", &[is(KS)]),
    ("ks", &[is(KS)]),
    ("кс", &[is(KS)]),
    ("ѯ", &[is(KS)]),
    ("x", &[is(KS | X)]),
    ("ch", &[or(CH | X, K | SH)]),
    ("kh", &[is(X)]),
    ("х", &[is(X)]),
    ("gh", &[is(G | H)]),
    ("h", &[is(H | X)]),
    ("g", &[or(G | H, ZH)]),
    ("г", &[is(G | H)]),
    ("ґ", &[is(G)]),
    ("ѓ", &[is(G)]),
    ("ого$", &[is(O), is(G | H | V), is(O)]),
    ("его$", &[is(E), is(G | H | V), is(O)]),
    ("аго$", &[is(A), is(G | H | V), is(O)]),
    ("ogo$", &[is(O), is(G | H | V), is(O)]),
    ("ego$", &[is(E), is(G | H | V), is(O)]),
    ("ago$", &[is(A), is(G | H | V), is(O)]),
    ("qu", &[is(K), is(V)]),
    ("q", &[is(K)]),
    ("k", &[is(K)]),
    ("к", &[is(K)]),
    ("ќ", &[is(K)]),
    // lips and teeth
    ("ff$", &[is(F | V)]),
    ("f$", &[is(F | V)]),
    ("ff", &[is(F)]),
    ("ph", &[is(F)]),
    ("f", &[is(F)]),
    ("ф", &[is(F)]),
    ("ѳ", &[or(F, T)]),
    ("th", &[or(T, F)]),
    ("v", &[or(V, F)]),
    ("w", &[is(V)]),
    ("в", &[is(V)]),
    ("ў", &[is(V | U)]),
    ("ŭ", &[is(V | U)]),
    ("b", &[is(B)]),
    ("б", &[is(B)]),
    ("p", &[is(P)]),
    ("п", &[is(P)]),
    ("ѱ", &[is(P), is(S)]),
    ("dt", &[is(T)]),
    ("дт", &[is(T)]),
    ("d", &[is(D)]),
    ("д", &[is(D)]),
    ("ђ", &[is(D)]),
    ("t", &[is(T)]),
    ("т", &[is(T)]),
    ("m", &[is(M)]),
    ("м", &[is(M)]),
    ("n", &[is(N)]),
    ("н", &[is(N)]),
    ("њ", &[is(N)]),
    ("l", &[is(L)]),
    ("ł", &[is(L)]),
    ("л", &[is(L)]),
    ("љ", &[is(L)]),
    ("r", &[is(R)]),
    // Polish rz after these is heard as sz, and written пш, прж in Cyrillic
    ("przh", &[is(P), is(R), or(ZH, ZG)]),
    ("prz", &[is(P), quiet(R, 1), is(ZH | SH | Z)]),
    ("krz", &[is(K), quiet(R, 1), is(ZH | SH | Z)]),
    ("trz", &[is(T), quiet(R, 1), is(ZH | SH | Z)]),
    ("drz", &[is(D), quiet(R, 1), is(ZH | Z)]),
    ("brz", &[is(B), quiet(R, 1), is(ZH | SH | Z)]),
    ("brzh", &[is(B), is(R), or(ZH, ZG)]),
    ("grz", &[is(G | H), quiet(R, 1), is(ZH | SH | Z)]),
    ("grzh", &[is(G | H), is(R), or(ZH, ZG)]),
    ("wrz", &[is(V), quiet(R, 1), is(ZH | SH | Z)]),
    ("chrz", &[is(X), quiet(R, 1), is(ZH | SH | Z)]),
    ("^rz", &[quiet(R, 1), is(ZH | SH | Z)]),
    ("^rzh", &[is(R), or(ZH, ZG)]),
    ("rzewsk", &[quiet(R, 1), is(ZH | Z), is(E), is(V), is(S), is(K)]),
    ("orzeni", &[is(O), quiet(R, 2), is(ZH | Z), is(E), is(N), is(I | J)]),
    ("arzec$", &[is(A), quiet(R, 1), is(ZH | Z), is(E), is(TS)]),
    ("chsch", &[is(X), is(SH | ZH)]),
    // Dmitri and Dimitri
    ("^dimitr", &[is(D), quiet(I, 1), is(M), is(I | J), is(T), is(R)]),
    ("^dymitr", &[is(D), quiet(I, 1), is(M), is(I | J), is(T), is(R)]),
    ("^димитр", &[is(D), quiet(I, 1), is(M), is(I | J), is(T), is(R)]),
    // Armenian and Azerbaijani names as Russian and as their own languages write them
    ("^hovhan", &[quiet(H | X, 1), is(O), is(V | G | H | X), is(A), is(N)]),
    ("^howhan", &[quiet(H | X, 1), is(O), is(V | G | H | X), is(A), is(N)]),
    ("^hovan", &[quiet(H | X, 1), is(O), or(V, G | H | X), is(A), is(N)]),
    ("^оганес", &[is(O), or(G | H, V), is(A), is(N), or(E, I), is(S)]),
    ("^oganes", &[is(O), or(G | H, V), is(A), is(N), or(E, I), is(S)]),
    ("^ohanes", &[is(O), or(G | H | X, V), is(A), is(N), or(E, I), is(S)]),
    ("isyan$", &[or(I, E), is(S), is(I | J), is(A), is(N)]),
    ("isjan$", &[or(I, E), is(S), is(I | J), is(A), is(N)]),
    ("kobyan$", &[is(K), is(O), or(B, P), is(I | J), is(A), is(N)]),
    ("sargsyan$", &[is(S), is(A), is(R), is(G | K), quiet(I, 1), is(S), is(I | J), is(A), is(N)]),
    ("vorgyan$", &[is(V), is(O), is(R), or(G, K), is(I | J), is(A), is(N)]),
    ("mammad", &[is(M), is(A), is(M), or(A, E), is(D)]),
    ("ə", &[is(A | E)]),
    ("ř", &[is(R), quiet(ZH, 1)]),
    ("р", &[is(R)]),
    // vowels
    ("ą", &[is(A | O), quiet(N | M, 2)]),
    ("ę", &[is(E), quiet(N | M, 2)]),
    ("jae", &[quiet(J, 1), is(A | E), quiet(E, 1)]),
    ("ae", &[is(A | E), quiet(E, 1)]),
    ("ä", &[is(A | E)]),
    ("æ", &[is(A | E)]),
    ("ja", &[quiet(J | ZH, 1), is(A)]),
    ("я", &[quiet(J, 1), is(A)]),
    ("ѧ", &[quiet(J, 1), is(A)]),
    ("â", &[quiet(J, 1), is(A)]),
    ("a", &[is(A)]),
    ("а", &[is(A)]),
    ("é", &[is(E)]),
    ("ë", &[or(E | JO, O)]),
    ("ё", &[or(E | JO, O)]),
    ("ьо", &[or(O | JO, E)]),
    ("йо", &[or(O | JO, E)]),
    ("ио", &[or(O | JO, E)]),
    ("іо", &[or(O | JO, E)]),
    ("io", &[or(O | JO, E)]),
    ("yo", &[or(O | JO, E)]),
    ("jou", &[quiet(J | ZH, 1), quiet(O, 1), is(U)]),
    ("jo", &[quiet(J | ZH, 1), or(O | JO, E)]),
    ("ee", &[or(E, JO), quiet(E, 1)]),
    ("ее", &[or(E, JO), quiet(E, 1)]),
    ("ѣе", &[or(E, JO), quiet(E, 1)]),
    ("ieia", &[quiet(J, 1), is(A)]),
    ("low$", &[is(L), or(O, JO | E), is(V)]),
    ("iee", &[quiet(I | J, 1), is(E)]),
    ("^feo", &[is(F), or(E | JO, O)]),
    ("^theo", &[is(T), or(E | JO, O)]),
    ("^фео", &[is(F), or(E | JO, O)]),
    ("^ѳео", &[is(F), or(E | JO, O)]),
    ("e", &[or(E, JO)]),
    ("е", &[or(E, JO)]),
    ("э", &[is(E)]),
    ("ѣ", &[or(E, JO)]),
    ("є", &[is(E)]),
    ("ѥ", &[is(E)]),
    ("ine$", &[is(I), is(N), quiet(E, 1)]),
    ("ie", &[quiet(I | J, 1), or(E, I)]),
    ("и", &[is(I | J)]),
    ("і", &[is(I | J)]),
    ("ї", &[is(I | J)]),
    ("ы", &[is(I | J)]),
    ("ѵ", &[is(I | V)]),
    ("i", &[is(I | J)]),
    ("y", &[is(I | J)]),
    ("й", &[is(I | J)]),
    ("ј", &[is(J)]),
    ("j", &[or(J | I | ZH, 0)]),
    ("oe", &[is(O | E | JO), quiet(E, 1)]),
    ("ö", &[is(O | E | JO)]),
    ("ø", &[is(O | E | JO)]),
    ("œ", &[is(O | E | JO)]),
    ("ő", &[is(O | E | JO)]),
    ("ou$", &[is(O), is(V | U)]),
    ("ou", &[quiet(O, 1), is(U | V)]),
    ("ó", &[is(O | U)]),
    ("o", &[is(O)]),
    ("о", &[is(O)]),
    ("iou", &[quiet(I | J, 1), quiet(O, 1), is(U)]),
    ("aue", &[is(A), is(U), is(E)]),
    ("eue", &[is(E), is(U), is(E)]),
    ("ue", &[is(U | I), quiet(E, 1)]),
    ("ь", &[]),
    ("ъ", &[]),
    ("ü", &[is(U | I)]),
    ("ű", &[is(U | I)]),
    ("ю", &[quiet(J, 1), or(U, I)]),
    ("û", &[quiet(J, 1), or(U, I)]),
    ("u", &[or(U, V)]),
    ("у", &[is(U)]),
    ("ѫ", &[is(U)]),
];

/// A spelling ready to be compared.
struct Entry {
    letters: Vec<char>,
    begins_word: bool,
    ends_word: bool,
    sounds: &'static [Letter],
}

/// The spellings by their first letter, longest first.
pub(super) struct Table {
    by_letter: Vec<Vec<Entry>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut by_letter: Vec<Vec<Entry>> = Vec::new();
    for (spelling, sounds) in SPELLINGS {
        let letters: Vec<char> = spelling.chars().filter(|letter| !matches!(letter, '^' | '$')).collect();
        let Some(first) = letters.first() else { continue };
        let at = *first as usize;
        if by_letter.len() <= at {
            by_letter.resize_with(at + 1, Vec::new);
        }
        let (begins_word, ends_word) = (spelling.starts_with('^'), spelling.ends_with('$'));
        if let Some(entries) = by_letter.get_mut(at) {
            entries.push(Entry { letters, begins_word, ends_word, sounds });
        }
    }
    for entries in &mut by_letter {
        // one that is tied to an end goes before one that is not
        entries.sort_by_key(|entry| {
            std::cmp::Reverse((entry.letters.len(), u8::from(entry.begins_word) + u8::from(entry.ends_word)))
        });
    }
    Table { by_letter }
});

impl Table {
    pub(super) fn get() -> &'static Self {
        &TABLE
    }

    /// Whether a letter has sounds here.
    pub(super) fn knows(&self, letter: char) -> bool {
        self.by_letter.get(letter as usize).is_some_and(|entries| !entries.is_empty())
    }

    /// The longest spelling that stands at `at`, how many letters it has, and its sounds.
    pub(super) fn longest(&self, letters: &[char], at: usize) -> Option<(usize, &'static [Letter])> {
        let rest = letters.get(at..)?;
        let entries = self.by_letter.get(*rest.first()? as usize)?;
        let entry = entries.iter().find(|entry| {
            rest.starts_with(&entry.letters)
                && (!entry.begins_word || at == 0)
                && (!entry.ends_word || rest.len() == entry.letters.len())
        })?;
        Some((entry.letters.len(), entry.sounds))
    }
}
