//! Rescans of drawn cards, and other cards of the same form.

mod cards;

use super::*;
use cards::{Card, Scan};

fn filled(seed: u64) -> f64 {
    [0.3, 0.5, 0.7, 0.9][usize::try_from(seed % 4).unwrap()]
}

fn of(seed: u64, scan: &Scan) -> Likeness {
    Likeness::of(&Card::new(0, seed, filled(seed)).scanned(scan))
}

#[test]
fn rescans_are_found_and_other_cards_of_the_form_are_not_offered() {
    const CARDS: u64 = 24;
    let first: Vec<_> = (0..CARDS).map(|seed| of(seed, &Scan::plain(seed))).collect();
    let again: Vec<_> = (0..CARDS).map(|seed| of(seed, &Scan::again(seed))).collect();
    let (mut found, mut wrong, mut looked) = (0, 0, 0);
    for (index, one) in first.iter().enumerate() {
        for (other_index, other) in again.iter().enumerate() {
            let is_same = one.same_sheet(other).is_some();
            if index == other_index {
                found += usize::from(is_same);
            } else {
                looked += usize::from(!one.quick_reject(other));
                wrong += usize::from(is_same);
            }
        }
    }
    assert_eq!(wrong, 0);
    assert!(found >= 23, "{found} of {CARDS} found");
    assert!(looked < 60, "{looked} of {} needed a second look", CARDS * (CARDS - 1));
}

#[test]
fn the_same_scan_is_surely_the_same_and_another_form_is_not() {
    let one = of(7, &Scan::plain(1));
    assert_eq!(one.same_sheet(&one), Some(1.0));
    assert!(one.same_sheet(&of(7, &Scan::again(3))).unwrap() > 0.5);
    let other_form = Likeness::of(&Card::new(1, 7, 0.7).scanned(&Scan::plain(1)));
    assert!(one.quick_reject(&other_form));
    assert_eq!(one.same_sheet(&other_form), None);
}

#[test]
fn of_empty_sheets_and_specks_nothing_is_said() {
    for (width, height, grey) in [(512, 360, 230), (512, 360, 0), (3, 2, 9), (1, 1, 0), (512, 32, 200)] {
        let bytes = vec![grey; usize::try_from(width * height).unwrap()];
        let blank = Likeness::of(&Raster { width, height, channels: Channels::Grey, bytes });
        assert_eq!(blank.same_sheet(&blank), None);
        assert_eq!(blank.same_sheet(&of(1, &Scan::plain(1))), None);
    }
    let lies = Likeness::of(&Raster { width: 512, height: 360, channels: Channels::Rgb, bytes: vec![0; 9] });
    assert_eq!(lies.same_sheet(&lies), None);
}

#[test]
fn colours_are_seen_as_grey() {
    let grey = Card::new(0, 3, filled(3)).scanned(&Scan::plain(3));
    let rgb: Vec<u8> = grey.bytes.iter().flat_map(|byte| [*byte; 3]).collect();
    let rgb = Raster { channels: Channels::Rgb, bytes: rgb, ..grey };
    assert_eq!(Likeness::of(&rgb).same_sheet(&of(3, &Scan::plain(3))).map(|sure| sure > 0.9), Some(true));
}

#[test]
fn it_is_written_in_hexadecimal_digits_and_damage_is_told() {
    let one = of(5, &Scan::plain(5));
    let written = String::from(one.clone());
    assert!(written.len() <= 2 * 600, "{} digits", written.len());
    assert_eq!(Likeness::try_from(written.clone()), Ok(one.clone()));
    let json = serde_json::to_string(&one).unwrap();
    assert_eq!(serde_json::from_str::<Likeness>(&json).unwrap(), one);
    for damaged in ["", "zz", "01", "010000", "01ffff", "02403000", "0é", &written[..written.len() - 2], &written[1..]]
    {
        assert!(Likeness::try_from(damaged.to_owned()).is_err(), "{damaged}");
    }
}
