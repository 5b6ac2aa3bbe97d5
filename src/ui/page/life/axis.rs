//! The time along the bottom of a timeline: years where something happened, and a gap where long nothing did.
//!
//! Invariant: inside a piece a day is as wide as any other; only what lies between two pieces is left out, and drawn as
//! left out.

use crate::model::Day;

/// Years in which nothing happened are left out when there are more than this.
const QUIET_YEARS: i32 = 3;
/// Width of what is left out.
const BREAK_PT: f32 = 26.0;
/// The narrowest a labelled year becomes.
const YEAR_PT: f32 = 40.0;

/// Years that are drawn in one piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    /// The first year.
    pub from_year: i32,
    /// The last year, drawn to its end.
    pub to_year: i32,
    /// Where it begins and ends, in points.
    pub from_x: f32,
    /// Its end.
    pub to_x: f32,
}

/// An axis of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Axis {
    pieces: Vec<Piece>,
}

fn new_year(year: i32) -> i32 {
    Day::from_ymd(year, 1, 1).map_or(0, |day| day.0)
}

impl Piece {
    fn days(&self) -> i32 {
        new_year(self.to_year + 1) - new_year(self.from_year)
    }

    /// Where a day lies in it; beyond its ends the end.
    fn x(&self, day: i32) -> f32 {
        let share = (day - new_year(self.from_year)) as f32 / self.days().max(1) as f32;
        self.from_x + share.clamp(0.0, 1.0) * (self.to_x - self.from_x)
    }
}

impl Axis {
    /// An axis `width` points wide, from `left`, on which these spans of days can be drawn.
    pub fn new(spans: &[(Day, Day)], left: f32, width: f32) -> Self {
        let mut years: Vec<(i32, i32)> = spans.iter().map(|(from, to)| (from.ymd().0, to.ymd().0)).collect();
        years.sort_unstable();
        let mut quiet = QUIET_YEARS;
        let mut pieces = joined(&years, quiet);
        // many breaks would leave no room for what happened
        while pieces.len() > 1 && (pieces.len() - 1) as f32 * BREAK_PT > width / 3.0 {
            quiet = quiet.saturating_mul(2);
            pieces = joined(&years, quiet);
        }
        let breaks = pieces.len().saturating_sub(1) as f32 * BREAK_PT;
        let days: i32 = pieces.iter().map(Piece::days).sum();
        let per_day = (width - breaks).max(1.0) / days.max(1) as f32;
        let mut x = left;
        for piece in &mut pieces {
            piece.from_x = x;
            piece.to_x = x + per_day * piece.days() as f32;
            x = piece.to_x + BREAK_PT;
        }
        Self { pieces }
    }

    /// Where a day lies.
    pub fn x(&self, day: Day) -> f32 {
        let year = day.ymd().0;
        let piece = self.pieces.iter().find(|piece| year <= piece.to_year).or(self.pieces.last());
        piece.map_or(0.0, |piece| piece.x(day.0))
    }

    /// The pieces, the earliest first.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The first of January of the years that are marked, with the year.
    pub fn marks(&self) -> Vec<(f32, i32)> {
        let mut marks = Vec::new();
        for piece in &self.pieces {
            let a_year = (piece.to_x - piece.from_x) / (piece.to_year - piece.from_year + 1).max(1) as f32;
            let step =
                [1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| *step as f32 * a_year >= YEAR_PT).unwrap_or(200);
            let marked = (piece.from_year..=piece.to_year)
                .filter(|year| step == 1 || year.rem_euclid(step) == 0 || piece.from_year == piece.to_year);
            let before = marks.len();
            marks.extend(marked.map(|year| (piece.x(new_year(year)), year)));
            if marks.len() == before {
                // a short piece is marked once all the same
                marks.push((piece.from_x, piece.from_year));
            }
        }
        marks
    }
}

fn joined(years: &[(i32, i32)], quiet: i32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (from, to) in years {
        match pieces.last_mut() {
            Some(last) if *from <= last.to_year.saturating_add(quiet) => last.to_year = last.to_year.max(*to),
            _ => pieces.push(Piece { from_year: *from, to_year: *to, from_x: 0.0, to_x: 0.0 }),
        }
    }
    pieces
}

/// Puts things that take room from left to right into lanes in which none lies on another: the lane of each, and how
/// many there are.
pub(super) fn lanes(rooms: &[(f32, f32)], gap: f32) -> (Vec<usize>, usize) {
    let mut ends: Vec<Vec<(f32, f32)>> = Vec::new();
    let lane_of = |(from, to): &(f32, f32)| {
        let is_free = |lane: &Vec<(f32, f32)>| lane.iter().all(|(a, b)| *to + gap <= *a || *b + gap <= *from);
        let at = ends.iter().position(is_free).unwrap_or_else(|| {
            ends.push(Vec::new());
            ends.len() - 1
        });
        if let Some(lane) = ends.get_mut(at) {
            lane.push((*from, *to));
        }
        at
    };
    let lanes = rooms.iter().map(lane_of).collect();
    (lanes, ends.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn axis(spans: &[(&str, &str)], width: f32) -> Axis {
        let spans: Vec<(Day, Day)> = spans.iter().map(|(from, to)| (day(from), day(to))).collect();
        Axis::new(&spans, 0.0, width)
    }

    #[test]
    fn long_quiet_years_are_left_out_and_short_ones_are_not() {
        let found = axis(
            &[
                ("1912-01-01", "1912-12-31"),
                ("1940-01-01", "1940-12-31"),
                ("1942-11-06", "1942-11-06"),
                ("1994-01-01", "1994-12-31"),
            ],
            600.0,
        );
        let years: Vec<(i32, i32)> = found.pieces().iter().map(|piece| (piece.from_year, piece.to_year)).collect();
        assert_eq!(years, [(1912, 1912), (1940, 1942), (1994, 1994)]);
        assert!((found.pieces().last().unwrap().to_x - 600.0).abs() < 0.5);
        assert!(found.x(day("1940-06-01")) < found.x(day("1942-11-06")));
        assert!(found.x(day("1912-12-31")) < found.x(day("1940-01-01")));
        let marked: Vec<i32> = found.marks().into_iter().map(|(_, year)| year).collect();
        assert_eq!(marked, [1912, 1940, 1941, 1942, 1994]);
    }

    #[test]
    fn days_keep_their_order_and_stay_on_the_axis() {
        let found = axis(&[("1941-10-07", "1941-10-07"), ("1945-01-17", "1945-01-17")], 300.0);
        let mut last = -1.0;
        for text in ["1930-01-01", "1941-10-07", "1942-02-28", "1943-11-19", "1945-01-17", "1960-01-01"] {
            let x = found.x(day(text));
            assert!((0.0..=300.0).contains(&x) && x >= last, "{text}: {x}");
            last = x;
        }
    }

    #[test]
    fn marks_do_not_crowd() {
        for width in [150.0, 420.0, 900.0] {
            let found = axis(&[("1900-01-01", "1900-02-01"), ("1903-01-01", "1945-02-01")], width);
            let marks = found.marks();
            for pair in marks.windows(2) {
                assert!(pair[1].0 - pair[0].0 > 26.0, "{width}: {pair:?}");
            }
        }
    }

    #[test]
    fn many_breaks_leave_room() {
        let spans: Vec<(Day, Day)> = (0..30).map(|n| (Day(n * 3_000), Day(n * 3_000))).collect();
        let found = Axis::new(&spans, 0.0, 300.0);
        assert!((found.pieces().last().unwrap().to_x - 300.0).abs() < 0.5);
    }

    #[test]
    fn nothing_lies_on_anything_else() {
        let rooms = [(0.0, 100.0), (50.0, 150.0), (110.0, 200.0), (140.0, 180.0), (400.0, 420.0)];
        let (found, count) = lanes(&rooms, 4.0);
        assert_eq!(found, [0, 1, 0, 2, 0]);
        assert_eq!(count, 3);
        for (one, a) in rooms.iter().enumerate() {
            for (other, b) in rooms.iter().enumerate().skip(one + 1) {
                assert!(found[one] != found[other] || a.1 + 4.0 <= b.0 || b.1 + 4.0 <= a.0);
            }
        }
    }

    #[test]
    fn an_empty_axis_draws_nothing() {
        let found = Axis::new(&[], 0.0, 100.0);
        assert!(found.pieces().is_empty() && found.marks().is_empty());
    }
}
