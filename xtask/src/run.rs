//! Running other programs: what they print goes to a log file, a person sees
//! how far they are, and on failure the end of the log.

use crate::{paths, say};
use anyhow::{Context as _, Result, bail};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How many lines of a failed program are shown.
const SHOWN_ON_FAILURE: usize = 120;

/// What a program did.
pub(crate) struct Done {
    /// Whether it ended with success.
    pub(crate) ok: bool,
    /// Standard output and error, in the order they came.
    pub(crate) text: String,
}

/// Runs a program to its end, showing progress under the name `what`.
/// An error only when it cannot be started.
pub(crate) fn watch(command: &mut Command, what: &str) -> Result<Done> {
    let log_path = paths::log(what)?;
    let mut log = File::create(&log_path)?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", name(command)))?;
    let (sender, lines) = mpsc::channel();
    forward(child.stdout.take(), sender.clone());
    forward(child.stderr.take(), sender);

    let started = Instant::now();
    let tick = if say::on_terminal() {
        Duration::from_millis(300)
    } else {
        Duration::from_secs(15)
    };
    let (mut text, mut last, mut next) = (String::new(), String::new(), started + tick);
    loop {
        let wait = next.saturating_duration_since(Instant::now());
        match lines.recv_timeout(wait) {
            Ok(line) => {
                drop(writeln!(log, "{line}"));
                text.push_str(&line);
                text.push('\n');
                if tells(&line) {
                    last = line;
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if Instant::now() >= next {
            let seconds = started.elapsed().as_secs();
            say::progress(&format!("   {what}: {seconds} s, {}", last.trim()));
            next = Instant::now() + tick;
        }
    }
    let ok = child.wait()?.success();
    say::end_progress();
    say::line(format_args!(
        "   {what}: {} in {} s",
        if ok { "done" } else { "FAILED" },
        started.elapsed().as_secs()
    ));
    Ok(Done { ok, text })
}

/// Whether a line says how far a program is, rather than being part of a
/// longer message.
fn tells(line: &str) -> bool {
    line.trim_start()
        .starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Like [`watch`], and a failure of the program is an error, after the end of
/// what it printed has been shown.
pub(crate) fn must(command: &mut Command, what: &str) -> Result<String> {
    let done = watch(command, what)?;
    if !done.ok {
        show_end(&done.text);
        bail!(
            "{what} failed; everything it printed is in {}",
            paths::log(what)?.display()
        );
    }
    Ok(done.text)
}

/// Shows the end of what a failed program printed.
pub(crate) fn show_end(text: &str) {
    let all: Vec<&str> = text.lines().collect();
    let from = all.len().saturating_sub(SHOWN_ON_FAILURE);
    for line in all.into_iter().skip(from) {
        say::line(format_args!("   | {line}"));
    }
}

/// Standard output of a short program; none when it is missing or fails.
pub(crate) fn quietly(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A command in the project's root folder.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    command
}

/// Cargo itself, in the project's root folder.
pub(crate) fn cargo() -> Command {
    let mut command = command("cargo");
    // Set by the cargo that runs this program; a build inside must not differ
    // from the same build typed by hand, or everything is compiled twice.
    for inherited in [
        "CARGO_MANIFEST_DIR",
        "CARGO_MANIFEST_PATH",
        "CARGO_PKG_NAME",
        "CARGO_PKG_VERSION",
    ] {
        command.env_remove(inherited);
    }
    command
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// Sends each line of a stream on, from a thread of its own.
fn forward(stream: Option<impl Read + Send + 'static>, to: Sender<String>) {
    let Some(stream) = stream else { return };
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut bytes = Vec::new();
        while reader
            .read_until(b'\n', &mut bytes)
            .is_ok_and(|read| read > 0)
        {
            let line = String::from_utf8_lossy(&bytes).trim_end().to_owned();
            if to.send(line).is_err() {
                break;
            }
            bytes.clear();
        }
    });
}
