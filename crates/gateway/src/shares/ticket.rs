//! The location of one file after an opening: sealed, bound to its link, alive for an
//! hour. Whether the link still lives is asked anew each time.

use super::store::FETCHED;
use crate::app::App;
use crate::seal::Purpose;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Ticket {
    generation: i64,
    n: i64,
    /// Seconds since 1970.
    until: i64,
}

/// A ticket for file `n` of a generation of a link.
pub(super) fn make(app: &App, id: &str, (generation, n): (i64, i64)) -> Option<String> {
    let ticket = Ticket {
        generation,
        n,
        until: app.env.seconds() + FETCHED,
    };
    app.keys.seal(&app.env, Purpose::Ticket, id, &ticket).ok()
}

/// Generation and file that a ticket of this link opens now.
pub(super) fn open(app: &App, id: &str, ticket: &str) -> Option<(i64, i64)> {
    let ticket: Ticket = app.keys.open(Purpose::Ticket, id, ticket).ok()?;
    (ticket.until > app.env.seconds()).then_some((ticket.generation, ticket.n))
}
