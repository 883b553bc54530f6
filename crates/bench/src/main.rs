//! How fast reading is, as ratios to parsing the same bytes as plain JSON: ratios
//! hold on other machines, seconds do not. And how long the engine takes for what
//! the screens ask of a large record. `cargo xtask bench` runs it, with the folder of
//! the resources to repeat, and the folder to write the data of the browser's part to.

use inzage::engine::protocol::measure::{self, Kind, What};
use inzage::engine::protocol::series::{How, Period, Size};
use inzage::engine::protocol::{
    Answer, Filter, NewsRequest, Request, RowsRequest, Search, Stretch, TimelineRequest,
    medication, series, sources,
};
use inzage_bench::data::{Reference, bundle};
use inzage_bench::jobs::Read;
use inzage_bench::vault::Filled;
use inzage_zib::view::Chapter;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Resources in the Bundle.
const RESOURCES: usize = 5_000;
/// Entries of the records that are made.
const SIZES: [usize; 3] = [12_500, 25_000, 50_000];
/// How often each job is repeated; the fastest counts, the rest is noise of the
/// machine.
const ROUNDS: usize = 5;

/// The first part of a list.
const FIRST: Stretch = Stretch {
    start: 0,
    most: 100,
};

/// Most that the detail view of one entry may take, at the median.
const PAGE: Duration = Duration::from_micros(100);

fn main() -> io::Result<ExitCode> {
    let mut folders = std::env::args_os().skip(1);
    let (Some(from), Some(to)) = (folders.next(), folders.next()) else {
        return Err(io::Error::other(
            "which folder to repeat, and which to write to?",
        ));
    };
    let reference = Reference::read(Path::new(&from))?;
    let kept = reading(&reference, Path::new(&to))?;
    for entries in SIZES {
        large(&reference, entries, Path::new(&to))?;
    }
    Ok(if kept {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Whether the detail view is fast enough.
fn reading(reference: &Reference, to: &Path) -> io::Result<bool> {
    let bytes = bundle((0..RESOURCES).map(|at| reference.repeated(at)));
    std::fs::write(to.join("bundle.json"), &bytes)?;
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
    Ok(kept)
}

/// Makes a large record, writes its backup, and tells how long each thing takes that
/// a screen asks: the first time, and again.
fn large(reference: &Reference, entries: usize, to: &Path) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let started = Instant::now();
    let refused = || io::Error::other("the engine refused the data");
    let mut filled = Filled::of(reference, entries).ok_or_else(refused)?;
    let made = started.elapsed();
    let backup = filled.backup().ok_or_else(refused)?;
    std::fs::write(to.join(format!("backup-{entries}.bin")), backup)?;
    let started = Instant::now();
    filled.make_ready();
    writeln!(
        out,
        "{entries} entries, filled in {made:.1?}, ready to search in {:.1?}",
        started.elapsed()
    )?;
    for (what, request) in asked() {
        let mut took = || {
            let started = Instant::now();
            let answer = filled.ask(request.clone());
            let time = started.elapsed();
            (!matches!(answer, Answer::Failed(_)))
                .then_some(time)
                .ok_or_else(refused)
        };
        let (first, again) = (took()?, took()?);
        writeln!(out, "{what:<34}{first:>12.2?}{again:>12.2?}")?;
    }
    Ok(())
}

/// What the screens ask.
fn asked() -> Vec<(&'static str, Request)> {
    let today = || "2026-05-26".to_owned();
    let now = || "2026-05-26T12:00:00+02:00".to_owned();
    let measure = Request::Measure;
    let search = |words: &str| {
        Request::Search(Search {
            words: words.to_owned(),
            filter: Filter::default(),
            most: 40,
        })
    };
    let rows = |chapter| {
        Request::Rows(RowsRequest {
            chapter,
            filter: Filter::default(),
            state: None,
            start: 0,
            most: 100,
        })
    };
    let part = |start| {
        Request::Timeline(TimelineRequest::Part {
            filter: Filter::default(),
            start,
            most: 40,
        })
    };
    vec![
        ("overview", Request::Overview),
        ("news", Request::News(NewsRequest::All { most: 50 })),
        (
            "next planned",
            Request::Timeline(TimelineRequest::Next { today: today() }),
        ),
        (
            "disagreements",
            Request::Sources(sources::Request::CountDifferences { day: today() }),
        ),
        (
            "medication in use",
            Request::Medication(medication::Request::InUse { today: today() }),
        ),
        (
            "medication",
            Request::Medication(medication::Request::List {
                today: today(),
                most: 30,
            }),
        ),
        ("sources", Request::Sources(sources::Request::Index)),
        (
            "what is offered",
            Request::Sources(sources::Request::Offers),
        ),
        ("measuring", measure(measure::Request::Home { now: now() })),
        (
            "own readings",
            measure(measure::Request::Show {
                what: What::Kind(Kind::BloodPressure),
                how: How {
                    period: Period::All,
                    day: None,
                    size: Size {
                        width: 720,
                        letters: 17,
                    },
                    rows: 12,
                },
            }),
        ),
        ("chapter: results", rows(Chapter::Results)),
        ("chapter: problems", rows(Chapter::Problems)),
        ("timeline", part(0)),
        ("timeline, further", part(9_000)),
        ("series", Request::Series(series::Request::List(FIRST))),
        ("documents", Request::Documents(FIRST)),
        ("search: b", search("b")),
        ("search: bloeddruk", search("bloeddruk")),
        ("search: kalium", search("kalium")),
    ]
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
