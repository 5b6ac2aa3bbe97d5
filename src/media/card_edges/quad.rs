//! Straight lines through points, and the four corners they make.

/// A place on the reduced picture, in pixels from its upper left corner.
pub(super) type At = [f64; 2];
pub(super) type Quad = [At; 4];

/// A straight line without ends.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub through: At,
    /// Its direction, of length 1.
    pub along: At,
}

impl Line {
    pub fn between(from: At, to: At) -> Option<Self> {
        let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        let length = dx.hypot(dy);
        (length > 0.5).then(|| Self { through: from, along: [dx / length, dy / length] })
    }

    pub fn distance(&self, point: At) -> f64 {
        cross(self.along, [point[0] - self.through[0], point[1] - self.through[1]]).abs()
    }
}

pub(super) fn cross(a: At, b: At) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// The line most of the points lie on, and how many do. It leads roughly `along`: within 30 degrees.
pub(super) fn line_through(points: &[At], along: At, slack: f64) -> Option<(Line, usize)> {
    let near = |line: &Line| points.iter().filter(|&&point| line.distance(point) < slack).count();
    let is_along = |line: &Line| (line.along[0] * along[0] + line.along[1] * along[1]).abs() > 0.866;
    // every pair out of points from the whole length, in place of pairs drawn by lot: the answer is always the same
    let some: Vec<At> = points.iter().step_by((points.len() / 24).max(1)).copied().collect();
    let pairs = some.iter().enumerate().flat_map(|(at, &from)| some.iter().skip(at + 4).map(move |&to| (from, to)));
    let lines = pairs.filter_map(|(from, to)| Line::between(from, to)).filter(is_along);
    let mut line = lines.max_by_key(near)?;
    for _ in 0..4 {
        let on: Vec<At> = points.iter().copied().filter(|&point| line.distance(point) < slack).collect();
        line = nearest_line(&on, along)?;
    }
    Some((line, near(&line)))
}

/// The line with the least squares of distances from all points, in the direction of `along`.
pub(super) fn nearest_line(points: &[At], along: At) -> Option<Line> {
    if points.len() < 2 {
        return None;
    }
    let count = points.len() as f64;
    let mean = |axis: fn(&At) -> f64| points.iter().map(axis).sum::<f64>() / count;
    let through = [mean(|point| point[0]), mean(|point| point[1])];
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for [x, y] in points {
        let (x, y) = (x - through[0], y - through[1]);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    let (sine, cosine) = ((2.0 * xy).atan2(xx - yy) / 2.0).sin_cos();
    let is_same_way = cosine * along[0] + sine * along[1] >= 0.0;
    Some(Line { through, along: if is_same_way { [cosine, sine] } else { [-cosine, -sine] } })
}

/// Where each of four sides meets the one before it.
pub(super) fn corners(sides: &[(Line, bool); 4]) -> Option<Quad> {
    let [upper, right, lower, left] = sides.map(|(line, _)| line);
    let meet = |a: Line, b: Line| {
        let turn = cross(a.along, b.along);
        let apart = [b.through[0] - a.through[0], b.through[1] - a.through[1]];
        let way = cross(apart, b.along) / turn;
        (turn.abs() > 0.1).then(|| [a.through[0] + a.along[0] * way, a.through[1] + a.along[1] * way])
    };
    Some([meet(left, upper)?, meet(upper, right)?, meet(right, lower)?, meet(lower, left)?])
}

pub(super) fn sides(quad: &Quad) -> [At; 4] {
    let [a, b, c, d] = *quad;
    [(a, b), (b, c), (c, d), (d, a)].map(|(from, to)| [to[0] - from[0], to[1] - from[1]])
}

pub(super) fn area(quad: &Quad) -> f64 {
    let [a, b, c, d] = sides(quad);
    f64::midpoint(cross(a, b), cross(c, d))
}

/// Whether the angles are within 12 degrees of right ones, clockwise.
pub(super) fn is_card_like(quad: &Quad) -> bool {
    let [a, b, c, d] = sides(quad);
    [(a, b), (b, c), (c, d), (d, a)].iter().all(|&(a, b)| cross(a, b) > a[0].hypot(a[1]) * b[0].hypot(b[1]) * 0.978)
}

/// How far the proportions are from those wanted, both as logarithms, and whether it is less on its side.
pub(super) fn misfit(quad: &Quad, wanted: f64) -> (f64, bool) {
    let [upper, right, lower, left] = sides(quad).map(|[x, y]| x.hypot(y));
    let seen = ((upper + lower) / (left + right)).ln();
    let (upright, turned) = ((seen - wanted).abs(), (seen + wanted).abs());
    (upright.min(turned), turned < upright)
}
