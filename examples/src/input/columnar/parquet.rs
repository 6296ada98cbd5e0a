//! Apache Parquet (parquet-format 2): batches of the columns that are asked for.

use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::chunks::Chunks;
use super::picks::wanted;
use super::{BATCH, Batches, Schema};
use crate::error::Error;
use crate::input::{Columns, Source, whole};

pub(super) fn batches(source: Source, columns: &Columns) -> Result<(Schema, Batches), Error> {
    let place = source.place().to_owned();
    let damaged = |error: parquet::errors::ParquetError| super::damaged(&place, error.to_string());
    let chunks = match source.file() {
        Some((file, len)) => Chunks::File { file, len },
        None => Chunks::Memory(whole::read(source.into_raw(), &place)?.into()),
    };
    let builder = ParquetRecordBatchReaderBuilder::try_new(chunks).map_err(&damaged)?;
    let wanted = wanted(builder.schema(), columns, &place)?;
    let mask = ProjectionMask::roots(builder.parquet_schema(), wanted);
    let builder = builder.with_projection(mask).with_batch_size(BATCH);
    let reader = builder.build().map_err(&damaged)?;
    let schema = arrow_array::RecordBatchReader::schema(&reader);
    let batches = reader.map(|batch| batch.map_err(|error| error.to_string()));
    Ok((schema, Box::new(batches)))
}
