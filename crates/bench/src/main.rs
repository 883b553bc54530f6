//! How fast reading is, as ratios to parsing the same bytes as plain JSON:
//! ratios hold on other machines, seconds do not. `cargo xtask bench` runs it.

mod bundle;

use inzage_words::Lang;
use inzage_zib::NothingKnown;
use std::io::{self, Write as _};
use std::time::{Duration, Instant};

/// Resources in the Bundle.
const RESOURCES: usize = 5_000;
/// How often each job is repeated; the fastest counts, the rest is noise of the
/// machine.
const ROUNDS: usize = 5;

fn main() -> io::Result<()> {
    let bytes = bundle::of(RESOURCES);
    let plain = fastest(|| serde_json::from_slice::<serde_json::Value>(&bytes).is_ok());
    let open = fastest(|| inzage_fhir::open(&bytes).resources.len());
    let opened = inzage_fhir::open(&bytes);
    let render = fastest(|| {
        let entries = opened.resources.iter();
        entries
            .map(|one| {
                inzage_zib::entry(&one.resource, &NothingKnown, Lang::Nl)
                    .0
                    .fields
                    .len()
            })
            .sum::<usize>()
    });
    let mut each: Vec<Duration> = opened
        .resources
        .iter()
        .map(|one| {
            fastest(|| {
                inzage_zib::entry(&one.resource, &NothingKnown, Lang::Nl)
                    .0
                    .fields
                    .len()
            })
        })
        .collect();
    each.sort_unstable();
    let median = each.get(each.len() / 2).copied().unwrap_or_default();

    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{} resources, {} kB",
        opened.resources.len(),
        bytes.len() / 1000
    )?;
    writeln!(out, "plain JSON parsing                  1.00   {plain:?}")?;
    let mut line = |what: &str, time: Duration| {
        writeln!(
            out,
            "{what:<34}{:>6.2}   {time:?}",
            time.as_secs_f64() / plain.as_secs_f64()
        )
    };
    line("opening, bytes kept", open)?;
    line("every page made", render)?;
    line("opening and every page", open + render)?;
    writeln!(out, "median page of one entry: {median:?}")
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
