//! The token endpoint (medmij.md 2.5): mutual TLS, single-use codes, rotating
//! refresh tokens.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::auth::{Auth, CodeRequest, Issued, LIFETIME, NoToken};
use crate::faults::{Fault, Kind, Place};
use crate::journal::Seen;
use crate::secret::is_uuid;
use crate::tls::Peer;
use crate::world::{World, lock};

/// An error of RFC 6749 section 5.2.
struct Refused {
    status: StatusCode,
    code: &'static str,
    description: String,
}

fn refused(code: &'static str, description: impl Into<String>) -> Refused {
    let status = if code == "invalid_client" {
        StatusCode::UNAUTHORIZED
    } else {
        StatusCode::BAD_REQUEST
    };
    Refused {
        status,
        code,
        description: description.into(),
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body = json!({"error": self.code, "error_description": self.description});
        (
            self.status,
            [(header::CACHE_CONTROL, "no-store")],
            axum::Json(body),
        )
            .into_response()
    }
}

/// `POST /token`.
pub(crate) async fn token(
    State(world): State<Arc<World>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let seen = Seen {
        number: 0,
        at: String::new(),
        channel: "token",
        provider: None,
        method: "POST".to_owned(),
        uri: format!("{}/token", crate::front::host_of(&headers)),
        headers: crate::header_list(&headers),
        client: peer.hosts.clone(),
        form: form.clone(),
        status: 0,
    };
    let number = lock(&world.journal).push(world.clock.now(), seen);
    let result = issue(&world, &peer, &headers, &form);
    let provider = result
        .as_ref()
        .ok()
        .map(|issued| issued.granted.provider.clone());
    let fault = provider
        .as_deref()
        .and_then(|name| lock(&world.faults).take(Place::Token, name, None, ""));
    let response = match (result, fault) {
        (Ok(issued), Some(fault)) => faulty(&world, &issued, &fault).await,
        (Ok(issued), None) => success(&world, &issued),
        (Err(refusal), _) => refusal.into_response(),
    };
    lock(&world.journal).answered(number, response.status().as_u16(), provider);
    response
}

fn issue(
    world: &World,
    peer: &Peer,
    headers: &HeaderMap,
    form: &[(String, String)],
) -> Result<Issued, Refused> {
    let mut fields = BTreeMap::new();
    for (name, value) in form {
        if fields.insert(name.as_str(), value.as_str()).is_some() {
            return Err(refused(
                "invalid_request",
                format!("{name} is given more than once"),
            ));
        }
    }
    let form_type = header_text(headers, "content-type");
    if !form_type.starts_with("application/x-www-form-urlencoded") {
        return Err(refused("invalid_request", "the body must be a form"));
    }
    let client_id = client(world, peer, fields.get("client_id").copied())?;
    let request_id = header_text(headers, "medmij-request-id");
    let correlation = header_text(headers, "x-correlation-id");
    if !is_uuid(request_id) || !is_uuid(correlation) {
        return Err(refused(
            "invalid_request",
            "MedMij-Request-ID or X-Correlation-ID is not a UUID",
        ));
    }
    let enforce_pkce = lock(&world.faults).enforce_pkce;
    let now = world.clock.now();
    let mut auth = lock(&world.auth);
    if !auth.first_use(request_id) {
        return Err(refused(
            "invalid_request",
            "MedMij-Request-ID was used before",
        ));
    }
    match fields.get("grant_type").copied() {
        Some("authorization_code") => {
            let request = CodeRequest {
                code: fields.get("code").copied().unwrap_or_default(),
                dva: peer.dva,
                client_id: &client_id,
                redirect_uri: fields
                    .get("redirect_uri")
                    .copied()
                    .ok_or_else(|| refused("invalid_request", "redirect_uri is missing"))?,
                correlation,
                verifier: fields.get("code_verifier").copied(),
                enforce_pkce,
            };
            auth.exchange(&request, now).map_err(no_token)
        }
        Some("refresh_token") => {
            let token = fields.get("refresh_token").copied().unwrap_or_default();
            refresh(&mut auth, token, peer.dva, &client_id, correlation, now)
        }
        Some(_) => Err(refused("unsupported_grant_type", "not known here")),
        None => Err(refused("invalid_request", "grant_type is missing")),
    }
}

fn refresh(
    auth: &mut Auth,
    token: &str,
    dva: usize,
    client_id: &str,
    correlation: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Issued, Refused> {
    // A refresh starts a trace of its own (core.tknint.208).
    if !auth.first_use(correlation) {
        return Err(refused(
            "invalid_request",
            "X-Correlation-ID was used before",
        ));
    }
    auth.refresh(token, dva, client_id, correlation, now)
        .map_err(no_token)
}

/// The client: what it says must be in its certificate, and on the Whitelist.
fn client(world: &World, peer: &Peer, said: Option<&str>) -> Result<String, Refused> {
    let said = said.ok_or_else(|| refused("invalid_client", "client_id is missing"))?;
    if !peer.hosts.iter().any(|host| host == said) {
        return Err(refused(
            "invalid_client",
            "client_id is not the host of the certificate",
        ));
    }
    if said != world.client_id || !lock(&world.lists).whitelisted(world, said) {
        return Err(refused(
            "invalid_client",
            "not on the OAuth Client List or the Whitelist",
        ));
    }
    Ok(said.to_owned())
}

fn no_token(why: NoToken) -> Refused {
    refused("invalid_grant", why.to_string())
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
}

fn success(world: &World, issued: &Issued) -> Response {
    let granted = &issued.granted;
    let old = world
        .network
        .provider(&granted.provider)
        .is_some_and(super::network::Provider::old_scopes);
    let scope: Vec<String> = granted
        .services
        .iter()
        .map(|id| {
            if old {
                format!("{}~{id}", granted.provider)
            } else {
                id.clone()
            }
        })
        .collect();
    let mut body = json!({
        "access_token": issued.access,
        "token_type": "Bearer",
        "expires_in": LIFETIME,
        "scope": scope.join(" "),
    });
    if let (Some(refresh), Some(fields)) = (&issued.refresh, body.as_object_mut()) {
        fields.insert("refresh_token".to_owned(), json!(refresh));
    }
    ([(header::CACHE_CONTROL, "no-store")], axum::Json(body)).into_response()
}

async fn faulty(world: &World, issued: &Issued, fault: &Fault) -> Response {
    let wait = |default| std::time::Duration::from_secs(fault.seconds.unwrap_or(default));
    match fault.kind {
        Kind::Refuse => refused("invalid_grant", "refused on purpose").into_response(),
        Kind::Slow => {
            tokio::time::sleep(wait(11)).await;
            success(world, issued)
        }
        Kind::Silent => {
            tokio::time::sleep(wait(120)).await;
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
        Kind::Html => axum::response::Html("<!doctype html><p>Onderhoud</p>").into_response(),
        Kind::Malformed => (
            [(header::CONTENT_TYPE, "application/json")],
            "{\"access_token\": \"half",
        )
            .into_response(),
        _ => {
            let status = fault.status.and_then(|s| StatusCode::from_u16(s).ok());
            status
                .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
                .into_response()
        }
    }
}
