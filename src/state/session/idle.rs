//! The lock by itself, after minutes without anything done.

use std::time::Duration;

use leptos::prelude::*;

use super::{Session, Status};
use crate::platform::clock;
use crate::state::words::Trouble;
use crate::state::{brand, vaults};

/// Minutes without anything done before the vault locks, unless the person or the
/// brand says otherwise.
const DEFAULT_LOCK_MINUTES: u32 = 10;
/// The choices a person has.
pub const LOCK_MINUTES: [u32; 6] = [2, 5, 10, 20, 30, 60];
/// Seconds before locking at which the person is warned.
const WARNING: u32 = 60;
/// Name of the setting in the vault.
const LOCK_SETTING: &str = "lock-minutes";

impl Session {
    /// Minutes of inactivity before locking.
    pub fn minutes(&self) -> u32 {
        self.minutes.get()
    }

    /// Seconds until locking, while the person is being warned.
    pub fn seconds_left(&self) -> Option<u32> {
        self.left.get()
    }

    /// The person does something (or waits for something we do).
    pub fn touch(&self) {
        self.touched.set_value(clock::seconds());
        if self.left.get_untracked().is_some() {
            self.left.set(None);
        }
    }

    /// Changes after how many minutes the vault locks.
    ///
    /// # Errors
    /// When it could not be kept in the vault.
    pub async fn set_minutes(&self, minutes: u32) -> Result<(), Trouble> {
        vaults::save_setting(&self.engine, LOCK_SETTING, minutes.to_string()).await?;
        self.minutes.set(minutes);
        Ok(())
    }

    /// Watches for inactivity as long as the page is there.
    pub(super) fn watch(&self) {
        let touched = self.touched;
        let left = self.left;
        // While the warning is shown, only its own button counts.
        let active = move || {
            if left.get_untracked().is_none() {
                touched.set_value(clock::seconds());
            }
        };
        window_event_listener(leptos::ev::pointerdown, move |_| active());
        window_event_listener(leptos::ev::keydown, move |_| active());
        window_event_listener(leptos::ev::wheel, move |_| active());
        window_event_listener(leptos::ev::touchmove, move |_| active());
        let session = self.clone();
        set_interval(move || session.tick(), Duration::from_secs(1));
    }

    /// The minutes that are chosen in the vault count from now.
    pub(super) async fn recall_minutes(&self) {
        let minutes = vaults::setting(&self.engine, LOCK_SETTING).await;
        if let Ok(Some(minutes)) = minutes
            && let Ok(minutes) = minutes.parse()
            && LOCK_MINUTES.contains(&minutes)
        {
            self.minutes.set(minutes);
        }
    }

    fn tick(&self) {
        if !matches!(self.status.get_untracked(), Status::Open(_)) {
            return;
        }
        let idle = clock::seconds() - self.touched.get_value();
        let limit = f64::from(self.minutes.get_untracked() * 60);
        match seconds_until(limit, idle) {
            Some(0) => self.lock(),
            Some(left) if left <= WARNING => self.left.set(Some(left)),
            _ => {}
        }
    }
}

/// Minutes before locking where the person chose nothing.
pub(super) fn default_minutes() -> u32 {
    let chosen = brand::brand().defaults.lock_minutes;
    chosen.unwrap_or(DEFAULT_LOCK_MINUTES)
}

/// Whole seconds until locking; `None` when that is far away.
fn seconds_until(limit: f64, idle: f64) -> Option<u32> {
    (0..=WARNING).find(|left| idle + f64::from(*left) >= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_comes_a_minute_before_and_the_lock_in_time() {
        assert_eq!(seconds_until(600.0, 0.0), None);
        assert_eq!(seconds_until(600.0, 539.0), None);
        assert_eq!(seconds_until(600.0, 540.0), Some(60));
        assert_eq!(seconds_until(600.0, 599.5), Some(1));
        assert_eq!(seconds_until(600.0, 600.0), Some(0));
    }

    #[test]
    fn a_device_that_slept_for_hours_locks_at_once() {
        assert_eq!(seconds_until(600.0, 36_000.0), Some(0));
    }
}
