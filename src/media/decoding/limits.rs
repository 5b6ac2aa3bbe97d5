//! What the decoding process may use of the computer, set by itself before it reads its first request.
//!
//! Linux keeps to all of it. macOS does not keep to the limit of memory and Windows has none of these: there only what
//! the decoders count themselves and the time the program waits stand in the way of a hostile file.

/// Lets 1 GiB of pixels and a reduced copy of them through, and stops what takes more.
const MEMORY_BYTES: u64 = 5 << 29;
/// The largest temporary file.
const FILE_BYTES: u64 = 8 << 30;
const OPEN_FILES: u64 = 64;
/// A little behind the window when both want the processor.
const NICENESS: i32 = 3;

/// Takes it on. What the system refuses is left: fewer limits are no reason to show no pictures.
#[cfg(unix)]
pub(super) fn take_on() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limits = [
        #[cfg(not(target_os = "openbsd"))]
        (Resource::As, MEMORY_BYTES),
        (Resource::Data, MEMORY_BYTES),
        // what a picture shows is not left in a file by a crash
        (Resource::Core, 0),
        (Resource::Nofile, OPEN_FILES),
        (Resource::Fsize, FILE_BYTES),
    ];
    for (resource, limit) in limits {
        let limit = getrlimit(resource).maximum.map_or(limit, |already| already.min(limit));
        if let Err(error) = setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) }) {
            tracing::debug!(?resource, %error, "no limit for decoding");
        }
    }
    if let Err(error) = rustix::process::nice(NICENESS) {
        tracing::debug!(%error, "decoding is not held back");
    }
    // when the whole computer runs out of memory, this is the process that can be started again
    #[cfg(target_os = "linux")]
    if let Err(error) = std::fs::write("/proc/self/oom_score_adj", "500") {
        tracing::debug!(%error, "decoding is not the first to go");
    }
}

/// There are no such limits on this system.
#[cfg(not(unix))]
pub(super) fn take_on() {}

/// What this process holds in memory; 0 where the system does not say.
pub(super) fn resident_bytes() -> u64 {
    #[cfg(target_os = "linux")]
    {
        let said = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = said.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        kibibytes.unwrap_or(0).saturating_mul(1024)
    }
    #[cfg(not(target_os = "linux"))]
    0
}
