//! timeseries
