//! Cutting a decoded picture into pieces, and halving it.

use super::{Piece, TILE_PX};
use crate::background::Pixels;

/// The pieces of a picture, none larger than a tile, row by row.
pub(super) fn pieces(whole: &Pixels) -> Vec<Piece> {
    let side = TILE_PX as usize;
    let (columns, rows) = (whole.width_px.div_ceil(side), whole.height_px.div_ceil(side));
    let mut pieces = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let (left, top) = (column * side, row * side);
            let (width_px, height_px) = (side.min(whole.width_px - left), side.min(whole.height_px - top));
            let mut rgba = Vec::with_capacity(width_px * height_px * 4);
            for y in top..top + height_px {
                let from = (y * whole.width_px + left) * 4;
                rgba.extend_from_slice(whole.rgba.get(from..from + width_px * 4).unwrap_or_default());
            }
            let at = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
            pieces.push(Piece { at_px: (at(left), at(top)), pixels: Pixels { width_px, height_px, rgba } });
        }
    }
    pieces
}

/// The picture at half its size: each pixel the mean of four. An odd last row or column is left out.
pub(super) fn halved(whole: &Pixels) -> Pixels {
    let (width_px, height_px) = (whole.width_px / 2, whole.height_px / 2);
    if width_px == 0 || height_px == 0 {
        return whole.clone();
    }
    let mut rgba = Vec::with_capacity(width_px * height_px * 4);
    let stride = whole.width_px * 4;
    for (upper, lower) in whole.rgba.chunks_exact(stride).zip(whole.rgba.chunks_exact(stride).skip(1)).step_by(2) {
        for (upper, lower) in upper.as_chunks::<8>().0.iter().zip(lower.as_chunks::<8>().0) {
            let [r1, g1, b1, a1, r2, g2, b2, a2] = upper.map(u16::from);
            let [r3, g3, b3, a3, r4, g4, b4, a4] = lower.map(u16::from);
            let mean = |sum: u16| u8::try_from((sum + 2) / 4).unwrap_or(u8::MAX);
            rgba.extend([r1 + r2 + r3 + r4, g1 + g2 + g3 + g4, b1 + b2 + b3 + b4, a1 + a2 + a3 + a4].map(mean));
        }
    }
    Pixels { width_px, height_px, rgba }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture in which every pixel says where it is.
    fn picture(width_px: usize, height_px: usize) -> Pixels {
        let byte = |length: usize| u8::try_from(length % 251).unwrap();
        let places = (0..height_px).flat_map(|y| (0..width_px).map(move |x| (x, y)));
        let rgba = places.flat_map(|(x, y)| [byte(x), byte(y), byte(x / 251), 255]).collect();
        Pixels { width_px, height_px, rgba }
    }

    #[test]
    fn the_pieces_lie_side_by_side() {
        let whole = picture(1100, 600);
        let pieces = pieces(&whole);
        let sizes: Vec<_> =
            pieces.iter().map(|piece| (piece.at_px, piece.pixels.width_px, piece.pixels.height_px)).collect();
        assert_eq!(
            sizes,
            [
                ((0, 0), 512, 512),
                ((512, 0), 512, 512),
                ((1024, 0), 76, 512),
                ((0, 512), 512, 88),
                ((512, 512), 512, 88),
                ((1024, 512), 76, 88)
            ]
        );
        for piece in pieces {
            assert_eq!(piece.pixels.rgba.len(), piece.pixels.width_px * piece.pixels.height_px * 4);
            let (left, top) = (piece.at_px.0 as usize, piece.at_px.1 as usize);
            assert_eq!(piece.pixels.rgba[..4], whole.rgba[(top * 1100 + left) * 4..][..4]);
        }
    }

    #[test]
    fn half_a_picture_is_the_mean_of_it() {
        let rgba = [0, 0, 0, 255, 4, 8, 12, 255, 9, 9, 9, 255, 8, 8, 8, 255, 4, 8, 12, 255, 9, 9, 9, 255];
        let half = halved(&Pixels { width_px: 3, height_px: 2, rgba: rgba.to_vec() });
        assert_eq!(half, Pixels { width_px: 1, height_px: 1, rgba: vec![4, 6, 8, 255] });
        let half = halved(&picture(301, 77));
        assert_eq!((half.width_px, half.height_px, half.rgba.len()), (150, 38, 150 * 38 * 4));
        let line = picture(5, 1);
        assert_eq!(halved(&line), line, "what has no half stays");
    }
}
