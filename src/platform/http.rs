//! The gateway, as the app calls it. Every call carries the app's header; no
//! server text ever reaches the screen, only codes.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

mod grants;
mod links;

use gloo_net::http::{Request, RequestBuilder, Response};
use inzage_api::{
    APP_HEADER, About, ErrorCode, Judging, Problem, ProviderDetail, ProviderSearch, TRACE_HEADER,
    UnlockKey,
};
use send_wrapper::SendWrapper;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use grants::{
    claim_grant, end_grant, fhir, follow, refresh_grant, send_bundle, start_login, vendor_get,
    vendor_post,
};
pub use links::{
    OpenError, change_share, make_share, open_link, publish_share, put_share_file, share_state,
    stop_share,
};

/// Why a call to the gateway did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpError {
    /// What went wrong; [`ErrorCode::Internal`] also when the gateway could not
    /// be reached at all (see `offline`).
    pub code: ErrorCode,
    /// Trace id, when a provider was asked.
    pub trace_id: Option<String>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<u64>,
    /// Status the provider gave.
    pub provider_status: Option<u16>,
    /// Why the provider refused, in its words.
    pub provider_detail: Option<String>,
    /// True when no answer came from the gateway: no network, or it is down.
    pub offline: bool,
}

impl HttpError {
    /// The server could not be reached.
    pub fn offline() -> Self {
        Self {
            offline: true,
            ..Self::code(ErrorCode::Internal)
        }
    }

    /// Only what went wrong.
    pub fn code(code: ErrorCode) -> Self {
        Self {
            code,
            trace_id: None,
            retry_after: None,
            provider_status: None,
            provider_detail: None,
            offline: false,
        }
    }
}

/// The bytes a provider answered, and the trace id to quote about them.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    /// As received.
    pub bytes: Vec<u8>,
    /// Trace id of the exchange.
    pub trace_id: Option<String>,
}

/// Gives up requests that are under way; clones give up the same ones.
#[derive(Clone)]
pub struct Abort(SendWrapper<Option<web_sys::AbortController>>);

impl Default for Abort {
    fn default() -> Self {
        Self(SendWrapper::new(web_sys::AbortController::new().ok()))
    }
}

impl Abort {
    /// Gives them up.
    pub fn abort(&self) {
        if let Some(controller) = self.0.as_ref() {
            controller.abort();
        }
    }

    fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.0.as_ref().map(web_sys::AbortController::signal)
    }
}

/// Searches providers. Empty texts are left out.
///
/// # Errors
/// See [`HttpError`]; so for every function here.
pub async fn search_providers(
    q: &str,
    place: &str,
    kind: &str,
) -> Result<ProviderSearch, HttpError> {
    let query = [("q", q), ("place", place), ("kind", kind)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty());
    json(Request::get("/api/providers").query(query)).await
}

/// One provider with its services per login.
pub async fn provider(zorgaanbiedernaam: &str) -> Result<ProviderDetail, HttpError> {
    json(Request::get(&format!(
        "/api/providers/{}",
        encode(zorgaanbiedernaam)
    )))
    .await
}

/// What this copy of the gateway is.
pub async fn about() -> Result<About, HttpError> {
    json(Request::get("/api/about")).await
}

/// What the module *beoordeling* needs; only where it is switched on.
pub async fn judging() -> Result<Judging, HttpError> {
    json(Request::get("/api/judging")).await
}

/// The term file of this copy: plain names and explanations, as text.
pub async fn terms() -> Result<String, HttpError> {
    file("/terms.tsv").await
}

/// A text file of the app.
///
/// # Errors
/// As for every function here.
pub async fn file(address: &str) -> Result<String, HttpError> {
    send(Request::get(address))
        .await?
        .text()
        .await
        .map_err(|_| HttpError::code(ErrorCode::Internal))
}

/// Makes a key to wrap the vault's key under while the person is away.
pub async fn make_unlock_key() -> Result<UnlockKey, HttpError> {
    json(Request::post("/api/unlock-key")).await
}

/// Gives that key again, while the session lives.
pub async fn unlock_key() -> Result<UnlockKey, HttpError> {
    json(Request::get("/api/unlock-key")).await
}

/// Ends it.
pub async fn end_unlock_key() -> Result<(), HttpError> {
    send(Request::delete("/api/unlock-key")).await.map(|_| ())
}

fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

pub(super) async fn send(builder: RequestBuilder) -> Result<Response, HttpError> {
    let answer = builder
        .header(APP_HEADER, "1")
        .send()
        .await
        .map_err(|_| HttpError::offline())?;
    checked(answer).await
}

pub(super) async fn json<T: DeserializeOwned>(builder: RequestBuilder) -> Result<T, HttpError> {
    send(builder)
        .await?
        .json()
        .await
        .map_err(|_| HttpError::code(ErrorCode::Internal))
}

pub(super) async fn json_with<T: DeserializeOwned>(
    builder: RequestBuilder,
    body: &impl Serialize,
) -> Result<T, HttpError> {
    let request = builder
        .header(APP_HEADER, "1")
        .json(body)
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    let answer = checked(request.send().await.map_err(|_| HttpError::offline())?).await?;
    answer
        .json()
        .await
        .map_err(|_| HttpError::code(ErrorCode::Internal))
}

async fn received(response: Response) -> Result<Received, HttpError> {
    let trace_id = response.headers().get(TRACE_HEADER);
    match response.binary().await {
        Ok(bytes) => Ok(Received { bytes, trace_id }),
        // The stream broke off: the provider's connection was lost halfway.
        Err(_) => Err(HttpError {
            trace_id,
            ..HttpError::code(ErrorCode::ProviderUnreachable)
        }),
    }
}

async fn checked(response: Response) -> Result<Response, HttpError> {
    if response.ok() {
        return Ok(response);
    }
    let trace_id = response.headers().get(TRACE_HEADER);
    let status = response.status();
    let Ok(problem) = response.json::<Problem>().await else {
        // Not one of the gateway's own answers: something in between spoke.
        let code = if status == 429 {
            ErrorCode::TooMany
        } else {
            ErrorCode::Internal
        };
        return Err(HttpError {
            trace_id,
            ..HttpError::code(code)
        });
    };
    Err(HttpError {
        code: problem.code,
        trace_id: problem.trace_id.or(trace_id),
        retry_after: problem.retry_after,
        provider_status: problem.provider_status,
        provider_detail: problem.provider_detail,
        offline: false,
    })
}
