//! [`Kind`]: what files hold, by their ending.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chaffinch_examples::error::Error;
use datafusion::arrow::csv::reader;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::datasource::file_format::FileFormat;
use datafusion::datasource::file_format::arrow::ArrowFormat;
use datafusion::datasource::file_format::csv::CsvFormat;
use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use datafusion::datasource::file_format::json::JsonFormat;
use datafusion::datasource::file_format::parquet::ParquetFormat;

/// A format that can be read.
pub(crate) enum Kind {
    Arrow,
    Csv {
        delimiter: u8,
        compression: FileCompressionType,
    },
    Json(FileCompressionType),
    Parquet,
}

/// Rows of a CSV that its types are told by.
const ROWS: usize = 20_000;

impl Kind {
    /// The kind of files with this ending, `.csv.gz`.
    pub(crate) fn of(ending: &str) -> Option<Kind> {
        let mut parts = ending.trim_start_matches('.').split('.');
        let kind = parts.next()?.to_ascii_lowercase();
        let compression = match parts.next() {
            Some(last) => compression(last)?,
            None => FileCompressionType::UNCOMPRESSED,
        };
        let compressed = compression.is_compressed();
        let csv = |delimiter| Kind::Csv {
            delimiter,
            compression,
        };
        Some(match kind.as_str() {
            "csv" => csv(b','),
            "tsv" => csv(b'\t'),
            "json" | "jsonl" | "ndjson" => Kind::Json(compression),
            "parquet" if !compressed => Kind::Parquet,
            "arrow" | "feather" | "ipc" if !compressed => Kind::Arrow,
            _ => return None,
        })
    }

    /// How the engine reads it.
    pub(crate) fn format(&self) -> Arc<dyn FileFormat> {
        match *self {
            Kind::Arrow => Arc::new(ArrowFormat),
            Kind::Csv {
                delimiter,
                compression,
            } => {
                let format = CsvFormat::default()
                    .with_has_header(true)
                    .with_delimiter(delimiter)
                    .with_file_compression_type(compression);
                // A command line may have line ends in it.
                Arc::new(format.with_newlines_in_values(true))
            }
            Kind::Json(compression) => {
                Arc::new(JsonFormat::default().with_file_compression_type(compression))
            }
            Kind::Parquet => Arc::new(ParquetFormat::default()),
        }
    }

    /// The columns of a CSV. The engine would take a backslash for an escape, and a path that ends
    /// in one for the beginning of a text. `None` for what the engine finds out as well.
    pub(crate) fn schema(&self, files: &[PathBuf]) -> Result<Option<SchemaRef>, Error> {
        let Kind::Csv {
            delimiter,
            compression,
        } = *self
        else {
            return Ok(None);
        };
        let format = reader::Format::default()
            .with_header(true)
            .with_delimiter(delimiter);
        let schemas = files.iter().map(|file| head(file, &format, compression));
        let schemas = schemas.collect::<Result<Vec<_>, _>>()?;
        let merged = Schema::try_merge(schemas);
        let merged = merged.map_err(|error| Error::Usage(error.to_string()))?;
        let text = |field: &Arc<Field>| match field.data_type() {
            DataType::Null => Field::new(field.name(), DataType::Utf8, true),
            _ => Field::clone(field).with_nullable(true),
        };
        let fields: Vec<Field> = merged.fields().iter().map(text).collect();
        Ok(Some(Arc::new(Schema::new(fields))))
    }
}

/// The columns of a file, by its beginning.
fn head(
    file: &Path,
    format: &reader::Format,
    compression: FileCompressionType,
) -> Result<Schema, Error> {
    let place = file.display().to_string();
    let wrong = |error: String| Error::Usage(format!("{}: {error}", file.display()));
    let opened = File::open(file).map_err(Error::at(place))?;
    let plain = compression.convert_read(opened);
    let plain = plain.map_err(|error| wrong(error.strip_backtrace()))?;
    let (schema, _) = format
        .infer_schema(plain, Some(ROWS))
        .map_err(|error| wrong(error.to_string()))?;
    match schema.fields().is_empty() {
        true => Err(Error::NoHeader {
            place: file.display().to_string(),
        }),
        false => Ok(schema),
    }
}

/// What the last ending says that a file is compressed by.
pub(crate) fn compression(ending: &str) -> Option<FileCompressionType> {
    Some(match ending.to_ascii_lowercase().as_str() {
        "gz" => FileCompressionType::GZIP,
        "bz2" => FileCompressionType::BZIP2,
        "xz" => FileCompressionType::XZ,
        "zst" => FileCompressionType::ZSTD,
        _ => return None,
    })
}
