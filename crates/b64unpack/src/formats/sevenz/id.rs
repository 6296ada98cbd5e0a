//! The identifiers of records (7zFormat.txt, "Property IDs").

pub(super) const END: u64 = 0x00;
pub(super) const ARCHIVE_PROPERTIES: u64 = 0x02;
pub(super) const ADDITIONAL_STREAMS: u64 = 0x03;
pub(super) const MAIN_STREAMS: u64 = 0x04;
pub(super) const FILES: u64 = 0x05;
pub(super) const PACK: u64 = 0x06;
pub(super) const UNPACK: u64 = 0x07;
pub(super) const SUBSTREAMS: u64 = 0x08;
pub(super) const SIZE: u64 = 0x09;
pub(super) const CRC: u64 = 0x0a;
pub(super) const FOLDER: u64 = 0x0b;
pub(super) const UNPACK_SIZE: u64 = 0x0c;
pub(super) const SUBSTREAM_COUNT: u64 = 0x0d;
pub(super) const EMPTY_STREAM: u64 = 0x0e;
pub(super) const NAMES: u64 = 0x11;
