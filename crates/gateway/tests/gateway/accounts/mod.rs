//! Accounts: passkeys, sessions, and what is closed without them.

mod asserts;
mod closed;
mod life;
mod secrets;

use crate::support::places::Place;
use crate::support::{World, WorldOptions};
use inzage_gateway::config::AccountConfig;

/// A world in which people sign in.
async fn world(place: &Place) -> World {
    World::with(WorldOptions {
        database: Some(place.database.clone()),
        accounts: Some(patient()),
        ..WorldOptions::default()
    })
    .await
}

/// Accounts with all the patience that tests need.
fn patient() -> AccountConfig {
    AccountConfig {
        keep_days: 400,
        challenges_per_minute: 100_000,
    }
}
