//! The clock of the network. Tests move it; the real time is read here only.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

use chrono::{DateTime, NaiveDate, SecondsFormat, TimeDelta, Utc};

/// Time as the network sees it: the real time plus an offset that the control
/// API moves.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset_seconds: AtomicI64,
    at_start: AtomicI64,
}

impl Clock {
    /// A clock whose date is `today`, or the real one.
    pub(crate) fn starting(today: Option<NaiveDate>) -> Self {
        let clock = Self::default();
        if let Some(day) = today {
            let days = day.signed_duration_since(Self::real().date_naive());
            clock.advance(days.num_seconds());
        }
        let offset = clock.offset_seconds.load(Ordering::Relaxed);
        clock.at_start.store(offset, Ordering::Relaxed);
        clock
    }

    /// Takes back every move since the start.
    pub(crate) fn restart(&self) {
        let offset = self.at_start.load(Ordering::Relaxed);
        self.offset_seconds.store(offset, Ordering::Relaxed);
    }

    /// The time of the machine, which the control API does not move. Volgnummers
    /// are made from it, so that they rise over restarts.
    pub(crate) fn real() -> DateTime<Utc> {
        DateTime::<Utc>::from(SystemTime::now())
    }

    /// The time of the network.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        let offset = self.offset_seconds.load(Ordering::Relaxed);
        Self::real()
            .checked_add_signed(TimeDelta::seconds(offset))
            .unwrap_or_else(Self::real)
    }

    /// The time of the network as it is written: RFC 3339, to the second.
    pub(crate) fn stamp(&self) -> String {
        self.now().to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    /// The date of the network.
    pub(crate) fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// Moves the clock by so many seconds; negative is back.
    pub(crate) fn advance(&self, seconds: i64) {
        // About three centuries either way: chrono can always add it.
        let bounded = seconds.clamp(-10_000_000_000, 10_000_000_000);
        self.offset_seconds.fetch_add(bounded, Ordering::Relaxed);
    }

    /// Sets the clock to a moment; it goes on from there.
    pub(crate) fn set(&self, moment: DateTime<Utc>) {
        let offset = moment.signed_duration_since(Self::real()).num_seconds();
        self.offset_seconds.store(offset, Ordering::Relaxed);
    }
}
