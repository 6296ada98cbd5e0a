//! Columns of text and bytes in the making.

use crate::Error;
use arrow_array::ArrayRef;
use arrow_array::builder::GenericByteViewBuilder;
use arrow_array::types::{BinaryViewType, ByteViewType, StringViewType};
use std::sync::Arc;

/// A column of text.
pub(crate) type Texts = Views<StringViewType>;
/// A column of bytes.
pub(crate) type Blobs = Views<BinaryViewType>;

/// Views cannot overflow as 32-bit offsets do, and a value that comes again is stored once: rows
/// that share a dictionary's value share what was found in it.
pub(crate) struct Views<T: ByteViewType> {
    name: &'static str,
    builder: GenericByteViewBuilder<T>,
}

impl<T: ByteViewType> Views<T> {
    /// An empty column, called `name` in errors.
    pub(crate) fn new(name: &'static str) -> Views<T> {
        Views::with_capacity(name, 0)
    }

    /// The same, with room for so many rows.
    pub(crate) fn with_capacity(name: &'static str, rows: usize) -> Views<T> {
        Views {
            name,
            builder: GenericByteViewBuilder::with_capacity(rows).with_deduplicate_strings(),
        }
    }

    pub(crate) fn push(&mut self, value: impl AsRef<T::Native>) -> Result<(), Error> {
        self.push_repeated(value, 1)
    }

    /// The same value in `count` rows, stored once.
    pub(crate) fn push_repeated(
        &mut self,
        value: impl AsRef<T::Native>,
        count: usize,
    ) -> Result<(), Error> {
        self.builder
            .try_append_value_n(value, count)
            .map_err(|_| Error::TooLarge {
                column: self.name.to_owned(),
            })
    }

    pub(crate) fn push_option(
        &mut self,
        value: Option<impl AsRef<T::Native>>,
    ) -> Result<(), Error> {
        self.push_option_repeated(value, 1)
    }

    /// The same value, or null, in `count` rows.
    pub(crate) fn push_option_repeated(
        &mut self,
        value: Option<impl AsRef<T::Native>>,
        count: usize,
    ) -> Result<(), Error> {
        match value {
            Some(value) => self.push_repeated(value, count),
            None => {
                (0..count).for_each(|_| self.builder.append_null());
                Ok(())
            }
        }
    }

    pub(crate) fn finish(&mut self) -> ArrayRef {
        Arc::new(self.builder.finish())
    }
}
