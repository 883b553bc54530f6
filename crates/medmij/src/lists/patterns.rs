//! The patterns of the schemas, as functions.

/// Which addresses a list may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uris {
    /// As the schemas say: https, a host name in lower case with a dot in it; a
    /// port on the back channel only.
    Strict,
    /// For development: besides those, http and a port for loopback addresses
    /// and `localhost` names.
    AllowLoopbackHttp,
}

/// Which side of the network an address is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Channel {
    /// `Frontchanneluri`: the person's browser goes there; no port.
    Front,
    /// `Backchanneluri`: servers among themselves; a port is allowed.
    Back,
}

/// `Hostname`: a fully qualified name in lower case. The last part starts with
/// a letter: otherwise it is an IPv4 address in one of its many spellings,
/// which the schema's pattern lets through.
pub fn is_hostname(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    text.len() <= 253
        && labels.len() >= 2
        && labels.iter().all(|label| is_label(label))
        && labels
            .last()
            .is_some_and(|label| label.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// One part of a host name: letters, digits and hyphens inside.
fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// `Hostname` of a list, with the names of a development machine when allowed.
pub(super) fn is_listed_hostname(text: &str, uris: Uris) -> bool {
    is_hostname(text) || (uris == Uris::AllowLoopbackHttp && is_loopback(text))
}

/// Loopback addresses and `localhost` names.
fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host == "[::1]"
        || host == "127.0.0.1"
        || (host.ends_with(".localhost") && is_hostname(host))
}

/// `Zorgaanbiedernaam`: 10 to 57 characters ending in `@medmij`. Names with
/// digits, dots and hyphens are in use though the oldest schema has letters only.
pub fn is_zorgaanbiedernaam(text: &str) -> bool {
    let Some(name) = text.strip_suffix("@medmij") else {
        return false;
    };
    (10..=57).contains(&text.len()) && name.split(['.', '-']).all(is_word)
}

/// Lower case letters and digits, at least one.
fn is_word(part: &str) -> bool {
    !part.is_empty()
        && part
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// `Frontchanneluri` or `Backchanneluri`: no user, query, fragment or trailing
/// slash.
pub(super) fn is_uri(text: &str, channel: Channel, uris: Uris) -> bool {
    let (secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return false,
    };
    let (authority, path) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (host, port) = split_port(authority);
    let here = uris == Uris::AllowLoopbackHttp && is_loopback(host);
    let port_fits = port.is_none_or(|port| is_port(port) && (here || channel == Channel::Back));
    (here || (secure && is_hostname(host))) && port_fits && is_path(path)
}

/// Host and port of an authority; an IPv6 address keeps its brackets.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

fn is_port(text: &str) -> bool {
    (1..=5).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && text.parse::<u16>().is_ok_and(|port| port > 0)
}

/// `(/[^?#/]+)*`, and no character or dot segment by which two readers of an
/// address would come to two different places.
fn is_path(path: &str) -> bool {
    path.is_empty()
        || path.strip_prefix('/').is_some_and(|path| {
            path.split('/').all(|segment| {
                !segment.is_empty()
                    && segment != "."
                    && segment != ".."
                    && segment.chars().all(is_path_character)
            })
        })
}

fn is_path_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(c)
}

/// `xs:string` with a length between these limits, in characters, without
/// control characters or spaces around it.
pub(super) fn is_string(text: &str, shortest: usize, longest: usize) -> bool {
    (shortest..=longest).contains(&text.chars().count())
        && text.trim() == text
        && !text.chars().any(char::is_control)
}
