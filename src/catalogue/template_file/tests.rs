//! A template file there and back, and what is said of a broken one.

use super::*;
use crate::catalogue::built_in_templates;
use proptest::prelude::*;

#[test]
fn every_template_of_the_program_comes_back_as_it_was() {
    for template in built_in_templates() {
        let text = to_toml(template);
        assert_eq!(&from_toml(&text).unwrap_or_else(|why| panic!("{}: {why}", template.id)), template);
        assert!(text.lines().all(|line| !line.ends_with("= []") && !line.ends_with("= \"\"")), "{text}");
    }
}

#[test]
fn the_files_of_the_program_are_read_like_files_from_elsewhere() {
    for template in built_in_templates() {
        let path = format!("{}/assets/templates/{}.toml", env!("CARGO_MANIFEST_DIR"), template.id);
        assert_eq!(&read_template(Path::new(&path)).unwrap(), template);
    }
}

const FORM: &str = r#"id = "form"
name = "Form"
width_mm = 100
height_mm = 70.0

[[field]]
id = "name"
label = "Name"
datatype = "name"
property = "surname"
rect = [5, 5, 60, 10]

[[field]]
id = "stand"
label = "Stand"
datatype = "enum"
property = "marital-status"
terms = ["led."]
rect = [5, 15, 60, 10]
"#;

#[test]
fn a_broken_file_says_what_where_and_what_to_do() {
    assert_eq!(from_toml(FORM).map(|form| form.fields.len()).ok(), Some(2));
    for (from, to, line, words) in [
        ("id = \"form\"", "id = \"form", "line 1: ", "string"),
        ("id = \"form\"\n", "", "", "no id"),
        ("id = \"form\"", "id = \"Form 1\"", "", "small letters"),
        ("name = \"Form\"", "nam = \"Form\"", "line 2: ", "unknown field `nam`"),
        ("width_mm = 100", "width_mm = nan", "", "no size of a card"),
        ("width_mm = 100", "width_mm = -100", "", "no size of a card"),
        ("height_mm = 70.0\n", "", "", "write width_mm and height_mm"),
        ("id = \"stand\"", "id = \"name\"", "line 13: ", "another field has the id \"name\""),
        ("id = \"stand\"", "id = \"\"", "line 13: ", "no id"),
        ("id = \"stand\"", "id = \"a=b\"", "line 13: ", "small letters"),
        ("datatype = \"enum\"", "datatype = \"list\"", "line 16: ", "write one of text, name, date"),
        ("datatype = \"enum\"\n", "", "line 13: ", "missing field `datatype`"),
        ("datatype = \"enum\"", "datatype = \"rows\"", "line 13: ", "without columns"),
        ("datatype = \"enum\"", "datatype = \"enum\"\nside = \"top\"", "line 17: ", "front, back"),
        ("datatype = \"enum\"", "datatype = \"enum\"\nseries = \"x\"", "line 17: ", "rkg"),
        ("datatype = \"enum\"", "datatype = \"enum\"\nlast_number = -1", "line 17: ", "-1"),
        ("terms = [\"led.\"]\n", "", "line 13: ", "without terms"),
        ("[5, 15, 60, 10]", "[5, 15, 60]", "line 19: ", "length"),
        ("[5, 15, 60, 10]", "[5, 15, -60, 10]", "line 13: ", "no place"),
        ("[5, 15, 60, 10]", "[5, 15, inf, 10]", "line 13: ", "no place"),
        ("[5, 15, 60, 10]", "[5, 15, 60, 0]", "line 13: ", "no place"),
        ("[5, 15, 60, 10]", "[50, 15, 60, 10]", "line 13: ", "beyond the side"),
        ("property = \"marital-status\"\n", "", "line 13: ", "property"),
        ("terms = [\"led.\"]", "terms = [\"led.\"]\nrects = 1", "line 19: ", "rects"),
    ] {
        assert!(FORM.contains(from), "{from}");
        let why = from_toml(&FORM.replacen(from, to, 1)).expect_err(to).to_string();
        assert!(why.starts_with(line) && why.contains(words) && !why.contains('\n'), "{to:?}: {why}");
    }
}

#[test]
fn a_file_that_is_too_large_or_no_text_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.toml");
    let too_large = format!("# {}\n{FORM}", "x".repeat(usize::try_from(MOST_BYTES).unwrap()));
    assert!(from_toml(&too_large).unwrap_err().to_string().contains("larger than 1 MB"));
    std::fs::write(&path, too_large).unwrap();
    assert!(read_template(&path).unwrap_err().to_string().contains("larger than 1 MB"));
    std::fs::write(&path, [0xff, 0xfe, 0]).unwrap();
    let why = read_template(&path).unwrap_err().to_string();
    assert!(why.contains("UTF-8") && why.contains("x.toml") && why.contains("nothing was changed"), "{why}");
    assert!(read_template(folder.path()).unwrap_err().to_string().contains("no file"));
    assert!(matches!(read_template(&folder.path().join("none.toml")), Err(Error::File { .. })));
}

#[test]
fn a_template_is_written_over_the_file_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.toml");
    std::fs::write(&path, "old").unwrap();
    let form = from_toml(FORM).unwrap();
    write_template(&path, &form).unwrap();
    assert_eq!(read_template(&path).unwrap(), form);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(write_template(&folder.path().join("no/form.toml"), &form).is_err());
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,40}",
        "(\\PC|[\\r\\n\\t\"\\\\ ]){0,30}",
        proptest::collection::vec("[a-zäß“„’]{1,14}", 0..80).prop_map(|words| words.join(" ")),
        proptest::collection::vec(any::<char>(), 0..20).prop_map(|letters| letters.into_iter().collect()),
    ]
}

fn measure() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>().prop_filter("finite", |number| number.is_finite()),
        (0..4000).prop_map(|n| f64::from(n) / 2.0)
    ]
}

prop_compose! {
    fn field()(
        (id, label, property, example, help, issuer) in (words(), words(), words(), words(), words(), words()),
        (labels, terms, columns) in (
            proptest::collection::btree_map(words(), words(), 0..3),
            proptest::collection::vec(words(), 0..3),
            proptest::collection::vec(words(), 0..3),
        ),
        (side, datatype, series) in (
            proptest::sample::select(Side::ALL),
            proptest::sample::select(Datatype::ALL),
            proptest::sample::select(NumberSeries::ALL),
        ),
        (element, unchecked, sticky) in any::<(u32, bool, bool)>(),
        last_number in proptest::option::of(0..=u64::try_from(i64::MAX).unwrap()),
        (rect, column_widths) in (
            proptest::option::of(proptest::array::uniform4(measure())),
            proptest::collection::vec(measure(), 0..3),
        ),
    ) -> CardField {
        CardField {
            id, element, label, labels, side, datatype, property, terms, columns, column_widths, example, help,
            unchecked, sticky, series, issuer, last_number, rect: rect.map(RectMm::from),
        }
    }
}

proptest! {
    #[test]
    fn anything_typed_comes_back_as_it_was(
        (id, name, basis) in (words(), words(), words()),
        labels in proptest::collection::btree_map(words(), words(), 0..3),
        (width_mm, height_mm) in (proptest::option::of(measure()), proptest::option::of(measure())),
        paper in any::<Option<[u8; 3]>>(),
        printed in proptest::collection::vec(
            (words(), proptest::array::uniform4(measure()), any::<(bool, u32)>()), 0..3),
        fields in proptest::collection::vec(field(), 0..4),
    ) {
        let printed = printed
            .into_iter()
            .map(|(text, rect, (heading, element))| PrintedText { text, side: Side::Back, rect: rect.into(), heading, element })
            .collect();
        let template = CardTemplate { id, name, labels, width_mm, height_mm, paper, basis, printed, fields };
        let text = to_toml(&template);
        let read = unfinished_from_toml(&text).map_err(|why| TestCaseError::fail(format!("{why}\n{text}")))?;
        prop_assert_eq!(read, template);
    }

    #[test]
    fn no_text_makes_the_reader_stumble(text in words(), at in 0..FORM.len()) {
        let _ = from_toml(&text);
        let cut = FORM.get(..at).unwrap_or_default();
        let _ = from_toml(&format!("{cut}{text}"));
    }
}
