//! The request and response types that the app and the gateway share.
//!
//! One wire type per message, JSON, `camelCase`-free: the field names below are
//! what goes over the wire. No health data passes through these types.

mod accounts;
mod brand;
mod shares;

pub use accounts::{Account, AskChallenge, Ceremony, Challenge, Register, RemovePasskey, SignIn};
pub use brand::{BRAND_META, Brand, Defaults, Help, Module, Page, PerLanguage};
pub use shares::{
    Access, AccessOutcome, Gate, LINK_PATH, LONGEST_LIFE, LONGEST_RECIPIENT, MOST_ATTEMPTS,
    Manifest, ManifestFile, NewShare, OpenLink, Publish, PublishedFile, ShareChange, ShareEnd,
    ShareMade, ShareState, WrongPasscode,
};

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Header that every call from the app carries. A form or a link of another
/// site cannot set it, which is half of the defence against forged requests
/// (the other half is `Sec-Fetch-Site`).
pub const APP_HEADER: &str = "x-pgo";
/// Header in which the app hands a sealed access or refresh token back.
pub const GRANT_HEADER: &str = "x-inzage-grant";
/// Header with the id of one exchange with a provider, on every answer that
/// came from one: what a person reads to a help desk (`MedMij` "Trace ID").
pub const TRACE_HEADER: &str = "x-trace-id";
/// Header that makes a request of the patient one request however often it is
/// sent: a UUID, passed on to the provider's system.
pub const IDEMPOTENCY_HEADER: &str = "idempotency-key";
/// The one fixed path that providers send the browser back to.
pub const CALLBACK_PATH: &str = "/oauth/callback";
/// Where the gateway sends the browser after the callback; `login` and, when it
/// failed, `error` (an [`ErrorCode`] as written) are its only query parameters.
pub const AFTER_LOGIN_PATH: &str = "/ophalen";

/// A care provider as search shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// `MedMij` name with `@medmij`, the key of a provider everywhere.
    #[doc(alias = "Zorgaanbiedernaam")]
    pub zorgaanbiedernaam: String,
    /// Name for people.
    pub name: String,
    /// Other names it is known by.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Town, when the directory tells.
    #[serde(default)]
    pub place: Option<String>,
    /// Dutch postal code, when the directory tells.
    #[serde(default)]
    pub postcode: Option<String>,
    /// Kind of care in Dutch words ("huisarts", "ziekenhuis"), from the directory.
    #[serde(default)]
    pub kind: Option<String>,
    /// False when the directory knows it but the Zorgaanbiederslijst does not:
    /// it does not share over `MedMij` yet.
    pub connected: bool,
}

/// Answer to `GET /api/providers?q&place&kind`: best match first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderSearch {
    /// At most 50 hits.
    pub providers: Vec<Provider>,
    /// How many matched in all.
    pub total: usize,
}

/// Answer to `GET /api/providers/{p}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderDetail {
    /// Who it is.
    pub provider: Provider,
    /// Its services, grouped by the login they need. Empty when not connected.
    pub groups: Vec<LoginGroup>,
}

/// Services of one provider that one login and one consent open: those behind
/// the same authorization and token endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginGroup {
    /// Opaque, stable while the endpoints stay the same.
    pub id: String,
    /// Services for collecting (Verzamelen), by gegevensdienst id.
    pub services: Vec<Service>,
    /// Services that take something from the person (Delen); each needs a login
    /// of its own.
    #[serde(default)]
    pub takes: Vec<Taking>,
    /// What the provider's own system offers to a login with these services, when
    /// this gateway knows it (`docs/vendor-api.openapi.json`).
    #[serde(default)]
    pub vendor: Option<VendorApi>,
}

/// The API of a provider's system besides `MedMij`: calls go to
/// `/api/grants/{g}/vendor/{path}` with a grant that holds [`Self::service`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorApi {
    /// `GegevensdienstId` whose login opens it, for instance `48`.
    pub service: String,
    /// What it offers; never empty.
    pub parts: BTreeSet<VendorPart>,
}

/// A part of a [`VendorApi`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VendorPart {
    /// Requests of the patient with their states and answers: `patient-requests`.
    Requests,
    /// Who looked at the data, in outline: `audit-events`.
    Audit,
    /// Letters: `letters`.
    Letters,
    /// Measurements made at home: `self-measurements`.
    Measurements,
}

impl VendorPart {
    /// Every part.
    pub const ALL: [Self; 4] = [
        Self::Requests,
        Self::Audit,
        Self::Letters,
        Self::Measurements,
    ];

    /// Its first path segment below the base of the API.
    pub fn path(self) -> &'static str {
        match self {
            Self::Requests => "patient-requests",
            Self::Audit => "audit-events",
            Self::Letters => "letters",
            Self::Measurements => "self-measurements",
        }
    }
}

/// A gegevensdienst with which a provider takes something from the person
/// (Delen), as far as this gateway can send it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taking {
    /// `GegevensdienstId`, for instance `53`.
    pub id: String,
    /// Weergavenaam from the Gegevensdienstnamenlijst; the id when it has none.
    pub name: String,
    /// What it takes.
    pub takes: Takes,
}

/// What can be sent to a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Takes {
    /// Measurements made at home: a FHIR STU3 Bundle `batch`
    /// (`SelfMeasurements` 2.0).
    #[doc(alias = "zelfmetingen")]
    Measurements,
    /// A request to correct the record: a FHIR R4 Bundle `transaction`
    /// (`PatientCorrections` 1.0).
    #[doc(alias = "dossierwijzigingsverzoek")]
    Corrections,
}

/// One gegevensdienst of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// `GegevensdienstId`, for instance `48`.
    pub id: String,
    /// Weergavenaam from the Gegevensdienstnamenlijst; the id when it has none.
    pub name: String,
    /// Whether this gateway can collect it: it has the queries for it.
    #[serde(default)]
    pub supported: bool,
}

/// Body of `POST /api/logins`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginRequest {
    /// `MedMij` name with `@medmij`.
    pub provider: String,
    /// [`LoginGroup::id`].
    pub group: String,
    /// [`Taking::id`], for a login that opens this one service to send to;
    /// absent: a login to collect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send: Option<String>,
}

/// Answer to `POST /api/logins`: send the browser to `authorization_url`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginStarted {
    /// Names this login; comes back in the address after the callback.
    pub login: String,
    /// The provider's authorization endpoint with all its parameters.
    pub authorization_url: String,
    /// X-Correlation-ID of this login: the trace id a person can quote.
    pub trace_id: String,
}

/// Body of `POST /api/grants`: fetch, once, what the callback of a login brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRequest {
    /// [`LoginStarted::login`].
    pub login: String,
}

/// What a login or a refresh opened. Tokens are sealed: nobody but the gateway
/// can read them, and only with the cookie of this browser.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// `{g}` in the paths below `/api/grants/`.
    pub id: String,
    /// `MedMij` name with `@medmij`.
    pub provider: String,
    /// [`LoginGroup::id`].
    pub group: String,
    /// Gegevensdienst ids that were granted; may be fewer than the group offers.
    pub services: Vec<String>,
    /// Sealed access token, for [`GRANT_HEADER`] on FHIR calls. Memory only.
    pub access: String,
    /// Seconds until the access token ends.
    pub expires_in: u64,
    /// Sealed refresh token, present with lasting consent. Belongs in the vault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh: Option<String>,
    /// Trace id of the login.
    pub trace_id: String,
}

impl std::fmt::Debug for Grant {
    /// Without the sealed tokens: they never reach a log, sealed or not.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Grant")
            .field("provider", &self.provider)
            .field("services", &self.services)
            .finish_non_exhaustive()
    }
}

/// Body of `POST /api/grants/{g}/services/{s}/follow`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowRequest {
    /// A URL that was received: a next page, or an attachment.
    pub url: String,
}

/// Answer to `POST /api/unlock-key` (makes one) and `GET /api/unlock-key`
/// (gives it again while the session lives, 60 minutes at most). The app wraps
/// its data key under it, so that a login elsewhere does not lock the vault;
/// the gateway never has the wrapped key. `DELETE` ends it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockKey {
    /// 32 bytes, base64url without padding.
    pub key: String,
    /// Seconds it can still be asked for.
    pub expires_in: u64,
}

/// Answer to `GET /api/about`: what the operator's copy is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Version of the gateway.
    pub version: String,
    /// True with a `[development]` section: the app says so on every page.
    pub development: bool,
    /// True when the operator switched the module *beoordeling* on; then
    /// `GET /api/judging` has an answer.
    #[serde(default)]
    pub judging: bool,
    /// Scheme, host and port where the links of [`LINK_PATH`] are read; absent when
    /// sharing is off.
    #[serde(default)]
    pub share_url: Option<String>,
    /// True when providers are asked for signed-in people only (`/api/account`), and a
    /// link needs a passcode. Always without a `[development]` section.
    #[serde(default)]
    pub accounts: bool,
}

/// Answer to `GET /api/judging`: everything that the module *beoordeling* needs
/// (`docs/judging.md`). 404 while it is off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judging {
    /// Who declared to carry the responsibility of its manufacturer.
    pub manufacturer: String,
    /// The table of limits: a file of tab-separated lines.
    pub limits: String,
    /// The words, Dutch and English: likewise.
    pub words: String,
}

/// Why the gateway could not do it. Stable: the app chooses its words by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request itself is not in order (a fault of the app).
    BadRequest,
    /// The request did not come from our own page.
    Forbidden,
    /// No such provider, service, group or path.
    NotFound,
    /// Too many requests; `retry_after` says when again.
    TooMany,
    /// No usable list from `MedMij` yet.
    ListsUnavailable,
    /// Login: unknown, expired or used already. "Begin opnieuw."
    LoginExpired,
    /// Login: refused or nothing available; indistinguishable by design
    /// (Autoriseren 1 and 2).
    AccessDenied,
    /// Login: the provider could not establish the answer (Autoriseren 3) or
    /// has a fault of its own.
    ProviderFault,
    /// Login: the provider found our request wrong.
    ProviderRefusedRequest,
    /// The token endpoint refused the code.
    TokenRefused,
    /// The consent has lapsed or was withdrawn: the refresh token is refused.
    ConsentLapsed,
    /// The access token has ended or is not of this browser: log in again.
    GrantExpired,
    /// The provider does not accept this access any more (401 or 403).
    ProviderForbids,
    /// The provider does not know this query or document (404, 400).
    ProviderNotFound,
    /// The provider asks for patience (429).
    ProviderBusy,
    /// The provider answered with an error of its own (5xx).
    ProviderError,
    /// The provider did not answer in time.
    ProviderTimeout,
    /// Something was sent, and no answer tells whether it was taken.
    SendUncertain,
    /// No connection with the provider, or its certificate is not trusted.
    ProviderUnreachable,
    /// The address is not one this gateway may call (Whitelist, lists, grant).
    NotAllowed,
    /// The answer is larger than allowed.
    TooLarge,
    /// The operator has not switched sharing on.
    SharingOff,
    /// The link has ended: nothing about it can be changed any more.
    ShareEnded,
    /// More than one link may hold.
    ShareTooLarge,
    /// The gateway can take no more for links, whose ever they are.
    SharesFull,
    /// The database of the links does not answer.
    SharesUnavailable,
    /// Nobody is signed in, or no longer: touch a passkey first.
    SignInNeeded,
    /// Signing in did not work this time: the challenge has ended or is of another
    /// browser, nobody was checked by finger, face or PIN, or the signature or its
    /// counter is wrong. One answer for all; the passkey may sign in the next time.
    PasskeyRefused,
    /// No account has this passkey, or no longer: it does not sign in.
    PasskeyUnknown,
    /// This passkey is registered already.
    PasskeyKnown,
    /// The account can have no more passkeys.
    TooManyPasskeys,
    /// The database of the accounts does not answer.
    AccountsUnavailable,
    /// A link without a passcode is not taken here.
    PasscodeNeeded,
    /// A fault of the gateway.
    Internal,
}

impl ErrorCode {
    /// The code as written on the wire, for instance `access_denied`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadRequest => "bad_request",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::TooMany => "too_many",
            Self::ListsUnavailable => "lists_unavailable",
            Self::LoginExpired => "login_expired",
            Self::AccessDenied => "access_denied",
            Self::ProviderFault => "provider_fault",
            Self::ProviderRefusedRequest => "provider_refused_request",
            Self::TokenRefused => "token_refused",
            Self::ConsentLapsed => "consent_lapsed",
            Self::GrantExpired => "grant_expired",
            Self::ProviderForbids => "provider_forbids",
            Self::ProviderNotFound => "provider_not_found",
            Self::ProviderBusy => "provider_busy",
            Self::ProviderError => "provider_error",
            Self::ProviderTimeout => "provider_timeout",
            Self::SendUncertain => "send_uncertain",
            Self::ProviderUnreachable => "provider_unreachable",
            Self::NotAllowed => "not_allowed",
            Self::TooLarge => "too_large",
            Self::SharingOff => "sharing_off",
            Self::ShareEnded => "share_ended",
            Self::ShareTooLarge => "share_too_large",
            Self::SharesFull => "shares_full",
            Self::SharesUnavailable => "shares_unavailable",
            Self::SignInNeeded => "sign_in_needed",
            Self::PasskeyRefused => "passkey_refused",
            Self::PasskeyUnknown => "passkey_unknown",
            Self::PasskeyKnown => "passkey_known",
            Self::TooManyPasskeys => "too_many_passkeys",
            Self::AccountsUnavailable => "accounts_unavailable",
            Self::PasscodeNeeded => "passcode_needed",
            Self::Internal => "internal",
        }
    }

    /// Reads the code as written on the wire.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
    }
}

/// Every error of the gateway (`application/problem+json`, RFC 9457). Holds no
/// payload, token, identifier or URL query of ours; what a provider says of a
/// refusal is its own, and for the person alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `about:blank`, or a stable URI.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short English title, for people who read logs.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What the app acts on.
    pub code: ErrorCode,
    /// Trace id, when a provider was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// Seconds to wait, with 429 and 503.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// HTTP status the provider gave, when it answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_status: Option<u16>,
    /// Why the provider's own system refused a request, in its words: plain text of
    /// at most 1,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_detail: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_written_as_it_is_serialised() {
        for code in [
            ErrorCode::AccessDenied,
            ErrorCode::ProviderRefusedRequest,
            ErrorCode::TooLarge,
            ErrorCode::SharingOff,
            ErrorCode::SharesUnavailable,
        ] {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
            assert_eq!(ErrorCode::parse(code.as_str()), Some(code));
        }
        assert_eq!(ErrorCode::parse("something else"), None);
    }
}
