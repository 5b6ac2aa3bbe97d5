//! How fast cards are keyed in this session. Kept in memory only: no file has it, and it is sent nowhere.

use crate::i18n::tr_args;
use crate::model::EntryId;

/// The cards that were finished since the program began.
#[derive(Clone, Debug, Default)]
pub(super) struct Pace {
    /// The card that is shown, and since when, in seconds of the window's clock.
    begun: Option<(EntryId, f64)>,
    /// How long each finished card took, in seconds.
    seconds: Vec<f64>,
}

impl Pace {
    /// A card is shown. The clock goes on when it is the same one.
    pub(super) fn shown(&mut self, card: EntryId, now: f64) {
        if self.begun.is_none_or(|(known, _)| known != card) {
            self.begun = Some((card, now));
        }
    }

    /// A card is finished. Finished twice it counts twice, each time from where the one before ended.
    pub(super) fn finished(&mut self, card: EntryId, now: f64) {
        if let Some((known, since)) = self.begun
            && known == card
        {
            self.seconds.push((now - since).max(0.0));
            self.begun = Some((card, now));
        }
    }

    /// In words: `12 cards this session · 2 min 40 s a card (median)`.
    pub(super) fn words(&self) -> String {
        let count = self.seconds.len();
        let Some(seconds) = median(&self.seconds) else {
            return tr_args("pace-none", &[("count", count.into())]);
        };
        tr_args("pace", &[("count", count.into()), ("time", duration(seconds).into())])
    }
}

/// The middle one in order of size, of an even number the mean of the two in the middle: one long pause does not
/// change it.
fn median(seconds: &[f64]) -> Option<f64> {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

/// A time in minutes and seconds.
fn duration(seconds: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time is not negative")]
    let whole = seconds.round() as u64;
    let (minutes, seconds) = (whole / 60, whole % 60);
    if minutes == 0 {
        tr_args("pace-seconds", &[("seconds", seconds.into())])
    } else {
        tr_args("pace-minutes", &[("minutes", minutes.into()), ("seconds", seconds.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        for (seconds, middle) in
            [(&[][..], None), (&[7.0], Some(7.0)), (&[9.0, 1.0], Some(5.0)), (&[30.0, 3600.0, 40.0], Some(40.0))]
        {
            assert_eq!(median(seconds), middle, "{seconds:?}");
        }
    }

    #[test]
    fn a_time_is_minutes_and_seconds() {
        for (seconds, words) in [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (160.0, "2 min 40 s")] {
            assert_eq!(duration(seconds), words);
        }
    }

    #[test]
    fn only_a_card_that_was_shown_is_counted_and_from_when_it_was_shown() {
        let (one, other) = (EntryId::fresh(), EntryId::fresh());
        let mut pace = Pace::default();
        assert_eq!(pace.words(), "No card finished in this session yet");
        pace.finished(one, 5.0);
        pace.shown(one, 10.0);
        pace.shown(one, 100.0);
        pace.finished(one, 170.0);
        pace.shown(other, 171.0);
        pace.finished(one, 200.0);
        assert_eq!(pace.words(), "1 card this session · 2 min 40 s a card (median)");
        pace.finished(other, 171.0 + 20.0);
        assert_eq!(pace.words(), "2 cards this session · 1 min 30 s a card (median)");
    }
}
