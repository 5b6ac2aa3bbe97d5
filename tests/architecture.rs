//! The fences: arrows between layers, libraries outside their home, length and head of files, names, holes.
//!
//! The sources are read as a stream of words, without comments and strings; no build is needed and every finding
//! names file and line.

use crate::support::source::{Word, words};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The layers and what each may use besides itself and `error`, which everybody may.
const ARROWS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("i18n", &[]),
    ("text", &[]),
    ("media", &[]),
    ("settings", &[]),
    ("model", &["text"]),
    ("search", &["model", "text"]),
    ("exchange", &["model", "text"]),
    ("reports", &["model", "i18n"]),
    ("storage", &["model", "text", "search", "media"]),
    ("catalogue", &["storage", "media", "exchange", "search", "model", "text"]),
    ("sample", &["catalogue", "model", "media", "text"]),
    ("background", &["catalogue", "media", "exchange", "reports", "sample", "model", "i18n", "settings"]),
    ("ui", &["background", "catalogue", "reports", "model", "text", "i18n", "settings"]),
    ("cli", &["catalogue", "exchange", "reports", "sample", "model", "i18n", "settings"]),
];

/// Libraries and the only places that may name them. Tests of the window drive it, those of the catalogue damage
/// it, and one bench sets plain SQLite beside it.
const HOMES: &[(&str, &[&str])] = &[
    ("egui", &["src/ui/", "tests/ui"]),
    ("eframe", &["src/ui/", "tests/ui"]),
    ("egui_extras", &["src/ui/", "tests/ui"]),
    ("egui_kittest", &["src/ui/", "tests/ui"]),
    ("rfd", &["src/ui/"]),
    ("rusqlite", &["src/storage/", "tests/catalogue", "benches/find.rs"]),
    ("clap", &["src/cli/", "src/main.rs"]),
    ("typst", &["src/reports/"]),
];

const FORBIDDEN_NAMES: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "type", "types", "manager", "service", "services", "misc"];

const MOST_LINES: usize = 600;

#[test]
fn the_sources_keep_to_the_architecture() {
    let findings = findings(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// Everything that is against the rules in the package at `root`, as `file:line: what`.
fn findings(root: &Path) -> Vec<String> {
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches"] {
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    assert!(!files.is_empty(), "no sources under {}", root.display());
    let mut findings = Vec::new();
    for file in &files {
        let name = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(file).unwrap();
        let mut tell = |line: usize, what: String| findings.push(format!("{name}:{line}: {what}"));
        shape(&name, &text, &mut tell);
        let words = words(&text);
        holes(&name, &words, &mut tell);
        homes(&name, &words, &mut tell);
        arrows(&name, &words, root, &mut tell);
    }
    findings
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Length, head comment, name.
fn shape(name: &str, text: &str, tell: &mut impl FnMut(usize, String)) {
    let lines = text.lines().count();
    if lines > MOST_LINES {
        tell(lines, format!("{lines} lines, more than {MOST_LINES}: split it by noun"));
    }
    if !text.starts_with("//!") {
        tell(1, "no head comment: the first line says what the file is, after `//!`".to_owned());
    }
    for part in name.split('/') {
        let stem = part.trim_end_matches(".rs");
        if FORBIDDEN_NAMES.contains(&stem) {
            tell(1, format!("{stem} says nothing about what is inside"));
        }
    }
}

/// Code that is not there yet.
fn holes(name: &str, words: &[Word], tell: &mut impl FnMut(usize, String)) {
    for pair in words.windows(2) {
        let [word, next] = pair else { continue };
        if next.text == "!" && ["todo", "unimplemented", "dbg"].contains(&word.text.as_str()) {
            tell(word.line, format!("{}! in {name}", word.text));
        }
    }
}

/// Libraries named away from home.
fn homes(name: &str, words: &[Word], tell: &mut impl FnMut(usize, String)) {
    for (library, homes) in HOMES {
        if homes.iter().any(|home| name.starts_with(home)) {
            continue;
        }
        // a path or an import, not a variable that happens to be called so
        for (at, word) in words.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |word| word.text.as_str());
            let after = words.get(at + 1).map_or("", |word| word.text.as_str());
            if word.text == *library && (after == ":" || before == "use") && before != "." {
                tell(word.line, format!("{library} is at home in {} only", homes.join(" and ")));
            }
        }
    }
}

/// Layers a file uses and may not.
fn arrows(name: &str, words: &[Word], root: &Path, tell: &mut impl FnMut(usize, String)) {
    let Some(inside) = name.strip_prefix("src/") else { return };
    let layer = inside.split('/').next().unwrap().trim_end_matches(".rs");
    if ["lib", "main"].contains(&layer) {
        return;
    }
    let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == layer) else {
        tell(1, format!("{layer} is no layer of the map in src/lib.rs"));
        return;
    };
    for (line, used) in used_layers(words, |child| {
        root.join("src").join(layer).join(format!("{child}.rs")).exists()
            || root.join("src").join(layer).join(child).exists()
    }) {
        if used != layer && used != "error" && !allowed.contains(&used) {
            let may = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
            tell(line, format!("{layer} uses {used}; it may use {may}"));
        }
    }
    // the window asks the thread that has the catalogue; it never has one
    if layer == "ui" {
        for window in words.windows(4) {
            let text: String = window.iter().fold(String::new(), |mut text, word| {
                let _ = write!(text, "{}", word.text);
                text
            });
            if text == "catalogue::Catalogue" {
                tell(window[0].line, "ui never holds a Catalogue: it asks the background".to_owned());
            }
        }
    }
}

/// The layers named after `crate::` or `super::`, alone or in braces, with their lines. `is_child` tells the modules of
/// the layer itself, which `super::` may mean.
fn used_layers(words: &[Word], is_child: impl Fn(&str) -> bool) -> BTreeSet<(usize, &'static str)> {
    let layer = |word: &Word| ARROWS.iter().find(|(known, _)| *known == word.text).map(|(known, _)| *known);
    let colons =
        |at: usize| words.get(at).is_some_and(|a| a.text == ":") && words.get(at + 1).is_some_and(|b| b.text == ":");
    let mut used = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        let from_super = word.text == "super";
        if !(word.text == "crate" || from_super) || !colons(at + 1) {
            continue;
        }
        let mut note = |word: &Word| {
            if let Some(found) = layer(word).filter(|found| !(from_super && is_child(found))) {
                used.insert((word.line, found));
            }
        };
        match words.get(at + 3) {
            Some(open) if open.text == "{" => {
                let mut depth = 0;
                let mut begins = true;
                for word in &words[at + 3..] {
                    match word.text.as_str() {
                        "{" => depth += 1,
                        "}" if depth == 1 => break,
                        "}" => depth -= 1,
                        "," if depth == 1 => begins = true,
                        _ if depth == 1 && begins => {
                            note(word);
                            begins = false;
                        }
                        _ => {}
                    }
                }
            }
            Some(word) => note(word),
            None => {}
        }
    }
    used
}

#[test]
fn a_package_that_breaks_every_rule_is_found_out() {
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("src/model/person.rs", "//! Good.\nuse crate::text::fold;\nuse super::place;\n// crate::ui::x\n");
    write("src/model/card.rs", "//! Bad.\nuse crate::{\n    text::fold,\n    storage::{open, ui},\n};\n");
    write("src/text/fold.rs", "//! Bad.\nfn f() { crate::model::x() }\nuse super::super::catalogue::Catalogue;\n");
    write("src/catalogue/edit.rs", "//! Bad.\nuse rusqlite::Connection;\nconst SAID: &str = \"egui::Ui\";\n");
    write("src/background/work.rs", "//! Bad.\nfn f(ui: &mut egui::Ui) {}\n");
    write(
        "src/ui/list.rs",
        "//! Bad.\nuse eframe::egui;\nuse crate::catalogue::{ListRow};\nfn f(c: &crate::catalogue::Catalogue) {}\n",
    );
    write("src/ui/utils.rs", "fn headless() { todo!(\"later\") }\n");
    write("src/gadgets/mod.rs", "//! No such layer.\n");
    write("src/storage/long.rs", &format!("//! Long.\n{}", "\n".repeat(600)));
    write("tests/cli.rs", "//! Bad.\nuse clap::Parser;\nlet clap = self.clap;\n");
    let found = findings(root.path());
    let expected = [
        "src/background/work.rs:2: egui is at home in src/ui/ and tests/ui only",
        "src/catalogue/edit.rs:2: rusqlite is at home in src/storage/ and tests/catalogue and benches/find.rs only",
        "src/gadgets/mod.rs:1: gadgets is no layer of the map in src/lib.rs",
        "src/model/card.rs:4: model uses storage; it may use text",
        "src/storage/long.rs:601: 601 lines, more than 600: split it by noun",
        "src/text/fold.rs:2: text uses model; it may use nothing",
        "src/text/fold.rs:3: text uses catalogue; it may use nothing",
        "src/ui/list.rs:4: ui never holds a Catalogue: it asks the background",
        "src/ui/utils.rs:1: no head comment: the first line says what the file is, after `//!`",
        "src/ui/utils.rs:1: utils says nothing about what is inside",
        "src/ui/utils.rs:1: todo! in src/ui/utils.rs",
        "tests/cli.rs:2: clap is at home in src/cli/ and src/main.rs only",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_map_names_every_layer() {
    let map = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules: Vec<&str> =
        map.lines().filter_map(|line| line.strip_prefix("pub mod ")).map(|name| name.trim_end_matches(';')).collect();
    assert!(modules.len() > 10, "{modules:?}");
    for module in modules {
        assert!(ARROWS.iter().any(|(layer, _)| *layer == module), "{module} has no arrows in this test");
        let (linked, plain) = (format!("//! | [`{module}`] |"), format!("//! | `{module}` "));
        assert!(map.contains(&linked) || map.contains(&plain), "{module} is not in the table of src/lib.rs");
    }
}
