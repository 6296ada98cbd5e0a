//! LZMA (`lzma-specification.txt` of the LZMA SDK), the core that `.lzma`, LZMA2 and so xz share.
//!
//! It is written here, as decoders made for whole streams give much less of one that is cut or
//! broken than is there: this one gives every symbol that the bytes decide. The member that is
//! written is the window, so that a claimed dictionary takes no memory.

mod length;
mod range;

use self::length::Length;
pub(super) use self::range::Range;
use self::range::{EVEN, Probability};
use super::stream::End;
use super::{MemberSink, Stop};

/// What the last symbols were: 12 states, of which the first seven say that it was a literal.
const STATES: usize = 12;
const AFTER_LITERAL: usize = 7;
/// Probabilities of one literal coder.
const LITERAL: usize = 0x300;

/// The probabilities and the last distances.
#[derive(Clone, Debug)]
pub(super) struct Decoder {
    properties: Properties,
    literals: Vec<Probability>,
    is_match: [[Probability; 16]; STATES],
    is_repeat: [Probability; STATES],
    /// Whether it is one of the older three distances, of the older two, the oldest.
    is_older: [[Probability; STATES]; 3],
    is_long: [[Probability; 16]; STATES],
    slots: [[Probability; 64]; 4],
    low_bits: [Probability; 115],
    lowest_bits: [Probability; 16],
    match_length: Length,
    repeat_length: Length,
    state: usize,
    /// Less one, the last distance first.
    distances: [u32; 4],
}

/// How literals and positions choose their probabilities.
#[derive(Clone, Copy, Debug)]
pub(super) struct Properties {
    literal_context: u32,
    literal_position: u32,
    position: u32,
}

impl Properties {
    /// From the byte in which they are written; nothing if it has no meaning.
    pub(super) fn new(byte: u8) -> Option<Properties> {
        let byte = u32::from(byte);
        (byte < 9 * 5 * 5).then_some(Properties {
            literal_context: byte % 9,
            literal_position: byte / 9 % 5,
            position: byte / 45,
        })
    }

    /// The limit that LZMA2 sets, so that a decoder is small.
    pub(super) fn are_small(self) -> bool {
        self.literal_context + self.literal_position <= 4
    }

    /// The bytes that a decoder takes.
    pub(super) fn memory(self) -> u64 {
        let literals = LITERAL << (self.literal_context + self.literal_position);
        (2 * literals + size_of::<Decoder>()) as u64
    }
}

enum Symbol {
    Literal(u8),
    Match {
        distance: usize,
        length: usize,
    },
    /// The marker at the end of a stream.
    End,
}

/// Where decoding stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// The bytes asked for are there.
    Enough,
    /// The marker at the end of a stream.
    Marker,
    /// Anything else.
    Early(End),
}

impl Decoder {
    pub(super) fn new(properties: Properties) -> Decoder {
        let coders = properties.literal_context + properties.literal_position;
        Decoder::with(properties, vec![EVEN; LITERAL << coders])
    }

    fn with(properties: Properties, literals: Vec<Probability>) -> Decoder {
        Decoder {
            properties,
            literals,
            is_match: [[EVEN; 16]; STATES],
            is_repeat: [EVEN; STATES],
            is_older: [[EVEN; STATES]; 3],
            is_long: [[EVEN; 16]; STATES],
            slots: [[EVEN; 64]; 4],
            low_bits: [EVEN; 115],
            lowest_bits: [EVEN; 16],
            match_length: Length::new(),
            repeat_length: Length::new(),
            state: 0,
            distances: [0; 4],
        }
    }

    /// Forgets what was learnt.
    pub(super) fn reset(&mut self) {
        let mut literals = std::mem::take(&mut self.literals);
        literals.fill(EVEN);
        *self = Decoder::with(self.properties, literals);
    }

    /// Decodes into the member begun last, whose bytes from `start` on are the dictionary, until
    /// these are `most`.
    pub(super) fn decode(
        &mut self,
        range: &mut Range<'_>,
        start: usize,
        most: usize,
        sink: &mut MemberSink<'_>,
    ) -> Result<Halt, Stop> {
        loop {
            let dictionary = sink.bytes().get(start..).unwrap_or_default();
            let left = most - dictionary.len().min(most);
            if sink.is_full() {
                return Ok(Halt::Early(End::Full));
            } else if left == 0 {
                return Ok(Halt::Enough);
            }
            match self.symbol(range, dictionary) {
                Some(Symbol::Literal(byte)) => sink.write(&[byte])?,
                Some(Symbol::Match { distance, length }) => {
                    if distance > dictionary.len() {
                        return Ok(Halt::Early(End::Corrupt));
                    }
                    sink.repeat(distance, length.min(left))?;
                    if length > left {
                        return Ok(Halt::Early(End::Corrupt));
                    }
                }
                Some(Symbol::End) => return Ok(Halt::Marker),
                None if range.is_at_end() => return Ok(Halt::Early(End::Truncated)),
                None => return Ok(Halt::Early(End::Corrupt)),
            }
        }
    }

    /// Whether the next symbol is the marker at the end.
    pub(super) fn is_at_marker(&mut self, range: &mut Range<'_>, dictionary: &[u8]) -> bool {
        matches!(self.symbol(range, dictionary), Some(Symbol::End))
    }

    /// The next symbol; nothing at the end of the bytes, or if it cannot be.
    fn symbol(&mut self, range: &mut Range<'_>, dictionary: &[u8]) -> Option<Symbol> {
        let alignment = dictionary.len() & ((1 << self.properties.position) - 1);
        let state = self.state;
        let is_match = self.is_match.get_mut(state)?.get_mut(alignment)?;
        if range.bit(is_match)? == 0 {
            return self.literal(range, dictionary).map(Symbol::Literal);
        }
        let was_literal = state < AFTER_LITERAL;
        if range.bit(self.is_repeat.get_mut(state)?)? == 0 {
            let length = self.match_length.read(range, alignment)?;
            let distance = self.distance(range, length)?;
            let [first, second, third, _] = self.distances;
            self.distances = [distance, first, second, third];
            self.state = if was_literal { 7 } else { 10 };
            if distance == u32::MAX {
                return Some(Symbol::End);
            }
            return self.match_of(length);
        }
        if self.repeated(range, alignment)? {
            let length = self.repeat_length.read(range, alignment)?;
            self.state = if was_literal { 8 } else { 11 };
            self.match_of(length)
        } else {
            self.state = if was_literal { 9 } else { 11 };
            self.match_of(1)
        }
    }

    fn match_of(&self, length: usize) -> Option<Symbol> {
        let [distance, ..] = self.distances;
        let distance = usize::try_from(distance).ok()?.checked_add(1)?;
        Some(Symbol::Match { distance, length })
    }

    /// Brings one of the last four distances to the front. False for a match of one byte, which
    /// has no length.
    fn repeated(&mut self, range: &mut Range<'_>, alignment: usize) -> Option<bool> {
        let state = self.state;
        let [older, second, third] = &mut self.is_older;
        if range.bit(older.get_mut(state)?)? == 0 {
            let is_long = self.is_long.get_mut(state)?.get_mut(alignment)?;
            return Some(range.bit(is_long)? == 1);
        }
        let place = if range.bit(second.get_mut(state)?)? == 0 {
            1
        } else {
            2 + range.bit(third.get_mut(state)?)?
        };
        self.distances.get_mut(..=place)?.rotate_right(1);
        Some(true)
    }

    /// "The literal decoding"; behind a match, the byte that the match would have gone on with
    /// chooses the probabilities.
    fn literal(&mut self, range: &mut Range<'_>, dictionary: &[u8]) -> Option<u8> {
        let Properties {
            literal_context: context,
            literal_position,
            ..
        } = self.properties;
        let before = usize::from(dictionary.last().copied().unwrap_or(0));
        let position = dictionary.len() & ((1 << literal_position) - 1);
        let coder = position << context | before >> (8 - context);
        let coder = self.literals.get_mut(coder * LITERAL..)?;
        let mut symbol = 1;
        if self.state >= AFTER_LITERAL {
            let [distance, ..] = self.distances;
            let place = dictionary.len().checked_sub(distance as usize + 1)?;
            let expected = usize::from(*dictionary.get(place)?);
            for place in (0..8).rev() {
                let bit = expected >> place & 1;
                let read = range.bit(coder.get_mut((1 + bit) << 8 | symbol)?)?;
                symbol = symbol << 1 | read;
                if read != bit {
                    break;
                }
            }
        }
        while symbol < 0x100 {
            symbol = symbol << 1 | range.bit(coder.get_mut(symbol)?)?;
        }
        self.state = match self.state {
            0..=3 => 0,
            state @ 4..=9 => state - 3,
            state => state - 6,
        };
        Some((symbol & 0xff) as u8)
    }

    /// "The match distance decoding", less one.
    fn distance(&mut self, range: &mut Range<'_>, length: usize) -> Option<u32> {
        let slot = range.tree(self.slots.get_mut((length - 2).min(3))?, 6)?;
        let number = slot as u32;
        if slot < 4 {
            return Some(number);
        }
        let bits = number / 2 - 1;
        let high = (2 | number & 1) << bits;
        let low = if slot < 14 {
            let tree = self.low_bits.get_mut(high as usize - slot..)?;
            range.reverse_tree(tree, bits)?
        } else {
            let middle = range.direct(bits - 4)? << 4;
            middle | range.reverse_tree(&mut self.lowest_bits, 4)?
        };
        Some(high + low)
    }
}
