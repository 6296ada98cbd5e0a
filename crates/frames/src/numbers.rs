//! A column of numbers as a series.

use crate::Error;
use crate::column::wrong_type;
use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type,
    Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_schema::DataType;

const REQUIRED: &str = "a float or an integer of any width";

/// The numbers of `array`, which is the column `name`; `None` for a null. 64-bit integers beyond
/// 2^53 are rounded.
pub(crate) fn numbers(name: &str, array: &dyn Array) -> Result<Vec<Option<f64>>, Error> {
    Ok(match array.data_type() {
        DataType::Float64 => read::<Float64Type>(array, |value| value),
        DataType::Float32 => read::<Float32Type>(array, f64::from),
        DataType::Float16 => read::<Float16Type>(array, f64::from),
        DataType::Int64 => read::<Int64Type>(array, |value| value as f64),
        DataType::Int32 => read::<Int32Type>(array, f64::from),
        DataType::Int16 => read::<Int16Type>(array, f64::from),
        DataType::Int8 => read::<Int8Type>(array, f64::from),
        DataType::UInt64 => read::<UInt64Type>(array, |value| value as f64),
        DataType::UInt32 => read::<UInt32Type>(array, f64::from),
        DataType::UInt16 => read::<UInt16Type>(array, f64::from),
        DataType::UInt8 => read::<UInt8Type>(array, f64::from),
        _ => return Err(wrong_type(name, array, REQUIRED)),
    })
}

fn read<T: ArrowPrimitiveType>(
    array: &dyn Array,
    number: impl Fn(T::Native) -> f64,
) -> Vec<Option<f64>> {
    let values = array.as_primitive::<T>();
    values.iter().map(|value| value.map(&number)).collect()
}
