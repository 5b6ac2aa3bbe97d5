//! When a stored file is looked at again (pure).

use crate::model::{FileState, Timestamp};

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// Each file is looked at at least every so many days, as the repositories do it that keep files for good.
pub const PERIOD_DAYS: u32 = 90;
/// One that is lost or damaged is looked at again after so many days: it may have been put back.
const TROUBLED_DAYS: i64 = 1;
/// A clock may have been so far ahead and be right again; more than that was another time altogether.
const SLACK_MILLIS: i64 = DAY_MILLIS;

/// When a file is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Now.
    Now,
    /// Its turn comes by a daily share: it was looked at later than now, so one of the two clocks was wrong and nobody
    /// can say how long ago that was.
    InTurn,
    /// From this moment on.
    From(Timestamp),
}

/// When a file is to be looked at that was in this state at this moment, or was never looked at.
pub fn due(now: Timestamp, state: FileState, checked_at: Option<Timestamp>) -> Due {
    let Some(checked_at) = checked_at else { return Due::Now };
    if checked_at > bounds(now).slack {
        return Due::InTurn;
    }
    let days = if state == FileState::Good { i64::from(PERIOD_DAYS) } else { TROUBLED_DAYS };
    let from = Timestamp(checked_at.0.saturating_add(days * DAY_MILLIS));
    if from <= now { Due::Now } else { Due::From(from) }
}

/// The moments that part what is due from what is not, as [`due`] has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Looked at then or before: due.
    pub good: Timestamp,
    /// As `good`, for files that are not as they should be.
    pub troubled: Timestamp,
    /// Looked at later than that: the clock was put back.
    pub slack: Timestamp,
    /// What was looked at after this counts as looked at today.
    pub today: Timestamp,
}

/// The bounds at a moment.
pub fn bounds(now: Timestamp) -> Bounds {
    let at = |days: i64| Timestamp(now.0.saturating_add(days * DAY_MILLIS));
    Bounds {
        good: at(-i64::from(PERIOD_DAYS)),
        troubled: at(-TROUBLED_DAYS),
        slack: Timestamp(now.0.saturating_add(SLACK_MILLIS)),
        today: at(-1),
    }
}

/// How many files whose turn comes by share are looked at now: as many a day as bring all of them round in the usual
/// time, less those looked at today.
pub fn share(files: u64, today: u64) -> u64 {
    files.div_ceil(u64::from(PERIOD_DAYS)).saturating_sub(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn days(days: i64) -> Timestamp {
        Timestamp(NOW.0 + days * DAY_MILLIS)
    }

    #[test]
    fn a_file_is_due_ninety_days_after_it_was_looked_at() {
        assert_eq!(due(NOW, FileState::Good, None), Due::Now);
        assert_eq!(due(NOW, FileState::Good, Some(days(-90))), Due::Now);
        assert_eq!(due(NOW, FileState::Good, Some(days(-89))), Due::From(days(1)));
        assert_eq!(due(NOW, FileState::Good, Some(NOW)), Due::From(days(90)));
        assert_eq!(due(NOW, FileState::Good, Some(Timestamp(0))), Due::Now);
    }

    #[test]
    fn a_lost_file_is_looked_at_again_the_next_day_and_not_at_once() {
        for state in [FileState::Bad, FileState::Missing, FileState::Unreadable] {
            assert_eq!(due(NOW, state, Some(NOW)), Due::From(days(1)));
            assert_eq!(due(NOW, state, Some(days(-1))), Due::Now);
        }
    }

    #[test]
    fn a_clock_put_back_makes_neither_everything_due_nor_nothing() {
        // an hour: as if it had been looked at just now
        let ahead = Timestamp(NOW.0 + 3_600_000);
        assert_eq!(due(NOW, FileState::Good, Some(ahead)), Due::From(Timestamp(ahead.0 + 90 * DAY_MILLIS)));
        // ten years: in turn, so many a day that all come round in ninety days
        assert_eq!(due(NOW, FileState::Good, Some(days(3650))), Due::InTurn);
        assert_eq!(due(Timestamp(0), FileState::Good, Some(NOW)), Due::InTurn);
        assert_eq!((share(900, 0), share(900, 4), share(900, 10), share(900, 11)), (10, 6, 0, 0));
        assert_eq!((share(1, 0), share(0, 0), share(91, 0)), (1, 0, 2));
        // the end of time is no mistake of arithmetic
        assert_eq!(due(Timestamp(i64::MAX), FileState::Good, Some(Timestamp(i64::MIN))), Due::Now);
        assert_eq!(due(Timestamp(i64::MIN), FileState::Bad, Some(Timestamp(i64::MAX))), Due::InTurn);
    }

    #[test]
    fn the_bounds_say_the_same() {
        for state in FileState::ALL {
            for offset in [-4000, -91, -90, -89, -2, -1, 0, 1, 2, 4000] {
                let checked_at = days(offset);
                let bounds = bounds(NOW);
                let until = if *state == FileState::Good { bounds.good } else { bounds.troubled };
                let said = due(NOW, *state, Some(checked_at));
                assert_eq!(said == Due::Now, checked_at <= until, "{state} {offset}");
                assert_eq!(said == Due::InTurn, checked_at > bounds.slack, "{state} {offset}");
            }
        }
    }
}
