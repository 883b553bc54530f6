//! The tests in a real browser: `end2end/`, through Playwright.

use crate::checks::Verdict;
use crate::{fixtures, gallery, paths, run, test, tools};
use anyhow::Result;
use std::process::Command;

/// Runs them against the app in `dist/` and the servers built before.
pub(crate) fn run() -> Result<Verdict> {
    gallery::build()?;
    test::counted(&mut command()?, "tests in Chromium, end to end")
}

/// Playwright, for the tests named further on, or all.
pub(crate) fn command() -> Result<Command> {
    let mut command = run::command("node");
    command
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .current_dir(paths::root().join("end2end"))
        .env("CI", "true")
        .env("INZAGE_BROWSER", tools::browser()?)
        .env("INZAGE_XTASK", std::env::current_exe()?);
    if let Some(folder) = fixtures::lay_out()? {
        command.env("INZAGE_PUBLISHED", folder);
    }
    Ok(command)
}
