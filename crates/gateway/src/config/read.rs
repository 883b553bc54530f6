//! From the text of the file to a checked [`Config`].

use super::{
    ChainlogSink, Collected, Config, Limits, ListsConfig, Taken, TlsConfig, accounts, database,
    judging, shares, vendor,
};
use crate::logfile::LogFiles;
use inzage_api::Takes;
use inzage_brand::Brand;
use inzage_medmij::gegevensdiensten::Gegevensdienst;
use inzage_words::terms::Terms;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file itself.
    #[error("cannot read {0}: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// Not TOML, an unknown or a missing key; the message of the TOML reader
    /// names key and line.
    #[error("{0}: {1}")]
    Toml(PathBuf, Box<toml::de::Error>),
    /// A value that cannot be.
    #[error("{key}: {why}")]
    Value {
        /// Its key, with its section.
        key: String,
        /// What is wrong.
        why: String,
    },
    /// A file that is not there.
    #[error("{key}: no such file: {path}")]
    Missing {
        /// The key that names it.
        key: &'static str,
        /// Where it was looked for.
        path: PathBuf,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: String,
    public_url: String,
    share_url: Option<String>,
    database: Option<String>,
    client_id: Option<String>,
    lists: Lists,
    tls: Tls,
    #[serde(default)]
    seal: Seal,
    #[serde(default)]
    proxy: Proxy,
    #[serde(default)]
    chainlog: Chainlog,
    log: Option<Log>,
    development: Option<Development>,
    #[serde(default)]
    app: App,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    delen: Delen,
    #[serde(default)]
    verzamelen: BTreeMap<String, String>,
    #[serde(default)]
    beoordeling: judging::Raw,
    shares: Option<shares::Raw>,
    #[serde(default)]
    accounts: accounts::Raw,
    #[serde(default)]
    vendor_api: BTreeMap<String, vendor::Raw>,
}

/// Which gegevensdienst takes what; an id that is not given is not sent to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Delen {
    #[serde(default = "vital_functions")]
    measurements: String,
    #[serde(default)]
    corrections: String,
}

impl Default for Delen {
    fn default() -> Self {
        Self {
            measurements: vital_functions(),
            corrections: String::new(),
        }
    }
}

/// 53: "Delen Meetwaarden vitale functies 2.0".
fn vital_functions() -> String {
    "53".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    zal: String,
    ocl: String,
    whl: String,
    gnl: String,
    directory: Option<String>,
    #[serde(default = "ten_minutes")]
    refresh: u64,
    cache_dir: Option<PathBuf>,
}

fn ten_minutes() -> u64 {
    600
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tls {
    client_certificate: PathBuf,
    client_key: PathBuf,
    trust: PathBuf,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Seal {
    #[serde(default)]
    keys: Vec<PathBuf>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Proxy {
    #[serde(default)]
    trusted: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Chainlog {
    sink: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Log {
    dir: PathBuf,
    keep_days: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Development {
    #[serde(default)]
    allow_loopback_http: bool,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct App {
    dir: Option<PathBuf>,
    terms: Option<PathBuf>,
    brand: Option<PathBuf>,
}

/// The folder that relative paths count from, and whether http is allowed here.
struct Place {
    folder: PathBuf,
    loopback_http: bool,
}

pub(super) fn read(file: &Path) -> Result<Config, ConfigError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| ConfigError::Unreadable(file.to_owned(), error))?;
    let raw: File = toml::from_str(&text)
        .map_err(|error| ConfigError::Toml(file.to_owned(), Box::new(error)))?;
    let folder = std::path::absolute(file)
        .ok()
        .and_then(|file| file.parent().map(Path::to_owned))
        .unwrap_or_default();
    let place = Place {
        folder,
        loopback_http: raw
            .development
            .as_ref()
            .is_some_and(|development| development.allow_loopback_http),
    };
    place.check(raw)
}

impl Place {
    fn check(&self, raw: File) -> Result<Config, ConfigError> {
        let listen: SocketAddr = raw
            .listen
            .parse()
            .map_err(|_| value("listen", "not an address with a port, like 127.0.0.1:8080"))?;
        let mut trusted_proxies = Vec::new();
        for text in &raw.proxy.trusted {
            let network = text.parse().map_err(|why| value("proxy.trusted", why))?;
            trusted_proxies.push(network);
        }
        let mut seal_keys = Vec::new();
        for key in &raw.seal.keys {
            seal_keys.push(self.file("seal.keys", key)?);
        }
        let brand = raw.app.brand.map(|file| self.brand(&file)).transpose()?;
        let client_id = client_id(raw.client_id, brand.as_ref())?;
        check_limits(&raw.limits)?;
        let public_url = self.bare_url("public_url", &raw.public_url)?;
        let share_url = raw.share_url.as_deref();
        let share_url = share_url
            .map(|text| self.bare_url("share_url", text))
            .transpose()?;
        let takes = takes(&raw.delen)?;
        let collected = Collected::checked(raw.verzamelen, &takes)?;
        let shares = shares::shares(raw.shares, share_url, &public_url)?;
        let accounts = accounts::accounts(&raw.accounts, raw.development.is_some(), &public_url)?;
        Ok(Config {
            listen,
            public_url,
            client_id,
            lists: self.lists(raw.lists)?,
            tls: TlsConfig {
                client_certificate: self
                    .file("tls.client_certificate", &raw.tls.client_certificate)?,
                client_key: self.file("tls.client_key", &raw.tls.client_key)?,
                trust: self.file("tls.trust", &raw.tls.trust)?,
            },
            seal_keys,
            trusted_proxies,
            chainlog: self.chainlog(raw.chainlog.sink.as_deref())?,
            log: raw.log.map(|log| self.log(&log)).transpose()?,
            allow_loopback_http: self.loopback_http,
            development: raw.development.is_some(),
            app_dir: raw
                .app
                .dir
                .map(|dir| self.folder("app.dir", &dir))
                .transpose()?,
            terms: raw
                .app
                .terms
                .map(|file| self.terms("app.terms", &file))
                .transpose()?,
            brand,
            judging: judging::judging(raw.beoordeling, &self.folder)?,
            limits: raw.limits,
            takes,
            database: database::database(raw.database.as_deref(), &self.folder)?,
            accounts,
            shares,
            vendors: vendor::vendors(raw.vendor_api, &collected, self.loopback_http)?,
            collected,
        })
    }

    fn log(&self, raw: &Log) -> Result<LogFiles, ConfigError> {
        if raw.keep_days == 0 {
            return Err(value("log.keep_days", "must be at least 1 day"));
        }
        Ok(LogFiles {
            dir: self.folder("log.dir", &raw.dir)?,
            keep_days: raw.keep_days,
        })
    }

    fn lists(&self, raw: Lists) -> Result<ListsConfig, ConfigError> {
        if raw.refresh == 0 {
            return Err(value("lists.refresh", "must be at least 1 second"));
        }
        Ok(ListsConfig {
            zal: self.source("lists.zal", &raw.zal)?,
            ocl: self.source("lists.ocl", &raw.ocl)?,
            whl: self.source("lists.whl", &raw.whl)?,
            gnl: self.source("lists.gnl", &raw.gnl)?,
            directory: raw
                .directory
                .map(|text| self.source("lists.directory", &text))
                .transpose()?,
            refresh: raw.refresh,
            cache_dir: raw.cache_dir.map(|dir| self.folder.join(dir)),
        })
    }

    /// Scheme, host and port.
    fn bare_url(&self, key: &'static str, text: &str) -> Result<Url, ConfigError> {
        let url = Url::parse(text).map_err(|error| value(key, error.to_string()))?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !bare || !url.username().is_empty() || url.password().is_some() {
            return Err(value(key, "must be scheme, host and port only"));
        }
        match url.scheme() {
            "https" => Ok(url),
            "http" if self.loopback_http && is_loopback(&url) => Ok(url),
            _ => Err(value(
                key,
                "must be https (http with development.allow_loopback_http, for a .localhost host)",
            )),
        }
    }

    /// An https address, a file address, or with `allow_loopback_http` http to
    /// this machine.
    fn source(&self, key: &'static str, text: &str) -> Result<Url, ConfigError> {
        let base = Url::from_directory_path(&self.folder).ok();
        let parsed = match text.strip_prefix("file:") {
            // A file beside the configuration may be named by its relative path.
            Some(path) if !path.starts_with('/') => base.and_then(|base| base.join(path).ok()),
            _ => Url::parse(text).ok(),
        };
        let url = parsed.ok_or_else(|| value(key, "not an https or file address"))?;
        match url.scheme() {
            "https" => Ok(url),
            "http" if self.loopback_http && is_loopback(&url) => Ok(url),
            "file" => match url.to_file_path() {
                Ok(path) if path.is_file() => Ok(url),
                Ok(path) => Err(ConfigError::Missing { key, path }),
                Err(()) => Err(value(key, "not a path on this machine")),
            },
            _ => Err(value(key, "not an https or file address")),
        }
    }

    fn chainlog(&self, sink: Option<&str>) -> Result<ChainlogSink, ConfigError> {
        let key = "chainlog.sink";
        match sink {
            None | Some("stdout") => Ok(ChainlogSink::Stdout),
            Some(text) if text.starts_with("file:") => {
                let path = text.trim_start_matches("file:");
                let path = path.strip_prefix("//").unwrap_or(path);
                Ok(ChainlogSink::File(self.folder.join(path)))
            }
            Some(text) => self.source(key, text).map(ChainlogSink::Post),
        }
    }

    fn file(&self, key: &'static str, path: &Path) -> Result<PathBuf, ConfigError> {
        let path = self.folder.join(path);
        if path.is_file() {
            Ok(path)
        } else {
            Err(ConfigError::Missing { key, path })
        }
    }

    /// A term file (`docs/terms.md`); what is wrong is named with its line.
    fn terms(&self, key: &'static str, path: &Path) -> Result<String, ConfigError> {
        let path = self.file(key, path)?;
        let text = std::fs::read_to_string(&path)
            .map_err(|error| value(key, format!("{}: {error}", path.display())))?;
        let (terms, faults) = Terms::read(&text);
        match faults.first() {
            Some(fault) => Err(value(key, format!("{}: {fault}", path.display()))),
            None if terms.is_empty() => {
                Err(value(key, format!("{}: no term in it", path.display())))
            }
            None => Ok(text),
        }
    }

    /// The file of a brand; what is wrong is named with its key in that file.
    fn brand(&self, path: &Path) -> Result<Brand, ConfigError> {
        let path = self.file("app.brand", path)?;
        let wrong = |fault| value("app.brand", format!("{}: {fault}", path.display()));
        Brand::read(&path).map_err(wrong)
    }

    fn folder(&self, key: &'static str, path: &Path) -> Result<PathBuf, ConfigError> {
        let path = self.folder.join(path);
        if path.is_dir() {
            Ok(path)
        } else {
            Err(ConfigError::Missing { key, path })
        }
    }
}

/// The host name of this node: of this file, or of its brand; the same when both say
/// it.
fn client_id(own: Option<String>, brand: Option<&Brand>) -> Result<String, ConfigError> {
    let key = "client_id";
    let branded = brand.and_then(|brand| brand.client_id.clone());
    let id = match (own, branded) {
        (Some(own), Some(branded)) if own != branded => {
            return Err(value(key, format!("the brand says {branded}")));
        }
        (own, branded) => own.or(branded),
    };
    let id = id.ok_or_else(|| value(key, "is missing, here and in the brand"))?;
    if id.is_empty() || id.contains(char::is_whitespace) {
        return Err(value(key, "not the host name of a node"));
    }
    Ok(id)
}

/// Each kind its own gegevensdienst, and none that is collected.
fn takes(raw: &Delen) -> Result<Taken, ConfigError> {
    let mut taken = Taken::new();
    for (key, id, takes) in [
        ("delen.measurements", &raw.measurements, Takes::Measurements),
        ("delen.corrections", &raw.corrections, Takes::Corrections),
    ] {
        if id.is_empty() {
            continue;
        }
        if !id.bytes().all(|byte| byte.is_ascii_digit()) || Gegevensdienst::find(id).is_some() {
            return Err(value(key, "not the id of a gegevensdienst for Delen"));
        }
        if taken.insert(id.clone(), takes).is_some() {
            return Err(value(key, "named twice"));
        }
    }
    Ok(taken)
}

fn check_limits(limits: &Limits) -> Result<(), ConfigError> {
    let all = limits.connections > 0
        && limits.connections_per_ip > 0
        && limits.requests_per_minute > 0
        && limits.per_provider > 0
        && limits.response_bytes > 0
        && limits.connect_seconds > 0
        && limits.answer_seconds > 0
        && limits.idle_seconds > 0;
    if all {
        Ok(())
    } else {
        Err(value("limits", "every limit must be more than 0"))
    }
}

/// Loopback and `.localhost` hosts.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

pub(super) fn value(key: impl Into<String>, why: impl Into<String>) -> ConfigError {
    ConfigError::Value {
        key: key.into(),
        why: why.into(),
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
