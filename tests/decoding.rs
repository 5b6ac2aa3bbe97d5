//! The process that decodes pictures: hostile files, limits, kills in the middle, its end with the program's.
#![cfg(unix)]

use kartoteka::error::Error;
use kartoteka::media::{DECODE_ARGUMENT, Decoder};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_kartoteka");

/// A folder with pictures and programs, and decoders by the built program.
struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A picture of one grey, 60 × 40.
    fn picture(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        image::GrayImage::from_pixel(60, 40, image::Luma([90])).save(&path).unwrap();
        path
    }

    fn decoder(&self) -> Decoder {
        self.decoder_by(Path::new(PROGRAM))
    }

    fn decoder_by(&self, program: &Path) -> Decoder {
        Decoder::new(&self.path("spool")).with_program(program)
    }

    /// A program that is a few lines of shell. `$HELLO` is what a good one says first.
    fn script(&self, name: &str, lines: &str) -> PathBuf {
        let started = Command::new(PROGRAM).arg(DECODE_ARGUMENT).arg(self.folder.path()).stdin(Stdio::null()).output();
        let hello = self.file("hello", &started.unwrap().stdout);
        let script = format!(
            "#!/bin/sh\nHELLO='{}'; PROGRAM='{PROGRAM}'; HERE='{}'\n{lines}\n",
            hello.display(),
            self.folder.path().display()
        );
        let path = self.file(name, script.as_bytes());
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path
    }
}

fn not_viewable(error: &Error) -> &str {
    match error {
        Error::NotViewable { why, .. } => why,
        other => panic!("{other:?}"),
    }
}

fn kill(process: u32) {
    assert!(Command::new("kill").args(["-9", &process.to_string()]).status().unwrap().success());
}

fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(10), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn lives(process: u32) -> bool {
    // a zombie answers as well, and is none of the living
    let said = Command::new("ps").args(["-o", "stat=", "-p", &process.to_string()]).output().unwrap();
    let state = String::from_utf8_lossy(&said.stdout).trim().to_owned();
    !(state.is_empty() || state.starts_with('Z'))
}

#[test]
fn one_process_makes_hundreds_of_small_copies_and_ends_with_its_decoder() {
    let bench = Bench::new();
    let decoder = bench.decoder();
    let mut process = None;
    for number in 0..200 {
        let picture = bench.picture(&format!("{number}.png"));
        let jpeg = decoder.thumbnail(&picture, 20).unwrap();
        let small = image::load_from_memory(&jpeg).unwrap();
        assert_eq!((small.width(), small.height()), (20, 13));
        assert_eq!(*process.get_or_insert(decoder.process_id()), decoder.process_id());
    }
    let process = process.flatten().unwrap();
    assert!(lives(process));
    drop(decoder);
    until("the process ends with its decoder", || !lives(process));
}

#[test]
fn every_wish_is_answered_from_the_same_process() {
    let bench = Bench::new();
    let large = bench.path("large.png");
    image::RgbImage::from_fn(700, 600, |x, y| image::Rgb([level(x / 4), level(y / 4), 7])).save(&large).unwrap();
    let decoder = bench.decoder();
    let looked = decoder.look(&large, 0).unwrap();
    assert_eq!((looked.width_px, looked.height_px, looked.pages), (700, 600, 1));
    let all = decoder.pixels(&large, 0, 1000).unwrap();
    assert_eq!((all.width, all.height), (700, 600));
    let tile = decoder.tile(&large, 0, 0, 1, 1).unwrap();
    assert_eq!((tile.width, tile.height), (700 - 512, 600 - 512));
    let in_all = |x: usize, y: usize| &all.rgba[(y * 700 + x) * 4..][..4];
    assert_eq!(&tile.rgba[..4], in_all(512, 512));
    let small = decoder.pixels(&large, 0, 70).unwrap();
    assert_eq!((small.width, small.height), (70, 60));
    let examined = decoder.examine(&large).unwrap();
    assert_eq!((examined.metadata.pages, examined.metadata.channels), (1, Some(3)));
    let copy = image::load_from_memory(&examined.thumbnail.unwrap()).unwrap();
    assert_eq!((copy.width(), copy.height(), examined.why_not_shown), (512, 439, None));
    // nothing of it comes from a picture that was there before
    image::RgbImage::from_pixel(30, 20, image::Rgb([1, 2, 3])).save(&large).unwrap();
    assert_eq!(decoder.pixels(&large, 0, 1000).unwrap().rgba[..4], [1, 2, 3, 255]);
    let process = decoder.process_id();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..20).for_each(|_| assert_eq!(decoder.pixels(&large, 0, 9).unwrap().width, 9)));
        }
    });
    assert_eq!(decoder.process_id(), process);
}

#[test]
fn hostile_files_give_words_and_the_next_picture_is_shown() {
    let bench = Bench::new();
    let good = bench.picture("good.png");
    let decoder = bench.decoder();
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 80)
        .encode_image(&image::RgbImage::from_fn(300, 300, |x, y| image::Rgb([level(x * y), level(x), level(y)])))
        .unwrap();
    let hostile = [
        bench.file("bomb.png", &png_of_zeros(40_000)),
        bench.file("giant.tif", &tiff_header(60_000, 0)),
        bench.file("loop.tif", &tiff_header(64, 8)),
        bench.file("cut.jpg", &jpeg[..jpeg.len() / 8]),
        bench.file("marks.jpg", &[0xff, 0xd8, 0xff, 0xe0, 0, 16]),
        bench.file("noise.png", b"\x89PNG\r\n\x1a\nnothing that makes sense"),
    ];
    for file in &hostile {
        let begun = Instant::now();
        // what can be shown of it within the limits may be shown
        for why in [decoder.pixels(file, 0, 2048).err(), decoder.tile(file, 0, 0, 1, 0).err()].into_iter().flatten() {
            assert!(why.to_string().contains(file.to_str().unwrap()), "{why}");
            assert!(matches!(why, Error::NotViewable { .. } | Error::NotAPicture { .. }), "{why:?}");
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{}: {:?}", file.display(), begun.elapsed());
        assert_eq!(decoder.pixels(&good, 0, 100).unwrap().width, 60, "after {}", file.display());
    }
    // a file that ends too early names the cause, and took no process with it
    let process = decoder.process_id();
    assert!(decoder.pixels(&hostile[5], 0, 100).is_err());
    let giant = decoder.pixels(&hostile[1], 0, 100).unwrap_err();
    assert!(!not_viewable(&giant).is_empty());
    assert_eq!(decoder.process_id(), process);
    let missing = decoder.pixels(&bench.path("missing.png"), 0, 100).unwrap_err();
    assert!(matches!(&missing, Error::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound));
    let text = bench.file("letter.txt", b"Dear archivist");
    assert!(matches!(decoder.examine(&text).unwrap_err(), Error::NotAPicture { .. }));
    assert_eq!(decoder.process_id(), process);
}

#[test]
fn a_process_killed_in_the_middle_costs_one_answer() {
    let bench = Bench::new();
    let picture = bench.picture("a.png");
    // the first start takes the request and never answers, the next is the program itself
    let lines =
        "if mkdir \"$HERE/first\" 2>/dev/null; then cat \"$HELLO\"; exec sleep 600; fi; exec \"$PROGRAM\" \"$@\"";
    let decoder = bench.decoder_by(&bench.script("slow", lines));
    let error = std::thread::scope(|scope| {
        let asked = scope.spawn(|| decoder.pixels(&picture, 0, 100).unwrap_err());
        until("it is asked", || decoder.process_id().is_some() && bench.path("first").exists());
        std::thread::sleep(Duration::from_millis(300));
        kill(decoder.process_id().unwrap());
        asked.join().unwrap()
    });
    assert!(not_viewable(&error).contains("more memory or time than allowed"), "{error}");
    assert_eq!(decoder.pixels(&picture, 0, 100).unwrap().width, 60);
    // one that dies when nobody asks costs nothing
    let process = decoder.process_id().unwrap();
    kill(process);
    until("it is dead", || !lives(process));
    assert_eq!(decoder.pixels(&picture, 0, 100).unwrap().width, 60);
}

#[test]
fn a_picture_that_takes_too_long_is_tried_twice_in_a_session() {
    let bench = Bench::new();
    let picture = bench.picture("a.png");
    let decoder = bench
        .decoder_by(&bench.script("slow", "cat \"$HELLO\"; exec sleep 600"))
        .with_time_limit(Duration::from_millis(200));
    for _ in 0..2 {
        let begun = Instant::now();
        let error = decoder.pixels(&picture, 0, 100).unwrap_err();
        assert!(not_viewable(&error).contains("more memory or time than allowed (stopped after 1 s)"), "{error}");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
    // whoever decodes
    let decoder = bench.decoder();
    let error = decoder.thumbnail(&picture, 100).unwrap_err();
    assert!(not_viewable(&error).contains("when the program is started again"), "{error}");
    assert_eq!(decoder.process_id(), None);
    // what it says of itself may still be had, and another file under its name is another picture
    let examined = decoder.examine(&picture).unwrap();
    assert!(examined.thumbnail.is_none() && examined.why_not_shown.is_some());
    assert_eq!(examined.metadata.channels, Some(1));
    image::GrayImage::new(70, 40).save(&picture).unwrap();
    assert_eq!(decoder.pixels(&picture, 0, 100).unwrap().width, 70);
}

#[cfg(target_os = "linux")]
#[test]
fn a_picture_for_which_there_is_no_memory_is_said_to_be_too_much() {
    let bench = Bench::new();
    let large = bench.file("large.png", &png_of_zeros(26_000));
    let decoder = bench.decoder_by(&bench.script("narrow", "ulimit -v 600000; exec \"$PROGRAM\" \"$@\""));
    let error = decoder.pixels(&large, 0, 26_000).unwrap_err();
    assert!(not_viewable(&error).contains("out of memory"), "{error}");
    assert_eq!(decoder.pixels(&bench.picture("a.png"), 0, 100).unwrap().width, 60);
}

#[test]
fn a_wish_in_progress_is_stopped_and_the_picture_is_none_the_worse() {
    let bench = Bench::new();
    let picture = bench.picture("a.png");
    let slow = bench.decoder_by(&bench.script("slow", "cat \"$HELLO\"; exec sleep 600"));
    for _ in 0..3 {
        std::thread::scope(|scope| {
            let asked = scope.spawn(|| slow.pixels(&picture, 0, 100).unwrap_err());
            until("it is asked", || slow.process_id().is_some());
            slow.stop();
            let error = asked.join().unwrap();
            assert!(matches!(error, Error::Cancelled), "{error:?}");
        });
    }
    let decoder = bench.decoder();
    assert_eq!(decoder.pixels(&picture, 0, 100).unwrap().width, 60);
    let process = decoder.process_id().unwrap();
    decoder.stop();
    until("the process ends when it is stopped", || !lives(process));
    assert_eq!(decoder.pixels(&picture, 0, 100).unwrap().width, 60);
}

#[test]
fn another_program_in_its_place_is_said_and_held_against_no_picture() {
    let bench = Bench::new();
    let picture = bench.picture("a.png");
    let programs = [
        (PathBuf::from("/bin/cat"), "ended at once"),
        (bench.path("missing"), "no such file"),
        (bench.script("talker", "echo Dear archivist, how are you; exec sleep 600"), "another program"),
        (bench.script("silent", "exec sleep 600"), "does not answer"),
    ];
    for (program, words) in &programs {
        let decoder = bench.decoder_by(program).with_time_limit(Duration::from_millis(100));
        let error = decoder.pixels(&picture, 0, 100).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert!(error.to_string().contains(program.to_str().unwrap()), "{error}");
    }
    assert_eq!(bench.decoder().pixels(&picture, 0, 100).unwrap().width, 60);
}

#[test]
fn answers_nobody_asked_for_are_not_believed() {
    let bench = Bench::new();
    let zeros = "cat \"$HELLO\"; head -c 100000 /dev/zero; exec sleep 600";
    let twice = "cat \"$HELLO\" \"$HELLO\"; exec sleep 600";
    let lying =
        "cat \"$HELLO\"; printf 'KTD1\\002\\000\\000\\000\\377\\377\\377\\377\\377\\000\\000\\000{}'; exec sleep 600";
    for (number, lines) in [zeros, twice, lying].into_iter().enumerate() {
        let decoder = bench.decoder_by(&bench.script(&format!("program {number}"), lines));
        let picture = bench.picture(&format!("{number}.png"));
        let error = decoder.pixels(&picture, 0, 100).unwrap_err();
        assert!(not_viewable(&error).contains("gave no picture"), "{error}");
        assert_eq!(decoder.process_id(), None);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_process_has_limits_of_its_own() {
    let bench = Bench::new();
    let decoder = bench.decoder();
    decoder.look(&bench.picture("a.png"), 0).unwrap();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", decoder.process_id().unwrap())).unwrap();
    for (name, value) in [("Max address space", 5_u64 << 29), ("Max core file size", 0), ("Max open files", 64)] {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        let numbers: Vec<_> = line[name.len()..].split_whitespace().take(2).collect();
        assert_eq!(numbers, [value.to_string(), value.to_string()], "{line}");
    }
}

#[test]
fn the_process_ends_when_the_program_is_gone_even_in_the_middle_of_a_picture() {
    let bench = Bench::new();
    let bomb = bench.file("bomb.png", &png_of_zeros(16_000));
    let request = |wish: &str| {
        let head = format!("{{\"page\":0,\"wish\":{wish}}}");
        let length = u32::try_from(head.len()).unwrap();
        let path = bomb.as_os_str().as_bytes();
        [b"KTD1", &length.to_le_bytes()[..], &(path.len() as u64).to_le_bytes(), head.as_bytes(), path].concat()
    };
    for sent in [Vec::new(), request("{\"Pixels\":{\"max_side_px\":16000}}")] {
        let mut child = Command::new(PROGRAM)
            .args([DECODE_ARGUMENT.as_ref(), bench.folder.path()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&sent).unwrap();
        std::thread::sleep(Duration::from_millis(150));
        assert!(child.try_wait().unwrap().is_none(), "it waits for the next request, or is busy");
        drop(stdin);
        let begun = Instant::now();
        assert!(child.wait().unwrap().success());
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    }
}

#[test]
fn a_name_that_is_no_text_and_a_folder_that_is_none_are_no_hindrance() {
    let bench = Bench::new();
    let name = bench.folder.path().join(std::ffi::OsStr::from_bytes(b"Pog\xf3\xff.png"));
    std::fs::rename(bench.picture("a.png"), &name).unwrap();
    let decoder = Decoder::new(&bench.file("spool", b"a file")).with_program(Path::new(PROGRAM));
    assert_eq!(decoder.pixels(&name, 0, 100).unwrap().width, 60);
}

fn level(number: u32) -> u8 {
    number.to_le_bytes()[0]
}

/// A grey picture of many pixels in few bytes.
fn png_of_zeros(side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().unwrap();
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let row = vec![0; 1 + side as usize / 8];
    for _ in 0..side {
        packed.write_all(&row).unwrap();
    }
    writer.write_chunk(png::chunk::IDAT, &packed.finish().unwrap()).unwrap();
    writer.finish().unwrap();
    bytes
}

/// A TIFF of one strip that is not there; the next directory is at `next`.
fn tiff_header(side: u32, next: u32) -> Vec<u8> {
    let entries: [(u16, u16, u32); 9] = [
        (256, 4, side),
        (257, 4, side),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 200),
        (277, 3, 1),
        (278, 4, side),
        (279, 4, 1 << 20),
    ];
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    bytes.extend(9_u16.to_le_bytes());
    for (tag, kind, value) in entries {
        bytes
            .extend([&tag.to_le_bytes()[..], &kind.to_le_bytes(), &1_u32.to_le_bytes(), &value.to_le_bytes()].concat());
    }
    bytes.extend(next.to_le_bytes());
    bytes
}
