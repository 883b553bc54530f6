//! Who used the person's data: asked of a provider with the login of a collection,
//! and shown.

use inzage_api::{Grant, VendorPart};
use leptos::prelude::*;

use super::record::{Asked, ask, use_asked};
use super::session::Session;
use super::words::Trouble;
use crate::engine::protocol::access::{
    Answer as Said, Filter, Page, Request as Access, Since, Which,
};
use crate::engine::protocol::{Answer, Failure, Request};
use crate::platform::engine::Engine;
use crate::platform::http;

/// Most answers that are asked for at a time.
const MOST: usize = 50;

/// The newest `most` uses that the filter keeps.
pub fn page(filter: RwSignal<Filter>, most: RwSignal<usize>) -> Asked<Page> {
    use_asked(
        move || {
            let (filter, most) = (filter.get(), most.get());
            Request::Access(Access::Page { filter, most })
        },
        |answer| match answer {
            Answer::Access(Said::Page(page)) => Some(*page),
            _ => None,
        },
    )
}

/// Who used the data since the last visit.
pub fn since() -> Asked<Since> {
    use_asked(
        || Request::Access(Access::Since),
        |answer| match answer {
            Answer::Access(Said::Since(since)) => Some(since),
            _ => None,
        },
    )
}

async fn act(engine: &Engine, request: Access) -> Result<Said, Trouble> {
    ask!(engine, Request::Access(request), Answer::Access(said) => said)
}

/// Makes a question about a use of the data, or finds it; its id.
///
/// # Errors
/// What the engine says.
pub async fn ask(session: &Session, which: Which) -> Result<String, Trouble> {
    match act(session.engine(), Access::Ask { which }).await? {
        Said::Question(id) => {
            session.record_changed();
            Ok(id)
        }
        _ => Err(Trouble::Engine(Failure::Internal)),
    }
}

/// Asks who used the data, where the login of a collection opens that. What goes
/// wrong is kept with the collection, and costs nothing else.
pub async fn collect(engine: &Engine, grant: &Grant, collection: &str) {
    let offered = Access::Offered {
        collection: collection.to_owned(),
    };
    if !matches!(act(engine, offered).await, Ok(Said::Offered(true))) {
        return;
    }
    let mut until = None::<String>;
    for _ in 0..MOST {
        let request = answered(grant, collection, until.as_deref()).await;
        match act(engine, request).await {
            Ok(Said::Next(Some(day))) => until = Some(day),
            _ => return,
        }
    }
}

/// One answer of the provider, or why there is none.
async fn answered(grant: &Grant, collection: &str, until: Option<&str>) -> Access {
    let part = VendorPart::Audit.path();
    let path = until.map_or_else(|| part.to_owned(), |day| format!("{part}?until={day}"));
    let collection = collection.to_owned();
    match http::vendor_get(grant, &path).await {
        Ok(received) => Access::Told {
            collection,
            trace_id: received.trace_id,
            bytes: received.bytes,
        },
        Err(error) => Access::Failed {
            collection,
            code: error.code,
            trace_id: error.trace_id,
        },
    }
}
