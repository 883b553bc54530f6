//! The descriptions of the interfaces (`/api/openapi.json`, `docs/vendor-api.openapi.json`)
//! tried against running servers by schemathesis (Python, MIT): every answer is as
//! described, and none is a fault.

use super::Verdict;
use crate::network::{Plan, Wanted};
use crate::{demo, paths, run, tools};
use anyhow::Result;

/// For each of the two descriptions, in seconds; a quarter besides for whoever is not
/// signed in.
const SECONDS: u32 = 28;

/// Fewer calls than this are no trial.
const FEWEST: u64 = 200;

/// Starts the simulated network and the gateway on free ports, with accounts as wherever
/// people use it, and tries them.
pub(crate) fn check() -> Result<Verdict> {
    let python = tools::python("fuzz", "schemathesis")?;
    demo::build_servers()?;
    let folder = paths::target()
        .join("xtask")
        .join(format!("fuzz-{}", std::process::id()));
    let wanted = Wanted {
        accounts: true,
        ..Wanted::default()
    };
    let mut plan = Plan::on_free_ports(folder.clone(), wanted)?;
    plan.app = None;
    let network = plan.start()?;
    let mut tries = run::command(python);
    tries
        .arg(paths::root().join("xtask/fuzz/fuzz.py"))
        .arg(&network.url)
        .arg(&folder)
        .arg(paths::root().join("docs"))
        .arg(SECONDS.to_string())
        .env("PYTHONDONTWRITEBYTECODE", "1");
    let done = run::watch(&mut tries, "fuzz")?;
    drop(network);
    let calls = calls(&done.text);
    if done.ok && calls < FEWEST {
        return Ok(Verdict::failed(format!(
            "only {calls} calls fitted in the time: that says nothing"
        )));
    }
    if done.ok {
        return Ok(Verdict::passed(format!(
            "{calls} calls answered as described, none with a fault"
        )));
    }
    run::show_end(&done.text);
    Ok(Verdict::failed(format!(
        "an answer is not as described, or a fault; everything is in {}",
        paths::log("fuzz")?.display()
    )))
}

/// How many calls the reports name: `  1214 generated, 1214 passed`.
fn calls(report: &str) -> u64 {
    let generated = report.lines().filter_map(|line| {
        let (number, rest) = line.trim().split_once(' ')?;
        rest.starts_with("generated")
            .then(|| number.parse::<u64>().ok())?
    });
    generated.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calls_of_all_reports_are_counted() {
        let report = "Test cases:\n  1214 generated, 1214 passed\n== x\n  2 generated, 1 found 1";
        assert_eq!(calls(report), 1216);
        assert_eq!(calls("nothing"), 0);
    }
}
