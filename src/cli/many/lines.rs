//! Lines of a file that may be anything: each with its number and place, none of them larger than an application may be.

use std::io::{BufRead, BufReader, Error, Read};

use crate::source::MAX_BYTES;

/// A byte order mark, UTF-8.
const MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// One line of a file.
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// Bytes of the file before it.
    pub offset: usize,
    /// Its bytes without the line end, or what is wrong and what to do.
    pub text: Result<Vec<u8>, (String, &'static str)>,
}

/// The lines of a reader, one after the other.
pub struct Lines<R> {
    reader: BufReader<R>,
    number: usize,
    offset: usize,
}

impl<R: Read> Lines<R> {
    /// From the beginning.
    pub fn new(reader: BufReader<R>) -> Self {
        Self { reader, number: 0, offset: 0 }
    }

    /// Bytes read so far.
    pub fn read(&self) -> usize {
        self.offset
    }

    /// Whether a whole line is there without waiting for whoever writes them.
    pub fn is_ready(&self) -> bool {
        memchr::memchr(b'\n', self.reader.buffer()).is_some()
    }

    /// The next line. One that is too large is read past, and said to be so.
    fn line(&mut self) -> Result<Option<Line>, Error> {
        let (mut text, mut length) = (Vec::new(), 0);
        let ended = loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                break false;
            }
            let end = memchr::memchr(b'\n', buffer);
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or(buffer);
            let room = MAX_BYTES as usize - text.len();
            text.extend_from_slice(part.get(..part.len().min(room)).unwrap_or(part));
            length += part.len();
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break true;
            }
        };
        if !ended && length == 0 {
            return Ok(None);
        }
        self.number += 1;
        let mut offset = self.offset;
        self.offset += length + usize::from(ended);
        if self.number == 1 && text.starts_with(MARK) {
            text.drain(..MARK.len());
            offset = MARK.len();
        }
        if text.last() == Some(&b'\r') {
            text.pop();
        }
        let text = if length as u64 > MAX_BYTES {
            let message = format!("it is too large: {length} bytes, at most {MAX_BYTES} are read");
            Err((message, "one application a line; is this the right file?"))
        } else {
            Ok(text)
        };
        Ok(Some(Line { number: self.number, offset, text }))
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = Result<Line, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.line().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Vec<(usize, usize, Option<Vec<u8>>)> {
        // A small buffer, so that lines lie across its ends.
        let reader = BufReader::with_capacity(3, text);
        let line = |line: Result<Line, Error>| line.map(|line| (line.number, line.offset, line.text.ok())).unwrap();
        Lines::new(reader).map(line).collect()
    }

    #[test]
    fn every_line_has_its_number_and_place() {
        let found = lines(b"{}\r\n\nabcdef");
        assert_eq!(found, [(1, 0, Some(b"{}".to_vec())), (2, 4, Some(Vec::new())), (3, 5, Some(b"abcdef".to_vec()))]);
        assert!(lines(b"").is_empty());
        assert_eq!(lines(b"\xEF\xBB\xBF{}\n"), [(1, 3, Some(b"{}".to_vec()))]);
    }

    #[test]
    fn a_line_that_is_too_large_is_read_past() {
        let mut text = vec![b'x'; MAX_BYTES as usize + 1];
        text.extend_from_slice(b"\n{}\n");
        let found = lines(&text);
        assert_eq!(found.len(), 2);
        assert!(found[0].2.is_none());
        assert_eq!(found[1], (2, MAX_BYTES as usize + 2, Some(b"{}".to_vec())));
    }
}
