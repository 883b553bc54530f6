//! Where the person is: the address bar as a signal, and going elsewhere.
//!
//! The screens ask [`Route`], so no routing library is needed: what is left of
//! one is this page.

use leptos::prelude::*;

use crate::platform::history;
use crate::route::Route;

/// The address, as a context.
#[derive(Clone, Copy)]
pub struct Address {
    path: RwSignal<String>,
    query: RwSignal<String>,
}

impl Address {
    /// Reads and follows the address bar. Makes itself a context.
    pub fn provide() -> Self {
        let (path, query) = history::here();
        let address = Self {
            path: RwSignal::new(path),
            query: RwSignal::new(query),
        };
        history::follow(move || address.read(), move |to| address.write(&to, false));
        provide_context(address);
        address
    }

    /// The screen that the address names.
    pub fn route(&self) -> Route {
        Route::parse(&self.path.get())
    }

    /// A parameter of the address, percent-decoding left out: ours are plain words.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let query = self.query.get_untracked();
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs
            .into_iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    }

    /// The query as it stands in the address.
    pub fn query(&self) -> String {
        self.query.get_untracked()
    }

    /// Goes to a screen; "back" leads here again.
    pub fn go(&self, to: &Route) {
        self.write(&to.path(), false);
    }

    /// Goes to an address of our own in place of this one.
    pub fn replace(&self, to: &str) {
        self.write(to, true);
    }

    fn write(&self, to: &str, replace: bool) {
        history::write(to, replace);
        self.read();
    }

    fn read(&self) {
        let (path, query) = history::here();
        self.query.set(query);
        if self.path.get_untracked() != path {
            self.path.set(path);
        }
    }
}

/// The address.
///
/// # Panics
/// Never in the app: it is given at the start, before any screen.
#[expect(clippy::expect_used, reason = "given before the first screen is built")]
pub fn use_address() -> Address {
    use_context::<Address>().expect("the address is given at the start")
}
