//! Lines of samples become lines of pixels.

#![expect(
    clippy::cast_sign_loss,
    reason = "the upper half of a product of 16-bit numbers, and values that are brought into 0..256"
)]

/// So many pixels are converted at once, by wide instructions.
const GROUP: usize = 16;

/// Brightness and two differences of colour (JFIF 1.02, page 3) as red, green, blue.
#[inline]
fn convert([y, cb, cr]: [[u8; GROUP]; 3]) -> [[u8; 3]; GROUP] {
    // factor × 2^13 × (value × 2^7) / 2^16: four bits behind the point
    let product = |value: i16, factor: i16| ((i32::from(value << 7) * i32::from(factor)) >> 16) as i16;
    let byte = |value: i16| (value >> 4).clamp(0, 255) as u8;
    let (mut red, mut green, mut blue) = ([0; GROUP], [0; GROUP], [0; GROUP]);
    for (((((red, green), blue), y), cb), cr) in red.iter_mut().zip(&mut green).zip(&mut blue).zip(y).zip(cb).zip(cr) {
        let y = (i16::from(y) << 4) + 8;
        let (cb, cr) = (i16::from(cb) - 128, i16::from(cr) - 128);
        // 1.402; 0.344136 and 0.714136; 2 - 0.228
        *red = byte(y + (cr << 4) + product(cr, 3293));
        *green = byte(y - product(cb, 2819) - product(cr, 5850));
        *blue = byte(y + (cb << 5) - product(cb, 1868));
    }
    let mut pixels = [[0; 3]; GROUP];
    for (((pixel, red), green), blue) in pixels.iter_mut().zip(red).zip(green).zip(blue) {
        *pixel = [red, green, blue];
    }
    pixels
}

/// Hands on what the groups of three lines become.
fn in_groups(y: &[u8], cb: &[u8], cr: &[u8], mut hand_on: impl FnMut(&[[u8; 3]])) {
    let (y_groups, y_rest) = y.as_chunks::<GROUP>();
    let (blue_groups, blue_rest) = cb.as_chunks::<GROUP>();
    let (red_groups, red_rest) = cr.as_chunks::<GROUP>();
    for ((y, cb), cr) in y_groups.iter().zip(blue_groups).zip(red_groups) {
        hand_on(&convert([*y, *cb, *cr]));
    }
    let last = [y_rest, blue_rest, red_rest].map(|rest| {
        let mut group = [0; GROUP];
        group.iter_mut().zip(rest).for_each(|(target, source)| *target = *source);
        group
    });
    hand_on(convert(last).get(..y_rest.len()).unwrap_or_default());
}

pub(super) fn ycc_to_rgb(y: &[u8], cb: &[u8], cr: &[u8], pixels: &mut Vec<u8>) {
    in_groups(y, cb, cr, |group| pixels.extend_from_slice(group.as_flattened()));
}

pub(super) fn rgb(red: &[u8], green: &[u8], blue: &[u8], pixels: &mut Vec<u8>) {
    for ((red, green), blue) in red.iter().zip(green).zip(blue) {
        pixels.extend_from_slice(&[*red, *green, *blue]);
    }
}

/// `inverted` is 0xFF where the file says what is left free by the ink.
pub(super) fn cmyk([cyan, magenta, yellow, black]: [&[u8]; 4], inverted: u8, pixels: &mut Vec<u8>) {
    for (((cyan, magenta), yellow), black) in cyan.iter().zip(magenta).zip(yellow).zip(black) {
        pixels.extend_from_slice(&[*cyan, *magenta, *yellow, *black].map(|value| value ^ inverted));
    }
}

/// Stored inverted; and what the brightness and the differences give is inverted ink, too.
pub(super) fn ycck_to_cmyk([y, cb, cr, black]: [&[u8]; 4], pixels: &mut Vec<u8>) {
    let mut blacks = black.iter();
    in_groups(y, cb, cr, |group| {
        for ([cyan, magenta, yellow], black) in group.iter().zip(&mut blacks) {
            pixels.extend_from_slice(&[*cyan, *magenta, *yellow, 255 - black]);
        }
    });
}
