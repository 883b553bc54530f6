//! What a person sees: short lines on standard output.

use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _};

/// Writes one line. A closed pipe is no reason to stop a build.
pub(crate) fn line(text: impl Display) {
    let mut out = std::io::stdout().lock();
    drop(writeln!(out, "{text}"));
    drop(out.flush());
}

/// Writes a heading, set apart from what came before.
pub(crate) fn heading(text: impl Display) {
    line(format_args!("\n== {text}"));
}

/// Shows where a long job stands. On a terminal each call replaces the one
/// before; elsewhere every call is a line.
pub(crate) fn progress(text: &str) {
    let mut out = std::io::stdout().lock();
    if on_terminal() {
        let shown: String = text.chars().take(100).collect();
        drop(write!(out, "\r\u{1b}[2K{shown}"));
    } else {
        drop(writeln!(out, "{text}"));
    }
    drop(out.flush());
}

/// Ends the line that [`progress`] kept replacing.
pub(crate) fn end_progress() {
    if on_terminal() {
        let mut out = std::io::stdout().lock();
        drop(write!(out, "\r\u{1b}[2K"));
        drop(out.flush());
    }
}

/// Whether a person looks on, rather than a file or a pipe.
pub(crate) fn on_terminal() -> bool {
    std::io::stdout().is_terminal()
}
