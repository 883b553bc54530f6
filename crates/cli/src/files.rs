//! Files to read, within bounds.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Most bytes of one file, and of all files together.
const MOST_OF_ONE: u64 = 256 * 1024 * 1024;
const MOST_OF_ALL: u64 = 1024 * 1024 * 1024;

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is not there, or may not be read.
    Unreadable,
    /// It is larger than what is read at most.
    TooLarge,
}

/// Reads files until they are too many bytes together.
#[derive(Debug)]
pub(crate) struct Budget(u64);

impl Budget {
    pub(crate) fn new() -> Self {
        Self(MOST_OF_ALL)
    }

    /// The bytes of a file.
    pub(crate) fn read(&mut self, path: &Path) -> Result<Vec<u8>, Unread> {
        let most = self.0.min(MOST_OF_ONE);
        let file = File::open(path).map_err(|_| Unread::Unreadable)?;
        let mut bytes = Vec::new();
        file.take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| match e.kind() {
                ErrorKind::OutOfMemory => Unread::TooLarge,
                _ => Unread::Unreadable,
            })?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > most {
            return Err(Unread::TooLarge);
        }
        self.0 -= length;
        Ok(bytes)
    }
}

/// The files that are meant: of a folder every `.json` below it, in order.
pub(crate) fn expand(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            below(path, 0, &mut found);
        } else {
            found.push(path.clone());
        }
    }
    found
}

fn below(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found.push(folder.to_owned());
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if depth < 32 && !path.is_symlink() {
                below(&path, depth + 1, found);
            }
        } else if path.extension().is_some_and(|e| e == "json") {
            found.push(path);
        }
    }
}
