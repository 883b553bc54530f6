//! Passes the answer of a resource server on: what it says, not how. Its
//! headers stay behind, except a content type that we know.

use super::{Back, NoAnswer};
use crate::problem::Failure;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response as Answer;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::stream;
use inzage_api::{ErrorCode, TRACE_HEADER};
use reqwest::Response;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

/// Content types that are passed on; anything else becomes bytes to keep.
const KNOWN_TYPES: &[&str] = &[
    "application/fhir+json",
    "application/fhir+xml",
    "application/json",
    "application/json+fhir",
    "application/pdf",
    "application/xml",
    "application/xml+fhir",
    "image/jpeg",
    "image/png",
    "text/plain",
    "text/xml",
];

/// Longest time that a provider may ask us to wait, in seconds.
const LONGEST_WAIT: u64 = 24 * 3600;

/// What goes with an answer that is passed on.
pub(crate) struct Relay {
    /// Trace id of the exchange.
    pub(crate) trace_id: String,
    /// The time now, to read a `Retry-After` that is a date.
    pub(crate) now: DateTime<Utc>,
    /// Held until the answer is through.
    pub(crate) turn: OwnedSemaphorePermit,
}

/// The answer as it goes to the page, or what went wrong.
pub(crate) fn relay(
    back: &Arc<Back>,
    answer: Result<Response, Failure>,
    relay: Relay,
) -> Result<Answer, Failure> {
    let trace = relay.trace_id.clone();
    let response = answer.map_err(|failure| failure.with_trace(&trace))?;
    let status = response.status();
    if !status.is_success() {
        let wait = retry_after(&response, relay.now);
        return Err(Failure::new(meaning(status, wait.is_some()))
            .with_trace(&trace)
            .with_provider_status(status.as_u16())
            .with_retry_after(wait));
    }
    if response
        .content_length()
        .is_some_and(|length| length > back.largest)
    {
        return Err(Failure::new(ErrorCode::TooLarge)
            .with_trace(&trace)
            .with_provider_status(status.as_u16()));
    }
    let kind = content_type(&response);
    let mut answer = Answer::new(body(back, response, relay.turn));
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(trace) = HeaderValue::from_str(&trace) {
        headers.insert(TRACE_HEADER, trace);
    }
    Ok(answer)
}

/// The failure for no answer at all.
pub(crate) fn no_answer(why: NoAnswer) -> Failure {
    Failure::new(match why {
        NoAnswer::Timeout => ErrorCode::ProviderTimeout,
        NoAnswer::Unreachable => ErrorCode::ProviderUnreachable,
    })
}

/// What a status says; a 503 that names a time asks for patience.
fn meaning(status: StatusCode, names_time: bool) -> ErrorCode {
    match status.as_u16() {
        401 | 403 => ErrorCode::ProviderForbids,
        429 => ErrorCode::ProviderBusy,
        503 if names_time => ErrorCode::ProviderBusy,
        408 | 504 => ErrorCode::ProviderTimeout,
        400..=499 => ErrorCode::ProviderNotFound,
        _ => ErrorCode::ProviderError,
    }
}

fn retry_after(response: &Response, now: DateTime<Utc>) -> Option<u64> {
    let text = response
        .headers()
        .get(header::RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim();
    let seconds = if let Ok(seconds) = text.parse::<u64>() {
        seconds
    } else {
        let then = DateTime::<Utc>::from(httpdate::parse_http_date(text).ok()?);
        u64::try_from((then - now).num_seconds()).unwrap_or(0)
    };
    Some(seconds.min(LONGEST_WAIT))
}

fn content_type(response: &Response) -> HeaderValue {
    let value = response.headers().get(header::CONTENT_TYPE);
    let known = value.filter(|value| {
        let text = value.to_str().unwrap_or_default();
        let kind = text.split(';').next().unwrap_or_default().trim();
        KNOWN_TYPES
            .iter()
            .any(|known| kind.eq_ignore_ascii_case(known))
    });
    known
        .cloned()
        .unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

/// Streams on. When the answer breaks off, stands still or grows too large the
/// stream breaks off too, so that nobody takes a part for the whole.
fn body(back: &Arc<Back>, response: Response, turn: OwnedSemaphorePermit) -> Body {
    let idle = back.idle;
    let start = (response, back.largest, turn);
    Body::from_stream(stream::try_unfold(
        start,
        move |(mut response, left, turn)| async move {
            let Some(chunk) = next(&mut response, idle).await? else {
                return Ok(None);
            };
            let size = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
            let left = left
                .checked_sub(size)
                .ok_or_else(|| io::Error::from(io::ErrorKind::FileTooLarge))?;
            Ok::<_, io::Error>(Some((chunk, (response, left, turn))))
        },
    ))
}

async fn next(response: &mut Response, idle: Duration) -> io::Result<Option<Bytes>> {
    match tokio::time::timeout(idle, response.chunk()).await {
        Ok(Ok(chunk)) => Ok(chunk),
        Ok(Err(_)) => Err(io::ErrorKind::ConnectionAborted.into()),
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
    }
}
