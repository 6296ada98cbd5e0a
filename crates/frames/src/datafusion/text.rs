//! The verbs that read text.

use super::arguments::text;
use super::function::{Verb, failed};
use crate::cells::Cells;
use crate::kernels::{self, ONE_THREAD};
use arrow_array::{Array, ListArray, new_empty_array};
use arrow_schema::DataType;
use b64unpack::Unpacker;
use datafusion::common::{Result, ScalarValue, plan_err};
use iocextract::{Extractor, Kind, KindSet};
use std::sync::Arc;

const TEXT: (&str, &str) = (
    "text",
    "What is searched: text or bytes, or a dictionary of these.",
);

fn check_text(column: &DataType) -> std::result::Result<(), &'static str> {
    let readable = Cells::of(&new_empty_array(column)).is_some();
    readable.then_some(()).ok_or("text or bytes")
}

/// `unpack_base64`.
#[derive(Debug)]
pub(super) struct Payloads(pub(super) Unpacker<'static>);

impl Verb for Payloads {
    const NAME: &'static str = "unpack_base64";
    const ARGUMENTS: &'static [(&'static str, &'static str)] = &[TEXT];
    const REQUIRED: usize = 1;
    const DESCRIPTION: &'static str = "The payloads that are encoded in a text, parents before children: Base64 and its like, and \
         what is compressed or archived in it.";
    const EXAMPLE: &'static str =
        "SELECT p['text'] FROM (SELECT unnest(unpack_base64(command)) AS p FROM log)";

    fn check(column: &DataType) -> std::result::Result<(), &'static str> {
        check_text(column)
    }

    fn returns(_: &DataType) -> DataType {
        kernels::unpack_base64_type()
    }

    fn call(&self, column: &dyn Array, _: &[ScalarValue]) -> Result<ListArray> {
        kernels::unpack_base64(column, &self.0, ONE_THREAD).map_err(failed)
    }
}

/// `unpack_base64_problems`.
#[derive(Debug)]
pub(super) struct Problems(pub(super) Unpacker<'static>);

impl Verb for Problems {
    const NAME: &'static str = "unpack_base64_problems";
    const ARGUMENTS: &'static [(&'static str, &'static str)] = &[TEXT];
    const REQUIRED: usize = 1;
    const DESCRIPTION: &'static str = "What was wrong while a text was unpacked: what is damaged, and the limits that ended the work.";
    const EXAMPLE: &'static str =
        "SELECT command FROM log WHERE array_length(unpack_base64_problems(command)) > 0";

    fn check(column: &DataType) -> std::result::Result<(), &'static str> {
        check_text(column)
    }

    fn returns(_: &DataType) -> DataType {
        kernels::unpack_base64_problems_type()
    }

    fn call(&self, column: &dyn Array, _: &[ScalarValue]) -> Result<ListArray> {
        kernels::unpack_base64_problems(column, &self.0, ONE_THREAD).map_err(failed)
    }
}

/// `iocs`.
#[derive(Debug)]
pub(super) struct Indicators(pub(super) Arc<Extractor>);

impl Verb for Indicators {
    const NAME: &'static str = "iocs";
    const ARGUMENTS: &'static [(&'static str, &'static str)] = &[
        TEXT,
        (
            "types",
            "The types that are looked for, as in 'url,ipv4'; all by default.",
        ),
    ];
    const REQUIRED: usize = 1;
    const DESCRIPTION: &'static str = "The indicators in a text, in the order of their places.";
    const EXAMPLE: &'static str =
        "SELECT i['value'] FROM (SELECT unnest(iocs(message, 'url')) AS i FROM log)";

    fn check(column: &DataType) -> std::result::Result<(), &'static str> {
        check_text(column)
    }

    fn returns(_: &DataType) -> DataType {
        kernels::iocs_type()
    }

    fn call(&self, column: &dyn Array, constants: &[ScalarValue]) -> Result<ListArray> {
        let types = text(Self::NAME, "types", constants, 0)?;
        let found = match types {
            None => kernels::iocs(column, &self.0, ONE_THREAD),
            Some(types) => {
                let some = Extractor::clone(&self.0).kinds(kinds(&types)?);
                kernels::iocs(column, &some, ONE_THREAD)
            }
        };
        found.map_err(failed)
    }
}

/// The types that a list names.
fn kinds(list: &str) -> Result<KindSet> {
    let mut kinds = KindSet::NONE;
    for name in list.split(',').map(str::trim) {
        match name.parse::<Kind>() {
            Ok(kind) => kinds = kinds.with(kind),
            Err(error) => return plan_err!("{}: {error}", Indicators::NAME),
        }
    }
    Ok(kinds)
}
