#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod anomaly;
#[cfg(feature = "ndarray")]
mod array;
mod band;
mod detector;
mod error;
mod finding;
mod forecast;
mod fourier;
pub mod kusto;
mod loess;
mod math;
mod mstl;
mod online;
mod periods;
mod score;
mod season;
mod stl;
mod strength;
#[cfg(feature = "time")]
pub mod time;

pub use anomaly::{Anomaly, Direction, Threshold, anomalies};
#[cfg(feature = "ndarray")]
pub use array::Arrays;
pub use band::Band;
pub use detector::{Detection, Detector};
pub use error::{Error, Smoother};
pub use finding::{Finding, findings};
pub use forecast::Forecast;
pub use loess::{Degree, Guard, Loess};
pub use mstl::{BoxCox, Mstl, MultiDecomposition};
pub use online::Online;
pub use periods::periods;
pub use score::{Esd, Fences, RobustZ, Score, piecewise_residual, robust_zscores, zscores};
pub use season::{Season, SeasonFinder};
pub use stl::{Decomposition, Plan, Stl, Workspace};
