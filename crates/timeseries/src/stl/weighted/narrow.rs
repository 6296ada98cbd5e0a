//! The sums of narrow windows, by filters.

use crate::stl::filter::{LANES, lanes, value};

/// `S0`, `S1` and `S2` in one pass; the filter of `S1` changes its sign at 0.
#[inline(always)]
pub(super) fn sum_moments(
    [m0, m1, m2]: [&[f64]; 3],
    values: &[f64],
    first: usize,
    stride: usize,
    [s0, s1, s2]: [&mut [f64]; 3],
) {
    const PART: usize = 8;
    let Some((&centre, m0)) = m0.split_first() else {
        return;
    };
    let m1 = m1.get(1..).unwrap_or_default();
    let m2 = m2.get(1..).unwrap_or_default();
    let mut at = first;
    let blocks = s0
        .chunks_exact_mut(PART)
        .zip(s1.chunks_exact_mut(PART))
        .zip(s2.chunks_exact_mut(PART));
    for ((s0, s1), s2) in blocks {
        let (mut sums0, mut sums1, mut sums2) = ([0.0; PART], [0.0; PART], [0.0; PART]);
        for (sum, value) in sums0.iter_mut().zip(lanes::<PART>(values, at)) {
            *sum = centre * value;
        }
        let mut away = 0;
        for ((&w, &wt), &wtt) in m0.iter().zip(m1).zip(m2) {
            away += stride;
            let before = lanes::<PART>(values, at - away);
            let behind = lanes::<PART>(values, at + away);
            let sums = sums0.iter_mut().zip(&mut sums1).zip(&mut sums2);
            for (((s0, s1), s2), (before, behind)) in sums.zip(before.iter().zip(behind)) {
                let both = before + behind;
                *s0 += w * both;
                *s1 += wt * (behind - before);
                *s2 += wtt * both;
            }
        }
        s0.copy_from_slice(&sums0);
        s1.copy_from_slice(&sums1);
        s2.copy_from_slice(&sums2);
        at += PART;
    }
    let done = at - first;
    let tail = s0.iter_mut().zip(s1.iter_mut()).zip(s2.iter_mut());
    for ((s0, s1), s2) in tail.skip(done) {
        [*s0, *s1, *s2] = [centre * value(values, at), 0.0, 0.0];
        let mut away = 0;
        for ((&w, &wt), &wtt) in m0.iter().zip(m1).zip(m2) {
            away += stride;
            let (before, behind) = (value(values, at - away), value(values, at + away));
            *s0 += w * (before + behind);
            *s1 += wt * (behind - before);
            *s2 += wtt * (before + behind);
        }
        at += 1;
    }
}

/// `α T0 + β T1`, both convolutions in one pass.
#[inline(always)]
pub(super) fn line(
    m0: &[f64],
    m1: &[f64],
    values: &[f64],
    first: usize,
    stride: usize,
    (alpha, beta): (&[f64], &[f64]),
    out: &mut [f64],
) {
    const HALF: usize = LANES / 2;
    let Some((&centre, m0)) = m0.split_first() else {
        return;
    };
    let m1 = m1.get(1..).unwrap_or_default();
    let mut at = first;
    let lines = alpha.chunks_exact(HALF).zip(beta.chunks_exact(HALF));
    let mut blocks = out.chunks_exact_mut(HALF);
    for (block, (alpha, beta)) in (&mut blocks).zip(lines) {
        let (mut t0, mut t1) = ([0.0; HALF], [0.0; HALF]);
        for (sum, value) in t0.iter_mut().zip(lanes::<HALF>(values, at)) {
            *sum = centre * value;
        }
        let mut away = 0;
        for (&w, &wt) in m0.iter().zip(m1) {
            away += stride;
            let before = lanes::<HALF>(values, at - away);
            let behind = lanes::<HALF>(values, at + away);
            let sums = t0.iter_mut().zip(&mut t1);
            for ((t0, t1), (before, behind)) in sums.zip(before.iter().zip(behind)) {
                *t0 += w * (before + behind);
                *t1 += wt * (behind - before);
            }
        }
        let sums = t0.iter().zip(&t1).zip(alpha.iter().zip(beta));
        for (out, ((t0, t1), (alpha, beta))) in block.iter_mut().zip(sums) {
            *out = alpha * t0 + beta * t1;
        }
        at += HALF;
    }
    let done = at - first;
    let lines = alpha.iter().zip(beta).skip(done);
    for (out, (alpha, beta)) in blocks.into_remainder().iter_mut().zip(lines) {
        let (mut t0, mut t1) = (centre * value(values, at), 0.0);
        let mut away = 0;
        for (&w, &wt) in m0.iter().zip(m1) {
            away += stride;
            let (before, behind) = (value(values, at - away), value(values, at + away));
            t0 += w * (before + behind);
            t1 += wt * (behind - before);
        }
        *out = alpha * t0 + beta * t1;
        at += 1;
    }
}
