//! A file that is read, changed and replaced while no other run does the same: what was acknowledged stays.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long others are waited for, and how often they are looked at.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(5);

/// A file under an exclusive lock.
pub struct Held {
    /// Links followed.
    path: PathBuf,
    /// Open as long as it is held.
    file: File,
}

impl Held {
    /// Waits until nobody else holds the file.
    pub fn open(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        let until = Instant::now() + PATIENCE;
        loop {
            let there = std::fs::metadata(&path)?;
            if !there.is_file() {
                return Err(io::Error::other("this is no regular file"));
            }
            if there.permissions().readonly() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is write-protected"));
            }
            let file = File::open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if Instant::now() < until => {
                    std::thread::sleep(PAUSE);
                    continue;
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(io::Error::new(io::ErrorKind::WouldBlock, "another program holds the file"));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Whoever held it before has put another file in its place.
            if is_same(&file, &path)? {
                return Ok(Self { path, file });
            }
        }
    }

    /// Puts a text in the place of the file in one step; when it returns, the text is on the disk.
    pub fn replace(self, text: &str) -> io::Result<()> {
        let aside = aside(&self.path);
        let written = self.write(&aside, text);
        if written.is_err() {
            let _ = std::fs::remove_file(&aside);
        }
        written
    }

    fn write(&self, aside: &Path, text: &str) -> io::Result<()> {
        // A run that was killed may have left one: it is nobody's while the file is held.
        match std::fs::remove_file(aside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut new = File::options().write(true).create_new(true).open(aside)?;
        new.set_permissions(self.file.metadata()?.permissions())?;
        new.write_all(text.as_bytes())?;
        new.sync_all()?;
        std::fs::rename(aside, &self.path)?;
        sync_folder(&self.path)
    }
}

/// One name a file, so that a run that is killed leaves at most one behind, and the next run takes it away.
fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.new"))
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (held, there) = (file.metadata()?, std::fs::metadata(path)?);
    Ok((held.dev(), held.ino()) == (there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// The name is on the disk when its folder is.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        std::fs::write(&path, "old").unwrap();
        std::fs::write(aside(&path), "half").unwrap();
        Held::open(&path).unwrap().replace("new").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert!(!aside(&path).exists());
    }
}
