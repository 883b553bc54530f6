//! Who may see what: token, certificate, headers and FHIR version of a resource
//! request (medmij.md 2.7).

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use inzage_medmij::gegevensdiensten::FhirVersion;

use super::Asked;
use super::outcome::Refusal;
use crate::network::{Provider, Service};
use crate::secret::is_uuid;
use crate::tls::Peer;
use crate::world::{World, lock};

/// A request that may be answered.
pub(super) struct Opened<'a> {
    /// Whose service.
    pub(super) provider: &'a Provider,
    /// The service.
    pub(super) service: &'a Service,
    /// Whose data.
    pub(super) persona: String,
    /// The access token, so that a fault can end it.
    pub(super) token: String,
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
}

/// The service that a path names, when it is at this DVA.
pub(super) fn find<'a>(
    world: &'a World,
    peer: &Peer,
    asked: &Asked,
) -> Option<(&'a Provider, &'a Service)> {
    let provider = world.network.provider(&asked.provider)?;
    let service = provider.service(&asked.service)?;
    (service.dva == peer.dva).then_some((provider, service))
}

/// All checks before anything is looked up.
pub(super) fn open<'a>(
    world: &'a World,
    peer: &Peer,
    (provider, service): (&'a Provider, &'a Service),
    method: &Method,
    parts: &Parts,
) -> Result<Opened<'a>, Refusal> {
    let headers = &parts.headers;
    let query = parts.uri.query().unwrap_or_default();
    if parts.method != *method {
        let text = format!("only {method} is supported here");
        return Err(Refusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "not-supported",
            text,
        ));
    }
    identifiers(headers, query)?;
    version(headers, service.fhir)?;
    let token = bearer(headers)?;
    let invalid =
        |text: &str| Refusal::bearer(StatusCode::UNAUTHORIZED, "invalid_token", "login", text);
    let granted = lock(&world.auth)
        .opens(token, world.clock.now())
        .cloned()
        .ok_or_else(|| invalid("the access token is unknown or has ended"))?;
    if granted.dva != peer.dva || granted.provider != provider.name {
        return Err(invalid("the access token is not for this server"));
    }
    if !peer.hosts.contains(&granted.client_id) {
        return Err(invalid(
            "the access token belongs to another client certificate",
        ));
    }
    if !granted.services.contains(&service.id) {
        let text = "no consent for this service";
        return Err(Refusal::bearer(
            StatusCode::FORBIDDEN,
            "insufficient_scope",
            "forbidden",
            text,
        ));
    }
    let correlation = header(headers, "x-correlation-id");
    if !correlation.eq_ignore_ascii_case(&granted.correlation) {
        return Err(malformed(
            "X-Correlation-ID is not that of the authorization",
        ));
    }
    if !lock(&world.auth).first_use(header(headers, "medmij-request-id")) {
        return Err(malformed("MedMij-Request-ID was used before"));
    }
    Ok(Opened {
        provider,
        service,
        persona: granted.persona,
        token: token.to_owned(),
    })
}

fn malformed(text: &str) -> Refusal {
    Refusal::bearer(StatusCode::BAD_REQUEST, "invalid_request", "invalid", text)
}

/// Identifiers of the exchange, and none of the person.
fn identifiers(headers: &HeaderMap, query: &str) -> Result<(), Refusal> {
    if !is_uuid(header(headers, "medmij-request-id")) {
        return Err(malformed("MedMij-Request-ID is missing or not a UUID"));
    }
    if !is_uuid(header(headers, "x-correlation-id")) {
        return Err(malformed("X-Correlation-ID is missing or not a UUID"));
    }
    for (name, _) in form_urlencoded::parse(query.as_bytes()) {
        let bare = name.split([':', '.']).next().unwrap_or_default();
        if matches!(bare, "patient" | "subject" | "beneficiary") {
            return Err(malformed(
                "the patient comes from the token, never from the URL",
            ));
        }
        if matches!(name.as_ref(), "access_token") {
            return Err(malformed(
                "the access token belongs in the Authorization header",
            ));
        }
    }
    let nine_digits = |part: &str| part.len() == 9 && part.bytes().all(|b| b.is_ascii_digit());
    let mut numbers = query.split(|c: char| !c.is_ascii_alphanumeric());
    if query.contains("bsn") || numbers.any(|part| nine_digits(part) && eleven_test(part)) {
        let system_of_numbers = query.contains("snomed.info") || query.contains("loinc.org");
        if !system_of_numbers {
            return Err(malformed("no BSN in a URL"));
        }
    }
    Ok(())
}

/// The check that every BSN passes ("elfproef").
fn eleven_test(digits: &str) -> bool {
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i64 = digits
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| i64::from(digit.saturating_sub(b'0')) * weight)
        .sum();
    sum % 11 == 0
}

/// `Accept` must allow FHIR JSON of the version that this service speaks.
fn version(headers: &HeaderMap, fhir: FhirVersion) -> Result<(), Refusal> {
    let accept = header(headers, "accept").to_ascii_lowercase();
    let wanted = match fhir {
        FhirVersion::Stu3 => "3.0",
        FhirVersion::R4 => "4.0",
    };
    let fits = |range: &str| {
        let asked = range
            .split(';')
            .map(str::trim)
            .find_map(|p| p.strip_prefix("fhirversion="));
        asked.is_none_or(|version| version.trim_matches('"').starts_with(wanted))
    };
    if accept.is_empty() || accept.split(',').any(fits) {
        return Ok(());
    }
    Err(malformed("Requested FHIR version not supported"))
}

/// The token of `Authorization: Bearer` (RFC 6750 section 2.1).
fn bearer(headers: &HeaderMap) -> Result<&str, Refusal> {
    let text = header(headers, "authorization");
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() => {
            Ok(token)
        }
        _ => Err(Refusal::bearer(
            StatusCode::UNAUTHORIZED,
            "invalid_token",
            "login",
            "no access token",
        )),
    }
}
