//! `test`: everything that must hold, in an order that tells bad news early.

use crate::checks::{self, Verdict};
use crate::counts::{self, Count};
use crate::{demo, end2end, paths, run, say, tools, web};
use anyhow::{Result, bail};
use std::time::Instant;

/// One step: its name, what it is for, and what it needs.
struct Step {
    name: &'static str,
    needs: Needs,
    /// Whether `cargo xtask check` runs it too.
    check: bool,
    job: fn() -> Result<Verdict>,
}

/// What must be built before a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    App,
}

const STEPS: [Step; 17] = [
    Step {
        name: "fmt",
        needs: Needs::Nothing,
        check: true,
        job: checks::fmt,
    },
    Step {
        name: "imports",
        needs: Needs::Nothing,
        check: true,
        job: checks::imports::check,
    },
    Step {
        name: "locales",
        needs: Needs::Nothing,
        check: true,
        job: checks::locales::check,
    },
    Step {
        name: "deny",
        needs: Needs::Nothing,
        check: true,
        job: checks::deny::check,
    },
    Step {
        name: "advisories",
        needs: Needs::Nothing,
        check: true,
        job: checks::advisories::check,
    },
    Step {
        name: "clippy",
        needs: Needs::Nothing,
        check: true,
        job: checks::clippy,
    },
    Step {
        name: "clippy-wasm",
        needs: Needs::Nothing,
        check: true,
        job: checks::clippy_wasm,
    },
    Step {
        name: "doc",
        needs: Needs::Nothing,
        check: true,
        job: checks::doc,
    },
    Step {
        name: "tests",
        needs: Needs::Nothing,
        check: false,
        job: native_tests,
    },
    Step {
        name: "postgres",
        needs: Needs::Nothing,
        check: false,
        job: postgres_tests,
    },
    Step {
        name: "doctests",
        needs: Needs::Nothing,
        check: false,
        job: doc_tests,
    },
    Step {
        name: "fidelity",
        needs: Needs::Nothing,
        check: true,
        job: checks::fidelity::check,
    },
    Step {
        name: "fhir",
        needs: Needs::Nothing,
        check: true,
        job: checks::fhir::check,
    },
    Step {
        name: "fuzz",
        needs: Needs::Nothing,
        check: true,
        job: checks::fuzz::check,
    },
    Step {
        name: "browser",
        needs: Needs::Nothing,
        check: false,
        job: browser_tests,
    },
    Step {
        name: "size",
        needs: Needs::App,
        check: true,
        job: checks::size::check,
    },
    Step {
        name: "end2end",
        needs: Needs::App,
        check: false,
        job: end2end::run,
    },
];

/// Runs all steps, or those named. False when anything failed.
pub(crate) fn run(names: &[String]) -> Result<bool> {
    tools::for_tests()?;
    steps(names, |_| true)
}

/// Runs all checks, or those named. False when anything failed.
pub(crate) fn checks(names: &[String]) -> Result<bool> {
    steps(names, |step| step.check)
}

fn steps(names: &[String], wanted: fn(&Step) -> bool) -> Result<bool> {
    if let Some(name) = names
        .iter()
        .find(|name| !STEPS.iter().any(|step| step.name == **name))
    {
        let all: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step `{name}`; there are {}", all.join(", "));
    }
    let chosen = STEPS.iter().filter(|step| {
        if names.is_empty() {
            wanted(step)
        } else {
            names.iter().any(|name| name == step.name)
        }
    });
    let mut built = None;
    let mut lines = Vec::new();
    let mut total = Count::default();
    for step in chosen {
        if step.needs == Needs::App && built.is_none() {
            built = Some(build_app());
        }
        say::heading(step.name);
        let started = Instant::now();
        let verdict = match &built {
            Some(Err(reason)) if step.needs == Needs::App => {
                Verdict::failed(format!("the app could not be built: {reason}"))
            }
            _ => (step.job)().unwrap_or_else(|error| Verdict::failed(format!("{error:#}"))),
        };
        say::line(format_args!("   {}", verdict.words));
        total += verdict.count;
        lines.push(summary_line(
            step.name,
            &verdict,
            started.elapsed().as_secs(),
        ));
    }
    say::heading("Summary");
    for line in lines {
        say::line(line);
    }
    say::line(format_args!(
        "\n{} passed, {} failed",
        total.passed, total.failed
    ));
    Ok(total.failed == 0)
}

fn summary_line(name: &str, verdict: &Verdict, seconds: u64) -> String {
    let Count { passed, failed } = verdict.count;
    let mark = match (passed, failed) {
        (0, 0) => "skipped",
        (_, 0) => "ok",
        _ => "FAILED",
    };
    format!(
        "   {mark:<8} {name:<12} {passed:>5} passed {failed:>3} failed {seconds:>5} s  {}",
        verdict.first_line()
    )
}

/// The app as it ships, and the servers that show it.
fn build_app() -> Result<(), String> {
    let both = || -> Result<()> {
        demo::build_servers()?;
        web::build()
    };
    both().map_err(|error| format!("{error:#}"))
}

/// The command-line program has the name of the page's program, which would take its
/// place while both are built: its tests run by themselves, after the others.
fn native_tests() -> Result<Verdict> {
    let others = native(&["--workspace", "--exclude", "inzage-cli"], "native tests")?;
    let cli = native(&["--package", "inzage-cli"], "tests of the command line")?;
    let mut count = others.count;
    count += cli.count;
    let words = format!("{}; {}", others.words, cli.words);
    Ok(Verdict { count, words })
}

fn native(which: &[&str], what: &str) -> Result<Verdict> {
    let mut command = run::cargo();
    if run::quietly(run::cargo().args(["nextest", "--version"])).is_some() {
        command.args(["nextest", "run", "--no-fail-fast", "--color", "never"]);
    } else {
        command.args(["test", "--no-fail-fast", "--all-targets"]);
    }
    command.args(which);
    // Tests that also look at published data where they are.
    for (name, folder) in [
        ("INZAGE_SELFMEASUREMENTS", "selfmeasurements/test/json"),
        ("INZAGE_CORRECTIONS", "patientcorrections/cert/json"),
    ] {
        if let Some(folder) = paths::beside(&format!("fixtures/{folder}")) {
            command.env(name, folder);
        }
    }
    counted(&mut command, what)
}

/// The tests of links once more, each with a PostgreSQL server of its own.
fn postgres_tests() -> Result<Verdict> {
    if !tools::has_postgres()? {
        return Ok(Verdict::skipped(
            "links were not tried with PostgreSQL, which is not installed (on Debian: apt-get install postgresql)",
        ));
    }
    let mut command = run::cargo();
    command.args(["test", "--package", "inzage-gateway", "--test", "gateway"]);
    command.args(["--no-fail-fast", "--", "--ignored", "postgres::"]);
    counted(&mut command, "tests of links with PostgreSQL")
}

fn doc_tests() -> Result<Verdict> {
    let mut command = run::cargo();
    command.args(["test", "--workspace", "--doc", "--no-fail-fast"]);
    counted(&mut command, "documentation tests")
}

/// Tests that run as wasm in headless Chromium.
fn browser_tests() -> Result<Verdict> {
    let mut command = run::cargo();
    command
        .args([
            "test",
            "--package",
            "inzage",
            "--target",
            "wasm32-unknown-unknown",
            "--test",
            "*",
            "--no-fail-fast",
        ])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("CHROMEDRIVER", "chromedriver")
        .env("PATH", tools::path_variable()?);
    counted(&mut command, "tests in the browser")
}

/// Runs a test program and counts. No test at all is a failure too.
pub(crate) fn counted(command: &mut std::process::Command, what: &str) -> Result<Verdict> {
    let done = run::watch(command, what)?;
    let count = Count::of(&done.text, done.ok);
    if count.failed > 0 {
        run::show_end(&done.text);
    }
    let mut words = format!("{} passed, {} failed", count.passed, count.failed);
    for name in counts::told_by_name(&done.text) {
        words.push_str("; ");
        words.push_str(&name);
    }
    Ok(Verdict { count, words })
}
