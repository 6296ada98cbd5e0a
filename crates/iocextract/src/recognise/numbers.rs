//! Names of numbers alone, with plain dots between: addresses, versions, amounts. They are read at
//! once, where [`Name`](crate::name::Name) would read labels.

use crate::{
    marks::{Reading, may_be_defanged_dot},
    name::is_ascii_label,
    text::{byte, byte_before},
};

/// Decimal numbers with dots between them, and nothing that a name goes on with around them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Numbers {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How many numbers there are.
    pub(crate) count: usize,
    /// The first four of them.
    pub(crate) octets: [u8; 4],
    /// Whether one of the first four is no octet.
    pub(crate) broken: bool,
    /// Whether the first is 1.
    pub(crate) begins_with_one: bool,
    /// Whether an octet has zeros in front.
    pub(crate) zeros: bool,
}

impl Numbers {
    /// The numbers around the dot at `at`, not before `floor`, if they are a name of their own.
    #[inline]
    pub(crate) fn around(line: &str, at: usize, floor: usize, reading: Reading) -> Option<Numbers> {
        let digit = |at: usize| byte(line, at).is_ascii_digit();
        if !digit(at + 1) || !byte_before(line, at).is_ascii_digit() {
            return None;
        }
        let mut start = at;
        while start > floor && digit(start - 1) {
            start -= 1;
        }
        let before = byte_before(line, start);
        // The digits of an escape are not those of a name.
        if before == b'%' || (start > floor && is_label(before)) || start == at {
            return None;
        }
        let mut numbers = Numbers {
            start,
            end: start,
            ..Numbers::default()
        };
        numbers.read(line);
        ends(line, numbers.end, reading).then_some(numbers)
    }

    /// Reads numbers as long as a dot and a digit follow.
    #[inline]
    fn read(&mut self, line: &str) {
        loop {
            let start = self.end;
            let mut value = 0_u32;
            loop {
                let digit = byte(line, self.end).wrapping_sub(b'0');
                if digit > 9 {
                    break;
                }
                value = (10 * value + u32::from(digit)).min(1 << 16);
                self.end += 1;
            }
            let len = self.end - start;
            self.begins_with_one |= self.count == 0 && value == 1;
            match (self.octets.get_mut(self.count), u8::try_from(value)) {
                (Some(octet), Ok(value)) if len <= 3 => *octet = value,
                _ => self.broken = true,
            }
            self.zeros |= len > 1 && byte(line, start) == b'0';
            self.count += 1;
            if byte(line, self.end) != b'.' || !byte(line, self.end + 1).is_ascii_digit() {
                return;
            }
            self.end += 1;
        }
    }
}

/// Whether nothing at `at` goes on with a name, plain or defanged.
#[inline]
fn ends(line: &str, at: usize, reading: Reading) -> bool {
    let next = byte(line, at + 1);
    match byte(line, at) {
        b'.' => !is_label(next) && !matches!(next, b']' | b')' | b'}' | b'['),
        b if is_label(b) => false,
        _ => !(reading.defanged && may_be_defanged_dot(line, at)),
    }
}

fn is_label(b: u8) -> bool {
    is_ascii_label(b) || b >= 0x80
}
