//! `[log]`: the log in one file a day, each kept for as many days as the operator
//! says. Without the section it goes to stdout, and who reads that keeps it.

use crate::env::Env;
use chrono::{Days, NaiveDate};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// `[log]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFiles {
    /// `dir`: the folder; it is there.
    pub dir: PathBuf,
    /// `keep_days`: how many days a file stays, that of today with it; 1 or more.
    pub keep_days: u16,
}

/// Writes to the file of the day (UTC), and clears away what is older.
pub struct Daily {
    files: LogFiles,
    env: Env,
    open: Option<(NaiveDate, File)>,
}

impl Daily {
    /// A writer on this clock.
    pub const fn new(files: LogFiles, env: Env) -> Self {
        Self {
            files,
            env,
            open: None,
        }
    }

    /// The file of today.
    fn file(&mut self) -> io::Result<&mut File> {
        let today = self.env.now().date_naive();
        let open = match self.open.take() {
            Some((day, file)) if day == today => (day, file),
            _ => {
                let path = self.files.dir.join(name(today));
                let file = new_file(&path)?;
                // What cannot be deleted today is tried again tomorrow: the log goes on.
                let _ = clear_away(&self.files, today);
                (today, file)
            }
        };
        Ok(&mut self.open.insert(open).1)
    }
}

impl Write for Daily {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.open.as_mut().map_or(Ok(()), |(_, file)| file.flush())
    }
}

/// A file to add to, that only the gateway and its operator read.
fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true).mode(0o600);
    options.open(path)
}

fn name(day: NaiveDate) -> String {
    format!("gateway-{day}.jsonl")
}

/// Deletes the files of days that are too long ago, and no other file.
fn clear_away(files: &LogFiles, today: NaiveDate) -> io::Result<()> {
    let days = u64::from(files.keep_days).saturating_sub(1);
    let Some(first) = today.checked_sub_days(Days::new(days)) else {
        return Ok(());
    };
    for entry in fs::read_dir(&files.dir)? {
        let path = entry?.path();
        if day_of(&path).is_some_and(|day| day < first) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn day_of(path: &Path) -> Option<NaiveDate> {
    let name = path.file_name()?.to_str()?;
    let day = name.strip_prefix("gateway-")?.strip_suffix(".jsonl")?;
    day.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn on(day: &'static str) -> Env {
        Env::new(move || format!("{day}T10:00:00Z").parse().unwrap(), |_| {})
    }

    #[test]
    fn a_file_a_day_and_the_old_ones_go() {
        let dir = std::env::temp_dir().join(format!("inzage-log-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for name in [
            "gateway-2026-04-30.jsonl",
            "gateway-2026-05-01.jsonl",
            "notes.txt",
            "gateway-x.jsonl",
        ] {
            fs::write(dir.join(name), "x").unwrap();
        }
        let files = LogFiles {
            dir: dir.clone(),
            keep_days: 30,
        };
        let mut log = Daily::new(files, on("2026-05-30"));
        log.write_all(b"one\n").unwrap();
        log.write_all(b"two\n").unwrap();
        log.env = on("2026-05-31");
        log.write_all(b"three\n").unwrap();
        let mut names: Vec<_> = fs::read_dir(&dir)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "gateway-2026-05-30.jsonl",
                "gateway-2026-05-31.jsonl",
                "gateway-x.jsonl",
                "notes.txt"
            ]
        );
        let path = dir.join("gateway-2026-05-30.jsonl");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntwo\n");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_dir_all(&dir).unwrap();
    }
}
