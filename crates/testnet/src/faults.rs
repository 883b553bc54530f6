//! Faults on demand: what goes wrong, where, and how often.

use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// The answer comes after `seconds` (5).
    Slow,
    /// Nothing comes for `seconds` (120), then the connection ends.
    Silent,
    /// HTTP `status` (500) with an `OperationOutcome`; at the login the page
    /// "Technische storing".
    Status,
    /// 429 with `Retry-After: seconds` (2).
    TooMany,
    /// 403 with `WWW-Authenticate`; at the login the person is refused; at the
    /// token endpoint `invalid_grant`.
    Refuse,
    /// Not JSON from the middle on.
    Malformed,
    /// The connection ends halfway the body.
    Truncated,
    /// 200 with an HTML page.
    Html,
    /// The next page is always there, and always the same.
    Endless,
    /// The next page is always there, each time under a new address.
    EndlessNew,
    /// The next page is on a host that is in no list.
    NextElsewhere,
    /// The access token ends now: 401.
    Expire,
    /// A searchset without entries.
    Empty,
    /// An `OperationOutcome` (warning) among the entries.
    Outcome,
    /// Entries that are not in order: unknown type, no resource, very deep,
    /// a number that no computer holds.
    Odd,
    /// A string of 10 MB in the first entry.
    Big,
    /// A byte order mark before the JSON.
    Bom,
    /// Text with script, `javascript:` and right-to-left tricks.
    Hostile,
    /// Sending: every second entry is refused, the others are kept.
    RefuseEntries,
    /// Sending: everything is kept, and the answer is 200 without a body.
    NoBody,
    /// Sending: everything is kept, and the connection ends without an answer; with a
    /// `status`, at the provider's own system, that is answered.
    LostAnswer,
    /// Sending: the first half of the entries is kept, then the connection ends.
    Half,
    /// Somebody else's data: that of the next person this service knows.
    WrongPerson,
    /// The server's certificate is of another CA.
    WrongCa,
    /// The server's certificate has expired.
    ExpiredCertificate,
    /// No client certificate is good enough.
    NoClientCertificate,
    /// Connections are closed before TLS.
    Gone,
}

impl Kind {
    /// Whether it happens in or before the TLS handshake.
    pub(crate) fn is_tls(self) -> bool {
        matches!(
            self,
            Self::WrongCa | Self::ExpiredCertificate | Self::NoClientCertificate | Self::Gone
        )
    }
}

/// Where it goes wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Place {
    /// FHIR requests and files.
    #[default]
    Fhir,
    /// The token endpoint.
    Token,
    /// The authorization server, after `DigiD`.
    Login,
    /// The API of the provider's own system; `query` looks at method, path and query.
    Vendor,
}

/// One fault that is switched on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    /// What.
    pub(crate) kind: Kind,
    /// Where.
    #[serde(default)]
    pub(crate) at: Place,
    /// Only this provider (`MedMij` name, with or without `@medmij`); absent: all.
    #[serde(default)]
    pub(crate) provider: Option<String>,
    /// Only this gegevensdienst; absent: all.
    #[serde(default)]
    pub(crate) service: Option<String>,
    /// Only requests whose path and query contain this text, for instance
    /// `Condition`; absent: all.
    #[serde(default)]
    pub(crate) query: Option<String>,
    /// So many times; absent: until reset.
    #[serde(default)]
    pub(crate) times: Option<u32>,
    /// Seconds, where the kind knows them.
    #[serde(default)]
    pub(crate) seconds: Option<u64>,
    /// HTTP status, where the kind knows it.
    #[serde(default)]
    pub(crate) status: Option<u16>,
}

impl Fault {
    fn concerns(&self, at: Place, provider: &str, service: Option<&str>, query: &str) -> bool {
        self.at == at
            && self
                .provider
                .as_deref()
                .is_none_or(|name| name.strip_suffix("@medmij").unwrap_or(name) == provider)
            && (self.service.is_none() || service.is_none() || self.service.as_deref() == service)
            && self
                .query
                .as_deref()
                .is_none_or(|part| query.contains(part))
            && self.times != Some(0)
    }
}

/// The faults that are on, in the order in which they were set.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// All of them.
    pub(crate) active: Vec<Fault>,
    /// PKCE is enforced: a code is only worth something with its verifier.
    pub(crate) enforce_pkce: bool,
}

impl Faults {
    /// The fault for this request, counted down; the first that fits.
    pub(crate) fn take(
        &mut self,
        at: Place,
        provider: &str,
        service: Option<&str>,
        query: &str,
    ) -> Option<Fault> {
        let fault = self
            .active
            .iter_mut()
            .find(|f| !f.kind.is_tls() && f.concerns(at, provider, service, query))?;
        if let Some(times) = &mut fault.times {
            *times = times.saturating_sub(1);
        }
        Some(fault.clone())
    }

    /// The TLS fault for a DVA that serves these (provider, service) pairs.
    pub(crate) fn tls(&self, served: &[(String, String)]) -> Option<Kind> {
        self.active
            .iter()
            .find(|fault| {
                fault.kind.is_tls()
                    && served.iter().any(|(provider, service)| {
                        fault.concerns(fault.at, provider, Some(service), "")
                    })
            })
            .map(|fault| fault.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Fault {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_fault_is_found_for_its_provider_service_and_query_only() {
        let mut faults = Faults::default();
        faults.active.push(fault(
            r#"{"kind":"status","provider":"huisarts@medmij","service":"49","query":"Encounter"}"#,
        ));
        let mut take = |p: &str, s: &str, q: &str| faults.take(Place::Fhir, p, Some(s), q);
        assert!(take("huisarts", "49", "Encounter?_count=1").is_some());
        assert!(take("apotheek", "49", "Encounter").is_none());
        assert!(take("huisarts", "51", "Encounter").is_none());
        assert!(take("huisarts", "49", "EpisodeOfCare").is_none());
    }

    #[test]
    fn a_counted_fault_ends_after_its_times() {
        let mut faults = Faults::default();
        faults.active.push(fault(r#"{"kind":"html","times":2}"#));
        let mut hit = || faults.take(Place::Fhir, "x", None, "").is_some();
        assert_eq!([hit(), hit(), hit()], [true, true, false]);
    }

    #[test]
    fn tls_faults_are_not_taken_by_requests() {
        let mut faults = Faults::default();
        faults
            .active
            .push(fault(r#"{"kind":"wrong_ca","provider":"a"}"#));
        assert!(faults.take(Place::Fhir, "a", None, "").is_none());
        let served = |name: &str| vec![(name.to_owned(), "48".to_owned())];
        assert_eq!(faults.tls(&served("a")), Some(Kind::WrongCa));
        assert_eq!(faults.tls(&served("b")), None);
    }
}
