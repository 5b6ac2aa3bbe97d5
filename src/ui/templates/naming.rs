//! Ids made from names: small letters, digits and hyphens, and nobody else's.

/// The longest id that is made.
const MOST: usize = 48;

/// An id made from a name: `Gef. Nr.` becomes `gef-nr`. Empty when nothing of the name can be written so.
pub(super) fn id_of(name: &str) -> String {
    // German as the files of the program write it; any_ascii would make a of ä
    let spelt: String = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'ä' => "ae".to_owned(),
            'ö' => "oe".to_owned(),
            'ü' => "ue".to_owned(),
            'ß' => "ss".to_owned(),
            letter => any_ascii::any_ascii_char(letter).to_ascii_lowercase(),
        })
        .collect();
    let mut id = String::new();
    for part in spelt.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(part);
    }
    // only ASCII is left
    id.truncate(MOST);
    id.trim_end_matches('-').to_owned()
}

/// The id made from a name, or `otherwise`, with a number behind it when it is taken.
pub(super) fn free_id(name: &str, otherwise: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let id = match id_of(name) {
        id if id.is_empty() => otherwise.to_owned(),
        id => id,
    };
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    std::iter::once(id.clone()).chain(numbered).find(|id| !is_taken(id)).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_id() {
        for (name, id) in [
            ("Gef. Nr.", "gef-nr"),
            ("Häftlings-Personal-Karte", "haeftlings-personal-karte"),
            ("Straße / Haus", "strasse-haus"),
            ("Фамилия, имя", "familiya-imya"),
            ("imię ojca", "imie-ojca"),
            (" (…) ", ""),
        ] {
            assert_eq!(id_of(name), id);
            assert!(id.is_empty() || crate::model::is_plain_id(id));
        }
        assert!(id_of(&"Ж".repeat(300)).len() <= MOST);
    }

    #[test]
    fn a_taken_id_gets_a_number() {
        let taken = ["name", "name-2", "field"];
        let is_taken = |id: &str| taken.contains(&id);
        assert_eq!(free_id("Name", "field", is_taken), "name-3");
        assert_eq!(free_id("?", "field", is_taken), "field-2");
        assert_eq!(free_id("Vorname", "field", is_taken), "vorname");
    }
}
