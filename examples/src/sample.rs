//! The sample data that come with the tools.

use crate::args::InputFormat;
use crate::error::Error;
use crate::input::{Columns, Rows, Source};
use crate::row::Row;

const PROCESSES: &[u8] = include_bytes!("../data/processes.csv");
const TRAFFIC: &[u8] = include_bytes!("../data/traffic.csv");

/// The name of the series of [`traffic`].
pub const TRAFFIC_NAME: &str = "traffic.csv";

/// A log of processes, with payloads and indicators in it.
pub fn processes(
    columns: &Columns,
) -> Result<impl Iterator<Item = Result<Row, Error>> + Send + use<>, Error> {
    rows("processes.csv", PROCESSES, columns)
}

/// Bytes sent, hour by hour, with a spike and a dip.
pub fn traffic(
    columns: &Columns,
) -> Result<impl Iterator<Item = Result<Row, Error>> + Send + use<>, Error> {
    rows(TRAFFIC_NAME, TRAFFIC, columns)
}

fn rows(
    name: &str,
    bytes: &'static [u8],
    columns: &Columns,
) -> Result<impl Iterator<Item = Result<Row, Error>> + Send + use<>, Error> {
    let rows = Rows::of(Source::bundled(name, bytes)?, InputFormat::Csv, columns)?;
    Ok(rows
        .enumerate()
        .map(|(number, row)| row.map(|row| row.numbered(number))))
}
