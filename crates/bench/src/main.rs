//! How fast reading is, as ratios to parsing the same bytes as plain JSON:
//! ratios hold on other machines, seconds do not. `cargo xtask bench` runs it.

use inzage_bench::bundle;
use inzage_bench::jobs::Read;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Resources in the Bundle.
const RESOURCES: usize = 5_000;
/// How often each job is repeated; the fastest counts, the rest is noise of the
/// machine.
const ROUNDS: usize = 5;

/// Most that the detail view of one entry may take, at the median.
const PAGE: Duration = Duration::from_micros(100);

fn main() -> io::Result<ExitCode> {
    let bytes = bundle::of(RESOURCES, 0);
    let plain = fastest(|| serde_json::from_slice::<serde_json::Value>(&bytes).is_ok());
    let reading = fastest(|| Read::new(&bytes));
    let read = Read::new(&bytes);
    let every = fastest(|| (0..read.len()).map(|at| read.page(at)).sum::<usize>());
    let mut each: Vec<Duration> = (0..read.len())
        .map(|at| fastest(|| read.page(at)))
        .collect();
    each.sort_unstable();
    let median = each.get(each.len() / 2).copied().unwrap_or_default();

    let mut out = io::stdout().lock();
    let (resources, size) = (read.len(), bytes.len() / 1000);
    writeln!(out, "{resources} resources, {size} kB")?;
    let mut line = |what: &str, time: Duration| {
        let ratio = time.as_secs_f64() / plain.as_secs_f64();
        writeln!(out, "{what:<34}{ratio:>6.2}   {time:?}")
    };
    line("plain JSON parsing", plain)?;
    line("reading and indexing", reading)?;
    line("every page made", every)?;
    let kept = median <= PAGE;
    let verdict = if kept { "ok" } else { "MISSED" };
    writeln!(
        out,
        "detail view, median {median:?}, at most {PAGE:?}: {verdict}"
    )?;
    Ok(if kept {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The shortest of several tries.
fn fastest<T>(job: impl Fn() -> T) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            let made = job();
            let took = started.elapsed();
            drop(std::hint::black_box(made));
            took
        })
        .min()
        .unwrap_or_default()
}
