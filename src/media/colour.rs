//! Colours of scanners and printers made those of the screen: an embedded profile to sRGB, and inks without one.
//!
//! A profile is asked once for a table of colours; pixels only ever go through tables of ours, whose size does not
//! depend on the profile.

use super::raster::{Channels, Raster};
use moxcms::{
    ColorProfile, DataColorSpace, Layout, ParsingOptions, RenderingIntent, Transform8BitExecutor, TransformOptions,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A profile larger than this is not used.
const LARGEST_PROFILE_BYTES: usize = 4 << 20;
/// A profile that changes no colour by more than this is sRGB.
const SAME: u8 = 2;
/// Pixels that go through the profile at once.
const BLOCK_PX: usize = 1 << 14;

/// The way from the colours of one profile to sRGB.
pub struct ToSrgb {
    way: Way,
}

enum Way {
    /// Each grey by itself.
    Grey(Box<[u8; 256]>),
    /// RGB with or without opacity, or inks.
    Profile { transform: Arc<Transform8BitExecutor>, layout: Layout },
}

impl ToSrgb {
    /// Nothing when the profile is damaged or of other channels than the picture, or when it is sRGB already: then the
    /// colours stay as they are.
    pub fn new(icc: &[u8], channels: Channels) -> Option<Self> {
        if icc.len() > LARGEST_PROFILE_BYTES {
            return None;
        }
        // profiles come with the files of strangers: a panic is as good as damage
        catch_unwind(|| Self::by_profile(icc, channels)).ok().flatten().map(|way| Self { way })
    }

    fn by_profile(icc: &[u8], channels: Channels) -> Option<Way> {
        let limits = ParsingOptions {
            max_profile_size: LARGEST_PROFILE_BYTES + 1,
            max_allowed_clut_size: LARGEST_PROFILE_BYTES,
            ..ParsingOptions::default()
        };
        let profile = ColorProfile::new_from_slice_with_options(icc, limits).ok()?;
        let (layout, to) = match (channels, profile.color_space) {
            (Channels::Grey, DataColorSpace::Gray) => (Layout::Gray, Layout::Rgb),
            (Channels::Rgb, DataColorSpace::Rgb) => (Layout::Rgb, Layout::Rgb),
            (Channels::Rgba, DataColorSpace::Rgb) => (Layout::Rgba, Layout::Rgba),
            // inks have the layout of four colours
            (Channels::Cmyk, DataColorSpace::Cmyk) => (Layout::Rgba, Layout::Rgb),
            _ => return None,
        };
        // what the scanner measured, with the paper white; a rendering for effect only when the profile has no other
        let transform =
            [RenderingIntent::RelativeColorimetric, RenderingIntent::Perceptual].into_iter().find_map(|intent| {
                let options = TransformOptions { rendering_intent: intent, ..TransformOptions::default() };
                profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), to, options).ok()
            })?;
        if channels == Channels::Grey {
            return grey_table(transform.as_ref());
        }
        let is_srgb = channels != Channels::Cmyk && keeps_colours(transform.as_ref(), layout)?;
        (!is_srgb).then_some(Way::Profile { transform, layout })
    }

    /// The picture in sRGB: grey stays grey, RGB keeps its opacity, inks become RGB. A picture of other channels than
    /// this was made for comes back as it is.
    #[must_use]
    pub fn apply(&self, raster: Raster) -> Raster {
        match (&self.way, raster.channels) {
            (Way::Grey(table), Channels::Grey) => {
                let mut raster = raster;
                for byte in &mut raster.bytes {
                    *byte = table.get(usize::from(*byte)).copied().unwrap_or_default();
                }
                raster
            }
            (Way::Profile { transform, layout: Layout::Rgb }, Channels::Rgb) => in_place::<3>(transform, raster),
            (Way::Profile { transform, layout: Layout::Rgba }, Channels::Rgba) => in_place::<4>(transform, raster),
            (Way::Profile { transform, layout: Layout::Rgba }, Channels::Cmyk) => {
                inks_by_profile(transform, &raster).unwrap_or_else(|| cmyk_to_rgb(raster))
            }
            _ => raster,
        }
    }
}

/// The 256 greys; nothing when they come out as they went in, or not grey.
fn grey_table(transform: &Transform8BitExecutor) -> Option<Way> {
    let greys: Vec<u8> = (0..=u8::MAX).collect();
    let mut colours = vec![0; 3 * greys.len()];
    transform.transform(&greys, &mut colours).ok()?;
    let mut table = Box::new([0; 256]);
    let mut changes = false;
    for ((place, grey), [red, green, blue]) in table.iter_mut().zip(&greys).zip(colours.as_chunks::<3>().0) {
        if red.abs_diff(*green) > SAME || blue.abs_diff(*green) > SAME {
            return None;
        }
        *place = *green;
        changes |= green.abs_diff(*grey) > SAME;
    }
    changes.then_some(Way::Grey(table))
}

/// Whether colours from everywhere come out as they went in.
fn keeps_colours(transform: &Transform8BitExecutor, layout: Layout) -> Option<bool> {
    let steps = || (0..=u8::MAX).step_by(17);
    let opacity: &[u8] = if layout == Layout::Rgba { &[255] } else { &[] };
    let colours: Vec<u8> = steps()
        .flat_map(|red| steps().flat_map(move |green| steps().map(move |blue| [red, green, blue])))
        .flat_map(|colour| colour.into_iter().chain(opacity.iter().copied()))
        .collect();
    let mut changed = vec![0; colours.len()];
    transform.transform(&colours, &mut changed).ok()?;
    Some(colours.iter().zip(&changed).all(|(before, after)| before.abs_diff(*after) <= SAME))
}

/// Through a small copy, so that a large picture is in memory once.
fn in_place<const N: usize>(transform: &Arc<Transform8BitExecutor>, mut raster: Raster) -> Raster {
    // a block that fails stays as it is: the pixels are more than their colours
    let _ = catch_unwind(AssertUnwindSafe(|| {
        let mut before = Vec::with_capacity(BLOCK_PX * N);
        for block in raster.bytes.as_chunks_mut::<N>().0.chunks_mut(BLOCK_PX) {
            before.clear();
            before.extend_from_slice(block.as_flattened());
            if transform.transform(&before, block.as_flattened_mut()).is_err() {
                block.as_flattened_mut().copy_from_slice(&before);
            }
        }
    }));
    raster
}

fn inks_by_profile(transform: &Arc<Transform8BitExecutor>, raster: &Raster) -> Option<Raster> {
    let (inks, _) = raster.bytes.as_chunks::<4>();
    let bytes = catch_unwind(AssertUnwindSafe(|| {
        let mut bytes = vec![0; inks.len() * 3];
        for (block, colours) in inks.chunks(BLOCK_PX).zip(bytes.chunks_mut(BLOCK_PX * 3)) {
            transform.transform(block.as_flattened(), colours).ok()?;
        }
        Some(bytes)
    }));
    Some(Raster { channels: Channels::Rgb, bytes: bytes.ok()??, width: raster.width, height: raster.height })
}

/// Inks without a profile: what each lets through, and black of that. Other pictures come back as they are.
#[must_use]
pub fn cmyk_to_rgb(raster: Raster) -> Raster {
    if raster.channels != Channels::Cmyk {
        return raster;
    }
    let left = |ink: u8, black: u8| {
        let product = u32::from(255 - ink) * u32::from(255 - black);
        u8::try_from((product + 127) / 255).unwrap_or(u8::MAX)
    };
    let (inks, _) = raster.bytes.as_chunks::<4>();
    let colours: Vec<[u8; 3]> = inks
        .iter()
        .map(|[cyan, magenta, yellow, black]| [cyan, magenta, yellow].map(|ink| left(*ink, *black)))
        .collect();
    Raster { channels: Channels::Rgb, bytes: colours.into_flattened(), width: raster.width, height: raster.height }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raster(channels: Channels, pixel: &[u8]) -> Raster {
        Raster { width: 50, height: 400, channels, bytes: pixel.repeat(20_000) }
    }

    fn close(found: &Raster, expected: &[u8]) -> bool {
        let mut pixels = found.bytes.chunks_exact(expected.len());
        found.bytes.len() == 20_000 * expected.len()
            && pixels.all(|pixel| pixel.iter().zip(expected).all(|(found, expected)| found.abs_diff(*expected) <= 2))
    }

    #[test]
    fn a_wide_profile_makes_colours_stronger_and_keeps_grey_and_opacity() {
        let icc = ColorProfile::new_adobe_rgb().encode().unwrap();
        // by the formulas of both standards
        for (before, after) in [([100, 150, 100], [66, 151, 97]), ([150, 120, 90], [162, 121, 88]), ([77; 3], [76; 3])]
        {
            let out = ToSrgb::new(&icc, Channels::Rgb).unwrap().apply(raster(Channels::Rgb, &before));
            assert!(close(&out, &after), "{before:?} became {:?}", &out.bytes[..3]);
            let with_opacity = [&before[..], &[40]].concat();
            let out = ToSrgb::new(&icc, Channels::Rgba).unwrap().apply(raster(Channels::Rgba, &with_opacity));
            assert!(close(&out, &[&after[..], &[40]].concat()), "{before:?} became {:?}", &out.bytes[..4]);
        }
    }

    #[test]
    fn srgb_needs_no_way_and_a_profile_of_other_channels_has_none() {
        let srgb = ColorProfile::new_srgb().encode().unwrap();
        let wide = ColorProfile::new_adobe_rgb().encode().unwrap();
        assert!(ToSrgb::new(&srgb, Channels::Rgb).is_none());
        assert!(ToSrgb::new(&srgb, Channels::Rgba).is_none());
        assert!(ToSrgb::new(&wide, Channels::Grey).is_none());
        assert!(ToSrgb::new(&wide, Channels::Cmyk).is_none());
        assert!(ToSrgb::new(&[], Channels::Rgb).is_none());
        assert!(ToSrgb::new(&[0; 5000], Channels::Rgb).is_none());
    }

    #[test]
    fn grey_stays_grey() {
        let dark = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
        let out = ToSrgb::new(&dark, Channels::Grey).unwrap().apply(raster(Channels::Grey, &[55]));
        assert!(out.channels == Channels::Grey && close(&out, &[128]), "{:?}", &out.bytes[..1]);
        let usual = ColorProfile::new_gray_with_gamma(2.2).encode().unwrap();
        let out = match ToSrgb::new(&usual, Channels::Grey) {
            Some(way) => way.apply(raster(Channels::Grey, &[128])),
            None => raster(Channels::Grey, &[128]),
        };
        assert!(close(&out, &[128]), "{:?}", &out.bytes[..1]);
    }

    #[test]
    fn inks_without_a_profile() {
        for (inks, colour) in [
            ([0, 0, 0, 0], [255, 255, 255]),
            ([255, 0, 0, 0], [0, 255, 255]),
            ([0, 0, 0, 255], [0, 0, 0]),
            ([128, 0, 0, 128], [64, 127, 127]),
        ] {
            let out = cmyk_to_rgb(raster(Channels::Cmyk, &inks));
            assert!(out.channels == Channels::Rgb && close(&out, &colour), "{inks:?} became {:?}", &out.bytes[..3]);
        }
    }

    #[test]
    fn a_damaged_profile_is_used_or_not_but_never_ends_the_program() {
        let whole = ColorProfile::new_display_p3().encode().unwrap();
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] = changed[at].wrapping_add(0x7F);
            for hostile in [&whole[..at], &changed] {
                if let Some(way) = ToSrgb::new(hostile, Channels::Rgb) {
                    let out = way.apply(Raster { width: 2, height: 1, channels: Channels::Rgb, bytes: vec![9; 6] });
                    assert_eq!(out.bytes.len(), 6);
                }
            }
        }
    }
}
