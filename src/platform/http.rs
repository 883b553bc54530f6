//! The gateway, as the app calls it. Every call carries the app's header; no
//! server text ever reaches the screen, only codes.

#![expect(
    clippy::missing_errors_doc,
    reason = "the first function says it for all"
)]

use gloo_net::http::{Request, RequestBuilder, Response};
use inzage_api::{
    APP_HEADER, About, ClaimRequest, ErrorCode, FollowRequest, GRANT_HEADER, Grant,
    IDEMPOTENCY_HEADER, Judging, LoginRequest, LoginStarted, Manifest, NewShare, OpenLink, Problem,
    ProviderDetail, ProviderSearch, Publish, ShareChange, ShareMade, ShareState, TRACE_HEADER,
    UnlockKey, WrongPasscode,
};
use send_wrapper::SendWrapper;
use serde::Serialize;
use serde::de::DeserializeOwned;

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

/// Makes a link at the gateway, without content.
pub async fn make_share(share: &NewShare) -> Result<ShareMade, HttpError> {
    json_with(Request::post("/api/shares"), share).await
}

fn owned(builder: RequestBuilder, control: &str) -> RequestBuilder {
    builder
        .header(APP_HEADER, "1")
        .header("authorization", &format!("Bearer {control}"))
}

fn share_path(share: &str, rest: &str) -> String {
    format!("/api/shares/{}{rest}", encode(share))
}

/// Brings one encrypted file of a link.
pub async fn put_share_file(
    share: &str,
    control: &str,
    generation: u32,
    nth: usize,
    bytes: &[u8],
) -> Result<(), HttpError> {
    let path = share_path(share, &format!("/files/{generation}/{nth}"));
    let request = owned(Request::put(&path), control)
        .header("content-type", "application/jose")
        .body(js_sys::Uint8Array::from(bytes))
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    checked(request.send().await.map_err(|_| HttpError::offline())?).await?;
    Ok(())
}

/// Makes what was brought the content.
pub async fn publish_share(share: &str, control: &str, publish: &Publish) -> Result<(), HttpError> {
    let request = owned(Request::post(&share_path(share, "/publish")), control)
        .json(publish)
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    checked(request.send().await.map_err(|_| HttpError::offline())?).await?;
    Ok(())
}

/// How a link stands, and who looked.
pub async fn share_state(share: &str, control: &str) -> Result<ShareState, HttpError> {
    json(owned(Request::get(&share_path(share, "")), control)).await
}

/// Pauses, resumes or extends a link.
pub async fn change_share(
    share: &str,
    control: &str,
    change: &ShareChange,
) -> Result<(), HttpError> {
    let request = owned(Request::patch(&share_path(share, "")), control)
        .json(change)
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    checked(request.send().await.map_err(|_| HttpError::offline())?).await?;
    Ok(())
}

/// Stops a link, for ever and at once.
pub async fn stop_share(share: &str, control: &str) -> Result<(), HttpError> {
    send(owned(Request::delete(&share_path(share, "")), control))
        .await
        .map(|_| ())
}

/// Why a link gives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The passcode is wrong; so many tries are left.
    WrongCode(u32),
    /// There is nothing (any more).
    Nothing,
    /// Anything else.
    Http(HttpError),
}

impl From<HttpError> for OpenError {
    fn from(error: HttpError) -> Self {
        Self::Http(error)
    }
}

/// The encrypted files of a link, as a standard reader asks for them. `who` is what
/// its owner reads in the list of who looked.
pub async fn open_link(
    url: &str,
    direct: bool,
    who: &str,
    passcode: Option<String>,
) -> Result<Vec<Vec<u8>>, OpenError> {
    if direct {
        let url = format!("{url}?recipient={}", encode(who));
        return Ok(vec![link_file(&url).await?]);
    }
    let asked = OpenLink {
        recipient: who.to_owned(),
        passcode,
        embedded_length_max: None,
    };
    let request = Request::post(url)
        .json(&asked)
        .map_err(|_| HttpError::code(ErrorCode::BadRequest))?;
    let answer = request.send().await.map_err(|_| HttpError::offline())?;
    if answer.status() == 401 {
        let wrong = answer.json::<WrongPasscode>().await;
        return Err(OpenError::WrongCode(
            wrong.map_or(0, |w| w.remaining_attempts),
        ));
    }
    let manifest: Manifest = opened(answer)
        .await?
        .json()
        .await
        .map_err(|_| HttpError::code(ErrorCode::Internal))?;
    let mut files = Vec::new();
    for file in manifest.files {
        match (file.embedded, file.location) {
            (Some(embedded), _) => files.push(embedded.into_bytes()),
            (None, Some(location)) => files.push(link_file(&location).await?),
            (None, None) => {}
        }
    }
    Ok(files)
}

async fn link_file(url: &str) -> Result<Vec<u8>, OpenError> {
    let answer = Request::get(url)
        .send()
        .await
        .map_err(|_| HttpError::offline())?;
    let bytes = opened(answer).await?.binary().await;
    Ok(bytes.map_err(|_| HttpError::offline())?)
}

async fn opened(answer: Response) -> Result<Response, OpenError> {
    if answer.status() == 404 {
        return Err(OpenError::Nothing);
    }
    Ok(checked(answer).await?)
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
