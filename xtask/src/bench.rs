//! `bench`: how fast reading and search are (`crates/bench`), natively and in a
//! headless Chromium, each figure with its bar. Ratios within one run where a
//! ratio can be had: they hold on other machines, milliseconds do not.

use crate::{paths, run, say, split, tools, web};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::fs;

/// Most that reading and indexing may take, in times `JSON.parse`.
const READING: f64 = 3.0;
/// Most that the detail view of one entry may take at the median, in ms.
const PAGE: f64 = 0.2;
/// Most that a search may take at the 95th percentile per keystroke, in ms.
const SEARCH: f64 = 50.0;

/// Runs all; false when a bar is missed.
pub(crate) fn run() -> Result<bool> {
    tools::for_tests()?;
    let native = natively()?;
    let measured = in_the_browser()?;
    Ok(judge(&measured)? && native)
}

fn natively() -> Result<bool> {
    say::heading("Natively");
    let mut build = run::cargo();
    build.args(["build", "--release", "-p", "inzage-bench", "--bins"]);
    run::must(&mut build, "cargo build of the bench")?;
    let program = paths::target().join("release/inzage-bench");
    let done = run::command(program).output()?;
    say::line(String::from_utf8_lossy(&done.stdout));
    Ok(done.status.success())
}

/// Builds the jobs as the app is built, and runs them in a worker.
fn in_the_browser() -> Result<Value> {
    say::heading("In Chromium, in a worker");
    let mut build = run::cargo();
    build.args(["build", "--profile", "web", "-p", "inzage-bench", "--lib"]);
    build.args(["--target", "wasm32-unknown-unknown"]);
    web::for_wasm(&mut build)?;
    run::must(&mut build, "cargo build of the bench for wasm")?;
    let folder = paths::target().join("xtask/bench");
    fs::create_dir_all(&folder)?;
    let mut bind = run::command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--out-name", "bench"])
        .arg("--out-dir")
        .arg(&folder)
        .arg(paths::target().join("wasm32-unknown-unknown/web/inzage_bench.wasm"))
        .env("PATH", tools::path_variable()?);
    run::must(&mut bind, "wasm-bindgen")?;
    split::optimise_for_speed(&folder.join("bench_bg.wasm"))?;
    let scripts = paths::root().join("crates/bench/browser");
    fs::copy(scripts.join("worker.mjs"), folder.join("worker.mjs"))?;
    let playwright = paths::root().join("end2end/node_modules/playwright-core/index.mjs");
    let mut node = run::command("node");
    node.arg(scripts.join("run.mjs"))
        .arg(&folder)
        .arg(tools::browser()?)
        .arg(playwright);
    let printed = run::must(&mut node, "the bench in Chromium")?;
    let line = printed.lines().rfind(|line| line.starts_with('{'));
    serde_json::from_str(line.context("the bench in Chromium measured nothing")?)
        .context("the bench in Chromium printed no JSON")
}

/// Prints every figure with its bar; false when one is missed.
fn judge(measured: &Value) -> Result<bool> {
    let figure = |of: &Value, name: &str| {
        of.get(name)
            .and_then(Value::as_f64)
            .with_context(|| format!("`{name}` was not measured"))
    };
    let (parse, read) = (figure(measured, "parse")?, figure(measured, "read")?);
    say::line(format_args!(
        "{:.0} kB; JSON.parse {parse:.0} ms, reading and indexing {read:.0} ms",
        figure(measured, "kilobytes")?
    ));
    let mut kept = bar(
        "reading and indexing, times JSON.parse",
        read / parse,
        READING,
    );
    kept &= bar("detail view, median, ms", figure(measured, "page")?, PAGE);
    let scale = measured.get("scale").and_then(Value::as_array);
    for step in scale.context("no scale was measured")? {
        let entries = figure(step, "entries")?;
        say::line(format_args!(
            "{entries:>6.0} entries: {:.0} MB, {:.2} kB each; read and indexed for search in {:.0} ms; slowest search {:.1} ms",
            figure(step, "memory")?,
            figure(step, "memory")? * 1000.0 / entries,
            figure(step, "indexing")?,
            figure(step, "searchMost")?,
        ));
        kept &= bar(
            "search, 95th percentile, ms",
            figure(step, "search95")?,
            SEARCH,
        );
    }
    Ok(kept)
}

fn bar(what: &str, figure: f64, most: f64) -> bool {
    let kept = figure <= most;
    let verdict = if kept { "ok" } else { "MISSED" };
    say::line(format_args!(
        "   {verdict:<7}{what}: {figure:.3}, at most {most}"
    ));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_missed_bar_and_a_missing_figure_are_told() {
        let measured = |read: f64| json!({ "kilobytes": 1, "parse": 10.0, "read": read, "page": 0.1, "scale": [] });
        assert!(judge(&measured(29.0)).unwrap());
        assert!(!judge(&measured(31.0)).unwrap());
        assert!(judge(&json!({ "parse": 1.0 })).is_err());
    }
}
