//! Queries over UDP. Each has an id of its own, so that the answer to the second try is not taken for a late one to the first.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::message::{query, repeats, response};
use super::{Exchange, Query, Question};
use crate::network::Run;

/// Time between two queries: the forwarders of home routers drop queries that come in a burst.
const PACE: Duration = Duration::from_millis(15);

/// How long a query may stay without an answer before it is sent again. Recursive look-ups of names that nobody asked for lately
/// take some hundred ms (RFC 1035 §4.2.1 wants at least 2 s between tries of *one* query, these are the second of three).
const RETRY: Duration = Duration::from_millis(1500);

/// Tries of one question.
const TRIES: usize = 3;

/// How long a second answer is waited for behind the first, at least: twice the round trip, as on a path that injects answers.
const MIN_LISTEN: Duration = Duration::from_millis(150);

/// The largest datagram that is read.
const MAX_DATAGRAM: usize = 4096;

/// Asks one server and writes what is known into `exchange` as it comes. Ends when everything is answered and no second answer
/// is to be expected, or at `end`.
pub async fn ask_udp(run: Arc<Run>, exchange: Arc<Mutex<Exchange>>, questions: Vec<Question>, end: Instant) {
    let server = read(&exchange, |exchange| exchange.server.clone());
    let Some(address) = run.world().datagram(server.address) else {
        // A world that drops everything: the queries are sent all the same.
        for question in &questions {
            note_sent(&exchange, question);
        }
        return ripen(&exchange, end).await;
    };
    let local = if address.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
    let Ok(socket) = UdpSocket::bind(local).await else { return };
    if socket.connect(address).await.is_err() {
        return;
    }
    let mut asker = Asker { run: &run, socket, exchange: &exchange, ids: Vec::new(), first_id: rand_id() };
    asker.ask(&questions, end).await;
}

struct Asker<'a> {
    run: &'a Run,
    socket: UdpSocket,
    exchange: &'a Mutex<Exchange>,
    /// The id of each query, in the order of the exchange's queries.
    ids: Vec<u16>,
    first_id: u16,
}

impl Asker<'_> {
    async fn ask(&mut self, questions: &[Question], end: Instant) {
        let start = Instant::now();
        // When each question is due and for the how-manieth time.
        let mut due: Vec<(Instant, usize, &Question)> = questions
            .iter()
            .enumerate()
            .map(|(at, question)| (start + PACE * u32::try_from(at).unwrap_or(0), 1, question))
            .collect();
        let mut listen = start;
        loop {
            let now = Instant::now();
            let mut next = Vec::new();
            for (at, tries, question) in due {
                if self.is_answered(question) {
                    continue;
                }
                if at > now {
                    next.push((at, tries, question));
                } else if tries <= TRIES {
                    self.send(question).await;
                    next.push((now + RETRY, tries + 1, question));
                }
            }
            due = next;
            self.ripen(now);
            let wake = due.iter().map(|(at, ..)| *at).min().unwrap_or(listen).min(end);
            if now >= end || (due.is_empty() && now >= listen) {
                break;
            }
            if let Some(ms) = self.receive(wake.max(now + Duration::from_millis(1))).await {
                listen = listen.max(Instant::now() + MIN_LISTEN.max(Duration::from_secs_f64(2.0 * ms / 1000.0)));
            }
        }
        self.ripen(Instant::now());
    }

    fn is_answered(&self, question: &Question) -> bool {
        read(self.exchange, |exchange| exchange.answer(&question.name, question.kind).is_some())
    }

    async fn send(&mut self, question: &Question) {
        let id = self.first_id.wrapping_add(u16::try_from(self.ids.len()).unwrap_or(0));
        let Some(bytes) = query(id, question).filter(|bytes| self.run.budget.send(bytes.len())) else { return };
        self.ids.push(id);
        note_sent(self.exchange, question);
        // No route is no answer.
        let _ = self.socket.send(&bytes).await;
    }

    /// Waits for one datagram and notes it; its time in ms where it was the answer to a query.
    async fn receive(&self, until: Instant) -> Option<f64> {
        let mut buffer = [0; MAX_DATAGRAM];
        let length = match timeout_at(until, self.socket.recv(&mut buffer)).await {
            Ok(Ok(length)) => length,
            Err(_) => return None,
            Ok(Err(_)) => {
                // An ICMP error to an earlier query; without a pause a closed port would keep this loop spinning.
                sleep_until(until.min(Instant::now() + Duration::from_millis(50))).await;
                return None;
            }
        };
        let (id, name, kind, mut answer) = response(buffer.get(..length)?)?;
        let at = self.ids.iter().position(|known| *known == id)?;
        let mut exchange = self.exchange.lock().unwrap_or_else(PoisonError::into_inner);
        let query = exchange.queries.get_mut(at).filter(|query| repeats(&query.question, &name, kind))?;
        answer.ms = query.sent.elapsed().as_secs_f64() * 1000.0;
        let ms = answer.ms;
        if query.answers.len() < 4 {
            query.answers.push(answer);
        }
        drop(exchange);
        self.run.tell();
        Some(ms)
    }

    /// Marks the queries that have had their time.
    fn ripen(&self, now: Instant) {
        let mut exchange = self.exchange.lock().unwrap_or_else(PoisonError::into_inner);
        for query in &mut exchange.queries {
            query.ripe |= now.saturating_duration_since(query.sent) >= RETRY;
        }
        drop(exchange);
        self.run.tell();
    }
}

fn read<T>(exchange: &Mutex<Exchange>, look: impl FnOnce(&Exchange) -> T) -> T {
    look(&exchange.lock().unwrap_or_else(PoisonError::into_inner))
}

fn note_sent(exchange: &Mutex<Exchange>, question: &Question) {
    let query = Query { question: question.clone(), sent: Instant::now(), answers: Vec::new(), ripe: false };
    exchange.lock().unwrap_or_else(PoisonError::into_inner).queries.push(query);
}

async fn ripen(exchange: &Mutex<Exchange>, end: Instant) {
    sleep_until(end.min(Instant::now() + RETRY)).await;
    for query in &mut exchange.lock().unwrap_or_else(PoisonError::into_inner).queries {
        query.ripe |= query.sent.elapsed() >= RETRY;
    }
}

/// An id that another program's queries are not likely to have; the time does, since nothing is trusted because of it.
fn rand_id() -> u16 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    (now.subsec_nanos() >> 4) as u16
}
