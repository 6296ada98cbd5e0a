//! Fits at the ends of a series, where the bandwidth is another for each: the whole window is one block.

use super::polynomial::{LANES, Moments, abscissa, cut, polynomial, powers, scaled, sum, times};

/// A sum over the window at an end, for the point at one place in it: a polynomial on either side.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    place: usize,
    /// Where the window begins and ends to have weight.
    first: usize,
    last: usize,
    before: Moments,
    behind: Moments,
}

impl End {
    /// The sum, by the moments of every beginning of the window.
    #[inline(always)]
    pub(super) fn sum(&self, partial: &[Moments]) -> f64 {
        let none = [0.0; LANES];
        let at = |place: usize| partial.get(place).unwrap_or(&none);
        let (first, middle, last) = (at(self.first), at(self.place), at(self.last));
        let mut terms = [0.0; LANES];
        for (lane, term) in terms.iter_mut().enumerate() {
            let of = |moments: &Moments| moments.get(lane).copied().unwrap_or(0.0);
            *term = of(&self.before) * (of(middle) - of(first))
                + of(&self.behind) * (of(last) - of(middle));
        }
        sum(&terms)
    }

    /// `alpha` times this and `beta` times `other`, which is for the same place.
    fn plus(&self, alpha: f64, beta: f64, other: &End) -> End {
        let line = |flat: &Moments, sloped: &Moments| {
            let mut line = scaled(*flat, alpha);
            for (line, sloped) in line.iter_mut().zip(sloped) {
                *line += beta * sloped;
            }
            line
        };
        End {
            before: line(&self.before, &other.before),
            behind: line(&self.behind, &other.behind),
            ..*self
        }
    }
}

/// The tricube at one place, and that times the signed distance and its square, in units of the
/// bandwidth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tricubes {
    pub(super) sums: [End; 3],
    /// In points.
    pub(super) bandwidth: f64,
}

impl Tricubes {
    pub(super) fn new(place: usize, span: usize) -> Tricubes {
        let bandwidth = span - 1 - place;
        let reach = cut(bandwidth);
        // Distances from the fit in units of the bandwidth: from + step * t.
        let step = span as f64 / (2.0 * bandwidth as f64);
        let from = -abscissa(place, span) * step;
        let tricube = End {
            place,
            first: place.saturating_sub(reach),
            last: place + reach + 1,
            before: polynomial(-from, -step),
            behind: polynomial(from, step),
        };
        let by_distance = |end: &End| End {
            before: times(&end.before, from, step),
            behind: times(&end.behind, from, step),
            ..*end
        };
        let first = by_distance(&tricube);
        Tricubes {
            sums: [tricube, first, by_distance(&first)],
            bandwidth: bandwidth as f64,
        }
    }

    /// The fit where all weights are 1. `least` is the spread that a line requires, in points;
    /// `partial` are the moments of a series of ones.
    pub(super) fn fit(&self, least: Option<f64>, partial: &[Moments]) -> Option<End> {
        let [tricube, first, _] = &self.sums;
        let [s0, s1, s2] = self.sums.map(|end| end.sum(partial));
        let centre = s1 / s0;
        let spread = s2 / s0 - centre * centre;
        let wide_enough = least.is_some_and(|least| spread.sqrt() * self.bandwidth > least);
        let beta = if wide_enough {
            -centre / (spread * s0)
        } else {
            0.0
        };
        let alpha = 1.0 / s0 - centre * beta;
        alpha.is_finite().then(|| tricube.plus(alpha, beta, first))
    }
}

/// The powers of a window, and what sums over all of its beginnings are made with.
#[derive(Clone, Debug)]
pub(super) struct Window(Vec<Moments>);

impl Window {
    pub(super) fn new(span: usize) -> Window {
        Window(powers(span))
    }

    /// The moments of every beginning of the window at one end of `values`; at the far end it is read
    /// backwards.
    #[inline(always)]
    pub(super) fn moments(&self, values: &[f64], backwards: bool, partial: &mut Vec<Moments>) {
        partial.clear();
        let mut sum = [0.0; LANES];
        for (place, powers) in self.0.iter().enumerate() {
            partial.push(sum);
            let value = values.get(mirrored(place, values.len(), backwards));
            let value = value.copied().unwrap_or(0.0);
            for (sum, power) in sum.iter_mut().zip(powers) {
                *sum += power * value;
            }
        }
        partial.push(sum);
    }
}

/// The place as counted from the near end, or from the far one.
pub(super) fn mirrored(place: usize, len: usize, backwards: bool) -> usize {
    if backwards {
        len.wrapping_sub(1).wrapping_sub(place)
    } else {
        place
    }
}
