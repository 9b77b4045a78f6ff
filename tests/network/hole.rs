//! Ports where connections come to nothing.

use std::net::{SocketAddr, TcpListener};
use std::sync::LazyLock;
use std::time::Duration;

use socket2::{Domain, Socket, Type};

/// How long it takes to see that a queue is full.
const GLANCE: Duration = Duration::from_millis(30);

/// A listener whose queue is full, with what fills it: it drops every SYN.
pub struct Full {
    pub listener: Socket,
    pub address: SocketAddr,
    pub queue: Vec<Socket>,
}

impl Full {
    pub fn new() -> Self {
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        listener.listen(0).unwrap();
        let address = listener.local_addr().unwrap();
        let mut queue = Vec::new();
        loop {
            let client = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
            let full = client.connect_timeout(&address, GLANCE).is_err();
            queue.push(client);
            if full {
                return Self { listener, address: address.as_socket().unwrap(), queue };
            }
        }
    }
}

/// A port that swallows every connection. One is enough for all worlds.
pub fn swallowing() -> SocketAddr {
    static HOLE: LazyLock<Full> = LazyLock::new(Full::new);
    HOLE.address
}

/// Where no connection can lead: TCP has no multicast.
pub fn unreachable() -> SocketAddr {
    SocketAddr::from(([224, 0, 0, 1], 9))
}

/// A port where nothing listens: it is bound, so that nobody else gets it.
pub fn refusing() -> SocketAddr {
    static BOUND: LazyLock<Socket> = LazyLock::new(|| {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        socket
    });
    BOUND.local_addr().unwrap().as_socket().unwrap()
}

/// A port that accepts and never says a word.
pub fn silent() -> SocketAddr {
    static SILENT: LazyLock<TcpListener> = LazyLock::new(|| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let accepting = listener.try_clone().unwrap();
        std::thread::spawn(move || {
            let held: Vec<_> = accepting.incoming().collect();
            drop(held);
        });
        listener
    });
    SILENT.local_addr().unwrap()
}
