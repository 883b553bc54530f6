//! The headers that every answer has, errors included.

use crate::assets::Assets;
use crate::config::Config;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Everything a page could ask for and does not get; only names that browsers
/// know, because they complain of others on every page. Passkeys stay allowed for
/// the page itself.
const PERMISSIONS: &str = "accelerometer=(), \
     autoplay=(), browsing-topics=(), camera=(), compute-pressure=(), \
     cross-origin-isolated=(), display-capture=(), encrypted-media=(), fullscreen=(), \
     gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), \
     idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), \
     otp-credentials=(), payment=(), picture-in-picture=(), \
     publickey-credentials-create=(self), publickey-credentials-get=(self), \
     screen-wake-lock=(), serial=(), storage-access=(), sync-xhr=(), usb=(), \
     window-management=(), xr-spatial-tracking=()";

/// Puts fixed headers on an answer, in place of what it had.
pub(crate) fn set<const N: usize>(headers: &mut HeaderMap, all: [(HeaderName, &'static str); N]) {
    for (name, value) in all {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// The headers, made once.
pub(crate) struct Headers(Vec<(HeaderName, HeaderValue)>);

impl Headers {
    /// For this app: the policy names each inline script of its page by hash.
    pub(crate) fn new(config: &Config, assets: Option<&Assets>) -> Self {
        let fixed = |name: &'static str, value: &'static str| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        };
        let mut all = vec![
            fixed("x-content-type-options", "nosniff"),
            fixed("referrer-policy", "no-referrer"),
            fixed("cross-origin-opener-policy", "same-origin"),
            fixed("cross-origin-resource-policy", "same-origin"),
            fixed("cross-origin-embedder-policy", "require-corp"),
            fixed("permissions-policy", PERMISSIONS),
            fixed("x-frame-options", "DENY"),
        ];
        let policy = policy(assets.map(Assets::script_hashes).unwrap_or_default());
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            all.push((header::CONTENT_SECURITY_POLICY, policy));
        }
        if config.public_url.scheme() == "https" {
            all.push(fixed(
                "strict-transport-security",
                "max-age=31536000; includeSubDomains",
            ));
        }
        Self(all)
    }

    /// Puts them on an answer.
    pub(crate) fn apply(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.0 {
            headers.insert(name, value.clone());
        }
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
}

fn policy(script_hashes: &[String]) -> String {
    let hashes: Vec<String> = script_hashes
        .iter()
        .map(|hash| format!(" 'sha256-{hash}'"))
        .collect();
    let hashes = hashes.concat();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; \
         img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
         manifest-src 'self'; frame-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; \
         trusted-types default"
    )
}
