//! What is sent to anybody: plain requests, and nothing of the user's.

use super::ledger::Ledger;

/// Header fields that a request to a host may have.
const PLAIN: [&str; 7] =
    ["host", "user-agent", "accept", "content-type", "content-length", "connection", "proxy-connection"];

/// Whether every request is one that anybody could have sent.
pub fn nothing_personal(ledger: &Ledger) -> Result<(), String> {
    for request in ledger.requests.lock().unwrap().iter() {
        let upload = request.method == "POST" && request.target == "/upload";
        let tunnel = request.method == "CONNECT" && request.server == "proxy";
        if !upload && !tunnel && !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Err(format!("{} was told {} {}", request.server, request.method, request.target));
        }
        for (name, value) in &request.headers {
            let password = name == "proxy-authorization" && request.server == "proxy";
            if !password && !PLAIN.contains(&name.as_str()) {
                return Err(format!("{} was told {name}: {value}", request.server));
            }
        }
        let about = format!("{} {:?}", request.target, request.headers);
        if about.contains("secret") || about.contains('@') {
            return Err(format!("{} was told {about}", request.server));
        }
    }
    Ok(())
}
