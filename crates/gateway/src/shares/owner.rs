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
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use inzage_api::{
    ErrorCode, LONGEST_LIFE, NewShare, Publish, PublishedFile, ShareChange, ShareMade,
};
use std::collections::BTreeMap;
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
    // Two factors for whoever looks along too: the link and a passcode.
    if app.config.accounts.is_some() && new.gate.is_none() {
        return Err(ErrorCode::PasscodeNeeded.into());
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

/// Whoever shows the control token of the link in the path.
pub(crate) struct Owner {
    app: Arc<App>,
    shares: Arc<Shares>,
    id: String,
    control: String,
}

impl FromRequestParts<Arc<App>> for Owner {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Failure> {
        let shares = Arc::clone(on(app)?);
        let control = control(&parts.headers)?;
        let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, app).await;
        let mut path = path.map_err(|_| ErrorCode::NotFound)?;
        Ok(Self {
            app: Arc::clone(app),
            shares,
            id: path.remove("id").ok_or(ErrorCode::NotFound)?,
            control,
        })
    }
}

impl Owner {
    fn link(&self) -> Made<'_> {
        let (id, control) = (&self.id, &self.control);
        Made { id, control }
    }

    fn now(&self) -> i64 {
        self.app.env.seconds()
    }

    /// How the link stands.
    async fn told(&self) -> Result<Response, Failure> {
        json(&self.shares.store.state(self.link(), self.now()).await?)
    }
}

/// `PUT /api/shares/{id}/files/{generation}/{n}`
pub(crate) async fn upload(
    owner: Owner,
    Path((_, generation, n)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let limits = &owner.shares.config.limits;
    let most = usize::try_from(limits.file_bytes).unwrap_or(usize::MAX);
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
    let (link, now) = (owner.link(), owner.now());
    owner.shares.store.upload(link, upload, limits, now).await?;
    Ok(done())
}

/// `POST /api/shares/{id}/publish`
pub(crate) async fn publish(
    owner: Owner,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let publish: Publish = read_json(&headers, body).await?;
    if publish.files.is_empty() || !publish.files.iter().all(is_described) {
        return Err(ErrorCode::BadRequest.into());
    }
    let (link, now) = (owner.link(), owner.now());
    owner.shares.store.publish(link, &publish, now).await?;
    Ok(done())
}

/// `GET /api/shares/{id}`
pub(crate) async fn state(owner: Owner) -> Result<Response, Failure> {
    owner.told().await
}

/// `PATCH /api/shares/{id}`
pub(crate) async fn change(
    owner: Owner,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let change: ShareChange = read_json(&headers, body).await?;
    let now = owner.now();
    if !change.expires.is_none_or(|expires| is_soon(expires, now)) {
        return Err(ErrorCode::BadRequest.into());
    }
    owner
        .shares
        .store
        .change(owner.link(), &change, now)
        .await?;
    owner.told().await
}

/// `DELETE /api/shares/{id}`
pub(crate) async fn stop(owner: Owner) -> Result<Response, Failure> {
    owner.shares.store.stop(owner.link(), owner.now()).await?;
    Ok(done())
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
