//! The cookies: `__Host-` prefixed, so that only this host can set them, over a
//! secure connection, for the whole host.

use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

/// The secret of this browser, to which every sealed blob is bound.
pub(crate) const DEVICE: &str = "__Host-inzage";
/// The session of the unlock key.
pub(crate) const UNLOCK: &str = "__Host-unlock";
/// Who is signed in.
pub(crate) const SESSION: &str = "__Host-session";
/// One per login under way, followed by the login's name.
pub(crate) const LOGIN_PREFIX: &str = "__Host-login-";
/// The pieces of what a callback brought: login and number follow.
pub(crate) const GRANT_PREFIX: &str = "__Host-grant-";

/// Seven months: longer than a lasting consent that is not used.
pub(crate) const DEVICE_SECONDS: u32 = 7 * 31 * 24 * 3600;
/// A login may take this long.
pub(crate) const LOGIN_SECONDS: u32 = 900;
/// The page claims a grant within this time: she opens her vault and signs in first, and
/// what is left of the access token (a quarter of an hour) is enough to collect with.
pub(crate) const GRANT_SECONDS: u32 = 600;
/// An unlock key can be asked for during this time.
pub(crate) const UNLOCK_SECONDS: u32 = 3600;

/// Whether a cookie comes along when another site sends the browser here.
#[derive(Clone, Copy)]
pub(crate) enum SameSite {
    /// Never.
    Strict,
    /// On navigation: what a callback needs.
    Lax,
}

/// All cookies of a request, by name. When a name stands twice neither counts.
pub(crate) fn read(headers: &HeaderMap) -> Vec<(&str, &str)> {
    let all: Vec<(&str, &str)> = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .collect();
    let twice = |name: &str| all.iter().filter(|(other, _)| *other == name).count() > 1;
    all.iter()
        .filter(|(name, _)| !twice(name))
        .copied()
        .collect()
}

/// The cookie with this name.
pub(crate) fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    read(headers)
        .into_iter()
        .find_map(|(found, value)| (found == name).then_some(value))
}

/// A `Set-Cookie` header.
pub(crate) fn set(name: &str, value: &str, seconds: u32, site: SameSite) -> Option<HeaderValue> {
    let site = match site {
        SameSite::Strict => "Strict",
        SameSite::Lax => "Lax",
    };
    let text =
        format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite={site}; Max-Age={seconds}");
    HeaderValue::from_str(&text).ok()
}

/// A `Set-Cookie` header for what goes when the browser closes, and never comes along
/// from another site.
pub(crate) fn until_closed(name: &str, value: &str) -> Option<HeaderValue> {
    let text = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&text).ok()
}

/// A `Set-Cookie` header that deletes.
pub(crate) fn delete(name: &str) -> Option<HeaderValue> {
    set(name, "", 0, SameSite::Strict)
}

/// Adds a `Set-Cookie` header to an answer.
pub(crate) fn add(headers: &mut HeaderMap, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        headers.append(header::SET_COOKIE, cookie);
    }
}

/// The device secret of a request, when it has a well-formed one.
pub(crate) fn device(headers: &HeaderMap) -> Option<&str> {
    find(headers, DEVICE).filter(|value| is_token(value, 43))
}

/// What blobs are bound to instead of the secret itself.
pub(crate) fn binding(device: &str) -> String {
    use base64::Engine;
    let digest = Sha256::new()
        .chain_update(b"inzage device")
        .chain_update(device)
        .finalize();
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest)
}

/// Whether a text is base64url of this length: safe in a cookie's name.
pub(crate) fn is_token(text: &str, length: usize) -> bool {
    text.len() == length
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_that_stands_twice_counts_as_none() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; b=2; a=3"));
        headers.append(header::COOKIE, HeaderValue::from_static("c=4"));
        assert_eq!(find(&headers, "a"), None);
        assert_eq!(find(&headers, "b"), Some("2"));
        assert_eq!(find(&headers, "c"), Some("4"));
    }

    #[test]
    fn a_cookie_is_for_this_host_and_hidden_from_scripts() {
        let cookie = set(DEVICE, "x", 60, SameSite::Lax).unwrap();
        assert_eq!(
            cookie,
            "__Host-inzage=x; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60"
        );
    }
}
