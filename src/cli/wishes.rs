//! What may be wanted of the network, shared by the commands that ask it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::network::MAX_UPLOAD_BYTES;
use crate::probe::Wishes;
use crate::source::{open_regular, read_regular};

/// Largest file of root certificates that is read; the public ones of a browser take some hundred kB.
const MAX_ROOTS_BYTES: u64 = 4 * 1024 * 1024;

/// How the network is asked.
#[derive(clap::Args, Clone, Debug)]
pub struct NetworkOptions {
    /// Seconds for asking the network [default: the pack's]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub deadline: Option<Duration>,
    /// Root certificates (PEM) in place of the shipped public ones
    #[arg(long, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
}

/// What is wrong with an option: the option or file, what, and what to do.
pub type Wrong = (String, String, &'static str);

impl NetworkOptions {
    /// What is wanted; `upload` is a size or a file whose size counts.
    pub fn wishes(&self, upload: Option<&str>) -> Result<Wishes, Wrong> {
        let wrong = |message| {
            (format!("--upload {}", upload.unwrap_or_default()), message, "write a size such as 3MB, or name a file")
        };
        let upload = upload.map(upload_bytes).transpose().map_err(wrong)?;
        let roots = self.ca_file.as_deref().map(roots).transpose().map_err(|message| {
            let file = self.ca_file.as_deref().unwrap_or(Path::new("")).display().to_string();
            (file, message, "name a file with certificates in PEM")
        })?;
        Ok(Wishes { deadline: self.deadline, upload, roots })
    }
}

/// Seconds, with or without their unit.
fn seconds(text: &str) -> Result<Duration, String> {
    let number = text.trim();
    let number = number.strip_suffix('s').unwrap_or(number).trim_end();
    let seconds: f64 = number.parse().map_err(|_| "write seconds, such as 6 or 2.5".to_owned())?;
    if !(0.2..=60.0).contains(&seconds) {
        return Err("a deadline is 0.2 to 60 seconds".to_owned());
    }
    Ok(Duration::from_secs_f64(seconds))
}

/// A size, or the size of a file.
fn upload_bytes(text: &str) -> Result<u64, String> {
    let bytes = match size(text) {
        Some(bytes) => bytes,
        None => {
            let opened = open_regular(Path::new(text));
            opened.map_err(|error| format!("neither a size nor a file that can be read: {error}"))?.1
        }
    };
    match bytes {
        0 => Err("there is nothing to send".to_owned()),
        bytes if bytes > MAX_UPLOAD_BYTES => Err(format!("at most {} MiB are sent", MAX_UPLOAD_BYTES / 1024 / 1024)),
        bytes => Ok(bytes),
    }
}

/// `3MB`, `500 kB`, `2MiB`, `1000000`.
fn size(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number: f64 = text.get(..digits)?.parse().ok()?;
    let factor = match text.get(digits..)?.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "kib" => 1024.0,
        "mib" => 1024.0 * 1024.0,
        _ => return None,
    };
    Some((number * factor) as u64)
}

/// The certificates of a PEM file, DER.
fn roots(file: &Path) -> Result<Vec<Vec<u8>>, String> {
    let bytes = read_regular(file, MAX_ROOTS_BYTES).map_err(|error| error.to_string())?;
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    let certificates = certificates.map_err(|error| format!("a certificate cannot be read: {error}"))?;
    let usable = |certificate: &&CertificateDer<'_>| rustls::RootCertStore::empty().add((*certificate).clone()).is_ok();
    if !certificates.iter().any(|certificate| usable(&certificate)) {
        return Err("there is no certificate in it".to_owned());
    }
    Ok(certificates.into_iter().map(|certificate| certificate.to_vec()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!(size("3MB"), Some(3_000_000));
        assert_eq!(size("1.5 kB"), Some(1_500));
        assert_eq!(size("2MiB"), Some(2_097_152));
        assert_eq!(size("700"), Some(700));
        assert_eq!((size("photo.jpg"), size("3TB"), size("")), (None, None, None));
    }

    #[test]
    fn deadlines_are_seconds() {
        assert_eq!(seconds("2.5s"), Ok(Duration::from_millis(2500)));
        assert!(seconds("0").is_err() && seconds("soon").is_err() && seconds("NaN").is_err());
    }
}
