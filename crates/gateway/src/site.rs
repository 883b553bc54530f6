//! Which of the two hosts a request came to: that of the app, or that of the readers
//! of links, which has nothing of a person's own.

use crate::app::App;
use crate::config::Config;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use inzage_api::LINK_PATH;
use std::convert::Infallible;
use std::sync::Arc;

/// A host of this gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    /// `public_url`.
    App,
    /// `share_url`.
    Readers,
}

impl Site {
    /// The host that was asked; the guard has let no others in.
    pub(crate) fn of(config: &Config, headers: &HeaderMap) -> Self {
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        let readers = config.share_host();
        let asked = |name: &str| host.is_some_and(|host| host.eq_ignore_ascii_case(name));
        if readers.as_deref().is_some_and(asked) {
            Self::Readers
        } else {
            Self::App
        }
    }

    /// Scheme, host and port as a browser writes them in `Origin`.
    pub(crate) fn origin(self, config: &Config) -> String {
        match (self, config.share_origin()) {
            (Self::Readers, Some(origin)) => origin,
            _ => config.origin(),
        }
    }

    /// Whether something of this path is here at all.
    pub(crate) fn has(self, path: &str) -> bool {
        let own = ["/api/", "/oauth/", "/metrics"];
        let shared = ["/api/about", "/api/openapi.json"];
        self == Self::App
            || path.starts_with(LINK_PATH)
            || shared.contains(&path)
            || !own.iter().any(|own| path.starts_with(own))
    }
}

impl FromRequestParts<Arc<App>> for Site {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        Ok(Self::of(&app.config, &parts.headers))
    }
}
