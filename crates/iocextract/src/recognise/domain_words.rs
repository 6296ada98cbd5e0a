//! The words that tell domains from names of files and of things in programs.

/// Top-level names that are file extensions first. Countries and brands own them, but in text
/// with no other sign they name files.
pub(super) fn is_extension(word: &[u8]) -> bool {
    matches!(
        word,
        b"cab"
            | b"dot"
            | b"inc"
            | b"man"
            | b"md"
            | b"mov"
            | b"ps"
            | b"py"
            | b"rs"
            | b"sh"
            | b"so"
            | b"zip"
    )
}

/// What programs call objects, and the languages that end in `.NET`.
pub(super) fn is_object(word: &[u8]) -> bool {
    matches!(
        word,
        b"ado"
            | b"asp"
            | b"console"
            | b"document"
            | b"module"
            | b"obj"
            | b"object"
            | b"self"
            | b"this"
            | b"vb"
            | b"window"
    )
}

/// Sets of fields that logs have (Elastic Common Schema), and what programs call what has a name:
/// `user.name`, `event.id`, `cfg.name`.
pub(super) fn is_field_set(word: &[u8]) -> bool {
    matches!(
        word,
        b"agent"
            | b"args"
            | b"attr"
            | b"cfg"
            | b"child"
            | b"client"
            | b"cls"
            | b"column"
            | b"columns"
            | b"conf"
            | b"config"
            | b"context"
            | b"cookie"
            | b"ctx"
            | b"date"
            | b"destination"
            | b"elem"
            | b"element"
            | b"entry"
            | b"event"
            | b"expected"
            | b"field"
            | b"file"
            | b"group"
            | b"host"
            | b"index"
            | b"info"
            | b"io"
            | b"item"
            | b"key"
            | b"member"
            | b"node"
            | b"options"
            | b"opts"
            | b"os"
            | b"param"
            | b"params"
            | b"parent"
            | b"performance"
            | b"pkg"
            | b"process"
            | b"record"
            | b"req"
            | b"request"
            | b"res"
            | b"resource"
            | b"resp"
            | b"response"
            | b"result"
            | b"root"
            | b"row"
            | b"server"
            | b"service"
            | b"session"
            | b"source"
            | b"spec"
            | b"sys"
            | b"tag"
            | b"task"
            | b"template"
            | b"token"
            | b"user"
            | b"value"
    )
}

/// Top-level names that members are called. Those with known sites of one letter, such as `t.me`,
/// are not among them.
pub(super) fn is_member_name(word: &[u8]) -> bool {
    matches!(
        word,
        b"app"
            | b"as"
            | b"click"
            | b"date"
            | b"do"
            | b"host"
            | b"id"
            | b"in"
            | b"is"
            | b"link"
            | b"map"
            | b"name"
            | b"next"
            | b"no"
            | b"now"
            | b"open"
            | b"page"
            | b"read"
            | b"run"
            | b"show"
            | b"to"
    )
}

/// Extensions that another one follows.
pub(super) fn is_inner_extension(word: &[u8]) -> bool {
    matches!(
        word,
        b"avi"
            | b"bak"
            | b"csv"
            | b"dat"
            | b"doc"
            | b"docx"
            | b"exe"
            | b"gz"
            | b"htm"
            | b"html"
            | b"jpg"
            | b"js"
            | b"log"
            | b"pdf"
            | b"png"
            | b"ps1"
            | b"tar"
            | b"txt"
            | b"xls"
            | b"xlsx"
    )
}

/// Extensions whose top-level names have as many sites as there are such files.
pub(super) fn is_maybe_extension(word: &[u8]) -> bool {
    matches!(word, b"cat" | b"mk" | b"pl" | b"pm" | b"pub" | b"tf")
}

/// Top-level names that no member of an object is called.
pub(super) fn is_plain_name(word: &[u8]) -> bool {
    matches!(
        word,
        b"com" | b"org" | b"edu" | b"gov" | b"mil" | b"ru" | b"cn" | b"onion"
    )
}
