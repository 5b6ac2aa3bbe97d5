//! Whether there is room on the disk, asked before anything is copied.

use super::Plan;
use crate::catalogue::Catalogue;
use crate::error::{Error, Result};
use crate::storage::codes;
use std::collections::HashMap;
use std::path::Path;

/// So much stays free on a large disk, for the catalogue itself and for the computer.
const RESERVE_BYTES: u64 = 1 << 30;
/// So much of a small one.
const RESERVE_PART: u64 = 20;

/// Refuses a plan the disk has no room for. What lies in the store already, by name and size, needs none.
pub(super) fn assert_room(catalogue: &Catalogue, plan: &Plan) -> Result<()> {
    let Some((free, all)) = free_and_all(catalogue.folder()) else { return Ok(()) };
    let room = free.saturating_sub(RESERVE_BYTES.min(all / RESERVE_PART));
    if plan.counts().bytes <= room {
        return Ok(());
    }
    let mut known: HashMap<(String, u64), u64> = HashMap::new();
    for (name, size_bytes, _) in catalogue.storage.told(codes::as_they_came(catalogue.storage.connection()))? {
        *known.entry((name, size_bytes)).or_default() += 1;
    }
    let mut needed: u64 = 0;
    for file in &plan.files {
        let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match known.get_mut(&(name, file.size_bytes)) {
            Some(left @ 1..) => *left -= 1,
            _ => needed = needed.saturating_add(file.size_bytes),
        }
    }
    if needed <= room {
        return Ok(());
    }
    let why = format!(
        "there is no room: the scans need {}, and on the disk with {} are {} free, of which some have to stay free; \
         nothing was changed",
        size(needed),
        catalogue.folder().display(),
        size(free)
    );
    let source = std::io::Error::other(why);
    Err(Error::File { doing: "cannot take in", path: plan.folder.clone(), source })
}

/// Bytes in words.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

/// Free bytes and all bytes of the disk with this folder; nothing where the system does not say.
#[cfg(unix)]
fn free_and_all(folder: &Path) -> Option<(u64, u64)> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
    // some network disks say nothing by saying none
    (disk.f_blocks > 0).then(|| (bytes(disk.f_bavail), bytes(disk.f_blocks)))
}

#[cfg(not(unix))]
fn free_and_all(_: &Path) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_how_much_is_free() {
        let folder = tempfile::tempdir().unwrap();
        if cfg!(unix) {
            let (free, all) = free_and_all(folder.path()).unwrap();
            assert!(free <= all && all > 0);
        }
        assert_eq!(free_and_all(Path::new("/no/such/folder")), None);
        assert_eq!([size(1), size(2_500_000), size(3 << 30)], ["1 kB", "2.5 MB", "3.2 GB"]);
    }
}
