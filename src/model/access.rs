//! Who may see something, and until when not.

use super::Day;
use super::terms::terms;
use serde::{Deserialize, Serialize};

/// Who may see an entry, a picture or one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Access {
    /// Everybody.
    #[default]
    Open,
    /// The archive's staff.
    Staff,
    /// The archive's staff before this day, everybody from it on.
    ClosedUntil(Day),
    /// The archive's staff until somebody has looked at it.
    Review,
}

/// What stands before the day, in the file and in JSON.
const CLOSED_UNTIL: &str = "closed-until-";

/// Days that are typed lie in these years: others are slips, and one long past would open.
const YEARS_MEANT: std::ops::RangeInclusive<i32> = 1900..=2300;

/// Whether somebody who types this day as the end of a closure may mean it.
pub fn may_be_meant(day: Day) -> bool {
    YEARS_MEANT.contains(&day.ymd().0)
}

impl Access {
    /// The sort of access, for its words: `open`, `staff`, `closed-until`, `review`.
    pub const fn term(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Staff => "staff",
            Self::ClosedUntil(_) => "closed-until",
            Self::Review => "review",
        }
    }

    /// As it stands in the file and in JSON: `closed-until-2045-01-01`.
    pub fn written(self) -> String {
        match self {
            Self::ClosedUntil(day) => format!("{CLOSED_UNTIL}{day}"),
            other => other.term().to_owned(),
        }
    }

    /// Reads [`Self::written`].
    pub fn read(text: &str) -> Option<Self> {
        match text {
            "open" => Some(Self::Open),
            "staff" => Some(Self::Staff),
            "review" => Some(Self::Review),
            other => Day::parse(other.strip_prefix(CLOSED_UNTIL)?).map(Self::ClosedUntil),
        }
    }

    /// Reads [`Self::written`] as a person types it: a day nobody means, such as one of the year 0, is refused in words.
    pub fn typed(text: &str) -> Result<Self, String> {
        let access = Self::try_from(text.trim().to_owned())?;
        match access {
            Self::ClosedUntil(day) if !may_be_meant(day) => Err(format!(
                "{day} is no day to close until: write one of the years {} to {}, such as 2045-01-01",
                YEARS_MEANT.start(),
                YEARS_MEANT.end()
            )),
            access => Ok(access),
        }
    }

    /// Whether everybody may see it on this day.
    pub fn is_open_on(self, today: Day) -> bool {
        match self {
            Self::Open => true,
            Self::ClosedUntil(day) => day <= today,
            Self::Staff | Self::Review => false,
        }
    }
}

impl From<Access> for String {
    fn from(access: Access) -> Self {
        access.written()
    }
}

impl TryFrom<String> for Access {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::read(&text).ok_or_else(|| {
            format!("{text:?} is no access: open, staff, review, or closed-until- with a day such as 2045-01-01")
        })
    }
}

terms! {
    /// Whom a report is made for.
    Audience {
        /// Everybody: only what is open.
        #[default] Public = "public",
        /// The archive's staff: everything.
        Staff = "staff",
    }
}

impl Audience {
    /// Whether this audience may see something of that access on this day.
    pub fn may_see(self, access: Access, today: Day) -> bool {
        self == Self::Staff || access.is_open_on(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_opens_on_its_day() {
        let day = Day::from_ymd(2045, 1, 1).unwrap();
        let closed = Access::ClosedUntil(day);
        assert_eq!(closed.written(), "closed-until-2045-01-01");
        assert!(!closed.is_open_on(day.plus(-1).unwrap()));
        assert!(closed.is_open_on(day) && Audience::Public.may_see(closed, day));
        assert!(Audience::Staff.may_see(closed, day.plus(-1).unwrap()));
    }

    #[test]
    fn every_access_is_read_as_it_was_written() {
        let closed = Access::ClosedUntil(Day::from_ymd(2009, 12, 31).unwrap());
        for access in [Access::Open, Access::Staff, Access::Review, closed] {
            assert_eq!(Access::read(&access.written()), Some(access));
            let json = serde_json::to_string(&access).unwrap();
            assert_eq!(serde_json::from_str::<Access>(&json).unwrap(), access);
        }
        for text in ["closed-until-0000-01-01", "closed-until-1899-12-31", "closed-until-2301-01-01"] {
            assert!(Access::read(text).is_some(), "{text}");
            assert!(Access::typed(text).unwrap_err().contains("1900 to 2300"), "{text}");
        }
        for text in ["open", "closed-until-1900-01-01", "closed-until-2300-12-31"] {
            assert_eq!(Access::typed(text).ok(), Access::read(text));
        }
        for text in ["", "closed", "closed-until-", "closed-until-2045", "closed-until-2045-02-30", "Open"] {
            assert_eq!(Access::read(text), None, "{text}");
        }
    }
}
