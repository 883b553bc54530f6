//! From a configuration to a running gateway.

use crate::accounts::{self, Accounts};
use crate::app::App;
use crate::assets::Assets;
use crate::audit::{self, Audit};
use crate::chainlog::Chainlog;
use crate::config::Config;
use crate::consumed::Consumed;
use crate::env::Env;
use crate::front::Front;
use crate::http::head::Hosts;
use crate::http::serve::serve;
use crate::lists::{Lists, Refresher};
use crate::metrics::Metrics;
use crate::seal::{KeyRing, read_key};
use crate::shares::{self, Shares};
use crate::store::Store;
use crate::upstream::{Back, TlsError};
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use zeroize::Zeroizing;

/// Why a gateway does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Someone else listens there.
    #[error("listen: {0} is taken by another program; stop it, or choose another port")]
    PortTaken(SocketAddr),
    /// The address cannot be listened on.
    #[error("listen: cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// A sealing key cannot be used.
    #[error("seal.keys: {0} is not a key of 32 bytes (raw, hexadecimal or base64)")]
    SealKey(PathBuf),
    /// The certificate or the trust cannot be used.
    #[error("{0}")]
    Tls(#[from] TlsError),
    /// The app cannot be read.
    #[error("app.dir: {0}: {1}")]
    App(PathBuf, io::Error),
    /// The database cannot be used.
    #[error("database: {0}")]
    Database(sqlx::Error),
}

/// A gateway that runs.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
    refreshing: JoinHandle<()>,
    sweeping: [JoinHandle<()>; 2],
    app: Arc<App>,
}

impl Running {
    /// Stops: takes nothing new, gives the port free, and lets what is under
    /// way finish (10 seconds at most).
    pub async fn stop(self) {
        self.refreshing.abort();
        self.sweeping.iter().for_each(JoinHandle::abort);
        // Without a receiver it has stopped already.
        let _ = self.stop.send(true);
        let _ = self.serving.await;
        if let Some(store) = &self.app.store {
            store.close().await;
        }
        self.app
            .audit
            .record(self.app.env.now(), &audit::Event::End);
    }
}

/// Starts a gateway within the current runtime.
///
/// # Errors
/// When the port is taken, or a file of the configuration cannot be used.
pub async fn start(config: Config, env: Env) -> Result<Running, StartError> {
    let keys = keys(&config, &env)?;
    let back = Arc::new(Back::new(&config)?);
    let assets = assets(&config)?;
    let store = store(&config).await?;
    let listener = TcpListener::bind(config.listen).await.map_err(|error| {
        if error.kind() == io::ErrorKind::AddrInUse {
            StartError::PortTaken(config.listen)
        } else {
            StartError::Listen(config.listen, error)
        }
    })?;
    let address = listener
        .local_addr()
        .map_err(|error| StartError::Listen(config.listen, error))?;
    if let Some(assets) = &assets {
        tokio::task::spawn_blocking(assets.compress());
    }
    let metrics = Arc::new(Metrics::default());
    let lists = Arc::new(Lists::default());
    let refresher = Refresher::new(
        Arc::clone(&lists),
        &config,
        Arc::clone(&back),
        Arc::clone(&metrics),
    );
    let refreshing = tokio::spawn(refresher.run());
    let chainlog = Chainlog::start(
        &config,
        env.clone(),
        Arc::clone(&back),
        Arc::clone(&metrics),
    );
    let hosts = Arc::new(hosts(&config, address.port()));
    let accounts = config.accounts.clone().zip(store.clone());
    let accounts = accounts.map(|(config, store)| Accounts::new(config, store));
    let shares = config.shares.clone().zip(store.clone());
    let shares = shares.map(|(config, store)| Shares::new(config, store));
    let app = Arc::new(App {
        config,
        env,
        keys,
        lists,
        back,
        chainlog,
        audit: Audit::default(),
        metrics,
        consumed: Consumed::default(),
        assets,
        accounts: accounts.map(Arc::new),
        shares: shares.map(Arc::new),
        store,
    });
    let sweeping = [
        tokio::spawn(shares::sweep(Arc::clone(&app))),
        tokio::spawn(accounts::sweep(Arc::clone(&app))),
    ];
    let (stop, stopped) = watch::channel(false);
    app.audit.record(app.env.now(), &audit::Event::Start);
    let front = Arc::new(Front::new(Arc::clone(&app)));
    let serving = tokio::spawn(serve(listener, front, hosts, stopped));
    Ok(Running {
        address,
        stop,
        serving,
        refreshing,
        sweeping,
        app,
    })
}

/// The database, when something is kept in it.
async fn store(config: &Config) -> Result<Option<Store>, StartError> {
    if config.shares.is_none() && config.accounts.is_none() {
        return Ok(None);
    }
    let opened = Store::connect(&config.database).await;
    opened.map(Some).map_err(StartError::Database)
}

/// The names that requests may come to.
fn hosts(config: &Config, port: u16) -> Hosts {
    let hosts = Hosts::new(&config.host(), port);
    match (&config.shares, config.share_host()) {
        (Some(shares), Some(name)) => {
            let longest = u64::try_from(shares.limits.file_bytes).unwrap_or_default();
            hosts.with_shares(&name, longest)
        }
        _ => hosts,
    }
}

/// The sealing keys of the configuration, or one that ends with the process.
fn keys(config: &Config, env: &Env) -> Result<KeyRing, StartError> {
    let mut keys = Vec::new();
    for path in &config.seal_keys {
        let content = std::fs::read(path).map(Zeroizing::new);
        let key = content.ok().and_then(|content| read_key(&content));
        keys.push(key.ok_or_else(|| StartError::SealKey(path.clone()))?);
    }
    if keys.is_empty() {
        keys.push(Zeroizing::new(env.bytes()));
    }
    Ok(KeyRing::new(keys))
}

/// Where the app looks for the term file.
const TERMS: &str = "terms.tsv";

/// The app, with the operator's own term file and in the operator's own brand where
/// there is one.
fn assets(config: &Config) -> Result<Option<Assets>, StartError> {
    let Some(mut assets) = built_app(config)? else {
        return Ok(None);
    };
    if let Some(terms) = &config.terms {
        assets = assets.with_file(TERMS, terms.clone().into());
    }
    if let Some(brand) = &config.brand {
        for (path, bytes) in brand.files(|path| assets.text(path)) {
            assets = assets.with_file(&path, bytes.into());
        }
    }
    Ok(Some(assets))
}

fn built_app(config: &Config) -> Result<Option<Assets>, StartError> {
    if let Some(folder) = &config.app_dir {
        return Assets::from_folder(folder)
            .map(Some)
            .map_err(|error| StartError::App(folder.clone(), error));
    }
    #[cfg(feature = "embed")]
    let embedded = Assets::embedded().map(Some);
    #[cfg(not(feature = "embed"))]
    let embedded = Ok(None);
    let embedded = embedded.map_err(|error| StartError::App(PathBuf::from("(embedded)"), error))?;
    if embedded.is_none() {
        tracing::warn!("app.dir: absent, and no app in this binary: the interface only, no app");
    }
    Ok(embedded)
}
