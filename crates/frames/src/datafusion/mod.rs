//! The verbs as scalar functions of DataFusion, for SQL and for its data frames.
//!
//! | function | from | to |
//! |---|---|---|
//! | `unpack_base64(text)` | text or bytes | a list of [payloads](crate::kernels::unpack_base64_type) |
//! | `unpack_base64_problems(text)` | text or bytes | a list of [problems](crate::kernels::unpack_base64_problems_type) |
//! | `iocs(text [, types])` | text or bytes | a list of [indicators](crate::kernels::iocs_type); of some types only, as in `'url,ipv4'` |
//! | `stl(series, period [, seasonal])` | a list | a list of [points](crate::kernels::stl_type), robustly taken apart; over so many seasons, 7 by default |
//! | `anomalies(series [, period [, threshold]])` | a list | a list of [points](crate::kernels::anomalies_type) with score and flag; a period that is not given, or null, is found |
//!
//! A series is `array_agg(value ORDER BY time)`, or of
//! `named_struct('time', time, 'value', value)` where its points are to keep their times. All
//! functions are immutable: what they give for a constant is computed once, and filters and
//! projections pass by them on their way to the files. What stands in a row is never an error.
//!
//! The unpacker's limits count for each row, and an engine works thousands of rows at once: where an
//! enemy writes the rows, give [`Functions::unpacker`] one with lower limits, or the session smaller
//! batches.
//!
//! ```
//! use datafusion::prelude::{SessionConfig, SessionContext};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! let ctx = SessionContext::new();
//! frames::datafusion::register(&ctx);
//! let query = "
//!     SELECT host, ioc['value'] AS value
//!     FROM (SELECT host, unnest(iocs(command)) AS ioc
//!           FROM (VALUES ('ws1', 'curl hxxp://evil[.]com/a'), ('ws2', 'dir')) AS log(host, command))
//!     WHERE ioc['type'] = 'url'";
//! let rows = ctx.sql(query).await?.collect().await?;
//! assert_eq!(rows.iter().map(|batch| batch.num_rows()).sum::<usize>(), 1);
//! # Ok(())
//! # })
//! # }
//! ```

mod arguments;
mod function;
mod series;
mod text;

use b64unpack::Unpacker;
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::SessionContext;
use iocextract::Extractor;
use std::sync::Arc;
use timeseries::Detector;

pub use datafusion;

/// Adds the functions, as they are by default, to what queries of `ctx` can call.
pub fn register(ctx: &SessionContext) {
    Functions::new().register(ctx);
}

/// The functions, with an unpacker, an extractor and a detector of the caller's.
///
/// ```
/// use b64unpack::{Limits, Unpacker};
///
/// let careful = Unpacker::new().limits(Limits::DEFAULT.total_bytes(1 << 20));
/// let functions = frames::datafusion::Functions::new().unpacker(careful);
/// let names: Vec<_> = functions.udfs().iter().map(|udf| udf.name().to_owned()).collect();
/// assert_eq!(names, ["unpack_base64", "unpack_base64_problems", "iocs", "stl", "anomalies"]);
/// ```
#[derive(Clone, Debug)]
pub struct Functions {
    unpacker: Unpacker<'static>,
    extractor: Arc<Extractor>,
    detector: Detector,
}

impl Functions {
    /// The functions as they are by default.
    #[must_use]
    pub fn new() -> Functions {
        Functions {
            unpacker: Unpacker::new(),
            extractor: Arc::new(Extractor::new()),
            detector: Detector::new(),
        }
    }

    /// Sets what unpacks.
    #[must_use]
    pub fn unpacker(self, unpacker: Unpacker<'static>) -> Functions {
        Functions { unpacker, ..self }
    }

    /// Sets what finds indicators.
    #[must_use]
    pub fn extractor(self, extractor: Extractor) -> Functions {
        let extractor = Arc::new(extractor);
        Functions { extractor, ..self }
    }

    /// Sets what finds anomalies where a query says nothing else.
    #[must_use]
    pub fn detector(self, detector: Detector) -> Functions {
        Functions { detector, ..self }
    }

    /// The functions, for sessions that are put together otherwise.
    #[must_use]
    pub fn udfs(&self) -> Vec<ScalarUDF> {
        vec![
            function::udf(text::Payloads(self.unpacker)),
            function::udf(text::Problems(self.unpacker)),
            function::udf(text::Indicators(Arc::clone(&self.extractor))),
            function::udf(series::Decomposed),
            function::udf(series::Scored(self.detector)),
        ]
    }

    /// Adds them to what queries of `ctx` can call, in place of others of the same names.
    pub fn register(&self, ctx: &SessionContext) {
        for udf in self.udfs() {
            ctx.register_udf(udf);
        }
    }
}

impl Default for Functions {
    fn default() -> Functions {
        Functions::new()
    }
}
