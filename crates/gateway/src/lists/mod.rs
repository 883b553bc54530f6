//! What this gateway knows of the network: the last good version of each list,
//! kept fresh, never replaced by something older or broken.

mod cache;
mod directory;
mod fetch;
mod groups;
mod refresh;
mod search;

use directory::Entry as DirectoryEntry;
pub(crate) use groups::{Group, OfferedService};
pub(crate) use refresh::Refresher;

use inzage_medmij::lists::{
    Gegevensdienstnamenlijst, OAuthclientlist, Uris, Whitelist, Zorgaanbiederslijst,
};
use std::sync::{Arc, PoisonError, RwLock};
use url::Url;

/// One consistent view of all lists. Absent: never read yet.
#[derive(Clone, Default)]
pub(crate) struct Snapshot {
    /// Zorgaanbiederslijst.
    pub(crate) zal: Option<Arc<Zorgaanbiederslijst>>,
    /// `OAuthclientlist`.
    pub(crate) ocl: Option<Arc<OAuthclientlist>>,
    /// Whitelist.
    pub(crate) whl: Option<Arc<Whitelist>>,
    /// Gegevensdienstnamenlijst.
    pub(crate) gnl: Option<Arc<Gegevensdienstnamenlijst>>,
    /// The directory; empty without one.
    pub(crate) directory: Arc<Vec<DirectoryEntry>>,
    /// Everything that can be found, made from the above.
    index: Arc<search::Index>,
}

impl Snapshot {
    /// Whether people can be served: providers are known, and who takes part.
    pub(crate) fn is_usable(&self) -> bool {
        self.zal.is_some() && self.whl.is_some()
    }

    /// Whether a host is on the Whitelist.
    pub(crate) fn takes_part(&self, host: &str) -> bool {
        self.whl
            .as_ref()
            .is_some_and(|whl| whl.hostnames.contains(host))
    }

    /// The name of a gegevensdienst; its id when it has none.
    pub(crate) fn service_name(&self, id: &str) -> String {
        self.gnl
            .as_ref()
            .and_then(|gnl| gnl.weergavenaam(id))
            .unwrap_or(id)
            .to_owned()
    }

    /// Providers that fit what was typed; see [`search::Index::search`].
    pub(crate) fn search(&self, wanted: &search::Wanted) -> inzage_api::ProviderSearch {
        self.index.search(wanted)
    }

    /// One provider as search shows it.
    pub(crate) fn provider(&self, zorgaanbiedernaam: &str) -> Option<inzage_api::Provider> {
        self.index.provider(zorgaanbiedernaam)
    }

    /// The services of a provider for collecting, by the login they need.
    pub(crate) fn groups(&self, zorgaanbiedernaam: &str) -> Vec<Group> {
        self.zal
            .as_ref()
            .and_then(|zal| zal.find(zorgaanbiedernaam))
            .map(groups::of)
            .unwrap_or_default()
    }

    /// One of [`Self::groups`].
    pub(crate) fn group(&self, zorgaanbiedernaam: &str, id: &str) -> Option<Group> {
        self.groups(zorgaanbiedernaam)
            .into_iter()
            .find(|group| group.id == id)
    }

    /// Whether the list names this scheme, host and port as a resource server
    /// of the provider.
    pub(crate) fn names_origin(&self, zorgaanbiedernaam: &str, url: &Url) -> bool {
        self.groups(zorgaanbiedernaam)
            .iter()
            .flat_map(|group| &group.services)
            .flat_map(|service| &service.resources)
            .filter_map(|resource| Url::parse(&resource.endpoint).ok())
            .any(|endpoint| endpoint.origin() == url.origin())
    }

    fn with_index(mut self) -> Self {
        self.index = Arc::new(search::Index::new(self.zal.as_deref(), &self.directory));
        self
    }
}

pub(crate) use search::Wanted;

/// The current snapshot, shared.
#[derive(Default)]
pub(crate) struct Lists(RwLock<Arc<Snapshot>>);

impl Lists {
    /// The lists as they are now; unchanged for as long as it is held.
    pub(crate) fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, snapshot: Snapshot) {
        let snapshot = Arc::new(snapshot.with_index());
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
    }
}

/// The address patterns that a configuration asks for.
pub(crate) fn uris(allow_loopback_http: bool) -> Uris {
    if allow_loopback_http {
        Uris::AllowLoopbackHttp
    } else {
        Uris::Strict
    }
}
