//! How the tones of a picture are changed while it is looked at: one small table for all its pixels.

use crate::model::{Appearance, Channel};

/// What of an appearance changes pixels, and not only where they lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tones {
    /// From -100 to 100.
    brightness: i16,
    /// From -100 to 100.
    contrast: i16,
    /// The exponent of the tones.
    gamma: f64,
    /// Whether light and dark change places.
    inverted: bool,
    /// What of the colours is seen.
    channel: Channel,
}

impl Default for Tones {
    fn default() -> Self {
        Self::of(&Appearance::default())
    }
}

impl Tones {
    /// The tones of an appearance; what no slider can say is taken for the nearest it can.
    pub fn of(appearance: &Appearance) -> Self {
        let Appearance { turns: _, mirrored: _, brightness, contrast, gamma, inverted, channel } = *appearance;
        let gamma = if gamma.is_finite() { gamma.clamp(0.2, 5.0) } else { 1.0 };
        let (brightness, contrast) = (brightness.clamp(-100, 100), contrast.clamp(-100, 100));
        Self { brightness, contrast, gamma, inverted, channel }
    }

    /// Whether the picture is shown as it is.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// What becomes of each tone: turned round, bent by the exponent, spread around the middle, lifted.
    pub fn table(&self) -> [u8; 256] {
        // a contrast of 100 is four times as steep, one of -100 a quarter
        let steepness = 2_f64.powf(f64::from(self.contrast) / 50.0);
        let lift = f64::from(self.brightness) / 200.0;
        std::array::from_fn(|tone| {
            #[expect(clippy::cast_precision_loss, reason = "a tone is at most 255")]
            let tone = tone as f64 / 255.0;
            let tone = if self.inverted { 1.0 - tone } else { tone };
            let tone = (tone.powf(self.gamma) - 0.5) * steepness + 0.5 + lift;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
            let byte = (tone * 255.0).round().clamp(0.0, 255.0) as u8;
            byte
        })
    }

    /// Changes pixels of four bytes each, red first; their opacity stays.
    pub fn apply(&self, rgba: &mut [u8]) {
        if self.is_plain() {
            return;
        }
        let table = self.table();
        let toned = |tone: u8| table.get(usize::from(tone)).copied().unwrap_or(tone);
        let (pixels, _) = rgba.as_chunks_mut::<4>();
        match self.channel {
            Channel::All => {
                for [red, green, blue, _] in pixels {
                    (*red, *green, *blue) = (toned(*red), toned(*green), toned(*blue));
                }
            }
            Channel::Red => pixels.iter_mut().for_each(|pixel| grey(pixel, |[red, ..]| toned(red))),
            Channel::Green => pixels.iter_mut().for_each(|pixel| grey(pixel, |[_, green, ..]| toned(green))),
            Channel::Blue => pixels.iter_mut().for_each(|pixel| grey(pixel, |[_, _, blue, _]| toned(blue))),
            Channel::Grey => pixels.iter_mut().for_each(|pixel| grey(pixel, |pixel| toned(brightness(pixel)))),
        }
    }
}

fn grey(pixel: &mut [u8; 4], tone: impl Fn([u8; 4]) -> u8) {
    let tone = tone(*pixel);
    let [red, green, blue, _] = pixel;
    (*red, *green, *blue) = (tone, tone, tone);
}

/// How bright a colour is seen (the weights of ITU-R BT.709, in parts of 256).
fn brightness([red, green, blue, _]: [u8; 4]) -> u8 {
    let sum = 54 * u32::from(red) + 183 * u32::from(green) + 19 * u32::from(blue) + 128;
    u8::try_from(sum >> 8).unwrap_or(u8::MAX)
}

/// What shows through is white, like paper, so that every pixel is solid.
pub(super) fn on_paper(rgba: &mut [u8]) {
    let (pixels, _) = rgba.as_chunks_mut::<4>();
    for [red, green, blue, opacity] in pixels.iter_mut().filter(|[.., opacity]| *opacity < u8::MAX) {
        let alpha = u16::from(*opacity);
        let over = |tone: u8| u8::try_from((u16::from(tone) * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255);
        (*red, *green, *blue, *opacity) = (over(*red), over(*green), over(*blue), u8::MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tones(change: impl FnOnce(&mut Appearance)) -> Tones {
        let mut appearance = Appearance::default();
        change(&mut appearance);
        Tones::of(&appearance)
    }

    #[test]
    fn a_picture_as_it_is_is_not_touched() {
        let table = Tones::default().table();
        assert!(table.iter().zip(0..=255).all(|(after, before)| *after == before), "{table:?}");
        let turned = tones(|appearance| (appearance.turns, appearance.mirrored) = (3, true));
        assert!(turned.is_plain(), "turning changes no tone");
    }

    #[test]
    fn every_tone_has_its_place() {
        let inverted = tones(|appearance| appearance.inverted = true).table();
        assert_eq!((inverted[0], inverted[255], inverted[100]), (255, 0, 155));
        let brighter = tones(|appearance| appearance.brightness = 100).table();
        assert_eq!((brighter[0], brighter[200]), (128, 255));
        let steep = tones(|appearance| appearance.contrast = 50).table();
        assert_eq!((steep[0], steep[255], steep[128]), (0, 255, 129));
        let flat = tones(|appearance| appearance.contrast = -100).table();
        assert_eq!((flat[0], flat[255]), (96, 159));
        let darker = tones(|appearance| appearance.gamma = 2.0).table();
        assert_eq!((darker[0], darker[128], darker[255]), (0, 64, 255));
        for table in [inverted, brighter, steep, flat, darker] {
            let (up, down) = (table.is_sorted(), table.iter().rev().is_sorted());
            assert!(up || down, "no tone overtakes another: {table:?}");
        }
    }

    #[test]
    fn a_channel_alone_is_grey() {
        for (channel, expected) in [
            (Channel::All, [10, 100, 200, 7]),
            (Channel::Red, [10, 10, 10, 7]),
            (Channel::Green, [100, 100, 100, 7]),
            (Channel::Blue, [200, 200, 200, 7]),
            (Channel::Grey, [88, 88, 88, 7]),
        ] {
            let mut pixel = [10, 100, 200, 7];
            tones(|appearance| appearance.channel = channel).apply(&mut pixel);
            assert_eq!(pixel, expected, "{channel:?}");
        }
    }

    #[test]
    fn what_no_slider_can_say_does_no_harm() {
        for gamma in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300] {
            let table = tones(|appearance| {
                appearance.gamma = gamma;
                appearance.brightness = i16::MAX;
                appearance.contrast = i16::MIN;
            });
            assert_eq!(table.table().len(), 256);
        }
    }

    #[test]
    fn what_shows_through_is_white() {
        let mut pixels = [0, 0, 0, 0, 10, 20, 30, 255, 0, 100, 200, 128];
        on_paper(&mut pixels);
        assert_eq!(pixels, [255, 255, 255, 255, 10, 20, 30, 255, 127, 177, 227, 255]);
    }
}
