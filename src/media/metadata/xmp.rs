//! XMP: the few properties of RDF/XML that say who, what and whose; a reader for that alone, no general XML.

use super::words;

/// More properties than this are not kept.
pub const MOST_PROPERTIES: usize = 50;
/// Elements inside one another: more than this is no metadata.
const DEEPEST: usize = 64;
/// A packet longer than this is read up to here.
const LONGEST: usize = 4 << 20;

/// The vocabularies that are read, whatever prefix the writer gave them.
const VOCABULARIES: &[(&str, &str)] = &[
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://ns.adobe.com/photoshop/1.0/", "photoshop"),
    ("http://ns.adobe.com/xap/1.0/rights/", "xmpRights"),
    ("http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "Iptc4xmpCore"),
    ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "Iptc4xmpExt"),
    ("http://ns.useplus.org/ldf/xmp/1.0/", "plus"),
    ("http://creativecommons.org/ns#", "cc"),
    ("http://ns.adobe.com/xap/1.0/", "xmp"),
    ("http://ns.adobe.com/tiff/1.0/", "tiff"),
    ("http://ns.adobe.com/exif/1.0/", "exif"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("adobe:ns:meta/", "x"),
];

/// What a packet says.
#[derive(Default)]
pub struct Xmp {
    /// Name with the usual prefix, inner names after a stroke; value.
    pub properties: Vec<(String, String)>,
    /// What cameras and scanners write, in the words of EXIF.
    pub technical: Vec<(String, String)>,
    pub has_position: bool,
    pub is_damaged: bool,
}

impl Xmp {
    pub fn find(&self, name: &str) -> Option<&str> {
        let all = self.properties.iter().chain(&self.technical);
        all.clone().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn add(&mut self, name: String, value: &str) {
        let value = words::tidy(value);
        if value.is_empty() {
            return;
        }
        if name.contains("exif:GPS") {
            self.has_position |= name.contains("GPSLatitude") || name.contains("GPSLongitude");
        } else if name.starts_with("tiff:") || name.starts_with("exif:") {
            if self.technical.len() < MOST_PROPERTIES {
                self.technical.push((name, value));
            }
        } else if name.starts_with("xmp:") && !is_told(&name) || name.starts_with("photoshop:DocumentAncestors") {
            // thumbnails, histories, settings of programs
        } else if self.properties.len() < MOST_PROPERTIES && !self.properties.contains(&(name.clone(), value.clone())) {
            self.properties.push((name, value));
        }
    }
}

fn is_told(name: &str) -> bool {
    matches!(name, "xmp:CreatorTool" | "xmp:CreateDate" | "xmp:ModifyDate" | "xmp:Rating" | "xmp:Label")
}

/// Reads a packet; what is no XML is passed over.
pub fn read(packet: &[u8]) -> Xmp {
    let text = letters(packet.get(..LONGEST).unwrap_or(packet));
    let mut reader = Reader { rest: &text, ..Reader::default() };
    if reader.walk().is_none() {
        reader.found.is_damaged = true;
    }
    reader.found
}

/// UTF-8, or UTF-16 by its mark or by the zeros beside its first letter.
fn letters(packet: &[u8]) -> String {
    let wide = |is_big_endian: bool| {
        let units = packet.as_chunks::<2>().0.iter();
        let units = units.map(|pair| if is_big_endian { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
        char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match packet {
        [0xFE, 0xFF, ..] | [0, b'<', ..] => wide(true),
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => wide(false),
        _ => String::from_utf8_lossy(packet).into_owned(),
    }
}

#[derive(Default)]
struct Reader<'a> {
    rest: &'a str,
    open: Vec<Element>,
    /// Prefix, vocabulary by its usual prefix (empty: another one), and at which depth it was named.
    prefixes: Vec<(&'a str, &'static str, usize)>,
    found: Xmp,
}

#[derive(Default)]
struct Element {
    /// With the usual prefix; empty when it is of another vocabulary.
    name: String,
    text: String,
    items: Vec<String>,
}

impl Element {
    fn is_frame(&self) -> bool {
        self.name.starts_with("rdf:") || self.name.starts_with("x:")
    }
}

impl Reader<'_> {
    /// To the end; nothing when the text breaks off or is no XML.
    fn walk(&mut self) -> Option<()> {
        let mut has_begun = false;
        loop {
            let Some((text, rest)) = self.rest.split_once('<') else {
                return (has_begun && self.open.is_empty()).then_some(());
            };
            self.text(&unescape(text));
            self.rest = rest;
            if let Some(rest) = rest.strip_prefix("!--") {
                self.rest = rest.split_once("-->")?.1;
            } else if let Some(rest) = rest.strip_prefix("![CDATA[") {
                let (text, rest) = rest.split_once("]]>")?;
                self.text(text);
                self.rest = rest;
            } else if let Some(rest) = rest.strip_prefix('?') {
                self.rest = rest.split_once("?>")?.1;
            } else if let Some(rest) = rest.strip_prefix('!') {
                // a document type could define words without end: none is read
                self.rest = rest.split_once('>')?.1;
            } else if let Some(rest) = rest.strip_prefix('/') {
                self.rest = rest.split_once('>')?.1;
                self.close()?;
            } else {
                has_begun = true;
                self.element()?;
            }
            if self.open.len() > DEEPEST {
                return None;
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }

    /// `name attribute="value" …>` or `…/>`.
    fn element(&mut self) -> Option<()> {
        let end = self.rest.find(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/')?;
        let (name, mut rest) = self.rest.split_at_checked(end)?;
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        let depth = self.open.len();
        let is_closed = loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix("/>") {
                self.rest = after;
                break true;
            }
            if let Some(after) = rest.strip_prefix('>') {
                self.rest = after;
                break false;
            }
            let (attribute, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
            let (value, after) = after.get(1..)?.split_once(quote)?;
            attributes.push((attribute.trim(), value));
            rest = after;
            if attributes.len() > 500 {
                return None;
            }
        };
        for (attribute, value) in &attributes {
            if let Some(prefix) = attribute.strip_prefix("xmlns:").filter(|_| self.prefixes.len() < 200) {
                let usual = VOCABULARIES.iter().find(|(address, _)| address == value).map_or("", |(_, usual)| usual);
                self.prefixes.push((prefix, usual, depth));
            }
        }
        let name = self.usual(name);
        self.open.push(Element { name, ..Element::default() });
        for (attribute, value) in attributes {
            let name = self.usual(attribute);
            if name == "rdf:resource" {
                self.text(&unescape(value));
            } else if !name.is_empty() && !name.starts_with("rdf:") && !name.starts_with("x:") {
                let path =
                    self.path().map(|path| if path.is_empty() { name.clone() } else { format!("{path}/{name}") });
                if let Some(path) = path {
                    self.found.add(path, &unescape(value));
                }
            }
        }
        if is_closed { self.close() } else { Some(()) }
    }

    fn usual(&self, name: &str) -> String {
        let Some((prefix, local)) = name.split_once(':') else { return String::new() };
        let known = self.prefixes.iter().rev().find(|(known, ..)| *known == prefix);
        // a packet that names no vocabularies is read by the usual prefixes
        let usual = match known {
            Some((_, usual, _)) => usual,
            None => VOCABULARIES.iter().find(|(_, usual)| *usual == prefix).map_or("", |(_, usual)| usual),
        };
        if usual.is_empty() { String::new() } else { format!("{usual}:{local}") }
    }

    /// The names of the open properties from outside to inside; nothing within one of another vocabulary.
    fn path(&self) -> Option<String> {
        let mut path = String::new();
        for element in &self.open {
            if element.name.is_empty() {
                return None;
            }
            if !element.is_frame() {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(&element.name);
            }
        }
        Some(path)
    }

    fn close(&mut self) -> Option<()> {
        let path = self.path();
        let element = self.open.pop()?;
        let depth = self.open.len();
        self.prefixes.retain(|(.., named_at)| *named_at < depth);
        let text = element.text.trim();
        if element.is_frame() {
            if matches!(element.name.as_str(), "rdf:li" | "rdf:value") && !text.is_empty() {
                let property = self.open.iter_mut().rev().find(|outer| !outer.is_frame());
                if let Some(property) = property.filter(|property| property.items.len() < 100)
                    && !property.items.iter().any(|item| item == text)
                {
                    property.items.push(text.to_owned());
                }
            }
            return Some(());
        }
        let Some(path) = path else { return Some(()) };
        if element.items.is_empty() {
            self.found.add(path, text);
        } else {
            self.found.add(path, &element.items.join("; "));
        }
        Some(())
    }
}

/// The five names of XML and numbered letters.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        // near, lest a text of nothing but marks be read again and again
        let end = after.bytes().take(10).position(|byte| byte == b';');
        let named = end.and_then(|end| Some((after.get(..end)?, after.get(end + 1..)?)));
        let letter = named.and_then(|(name, _)| match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        plain.push(letter.unwrap_or('&'));
        rest = match (letter, named) {
            (Some(_), Some((_, behind))) => behind,
            _ => after,
        };
    }
    plain.push_str(rest);
    plain
}
