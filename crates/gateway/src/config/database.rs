//! `database`: where the gateway keeps what it keeps, links and accounts.

use super::ConfigError;
use super::read::value;
use std::path::{Path, PathBuf};
use url::Url;

/// Where what is kept lies. Opened when sharing or accounts are on.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// `sqlite:FILE`: one file, for one gateway or several on one machine.
    File(PathBuf),
    /// `postgres://…`: for several gateways. May hold a password.
    Server(String),
}

impl std::fmt::Debug for Database {
    /// Without what could be a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Server(_) => f.debug_tuple("Server").finish_non_exhaustive(),
        }
    }
}

impl Database {
    /// Whether it is one file.
    pub(crate) fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// The address that the driver takes.
    ///
    /// # Errors
    /// When the path cannot be written as an address.
    pub(crate) fn address(&self) -> Result<String, sqlx::Error> {
        match self {
            Self::Server(address) => Ok(address.clone()),
            Self::File(path) => {
                let url = Url::from_file_path(path)
                    .map_err(|()| sqlx::Error::Configuration("not an absolute path".into()))?;
                Ok(format!("sqlite://{}?mode=rwc", url.path()))
            }
        }
    }
}

/// `database`, checked; `text` as written.
pub(super) fn database(text: Option<&str>, folder: &Path) -> Result<Database, ConfigError> {
    let text = text.unwrap_or("sqlite:inzage.sqlite");
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Ok(Database::Server(text.to_owned()));
    }
    let path = text.strip_prefix("sqlite:").unwrap_or_default();
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() {
        return Err(value("database", "not sqlite:FILE or postgres://…"));
    }
    let path = folder.join(path);
    match path.parent() {
        Some(parent) if parent.is_dir() => Ok(Database::File(path)),
        _ => Err(ConfigError::Missing {
            key: "database",
            path,
        }),
    }
}
