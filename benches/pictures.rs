//! What is done with scans, each beside the peer's command, measured in one run: seconds of processor time of the whole
//! command, its start included, taken in turns (ours, theirs, ours, …); the median of the ratios counts.
//!
//! `cargo bench --bench pictures`. The peers (Debian: libvips-tools, libjpeg-turbo-progs, openssl) have to be there;
//! what is not is left out and said. `taskset -c 0` before it keeps both on one core.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a measurement that cannot be made should stop loudly"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const PAIRS: usize = 5;
const PROGRAM: &str = env!("CARGO_BIN_EXE_kartoteka");

fn main() {
    // `cargo test --benches` only asks whether it starts
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    if !is_there("vips", "--version") {
        println!("vips is not installed: nothing to compare with");
        return;
    }
    let desk = tempfile::tempdir().expect("a folder");
    let scans = Scans::make(desk.path());
    println!(
        "{:<4}{:<44}{:>11}{:>11}{:>8}{:>8}{:>8}{:>11}{:>11}  bar",
        "id", "ours / theirs", "ours", "theirs", "times", "least", "most", "our MiB", "their MiB"
    );
    let small = |id, what, files: &[PathBuf], bar| {
        let mut ours = Command::new(PROGRAM);
        ours.arg("thumbnail").args(files).arg("--out").arg(desk.path().join("small"));
        let mut theirs = Command::new("vipsthumbnail");
        theirs.env("VIPS_CONCURRENCY", "1").args(files).args(["--size", "512", "-o"]);
        theirs.arg(desk.path().join("theirs-%s.jpg[Q=80]"));
        compare(id, what, files.len(), ours, theirs, bar);
    };
    small("T1", "24 MP JPEG to 512 px / vipsthumbnail", &scans.large, "≥ 1.3");
    small("T3", "card at 300 ppi, JPEG / vipsthumbnail", &scans.cards, "≥ 1.6");
    small("T4", "24 MP progressive JPEG / vipsthumbnail", &scans.progressive, "≥ 1.0");
    for (what, files, bar) in &scans.tiffs {
        small("T5", what, files, bar);
    }
    fixity(desk.path(), &scans);
    first_sharp(desk.path(), &scans);
}

/// F1: the checksums of many scans.
fn fixity(desk: &Path, scans: &Scans) {
    let folder = desk.join("many.kartoteka");
    run(Command::new(PROGRAM).args(["new"]).arg(&folder).args(["--title", "Bench"]));
    let from = desk.join("to-take-in");
    std::fs::create_dir_all(&from).unwrap();
    for (number, file) in scans.cards.iter().chain(&scans.large).enumerate() {
        std::fs::copy(file, from.join(format!("scan_{number:04}.jpg"))).unwrap();
    }
    let files: Vec<PathBuf> = std::fs::read_dir(&from).unwrap().map(|entry| entry.unwrap().path()).collect();
    let (seconds, _) = measured(Command::new(PROGRAM).arg("take-in").arg(&folder).arg(&from));
    println!(
        "T7  take in {} scans: {:.1} ms of processor time a scan",
        files.len(),
        seconds * 1e3 / files.len() as f64
    );
    for (what, theirs, bar) in
        [("sha256sum", vec!["sha256sum"], "≥ 4"), ("openssl", vec!["openssl", "dgst", "-sha256"], "≥ 0.95")]
    {
        if !is_there(theirs[0], if theirs[0] == "openssl" { "version" } else { "--version" }) {
            println!("F1  {what} is not installed");
            continue;
        }
        let mut ours = Command::new(PROGRAM);
        ours.arg("check").arg(&folder).arg("--masters");
        let mut anchor = Command::new(theirs[0]);
        anchor.args(&theirs[1..]).args(&files);
        compare("F1", &format!("checksum of a scan / {what}"), files.len(), ours, anchor, bar);
    }
}

/// A scan of 108 megapixels at the size of a screen, as the viewer shows it first.
fn first_sharp(desk: &Path, scans: &Scans) {
    for (what, file) in &scans.huge {
        let mut ours = Command::new(PROGRAM);
        ours.args(["thumbnail"]).arg(file).args(["--size", "2048", "--out"]).arg(desk.join("small"));
        let mut theirs = Command::new("vipsthumbnail");
        theirs.env("VIPS_CONCURRENCY", "1").arg(file).args(["--size", "2048", "-o"]).arg(desk.join("theirs-%s.jpg"));
        compare("V1", what, 1, ours, theirs, "≥ 1.0, ≤ 400 MiB");
    }
}

/// Drawn scans: paper with grain, lines and strokes. The grain makes them as hard to decode as real ones.
struct Scans {
    large: Vec<PathBuf>,
    cards: Vec<PathBuf>,
    progressive: Vec<PathBuf>,
    tiffs: Vec<(&'static str, Vec<PathBuf>, &'static str)>,
    huge: Vec<(&'static str, PathBuf)>,
}

impl Scans {
    fn make(desk: &Path) -> Self {
        let vips = |from: &Path, to: &Path, options: &str| {
            let named = format!("{}{options}", to.display());
            run(Command::new("vips").arg("copy").arg(from).arg(named));
            to.to_owned()
        };
        let some = |name: &str, number: u64, size: (u32, u32), ending: &str, options: &str| -> Vec<PathBuf> {
            let made = (0..number).map(|which| {
                let drawn = draw(desk, size, which);
                let to = desk.join(format!("{name}{which}.{ending}"));
                let made = vips(&drawn, &to, options);
                std::fs::remove_file(drawn).unwrap();
                made
            });
            made.collect()
        };
        let page = (3496, 4961);
        let huge = (12_000, 9_000);
        Self {
            large: some("large", 6, (6000, 4000), "jpg", "[Q=92]"),
            cards: some("card", 24, (1748, 2480), "jpg", "[Q=92]"),
            progressive: some("progressive", 2, (6000, 4000), "jpg", "[Q=92,interlace]"),
            tiffs: vec![
                ("17 MP TIFF, not compressed / vipsthumbnail", some("none", 2, page, "tif", ""), "≥ 1.5"),
                (
                    "17 MP TIFF, LZW / vipsthumbnail",
                    some("lzw", 2, page, "tif", "[compression=lzw,predictor=none]"),
                    "≥ 1",
                ),
                (
                    "17 MP TIFF, deflate / vipsthumbnail",
                    some("deflate", 2, page, "tif", "[compression=deflate]"),
                    "≥ 1",
                ),
                (
                    "17 MP TIFF, pyramid / vipsthumbnail",
                    some("pyramid", 2, page, "tif", "[tile,pyramid,compression=deflate]"),
                    "≥ 1",
                ),
            ],
            huge: vec![
                ("108 MP JPEG to screen size / vips", some("huge", 1, huge, "jpg", "[Q=90]").remove(0)),
                (
                    "108 MP TIFF, LZW, to screen size / vips",
                    some("huge", 1, huge, "tif", "[compression=lzw]").remove(0),
                ),
            ],
        }
    }
}

/// Paper with grain, ruled, with strokes on it, as a PPM file.
fn draw(desk: &Path, (width, height): (u32, u32), seed: u64) -> PathBuf {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut bytes = format!("P6\n{width} {height}\n255\n").into_bytes();
    bytes.reserve(width as usize * height as usize * 3);
    for row in 0..height {
        for column in 0..width {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let grain = (state & 15) as u8;
            let is_line = row % 180 < 3 || column % 400 < 2;
            let is_stroke =
                (row / 3 + column / 5 + (row * column) / 9000) % 61 < 4 && row % 180 > 60 && row % 180 < 150;
            let ink = if is_line {
                90
            } else if is_stroke {
                130
            } else {
                0
            };
            for paper in [225_u8, 210, 180] {
                bytes.push(paper.saturating_sub(ink).saturating_add(grain));
            }
        }
    }
    let path = desk.join(format!("drawn-{width}x{height}-{seed}.ppm"));
    std::fs::write(&path, bytes).unwrap();
    path
}

fn is_there(program: &str, argument: &str) -> bool {
    Command::new(program)
        .arg(argument)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|ended| ended.success())
}

fn run(command: &mut Command) {
    let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(ended.success(), "{command:?}");
}

/// Seconds of processor time of a command with everything it starts, and the most memory one of them held, in MiB.
fn measured(command: &mut Command) -> (f64, f64) {
    let said = timed(command);
    let (_, told) = said.rsplit_once(MARK).expect("times");
    let mut numbers = told.split_whitespace().map(|number| number.parse::<f64>().unwrap());
    let (user, system, kibibytes) = (numbers.next().unwrap(), numbers.next().unwrap(), numbers.next().unwrap());
    (user + system, kibibytes / 1024.0)
}

const MARK: &str = "processor seconds and kibibytes:";

fn timed(command: &mut Command) -> String {
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", &format!("{MARK} %U %S %M")]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        timed.env(name, value.unwrap_or_default());
    }
    let begun = Instant::now();
    let ended = timed.stdout(Stdio::null()).stderr(Stdio::piped()).output().expect("/usr/bin/time (Debian: time)");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "after {:?}: {said}", begun.elapsed());
    said
}

fn compare(id: &str, what: &str, files: usize, mut ours: Command, mut theirs: Command, bar: &str) {
    let (mut our, mut their, mut our_mib, mut their_mib) = (Vec::new(), Vec::new(), 0.0_f64, 0.0_f64);
    for _ in 0..PAIRS {
        let (seconds, mib) = measured(&mut ours);
        our.push(seconds * 1e3 / files as f64);
        our_mib = our_mib.max(mib);
        let (seconds, mib) = measured(&mut theirs);
        their.push(seconds * 1e3 / files as f64);
        their_mib = their_mib.max(mib);
    }
    let mut ratios: Vec<f64> = our.iter().zip(&their).map(|(our, their)| their / our).collect();
    ratios.sort_by(f64::total_cmp);
    our.sort_by(f64::total_cmp);
    their.sort_by(f64::total_cmp);
    println!(
        "{id:<4}{what:<44}{:>8.1} ms{:>8.1} ms{:>8.2}{:>8.2}{:>8.2}{our_mib:>11.0}{their_mib:>11.0}  {bar}",
        our[PAIRS / 2],
        their[PAIRS / 2],
        ratios[PAIRS / 2],
        ratios[0],
        ratios[PAIRS - 1]
    );
}
