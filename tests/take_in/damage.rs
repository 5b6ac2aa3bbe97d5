//! Killed in the middle, no room on the disk.

use super::*;
use std::process::Stdio;
use std::time::{Duration, Instant};

#[test]
fn killed_in_the_middle_and_begun_again_everything_is_there_once() {
    let desk = Desk::with_catalogue();
    let folder = desk.path("scans");
    let noise: Vec<u8> =
        (0..3_000_000_u32).map(|at| u8::try_from(at.wrapping_mul(2_654_435_761) >> 24).unwrap()).collect();
    for number in 1..=40_u8 {
        let mut pixels = noise.clone();
        pixels[0] = number;
        image::RgbImage::from_raw(1000, 1000, pixels).unwrap().save(folder_file(&folder, number)).unwrap();
    }
    for wait_millis in [60, 150, 300, 500, 800] {
        let mut running = desk
            .command(&["take-in", "c.kartoteka", "scans", "--json"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(wait_millis) && running.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(5));
        }
        // SIGKILL
        let _ = running.kill();
        running.wait().unwrap();
        let answer = told(&desk.run(&["check", "c.kartoteka", "--json"]));
        assert_eq!(answer["problems"], Value::Array(Vec::new()), "after {wait_millis} ms");
    }
    let answer = told(&desk.run(&["take-in", "c.kartoteka", "scans", "--json"]));
    assert_adds_up(&answer);
    assert_eq!(count(&answer, "taken") + count(&answer, "already_there"), 40);
    assert_eq!(desk.json(&["list", "c.kartoteka", "pictures"]).as_array().unwrap().len(), 40);
    let stored = masters(&desk.path("c.kartoteka"));
    assert_eq!(stored.len(), 40, "no left-over copies");
    let mut originals: Vec<Vec<u8>> =
        (1..=40).map(|number| std::fs::read(folder_file(&folder, number)).unwrap()).collect();
    let mut kept: Vec<Vec<u8>> = stored.into_values().collect();
    originals.sort();
    kept.sort();
    assert!(originals == kept, "byte by byte");
    assert!(!desk.path("c.kartoteka/cache/taking-in.json").exists());
}

fn folder_file(folder: &Path, number: u8) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    folder.join(format!("{number}.bmp"))
}

/// A small disk of its own, where this test may make one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(place: &Path, options: &str) -> Option<Self> {
        std::fs::create_dir_all(place).unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(place)
            .stderr(Stdio::null())
            .status();
        mounted.is_ok_and(|status| status.success()).then(|| Self(place.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // a process of the program may be about to leave it
        let _ = std::process::Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
fn a_disk_without_room_is_told_before_anything_is_copied() {
    let desk = Desk::new();
    let Some(small) = SmallDisk::mount(&desk.path("disk"), "size=6m") else { return };
    desk.good(&["new", "disk/c.kartoteka"]);
    for number in 1..=3 {
        let picture = image::RgbImage::from_pixel(1000, 1000, image::Rgb([number, 0, 0]));
        picture.save(folder_file(&desk.path("scans"), number)).unwrap();
    }
    let answer = desk.fails(
        3,
        &["take-in", "disk/c.kartoteka", "scans"],
        &["there is no room", "9.0 MB", "nothing was changed"],
    );
    assert_eq!(answer.out, "");
    assert!(masters(&small.0.join("c.kartoteka")).is_empty());
}

#[test]
fn a_disk_that_fills_up_ends_it_and_everything_on_it_is_whole() {
    let desk = Desk::new();
    // bytes are free, files are not: nobody sees it coming
    let Some(small) = SmallDisk::mount(&desk.path("disk"), "size=400m,nr_inodes=60") else { return };
    desk.good(&["new", "disk/c.kartoteka"]);
    for number in 1..=30_u8 {
        drawn(&desk.path("scans").join(format!("{number}.png")), number.into());
    }
    let answer = desk.run(&["take-in", "disk/c.kartoteka", "scans", "--json"]);
    assert_eq!(answer.code, 3, "{answer:?}");
    assert!(answer.err.contains("is full") && answer.err.contains("goes on"), "{answer:?}");
    let told: Value = serde_json::from_str(&answer.out).unwrap();
    assert_adds_up(&told);
    assert!(count(&told, "taken") > 0 && count(&told, "taken") < 30, "{told:#}");
    let check = desk.run(&["check", "disk/c.kartoteka", "--json"]);
    assert_eq!(super::told(&check)["problems"], Value::Array(Vec::new()), "{check:?}");
    assert!(small.0.join("c.kartoteka/cache/taking-in.json").exists());

    let resized = std::process::Command::new("mount").args(["-o", "remount,nr_inodes=4000"]).arg(&small.0).status();
    assert!(resized.unwrap().success());
    let again = super::told(&desk.run(&["take-in", "disk/c.kartoteka", "scans", "--json"]));
    assert_adds_up(&again);
    assert_eq!(count(&again, "taken") + count(&again, "already_there"), 30);
    assert_eq!(masters(&small.0.join("c.kartoteka")).len(), 30);
}
