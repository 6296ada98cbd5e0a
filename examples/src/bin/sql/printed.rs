//! Cells as text.

use datafusion::arrow::array::{Array, RecordBatch};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::writer::{EncoderOptions, NullableEncoder, make_encoder};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};

use crate::sink::is_nested;

/// A column of a batch, to be read cell by cell.
pub(crate) enum Column<'a> {
    Plain(ArrayFormatter<'a>),
    /// Lists and structs: as JSON, which other programs can read.
    Nested(NullableEncoder<'a>),
}

const FORMAT: FormatOptions<'static> = FormatOptions::new().with_display_error(true);

impl<'a> Column<'a> {
    /// The columns of `batch`.
    pub(crate) fn all(batch: &'a RecordBatch) -> Result<Vec<Column<'a>>, ArrowError> {
        let fields = batch.schema_ref().fields();
        let columns = fields.iter().zip(batch.columns());
        let columns = columns.map(|(field, array)| {
            Ok(match is_nested(array.data_type()) {
                true => Column::Nested(make_encoder(field, array, json())?),
                false => Column::Plain(ArrayFormatter::try_new(array, &FORMAT)?),
            })
        });
        columns.collect()
    }

    /// What stands in a row; nothing for a null.
    pub(crate) fn cell(&mut self, row: usize) -> Result<String, ArrowError> {
        match self {
            Column::Plain(formatter) => Ok(formatter.value(row).try_to_string()?),
            Column::Nested(encoder) if encoder.is_null(row) => Ok(String::new()),
            Column::Nested(encoder) => {
                let mut json = Vec::new();
                encoder.encode(row, &mut json);
                Ok(String::from_utf8_lossy(&json).into_owned())
            }
        }
    }
}

fn json() -> &'static EncoderOptions {
    static OPTIONS: std::sync::LazyLock<EncoderOptions> =
        std::sync::LazyLock::new(|| EncoderOptions::default().with_explicit_nulls(true));
    &OPTIONS
}
