//! The person's own log: what was collected, refused, sent, changed and opened,
//! when. A line is written once and never changed; the person may erase lines.
//!
//! A line is kept as one JSON object ([`Event::to_bytes`]). A line of a kind that
//! only a newer version of the app knows is read as [`What::Unknown`].

mod export;
mod filter;
mod say;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use export::{csv, json};
pub use filter::{Filter, Period};
pub use say::{Detail, kind_name};

/// A care provider as it was called then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its name in the list of MedMij.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A part that was asked for and did not come, or not whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Gegevensdienst.
    pub service: String,
    /// Which query of it.
    pub query: String,
    /// A stable word for why.
    pub code: String,
    /// Number for the helpdesk.
    pub trace_id: Option<String>,
}

/// With what a vault was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opener {
    /// The passphrase.
    Passphrase,
    /// The recovery key.
    RecoveryKey,
    /// A passkey.
    Passkey,
}

/// What became of a request when it was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Went {
    /// The provider has it.
    #[default]
    Taken,
    /// The provider refused it.
    Refused,
    /// No answer came.
    Uncertain,
    /// The person withdrew it.
    Withdrawn,
    /// As a letter, which the person says she posted.
    Posted,
}

/// How many things that were sent had which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fates {
    /// The other side has them.
    pub taken: usize,
    /// The other side does not want them.
    pub refused: usize,
    /// No answer came.
    pub uncertain: usize,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum What {
    /// A provider was collected from.
    Collected {
        from: Party,
        services: Vec<String>,
        entries: usize,
        missing: Vec<Missing>,
        trace_id: String,
    },
    /// Collecting did not begin: a stable word for why.
    Refused {
        from: Party,
        code: String,
        trace_id: Option<String>,
    },
    /// What came seems somebody else's, and is kept apart.
    SetAside {
        from: Party,
        entries: usize,
        trace_id: String,
    },
    /// What was set aside is hers after all.
    TakenUp { from: Party },
    /// What was set aside was thrown away, or moved to a vault of its own.
    PutAway {
        from: Party,
        entries: usize,
        moved: bool,
    },
    /// Own measurements left for a provider.
    Sent {
        to: Party,
        fates: Fates,
        trace_id: Option<String>,
    },
    /// A request left for a provider, or was withdrawn: what about (`change`, `add`,
    /// `correction`, `question`, or the right it uses).
    Requested {
        to: Party,
        about: String,
        #[serde(default)]
        went: Went,
        trace_id: Option<String>,
    },
    /// A provider was asked who used the data: how many uses it told of that it had
    /// not told before, or a stable word for why none came.
    UsesAsked {
        from: Party,
        events: usize,
        failed: Option<String>,
        trace_id: Option<String>,
    },
    /// A link was made with which others look along: its name.
    LinkMade { name: String },
    /// Something was done with a link (`paused`, `resumed`, `stopped`, `extended`,
    /// `updated`), or it ended by itself (`ended`).
    LinkDeed { name: String, deed: String },
    /// Somebody looked through a link, or showed a wrong passcode: who, by their own
    /// saying.
    Looked {
        name: String,
        by: String,
        opened: bool,
    },
    /// The person made something herself: what, and how many.
    Added {
        kind: String,
        count: usize,
        by: Option<String>,
    },
    /// She changed something that she made.
    Changed {
        kind: String,
        count: usize,
        by: Option<String>,
    },
    /// She deleted something that she made.
    Deleted {
        kind: String,
        count: usize,
        by: Option<String>,
    },
    /// A provider was added.
    ProviderAdded { of: Party },
    /// A provider was removed; with how many entries, or they stayed.
    ProviderRemoved { of: Party, entries: Option<usize> },
    /// The vault was made.
    VaultMade,
    /// The vault was opened.
    Unlocked { with: Opener },
    /// A backup was made.
    BackedUp,
    /// This vault was put back from a backup.
    Restored,
    /// A file was made of something: by its word.
    Exported { of: String },
    /// A setting was changed: its name.
    SettingChanged { name: String },
    /// Lines were erased: how many, from before which day (none: all), and
    /// whether because of the term.
    Erased {
        lines: usize,
        before: Option<String>,
        by_term: bool,
    },
    /// Something of a newer version of the app.
    #[serde(other)]
    Unknown,
}

/// What a line is about, to choose by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Came from a provider.
    Collected,
    /// Did not come.
    Refused,
    /// Seems somebody else's.
    SetAside,
    /// Left for somebody else.
    Shared,
    /// Others looked along.
    Looked,
    /// Asked of a provider.
    Requested,
    /// Own things made or changed.
    Changed,
    /// Own things deleted, providers removed.
    Deleted,
    /// The vault opened.
    Unlocked,
    /// Backup, restoration, files.
    Backup,
    /// Settings.
    Settings,
    /// Lines of this log erased.
    Erased,
    /// Not known to this version.
    Other,
}

impl What {
    /// What it is about.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Collected { .. } | Self::UsesAsked { .. } => Kind::Collected,
            Self::Refused { .. } => Kind::Refused,
            Self::SetAside { .. } | Self::TakenUp { .. } | Self::PutAway { .. } => Kind::SetAside,
            Self::Sent { .. } | Self::LinkMade { .. } | Self::LinkDeed { .. } => Kind::Shared,
            Self::Looked { .. } => Kind::Looked,
            Self::Requested { .. } => Kind::Requested,
            Self::Added { .. } | Self::Changed { .. } | Self::ProviderAdded { .. } => Kind::Changed,
            Self::Deleted { .. } | Self::ProviderRemoved { .. } => Kind::Deleted,
            Self::Unlocked { .. } => Kind::Unlocked,
            Self::VaultMade | Self::BackedUp | Self::Restored | Self::Exported { .. } => {
                Kind::Backup
            }
            Self::SettingChanged { .. } => Kind::Settings,
            Self::Erased { .. } => Kind::Erased,
            Self::Unknown => Kind::Other,
        }
    }

    /// Which provider it is about.
    pub const fn party(&self) -> Option<&Party> {
        match self {
            Self::Collected { from: party, .. }
            | Self::Refused { from: party, .. }
            | Self::SetAside { from: party, .. }
            | Self::TakenUp { from: party }
            | Self::PutAway { from: party, .. }
            | Self::Sent { to: party, .. }
            | Self::Requested { to: party, .. }
            | Self::UsesAsked { from: party, .. }
            | Self::ProviderAdded { of: party }
            | Self::ProviderRemoved { of: party, .. } => Some(party),
            _ => None,
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When: RFC 3339 with the offset of the device.
    pub at: String,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// The version of the form that this version of the app writes.
const FORMAT: u16 = 100;

#[derive(Serialize)]
struct Wire<'a> {
    format: u16,
    #[serde(flatten)]
    event: &'a Event,
}

#[derive(Deserialize)]
struct Moment {
    at: String,
}

impl Event {
    /// What lies in the vault; none when it has no form as JSON, which is never so.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let (format, event) = (FORMAT, self);
        serde_json::to_vec(&Wire { format, event }).ok()
    }

    /// Reads what lies in the vault; none when it is no line at all.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok().or_else(|| {
            // A newer version may have given a known kind other fields.
            let Moment { at } = serde_json::from_slice(bytes).ok()?;
            let what = What::Unknown;
            Some(Self { at, what })
        })
    }

    /// A key by which lines stand in order of time: `20260526090000` in UTC.
    pub fn order(at: &str) -> String {
        chrono::DateTime::parse_from_rfc3339(at).map_or_else(
            |_| "00000000000000".to_owned(),
            |at| at.to_utc().format("%Y%m%d%H%M%S").to_string(),
        )
    }
}
