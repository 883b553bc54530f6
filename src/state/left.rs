//! What is left of a module that the operator switched off after it was used: nothing
//! new is made of it, but what was made can still be seen, stopped and removed, and the
//! ways to that stay for as long as there is any.

use super::brand::shows;
use super::record::Asked;
use super::{asking, links};
use crate::engine::protocol::asking::Brief;
use crate::engine::protocol::links::Link;
use crate::route::{Ask, Links, Route};

/// What is left; `None`: the module is on, and its way is there anyhow.
#[derive(Clone, Copy)]
pub struct Left {
    links: Option<Asked<Vec<Link>>>,
    requests: Option<Asked<Vec<Brief>>>,
}

/// Looks what is left of the modules that are off; asks the engine nothing where none is.
pub fn use_left() -> Left {
    Left {
        links: (!makes_links()).then(links::all),
        requests: (!makes_requests()).then(|| asking::all(None)),
    }
}

impl Left {
    /// Whether a menu or a text leads to a screen. What it reads follows the record.
    pub fn leads_to(self, route: &Route) -> bool {
        match route {
            Route::Links(Links::Home) => any(self.links),
            Route::Ask(Ask::Home) => any(self.requests),
            route => shows(route),
        }
    }
}

fn any<T>(left: Option<Asked<Vec<T>>>) -> bool {
    // What could not be read may hold something.
    left.is_none_or(|left| match left.get() {
        None => false,
        Some(Ok(left)) => !left.is_empty(),
        Some(Err(_)) => true,
    })
}

/// Whether links can be made and made to last longer: not where the operator left
/// sharing out.
pub fn makes_links() -> bool {
    shows(&Route::Links(Links::New))
}

/// Whether something can be asked of a provider: not where the operator left that out.
pub fn makes_requests() -> bool {
    shows(&Route::Ask(Ask::Rights))
}
