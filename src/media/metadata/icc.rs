//! What a colour profile calls itself.

use super::source::{number, part};
use super::words;

/// The description of an ICC profile; nothing when it has none or is none.
pub fn description(profile: &[u8]) -> Option<String> {
    (part(profile, 36, 4)? == b"acsp").then_some(())?;
    let at = |place: usize| usize::try_from(number(part(profile, place, 4)?, true)).ok();
    let tags = at(128)?.min(200);
    let entry = (0..tags).map(|index| 132 + 12 * index).find(|entry| part(profile, *entry, 4) == Some(b"desc"))?;
    let (offset, length) = (at(entry + 4)?, at(entry + 8)?);
    let tag = profile.get(offset..)?;
    let tag = tag.get(..length).unwrap_or(tag);
    let within = |place: usize| usize::try_from(number(part(tag, place, 4)?, true)).ok();
    let text = match tag.get(..4)? {
        b"desc" => words::text(tag.get(12..)?.get(..within(8)?)?.split(|byte| *byte == 0).next()?),
        b"mluc" => {
            let records = (0..within(8)?.min(100)).map(|index| 16 + 12 * index);
            // English first, since that is how a profile is known
            let record =
                records.clone().find(|record| part(tag, *record, 2) == Some(b"en")).or(records.clone().next())?;
            words::utf_16(part(tag, within(record + 8)?, within(record + 4)?)?, true)
        }
        b"text" => words::text(tag.get(8..)?),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}
