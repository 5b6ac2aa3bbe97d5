//! The neighbourhood of a number and the reasons for one man in words, the same in the window and on the command line.

use super::wording::words;
use crate::i18n::{tr, tr_args};
use crate::model::{NumberSeries, Reason, Register, Remark, SharedBy, Transport};

/// A register in words: `KL Auschwitz, general series, men`.
pub fn register_text(register: &Register) -> String {
    let series = match register.series {
        NumberSeries::Unstated => String::new(),
        series => words("series", series.term()),
    };
    match (register.issuer_text(), series.is_empty()) {
        ("", true) => tr("near-register-unknown"),
        ("", false) => series,
        (issuer, true) => issuer.to_owned(),
        (issuer, false) => tr_args("near-register", &[("issuer", issuer.to_owned().into()), ("series", series.into())]),
    }
}

/// Numbers nobody here has, in words: `164257 · nobody here`.
pub fn gap_text(from: u64, to: u64) -> String {
    if from == to {
        return tr_args("near-gap-one", &[("number", from.to_string().into())]);
    }
    let count = (to - from).saturating_add(1);
    tr_args(
        "near-gap",
        &[("from", from.to_string().into()), ("to", to.to_string().into()), ("count", count.to_string().into())],
    )
}

/// What is to be seen of a number beside others, in words.
pub fn remark_text(remark: &Remark) -> String {
    match remark {
        Remark::Shared { others, how } => {
            let key = match how {
                SharedBy::SameMan => "near-shared-same",
                SharedBy::PerhapsSameMan => "near-shared-perhaps",
                SharedBy::Reissued => "near-shared-re-issued",
                SharedBy::Unclear => "near-shared-unclear",
            };
            tr_args(key, &[("count", (others.len() + 1).into())])
        }
        Remark::OutOfOrder { number, arrived, is_before } => {
            let key = if *is_before { "near-before" } else { "near-after" };
            tr_args(key, &[("number", number.clone().into()), ("date", arrived.clone().into())])
        }
        Remark::SameDay => tr("near-same-day"),
        Remark::State(state) => words("number-state", state.term()),
        Remark::IssuerUnstated => tr("near-issuer-unstated"),
        Remark::SeriesUnstated => tr("near-series-unstated"),
    }
}

/// With whom somebody may have come, in words.
pub fn transport_text(transport: &Transport) -> String {
    let Transport { day, count, numbers: (from, to), is_inferred } = transport;
    let [date, from, to] = [day.to_string(), from.to_string(), to.to_string()];
    if *is_inferred {
        tr_args("near-transport-inferred", &[("date", date.into()), ("from", from.into()), ("to", to.into())])
    } else {
        let count = *count;
        tr_args(
            "near-transport",
            &[("count", count.into()), ("date", date.into()), ("from", from.into()), ("to", to.into())],
        )
    }
}

/// A reason for two entries being the same man, or against it, in words.
pub fn reason_text(reason: &Reason) -> String {
    let (here, there) = (reason.here.trim(), reason.there.trim());
    let both = if here == there || there.is_empty() {
        here.to_owned()
    } else {
        tr_args("alike-here-there", &[("here", here.to_owned().into()), ("there", there.to_owned().into())])
    };
    tr_args(&format!("alike-{}", reason.kind.term()), &[("both", both.into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::has;
    use crate::model::{Day, EntryId, NumberState, ReasonKind, Strength};

    #[test]
    fn every_reason_and_every_strength_has_words() {
        let reasons = ReasonKind::ALL.iter().map(|kind| format!("alike-{}", kind.term()));
        let strengths = Strength::ALL.iter().map(|strength| format!("strength-{}", strength.term()));
        let missing: Vec<String> = reasons.chain(strengths).filter(|key| !has(key)).collect();
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn what_is_said_of_numbers() {
        assert_eq!(gap_text(164_257, 164_257), "164257 · nobody here");
        assert_eq!(gap_text(11, 22), "11 to 22 · 12 numbers nobody here has");
        assert_eq!(gap_text(0, u64::MAX).matches("nobody").count(), 1);
        let camp = Register { issuer_names: vec!["KL Auschwitz".into()], ..Register::default() };
        assert_eq!(register_text(&camp), "KL Auschwitz");
        let whole = Register { series: NumberSeries::Rkg, ..camp };
        assert_eq!(register_text(&whole), "KL Auschwitz, RKG series (Soviet prisoners of war)");
        assert_eq!(register_text(&Register::default()), "a register nobody has stated");
        let shared = Remark::Shared { others: vec![EntryId::fresh()], how: SharedBy::PerhapsSameMan };
        assert_eq!(remark_text(&shared), "2 have this number: perhaps the same man");
        let early = Remark::OutOfOrder { number: "12".into(), arrived: "1.3.1944".into(), is_before: true };
        assert_eq!(remark_text(&early), "came before 12 (1.3.1944), though the number is higher");
        assert_eq!(remark_text(&Remark::State(NumberState::Struck)), "struck out");
        let transport = Transport { day: Day(0), count: 3, numbers: (10, 20), is_inferred: false };
        assert_eq!(
            transport_text(&transport),
            "3 numbers here, this one among them, came on 1970-01-01 (10 to 20): likely the same transport."
        );
    }

    #[test]
    fn what_is_the_same_is_said_once() {
        let reason = |here: &str, there: &str| {
            reason_text(&Reason { kind: ReasonKind::SurnameSound, here: here.into(), there: there.into() })
        };
        assert_eq!(reason("Погожев", "Pogoschew"), "surname sounds so: Погожев / Pogoschew");
        assert_eq!(reason("Skiba", "Skiba"), "surname sounds so: Skiba");
    }
}
