//! A set of networks that is asked whether it holds an address.

use std::{collections::BTreeSet, net::IpAddr};

/// Networks, by the length of their prefix, so that each question costs a look-up a length.
#[derive(Clone, Debug, Default)]
pub(super) struct Networks {
    lengths: BTreeSet<(bool, u32)>,
    networks: BTreeSet<(bool, u32, u128)>,
}

impl Networks {
    /// Adds an address or a network; `None` if `text` is neither.
    pub(super) fn add(&mut self, text: &str) -> Option<()> {
        let (bits, v4, length) = parse(text)?;
        self.lengths.insert((v4, length));
        self.networks
            .insert((v4, length, prefix(bits, width(v4), length)));
        Some(())
    }

    /// Whether one of the networks holds all of the address or network `text`.
    pub(super) fn hold(&self, text: &str) -> bool {
        let Some((bits, v4, own)) = parse(text) else {
            return false;
        };
        let mut wider = self
            .lengths
            .iter()
            .filter(|&&(of, length)| of == v4 && length <= own);
        wider.any(|&(_, length)| {
            let network = prefix(bits, width(v4), length);
            self.networks.contains(&(v4, length, network))
        })
    }
}

fn parse(text: &str) -> Option<(u128, bool, u32)> {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
        None => (text, None),
    };
    let (bits, v4) = match address.parse().ok()? {
        IpAddr::V4(address) => (u128::from(address.to_bits()), true),
        IpAddr::V6(address) => (address.to_bits(), false),
    };
    let length = length.unwrap_or(width(v4));
    (length <= width(v4)).then_some((bits, v4, length))
}

fn width(v4: bool) -> u32 {
    if v4 { 32 } else { 128 }
}

/// The first `length` of `width` bits.
fn prefix(bits: u128, width: u32, length: u32) -> u128 {
    bits.checked_shr(width - length).unwrap_or(0)
}
