//! Prisoner numbers: issuer, series, number, period, state. A number is not a key.

use super::terms::terms;
use super::{Edtf, EntryId};
use serde::{Deserialize, Serialize};

/// A number a camp gave a prisoner. Auschwitz ran a separate register for Soviet prisoners of war and Buchenwald
/// re-issued numbers, so only issuer, series and period together say whose it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrisonerNumber {
    /// The camp that issued it, when the catalogue has the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<EntryId>,
    /// The issuer as named by the source, when there is no place for it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub issuer_name: String,
    /// The register it belongs to.
    pub series: NumberSeries,
    /// The digits and letters.
    pub number: String,
    /// When it was his.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Edtf>,
    /// What became of it.
    pub state: NumberState,
}

terms! {
    /// The registers of numbers (domain notes 7.4); uniqueness holds only inside one of them, in one camp.
    NumberSeries {
        /// Nobody has said which.
        #[default] Unstated = "unstated",
        /// The general men's series of a camp.
        GeneralMen = "general-men",
        /// The general women's series of a camp.
        GeneralWomen = "general-women",
        /// Russische Kriegsgefangene: the separate register of Soviet prisoners of war in Auschwitz.
        Rkg = "rkg",
        /// The A series of Auschwitz, from May 1944.
        A = "a",
        /// The B series of Auschwitz, from May 1944.
        B = "b",
        /// The Z series of Auschwitz.
        Z = "z",
        /// Erziehungshäftlinge.
        Eh = "eh",
        /// The tag (Erkennungsmarke) of a prisoner-of-war camp.
        IdentityTag = "identity-tag",
    }
}

terms! {
    /// What became of a number.
    NumberState {
        /// It was his and nothing else is known.
        #[default] Given = "given",
        /// Struck out and replaced on the card.
        Struck = "struck",
        /// Erased and given to somebody else later.
        Reissued = "re-issued",
        /// Made unreadable on the body, for instance by a tattoo over it.
        Covered = "covered",
    }
}
