//! The links themselves: what stands behind the `#`, that no server ever gets.
//!
//! A plain link is a SMART Health Link: `shlink:/` and the payload as base64url of
//! minified JSON, behind the address of a viewer. A caregiver's link has the same
//! shape and a scheme of its own, `mee:/`, so that no standard reader takes it for
//! something it can open.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde::{Deserialize, Serialize};

use crate::secret::Key;

/// What begins a plain link, and a caregiver's.
const SHL: &str = "shlink:/";
const CARE: &str = "mee:/";
/// Longest label and URL (SHL STU 1, Payload).
const LABEL: usize = 80;
const URL: usize = 128;

/// What a link says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// Where the content is asked for; at most 128 characters.
    pub url: String,
    /// The key of the content; of a caregiver's link the secret that becomes it.
    pub key: Key,
    /// When it ends, in seconds since 1970; a hint, the server decides.
    pub expires: Option<u64>,
    /// A name for people.
    pub label: Option<String>,
    /// `L`: the content may change.
    pub lasting: bool,
    /// `P`: a passcode is asked for.
    pub passcode: bool,
    /// `U`: the URL gives one file by GET. Never with `P`.
    pub direct: bool,
}

/// A link of one of the two kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A SMART Health Link.
    Plain(Payload),
    /// The link of a caregiver.
    Care(Payload),
}

/// A text is no link that can be opened here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no link to somebody's data, or it is not whole")]
pub struct NotALink;

/// The form on the wire: SHL STU 1; names that begin with `_` are extensions.
#[derive(Serialize, Deserialize)]
struct Wire {
    url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exp: Option<u64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    flag: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    v: u32,
    #[serde(default, rename = "_m", skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
const fn is_one(version: &u32) -> bool {
    *version == 1
}

/// The address of our own viewer on `host`: what stands before the `#`.
pub fn viewer(host: &str) -> String {
    format!("{}/meekijken", host.trim_end_matches('/'))
}

impl Link {
    /// What it says.
    pub const fn payload(&self) -> &Payload {
        match self {
            Self::Plain(payload) | Self::Care(payload) => payload,
        }
    }

    /// The link as text, behind the address of the viewer on `host`.
    pub fn text(&self, host: &str) -> String {
        format!("{}#{}", viewer(host), self.bare())
    }

    /// The link without a viewer.
    pub fn bare(&self) -> String {
        let payload = self.payload();
        let key = Some(payload.key.text());
        let (scheme, key, secret) = match self {
            Self::Plain(_) => (SHL, key, None),
            Self::Care(_) => (CARE, None, key),
        };
        let flags = [
            (payload.lasting, 'L'),
            (payload.passcode, 'P'),
            (payload.direct, 'U'),
        ];
        let wire = Wire {
            url: payload.url.clone(),
            key,
            exp: payload.expires,
            flag: flags.iter().filter(|(on, _)| *on).map(|(_, f)| f).collect(),
            label: payload.label.as_deref().map(short),
            v: 1,
            secret,
        };
        // A struct of strings and numbers always has a JSON form.
        let json = serde_json::to_vec(&wire).unwrap_or_default();
        format!("{scheme}{}", BASE64.encode(json))
    }

    /// Reads a link, with or without a viewer before it. Names that are not known are
    /// passed over.
    ///
    /// # Errors
    /// [`NotALink`] for anything else, and for what may not be: `U` with `P`, a key
    /// of another length, a URL that is too long or not of the web.
    pub fn parse(text: &str) -> Result<Self, NotALink> {
        let text = text.trim();
        let bare = text.split_once('#').map_or(text, |(_, bare)| bare);
        let (care, rest) = match (bare.strip_prefix(SHL), bare.strip_prefix(CARE)) {
            (Some(rest), _) => (false, rest),
            (None, Some(rest)) => (true, rest),
            (None, None) => return Err(NotALink),
        };
        let json = BASE64
            .decode(rest.trim_end_matches('='))
            .map_err(|_| NotALink)?;
        let wire: Wire = serde_json::from_slice(&json).map_err(|_| NotALink)?;
        let payload = read(wire, care)?;
        Ok(if care {
            Self::Care(payload)
        } else {
            Self::Plain(payload)
        })
    }
}

fn read(wire: Wire, care: bool) -> Result<Payload, NotALink> {
    let key = if care { wire.secret } else { wire.key };
    let has = |flag: char| wire.flag.contains(flag);
    let of_the_web = wire.url.starts_with("https://") || wire.url.starts_with("http://");
    let sound = wire.v == 1 && wire.url.len() <= URL && of_the_web && !(has('U') && has('P'));
    if !sound {
        return Err(NotALink);
    }
    Ok(Payload {
        lasting: has('L'),
        passcode: has('P'),
        direct: has('U'),
        key: key.as_deref().and_then(Key::parse).ok_or(NotALink)?,
        url: wire.url,
        expires: wire.exp,
        label: wire.label,
    })
}

fn short(label: &str) -> String {
    label.chars().take(LABEL).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn payload() -> Payload {
        Payload {
            url: format!("https://mee.example/shl/{}", "a".repeat(43)),
            key: Key::from([1; 32]),
            expires: Some(1_800_000_000),
            label: Some("Voor Anna".into()),
            lasting: true,
            passcode: true,
            direct: false,
        }
    }

    #[test]
    fn a_plain_link_is_as_the_specification_says() {
        let link = Link::Plain(payload()).text("https://mee.example/");
        let (viewer, rest) = link.split_once('#').unwrap();
        assert_eq!(viewer, "https://mee.example/meekijken");
        let json = BASE64
            .decode(rest.strip_prefix("shlink:/").unwrap())
            .unwrap();
        assert_eq!(
            String::from_utf8(json).unwrap(),
            format!(
                r#"{{"url":"{}","key":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE","exp":1800000000,"flag":"LP","label":"Voor Anna"}}"#,
                payload().url
            )
        );
    }

    #[test]
    fn links_of_both_kinds_are_read_back() {
        for link in [Link::Plain(payload()), Link::Care(payload())] {
            assert_eq!(
                Link::parse(&link.text("https://mee.example")),
                Ok(link.clone())
            );
            assert_eq!(Link::parse(&link.bare()), Ok(link));
        }
    }

    #[test]
    fn no_standard_reader_takes_a_caregivers_link() {
        let link = Link::Care(payload()).text("https://mee.example");
        assert!(!link.contains("shlink:/"));
        let json = BASE64.decode(link.rsplit('/').next().unwrap()).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert!(json.get("key").is_none());
    }

    #[test]
    fn the_example_of_the_specification_is_read() {
        let example = "https://viewer.example.org#shlink:/eyJ1cmwiOiJodHRwczovL2Voci5leGFtcGxlLm9yZy9xci9ZMTl4U0wxN0FNNzdfSzVlZ3dZdGZLX1lSYk9KRVZ4QTBQTEY3VFNZUmVvIiwiZmxhZyI6IlAiLCJrZXkiOiJyeFRnWWxPYUtKUEZ0Y0VkMHFjY2VOOHdFVTRwOTRTcUF3SVdRZTZ1WDdRIiwibGFiZWwiOiJCYWNrLXRvLXNjaG9vbCBpbW11bml6YXRpb25zIGZvciBPbGl2ZXIgQnJvd24ifQ";
        let Ok(Link::Plain(payload)) = Link::parse(example) else {
            panic!("a plain link")
        };
        assert!(payload.passcode && !payload.lasting && !payload.direct);
    }

    #[test]
    fn what_may_not_be_is_no_link() {
        let of = |json: &str| Link::parse(&format!("shlink:/{}", BASE64.encode(json)));
        let key = Key::from([1; 32]).text();
        let url = "https://mee.example/a";
        assert!(of(&format!(r#"{{"url":"{url}","key":"{key}","_new":1}}"#)).is_ok());
        assert!(of(&format!(r#"{{"url":"{url}","key":"{key}","flag":"PU"}}"#)).is_err());
        assert!(of(&format!(r#"{{"url":"{url}","key":"short"}}"#)).is_err());
        assert!(of(&format!(r#"{{"url":"javascript:alert(1)","key":"{key}"}}"#)).is_err());
        assert!(of(&format!(r#"{{"url":"{url}","key":"{key}","v":2}}"#)).is_err());
        assert!(
            of(&format!(
                r#"{{"url":"{url}{}","key":"{key}"}}"#,
                "a".repeat(128)
            ))
            .is_err()
        );
    }

    proptest! {
        #[test]
        fn nothing_that_is_read_breaks_it(text: String) {
            let _ = Link::parse(&text);
            let _ = Link::parse(&format!("shlink:/{text}"));
        }
    }
}
