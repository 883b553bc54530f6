//! The API of a provider's own system (`docs/vendor-api.openapi.json`): calls below
//! the base that the operator configured, passed on unread. A `GET` may be asked
//! twice; a `POST` leaves once, and the app decides whether to send it again with
//! the same `Idempotency-Key`.

use crate::app::App;
use crate::config::Vendor;
use crate::fhir::{Access, exchange, label, opened, recorded, turn};
use crate::oauth::AccessRecord;
use crate::problem::Failure;
use crate::router::read_body;
use crate::send::uncertain_after_a_fault;
use crate::upstream::{self, Back, Relay};
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use inzage_api::{ErrorCode, IDEMPOTENCY_HEADER, VendorPart};
use inzage_medmij::oauth::{CORRELATION_ID, REQUEST_ID};
use reqwest::RequestBuilder;
use serde_json::Value;
use std::sync::Arc;
use url::Url;

/// Longest query that is passed on, in bytes.
const LONGEST_QUERY: usize = 256;
/// Longest reason of a refusal that is passed on, in characters.
const LONGEST_DETAIL: usize = 1_000;
/// Largest refusal that is read, in bytes.
const LARGEST_REFUSAL: usize = 16 * 1024;
/// Longest path segment, in bytes.
const LONGEST_SEGMENT: usize = 64;

/// A call that may be made.
struct Call {
    access: Access,
    url: Url,
    /// The part, as the logs show it.
    shown: Url,
    method: Method,
}

/// `GET /api/grants/{g}/vendor/{path}?query`
pub(crate) async fn read(
    State(app): State<Arc<App>>,
    Path((grant, path)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let mut call = call(&app, &headers, &grant, (Method::GET, &path))?;
    if let Some(query) = query.filter(|query| !query.is_empty()) {
        if query.len() > LONGEST_QUERY {
            return Err(ErrorCode::NotAllowed.into());
        }
        call.url.set_query(Some(&query));
    }
    let request = app.back.get(&call.url).ok_or(ErrorCode::NotAllowed)?;
    pass_on(&app, call, request).await
}

/// `POST /api/grants/{g}/vendor/{path}`
pub(crate) async fn send(
    State(app): State<Arc<App>>,
    Path((grant, path)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    if query.is_some() {
        return Err(ErrorCode::NotAllowed.into());
    }
    let call = call(&app, &headers, &grant, (Method::POST, &path))?;
    let mut request = app.back.post(&call.url).ok_or(ErrorCode::NotAllowed)?;
    if let Some(key) = headers.get(IDEMPOTENCY_HEADER) {
        let key = key.to_str().unwrap_or_default();
        if !is_uuid(key) {
            return Err(ErrorCode::BadRequest.into());
        }
        request = request.header(IDEMPOTENCY_HEADER, key);
    }
    // A call without anything in it, like withdrawing, has no content type either.
    request = if headers.contains_key(header::CONTENT_TYPE) {
        let bytes = read_body(&headers, body, "application/json").await?;
        request
            .header(header::CONTENT_TYPE, "application/json")
            .body(bytes)
    } else {
        let nothing = axum::body::to_bytes(body, 0).await;
        nothing.map_err(|_| {
            Failure::new(ErrorCode::BadRequest).with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE)
        })?;
        request.header(header::CONTENT_LENGTH, 0)
    };
    pass_on(&app, call, request).await
}

/// Checks the token, the path and what the provider offers.
fn call(
    app: &App,
    headers: &HeaderMap,
    grant: &str,
    (method, path): (Method, &str),
) -> Result<Call, Failure> {
    let record = AccessRecord::of(app, headers, grant)?;
    let vendor = app.config.vendors.get(&record.provider);
    let vendor = vendor.ok_or(ErrorCode::NotFound)?;
    let part = part(vendor, &method, path).ok_or(ErrorCode::NotAllowed)?;
    let access = opened(app, record, &vendor.service)?;
    let at = |path: &str| app.back.endpoint(&access.lists, &vendor.at(path));
    let url = at(path).ok_or(ErrorCode::NotAllowed)?;
    let shown = at(part.path()).ok_or(ErrorCode::NotAllowed)?;
    Ok(Call {
        access,
        url,
        shown,
        method,
    })
}

/// The part that a path belongs to, when the provider offers it and it can be asked
/// this way.
fn part(vendor: &Vendor, method: &Method, path: &str) -> Option<VendorPart> {
    let plain = |segment: &str| {
        let all = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !segment.is_empty() && segment.len() <= LONGEST_SEGMENT && segment.bytes().all(all)
    };
    let first = path.split('/').next()?;
    let part = VendorPart::ALL
        .into_iter()
        .find(|part| part.path() == first)?;
    let takes = matches!(part, VendorPart::Requests | VendorPart::Measurements);
    let fits = path.split('/').all(plain) && (*method == Method::GET || takes);
    (fits && vendor.parts.contains(&part)).then_some(part)
}

/// Sends it, and passes the answer on.
async fn pass_on(app: &Arc<App>, call: Call, request: RequestBuilder) -> Result<Response, Failure> {
    let record = &call.access.record;
    let turn = turn(app, record).await?;
    let posts = call.method == Method::POST;
    let method = if posts { "POST" } else { "GET" };
    let exchange = exchange(app, &call.access, method, call.shown);
    let request = request
        .bearer_auth(&record.token)
        .header(header::ACCEPT, "application/json, */*;q=0.1")
        .header(REQUEST_ID, &exchange.request_id)
        .header(CORRELATION_ID, &record.trace_id);
    let answer = if posts {
        let answer = app.back.hand_over(request).await;
        answer.map_err(Failure::new)
    } else {
        app.back.send(request).await.map_err(upstream::no_answer)
    };
    let status = answer.as_ref().ok().map(|answer| answer.status().as_u16());
    let relay = Relay {
        trace_id: record.trace_id.clone(),
        now: app.env.now(),
        turn,
    };
    let head = answer.as_ref().ok().map(reqwest::Response::status);
    let outcome = match (answer, head.and_then(refusal)) {
        (Ok(response), Some(status)) => {
            let failure = refused(&app.back, response, status).await;
            Err(failure.with_trace(&relay.trace_id))
        }
        (answer, _) => upstream::relay(&app.back, answer, relay),
    };
    let outcome = if posts {
        outcome.map_err(uncertain_after_a_fault)
    } else {
        outcome
    };
    let label = label(status, &outcome);
    app.metrics
        .add("inzage_vendor_requests_total", &[("outcome", label)]);
    recorded(app, &exchange, status, label);
    outcome
}

/// What the provider found wrong with a request is told by its own status, so that
/// the app can tell a conflict from a refusal.
fn refusal(status: StatusCode) -> Option<StatusCode> {
    match status.as_u16() {
        409 => Some(StatusCode::CONFLICT),
        400 | 405 | 413 | 415 | 422 => Some(StatusCode::UNPROCESSABLE_ENTITY),
        _ => None,
    }
}

/// A refusal, with the reason that the provider gives to the person.
async fn refused(back: &Back, response: reqwest::Response, status: StatusCode) -> Failure {
    let theirs = response.status().as_u16();
    let said = back.small(response, LARGEST_REFUSAL).await;
    Failure::new(ErrorCode::ProviderRefusedRequest)
        .with_status(status)
        .with_provider_status(theirs)
        .with_provider_detail(said.as_deref().and_then(detail))
}

/// `detail` of a problem (RFC 9457 section 3.1.4) as text of a bounded length
/// without control characters; none when it has none.
fn detail(problem: &[u8]) -> Option<String> {
    let problem: Value = serde_json::from_slice(problem).ok()?;
    let text = problem.get("detail")?.as_str()?;
    let readable = |sign: &char| *sign == '\n' || !sign.is_control();
    let text: String = text.chars().filter(readable).take(LONGEST_DETAIL).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A UUID in its usual form (RFC 9562 section 4).
fn is_uuid(text: &str) -> bool {
    let dash = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    let fits = |(at, byte): (usize, u8)| {
        if dash(at) {
            byte == b'-'
        } else {
            byte.is_ascii_hexdigit()
        }
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}
