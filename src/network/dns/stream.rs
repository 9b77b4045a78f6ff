//! Queries over TCP (RFC 7766) and TLS (RFC 7858): all on one connection, one behind the other.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::pki_types::UnixTime;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::client::TlsStream;

use super::message::{query, repeats, response};
use super::{Exchange, Query, Question, Server, Transport};
use crate::network::Run;
use crate::network::seen::TlsOutcome;
use crate::network::tls::Store;

/// Asks one server over a connection of its own and writes what is known into `exchange` as it comes.
pub async fn ask_stream(run: Arc<Run>, exchange: Arc<Mutex<Exchange>>, questions: Vec<Question>, end: Instant) {
    let server = lock(&exchange).server.clone();
    let sent = Instant::now();
    for question in &questions {
        let query = Query { question: question.clone(), sent, answers: Vec::new(), ripe: false };
        lock(&exchange).queries.push(query);
    }
    // What the connection refuses or breaks off has no answer either.
    let _ = timeout_at(end, async {
        let stream = run.connect(server.address, None, end).await.stream?;
        match server.transport {
            Transport::Tls => {
                let stream = encrypted(&run, &server, stream).await?;
                talk(&run, stream, &exchange, &questions).await
            }
            Transport::Udp | Transport::Tcp => talk(&run, stream, &exchange, &questions).await,
        }
    })
    .await;
    for query in &mut lock(&exchange).queries {
        query.ripe = true;
    }
    run.tell();
}

/// A TLS connection to a server whose certificate holds for its name or for its address (RFC 8310 §8.1).
async fn encrypted(run: &Run, server: &Server, stream: TcpStream) -> Option<TlsStream<TcpStream>> {
    let shaken = run.trust.shake(&server.name, stream).await;
    let address = server.address.ip().to_string();
    let holds = |name: &str| run.judge(Store::System, &shaken.chain, name, UnixTime::now()) == TlsOutcome::Ok;
    (holds(&server.name) || holds(&address)).then_some(shaken.stream.ok()?)
}

async fn talk(
    run: &Run,
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    exchange: &Mutex<Exchange>,
    questions: &[Question],
) -> Option<()> {
    let mut bytes = Vec::new();
    for (id, question) in questions.iter().enumerate() {
        if let Some(message) = query(u16::try_from(id).ok()?, question) {
            bytes.extend(u16::try_from(message.len()).ok()?.to_be_bytes());
            bytes.extend(message);
        }
    }
    if !run.budget.send(bytes.len()) {
        return None;
    }
    stream.write_all(&bytes).await.ok()?;
    stream.flush().await.ok()?;
    for _ in questions {
        let length = usize::from(stream.read_u16().await.ok()?);
        let mut message = vec![0; length];
        stream.read_exact(&mut message).await.ok()?;
        let Some((id, name, kind, mut answer)) = response(&message) else { continue };
        if let Some(query) = lock(exchange).queries.get_mut(usize::from(id))
            && repeats(&query.question, &name, kind)
        {
            answer.ms = query.sent.elapsed().as_secs_f64() * 1000.0;
            query.answers.push(answer);
        }
        run.tell();
    }
    Some(())
}

fn lock(exchange: &Mutex<Exchange>) -> std::sync::MutexGuard<'_, Exchange> {
    exchange.lock().unwrap_or_else(PoisonError::into_inner)
}
