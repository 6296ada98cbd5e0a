//! Constant arguments as what they stand for.

use arrow_schema::DataType;
use datafusion::common::{Result, ScalarValue, plan_err};

/// The constant at this place as a number of things; `None` if it is null or not given.
pub(super) fn count(
    function: &str,
    name: &str,
    constants: &[ScalarValue],
    place: usize,
) -> Result<Option<usize>> {
    let Some(given) = constants.get(place).filter(|given| !given.is_null()) else {
        return Ok(None);
    };
    let wrong = || plan_err!("{function}: `{name}` must be a positive integer, not {given}");
    if !given.data_type().is_integer() {
        return wrong();
    }
    match given.cast_to(&DataType::Int64)? {
        ScalarValue::Int64(Some(count)) if count > 0 => Ok(usize::try_from(count).ok()),
        _ => wrong(),
    }
}

/// The same as a number; `None` if it is null or not given.
pub(super) fn number(
    function: &str,
    name: &str,
    constants: &[ScalarValue],
    place: usize,
) -> Result<Option<f64>> {
    let Some(given) = constants.get(place).filter(|given| !given.is_null()) else {
        return Ok(None);
    };
    match given.data_type().is_numeric() {
        true => match given.cast_to(&DataType::Float64)? {
            ScalarValue::Float64(number) => Ok(number),
            _ => Ok(None),
        },
        false => plan_err!("{function}: `{name}` must be a number, not {given}"),
    }
}

/// The same as text; `None` if it is null or not given.
pub(super) fn text(
    function: &str,
    name: &str,
    constants: &[ScalarValue],
    place: usize,
) -> Result<Option<String>> {
    let Some(given) = constants.get(place).filter(|given| !given.is_null()) else {
        return Ok(None);
    };
    match given.try_as_str().flatten() {
        Some(text) => Ok(Some(text.to_owned())),
        None => plan_err!("{function}: `{name}` must be text, not {given}"),
    }
}
