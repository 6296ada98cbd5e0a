//! Results as a Parquet file: what the tools print as JSON lines, by columns.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{DataType, Field as ArrowField, Fields, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::record::shape::{Field, Shape};

/// Rows that are turned into columns at a time.
const BATCH: usize = 4096;
/// Bytes that are held before they are written as a group of rows.
const GROUP: usize = 64 << 20;

/// A Parquet file in the making.
pub struct Table<W: Write + Send> {
    decoder: Decoder,
    writer: ArrowWriter<W>,
}

impl<W: Write + Send> Table<W> {
    /// A table of these columns: keys, which are text, and the fields of a record.
    pub fn new(out: W, keys: &[String], fields: &[Field]) -> io::Result<Table<W>> {
        let keys = keys.iter().map(|key| nullable(key, DataType::Utf8));
        let fields = keys.chain(fields.iter().map(arrow));
        let schema = Arc::new(Schema::new(fields.collect::<Fields>()));
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties.build()))?;
        let decoder = ReaderBuilder::new(schema)
            .with_batch_size(BATCH)
            // The value of an indicator is text, that of an anomaly a number.
            .with_coerce_primitive(true)
            .build_decoder()
            .map_err(io::Error::other)?;
        Ok(Table { decoder, writer })
    }

    /// Adds lines of JSON.
    pub fn add(&mut self, mut lines: &[u8]) -> io::Result<()> {
        while !lines.is_empty() {
            let read = self.decoder.decode(lines).map_err(io::Error::other)?;
            lines = lines.get(read..).unwrap_or_default();
            if !lines.is_empty() || self.decoder.len() >= BATCH {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Writes what is held back, and the index at the end.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.writer.into_inner()?.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        if let Some(batch) = self.decoder.flush().map_err(io::Error::other)? {
            self.writer.write(&batch)?;
        }
        if self.writer.in_progress_size() > GROUP {
            self.writer.flush()?;
        }
        Ok(())
    }
}

fn nullable(name: &str, data_type: DataType) -> ArrowField {
    ArrowField::new(name, data_type, true)
}

fn arrow(field: &Field) -> ArrowField {
    nullable(field.name, data_type(field.shape))
}

fn data_type(shape: Shape) -> DataType {
    let object = |fields: &[Field]| DataType::Struct(fields.iter().map(arrow).collect());
    let list = |item| DataType::List(Arc::new(ArrowField::new_list_field(item, true)));
    match shape {
        Shape::Whole => DataType::Int64,
        Shape::Real => DataType::Float64,
        Shape::Truth => DataType::Boolean,
        Shape::Text => DataType::Utf8,
        Shape::Texts => list(DataType::Utf8),
        Shape::Object(fields) => object(fields),
        Shape::Objects(fields) => list(object(fields)),
    }
}
