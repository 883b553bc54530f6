//! The person's own log, asked of the open vault.

use inzage_api::ErrorCode;
use leptos::prelude::*;

use super::brand::file_name;
use super::record::{Asked, ask, use_asked};
use super::session::Session;
use super::words::Trouble;
use crate::engine::protocol::logbook::{Answer as Told, File, Filter, Page, Request as Log};
use crate::engine::protocol::{Answer, Request};
use crate::platform::engine::Engine;
use crate::platform::{clock, file};

/// The newest `most` lines that the filter keeps.
pub fn page(filter: RwSignal<Filter>, most: RwSignal<usize>) -> Asked<Page> {
    use_asked(
        move || {
            Request::Logbook(Log::Page {
                filter: filter.get(),
                start: 0,
                most: most.get(),
            })
        },
        |answer| match answer {
            Answer::Logbook(Told::Page(page)) => Some(*page),
            _ => None,
        },
    )
}

/// Does what a request says; after it the log reads differently.
///
/// # Errors
/// What the engine says; so for every function here.
pub async fn change(session: &Session, request: Log) -> Result<(), Trouble> {
    ask!(session.engine(), Request::Logbook(request), Answer::Done => ())?;
    session.record_changed();
    Ok(())
}

/// Saves the whole log as a file.
#[expect(clippy::missing_errors_doc, reason = "the first function says it")]
pub async fn save(session: &Session, form: File) -> Result<(), Trouble> {
    let request = Request::Logbook(Log::Export { file: form });
    let bytes = ask!(session.engine(), request, Answer::Bytes(bytes) => bytes)?;
    let ending = match form {
        File::Csv => "csv",
        File::Json => "json",
    };
    file::save(
        &file_name(&format!("logboek-{}.{ending}", clock::today())),
        &bytes,
    );
    session.record_changed();
    Ok(())
}

/// Tells the log that collecting did not begin. Nothing waits for it.
pub async fn tell_refused(
    engine: &Engine,
    provider: String,
    code: ErrorCode,
    trace_id: Option<String>,
) {
    let refused = Log::Refused {
        provider,
        code,
        trace_id,
    };
    // What cannot be written down now is shown on the screen of collecting.
    let _ = engine.ask(Request::Logbook(refused)).await;
}
