//! What Inzage sends is FHIR: held against the models of `fhir.resources` (Python,
//! BSD), which are made from the published definitions.

use super::Verdict;
use crate::{paths, run, tools};
use anyhow::{Context as _, Result};
use std::io::Write as _;
use std::process::Stdio;

/// Programs that print what is sent: package and example.
const SENDERS: [(&str, &str); 2] = [
    ("inzage-measure", "bundles"),
    ("inzage-request", "corrections"),
];

/// Judges every example.
pub(crate) fn check() -> Result<Verdict> {
    let python = tools::python("fhir", "the models of FHIR")?;
    let mut examples = String::new();
    for (package, example) in SENDERS {
        let mut print = run::cargo();
        print.args(["run", "-q", "-p", package, "--example", example]);
        examples += &run::quietly(&mut print)
            .with_context(|| format!("the example {example} of {package} does not run"))?;
        examples.push('\n');
    }
    let examples = examples.trim().to_owned();
    let mut judge = run::command(python)
        .arg(paths::root().join("xtask/fhir/validate.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start Python")?;
    if let Some(mut input) = judge.stdin.take() {
        input.write_all(examples.as_bytes())?;
    }
    let done = judge.wait_with_output()?;
    let said = [done.stdout, done.stderr].concat();
    let said = String::from_utf8_lossy(&said).trim().to_owned();
    if done.status.success() {
        let count = examples.lines().count();
        return Ok(Verdict::passed(format!(
            "{count} examples of what is sent, judged by the models of FHIR"
        )));
    }
    Ok(Verdict::failed(said))
}
