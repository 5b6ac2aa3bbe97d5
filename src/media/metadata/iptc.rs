//! IPTC-IIM, the captions of press agencies and of picture archives before XMP.

use super::source::part;
use super::words;

/// More data sets than this are not looked at.
const MOST: usize = 1000;

/// Number and text of the data sets of record 2 that people read, in the order of the file.
pub fn read(mut bytes: &[u8]) -> Vec<(u8, String)> {
    let mut found: Vec<(u8, String)> = Vec::new();
    for _ in 0..MOST {
        // some writers put zeros between and behind
        let Some(start) = bytes.iter().position(|byte| *byte == 0x1C) else { break };
        let (Some(record), Some(set), Some(length)) =
            (bytes.get(start + 1), bytes.get(start + 2), part(bytes, start + 3, 2))
        else {
            break;
        };
        let length = usize::try_from(super::source::number(length, true)).unwrap_or_default();
        // lengths above 32,767 are written another way and belong to pictures
        let Some(value) = (length < 0x8000).then(|| part(bytes, start + 5, length)).flatten() else { break };
        if *record == 2 && name(*set).is_some() {
            let text = words::text(value);
            match found.iter_mut().find(|(other, _)| other == set) {
                Some((_, before)) if !text.is_empty() => *before = words::tidy(&format!("{before}; {text}")),
                None if !text.is_empty() => found.push((*set, text)),
                _ => {}
            }
        }
        bytes = bytes.get(start + 5 + length..).unwrap_or_default();
    }
    found
}

pub const TITLE: u8 = 5;
pub const DATE: u8 = 55;
pub const TIME: u8 = 60;
pub const BYLINE: u8 = 80;
pub const COPYRIGHT: u8 = 116;
pub const CAPTION: u8 = 120;

/// The name of a data set.
pub fn name(set: u8) -> Option<&'static str> {
    Some(match set {
        TITLE => "IPTC Title",
        15 => "IPTC Category",
        25 => "IPTC Keywords",
        40 => "IPTC Instructions",
        DATE => "IPTC Date Created",
        TIME => "IPTC Time Created",
        62 => "IPTC Date Digitised",
        BYLINE => "IPTC Byline",
        85 => "IPTC Byline Title",
        90 => "IPTC City",
        92 => "IPTC Sublocation",
        95 => "IPTC Province or State",
        101 => "IPTC Country",
        103 => "IPTC Transmission Reference",
        105 => "IPTC Headline",
        110 => "IPTC Credit",
        115 => "IPTC Source",
        COPYRIGHT => "IPTC Copyright",
        118 => "IPTC Contact",
        CAPTION => "IPTC Caption",
        122 => "IPTC Caption Writer",
        _ => return None,
    })
}
