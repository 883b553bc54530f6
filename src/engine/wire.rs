//! How requests and answers cross between page and worker: JSON text, and
//! beside it the one large byte string that some of them carry, so that bytes
//! are handed over and not written out as numbers.

use super::protocol::{Answer, Request};

/// Takes the bytes out of a request, to be sent beside it.
pub fn take_request_bytes(request: &mut Request) -> Option<Vec<u8>> {
    match request {
        Request::Ingest { bytes, .. }
        | Request::IngestAttachment { bytes, .. }
        | Request::Restore { bytes, .. } => Some(std::mem::take(bytes)),
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
