//! Reading at a provider: a search or document of a service, or an address that
//! was received. The answer is passed on unread.

use crate::app::App;
use crate::audit::Event;
use crate::chainlog::{Ending, Exchange};
use crate::lists::{OfferedService, Snapshot};
use crate::oauth::AccessRecord;
use crate::problem::Failure;
use crate::router::read_json;
use crate::target;
use crate::upstream::{self, Relay};
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use inzage_api::{ErrorCode, FollowRequest};
use inzage_medmij::chainlog::EventType;
use inzage_medmij::gegevensdiensten::Gegevensdienst;
use inzage_medmij::oauth::{CORRELATION_ID, REQUEST_ID};
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;
use url::Url;

/// Longest query that is passed on, in bytes.
const LONGEST_QUERY: usize = 4096;

/// What one call may use.
pub(crate) struct Access {
    /// The token.
    pub(crate) record: AccessRecord,
    /// The service that is asked.
    pub(crate) service: OfferedService,
    /// The lists of now.
    pub(crate) lists: Arc<Snapshot>,
}

/// The queries of a service that is collected.
fn collected(app: &App, access: &Access) -> Result<&'static Gegevensdienst, Failure> {
    let table = app.config.collected.table(&access.service.id);
    table.ok_or_else(|| ErrorCode::NotAllowed.into())
}

/// `GET /api/grants/{g}/services/{s}/fhir/{path}?query`
pub(crate) async fn read(
    State(app): State<Arc<App>>,
    Path((grant, service, path)): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let access = access(&app, &headers, &grant, &service)?;
    let dienst = collected(&app, &access)?;
    let query = query.unwrap_or_default();
    if !dienst.may_ask(&path) || query.len() > LONGEST_QUERY {
        return Err(ErrorCode::NotAllowed.into());
    }
    let base = access.service.base(&path).ok_or(ErrorCode::NotFound)?;
    let mut url = app
        .back
        .endpoint(&access.lists, &format!("{base}/{path}"))
        .ok_or(ErrorCode::NotAllowed)?;
    if !query.is_empty() {
        url.set_query(Some(&query));
    }
    ask(&app, access, url, dienst.fhir.accept()).await
}

/// `POST /api/grants/{g}/services/{s}/follow`
pub(crate) async fn follow(
    State(app): State<Arc<App>>,
    Path((grant, service)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let asked: FollowRequest = read_json(&headers, body).await?;
    let access = access(&app, &headers, &grant, &service)?;
    let bases: Vec<Url> = access
        .service
        .resources
        .iter()
        .filter_map(|resource| app.back.endpoint(&access.lists, &resource.endpoint))
        .collect();
    let url = target::resolve(&bases, &asked.url).ok_or(ErrorCode::NotAllowed)?;
    let granted = bases.iter().any(|base| target::is_below(base, &url));
    let named = access.lists.names_origin(&access.record.provider, &url);
    let takes_part = app.back.endpoint(&access.lists, url.as_str()).is_some();
    if !takes_part || !(granted || named) {
        return Err(ErrorCode::NotAllowed.into());
    }
    // What is behind an address that was received may be a document as well.
    let accept = format!("{}, */*;q=0.1", collected(&app, &access)?.fhir.accept());
    ask(&app, access, url, &accept).await
}

/// Checks the token and what it opens, against the lists of now; `service` as the app
/// knows it.
pub(crate) fn access(
    app: &App,
    headers: &HeaderMap,
    grant: &str,
    service: &str,
) -> Result<Access, Failure> {
    let listed = app.config.collected.listed(service);
    opened(app, AccessRecord::of(app, headers, grant)?, listed)
}

/// What a token opens of a service, against the lists of now.
pub(crate) fn opened(app: &App, record: AccessRecord, service: &str) -> Result<Access, Failure> {
    let lists = app.lists()?;
    if !record.services.iter().any(|granted| granted == service) {
        return Err(ErrorCode::NotAllowed.into());
    }
    // When the endpoints moved, the group is another: a new login is needed.
    let offered = lists
        .group(&record.provider, &record.group)
        .and_then(|group| group.service(service).cloned())
        .ok_or(ErrorCode::GrantExpired)?;
    Ok(Access {
        record,
        service: offered,
        lists,
    })
}

/// Asks, and passes the answer on.
async fn ask(app: &Arc<App>, access: Access, url: Url, accept: &str) -> Result<Response, Failure> {
    let record = &access.record;
    let turn = turn(app, record).await?;
    let exchange = exchange(app, &access, "GET", logged(&url, &access.service));
    let request = app
        .back
        .get(&url)
        .ok_or(ErrorCode::NotAllowed)?
        .bearer_auth(&record.token)
        .header(header::ACCEPT, accept)
        .header(REQUEST_ID, &exchange.request_id)
        .header(CORRELATION_ID, &record.trace_id);
    app.chainlog.sent(EventType::SendResourceRequest, &exchange);
    let answer = app.back.send(request).await;
    let status = answer
        .as_ref()
        .ok()
        .map(|response| response.status().as_u16());
    let relay = Relay {
        trace_id: record.trace_id.clone(),
        now: app.env.now(),
        turn,
    };
    let outcome = upstream::relay(&app.back, answer.map_err(upstream::no_answer), relay);
    note(app, &exchange, status, &outcome);
    outcome
}

/// Waits for a turn with the provider of a token.
pub(crate) async fn turn(
    app: &App,
    record: &AccessRecord,
) -> Result<OwnedSemaphorePermit, Failure> {
    let turn = app.back.turn(&record.provider).await;
    turn.ok_or_else(|| {
        Failure::new(ErrorCode::ProviderBusy)
            .with_trace(&record.trace_id)
            .with_retry_after(Some(5))
    })
}

/// A new exchange with a provider, as logs see it: `url` holds nothing that points
/// at a person or a document.
pub(crate) fn exchange(app: &App, access: &Access, method: &'static str, url: Url) -> Exchange {
    Exchange {
        trace_id: access.record.trace_id.clone(),
        request_id: app.env.uuid(),
        method,
        url,
        grant_type: None,
        provider: access.record.provider.clone(),
        service: Some(access.service.id.clone()),
    }
}

/// The address for the log: the base and the type that was asked for, without
/// anything that points at a person or a document.
pub(crate) fn logged(url: &Url, service: &OfferedService) -> Url {
    let bases = service
        .resources
        .iter()
        .filter_map(|r| Url::parse(&r.endpoint).ok());
    for base in bases {
        if target::is_below(&base, url) {
            let rest = url.path().strip_prefix(base.path()).unwrap_or_default();
            let kind = rest
                .trim_start_matches('/')
                .split('/')
                .next()
                .unwrap_or_default();
            let is_type = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_alphabetic());
            let mut shown = base.clone();
            if is_type {
                shown.set_path(&format!("{}/{kind}", base.path().trim_end_matches('/')));
            }
            return shown;
        }
    }
    let mut shown = url.clone();
    shown.set_path("");
    shown.set_query(None);
    shown
}

/// How an exchange ended, for the counters and the audit trail.
pub(crate) fn label(status: Option<u16>, outcome: &Result<Response, Failure>) -> &'static str {
    match (outcome, status) {
        (Ok(_), Some(_)) => "ok",
        (Err(failure), Some(_)) => failure.code().as_str(),
        _ => "no_answer",
    }
}

/// Tells the chain log, the counters and the audit trail how an exchange ended.
pub(crate) fn note(
    app: &App,
    exchange: &Exchange,
    status: Option<u16>,
    outcome: &Result<Response, Failure>,
) {
    let label = label(status, outcome);
    let (kind, ending) = match (outcome, status) {
        (Ok(_), Some(status)) => (EventType::ReceiveResourceResponse, Ending::Status(status)),
        (Err(_), Some(status)) => (
            EventType::ReceiveResourceErrorResponse,
            Ending::Error(Some(status), label),
        ),
        _ => (
            EventType::ReceiveResourceRequestError,
            Ending::Error(None, "temporarily_unavailable"),
        ),
    };
    app.chainlog.ended(kind, exchange, ending);
    app.metrics
        .add("inzage_resource_requests_total", &[("outcome", label)]);
    recorded(app, exchange, status, label);
}

/// Adds an exchange to the audit trail.
pub(crate) fn recorded(app: &App, exchange: &Exchange, status: Option<u16>, outcome: &str) {
    let event = Event::Read {
        provider: &exchange.provider,
        service: exchange.service.as_deref().unwrap_or_default(),
        resource: exchange.url.as_str(),
        trace_id: &exchange.trace_id,
        request_id: &exchange.request_id,
        status,
        outcome,
    };
    app.audit.record(app.env.now(), &event);
}
