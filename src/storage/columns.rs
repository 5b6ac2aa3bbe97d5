//! How the values of the model stand in a column, so that any SQLite tool can read them.

use crate::model::{
    Absence, Access, Alignment, Appearance, Calendar, CardTemplate, Certainty, Checksum, ClaimStatus, Decision,
    DifferenceKind, Edtf, EntryId, EventKind, FileEventKind, FileState, GroupKind, HistoricalDate, Level, NoteKind,
    Outcome, Point, Reading, Role, Shown, SourceKind, Stage, Timestamp, Verdict, Withdrawal,
};
use rusqlite::types::{Value, ValueRef};

/// A value that stands in one column.
pub trait Column: Sized {
    /// The value as SQLite keeps it.
    fn to_value(&self) -> Value;
    /// The value read back; the error says what stands there instead.
    fn from_value(value: ValueRef<'_>) -> Result<Self, String>;
}

fn text(value: ValueRef<'_>) -> Result<&str, String> {
    match value {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).map_err(|_| "text that is not UTF-8".to_owned()),
        ValueRef::Null => Ok(""),
        other => Err(format!("{} instead of text", other.data_type())),
    }
}

fn integer(value: ValueRef<'_>) -> Result<i64, String> {
    match value {
        ValueRef::Integer(number) => Ok(number),
        ValueRef::Null => Ok(0),
        other => Err(format!("{} instead of a number", other.data_type())),
    }
}

impl Column for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
        text(value).map(str::to_owned)
    }
}

impl Column for bool {
    fn to_value(&self) -> Value {
        Value::Integer(i64::from(*self))
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
        integer(value).map(|number| number != 0)
    }
}

impl Column for f64 {
    fn to_value(&self) -> Value {
        Value::Real(*self)
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
        match value {
            ValueRef::Real(number) => Ok(number),
            other => Err(format!("{} instead of a fraction", other.data_type())),
        }
    }
}

macro_rules! integer_columns {
    ($($kind:ty),+) => { $(
        impl Column for $kind {
            fn to_value(&self) -> Value {
                Value::Integer(i64::try_from(*self).unwrap_or(i64::MAX))
            }
            fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
                integer(value)?.try_into().map_err(|_| "a number out of range".to_owned())
            }
        }
    )+ };
}
integer_columns!(u8, u32, u64);

impl<T: Column> Column for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Column::to_value)
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
        if value == ValueRef::Null { Ok(None) } else { T::from_value(value).map(Some) }
    }
}

impl Column for EntryId {
    fn to_value(&self) -> Value {
        Value::Blob(self.0.as_bytes().to_vec())
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
        match value {
            ValueRef::Blob(bytes) => uuid::Uuid::from_slice(bytes).map(EntryId).map_err(|error| error.to_string()),
            other => Err(format!("{} instead of an identifier", other.data_type())),
        }
    }
}

impl Column for Timestamp {
    fn to_value(&self) -> Value {
        Value::Integer(self.0)
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
        integer(value).map(Timestamp)
    }
}

impl Column for Checksum {
    fn to_value(&self) -> Value {
        Value::Text(self.0.clone())
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
        text(value).map(|text| Self(text.to_owned()))
    }
}

impl Column for Edtf {
    fn to_value(&self) -> Value {
        Value::Text(self.as_str().to_owned())
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
        Self::parse(text(value)?)
    }
}

impl Column for Access {
    fn to_value(&self) -> Value {
        Value::Text(self.written())
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
        let text = text(value)?;
        Self::read(text).ok_or_else(|| format!("{text:?} instead of an access"))
    }
}

/// `illegible:16?258` keeps the legible part beside the term.
impl Column for Absence {
    fn to_value(&self) -> Value {
        Value::Text(match self {
            Self::Illegible { legible } => format!("illegible:{legible}"),
            other => other.term().to_owned(),
        })
    }
    fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
        let text = text(value)?;
        match text {
            "blank" => Ok(Self::Blank),
            "unknown" => Ok(Self::Unknown),
            "silent" => Ok(Self::Silent),
            "withheld" => Ok(Self::Withheld),
            "not-found" => Ok(Self::NotFound),
            other => match other.strip_prefix("illegible:") {
                Some(legible) => Ok(Self::Illegible { legible: legible.to_owned() }),
                None => Err(format!("{other:?} instead of an absence")),
            },
        }
    }
}

macro_rules! json_columns {
    ($($kind:ty),+) => { $(
        impl Column for $kind {
            fn to_value(&self) -> Value {
                if *self == Self::default() {
                    return Value::Null;
                }
                serde_json::to_string(self).map_or(Value::Null, Value::Text)
            }
            fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
                if value == ValueRef::Null {
                    return Ok(Self::default());
                }
                serde_json::from_str(text(value)?).map_err(|error| error.to_string())
            }
        }
    )+ };
}
json_columns!(CardTemplate, HistoricalDate, Vec<EntryId>);

macro_rules! optional_json_columns {
    ($($kind:ty),+) => { $(
        impl Column for $kind {
            fn to_value(&self) -> Value {
                serde_json::to_string(self).map_or(Value::Null, Value::Text)
            }
            fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
                serde_json::from_str(text(value)?).map_err(|error| error.to_string())
            }
        }
    )+ };
}
// their default is a value like any other: none at all is `None`
optional_json_columns!(Alignment, Appearance, Reading, Shown, Withdrawal, [Point; 4]);

macro_rules! term_columns {
    ($($kind:ty),+ $(,)?) => { $(
        impl Column for $kind {
            fn to_value(&self) -> Value {
                Value::Text(self.term().to_owned())
            }
            fn from_value(value: ValueRef<'_>) -> Result<Self, String> {
                let term = text(value)?;
                Self::from_term(term).ok_or_else(|| format!(concat!("{:?} instead of a ", stringify!($kind)), term))
            }
        }
    )+ };
}
term_columns!(
    Calendar,
    Certainty,
    ClaimStatus,
    Decision,
    DifferenceKind,
    EventKind,
    FileEventKind,
    FileState,
    GroupKind,
    Level,
    NoteKind,
    Outcome,
    Role,
    SourceKind,
    Stage,
    Verdict,
);
