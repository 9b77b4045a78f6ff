//! DNS messages, RFC 1035 §4.1, by hand: the tested program's own codec is not asked whether it is right.

use std::net::IpAddr;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    id: [u8; 2],
    /// The name in lower case, without a final dot.
    pub name: String,
    pub kind: u16,
    /// As it was written, to be repeated.
    bytes: Vec<u8>,
}

pub const A: u16 = 1;
pub const MX: u16 = 15;
pub const AAAA: u16 = 28;

/// A record of an answer.
#[derive(Clone, Debug)]
pub enum Record {
    Address(IpAddr),
    Mx(u16, String),
}

/// Reads a query with one question.
pub fn read(query: &[u8]) -> Option<Question> {
    let mut at = 12;
    let mut labels = Vec::new();
    loop {
        let length = usize::from(*query.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(query.get(at..at + length)?).to_ascii_lowercase());
        at += length;
    }
    let kind = u16::from_be_bytes(query.get(at..at + 2)?.try_into().ok()?);
    let id = query.get(..2)?.try_into().ok()?;
    Some(Question { id, name: labels.join("."), kind, bytes: query.get(12..at + 4)?.to_vec() })
}

/// An answer with a response code.
pub fn write(question: &Question, code: u8, records: &[Record]) -> Vec<u8> {
    let mut message = question.id.to_vec();
    // A response to a query with recursion desired and available.
    message.extend([0x81, 0x80 | code, 0, 1, 0, u8::try_from(records.len()).unwrap(), 0, 0, 0, 0]);
    message.extend(&question.bytes);
    for record in records {
        let (kind, data) = match record {
            Record::Address(IpAddr::V4(ip)) => (A, ip.octets().to_vec()),
            Record::Address(IpAddr::V6(ip)) => (AAAA, ip.octets().to_vec()),
            Record::Mx(preference, name) => (MX, [preference.to_be_bytes().to_vec(), labels(name)].concat()),
        };
        // The name is where the question has it (§4.1.4), in class IN, for a minute.
        message.extend([0xC0, 12]);
        message.extend(kind.to_be_bytes());
        message.extend([0, 1, 0, 0, 0, 60]);
        message.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        message.extend(data);
    }
    message
}

fn labels(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for label in name.split('.').filter(|label| !label.is_empty()) {
        bytes.push(u8::try_from(label.len()).unwrap());
        bytes.extend(label.as_bytes());
    }
    bytes.push(0);
    bytes
}
