//! Who may ask providers something: an account is a random id with passkeys (ADR 185).
//! No name, no mail address; nothing of the vault, whose key a passkey gives to the
//! page only.

mod ceremony;
mod key;
pub(crate) mod owner;
pub(crate) mod session;
mod store;

use crate::app::App;
use crate::config::AccountConfig;
use crate::http::client::RequestLimit;
use crate::problem::Failure;
use crate::store::Store;
use inzage_api::ErrorCode;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Seconds of a day.
const DAY: i64 = 24 * 3600;
/// Between two rounds that delete what nobody uses.
const ROUND: Duration = Duration::from_mins(10);

/// Everything that accounts need while they are on.
pub(crate) struct Accounts {
    config: AccountConfig,
    kept: store::Kept,
    asked: RequestLimit<IpAddr>,
}

impl Accounts {
    /// Accounts in this database.
    pub(crate) fn new(config: AccountConfig, store: Store) -> Self {
        Self {
            kept: store::Kept(store),
            asked: RequestLimit::new(config.challenges_per_minute),
            config,
        }
    }
}

/// The accounts of this gateway.
///
/// # Errors
/// `not_found` when it has none.
fn on(app: &App) -> Result<&Arc<Accounts>, Failure> {
    let accounts = app.accounts.as_ref();
    accounts.ok_or_else(|| ErrorCode::NotFound.into())
}

/// Today, counted from 1970.
fn today(app: &App) -> i64 {
    app.env.seconds().div_euclid(DAY)
}

/// Deletes accounts that nobody uses, now and then, until the process ends.
pub(crate) async fn sweep(app: Arc<App>) {
    let Some(accounts) = &app.accounts else {
        return;
    };
    let mut rounds = interval(ROUND);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        let before = today(&app) - i64::from(accounts.config.keep_days);
        match accounts.kept.sweep(before).await {
            Ok((held, passkeys)) => {
                app.metrics.set("inzage_accounts", &[], held);
                app.metrics.set("inzage_passkeys", &[], passkeys);
            }
            // The next round tries again.
            Err(error) => crate::store::note(&error),
        }
    }
}
