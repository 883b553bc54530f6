//! Starting the network, and stopping it.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::Serialize;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::auth::Auth;
use crate::chainlog::ChainLog;
use crate::clock::Clock;
use crate::faults::Faults;
use crate::journal::Journal;
use crate::lists::Lists;
use crate::network::{Network, Persona};
use crate::options::Options;
use crate::pki::{Authority, PkiError};
use crate::received::Received;
use crate::tls::{Settings, TlsError};
use crate::vendor::Ledger;
use crate::world::World;
use crate::{config, control, data, fhir, front, load, tls, token, vendor};

/// Why the network does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Somebody else listens there.
    #[error("port {} on {} is taken; stop what uses it or choose another with --listen", .0.port(), .0.ip())]
    PortTaken(SocketAddr),
    /// Another trouble with listening.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// Certificates.
    #[error(transparent)]
    Pki(#[from] PkiError),
    /// TLS.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The folder of `--write-config`.
    #[error("cannot write the configuration into {0}: {1}")]
    Config(PathBuf, io::Error),
    /// The folder of `--data`.
    #[error("cannot read {0}: {1}")]
    Data(PathBuf, io::Error),
    /// Nothing usable in the folder of `--data`.
    #[error("no provider with FHIR resources in {0}")]
    NoData(PathBuf),
}

/// What the one line on stdout says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Ready {
    /// Origin of the list server.
    lists: String,
    /// The control page and API.
    control: String,
    /// Who can log in.
    personas: Vec<Persona>,
}

/// A running network.
pub struct Running {
    ready: Ready,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    root_pem: String,
    client_pem: String,
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running")
            .field("ready", &self.ready)
            .finish_non_exhaustive()
    }
}

impl Running {
    /// The line that says it is ready: `{"lists":…,"control":…,"personas":[…]}`.
    pub fn ready_line(&self) -> String {
        serde_json::to_string(&self.ready).unwrap_or_default()
    }

    /// Origin of the list server, for instance `http://127.0.0.1:7400`.
    pub fn lists(&self) -> &str {
        &self.ready.lists
    }

    /// Address of the control page; its API is below it.
    pub fn control(&self) -> &str {
        &self.ready.control
    }

    /// Who can log in.
    pub fn personas(&self) -> &[Persona] {
        &self.ready.personas
    }

    /// Root of the back channel's PKI, PEM.
    pub fn root_pem(&self) -> &str {
        &self.root_pem
    }

    /// Client certificate chain and key of the PGO, PEM.
    pub fn client_pem(&self) -> &str {
        &self.client_pem
    }

    /// Stops: finishes what is being answered, then frees the ports.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        let ended = async { while self.tasks.join_next().await.is_some() {} };
        // An answer that is slow on purpose does not keep the ports.
        if tokio::time::timeout(Duration::from_secs(3), ended)
            .await
            .is_err()
        {
            self.tasks.shutdown().await;
        }
    }
}

/// Starts the network. Remarks about unreadable data go to `report`.
///
/// # Errors
/// When a port is taken, or the data or configuration folder cannot be used.
pub async fn start(options: &Options, report: impl FnMut(&str)) -> Result<Running, StartError> {
    let clock = Clock::starting(options.today);
    let mut network = match &options.data {
        Some(folder) => load::network(folder, report)?,
        None => data::network(clock.today()),
    };
    let front = listen(options.listen).await?;
    let address = front
        .local_addr()
        .map_err(|error| StartError::Listen(options.listen, error))?;
    let listeners = back_listeners(&mut network, address).await?;
    data::finish(&mut network);

    let authority = Authority::new("MedMij G1")?;
    let stranger = Authority::new("Onbekend")?;
    let client_id = options.client_id();
    let client = authority.issue(std::slice::from_ref(&client_id), false)?;
    let world = Arc::new(world(clock, network, client_id, address));
    let gateway = (
        options.gateway_listen.to_string(),
        options.public_url.trim_end_matches('/'),
    );
    config::write(
        &options.write_config,
        &world,
        (&gateway.0, gateway.1),
        &client,
        &authority.root_pem(),
    )
    .map_err(|error| StartError::Config(options.write_config.clone(), error))?;

    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    for (dva, listener) in listeners.into_iter().enumerate() {
        let hosts = world
            .network
            .dvas
            .get(dva)
            .map(|d| d.back.clone())
            .unwrap_or_default();
        let settings = Settings::new(&authority, &stranger, &hosts)?;
        let router = back_router(&world);
        let served = tls::serve(
            Arc::clone(&world),
            dva,
            listener,
            settings,
            router,
            stopped.clone(),
        );
        tasks.spawn(served);
    }
    tasks.spawn(serve_front(front, front_router(&world), stopped));
    Ok(Running {
        ready: ready(&world),
        stop,
        tasks,
        root_pem: authority.root_pem(),
        client_pem: format!("{}{}", client.chain_pem, client.key_pem),
    })
}

fn ready(world: &World) -> Ready {
    Ready {
        lists: format!("http://{}", world.front),
        control: format!("http://{}/control", world.front),
        personas: world.network.personas.clone(),
    }
}

fn world(clock: Clock, network: Network, client_id: String, front: SocketAddr) -> World {
    World {
        clock,
        network,
        client_id,
        front,
        auth: Mutex::new(Auth::default()),
        faults: Mutex::new(Faults::default()),
        lists: Mutex::new(Lists::new(Clock::real())),
        journal: Mutex::new(Journal::default()),
        chainlog: Mutex::new(ChainLog::default()),
        received: Mutex::new(Received::default()),
        ledger: Mutex::new(Ledger::default()),
        tls_changed: watch::channel(0).0,
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => StartError::PortTaken(address),
            _ => StartError::Listen(address, error),
        })
}

/// One listener per DVA: the ports after the front's when they are free, else
/// any.
async fn back_listeners(
    network: &mut Network,
    front: SocketAddr,
) -> Result<Vec<TcpListener>, StartError> {
    let mut listeners = Vec::new();
    let mut wanted = front;
    for dva in &mut network.dvas {
        wanted.set_port(wanted.port().saturating_add(1));
        let listener = match listen(wanted).await {
            Ok(listener) => listener,
            Err(_) => listen(SocketAddr::new(front.ip(), 0)).await?,
        };
        let bound = listener
            .local_addr()
            .map_err(|error| StartError::Listen(wanted, error))?;
        dva.port = bound.port();
        listeners.push(listener);
    }
    Ok(listeners)
}

fn front_router(world: &Arc<World>) -> axum::Router {
    control::routes()
        .merge(front::routes())
        .with_state(Arc::clone(world))
}

fn back_router(world: &Arc<World>) -> axum::Router {
    fhir::routes()
        .merge(vendor::routes())
        .route("/token", axum::routing::post(token::token))
        .with_state(Arc::clone(world))
}

async fn serve_front(listener: TcpListener, router: axum::Router, mut stop: watch::Receiver<bool>) {
    let stopped = async move {
        drop(stop.changed().await);
    };
    let serving = axum::serve(listener, router).with_graceful_shutdown(stopped);
    drop(serving.await);
}
