//! Small pictures of every kind against another decoder, boxes against the whole, damaged files.

mod samples;

use super::super::Channels;
use super::*;

const WIDTH: u32 = 45;
const HEIGHT: u32 = 37;

/// Sequential and progressive kinds, by name.
fn kinds() -> Vec<(&'static str, Vec<u8>)> {
    [
        ("2 × 2 restarted", samples::TWO_BY_TWO_RESTARTED),
        ("2 × 1", samples::TWO_BY_ONE),
        ("1 × 2", samples::ONE_BY_TWO),
        ("4 × 1", samples::FOUR_BY_ONE),
        ("apart", samples::APART),
        ("progressive", samples::PROGRESSIVE),
        ("progressive, even", samples::PROGRESSIVE_EVEN),
        ("RGB", samples::RGB),
        ("grey", samples::GREY),
        ("coarse", samples::COARSE),
        ("CMYK", samples::CMYK),
    ]
    .map(|(name, sample)| (name, samples::bytes(sample)))
    .into_iter()
    .chain([("even", even(WIDTH, HEIGHT)), ("one pixel", even(1, 1)), ("wide", even(1100, 19))])
    .collect()
}

/// A picture with colours as fine as brightness, by the encoder of the image library.
fn even(width: u32, height: u32) -> Vec<u8> {
    let drawn = image::RgbImage::from_fn(width, height, |x, y| {
        let dark = (x / 3 + y / 4) % 5 == 0;
        image::Rgb([x, y, x + y].map(|value| if dark { 40 } else { 250 - u8::try_from(value % 200).unwrap() }))
    });
    let mut bytes = Vec::new();
    drawn.write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 80)).unwrap();
    bytes
}

fn open(bytes: &[u8]) -> Jpeg {
    Jpeg::open(bytes.to_vec()).unwrap().unwrap()
}

/// Mean and largest difference of two pictures.
fn differences(a: &[u8], b: &[u8]) -> (f64, u8) {
    assert_eq!(a.len(), b.len());
    let all = a.iter().zip(b).map(|(a, b)| a.abs_diff(*b));
    (all.clone().map(f64::from).sum::<f64>() / a.len() as f64, all.max().unwrap())
}

/// The averages of `each` × `each` pixels.
fn averaged(raster: &Raster, each: u32) -> Vec<u8> {
    let (channels, stride) = (raster.channels.bytes(), raster.width as usize * raster.channels.bytes());
    let mut averages = Vec::new();
    for top in (0..raster.height).step_by(each as usize) {
        for left in (0..raster.width).step_by(each as usize) {
            for channel in 0..channels {
                let (mut sum, mut count) = (0, 0);
                for y in top..(top + each).min(raster.height) {
                    for x in left..(left + each).min(raster.width) {
                        sum += u32::from(raster.bytes[y as usize * stride + x as usize * channels + channel]);
                        count += 1;
                    }
                }
                averages.push(u8::try_from((sum + count / 2) / count).unwrap());
            }
        }
    }
    averages
}

#[test]
fn whole_pictures_look_as_another_decoder_shows_them() {
    for (name, bytes) in kinds() {
        let found = open(&bytes).reduced(0).unwrap();
        // not one that the other decoder reads, but the same drawing
        let bytes = if name == "apart" { samples::bytes(samples::TWO_BY_TWO_RESTARTED) } else { bytes };
        let expected = image::load_from_memory(&bytes).unwrap();
        assert_eq!((found.width, found.height), (expected.width(), expected.height()), "{name}");
        let expected = match found.channels {
            Channels::Grey => expected.into_luma8().into_raw(),
            Channels::Rgb => expected.into_rgb8().into_raw(),
            // the other one has no ink: what is left free of colour, of what is left free of black
            _ => {
                let light =
                    |ink: &[u8]| [0, 1, 2].map(|at| (255 - u32::from(ink[at])) * (255 - u32::from(ink[3])) / 255);
                let pixels = found.bytes.chunks(4).flat_map(light).map(|value| u8::try_from(value).unwrap());
                let pixels: Vec<u8> = pixels.collect();
                let (mean, _) = differences(&pixels, &expected.into_rgb8().into_raw());
                assert!(mean < 2.0, "{name}: {mean}");
                continue;
            }
        };
        let (mean, largest) = differences(&found.bytes, &expected);
        // between coarse samples of colour each decoder has its own way
        let (mean_limit, limit) =
            if name.contains('×') || ["apart", "progressive"].contains(&name) { (1.0, 24) } else { (0.6, 4) };
        assert!(mean < mean_limit && largest <= limit, "{name}: {mean}, {largest}");
    }
}

#[test]
fn small_copies_are_the_averages_of_their_pixels() {
    for (name, bytes) in kinds() {
        let whole = open(&bytes).reduced(0).unwrap();
        for shrink_log2 in 1..=3 {
            let found = open(&bytes).reduced(shrink_log2).unwrap();
            let side = |length: u32| length.div_ceil(1 << shrink_log2);
            assert_eq!((found.width, found.height), (side(whole.width), side(whole.height)), "{name}");
            // at the edges blocks go on behind the picture, and coarse colours run into one another
            let (mean, _) = differences(&found.bytes, &averaged(&whole, 1 << shrink_log2));
            let limit = if ["RGB", "grey", "coarse"].contains(&name) { 6.0 } else { 16.0 };
            assert!(mean < limit, "{name}, 1/{}: {mean}", 1 << shrink_log2);
        }
    }
}

#[test]
fn a_box_is_cut_from_the_whole_at_every_scale_and_place() {
    for (name, bytes) in kinds() {
        for shrink_log2 in 0..=3 {
            let whole = open(&bytes).reduced(shrink_log2).unwrap();
            // once with nothing remembered, then with everything
            let mut jpeg = open(&bytes);
            let (width, height) = jpeg.size_px();
            for (x, y, w, h) in [
                (16, 8, 16, 16),
                (0, 0, width, 9),
                (width - 1, height - 1, 1, 1),
                (3, 5, 17, 20),
                (32, 32, 4000, 4000),
                (7, 0, 1, height),
                (600, 2, 300, 16),
            ] {
                let found = match jpeg.region(x, y, w, h, shrink_log2) {
                    Ok(found) => found,
                    Err(words) => {
                        assert!(x >= width || y >= height, "{name}: {words}");
                        continue;
                    }
                };
                let (left, top) = (x >> shrink_log2, y >> shrink_log2);
                assert_eq!(found.width, (x + w).min(width).div_ceil(1 << shrink_log2) - left, "{name}");
                assert_eq!(found.height, (y + h).min(height).div_ceil(1 << shrink_log2) - top, "{name}");
                let channels = whole.channels.bytes();
                for (line, pixels) in (top..).zip(found.bytes.chunks(found.width as usize * channels)) {
                    let begin = (line * whole.width + left) as usize * channels;
                    let expected = &whole.bytes[begin..begin + pixels.len()];
                    assert_eq!(
                        pixels,
                        expected,
                        "{name}: line {line} of {w} × {h} at {x}, {y}, 1/{}",
                        1 << shrink_log2
                    );
                }
            }
        }
    }
}

#[test]
fn a_file_that_ends_too_early_says_so_wherever_it_ends() {
    for (name, bytes) in kinds() {
        let scan = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
        let step = if name == "2 × 2 restarted" { 1 } else { 7 + bytes.len() / 1500 * 100 };
        for length in (2..bytes.len() - 2).step_by(step) {
            let words = match Jpeg::open(bytes[..length].to_vec()) {
                Ok(jpeg) => {
                    let mut jpeg = jpeg.unwrap();
                    let part = jpeg
                        .region(20, 20, 4, 4, 0)
                        .or_else(|words| if words.contains("outside") { jpeg.reduced(0) } else { Err(words) });
                    let whole = jpeg.reduced(1);
                    assert_eq!(part.is_ok(), whole.is_ok(), "{name} at {length}");
                    assert!(length > scan, "{name} at {length}");
                    match whole {
                        // everything is there but the last marker, or bits that only fill up the last byte
                        Ok(_) => {
                            assert!(length + 3 >= bytes.len(), "{name} at {length} of {}", bytes.len());
                            continue;
                        }
                        Err(words) => words,
                    }
                }
                Err(words) => words,
            };
            assert!(words.contains("is cut off"), "{name} at {length}: {words}");
        }
    }
}

#[test]
fn the_small_copy_of_a_progressive_file_needs_its_beginning_only() {
    let bytes = samples::bytes(samples::PROGRESSIVE);
    let whole = open(&bytes).reduced(3).unwrap();
    let last_scan = bytes.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap();
    let mut cut = open(&bytes[..last_scan]);
    assert_eq!(cut.reduced(3).unwrap(), whole);
    assert!(cut.reduced(2).unwrap_err().contains("is cut off"));
    // after everything was decoded, it is still the same
    let mut jpeg = open(&bytes);
    jpeg.reduced(0).unwrap();
    assert_eq!(jpeg.reduced(3).unwrap(), whole);
}

#[test]
fn damage_is_told_and_does_no_harm() {
    let mut state = 1_u32;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    for (_, bytes) in kinds() {
        for _ in 0..if bytes.len() < 2000 { 150 } else { 20 } {
            let mut bytes = bytes.clone();
            for _ in 0..=random() % 4 {
                let at = random() % bytes.len();
                match random() % 4 {
                    0 => bytes[at] ^= 1 << (random() % 8),
                    1 => bytes[at] = u8::try_from(random() % 256).unwrap(),
                    2 => drop(bytes.drain(at..(at + 5).min(bytes.len()))),
                    _ => drop(bytes.splice(at..at, [0xFF, [0xC4, 0xD1, 0xD9, 0xDA, 0xDD][random() % 5]])),
                }
                if bytes.is_empty() {
                    break;
                }
            }
            let Ok(Some(mut jpeg)) = Jpeg::open(bytes) else { continue };
            let (width, height) = jpeg.size_px();
            if u64::from(width) * u64::from(height) > 4_000_000 {
                continue;
            }
            for shrink_log2 in 0..=3 {
                let whole = jpeg.reduced(shrink_log2);
                let part = jpeg.region(width / 3, height / 3, 20, 20, shrink_log2);
                match whole {
                    Ok(_) => assert!(part.is_ok()),
                    Err(words) => assert!(
                        words.contains("damaged") || words.contains("cut off") || words.contains("too large"),
                        "{words}"
                    ),
                }
            }
        }
    }
}

#[test]
fn a_restart_marker_out_of_turn_is_damage() {
    let mut bytes = samples::bytes(samples::TWO_BY_TWO_RESTARTED);
    let at = bytes.windows(2).position(|pair| pair == [0xFF, 0xD1]).unwrap();
    bytes[at + 1] = 0xD5;
    assert!(open(&bytes).reduced(3).unwrap_err().contains("damaged"));
}

#[test]
fn a_height_that_is_told_after_the_picture_is_found() {
    let bytes = even(40, 24);
    let expected = open(&bytes).reduced(0).unwrap();
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let mut late = bytes.clone();
    late[frame + 5..frame + 7].fill(0);
    assert!(Jpeg::open(late.clone()).is_err());
    let end = late.len() - 2;
    late.splice(end..end, [0xFF, 0xDC, 0, 4, 0, 24]);
    let mut jpeg = open(&late);
    assert_eq!(jpeg.size_px(), (40, 24));
    assert_eq!(jpeg.reduced(0).unwrap(), expected);
}

#[test]
fn fill_bytes_and_unknown_segments_are_passed_over() {
    let bytes = samples::bytes(samples::PROGRESSIVE);
    let expected = open(&bytes).reduced(1).unwrap();
    let mut filled = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        let is_marker = *byte == 0xFF && bytes.get(at + 1).is_some_and(|next| matches!(next, 0xC2 | 0xC4 | 0xDA));
        if is_marker {
            filled.extend([0xFF, 0xEC, 0, 3, 7, 0xFF, 0xFF]);
        }
        filled.push(*byte);
    }
    assert_eq!(open(&filled).reduced(1).unwrap(), expected);
}

#[test]
fn kinds_that_are_not_decoded_here_are_left_to_others() {
    assert!(Jpeg::open(samples::bytes(samples::ARITHMETIC)).unwrap().is_none());
    let mut twelve_bits = even(8, 8);
    let frame = twelve_bits.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    twelve_bits[frame + 4] = 12;
    assert!(Jpeg::open(twelve_bits).unwrap().is_none());
    assert!(Jpeg::open(b"II*\0".to_vec()).is_err());
}

#[test]
fn a_size_without_data_takes_no_memory() {
    for (sample, marker) in [(samples::bytes(samples::PROGRESSIVE), 0xC2), (even(16, 16), 0xC0)] {
        let mut bytes = sample;
        let frame = bytes.windows(2).position(|pair| pair == [0xFF, marker]).unwrap();
        bytes[frame + 5..frame + 9].copy_from_slice(&[0x7F, 0xFF, 0x7F, 0xFF]);
        let begun = std::time::Instant::now();
        for shrink_log2 in 0..=3 {
            assert!(open(&bytes).reduced(shrink_log2).is_err());
        }
        assert!(begun.elapsed().as_secs() < 2);
        bytes[frame + 5..frame + 9].fill(0xFF);
        assert!(open(&bytes).reduced(0).unwrap_err().contains("too large"));
    }
}
