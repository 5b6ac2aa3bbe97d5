//! What is asked and done where sources are weighed: rivals, identity, lives, counts, the past, access, words. One file
//! an area, each with its wishes (reading), its news (answers) and its deeds (writing).

pub mod closing;
pub mod glossary;
pub mod identity;
pub mod judging;
pub mod life;
pub mod past;
pub mod tally;

use crate::catalogue::{Applied, Catalogue};
use crate::error::Result;
use crate::model::Act;

macro_rules! areas {
    ($($(#[$meta:meta])* $area:ident: $module:ident, $wish:ident, $news:ident;)+) => {
        /// Something to be read.
        #[derive(Debug)]
        pub enum StudyWish { $($(#[$meta])* $area($module::$wish)),+ }

        impl StudyWish {
            /// The name of its area; the key of its words when it fails is `failed-NAME`.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$area(_) => stringify!($module)),+ }
            }
        }

        /// What was read.
        #[derive(Debug)]
        pub enum StudyNews { $($(#[$meta])* $area($module::$news)),+ }

        /// Reads.
        pub(super) fn answer(catalogue: &Catalogue, wish: StudyWish) -> Result<StudyNews> {
            match wish { $(StudyWish::$area(wish) => $module::answer(catalogue, wish).map(StudyNews::$area)),+ }
        }
    };
}
areas! {
    /// Rival claims and what is held.
    Judging: judging, JudgingWish, JudgingNews;
    /// Who is the same man.
    Identity: identity, IdentityWish, IdentityNews;
    /// What is known of a person, gathered.
    Life: life, LifeWish, LifeNews;
    /// Groups and events: members, and counts beside those who can be named.
    Tally: tally, TallyWish, TallyNews;
    /// What was done, and how it was before.
    Past: past, PastWish, PastNews;
    /// Who may see what, until when.
    Closing: closing, ClosingWish, ClosingNews;
    /// Words that need a gloss.
    Glossary: glossary, GlossaryWish, GlossaryNews;
}

/// Something to be written.
#[derive(Debug)]
pub enum Deed {
    /// On rival claims.
    Judging(judging::JudgingDeed),
    /// On who is the same man.
    Identity(identity::IdentityDeed),
    /// On who belongs to a group or took part in an event.
    Tally(tally::TallyDeed),
    /// On who may see what.
    Closing(closing::ClosingDeed),
    /// On words.
    Glossary(glossary::GlossaryDeed),
}

/// Writes, and says what sort of act it was.
pub(super) fn perform(catalogue: &mut Catalogue, deed: Deed) -> Result<(Applied, Act)> {
    match deed {
        Deed::Judging(deed) => judging::perform(catalogue, deed),
        Deed::Identity(deed) => identity::perform(catalogue, deed),
        Deed::Tally(deed) => tally::perform(catalogue, deed),
        Deed::Closing(deed) => closing::perform(catalogue, deed),
        Deed::Glossary(deed) => glossary::perform(catalogue, deed),
    }
}
