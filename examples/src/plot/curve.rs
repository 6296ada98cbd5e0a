//! Lines through many points, in no more of them than can be seen.

use std::fmt::Write;

/// A place in the picture.
pub(super) type Place = (f64, f64);

/// The data of an SVG path through `places`, which go from left to right; it is broken where one of
/// them is NaN.
///
/// Of the places in one column of pixels the first, the lowest, the highest and the last are
/// enough: the line looks the same.
pub(super) fn path(places: impl IntoIterator<Item = Place>) -> String {
    let mut path = String::new();
    let mut column = Column::default();
    let mut pen = Pen::Up;
    for place in places {
        if place.0.is_nan() || place.1.is_nan() {
            column.draw(&mut path, &mut pen);
            pen = Pen::Up;
        } else if !column.takes(place) {
            column.draw(&mut path, &mut pen);
            column.takes(place);
        }
    }
    column.draw(&mut path, &mut pen);
    path
}

/// The data of an SVG path around what lies between two lines from left to right.
pub(super) fn outline(
    above: impl IntoIterator<Item = Place>,
    below: impl IntoIterator<Item = Place>,
) -> String {
    let known = |&(x, y): &Place| !x.is_nan() && !y.is_nan();
    let there = path(above.into_iter().filter(known));
    let mut back: Vec<Place> = below.into_iter().filter(known).collect();
    back.reverse();
    let back = path(back);
    match back.strip_prefix('M') {
        Some(back) => format!("{there}L{back}Z"),
        None => String::new(),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pen {
    Up,
    Down,
}

/// The places in one column of pixels that matter, with their numbers.
#[derive(Default)]
struct Column {
    pixel: f64,
    count: usize,
    first: Place,
    lowest: (usize, Place),
    highest: (usize, Place),
    last: Place,
}

impl Column {
    /// Takes the place if it lies in this column.
    fn takes(&mut self, place: Place) -> bool {
        if self.count == 0 {
            (self.pixel, self.first) = (place.0.floor(), place);
            (self.lowest, self.highest) = ((0, place), (0, place));
        } else if place.0.floor() != self.pixel {
            return false;
        }
        if place.1 < self.lowest.1.1 {
            self.lowest = (self.count, place);
        }
        if place.1 > self.highest.1.1 {
            self.highest = (self.count, place);
        }
        self.last = place;
        self.count += 1;
        true
    }

    fn draw(&mut self, path: &mut String, pen: &mut Pen) {
        let Some(last) = self.count.checked_sub(1) else {
            return;
        };
        let mut places = [
            (0, self.first),
            self.lowest,
            self.highest,
            (last, self.last),
        ];
        places.sort_by_key(|(number, _)| *number);
        let mut drawn = None;
        for (number, (x, y)) in places {
            if drawn == Some(number) {
                continue;
            }
            drawn = Some(number);
            let command = if *pen == Pen::Up { 'M' } else { 'L' };
            *pen = Pen::Down;
            // Writing to a string does not fail.
            let _ = write!(path, "{command}{x:.1} {y:.1}");
        }
        self.count = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_breaks_the_line() {
        let line = path([
            (0.0, 1.0),
            (1.0, 2.0),
            (2.0, f64::NAN),
            (3.0, 4.0),
            (4.0, 5.0),
        ]);
        assert_eq!(line, "M0.0 1.0L1.0 2.0M3.0 4.0L4.0 5.0");
        assert_eq!(path([]), "");
    }

    #[test]
    fn a_column_keeps_its_ends_and_extremes() {
        let places = [5.0, 6.0, 9.0, 7.0, 1.0, 4.0].map(|y| (3.5, y));
        assert_eq!(path(places), "M3.5 5.0L3.5 9.0L3.5 1.0L3.5 4.0");
        let many = (0..100_000).map(|i| (f64::from(i) / 100.0, f64::from(i * 7919 % 101)));
        let drawn = path(many).matches('L').count();
        assert!((2000..4000).contains(&drawn), "{drawn}");
    }

    #[test]
    fn an_outline_goes_there_and_back() {
        let area = outline([(0.0, 1.0), (1.0, 1.0)], [(0.0, 2.0), (1.0, 2.0)]);
        assert_eq!(area, "M0.0 1.0L1.0 1.0L1.0 2.0L0.0 2.0Z");
        assert_eq!(outline([], []), "");
    }
}
