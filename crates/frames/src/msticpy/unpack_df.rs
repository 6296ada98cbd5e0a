//! [`unpack_df`]: the original's frame of decoded items.

use super::frame::{Frame, integer, optional_text, reference, schema, text};
use super::problems::ProblemTable;
use crate::Error;
use crate::cells::{Cell, Cells};
use crate::column::column;
use crate::memo::Memo;
use crate::views::{Blobs, Texts};
use arrow_array::builder::{FixedSizeListBuilder, Int64Builder, StringViewBuilder};
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{DataType, Field, Fields, SchemaRef};
use msticpy::base64unpack::{Options, Record, RowUnpacked, unpack_column as unpack_rows};
use std::sync::Arc;

/// One row for each decoded item of a column, as the original's `unpack_df` finds them.
///
/// The result is described by [`unpack_df_schema`]; [`unpack_column`] gives beside it what the
/// original raises as exceptions. A null is a row with nothing in it, where the original raises
/// one.
///
/// ```
/// use frames::arrow_array::{cast::AsArray, record_batch};
/// use frames::msticpy::unpack_df;
/// use msticpy::base64unpack::Options;
///
/// let log = record_batch!(("CommandLine", Utf8, ["dir", "cGluZyAgbWljcm9zb2Z0LmNvbSAtbiAxNSA="]))?;
/// let found = unpack_df(&log, "CommandLine", Options::new())?;
/// assert_eq!(found.num_rows(), 1);
/// assert_eq!(found["decoded_string"].as_string_view().value(0), "ping  microsoft.com -n 15 ");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A column that is missing or does not hold text.
pub fn unpack_df(
    batch: &RecordBatch,
    column: &str,
    options: Options,
) -> Result<RecordBatch, Error> {
    Ok(unpack_column(batch, column, options)?.frame)
}

/// What [`unpack_column`] gives.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unpacked {
    /// One row for each decoded item: [`unpack_df_schema`].
    pub frame: RecordBatch,
    /// One row for each exception that the original would have raised, and each limit that ended
    /// the work on a row: [`unpack_problems_schema`](super::unpack_problems_schema).
    pub problems: RecordBatch,
}

/// The decoded items of a column, and what was wrong on the way.
///
/// # Errors
/// A column that is missing or does not hold text.
pub fn unpack_column(batch: &RecordBatch, name: &str, options: Options) -> Result<Unpacked, Error> {
    let cells = Cells::of_text(name, column(batch, name)?.1)?;
    let mut memo = Memo::new(&cells);
    let mut table = Table::new();
    let mut problems = ProblemTable::new();
    for row in 0..batch.num_rows() {
        let Some((slot, Cell::Text(cell))) = cells.get(row) else {
            continue;
        };
        memo.with(
            slot,
            || Found::new(cell, options),
            |found| {
                let Some(unpacked) = &found.unpacked else {
                    return Ok(());
                };
                table.push(row, cell, unpacked, &found.printable)?;
                problems.push(row, &unpacked.problems)
            },
        )?;
    }
    Ok(Unpacked {
        frame: table.finish(name)?,
        problems: problems.finish()?,
    })
}

/// The columns of [`unpack_df`] for a column of that name: the twelve of
/// [`COLUMNS`](msticpy::base64unpack::COLUMNS), then `src_index`, the column itself,
/// `full_decoded_string`.
///
/// They are `Utf8View` but for `reference` (a list of three), `input_bytes` (`BinaryView`),
/// `file_hashes` (a struct of the three digests) and `src_index` (`Int64`); `file_type` and
/// `decoded_string` may be null. Where `column` has the name of another, it takes its place, or
/// gives way to `full_decoded_string`, as in the original. The original leaves out the last three
/// columns if nothing was found; here they are always there.
pub fn unpack_df_schema(column: &str) -> SchemaRef {
    schema(fields(column))
}

const DIGESTS: [&str; 3] = ["md5", "sha1", "sha256"];

fn digest_fields() -> Fields {
    DIGESTS.map(text).to_vec().into()
}

/// In the order in which the original assigns the columns.
fn fields(column: &str) -> [Field; 15] {
    let [md5, sha1, sha256] = DIGESTS.map(text);
    [
        reference(),
        text("original_string"),
        text("file_name"),
        optional_text("file_type"),
        Field::new("input_bytes", DataType::BinaryView, false),
        optional_text("decoded_string"),
        text("encoding_type"),
        Field::new_struct("file_hashes", digest_fields(), false),
        md5,
        sha1,
        sha256,
        text("printable_bytes"),
        integer("src_index"),
        text(column),
        text("full_decoded_string"),
    ]
}

/// What was found in one cell, with what is dear to print.
struct Found {
    unpacked: Option<RowUnpacked>,
    printable: Vec<String>,
}

impl Found {
    fn new(cell: &str, options: Options) -> Found {
        let unpacked = unpack_rows([Some(cell)], options).pop();
        let records = unpacked.iter().flat_map(|unpacked| &unpacked.records);
        let printable = records.map(Record::printable_bytes).collect();
        Found {
            unpacked,
            printable,
        }
    }
}

/// The result in the making.
struct Table {
    reference: FixedSizeListBuilder<StringViewBuilder>,
    original_string: Texts,
    file_name: Texts,
    file_type: Texts,
    input_bytes: Blobs,
    decoded_string: Texts,
    encoding_type: Texts,
    digests: [Texts; 3],
    printable_bytes: Texts,
    src_index: Int64Builder,
    column: Texts,
    full_decoded_string: Texts,
}

impl Table {
    fn new() -> Table {
        Table {
            reference: super::frame::reference_builder(),
            original_string: Texts::new("original_string"),
            file_name: Texts::new("file_name"),
            file_type: Texts::new("file_type"),
            input_bytes: Blobs::new("input_bytes"),
            decoded_string: Texts::new("decoded_string"),
            encoding_type: Texts::new("encoding_type"),
            digests: DIGESTS.map(Texts::new),
            printable_bytes: Texts::new("printable_bytes"),
            src_index: Int64Builder::new(),
            column: Texts::new("the source column"),
            full_decoded_string: Texts::new("full_decoded_string"),
        }
    }

    /// The items of one cell.
    fn push(
        &mut self,
        row: usize,
        cell: &str,
        unpacked: &RowUnpacked,
        printable: &[String],
    ) -> Result<(), Error> {
        for (record, printable) in unpacked.records.iter().zip(printable) {
            self.push_record(record)?;
            self.printable_bytes.push(printable)?;
            self.src_index.append_value(row as i64);
        }
        let items = unpacked.records.len();
        self.column.push_repeated(cell, items)?;
        self.full_decoded_string
            .push_repeated(&unpacked.output, items)
    }

    fn push_record(&mut self, record: &Record) -> Result<(), Error> {
        super::frame::push_reference(&mut self.reference, &record.reference);
        self.original_string.push(&record.original_string)?;
        self.file_name.push(&record.file_name)?;
        self.file_type.push_option(record.file_type.as_deref())?;
        self.input_bytes.push(&record.input_bytes)?;
        self.decoded_string
            .push_option(record.decoded_string.as_deref())?;
        self.encoding_type.push(&record.encoding_type)?;
        for (column, (_, digest)) in self.digests.iter_mut().zip(record.file_hashes()) {
            column.push(digest)?;
        }
        Ok(())
    }

    fn finish(mut self, column: &str) -> Result<RecordBatch, Error> {
        let digests = self.digests.each_mut().map(Texts::finish);
        let hashes = StructArray::try_new(digest_fields(), digests.to_vec(), None)?;
        let [md5, sha1, sha256] = digests;
        let columns: [ArrayRef; 15] = [
            Arc::new(self.reference.finish()),
            self.original_string.finish(),
            self.file_name.finish(),
            self.file_type.finish(),
            self.input_bytes.finish(),
            self.decoded_string.finish(),
            self.encoding_type.finish(),
            Arc::new(hashes),
            md5,
            sha1,
            sha256,
            self.printable_bytes.finish(),
            Arc::new(self.src_index.finish()),
            self.column.finish(),
            self.full_decoded_string.finish(),
        ];
        let mut frame = Frame::default();
        for (field, column) in fields(column).into_iter().zip(columns) {
            frame.set(field, column);
        }
        frame.finish()
    }
}
