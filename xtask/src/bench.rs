//! `bench`: how fast the app is, natively and in a headless Chromium, each figure
//! with its bar. Ratios within one run where a ratio can be had: they hold on other
//! machines, milliseconds do not.
//!
//! Reading is measured with the crates (`crates/bench`), everything else with the app
//! as it is built: its page, its engine in its worker, its store in the browser.

use crate::{paths, run, say, split, tools, web};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// What is repeated when no folder is named: a resource of each building block.
const OWN_DATA: &str = "crates/zib/tests/resources";
/// Entries of the records that the app is opened with; all is measured with the last.
const SIZES: [&str; 3] = ["12500", "25000", "50000"];
/// What opens them (`crates/bench/src/vault.rs`).
const PASSPHRASE: &str = "vlinder kastanje 88 trapgevel";

/// Most that reading and indexing may take, in times `JSON.parse`.
const READING: f64 = 3.0;
/// Most that the detail view of one entry may take at the median, in ms.
const PAGE: f64 = 0.2;
/// Most that the page may be busy at a time, in ms.
const BLOCK: f64 = 100.0;
/// Most that the engine may take for what a screen asks, at the 95th percentile, in
/// ms; of search, per keystroke.
const ASKED: [(&str, f64); 10] = [
    ("overview", 100.0),
    ("chapters", 100.0),
    ("chapter", 100.0),
    ("timeline", 100.0),
    ("news", 100.0),
    ("sources", 100.0),
    ("series", 100.0),
    ("search", 50.0),
    ("own readings", 250.0),
    ("panning", 100.0),
];
/// Most that memory per entry may grow from the smallest record to the largest.
const GROWTH: f64 = 1.25;

/// Runs all; false when a bar is missed. `--data FOLDER`: the resources to repeat.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    let from = match arguments {
        [] => paths::root().join(OWN_DATA),
        [option, folder] if option == "--data" => PathBuf::from(folder),
        _ => bail!("bench knows one option: --data FOLDER"),
    };
    tools::for_the_app()?;
    tools::for_tests()?;
    let data = paths::target().join("xtask/bench");
    fs::create_dir_all(&data)?;
    let mut kept = natively(&from, &data)?;
    kept &= judge_reading(&reading(&data)?)?;
    web::build()?;
    kept &= judge_app(&app(&data)?)?;
    Ok(kept)
}

/// Measures without a browser, and makes the data that the browser gets.
fn natively(from: &Path, data: &Path) -> Result<bool> {
    say::heading("Natively");
    let mut build = run::cargo();
    build.args(["build", "--release", "-p", "inzage-bench", "--bins"]);
    run::must(&mut build, "cargo build of the bench")?;
    let mut program = run::command(paths::target().join("release/inzage-bench"));
    let done = program.arg(from).arg(data).output()?;
    say::line(String::from_utf8_lossy(&done.stdout));
    if done.stdout.is_empty() {
        bail!("{}", String::from_utf8_lossy(&done.stderr).trim());
    }
    Ok(done.status.success())
}

/// Builds reading as the app is built, and runs it in a worker.
fn reading(data: &Path) -> Result<Value> {
    say::heading("Reading, in Chromium, in a worker");
    let mut build = run::cargo();
    build.args(["build", "--profile", "web", "-p", "inzage-bench", "--lib"]);
    build.args(["--target", "wasm32-unknown-unknown"]);
    web::for_wasm(&mut build)?;
    run::must(&mut build, "cargo build of the bench for wasm")?;
    let mut bind = run::command("wasm-bindgen");
    bind.args(["--target", "web", "--no-typescript", "--out-name", "bench"])
        .arg("--out-dir")
        .arg(data)
        .arg(paths::target().join("wasm32-unknown-unknown/web/inzage_bench.wasm"))
        .env("PATH", tools::path_variable()?);
    run::must(&mut bind, "wasm-bindgen")?;
    split::optimise_for_speed(&data.join("bench_bg.wasm"))?;
    fs::copy(script("worker.mjs"), data.join("worker.mjs"))?;
    let mut node = run::command("node");
    node.arg(script("reading.mjs")).arg(data);
    measured(&mut node, &[])
}

/// Opens the app with each record.
fn app(data: &Path) -> Result<Value> {
    say::heading("The app, in Chromium");
    let mut node = run::command("node");
    node.arg(script("app.mjs")).arg(paths::dist()).arg(data);
    let sizes = SIZES.into_iter();
    let rest: Vec<&str> = std::iter::once(PASSPHRASE).chain(sizes).collect();
    measured(&mut node, &rest)
}

fn script(name: &str) -> PathBuf {
    paths::root().join("crates/bench/browser").join(name)
}

/// What a script prints as its last line, with the browser and how to drive it among
/// its arguments.
fn measured(node: &mut std::process::Command, rest: &[&str]) -> Result<Value> {
    let playwright = paths::root().join("end2end/node_modules/playwright-core/index.mjs");
    node.arg(tools::browser()?).arg(playwright).args(rest);
    let printed = run::must(node, "the bench in Chromium")?;
    let line = printed.lines().rfind(|line| line.starts_with('{'));
    serde_json::from_str(line.context("the bench in Chromium measured nothing")?)
        .context("the bench in Chromium printed no JSON")
}

fn figure(of: &Value, name: &str) -> Result<f64> {
    let found = of.get(name).and_then(Value::as_f64);
    found.with_context(|| format!("`{name}` was not measured"))
}

/// Prints every figure of reading with its bar; false when one is missed.
fn judge_reading(measured: &Value) -> Result<bool> {
    let (parse, read) = (figure(measured, "parse")?, figure(measured, "read")?);
    say::line(format_args!(
        "   {:.0} resources, {:.0} kB; JSON.parse {parse:.0} ms, reading and indexing {read:.0} ms",
        figure(measured, "resources")?,
        figure(measured, "kilobytes")?,
    ));
    let kept = bar(
        "reading and indexing, times JSON.parse",
        read / parse,
        READING,
    );
    let page = figure(measured, "page")?;
    Ok(bar("detail view, median, ms", page, PAGE) && kept)
}

/// Prints every figure of the app with its bar; false when one is missed.
fn judge_app(measured: &Value) -> Result<bool> {
    let scale = measured.get("scale").and_then(Value::as_array);
    let scale = scale.context("no scale was measured")?;
    let each =
        |step: &Value| Ok::<f64, anyhow::Error>(figure(step, "memory")? / figure(step, "entries")?);
    for step in scale {
        say::line(format_args!(
            "   {:>6.0} entries: opened in {:.1} s, all to be found after {:.1} s, {:.0} MB, {:.2} kB each",
            figure(step, "entries")?,
            figure(step, "opened")? / 1000.0,
            figure(step, "indexed")? / 1000.0,
            figure(step, "memory")?,
            each(step)? * 1000.0,
        ));
    }
    let (Some(first), Some(last)) = (scale.first(), scale.last()) else {
        bail!("no scale was measured");
    };
    let mut kept = bar(
        "memory per entry, last size to first",
        each(last)? / each(first)?,
        GROWTH,
    );
    kept &= bar(
        "opening: page busy at a time, ms",
        figure(last, "opening")?,
        BLOCK,
    );
    let steps = last.get("steps").and_then(Value::as_array);
    for (name, most) in ASKED {
        let mut found = steps.into_iter().flatten();
        let step = found.find(|step| step.get("name").and_then(Value::as_str) == Some(name));
        kept &= judge_step(name, step.context("a screen was not measured")?, most)?;
    }
    Ok(kept)
}

fn judge_step(name: &str, step: &Value, most: f64) -> Result<bool> {
    say::line(format_args!(
        "   {name}: {:.0} requests, median {:.1} ms, slowest {:.1} ms; there after {:.0} ms, the first time {:.0} ms",
        figure(step, "requests")?,
        figure(step, "median")?,
        figure(step, "slowest")?,
        figure(step, "visit")?,
        figure(step, "first")?,
    ));
    let asked = bar(
        &format!("{name}: engine, 95th percentile, ms"),
        figure(step, "most95")?,
        most,
    );
    Ok(bar(
        &format!("{name}: page busy at a time, ms"),
        figure(step, "block")?,
        BLOCK,
    ) && asked)
}

fn bar(what: &str, figure: f64, most: f64) -> bool {
    let kept = figure <= most;
    let verdict = if kept { "ok" } else { "MISSED" };
    say::line(format_args!(
        "   {verdict:<7}{what:<46}{figure:>9.3}   at most {most}"
    ));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_missed_bar_and_a_missing_figure_are_told() {
        let measured = |read: f64| json!({ "resources": 1, "kilobytes": 1, "parse": 10.0, "read": read, "page": 0.1 });
        assert!(judge_reading(&measured(29.0)).unwrap());
        assert!(!judge_reading(&measured(31.0)).unwrap());
        assert!(judge_reading(&json!({ "parse": 1.0 })).is_err());
    }

    #[test]
    fn every_screen_is_held_to_its_bars() {
        let app = |memory: f64, block: f64, slow: f64| {
            let step = |(name, _): &(&str, f64)| {
                json!({ "name": name, "requests": 9, "median": 1.0, "most95": slow, "slowest": slow,
                    "visit": 9.0, "first": 9.0, "block": block })
            };
            let steps: Vec<Value> = ASKED.iter().map(step).collect();
            let size = |entries: f64, memory: f64| {
                json!({ "entries": entries, "opened": 1.0, "indexed": 1.0, "memory": memory,
                    "opening": block, "steps": steps })
            };
            json!({ "scale": [size(10.0, 10.0), size(20.0, memory)] })
        };
        assert!(judge_app(&app(20.0, 60.0, 40.0)).unwrap());
        assert!(!judge_app(&app(40.0, 60.0, 40.0)).unwrap());
        assert!(!judge_app(&app(20.0, 101.0, 40.0)).unwrap());
        assert!(!judge_app(&app(20.0, 60.0, 51.0)).unwrap());
        assert!(judge_app(&json!({ "scale": [] })).is_err());
    }
}
