//! Servers on the loopback interface that behave as a test wants. Their threads end with the test program.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::ops::Range;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};
use socket2::{Domain, Socket, Type};

/// What a DNS server answers to every query.
#[derive(Clone, Copy, Debug)]
pub enum DnsAnswer {
    /// 127.0.0.1 to a query for A.
    Address,
    /// No record.
    Empty,
    ServFail,
    NxDomain,
    Refused,
    /// Bytes that are no message.
    Garbage,
    Silence,
}

/// A DNS server over UDP.
pub fn dns(answer: DnsAnswer) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    thread::spawn(move || {
        let mut query = [0; 1500];
        while let Ok((length, client)) = socket.recv_from(&mut query) {
            if let Some(reply) = reply(&query[..length], answer) {
                let _ = socket.send_to(&reply, client);
            }
        }
    });
    address
}

/// A message by RFC 1035 §4.1: header, the question repeated, at most one answer.
fn reply(query: &[u8], answer: DnsAnswer) -> Option<Vec<u8>> {
    let code = match answer {
        DnsAnswer::Silence => return None,
        DnsAnswer::Garbage => return Some(vec![0xFF; 7]),
        DnsAnswer::Address | DnsAnswer::Empty => 0,
        DnsAnswer::ServFail => 2,
        DnsAnswer::NxDomain => 3,
        DnsAnswer::Refused => 5,
    };
    let name = query[12..].iter().position(|byte| *byte == 0).unwrap();
    let question = &query[12..12 + name + 5];
    let is_a = question[name + 2] == 1;
    let answers = u8::from(is_a && matches!(answer, DnsAnswer::Address));
    let mut message = vec![query[0], query[1], 0x81, 0x80 | code, 0, 1, 0, answers, 0, 0, 0, 0];
    message.extend(question);
    if answers == 1 {
        message.extend([0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1]);
    }
    Some(message)
}

/// A port where nothing listens.
pub fn refusing() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// A port that drops every SYN: its queue is full. The queue has to be kept.
pub fn black_hole() -> (SocketAddr, Vec<Socket>) {
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queue = vec![listener];
    loop {
        let client = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        let full = client.connect_timeout(&address, Duration::from_millis(50)).is_err();
        queue.push(client);
        if full {
            return (address.as_socket().unwrap(), queue);
        }
    }
}

fn serve(handle: impl Fn(TcpStream) + Clone + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let handle = handle.clone();
            thread::spawn(move || handle(stream));
        }
    });
    address
}

/// A port that accepts connections and never says a word.
pub fn accepting() -> SocketAddr {
    serve(|_stream| thread::sleep(Duration::from_secs(60)))
}

/// A port that closes connections after the first bytes.
pub fn closing() -> SocketAddr {
    serve(|mut stream| {
        let _ = stream.read(&mut [0; 4096]);
    })
}

/// A port that answers in clear text.
pub fn babbling() -> SocketAddr {
    serve(|mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        thread::sleep(Duration::from_secs(1));
    })
}

/// An HTTPS server that answers each request with what `answer` makes of its head, and closes the connection.
pub fn https(identity: &Identity, answer: impl Fn(&str) -> String + Clone + Send + 'static) -> SocketAddr {
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from(identity.certificate.clone())],
            PrivateKeyDer::try_from(identity.key.clone()).unwrap(),
        )
        .unwrap();
    let config = Arc::new(config);
    serve(move |mut socket| {
        let mut connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = Stream::new(&mut connection, &mut socket);
        let (mut head, mut byte) = (Vec::new(), [0]);
        while !head.ends_with(b"\r\n\r\n") {
            match stream.read(&mut byte) {
                Ok(1) => head.push(byte[0]),
                _ => return,
            }
        }
        let _ = stream.write_all(answer(&String::from_utf8_lossy(&head)).as_bytes());
        stream.conn.send_close_notify();
        let _ = stream.flush();
    })
}

/// An HTTP response; each of `headers` ends with CR LF.
pub fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}")
}

/// A certificate with its key, both DER.
pub struct Identity {
    pub certificate: Vec<u8>,
    key: Vec<u8>,
}

/// Someone who issues certificates.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    own: Identity,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.replace(' ', "-")]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        let certificate = params.self_signed(&key).unwrap().der().to_vec();
        let own = Identity { certificate, key: key.serialize_der() };
        Self { issuer: Issuer::new(params, key), own }
    }

    pub fn certificate(&self) -> Vec<u8> {
        self.own.certificate.clone()
    }

    /// Itself as a server.
    pub fn own_identity(&self) -> Identity {
        Identity { certificate: self.own.certificate.clone(), key: self.own.key.clone() }
    }

    /// A certificate for a name, valid from the start of the first year to the start of the last.
    pub fn identity(&self, name: &str, years: Range<i32>) -> Identity {
        self.identity_for(&[name], years)
    }

    pub fn identity_for(&self, names: &[&str], years: Range<i32>) -> Identity {
        let key = KeyPair::generate().unwrap();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.not_before = date_time_ymd(years.start, 1, 1);
        params.not_after = date_time_ymd(years.end, 1, 1);
        let certificate = params.signed_by(&key, &self.issuer).unwrap().der().to_vec();
        Identity { certificate, key: key.serialize_der() }
    }
}
