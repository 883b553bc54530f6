//! `share_url` and `[shares]`: links with which others look along. Off, unless an
//! operator gives them a host of their own.

use super::ConfigError;
use super::read::value;
use serde::Deserialize;
use url::Url;

/// Longest address of a link, in characters (SMART Health Links).
const LONGEST_LINK: usize = 128;
/// An id of 32 bytes, base64url.
const ID: usize = 43;

/// Links are on, with everything that they need.
#[derive(Clone, Debug)]
pub struct ShareConfig {
    /// `share_url`: where readers come; scheme, host and port.
    pub url: Url,
    /// `[shares.limits]`.
    pub limits: ShareLimits,
}

/// `[shares.limits]`: what one link and all links together may take.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ShareLimits {
    /// Largest file of a link, in bytes.
    pub file_bytes: i64,
    /// All files of one generation of a link, in bytes.
    pub share_bytes: i64,
    /// Files of a link.
    pub files: i64,
    /// All files of all links, in bytes.
    pub total_bytes: i64,
    /// Links that one address may make in a minute.
    pub made_per_minute: u32,
    /// Requests to one link per minute, whoever makes them.
    pub reads_per_minute: u32,
    /// Seconds between two rounds that delete what is due.
    pub sweep_seconds: u64,
}

impl Default for ShareLimits {
    fn default() -> Self {
        Self {
            file_bytes: 16 * 1024 * 1024,
            share_bytes: 64 * 1024 * 1024,
            files: 256,
            total_bytes: 20 * 1024 * 1024 * 1024,
            made_per_minute: 30,
            reads_per_minute: 300,
            sweep_seconds: 60,
        }
    }
}

/// The section as written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    /// Where it was before there was one database for all that is kept.
    database: Option<String>,
    #[serde(default)]
    limits: ShareLimits,
}

/// Links when they are on. `url`: `share_url`, checked.
pub(super) fn shares(
    raw: Option<Raw>,
    url: Option<Url>,
    public_url: &Url,
) -> Result<Option<ShareConfig>, ConfigError> {
    let Some(url) = url else {
        return match raw {
            None => Ok(None),
            Some(_) => Err(value(
                "share_url",
                "absent: without it [shares] does nothing",
            )),
        };
    };
    if url.host_str() == public_url.host_str() {
        return Err(value("share_url", "must be another host than public_url"));
    }
    let origin = url.origin().ascii_serialization();
    if origin.len() + inzage_api::LINK_PATH.len() + ID > LONGEST_LINK {
        return Err(value(
            "share_url",
            "too long: a link may have 128 characters",
        ));
    }
    let raw = raw.unwrap_or_default();
    if raw.database.is_some() {
        return Err(value(
            "shares.database",
            "is `database` now, at the top of the file, above every section",
        ));
    }
    check(&raw.limits)?;
    Ok(Some(ShareConfig {
        url,
        limits: raw.limits,
    }))
}

fn check(limits: &ShareLimits) -> Result<(), ConfigError> {
    let sizes = [
        limits.file_bytes,
        limits.share_bytes,
        limits.files,
        limits.total_bytes,
    ];
    let rates = [limits.made_per_minute, limits.reads_per_minute];
    let all = sizes.iter().all(|size| *size > 0)
        && rates.iter().all(|rate| *rate > 0)
        && limits.sweep_seconds > 0;
    if all {
        Ok(())
    } else {
        Err(value("shares.limits", "every limit must be more than 0"))
    }
}
