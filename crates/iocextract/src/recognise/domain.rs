//! Domains: names under a public suffix that are not something else.
//!
//! Names of files, namespaces and members are dotted too, and the root zone has `zip`, `sh`,
//! `name` and `net`. Where a name stands and how it is spelled decide.

use crate::{
    candidate::Candidate,
    flags::{Flag, Flags},
    host::{host_flags, is_host, is_listed, last_label, normal_host},
    kind::Kind,
    lower::Lower,
    marks::{Reading, at_sign},
    name::{Name, is_invisible},
    recognise::context::{Place, touches_invisible},
    recognise::domain_words::{
        is_extension, is_field_set, is_inner_extension, is_maybe_extension, is_member_name,
        is_object, is_plain_name,
    },
    recognise::onion,
    recognise::scan::Scanner,
    suffix::is_top_level,
    text::{byte_before, run_start, slice},
};

/// Labels are looked up as top-level names on their own up to this length.
const LONGEST_TOP: usize = 16;

/// No name in 253 octets has more labels, and dots between them.
const MOST_LABELS: usize = 127;

/// The domain that `name` is.
pub(crate) fn judge(scanner: &Scanner<'_, '_>, name: Name) -> Option<Candidate> {
    let (line, options) = (scanner.line, scanner.options);
    let reading = Reading::from(options);
    // Most names that are none end with a number: addresses, versions, times.
    let raw = slice(line, name.start, name.end);
    if !(2..=MOST_LABELS).contains(&name.labels)
        || (!name.defanged && options.check_tld && has_unlisted_end(raw))
    {
        return None;
    }
    if !name.defanged && last_word_start(raw).is_ascii_digit() {
        return None;
    }
    let name = trimmed(line, name, reading);
    let text = name.text(line, reading);
    let host = normal_host(&text);
    if name.labels < 2 || !has_alphabetic_end(&host) || !is_host(&host) {
        return None;
    }
    let place = Place::of(line, name.start, name.end);
    let local_part = at_sign(line, name.end, reading).is_some();
    let in_path = scanner.in_path(name.start) || place.path_like && !name.defanged;
    if local_part || (in_path && !place.after_unc) {
        return None;
    }
    if options.check_tld && !is_listed(&host, name.defanged) {
        return None;
    }
    let raw = slice(line, name.start, name.end);
    let flags = host_flags(raw, &host)
        .union(doubts(&text, &host, place))
        .with_if(
            touches_invisible(line, name.start, name.end),
            Flag::Invisible,
        );
    let deliberate = name.defanged || options.whole || place.host_like;
    let deliberate = deliberate || (name.labels > 2 && !is_stacked(&host) && !is_code(&host));
    if options.check_tld && !deliberate && is_rather_else(&host, flags) {
        return None;
    }
    let service = options.kinds.contains(Kind::Onion);
    if let Some(onion) = onion::flags(&host).filter(|_| service) {
        let flags = flags.union(onion);
        return Some(Candidate::new(Kind::Onion, name.start, name.end, flags));
    }
    Some(Candidate::new(Kind::Domain, name.start, name.end, flags))
}

/// The name without the hyphens, underscores and invisible characters around it. An underscore
/// in front stays where it is part of a name, as in `_dmarc.example.com`.
pub(crate) fn trimmed(line: &str, name: Name, reading: Reading) -> Name {
    let raw = slice(line, name.start, name.end);
    let edge = |c: char| c == '-' || is_invisible(c);
    let emphasis = |c: char| c == '_' || edge(c);
    let end = name.start + raw.trim_end_matches(emphasis).len();
    let body = if name.labels == 2 || raw.ends_with('_') {
        raw.trim_start_matches(emphasis)
    } else {
        raw.trim_start_matches(edge)
    };
    let start = (name.end - body.len()).min(end);
    if (start, end) == (name.start, name.end) {
        return name;
    }
    Name::part(line, start, end, reading)
}

/// The first byte of what follows the last sign in a name that is no letter, digit or hyphen.
fn last_word_start(raw: &str) -> u8 {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b >= 0x80;
    let mut bytes = raw.bytes().rev().skip_while(|&b| !word(b));
    bytes.by_ref().take_while(|&b| word(b)).last().unwrap_or(0)
}

/// Whether a name ends with letters and digits that are no top-level name: most dotted names in
/// text are of files, and are done with here.
fn has_unlisted_end(raw: &str) -> bool {
    let start = run_start(raw, raw.len(), LONGEST_TOP, |b| b.is_ascii_alphanumeric());
    let label = Lower::<LONGEST_TOP>::of(slice(raw, start, raw.len()));
    start < raw.len() && byte_before(raw, start) == b'.' && !is_top_level(label.as_bytes())
}

fn has_alphabetic_end(host: &str) -> bool {
    let last = last_label(host);
    last.starts_with(char::is_alphabetic) && last.chars().count() > 1
}

/// What else the name could be.
fn doubts(text: &str, host: &str, place: Place) -> Flags {
    let top = last_label(host);
    let file = is_extension(top.as_bytes()) || is_maybe_extension(top.as_bytes());
    let code =
        !is_plain_name(top.as_bytes()) && (place.code_like || is_namespace(text) || is_code(host));
    Flags::NONE
        .with_if(file, Flag::FileNameLike)
        .with_if(code, Flag::CodeLike)
}

/// Whether a name is spelled like a namespace or a member, `System.Net` or `Microsoft.NET`: the
/// case of its last label is not that of an address typed in one go.
fn is_namespace(text: &str) -> bool {
    let (rest, top) = text.rsplit_once('.').unwrap_or(("", text));
    let upper = |part: &str| part.chars().any(char::is_uppercase);
    let lower = |part: &str| part.chars().any(char::is_lowercase);
    upper(top) && (lower(top) || lower(rest))
}

/// Whether what looks like a file name has nothing but that to show.
pub(crate) fn is_file(flags: Flags, name: Name) -> bool {
    flags.contains(Flag::FileNameLike) && name.labels == 2 && !name.defanged
}

/// Whether a name stacks one extension of a file on another, as in `invoice.pdf.zip`.
fn is_stacked(host: &str) -> bool {
    let mut labels = host.rsplit('.');
    let top = labels.next().unwrap_or("");
    let inner = labels.next().unwrap_or("");
    is_extension(top.as_bytes()) && is_inner_extension(inner.as_bytes())
}

/// Whether a name is that of a package or an identifier, which begin with the top level:
/// `com.example.app`.
fn is_reversed(host: &str) -> bool {
    let (first, rest) = host.split_once('.').unwrap_or((host, ""));
    rest.contains('.') && ["com", "org", "net", "io"].contains(&first)
}

/// Whether a name is spelled like something in a program.
fn is_code(host: &str) -> bool {
    is_reversed(host) || is_member(host)
}

/// Whether a name begins with what programs call an object, or is the member of a variable of one
/// letter.
fn is_member(host: &str) -> bool {
    let (first, rest) = host.split_once('.').unwrap_or((host, ""));
    let holds_members = first.len() == 1 || is_field_set(first.as_bytes());
    is_object(first.as_bytes())
        || (holds_members && is_member_name(rest.as_bytes()))
        || is_name_of_member(host)
}

/// Whether a name is that of the member of something, as in `df.index.name` and `a.user.name`.
fn is_name_of_member(host: &str) -> bool {
    let Some((object, member)) = host
        .strip_suffix(".name")
        .and_then(|rest| rest.rsplit_once('.'))
    else {
        return false;
    };
    object != "www" && is_field_set(member.as_bytes())
}

fn is_rather_else(host: &str, flags: Flags) -> bool {
    flags.contains(Flag::CodeLike) || is_extension(last_label(host).as_bytes())
}
