//! The border of the module: files in, words, pixels out.

mod parts;
mod samples;
mod tiff_kinds;

use super::*;
use crate::error::{Error, Result};
use image::ImageFormat;
use samples::{BLUE, GREEN, HEIGHT, QUARTERS, RED, Tiff, WHITE, WIDTH};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A folder with one file.
fn file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    // no name tells anything about the bytes
    let path = folder.path().join("scan.jpg");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn look(bytes: &[u8]) -> Probe {
    let (_folder, path) = file(bytes);
    probe(&path).unwrap()
}

fn why(error: &Error) -> &str {
    match error {
        Error::NotAPicture { why, .. } | Error::NotViewable { why, .. } => why,
        other => panic!("another error: {other}"),
    }
}

fn refusal(bytes: &[u8]) -> String {
    let (_folder, path) = file(bytes);
    why(&probe(&path).unwrap_err()).to_owned()
}

/// The colours of the four quarters, with room for JPEG's losses.
fn assert_quarters(name: &str, pixels: &Pixels, expected: [[u8; 3]; 4]) {
    for (index, expected) in expected.into_iter().enumerate() {
        let (right, below) = (u32::try_from(index % 2).unwrap(), u32::try_from(index / 2).unwrap());
        let x = pixels.width / 4 + right * pixels.width / 2;
        let y = pixels.height / 4 + below * pixels.height / 2;
        let at = (y * pixels.width + x) as usize * 4;
        let found = &pixels.rgba[at..at + 4];
        let close = expected.iter().zip(found).all(|(expected, found)| expected.abs_diff(*found) < 16);
        assert!(close && found[3] == 255, "{name}: quarter {index} is {found:?}, not {expected:?}");
    }
}

fn pixels_of(bytes: &[u8], max_side: u32) -> Result<Pixels> {
    let (_folder, path) = file(bytes);
    read_pixels(&path, max_side)
}

#[test]
fn every_viewable_kind_is_recognised_and_shows_its_colours() {
    for (name, bytes) in samples::viewable() {
        let probe = look(&bytes);
        assert_eq!((probe.width_px, probe.height_px), (WIDTH, HEIGHT), "{name}");
        assert_eq!(probe.why_not_viewable, None, "{name}");
        let extension = if name.contains("tiff") { "tif" } else { name };
        assert_eq!(probe.extension, if name == "jpeg" { "jpg" } else { extension }, "{name}");
        assert_eq!(probe.format == Format::BigTiff, name.starts_with("bigtiff"), "{name}");

        let full = pixels_of(&bytes, 4000).unwrap();
        assert_eq!((full.width, full.height), (WIDTH, HEIGHT), "{name}");
        assert_quarters(name, &full, QUARTERS);
        let small = pixels_of(&bytes, 24).unwrap();
        assert_eq!((small.width, small.height), (24, 16), "{name}");
        assert_quarters(name, &small, QUARTERS);

        let (_folder, path) = file(&bytes);
        let jpeg = thumbnail(&path, 24).unwrap();
        assert_eq!(look(&jpeg).format, Format::Jpeg, "{name}");
        assert_quarters(name, &pixels_of(&jpeg, 24).unwrap(), QUARTERS);
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{name}: the file was changed");
    }
}

#[test]
fn grey_pictures_of_every_depth() {
    let le = Tiff::default();
    let light = |colour: [u8; 3]| colour == WHITE;
    let grey8 = samples::strip(|colour| vec![if light(colour) { 255 } else { 0 }]);
    let grey16 = samples::strip(|colour| if light(colour) { vec![255, 255] } else { vec![0, 0] });
    let bits: Vec<u8> =
        grey8.chunks(8).map(|byte| byte.iter().fold(0, |sum, value| sum << 1 | u8::from(*value == 255))).collect();
    let inverted: Vec<u8> = bits.iter().map(|byte| !byte).collect();
    for (name, bytes) in [
        ("8", le.quarters(&[8], 1, 1, &[], &grey8)),
        ("16", le.quarters(&[16], 1, 1, &[], &grey16)),
        ("1", le.quarters(&[1], 1, 1, &[], &bits)),
        ("1, white is 0", le.quarters(&[1], 1, 0, &[], &inverted)),
    ] {
        assert_eq!(look(&bytes).why_not_viewable, None, "{name}");
        assert_quarters(name, &pixels_of(&bytes, 4000).unwrap(), [[0; 3], [0; 3], [0; 3], WHITE]);
    }
}

#[test]
fn what_a_file_says_of_its_resolution() {
    let le = Tiff::default();
    let tiff = |unit: u64, above: u64, below: u64| {
        le.page(&[(256, 3, &[9]), (257, 3, &[9]), (282, 5, &[above, below]), (296, 3, &[unit])], &[])
    };
    let jfif = |unit: u8, density: u8| {
        samples::jpeg_with(&[(0xE0, [&b"JFIF\0\x01\x02"[..], &[unit, 0, density, 0, density, 0, 0]].concat())])
    };
    let exif = le.page(&[(282, 5, &[600, 1]), (296, 3, &[2])], &[]);
    let phys = |per_metre: u32, unit: u8| {
        samples::png_with(*b"pHYs", &[&per_metre.to_be_bytes()[..], &per_metre.to_be_bytes(), &[unit]].concat())
    };
    let cases: Vec<(&str, Vec<u8>, Option<f64>)> = vec![
        ("tiff inch", tiff(2, 300, 1), Some(300.0)),
        ("tiff cm", tiff(3, 100, 1), Some(254.0)),
        ("tiff ratio", tiff(2, 6000, 10), Some(600.0)),
        ("tiff no unit", tiff(1, 300, 1), None),
        ("tiff over nothing", tiff(2, 300, 0), None),
        ("tiff nothing", tiff(2, 0, 1), None),
        ("png 300", phys(11811, 1), Some(300.0)),
        ("png 600", phys(23622, 1), Some(600.0)),
        ("png unit unknown", phys(11811, 0), None),
        ("png silent", samples::encoded(ImageFormat::Png), None),
        ("exif", samples::jpeg_with(&[(0xE1, [b"Exif\0\0".to_vec(), exif].concat())]), Some(600.0)),
        ("webp silent", samples::encoded(ImageFormat::WebP), None),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(look(&bytes).ppi, expected, "{name}");
    }
    // behind the segment of the test there is one of the encoder, without a unit, which must not win over EXIF
    for (unit, density, expected) in [(1, 200, 200.0), (2, 118, 299.72)] {
        let bytes = jfif(unit, density);
        let own = bytes.windows(4).skip(8).position(|window| window == b"JFIF").unwrap() + 8;
        let bytes = [&bytes[..own], b"XXXX", &bytes[own + 4..]].concat();
        let ppi = look(&bytes).ppi.unwrap();
        assert!((ppi - expected).abs() < 1e-9, "{ppi}");
    }
}

#[test]
fn pictures_are_turned_as_exif_says() {
    let [a, b, c, d] = [RED, GREEN, BLUE, WHITE];
    for (orientation, expected) in [
        (0, [a, b, c, d]),
        (1, [a, b, c, d]),
        (2, [b, a, d, c]),
        (3, [d, c, b, a]),
        (4, [c, d, a, b]),
        (5, [a, c, b, d]),
        (6, [c, a, d, b]),
        (7, [d, b, c, a]),
        (8, [b, d, a, c]),
        (9, [a, b, c, d]),
    ] {
        let tags: &[samples::Tag<'_>] = &[(274, 3, &[orientation])];
        let tiff = Tiff::default().quarters(&[8, 8, 8], 1, 2, tags, &samples::strip(|colour| colour.to_vec()));
        let turned = (5..=8).contains(&orientation);
        for (kind, bytes) in [("jpeg", samples::jpeg_turned(u16::try_from(orientation).unwrap())), ("tiff", tiff)] {
            let name = format!("{kind} {orientation}");
            let probe = look(&bytes);
            let size = if turned { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
            assert_eq!((probe.width_px, probe.height_px), size, "{name}");
            let pixels = pixels_of(&bytes, 4000).unwrap();
            assert_eq!((pixels.width, pixels.height), size, "{name}");
            assert_quarters(&name, &pixels, expected);
        }
    }
}

#[test]
fn pages_are_counted_and_loops_end() {
    let page: (&[samples::Tag<'_>], &[u8]) = (&[(256, 3, &[9]), (257, 3, &[9])], &[1]);
    for count in [1, 3, 40] {
        assert_eq!(look(&Tiff::default().pages(&vec![page; count])).pages as usize, count);
    }
    let mut looped = Tiff::default().pages(&[page]);
    let (start, end) = (looped[4..8].to_vec(), looped.len());
    looped[end - 4..].copy_from_slice(&start);
    assert_eq!(look(&looped).pages, 1);
}

#[test]
fn what_can_be_kept_but_not_shown_says_why() {
    let le = Tiff::default();
    let strip = samples::strip(|colour| colour.to_vec());
    for (bytes, format, size, words) in [
        (le.quarters(&[8, 8, 8], 50_000, 2, &[], &strip), Format::Tiff, (48, 32), "Zstandard"),
        (le.quarters(&[1], 3, 0, &[], &strip), Format::Tiff, (48, 32), "group 3"),
        (le.quarters(&[1], 2, 0, &[], &strip), Format::Tiff, (48, 32), "CCITT RLE"),
        (le.quarters(&[4], 1, 3, &[], &strip), Format::Tiff, (48, 32), "its colours are missing"),
        (
            le.quarters(&[8, 8, 8], 1, 3, &[(320, 3, &[0; 768])], &strip),
            Format::Tiff,
            (48, 32),
            "palette colours of 3 × 8",
        ),
        (le.quarters(&[12], 1, 1, &[], &strip), Format::Tiff, (48, 32), "grey colours of 1 × 12"),
        (le.quarters(&[5, 6, 5], 1, 2, &[], &strip), Format::Tiff, (48, 32), "RGB colours of 3 × different"),
        (le.quarters(&[8, 8, 8], 1, 8, &[], &strip), Format::Tiff, (48, 32), "L*a*b*"),
        (le.quarters(&[8, 8, 8], 6, 6, &[], &strip), Format::Tiff, (48, 32), "old-style JPEG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Format::Heic, (0, 0), "HEIC"),
    ] {
        let probe = look(&bytes);
        assert_eq!((probe.format, probe.width_px, probe.height_px), (format, size.0, size.1));
        let stated = probe.why_not_viewable.unwrap();
        assert!(stated.contains(words), "{stated}");
        assert_eq!(why(&pixels_of(&bytes, 100).unwrap_err()), stated);
    }
}

#[test]
fn what_is_only_damaged_inside_is_found_when_it_is_opened() {
    let jp2 = [
        &b"\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 \0\0\0\x2Djp2h\0\0\0\x16ihdr"[..],
        &[0, 0, 2, 0, 0, 0, 3, 0, 0, 3, 7, 7, 0, 0],
    ]
    .concat();
    for (bytes, format, size) in [
        (jp2, Format::Jp2, (768, 512)),
        (b"%PDF-1.4\n%\xE2\xE3".to_vec(), Format::Pdf, (0, 0)),
        (b"\n\n  %PDF-1.7\n".to_vec(), Format::Pdf, (0, 0)),
    ] {
        let probe = look(&bytes);
        assert_eq!((probe.format, probe.width_px, probe.height_px), (format, size.0, size.1));
        let shows = format != Format::Pdf || cfg!(feature = "pdf");
        assert_eq!(probe.why_not_viewable.is_none(), shows);
        assert!(!why(&pixels_of(&bytes, 100).unwrap_err()).is_empty());
    }
}

#[test]
fn what_is_no_picture_is_refused_in_words() {
    for (bytes, words) in [
        (&b"Dear colleague, the scans follow."[..], "first bytes are text"),
        ("Уважаемые коллеги".as_bytes(), "first bytes are text"),
        (b"\xD3\xE2\xE0\xE6\xE0\xE5\xEC\xFB\xE5", "first bytes are text"),
        (b"\xFF\xFEA\0b\0", "first bytes are text"),
        (b"", "empty"),
        (&[0; 100], "zeros"),
        (b"PK\x03\x04\x14\0\x06\0", "ZIP"),
        (b"\x01\x02\x03\x04\x05", "no picture of a kind"),
    ] {
        let stated = refusal(bytes);
        assert!(stated.contains(words), "{bytes:?}: {stated}");
    }
    let folder = TempDir::new().unwrap();
    assert!(why(&probe(folder.path()).unwrap_err()).contains("folder"));
    assert!(matches!(probe(&folder.path().join("none")), Err(Error::File { .. })));
}

#[test]
fn a_picture_with_a_broken_header_is_kept_and_says_what_is_wrong() {
    for (bytes, format, words) in [
        (&b"\xFF\xD8\xFF"[..], Format::Jpeg, "cut off"),
        (b"\xFF\xD8\xFF\xDA\0\x02", Format::Jpeg, "damaged"),
        (b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", Format::Png, "cut off"),
        (b"II\x2A\0\x08\0\0\0", Format::Tiff, "cut off"),
        (b"II\x2A\0\xFF\xFF\xFF\xFF", Format::Tiff, "cut off"),
        (b"II\x2A\0\x08\0\0\0\0\0\0\0\0\0", Format::Tiff, "damaged"),
        (b"GIF89a", Format::Gif, "cut off"),
        (b"GIF89a\0\0\0\0\0\0\0", Format::Gif, "damaged: it says the picture has no size"),
    ] {
        let probe = look(bytes);
        assert_eq!((probe.format, probe.width_px, probe.height_px, probe.pages), (format, 0, 0, 1), "{bytes:?}");
        let stated = probe.why_not_viewable.unwrap();
        assert!(stated.contains(words), "{bytes:?}: {stated}");
        assert_eq!(why(&pixels_of(bytes, 100).unwrap_err()), stated);
    }
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_refused_without_waiting() {
    assert!(why(&probe(std::path::Path::new("/dev/zero")).unwrap_err()).contains("device"));
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe.tif");
    if std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        assert!(why(&probe(&pipe).unwrap_err()).contains("pipe"));
        assert!(thumbnail(&pipe, 100).is_err());
    }
}

#[test]
fn bombs_are_refused_before_they_take_memory() {
    let (photo, mut gif, mut bmp) =
        (samples::encoded(ImageFormat::Jpeg), samples::encoded(ImageFormat::Gif), samples::encoded(ImageFormat::Bmp));
    let frame = photo.windows(2).position(|window| window == [0xFF, 0xC0]).unwrap();
    let huge_jpeg = |marker: u8| {
        let mut jpeg = photo.clone();
        jpeg[frame + 1] = marker;
        jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xDC, 0xFF, 0xDC]);
        jpeg
    };
    gif[6..10].copy_from_slice(&[0xFF; 4]);
    bmp[18..26].copy_from_slice(&[0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0]);
    let tiff = Tiff::default().page(
        &[
            (256, 4, &[60_000]),
            (257, 4, &[60_000]),
            (258, 3, &[8, 8, 8]),
            (262, 3, &[2]),
            (277, 3, &[3]),
            (278, 4, &[60_000]),
        ],
        &[0; 64],
    );
    let started = Instant::now();
    for (name, bytes, words) in [
        ("png", samples::png_promising(40_000, 40_000, 2), "too large"),
        ("png grey", samples::png_promising(60_000, 60_000, 0), "too large"),
        ("png sides", samples::png_promising(u32::MAX, u32::MAX, 2), ""),
        ("jpeg", huge_jpeg(0xC0), "too large"),
        ("jpeg progressive", huge_jpeg(0xC2), "too large"),
        ("gif", gif, "too large"),
        ("bmp", bmp, "too large"),
        ("tiff", tiff, "too large"),
    ] {
        let refused = pixels_of(&bytes, 512).unwrap_err().to_string();
        assert!(refused.contains(words), "{name}: {refused}");
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn cut_and_damaged_files_give_an_answer() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let started = Instant::now();
    for (name, bytes) in samples::viewable() {
        for part in 0..20 {
            let (_folder, path) = file(&bytes[..bytes.len() * part / 20]);
            // whatever the answer, it comes, and never for a file cut within its first bytes
            let looked = probe(&path);
            assert!(part > 0 || looked.is_err(), "{name}");
            let _ = thumbnail(&path, 32);
        }
        for _ in 0..40 {
            let mut bytes = bytes.clone();
            for _ in 0..=random() % 8 {
                // half of the damage goes into the header
                let reach = if random() % 2 == 0 { bytes.len().min(100) } else { bytes.len() };
                let at = usize::try_from(random()).unwrap() % reach;
                bytes[at] = u8::try_from(random() & 0xFF).unwrap();
            }
            let (_folder, path) = file(&bytes);
            let _ = probe(&path);
            let _ = thumbnail(&path, 32);
        }
    }
    for _ in 0..300 {
        let bytes: Vec<u8> = (0..200).map(|_| u8::try_from(random() & 0xFF).unwrap()).collect();
        let (_folder, path) = file(&bytes);
        let _ = thumbnail(&path, 32);
    }
    assert!(started.elapsed() < Duration::from_mins(2), "{:?}", started.elapsed());
}

#[test]
fn small_copies_are_small_and_see_through_is_white() {
    let tall = image::RgbaImage::from_fn(10, 3000, |_, _| image::Rgba([0, 0, 0, 0]));
    let (_folder, path) = file(&[]);
    tall.save_with_format(&path, ImageFormat::Png).unwrap();
    let small = thumbnail(&path, 512).unwrap();
    let pixels = pixels_of(&small, 4000).unwrap();
    assert_eq!((pixels.width, pixels.height), (2, 512));
    assert!(pixels.rgba.iter().all(|value| *value > 250));
    let not_enlarged = thumbnail(&path, 5000).unwrap();
    assert_eq!(look(&not_enlarged).height_px, 3000);
    assert_eq!(read_pixels(&path, 0).unwrap().height, 1);
}

#[test]
fn pixels_made_by_the_program_become_jpeg() {
    let jpeg = encode_jpeg(samples::rgb().into_raw(), WIDTH, HEIGHT, 90).unwrap();
    assert_quarters("drawn", &pixels_of(&jpeg, 4000).unwrap(), QUARTERS);
    assert!(encode_jpeg(vec![0; 10], WIDTH, HEIGHT, 90).is_err());
    assert!(encode_jpeg(Vec::new(), 0, 0, 90).is_err());
}
