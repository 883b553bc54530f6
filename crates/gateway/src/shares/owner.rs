//! `/api/shares`: what the owner of a link does with it. Whoever shows the control
//! token is the owner; the gateway knows its hash only.

use super::store::{Made, Upload, hash};
use super::{Shares, gate, on};
use crate::app::App;
use crate::front::Client;
use crate::problem::Failure;
use crate::router::{json, read_body_of, read_json};
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use inzage_api::{
    ErrorCode, LONGEST_LIFE, NewShare, Publish, PublishedFile, ShareChange, ShareMade,
};
use std::sync::Arc;

/// Longest media type or FHIR version, in characters.
const LONGEST_NAME: usize = 100;
/// Largest number that JSON takes whole everywhere.
const LARGEST: i64 = (1 << 53) - 1;

/// `POST /api/shares`
pub(crate) async fn make(
    State(app): State<Arc<App>>,
    Extension(Client(address)): Extension<Client>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let shares = on(&app)?;
    let new: NewShare = read_json(&headers, body).await?;
    if !is_in_order(&new, app.env.seconds()) {
        return Err(ErrorCode::BadRequest.into());
    }
    let now = app.env.now().timestamp_millis();
    shares.made.take(address, now).map_err(too_many)?;
    let id = app.env.token::<32>();
    shares.store.make(&id, &new).await?;
    app.metrics.add("inzage_shares_made_total", &[]);
    let mut response = json(&ShareMade { id })?;
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// `PUT /api/shares/{id}/files/{generation}/{n}`
pub(crate) async fn upload(
    State(app): State<Arc<App>>,
    Path((id, generation, n)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let shares = on(&app)?;
    let control = control(&headers)?;
    let most = usize::try_from(shares.config.limits.file_bytes).unwrap_or(usize::MAX);
    let content = read_body_of(&headers, body, "application/jose", most).await?;
    let content = String::from_utf8(content.into()).map_err(|_| ErrorCode::BadRequest)?;
    let number = |text: String| text.parse::<u32>().map_err(|_| ErrorCode::BadRequest);
    let upload = Upload {
        generation: number(generation)?,
        n: number(n)?,
        content,
    };
    if !is_jwe(&upload.content) {
        return Err(ErrorCode::BadRequest.into());
    }
    let (limits, now) = (&shares.config.limits, app.env.seconds());
    let share = shared(&id, &control);
    shares.store.upload(share, upload, limits, now).await?;
    Ok(done())
}

/// `POST /api/shares/{id}/publish`
pub(crate) async fn publish(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let shares = on(&app)?;
    let control = control(&headers)?;
    let publish: Publish = read_json(&headers, body).await?;
    if publish.files.is_empty() || !publish.files.iter().all(is_described) {
        return Err(ErrorCode::BadRequest.into());
    }
    let now = app.env.seconds();
    let share = shared(&id, &control);
    shares.store.publish(share, &publish, now).await?;
    Ok(done())
}

/// `GET /api/shares/{id}`
pub(crate) async fn state(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let shares = on(&app)?;
    told(&app, shares, &id, &control(&headers)?).await
}

/// `PATCH /api/shares/{id}`
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let shares = on(&app)?;
    let control = control(&headers)?;
    let change: ShareChange = read_json(&headers, body).await?;
    let now = app.env.seconds();
    if !change.expires.is_none_or(|expires| is_soon(expires, now)) {
        return Err(ErrorCode::BadRequest.into());
    }
    let share = shared(&id, &control);
    shares.store.change(share, &change, now).await?;
    told(&app, shares, &id, &control).await
}

/// `DELETE /api/shares/{id}`
pub(crate) async fn stop(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let shares = on(&app)?;
    let control = control(&headers)?;
    let now = app.env.seconds();
    shares.store.stop(shared(&id, &control), now).await?;
    Ok(done())
}

async fn told(app: &App, shares: &Shares, id: &str, control: &str) -> Result<Response, Failure> {
    let now = app.env.seconds();
    json(&shares.store.state(shared(id, control), now).await?)
}

fn shared<'a>(id: &'a str, control: &'a str) -> Made<'a> {
    Made { id, control }
}

fn done() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// Patience for whoever asks too often.
pub(super) fn too_many(wait: u64) -> Failure {
    Failure::new(ErrorCode::TooMany).with_retry_after(Some(wait))
}

/// Hash of the control token in `Authorization: Bearer`: that of its 32 bytes.
///
/// # Errors
/// Without one, as for a link that is not there.
fn control(headers: &HeaderMap) -> Result<String, Failure> {
    let shown = headers.get(header::AUTHORIZATION);
    let shown = shown.and_then(|shown| shown.to_str().ok());
    let token = shown.and_then(|shown| shown.strip_prefix("Bearer "));
    let token = token.and_then(|token| URL_SAFE_NO_PAD.decode(token).ok());
    match token {
        Some(token) if token.len() == 32 => Ok(hash(token)),
        _ => Err(ErrorCode::NotFound.into()),
    }
}

fn is_in_order(new: &NewShare, now: i64) -> bool {
    let control = URL_SAFE_NO_PAD.decode(&new.control);
    let fair = |gate: &inzage_api::Gate| gate::is_fair(&gate.verifier);
    control.is_ok_and(|hash| hash.len() == 32)
        && is_soon(new.expires, now)
        && new.opens != Some(0)
        && new.gate.as_ref().is_none_or(fair)
        && !(new.direct && new.gate.is_some())
}

fn is_soon(expires: i64, now: i64) -> bool {
    (now + 1..=now + LONGEST_LIFE).contains(&expires)
}

/// Nothing but the form of a JWE with a direct key (RFC 7516 section 7.1): five parts,
/// the second empty. What is not encrypted does not come in by mistake.
fn is_jwe(content: &str) -> bool {
    let parts: Vec<&str> = content.split('.').collect();
    let coded = |part: &&str| {
        let all = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        !part.is_empty() && part.bytes().all(all)
    };
    let [header, key, rest @ ..] = parts.as_slice() else {
        return false;
    };
    key.is_empty() && rest.len() == 3 && coded(header) && rest.iter().all(coded)
}

fn is_described(file: &PublishedFile) -> bool {
    let plain = |text: &str| {
        let all = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
        !text.is_empty() && text.len() <= LONGEST_NAME && text.bytes().all(all)
    };
    plain(&file.content_type)
        && file.fhir_version.as_deref().is_none_or(plain)
        && file
            .last_updated
            .is_none_or(|at| (1..=LARGEST).contains(&at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_form_of_a_jwe_with_a_direct_key_is_taken() {
        assert!(is_jwe("eyJh..".replace("..", "..aa.bb.cc").as_str()));
        for odd in [
            "",
            "plain",
            "a.b.c.d.e",
            "a..b.c",
            "a..b.c.d.e",
            "a..b.c d.e",
            "a..b..d",
            "{}",
        ] {
            assert!(!is_jwe(odd), "{odd}");
        }
    }
}
