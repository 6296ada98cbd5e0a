//! What stands before Base64 and says so: the switches of PowerShell, the functions that decode
//! it, `data:` URIs (RFC 2397); and the pipe into `base64 -d` behind it.

use crate::alphabet::class;
use crate::joint;

/// How the text around a candidate announces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    /// Something that is Base64 or a plain word: after `-e`, before `| base64 -d`.
    Hint,
    /// Nothing but Base64: after `-EncodedCommand`, quoted in `FromBase64String(`, in a URI.
    Proof,
}

/// Bytes between the name of a function and what it decodes.
const REACH: usize = 48;
/// Quotes, parentheses and white space before the payload.
const FILLER: usize = 24;

/// Where the payload begins that is announced by the anchor at `at`, and by what.
pub(super) fn announced(haystack: &[u8], at: usize) -> Option<(usize, Context)> {
    match haystack.get(at..)? {
        [b'6', b'4', ..] => named(haystack, at, at + 2),
        [b'b', b'(', ..] => {
            let ato = haystack.get(..at)?.ends_with(b"ato");
            let start = ato.then(|| quoted(haystack, at + 1)).flatten()?;
            Some((start, Context::Proof))
        }
        [b'^' | b'`', ..] if follows_dash(haystack, at) => switch(haystack, at),
        [_, b'e' | b'E', ..] => follows_dash(haystack, at + 1).then(|| switch(haystack, at + 1))?,
        // The number itself is in two pieces.
        _ => {
            let six = at.checked_sub(1)?;
            let number = haystack.get(six) == Some(&b'6');
            let four = number.then(|| joint::skip(haystack, at)).flatten()?;
            let number = haystack.get(four) == Some(&b'4');
            number.then(|| named(haystack, six, four + 1))?
        }
    }
}

/// Where the run begins that the anchor at `at` stands behind, and ends: in
/// `echo aGVsbG8= | base64 -d`, `Buffer.from('aGVsbG8=', 'base64')` and `'aGVsbG8='.unpack1('m')`.
/// No byte before `floor` is looked at.
pub(super) fn announced_behind(
    haystack: &[u8],
    at: usize,
    floor: usize,
) -> Option<(usize, Context)> {
    if is_unpacked(haystack.get(at..)?) {
        let start = floor + run_before(haystack.get(floor..at)?);
        return Some((start, Context::Proof));
    }
    let near = floor.max(at.saturating_sub(FILLER))..at;
    let name = haystack.get(near.clone())?;
    let (end, context) = match memchr::memrchr(b'|', name) {
        Some(bar) => (near.start + bar, Context::Hint),
        None => {
            let stem = name.len().checked_sub(b"base".len())?;
            let named = name.get(stem..)?.eq_ignore_ascii_case(b"base");
            (named.then_some(near.start + stem)?, Context::Proof)
        }
    };
    let (before, behind) = (haystack.get(floor..end)?, haystack.get(end..)?);
    let end = match context {
        Context::Hint => is_decoder(behind).then(|| before.len() - blanks_before(before))?,
        Context::Proof => argument_before(before)?,
    };
    Some((floor + run_before(before.get(..end)?), context))
}

/// Where the run begins that a text ends with.
fn run_before(run: &[u8]) -> usize {
    let padding = run.iter().rev().take(2);
    let padding = padding.take_while(|&&byte| byte == b'=').count();
    let symbols = run.iter().rev().skip(padding);
    let symbols = symbols.take_while(|&&byte| class(byte) != 0).count();
    run.len() - padding - symbols
}

/// Whether a text begins with the end of a string that Ruby unpacks: `'.unpack1('m0')`, or
/// without parentheses.
fn is_unpacked(text: &[u8]) -> bool {
    let Some(name) = text.get(1..).and_then(|text| text.strip_prefix(b".unpack")) else {
        return false;
    };
    let argument = name.strip_prefix(b"1").unwrap_or(name);
    let blanks = count(argument, |byte| b" (".contains(&byte));
    matches!(argument.get(blanks..), Some([b'"' | b'\'', b'm', ..]))
}

/// Where the string ends that stands before `, '` or `.decode('`.
fn argument_before(text: &[u8]) -> Option<usize> {
    let text = text.strip_suffix(b"'").or(text.strip_suffix(b"\""))?;
    let text = text.get(..text.len() - blanks_before(text))?;
    let text = text.strip_suffix(b",").or(text.strip_suffix(b".decode("))?;
    let text = text.strip_suffix(b"'").or(text.strip_suffix(b"\""))?;
    Some(text.len())
}

fn blanks_before(text: &[u8]) -> usize {
    let blanks = text.iter().rev().take(FILLER);
    blanks.take_while(|byte| is_blank(**byte)).count()
}

/// What may stand between a word and the bar of a pipe; Bash takes `{echo,aGVsbG8=}` for a command
/// with its argument.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'^' | b'}')
}

/// Whether what stands behind a candidate decodes it.
pub(super) fn is_piped(haystack: &[u8], end: usize) -> bool {
    let rest = haystack.get(end..).unwrap_or_default();
    let blanks = rest.iter().take(FILLER);
    let blanks = blanks.take_while(|byte| is_blank(**byte)).count();
    rest.get(blanks..).is_some_and(is_decoder)
}

/// `| base64 -d`, also with a path, `--decode`, `-D`, as `openssl base64 -d`, or without a space, as
/// `{base64,-d}` and `base64${IFS}-d`.
fn is_decoder(text: &[u8]) -> bool {
    let Some(command) = text.strip_prefix(b"|") else {
        return false;
    };
    let command = command.get(..REACH).unwrap_or(command);
    let Some(name) = memchr::memmem::find(command, b"base64") else {
        return false;
    };
    let (before, behind) = command.split_at(name);
    let path = |byte: &u8| byte.is_ascii_alphanumeric() || b" \t/-._{,}$".contains(byte);
    let flags = behind.split(|byte| !path(byte)).next().unwrap_or_default();
    let decodes = |text: &[u8]| {
        let mut words = text.split(|byte| b" \t{,}$".contains(byte));
        words.any(|word| {
            word.starts_with(b"--d")
                || (word.len() < 5 && word.starts_with(b"-") && word.contains(&b'd'))
                || word == b"-D"
        })
    };
    before.iter().all(path) && (decodes(flags) || decodes(before))
}

/// Behind a name whose `64` begins at `at` and ends at `end`: in the string that the call has, or
/// behind `;base64,`.
fn named(haystack: &[u8], at: usize, end: usize) -> Option<(usize, Context)> {
    let stem = haystack.get(at.saturating_sub(12)..at)?;
    let mut stem = stem.iter().rev().filter(|byte| !b"^`\"'+".contains(byte));
    match stem.next()? {
        b'e' | b'E' if stem.next()?.eq_ignore_ascii_case(&b's') => {}
        b'b' | b'B' => {}
        _ => return None,
    }
    let behind = haystack.get(end..)?;
    match behind {
        [b',', ..] => {
            let uri = haystack.get(at.saturating_sub(5)..at)?;
            let proof = uri.eq_ignore_ascii_case(b";base");
            let context = if proof { Context::Proof } else { Context::Hint };
            Some((end + 1, context))
        }
        [b'"' | b'\'', b'>', ..] => Some((filled(haystack, end + 2)?, Context::Hint)),
        [b':' | b'=' | b'\r' | b'\n', ..] => Some((filled(haystack, end + 1)?, Context::Hint)),
        _ => {
            let start = quoted(haystack, end);
            let proof = start.map(|start| (start, Context::Proof));
            proof.or_else(|| Some((here_string(haystack, end)?, Context::Hint)))
        }
    }
}

/// Behind `<<<`, in the same command.
fn here_string(haystack: &[u8], at: usize) -> Option<usize> {
    let rest = haystack.get(at..)?;
    let rest = rest.get(..REACH).unwrap_or(rest);
    let option = |byte: u8| byte.is_ascii_alphanumeric() || b" \t-".contains(&byte);
    let options = count(rest, option);
    let arrows = rest.get(options..)?.starts_with(b"<<<");
    arrows.then(|| filled(haystack, at + options + 3)).flatten()
}

/// In the string that a call has for its argument; the name of the function may end in a quote,
/// and go on as in `.Invoke(` or `.getDecoder().decode(`.
fn quoted(haystack: &[u8], at: usize) -> Option<usize> {
    let rest = haystack.get(at..)?;
    let rest = rest.get(..REACH).unwrap_or(rest);
    let mut open = 0;
    loop {
        let name = rest.get(open..)?;
        let len = name.iter().position(|&byte| byte == b'(')?;
        let goes_on = |byte: &u8| byte.is_ascii_alphanumeric() || b"\"')._^` \t+".contains(byte);
        if !name.get(..len)?.iter().all(goes_on) {
            return None;
        }
        open += len + 1;
        if rest.get(open) != Some(&b')') {
            break;
        }
    }
    let (rest_of_call, mut blanks) = (rest.get(open..)?, 0);
    let blank = |text: &[u8]| {
        text.first()
            .is_some_and(|byte| b" \t\r\n([@^`\\".contains(byte))
    };
    while blank(rest_of_call.get(blanks..)?)
        && joint::written_quote(rest_of_call.get(blanks..)?) == 0
    {
        blanks += 1;
    }
    let string = rest_of_call.get(blanks..)?;
    // A string of bytes, raw, or of Unicode.
    let prefix = match string {
        [b'b' | b'B' | b'r' | b'R' | b'u' | b'U', b'"' | b'\'', ..] => 1,
        _ => 0,
    };
    let quotes = match joint::written_quote(string) {
        0 => count(string.get(prefix..)?, |byte| b"\"'\\".contains(&byte)),
        written => written,
    };
    if quotes == 0 {
        return None;
    }
    let inner = open + blanks + prefix + quotes;
    let blanks = count(rest.get(inner..)?, |byte| b" \t\r\n(\"'".contains(&byte));
    let start = at + inner + blanks;
    is_payload(haystack, start).then_some(start)
}

fn count(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|&&byte| wanted(byte)).count()
}

/// Behind white space and quotes at `at`.
fn filled(haystack: &[u8], at: usize) -> Option<usize> {
    let rest = haystack.get(at..)?;
    let rest = rest.get(..FILLER).unwrap_or(rest);
    let mut len = 0;
    while let Some([byte, ..]) = rest.get(len..) {
        len += match joint::written_quote(rest.get(len..)?) {
            0 if b" \t\r\n\"'\\(^`".contains(byte) => 1,
            0 => break,
            written => written,
        };
    }
    Some(at + len)
}

fn is_payload(haystack: &[u8], at: usize) -> bool {
    haystack.get(at).is_some_and(|&byte| class(byte) != 0)
}

/// Whether a dash stands before `at`, at the start of a word. `/` is one to PowerShell, and so
/// are the dashes of Unicode from U+2013 to U+2015.
fn follows_dash(haystack: &[u8], at: usize) -> bool {
    let head = haystack.get(..at).unwrap_or_default();
    let ([before @ .., 0xe2, 0x80, 0x93..=0x95]
    | [before @ .., b'-', b'-']
    | [before @ .., b'-' | b'/']) = head
    else {
        return false;
    };
    before
        .last()
        .is_none_or(|byte| byte.is_ascii_whitespace() || b"\"'^`,;(\0".contains(byte))
}

/// The payload behind the switch whose letters begin at `at`.
fn switch(haystack: &[u8], at: usize) -> Option<(usize, Context)> {
    let mut name = Name::default();
    let mut end = at;
    while end < at.saturating_add(REACH) {
        end += match haystack.get(end..)? {
            [letter, ..] if letter.is_ascii_alphabetic() => {
                name.push(*letter);
                1
            }
            // What cmd and PowerShell read over.
            [b'^' | b'`', ..] => 1,
            [b'"', b'"', ..] | [b'\'', b'\'', ..] => 2,
            _ => break,
        };
    }
    let context = name.context()?;
    let separated = haystack
        .get(end)
        .is_some_and(|byte| byte.is_ascii_whitespace() || b":=\"'".contains(byte));
    let assigned = haystack.get(end).is_some_and(|byte| b":=".contains(byte));
    let start = filled(haystack, end + usize::from(assigned))?;
    (separated && is_payload(haystack, start)).then_some((start, context))
}

/// The letters of a switch.
#[derive(Default)]
struct Name {
    letters: [u8; 16],
    len: usize,
}

impl Name {
    fn push(&mut self, letter: u8) {
        if let Some(place) = self.letters.get_mut(self.len) {
            *place = letter.to_ascii_lowercase();
        }
        self.len += 1;
    }

    /// What `powershell.exe` takes for `-EncodedCommand` or `-EncodedArguments`: any beginning of
    /// them, as no other switch begins with `e` but `-ExecutionPolicy`, and their short names.
    /// Other programs have switches of the same few letters.
    fn context(&self) -> Option<Context> {
        let name = self.letters.get(..self.len)?;
        match name {
            b"ec" | b"ea" => Some(Context::Hint),
            [] => None,
            _ if b"encodedcommand".starts_with(name) || b"encodedarguments".starts_with(name) => {
                let context = if name.len() > b"encoded".len() {
                    Context::Proof
                } else {
                    Context::Hint
                };
                Some(context)
            }
            _ => None,
        }
    }
}
