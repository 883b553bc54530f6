//! `[vendor_api.<zorgaanbieder>]`: a provider whose own system has an API
//! (`docs/vendor-api.openapi.json`), and what it offers.

use super::read::{is_loopback, value};
use super::{Collected, ConfigError};
use inzage_api::VendorPart;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use url::{Host, Url};

/// What each provider offers, by its `MedMij` name with `@medmij`.
pub type Vendors = BTreeMap<String, Vendor>;

/// The API of one provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vendor {
    /// `base_url`: what every path is put behind.
    pub base_url: Url,
    /// `service`: the gegevensdienst whose login opens it.
    pub service: String,
    /// `parts`: what is called; nothing else is.
    pub parts: BTreeSet<VendorPart>,
}

impl Vendor {
    /// The address of a path below the base.
    pub fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.base_url.as_str().trim_end_matches('/'))
    }
}

/// A section as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    base_url: String,
    service: String,
    parts: BTreeSet<VendorPart>,
}

/// Checks every section; what is wrong is told with the provider and the key.
pub(super) fn vendors(
    raw: BTreeMap<String, Raw>,
    collected: &Collected,
    loopback_http: bool,
) -> Result<Vendors, ConfigError> {
    let checked = |(provider, section): (String, Raw)| {
        let vendor = vendor(&provider, section, collected, loopback_http)?;
        Ok((provider, vendor))
    };
    raw.into_iter().map(checked).collect()
}

fn vendor(
    provider: &str,
    raw: Raw,
    collected: &Collected,
    loopback_http: bool,
) -> Result<Vendor, ConfigError> {
    let section = format!("vendor_api.\"{provider}\"");
    let wrong = |key: &str, why: &str| Err(value(format!("{section}.{key}"), why));
    let bare = provider.strip_suffix("@medmij").unwrap_or_default();
    if bare.is_empty() || bare.contains(|c: char| c == '@' || c.is_whitespace()) {
        let why = "not the MedMij name of a provider, like \"naam@medmij\" (in quotes)";
        return Err(value(section, why));
    }
    let Some(base_url) = base_url(&raw.base_url, loopback_http) else {
        let why = "not an https address of a named host, without user, query and fragment";
        return wrong("base_url", why);
    };
    if collected.table(&raw.service).is_none() {
        return wrong(
            "service",
            "not the id of a gegevensdienst that is collected",
        );
    }
    if raw.parts.is_empty() {
        let why = "name at least one of requests, audit, letters, measurements";
        return wrong("parts", why);
    }
    Ok(Vendor {
        base_url,
        service: raw.service,
        parts: raw.parts,
    })
}

fn base_url(text: &str, loopback_http: bool) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let plain = url.username().is_empty() && url.password().is_none();
    let bare = url.query().is_none() && url.fragment().is_none();
    let named = matches!(url.host(), Some(Host::Domain(_)));
    let here = loopback_http && is_loopback(&url);
    let reachable =
        (url.scheme() == "https" && (named || here)) || (url.scheme() == "http" && here);
    (plain && bare && reachable).then_some(url)
}
