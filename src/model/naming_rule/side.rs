//! Words for what is seen of a card: recto, Rückseite, awers, or a single letter.

use super::Role;

/// Words for the sides of a card and for other pictures, in small letters.
const WORDS: &[(Role, &[&str])] = &[
    (
        Role::Front,
        &[
            "front",
            "recto",
            "obverse",
            "vorderseite",
            "vorder",
            "vorne",
            "vorn",
            "vs",
            "awers",
            "rekto",
            "przod",
            "prz\u{f3}d",
            "\u{43b}\u{438}\u{446}\u{43e}",
            "\u{43b}\u{438}\u{446}\u{435}\u{432}\u{430}\u{44f}",
        ],
    ),
    (
        Role::Back,
        &[
            "back",
            "verso",
            "reverse",
            "rueckseite",
            "r\u{fc}ckseite",
            "ruckseite",
            "rueck",
            "r\u{fc}ck",
            "hinten",
            "rs",
            "rewers",
            "werso",
            "tyl",
            "\u{43e}\u{431}\u{43e}\u{440}\u{43e}\u{442}",
        ],
    ),
    (
        Role::Portrait,
        &["portrait", "portr\u{e4}t", "portraet", "portret", "\u{43f}\u{43e}\u{440}\u{442}\u{440}\u{435}\u{442}"],
    ),
    (Role::Tattoo, &["tattoo", "tatto", "t\u{e4}towierung", "taetowierung", "tatua\u{17c}", "tatuaz"]),
    (
        Role::Group,
        &["group", "gruppe", "gruppenfoto", "gruppenbild", "grupa", "\u{433}\u{440}\u{443}\u{43f}\u{43f}\u{430}"],
    ),
    (Role::Object, &["object", "objekt", "gegenstand", "obiekt"]),
    (Role::Document, &["document", "dokument", "schriftst\u{fc}ck"]),
];

/// What the field for the side says: a word, a letter or a number alone. `v` is verso, `vs` the Vorderseite.
pub(super) fn side_word(word: &str) -> Option<Role> {
    let word = word.to_lowercase();
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    match word.trim_start_matches('0') {
        "r" | "a" | "1" => return Some(Role::Front),
        "v" | "b" | "2" => return Some(Role::Back),
        _ => {}
    }
    known_word(word)
}

fn known_word(word: &str) -> Option<Role> {
    let known = WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(role, _)| *role);
    known.or_else(|| match () {
        () if word.ends_with("vorderseite") => Some(Role::Front),
        () if word.ends_with("r\u{fc}ckseite") || word.ends_with("rueckseite") => Some(Role::Back),
        () if Role::Other.term() == word => Some(Role::Other),
        () => None,
    })
}

/// The words of a name with where each begins: letters or digits that stand together.
fn words_of(stem: &str) -> Vec<(usize, &str)> {
    let kind = |letter: char| (letter.is_alphabetic(), letter.is_numeric());
    let mut words = Vec::new();
    let mut begin: Option<(usize, (bool, bool))> = None;
    for (at, letter) in stem.char_indices().chain(std::iter::once((stem.len(), ' '))) {
        let kind = kind(letter);
        if let Some((from, of)) = begin
            && of != kind
        {
            words.extend(stem.get(from..at).map(|word| (from, word)));
            begin = None;
        }
        if begin.is_none() && letter.is_alphanumeric() {
            begin = Some((at, kind));
        }
    }
    words
}

/// What a picture shows by its name without ending: the last word that says so, or a letter after `_` or `-` at the end.
pub(super) fn role_of_stem(stem: &str) -> Role {
    found(stem).map_or(Role::Other, |(role, _)| role)
}

/// A name without the word for the side at its end, and what stands before that.
pub(super) fn without_side(stem: &str) -> &str {
    let Some((_, at)) = found(stem) else { return stem.trim() };
    let (Some(before), Some(rest)) = (stem.get(..at), stem.get(at..)) else { return stem };
    // a word in the middle is part of the name
    let is_last = rest.chars().all(char::is_alphanumeric);
    let before = before.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    if is_last && !before.is_empty() { before.trim() } else { stem.trim() }
}

fn found(stem: &str) -> Option<(Role, usize)> {
    let words = words_of(stem);
    if let Some((at, last)) = words.last()
        && last.chars().count() == 1
        && stem.get(..*at).is_some_and(|before| before.ends_with(['_', '-']))
        && stem.len() == at + last.len()
        && !last.chars().all(char::is_numeric)
        && let Some(role) = side_word(last)
    {
        return Some((role, *at));
    }
    let known = |(at, word): &(usize, &str)| {
        let word = word.to_lowercase();
        // two letters are only a side where a side stands
        let is_short = matches!(word.as_str(), "vs" | "rs");
        let stands_apart =
            at + word.len() == stem.len() && stem.get(..*at).is_some_and(|before| before.ends_with(['_', '-']));
        known_word(&word).filter(|role| *role != Role::Other && (!is_short || stands_apart)).map(|role| (role, *at))
    };
    words.iter().rev().find_map(known)
}
