//! The configuration file (TOML): what an operator decides.
//!
//! Unknown keys and missing files are errors that name the key. Relative paths
//! count from the folder of the file.

mod accounts;
mod collected;
mod database;
mod judging;
mod network;
mod read;
mod shares;
mod vendor;

pub use accounts::AccountConfig;
pub use collected::Collected;
pub use database::Database;
pub use network::Network;
pub use read::ConfigError;
pub use shares::{ShareConfig, ShareLimits};
pub use vendor::{Vendor, Vendors};

use crate::logfile::LogFiles;
use inzage_api::{Judging, Takes};
use inzage_brand::Brand;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// Everything an operator decides, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// `listen`: address and port; port 0 takes a free one.
    pub listen: SocketAddr,
    /// `public_url`: where the app is seen from outside; scheme, host and port.
    pub public_url: Url,
    /// `client_id`: host name of this node in the `OAuthclientlist`.
    pub client_id: String,
    /// `[lists]`.
    pub lists: ListsConfig,
    /// `[tls]`, back channel.
    pub tls: TlsConfig,
    /// `[seal] keys`: files of 32 bytes; the first seals, all open. Empty: a
    /// random key at start.
    pub seal_keys: Vec<PathBuf>,
    /// `[proxy] trusted`: whose `X-Forwarded-For` counts.
    pub trusted_proxies: Vec<Network>,
    /// `[chainlog] sink`.
    pub chainlog: ChainlogSink,
    /// `[log]`: files of a day each; none: stdout.
    pub log: Option<LogFiles>,
    /// `[development] allow_loopback_http`: http and ports for loopback and
    /// `.localhost` hosts.
    pub allow_loopback_http: bool,
    /// True with a `[development]` section.
    pub development: bool,
    /// `[app] dir`: folder with the built app.
    pub app_dir: Option<PathBuf>,
    /// `[app] terms`: the content of a term file instead of the one that comes with
    /// the app, without a fault.
    pub terms: Option<String>,
    /// `[app] brand`: name, looks and texts of the operator; absent: those of Inzage.
    pub brand: Option<Brand>,
    /// `[beoordeling]`: the module that judges readings, when the operator carries it.
    pub judging: Option<Judging>,
    /// `[limits]`.
    pub limits: Limits,
    /// `[delen]`: what can be sent to which gegevensdienst.
    pub takes: Taken,
    /// `[verzamelen]`: numbers of gegevensdiensten that are collected by name.
    pub collected: Collected,
    /// `database`: where links and accounts are kept.
    pub database: Database,
    /// `[accounts]`: people sign in before anything is asked of a provider.
    pub accounts: Option<AccountConfig>,
    /// `share_url` and `[shares]`: links with which others look along.
    pub shares: Option<ShareConfig>,
    /// `[vendor_api.<zorgaanbieder>]`: providers whose own system has an API.
    pub vendors: Vendors,
}

/// What each gegevensdienst for sending (Delen) takes, by its id.
pub type Taken = BTreeMap<String, Takes>;

/// `[lists]`: https or file addresses.
#[derive(Clone, Debug)]
pub struct ListsConfig {
    /// `zal`: Zorgaanbiederslijst.
    pub zal: Url,
    /// `ocl`: `OAuthclientlist`.
    pub ocl: Url,
    /// `whl`: Whitelist.
    pub whl: Url,
    /// `gnl`: Gegevensdienstnamenlijst.
    pub gnl: Url,
    /// `directory`: names, places and kinds of providers (JSON).
    pub directory: Option<Url>,
    /// `refresh`: seconds between two readings; 600 unless told.
    pub refresh: u64,
    /// `cache_dir`: keeps the last good lists over a restart.
    pub cache_dir: Option<PathBuf>,
}

/// `[tls]`: PEM files.
#[derive(Clone, Debug)]
pub struct TlsConfig {
    /// `client_certificate`: chain of this node.
    pub client_certificate: PathBuf,
    /// `client_key`: its private key.
    pub client_key: PathBuf,
    /// `trust`: the only roots that count on the back channel.
    pub trust: PathBuf,
}

/// `[chainlog] sink`: where chain log events go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainlogSink {
    /// `stdout`, and when nothing is said: one JSON line each.
    Stdout,
    /// A file address: appended, one JSON line each.
    File(PathBuf),
    /// An https address: posted one by one, with retry.
    Post(Url),
}

/// `[limits]`: all have defaults that suit one machine.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Open connections, in all.
    pub connections: usize,
    /// Open connections of one address; trusted proxies are exempt.
    pub connections_per_ip: usize,
    /// Requests of one address per minute.
    pub requests_per_minute: u32,
    /// Requests to one provider at the same time.
    pub per_provider: usize,
    /// Largest answer of a provider, decompressed, in bytes.
    pub response_bytes: u64,
    /// Seconds until a connection with a provider must stand.
    pub connect_seconds: u64,
    /// Seconds until a provider must begin to answer.
    pub answer_seconds: u64,
    /// Longest silence within an answer, in seconds.
    pub idle_seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2048,
            connections_per_ip: 256,
            requests_per_minute: 1200,
            per_provider: 4,
            response_bytes: 64 * 1024 * 1024,
            connect_seconds: 10,
            answer_seconds: 70,
            idle_seconds: 30,
        }
    }
}

impl Config {
    /// Reads and checks a configuration file.
    ///
    /// # Errors
    /// When it cannot be read, has an unknown key, or names a file that is not
    /// there; the message names the key.
    pub fn read(file: &Path) -> Result<Self, ConfigError> {
        read::read(file)
    }

    /// The address providers send the browser back to.
    pub fn redirect_uri(&self) -> String {
        format!("{}{}", self.origin(), inzage_api::CALLBACK_PATH)
    }

    /// Scheme, host and port as a browser writes them in `Origin`.
    pub fn origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }

    /// Host and port as they stand in a `Host` header.
    pub fn host(&self) -> String {
        host(&self.public_url)
    }

    /// Scheme, host and port where links are read, while sharing is on.
    pub fn share_origin(&self) -> Option<String> {
        let shares = self.shares.as_ref()?;
        Some(shares.url.origin().ascii_serialization())
    }

    /// The host where links are read as it stands in a `Host` header.
    pub fn share_host(&self) -> Option<String> {
        self.shares.as_ref().map(|shares| host(&shares.url))
    }

    /// What the configuration leaves open and an operator should know: key and
    /// remark.
    pub fn remarks(&self) -> BTreeMap<&'static str, &'static str> {
        let mut remarks = BTreeMap::new();
        if self.seal_keys.is_empty() {
            remarks.insert(
                "seal.keys",
                "absent: a random key; logins and consents end with this process",
            );
        }
        if self.development {
            remarks.insert("development", "not for use with real persons");
        }
        if self.public_url.host_str() != Some(self.client_id.as_str()) {
            remarks.insert(
                "client_id",
                "differs from the host of public_url; providers expect redirect_uri on it",
            );
        }
        if self.lists.cache_dir.is_none() {
            remarks.insert("lists.cache_dir", "absent: no lists over a restart");
        }
        remarks
    }
}

fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}
