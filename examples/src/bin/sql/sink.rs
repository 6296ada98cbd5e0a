//! Where the rows go.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use chaffinch_examples::error::Error;
use chaffinch_examples::printable::Printable;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::WriterBuilder;
use datafusion::arrow::json::writer::LineDelimited;
use datafusion::parquet::arrow::ArrowWriter;

use crate::Format;
use crate::printed::Column;
use crate::table::Table;

/// Takes rows, batch by batch.
pub(crate) trait Sink {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), Error>;
    /// Writes what is still held back.
    fn finish(self: Box<Self>) -> Result<(), Error>;
}

/// A file or standard output.
pub(crate) struct Out {
    writer: BufWriter<Box<dyn Write + Send>>,
    place: String,
}

impl Out {
    pub(crate) fn print(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let done = self.writer.write_all(bytes);
        done.map_err(Error::at(&self.place))
    }

    pub(crate) fn flush(&mut self) -> Result<(), Error> {
        self.writer.flush().map_err(Error::at(&self.place))
    }
}

/// Opens the output for rows of this schema.
pub(crate) fn open(
    format: Format,
    path: Option<&Path>,
    schema: SchemaRef,
) -> Result<Box<dyn Sink>, Error> {
    let (writer, place): (Box<dyn Write + Send>, String) = match path {
        Some(path) => {
            let place = path.display().to_string();
            (
                Box::new(File::create(path).map_err(Error::at(&place))?),
                place,
            )
        }
        None => (Box::new(io::stdout()), "standard output".to_owned()),
    };
    let writer = BufWriter::with_capacity(1 << 16, writer);
    let mut out = Out { writer, place };
    Ok(match format {
        Format::Text if is_plan(&schema) => Box::new(Plans { out }),
        Format::Text => Box::new(Table::new(out, &schema)),
        Format::Jsonl => Box::new(Lines { out }),
        Format::Csv => {
            let names = schema.fields().iter().map(|field| field.name().as_str());
            out.print(&record(names)?)?;
            Box::new(Csv { out })
        }
        Format::Parquet => {
            let writer = ArrowWriter::try_new(out.writer, schema, None);
            let place = out.place;
            let writer = writer.map_err(|error| Error::Usage(format!("{place}: {error}")))?;
            Box::new(Parquet { writer, place })
        }
    })
}

/// Whether the rows are the answer to EXPLAIN.
fn is_plan(schema: &SchemaRef) -> bool {
    let names: Vec<&String> = schema.fields().iter().map(|field| field.name()).collect();
    names == ["plan_type", "plan"]
}

/// Plans of queries, line by line.
struct Plans {
    out: Out,
}

impl Sink for Plans {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let mut columns = Column::all(batch).map_err(|error| failed(&error))?;
        for row in 0..batch.num_rows() {
            for column in &mut columns {
                let cell = column.cell(row).map_err(|error| failed(&error))?;
                for line in cell.lines() {
                    self.out
                        .print(format!("{}\n", Printable(line)).as_bytes())?;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.out.flush()
    }
}

/// One JSON object a line; bytes as two digits each.
struct Lines {
    out: Out,
}

impl Sink for Lines {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let mut lines = Vec::new();
        let builder = WriterBuilder::new().with_explicit_nulls(true);
        let mut writer = builder.build::<_, LineDelimited>(&mut lines);
        let written = writer.write(batch).and_then(|()| writer.finish());
        written.map_err(|error| failed(&error))?;
        drop(writer);
        self.out.print(&lines)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.out.flush()
    }
}

/// Comma-separated values after a header.
struct Csv {
    out: Out,
}

impl Sink for Csv {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let mut columns = Column::all(batch).map_err(|error| failed(&error))?;
        for row in 0..batch.num_rows() {
            let cells = columns.iter_mut().map(|column| column.cell(row));
            let cells = cells.collect::<Result<Vec<_>, _>>();
            let cells = cells.map_err(|error| failed(&error))?;
            self.out.print(&record(cells.iter().map(String::as_str))?)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.out.flush()
    }
}

fn record<'a>(cells: impl Iterator<Item = &'a str>) -> Result<Vec<u8>, Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = writer.write_record(cells);
    let bytes = written.and_then(|()| {
        writer
            .into_inner()
            .map_err(|error| error.into_error().into())
    });
    bytes.map_err(|error| Error::Usage(error.to_string()))
}

/// One Parquet file.
struct Parquet {
    writer: ArrowWriter<BufWriter<Box<dyn Write + Send>>>,
    place: String,
}

impl Sink for Parquet {
    fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let written = self.writer.write(batch);
        written.map_err(|error| Error::Usage(format!("{}: {error}", self.place)))
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        let closed = self.writer.close();
        let place = self.place;
        closed
            .map(|_| ())
            .map_err(|error| Error::Usage(format!("{place}: {error}")))
    }
}

/// An error of Arrow's.
pub(crate) fn failed(error: &ArrowError) -> Error {
    Error::Usage(error.to_string())
}

/// Whether a value of this type is text as it stands in a cell.
pub(crate) fn is_nested(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_nested(values),
        kind => kind.is_nested(),
    }
}
