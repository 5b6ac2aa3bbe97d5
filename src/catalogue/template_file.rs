//! A card template as a file: TOML in the form of `assets/templates`, which people read, change and pass on.
//!
//! Invariant: what [`to_toml`] writes, [`from_toml`] reads back as it was. A file from elsewhere is taken whole or refused
//! with the line and what to do: a word the program does not know would otherwise be lost in silence.

use crate::error::{Error, Result};
use crate::model::{
    CardField, CardTemplate, Datatype, FaultKind, NumberSeries, PrintedText, RectMm, Side, TemplatePart,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::ops::Range;
use std::path::Path;
use toml::Spanned;

/// The largest file that is read: a hundred times the largest form there is.
pub const MOST_BYTES: u64 = 1 << 20;
/// Where a long text is broken.
const LINE_CHARS: usize = 116;
/// The languages of the program first, then any other.
const LANGUAGES: &[&str] = &["en", "de", "pl", "ru"];

/// The template as TOML. What is empty is left out.
pub fn to_toml(template: &CardTemplate) -> String {
    let CardTemplate { id, name, labels, width_mm, height_mm, paper, basis, printed, fields } = template;
    let mut text = String::new();
    line(&mut text, "id", &quoted(id));
    line(&mut text, "name", &quoted(name));
    for (key, measure) in [("width_mm", width_mm), ("height_mm", height_mm)] {
        if let Some(measure) = measure {
            line(&mut text, key, &number(*measure));
        }
    }
    if let Some([red, green, blue]) = paper {
        line(&mut text, "paper", &format!("[{red}, {green}, {blue}]"));
    }
    if !basis.is_empty() {
        line(&mut text, "basis", &long(basis));
    }
    write_labels(&mut text, labels);
    for PrintedText { text: words, side, rect, heading, element } in printed {
        text.push_str("\n[[print]]\n");
        line(&mut text, "text", &quoted(words));
        // both sides are said here, as the forms of the program do
        line(&mut text, "side", &quoted(side.term()));
        line(&mut text, "rect", &numbers(&<[f64; 4]>::from(*rect)));
        if *heading {
            line(&mut text, "heading", "true");
        }
        if *element != 0 {
            line(&mut text, "element", &element.to_string());
        }
    }
    for field in fields {
        write_field(&mut text, field);
    }
    text
}

fn write_field(text: &mut String, field: &CardField) {
    let CardField {
        id,
        element,
        label,
        labels,
        side,
        datatype,
        property,
        terms,
        columns,
        column_widths,
        example,
        help,
        unchecked,
        sticky,
        series,
        issuer,
        last_number,
        rect,
    } = field;
    text.push_str("\n[[field]]\n");
    line(text, "id", &quoted(id));
    if *element != 0 {
        line(text, "element", &element.to_string());
    }
    line(text, "label", &quoted(label));
    write_labels(text, labels);
    if *side != Side::default() {
        line(text, "side", &quoted(side.term()));
    }
    line(text, "datatype", &quoted(datatype.term()));
    line(text, "property", &quoted(property));
    if *series != NumberSeries::default() {
        line(text, "series", &quoted(series.term()));
    }
    if !issuer.is_empty() {
        line(text, "issuer", &quoted(issuer));
    }
    if let Some(last) = last_number {
        line(text, "last_number", &last.to_string());
    }
    for (key, list) in [("terms", terms), ("columns", columns)] {
        if !list.is_empty() {
            let all: Vec<String> = list.iter().map(|item| quoted(item)).collect();
            line(text, key, &format!("[{}]", all.join(", ")));
        }
    }
    if !column_widths.is_empty() {
        line(text, "column_widths", &numbers(column_widths));
    }
    for (key, words) in [("example", example), ("help", help)] {
        if !words.is_empty() {
            line(text, key, &quoted(words));
        }
    }
    for (key, is_so) in [("unchecked", unchecked), ("sticky", sticky)] {
        if *is_so {
            line(text, key, "true");
        }
    }
    if let Some(rect) = rect {
        line(text, "rect", &numbers(&<[f64; 4]>::from(*rect)));
    }
}

fn line(text: &mut String, key: &str, value: &str) {
    // a String takes everything
    let _ = writeln!(text, "{key} = {value}");
}

fn write_labels(text: &mut String, labels: &BTreeMap<String, String>) {
    let others = labels.keys().map(String::as_str).filter(|code| !LANGUAGES.contains(code));
    let pairs: Vec<String> = LANGUAGES
        .iter()
        .copied()
        .chain(others)
        .filter_map(|code| {
            let words = labels.get(code)?;
            let is_bare = !code.is_empty() && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            let key = if is_bare { code.to_owned() } else { quoted(code) };
            Some(format!("{key} = {}", quoted(words)))
        })
        .collect();
    if !pairs.is_empty() {
        line(text, "labels", &format!("{{ {} }}", pairs.join(", ")));
    }
}

/// A number with its point, so that it stays one with a fraction.
fn number(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    format!("{number:?}")
}

fn numbers(all: &[f64]) -> String {
    format!("[{}]", all.iter().copied().map(number).collect::<Vec<_>>().join(", "))
}

fn quoted(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 2);
    text.push('"');
    words.chars().for_each(|c| push_escaped(&mut text, c));
    text.push('"');
    text
}

/// Characters nobody sees are written by their number: a file is to be judged by looking at it.
fn push_escaped(text: &mut String, c: char) {
    match c {
        '"' => text.push_str("\\\""),
        '\\' => text.push_str("\\\\"),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        c if c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}') =>
        {
            let _ = write!(text, "\\u{:04X}", u32::from(c));
        }
        c => text.push(c),
    }
}

/// A text of several lines, or a long one broken between words.
fn long(words: &str) -> String {
    if words.chars().count() <= LINE_CHARS && !words.contains('\n') {
        return quoted(words);
    }
    let mut text = String::from("\"\"\"\n");
    let mut column = 0;
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\n' => {
                text.push('\n');
                column = 0;
            }
            ' ' => {
                text.push(' ');
                column += 1;
                // after the break the reader skips spaces, so what follows must be a word
                let word_follows = letters.peek().is_some_and(|next| !next.is_whitespace());
                if word_follows && column + room_to_space(letters.clone()) > LINE_CHARS {
                    text.push_str("\\\n");
                    column = 0;
                }
            }
            letter => {
                push_escaped(&mut text, letter);
                column += 1;
            }
        }
    }
    text.push_str("\"\"\"");
    text
}

/// How many letters there are to the next space.
fn room_to_space(letters: impl Iterator<Item = char>) -> usize {
    letters.take_while(|letter| !letter.is_whitespace()).count()
}

/// The file as it is written. Its own shape, because the file may grow otherwise than the entry in the catalogue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(default)]
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    width_mm: Option<f64>,
    height_mm: Option<f64>,
    paper: Option<[u8; 3]>,
    #[serde(default)]
    basis: String,
    #[serde(default)]
    print: Vec<Spanned<Printed>>,
    #[serde(default)]
    field: Vec<Spanned<Field>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Printed {
    text: String,
    side: Option<Spanned<String>>,
    rect: RectMm,
    #[serde(default)]
    heading: bool,
    #[serde(default)]
    element: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    #[serde(default)]
    id: String,
    #[serde(default)]
    element: u32,
    #[serde(default)]
    label: String,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    side: Option<Spanned<String>>,
    datatype: Spanned<String>,
    #[serde(default)]
    property: String,
    #[serde(default)]
    terms: Vec<String>,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    column_widths: Vec<f64>,
    #[serde(default)]
    example: String,
    #[serde(default)]
    help: String,
    #[serde(default)]
    unchecked: bool,
    #[serde(default)]
    sticky: bool,
    series: Option<Spanned<String>>,
    #[serde(default)]
    issuer: String,
    last_number: Option<u64>,
    rect: Option<RectMm>,
}

/// The template in a text, and where in the text its parts begin.
struct Found {
    template: CardTemplate,
    printed_at: Vec<Range<usize>>,
    fields_at: Vec<Range<usize>>,
}

/// Reads a template from TOML. Anything it does not say rightly is told with its line and what to do about it.
pub fn from_toml(text: &str) -> Result<CardTemplate> {
    let Found { template, printed_at, fields_at } = found(text)?;
    let Some(fault) = template.faults().into_iter().find(|fault| !fault.kind.is_advice()) else {
        return Ok(template);
    };
    let (what, at) = match fault.part {
        TemplatePart::Head => (String::new(), None),
        TemplatePart::Field(at) => {
            let name = template.fields.get(at).map_or("", |field| field.name());
            (format!("the field {name:?}: "), fields_at.get(at))
        }
        TemplatePart::Printed(at) => {
            let words = template.printed.get(at).map_or("", |printed| printed.text.as_str());
            (format!("the printed words {words:?}: "), printed_at.get(at))
        }
    };
    Err(refused(text, at, &format!("{what}{}", words(fault.kind, &fault.about))))
}

/// Reads a template that may be unfinished: what [`to_toml`] wrote of it while it was being drawn.
pub fn unfinished_from_toml(text: &str) -> Result<CardTemplate> {
    found(text).map(|found| found.template)
}

/// Reads a template file.
pub fn read_template(path: &Path) -> Result<CardTemplate> {
    let cannot = |source| Error::file("cannot read", path, source);
    let is_file = std::fs::metadata(path).map_err(cannot)?.is_file();
    if !is_file {
        return Err(Error::Input(format!("{} is no file: choose a template file (.toml)", path.display())));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path).map_err(cannot)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(cannot)?;
    let text =
        String::from_utf8(bytes).map_err(|_| Error::Input("it is no text in UTF-8: save it as UTF-8".to_owned()));
    text.and_then(|text| from_toml(&text))
        .map_err(|why| Error::Input(format!("{} was not taken: {why}; nothing was changed", path.display())))
}

/// Writes a template file; one that is there is replaced when the new one is complete.
pub fn write_template(path: &Path, template: &CardTemplate) -> Result<()> {
    let cannot = |source| Error::file("cannot write", path, source);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(cannot)?;
    file.write_all(to_toml(template).as_bytes()).map_err(cannot)?;
    file.as_file().sync_all().map_err(cannot)?;
    // a temporary file is only its owner's; what is passed on is everybody's
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o644));
    }
    file.persist(path).map_err(|failed| cannot(failed.error))?;
    Ok(())
}

fn found(text: &str) -> Result<Found> {
    if text.len() as u64 > MOST_BYTES {
        return Err(Error::Input(format!(
            "it is larger than {} MB, and no card template is: choose another file",
            MOST_BYTES >> 20
        )));
    }
    let form: Form =
        toml::from_str(text).map_err(|why| refused(text, why.span().as_ref(), why.message().trim_end()))?;
    let printed_at = form.print.iter().map(Spanned::span).collect();
    let fields_at = form.field.iter().map(Spanned::span).collect();
    let printed = form.print.into_iter().map(|printed| printed.into_inner().read(text));
    let fields = form.field.into_iter().map(|field| field.into_inner().read(text));
    let template = CardTemplate {
        id: form.id,
        name: form.name,
        labels: form.labels,
        width_mm: form.width_mm,
        height_mm: form.height_mm,
        paper: form.paper,
        basis: form.basis,
        printed: printed.collect::<Result<_>>()?,
        fields: fields.collect::<Result<_>>()?,
    };
    Ok(Found { template, printed_at, fields_at })
}

impl Printed {
    fn read(self, text: &str) -> Result<PrintedText> {
        let side = term(text, self.side.as_ref(), "side", Side::from_term, Side::ALL)?;
        Ok(PrintedText { text: self.text, side, rect: self.rect, heading: self.heading, element: self.element })
    }
}

impl Field {
    fn read(self, text: &str) -> Result<CardField> {
        Ok(CardField {
            side: term(text, self.side.as_ref(), "side", Side::from_term, Side::ALL)?,
            datatype: term(text, Some(&self.datatype), "datatype", Datatype::from_term, Datatype::ALL)?,
            series: term(text, self.series.as_ref(), "series", NumberSeries::from_term, NumberSeries::ALL)?,
            id: self.id,
            element: self.element,
            label: self.label,
            labels: self.labels,
            property: self.property,
            terms: self.terms,
            columns: self.columns,
            column_widths: self.column_widths,
            example: self.example,
            help: self.help,
            unchecked: self.unchecked,
            sticky: self.sticky,
            issuer: self.issuer,
            last_number: self.last_number,
            rect: self.rect,
        })
    }
}

/// The member a word of the file stands for, or what words there are.
fn term<T: Copy + Default + std::fmt::Display>(
    text: &str,
    written: Option<&Spanned<String>>,
    what: &str,
    from_term: fn(&str) -> Option<T>,
    all: &[T],
) -> Result<T> {
    let Some(written) = written else { return Ok(T::default()) };
    from_term(written.get_ref()).ok_or_else(|| {
        let known = all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let why = format!("{what} {:?} is not known: write one of {known}", written.get_ref());
        refused(text, Some(&written.span()), &why)
    })
}

fn refused(text: &str, at: Option<&Range<usize>>, why: &str) -> Error {
    let why = why.replace('\n', ", ");
    Error::Input(match at {
        Some(at) => {
            let before = text.get(..at.start).unwrap_or_default();
            format!("line {}: {why}", 1 + before.matches('\n').count())
        }
        None => why,
    })
}

/// What is wrong and what to do, for who wrote the file.
fn words(kind: FaultKind, about: &str) -> String {
    match kind {
        FaultKind::NoId => "there is no id: write one at the top, such as id = \"stalag-card\"".to_owned(),
        FaultKind::BadId => "its id has other characters than small letters, digits and hyphens: change it".to_owned(),
        FaultKind::NoName => "there is no name: write one at the top, such as name = \"Personalkarte\"".to_owned(),
        FaultKind::BadSize => "width_mm or height_mm is no size of a card (10 to 2000 mm): measure the card".to_owned(),
        FaultKind::NoSize => "it has boxes and no size: write width_mm and height_mm at the top".to_owned(),
        FaultKind::NoFields => "it has no fields".to_owned(),
        FaultKind::NoFieldId => "it has no id: write one that no other field has".to_owned(),
        FaultKind::BadFieldId => {
            format!("its id {about:?} has other characters than small letters, digits and hyphens: change it")
        }
        FaultKind::TwiceFieldId => format!("another field has the id {about:?}: give one of them another id"),
        FaultKind::NoLabel => "it has no label".to_owned(),
        FaultKind::NoProperty => "it names no property: write one, such as property = \"surname\"".to_owned(),
        FaultKind::NoTerms => "it is a list (datatype enum) without terms: write them, or make it text".to_owned(),
        FaultKind::NoTermIsExample => format!("its example {about:?} is none of its terms"),
        FaultKind::NoColumns => "it is a table (datatype rows) without columns: write them, or make it text".to_owned(),
        FaultKind::BadWidths => {
            "column_widths is not one positive number for each column: mend or remove it".to_owned()
        }
        FaultKind::BadRect => {
            "its rect is no place: write [left, top, width, height] in mm, none negative, width and height above 0"
                .to_owned()
        }
        FaultKind::Outside => "its rect reaches beyond the side: make it smaller, or the side larger".to_owned(),
        FaultKind::Overlap => format!("it lies on {about:?}"),
        FaultKind::NoRect => "it has no rect".to_owned(),
    }
}

#[cfg(test)]
mod tests;
