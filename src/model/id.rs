//! Identifiers and moments: what names an entry, a stored scan, and when something was done.

use super::Day;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Names one entry for good, in every copy of the catalogue: a UUID version 7 (RFC 9562, 5.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryId(pub Uuid);

impl EntryId {
    /// An identifier nobody else has: ordered by the moment of its making.
    pub fn fresh() -> Self {
        Self(Uuid::now_v7())
    }

    /// Reads the usual form with or without hyphens.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Self)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// A moment in UTC, kept as milliseconds since 1970-01-01T00:00Z and written as RFC 3339.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Reads the RFC 3339 form.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|moment| Self(moment.as_millisecond()))
    }

    /// The date and minute on this computer's clock, `2026-11-22 18:20`.
    pub fn local_minute(self) -> String {
        self.moment().to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// The day on this computer's clock, `2026-11-22`.
    pub fn local_day(self) -> String {
        self.moment().to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d").to_string()
    }

    /// The day on this computer's clock.
    pub fn day(self) -> Option<Day> {
        let date = self.moment().to_zoned(jiff::tz::TimeZone::system()).date();
        Day::from_ymd(i32::from(date.year()), date.month().unsigned_abs().into(), date.day().unsigned_abs().into())
    }

    /// The moment a day begins on this computer's clock; of a day beyond all clocks the last or first there is.
    pub fn beginning_of(day: Day) -> Self {
        let (year, month, of_month) = day.ymd();
        let date = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(of_month).ok());
        let date = date.and_then(|((year, month), day)| jiff::civil::Date::new(year, month, day).ok());
        let begins = date.and_then(|date| date.to_zoned(jiff::tz::TimeZone::system()).ok());
        begins
            .map_or(Self(if year < 0 { i64::MIN } else { i64::MAX }), |zoned| Self(zoned.timestamp().as_millisecond()))
    }

    /// The last moment of what is written: of a day `2026-11-20` or a minute `2026-11-20 14:30` on this computer's clock;
    /// an RFC 3339 moment is itself.
    pub fn end_of(text: &str) -> Option<Self> {
        if let Some(day) = Day::parse(text) {
            let Self(next) = Self::beginning_of(day.plus(1)?);
            return next.checked_sub(1).map(Self);
        }
        if let Some(moment) = Self::parse(text) {
            return Some(moment);
        }
        let (day, minute) = text.split_once([' ', 'T'])?;
        let (hour, minute) = minute.split_once(':')?;
        let (hour, minute) = (hour.parse::<i64>().ok()?, minute.parse::<i64>().ok()?);
        let is_time = (0..24).contains(&hour) && (0..60).contains(&minute);
        let Self(begins) = Self::beginning_of(Day::parse(day).filter(|_| is_time)?);
        begins.checked_add((hour * 60 + minute + 1) * 60_000 - 1).map(Self)
    }

    fn moment(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.moment())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("not a moment in RFC 3339: {text}")))
    }
}

/// The SHA-256 of a stored scan, in lower-case hexadecimal: 64 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Checksum(pub String);

impl Checksum {
    /// Whether this is 64 lower-case hexadecimal digits, so that it may name a file.
    pub fn is_well_formed(&self) -> bool {
        self.0.len() == 64 && self.0.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
