//! Tables by columns: Parquet files, and Arrow's files and streams.
//!
//! What a damaged file claims is not believed: reads stay within the file, and a stream is kept only
//! as far as it comes. Where the library that decodes it gives up altogether, the input ends with an
//! error.

mod arrow;
mod chunks;
mod leaves;
mod parquet;
mod picks;

use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use self::leaves::Table;
use self::picks::Picks;
use super::{Columns, Source};
use crate::error::Error;
use crate::row::Row;

/// Rows that are decoded at a time.
const BATCH: usize = 1024;

type Rows = Box<dyn Iterator<Item = Result<Row, Error>> + Send>;

/// The rows of a Parquet file.
pub(super) fn of_parquet(source: Source, columns: &Columns) -> Result<Rows, Error> {
    let place = source.place().to_owned();
    let (schema, batches) = guarded(&place, || parquet::batches(source, columns))??;
    let picks = Picks::new(&schema, columns, &place)?;
    Ok(Box::new(rows(batches, picks, place)))
}

/// The rows of an Arrow file or stream.
pub(super) fn of_arrow(source: Source, columns: &Columns) -> Result<Rows, Error> {
    let place = source.place().to_owned();
    let (schema, batches) = guarded(&place, || arrow::batches(source))??;
    let picks = Picks::new(&schema, columns, &place)?;
    Ok(Box::new(rows(batches, picks, place)))
}

type Schema = SchemaRef;
type Batches = Box<dyn Iterator<Item = Result<RecordBatch, String>> + Send>;

/// The rows of all batches; a batch that cannot be decoded is the last.
fn rows(
    mut batches: Batches,
    picks: Picks,
    place: String,
) -> impl Iterator<Item = Result<Row, Error>> {
    let mut table = Table::default();
    let mut ended = false;
    std::iter::from_fn(move || {
        loop {
            if let Some(row) = table.next() {
                return Some(Ok(row));
            }
            if ended {
                return None;
            }
            let decoded = guarded(&place, || match batches.next()? {
                Ok(batch) => Some(Table::new(&batch, &picks)),
                Err(reason) => Some(Err(reason)),
            });
            table = match decoded {
                Ok(Some(Ok(table))) => table,
                Ok(Some(Err(reason))) => {
                    ended = true;
                    return Some(Err(damaged(&place, reason)));
                }
                Ok(None) => return None,
                Err(error) => {
                    ended = true;
                    return Some(Err(error));
                }
            };
        }
    })
}

fn damaged(place: &str, reason: String) -> Error {
    Error::at(place)(std::io::Error::new(std::io::ErrorKind::InvalidData, reason))
}

/// Runs what a damaged file may bring to a panic in the decoding library.
fn guarded<T>(place: &str, work: impl FnOnce() -> T) -> Result<T, Error> {
    // What was half done is dropped with the input.
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|_| damaged(place, "damaged: its decoding was given up".to_owned()))
}
