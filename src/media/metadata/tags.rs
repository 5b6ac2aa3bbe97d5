//! Names and values of EXIF and TIFF tags as people read them.

use super::directory::Field;
use super::words;
use exif::{Context, Tag, Value};
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Of a row of numbers so many are shown.
const MOST_NUMBERS: usize = 32;
/// Bytes of unknown meaning are shown when they are no more than this.
const MOST_BYTES: usize = 32;

/// Name and value; nothing when the value is empty or only for machines.
pub fn in_words(field: &Field) -> Option<(String, String)> {
    let value = value(field)?;
    (!value.is_empty()).then(|| (name(field.context, field.tag), value))
}

/// The name of the standard, or the number.
fn name(context: Context, tag: u16) -> String {
    let own = match (context, tag) {
        (Context::Tiff, 254) => "NewSubfileType",
        (Context::Tiff, 255) => "SubfileType",
        (Context::Tiff, 266) => "FillOrder",
        (Context::Tiff, 269) => "DocumentName",
        (Context::Tiff, 280) => "MinSampleValue",
        (Context::Tiff, 281) => "MaxSampleValue",
        (Context::Tiff, 285) => "PageName",
        (Context::Tiff, 286) => "XPosition",
        (Context::Tiff, 287) => "YPosition",
        (Context::Tiff, 297) => "PageNumber",
        (Context::Tiff, 316) => "HostComputer",
        (Context::Tiff, 317) => "Predictor",
        (Context::Tiff, 322) => "TileWidth",
        (Context::Tiff, 323) => "TileLength",
        (Context::Tiff, 338) => "ExtraSamples",
        (Context::Tiff, 339) => "SampleFormat",
        (Context::Tiff, 18_246) => "Rating",
        (Context::Tiff, 18_249) => "RatingPercent",
        (Context::Tiff, XP_TITLE) => "XPTitle",
        (Context::Tiff, XP_COMMENT) => "XPComment",
        (Context::Tiff, XP_AUTHOR) => "XPAuthor",
        (Context::Tiff, 40_094) => "XPKeywords",
        (Context::Tiff, 40_095) => "XPSubject",
        _ => "",
    };
    let standard = Tag(context, tag);
    match own {
        "" if standard.description().is_some() => standard.to_string(),
        "" => format!("Tag {tag}"),
        own => own.to_owned(),
    }
}

pub const XP_TITLE: u16 = 40_091;
pub const XP_COMMENT: u16 = 40_092;
pub const XP_AUTHOR: u16 = 40_093;
const USER_COMMENT: u16 = 37_510;

fn value(field: &Field) -> Option<String> {
    match (field.context, field.tag, &field.value) {
        (Context::Tiff, 40_091..=40_095, Value::Byte(bytes) | Value::Undefined(bytes, _)) => {
            Some(words::utf_16(bytes, false))
        }
        (Context::Exif, USER_COMMENT, Value::Undefined(bytes, _) | Value::Byte(bytes)) => Some(user_comment(bytes)),
        _ => plain(field),
    }
}

/// The text of a value of letters, else its numbers.
fn plain(field: &Field) -> Option<String> {
    let standard = Tag(field.context, field.tag);
    let is_known = standard.description().is_some();
    Some(match &field.value {
        Value::Ascii(texts) => ascii(texts),
        Value::Byte(bytes) | Value::Undefined(bytes, _) if !is_known && bytes.len() > MOST_BYTES => return None,
        Value::Undefined(bytes, _) if !is_known && is_text(bytes) => words::text(bytes),
        Value::Undefined(bytes, _) if is_known && bytes.len() > MOST_BYTES => return None,
        value => {
            let short = shortened(value);
            // the words of the standard for the numbers; damaged values must not end the program
            let shown = catch_unwind(AssertUnwindSafe(|| {
                let mut shown = String::new();
                write!(shown, "{}", short.as_ref().unwrap_or(value).display_as(standard)).map(|()| shown)
            }));
            let shown = words::tidy(&shown.ok()?.ok()?);
            if short.is_some() { format!("{shown} …") } else { shown }
        }
    })
}

/// Texts of one tag; a copyright of photographer and of editor is two.
fn ascii(texts: &[Vec<u8>]) -> String {
    let texts: Vec<String> =
        texts.iter().take(8).map(|text| words::text(text)).filter(|text| !text.is_empty()).collect();
    words::tidy(&texts.join("; "))
}

/// The text of a value, if it is one.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::Ascii(texts) => ascii(texts),
        // the wrong kind, but the writer meant text
        Value::Byte(bytes) | Value::Undefined(bytes, _) if is_text(bytes) => words::text(bytes),
        _ => String::new(),
    }
}

/// The first text of a value, if it is one.
pub fn first_text_of(value: &Value) -> String {
    match value {
        Value::Ascii(texts) => texts.first().map(|text| words::text(text)).unwrap_or_default(),
        other => text_of(other),
    }
}

fn is_text(bytes: &[u8]) -> bool {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (text, padding) = bytes.split_at_checked(end).unwrap_or_default();
    text.len() > 1
        && text.iter().all(|byte| *byte >= 0x20 && *byte != 0x7F || matches!(byte, b'\n' | b'\r' | b'\t'))
        && padding.iter().all(|byte| *byte == 0)
}

/// Eight bytes name the letters, then comes the text.
fn user_comment(bytes: &[u8]) -> String {
    let Some((letters, text)) = bytes.split_at_checked(8) else { return words::text(bytes) };
    match letters {
        b"UNICODE\0" => match text {
            [0xFE, 0xFF, rest @ ..] => words::utf_16(rest, true),
            [0xFF, 0xFE, rest @ ..] => words::utf_16(rest, false),
            // nothing says which end comes first: letters of Europe have a zero above
            _ => {
                let zeros = |parity: usize| text.iter().skip(parity).step_by(2).filter(|byte| **byte < 5).count();
                words::utf_16(text, zeros(0) > zeros(1))
            }
        },
        b"ASCII\0\0\0" | b"\0\0\0\0\0\0\0\0" => words::text(text),
        // Japanese letters cannot be read
        b"JIS\0\0\0\0\0" => String::new(),
        _ => words::text(bytes),
    }
}

/// The first numbers of a long row.
fn shortened(value: &Value) -> Option<Value> {
    fn first<T: Clone>(numbers: &[T]) -> Option<Vec<T>> {
        (numbers.len() > MOST_NUMBERS).then(|| numbers.iter().take(MOST_NUMBERS).cloned().collect())
    }
    match value {
        Value::Byte(numbers) => first(numbers).map(Value::Byte),
        Value::Short(numbers) => first(numbers).map(Value::Short),
        Value::Long(numbers) => first(numbers).map(Value::Long),
        Value::Rational(numbers) => first(numbers).map(Value::Rational),
        Value::SByte(numbers) => first(numbers).map(Value::SByte),
        Value::SShort(numbers) => first(numbers).map(Value::SShort),
        Value::SLong(numbers) => first(numbers).map(Value::SLong),
        Value::SRational(numbers) => first(numbers).map(Value::SRational),
        Value::Float(numbers) => first(numbers).map(Value::Float),
        Value::Double(numbers) => first(numbers).map(Value::Double),
        _ => None,
    }
}
