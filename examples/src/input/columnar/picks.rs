//! Which columns of a table are read, and which of those are searched.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema};

use crate::error::Error;
use crate::input::{Columns, missing_column};

/// A column, or a field within it.
#[derive(Debug, Clone)]
pub(super) struct Pick {
    pub(super) name: Arc<str>,
    /// The places of the column and of the fields within it.
    pub(super) path: Vec<usize>,
    pub(super) selected: bool,
    /// Whether what is no text becomes cells, and whether those are selected.
    pub(super) others: Option<bool>,
}

/// Those of one table.
#[derive(Debug, Clone)]
pub(super) struct Picks(pub(super) Vec<Pick>);

impl Picks {
    pub(super) fn new(schema: &Schema, columns: &Columns, place: &str) -> Result<Picks, Error> {
        let all = schema.fields().iter().enumerate();
        if columns.names.is_empty() {
            let others = columns.keep_others.then_some(false);
            let picks = all.map(|(at, field)| Pick {
                name: field.name().as_str().into(),
                path: vec![at],
                selected: true,
                others,
            });
            return Ok(Picks(picks.collect()));
        }
        let mut picks = Vec::new();
        for name in &columns.names {
            let path =
                resolve(schema.fields(), name).ok_or_else(|| missing(schema, name, place))?;
            picks.push(Pick {
                name: name.as_str().into(),
                path,
                selected: true,
                others: Some(true),
            });
        }
        if columns.keep_others {
            let taken: Vec<&Arc<str>> = picks.iter().map(|pick| &pick.name).collect();
            let rest = all.filter(|(_, field)| !taken.iter().any(|it| &***it == field.name()));
            let rest: Vec<Pick> = rest
                .map(|(at, field)| Pick {
                    name: field.name().as_str().into(),
                    path: vec![at],
                    selected: false,
                    others: Some(false),
                })
                .collect();
            picks.extend(rest);
        }
        Ok(Picks(picks))
    }
}

/// The places of the columns that have to be read.
pub(super) fn wanted(schema: &Schema, columns: &Columns, place: &str) -> Result<Vec<usize>, Error> {
    if columns.keep_others {
        return Ok((0..schema.fields().len()).collect());
    }
    if columns.names.is_empty() {
        let all = schema.fields().iter().enumerate();
        let texts = all.filter(|(_, field)| has_text(field));
        return Ok(texts.map(|(at, _)| at).collect());
    }
    let places = columns.names.iter().map(|name| {
        let path = resolve(schema.fields(), name);
        path.and_then(|path| path.first().copied())
            .ok_or_else(|| missing(schema, name, place))
    });
    places.collect()
}

fn missing(schema: &Schema, name: &str, place: &str) -> Error {
    let known = schema.fields().iter().map(|field| field.name().as_str());
    missing_column(place, name, known)
}

/// The places of the column and of the fields that a dotted path leads through. A name that itself
/// has dots goes first.
fn resolve(fields: &Fields, path: &str) -> Option<Vec<usize>> {
    if let Some((at, _)) = fields.find(path) {
        return Some(vec![at]);
    }
    path.match_indices('.').find_map(|(dot, _)| {
        let (head, tail) = path.split_at_checked(dot)?;
        let (at, field) = fields.find(head)?;
        let DataType::Struct(inner) = field.data_type() else {
            return None;
        };
        let mut path = vec![at];
        path.extend(resolve(inner, tail.get(1..)?)?);
        Some(path)
    })
}

/// Whether there may be text in a column.
fn has_text(field: &Field) -> bool {
    match field.data_type() {
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView => true,
        DataType::Dictionary(_, value) => has_text(&Field::new("", (**value).clone(), true)),
        DataType::RunEndEncoded(_, value)
        | DataType::List(value)
        | DataType::LargeList(value)
        | DataType::ListView(value)
        | DataType::LargeListView(value)
        | DataType::FixedSizeList(value, _)
        | DataType::Map(value, _) => has_text(value),
        DataType::Struct(fields) => fields.iter().any(|field| has_text(field)),
        _ => false,
    }
}
