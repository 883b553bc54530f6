//! The back channel: mutual TLS with our certificate, trusting only the roots
//! of the trust file; no redirects, no proxies, no private addresses.

mod address;
mod answer;
mod tls;

pub(crate) use answer::{Relay, no_answer, relay};
pub(crate) use tls::TlsError;

use crate::config::Config;
use crate::lists::Snapshot;
use address::Resolver;
use inzage_api::ErrorCode;
use reqwest::{Client, RequestBuilder, Response};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::{Host, Url};

/// The client for everything that is not the browser.
pub(crate) struct Back {
    client: Client,
    loopback: bool,
    per_provider: usize,
    turns: Mutex<BTreeMap<String, Arc<Semaphore>>>,
    /// How long an answer may take to begin.
    answer: Duration,
    /// How long an answer may be silent.
    idle: Duration,
    /// Largest answer, decompressed.
    largest: u64,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoAnswer {
    /// Not in time.
    Timeout,
    /// No connection, or no trust.
    Unreachable,
}

impl Back {
    /// A client as configured.
    pub(crate) fn new(config: &Config) -> Result<Self, TlsError> {
        let limits = &config.limits;
        let client = Client::builder()
            .tls_backend_preconfigured(tls::client_config(&config.tls)?)
            .dns_resolver(Arc::new(Resolver::new(config.allow_loopback_http)))
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .http1_only()
            .gzip(true)
            .connect_timeout(Duration::from_secs(limits.connect_seconds))
            .pool_idle_timeout(Duration::from_secs(30))
            .build()
            .map_err(|_| TlsError::Client)?;
        Ok(Self {
            client,
            loopback: config.allow_loopback_http,
            per_provider: limits.per_provider,
            turns: Mutex::default(),
            answer: Duration::from_secs(limits.answer_seconds),
            idle: Duration::from_secs(limits.idle_seconds),
            largest: limits.response_bytes,
        })
    }

    /// A `GET`, when the address is one that may be asked at all.
    pub(crate) fn get(&self, url: &Url) -> Option<RequestBuilder> {
        self.may_connect(url).then(|| self.client.get(url.clone()))
    }

    /// A `POST`, when the address is one that may be asked at all.
    pub(crate) fn post(&self, url: &Url) -> Option<RequestBuilder> {
        self.may_connect(url).then(|| self.client.post(url.clone()))
    }

    /// An endpoint that may be called: well-formed, and its host takes part in
    /// `MedMij`. Checked before any connection is made.
    pub(crate) fn endpoint(&self, lists: &Snapshot, text: &str) -> Option<Url> {
        let url = Url::parse(text).ok()?;
        (self.may_connect(&url) && lists.takes_part(url.host_str()?)).then_some(url)
    }

    /// https, without a user; never an address instead of a name. In
    /// development also http and addresses of this machine.
    fn may_connect(&self, url: &Url) -> bool {
        let ours = self.loopback && address::is_this_machine(url);
        let plain = url.username().is_empty() && url.password().is_none();
        let named = matches!(url.host(), Some(Host::Domain(_)));
        plain && (ours || (url.scheme() == "https" && named))
    }

    /// Waits for a turn with a provider: one slow provider holds up nobody else.
    pub(crate) async fn turn(&self, provider: &str) -> Option<OwnedSemaphorePermit> {
        let turns = {
            let mut all = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
            let new = || Arc::new(Semaphore::new(self.per_provider));
            Arc::clone(all.entry(provider.to_owned()).or_insert_with(new))
        };
        tokio::time::timeout(self.idle, turns.acquire_owned())
            .await
            .ok()?
            .ok()
    }

    /// Sends, and waits for the head of the answer. A request that may be sent
    /// twice is, when no connection could be made.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Result<Response, NoAnswer> {
        let again = request.try_clone();
        match self.attempt(request).await {
            Err((NoAnswer::Unreachable, true)) => match again {
                Some(request) => self.attempt(request).await,
                None => return Err(NoAnswer::Unreachable),
            },
            first => first,
        }
        .map_err(|(why, _)| why)
    }

    /// Sends what may be sent once only.
    pub(crate) async fn send_once(&self, request: RequestBuilder) -> Result<Response, NoAnswer> {
        self.attempt(request).await.map_err(|(why, _)| why)
    }

    /// Hands something over, once. Whether it was taken is uncertain as soon as
    /// a connection stood.
    pub(crate) async fn hand_over(&self, request: RequestBuilder) -> Result<Response, ErrorCode> {
        self.attempt(request).await.map_err(|(_, unsent)| {
            if unsent {
                ErrorCode::ProviderUnreachable
            } else {
                ErrorCode::SendUncertain
            }
        })
    }

    /// One attempt; with an error, whether nothing was sent.
    async fn attempt(&self, request: RequestBuilder) -> Result<Response, (NoAnswer, bool)> {
        match tokio::time::timeout(self.answer, request.send()).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) if error.is_timeout() => Err((NoAnswer::Timeout, false)),
            Ok(Err(error)) => Err((NoAnswer::Unreachable, error.is_connect())),
            Err(_) => Err((NoAnswer::Timeout, false)),
        }
    }

    /// A small answer as a whole; `None` when it is larger than `most`, or
    /// breaks off.
    pub(crate) async fn small(&self, mut response: Response, most: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        loop {
            match tokio::time::timeout(self.idle, response.chunk()).await {
                Ok(Ok(Some(chunk))) if bytes.len() + chunk.len() <= most => {
                    bytes.extend_from_slice(&chunk);
                }
                Ok(Ok(None)) => return Some(bytes),
                _ => return None,
            }
        }
    }
}
