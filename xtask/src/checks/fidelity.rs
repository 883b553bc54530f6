//! Everything received is shown: `inzage render` over published test data,
//! judged by a tool that knows nothing of this code. Both lie beside the
//! project on machines of the team; elsewhere the project's own tests do it.

use super::Verdict;
use crate::counts::Count;
use crate::{paths, run, say};
use anyhow::{Context as _, Result};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Renders every folder of the test data and demands that all of it is shown.
pub(crate) fn check() -> Result<Verdict> {
    let (Some(tool), Some(fixtures)) = (paths::beside("tools/fidelity"), paths::beside("fixtures"))
    else {
        return Ok(Verdict::skipped(
            "no published test data beside the project; its own tests did this",
        ));
    };
    let mut build = run::cargo();
    build.args(["build", "-p", "inzage-cli"]);
    run::must(&mut build, "cargo build of inzage")?;
    let mut count = Count::default();
    for folder in folders(&fixtures)? {
        let name = folder.strip_prefix(&fixtures)?.display().to_string();
        let ok = complete(&tool, &folder, &name)?;
        say::line(format_args!(
            "   {} {name}",
            if ok { "100 %" } else { "SHORT" }
        ));
        count += Count::one(ok);
    }
    count += Count::one(titles(&fixtures).is_ok());
    let words = format!(
        "{} checks of folders and titles passed, {} not",
        count.passed, count.failed
    );
    Ok(Verdict { count, words })
}

/// No row or title over all of it is an id, a code or empty.
fn titles(fixtures: &Path) -> Result<()> {
    let mut test = run::cargo();
    test.args(["test", "-q", "-p", "inzage-cli", "--test", "titles"])
        .env("INZAGE_EXAMPLES", fixtures);
    run::must(&mut test, "the test of rows and titles").map(drop)
}

/// How much of what is shown of the building blocks stands in labelled fields at
/// least, in percent; the rest of the folders need none.
fn least_curated(name: &str) -> f64 {
    match name {
        "bgz" | "gpdata" | "pdfa" | "immunization" | "selfmeasurements" | "medication"
        | "allergyintolerance" => 97.0,
        "bgz-msz" | "zib2020-examples" => 95.0,
        _ => 0.0,
    }
}

/// The last figure that the tool prints: `curated 99.1%`.
fn curated(text: &str) -> f64 {
    let last = text.rsplit("curated ").next().unwrap_or_default();
    last.trim().trim_end_matches('%').parse().unwrap_or(0.0)
}

/// The folders that hold test data: the first level of the fixtures.
fn folders(fixtures: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(fixtures)? {
        let path = entry?.path();
        if path.is_dir() && !json_files(&path)?.is_empty() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = paths::files_below(folder)?;
    files.retain(|file| file.extension().is_some_and(|kind| kind == "json"));
    Ok(files)
}

fn complete(tool: &Path, folder: &Path, name: &str) -> Result<bool> {
    let rendered = paths::log(&format!("rendered {name}"))?.with_extension("json");
    let files = json_files(folder)?;
    let mut render = run::command(paths::target().join("debug/inzage"));
    render.args(["render", "--json"]).args(&files);
    let status = render
        .stdin(Stdio::null())
        .stdout(File::create(&rendered)?)
        .stderr(Stdio::null())
        .status()
        .context("cannot start inzage render")?;
    if !status.success() {
        say::line(format_args!("   inzage render failed on {name}"));
        return Ok(false);
    }
    let mut judge = run::command("python3");
    judge.arg(tool).arg(&rendered).args(&files);
    let output = judge
        .stdin(Stdio::null())
        .output()
        .context("fidelity needs python3")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    fs::write(paths::log(&format!("fidelity {name}"))?, &text)?;
    if !output.status.success() {
        run::show_end(&text);
        run::show_end(&String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.status.success() && curated(&text) >= least_curated(name))
}
