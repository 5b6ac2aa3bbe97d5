//! How long an act stays chosen: whoever passes over it by arrow key does not want to know everything of it.

use std::time::Duration;

/// An act that stays chosen for so long is looked at.
const LOOKED_AT_SECONDS: f64 = 0.3;

/// Since when an act is shown, in seconds of the window's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Stay {
    since: Option<f64>,
}

impl Stay {
    /// How long it has to stay yet, counted from the first time this is asked; none when it stayed long enough.
    pub(super) fn left(&mut self, now: f64) -> Option<Duration> {
        let since = *self.since.get_or_insert(now);
        let left = LOOKED_AT_SECONDS - (now - since);
        (left > 0.0).then(|| Duration::from_secs_f64(left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_looked_at_when_it_stays_chosen() {
        let mut stay = Stay::default();
        assert!(stay.left(10.0).is_some(), "it was shown just now");
        assert!(stay.left(10.29).is_some());
        assert_eq!(stay.left(10.31), None);
        assert!(Stay::default().left(10.31).is_some(), "the next one begins anew");
    }
}
