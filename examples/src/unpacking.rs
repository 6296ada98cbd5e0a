//! The options of unpacking, which `unpack` and `hunt` share.

use b64unpack::{Encoding, Encodings, Limits, Unpacker, formats};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::args::{Input, InputFormat};
use crate::error::Error;

/// The password of archives with samples of malware in them, by custom.
const INFECTED: &[u8] = b"infected";

/// What to look for, and how far to go.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Unpacking")]
pub struct UnpackArgs {
    /// Look for these encodings [default: those that hardly ever find what is not there]
    #[arg(long, value_delimiter = ',', value_parser = encodings(), value_name = "LIST")]
    pub encodings: Option<Vec<Encodings>>,
    /// Leave out payloads that are less likely than this, from 0 to 1, to have been encoded on purpose
    #[arg(long, default_value_t = 0.5, value_parser = confidence, value_name = "X")]
    pub min_confidence: f32,
    /// How many layers to unpack
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub max_depth: u32,
    /// How much to unpack from one cell
    #[arg(long, value_name = "BYTES")]
    pub max_output: Option<u64>,
    /// Try this password on what is encrypted (repeatable); `infected` is tried in any case
    #[arg(long, value_name = "WORD")]
    pub password: Vec<String>,
    /// Take each file for this format, as for one that nothing can be recognised by; reads it as bytes
    #[arg(long = "as", value_parser = format_names(), value_name = "FORMAT")]
    pub as_format: Option<String>,
}

impl UnpackArgs {
    /// The passwords to try, in order.
    #[must_use]
    pub fn passwords(&self) -> Vec<&[u8]> {
        let own = self.password.iter().map(String::as_bytes);
        own.chain([INFECTED]).collect()
    }

    /// The unpacker that these options describe.
    #[must_use]
    pub fn unpacker<'a>(&'a self, passwords: &'a [&'a [u8]]) -> Unpacker<'a> {
        let limits = Limits::DEFAULT.depth(self.max_depth);
        let unpacker = Unpacker::new()
            .encodings(self.encodings())
            .limits(
                self.max_output
                    .map_or(limits, |bytes| limits.total_bytes(bytes).entry_bytes(bytes)),
            )
            .min_confidence(self.min_confidence)
            .passwords(passwords);
        match &self.as_format {
            Some(name) => unpacker.input_format(name),
            None => unpacker,
        }
    }

    /// The input as these options want it: a file of a named format is read in one piece.
    ///
    /// # Errors
    /// `--as` with an input format of rows.
    pub fn input(&self, input: &Input) -> Result<Input, Error> {
        let bytes = match (&self.as_format, input.input_format) {
            (Some(_), InputFormat::Auto) => InputFormat::Bytes,
            (Some(_), format) if format != InputFormat::Bytes => {
                return Err(Error::Usage("--as goes with -i bytes".to_owned()));
            }
            (_, format) => format,
        };
        Ok(Input {
            input_format: bytes,
            ..input.clone()
        })
    }

    /// The same, looking for all encodings unless some are named.
    #[must_use]
    pub fn or_every_encoding(self) -> UnpackArgs {
        UnpackArgs {
            encodings: self.encodings.or_else(|| Some(vec![Encodings::ALL])),
            ..self
        }
    }

    fn encodings(&self) -> Encodings {
        match &self.encodings {
            Some(sets) => sets.iter().flat_map(|set| set.iter()).collect(),
            None => Encodings::DEFAULT,
        }
    }
}

/// Reads the name of an encoding, or `all`.
fn encodings() -> impl TypedValueParser<Value = Encodings> {
    let names = Encodings::ALL.iter().map(Encoding::name).chain(["all"]);
    PossibleValuesParser::new(names).map(|name| {
        name.parse()
            .map_or(Encodings::ALL, |one| Encodings::NONE.with(one))
    })
}

fn format_names() -> PossibleValuesParser {
    PossibleValuesParser::new(formats::ALL.iter().map(|format| format.name()))
}

fn confidence(text: &str) -> Result<f32, String> {
    let number = text
        .parse()
        .ok()
        .filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "give a number from 0 to 1".to_owned())
}
