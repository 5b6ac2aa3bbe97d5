//! The sample catalogue: a true case to try the program on, made from tables of facts.
//!
//! [`entries`] works out everything that will be written, [`make`] writes it. The case is that of Soviet prisoners of
//! war in Auschwitz as an exhibition text tells it: eleven persons (P1 to P11), twenty-five statements (S1 to S25) and
//! twenty-one pairs of claims in conflict or tension (C1 to C21).
//!
//! Invariant: nothing invented is shown as real. Every claim has a source or stands on a specimen card; words of ours
//! stand in square brackets; every picture is drawn and says so on its face.

mod conclusions;
mod drawing;
mod events;
mod fact;
mod groups;
mod holdings;
mod palette_png;
mod persons;
mod pictures;
mod placeholder;
mod places;
mod plan;
mod sources;
mod specimen_card;
mod specimens;
pub mod synthetic;
#[cfg(test)]
mod tests;
mod unfinished;

pub use placeholder::draw_placeholder;
pub use plan::{Drawing, Plan, PlannedAct, PlannedPicture};
pub use specimen_card::{draw_card, region_of};

use crate::catalogue::{self, Catalogue};
use crate::error::Result;
use crate::model::{Act, Attachment, Change, Timestamp};
use rayon::prelude::*;
use std::path::Path;
use unfinished::Unfinished;

/// The title of the sample catalogue.
pub const TITLE: &str = "Sample: Soviet prisoners of war in Auschwitz";

/// Resolution of the specimen cards, in pixels per inch.
const SPECIMEN_PPI: u32 = 300;

/// Makes the sample catalogue in a folder that is not there yet or empty. It is made in a folder beside it and moved
/// when it is complete, so that half a sample never looks like a catalogue.
pub fn make(folder: &Path, author: &str) -> Result<Catalogue> {
    let unfinished = Unfinished::beside(folder)?;
    fill(&unfinished.folder, author)?;
    unfinished.put_in_place(folder)?;
    let mut catalogue = Catalogue::open_to_write(folder)?;
    catalogue.set_author(author);
    Ok(catalogue)
}

/// Writes everything; the catalogue is closed afterwards, so that it can be moved.
fn fill(folder: &Path, author: &str) -> Result<()> {
    let plan = entries(author, Timestamp(jiff::Timestamp::now().as_millisecond()))?;
    let mut catalogue = Catalogue::create(folder, TITLE)?;
    catalogue.set_author(author);
    for act in plan.acts {
        let drawn = act.pictures.par_iter().map(|picture| draw(&picture.drawing)).collect::<Result<Vec<_>>>()?;
        let mut changes = Vec::with_capacity(drawn.len() + act.changes.len());
        for (picture, bytes) in act.pictures.into_iter().zip(drawn) {
            let wanted = picture.attachment;
            let stored = catalogue.store_picture(&bytes, &wanted.original_name, wanted.entry, wanted.role)?;
            changes.push(Change::create(as_stored(wanted, stored)));
        }
        changes.extend(act.changes);
        catalogue.act(Act::Sample, act.about, "", changes)?;
    }
    Ok(())
}

/// Everything the sample holds, act by act; nothing is written. Ids are fresh each time, the rest is always the same.
pub fn entries(author: &str, at: Timestamp) -> Result<Plan> {
    let mut planner = plan::Planner::new(author, at);
    planner.act("places");
    places::plan(&mut planner)?;
    planner.act("sources and holdings");
    sources::plan(&mut planner);
    places::plan_claims(&mut planner);
    holdings::plan(&mut planner);
    planner.act("persons, groups and events");
    persons::plan(&mut planner);
    groups::plan(&mut planner);
    events::plan(&mut planner);
    planner.act("pictures F1 to F9");
    pictures::plan(&mut planner);
    planner.act("specimen cards");
    specimens::plan(&mut planner)?;
    planner.act("conclusions C1 to C21");
    conclusions::plan(&mut planner);
    planner.finish()
}

fn draw(drawing: &Drawing) -> Result<Vec<u8>> {
    match drawing {
        Drawing::Placeholder { heading, lines, width_px, height_px } => {
            draw_placeholder(heading, lines, *width_px, *height_px)
        }
        Drawing::Card { template, side, values } => {
            draw_card(catalogue::built_in_template(template)?, *side, values, SPECIMEN_PPI)
        }
    }
}

/// The attachment as planned, with what the stored file tells.
fn as_stored(wanted: Attachment, stored: Attachment) -> Attachment {
    Attachment {
        master: stored.master,
        extension: stored.extension,
        size_bytes: stored.size_bytes,
        width_px: stored.width_px,
        height_px: stored.height_px,
        ppi: stored.ppi,
        ..wanted
    }
}
