//! The weight function of LOESS, `(1 - (r/h)^3)^3`, at whole distances.

/// Tables of the weight function, one for each bandwidth that was met.
///
/// Inside a series all windows have one bandwidth, and near its ends few, which come back with
/// every subseries.
#[derive(Clone, Debug, Default)]
pub(super) struct Tricube {
    narrow: Vec<Vec<f64>>,
    wide: Vec<f64>,
    /// The bandwidth that `wide` is for.
    width: usize,
}

/// Tables are kept below this bandwidth only, so that they fit a processor's cache.
const NARROW: usize = 64;

impl Tricube {
    /// Writes the weights of `len` points in a row, the first of which lies at distance `first`
    /// from the fit, before it (negative) or behind.
    pub(super) fn weigh(
        &mut self,
        bandwidth: usize,
        first: isize,
        len: usize,
        weights: &mut Vec<f64>,
    ) {
        let before = first.min(0).unsigned_abs();
        let behind = first.max(0).unsigned_abs();
        let reach = before.max((behind + len).saturating_sub(before + 1));
        let table = self.table(bandwidth, reach);
        weights.clear();
        let falling = table.iter().take(before + 1).skip(1).rev().take(len);
        let rising = table.iter().skip(behind).take(len.saturating_sub(before));
        weights.extend(falling.chain(rising));
        debug_assert_eq!(weights.len(), len, "a weight for every point");
    }

    /// The weights at the distances from 0 to `reach` at least.
    fn table(&mut self, bandwidth: usize, reach: usize) -> &[f64] {
        if bandwidth < NARROW {
            self.narrow.resize(NARROW, Vec::new());
        }
        let table = match self.narrow.get_mut(bandwidth) {
            Some(table) => table,
            None => {
                if self.width != bandwidth {
                    self.width = bandwidth;
                    self.wide.clear();
                }
                &mut self.wide
            }
        };
        let known = table.len();
        table.extend((known..=reach).map(|r| tricube(r as f64, bandwidth as f64)));
        table
    }
}

/// The tricube weight at distance `r`, with the two shortcuts of the program of 1990: the nearest
/// thousandth counts in full and the farthest not at all.
pub(crate) fn tricube(r: f64, bandwidth: f64) -> f64 {
    if r > 0.999 * bandwidth {
        0.0
    } else if r <= 0.001 * bandwidth {
        1.0
    } else {
        // The C library's `pow`, as in statsmodels: products would round otherwise.
        (1.0 - (r / bandwidth).powf(3.0)).powf(3.0)
    }
}
