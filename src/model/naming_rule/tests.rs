//! Tests of naming rules.

use super::*;

fn rule(pattern: &str) -> NamingRule {
    NamingRule::read(pattern, "").unwrap_or_else(|fault| panic!("{fault}"))
}

/// `code role` of a name, or a dash.
fn told(pattern: &str, path: &str) -> String {
    match rule(pattern).name(path) {
        None => "-".to_owned(),
        Some(named) => match named.unknown_side {
            None => format!("{} {}", named.reference_code, named.role),
            Some(word) => format!("{} {} ({word}?)", named.reference_code, named.role),
        },
    }
}

#[test]
fn a_rule_makes_codes_and_sides_of_names() {
    let usual = "<archive>_<series>_<item>_<side>.tif";
    for (pattern, path, expected) in [
        (usual, "RKG_12_0049_r.tif", "RKG_12_0049 front"),
        (usual, "rkg_12_0049_V.TIF", "rkg_12_0049 back"),
        (usual, "a/b/RKG_12_0049_recto.tiff", "RKG_12_0049 front"),
        (usual, "RKG_12_0049_vs.tif", "RKG_12_0049 front"),
        (usual, "RKG_12_0049_v.tif", "RKG_12_0049 back"),
        (usual, "RKG_12_0049_Rückseite.tif", "RKG_12_0049 back"),
        // decomposed, as macOS writes it
        (usual, "RKG_12_0049_Ru\u{308}ckseite.tif", "RKG_12_0049 back"),
        (usual, "RKG_12_0049_2.tif", "RKG_12_0049 back"),
        (usual, "RKG_12_0049_x.tif", "RKG_12_0049 other (x?)"),
        (usual, "RKG_12_0049_portrait.tif", "RKG_12_0049 portrait"),
        // one part too many or too few: nobody guesses
        (usual, "RKG_12_0049_r_2.tif", "-"),
        (usual, "RKG_12_r.tif", "-"),
        (usual, "RKG_12__r.tif", "-"),
        (usual, "RKG_12_0049_r.jpg", "-"),
        (usual, "RKG_12_0049_r", "-"),
        ("<archive>_<item>_<side>", "RKG_7_r.jpg", "RKG_7 front"),
        // two sheets are never one because of a star
        ("<a>_*<b>_<side>", "1_23_r.png", "1_23 front"),
        ("<a>_*<b>_<side>", "12_3_r.png", "12_3 front"),
        ("<archive>_<item>_<side>.*", "RKG_7_r.webp", "RKG_7 front"),
        ("<archive>_<item>_<side>.<ext>", "RKG_7_r.webp", "RKG_7 front"),
        ("<archive>_<item>_<side>", "RKG_7_r", "RKG_7 front"),
        ("<archive>_<item>_<side>", "R.K.G_7_r.tif", "R.K.G_7 front"),
        ("<item><side>", "0049r.tif", "0049 front"),
        ("<item><side>", "0049 Vorderseite.tif", "0049 front"),
        ("<item><side>", "0049.tif", "-"),
        ("Karte <item>", "karte 12 a.tif", "-"),
        ("Karte <item>*", "Karte 12 (Kopie) r.tif", "12 other"),
        ("Karte <item>*<side>", "Karte 12 (Kopie) r.tif", "12 front"),
        ("*_<item>_<side>", "scan_of_monday_12_r.png", "12 front"),
        ("<side>-<item>", "r-77.tif", "77 front"),
        ("<item>_<side>_<page>", "77_r_3.tif", "77 front"),
        ("<archive>/<series>/<item>_<side>", "RKG/12/49_r.tif", "RKG/12/49 front"),
        ("<archive>/<series>/<item>_<side>", "RKG/12/x/49_r.tif", "-"),
        ("<archive>/<series>/<item>_<side>", "12/49_r.tif", "-"),
        ("<series>/<series>_<item>_<side>", "K12/k12_49_r.tif", "K12_49 front"),
        ("<series>/<series>_<item>_<side>", "K12/k13_49_r.tif", "-"),
        ("**/<series>/<item>_<side>", "a/b/K/9_r.tif", "K/9 front"),
        ("*/<item>", "any/9.tif", "9 other"),
        (r"<series>\<item>", "K/9_verso.tif", "K/9_verso back"),
        ("Karte <a> Teil <b>_<side>", "karte 1 teil 2_r.tif", "1 Teil 2 front"),
        ("RKG_<item>_<side>", "rkg_0049_r.tif", "0049 front"),
        ("<архив>_<дело>_<side>", "РКГ_12_оборот.tif", "РКГ_12 back"),
    ] {
        assert_eq!(told(pattern, path), expected, "{pattern} {path}");
    }
}

#[test]
fn the_fields_are_told_as_they_stand() {
    let named = rule("<archive>_<item>_<side>").name("Rkg_0049_R.tif").unwrap();
    let fields = [("archive", "Rkg"), ("item", "0049"), ("side", "R")];
    assert_eq!(named.fields, fields.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[test]
fn a_code_is_looked_for_as_archives_write_it() {
    let named = rule("<archive>_<series>_<item>_<side>").name("RKG_02_0049_r.tif").unwrap();
    for code in ["RKG/02/0049", "RKG-02-0049", "RKG 02 0049", "RKG_02_49", "RKG/02/49", "RKG/2/49", "RKG-2-49"] {
        assert!(named.codes().iter().any(|known| known == code), "{code}: {:?}", named.codes());
    }
    assert_eq!(named.codes().first().unwrap(), "RKG_02_0049");
    let prefixed = rule("RKG <item>_<side>").name("RKG 0049_r.tif").unwrap();
    assert_eq!(prefixed.codes().first().unwrap(), "0049");
    assert!(prefixed.codes().iter().any(|known| known == "RKG-49"), "{:?}", prefixed.codes());
    assert!(named.codes().iter().all(|code| !code.contains("490") && !code.is_empty()));
}

#[test]
fn a_template_puts_the_code_together() {
    let with = |template: &str| NamingRule::read("<archive>_<series>_<item>_<side>", template);
    let named = with("<archive> <series>/<item>").unwrap().name("RKG_12_0049_r.tif").unwrap();
    assert_eq!(named.reference_code, "RKG 12/0049");
    assert_eq!(named.codes(), ["RKG 12/0049", "RKG 12/49"]);
    assert_eq!(with("F <item>").unwrap().name("RKG_12_0_r.tif").unwrap().codes(), ["F 0"]);
    for (template, at, words) in [
        ("<nummer>", 1, "has no field <nummer>; it has <archive>, <series>, <item>, <side>"),
        ("RKG <item", 5, "no > to this <"),
        ("RKG item>", 9, "no < to this >"),
    ] {
        let fault = with(template).unwrap_err();
        assert_eq!(fault.at, at, "{template}");
        assert!(fault.to_string().contains(words), "{fault}");
    }
}

#[test]
fn what_is_wrong_with_a_rule_is_said_with_its_place() {
    for (pattern, at, words) in [
        ("", 1, "it is empty"),
        ("  ", 1, "it is empty"),
        ("<item", 1, "no > to this <"),
        ("a_item>", 7, "no < to this >"),
        ("a_<>", 3, "letters and digits"),
        ("a_<i<x>", 3, "letters and digits"),
        ("a_?_<item>", 3, "write *"),
        ("*.tif", 1, "no field"),
        ("<a><b>", 1, "<a> and <b>"),
        ("/x/<item>", 1, "begins with /"),
        ("<item>/", 7, "ends with a folder"),
        ("<item>\u{7}", 7, "control character"),
    ] {
        let fault = NamingRule::read(pattern, "").unwrap_err();
        assert_eq!(fault.at, at, "{pattern}: {fault}");
        assert!(fault.to_string().contains(words), "{fault}");
        assert!(fault.to_string().contains("naming rule"), "{fault}");
    }
    assert_eq!(NamingRule::read(&"a".repeat(501), "").unwrap_err().at, 501);
}

#[test]
fn no_name_keeps_a_rule_busy() {
    let begun = std::time::Instant::now();
    let rule = rule(&format!("{}<item>b", "*a".repeat(40)));
    assert_eq!(rule.name(&"a".repeat(4000)), None);
    assert!(begun.elapsed().as_secs() < 5);
    let deep = NamingRule::read("<x>", "").unwrap().name(&"y".repeat(100_000));
    assert_eq!(deep.unwrap().reference_code.len(), 100_000);
}

#[test]
fn without_a_rule_a_name_begins_with_the_code() {
    for (path, code, role) in [
        ("RKG_12_0049_r.tif", "RKG_12_0049", Role::Front),
        ("a/rkg_0049_front.tif", "rkg_0049", Role::Front),
        ("0049-recto.jpg", "0049", Role::Front),
        ("0049_b.jpg", "0049", Role::Back),
        ("0049_vs.jpg", "0049", Role::Front),
        ("R\u{fc}ckseite 3.png", "R\u{fc}ckseite 3", Role::Back),
        ("P3 tattoo.jpg", "P3", Role::Tattoo),
        ("IMG_2041.jpg", "IMG_2041", Role::Other),
        // a camp and a name that begin like a side
        ("Frontstalag_204_7.tif", "Frontstalag_204_7", Role::Other),
        ("Backhaus_12_r.tif", "Backhaus_12", Role::Front),
        ("back.tif", "back", Role::Back),
        ("12_2.tif", "12_2", Role::Other),
        ("12.tif", "12", Role::Other),
        ("KZ 12.0049", "KZ 12.0049", Role::Other),
    ] {
        let named = name_without_rule(path);
        assert_eq!((named.reference_code.as_str(), named.role), (code, role), "{path}");
    }
    let named = name_without_rule("RKG_12_0049_r.tif");
    let place = |code: &str| named.codes().iter().position(|known| known == code).unwrap_or(usize::MAX);
    assert!(place("RKG/12/0049") < place("RKG-12"), "the longer one first: {:?}", named.codes());
    assert!(place("RKG") < usize::MAX);
}
