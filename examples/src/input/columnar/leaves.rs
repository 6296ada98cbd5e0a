//! The cells of a batch of rows: every text in it, and where they are asked for the other values as
//! they are printed.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{DataType, Field, FieldRef};

use super::picks::{Pick, Picks};
use crate::row::Row;

/// A batch of rows that are told one by one.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<(Pick, Arc<Node>)>,
    rows: std::ops::Range<usize>,
}

impl Table {
    pub(super) fn new(batch: &RecordBatch, picks: &Picks) -> Result<Table, String> {
        let columns = picks.0.iter().filter_map(|pick| {
            let (first, within) = pick.path.split_first()?;
            let column = Node::new(batch.columns().get(*first)?)
                .map(|node| (pick.clone(), Arc::new(node.within(within))));
            Some(column)
        });
        Ok(Table {
            columns: columns.collect::<Result<_, String>>()?,
            rows: 0..batch.num_rows(),
        })
    }
}

impl Iterator for Table {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let at = self.rows.next()?;
        let mut row = Row::default();
        for (pick, node) in &self.columns {
            node.push(&mut row, &Name::Whole(&pick.name), at, pick);
        }
        Some(row)
    }
}

/// A column whose values are at hand.
enum Node {
    Text(ArrayRef),
    Other(ArrayRef),
    Fields(ArrayRef, Vec<(String, Node)>),
    /// Elements, and where those of each row lie.
    List(ArrayRef, Box<Node>, Vec<std::ops::Range<usize>>),
    /// What a path leads to where one on the way may be missing.
    Within(ArrayRef, Box<Node>),
    Nothing,
}

impl Node {
    fn new(array: &ArrayRef) -> Result<Node, String> {
        let array = match plain(array.data_type()) {
            Some(plain) => arrow_cast::cast(array, &plain).map_err(|error| error.to_string())?,
            None => Arc::clone(array),
        };
        Node::of(array)
    }

    fn of(array: ArrayRef) -> Result<Node, String> {
        Ok(match array.data_type() {
            DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView => Node::Text(array),
            DataType::Struct(fields) => {
                let columns = fields.iter().zip(array.as_struct().columns());
                let nodes = columns.map(|(field, column)| {
                    Ok((field.name().clone(), Node::of(Arc::clone(column))?))
                });
                let nodes = nodes.collect::<Result<_, String>>()?;
                Node::Fields(array, nodes)
            }
            DataType::List(_) => {
                let list = array.as_list::<i32>();
                let ends = list.value_offsets().iter().map(|&end| end as usize);
                Node::list(&array, list.values(), ends)?
            }
            DataType::LargeList(_) => {
                let list = array.as_list::<i64>();
                let ends = list.value_offsets().iter().map(|&end| end as usize);
                Node::list(&array, list.values(), ends)?
            }
            DataType::Map(_, _) => {
                let map = array.as_map();
                let entries: ArrayRef = Arc::new(map.entries().clone());
                let ends = map.value_offsets().iter().map(|&end| end as usize);
                Node::list(&array, &entries, ends)?
            }
            _ => Node::Other(array),
        })
    }

    fn list(
        array: &ArrayRef,
        values: &ArrayRef,
        ends: impl Iterator<Item = usize> + Clone,
    ) -> Result<Node, String> {
        let ranges = ends.clone().zip(ends.skip(1));
        let ranges = ranges.map(|(start, end)| start..end).collect();
        let node = Node::of(Arc::clone(values))?;
        Ok(Node::List(Arc::clone(array), Box::new(node), ranges))
    }

    /// The field that a path leads to.
    fn within(self, path: &[usize]) -> Node {
        let Some((first, rest)) = path.split_first() else {
            return self;
        };
        match self {
            Node::Fields(array, mut fields) if *first < fields.len() => {
                let (_, field) = fields.swap_remove(*first);
                Node::Within(array, Box::new(field.within(rest)))
            }
            _ => Node::Nothing,
        }
    }

    /// Adds the cells of the row `at`.
    fn push(&self, row: &mut Row, name: &Name<'_>, at: usize, pick: &Pick) {
        match self {
            Node::Text(array) => {
                if let Some(text) = text(array, at) {
                    row.push(Some(name.text()), text, pick.selected);
                }
            }
            Node::Other(array) => {
                if let (Some(selected), true) = (pick.others, array.is_valid(at)) {
                    let options = FormatOptions::default();
                    if let Ok(format) = ArrayFormatter::try_new(array.as_ref(), &options) {
                        let value = format.value(at).to_string();
                        row.push(Some(name.text()), value.as_bytes(), selected);
                    }
                }
            }
            Node::Fields(array, fields) if array.is_valid(at) => {
                for (field, node) in fields {
                    node.push(row, &Name::Field(name, field), at, pick);
                }
            }
            Node::List(array, node, ranges) if array.is_valid(at) => {
                for (index, element) in ranges.get(at).cloned().unwrap_or_default().enumerate() {
                    node.push(row, &Name::Element(name, index), element, pick);
                }
            }
            Node::Within(array, node) if array.is_valid(at) => node.push(row, name, at, pick),
            Node::Fields(..) | Node::List(..) | Node::Within(..) | Node::Nothing => {}
        }
    }
}

/// Where a cell stands, as a dotted path.
enum Name<'a> {
    Whole(&'a Arc<str>),
    Field(&'a Name<'a>, &'a str),
    Element(&'a Name<'a>, usize),
}

impl Name<'_> {
    fn text(&self) -> Arc<str> {
        match self {
            Name::Whole(name) => Arc::clone(name),
            Name::Field(parent, field) => format!("{}.{field}", parent.text()).into(),
            Name::Element(parent, index) => format!("{}.{index}", parent.text()).into(),
        }
    }
}

/// The text or the bytes of a row, if there are any.
fn text(array: &ArrayRef, at: usize) -> Option<&[u8]> {
    if array.is_null(at) {
        return None;
    }
    match array.data_type() {
        DataType::Utf8 => Some(array.as_string::<i32>().value(at).as_bytes()),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().value(at).as_bytes()),
        DataType::Utf8View => Some(array.as_string_view().value(at).as_bytes()),
        DataType::Binary => Some(array.as_binary::<i32>().value(at)),
        DataType::LargeBinary => Some(array.as_binary::<i64>().value(at)),
        DataType::BinaryView => Some(array.as_binary_view().value(at)),
        _ => None,
    }
}

/// The type without dictionaries, runs and views of lists, if there are any in it.
fn plain(data_type: &DataType) -> Option<DataType> {
    let field = |field: &FieldRef| {
        let inner = plain(field.data_type())?;
        Some(Arc::new(Field::new(
            field.name(),
            inner,
            field.is_nullable(),
        )))
    };
    let or_same = |it: &FieldRef| field(it).unwrap_or_else(|| Arc::clone(it));
    match data_type {
        DataType::Dictionary(_, value) => Some(plain(value).unwrap_or_else(|| (**value).clone())),
        DataType::RunEndEncoded(_, value) => {
            Some(plain(value.data_type()).unwrap_or_else(|| value.data_type().clone()))
        }
        DataType::ListView(value) | DataType::FixedSizeList(value, _) => {
            Some(DataType::List(or_same(value)))
        }
        DataType::LargeListView(value) => Some(DataType::LargeList(or_same(value))),
        DataType::List(value) => field(value).map(DataType::List),
        DataType::LargeList(value) => field(value).map(DataType::LargeList),
        DataType::Struct(fields) => {
            let plain: Vec<Option<FieldRef>> = fields.iter().map(field).collect();
            plain.iter().any(Option::is_some).then(|| {
                let fields = plain.into_iter().zip(fields);
                DataType::Struct(
                    fields
                        .map(|(new, old)| new.unwrap_or_else(|| Arc::clone(old)))
                        .collect(),
                )
            })
        }
        _ => None,
    }
}
