//! Answers every request of every connection: limits, the router, the headers
//! that every answer has, and one line in the log.

use crate::app::App;
use crate::headers::{self, Headers};
use crate::http::client::{self, RequestLimit};
use crate::http::guard::REFUSED;
use crate::problem::Failure;
use crate::router;
use axum::Router;
use axum::body::Body;
use axum::extract::MatchedPath;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use hyper::body::Incoming;
use inzage_api::{ErrorCode, LINK_PATH};
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use tower::ServiceExt;

/// The whole of what a connection talks to.
pub(crate) struct Front {
    /// What every request shares.
    pub(crate) app: Arc<App>,
    router: Router,
    headers: Headers,
    limit: RequestLimit<IpAddr>,
}

/// The address that a request counts for. In memory only.
#[derive(Clone, Copy)]
pub(crate) struct Client(pub(crate) IpAddr);

/// Where the router leaves the template of the route that matched, so that the
/// log never holds a path as it was asked.
#[derive(Clone, Default)]
pub(crate) struct Route(Arc<Mutex<Option<String>>>);

impl Route {
    /// Takes down the route that matched.
    pub(crate) fn note(&self, matched: Option<&MatchedPath>) {
        let template = matched.map(|matched| matched.as_str().to_owned());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = template;
    }

    fn template(&self) -> String {
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        noted.unwrap_or_else(|| "(app)".to_owned())
    }
}

impl Front {
    /// Puts the parts together.
    pub(crate) fn new(app: Arc<App>) -> Self {
        Self {
            router: router::router(Arc::clone(&app)),
            headers: Headers::new(&app.config, app.assets.as_ref()),
            limit: RequestLimit::new(app.config.limits.requests_per_minute),
            app,
        }
    }

    /// Answers one request.
    pub(crate) async fn answer(&self, peer: IpAddr, request: Request<Incoming>) -> Response {
        let started = self.app.env.now();
        let method = request.method().clone();
        let is_link = request.uri().path().starts_with(LINK_PATH);
        let (mut response, route) = if method.as_str() == REFUSED {
            (refused(request.uri().path()), "(refused)".to_owned())
        } else {
            self.routed(peer, request.map(Body::new)).await
        };
        self.headers.apply(response.headers_mut());
        if is_link {
            open_to_all(response.headers_mut());
        }
        let status = response.status().as_u16();
        let method = if method.as_str() == REFUSED {
            "-"
        } else {
            method.as_str()
        };
        let labels = [
            ("route", route.as_str()),
            ("method", method),
            ("status", &status.to_string()),
        ];
        self.app.metrics.add("inzage_http_requests_total", &labels);
        let ms = (self.app.env.now() - started).num_milliseconds();
        tracing::info!(route, method, status, ms, "request");
        response
    }

    async fn routed(&self, peer: IpAddr, mut request: Request<Body>) -> (Response, String) {
        let app = &self.app;
        let address = client::address(peer, &app.config.trusted_proxies, request.headers());
        let address = client::network(address);
        if let Err(wait) = self.limit.take(address, app.env.now().timestamp_millis()) {
            let failure = Failure::new(ErrorCode::TooMany).with_retry_after(Some(wait));
            return (failure.into_response(), "(limited)".to_owned());
        }
        let route = Route::default();
        request.extensions_mut().insert(route.clone());
        request.extensions_mut().insert(Client(address));
        let answer = self.router.clone().oneshot(request);
        let response = match AssertUnwindSafe(answer).catch_unwind().await {
            Ok(Ok(response)) => response,
            Ok(Err(never)) => match never {},
            Err(_) => {
                app.metrics.add("inzage_panics_total", &[]);
                Failure::new(ErrorCode::Internal).into_response()
            }
        };
        (response, route.template())
    }
}

/// Pages of other readers may read the answer too, errors included; nothing of this
/// browser goes along with what they ask (Fetch, CORS).
fn open_to_all(headers: &mut HeaderMap) {
    headers::set(
        headers,
        [
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (header::ACCESS_CONTROL_EXPOSE_HEADERS, "retry-after"),
        ],
    );
}

/// The answer to a request that the guard refused; the path is the status.
fn refused(path: &str) -> Response {
    let status = path
        .trim_start_matches('/')
        .parse::<u16>()
        .ok()
        .and_then(|status| StatusCode::from_u16(status).ok())
        .unwrap_or(StatusCode::BAD_REQUEST);
    let mut response = Failure::new(ErrorCode::BadRequest)
        .with_status(status)
        .into_response();
    headers::set(response.headers_mut(), [(header::CONNECTION, "close")]);
    response
}
