//! What the gateway keeps: SQLite or PostgreSQL, through one driver (ADR 0140). One
//! database for links and accounts; what they ask of it stands with them.

use crate::config::Database;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Any, AnyConnection, AnyPool, ConnectOptions, Executor, SqlStr, Transaction};
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// The tables, in the order in which they came to be. What is here stays as it is: a
/// change is a new entry.
const MIGRATIONS: [(i64, &str, &str); 2] = [
    (1, "links", include_str!("links.sql")),
    (2, "accounts", include_str!("accounts.sql")),
];
/// Connections with a PostgreSQL. With SQLite it is one: it writes one thing at a
/// time anyway, and waiting for our own connection is fair where its lock is not.
const CONNECTIONS: u32 = 8;
/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(30);
/// What a connection with SQLite is told first: readers beside the writer, on disk
/// before it is answered, nothing left where something was deleted.
const PRAGMAS: &str = "PRAGMA auto_vacuum = FULL; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = FULL; PRAGMA secure_delete = ON";

/// The open database. A clone is the same one.
#[derive(Clone)]
pub(crate) struct Store(AnyPool);

impl Store {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// When it cannot be reached, or its tables are of a newer version.
    pub(crate) async fn connect(database: &Database) -> Result<Self, sqlx::Error> {
        sqlx::any::install_default_drivers();
        if let Database::File(path) = database {
            for_us_alone(path)?;
        }
        let options =
            AnyConnectOptions::from_str(&database.address()?)?.disable_statement_logging();
        let connections = if database.is_file() { 1 } else { CONNECTIONS };
        let pool = AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(PATIENCE)
            // Waiting in a rush is no news; waiting in vain is told.
            .acquire_slow_threshold(PATIENCE)
            .after_connect(|connection, _| Box::pin(prepare(connection)))
            .connect_with(options)
            .await?;
        let migrations = MIGRATIONS.map(|(version, name, sql)| {
            let sql = SqlStr::from_static(sql);
            Migration::new(version, name.into(), MigrationType::Simple, sql, false)
        });
        Migrator::with_migrations(migrations.into())
            .run(&pool)
            .await?;
        Ok(Self(pool))
    }

    /// Whether the database answers.
    pub(crate) async fn answers(&self) -> bool {
        sqlx::query("SELECT 1").fetch_all(&self.0).await.is_ok()
    }

    /// Closes the connections.
    pub(crate) async fn close(&self) {
        self.0.close().await;
    }

    /// Begins a transaction; without a commit it leaves nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        self.0.begin().await
    }

    /// For a single statement.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.0
    }
}

/// Makes the file readable for our own account only; what the driver puts beside it
/// follows.
fn for_us_alone(path: &Path) -> Result<(), sqlx::Error> {
    let mut open = OpenOptions::new();
    open.create(true).append(true).mode(0o600).open(path)?;
    Ok(())
}

async fn prepare(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    if connection.backend_name() == "SQLite" {
        connection.execute(PRAGMAS).await?;
    }
    Ok(())
}

/// What stands in the database instead of a secret: its SHA-256, base64url.
pub(crate) fn hash(secret: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret))
}

/// Takes down that the database did not do what it was asked. The message could hold
/// anything; what kind of error it is is enough.
pub(crate) fn note(error: &sqlx::Error) {
    let kind = match error {
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) => "connection",
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => "no connection free",
        sqlx::Error::Database(_) => "refused",
        _ => "other",
    };
    tracing::error!(kind, "database");
}
