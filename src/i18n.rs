//! Words on screen and on paper: Fluent bundles, one per language. Knows no domain types.
//!
//! A key that a language lacks falls back to English; a key that English lacks shows itself, and a test forbids it.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::{LazyLock, RwLock};
use unic_langid::LanguageIdentifier;

/// Languages the program speaks, by code, with the name each gives itself.
pub const LANGUAGES: &[(&str, &str)] = &[("en", "English")];

const SOURCES: &[(&str, &[&str])] = &[(
    "en",
    &[
        include_str!("../assets/lang/en/terms.ftl"),
        include_str!("../assets/lang/en/window.ftl"),
        include_str!("../assets/lang/en/entry.ftl"),
        include_str!("../assets/lang/en/report.ftl"),
        include_str!("../assets/lang/en/near.ftl"),
        include_str!("../assets/lang/en/seen.ftl"),
        include_str!("../assets/lang/en/take_in.ftl"),
        include_str!("../assets/lang/en/templates.ftl"),
        include_str!("../assets/lang/en/viewer.ftl"),
        include_str!("../assets/lang/en/gallery.ftl"),
        include_str!("../assets/lang/en/health.ftl"),
        include_str!("../assets/lang/en/search.ftl"),
        include_str!("../assets/lang/en/find.ftl"),
        include_str!("../assets/lang/en/judging.ftl"),
        include_str!("../assets/lang/en/identity.ftl"),
        include_str!("../assets/lang/en/life.ftl"),
        include_str!("../assets/lang/en/tally.ftl"),
        include_str!("../assets/lang/en/past.ftl"),
        include_str!("../assets/lang/en/closing.ftl"),
        include_str!("../assets/lang/en/glossary.ftl"),
    ],
)];

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Vec<(&'static str, Bundle)>> =
    LazyLock::new(|| SOURCES.iter().map(|(code, texts)| (*code, bundle(code, texts))).collect());

static CURRENT: LazyLock<RwLock<&'static str>> = LazyLock::new(|| RwLock::new("en"));

fn bundle(code: &str, texts: &[&str]) -> Bundle {
    let language: LanguageIdentifier = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // egui and PDF would show the isolation marks as boxes
    bundle.set_use_isolating(false);
    for text in texts {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partial, errors)| {
            tracing::error!(code, ?errors, "a language file has lines that cannot be read");
            partial
        });
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The language in use, by code.
pub fn language() -> &'static str {
    CURRENT.read().map_or("en", |current| *current)
}

/// Changes the language; an unknown code leaves it as it is.
pub fn set_language(code: &str) {
    if let (Some((known, _)), Ok(mut current)) = (SOURCES.iter().find(|(known, _)| *known == code), CURRENT.write()) {
        *current = known;
    }
}

/// Speaks the language with this code, or, when it is empty, `system` or unknown, the first of the system's languages
/// that the program knows, else English. To be called once at the start; says which it is.
pub fn choose(preferred: &str) -> &'static str {
    let code = best([preferred]).unwrap_or_else(|| {
        let system: Vec<String> = sys_locale::get_locales().collect();
        best(system.iter().map(String::as_str)).unwrap_or("en")
    });
    set_language(code);
    code
}

/// The first of these languages that the program knows: `ru`, `de-AT` or `pl_PL.UTF-8`, by the language alone.
fn best<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Option<&'static str> {
    wanted.into_iter().find_map(|wanted| {
        let language = wanted.split(['-', '_', '.', '@']).next().unwrap_or_default();
        LANGUAGES.iter().map(|(code, _)| *code).find(|code| code.eq_ignore_ascii_case(language))
    })
}

/// The words for `key`.
pub fn tr(key: &str) -> String {
    tr_args(key, &[])
}

/// The words for `key` with values put in; a number chooses the plural form.
pub fn tr_args(key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
    let mut arguments = FluentArgs::new();
    for (name, value) in values {
        arguments.set((*name).to_owned(), value.clone());
    }
    [language(), "en"]
        .into_iter()
        .find_map(|code| {
            let (_, bundle) = BUNDLES.iter().find(|(known, _)| *known == code)?;
            let pattern = bundle.get_message(key)?.value()?;
            let mut errors = Vec::new();
            Some(bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned())
        })
        .unwrap_or_else(|| key.to_owned())
}

/// Whether `key` has words in the language in use or in English.
pub fn has(key: &str) -> bool {
    [language(), "en"].into_iter().any(|code| {
        BUNDLES
            .iter()
            .any(|(known, bundle)| *known == code && bundle.get_message(key).is_some_and(|m| m.value().is_some()))
    })
}

/// A size in words: `4.2 GB`.
pub fn size_words(bytes: u64) -> String {
    let (unit, per_unit) = match bytes {
        0..1_000 => return tr_args("size-bytes", &[("count", bytes.into())]),
        1_000..1_000_000 => ("kB", 1e3),
        1_000_000..1_000_000_000 => ("MB", 1e6),
        1_000_000_000..1_000_000_000_000 => ("GB", 1e9),
        _ => ("TB", 1e12),
    };
    let of_unit = bytes as f64 / per_unit;
    // a number is not parted from its unit
    if of_unit < 10.0 { format!("{of_unit:.1}\u{a0}{unit}") } else { format!("{of_unit:.0}\u{a0}{unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    /// The variables of each message of a language, by key. Panics at a key that stands twice, since one would hide.
    fn messages(texts: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#')) {
            if let Some((start, _)) = line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_alphabetic())) {
                start.trim_end().clone_into(&mut key);
                assert!(messages.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            for variable in line.split('$').skip(1) {
                let name = variable.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').next().unwrap();
                messages.get_mut(&key).unwrap().insert(name.to_owned());
            }
        }
        messages
    }

    /// How a language differs from English, in words.
    fn differences(english: &[&str], other: &[&str]) -> Vec<String> {
        let (english, other) = (messages(english), messages(other));
        let missing = english.iter().filter_map(|(key, variables)| match other.get(key) {
            None => Some(format!("{key} is missing")),
            Some(found) if found != variables => Some(format!("{key} has {found:?}, not {variables:?}")),
            Some(_) => None,
        });
        missing
            .chain(other.keys().filter(|key| !english.contains_key(*key)).map(|key| format!("{key} is spare")))
            .collect()
    }

    fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files.extend(files_below(&path, ending));
            } else if path.extension().is_some_and(|found| found == ending) {
                files.push(path);
            }
        }
        files
    }

    /// A call for words in a source: the key, and the names of the values given, if they stand there.
    #[derive(Debug, PartialEq)]
    struct Call {
        key: String,
        given: Option<BTreeSet<String>>,
    }

    /// The calls with a literal key in a source file.
    fn calls(source: &str) -> Vec<Call> {
        let code: String =
            source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let mut calls = Vec::new();
        for name in ["tr", "tr_args"] {
            for (at, found) in code.match_indices(&format!("{name}(")) {
                let is_longer = code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let rest = code[at + found.len()..].trim_start();
                let Some((key, rest)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) else { continue };
                if !is_longer {
                    calls.push(Call {
                        key: key.to_owned(),
                        given: if name == "tr" { Some(BTreeSet::new()) } else { given(rest) },
                    });
                }
            }
        }
        calls
    }

    /// The names in `, &[("name", …), …]`.
    fn given(rest: &str) -> Option<BTreeSet<String>> {
        let list = rest.trim_start_matches([',', ' ', '\n']).strip_prefix("&[")?;
        let mut names = BTreeSet::new();
        let (mut depth, mut rest) = (1, list);
        while depth > 0 {
            let next = rest.find(['[', ']', '(', ')', '"'])?;
            let (before, after) = (&rest[..next], &rest[next + 1..]);
            rest = after;
            match list.as_bytes()[list.len() - after.len() - 1] {
                b'[' | b'(' => depth += 1,
                b']' | b')' => depth -= 1,
                _ => {
                    let (text, behind) = after.split_once('"')?;
                    if depth == 2
                        && list[..list.len() - after.len() - 1].trim_end().ends_with('(')
                        && before.trim().is_empty()
                    {
                        names.insert(text.to_owned());
                    }
                    rest = behind;
                }
            }
        }
        Some(names)
    }

    #[test]
    fn the_checks_find_what_they_should() {
        let english =
            ["# no = key\na = one\nb = { $count ->\n    [one] a thing\n   *[other] { $count } of { $all }\n}\n"];
        assert_eq!(differences(&english, &english), Vec::<String>::new());
        assert_eq!(
            differences(&english, &["b = { $count }\nc = three\n"]),
            ["a is missing", r#"b has {"count"}, not {"all", "count"}"#, "c is spare"]
        );
        let source = "x(tr(\"a\"), str(\"no\"), tr(&key), tr_args(\n  \"b\",\n  &[(\"count\", f(\"x\").into()), (\"all\", 2.into())]))\n// tr(\"no\")\ntr_args(\"c\", &values)";
        let names = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(
            calls(source),
            [
                Call { key: "a".into(), given: names(&[]) },
                Call { key: "b".into(), given: names(&["count", "all"]) },
                Call { key: "c".into(), given: None },
            ]
        );
    }

    #[test]
    fn every_key_of_the_program_has_words_and_gets_its_values() {
        let (_, english) = SOURCES[0];
        let english = messages(english);
        let mut problems = Vec::new();
        let mut seen = 0;
        for path in files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "rs") {
            if path.ends_with("i18n.rs") {
                continue;
            }
            for call in calls(&std::fs::read_to_string(&path).unwrap()) {
                seen += 1;
                let place = path.display();
                match (english.get(&call.key), call.given) {
                    (None, _) => problems.push(format!("{place}: {} has no words", call.key)),
                    (Some(needed), Some(given)) if !needed.is_subset(&given) => {
                        problems.push(format!("{place}: {} needs {needed:?} and gets {given:?}", call.key));
                    }
                    _ => {}
                }
            }
        }
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        assert!(seen > 50, "only {seen} calls were found: does the check still read the sources?");
    }

    #[test]
    fn every_language_says_what_english_says() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/lang");
        let codes: Vec<&str> = SOURCES.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, LANGUAGES.iter().map(|(code, _)| *code).collect::<Vec<_>>());
        let (_, english) = SOURCES[0];
        for (code, texts) in SOURCES {
            assert_eq!(texts.len(), files_below(&folder.join(code), "ftl").len(), "{code}: a file is not read");
            for text in *texts {
                assert!(FluentResource::try_new((*text).to_owned()).is_ok(), "{code}: a line cannot be read");
            }
            assert_eq!(differences(english, texts), Vec::<String>::new(), "{code}");
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), SOURCES.len(), "a language is not in the program");
    }

    #[test]
    fn the_language_is_chosen_by_its_code_alone() {
        for (wanted, expected) in [
            (&["en"][..], Some("en")),
            (&["en-GB"], Some("en")),
            (&["EN_us.UTF-8"], Some("en")),
            (&["xx", "en-US"], Some("en")),
            (&["C"], None),
            (&["system"], None),
            (&["", "eng"], None),
            (&[], None),
        ] {
            assert_eq!(best(wanted.iter().copied()), expected, "{wanted:?}");
        }
        assert_eq!(choose("en"), "en");
        assert!(LANGUAGES.iter().any(|(code, _)| *code == choose("system")));
    }

    #[test]
    fn sizes_are_short() {
        for (bytes, words) in [
            (12, "12 bytes"),
            (4_200, "4.2\u{a0}kB"),
            (999_000, "999\u{a0}kB"),
            (52_000_000, "52\u{a0}MB"),
            (52_000_000_000, "52\u{a0}GB"),
        ] {
            assert_eq!(size_words(bytes), words);
        }
    }
}
