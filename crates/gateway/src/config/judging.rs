//! `[beoordeling]`: the module that sets readings beside general limits. Off, unless
//! an operator says in so many words who carries it.

use super::ConfigError;
use super::read::value;
use inzage_api::Judging;
use inzage_judge::{LIMITS, Limits, WORDS};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Why it is not switched on.
const UNDECLARED: &str = "judging readings makes the app a medical device \
    (Regulation (EU) 2017/745): name here who carries the responsibility of its \
    manufacturer, or leave [beoordeling] out";

/// The section as written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Raw {
    #[serde(default)]
    on: bool,
    #[serde(default)]
    manufacturer: String,
    limits: Option<PathBuf>,
}

/// The module when it is on, with the table of the operator or the one that comes
/// along; without a fault.
pub(super) fn judging(raw: Raw, folder: &Path) -> Result<Option<Judging>, ConfigError> {
    if !raw.on {
        return Ok(None);
    }
    let manufacturer = raw.manufacturer.trim().to_owned();
    if manufacturer.is_empty() {
        return Err(value("beoordeling.manufacturer", UNDECLARED));
    }
    let limits = match raw.limits {
        Some(path) => read(folder.join(path))?,
        None => LIMITS.to_owned(),
    };
    Ok(Some(Judging {
        manufacturer,
        limits,
        words: WORDS.to_owned(),
    }))
}

fn read(path: PathBuf) -> Result<String, ConfigError> {
    let key = "beoordeling.limits";
    if !path.is_file() {
        return Err(ConfigError::Missing { key, path });
    }
    let wrong = |why: String| value(key, format!("{}: {why}", path.display()));
    let text = std::fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
    Limits::read(&text).map_err(|fault| wrong(fault.to_string()))?;
    Ok(text)
}
