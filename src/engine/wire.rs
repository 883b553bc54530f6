//! How requests and answers cross between page and worker: postcard bytes, and
//! beside them the one large byte string that some of them carry, so that it is
//! handed over and not copied. Both sides are always of one build, so the form
//! needs no names of fields: that keeps the page's first load small.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::protocol::{Answer, Request};

/// A message as bytes; `None` when it has no such form (a fault of ours).
pub fn encode(message: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_allocvec(message).ok()
}

/// A message from its bytes; `None` when they are something else.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// Takes the bytes out of a request, to be sent beside it.
pub fn take_request_bytes(request: &mut Request) -> Option<Vec<u8>> {
    match request {
        Request::Ingest { bytes, .. }
        | Request::IngestAttachment { bytes, .. }
        | Request::Restore { bytes, .. } => Some(std::mem::take(bytes)),
        Request::Measure(request) => request.bytes().map(std::mem::take),
        Request::Added(request) => request.bytes().map(std::mem::take),
        _ => None,
    }
}

/// Puts the bytes that came beside a request back into it.
pub fn put_request_bytes(request: &mut Request, received: Vec<u8>) {
    if let Request::Ingest { bytes, .. }
    | Request::IngestAttachment { bytes, .. }
    | Request::Restore { bytes, .. } = request
    {
        *bytes = received;
        return;
    }
    let place = match request {
        Request::Measure(request) => request.bytes(),
        Request::Added(request) => request.bytes(),
        _ => None,
    };
    if let Some(bytes) = place {
        *bytes = received;
    }
}

/// Takes the bytes out of an answer, to be sent beside it.
pub fn take_answer_bytes(answer: &mut Answer) -> Option<Vec<u8>> {
    match answer {
        Answer::Bytes(bytes) => Some(std::mem::take(bytes)),
        Answer::Document(document) => Some(std::mem::take(&mut document.bytes)),
        _ => None,
    }
}

/// Puts the bytes that came beside an answer back into it.
pub fn put_answer_bytes(answer: &mut Answer, received: Vec<u8>) {
    match answer {
        Answer::Bytes(bytes) => *bytes = received,
        Answer::Document(document) => document.bytes = received,
        _ => {}
    }
}
