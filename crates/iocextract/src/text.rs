//! Bytes and characters around a position. Past either end stands a line feed.

/// What stands beyond the ends of a line.
const OUTSIDE: u8 = b'\n';

/// The byte at `at`.
#[inline]
pub(crate) fn byte(line: &str, at: usize) -> u8 {
    #[cfg(test)]
    steps::add(1);
    line.as_bytes().get(at).copied().unwrap_or(OUTSIDE)
}

/// The byte before `at`.
#[inline]
pub(crate) fn byte_before(line: &str, at: usize) -> u8 {
    at.checked_sub(1)
        .map_or(OUTSIDE, |before| byte(line, before))
}

/// The character at `at`.
#[inline]
pub(crate) fn char_at(line: &str, at: usize) -> char {
    match byte(line, at) {
        ascii if ascii < 0x80 => ascii.into(),
        _ => tail(line, at).chars().next().unwrap_or('\n'),
    }
}

/// The character before `at`.
#[inline]
pub(crate) fn char_before(line: &str, at: usize) -> char {
    match byte_before(line, at) {
        ascii if ascii < 0x80 => ascii.into(),
        _ => head(line, at).chars().next_back().unwrap_or('\n'),
    }
}

/// What stands before `at`; nothing if that is no boundary of characters.
#[inline]
pub(crate) fn head(line: &str, at: usize) -> &str {
    line.get(..at).unwrap_or("")
}

/// What stands from `at` on; nothing if that is no boundary of characters.
#[inline]
pub(crate) fn tail(line: &str, at: usize) -> &str {
    line.get(at..).unwrap_or("")
}

/// What stands from `start` to `end`; nothing if those are no boundaries of characters.
#[inline]
pub(crate) fn slice(line: &str, start: usize, end: usize) -> &str {
    // Who takes a piece of text may walk over it.
    #[cfg(test)]
    steps::add(end.saturating_sub(start));
    line.get(start..end).unwrap_or("")
}

/// Whether the bytes at `at` are `word`, in any case.
#[inline]
pub(crate) fn has_word(line: &str, at: usize, word: &str) -> bool {
    let bytes = line.as_bytes().get(at..at.saturating_add(word.len()));
    bytes.is_some_and(|bytes| bytes.eq_ignore_ascii_case(word.as_bytes()))
}

/// The end of the run from `at` on of bytes that satisfy `belongs`.
#[inline]
pub(crate) fn run_end(line: &str, at: usize, belongs: impl Fn(u8) -> bool) -> usize {
    let rest = line.as_bytes().get(at..).unwrap_or(&[]);
    let count = rest.iter().position(|&byte| !belongs(byte));
    let count = count.unwrap_or(rest.len());
    #[cfg(test)]
    steps::add(count);
    at + count
}

/// The end of the text from `start` to `end` without the bytes at its end that satisfy `belongs`.
#[inline]
pub(crate) fn trimmed_end(
    line: &str,
    start: usize,
    end: usize,
    belongs: impl Fn(u8) -> bool,
) -> usize {
    run_start(line, end, end.saturating_sub(start), belongs)
}

/// The start of the run up to `at` of bytes that satisfy `belongs`, at most `limit` long.
#[inline]
pub(crate) fn run_start(
    line: &str,
    at: usize,
    limit: usize,
    belongs: impl Fn(u8) -> bool,
) -> usize {
    let (bytes, floor) = (line.as_bytes(), at.saturating_sub(limit));
    let mut start = at;
    while start > floor && bytes.get(start - 1).is_some_and(|&byte| belongs(byte)) {
        start -= 1;
    }
    #[cfg(test)]
    steps::add(at - start);
    start
}

/// Counts looks at the text, so that tests can tell linear work from more without a clock.
#[cfg(test)]
pub(crate) mod steps {
    use std::cell::Cell;

    thread_local! {
        static TAKEN: Cell<usize> = const { Cell::new(0) };
    }

    pub(crate) fn add(count: usize) {
        TAKEN.with(|taken| taken.set(taken.get() + count));
    }

    /// The looks that `work` takes.
    pub(crate) fn of(work: impl FnOnce()) -> usize {
        let before = TAKEN.with(Cell::get);
        work();
        TAKEN.with(Cell::get) - before
    }
}
