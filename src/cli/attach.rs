//! `kartoteka attach DIR REF FILE…`: takes pictures in as masters and attaches them, as one act.

use super::{Outcome, Session};
use crate::catalogue::NewPicture;
use crate::model::{Checksum, EntryId, Role};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use std::path::PathBuf;

/// Attach pictures to an entry; the originals are copied unaltered
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: kartoteka attach sample.kartoteka RKG-50 scan_0050_r.tif --role front")]
pub(super) struct Args {
    /// The folder of the catalogue
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The reference, id or unique beginning of the id of the entry
    #[arg(value_name = "REF")]
    reference: String,
    /// The pictures, known by their bytes; one that cannot be shown is kept all the same
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What they show
    #[arg(long, value_parser = role())]
    role: Role,
    /// The caption as the source has it
    #[arg(long, default_value = "", hide_default_value = true)]
    caption: String,
}

pub(super) fn role() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.iter().map(|role| role.term()))
        .map(|term| Role::from_term(&term).unwrap_or_default())
}

#[derive(Serialize)]
struct Answer {
    attached: Vec<Picture>,
    refused: Vec<String>,
}

#[derive(Serialize)]
struct Picture {
    id: EntryId,
    role: Role,
    sha256: Checksum,
    original_name: String,
    size_bytes: u64,
    width_px: u32,
    height_px: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_shown: Option<String>,
}

impl Args {
    pub(super) fn run(self, session: &mut Session) -> anyhow::Result<Outcome> {
        let mut catalogue = session.open_to_write(&self.folder)?;
        let entry = catalogue.resolve(&self.reference)?;
        let pictures: Vec<NewPicture> = self
            .files
            .into_iter()
            .map(|path| NewPicture { path, role: self.role, caption: self.caption.clone() })
            .collect();
        let taken = catalogue.attach(entry, &pictures)?;
        if !taken.attached.is_empty() {
            session.saved();
        }
        let outcome = if taken.refused.is_empty() { Outcome::Good } else { Outcome::Problems };
        if outcome == Outcome::Problems {
            session.found_problems();
        }
        let refused: Vec<String> = taken.refused.iter().map(ToString::to_string).collect();
        let attached: Vec<Picture> = taken
            .attached
            .into_iter()
            .zip(taken.not_shown)
            .map(|(attachment, not_shown)| Picture {
                id: attachment.id,
                role: attachment.role,
                sha256: attachment.master,
                original_name: attachment.original_name,
                size_bytes: attachment.size_bytes,
                width_px: attachment.width_px,
                height_px: attachment.height_px,
                not_shown,
            })
            .collect();
        for why in &refused {
            Session::say(format!("kartoteka: {why}"));
        }
        if session.json {
            session.object(&Answer { attached, refused })?;
        } else {
            for picture in attached {
                session.line(format!(
                    "attached {} as {}: {} × {} px, sha256 {}, id {}{}",
                    picture.original_name,
                    picture.role,
                    picture.width_px,
                    picture.height_px,
                    picture.sha256,
                    picture.id,
                    picture.not_shown.map(|why| format!("; kept, but it cannot be shown: {why}")).unwrap_or_default()
                ))?;
            }
        }
        Ok(outcome)
    }
}
