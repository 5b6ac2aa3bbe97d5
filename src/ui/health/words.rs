//! What the health page says, as sentences (no drawing).

use crate::catalogue::watch::{Health, Troubles};
use crate::i18n::{tr, tr_args};
use crate::model::{FileEventKind, Timestamp};

const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

/// A number with its thousands apart: `1,204`.
pub(super) fn number(count: u64) -> String {
    let digits = count.to_string();
    let apart = tr("health-thousands");
    let mut words = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push_str(&apart);
        }
        words.push(digit);
    }
    words
}

/// How many days lie between two moments, none when they are in the wrong order.
fn days(from: Timestamp, to: Timestamp) -> i64 {
    to.0.saturating_sub(from.0).max(0) / DAY_MILLIS
}

/// `today`, `yesterday`, `12 days ago`.
pub(super) fn ago(moment: Timestamp, now: Timestamp) -> String {
    tr_args("health-ago", &[("days", days(moment, now).into())])
}

/// The sentence the page begins with, and whether it is good news.
pub(super) fn headline(health: &Health) -> (String, bool) {
    let count = [("count", health.files.into()), ("files", number(health.files).into())];
    let wrong = health.wrong.all();
    if health.files == 0 {
        (tr("health-empty"), true)
    } else if wrong > 0 {
        let words = [
            ("count", wrong.into()),
            ("wrong", number(wrong).into()),
            ("files", number(health.files).into()),
            ("all", health.files.into()),
        ];
        (tr_args("health-wrong", &words), false)
    } else if health.never == health.files {
        (tr_args("health-never-looked", &count), true)
    } else {
        (tr_args("health-good", &count), true)
    }
}

/// What is wrong in how many words: `1 is missing, 2 have changed`.
pub(super) fn wrong(wrong: Troubles) -> String {
    let parts = [("missing", wrong.missing), ("bad", wrong.bad), ("unreadable", wrong.unreadable)];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| {
            let count = [("count", count.into()), ("files", number(count).into())];
            tr_args(&format!("health-wrong-{what}"), &count)
        })
        .collect();
    said.join(&tr("health-and"))
}

/// The sentences under the first: when they were looked at, and when they are next.
pub(super) fn particulars(health: &Health) -> Vec<String> {
    let mut said = Vec::new();
    if health.files == 0 {
        said.push(tr("health-empty-how"));
        return said;
    }
    if health.wrong.all() > 0 {
        said.push(tr_args("health-wrong-how", &[("how", wrong(health.wrong).into())]));
    }
    if health.never > 0 && health.never < health.files {
        said.push(tr_args("health-never", &[("count", health.never.into()), ("files", number(health.never).into())]));
    }
    if let (Some(oldest), Some(newest)) = (health.oldest, health.newest) {
        let (oldest, newest) = (ago(oldest, health.at), ago(newest, health.at));
        let key = match health.files {
            1 => "health-looked-one",
            _ if oldest == newest && health.never == 0 => "health-looked-all",
            _ => "health-looked",
        };
        said.push(tr_args(key, &[("oldest", oldest.into()), ("newest", newest.into())]));
    }
    said.push(match (health.due, health.next_due) {
        _ if health.read_only.is_some() => tr("health-next-read-only"),
        (0, Some(next)) => tr_args("health-next", &[("day", next.local_day().into())]),
        (0, None) => tr("health-next-unknown"),
        (due, _) => tr_args("health-due", &[("count", due.into()), ("files", number(due).into())]),
    });
    said
}

/// How many files are not as they should be, for the bar at the foot of the window; nothing when none is.
pub(in crate::ui) fn band(troubles: Troubles) -> Option<String> {
    let all = troubles.all();
    let key = match troubles {
        _ if all == 0 => return None,
        Troubles { missing, .. } if missing == all => "health-band-missing",
        Troubles { bad, .. } if bad == all => "health-band-bad",
        _ => "health-band",
    };
    Some(tr_args(key, &[("count", all.into()), ("files", number(all).into())]))
}

/// What happened to a file, in words.
pub(super) fn event(kind: FileEventKind) -> String {
    tr(&format!("file-event-{}", kind.term().replace(' ', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::has;
    use crate::model::{FileState, Outcome};

    fn health() -> Health {
        Health {
            at: Timestamp(1_800_000_000_000),
            files: 1204,
            bytes: 52_000_000_000,
            never: 0,
            wrong: Troubles::default(),
            due: 0,
            oldest: Some(Timestamp(1_800_000_000_000 - 12 * DAY_MILLIS)),
            newest: Some(Timestamp(1_800_000_000_000 - 1000)),
            next_due: Some(Timestamp(1_800_000_000_000 + 78 * DAY_MILLIS)),
            troubles: Vec::new(),
            orphans: Ok(crate::catalogue::watch::Orphans::default()),
            copies: Vec::new(),
            events: Vec::new(),
            read_only: None,
        }
    }

    #[test]
    fn a_well_catalogue_says_so_in_one_sentence() {
        let well = health();
        assert_eq!(
            headline(&well),
            ("All 1,204 stored files were as they should be when each was read last.".to_owned(), true)
        );
        let said = particulars(&well);
        assert!(said[0].contains("12 days ago") && said[0].contains("today"), "{said:?}");
        assert!(said[1].starts_with("The next check is due on "), "{said:?}");
    }

    #[test]
    fn what_is_wrong_is_counted_in_words() {
        let wrong_one = Troubles { missing: 1, ..Troubles::default() };
        let (said, is_good) = headline(&Health { wrong: wrong_one, ..health() });
        assert!(!is_good);
        assert_eq!(said, "1 of 1,204 stored files is not as it was.");
        assert_eq!(wrong(Troubles { bad: 2, missing: 1, unreadable: 0 }), "1 is missing, 2 have changed");
        assert_eq!(band(wrong_one).as_deref(), Some("1 stored file is missing: health"));
        assert_eq!(
            band(Troubles { missing: 2, ..Troubles::default() }).as_deref(),
            Some("2 stored files are missing: health")
        );
        assert_eq!(band(Troubles::default()), None);
    }

    #[test]
    fn an_empty_catalogue_says_how_to_begin() {
        let empty = Health { files: 0, oldest: None, newest: None, next_due: None, ..health() };
        assert_eq!(headline(&empty).0, "No pictures are stored yet.");
        assert_eq!(particulars(&empty).len(), 1);
    }

    #[test]
    fn numbers_are_easy_to_read() {
        assert_eq!([0, 12, 999, 1204, 1_000_000].map(number), ["0", "12", "999", "1,204", "1,000,000"]);
    }

    #[test]
    fn every_term_of_files_has_words() {
        for kind in FileEventKind::ALL {
            assert!(has(&format!("file-event-{}", kind.term().replace(' ', "-"))), "{kind}");
        }
        for state in FileState::ALL {
            assert!(has(&format!("file-state-{state}")), "{state}");
        }
        for outcome in Outcome::ALL {
            assert!(has(&format!("file-outcome-{}", outcome.term().replace(' ', "-"))), "{outcome}");
        }
    }
}
