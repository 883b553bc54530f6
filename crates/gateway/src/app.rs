//! What every request shares.

use crate::accounts::Accounts;
use crate::assets::Assets;
use crate::audit::Audit;
use crate::chainlog::Chainlog;
use crate::config::Config;
use crate::consumed::Consumed;
use crate::env::Env;
use crate::lists::{Lists, Snapshot};
use crate::metrics::Metrics;
use crate::problem::Failure;
use crate::seal::KeyRing;
use crate::shares::Shares;
use crate::store::Store;
use crate::upstream::Back;
use inzage_api::ErrorCode;
use std::sync::Arc;

/// The parts of a running gateway.
pub(crate) struct App {
    /// What the operator decided.
    pub(crate) config: Config,
    /// Time and randomness.
    pub(crate) env: Env,
    /// Sealing keys.
    pub(crate) keys: KeyRing,
    /// What is known of the network.
    pub(crate) lists: Arc<Lists>,
    /// The back channel.
    pub(crate) back: Arc<Back>,
    /// The chain log.
    pub(crate) chainlog: Chainlog,
    /// The audit trail.
    pub(crate) audit: Audit,
    /// Counters.
    pub(crate) metrics: Arc<Metrics>,
    /// What may be used once.
    pub(crate) consumed: Consumed,
    /// The app as files.
    pub(crate) assets: Option<Assets>,
    /// The database, when something is kept.
    pub(crate) store: Option<Store>,
    /// Accounts, while they are on.
    pub(crate) accounts: Option<Arc<Accounts>>,
    /// Links, while sharing is on.
    pub(crate) shares: Option<Arc<Shares>>,
}

impl App {
    /// The lists, when they are enough to serve people.
    pub(crate) fn lists(&self) -> Result<Arc<Snapshot>, Failure> {
        let lists = self.lists.now();
        if lists.is_usable() {
            Ok(lists)
        } else {
            Err(ErrorCode::ListsUnavailable.into())
        }
    }
}
