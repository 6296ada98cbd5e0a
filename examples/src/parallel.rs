//! Work on many threads, with results in the order of the input and memory that does not grow with it.
//!
//! A feeder cuts the items into batches. Every batch has a channel of its own for its results, and the
//! channels are drained in the order of the batches. A worker that is ahead of its turn fills its channel
//! and then waits, so no more than a few pieces a worker are ever held, however much one item yields.
//! It cannot lock up: workers take batches in order, so the batch whose turn it is has always been taken.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Items in a batch.
const BATCH_ITEMS: usize = 256;
/// Weight of a batch.
const BATCH_WEIGHT: usize = 1 << 20;
/// Weight of a piece of results.
const PIECE_WEIGHT: usize = 1 << 20;

/// Where a worker puts its results.
pub struct Outlet<T> {
    piece: Vec<T>,
    weight: usize,
    pieces: SyncSender<Vec<T>>,
    closed: bool,
}

impl<T> Outlet<T> {
    /// Hands on one result that takes about `weight` bytes; may wait.
    pub fn push(&mut self, result: T, weight: usize) {
        self.piece.push(result);
        self.grown(weight);
    }

    /// The last results that have not been handed on yet, the latest first.
    pub fn latest(&mut self) -> impl Iterator<Item = &mut T> {
        self.piece.iter_mut().rev()
    }

    /// Says that one of the [`latest`](Outlet::latest) has grown by so many bytes; may wait.
    pub fn grown(&mut self, weight: usize) {
        self.weight += weight;
        if self.weight >= PIECE_WEIGHT {
            self.flush();
        }
    }

    /// Nobody takes results any more: the rest of the work is in vain.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    fn flush(&mut self) {
        self.weight = 0;
        let piece = std::mem::take(&mut self.piece);
        self.closed |= self.pieces.send(piece).is_err();
    }
}

struct Batch<I, T> {
    items: Vec<I>,
    pieces: SyncSender<Vec<T>>,
}

/// Runs `work` over `items` on `threads` threads and gives the results to `sink`, in the order of the items.
///
/// `weigh` says how many bytes an item takes. What a thread keeps from item to item, `memory` makes;
/// the results must not depend on it. An error of `sink` ends it all.
pub fn in_order<I: Send, T: Send, M, E>(
    items: impl Iterator<Item = I> + Send,
    weigh: impl Fn(&I) -> usize + Send,
    threads: NonZero<usize>,
    memory: impl Fn() -> M + Sync,
    work: impl Fn(I, &mut M, &mut Outlet<T>) + Sync,
    mut sink: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let (batches, taken) = sync_channel(threads.get());
    let (turns, order) = sync_channel::<Receiver<Vec<T>>>(2 * threads.get());
    let taken = Mutex::new(taken);
    thread::scope(|scope| {
        scope.spawn(move || feed(items, weigh, &batches, &turns));
        for _ in 0..threads.get() {
            scope.spawn(|| toil(&taken, memory(), &work));
        }
        for result in order.into_iter().flatten().flatten() {
            sink(result)?;
        }
        Ok(())
    })
}

/// Cuts `items` into batches until there are no more, or nobody wants them.
fn feed<I, T>(
    items: impl Iterator<Item = I>,
    weigh: impl Fn(&I) -> usize,
    batches: &SyncSender<Batch<I, T>>,
    turns: &SyncSender<Receiver<Vec<T>>>,
) {
    let mut items = items.peekable();
    while items.peek().is_some() {
        let (pieces, results) = sync_channel(1);
        let mut batch = Batch {
            items: Vec::new(),
            pieces,
        };
        let mut weight = 0;
        while batch.items.len() < BATCH_ITEMS && weight < BATCH_WEIGHT {
            let Some(item) = items.next() else { break };
            weight += weigh(&item);
            batch.items.push(item);
        }
        if turns.send(results).is_err() || batches.send(batch).is_err() {
            return;
        }
    }
}

/// Takes batches until there are no more.
fn toil<I, T, M>(
    batches: &Mutex<Receiver<Batch<I, T>>>,
    mut memory: M,
    work: &impl Fn(I, &mut M, &mut Outlet<T>),
) {
    loop {
        let batch = batches
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok(Batch { items, pieces }) = batch else {
            return;
        };
        let mut outlet = Outlet {
            piece: Vec::new(),
            weight: 0,
            pieces,
            closed: false,
        };
        for item in items {
            if outlet.is_closed() {
                break;
            }
            work(item, &mut memory, &mut outlet);
        }
        outlet.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(count: usize) -> NonZero<usize> {
        NonZero::new(count).unwrap()
    }

    /// Every item yields as many results as its number says, some of them whole pieces.
    fn run(count: usize, items: usize) -> Vec<usize> {
        let mut results = Vec::new();
        let work = |item: usize, (): &mut (), outlet: &mut Outlet<usize>| {
            (0..item % 7).for_each(|_| outlet.push(item, PIECE_WEIGHT / 2));
        };
        let sink = |result| -> Result<(), ()> {
            results.push(result);
            Ok(())
        };
        in_order(0..items, |_| 1, threads(count), || (), work, sink).unwrap();
        results
    }

    #[test]
    fn the_order_is_that_of_the_input_for_any_number_of_threads() {
        let expected: Vec<usize> = (0..5000).flat_map(|item| vec![item; item % 7]).collect();
        for count in [1, 2, 8] {
            assert_eq!(run(count, 5000), expected, "{count} threads");
        }
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert_eq!(run(2, 0), Vec::<usize>::new());
    }

    #[test]
    fn an_error_of_the_sink_ends_an_endless_input() {
        let outcome = in_order(
            0_u64..,
            |_| 1,
            threads(2),
            || (),
            |item, (), outlet| outlet.push(item, 1),
            |item| {
                if item < 1000 { Ok(()) } else { Err(item) }
            },
        );
        assert_eq!(outcome, Err(1000));
    }
}
