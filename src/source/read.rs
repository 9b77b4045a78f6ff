//! Reading a text file that may be anything: bounded, regular files only, and a clear word where it is no UTF-8 text.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Largest file that is read, in bytes. A full application is about 4 kB.
pub const MAX_BYTES: u64 = 1024 * 1024;

/// Why a file could not be read as text.
#[derive(Debug)]
pub enum Unreadable {
    /// The operating system's answer.
    Io(std::io::Error),
    /// A folder, a pipe, a device or a socket.
    NotAFile(&'static str),
    /// More than [`MAX_BYTES`].
    TooLarge(u64),
    /// UTF-16 or UTF-32, by its byte order mark.
    WideEncoding(&'static str),
    /// Holds NUL bytes: no text.
    Binary(usize),
    /// Not UTF-8, from this byte on (line and column counted up to there).
    NotUtf8 {
        /// Byte offset of the first byte that does not fit.
        offset: usize,
        /// Its line, from 1.
        line: usize,
        /// Its column, from 1.
        column: usize,
    },
}

impl Unreadable {
    /// What the user can do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
                "check the name, or write a new one with `preflight init`"
            }
            Self::Io(_) => "check the name and that you may read it",
            Self::NotAFile(_) => "name the application file itself, or pipe it in as `-`",
            Self::TooLarge(_) => "an application is a few kilobytes; is this the right file?",
            Self::WideEncoding(_) | Self::NotUtf8 { .. } => {
                "save it as UTF-8 (in most editors: Save with encoding > UTF-8)"
            }
            Self::Binary(_) => "name the text file with your details; images belong under [[documents]] file",
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => match error.kind() {
                std::io::ErrorKind::NotFound => f.write_str("there is no such file"),
                std::io::ErrorKind::PermissionDenied => f.write_str("you may not read this file"),
                _ => write!(f, "the file cannot be read: {error}"),
            },
            Self::NotAFile(what) => write!(f, "this is {what}, not a file"),
            Self::TooLarge(bytes) => write!(f, "the file is too large: {bytes} bytes, at most {MAX_BYTES} are read"),
            Self::WideEncoding(name) => write!(f, "the file is encoded as {name}, not UTF-8"),
            Self::Binary(offset) => write!(f, "this is no text: byte {offset} is NUL"),
            Self::NotUtf8 { offset, line, column } => {
                write!(f, "this is no UTF-8 text: byte {offset} (line {line}, column {column}) does not fit")
            }
        }
    }
}

/// Reads a regular file as UTF-8 text.
pub fn read_path(path: &Path) -> Result<String, Unreadable> {
    decode(read_regular(path, MAX_BYTES)?)
}

/// Reads standard input as UTF-8 text.
pub fn read_stdin() -> Result<String, Unreadable> {
    decode(read_bounded(std::io::stdin().lock(), MAX_BYTES)?)
}

/// Reads the bytes of a regular file, at most `limit`.
pub fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>, Unreadable> {
    let (file, size) = open_regular(path)?;
    if size > limit {
        return Err(Unreadable::TooLarge(size));
    }
    read_bounded(file, limit)
}

/// Opens a regular file, and says how many bytes it has. Pipes and devices are refused before they are opened: opening a
/// pipe waits.
pub fn open_regular(path: &Path) -> Result<(File, u64), Unreadable> {
    let metadata = std::fs::metadata(path).map_err(Unreadable::Io)?;
    let kind = metadata.file_type();
    if kind.is_dir() {
        return Err(Unreadable::NotAFile("a folder"));
    }
    if !kind.is_file() {
        return Err(Unreadable::NotAFile("a pipe or device"));
    }
    Ok((File::open(path).map_err(Unreadable::Io)?, metadata.len()))
}

fn read_bounded(reader: impl Read, limit: u64) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let read = reader.take(limit + 1).read_to_end(&mut bytes).map_err(Unreadable::Io)?;
    if read as u64 > limit {
        return Err(Unreadable::TooLarge(read as u64));
    }
    Ok(bytes)
}

/// Bytes as UTF-8 text.
pub fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let wide = match bytes.as_slice() {
        [0xFF, 0xFE, 0, 0, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("UTF-16"),
        // Without a mark: ASCII text in UTF-16 has NUL in every other byte.
        [0, first, 0, second, ..] if first.is_ascii_graphic() && second.is_ascii() => Some("UTF-16"),
        [first, 0, second, 0, ..] if first.is_ascii_graphic() && second.is_ascii() => Some("UTF-16"),
        _ => None,
    };
    if let Some(name) = wide {
        return Err(Unreadable::WideEncoding(name));
    }
    if let Some(offset) = bytes.iter().position(|&byte| byte == 0) {
        return Err(Unreadable::Binary(offset));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(error.as_bytes().get(..offset).unwrap_or(&[])).into_owned();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Unreadable::NotUtf8 { offset, line, column }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_named() {
        assert!(matches!(decode(vec![0xFF, 0xFE, b'a', 0]), Err(Unreadable::WideEncoding("UTF-16"))));
        assert!(matches!(decode(b"a\0=\x001\0".to_vec()), Err(Unreadable::WideEncoding("UTF-16"))));
        assert!(matches!(decode(b"a = 1\0".to_vec()), Err(Unreadable::Binary(5))));
        assert!(matches!(
            decode(b"a = 1\nb = \xFF".to_vec()),
            Err(Unreadable::NotUtf8 { offset: 10, line: 2, column: 5 })
        ));
        assert_eq!(decode(b"\xEF\xBB\xBFa".to_vec()).unwrap(), "\u{feff}a");
    }

    #[test]
    fn folders_and_missing_files_are_named() {
        assert!(matches!(read_path(Path::new(".")), Err(Unreadable::NotAFile("a folder"))));
        let missing = read_path(Path::new("no such file")).unwrap_err();
        assert!(missing.to_string().contains("no such file"));
    }
}
