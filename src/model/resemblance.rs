//! What speaks for two entries being the same man, and what against it: reasons with points, and how much they say
//! together.
//!
//! The points are rules of thumb, not odds. A reason that alone makes one look twice (the same number in one register)
//! has 50; a name as such has 10 to 20, since thousands have it; what cannot well be true of one man (a birth three
//! years off, another father) takes 20 or 30 away. Sixty are [`Strength::Strong`], forty [`Strength::Likely`],
//! twenty-five [`Strength::Possible`]; less is not shown.
//!
//! Invariant: it offers and never merges; only a person judges, in an [`super::Identity`].

mod traits;
mod weighing;

pub use traits::{Birth, OwnNumber, OwnPlace, Traits};

use super::terms::terms;
use serde::{Deserialize, Serialize};

/// Something that speaks for two entries being the same man, or against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What.
    pub kind: ReasonKind,
    /// As it stands on the one.
    pub here: String,
    /// As it stands on the other.
    pub there: String,
}

terms! {
    /// What may speak for two entries being the same man, or against it; the key of its words is `alike-TERM`.
    ReasonKind {
        /// Somebody judged them to be the same.
        JudgedSame = "judged-same",
        /// The same number in the same series of the same camp.
        #[default] NumberSame = "number-same",
        /// The same number; the camp or the series of one is not stated.
        NumberMaybe = "number-maybe",
        /// The number of one, with figures that cannot be read, may be that of the other.
        NumberIllegible = "number-illegible",
        /// The numbers differ as by one misread figure.
        NumberMisread = "number-misread",
        /// The same tag of a prisoner-of-war camp.
        TagSame = "tag-same",
        /// The surname, case, accents and script set aside.
        SurnameSame = "surname-same",
        /// The surname as it sounds.
        SurnameSound = "surname-sound",
        /// The surname misheard or misread.
        SurnameMisread = "surname-misread",
        /// Surname and given name in each other's place.
        NamesSwapped = "names-swapped",
        /// The given name.
        GivenSame = "given-same",
        /// The given name in another form or language.
        GivenForm = "given-form",
        /// The given name misheard or misread.
        GivenMisread = "given-misread",
        /// The first letter of the given name.
        GivenInitial = "given-initial",
        /// The patronymic.
        PatronymicSame = "patronymic-same",
        /// The father's name and the patronymic.
        FatherFits = "father-fits",
        /// The day of birth.
        BirthSame = "birth-same",
        /// The day of birth with day and month in each other's place.
        BirthSwapped = "birth-swapped",
        /// The day of birth with one figure misread.
        BirthMisread = "birth-misread",
        /// The day of birth, one in the old style and one in the new.
        BirthOldStyle = "birth-old-style",
        /// The month of birth.
        BirthMonth = "birth-month",
        /// The year of birth.
        BirthYear = "birth-year",
        /// The place of birth.
        BirthPlace = "birth-place",
        /// The wife or husband.
        Spouse = "spouse",
        /// They came with the same transport.
        Transport = "transport",
        /// They came on the same day.
        ArrivalDay = "arrival-day",
        /// They belonged to one group that is no transport.
        Group = "group",
        /// Another surname.
        SurnameOther = "surname-other",
        /// Another given name.
        GivenOther = "given-other",
        /// Another patronymic.
        PatronymicOther = "patronymic-other",
        /// The father's name does not fit the patronymic.
        FatherOther = "father-other",
        /// Born more than two years apart.
        BirthOther = "birth-other",
        /// Another number in the same series of the same camp.
        NumberOther = "number-other",
        /// Another tag of the same camp.
        TagOther = "tag-other",
        /// Somebody judged them not to be the same.
        JudgedNotSame = "judged-not-same",
    }
}

impl ReasonKind {
    /// What it weighs; less than nothing when it speaks against.
    pub const fn points(self) -> i32 {
        match self {
            Self::JudgedSame | Self::JudgedNotSame => 0,
            Self::NumberSame => 50,
            Self::TagSame => 45,
            Self::NumberMaybe => 35,
            // both names, so that it is seen without anything else
            Self::BirthSame | Self::NamesSwapped => 25,
            Self::SurnameSame => 20,
            Self::BirthSwapped | Self::BirthOldStyle => 18,
            Self::SurnameSound => 16,
            Self::BirthMisread => 14,
            Self::NumberIllegible | Self::BirthMonth => 12,
            Self::SurnameMisread | Self::GivenSame | Self::PatronymicSame => 10,
            Self::GivenForm | Self::FatherFits => 9,
            Self::BirthYear | Self::BirthPlace | Self::Transport => 8,
            Self::Spouse => 6,
            // those who came together have numbers alike, brothers too
            Self::ArrivalDay | Self::NumberMisread => 5,
            Self::GivenMisread => 4,
            Self::GivenInitial => 3,
            // a group may have thousands, and each of them is somebody
            Self::Group => 1,
            Self::GivenOther | Self::FatherOther => -12,
            Self::SurnameOther => -15,
            Self::PatronymicOther | Self::TagOther => -20,
            Self::NumberOther => -25,
            Self::BirthOther => -30,
        }
    }

    /// Whether it speaks against.
    pub const fn is_against(self) -> bool {
        self.points() < 0 || matches!(self, Self::JudgedNotSame)
    }

    /// Whether it is enough to look at two entries at all: the rest is true of too many.
    const fn is_ground(self) -> bool {
        matches!(
            self,
            Self::NumberSame
                | Self::NumberMaybe
                | Self::NumberIllegible
                | Self::TagSame
                | Self::SurnameSame
                | Self::SurnameSound
                | Self::SurnameMisread
                | Self::NamesSwapped
                | Self::BirthSame
        )
    }
}

terms! {
    /// How much the reasons say together.
    Strength {
        /// Almost certainly the same man.
        Strong = "strong",
        /// Likely.
        Likely = "likely",
        /// Worth a look.
        #[default] Possible = "possible",
    }
}

impl Strength {
    /// The strength of so many points; `None` when there is nothing to show.
    pub const fn of(points: i32) -> Option<Self> {
        match points {
            60.. => Some(Self::Strong),
            40.. => Some(Self::Likely),
            25.. => Some(Self::Possible),
            _ => None,
        }
    }
}

/// The points of reasons taken together; nothing when none of them is a ground to look at all.
pub fn points(reasons: &[Reason]) -> i32 {
    if reasons.iter().any(|reason| reason.kind.is_ground()) {
        reasons.iter().map(|reason| reason.kind.points()).sum()
    } else {
        0
    }
}

/// What speaks for two being the same man and what against it, the weightiest first on either side.
pub fn compare(here: &Traits, there: &Traits) -> Vec<Reason> {
    let mut reasons = Vec::new();
    weighing::numbers(here, there, &mut reasons);
    weighing::names(here, there, &mut reasons);
    weighing::births(here, there, &mut reasons);
    weighing::rest(here, there, &mut reasons);
    reasons.sort_by_key(|reason| (reason.kind.is_against(), -reason.kind.points().abs()));
    reasons
}

#[cfg(test)]
mod tests;
