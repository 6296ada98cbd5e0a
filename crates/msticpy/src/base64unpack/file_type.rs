//! The original's file types, told by how the Base64 text begins.

/// Characters of a candidate that are looked at.
const HEAD: usize = 160;

/// PE files of one common linker: the header up to `e_lfanew`, which tells the three apart.
const PE_HEAD: &str = "TVqQAAMAAAAEAAAA//8AALgAAAAAAAAAQ";
const PE_ZEROS: usize = 47;
const PE_TAILS: [(&str, &str); 3] = [
    ("+AAAAA4fug", "exe"),
    ("8AAAAA4fug", "dll"),
    ("6AAAAA4fug", "sys"),
];

const PREFIXES: [(&str, &str); 8] = [
    ("UEsDBBQAAAAIA", "zip"),
    ("UEsDBBQAAQAIA", "zip (pwd protected)"),
    ("H4sI", "gz"),
    ("N3q8ryccAAR", "7z"),
    ("UmFyIRoHAM", "rar"),
    ("JVBERi0xLjcNC", "pdf"),
    ("0M8R4KGxGuE", "msi"),
    ("TVNXSU0AAADQ", "wim"),
];

/// The mode field of a tar header as 7-Zip writes it; found anywhere and in any case.
const TAR: &str = "DAxMDA3NzcAMDAwMDAwM";

/// The type of what `candidate` decodes to, if the original knows it.
pub(super) fn file_type(candidate: &str) -> Option<&'static str> {
    let head: String = candidate
        .chars()
        .take(HEAD)
        .filter(|c| !matches!(c, '\r' | '\n'))
        .collect();
    portable_executable(&head)
        .or_else(|| {
            let mut prefixes = PREFIXES.into_iter();
            prefixes
                .find(|(prefix, _)| head.starts_with(prefix))
                .map(|(_, name)| name)
        })
        .or_else(|| {
            head.to_ascii_lowercase()
                .contains(&TAR.to_ascii_lowercase())
                .then_some("tar")
        })
}

fn portable_executable(head: &str) -> Option<&'static str> {
    let rest = head.strip_prefix(PE_HEAD)?;
    let tail = rest.trim_start_matches('A');
    if rest.len() - tail.len() != PE_ZEROS {
        return None;
    }
    PE_TAILS
        .into_iter()
        .find(|(start, _)| tail.starts_with(start))
        .map(|(_, name)| name)
}
