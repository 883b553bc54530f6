//! A sink for chain-log events (medmij.md section 4) that checks them: shape,
//! ids, order, and that what they tell really happened.

use std::collections::{BTreeMap, BTreeSet};

use inzage_medmij::chainlog::{ChainEvent, EventType};
use serde::Serialize;
use serde_json::Value;

use crate::journal::Journal;
use crate::secret::is_uuid;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Violation {
    /// Number of the event, from 1.
    pub(crate) event: usize,
    /// What is wrong, in English.
    pub(crate) what: String,
}

/// What was received.
#[derive(Debug, Default)]
pub(crate) struct ChainLog {
    /// Events as received.
    pub(crate) events: Vec<Value>,
    /// What is wrong with them.
    pub(crate) violations: Vec<Violation>,
    open: BTreeMap<(String, String), EventType>,
    /// What each trace has seen so far.
    traces: BTreeMap<String, BTreeSet<EventType>>,
}

impl ChainLog {
    /// Takes one event, or a list of them. `client_id`: host name of the PGO.
    pub(crate) fn receive(&mut self, value: &Value, client_id: &str, journal: &Journal) {
        match value {
            Value::Array(events) => {
                for event in events {
                    self.one(event, client_id, journal);
                }
            }
            event => self.one(event, client_id, journal),
        }
    }

    fn one(&mut self, value: &Value, client_id: &str, journal: &Journal) {
        self.events.push(value.clone());
        match serde_json::from_value::<ChainEvent>(value.clone()) {
            Ok(event) => {
                for what in self.check(&event, client_id, journal) {
                    self.violation(what);
                }
            }
            Err(error) => self.violation(format!("not a chain-log event: {error}")),
        }
    }

    fn violation(&mut self, what: String) {
        self.violations.push(Violation {
            event: self.events.len(),
            what,
        });
    }

    fn check(&mut self, event: &ChainEvent, client_id: &str, journal: &Journal) -> Vec<String> {
        let mut wrong = shape(event, client_id);
        let kind = event.event.kind;
        let trace = event.event.trace_id.to_ascii_lowercase();
        let id = event.request.id.to_ascii_lowercase();
        let exchange = (trace.clone(), id);
        if let Some(request) = request_of(kind) {
            if self.open.remove(&exchange) != Some(request) {
                wrong.push(format!(
                    "{kind:?} without {request:?} of the same ids before it"
                ));
            }
            let answered = matches!(
                kind,
                EventType::ReceiveTokenResponse | EventType::ReceiveResourceResponse
            );
            if answered && !journal.knows_exchange(&event.request.id, &trace) {
                wrong.push("an answer to a request that never arrived here".to_owned());
            }
            if answered && event.response.is_none() {
                wrong.push("response is missing".to_owned());
            }
        } else if self.open.insert(exchange, kind).is_some() {
            wrong.push("request.id was used before in this trace".to_owned());
        }
        let seen = self.traces.entry(trace).or_default();
        if let Some(earlier) = needs(event).filter(|earlier| !seen.contains(earlier)) {
            wrong.push(format!("{kind:?} in a trace without {earlier:?}"));
        }
        seen.insert(kind);
        wrong
    }
}

/// Ids and names that every event has.
fn shape(event: &ChainEvent, client_id: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    if !is_uuid(&event.event.trace_id) {
        wrong.push("event.trace_id is not a UUID".to_owned());
    }
    if !is_uuid(&event.request.id) {
        wrong.push("request.id is not a UUID".to_owned());
    }
    if event.event.session_id.is_empty() {
        wrong.push("event.session_id is empty".to_owned());
    }
    if event.event.location != client_id || event.request.client_id != client_id {
        wrong.push("location or client_id is not the host of the PGO".to_owned());
    }
    if chrono::DateTime::parse_from_rfc3339(&event.event.datetime).is_err() {
        wrong.push("event.datetime is not RFC 3339".to_owned());
    }
    if event.request.uri.contains(['?', '#']) {
        wrong.push("request.uri has a query".to_owned());
    }
    if event
        .response
        .as_ref()
        .is_some_and(|r| r.id != event.request.id)
    {
        wrong.push("response.id is not request.id".to_owned());
    }
    let is_error = matches!(
        event.event.kind,
        EventType::ReceiveAuthorizationErrorResponse
            | EventType::ReceiveTokenRequestError
            | EventType::ReceiveTokenErrorResponse
            | EventType::ReceiveResourceRequestError
            | EventType::ReceiveResourceErrorResponse
    );
    if is_error != event.error.is_some() {
        wrong.push("error is there without reason, or missing".to_owned());
    }
    wrong
}

/// The request that an answer answers.
fn request_of(kind: EventType) -> Option<EventType> {
    use EventType as E;
    match kind {
        E::SendAuthorizationRequest | E::SendTokenRequest | E::SendResourceRequest => None,
        E::ReceiveAuthorizationResponse | E::ReceiveAuthorizationErrorResponse => {
            Some(E::SendAuthorizationRequest)
        }
        E::ReceiveTokenResponse | E::ReceiveTokenRequestError | E::ReceiveTokenErrorResponse => {
            Some(E::SendTokenRequest)
        }
        E::ReceiveResourceResponse
        | E::ReceiveResourceRequestError
        | E::ReceiveResourceErrorResponse => Some(E::SendResourceRequest),
    }
}

/// What must have happened earlier in the same trace.
fn needs(event: &ChainEvent) -> Option<EventType> {
    match event.event.kind {
        EventType::SendTokenRequest
            if event.request.grant_type.as_deref() != Some("refresh_token") =>
        {
            Some(EventType::ReceiveAuthorizationResponse)
        }
        EventType::SendResourceRequest => Some(EventType::ReceiveTokenResponse),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TRACE: &str = "c0e7b545-9606-4eef-bea7-75d8addaa54b";

    fn event(kind: &str, id: &str) -> Value {
        json!({
            "event": {"type": kind, "location": "pgo.nl", "datetime": "2026-05-26T06:00:00.000Z",
                "session_id": TRACE, "trace_id": TRACE},
            "request": {"id": id, "method": "GET", "client_id": "pgo.nl", "server_id": "dva.nl",
                "uri": "https://dva.nl/oauth"},
        })
    }

    fn violations(events: &[Value]) -> Vec<String> {
        let mut log = ChainLog::default();
        for event in events {
            log.receive(event, "pgo.nl", &Journal::default());
        }
        log.violations.into_iter().map(|v| v.what).collect()
    }

    #[test]
    fn a_login_in_order_has_no_violations() {
        let id = "57510be1-73e6-4a75-9db8-ee005cced48f";
        let events = [
            event("send_authorization_request", id),
            event("receive_authorization_response", id),
            event("send_token_request", "67510be1-73e6-4a75-9db8-ee005cced48f"),
        ];
        assert!(violations(&events).is_empty());
    }

    #[test]
    fn wrong_order_unknown_names_and_invented_answers_are_reported() {
        let id = "57510be1-73e6-4a75-9db8-ee005cced48f";
        assert_eq!(violations(&[event("send_token_request", id)]).len(), 1);
        assert_eq!(violations(&[event("send_something", id)]).len(), 1);
        let found = violations(&[
            event("send_resource_request", id),
            event("receive_resource_response", id),
        ]);
        assert!(
            found.iter().any(|w| w.contains("never arrived")),
            "{found:?}"
        );
    }
}
