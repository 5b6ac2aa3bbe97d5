//! JPEG 2000, from only as many of its levels as the wanted size needs.

use super::colour::{ToSrgb, cmyk_to_rgb};
use super::raster::{Channels, Raster};
use hayro_jpeg2000::{ColorSpace, DecodeError, DecodeSettings, DecodingError, Image};
use std::panic::catch_unwind;

/// Decoding takes no more memory than this.
const MEMORY_LIMIT_BYTES: u64 = 1 << 30;
/// Of a sample while it is decoded: coefficients, bits, and the number that comes out.
const BYTES_OF_SAMPLE: u64 = 10;
/// More tiles than the standard allows are an attack.
const MOST_TILES: u64 = 65_535;

const DAMAGED: &str = "its picture data is damaged: copy it again from where it came";
const CUT_OFF: &str = "its picture data is cut off: copy it again from where it came";

/// The picture in sRGB, with any profile inside of it already applied. Its longer side is at least `max_side_px`,
/// if the picture has so many pixels, and mostly less than twice that, if it was written in levels.
pub fn decode(bytes: &[u8], max_side_px: u32) -> Result<Raster, String> {
    // a decoder that panics is as good as one that says the file is damaged
    catch_unwind(|| decode_reduced(bytes, max_side_px)).unwrap_or_else(|_| Err(DAMAGED.to_owned()))
}

/// The header of the codestream (SIZ).
struct Size {
    width_px: u32,
    height_px: u32,
    components: u16,
    codestream_at: usize,
    /// The box of colours holds the number of none.
    is_colour_unsaid: bool,
}

fn decode_reduced(bytes: &[u8], max_side_px: u32) -> Result<Raster, String> {
    let size = size(bytes)?;
    let longer = size.width_px.max(size.height_px).max(1);
    // rounded down, or a side that is not a multiple would cost a whole level
    let target = |side: u32| {
        let part = u64::from(side) * u64::from(max_side_px) / u64::from(longer);
        u32::try_from(part).unwrap_or(u32::MAX).max(1)
    };
    let settings = DecodeSettings {
        target_resolution: Some((target(size.width_px), target(size.height_px))),
        ..DecodeSettings::default()
    };
    let image = match Image::new(bytes, &settings) {
        // some writers leave the colours unsaid: by the number of channels then, as in a bare codestream
        Err(DecodeError::Format(_)) if size.is_colour_unsaid => {
            Image::new(bytes.get(size.codestream_at..).unwrap_or_default(), &settings)
        }
        image => image,
    };
    let image = image.map_err(|error| in_words(&error))?;
    let pixels = u64::from(image.width()) * u64::from(image.height());
    if pixels.saturating_mul(u64::from(size.components)).saturating_mul(BYTES_OF_SAMPLE) > MEMORY_LIMIT_BYTES {
        return Err("it is too large to be shown: decoding it would take more than 1 GB of memory".to_owned());
    }
    let space = image.color_space().clone();
    let channels = space.num_channels() + u8::from(image.has_alpha());
    let (width, height) = (image.width(), image.height());
    let samples = image.decode().map_err(|error| in_words(&error))?;
    let raster = |channels, bytes| Raster { width, height, channels, bytes };
    let raster = match (channels, image.has_alpha()) {
        (1, _) => raster(Channels::Grey, samples),
        (2, _) => {
            let pairs = samples.as_chunks::<2>().0.iter();
            raster(Channels::Rgba, pairs.flat_map(|[grey, opacity]| [*grey, *grey, *grey, *opacity]).collect())
        }
        (3, _) => raster(Channels::Rgb, samples),
        (4, true) => raster(Channels::Rgba, samples),
        (4, false) => raster(Channels::Cmyk, samples),
        (5, true) => {
            let inks = samples.as_chunks::<5>().0.iter();
            raster(
                Channels::Cmyk,
                inks.flat_map(|[cyan, magenta, yellow, black, _]| [*cyan, *magenta, *yellow, *black]).collect(),
            )
        }
        _ => return Err(format!("JPEG 2000 with {channels} channels cannot be shown yet")),
    };
    match space {
        // there is no telling grey levels of an unusual space from colours
        ColorSpace::Icc { profile, .. } if profile.get(16..20) == Some(b"Lab ") => {
            Err("JPEG 2000 with CIE L*a*b* colours cannot be shown yet".to_owned())
        }
        ColorSpace::Icc { profile, .. } => Ok(match ToSrgb::new(&profile, raster.channels) {
            Some(way) => way.apply(raster),
            None => cmyk_to_rgb(raster),
        }),
        _ => Ok(cmyk_to_rgb(raster)),
    }
}

/// Read beforehand, because a small file can promise more tiles than there is memory.
fn size(bytes: &[u8]) -> Result<Size, String> {
    let start = bytes.windows(4).position(|mark| mark == b"\xFF\x4F\xFF\x51").ok_or(DAMAGED)?;
    let number = |at: usize| {
        let four = bytes.get(start + at..).and_then(|rest| rest.first_chunk::<4>());
        four.map(|four| u32::from_be_bytes(*four)).ok_or(CUT_OFF)
    };
    // behind the length and the kind: the far corner, the near corner, then the same of the tiles
    let [right, bottom, left, top] = [number(8)?, number(12)?, number(16)?, number(20)?];
    let [tile_width, tile_height] = [number(24)?, number(28)?];
    let components = u16::try_from(number(40)? >> 16).unwrap_or(u16::MAX);
    let (width_px, height_px) = (right.saturating_sub(left), bottom.saturating_sub(top));
    let count = |length: u32, tile: u32| u64::from(length.div_ceil(tile.max(1)));
    let tiles = count(right, tile_width).saturating_mul(count(bottom, tile_height));
    if width_px == 0 || height_px == 0 || tile_width == 0 || tile_height == 0 || components == 0 {
        return Err("its JPEG 2000 header is damaged: it says the picture has no size".to_owned());
    }
    if tiles > MOST_TILES || components > 64 {
        return Err("its JPEG 2000 header is damaged: it says the picture has more parts than there can be".to_owned());
    }
    if let Some(box_at) = start.checked_sub(8)
        && bytes.get(box_at + 4..start) == Some(b"jp2c")
    {
        let length =
            bytes.get(box_at..).and_then(|rest| rest.first_chunk::<4>()).map_or(0, |four| u32::from_be_bytes(*four));
        // 0 means to the end, 1 a length written elsewhere
        if length > 1 && box_at as u64 + u64::from(length) > bytes.len() as u64 {
            return Err(CUT_OFF.to_owned());
        }
    }
    // kind, method (a number), precedence, closeness, the number
    let head = bytes.get(..start).unwrap_or_default();
    let colours = head.windows(11).find(|window| window.starts_with(b"colr\x01"));
    let is_colour_unsaid = colours.is_some_and(|window| window.ends_with(&[0; 4]));
    Ok(Size { width_px, height_px, components, codestream_at: start, is_colour_unsaid })
}

fn in_words(error: &DecodeError) -> String {
    match error {
        DecodeError::Decoding(DecodingError::UnexpectedEof) => CUT_OFF.to_owned(),
        other => format!("its picture data is damaged ({other})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 48 × 32 pixels, quarters in red, green, blue and white, in three levels.
    const QUARTERS: &str = "\
        0000000c6a5020200d0a870a00000014667479706a703220000000006a7032200000002d6a70326800000016696864720000\
        0020000000300003070700000000000f636f6c7201000000000010000001636a703263ff4fff51002f000000000030000000\
        200000000000000000000000300000002000000000000000000003070101070101070101ff52000c00000001010204040000\
        ff5c0011425f5250055005504757d357d35762ff640025000143726561746564206279204f70656e4a504547207665727369\
        6f6e20322e352e30ff90000a0000000000de0001ff93cf992872cd49cdd8bec3b98978c5a2c088986ec0d684231a00d596ac\
        9c85052d9f480c1b55aab4dec7c0b04ee64a6e8879b48a3a1e7b650dcbec01842ee9264f34c7ca801400581525f24fb90f2b\
        800c1f93986db06dff1061907ab203f0fca52706e07ac7c62a3e11c0693ad6f815fb806439b9394161d74d8c76c238f80600\
        69e6d800d266076604c7c02c7c04802c5c10a4932e6b174d8bfe867815c385870aa904294b8491e128a949c1243e01c0a92f\
        29dd840aa56e41ca8fc2587c05804b22c31295842023233b2c6f912fa934ffd9";

    fn quarters() -> Vec<u8> {
        let digit = |digit: u8| u8::try_from(char::from(digit).to_digit(16).unwrap()).unwrap();
        QUARTERS.as_bytes().as_chunks::<2>().0.iter().map(|[high, low]| digit(*high) << 4 | digit(*low)).collect()
    }

    fn pixel(raster: &Raster, x: u32, y: u32) -> [u8; 3] {
        let at = usize::try_from(y * raster.width + x).unwrap() * 3;
        raster.bytes[at..at + 3].try_into().unwrap()
    }

    fn assert_quarters(raster: &Raster) {
        assert_eq!(raster.channels, Channels::Rgb);
        let (x, y) = (raster.width / 4, raster.height / 4);
        for (found, expected) in [
            (pixel(raster, x, y), [220, 20, 20]),
            (pixel(raster, 3 * x, y), [20, 180, 20]),
            (pixel(raster, x, 3 * y), [20, 20, 220]),
            (pixel(raster, 3 * x, 3 * y), [255, 255, 255]),
        ] {
            let close = found.iter().zip(&expected).all(|(found, expected)| found.abs_diff(*expected) < 24);
            assert!(close, "{found:?} instead of {expected:?}");
        }
    }

    #[test]
    fn a_small_copy_is_made_of_as_many_levels_as_it_needs() {
        for (max_side_px, size) in [(1000, (48, 32)), (48, (48, 32)), (47, (48, 32)), (24, (24, 16)), (5, (12, 8))] {
            let raster = decode(&quarters(), max_side_px).unwrap();
            assert_eq!((raster.width, raster.height), size, "{max_side_px}");
            assert_quarters(&raster);
        }
    }

    #[test]
    fn a_bare_codestream_and_one_whose_colours_are_unsaid_are_shown() {
        let whole = quarters();
        let start = whole.windows(4).position(|mark| mark == b"\xFF\x4F\xFF\x51").unwrap();
        assert_quarters(&decode(&whole[start..], 48).unwrap());
        let mut unsaid = whole.clone();
        let colours = whole.windows(4).position(|kind| kind == b"colr").unwrap();
        unsaid[colours + 10] = 0;
        assert_quarters(&decode(&unsaid, 48).unwrap());
    }

    #[test]
    fn promises_of_size_and_of_parts_are_refused_in_words() {
        let whole = quarters();
        let start = whole.windows(4).position(|mark| mark == b"\xFF\x4F\xFF\x51").unwrap();
        let with = |changes: &[(usize, u32)]| {
            let mut changed = whole.clone();
            for (at, number) in changes {
                changed[start + at..start + at + 4].copy_from_slice(&number.to_be_bytes());
            }
            decode(&changed, 512).unwrap_err()
        };
        assert!(with(&[(24, 1), (28, 1), (8, 60_000), (12, 60_000)]).contains("more parts than there can be"));
        assert!(with(&[(8, 50_000), (12, 50_000), (24, 50_000), (28, 50_000)]).contains("too large"));
        assert!(with(&[(8, 0)]).contains("no size"));
    }

    #[test]
    fn cut_off_or_changed_anywhere_it_gives_words_or_a_picture() {
        let whole = quarters();
        for at in 0..whole.len() {
            assert!(decode(&whole[..at], 48).is_err(), "cut off at {at}");
            for change in [0x01, 0x80, 0xFF] {
                let mut changed = whole.clone();
                changed[at] ^= change;
                let _ = decode(&changed, 48);
            }
        }
    }
}
