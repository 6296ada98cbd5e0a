//! Which names can be hosts (RFC 1034, section 3.5; RFC 5890).

use std::borrow::Cow;

use crate::{
    byte_set::ByteSet,
    flags::{Flag, Flags},
    ip::narrow,
    name::{is_invisible, is_word_char},
    punycode,
    suffix::{below_registry, is_covered, is_dot},
    text::{byte, head, run_end, run_start, tail},
};

/// RFC 1034, section 3.1.
const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// The normal form of a host: lower case, full stops, nothing invisible, no final dot.
pub(crate) fn normal_host(host: &str) -> Cow<'_, str> {
    let plain = host.strip_suffix(is_dot).unwrap_or(host);
    if run_end(plain, 0, is_normal_ascii) == plain.len() {
        return Cow::Borrowed(plain);
    }
    let is_normal = |c: char| match c {
        'A'..='Z' => false,
        c if c.is_ascii() => true,
        // Small letters, which most are: of western Europe, and Cyrillic.
        '\u{df}'..='\u{ff}' | '\u{430}'..='\u{45f}' => true,
        c => !c.is_uppercase() && !is_invisible(c) && !is_dot(c) && narrow(c) == c,
    };
    if plain.chars().all(is_normal) {
        return Cow::Borrowed(plain);
    }
    let mut normal = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            c if c.is_ascii() => normal.push(c.to_ascii_lowercase()),
            c if is_invisible(c) => {}
            c if is_dot(c) => normal.push('.'),
            c => normal.extend(narrow(c).to_lowercase()),
        }
    }
    Cow::Owned(normal)
}

/// Whether `b` is an ASCII character and no capital.
fn is_normal_ascii(b: u8) -> bool {
    const NORMAL: ByteSet = ByteSet::of(b"").with_range(0, b'@').with_range(b'[', 0x7f);
    NORMAL.contains(b)
}

/// Whether `host`, in normal form, can be one at all.
pub(crate) fn is_host(host: &str) -> bool {
    if is_plain_host(host) {
        return true;
    }
    host.len() <= LONGEST_NAME && labels(host).all(is_label)
}

/// Whether `host` is one at a glance: short labels of letters and digits.
fn is_plain_host(host: &str) -> bool {
    const WORD: ByteSet = ByteSet::ALPHANUMERIC.with(b"_");
    let mut at = 0;
    loop {
        let end = run_end(host, at, |b| WORD.contains(b));
        if end == at || end - at > LONGEST_LABEL {
            return false;
        }
        if end == host.len() {
            return end <= LONGEST_NAME;
        }
        if byte(host, end) != b'.' {
            return false;
        }
        at = end + 1;
    }
}

fn is_label(label: &str) -> bool {
    let hyphens = label.starts_with('-') || label.ends_with('-');
    if label.is_empty() || hyphens || label.len() > 4 * LONGEST_LABEL {
        return false;
    }
    match label.strip_prefix("xn--") {
        Some(code) => label.len() <= LONGEST_LABEL && punycode::decode(code).is_some(),
        None if label.is_ascii() => label.len() <= LONGEST_LABEL,
        None => punycode::fits(label, LONGEST_LABEL - "xn--".len()),
    }
}

/// Whether `host` has a label below the suffix of a registry, spelled as the rules for host names
/// ask, without an underscore. A name that its owner hands out below, such as `github.io`, is one.
pub(crate) fn is_registered(host: &str) -> bool {
    let labels = below_registry(host).and_then(|below| below.strip_suffix('.'));
    labels.is_some_and(|labels| !labels.is_empty() && !last_label(labels).contains('_'))
}

/// Whether `host` is under a public suffix, or under a name set aside that someone took care to
/// defang.
pub(crate) fn is_listed(host: &str, defanged: bool) -> bool {
    if last_label(host) == "example" || (defanged && special_use(host).is_some()) {
        return true;
    }
    is_registered(host)
}

/// Names that are set aside (RFC 2606, RFC 6761, RFC 6762): nobody registers them.
pub(crate) fn special_use(host: &str) -> Option<Flag> {
    let top = last_label(host);
    let rest = || head(host, host.len().saturating_sub(top.len() + 1));
    match top.as_bytes() {
        b"example" => Some(Flag::Documentation),
        b"com" | b"net" | b"org" if last_label(rest()) == "example" => Some(Flag::Documentation),
        b"test" | b"invalid" | b"localhost" | b"local" => Some(Flag::Reserved),
        _ => None,
    }
}

/// What a host's spelling and suffix tell.
pub(crate) fn host_flags(raw: &str, host: &str) -> Flags {
    let mut flags = Flags::NONE;
    let mut letters = false;
    if !raw.is_ascii() {
        for c in raw.chars().filter(|c| !c.is_ascii()) {
            let invisible = is_invisible(c);
            letters = letters || (!invisible && is_word_char(c));
            flags = flags.with_if(invisible, Flag::Invisible);
        }
        flags = flags.with_if(
            !host.is_ascii() && labels(host).any(is_mixed),
            Flag::MixedScript,
        );
    }
    let decoded = |label: &str| label.strip_prefix("xn--").and_then(punycode::decode);
    let hidden = |label| decoded(label).is_some_and(|label| is_mixed(&label));
    let encoded = host.bytes().any(|b| b == b'-') && host.split('.').any(is_encoded);
    if encoded {
        flags = flags.with_if(host.split('.').any(hidden), Flag::MixedScript);
    }
    let idn = letters || encoded;
    flags = flags.with_if(idn, Flag::Idn);
    match special_use(host) {
        Some(flag) => flags.with(flag),
        None => flags.with_if(!is_covered(host), Flag::UnlistedSuffix),
    }
}

fn is_encoded(label: &str) -> bool {
    label.starts_with("xn--")
}

/// The labels, the first one first.
fn labels(host: &str) -> impl Iterator<Item = &str> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let end = run_end(host, start, |b| b != b'.');
        next = (end < host.len()).then_some(end + 1);
        host.get(start..end)
    })
}

/// The last label.
pub(crate) fn last_label(host: &str) -> &str {
    tail(host, run_start(host, host.len(), host.len(), |b| b != b'.'))
}

/// Whether a label has letters of the Latin and of another alphabet that looks like it.
pub(crate) fn is_mixed(label: &str) -> bool {
    let latin = label.bytes().any(|b| b.is_ascii_alphabetic());
    let other = |c: char| {
        matches!(c,
        '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}' | '\u{531}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}')
    };
    latin && label.chars().any(other)
}
