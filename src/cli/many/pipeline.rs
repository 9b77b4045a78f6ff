//! Chunks of lines to all cores and their answers back in order. A chunk is read only when one of those on the way is done, so
//! that neither a slow line nor a slow reader of the answers makes memory grow.

use std::collections::BTreeMap;
use std::io::{Error, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel, sync_channel};
use std::sync::{Mutex, PoisonError};

use super::Answer;
use super::lines::{Line, Lines};

/// Lines that one thread judges at a time.
const CHUNK_LINES: usize = 64;

/// Most bytes of them: lines may be large.
const CHUNK_BYTES: usize = 1 << 20;

/// Chunks on the way for each thread, so that none waits for the reader.
const CHUNKS_A_THREAD: usize = 4;

/// What the judging threads take and give.
struct Chunk<T> {
    number: usize,
    /// Bytes read when it was complete.
    read: usize,
    items: Vec<T>,
}

/// Judges all lines and hands the answers on in order, with the bytes read for them; `hand_on` says whether to go on. What is
/// wrong with the reading is given back.
pub fn run<R: Read + Send>(
    mut lines: Lines<R>,
    jobs: usize,
    judge: &(dyn Fn(Line) -> Answer + Sync),
    hand_on: &mut dyn FnMut(Vec<Answer>, usize) -> bool,
) -> Option<Error> {
    let jobs = jobs.max(1);
    let (to_judge, waiting) = sync_channel::<Chunk<Line>>(jobs * CHUNKS_A_THREAD);
    let waiting = Mutex::new(waiting);
    let (answered, answers) = channel::<Chunk<Answer>>();
    // A token for each chunk that may be on the way.
    let (free, tokens) = sync_channel::<()>(jobs * CHUNKS_A_THREAD);
    for _ in 0..jobs * CHUNKS_A_THREAD {
        let _ = free.send(());
    }
    // Nobody takes further answers: what is on the way is let go.
    let over = AtomicBool::new(false);
    let over = &over;
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let mut number = 0;
            while tokens.recv().is_ok() && !over.load(Ordering::Relaxed) {
                let (items, error) = chunk(&mut lines);
                let last = items.is_empty() || error.is_some();
                if !items.is_empty() && to_judge.send(Chunk { number, read: lines.read(), items }).is_err() {
                    return None;
                }
                if last {
                    return error;
                }
                number += 1;
            }
            None
        });
        for _ in 0..jobs {
            let answered = answered.clone();
            scope.spawn(|| {
                // Moved in, so that it ends with its thread.
                let answered = answered;
                while let Some(chunk) = next(&waiting).filter(|_| !over.load(Ordering::Relaxed)) {
                    let items = chunk.items.into_iter().map(judge).collect();
                    if answered.send(Chunk { number: chunk.number, read: chunk.read, items }).is_err() {
                        return;
                    }
                }
            });
        }
        drop(answered);
        write(&answers, hand_on, || {
            let _ = free.try_send(());
        });
        // The threads end when they find that out.
        over.store(true, Ordering::Relaxed);
        drop(answers);
        drop(free);
        reading.join().unwrap_or_else(|_| Some(Error::other("the thread that reads has ended")))
    })
}

fn next(waiting: &Mutex<Receiver<Chunk<Line>>>) -> Option<Chunk<Line>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn chunk<R: Read>(lines: &mut Lines<R>) -> (Vec<Line>, Option<Error>) {
    let (mut items, mut bytes) = (Vec::with_capacity(CHUNK_LINES), 0);
    // What is there is judged, also where whoever writes the lines waits for an answer before the next.
    while items.is_empty() || (items.len() < CHUNK_LINES && bytes < CHUNK_BYTES && lines.is_ready()) {
        match lines.next() {
            Some(Ok(line)) => {
                bytes += line.text.as_ref().map_or(0, Vec::len);
                items.push(line);
            }
            Some(Err(error)) => return (items, Some(error)),
            None => break,
        }
    }
    (items, None)
}

/// Hands answers on in the order of their chunks, and frees a place for each.
fn write(answers: &Receiver<Chunk<Answer>>, hand_on: &mut dyn FnMut(Vec<Answer>, usize) -> bool, free: impl Fn()) {
    let mut early: BTreeMap<usize, Chunk<Answer>> = BTreeMap::new();
    let mut wanted = 0;
    while let Ok(chunk) = answers.recv() {
        early.insert(chunk.number, chunk);
        while let Some(chunk) = early.remove(&wanted) {
            wanted += 1;
            if !hand_on(chunk.items, chunk.read) {
                return;
            }
            free();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;
    use crate::cli::Status;

    fn answer(line: Line) -> Answer {
        // The later of two neighbours is done first.
        std::thread::sleep(std::time::Duration::from_micros(if line.number % 128 < 64 { 30 } else { 0 }));
        Answer { text: line.number.to_string(), status: Status::Clean }
    }

    #[test]
    fn answers_come_in_order() {
        let text = "{}\n".repeat(1_000);
        let mut found = Vec::new();
        let broken = run(Lines::new(BufReader::new(text.as_bytes())), 4, &answer, &mut |answers, _| {
            found.extend(answers.into_iter().map(|answer| answer.text.parse::<usize>().unwrap()));
            true
        });
        assert!(broken.is_none());
        assert_eq!(found, (1..=1_000).collect::<Vec<_>>());
    }

    #[test]
    fn it_ends_when_nobody_wants_more() {
        let text = "{}\n".repeat(100_000);
        let mut chunks = 0;
        run(
            Lines::new(BufReader::new(text.as_bytes())),
            2,
            &|line| Answer { text: line.number.to_string(), status: Status::Clean },
            &mut |_, _| {
                chunks += 1;
                chunks < 3
            },
        );
        assert_eq!(chunks, 3);
    }
}
