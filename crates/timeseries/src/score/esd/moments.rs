//! [`Moments`]: mean and standard deviation of values that become fewer.

/// Counted in units of a power of two, so that squares stay within the range of the type.
pub(super) struct Moments {
    unit: f64,
    count: f64,
    mean: f64,
    squares: f64,
    /// `squares` when they were last summed.
    summed: f64,
}

impl Moments {
    /// Of `sorted` values.
    pub(super) fn of(sorted: &[f64]) -> Moments {
        let (low, high) = (sorted.first().copied(), sorted.last().copied());
        let middle = 0.5 * low.unwrap_or(0.0) + 0.5 * high.unwrap_or(0.0);
        let half = high.map_or(0.0, |high| high - middle);
        // Half the range, as a power of two that has an inverse.
        let unit = f64::from_bits(half.clamp(1e-300, 1e300).to_bits() >> 52 << 52);
        let scaled = || sorted.iter().map(|value| (value - middle) / unit);
        let count = sorted.len() as f64;
        let mean = scaled().sum::<f64>() / count.max(1.0);
        let squares: f64 = scaled().map(|value| (value - mean) * (value - mean)).sum();
        Moments {
            unit,
            count,
            mean: middle + unit * mean,
            squares,
            summed: squares,
        }
    }

    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation of a sample.
    pub(super) fn deviation(&self) -> f64 {
        self.unit * (self.squares.max(0.0) / (self.count - 1.0).max(1.0)).sqrt()
    }

    /// Takes away `value`, after which `left` are left.
    ///
    /// Where little is left of the sum of squares, rounding errors would be a large part of it, and
    /// it is summed anew. It can shrink a thousandfold some two hundred times at most.
    pub(super) fn remove(&mut self, value: f64, left: &[f64]) {
        let count = self.count - 1.0;
        let before = (value - self.mean) / self.unit;
        self.mean -= (value - self.mean) / count.max(1.0);
        let after = (value - self.mean) / self.unit;
        self.squares -= before * after;
        self.count = count;
        if self.squares < self.summed / 1024.0 {
            *self = Moments::of(left);
        }
    }
}
