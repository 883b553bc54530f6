//! `/api/unlock-key`: a key that lives as long as a short session, so that a
//! login elsewhere does not lock the vault. The app wraps its data key under
//! it; what is wrapped never comes here.

use crate::app::App;
use crate::cookies::{self, SameSite};
use crate::problem::Failure;
use crate::router::json;
use crate::seal::Purpose;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use inzage_api::{ErrorCode, UnlockKey};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The session, sealed in its cookie.
#[derive(Serialize, Deserialize)]
struct Session {
    /// Random; the key is derived from it.
    salt: String,
    /// Which sealing key it is derived with.
    key_id: [u8; 4],
    /// Seconds since 1970.
    created: i64,
}

/// `POST`: begins a session and gives its key.
pub(crate) async fn make(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let device = cookies::device(&headers).map_or_else(|| app.env.token::<32>(), str::to_owned);
    let salt = app.env.token::<32>();
    let (key_id, key) = app
        .keys
        .derive(salt.as_bytes())
        .ok_or(ErrorCode::Internal)?;
    let session = Session {
        salt,
        key_id,
        created: app.env.seconds(),
    };
    let binding = cookies::binding(&device);
    let sealed = app
        .keys
        .seal(&app.env, Purpose::Unlock, &binding, &session)
        .map_err(|_| ErrorCode::Internal)?;
    let mut response = json(&UnlockKey {
        key: URL_SAFE_NO_PAD.encode(*key),
        expires_in: u64::from(cookies::UNLOCK_SECONDS),
    })?;
    let out = response.headers_mut();
    let seconds = cookies::UNLOCK_SECONDS;
    cookies::add(
        out,
        cookies::set(cookies::UNLOCK, &sealed, seconds, SameSite::Strict),
    );
    let seconds = cookies::DEVICE_SECONDS;
    cookies::add(
        out,
        cookies::set(cookies::DEVICE, &device, seconds, SameSite::Strict),
    );
    Ok(response)
}

/// `GET`: the key again, while the session lives.
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let session = session(&app, &headers).ok_or(ErrorCode::NotFound)?;
    let ends = session.created + i64::from(cookies::UNLOCK_SECONDS);
    let left = u64::try_from(ends - app.env.seconds()).unwrap_or(0);
    if left == 0 || app.consumed.has("unlock", &session.salt) {
        return Err(ErrorCode::NotFound.into());
    }
    let key = app
        .keys
        .derive_again(session.key_id, session.salt.as_bytes())
        .ok_or(ErrorCode::NotFound)?;
    json(&UnlockKey {
        key: URL_SAFE_NO_PAD.encode(*key),
        expires_in: left,
    })
}

/// `DELETE`: ends the session.
pub(crate) async fn end(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    if let Some(session) = session(&app, &headers) {
        let now = app.env.seconds();
        let ends = now + i64::from(cookies::UNLOCK_SECONDS);
        app.consumed.take("unlock", &session.salt, now, ends);
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    cookies::add(response.headers_mut(), cookies::delete(cookies::UNLOCK));
    response
}

fn session(app: &App, headers: &HeaderMap) -> Option<Session> {
    let device = cookies::device(headers)?;
    let sealed = cookies::find(headers, cookies::UNLOCK)?;
    let binding = cookies::binding(device);
    app.keys.open(Purpose::Unlock, &binding, sealed).ok()
}
