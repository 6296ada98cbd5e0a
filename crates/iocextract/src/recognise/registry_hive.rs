//! The hives of the Windows registry, by their names, abbreviations, and the kernel's names.
//!
//! Sources: Microsoft, "Predefined Keys" and "Registry Key Security and Access Rights"; "REG ADD" for
//! the abbreviations; "Registry Key Object Routines" for the kernel's names.

use crate::text::{byte, byte_before, char_before, has_word, head, run_start, slice, tail};

/// Abbreviations, and what they stand for.
const HIVES: [(&str, &str); 8] = [
    ("HKLM", "HKEY_LOCAL_MACHINE"),
    ("HKCU", "HKEY_CURRENT_USER"),
    ("HKCR", "HKEY_CLASSES_ROOT"),
    ("HKU", "HKEY_USERS"),
    ("HKCC", "HKEY_CURRENT_CONFIG"),
    ("HKPD", "HKEY_PERFORMANCE_DATA"),
    ("HKDD", "HKEY_DYN_DATA"),
    ("HKCULS", "HKEY_CURRENT_USER_LOCAL_SETTINGS"),
];

/// The kernel's names of two of them ("Registry Key Object Routines").
const KERNEL: [(&str, &str); 2] = [
    ("\\REGISTRY\\MACHINE", "HKEY_LOCAL_MACHINE"),
    ("\\REGISTRY\\USER", "HKEY_USERS"),
];

/// `HKEY_CURRENT_USER_LOCAL_SETTINGS`.
pub(super) const LONGEST_HIVE: usize = 32;

/// Where the hive before the backslash at `at` starts, and the first separator.
pub(super) fn hive(line: &str, at: usize) -> Option<(usize, usize)> {
    // PowerShell writes a colon after it, reports put it in angle brackets.
    let end = at - usize::from(matches!(byte_before(line, at), b':' | b'>'));
    let word = |b: u8| b.is_ascii_alphabetic() || b == b'_';
    let start = run_start(line, end, LONGEST_HIVE + 1, word);
    if !has_word(line, start, "HK") {
        return None;
    }
    full_name(slice(line, start, end))?;
    let before = char_before(line, start);
    match byte_before(line, at) {
        b'>' => (before == '<').then(|| (start - 1, at)),
        _ => (!before.is_alphanumeric()).then_some((start, at)),
    }
}

pub(super) fn kernel_hive(line: &str, at: usize) -> Option<(usize, usize)> {
    let before = char_before(line, at);
    let named = KERNEL.iter().find(|(name, _)| has_word(line, at, name))?;
    let next = at + named.0.len();
    (byte(line, next) == b'\\' && !before.is_alphanumeric() && before != '\\').then_some((at, next))
}

pub(super) fn full_name(word: &str) -> Option<&'static str> {
    let named = |(short, full): &&(&str, &str)| {
        word.eq_ignore_ascii_case(short) || word.eq_ignore_ascii_case(full)
    };
    HIVES.iter().find(named).map(|(_, full)| *full)
}

/// The full name of the hive that a key begins with, and the key from the first separator on.
pub(super) fn split_hive(text: &str) -> Option<(&'static str, &str)> {
    let kernel = KERNEL.iter().find(|(name, _)| has_word(text, 0, name));
    if let Some((name, full)) = kernel {
        return Some((full, tail(text, name.len())));
    }
    let slash = text.find('\\')?;
    let name = head(text, slash).trim_matches(['<', '>', ':']);
    Some((full_name(name)?, tail(text, slash)))
}
