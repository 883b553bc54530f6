//! What is left of a module that the operator switched off after it was used: nothing
//! new is made of it, but what was made can still be seen, stopped and removed, and the
//! ways to that stay for as long as there is any.

use inzage_api::Module;

use super::brand::{brand, shows};
use super::record::{Asked, use_asked};
use super::session::mine;
use super::{asking, links};
use crate::engine::protocol::asking::Brief;
use crate::engine::protocol::links::Link;
use crate::engine::protocol::{Answer, Request};
use crate::route::{Ask, Links, Measure, Route};

/// What is left; `None`: the module is on, and its way is there anyhow.
#[derive(Clone, Copy)]
pub struct Left {
    links: Option<Asked<Vec<Link>>>,
    requests: Option<Asked<Vec<Brief>>>,
    /// Of the modules in which she writes something down for herself.
    written: Option<Asked<Vec<Module>>>,
}

/// Looks what is left of the modules that are off; asks the engine nothing where none is.
pub fn use_left() -> Left {
    use Module::{Bespreken, Delen, Medicatie, Metingen, Verzoeken, Zorgnetwerk};
    let writes = [Metingen, Medicatie, Zorgnetwerk, Bespreken];
    Left {
        links: (!makes(Delen)).then(links::all),
        requests: (!makes(Verzoeken)).then(|| asking::all(None)),
        written: (!writes.into_iter().all(makes)).then(written),
    }
}

fn written() -> Asked<Vec<Module>> {
    use_asked(
        || Request::Written,
        |answer| match answer {
            Answer::Written(modules) => Some(modules),
            _ => None,
        },
    )
}

impl Left {
    /// Whether a menu or a text leads to a screen. What it reads follows the record.
    pub fn leads_to(self, route: &Route) -> bool {
        // What is left is hers: others are not led to it.
        shows(route) || (mine() && self.is_left(route))
    }

    fn is_left(self, route: &Route) -> bool {
        match route {
            Route::Links(Links::Home) => any(self.links, |links| !links.is_empty()),
            Route::Ask(Ask::Home) => any(self.requests, |requests| !requests.is_empty()),
            Route::Measure(Measure::Home | Measure::File)
            | Route::Medication
            | Route::Network
            | Route::Discuss => any(self.written, |written| {
                route
                    .module()
                    .is_some_and(|module| written.contains(&module))
            }),
            _ => false,
        }
    }
}

fn any<T>(left: Option<Asked<T>>, some: impl Fn(&T) -> bool) -> bool {
    match left.and_then(|left| left.get()) {
        None => false,
        Some(Ok(left)) => some(&left),
        // What could not be read may hold something.
        Some(Err(_)) => true,
    }
}

/// Whether something new can be made of a module: not where the operator left it out.
pub fn makes(module: Module) -> bool {
    !brand().off.contains(&module)
}
