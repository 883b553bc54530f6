//! Logging in at a provider, and what is asked of it with what that brought.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function of the module above says it for all"
)]

use gloo_net::http::Request;
use inzage_api::{
    APP_HEADER, ClaimRequest, ErrorCode, FollowRequest, GRANT_HEADER, Grant, IDEMPOTENCY_HEADER,
    LoginRequest, LoginStarted,
};

use super::{Abort, HttpError, Received, checked, encode, json, json_with, received, send};

/// Starts a login: the browser goes to `authorization_url` after this.
///
/// With `send` it opens that one service to send to, else everything to collect.
pub async fn start_login(
    provider: &str,
    group: &str,
    send: Option<&str>,
) -> Result<LoginStarted, HttpError> {
    let body = LoginRequest {
        provider: provider.to_owned(),
        group: group.to_owned(),
        send: send.map(str::to_owned),
    };
    json_with(Request::post("/api/logins"), &body).await
}

/// Fetches, once, what a login brought.
pub async fn claim_grant(login: &str) -> Result<Grant, HttpError> {
    json_with(
        Request::post("/api/grants"),
        &ClaimRequest {
            login: login.to_owned(),
        },
    )
    .await
}

/// Swaps a sealed refresh token for a new grant.
pub async fn refresh_grant(grant_id: &str, refresh: &str) -> Result<Grant, HttpError> {
    let path = format!("/api/grants/{}/refresh", encode(grant_id));
    json(Request::post(&path).header(GRANT_HEADER, refresh)).await
}

/// Ends a grant at the gateway.
pub async fn end_grant(grant: &Grant) -> Result<(), HttpError> {
    let path = format!("/api/grants/{}", encode(&grant.id));
    send(Request::delete(&path).header(GRANT_HEADER, &grant.access))
        .await
        .map(|_| ())
}

/// Sends one FHIR query (path and parameters below the service's base).
pub async fn fhir(
    grant: &Grant,
    service: &str,
    path: &str,
    abort: &Abort,
) -> Result<Received, HttpError> {
    let path = format!(
        "/api/grants/{}/services/{}/fhir/{path}",
        encode(&grant.id),
        encode(service)
    );
    received(
        send(
            Request::get(&path)
                .header(GRANT_HEADER, &grant.access)
                .abort_signal(abort.signal().as_ref()),
        )
        .await?,
    )
    .await
}

/// Sends a Bundle of the person to a service that takes it, once. An answer that
/// breaks off leaves open whether it was taken.
pub async fn send_bundle(
    grant: &Grant,
    service: &str,
    bundle: &[u8],
) -> Result<Received, HttpError> {
    let path = format!(
        "/api/grants/{}/services/{}/fhir",
        encode(&grant.id),
        encode(service)
    );
    let request = Request::post(&path)
        .header(APP_HEADER, "1")
        .header(GRANT_HEADER, &grant.access)
        .header("content-type", "application/fhir+json")
        .body(js_sys::Uint8Array::from(bundle))
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    let answer = checked(request.send().await.map_err(|_| HttpError::offline())?).await?;
    received(answer).await.map_err(|error| HttpError {
        code: ErrorCode::SendUncertain,
        ..error
    })
}

fn vendor_path(grant: &Grant, path: &str) -> String {
    format!("/api/grants/{}/vendor/{path}", encode(&grant.id))
}

/// Reads something of the provider's own system; `path` is below its base.
pub async fn vendor_get(grant: &Grant, path: &str) -> Result<Received, HttpError> {
    let path = vendor_path(grant, path);
    received(send(Request::get(&path).header(GRANT_HEADER, &grant.access)).await?).await
}

/// Sends something to the provider's own system, once: JSON, or nothing. `key`: what
/// makes it one request however often it is sent (a UUID).
pub async fn vendor_post(
    grant: &Grant,
    path: &str,
    key: Option<&str>,
    body: &[u8],
) -> Result<Received, HttpError> {
    let mut request = Request::post(&vendor_path(grant, path))
        .header(APP_HEADER, "1")
        .header(GRANT_HEADER, &grant.access);
    if let Some(key) = key {
        request = request.header(IDEMPOTENCY_HEADER, key);
    }
    let sent = if body.is_empty() {
        request.send().await
    } else {
        let request = request
            .header("content-type", "application/json")
            .body(js_sys::Uint8Array::from(body))
            .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
        request.send().await
    };
    let answer = checked(sent.map_err(|_| HttpError::offline())?).await?;
    received(answer).await.map_err(|error| HttpError {
        code: ErrorCode::SendUncertain,
        ..error
    })
}

/// Follows a URL that was received: a next page or an attachment.
pub async fn follow(
    grant: &Grant,
    service: &str,
    url: &str,
    abort: &Abort,
) -> Result<Received, HttpError> {
    let path = format!(
        "/api/grants/{}/services/{}/follow",
        encode(&grant.id),
        encode(service)
    );
    let request = Request::post(&path)
        .header(APP_HEADER, "1")
        .header(GRANT_HEADER, &grant.access)
        .abort_signal(abort.signal().as_ref())
        .json(&FollowRequest {
            url: url.to_owned(),
        })
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    received(checked(request.send().await.map_err(|_| HttpError::offline())?).await?).await
}
