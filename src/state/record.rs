//! What the screens read from the open vault: one typed question each.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

use inzage_zib::view::Chapter;

use leptos::prelude::*;

use super::session::use_session;
use super::words::Trouble;
use crate::engine::protocol::{
    Answer, ChapterView, Decision, DocumentBytes, DocumentRow, EntryPage, Failure, Overview,
    Request, Row,
};
use crate::platform::engine::Engine;

/// Takes the one answer that belongs to a request; any other is our own fault.
macro_rules! ask {
    ($engine:expr, $request:expr, $answer:pat => $value:expr) => {
        match $engine.ask($request).await {
            Ok($answer) => Ok($value),
            Ok(_) => Err($crate::state::words::Trouble::Engine(
                $crate::engine::protocol::Failure::Internal,
            )),
            Err(failure) => Err($crate::state::words::Trouble::Engine(failure)),
        }
    };
}
pub(crate) use ask;

/// What a screen asked for, once it is there.
pub type Asked<T> = LocalResource<Result<T, Trouble>>;

/// Asks the open record now, and again whenever it changes.
pub fn use_asked<T, F>(ask: impl Fn(Engine) -> F + 'static) -> Asked<T>
where
    T: 'static,
    F: Future<Output = Result<T, Trouble>> + 'static,
{
    let session = use_session();
    LocalResource::new(move || {
        session.changes();
        ask(session.engine().clone())
    })
}

/// The overview.
///
/// # Errors
/// What the engine says; so for every function here.
pub async fn overview(engine: Engine) -> Result<Overview, Trouble> {
    ask!(engine, Request::Overview, Answer::Overview(overview) => overview)
}

/// The rows of a chapter.
pub async fn chapter(engine: Engine, chapter: Chapter) -> Result<ChapterView, Trouble> {
    ask!(engine, Request::Chapter { chapter }, Answer::Chapter(view) => view)
}

/// The page of an entry; `None` when this vault has no such entry.
pub async fn page(engine: Engine, number: String) -> Result<Option<EntryPage>, Trouble> {
    match ask!(engine, Request::Page { number }, Answer::Page(page) => page) {
        Ok(page) => Ok(Some(*page)),
        Err(Trouble::Engine(Failure::NotFound)) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// Everything that has a word.
pub async fn search(engine: &Engine, words: String) -> Result<Vec<Row>, Trouble> {
    ask!(engine, Request::Search { words }, Answer::Found(rows) => rows)
}

/// All documents.
pub async fn documents(engine: Engine) -> Result<Vec<DocumentRow>, Trouble> {
    ask!(engine, Request::Documents, Answer::Documents(rows) => rows)
}

/// A document that was collected.
pub async fn document(
    engine: &Engine,
    number: String,
    attachment: u32,
) -> Result<DocumentBytes, Trouble> {
    ask!(engine, Request::Document { number, attachment }, Answer::Document(document) => document)
}

/// "Dit bent u": the person confirmed a first collection.
pub async fn confirm_person(engine: &Engine, collection: String) -> Result<(), Trouble> {
    ask!(engine, Request::ConfirmPerson { collection }, Answer::Done => ())
}

/// What the person decided about a collection that was set aside.
pub async fn decide(
    engine: &Engine,
    collection: String,
    decision: Decision,
) -> Result<(), Trouble> {
    ask!(engine, Request::Decide { collection, decision }, Answer::Done => ())
}
