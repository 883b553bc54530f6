//! Addresses that were received in a bundle: read so that there is one way to
//! read them.

use url::{Host, Url};

/// Longest address that is looked at, in bytes.
const LONGEST: usize = 8 * 1024;

/// Reads an address, relative to the first base when it is relative. `None`
/// for what could mean two things to two readers.
pub(crate) fn resolve(bases: &[Url], text: &str) -> Option<Url> {
    if text.is_empty() || text.len() > LONGEST || !text.bytes().all(is_plain) {
        return None;
    }
    let url = match Url::parse(text) {
        Ok(url) => {
            // What the reader had to mend first is not followed.
            let authority = text.split_once("://")?.1.split(['/', '?']).next()?;
            if authority.contains('@') || !authority.eq_ignore_ascii_case(&authority_of(&url)?) {
                return None;
            }
            url
        }
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            if text.starts_with("//") {
                return None;
            }
            let mut base = bases.first()?.clone();
            base.set_path(&format!("{}/", base.path().trim_end_matches('/')));
            base.join(text).ok()?
        }
        Err(_) => return None,
    };
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let path = text
        .split('?')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let hidden = ["%2f", "%5c", "%2e", "%00", "%0a", "%0d", "%25"];
    let dots = path
        .split('/')
        .any(|segment| segment == "." || segment == "..");
    (plain && !dots && !hidden.iter().any(|code| path.contains(code))).then_some(url)
}

/// Whether an address is a base itself, or lies below it.
pub(crate) fn is_below(base: &Url, url: &Url) -> bool {
    let root = base.path().trim_end_matches('/');
    base.origin() == url.origin()
        && url
            .path()
            .strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Visible ASCII without what browsers and servers read differently.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b'!'..=b'~') && !b"\\#\"<>^`{}".contains(&byte)
}

/// Host and port as a reader writes them back.
fn authority_of(url: &Url) -> Option<String> {
    let host = match url.host()? {
        Host::Domain(name) => name.to_owned(),
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => format!("[{address}]"),
    };
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Url {
        Url::parse("https://dva.nl:8443/fhir/stu3").unwrap()
    }

    fn follows(text: &str) -> Option<String> {
        let url = resolve(&[base()], text)?;
        is_below(&base(), &url).then(|| url.to_string())
    }

    #[test]
    fn next_pages_and_attachments_below_the_base_are_followed() {
        let root = "https://dva.nl:8443/fhir/stu3";
        for (text, to) in [
            (
                "https://dva.nl:8443/fhir/stu3?page=2",
                format!("{root}?page=2"),
            ),
            (
                "https://dva.nl:8443/fhir/stu3/Condition?a=b%7Cc",
                format!("{root}/Condition?a=b%7Cc"),
            ),
            (
                "https://DVA.nl:8443/fhir/stu3/Binary/1",
                format!("{root}/Binary/1"),
            ),
            ("Binary/1", format!("{root}/Binary/1")),
            ("/fhir/stu3/Binary/1", format!("{root}/Binary/1")),
            ("?page=2", format!("{root}/?page=2")),
        ] {
            assert_eq!(follows(text), Some(to), "{text}");
        }
    }

    #[test]
    fn what_lies_elsewhere_or_reads_two_ways_is_not() {
        for text in [
            "",
            "//evil.nl/",
            "https://dva.nl/fhir/stu3/x",
            "http://dva.nl:8443/fhir/stu3/x",
            "https://dva.nl:8443/fhir/stu33",
            "https://dva.nl:8443/fhir/stu3/../admin",
            "https://dva.nl:8443/fhir/stu3/%2e%2e/admin",
            "https://dva.nl:8443/fhir/stu3%2fx",
            "https://dva.nl:8443@evil.nl/fhir/stu3",
            "https://evil.nl/https://dva.nl:8443/fhir/stu3",
            "https:dva.nl:8443/fhir/stu3",
            "https:/dva.nl:8443/fhir/stu3",
            "https://dva.nl:8443\\@evil.nl/fhir/stu3",
            "https://dva.nl:8443/fhir/stu3#x",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "/admin",
            "../admin",
            "https://dva.nl:08443/fhir/stu3/x",
            " https://dva.nl:8443/fhir/stu3/x",
            "https://dva.nl:8443/fhir/stu3/x\r\nHost: evil.nl",
        ] {
            assert_eq!(follows(text), None, "{text}");
        }
    }
}
