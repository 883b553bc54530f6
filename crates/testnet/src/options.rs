//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::NaiveDate;

/// What the command line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `--listen`: the front channel, loopback only; port 0 takes a free one.
    pub listen: SocketAddr,
    /// `--data`: folder with FHIR resources to serve instead of the own data.
    pub data: Option<PathBuf>,
    /// `--today`: date of the network's clock at start.
    pub today: Option<NaiveDate>,
    /// `--write-config`: folder that gets `gateway.toml` and its files.
    pub write_config: PathBuf,
    /// `--gateway-listen`: `listen` in `gateway.toml`.
    pub gateway_listen: SocketAddr,
    /// `--public-url`: `public_url` in `gateway.toml`; its host is the client id.
    pub public_url: String,
}

/// What is wrong with a command line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionsError {
    /// `--help`.
    #[error("{USAGE}")]
    Help,
    /// Not known.
    #[error("unknown argument {0}\n\n{USAGE}")]
    Unknown(String),
    /// No value, or not one of its kind.
    #[error("{0} needs {1}\n\n{USAGE}")]
    Value(&'static str, &'static str),
}

const USAGE: &str = "inzage-testnet [--listen HOST:PORT] [--data DIR] [--today YYYY-MM-DD]
               [--gateway-listen HOST:PORT] [--public-url URL] --write-config DIR

Runs a simulated MedMij network on loopback until Ctrl-C, and writes DIR/gateway.toml for
a gateway that uses it. Prints one line of JSON when ready. See docs/testnet.md.";

impl Options {
    /// Options with this folder for `gateway.toml` and the default of everything else.
    pub fn new(write_config: impl Into<PathBuf>) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 7400)),
            data: None,
            today: None,
            write_config: write_config.into(),
            gateway_listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: "http://inzage.localhost:8080".to_owned(),
        }
    }

    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    /// When one is unknown, has no value, or a value of another kind.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, OptionsError> {
        let mut options = Self::new("");
        let mut arguments = arguments.into_iter();
        let mut folder = None;
        while let Some(argument) = arguments.next() {
            let (name, inline) = match argument.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (argument, None),
            };
            let mut value = || inline.clone().or_else(|| arguments.next());
            match name.as_str() {
                "--listen" => options.listen = address("--listen", value())?,
                "--data" => {
                    let dir = value().ok_or(OptionsError::Value("--data", "a folder"))?;
                    options.data = Some(dir.into());
                }
                "--today" => {
                    let day = value().and_then(|text| text.parse().ok());
                    options.today =
                        Some(day.ok_or(OptionsError::Value("--today", "a date (YYYY-MM-DD)"))?);
                }
                "--write-config" => folder = value(),
                "--gateway-listen" => {
                    options.gateway_listen = address("--gateway-listen", value())?;
                }
                "--public-url" => {
                    options.public_url = value()
                        .filter(|url| host(url).is_some())
                        .ok_or(OptionsError::Value("--public-url", "an http or https URL"))?;
                }
                "--help" | "-h" => return Err(OptionsError::Help),
                _ => return Err(OptionsError::Unknown(name)),
            }
        }
        options.write_config = folder
            .ok_or(OptionsError::Value("--write-config", "a folder"))?
            .into();
        Ok(options)
    }

    /// Host name of the PGO: its client id.
    pub fn client_id(&self) -> String {
        host(&self.public_url).unwrap_or_default().to_owned()
    }
}

/// Only loopback: made-up people, but real ports.
fn address(name: &'static str, value: Option<String>) -> Result<SocketAddr, OptionsError> {
    let wrong = OptionsError::Value(name, "a loopback address with a port, like 127.0.0.1:7400");
    let text = value
        .unwrap_or_default()
        .replace("localhost:", "127.0.0.1:");
    match text.parse::<SocketAddr>() {
        Ok(address) if address.ip().is_loopback() => Ok(address),
        _ => Err(wrong),
    }
}

/// Host name of an http(s) URL.
fn host(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("http://")
        .or_else(|| url.strip_prefix("https://"))?;
    let host = rest.split(['/', ':']).next()?;
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Options, OptionsError> {
        Options::parse(text.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_command_line_is_read() {
        let options = parse("--listen 127.0.0.1:0 --today=2026-05-26 --write-config out").unwrap();
        assert_eq!(options.listen.port(), 0);
        assert_eq!(options.today.unwrap().to_string(), "2026-05-26");
        assert_eq!(options.client_id(), "inzage.localhost");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let message = |text: &str| parse(text).unwrap_err().to_string();
        assert!(message("--listen 127.0.0.1:1").contains("--write-config"));
        assert!(message("--listen 0.0.0.0:80 --write-config x").contains("loopback"));
        assert!(message("--today morgen --write-config x").contains("--today"));
        assert!(message("--snel").contains("--snel"));
    }
}
