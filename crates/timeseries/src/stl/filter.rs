//! LOESS without robustness weights as a filter: [`Taps`] run over a series, or over all the
//! cycle-subseries of a series at once, which lie interleaved in it.
//!
//! Each output is summed in one order whatever the width of the machine's registers, so that the
//! bits are the same everywhere.

use crate::loess::taps::Taps;

/// Outputs that are computed side by side: enough for the adders to be busy.
pub(super) const LANES: usize = 32;

/// Smooths `stride` interleaved series of values, all of which have an interior.
///
/// `out` is as long as the values, or by one value for each series longer at both ends.
#[inline(always)]
pub(super) fn smooth(taps: &Taps, values: &[f64], stride: usize, out: &mut [f64]) {
    let len = values.len();
    let extra = (out.len() - len) / 2;
    let first = usize::from(extra == 0);
    let ends = taps.ends();
    for place in first..=ends {
        let row = taps.row(place);
        let start = extra + place * stride - stride;
        weigh_row(row, values, 0, false, stride, segment(out, start, stride));
        let Some(last) = len.checked_sub(stride) else {
            return;
        };
        let end = extra + len - place * stride;
        weigh_row(row, values, last, true, stride, segment(out, end, stride));
    }
    let interior = len.saturating_sub(2 * ends * stride);
    symmetric(
        taps.centre(),
        values,
        ends * stride,
        stride,
        segment(out, extra + ends * stride, interior),
    );
}

/// The same for those of the interleaved series that are in `columns` and have `len` values each,
/// without an interior.
#[inline(always)]
pub(super) fn smooth_short(
    taps: &Taps,
    values: &[f64],
    stride: usize,
    columns: std::ops::Range<usize>,
    len: usize,
    out: &mut [f64],
) {
    let width = columns.len();
    let extra = (out.len() - values.len()) / 2;
    let first = usize::from(extra == 0);
    let last = (len - 1) * stride + columns.start;
    for place in first..=taps.ends() {
        let row = taps.row(place);
        let start = extra + place * stride + columns.start - stride;
        let of = (columns.start, false, stride);
        weigh_row(row, values, of.0, of.1, of.2, segment(out, start, width));
        let end = extra + (len - place) * stride + columns.start;
        weigh_row(row, values, last, true, stride, segment(out, end, width));
    }
}

/// The convolution of `values` with a symmetric filter: `out[i]` is centred on
/// `values[first + i]`, and `taps[m]` weighs what is `m * stride` away.
#[inline(always)]
pub(super) fn symmetric(
    taps: &[f64],
    values: &[f64],
    first: usize,
    stride: usize,
    out: &mut [f64],
) {
    let Some((&centre, sides)) = taps.split_first() else {
        return;
    };
    let mut at = first;
    let mut blocks = out.chunks_exact_mut(LANES);
    for block in &mut blocks {
        let mut sums = [0.0; LANES];
        for (sum, value) in sums.iter_mut().zip(lanes::<LANES>(values, at)) {
            *sum = centre * value;
        }
        let mut away = 0;
        for &tap in sides {
            away += stride;
            let (before, behind) = (
                lanes::<LANES>(values, at - away),
                lanes::<LANES>(values, at + away),
            );
            for ((sum, before), behind) in sums.iter_mut().zip(before).zip(behind) {
                *sum += tap * (before + behind);
            }
        }
        block.copy_from_slice(&sums);
        at += LANES;
    }
    for out in blocks.into_remainder() {
        let mut sum = centre * value(values, at);
        let mut away = 0;
        for &tap in sides {
            away += stride;
            sum += tap * (value(values, at - away) + value(values, at + away));
        }
        *out = sum;
        at += 1;
    }
}

/// `out[c]` is the sum of `row[j] * values[first + c ± j * stride]`.
#[inline(always)]
fn weigh_row(
    row: &[f64],
    values: &[f64],
    first: usize,
    backwards: bool,
    stride: usize,
    out: &mut [f64],
) {
    let place = |j: usize| {
        if backwards {
            first - j * stride
        } else {
            first + j * stride
        }
    };
    if let [out] = out {
        *out = dot(row, values, first, backwards, stride);
        return;
    }
    let mut column = 0;
    let mut blocks = out.chunks_exact_mut(LANES);
    for block in &mut blocks {
        let mut sums = [0.0; LANES];
        for (j, &tap) in row.iter().enumerate() {
            for (sum, value) in sums
                .iter_mut()
                .zip(lanes::<LANES>(values, place(j) + column))
            {
                *sum += tap * value;
            }
        }
        block.copy_from_slice(&sums);
        column += LANES;
    }
    for out in blocks.into_remainder() {
        *out = row
            .iter()
            .enumerate()
            .map(|(j, tap)| tap * value(values, place(j) + column))
            .sum();
        column += 1;
    }
}

/// One sum, in eight parts.
#[inline(always)]
fn dot(row: &[f64], values: &[f64], first: usize, backwards: bool, stride: usize) -> f64 {
    const PARTS: usize = 8;
    let mut sums = [0.0; PARTS];
    let mut add = |j: usize, tap: f64, value: f64| {
        if let Some(sum) = sums.get_mut(j % PARTS) {
            *sum += tap * value;
        }
    };
    if backwards {
        let window = values.get(..=first).unwrap_or_default();
        let window = window.iter().rev().step_by(stride);
        for (j, (&tap, &value)) in row.iter().zip(window).enumerate() {
            add(j, tap, value);
        }
    } else {
        let window = values.get(first..).unwrap_or_default();
        let window = window.iter().step_by(stride);
        for (j, (&tap, &value)) in row.iter().zip(window).enumerate() {
            add(j, tap, value);
        }
    }
    sums.iter().sum()
}

#[inline(always)]
pub(super) fn lanes<const N: usize>(values: &[f64], at: usize) -> &[f64; N] {
    let block = values.get(at..).and_then(<[f64]>::first_chunk);
    block.unwrap_or(&[0.0; N])
}

#[inline(always)]
pub(super) fn value(values: &[f64], at: usize) -> f64 {
    values.get(at).copied().unwrap_or(0.0)
}

#[inline(always)]
pub(super) fn segment(out: &mut [f64], start: usize, len: usize) -> &mut [f64] {
    out.get_mut(start..)
        .and_then(|rest| rest.get_mut(..len))
        .unwrap_or_default()
}
