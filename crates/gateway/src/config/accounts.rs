//! `[accounts]`: whether people sign in before anything is asked of a provider. Always,
//! but for development.

use super::ConfigError;
use super::read::value;
use serde::Deserialize;
use url::{Host, Url};

/// Accounts are on, with what an operator decides about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountConfig {
    /// `[accounts] keep_days`: an account that nobody used this long is deleted.
    pub keep_days: u16,
    /// `[accounts] challenges_per_minute`: that one address may ask for.
    pub challenges_per_minute: u32,
}

/// The section as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Raw {
    required: Option<bool>,
    keep_days: u16,
    challenges_per_minute: u32,
}

impl Default for Raw {
    fn default() -> Self {
        Self {
            required: None,
            keep_days: 400,
            challenges_per_minute: 60,
        }
    }
}

/// Accounts when they are on.
pub(super) fn accounts(
    raw: &Raw,
    development: bool,
    public_url: &Url,
) -> Result<Option<AccountConfig>, ConfigError> {
    if raw.keep_days == 0 || raw.challenges_per_minute == 0 {
        return Err(value("accounts", "every number must be more than 0"));
    }
    match raw.required {
        Some(false) if !development => Err(value(
            "accounts.required",
            "cannot be false without [development]: MedMij wants everybody to prove who they are",
        )),
        Some(false) => Ok(None),
        None if development => Ok(None),
        _ if !matches!(public_url.host(), Some(Host::Domain(_))) => Err(value(
            "public_url",
            "must have a name as its host: passkeys do not belong to an address",
        )),
        _ => Ok(Some(AccountConfig {
            keep_days: raw.keep_days,
            challenges_per_minute: raw.challenges_per_minute,
        })),
    }
}
