//! T10: a fling through a gallery of very many pictures. How long the thread of the window works on a frame, and how
//! many frames after the fling every picture on the screen is there.
//!
//! `cargo bench --bench gallery`; `KARTOTEKA_BENCH_PICTURES=20000` makes the catalogue smaller. With a folder as its
//! argument it only makes such a catalogue there, to be looked at. What the graphics do with a frame is not measured.
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

use std::path::Path;
use std::time::{Duration, Instant};

#[expect(dead_code, reason = "made for the tests, which use all of it")]
#[path = "../tests/ui_gallery.rs"]
mod ui_gallery;

/// A frame at 60 a second.
const FRAME: Duration = Duration::from_micros(16_667);
/// Flings, each of so many frames.
const FLINGS: usize = 12;
const FRAMES_OF_A_FLING: usize = 50;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    // `cargo test --benches` only asks whether it starts
    if arguments.iter().any(|argument| argument == "--test") {
        return;
    }
    let many = std::env::var("KARTOTEKA_BENCH_PICTURES").ok().and_then(|many| many.parse().ok()).unwrap_or(100_000);
    if let Some(folder) = arguments.first() {
        ui_gallery::fill(Path::new(folder), many, 40);
        return println!("made {folder}: {many} pictures");
    }
    let begun = Instant::now();
    let mut hall = ui_gallery::Hall::open(|path| ui_gallery::fill(path, many, 40));
    println!("{many} pictures made and the gallery opened in {:.1} s", begun.elapsed().as_secs_f64());
    settle(&mut hall);
    let (mut frames, mut late) = (Vec::new(), Vec::new());
    for fling in 0..FLINGS {
        // down and up again, each time faster
        let way = if fling % 4 == 3 { 1.0 } else { -1.0 };
        let speed = 400.0 * (1 + fling % 4) as f32;
        for _ in 0..FRAMES_OF_A_FLING {
            hall.wheel(way * speed);
            frames.push(frame(&mut hall));
        }
        late.push(settle(&mut hall));
    }
    frames.sort_by(f64::total_cmp);
    let at = |share: f64| frames[((frames.len() - 1) as f64 * share) as usize];
    println!(
        "T10: {} frames: median {:.2} ms, p95 {:.2} ms, p99 {:.2} ms, longest {:.2} ms (bar: none over 16.7 ms)",
        frames.len(),
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
    println!("T10: frames until every picture on the screen was there, fling by fling: {late:?} (bar: 2)");
}

/// One frame, and then what is left of its time; how long it took in milliseconds.
fn frame(hall: &mut ui_gallery::Hall) -> f64 {
    let begun = Instant::now();
    hall.frame();
    let took = begun.elapsed();
    std::thread::sleep(FRAME.saturating_sub(took));
    took.as_secs_f64() * 1000.0
}

/// Frames until nothing on the screen is waited for, once it stands still.
fn settle(hall: &mut ui_gallery::Hall) -> usize {
    let mut still = None;
    for count in 0..2000 {
        let before = hall.first_cell();
        frame(hall);
        if hall.first_cell() != before {
            still = None;
        }
        let still_since = *still.get_or_insert(count);
        if hall.is_quiet() && hall.harness.state().gallery_waiting() == 0 {
            return count - still_since;
        }
    }
    panic!("some pictures never came");
}
