//! Everything the servers share while the network runs.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::auth::Auth;
use crate::chainlog::ChainLog;
use crate::clock::Clock;
use crate::faults::Faults;
use crate::journal::Journal;
use crate::lists::Lists;
use crate::network::Network;
use crate::received::Received;
use crate::vendor::Ledger;

/// The running network.
pub(crate) struct World {
    /// Its time.
    pub(crate) clock: Clock,
    /// Who is in it; never changes while it runs.
    pub(crate) network: Network,
    /// Hostname of the PGO, its `client_id`.
    pub(crate) client_id: String,
    /// Where the front channel listens.
    pub(crate) front: SocketAddr,
    /// Logins, codes, tokens.
    pub(crate) auth: Mutex<Auth>,
    /// What goes wrong on purpose.
    pub(crate) faults: Mutex<Faults>,
    /// The lists and what is wrong with them.
    pub(crate) lists: Mutex<Lists>,
    /// What clients sent.
    pub(crate) journal: Mutex<Journal>,
    /// Chain-log events and what is wrong with them.
    pub(crate) chainlog: Mutex<ChainLog>,
    /// What the providers took from people.
    pub(crate) received: Mutex<Received>,
    /// What the providers' own systems hold of people.
    pub(crate) ledger: Mutex<Ledger>,
    /// Raised when TLS faults change: open connections are closed then, so that
    /// the next handshake meets the fault.
    pub(crate) tls_changed: watch::Sender<u64>,
}

impl World {
    /// Origin of a front channel host: `http://name:port`.
    pub(crate) fn front_origin(&self, host: &str) -> String {
        format!("http://{host}:{}", self.front.port())
    }
}

/// Locks; a panic of another holder does not make the network useless.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
