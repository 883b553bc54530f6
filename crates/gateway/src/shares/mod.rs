//! Links with which others look along: ciphertext, counters and an access list. The
//! gateway never sees a key, a name or a label, and decides itself whether a link
//! still opens something.

mod gate;
pub(crate) mod owner;
pub(crate) mod reader;
mod store;
mod ticket;

use crate::app::App;
use crate::config::ShareConfig;
use crate::http::client::RequestLimit;
use crate::metrics::Metrics;
use crate::problem::Failure;
use crate::store::Store;
use inzage_api::ErrorCode;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use store::Links;
use tokio::sync::Semaphore;
use tokio::time::{MissedTickBehavior, interval};

/// Passcodes that are compared at the same time; each may take 64 MiB. Fewer than a
/// link has attempts, so that right ones that come together never use them up.
const COMPARED: usize = 4;

/// Everything that links need while sharing is on.
pub(crate) struct Shares {
    /// What the operator decided.
    pub(crate) config: ShareConfig,
    store: Links,
    comparing: Semaphore,
    made: RequestLimit<IpAddr>,
    read: RequestLimit<String>,
}

impl Shares {
    /// Links in this database.
    pub(crate) fn new(config: ShareConfig, store: Store) -> Self {
        Self {
            store: Links(store),
            comparing: Semaphore::new(COMPARED),
            made: RequestLimit::new(config.limits.made_per_minute),
            read: RequestLimit::new(config.limits.reads_per_minute),
            config,
        }
    }
}

/// The links of this gateway.
///
/// # Errors
/// `sharing_off` when it has none.
fn on(app: &App) -> Result<&Arc<Shares>, Failure> {
    let shares = app.shares.as_ref();
    shares.ok_or_else(|| ErrorCode::SharingOff.into())
}

/// Deletes what is due, now and then, until the process ends.
pub(crate) async fn sweep(app: Arc<App>) {
    let Some(shares) = &app.shares else { return };
    let mut rounds = interval(Duration::from_secs(shares.config.limits.sweep_seconds));
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        // Why it did not work is in the log; the next round tries again.
        if let Ok(held) = shares.store.sweep(app.env.seconds()).await {
            gauges(&app.metrics, &held);
        }
    }
}

fn gauges(metrics: &Metrics, held: &store::Held) {
    metrics.set("inzage_shares", &[], held.links);
    metrics.set("inzage_share_bytes", &[], held.bytes);
}
