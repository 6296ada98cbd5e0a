#![doc = include_str!("../README.md")]

mod event;
mod events;
mod json;
mod judge;
mod limits;
mod page;
mod rating;
mod report;
mod series;
mod sighted;
mod text;
mod view;

pub use event::{Event, Indicator, Payload, Problem};
pub use events::{Events, Known};
pub use limits::Limits;
pub use rating::{Level, Rating};
pub use report::{Log, Report};
pub use series::{Band, Moment, Series, Shade};
