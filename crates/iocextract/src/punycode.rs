//! Punycode (RFC 3492), the coding of `xn--` labels.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

/// Longer labels are not decoded: a label has at most 63 octets (RFC 1034).
const LONGEST: usize = 63;

/// The label that `code`, without its `xn--`, stands for (RFC 3492, section 6.2).
pub(crate) fn decode(code: &str) -> Option<String> {
    if code.is_empty() || code.len() > LONGEST || !code.is_ascii() {
        return None;
    }
    let (basic, extended) = code.rsplit_once('-').unwrap_or(("", code));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    let mut digits = extended.as_bytes().iter();
    while !digits.as_slice().is_empty() {
        let before = i;
        i = i.checked_add(delta(&mut digits, bias)?)?;
        let count = u32::try_from(output.len()).ok()?.checked_add(1)?;
        bias = adapt(i - before, count, before == 0);
        n = n.checked_add(i / count)?;
        i %= count;
        output.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    (output.len() > basic.len()).then(|| output.into_iter().collect())
}

/// Whether the Punycode of a label, without `xn--`, has at most `most` bytes; `most` is at most
/// what a label may have.
pub(crate) fn fits(label: &str, most: usize) -> bool {
    /// Of few characters a delta is below 2^28, and each digit but the last divides what is left
    /// by ten or more, the base without the highest threshold.
    const MOST_DIGITS: usize = 10;
    let ascii = label.bytes().filter(u8::is_ascii).count();
    let foreign = label.chars().count() - ascii;
    ascii + 1 + MOST_DIGITS * foreign <= most
        || encode(label).is_some_and(|code| code.len() <= most)
}

/// The Punycode of a label, without `xn--` (RFC 3492, section 6.3).
pub(crate) fn encode(label: &str) -> Option<String> {
    let mut output: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(output.len()).ok()?;
    let (mut n, mut delta, mut bias, mut handled) = (INITIAL_N, 0_u32, INITIAL_BIAS, basic);
    if basic > 0 {
        output.push('-');
    }
    let length = u32::try_from(label.chars().count()).ok()?;
    while handled < length && output.len() <= LONGEST {
        let next = label.chars().map(u32::from).filter(|&c| c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for c in label.chars().map(u32::from) {
            if c < n {
                delta = delta.checked_add(1)?;
            } else if c == n {
                push_delta(&mut output, delta, bias);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    (output.len() <= LONGEST).then_some(output)
}

/// One generalised variable-length integer (section 3.3).
fn delta(digits: &mut std::slice::Iter<'_, u8>, bias: u32) -> Option<u32> {
    let (mut value, mut weight, mut k) = (0_u32, 1_u32, BASE);
    loop {
        let digit = digit_value(*digits.next()?)?;
        value = value.checked_add(digit.checked_mul(weight)?)?;
        let t = threshold(k, bias);
        if digit < t {
            return Some(value);
        }
        weight = weight.checked_mul(BASE - t)?;
        k += BASE;
    }
}

fn push_delta(output: &mut String, delta: u32, bias: u32) {
    let (mut q, mut k) = (delta, BASE);
    loop {
        let t = threshold(k, bias);
        if q < t {
            output.push(digit(q));
            return;
        }
        output.push(digit(t + (q - t) % (BASE - t)));
        q = (q - t) / (BASE - t);
        k += BASE;
    }
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(T_MIN, T_MAX)
}

/// Bias adaptation (section 6.1).
fn adapt(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

fn digit_value(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(BASE).map(|value| {
        // to_digit counts 0..9 first, Punycode counts the letters first.
        if byte.is_ascii_digit() {
            value + 26
        } else {
            value - 10
        }
    })
}

fn digit(value: u32) -> char {
    // Values are below BASE: letters first, then digits.
    let value = if value < 26 { value + 10 } else { value - 26 };
    char::from_digit(value, BASE).unwrap_or('a')
}

#[cfg(test)]
mod tests {
    use super::*;

    // Section 7.1 of the RFC, samples (A), (L) and (S), and the names of `facts`.
    const SAMPLES: [(&str, &str); 4] = [
        ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
        ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
        ("münchen", "mnchen-3ya"),
        ("пример", "e1afmkfd"),
    ];

    #[test]
    fn samples_of_the_rfc() {
        for (label, code) in SAMPLES {
            assert_eq!(decode(code).as_deref(), Some(label), "{code}");
            assert_eq!(encode(label).as_deref(), Some(code), "{label}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for code in ["", "-", "a-", "99999999", "\u{fc}", "a-9", "zzzzzzzz9999"] {
            assert_eq!(decode(code), None, "{code}");
        }
    }
}
