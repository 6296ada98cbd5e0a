//! [`Unpacker`]: what to take for a payload, and how far to go.

mod driver;
mod node;
mod rows;

use std::ops::ControlFlow;

use self::driver::Driver;
pub use self::rows::Rows;
use crate::encoding::Encodings;
use crate::find::Finder;
use crate::formats::{self, Format};
use crate::glance::Glance;
use crate::limits::Limits;
use crate::problem::Problem;
use crate::scan::Rules;
use crate::tree::{Payload, Tree};

/// Finds, decodes and recursively unpacks payloads. A configured value, cheap to copy.
///
/// ```
/// use b64unpack::{Finder, Limits, Unpacker};
/// const CAREFUL: Unpacker = Unpacker::new()
///     .finder(Finder::new().min_len(24))
///     .limits(Limits::DEFAULT.depth(4))
///     .min_confidence(0.7);
/// ```
#[derive(Clone, Copy)]
pub struct Unpacker<'a> {
    finder: Finder,
    encodings: Encodings,
    limits: Limits,
    formats: &'a [&'a dyn Format],
    passwords: &'a [&'a [u8]],
    min_confidence: f32,
    container_input: bool,
    input_format: Option<&'a str>,
}

impl Default for Unpacker<'_> {
    fn default() -> Self {
        Unpacker::new()
    }
}

impl std::fmt::Debug for Unpacker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unpacker")
            .field("finder", &self.finder)
            .field("encodings", &self.encodings)
            .field("limits", &self.limits)
            .field("min_confidence", &self.min_confidence)
            .field("container_input", &self.container_input)
            .finish_non_exhaustive()
    }
}

impl<'a> Unpacker<'a> {
    /// All formats, the default finder and limits, a confidence of at least 0.5.
    pub const fn new() -> Unpacker<'a> {
        Unpacker {
            finder: Finder::new(),
            encodings: Encodings::DEFAULT,
            limits: Limits::DEFAULT,
            formats: formats::ALL,
            passwords: &[b"infected"],
            min_confidence: 0.5,
            container_input: false,
            input_format: None,
        }
    }

    /// What counts as a candidate.
    #[must_use]
    pub const fn finder(self, finder: Finder) -> Unpacker<'a> {
        Unpacker { finder, ..self }
    }

    /// The encodings that are looked for.
    ///
    /// ```
    /// use b64unpack::{Encodings, Unpacker};
    /// let tree = Unpacker::new().encodings(Encodings::ALL).unpack("echo 68656c6c6f2c20776f726c6421");
    /// assert_eq!(tree.iter().next().unwrap().bytes(), b"hello, world!");
    /// ```
    #[must_use]
    pub const fn encodings(self, encodings: Encodings) -> Unpacker<'a> {
        Unpacker { encodings, ..self }
    }

    /// What an input may use up.
    #[must_use]
    pub const fn limits(self, limits: Limits) -> Unpacker<'a> {
        Unpacker { limits, ..self }
    }

    /// The containers that are unpacked, in the order in which they are asked.
    #[must_use]
    pub const fn formats(self, formats: &'a [&'a dyn Format]) -> Unpacker<'a> {
        Unpacker { formats, ..self }
    }

    /// The passwords to try on encrypted members, in this order; by default the one word with
    /// which samples of malware are wrapped, `infected`.
    #[must_use]
    pub const fn passwords(self, passwords: &'a [&'a [u8]]) -> Unpacker<'a> {
        Unpacker { passwords, ..self }
    }

    /// The least [`confidence`](Payload::confidence) of a payload; 0 takes every candidate that
    /// can be decoded.
    #[must_use]
    pub const fn min_confidence(self, least: f32) -> Unpacker<'a> {
        Unpacker {
            min_confidence: least,
            ..self
        }
    }

    /// Whether the input may itself be a container. Then its members are the payloads of depth
    /// 1; if it is none, it is searched.
    #[must_use]
    pub const fn container_input(self, yes: bool) -> Unpacker<'a> {
        Unpacker {
            container_input: yes,
            ..self
        }
    }

    /// The name of the format that the input has: for those that nothing can be recognised by,
    /// such as `deflate`. No other format is asked of the input then.
    #[must_use]
    pub const fn input_format(self, name: &'a str) -> Unpacker<'a> {
        Unpacker {
            input_format: Some(name),
            container_input: true,
            ..self
        }
    }

    /// All payloads of `haystack`.
    pub fn unpack(&self, haystack: impl AsRef<[u8]>) -> Tree {
        let haystack = haystack.as_ref();
        self.unpack_glanced(haystack, Glance::of(haystack, self.rules().word()))
    }

    /// The rows of a column one after the other, equal ones once.
    pub fn rows<'h>(&self) -> Rows<'a, 'h> {
        Rows::new(*self)
    }

    /// The payloads of a haystack of which this was seen.
    #[inline]
    fn unpack_glanced(&self, haystack: &[u8], glance: Glance) -> Tree {
        if self.is_nothing(haystack, glance) {
            return Tree::default();
        }
        self.search(haystack, glance)
    }

    /// Hands every payload to `each`, parents first, until that breaks, and gives the problems
    /// met so far. Bytes are kept only while their own payloads are searched for.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// let mut names = Vec::new();
    /// let log = b"a aGVsbG8gd29ybGQsIGhlbGxv b Z29vZGJ5ZSB3b3JsZCwgaGVsbG8=";
    /// let problems = b64unpack::Unpacker::new().visit(log, |payload| {
    ///     names.push(payload.text().map(|text| text.to_str().into_owned()));
    ///     ControlFlow::Break(())
    /// });
    /// assert_eq!(names, [Some("hello world, hello".to_owned())]);
    /// assert!(problems.is_empty());
    /// ```
    pub fn visit(
        &self,
        haystack: &[u8],
        each: impl FnMut(Payload<'_>) -> ControlFlow<()>,
    ) -> Vec<Problem> {
        let glance = Glance::of(haystack, self.rules().word());
        if self.is_nothing(haystack, glance) {
            return Vec::new();
        }
        let mut driver = Driver::new(*self, haystack, glance, false);
        let _ = driver.run(each);
        driver.tree.problems
    }

    /// Apart from the rest, so that what is nothing at a glance has no frame to set up.
    #[inline(never)]
    fn search(&self, haystack: &[u8], glance: Glance) -> Tree {
        let mut driver = Driver::new(*self, haystack, glance, true);
        let _ = driver.run(|_| ControlFlow::Continue(()));
        driver.tree
    }

    /// Whether nothing can be in a haystack of which this was seen. (If names may be too many
    /// candidates, they have to be counted.)
    fn is_nothing(&self, haystack: &[u8], glance: Glance) -> bool {
        let counted = self.limits.candidates < haystack.len();
        self.shows_nothing(glance)
            || !self.container_input && !counted && self.rules().are_names(haystack, glance)
    }

    /// Whether nothing can be in any haystack that shows no more than this.
    #[inline]
    fn shows_nothing(&self, glance: Glance) -> bool {
        !self.container_input && self.rules().are_nothing(glance)
    }

    fn rules(&self) -> Rules<'a> {
        Rules {
            finder: self.finder,
            encodings: self.encodings,
            formats: self.formats,
            min_confidence: self.min_confidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    use super::*;

    /// What a search of the same rows says, where the look at their words is left out.
    fn searched(rows: &str) -> Vec<usize> {
        let unpacker = Unpacker::new();
        let glance = |row: &str| Glance::of(row.as_bytes(), unpacker.rules().word());
        let trees = rows
            .lines()
            .map(|row| unpacker.search(row.as_bytes(), glance(row)));
        trees.map(|tree| tree.len()).collect()
    }

    proptest! {
        /// Names, digests, paths and runs of Base64, some of them text read backwards or by 13.
        #[test]
        fn names_at_a_glance_are_names_when_searched(
            row in prop::collection::vec(
                "([A-Z][a-z]{2,8}){1,4}|[a-z]{3,18}|[0-9a-f]{16,40}|[A-Z2-7]{20,32}|[A-Za-z0-9+/]{16,40}=?\
                 |[a-z]{4,9}[/_-][A-Za-z]{15,20}|=?YWwv[A-Za-z0-9+/]{16,20}|[a-z]{10}\\\\/[a-z]{16}",
                1..4,
            ),
            between in "[ .:,\\\\]",
        ) {
            let row = row.join(&between);
            let found = Unpacker::new().unpack(&row).len();
            prop_assert_eq!(vec![found], searched(&row));
        }

        /// What a row does not show at a glance is not found by a search that looks for all.
        #[test]
        fn nothing_is_found_that_is_not_shown(
            row in prop::collection::vec(
                prop_oneof![
                    "[ \"'+;,.(){}|=]{1,3}",
                    "-e(nc)?|/ec|base64|b64|atob|join|-join|-f|&#|&quot;|\\\\u0027|\\\\x|%|%u|0x|\\^|~|<~|echo| \\| ",
                    "[A-Za-z]{1,9}|[0-9a-f]{24,40}|[0-9]{2,3}(, [0-9]{2,3}){9,14}|[A-Z2-7]{24}",
                    "[ -~]{6,24}".prop_map(|text| STANDARD.encode(text)),
                    "[ -~]{6,24}".prop_map(|text| STANDARD.encode(text).chars().rev().collect()),
                    // What only what stands around it tells.
                    (0usize..9, "[a-z]{6,9}").prop_map(|(way, text)| {
                        let text = STANDARD.encode(text);
                        let (head, tail) = text.split_at(text.len() / 2);
                        match way {
                            0 => format!(" -e {text} "),
                            1 => format!(" /eNc {text} "),
                            2 => format!(" b64decode('{text}') "),
                            3 => format!(" data:;base64,{text} "),
                            4 => format!(" echo {text} | base64 -d "),
                            5 => format!(" -enc {head}\"\"{tail} "),
                            6 => format!(" b64 ('{head}','{tail}')-join'' "),
                            7 => format!(" atob('{text}') "),
                            _ => format!(" '{head}{head}' + '{tail}{tail}' "),
                        }
                    }),
                    "[ -~]{12,18}".prop_map(|text| {
                        text.bytes().map(|byte| format!("\\x{byte:02x}")).collect()
                    }),
                    "[ -~]{12,18}".prop_map(|text| {
                        text.bytes().map(|byte| format!("\\0{byte:03o}")).collect()
                    }),
                    ("[ -~]{12,18}", "[g-z_~!%,]", 0usize..4).prop_map(|(text, mark, way)| {
                        let codes = text.bytes().map(|byte| match way {
                            0 => format!("{byte:x}"),
                            _ => byte.to_string(),
                        });
                        let codes = codes.collect::<Vec<_>>().join(&mark);
                        match way {
                            0 | 1 => format!(" '{codes}'.split('{mark}') "),
                            2 => format!(" ('{codes}'-SPLIt'{mark}'|%{{[char][int]$_}}) "),
                            _ => format!(" Split(\"{codes}\", \"{mark}\") "),
                        }
                    }),
                ],
                1..7,
            ),
        ) {
            let row = row.concat();
            let unpacker = Unpacker::new();
            let found = |tree: Tree| -> Vec<_> {
                tree.roots().map(|root| (root.range(), root.bytes().to_vec())).collect()
            };
            let all = unpacker.search(row.as_bytes(), Glance::ALL);
            prop_assert_eq!(found(unpacker.unpack(&row)), found(all));
        }
    }
}
