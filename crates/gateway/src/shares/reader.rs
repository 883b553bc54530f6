//! `/shl/…`: what a reader of a link asks, as SMART Health Links say it (HL7, STU 1).
//! Readers come from anywhere, with nothing but the link. What is unknown, stopped,
//! expired, paused or used up gives the same answer to the last byte.

use super::gate;
use super::owner::too_many;
use super::store::{Asked, Opened, OpenedFile, Opening, Outcome, hash};
use super::{Shares, ticket};
use crate::app::App;
use crate::headers;
use crate::problem::Failure;
use crate::router::{json, read_json};
use crate::site::Site;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, SecondsFormat};
use inzage_api::{
    ErrorCode, LINK_PATH, LONGEST_RECIPIENT, Manifest, ManifestFile, OpenLink, WrongPasscode,
};
use std::sync::Arc;

/// Longest passcode that is compared, in bytes.
const LONGEST_PASSCODE: usize = 1024;

/// `POST /shl/{id}`: the manifest.
pub(crate) async fn open(
    State(app): State<Arc<App>>,
    site: Site,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    asked_by_a_person(&headers)?;
    let asked: OpenLink = read_json(&headers, body).await?;
    let recipient = recipient(&asked.recipient)?;
    let (shares, opening, link) = peeked(&app, &id, &recipient, false).await?;
    let shown = !link.gate.is_empty();
    // Kept until it is opened: an attempt that goes back is back before the next.
    let _turn = shares.comparing.acquire().await;
    if shown
        && let Some(left) =
            refused(&app, shares, opening, link.attempts_left, asked.passcode).await?
    {
        let mut response = json(&WrongPasscode {
            remaining_attempts: left,
        })?;
        *response.status_mut() = StatusCode::UNAUTHORIZED;
        return Ok(response);
    }
    let longest = i64::try_from(asked.embedded_length_max.unwrap_or(0)).unwrap_or(i64::MAX);
    let opened = shares.store.open(opening, shown, longest).await?;
    let opened = opened.ok_or(ErrorCode::NotFound)?;
    counted(&app, Outcome::Opened);
    json(&manifest(&app, site, &id, opened)?)
}

/// `GET /shl/{id}?recipient=`: the one file of a direct link.
pub(crate) async fn direct(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    asked_by_a_person(&headers)?;
    let query = query.unwrap_or_default();
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    let named = pairs.find(|(name, _)| name == "recipient");
    let recipient = recipient(&named.ok_or(ErrorCode::BadRequest)?.1)?;
    let (shares, opening, _) = peeked(&app, &id, &recipient, true).await?;
    let opened = shares.store.open(opening, false, i64::MAX).await?;
    let file = opened.and_then(|opened| opened.files.into_iter().next());
    counted(&app, Outcome::Opened);
    Ok(jose(file.ok_or(ErrorCode::NotFound)?.content))
}

/// `GET /shl/{id}/{ticket}`: one file of a manifest.
pub(crate) async fn file(
    State(app): State<Arc<App>>,
    Path((id, ticket)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let shares = known(&app, &id)?;
    let which = ticket::open(&app, &id, &ticket).ok_or(ErrorCode::NotFound)?;
    let content = shares.store.file(&id, which, app.env.seconds()).await?;
    Ok(jose(content.ok_or(ErrorCode::NotFound)?))
}

/// `OPTIONS`: pages of other readers may ask (Fetch, CORS preflight).
pub(crate) async fn preflight() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    headers::set(
        response.headers_mut(),
        [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
            (header::ACCESS_CONTROL_MAX_AGE, "600"),
        ],
    );
    response
}

/// A browser that loads ahead opens nothing: nobody looked yet.
fn asked_by_a_person(headers: &HeaderMap) -> Result<(), Failure> {
    let ahead = |name: &str| {
        let purpose = headers.get(name).and_then(|purpose| purpose.to_str().ok());
        purpose.is_some_and(|purpose| {
            let purpose = purpose.to_ascii_lowercase();
            purpose.contains("prefetch") || purpose.contains("prerender")
        })
    };
    if ["sec-purpose", "purpose"].into_iter().any(ahead) {
        return Err(ErrorCode::Forbidden.into());
    }
    Ok(())
}

/// What the reader says of itself, without what could disturb a page.
fn recipient(text: &str) -> Result<String, Failure> {
    let directions = |letter: char| matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let kept = text
        .chars()
        .filter(|letter| !letter.is_control() && !directions(*letter));
    let kept: String = kept.take(LONGEST_RECIPIENT).collect();
    match kept.trim() {
        "" => Err(ErrorCode::BadRequest.into()),
        kept => Ok(kept.to_owned()),
    }
}

/// The links, when this one was not asked for too often; whether it is there or not
/// makes no difference.
fn known<'a>(app: &'a App, id: &str) -> Result<&'a Shares, Failure> {
    let shares = app.shares.as_deref().ok_or(ErrorCode::NotFound)?;
    let now = app.env.now().timestamp_millis();
    shares.read.take(hash(id), now).map_err(too_many)?;
    Ok(shares)
}

/// The link that is asked for, when it opens now and in this way.
async fn peeked<'a>(
    app: &'a App,
    id: &'a str,
    recipient: &'a str,
    direct: bool,
) -> Result<(&'a Shares, Opening<'a>, Asked), Failure> {
    let shares = known(app, id)?;
    let now = app.env.seconds();
    let link = shares.store.peek(id, now).await?;
    let link = link.filter(|link| link.direct == direct);
    let opening = Opening { id, recipient, now };
    Ok((shares, opening, link.ok_or(ErrorCode::NotFound)?))
}

/// How many wrong passcodes the link still takes when this one is not right; none when
/// it is. Without a passcode nothing is compared and nothing counted.
async fn refused(
    app: &App,
    shares: &Shares,
    opening: Opening<'_>,
    left: u32,
    passcode: Option<String>,
) -> Result<Option<u32>, Failure> {
    let Some(passcode) = passcode else {
        return Ok(Some(left));
    };
    if passcode.len() > LONGEST_PASSCODE {
        return Err(ErrorCode::BadRequest.into());
    }
    let attempt = shares.store.take_attempt(opening.id, opening.now).await?;
    let attempt = attempt.ok_or(ErrorCode::NotFound)?;
    app.metrics.add("inzage_share_verifications_total", &[]);
    tracing::info!("passcode compared");
    let compared = tokio::task::spawn_blocking(move || gate::verify(&attempt.gate, &passcode));
    let right = compared.await.map_err(|_| ErrorCode::Internal)?;
    if right {
        return Ok(None);
    }
    shares.store.wrong(opening).await?;
    counted(app, Outcome::WrongPasscode);
    Ok(Some(attempt.left))
}

fn counted(app: &App, outcome: Outcome) {
    let labels = [("outcome", outcome.name())];
    app.metrics.add("inzage_share_accesses_total", &labels);
}

fn manifest(app: &App, site: Site, id: &str, opened: Opened) -> Result<Manifest, Failure> {
    let status = if opened.lasting {
        "can-change"
    } else {
        "finalized"
    };
    let origin = site.origin(&app.config);
    let file = |file: OpenedFile| {
        let (location, embedded) = if file.content.is_empty() {
            let ticket = ticket::make(app, id, (opened.generation, file.n));
            let ticket = ticket.ok_or(ErrorCode::Internal)?;
            (Some(format!("{origin}{LINK_PATH}{id}/{ticket}")), None)
        } else {
            (None, Some(file.content))
        };
        let updated = DateTime::from_timestamp(file.last_updated, 0);
        let updated = updated.filter(|_| file.last_updated > 0);
        Ok(ManifestFile {
            content_type: file.content_type,
            location,
            embedded,
            last_updated: updated.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            status: status.to_owned(),
            fhir_version: Some(file.fhir_version).filter(|version| !version.is_empty()),
        })
    };
    let files: Result<Vec<ManifestFile>, Failure> = opened.files.into_iter().map(file).collect();
    Ok(Manifest { files: files? })
}

fn jose(content: String) -> Response {
    let mut response = Response::new(Body::from(content));
    headers::set(
        response.headers_mut(),
        [
            (header::CONTENT_TYPE, "application/jose"),
            (header::CACHE_CONTROL, "no-store"),
        ],
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_says_of_itself_is_kept_without_what_disturbs() {
        assert_eq!(recipient(" Dr.\u{0} Vos\u{202e}\n ").unwrap(), "Dr. Vos");
        assert_eq!(recipient(&"é".repeat(300)).unwrap().chars().count(), 200);
        for nothing in ["", "  ", "\u{202e}\u{7}"] {
            assert!(recipient(nothing).is_err());
        }
    }
}
