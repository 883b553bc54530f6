//! What the screens read from the open vault: one typed question each.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

use inzage_zib::view::Chapter;

use super::asked::Awaited;
use super::session::use_session;
use super::words::Trouble;
use crate::engine::protocol::{
    Answer, AttachmentView, ChapterView, Decision, DocumentBytes, DocumentRow, EntryPage, Failure,
    Overview, Part, Request, Rows, RowsRequest, Stretch,
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

/// What a screen asked for. One resource of one type stands behind every
/// question, because each type of resource costs the browser a download.
pub struct Asked<T> {
    answer: Awaited<Result<Answer, Trouble>>,
    take: fn(Answer) -> Option<T>,
}

impl<T> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Asked<T> {}

impl<T> Asked<T> {
    /// The answer, once it is there.
    pub fn get(&self) -> Option<Result<T, Trouble>> {
        let answer = self.answer.get()?;
        Some(
            answer.and_then(|answer| (self.take)(answer).ok_or(Trouble::Engine(Failure::Internal))),
        )
    }

    /// Asks again.
    pub fn refetch(&self) {
        self.answer.refetch();
    }
}

/// Asks the open record now, and again whenever it or the question changes;
/// `take` takes the one answer that belongs to the question.
pub fn use_asked<T>(
    request: impl Fn() -> Request + 'static,
    take: fn(Answer) -> Option<T>,
) -> Asked<T> {
    Asked {
        answer: answer_to(Box::new(request)),
        take,
    }
}

fn answer_to(request: Box<dyn Fn() -> Request>) -> Awaited<Result<Answer, Trouble>> {
    let session = use_session();
    Awaited::new(move || {
        session.changes();
        let (engine, request) = (session.engine().clone(), request());
        async move { engine.ask(request).await.map_err(Trouble::Engine) }
    })
}

/// The overview.
pub fn overview() -> Asked<Overview> {
    use_asked(
        || Request::Overview,
        |answer| match answer {
            Answer::Overview(overview) => Some(overview),
            _ => None,
        },
    )
}

/// A chapter without its rows.
pub fn chapter(chapter: Chapter) -> Asked<ChapterView> {
    use_asked(
        move || Request::Chapter { chapter },
        |answer| match answer {
            Answer::Chapter(view) => Some(view),
            _ => None,
        },
    )
}

/// A part of the rows of a chapter.
pub fn rows(request: RowsRequest) -> Asked<Rows> {
    use_asked(
        move || Request::Rows(request.clone()),
        |answer| match answer {
            Answer::Rows(rows) => Some(rows),
            _ => None,
        },
    )
}

/// The page of an entry.
pub fn page(number: String) -> Asked<EntryPage> {
    use_asked(
        move || Request::Page {
            number: number.clone(),
        },
        |answer| match answer {
            Answer::Page(page) => Some(*page),
            _ => None,
        },
    )
}

/// Documents that a list shows at first, and how many more each time.
const STEP: usize = 50;

/// A part of the documents, newest first.
pub fn documents(start: usize) -> Asked<Part<DocumentRow>> {
    use_asked(
        move || Request::Documents(Stretch { start, most: STEP }),
        |answer| match answer {
            Answer::Documents(rows) => Some(rows),
            _ => None,
        },
    )
}

/// A document that was collected, to be seen.
pub fn seen_document(number: String, of: AttachmentView) -> Asked<DocumentBytes> {
    use_asked(
        move || bytes_of(number.clone(), of.clone()),
        |answer| match answer {
            Answer::Document(document) => Some(document),
            _ => None,
        },
    )
}

/// A setting of the open vault, to be shown.
pub fn setting(name: &'static str) -> Asked<Option<String>> {
    use_asked(
        move || Request::Setting {
            name: name.to_owned(),
        },
        |answer| match answer {
            Answer::Text(value) => Some(value),
            _ => None,
        },
    )
}

/// A document that was collected, to be saved.
///
/// # Errors
/// What the engine says; so for every function here.
pub async fn document(
    engine: &Engine,
    number: String,
    of: AttachmentView,
) -> Result<DocumentBytes, Trouble> {
    ask!(engine, bytes_of(number, of), Answer::Document(document) => document)
}

fn bytes_of(number: String, of: AttachmentView) -> Request {
    let (attachment, version) = (of.attachment, of.version);
    Request::Document {
        number,
        attachment,
        version,
    }
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
