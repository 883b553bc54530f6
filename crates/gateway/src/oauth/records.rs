//! What is sealed: each record holds all that the next step needs, so that no
//! gateway keeps anything and any copy can go on.

use crate::app::App;
use crate::cookies;
use crate::problem::Failure;
use crate::seal::Purpose;
use axum::http::HeaderMap;
use inzage_api::ErrorCode;
use serde::{Deserialize, Serialize};

/// A login under way.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct LoginRecord {
    /// The whole `state`.
    pub(super) state: String,
    /// PKCE verifier.
    pub(super) verifier: String,
    /// `MedMij` name.
    pub(super) provider: String,
    /// Login group.
    pub(super) group: String,
    /// The tuple that this login belongs to (RFC 9700 section 4.4).
    pub(super) authorization_endpoint: String,
    /// See above.
    pub(super) token_endpoint: String,
    /// Gegevensdiensten that were asked for.
    pub(super) asked: Vec<String>,
    /// `X-Correlation-ID`.
    pub(super) trace_id: String,
    /// `MedMij-Request-ID` of the authorization request.
    pub(super) request_id: String,
    /// The browser it belongs to.
    pub(super) binding: String,
    /// Seconds since 1970.
    pub(super) created: i64,
}

/// What a callback brought.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct ResultRecord {
    /// What was granted.
    pub(super) granted: Granted,
    /// Seconds since 1970.
    pub(super) created: i64,
}

/// A grant with its tokens in the clear; never outside a sealed record.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Granted {
    /// `{g}`.
    pub(super) id: String,
    /// `MedMij` name.
    pub(super) provider: String,
    /// Login group.
    pub(super) group: String,
    /// Gegevensdiensten that were granted.
    pub(super) services: Vec<String>,
    /// Access token.
    pub(super) access_token: String,
    /// Refresh token.
    pub(super) refresh_token: Option<String>,
    /// When the access token ends, in seconds since 1970.
    pub(super) expires: i64,
    /// `X-Correlation-ID`.
    pub(super) trace_id: String,
}

/// A sealed access token with what it opens.
#[derive(Serialize, Deserialize)]
pub(crate) struct AccessRecord {
    /// `{g}`.
    pub(crate) id: String,
    /// `MedMij` name.
    pub(crate) provider: String,
    /// Login group.
    pub(crate) group: String,
    /// Gegevensdiensten that it opens.
    pub(crate) services: Vec<String>,
    /// Access token.
    pub(crate) token: String,
    /// When it ends, in seconds since 1970.
    pub(crate) expires: i64,
    /// `X-Correlation-ID`.
    pub(crate) trace_id: String,
}

/// A sealed refresh token with where it belongs.
#[derive(Serialize, Deserialize)]
pub(super) struct RefreshRecord {
    /// `{g}`.
    pub(super) id: String,
    /// `MedMij` name.
    pub(super) provider: String,
    /// Login group: its endpoints are looked up, never taken from here.
    pub(super) group: String,
    /// Gegevensdiensten that were granted.
    pub(super) services: Vec<String>,
    /// Refresh token.
    pub(super) token: String,
}

impl AccessRecord {
    /// Opens the access token that a request carries, for this grant.
    ///
    /// # Errors
    /// `grant_expired` for anything that is not a living token of this browser.
    pub(crate) fn of(app: &App, headers: &HeaderMap, grant: &str) -> Result<Self, Failure> {
        let record: Self = open(app, headers, Purpose::Access)?;
        let lives = record.expires > app.env.seconds();
        if record.id == grant && lives && !app.consumed.has("grant", grant) {
            Ok(record)
        } else {
            Err(ErrorCode::GrantExpired.into())
        }
    }
}

/// Opens the sealed token of a request, bound to its browser.
pub(super) fn open<T: serde::de::DeserializeOwned>(
    app: &App,
    headers: &HeaderMap,
    purpose: Purpose,
) -> Result<T, Failure> {
    let blob = headers
        .get(inzage_api::GRANT_HEADER)
        .and_then(|value| value.to_str().ok());
    let device = cookies::device(headers);
    let (Some(blob), Some(device)) = (blob, device) else {
        return Err(ErrorCode::GrantExpired.into());
    };
    app.keys
        .open(purpose, &cookies::binding(device), blob)
        .map_err(|_| ErrorCode::GrantExpired.into())
}
