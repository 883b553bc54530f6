//! The checks: each answers one question about the whole project.

pub(crate) mod advisories;
pub(crate) mod deny;
pub(crate) mod fhir;
pub(crate) mod fidelity;
pub(crate) mod fuzz;
pub(crate) mod imports;
pub(crate) mod locales;
pub(crate) mod metadata;
pub(crate) mod size;

use crate::counts::Count;
use crate::run;
use anyhow::Result;
use std::process::Command;

/// What came of a step.
pub(crate) struct Verdict {
    /// For the closing line.
    pub(crate) count: Count,
    /// For people; the first line also goes into the summary.
    pub(crate) words: String,
}

impl Verdict {
    /// It holds.
    pub(crate) fn passed(words: impl Into<String>) -> Self {
        Self {
            count: Count::one(true),
            words: words.into(),
        }
    }

    /// It does not hold.
    pub(crate) fn failed(words: impl Into<String>) -> Self {
        Self {
            count: Count::one(false),
            words: words.into(),
        }
    }

    /// It could not be looked at here, and why that is no fault.
    pub(crate) fn skipped(words: impl Into<String>) -> Self {
        Self {
            count: Count::default(),
            words: words.into(),
        }
    }

    /// It holds when nothing was found.
    pub(crate) fn of(findings: &[String], passed: impl Into<String>) -> Self {
        if findings.is_empty() {
            Self::passed(passed)
        } else {
            Self::failed(format!(
                "{} found:\n   {}",
                findings.len(),
                findings.join("\n   ")
            ))
        }
    }

    /// The first line of the words.
    pub(crate) fn first_line(&self) -> &str {
        self.words.lines().next().unwrap_or_default()
    }
}

/// All Rust code is formatted.
pub(crate) fn fmt() -> Result<Verdict> {
    succeeds(
        run::cargo().args(["fmt", "--all", "--check"]),
        "cargo fmt --check",
    )
}

/// No lint speaks up, natively.
pub(crate) fn clippy() -> Result<Verdict> {
    let mut command = run::cargo();
    command.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    succeeds(&mut command, "clippy")
}

/// No lint speaks up in what runs in the browser.
pub(crate) fn clippy_wasm() -> Result<Verdict> {
    let mut command = run::cargo();
    command.args([
        "clippy",
        "--package",
        "inzage",
        "--target",
        "wasm32-unknown-unknown",
        "--features",
        "split",
    ]);
    command.args(["--all-targets", "--", "-D", "warnings"]);
    succeeds(&mut command, "clippy for wasm")
}

/// The documentation builds, and its links lead somewhere.
pub(crate) fn doc() -> Result<Verdict> {
    let mut command = run::cargo();
    command
        .args([
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ])
        .env("RUSTDOCFLAGS", "-D warnings");
    succeeds(&mut command, "cargo doc")
}

fn succeeds(command: &mut Command, what: &str) -> Result<Verdict> {
    let done = run::watch(command, what)?;
    if done.ok {
        return Ok(Verdict::passed("nothing found"));
    }
    run::show_end(&done.text);
    Ok(Verdict::failed(format!("{what} found something")))
}
