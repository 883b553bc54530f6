//! How requests and answers cross between page and worker: postcard bytes, and
//! beside them the one large byte string that some of them carry, so that it is
//! handed over and not copied. Both sides are always of one build, so the form
//! needs no names of fields: that keeps the page's first load small.
//!
//! An answer that the first screens need is read by itself; every other one is a
//! view, and reading views is part of what comes late (ADR 0050).

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::protocol::{Answer, Failure, Request, Strength, VaultInfo};

/// A message as bytes; `None` when it has no such form (a fault of ours).
pub fn encode(message: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_allocvec(message).ok()
}

/// A message from its bytes; `None` when they are something else.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// An answer that can be read before anything came late.
#[derive(Serialize, Deserialize)]
enum Plain {
    Done,
    Text(Option<String>),
    Bytes,
    Failed(Failure),
    Vaults(Vec<VaultInfo>),
    Strength(Strength),
    Created { vault: String, recovery_key: String },
    Wrapped { vault: String, wrapped: String },
}

impl Plain {
    /// The plain form of an answer; `None` for a view.
    fn of(answer: &Answer) -> Option<Self> {
        Some(match answer {
            Answer::Done => Self::Done,
            Answer::Text(text) => Self::Text(text.clone()),
            Answer::Bytes(_) => Self::Bytes,
            Answer::Failed(failure) => Self::Failed(failure.clone()),
            Answer::Vaults(vaults) => Self::Vaults(vaults.clone()),
            Answer::Strength(strength) => Self::Strength(*strength),
            Answer::Created {
                vault,
                recovery_key,
            } => Self::Created {
                vault: vault.clone(),
                recovery_key: recovery_key.clone(),
            },
            Answer::Wrapped { vault, wrapped } => Self::Wrapped {
                vault: vault.clone(),
                wrapped: wrapped.clone(),
            },
            _ => return None,
        })
    }
}

impl From<Plain> for Answer {
    fn from(plain: Plain) -> Self {
        match plain {
            Plain::Done => Self::Done,
            Plain::Text(text) => Self::Text(text),
            Plain::Bytes => Self::Bytes(Vec::new()),
            Plain::Failed(failure) => Self::Failed(failure),
            Plain::Vaults(vaults) => Self::Vaults(vaults),
            Plain::Strength(strength) => Self::Strength(strength),
            Plain::Created {
                vault,
                recovery_key,
            } => Self::Created {
                vault,
                recovery_key,
            },
            Plain::Wrapped { vault, wrapped } => Self::Wrapped { vault, wrapped },
        }
    }
}

/// An answer as it arrives.
pub enum Arrived {
    /// It could be read.
    Plain(Box<Answer>),
    /// A view, for [`decode_view`].
    View(Vec<u8>),
}

/// The answer to the request with this id as a message; `None` when it has no such
/// form (a fault of ours).
pub fn encode_answer(id: u32, answer: &Answer) -> Option<Vec<u8>> {
    let plain = Plain::of(answer);
    let head = postcard::to_allocvec(&(id, &plain)).ok()?;
    match plain {
        Some(_) => Some(head),
        None => postcard::to_extend(answer, head).ok(),
    }
}

/// Which request a message answers, and the answer; `None` when it is something
/// else.
pub fn decode_answer(message: &[u8]) -> Option<(u32, Arrived)> {
    let ((id, plain), view) = postcard::take_from_bytes::<(u32, Option<Plain>)>(message).ok()?;
    let arrived = plain.map_or_else(
        || Arrived::View(view.to_vec()),
        |plain| Arrived::Plain(Box::new(plain.into())),
    );
    Some((id, arrived))
}

/// Reads a view; `None` when the bytes are something else.
pub fn decode_view(bytes: &[u8]) -> Option<Answer> {
    decode(bytes)
}

/// Takes the bytes out of a request, to be sent beside it.
pub fn take_request_bytes(request: &mut Request) -> Option<Vec<u8>> {
    match request {
        Request::Ingest { bytes, .. }
        | Request::IngestAttachment { bytes, .. }
        | Request::Restore { bytes, .. } => Some(std::mem::take(bytes)),
        Request::Measure(request) => request.bytes().map(std::mem::take),
        Request::Added(request) => request.bytes().map(std::mem::take),
        Request::Links(request) => request.bytes().map(std::mem::take),
        Request::Taking(request) => request.bytes().map(std::mem::take),
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
        Request::Links(request) => request.bytes(),
        Request::Taking(request) => request.bytes(),
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
