//! Tests of the language: text to tree, tree to text, hints, and that any text whatsoever is a query.

use super::*;
use crate::model::{Day, EntryKind, NumberSeries, Role, Stage};
use proptest::prelude::*;

/// 2026-11-23.
const TODAY: Day = Day(20_780);

fn read(text: &str) -> Read {
    Query::read_at(text, TODAY)
}

/// The tree in brackets and words.
fn told(query: &Query) -> String {
    let ring = match query.spelling {
        Spelling::Near => "",
        Spelling::Exact => " exact",
        Spelling::Wide => " wide",
    };
    format!("{}{ring}", query.root.as_ref().map_or(String::new(), told_node))
}

fn told_node(node: &Node) -> String {
    let several = |nodes: &[Node]| nodes.iter().map(told_node).collect::<Vec<_>>().join(" ");
    match node {
        Node::All(nodes) => format!("all({})", several(nodes)),
        Node::Any(nodes) => format!("any({})", several(nodes)),
        Node::Not(inner) => format!("not({})", told_node(inner)),
        Node::Term(Term { field, wanted }) => {
            let wanted = match wanted {
                Wanted::Words(words) => {
                    let quote = if words.is_quoted { "'" } else { "" };
                    let star = if words.is_begun { "*" } else { "" };
                    let inside = if words.is_inside { "*" } else { "" };
                    format!("{inside}{quote}{}{quote}{star}", words.written)
                }
                Wanted::Pattern(pattern) => format!("~{pattern}"),
                Wanted::Numbers { from, to } => format!("{from}–{to}"),
                Wanted::Days { from, to, .. } => {
                    let day = |day: &Option<Day>| day.map_or(String::new(), |day| day.to_string());
                    format!("{}–{}", day(from), day(to))
                }
                Wanted::Template(words) | Wanted::Unit(words) => format!("<{words}>"),
                Wanted::Stage(stage) => format!("<{stage}>"),
                Wanted::Kind(kind) => format!("<{kind}>"),
                Wanted::Thing(thing) => format!("<{}>", thing.word()),
                Wanted::State(state) => format!("<{}>", state.word()),
                Wanted::Series(series) => format!("<{series}>"),
                Wanted::Quarters(quarters) => format!("<{quarters}>"),
            };
            format!("{}[{wanted}]", field.name())
        }
    }
}

/// Text, tree, the text it is printed as when that is another.
const READ: &[(&str, &str, &str)] = &[
    ("", "", ""),
    ("  ", "", ""),
    ("Skiba", "[Skiba]", ""),
    ("Skiba 88349", "all([Skiba] [88349])", ""),
    ("Skiba AND 88349", "all([Skiba] [88349])", "Skiba 88349"),
    ("Skiba OR Погожев", "any([Skiba] [Погожев])", ""),
    ("a|b", "any([a] [b])", "a OR b"),
    ("a b OR c", "any(all([a] [b]) [c])", ""),
    ("a (b OR c)", "all([a] any([b] [c]))", ""),
    ("((a) (b c))", "all([a] [b] [c])", "a b c"),
    ("a OR (b OR c)", "any([a] [b] [c])", "a OR b OR c"),
    ("-a b", "all(not([a]) [b])", ""),
    ("NOT a --b", "all(not([a]) [b])", "-a b"),
    ("-(a b)", "not(all([a] [b]))", ""),
    ("-(-a)", "[a]", "a"),
    ("O'Brien", "[O'Brien]", ""),
    ("1.1.6.2/123", "[1.1.6.2/123]", ""),
    ("Auschwitz-Birkenau", "[Auschwitz-Birkenau]", ""),
    ("\"Roter  Oktober\"", "['Roter Oktober']", "\"Roter Oktober\""),
    ("„Roter Oktober“*", "['Roter Oktober'*]", "\"Roter Oktober\"*"),
    ("Pogo*", "[Pogo*]", ""),
    ("Pog*ev", "[Pog*]", "Pog*"),
    ("*ozhe", "[*ozhe*]", "*ozhe*"),
    ("**ожев*", "[*ожев*]", "*ожев*"),
    ("surname:*ozhe*", "surname[*ozhe*]", ""),
    ("-place:*ozhe*", "not(place[*ozhe*])", ""),
    ("*oz", "[*oz]", ""),
    ("\"*ozhe\"", "['*ozhe']", ""),
    ("*258", "[~*258]", ""),
    ("16?258", "[~16?258]", ""),
    ("164*8", "[~164*8]", ""),
    ("164*", "[164*]", ""),
    ("A-56?8", "[~A56?8]", "A56?8"),
    ("Pogozhev?", "[Pogozhev?]", ""),
    ("or and not", "all([or] [and] [not])", ""),
    ("name:Skiba", "name[Skiba]", ""),
    ("NAME:\"Fyodor Skiba\"", "name['Fyodor Skiba']", "name:\"Fyodor Skiba\""),
    ("surname:Skiba given_name:Fyodor", "all(surname[Skiba] given-name[Fyodor])", "surname:Skiba given-name:Fyodor"),
    ("occupation:Schlosser", "occupation[Schlosser]", ""),
    ("-camp:Buchenwald", "not(camp[Buchenwald])", ""),
    ("camp:(Auschwitz OR Buchenwald)", "any(camp[Auschwitz] camp[Buchenwald])", "camp:Auschwitz OR camp:Buchenwald"),
    ("camp:(A name:B)", "all(camp[A] name[B])", "camp:A name:B"),
    ("by:Meier ref:1.1/2 note:\"in ink\"", "all(by[Meier] ref[1.1/2] note['in ink'])", ""),
    ("number:88349", "number[88349]", ""),
    ("number:16?258", "number[~16?258]", ""),
    ("number:164*", "number[~164*]", ""),
    ("number:A-5678", "number[A-5678]", ""),
    ("number:164250..164260", "number[164250–164260]", ""),
    ("number:..500", "number[0–500]", ""),
    ("nr:500..", "number[500–9223372036854775807]", "number:500.."),
    ("number:9..1", "number[1–9]", "number:1..9"),
    ("number:*", "number[~*]", ""),
    ("born:1915", "born[1915-01-01–1915-12-31]", ""),
    ("geb:1.9.1915", "born[1915-09-01–1915-09-01]", "born:1.9.1915"),
    ("born:1915..1920", "born[1915-01-01–1920-12-31]", ""),
    ("born:\"about 1915\"", "born[1914-01-01–1916-12-31]", ""),
    ("born:about 1915 Skiba", "all(born[1914-01-01–1916-12-31] [Skiba])", "born:\"about 1915\" Skiba"),
    ("arrived:28 July 1944", "arrived[1944-07-28–1944-07-28]", "arrived:\"28 July 1944\""),
    ("arrived:1944-07 Skiba", "all(arrived[1944-07-01–1944-07-31] [Skiba])", ""),
    ("born:1915 to 1920", "born[1915-01-01–1920-12-31]", "born:\"1915 to 1920\""),
    ("born:1915 1944", "all(born[1915-01-01–1915-12-31] [1944])", ""),
    ("born:(1915 OR 1920)", "any(born[1915-01-01–1915-12-31] born[1920-01-01–1920-12-31])", "born:1915 OR born:1920"),
    ("died:[1944,1945]", "died[1944-01-01–1945-12-31]", ""),
    ("departed:1944~", "departed[1943-01-01–1945-12-31]", ""),
    ("date:1944-21", "date[1944-03-01–1944-05-31]", ""),
    ("transport:1944-07-28", "transport[1944-07-28–1944-07-28]", ""),
    ("transport:\"28 July 1944\"", "transport[1944-07-28–1944-07-28]", ""),
    ("transport:Sachsenhausen", "transport[Sachsenhausen]", ""),
    ("changed:today", "changed[2026-11-23–2026-11-23]", ""),
    ("changed:week", "changed[2026-11-17–2026-11-23]", ""),
    ("changed:2026-11", "changed[2026-11-01–2026-11-30]", ""),
    ("template:personalkarte-1", "template[<personalkarte-1>]", ""),
    ("template:\"Personalkarte 1\"", "template[<Personalkarte 1>]", ""),
    ("status:to-check", "status[<to-check>]", ""),
    ("status:\"To check\"", "status[<to-check>]", "status:to-check"),
    ("kind:cards", "kind[<file-card>]", "kind:card"),
    ("in:\"1.1.5 / 3\"", "in[<1.1.5 / 3>]", ""),
    ("has:portrait", "has[<portrait>]", ""),
    ("missing:number", "missing[<number>]", ""),
    ("missing:born", "missing[<birth-date>]", "missing:birth-date"),
    ("has:birth_place", "has[<birth-place>]", "has:birth-place"),
    ("is:conflict", "is[<conflict>]", ""),
    ("series:rkg", "series[<rkg>]", ""),
    ("complete:75%", "complete[<3>]", "complete:75"),
    ("spelling:wide Varlamov", "[Varlamov] wide", "Varlamov spelling:wide"),
    ("spelling:exact", " exact", ""),
    ("(a spelling:wide) OR b", "any([a] [b]) wide", "a OR b spelling:wide"),
    ("spelling:near a", "[a]", "a"),
    ("http://example.org", "[http://example.org]", ""),
];

#[test]
fn texts_become_trees() {
    for (text, tree, _) in READ {
        let read = read(text);
        assert_eq!(told(&read.query), *tree, "{text}");
    }
}

#[test]
fn trees_become_texts() {
    for (text, _, printed) in READ {
        let query = read(text).query;
        let expected = if printed.is_empty() { text.trim() } else { printed };
        assert_eq!(query.to_string(), expected, "{text}");
        assert_eq!(read(&query.to_string()).query, query, "{text}");
    }
}

#[test]
fn what_is_understood_has_no_hint() {
    for (text, _, _) in READ.iter().filter(|(text, _, _)| !["Pog*ev", "*oz"].contains(text)) {
        assert_eq!(read(text).hints, [], "{text}");
    }
}

#[test]
fn what_is_not_understood_is_said_and_gives_a_query_all_the_same() {
    for (text, hints, tree) in [
        ("foo:bar", "unknown-field 0..3", "[foo:bar]"),
        ("nmae:Skiba", "unknown-field 0..4 name", "[nmae:Skiba]"),
        ("foo:\"bar baz\" x", "unknown-field 0..3", "all([foo] ['bar baz'] [x])"),
        ("born:soon Skiba", "unreadable-date 5..9", "[Skiba]"),
        ("born:1944-13", "unreadable-date 5..12", ""),
        ("number:a..b", "unreadable-number 7..11", ""),
        ("(a b", "open-bracket 0..1", "all([a] [b])"),
        ("a)", "stray-bracket 1..2", "[a]"),
        ("(", "open-bracket 0..1", ""),
        ("NEAR(", "open-bracket 4..5", "[NEAR]"),
        ("camp:(A", "open-bracket 5..6", "camp[A]"),
        ("\"andrey pog", "open-quote 0..11", "['andrey pog'*]"),
        ("name: Skiba", "no-value 5..5", "[Skiba]"),
        ("camp:\"\"", "no-value 5..7", ""),
        ("camp:—", "no-value 5..8", ""),
        ("has:portrat", "unknown-value 4..11 portrait", ""),
        ("is:wrong", "unknown-value 3..8", ""),
        ("status:cheked", "unknown-value 7..13 checked", ""),
        ("kind:crad", "unknown-value 5..9 card", ""),
        ("spelling:loose", "unknown-value 9..14", ""),
        ("complete:80", "unknown-value 9..11", ""),
        ("a - b", "dangling 2..3", "all([a] [b])"),
        ("a OR", "dangling 2..4", "[a]"),
        ("OR a", "dangling 0..2", "[a]"),
        ("a OR OR b", "dangling 5..7", "any([a] [b])"),
        ("AND OR NOT", "dangling 0..3, dangling 4..6, dangling 7..10", ""),
        ("a AND", "dangling 2..5", "[a]"),
        ("-", "dangling 0..1", ""),
        ("a -(", "open-bracket 3..4", "[a]"),
        ("Pog*ev", "star-inside 0..6", "[Pog*]"),
        ("*oz", "star-inside 0..3", "[*oz]"),
        ("*ozh*ev", "star-inside 0..7", "[*ozh*]"),
        ("note:*ozhe", "star-inside 5..10", "note[*ozhe]"),
        ("occupation:*osser", "star-inside 11..17", "occupation[*osser]"),
        ("*ozhe-skiba", "star-inside 0..11", "[*ozhe-skiba]"),
        ("—", "nothing 0..3", ""),
        ("()", "nothing 0..2", ""),
    ] {
        let read = read(text);
        let tell = |hint: &Hint| {
            format!("{} {}..{} {}", hint.kind, hint.range.start, hint.range.end, hint.instead).trim_end().to_owned()
        };
        assert_eq!(read.hints.iter().map(tell).collect::<Vec<_>>().join(", "), hints, "{text}");
        assert_eq!(told(&read.query), tree, "{text}");
        for hint in &read.hints {
            assert_eq!(text.get(hint.range.clone()), Some(hint.text.as_str()));
        }
    }
    assert_eq!(read("nmae:x").hints.first().map(Hint::key), Some("find-hint-unknown-field-instead".to_owned()));
}

#[test]
fn brackets_may_lie_very_deep_and_conditions_be_very_many() {
    for (begin, end) in [("(", ")"), ("-(", ")"), ("camp:(", ")"), ("(a OR ", ")"), ("(", ""), ("", ")"), ("-", "")] {
        let text = format!("{}b{}", begin.repeat(10_000), end.repeat(10_000));
        let read = read(&text);
        assert_eq!(super::tests::read(&read.query.to_string()).query, read.query, "{begin}");
        // or there were too many before it
        let is_cut = read.hints.iter().any(|hint| hint.kind == HintKind::TooLong);
        assert!(told(&read.query).contains("[b]") || is_cut, "{begin}");
    }
    assert!(read(&"(".repeat(10_000)).hints.iter().any(|hint| hint.kind == HintKind::TooDeep));
    let many = read(&"word ".repeat(10_000));
    assert!(matches!(&many.query.root, Some(Node::All(nodes)) if nodes.len() == 64));
    assert_eq!(many.hints.iter().map(|hint| hint.kind).collect::<Vec<_>>(), [HintKind::TooLong]);
}

/// Texts that could trip a reader up.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("NEAR(".to_owned()),
        Just("O'Brien".to_owned()),
        Just("1.1.6.2/123".to_owned()),
        Just("born:".to_owned()),
        Just("born:1915 to 1920".to_owned()),
        Just("changed:week".to_owned()),
        Just("spelling:wide".to_owned()),
        Just("camp:(".to_owned()),
        Just("foo:".to_owned()),
        Just("to".to_owned()),
        Just("16?258".to_owned()),
        Just("number:16*".to_owned()),
        "\\*[a-cа-я]{1,4}['.1-]?\\*?",
        Just("\u{0}".to_owned()),
        Just("\u{202e}שלום".to_owned()),
        Just("👑🏽".to_owned()),
        Just("ß1?".to_owned()),
        "OR|AND|NOT|or|--?|\\||\\*|\\?",
        "[\"„“”«»()|:*? \\-.0-9a-c]{1,8}",
        "(name|number|born|transport|template|has|is|in|by|foo|http|surname|spelling):[^ ]{0,6}",
        "\\PC{1,5}",
        any::<String>(),
    ];
    proptest::collection::vec((piece, prop_oneof![Just(""), Just(" "), Just("\t")]), 0..12)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, space)| [piece, space.to_owned()]).collect())
}

/// Trees as reading gives them.
fn trees() -> impl Strategy<Value = Query> {
    let word = prop_oneof!["[a-z]{1,5}", "[А-я]{1,4}", "[a-z]{1,3}-[0-9]{1,3}", "O'Brien", "to", "–", "x:y", "a\"b"];
    let words = prop_oneof![
        (word, any::<bool>()).prop_map(|(written, is_begun)| Words {
            written,
            is_quoted: false,
            is_begun,
            is_inside: false
        }),
        ("[a-z(]{1,4}( [a-z:OR|)-]{1,4}){0,2}", any::<bool>()).prop_map(|(written, is_begun)| Words {
            written,
            is_quoted: true,
            is_begun,
            is_inside: false
        }),
    ]
    .prop_filter("has something to look for", |words| !words.folded().is_empty());
    let texts = prop_oneof![
        Just(Field::Anywhere),
        Just(Field::Name),
        Just(Field::Place),
        Just(Field::Camp),
        Just(Field::Role),
        Just(Field::By),
        Just(Field::Reference),
        Just(Field::Note),
        Just(Field::Number),
        Just(Field::Transport),
        Just(Field::Property("occupation")),
        Just(Field::Property("father")),
    ];
    let term = |field: Field| move |wanted: Wanted| Term { field: field.clone(), wanted };
    let dates = prop_oneof!["19[0-9]{2}", "19[0-9]{2}-0[1-9]", "19[0-9]{2}\\.\\.19[0-9]{2}", "July 19[0-9]{2}"];
    let date = (dates, prop_oneof![Just("born"), Just("arrived"), Just("date"), Just("changed"), Just("transport")])
        .prop_map(|(date, field)| read(&format!("{field}:\"{date}\"")).query.root);
    let things = prop_oneof![
        Just(Thing::Picture),
        Just(Thing::Role(Role::Portrait)),
        Just(Thing::Number),
        Just(Thing::Property("birth-date")),
        Just(Thing::Property("father")),
    ];
    let names = prop_oneof![
        Just(Field::Anywhere),
        Just(Field::Name),
        Just(Field::Camp),
        Just(Field::Place),
        Just(Field::Property("surname")),
    ];
    let inside = "[a-z]{3,5}|[б-я]{3,5}|a'[b-d]{2,3}|[a-c]{3}[.!,]"
        .prop_map(|written| Words { written, is_quoted: false, is_begun: true, is_inside: true })
        .prop_filter("three letters or more", |words| matches!(words.folded().as_slice(), [one] if one.len() >= 3));
    let free = "[a-z]{1,4}( [a-z()|:-]{1,4}){0,2}|[a-z]{1,4}";
    let leaf = prop_oneof![
        // these numbers and dates have a form of their own
        (texts, words)
            .prop_filter("a star of a number is a pattern", |(field, words)| {
                !(*field == Field::Number && words.is_begun && !words.is_quoted)
            })
            .prop_map(|(field, words)| Node::Term(Term { field, wanted: Wanted::Words(words) })),
        (names, inside).prop_map(|(field, words)| Node::Term(Term { field, wanted: Wanted::Words(words) })),
        "[1-9]\\?[0-9]{1,3}".prop_map(Wanted::Pattern).prop_map(term(Field::Anywhere)).prop_map(Node::Term),
        "[A-Z]?[0-9]{1,3}\\*".prop_map(Wanted::Pattern).prop_map(term(Field::Number)).prop_map(Node::Term),
        (0..999_u64, 0..999_u64)
            .prop_map(|(from, to)| Wanted::Numbers { from: from.min(to), to: from.max(to) })
            .prop_map(term(Field::Number))
            .prop_map(Node::Term),
        date.prop_filter_map("is a date", |root| root),
        things.clone().prop_map(Wanted::Thing).prop_map(term(Field::Has)).prop_map(Node::Term),
        things.prop_map(Wanted::Thing).prop_map(term(Field::Missing)).prop_map(Node::Term),
        free.prop_map(Wanted::Template).prop_map(term(Field::Template)).prop_map(Node::Term),
        free.prop_map(Wanted::Unit).prop_map(term(Field::In)).prop_map(Node::Term),
        Just(Node::Term(Term { field: Field::Status, wanted: Wanted::Stage(Stage::ToCheck) })),
        Just(Node::Term(Term { field: Field::Kind, wanted: Wanted::Kind(EntryKind::Attachment) })),
        Just(Node::Term(Term { field: Field::Is, wanted: Wanted::State(State::Conflict) })),
        Just(Node::Term(Term { field: Field::Series, wanted: Wanted::Series(NumberSeries::A) })),
        (0..5_u8).prop_map(Wanted::Quarters).prop_map(term(Field::Complete)).prop_map(Node::Term),
    ];
    let node = leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|nodes| flat(nodes, true)),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|nodes| flat(nodes, false)),
            inner.prop_map(|node| match node {
                Node::Not(inner) => *inner,
                other => Node::Not(Box::new(other)),
            }),
        ]
    });
    let spelling = prop_oneof![Just(Spelling::Near), Just(Spelling::Exact), Just(Spelling::Wide)];
    (proptest::option::of(node), spelling).prop_map(|(root, spelling)| Query { root, spelling })
}

fn flat(nodes: Vec<Node>, is_all: bool) -> Node {
    let mut flat = Vec::new();
    for node in nodes {
        match node {
            Node::All(inner) if is_all => flat.extend(inner),
            Node::Any(inner) if !is_all => flat.extend(inner),
            other => flat.push(other),
        }
    }
    if is_all { Node::All(flat) } else { Node::Any(flat) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_printed_is_read_as_it_was(query in trees()) {
        let text = query.to_string();
        let again = read(&text);
        prop_assert_eq!(&again.query, &query, "{}", text);
        prop_assert_eq!(again.query.to_string(), text);
    }

    #[test]
    fn any_text_is_a_query(text in nasty()) {
        let first = read(&text);
        let printed = first.query.to_string();
        prop_assert_eq!(&read(&printed).query, &first.query, "{:?} printed as {:?}", text, printed);
        prop_assert_eq!(read(&printed).query.to_string(), printed);
        for hint in &first.hints {
            prop_assert_eq!(text.get(hint.range.clone()), Some(hint.text.as_str()));
        }
        let answers = first.query.root.is_some() || !first.hints.is_empty() || first.query.spelling != Spelling::Near;
        prop_assert!(answers || text.trim().is_empty() || text.contains("spelling:near"), "{:?}", text);
    }

    #[test]
    fn any_text_is_chips_and_is_completed(text in nasty(), caret in 0..200_usize) {
        for chip in chips(&text) {
            prop_assert!(text.get(chip.range.clone()).is_some());
            // what is taken out is gone
            let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            prop_assert!(seen(&chip.removed) < seen(&text), "{:?}", chip);
        }
        let completion = complete(&text, caret);
        prop_assert!(text.get(completion.range).is_some());
        let _ = with_condition(&text, "camp:Auschwitz");
        let _ = with_spelling(&text, Spelling::Wide);
    }
}

#[test]
fn a_text_is_chips() {
    for (text, expected) in [
        ("", ""),
        ("Skiba", "Skiba→"),
        (
            "Skiba camp:Auschwitz -is:specimen",
            "Skiba→camp:Auschwitz -is:specimen; camp=Auschwitz→Skiba -is:specimen; -is=specimen→Skiba camp:Auschwitz",
        ),
        ("a OR b", "a→b; |b→a"),
        ("a OR b OR c", "a→b OR c; |b→a OR c; |c→a OR b"),
        ("a AND b", "a→b; b→a"),
        ("a b OR c", "a→b OR c; b→a OR c; |c→a b"),
        ("x (a OR b)", "x→(a OR b); (a OR b)→x"),
        ("camp:(A OR B) -(c d)", "camp=(A OR B)→-(c d); -(c d)→camp:(A OR B)"),
        ("born:about 1915 y", "born=about 1915→y; y→born:about 1915"),
        ("\"two words\"* y", "\"two words\"*→y; y→\"two words\"*"),
        ("spelling:wide y", "spelling=wide→y; y→spelling:wide"),
        ("born:soon y", "born=soon?→y; y→born:soon"),
        ("spelling:loose", "spelling=loose?→"),
        ("(a", "(a→"),
    ] {
        let tell = |chip: Chip| {
            let Chip { field, is_negated, value, is_alternative, is_understood, removed, range: _ } = chip;
            let or = if is_alternative { "|" } else { "" };
            let not = if is_negated { "-" } else { "" };
            let equals = if field.is_empty() { "" } else { "=" };
            let doubt = if is_understood { "" } else { "?" };
            format!("{or}{not}{field}{equals}{value}{doubt}→{removed}")
        };
        assert_eq!(chips(text).into_iter().map(tell).collect::<Vec<_>>().join("; "), expected, "{text}");
    }
}

#[test]
fn conditions_are_put_in_and_taken_out() {
    for (text, condition, expected) in [
        ("", "camp:Auschwitz", "camp:Auschwitz"),
        ("Skiba", "camp:Auschwitz", "Skiba camp:Auschwitz"),
        ("Skiba camp:Auschwitz", "camp:auschwitz", "Skiba"),
        ("camp:Auschwitz", "camp:Auschwitz", ""),
        ("lager:Auschwitz x", "camp:Auschwitz", "x"),
        ("a OR b", "camp:A", "(a OR b) camp:A"),
        ("a OR b spelling:wide", "camp:A", "(a OR b) camp:A spelling:wide"),
        ("(a OR b) camp:A", "camp:A", "(a OR b)"),
        ("a", "b OR c", "a (b OR c)"),
        ("a (b OR c)", "b OR c", "a"),
        ("\"two wor", "camp:A", "\"two wor\"* camp:A"),
        ("(a", "camp:A", "a camp:A"),
        ("a OR", "camp:A", "a camp:A"),
        ("a", "", "a"),
        ("a", "spelling:wide", "a spelling:wide"),
        ("a spelling:exact", "spelling:wide", "a spelling:wide"),
        ("a spelling:exact", "spelling:near", "a"),
    ] {
        assert_eq!(with_condition(text, condition), expected, "{text} + {condition}");
    }
}

#[test]
fn what_is_begun_is_completed() {
    let told = |text: &str| {
        let caret = text.find('^').unwrap();
        let Completion { range, kind } = complete(&text.replace('^', ""), caret);
        let few = |words: Vec<&str>| words.into_iter().take(3).collect::<Vec<_>>().join(" ");
        let kind = match kind {
            Choices::Fields(fields) => few(fields.iter().map(|field| field.name).collect()),
            Choices::Values { field, begun, fixed } => format!("{field}:{begun} {}", few(fixed)).trim_end().to_owned(),
            Choices::Nothing => "nothing".to_owned(),
        };
        format!("{}..{} {kind}", range.start, range.end)
    };
    for (text, expected) in [
        ("^", "0..0 name number born"),
        ("cam^", "0..3 camp camps-and-workplaces identity-tag-camp"),
        ("Skiba ca^", "6..8 camp category captured"),
        ("ca^m x", "0..3 camp category captured"),
        ("Skiba ^", "6..6 name number born"),
        ("-bo^", "1..3 born"),
        ("(plac^", "1..5 place birth-place arrest-place"),
        ("lag^", "0..3 camp"),
        ("Pogozhev^", "0..8 nothing"),
        ("camp:^", "5..5 camp:"),
        ("camp:Au^ x", "5..7 camp:Au"),
        ("camp:\"KL Au^", "5..11 camp:KL Au"),
        ("ca^mp:Au", "0..5 camp category captured"),
        ("has:po^", "4..6 has:po portrait political-convictions post"),
        ("has:^", "4..4 has: name number portrait"),
        ("is:con^", "3..6 is:con conflict"),
        ("status:^", "7..7 status: to-key keyed to-check"),
        ("kind:p^", "5..6 kind:p person place picture"),
        ("changed:w^", "8..9 changed:w week"),
        ("missing:date^", "8..12 missing:date birth-date death-date arrival-date"),
        ("spelling:w^", "9..10 spelling:w wide"),
        ("\"cam^", "4..4 nothing"),
        ("a OR^", "4..4 nothing"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
    assert_eq!(complete("é", 1).range, 0..0);
    assert_eq!(quoted("KL Auschwitz"), "\"KL Auschwitz\"");
    assert_eq!(quoted("Auschwitz"), "Auschwitz");
}

#[test]
fn every_field_and_hint_has_words_and_every_example_is_understood() {
    let words = include_str!("../../../assets/lang/en/find.ftl");
    let words_of = |key: &str| words.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    for field in fields().into_iter().filter(|field| !field.is_property) {
        assert!(words_of(&field.what()).is_some(), "{} has no words", field.name);
        let example = field.example().unwrap();
        let read = read(words_of(&example).unwrap());
        assert!(read.hints.is_empty(), "{example} {:?}", read.hints);
        assert!(!read.query.is_empty() || field.name == "spelling", "{example}");
    }
    for kind in HintKind::ALL {
        assert!(words_of(&format!("find-hint-{kind}")).is_some(), "{kind}");
    }
    for kind in ["unknown-field", "unknown-value"] {
        assert!(words_of(&format!("find-hint-{kind}-instead")).is_some(), "{kind}");
    }
}

#[test]
fn an_unknown_template_is_told_by_who_knows_them() {
    let told =
        unknown_templates("template:effektenkarte (a OR template:\"No such form\")", |asked| asked == "effektenkarte");
    let told: Vec<(&str, std::ops::Range<usize>)> =
        told.iter().map(|hint| (hint.text.as_str(), hint.range.clone())).collect();
    assert_eq!(told, [("No such form", 38..52)]);
}
