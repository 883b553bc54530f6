//! Reads the head of a request strictly. Whatever two servers could read in two
//! ways (RFC 9112 section 11.2, request smuggling) is refused, and the
//! connection closed.
//!
//! Stricter than HTTP on purpose, because the only clients are browsers and
//! proxies: HTTP/1.1 in origin form, exactly one known `Host`, a length or no
//! body at all, no transfer codings.

use std::collections::BTreeSet;

/// Longest head, in bytes.
pub const LONGEST_HEAD: usize = 16 * 1024;
/// Most headers in a head.
pub const MOST_HEADERS: usize = 64;
/// Longest body of a request, in bytes.
pub const LONGEST_BODY: u64 = 64 * 1024;
/// Longest request target, in bytes.
const LONGEST_TARGET: usize = 8 * 1024;

/// Headers that may stand once at most.
const SINGLE: &[&str] = &[
    "authorization",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "origin",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "sec-purpose",
    "x-inzage-grant",
    "x-pgo",
];

/// Every method that something here has.
const METHODS: &[&str] = &["GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS"];
/// Where an owner's links are.
const OWN_LINKS: &str = "/api/shares/";

/// Paths that a health check may ask by a loopback name.
const HEALTH: &[&str] = &["/healthz", "/readyz", "/metrics"];

/// The names this server answers to.
#[derive(Clone, Debug)]
pub struct Hosts {
    public: String,
    health: BTreeSet<String>,
    shares: Option<ShareHost>,
}

/// What else is taken while sharing is on.
#[derive(Clone, Debug)]
struct ShareHost {
    name: String,
    longest_file: u64,
}

impl Hosts {
    /// The public host (with its port, when it has one), and for health checks
    /// the loopback names on the port that is listened on.
    pub fn new(public: &str, port: u16) -> Self {
        let names = ["127.0.0.1", "localhost", "[::1]"];
        let health = names
            .into_iter()
            .flat_map(|name| [name.to_owned(), format!("{name}:{port}")])
            .collect();
        Self {
            public: public.to_ascii_lowercase(),
            health,
            shares: None,
        }
    }

    /// Also the host of the readers of links, and files of links of at most so many
    /// bytes.
    #[must_use]
    pub fn with_shares(mut self, name: &str, longest_file: u64) -> Self {
        let name = name.to_ascii_lowercase();
        self.shares = Some(ShareHost { name, longest_file });
        self
    }

    /// Whether the method is one of those that something at the path has.
    fn takes(&self, method: &str, path: &str) -> bool {
        match method {
            "GET" | "HEAD" | "POST" | "DELETE" => true,
            "PUT" | "PATCH" => self.shares.is_some() && path.starts_with(OWN_LINKS),
            "OPTIONS" => self.shares.is_some() && path.starts_with(inzage_api::LINK_PATH),
            _ => false,
        }
    }

    /// Longest body, in bytes.
    fn longest(&self, method: &str) -> u64 {
        match &self.shares {
            Some(shares) if method == "PUT" => shares.longest_file,
            _ => LONGEST_BODY,
        }
    }

    fn knows(&self, host: &str, path: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let shared = self.shares.as_ref().map(|shares| shares.name.as_str());
        host == self.public
            || shared == Some(host.as_str())
            || (HEALTH.contains(&path) && self.health.contains(&host))
    }
}

/// Why a request is refused. The numbers are the HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// 400: not a request that has one meaning.
    Malformed,
    /// 405: a method that nothing here has.
    Method,
    /// 411: a transfer coding instead of a length.
    Length,
    /// 413: a body larger than anything here takes.
    TooLarge,
    /// 414: a target longer than any here.
    TargetTooLong,
    /// 421: a host that is not ours.
    Misdirected,
    /// 431: too many or too long headers.
    TooManyHeaders,
    /// 505: another version than HTTP/1.1.
    Version,
}

impl Refusal {
    /// HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::Method => 405,
            Self::Length => 411,
            Self::TooLarge => 413,
            Self::TargetTooLong => 414,
            Self::Misdirected => 421,
            Self::TooManyHeaders => 431,
            Self::Version => 505,
        }
    }
}

/// Where a head ends, in bytes, its empty line included. `None` while it is
/// not complete.
///
/// # Errors
/// As soon as it cannot become a head that is accepted.
pub fn end(bytes: &[u8]) -> Result<Option<usize>, Refusal> {
    let mut previous = [0_u8; 3];
    for (at, &byte) in bytes.iter().enumerate() {
        let [.., third, second, first] = previous;
        if at >= LONGEST_HEAD {
            return Err(Refusal::TooManyHeaders);
        }
        match byte {
            b'\n' if first != b'\r' => return Err(Refusal::Malformed),
            b'\n' if (third, second) == (b'\r', b'\n') => return Ok(Some(at + 1)),
            b'\n' => {}
            _ if first == b'\r' => return Err(Refusal::Malformed),
            b'\r' | b'\t' | b' '..=b'~' => {}
            _ => return Err(Refusal::Malformed),
        }
        previous = [second, first, byte];
    }
    Ok(None)
}

/// Checks a complete head and gives the length of the body that follows.
///
/// # Errors
/// When the request may not be answered.
pub fn check(head: &[u8], hosts: &Hosts) -> Result<u64, Refusal> {
    let text = std::str::from_utf8(head).map_err(|_| Refusal::Malformed)?;
    let text = text.strip_suffix("\r\n\r\n").ok_or(Refusal::Malformed)?;
    let mut lines = text.split("\r\n");
    let (method, path) = request_line(lines.next().unwrap_or_default())?;
    let headers = headers(lines)?;
    let all = |name: &'static str| {
        headers
            .iter()
            .filter(move |(found, _)| found == name)
            .map(|(_, value)| *value)
    };
    for name in SINGLE {
        if all(name).count() > 1 {
            return Err(Refusal::Malformed);
        }
    }
    let host = all("host").next().ok_or(Refusal::Malformed)?;
    if !is_host(host) {
        return Err(Refusal::Malformed);
    }
    let length = all("content-length").next();
    let coded = all("transfer-encoding").next().is_some();
    let length = match (length, coded) {
        (Some(_), true) => return Err(Refusal::Malformed),
        (None, true) => return Err(Refusal::Length),
        (Some(length), false) => content_length(length, hosts.longest(method))?,
        (None, false) => 0,
    };
    if !hosts.takes(method, path) {
        return Err(Refusal::Method);
    }
    if length > 0 && !["POST", "PUT", "PATCH"].contains(&method) {
        return Err(Refusal::Malformed);
    }
    if all("upgrade").next().is_some() || all("http2-settings").next().is_some() {
        return Err(Refusal::Malformed);
    }
    if !hosts.knows(host, path) {
        return Err(Refusal::Misdirected);
    }
    Ok(length)
}

/// Method and path of `METHOD SP origin-form SP HTTP/1.1`.
fn request_line(line: &str) -> Result<(&str, &str), Refusal> {
    let mut parts = line.split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Refusal::Malformed);
    };
    if method.is_empty() || !method.bytes().all(is_token_byte) {
        return Err(Refusal::Malformed);
    }
    if !version.starts_with("HTTP/") {
        return Err(Refusal::Malformed);
    }
    if version != "HTTP/1.1" {
        return Err(Refusal::Version);
    }
    if !METHODS.contains(&method) {
        return Err(Refusal::Method);
    }
    if target.len() > LONGEST_TARGET {
        return Err(Refusal::TargetTooLong);
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if is_path(path) && is_percent_encoded(query) && !query.contains(['#', '\\']) {
        Ok((method, path))
    } else {
        Err(Refusal::Malformed)
    }
}

/// An absolute path that means the same to everyone: no empty first segment,
/// no dot segments, no encoded slash, backslash or control character.
fn is_path(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let hidden = ["%2f", "%5c", "%7f", "%0", "%1"];
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['#', '\\', '"', '<', '>', '\t'])
        && is_percent_encoded(path)
        && !hidden.iter().any(|code| lower.contains(code))
        && lower
            .replace("%2e", ".")
            .split('/')
            .all(|segment| segment != "." && segment != "..")
}

fn is_percent_encoded(text: &str) -> bool {
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex = |byte: Option<u8>| byte.is_some_and(|b| b.is_ascii_hexdigit());
        if byte == b'%' && !(hex(rest.next()) && hex(rest.next())) {
            return false;
        }
    }
    true
}

/// Names in lower case with their values.
fn headers<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<(String, &'a str)>, Refusal> {
    let mut headers = Vec::new();
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(Refusal::Malformed)?;
        if name.is_empty() || !name.bytes().all(is_token_byte) {
            return Err(Refusal::Malformed);
        }
        headers.push((name.to_ascii_lowercase(), value.trim_matches([' ', '\t'])));
        if headers.len() > MOST_HEADERS {
            return Err(Refusal::TooManyHeaders);
        }
    }
    Ok(headers)
}

fn content_length(text: &str, longest: u64) -> Result<u64, Refusal> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::Malformed);
    }
    match text.parse() {
        Ok(length) if length <= longest => Ok(length),
        _ => Err(Refusal::TooLarge),
    }
}

/// Host and port without anything else that an authority can hold.
fn is_host(host: &str) -> bool {
    !host.is_empty()
        && host.len() <= 255
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b))
}

/// `tchar` of RFC 9110 section 5.6.2.
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
