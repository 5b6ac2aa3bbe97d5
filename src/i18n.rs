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
