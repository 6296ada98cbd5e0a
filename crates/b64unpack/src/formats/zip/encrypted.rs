//! Entries that need a password.

use super::content::Content;
use super::headers::Entry;
use super::read::Reader;
use super::zipcrypto;
use crate::formats::sink::Stop;
use crate::problem::ProblemKind;

/// What a password made of an entry's data.
struct Opened {
    plain: Vec<u8>,
    proof: Proof,
}

/// What says that the password was right.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// The authentication code of the data.
    Code,
    /// There is a code, and it is that of other data.
    WrongCode,
    /// The CRC-32 of the content, if that is known.
    Crc,
}

impl<'b> Reader<'_, '_, 'b> {
    /// Reads data with the first password that opens them, else as they are.
    pub(super) fn read_encrypted(&mut self, entry: &Entry<'_>, packed: &[u8]) -> Result<(), Stop> {
        let mark = self.sink.mark();
        for password in self.password.into_iter().chain(self.others()) {
            let Some(opened) = self.open(entry, packed, password) else {
                continue;
            };
            let Some(content) = self.content(entry, &opened.plain)? else {
                if opened.proof != Proof::Code {
                    continue;
                }
                let message = format!("compression method {} is not read", entry.method);
                let kind = ProblemKind::Unsupported;
                self.keep_raw(mark, &opened.plain, kind, message)?;
                return Ok(());
            };
            if is_right(entry, &content, opened.proof) || self.sink.is_full() {
                self.report_opened(entry, &content, &opened, password);
                self.password = Some(password);
                return Ok(());
            }
            self.sink.rewind(mark);
        }
        let message = self.why_closed(entry).to_owned();
        self.keep_raw(mark, packed, ProblemKind::Encrypted, message)
    }

    /// The passwords but the one that opened an entry last.
    fn others(&self) -> impl Iterator<Item = &'b [u8]> + use<'b> {
        let last = self.password;
        let all = self.sink.passwords().iter().copied();
        all.filter(move |&password| Some(password) != last)
    }

    fn report_opened(
        &mut self,
        entry: &Entry<'_>,
        content: &Content,
        opened: &Opened,
        password: &[u8],
    ) {
        // The second version of WinZip's fashion has no CRC, lest it give the content away.
        if entry.aes.is_none() || entry.crc != 0 {
            self.check(entry, content);
        } else {
            self.compare((content.size, 0, content.whole), entry.size, 0);
        }
        if opened.proof == Proof::WrongCode {
            let message = "the authentication code is that of other data";
            self.sink.member_problem(ProblemKind::Checksum, message);
        }
        let password = String::from_utf8_lossy(password);
        let message = format!("decrypted with the password {password:?}");
        self.sink.member_problem(ProblemKind::Encrypted, message);
    }

    fn open(&mut self, entry: &Entry<'_>, packed: &[u8], password: &[u8]) -> Option<Opened> {
        if entry.is_strongly_encrypted() {
            return None;
        }
        if entry.aes.is_some() {
            return self.open_aes(entry, packed, password);
        }
        // With a descriptor the CRC is not known in time, and the time stands in for it.
        let [.., by_crc] = entry.crc.to_le_bytes();
        let [_, by_time] = entry.time.to_le_bytes();
        let check = if entry.has_descriptor() {
            by_time
        } else {
            by_crc
        };
        Some(Opened {
            plain: zipcrypto::decrypt(packed, password, check)?,
            proof: Proof::Crc,
        })
    }

    #[cfg(feature = "zip-aes")]
    fn open_aes(&mut self, entry: &Entry<'_>, packed: &[u8], password: &[u8]) -> Option<Opened> {
        let opened = super::aes::open(packed, password, entry.aes?, &mut self.work)?;
        Some(Opened {
            plain: opened.plain,
            proof: if opened.authentic {
                Proof::Code
            } else {
                Proof::WrongCode
            },
        })
    }

    #[cfg(not(feature = "zip-aes"))]
    fn open_aes(&mut self, _: &Entry<'_>, _: &[u8], _: &[u8]) -> Option<Opened> {
        None
    }

    fn why_closed(&self, entry: &Entry<'_>) -> &'static str {
        #[cfg(feature = "zip-aes")]
        if entry.aes.is_some() && self.work.is_used_up() {
            return "encrypted; no passwords are tried any more, so much they cost before";
        }
        match entry.aes {
            Some(_) if cfg!(not(feature = "zip-aes")) => "encrypted with AES, which is not read",
            _ => "encrypted with an unknown password",
        }
    }
}

fn is_right(entry: &Entry<'_>, content: &Content, proof: Proof) -> bool {
    match proof {
        Proof::Code => true,
        // Nobody but the owner of the password can make it come to a good end.
        Proof::WrongCode => content.whole && (entry.method != 0 || content.crc == entry.crc),
        // A local header before a descriptor does not know the CRC.
        Proof::Crc if entry.has_descriptor() && entry.crc == 0 => content.whole,
        Proof::Crc => content.whole && content.crc == entry.crc,
    }
}
