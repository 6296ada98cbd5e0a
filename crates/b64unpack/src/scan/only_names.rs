//! Most rows that show words show names: they are told by a look at each word, before anything is
//! set up to search them.

use super::Rules;
use super::names::is_name;
use super::tail;
use crate::alphabet::{COMMON, class};
use crate::candidate::Candidate;
use crate::encoding::Encoding;
use crate::glance::Glance;
use crate::recognise::{self, MARGIN};

/// Whether a search would find nothing in a haystack that shows no more than words, as each of
/// them is spelt like a name and no other encoding could be read in it. May be wrong about names,
/// but not about anything else.
pub(super) fn are_all(haystack: &[u8], glance: Glance, rules: Rules<'_>) -> bool {
    let told = glance.is_at_most(Glance::WORD)
        && rules.encodings.is_base64()
        && !rules.encodings.has_any_word()
        && rules.finder.least() <= recognise::WORD
        && rules.passes_names();
    told && are_names(haystack, rules)
}

fn are_names(haystack: &[u8], rules: Rules<'_>) -> bool {
    let mixed = rules.encodings.contains(Encoding::Base64Mixed);
    let finder = rules.finder.mixed(mixed);
    let mut at = 0;
    while let Some(word) = finder.find_word(haystack, at) {
        let dull = is_name(&word) && !has_parts(&word, rules) && !is_more(haystack, &word, rules);
        if !dull {
            return false;
        }
        at = word.end();
    }
    true
}

/// Whether a name may be taken apart: it has symbols between letters and digits of which there
/// are enough, or what may be a payload behind a path.
fn has_parts(name: &Candidate<'_>, rules: Rules<'_>) -> bool {
    let bytes = name.as_bytes();
    let mut parts = bytes.split(|&byte| class(byte) != COMMON);
    bytes.iter().any(|&byte| class(byte) & !COMMON != 0)
        && (parts.any(|part| part.len() >= rules.finder.least()) || tail::is_there(name))
}

/// Whether a word may be in another encoding.
fn is_more(haystack: &[u8], word: &Candidate<'_>, rules: Rules<'_>) -> bool {
    let end = word.end().saturating_add(MARGIN).min(haystack.len());
    let text = haystack.get(..end).unwrap_or(haystack);
    recognise::OF_WORDS
        .iter()
        .any(|recogniser| recogniser.is_wanted(rules.encodings) && recogniser.is_in(text, word))
}
