//! Small copies and tiles of open pictures: every tile is the cut of the whole, however it is stored and turned.

use super::super::*;
use super::samples::{self, Tiff};
use super::tiff_kinds::Stored;
use super::{file, why};
use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::Cursor;
use std::path::Path;

fn drawn(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        // up and down again: no edges, which JPEG would blur
        let byte = |value: u32| u8::try_from((value % 510).abs_diff(255)).unwrap();
        image::Rgb([byte(x / 3), byte(y / 2 + x / 7), byte((x + y) / 5)])
    })
}

fn encoded(picture: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn open(path: &Path) -> OpenPicture {
    OpenPicture::open(path, 0, path.parent().unwrap()).unwrap()
}

/// The average of each box, the simple way.
fn averaged(raster: &Raster, factor: u32) -> Raster {
    let (width, height) = (raster.width.div_ceil(factor), raster.height.div_ceil(factor));
    let channels = raster.channels.bytes();
    let mut bytes = Vec::new();
    for y in 0..height {
        for x in 0..width {
            for channel in 0..channels {
                let rows = y * factor..((y + 1) * factor).min(raster.height);
                let columns = x * factor..((x + 1) * factor).min(raster.width);
                let count = u32::try_from(rows.len() * columns.len()).unwrap();
                let sum: u32 = rows
                    .flat_map(|y| columns.clone().map(move |x| (x, y)))
                    .map(|(x, y)| u32::from(raster.bytes[(y * raster.width + x) as usize * channels + channel]))
                    .sum();
                bytes.push(u8::try_from((sum + count / 2) / count).unwrap());
            }
        }
    }
    Raster { width, height, channels: raster.channels, bytes }
}

/// Every tile of every level against the averages of the whole; `slack` is what a byte may differ by.
fn assert_tiles(name: &str, picture: &mut OpenPicture, levels: u8, slack: u8) {
    let (width, height) = picture.size_px();
    let whole = picture.reduced(u32::MAX).unwrap();
    assert_eq!((whole.width, whole.height), (width, height), "{name}");
    for level in 0..=levels {
        let expected = averaged(&whole, 1 << level);
        for row in 0..expected.height.div_ceil(TILE_PX) {
            for column in 0..expected.width.div_ceil(TILE_PX) {
                let tile = picture.tile(level, column, row).unwrap();
                let (x, y) = (column * TILE_PX, row * TILE_PX);
                let size = (TILE_PX.min(expected.width - x), TILE_PX.min(expected.height - y));
                assert_eq!((tile.width, tile.height), size, "{name}: {level} {column} {row}");
                let pixel = tile.channels.bytes();
                for (line, y) in tile.bytes.chunks(tile.width as usize * pixel).zip(y..) {
                    let from = (y * expected.width + x) as usize * pixel;
                    let found = line.iter().zip(&expected.bytes[from..from + line.len()]);
                    let most = found.map(|(found, expected)| found.abs_diff(*expected)).max();
                    assert!(most <= Some(slack), "{name}: {level} {column} {row}, line {y}: off by {most:?}");
                }
            }
        }
        assert!(why(&picture.tile(level, expected.width.div_ceil(TILE_PX), 0).unwrap_err()).contains("no tile"));
    }
}

#[test]
fn every_tile_is_the_cut_of_the_whole() {
    let size = (1100, 600);
    let rgb = Stored { size, rows_per_strip: 50, compression: 5, ..Stored::default() };
    let strips = Stored { compression: 1, ..rgb }.bytes();
    let tiles = Stored { compression: 8, tile: Some((256, 128)), is_predicted: true, ..rgb }.bytes();
    let planar = Stored { is_planar: true, samples: 4, opacity: Some(2), ..rgb }.bytes();
    let drawn = drawn(1100, 600);
    for (name, bytes, slack) in [
        ("tiff, nothing packed", strips, 1),
        ("tiff, lzw", rgb.bytes(), 1),
        ("tiff, tiles", tiles, 1),
        ("tiff, one bit", Stored { bits: 1, samples: 1, photometric: 0, compression: 1, ..rgb }.bytes(), 1),
        ("png", encoded(drawn.clone(), ImageFormat::Png), 1),
        ("bmp", encoded(drawn.clone(), ImageFormat::Bmp), 1),
        ("jpeg", encoded(drawn, ImageFormat::Jpeg), 12),
    ] {
        let (folder, path) = file(&bytes);
        assert_tiles(name, &mut open(&path), 3, slack);
        // nothing at hand but the parts
        assert_tiles(name, &mut open(&path).with_coarse_bytes(5000), 5, slack);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "{name}: something was left behind");
    }
    // averages weighted by opacity are not those of the simple way
    let (_folder, path) = file(&planar);
    assert_tiles("tiff, planes with opacity", &mut open(&path).with_coarse_bytes(5000), 0, 1);
}

#[test]
fn turned_pictures_have_their_tiles_upright() {
    for orientation in 1..=8 {
        let stored = Stored { size: (530, 1030), rows_per_strip: 100, ..Stored::default() };
        let (_folder, path) = file(&stored.bytes_with(&[(274, 3, &[orientation])]));
        let mut picture = open(&path).with_coarse_bytes(5000);
        let size = if orientation >= 5 { (1030, 530) } else { (530, 1030) };
        assert_eq!(picture.size_px(), size);
        assert_tiles(&format!("turned {orientation}"), &mut picture, 0, 0);
        let small = picture.reduced(103).unwrap();
        assert_eq!((small.width, small.height), if orientation >= 5 { (103, 53) } else { (53, 103) });
        let tile = picture.tile(1, 0, 0).unwrap();
        assert_eq!((tile.width, tile.height), if orientation >= 5 { (512, 265) } else { (265, 512) });
    }
}

#[test]
fn small_copies_look_like_the_whole() {
    let picture = drawn(1000, 700);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Tiff, ImageFormat::Bmp] {
        let (_folder, path) = file(&encoded(picture.clone(), format));
        for side in [999, 700, 333, 100, 17] {
            let small = open(&path).reduced(side).unwrap();
            assert_eq!(small.width, side);
            let expected = image::imageops::thumbnail(&picture, small.width, small.height);
            let difference: u64 =
                small.bytes.iter().zip(expected.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            assert!(difference < 6 * small.bytes.len() as u64, "{format:?} {side}: {difference}");
        }
    }
}

#[test]
fn png_of_every_depth() {
    let picture = DynamicImage::from(drawn(50, 30));
    for picture in [
        DynamicImage::from(picture.to_luma8()),
        picture.to_luma16().into(),
        picture.to_luma_alpha8().into(),
        picture.to_luma_alpha16().into(),
        picture.to_rgb16().into(),
        picture.to_rgba8().into(),
        picture.to_rgba16().into(),
    ] {
        let (_folder, path) = file(&[]);
        picture.save_with_format(&path, ImageFormat::Png).unwrap();
        let expected = picture.to_rgba8().into_raw();
        for raster in [open(&path).reduced(50).unwrap(), open(&path).with_coarse_bytes(10).tile(0, 0, 0).unwrap()] {
            let found = Pixels::from(raster).rgba;
            assert!(found.len() == expected.len());
            let most = found.iter().zip(&expected).map(|(found, expected)| found.abs_diff(*expected)).max();
            assert!(most <= Some(1), "{:?}: {most:?}", picture.color());
        }
    }
}

#[test]
fn what_is_not_seen_has_no_colour_in_a_small_copy() {
    // red where it is seen, green where it is not
    let seen = image::RgbaImage::from_fn(600, 600, |x, _| {
        if x % 2 == 0 { image::Rgba([200, 0, 0, 255]) } else { image::Rgba([0, 200, 0, 0]) }
    });
    let (_folder, path) = file(&[]);
    seen.save_with_format(&path, ImageFormat::Png).unwrap();
    for raster in [open(&path).reduced(50).unwrap(), open(&path).tile(2, 0, 0).unwrap()] {
        let middle = &raster.bytes[raster.bytes.len() / 2..][..4];
        assert!(middle[0] >= 198 && middle[1] <= 2 && (125..=131).contains(&middle[3]), "{middle:?}");
    }
}

#[test]
fn files_cut_anywhere_give_words_or_pixels() {
    let picture = drawn(60, 40);
    let kinds = [
        ("png", encoded(picture.clone(), ImageFormat::Png)),
        ("jpeg", encoded(picture.clone(), ImageFormat::Jpeg)),
        ("gif", encoded(picture.clone(), ImageFormat::Gif)),
        ("bmp", encoded(picture.clone(), ImageFormat::Bmp)),
        ("webp", encoded(picture, ImageFormat::WebP)),
        ("tiff of jpeg", Tiff::default().quarters(&[8, 8, 8], 7, 6, &[], &samples::encoded(ImageFormat::Jpeg))),
    ];
    for (name, bytes) in kinds {
        let mut cut_off = 0;
        for length in (0..bytes.len()).step_by(7).skip(1) {
            let (_folder, path) = file(&bytes[..length]);
            let read = OpenPicture::open(&path, 0, path.parent().unwrap()).and_then(|mut picture| {
                picture.tile(0, 0, 0)?;
                picture.reduced(20)
            });
            if let Err(error) = read {
                cut_off += usize::from(why(&error).contains("cut off"));
            }
        }
        assert!(cut_off > 0, "{name}");
    }
}
