//! What the app and the gateway say about links with which others look along.
//!
//! The gateway keeps ciphertext, a hash of the control token, a verifier of the
//! passcode, counters and an access list: never a key, a name or a label. To a
//! reader every link is a SMART Health Link (HL7, STU 1), so that there is one
//! interface for all kinds.

use serde::{Deserialize, Serialize};

/// Path below which the links of readers are: `<share_url>/shl/<id>`.
pub const LINK_PATH: &str = "/shl/";
/// Longest time that a link may live, counted from now, in seconds: 31 days.
pub const LONGEST_LIFE: i64 = 31 * 24 * 60 * 60;
/// Wrong passcodes that a link takes in its whole life.
pub const MOST_ATTEMPTS: u32 = 5;
/// Longest [`OpenLink::recipient`] that is kept, in characters.
pub const LONGEST_RECIPIENT: usize = 200;

/// Body of `POST /api/shares`: makes a link without content.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewShare {
    /// SHA-256 of the control token (32 random bytes), base64url without padding.
    pub control: String,
    /// When it ends, in seconds since 1970: at most [`LONGEST_LIFE`] from now.
    pub expires: i64,
    /// How often it may be opened; absent: as often as people like.
    #[serde(default)]
    pub opens: Option<u32>,
    /// What must be shown to open it; absent: nothing.
    #[serde(default)]
    pub gate: Option<Gate>,
    /// One file, by `GET` (flag `U`); never with a gate.
    #[serde(default)]
    pub direct: bool,
    /// The content may change (flag `L`).
    #[serde(default)]
    pub lasting: bool,
}

/// What a presented passcode is compared with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// A PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash` for what people type (at
    /// most 64 MiB, 4 passes, 1 lane), or `$sha256$<base64url>`: the SHA-256 of the
    /// text of a proof of 256 bits.
    pub verifier: String,
}

/// Answer to `POST /api/shares`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareMade {
    /// 32 random bytes, base64url: 43 characters.
    pub id: String,
}

/// Body of `POST /api/shares/{id}/publish`: what was uploaded under this
/// generation becomes the content, and nothing else stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publish {
    /// The generation that was uploaded, from 1; more than the last one.
    pub generation: u32,
    /// Its files: the first is file 0.
    pub files: Vec<PublishedFile>,
}

/// One file as the manifest names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedFile {
    /// Media type of the content once decrypted, for instance
    /// `application/fhir+json`.
    pub content_type: String,
    /// FHIR version of the content, for instance `3.0.2`.
    #[serde(default)]
    pub fhir_version: Option<String>,
    /// When the content changed last, in seconds since 1970.
    #[serde(default)]
    pub last_updated: Option<i64>,
}

/// Body of `PATCH /api/shares/{id}`: what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareChange {
    /// Whether it opens nothing for the time being.
    #[serde(default)]
    pub paused: Option<bool>,
    /// A new end, in seconds since 1970: at most [`LONGEST_LIFE`] from now.
    #[serde(default)]
    pub expires: Option<i64>,
}

/// Answer to `GET` and `PATCH /api/shares/{id}`: what its owner may know. Stays
/// readable for 30 days after the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareState {
    /// Whether it opens nothing for the time being.
    pub paused: bool,
    /// When it ends or ended by itself, in seconds since 1970.
    pub expires: i64,
    /// How often it can still be opened; absent: as often as people like.
    #[serde(default)]
    pub opens_left: Option<u32>,
    /// Wrong passcodes that it still takes; absent without a gate.
    #[serde(default)]
    pub attempts_left: Option<u32>,
    /// What its files take, in bytes.
    pub bytes: u64,
    /// The generation that readers get; absent before the first.
    #[serde(default)]
    pub generation: Option<u32>,
    /// Who opened it or tried to, oldest first; the last 1,000.
    pub accesses: Vec<Access>,
    /// Why it opens nothing any more; absent while it lives.
    #[serde(default)]
    pub ended: Option<ShareEnd>,
}

/// One time that somebody opened a link, or showed a wrong passcode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// Seconds since 1970.
    pub at: i64,
    /// What the reader said of itself: free text that nobody checked, without
    /// control characters, at most [`LONGEST_RECIPIENT`] characters.
    pub recipient: String,
    /// What came of it.
    pub outcome: AccessOutcome,
}

/// What came of an attempt to open a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessOutcome {
    /// The content was given.
    Opened,
    /// The passcode was wrong; nothing was given.
    WrongPasscode,
}

/// Why a link has ended. A reader cannot tell one from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareEnd {
    /// Its owner stopped it.
    Stopped,
    /// Its time is over.
    Expired,
    /// It was opened as often as it may.
    UsedUp,
    /// Too many wrong passcodes.
    Attempts,
}

/// Body of `POST /shl/{id}`: the manifest request of a SMART Health Link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenLink {
    /// Who asks, in words for the owner; must not be empty.
    pub recipient: String,
    /// What the link asks for, when it asks for something.
    #[serde(default)]
    pub passcode: Option<String>,
    /// Longest file that may come within the manifest, in characters; absent: none.
    #[serde(default)]
    pub embedded_length_max: Option<u64>,
}

/// Answer to `POST /shl/{id}`: the manifest of a SMART Health Link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The files, in the order in which they were published.
    pub files: Vec<ManifestFile>,
}

/// One file of a manifest: either embedded, or at its location for at most an
/// hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManifestFile {
    /// Media type of the content once decrypted.
    pub content_type: String,
    /// Where it is (`GET`, `application/jose`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The JWE itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embedded: Option<String>,
    /// When the content changed last, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_updated: Option<String>,
    /// `finalized` or `can-change`.
    pub status: String,
    /// FHIR version of the content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fhir_version: Option<String>,
}

/// Answer to `POST /shl/{id}` with status 401.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WrongPasscode {
    /// Wrong passcodes that the link still takes.
    pub remaining_attempts: u32,
}
