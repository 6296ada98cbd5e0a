//! [`Error`]: what a fit requires and did not get.

/// Why a series cannot be fitted; the message says what would be required.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The period is shorter than two points: there is no season to estimate.
    #[error("the period is {period}, required are at least 2 points")]
    PeriodTooShort {
        /// The period that was asked for.
        period: usize,
    },
    /// Two whole periods are the least that tells a season from a trend.
    #[error("the series has {len} values, required are at least {required} (two periods)")]
    SeriesTooShort {
        /// Number of values given.
        len: usize,
        /// Number of values required.
        required: usize,
    },
    /// A plan is for series of one length.
    #[error("the series has {len} values, required are the {required} that were planned for")]
    SeriesLength {
        /// Number of values given.
        len: usize,
        /// Number of values required.
        required: usize,
    },
    /// A smoother's span is even or shorter than three points.
    #[error("the span of the {smoother} smoother is {span}, required is an odd number from 3 on")]
    InvalidSpan {
        /// Which smoother.
        smoother: Smoother,
        /// The span that was asked for.
        span: usize,
    },
    /// Trend and low-pass smoothers must be wider than a period, or the season leaks into them.
    #[error(
        "the span of the {smoother} smoother is {span}, required is more than the period {period}"
    )]
    SpanWithinPeriod {
        /// Which smoother.
        smoother: Smoother,
        /// The span that was asked for.
        span: usize,
        /// The period.
        period: usize,
    },
    /// A smoother that advances by nothing never ends.
    #[error("the jump of the {smoother} smoother is 0, required is at least 1")]
    ZeroJump {
        /// Which smoother.
        smoother: Smoother,
    },
    /// Without an inner iteration nothing is estimated.
    #[error("the inner loop has 0 iterations, required is at least 1")]
    ZeroIterations,
    /// The series holds an infinity.
    #[error("the value at index {index} is {value}, required are finite values (or NaN, for none)")]
    Infinite {
        /// Index of the first such value.
        index: usize,
        /// The value.
        value: f64,
    },
    /// No value is known.
    #[error("all {len} values are missing, required is at least 1")]
    AllMissing {
        /// Number of values given.
        len: usize,
    },
    /// Of a phase of the period no value is known, and so nothing of the season there.
    #[error(
        "all values of phase {phase} of the period {period} are missing, required is at least 1"
    )]
    PhaseMissing {
        /// Index of the first of the phase's values.
        phase: usize,
        /// The period.
        period: usize,
    },
    /// Under a Box-Cox transformation values are above 0.
    #[error("the value at index {index} is {value}, required are values above 0 (Box-Cox)")]
    NotPositive {
        /// Index of the first such value.
        index: usize,
        /// The value.
        value: f64,
    },
    /// The parameter of a Box-Cox transformation is a NaN or an infinity.
    #[error("lambda is {lambda}, required is a finite number")]
    InvalidLambda {
        /// The parameter.
        lambda: f64,
    },
    /// A decomposition with several periods has at least one.
    #[error("there is no period, required is at least 1")]
    NoPeriod,
    /// There must be one seasonal smoother for each period.
    #[error("there are {smoothers} smoothers for {periods} periods, required is one for each")]
    SmootherCount {
        /// Number of smoothers.
        smoothers: usize,
        /// Number of periods.
        periods: usize,
    },
    /// A weight is negative, a NaN or an infinity.
    #[error("the weight at index {index} is {value}, required are finite weights from 0 on")]
    InvalidWeight {
        /// Index of the first such weight.
        index: usize,
        /// The weight.
        value: f64,
    },
    /// There must be one weight for each value.
    #[error("there are {weights} weights for {values} values, required is one for each")]
    WeightCount {
        /// Number of weights.
        weights: usize,
        /// Number of values.
        values: usize,
    },
    /// A component exceeds the largest finite number.
    #[error("a component of the series overflows, required are values that leave room for it")]
    Overflow,
    /// The parameters ask for more work than the limit allows; see [`Stl::work_limit`].
    ///
    /// [`Stl::work_limit`]: crate::Stl::work_limit
    #[error("the fit takes {steps} steps, required are at most {limit} (the work limit)")]
    WorkLimit {
        /// Steps that the fit would take.
        steps: u64,
        /// The limit.
        limit: u64,
    },
}

/// One of the smoothers of a decomposition, as errors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Smoother {
    /// LOESS over a series of its own, outside a decomposition.
    Series,
    /// LOESS over each cycle-subseries.
    Seasonal,
    /// LOESS over the deseasonalised series.
    Trend,
    /// LOESS after the moving averages that keep the season free of trend.
    LowPass,
}

impl std::fmt::Display for Smoother {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Smoother::Series => "series",
            Smoother::Seasonal => "seasonal",
            Smoother::Trend => "trend",
            Smoother::LowPass => "low-pass",
        })
    }
}
