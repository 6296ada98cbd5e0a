//! The cells of a column of text or bytes, whatever array holds them.

use crate::Error;
use crate::column::wrong_type;
use arrow_array::cast::AsArray;
use arrow_array::{
    Array, ArrayAccessor, BinaryArray, BinaryViewArray, FixedSizeBinaryArray, LargeBinaryArray,
    LargeStringArray, StringArray, StringViewArray,
};
use arrow_schema::DataType;

/// What can be read, for messages.
pub(crate) const REQUIRED: &str = "Utf8, LargeUtf8, Utf8View, Binary, LargeBinary, BinaryView, \
                        FixedSizeBinary, Null, or a dictionary of one of these";

/// A column that can be read cell by cell.
pub(crate) struct Cells<'a> {
    values: Values<'a>,
    dictionary: Option<Dictionary<'a>>,
}

/// What stands in one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// The place of a value: rows with the same slot hold the same value.
pub(crate) type Slot = usize;

enum Values<'a> {
    Null,
    Utf8(&'a StringArray),
    LargeUtf8(&'a LargeStringArray),
    Utf8View(&'a StringViewArray),
    Binary(&'a BinaryArray),
    LargeBinary(&'a LargeBinaryArray),
    BinaryView(&'a BinaryViewArray),
    FixedSizeBinary(&'a FixedSizeBinaryArray),
}

struct Dictionary<'a> {
    keys: &'a dyn Array,
    slots: Vec<Slot>,
    distinct: usize,
}

impl<'a> Cells<'a> {
    /// The cells of `array`, which is the column `name`.
    pub(crate) fn new(name: &str, array: &'a dyn Array) -> Result<Cells<'a>, Error> {
        Cells::of(array).ok_or_else(|| wrong_type(name, array, REQUIRED))
    }

    /// The cells of `array`; `None` if it holds neither text nor bytes.
    pub(crate) fn of(array: &'a dyn Array) -> Option<Cells<'a>> {
        let Some(encoded) = array.as_any_dictionary_opt() else {
            return Some(Cells {
                values: Values::new(array)?,
                dictionary: None,
            });
        };
        let mut values = Values::new(encoded.values())?;
        let distinct = encoded.values().len();
        // Arrow resolves no key against an empty dictionary, and all keys are null then.
        let slots = if distinct == 0 {
            values = Values::Null;
            Vec::new()
        } else {
            encoded.normalized_keys()
        };
        let dictionary = Dictionary {
            keys: encoded.keys(),
            slots,
            distinct,
        };
        Some(Cells {
            values,
            dictionary: Some(dictionary),
        })
    }

    /// The same, of text only.
    #[cfg(feature = "msticpy")]
    pub(crate) fn of_text(name: &str, array: &'a dyn Array) -> Result<Cells<'a>, Error> {
        /// What can be read, for messages.
        pub(crate) const REQUIRED: &str =
            "Utf8, LargeUtf8, Utf8View, Null, or a dictionary of one of these";
        let cells = Cells::new(name, array).ok();
        cells
            .filter(|cells| cells.values.is_text())
            .ok_or_else(|| wrong_type(name, array, REQUIRED))
    }

    /// What stands in `row`, and the slot that it shares with all rows of the same value; `None`
    /// for a null.
    pub(crate) fn get(&self, row: usize) -> Option<(Slot, Cell<'a>)> {
        let slot = match &self.dictionary {
            None => row,
            Some(dictionary) => dictionary.slot(row)?,
        };
        Some((slot, self.values.get(slot)?))
    }

    /// The number of slots if rows may share them.
    pub(crate) fn shared_slots(&self) -> Option<usize> {
        self.dictionary
            .as_ref()
            .map(|dictionary| dictionary.distinct)
    }
}

impl<'a> Cell<'a> {
    pub(crate) fn as_bytes(&self) -> &'a [u8] {
        match *self {
            Cell::Text(text) => text.as_bytes(),
            Cell::Bytes(bytes) => bytes,
        }
    }
}

impl Dictionary<'_> {
    fn slot(&self, row: usize) -> Option<Slot> {
        let slot = self.slots.get(row).copied()?;
        self.keys.is_valid(row).then_some(slot)
    }
}

impl<'a> Values<'a> {
    fn new(array: &'a dyn Array) -> Option<Values<'a>> {
        Some(match array.data_type() {
            DataType::Null => Values::Null,
            DataType::Utf8 => Values::Utf8(array.as_string_opt()?),
            DataType::LargeUtf8 => Values::LargeUtf8(array.as_string_opt()?),
            DataType::Utf8View => Values::Utf8View(array.as_string_view_opt()?),
            DataType::Binary => Values::Binary(array.as_binary_opt()?),
            DataType::LargeBinary => Values::LargeBinary(array.as_binary_opt()?),
            DataType::BinaryView => Values::BinaryView(array.as_binary_view_opt()?),
            DataType::FixedSizeBinary(_) => {
                Values::FixedSizeBinary(array.as_fixed_size_binary_opt()?)
            }
            _ => return None,
        })
    }

    #[cfg(feature = "msticpy")]
    fn is_text(&self) -> bool {
        matches!(
            self,
            Values::Null | Values::Utf8(_) | Values::LargeUtf8(_) | Values::Utf8View(_)
        )
    }

    fn get(&self, slot: Slot) -> Option<Cell<'a>> {
        match *self {
            Values::Null => None,
            Values::Utf8(array) => read(array, slot).map(Cell::Text),
            Values::LargeUtf8(array) => read(array, slot).map(Cell::Text),
            Values::Utf8View(array) => read(array, slot).map(Cell::Text),
            Values::Binary(array) => read(array, slot).map(Cell::Bytes),
            Values::LargeBinary(array) => read(array, slot).map(Cell::Bytes),
            Values::BinaryView(array) => read(array, slot).map(Cell::Bytes),
            Values::FixedSizeBinary(array) => read(array, slot).map(Cell::Bytes),
        }
    }
}

/// `ArrayAccessor::value` panics beyond the end; this is `None` there and for a null.
fn read<A: ArrayAccessor + Copy>(array: A, slot: Slot) -> Option<A::Item> {
    (slot < array.len() && array.is_valid(slot)).then(|| array.value(slot))
}
