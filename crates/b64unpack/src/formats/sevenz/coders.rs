//! Coders: from the packed streams of a folder to its content.

use std::borrow::Cow;
use std::io::Read;

use lzma_rust2::filter::StreamFilter;
use lzma_rust2::filter::bcj2::Bcj2Reader;
use lzma_rust2::{FilterConfig, FilterType};

use super::aes::{Keys, Settings};
use super::streams::{Coder, Folder};
use crate::formats::inflate::{End as InflateEnd, Inflater};
use crate::formats::lzma_decoder::{Decoder, Halt, Properties, Range};
use crate::formats::stream::{BUFFER, End};
use crate::formats::{ALL, FormatError, MemberSink, Stop, lzma2};

mod method {
    pub(super) const COPY: u64 = 0;
    pub(super) const LZMA2: u64 = 0x21;
    pub(super) const LZMA: u64 = 0x03_0101;
    pub(super) const BCJ_X86: u64 = 0x0303_0103;
    pub(super) const BCJ2: u64 = 0x0303_011b;
    pub(super) const PPC: u64 = 0x0303_0205;
    pub(super) const IA64: u64 = 0x0303_0401;
    pub(super) const ARM: u64 = 0x0303_0501;
    pub(super) const ARM_THUMB: u64 = 0x0303_0701;
    pub(super) const SPARC: u64 = 0x0303_0805;
    pub(super) const DEFLATE: u64 = 0x04_0108;
    pub(super) const BZIP2: u64 = 0x04_0202;
    pub(super) const ZSTD: u64 = 0x04f7_1101;
    pub(super) const AES: u64 = 0x06f1_0701;
}

/// What coders gave, and how they ended.
pub(super) struct Decoded {
    pub(super) bytes: Vec<u8>,
    pub(super) end: End,
}

/// Whether a password is needed.
pub(super) fn is_encrypted(folder: &Folder) -> bool {
    folder
        .coders
        .iter()
        .any(|coder| coder.method == method::AES)
}

/// Decodes a folder, up to `most` bytes. Each stream between coders is held whole, and is no
/// longer than what a decoder may take.
pub(super) fn decode(
    folder: &Folder,
    packed: &[&[u8]],
    most: u64,
    keys: &mut Keys,
    password: &[u8],
    sink: &MemberSink<'_>,
) -> Decoded {
    let failed = |end| Decoded {
        bytes: Vec::new(),
        end,
    };
    let count = folder.coders.iter().map(|coder| coder.inputs).sum();
    let mut streams: Vec<Option<Cow<'_, [u8]>>> = vec![None; count];
    for (&input, &bytes) in folder.packed.iter().zip(packed) {
        if let Some(stream) = streams.get_mut(input) {
            *stream = Some(Cow::Borrowed(bytes));
        }
    }
    let (mut done, mut worst) = (vec![false; folder.coders.len()], End::Whole);
    // Each turn runs a coder that has all of its inputs; in a circle none ever has.
    for _ in 0..folder.coders.len() {
        let mut first = 0;
        let mut ready = None;
        for (place, (coder, done)) in folder.coders.iter().zip(&done).enumerate() {
            let inputs = streams.get(first..first + coder.inputs).unwrap_or_default();
            if !done && inputs.iter().all(Option::is_some) {
                ready = Some((place, coder, first));
                break;
            }
            first += coder.inputs;
        }
        let Some((place, coder, first)) = ready else {
            return failed(End::Corrupt);
        };
        let inputs: Vec<Cow<'_, [u8]>> = streams
            .iter_mut()
            .skip(first)
            .take(coder.inputs)
            .filter_map(Option::take)
            .collect();
        let size = folder.sizes.get(place).copied().unwrap_or_default();
        let is_last = folder.last() == Some(place);
        let size = if is_last { size.min(most) } else { size };
        let (bytes, end) = run(coder, inputs, size, keys, password, sink);
        // What came of a cut stream is cut, too; the first reason is the one to be told.
        if worst == End::Whole {
            worst = end;
        }
        if let Some(done) = done.get_mut(place) {
            *done = true;
        }
        if is_last {
            return Decoded { bytes, end: worst };
        }
        let bond = folder.bonds.iter().find(|(_, output)| *output == place);
        match bond.and_then(|(input, _)| streams.get_mut(*input)) {
            Some(stream) => *stream = Some(Cow::Owned(bytes)),
            None => return failed(End::Corrupt),
        }
    }
    failed(End::Corrupt)
}

fn run(
    coder: &Coder,
    mut inputs: Vec<Cow<'_, [u8]>>,
    size: u64,
    keys: &mut Keys,
    password: &[u8],
    sink: &MemberSink<'_>,
) -> (Vec<u8>, End) {
    let room = size.min(sink.decoder_bytes());
    if coder.method == method::BCJ2 {
        return bcj2(&inputs, room, size);
    }
    let Some(input) = inputs.pop() else {
        return (Vec::new(), End::Corrupt);
    };
    match coder.method {
        method::AES => {
            let settings = Settings::new(&coder.properties);
            let plain = settings.and_then(|settings| keys.decrypt(&input, &settings, password));
            return plain.map_or((Vec::new(), End::Corrupt), |mut plain| {
                plain.truncate(usize::try_from(size).unwrap_or(usize::MAX));
                (plain, End::Whole)
            });
        }
        _ if filter(coder).is_some() => {
            let mut bytes = input.into_owned();
            if let Some(mut filter) = filter(coder).and_then(|f| StreamFilter::new(&f).ok()) {
                filter.decode(&mut bytes);
            }
            return (bytes, End::Whole);
        }
        _ => {}
    }
    let mut end = End::Whole;
    let member = sink.aside(room, |aside| {
        end = decompress(coder, &input, size, aside)?;
        Ok(())
    });
    let short = (member.len() as u64) < room;
    let end = match end {
        End::Full if room < size => End::OutOfMemory,
        End::Full => End::Whole,
        End::Whole if short => End::Truncated,
        end => end,
    };
    (member, end)
}

fn decompress(
    coder: &Coder,
    input: &[u8],
    size: u64,
    sink: &mut MemberSink<'_>,
) -> Result<End, Stop> {
    match coder.method {
        method::COPY => {
            sink.write(input)?;
            Ok(End::Whole)
        }
        method::LZMA => lzma(&coder.properties, input, size, sink),
        method::LZMA2 => Ok(lzma2::read(input, sink)?.1),
        method::DEFLATE => Ok(match Inflater::new().inflate(input, sink)?.end {
            InflateEnd::Whole => End::Whole,
            InflateEnd::Truncated => End::Truncated,
            InflateEnd::Corrupt => End::Corrupt,
            InflateEnd::Full => End::Full,
        }),
        method::BZIP2 => joined("bzip2", input, sink),
        method::ZSTD => joined("zstd", input, sink),
        _ => Ok(End::Unsupported),
    }
}

fn lzma(
    properties: &[u8],
    input: &[u8],
    size: u64,
    sink: &mut MemberSink<'_>,
) -> Result<End, Stop> {
    let Some(properties) = properties.first().and_then(|&byte| Properties::new(byte)) else {
        return Ok(End::Corrupt);
    };
    if properties.memory() > sink.decoder_bytes() {
        return Ok(End::OutOfMemory);
    }
    let Some(mut range) = Range::new(input) else {
        return Ok(End::Truncated);
    };
    let most = usize::try_from(size).unwrap_or(usize::MAX);
    Ok(
        match Decoder::new(properties).decode(&mut range, 0, most, sink)? {
            Halt::Enough | Halt::Marker => End::Whole,
            Halt::Early(end) => end,
        },
    )
}

/// Streams of another format of this crate, if that is compiled in.
fn joined(name: &str, input: &[u8], sink: &mut MemberSink<'_>) -> Result<End, Stop> {
    let Some(format) = ALL.iter().find(|format| format.name() == name) else {
        return Ok(End::Unsupported);
    };
    match sink.join(*format, input) {
        Ok(()) if sink.is_full() => Ok(End::Full),
        Ok(()) if sink.is_truncated() => Ok(End::Corrupt),
        Ok(()) => Ok(End::Whole),
        Err(FormatError::NotThis) => Ok(End::Corrupt),
        Err(FormatError::Stop(stop)) => Err(stop),
    }
}

/// The filter that a coder is.
fn filter(coder: &Coder) -> Option<FilterConfig> {
    let kind = match coder.method {
        method::BCJ_X86 => FilterType::BcjX86,
        method::PPC => FilterType::BcjPpc,
        method::IA64 => FilterType::BcjIa64,
        method::ARM => FilterType::BcjArm,
        method::ARM_THUMB => FilterType::BcjArmThumb,
        method::SPARC => FilterType::BcjSparc,
        // The newer numbers are those of xz.
        id @ 3..=11 => FilterType::try_from(id).ok()?,
        _ => return None,
    };
    let property = match (kind, &coder.properties[..]) {
        (FilterType::Delta, &[distance]) => u32::from(distance) + 1,
        (FilterType::Delta, _) => return None,
        (_, &[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    };
    Some(FilterConfig {
        filter_type: kind,
        property,
    })
}

/// x86 code in four streams: its bytes, the targets of calls, those of jumps, and which is which.
fn bcj2(inputs: &[Cow<'_, [u8]>], room: u64, size: u64) -> (Vec<u8>, End) {
    let inputs = inputs.iter().map(AsRef::as_ref).collect();
    let Ok(mut reader) = Bcj2Reader::<&[u8]>::try_new(inputs, size) else {
        return (Vec::new(), End::Corrupt);
    };
    let (mut bytes, mut buffer) = (Vec::new(), vec![0; BUFFER]);
    loop {
        let left = usize::try_from(room).unwrap_or(usize::MAX) - bytes.len();
        if left == 0 {
            let end = if room < size {
                End::OutOfMemory
            } else {
                End::Whole
            };
            return (bytes, end);
        }
        let chunk = buffer.get_mut(..left.min(BUFFER)).unwrap_or_default();
        match reader.read(chunk) {
            Ok(0) => return (bytes, End::Truncated),
            Ok(len) => bytes.extend_from_slice(chunk.get(..len).unwrap_or_default()),
            Err(_) => return (bytes, End::Corrupt),
        }
    }
}
