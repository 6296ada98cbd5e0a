//! Work in parts, by several threads.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::thread;

/// Parts for each thread: one may be much more work than another.
const PARTS: usize = 8;
/// Items that are not worth another part.
const FEWEST: usize = 64;

/// What `work` makes of the items, part by part, in their order.
pub(super) fn in_parts<'i, T: Sync, P: Send>(
    items: &'i [T],
    threads: NonZeroUsize,
    work: impl Fn(&'i [T]) -> P + Sync,
) -> Vec<P> {
    let parts = threads.get().saturating_mul(PARTS);
    let size = items.len().div_ceil(parts).max(FEWEST);
    if threads.get() == 1 || items.len() <= size {
        return vec![work(items)];
    }
    let left = Mutex::new(items.chunks(size).enumerate());
    let next = || left.lock().ok()?.next();
    let run = || {
        let mut done = Vec::new();
        while let Some((place, part)) = next() {
            done.push((place, work(part)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.get()).map(|_| scope.spawn(run)).collect();
        let done = threads.into_iter().flat_map(|thread| {
            let done = thread.join();
            done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        done.collect::<Vec<_>>()
    });
    done.sort_unstable_by_key(|&(place, _)| place);
    done.into_iter().map(|(_, part)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        for threads in [1, 2, 3, 100] {
            let threads = NonZeroUsize::new(threads).unwrap();
            for len in [0, 1, 63, 64, 65, 1000] {
                let items = &items[..len];
                let parts = in_parts(items, threads, <[usize]>::to_vec);
                assert_eq!(parts.concat(), items);
            }
        }
    }
}
