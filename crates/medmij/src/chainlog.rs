//! The chain log of `MedMij` ("Logging interface", ketenlogging): who asked whom
//! what, and when. Never what was answered, nor about whom.

use serde::{Deserialize, Serialize};

/// The events of a PGO server (DVP), as the chain log names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventType {
    /// The browser was sent to an authorization server.
    SendAuthorizationRequest,
    /// It came back with a code.
    ReceiveAuthorizationResponse,
    /// It came back with an error, or cancelled.
    ReceiveAuthorizationErrorResponse,
    /// A code or a refresh token was offered.
    SendTokenRequest,
    /// A token came back.
    ReceiveTokenResponse,
    /// No answer came.
    ReceiveTokenRequestError,
    /// An error came back.
    ReceiveTokenErrorResponse,
    /// A resource was asked for.
    SendResourceRequest,
    /// It came.
    ReceiveResourceResponse,
    /// No answer came.
    ReceiveResourceRequestError,
    /// An error came back.
    ReceiveResourceErrorResponse,
}

/// One message to the chain log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainEvent {
    /// What happened.
    pub event: Event,
    /// The request it is about.
    pub request: Request,
    /// The answer, when there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// The error, when there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<ChainError>,
}

/// `event`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its name.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// Host name of the node that logs.
    pub location: String,
    /// RFC 3339 in UTC, with milliseconds.
    pub datetime: String,
    /// One login and what follows from it; the same as `trace_id` with us.
    pub session_id: String,
    /// The `X-Correlation-ID`.
    pub trace_id: String,
}

/// `request`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The `MedMij-Request-ID`.
    pub id: String,
    /// HTTP method.
    pub method: String,
    /// Host name of the asking node.
    pub client_id: String,
    /// Host name of the node that was asked.
    pub server_id: String,
    /// Address without query and without anything that identifies a resource.
    pub uri: String,
    /// `authorization_code` or `refresh_token`, on token requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant_type: Option<String>,
    /// `person`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiated_by: Option<String>,
    /// `MedMij` name of the provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<String>,
    /// `GegevensdienstId`, on resource requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<String>,
}

/// `response`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The `MedMij-Request-ID` that it answers.
    pub id: String,
    /// HTTP status.
    pub status: u16,
}

/// `error`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainError {
    /// A short fixed code, for instance `access_denied` or `temporarily_unavailable`.
    pub code: String,
    /// A fixed sentence; never what the other side wrote.
    pub description: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_written_in_the_shape_of_the_chain_log() {
        let event = ChainEvent {
            event: Event {
                kind: EventType::SendTokenRequest,
                location: "pgo.nl".to_owned(),
                datetime: "2026-05-26T06:00:00.000Z".to_owned(),
                session_id: "c".to_owned(),
                trace_id: "c".to_owned(),
            },
            request: Request {
                id: "r".to_owned(),
                method: "POST".to_owned(),
                client_id: "pgo.nl".to_owned(),
                server_id: "dva.nl".to_owned(),
                uri: "https://dva.nl/token".to_owned(),
                grant_type: Some("authorization_code".to_owned()),
                initiated_by: Some("person".to_owned()),
                provider_id: None,
                service_id: None,
            },
            response: None,
            error: None,
        };
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(json["event"]["type"], "send_token_request");
        assert_eq!(json["request"]["grant_type"], "authorization_code");
        assert!(json.get("response").is_none());
        assert_eq!(serde_json::from_value::<ChainEvent>(json).unwrap(), event);
    }
}
