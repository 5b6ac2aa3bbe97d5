//! PNG files of indexed colour with their resolution and a description, which the `image` crate does not write.
//!
//! Its grey PNG of 8 bits has the same pixel data: only the header says otherwise, and chunks are added.

use crate::error::{Error, Result};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

/// Encodes pixels, each the index of a colour of `palette` (256 times red, green, blue).
pub(super) fn encode(
    pixels: &[u8],
    width: u32,
    height: u32,
    palette: &[u8],
    pixels_per_inch: u32,
    description: &str,
) -> Result<Vec<u8>> {
    let mut grey = Vec::new();
    PngEncoder::new_with_quality(&mut grey, CompressionType::Default, FilterType::NoFilter)
        .write_image(pixels, width, height, ExtendedColorType::L8)
        .map_err(|why| Error::Damaged(format!("a drawing cannot be written as PNG: {why}")))?;
    with_palette(&grey, palette, pixels_per_inch, description)
        .ok_or_else(|| Error::Damaged("a drawing was written as an unknown kind of PNG".to_owned()))
}

/// Turns a grey PNG of 8 bits into one whose bytes are indices of a palette (PNG, third edition, 11.2.1 and 11.2.2),
/// with its resolution (11.3.4.3) and a description (11.3.3.3).
fn with_palette(grey: &[u8], palette: &[u8], pixels_per_inch: u32, description: &str) -> Option<Vec<u8>> {
    const HEADER_END: usize = 33;
    const INDEXED: u8 = 3;
    let (header, rest) = grey.split_at_checked(HEADER_END)?;
    let (signature, mut size) = (header.get(..8)?, header.get(16..29)?.to_vec());
    let [.., depth, kind, _, _, _] = size.as_mut_slice() else { return None };
    if header.get(12..16)? != b"IHDR" || *depth != 8 || *kind != 0 {
        return None;
    }
    *kind = INDEXED;
    // 5000 / 127 = 1 / 0.0254: an inch in metres
    let per_metre = (pixels_per_inch * 5000 + 63) / 127;
    let mut resolution = Vec::with_capacity(9);
    resolution.extend(per_metre.to_be_bytes());
    resolution.extend(per_metre.to_be_bytes());
    resolution.push(1);
    let mut text = b"Description\0".to_vec();
    text.extend(description.bytes());
    let mut png = Vec::with_capacity(grey.len() + palette.len() + text.len() + 64);
    png.extend_from_slice(signature);
    for (name, content) in [(b"IHDR", &size), (b"PLTE", &palette.to_vec()), (b"pHYs", &resolution), (b"tEXt", &text)] {
        png.extend(u32::try_from(content.len()).ok()?.to_be_bytes());
        png.extend_from_slice(name);
        png.extend_from_slice(content);
        png.extend(checksum(name.iter().chain(content)).to_be_bytes());
    }
    png.extend_from_slice(rest);
    Some(png)
}

/// The cyclic redundancy code of a PNG chunk (PNG, annex D).
fn checksum<'a>(bytes: impl Iterator<Item = &'a u8>) -> u32 {
    !bytes.fold(u32::MAX, |code, byte| {
        (0..8).fold(code ^ u32::from(*byte), |code, _| if code & 1 == 1 { code >> 1 ^ 0xedb8_8320 } else { code >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_checksum_is_that_of_the_standard() {
        // the chunk that ends every PNG
        assert_eq!(checksum(b"IEND".iter()), 0xae42_6082);
    }

    #[test]
    fn indices_come_back_as_colours() {
        let mut palette = vec![0; 768];
        palette[3..6].copy_from_slice(&[200, 100, 50]);
        palette[765..].copy_from_slice(&[1, 2, 3]);
        let png = encode(&[0, 1, 255, 1, 0, 0], 3, 2, &palette, 300, "what it is").expect("a PNG");
        let picture = image::load_from_memory(&png).expect("a picture").into_rgb8();
        assert_eq!(picture.get_pixel(1, 0).0, [200, 100, 50]);
        assert_eq!(picture.get_pixel(2, 0).0, [1, 2, 3]);
        assert_eq!(picture.get_pixel(0, 1).0, [200, 100, 50]);
        assert_eq!(picture.get_pixel(2, 1).0, [0, 0, 0]);
    }
}
