//! A verb as DataFusion wants its functions.

use arrow_array::{Array, ArrayRef, ListArray};
use arrow_schema::DataType;
use datafusion::common::{DataFusionError, Result, ScalarValue, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, DocSection, Documentation, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl,
    Signature, Volatility,
};
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// What the functions differ in.
pub(super) trait Verb: Debug + Send + Sync + 'static {
    const NAME: &'static str;
    /// Names of the arguments and what they are; the first is the column, all others are constants.
    const ARGUMENTS: &'static [(&'static str, &'static str)];
    /// Arguments that must be there.
    const REQUIRED: usize;
    const DESCRIPTION: &'static str;
    const EXAMPLE: &'static str;

    /// Whether a column of this type can be read; what else is wanted if not.
    fn check(column: &DataType) -> std::result::Result<(), &'static str>;

    /// The type of what comes out of such a column.
    fn returns(column: &DataType) -> DataType;

    /// What comes out, by the constants that were given.
    fn call(&self, column: &dyn Array, constants: &[ScalarValue]) -> Result<ListArray>;
}

/// The function of a verb.
pub(super) fn udf<V: Verb>(verb: V) -> ScalarUDF {
    ScalarUDF::new_from_impl(Function {
        verb: Arc::new(verb),
        signature: Signature::user_defined(Volatility::Immutable),
        documentation: documentation::<V>(),
    })
}

#[derive(Debug)]
struct Function<V> {
    verb: Arc<V>,
    signature: Signature,
    documentation: Documentation,
}

impl<V: Verb> ScalarUDFImpl for Function<V> {
    fn name(&self) -> &str {
        V::NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        let counts = V::REQUIRED..=V::ARGUMENTS.len();
        let Some(column) = types.first().filter(|_| counts.contains(&types.len())) else {
            return plan_err!("{} is called as {}", V::NAME, syntax::<V>());
        };
        match V::check(column) {
            Ok(()) => Ok(types.to_vec()),
            Err(wanted) => plan_err!(
                "{} is called as {} with {wanted}, not {column}",
                V::NAME,
                syntax::<V>()
            ),
        }
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        Ok(V::returns(types.first().unwrap_or(&DataType::Null)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let mut arguments = args.args.into_iter();
        let column = arguments
            .next()
            .unwrap_or(ColumnarValue::Scalar(ScalarValue::Null));
        let names = V::ARGUMENTS.iter().skip(1);
        let constants = arguments.zip(names).map(|(value, (name, _))| match value {
            ColumnarValue::Scalar(value) => Ok(value),
            ColumnarValue::Array(_) => plan_err!("{}: `{name}` must be a constant", V::NAME),
        });
        let constants = constants.collect::<Result<Vec<_>>>()?;
        match column {
            ColumnarValue::Array(column) => {
                let lists = self.verb.call(&column, &constants)?;
                Ok(ColumnarValue::Array(Arc::new(lists)))
            }
            ColumnarValue::Scalar(value) => {
                let lists: ArrayRef = Arc::new(self.verb.call(&value.to_array()?, &constants)?);
                Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(
                    &lists, 0,
                )?))
            }
        }
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(&self.documentation)
    }
}

/// Functions are equal if they are one: two may have been set up otherwise.
impl<V> PartialEq for Function<V> {
    fn eq(&self, other: &Function<V>) -> bool {
        Arc::ptr_eq(&self.verb, &other.verb)
    }
}

impl<V> Eq for Function<V> {}

impl<V> Hash for Function<V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.verb).cast::<()>().hash(state);
    }
}

/// An error of a kernel.
pub(super) fn failed(error: crate::Error) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}

/// `stl(series, period [, seasonal])`
fn syntax<V: Verb>() -> String {
    let mut syntax = format!("{}(", V::NAME);
    for (place, (name, _)) in V::ARGUMENTS.iter().enumerate() {
        let before = match (place, place >= V::REQUIRED) {
            (0, _) => "",
            (_, false) => ", ",
            (_, true) => " [, ",
        };
        syntax.push_str(before);
        syntax.push_str(name);
    }
    syntax.push_str(&"]".repeat(V::ARGUMENTS.len() - V::REQUIRED));
    syntax.push(')');
    syntax
}

fn documentation<V: Verb>() -> Documentation {
    const SECTION: DocSection = DocSection {
        include: true,
        label: "Security",
        description: None,
    };
    let builder = Documentation::builder(SECTION, V::DESCRIPTION, syntax::<V>());
    let described = V::ARGUMENTS.iter();
    described
        .fold(
            builder.with_sql_example(V::EXAMPLE),
            |builder, (name, is)| builder.with_argument(*name, *is),
        )
        .build()
}
