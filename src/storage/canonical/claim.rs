//! A claim as it is written down to be hashed, without the detour over a tree of values: the same text to the letter.

use crate::model::{Absence, Access, Certainty, Claim, ClaimStatus, EntryId, HistoricalDate, Timestamp};
use serde::Serialize;

/// The fields before the reading, by name.
#[derive(Serialize)]
struct Before<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    absence: &'a Option<Absence>,
    access: Access,
    #[serde(skip_serializing_if = "str::is_empty")]
    as_written: &'a str,
    certainty: Certainty,
    #[serde(skip_serializing_if = "str::is_empty")]
    field: &'a str,
    id: EntryId,
    keyed_at: Timestamp,
    #[serde(skip_serializing_if = "str::is_empty")]
    keyed_by: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    locator: &'a str,
    ord: u32,
    pass: u8,
    #[serde(skip_serializing_if = "str::is_empty")]
    property: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    quotation: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    read_by: &'a str,
}

/// Those after it.
#[derive(Serialize)]
struct After<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<EntryId>,
    #[serde(skip_serializing_if = "str::is_empty")]
    remark: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    scope: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<EntryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stated_on: Option<Sorted<'a>>,
    status: ClaimStatus,
    #[serde(skip_serializing_if = "str::is_empty")]
    status_reason: &'a str,
    subject: EntryId,
}

/// A date with its fields by name.
#[derive(Serialize)]
struct Sorted<'a> {
    as_written: &'a str,
    calendar: crate::model::Calendar,
    edtf: Option<&'a crate::model::Edtf>,
}

impl<'a> Sorted<'a> {
    fn of(date: &'a HistoricalDate) -> Self {
        let HistoricalDate { as_written, edtf, calendar } = date;
        Self { as_written, calendar: *calendar, edtf: edtf.as_ref() }
    }
}

/// The text that is hashed.
pub fn written(claim: &Claim) -> Result<String, serde_json::Error> {
    let Claim {
        id,
        subject,
        property,
        field,
        ord,
        as_written,
        reading,
        read_by,
        absence,
        scope,
        source,
        locator,
        quotation,
        stated_on,
        region,
        certainty,
        keyed_by,
        keyed_at,
        pass,
        status,
        status_reason,
        remark,
        access,
    } = claim;
    let before = Before {
        absence,
        access: *access,
        as_written,
        certainty: *certainty,
        field,
        id: *id,
        keyed_at: *keyed_at,
        keyed_by,
        locator,
        ord: *ord,
        pass: *pass,
        property,
        quotation,
        read_by,
    };
    let (region, source) = (*region, *source);
    let stated_on = stated_on.as_ref().map(Sorted::of);
    let after = After { region, remark, scope, source, stated_on, status: *status, status_reason, subject: *subject };
    let mut text = Vec::with_capacity(512);
    text.extend_from_slice(b"claim");
    serde_json::to_writer(&mut text, &before)?;
    text.pop();
    if let Some(reading) = reading {
        let mut read = String::from(",\"reading\":");
        super::write(&serde_json::to_value(reading)?, &mut read);
        text.extend_from_slice(read.as_bytes());
    }
    let rest = text.len();
    serde_json::to_writer(&mut text, &after)?;
    // its opening brace stands where a comma does
    if let Some(brace) = text.get_mut(rest) {
        *brace = b',';
    }
    String::from_utf8(text).map_err(serde::de::Error::custom)
}
