//! Names of entries.

use crate::base64unpack::problem::ProblemKind;

/// The flag for names in UTF-8.
const UTF8: u16 = 0x800;

pub(super) fn decode(name: &[u8], flags: u16) -> Result<String, ProblemKind> {
    if flags & UTF8 != 0 {
        return String::from_utf8(name.to_vec()).map_err(|_| ProblemKind::Corrupt);
    }
    Ok(name.iter().map(|byte| code_page_437(*byte)).collect())
}

/// Code page 437, APPNOTE appendix D.
fn code_page_437(byte: u8) -> char {
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
        └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    let upper = usize::from(byte).checked_sub(0x80);
    upper
        .and_then(|index| UPPER.chars().nth(index))
        .unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    #[test]
    fn code_page_437_as_python_has_it() {
        assert_eq!(super::code_page_437(0x80), 'Ç');
        assert_eq!(super::code_page_437(0xe1), 'ß');
        assert_eq!(super::code_page_437(0xff), '\u{a0}');
        assert_eq!(super::code_page_437(b'a'), 'a');
    }
}
