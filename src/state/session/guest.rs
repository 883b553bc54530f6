//! Looking along: what is seen through a link, and the list of whom somebody helps.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Session, Status};
use crate::engine::protocol::links::{self, Seen};
use crate::engine::protocol::{Answer, Request, VaultInfo};
use crate::platform::device;
use crate::route::Route;
use crate::state::record::ask;

/// Preference: that somebody who looks along has kept a list in this browser.
const HELPS: &str = "helps";

/// Whether what is on the screen is the person's own. Who looks along, or sees
/// beforehand what others will, reads and makes nothing: every way that changes or
/// collects something asks this, and every sentence that speaks of her own record.
pub fn mine() -> bool {
    use_context::<Session>().is_none_or(|session| session.seen.with_untracked(Option::is_none))
}

impl Session {
    /// What is being looked at through a link, as the other or beforehand as its owner.
    pub fn seen(&self) -> Option<Seen> {
        self.seen.get()
    }

    /// As [`Session::seen`], without following it.
    pub fn seen_untracked(&self) -> Option<Seen> {
        self.seen.get_untracked()
    }

    /// Whether a screen is not for somebody who looks along: she sees what others show
    /// her and, while she sees nothing, her own list.
    pub fn looks_elsewhere(&self, route: &Route) -> bool {
        let seeing = self.seen.with(Option::is_some);
        let fits = route.is_looked_at() && (seeing || route.is_open_to_all());
        (seeing || self.guest.get()) && !fits
    }

    /// This is the host of those who look along: the only vault here is the list of
    /// whom somebody helps. Where none was ever made, nothing is asked of the storage.
    pub fn is_for_guests(&self) {
        if !self.guest.get_untracked() {
            self.guest.set(true);
            self.lock();
        }
        self.leaves_nothing();
        if device::preference(HELPS).is_some() {
            let session = self.clone();
            spawn_local(async move {
                session.refresh_vaults().await;
                if untrack(|| session.list()).is_some() {
                    session.found_vaults();
                }
            });
        }
    }

    /// Where no list of whom she helps was kept, what she chooses is not kept either.
    pub(super) fn leaves_nothing(&self) {
        if device::preference(HELPS).is_none() {
            self.look.keep_nothing();
        }
    }

    /// The list of whom somebody helps, on the host of those who look along.
    pub fn list(&self) -> Option<VaultInfo> {
        let found = self.guest.get().then(|| self.vaults.get());
        found?.into_iter().find(|vault| vault.ready)
    }

    /// That list, while it is open.
    pub fn keeper(&self) -> Option<VaultInfo> {
        self.keeper.get()
    }

    /// Whether this page is for somebody who looks along.
    pub fn is_guest(&self) -> bool {
        self.guest.get_untracked()
    }

    /// The list of whom somebody helps was opened; what is looked at stays in front.
    pub(super) async fn opens_list(&self, vault: VaultInfo) {
        device::keep_preference(HELPS, "1");
        self.look.keep();
        self.keeper.set(Some(vault.clone()));
        if self.seen.with_untracked(Option::is_some) {
            self.sees().await;
        } else {
            self.status.set(Status::Open(vault));
        }
    }

    /// The list was erased: nothing in this browser says that there was one.
    pub(in super::super) fn no_list(&self) {
        device::forget_preference(HELPS);
        self.look.forget();
        self.keeper.set(None);
    }

    /// Who looked along leaves nothing, also where the browser keeps a page that was
    /// left to come back to.
    pub(super) fn clear_when_left(&self) {
        let session = self.clone();
        window_event_listener(leptos::ev::pagehide, move |_| {
            if session.guest.get_untracked() {
                session.lock();
            }
        });
    }

    /// The engine shows what the other will see.
    pub async fn sees(&self) {
        let request = Request::Links(links::Request::Seen);
        let seen = ask!(self.engine, request, Answer::Links(links::Answer::Seen(seen)) => seen);
        self.seen.set(seen.ok().flatten());
        self.changes.update(|times| *times += 1);
    }

    /// The engine answers in Dutch until it is told otherwise.
    pub(in super::super) async fn says_language(&self) {
        let lang = self.look.lang_untracked();
        let _ = ask!(self.engine, Request::Language { lang }, Answer::Done => ());
    }

    /// Somebody else's data were opened here.
    pub async fn looks_along(&self, seen: Seen) {
        self.touch();
        self.hand_over_terms().await;
        let vault = VaultInfo {
            id: String::new(),
            name: seen.whose.clone(),
            ready: true,
            passkeys: Vec::new(),
        };
        self.seen.set(Some(seen));
        self.status.set(Status::Open(vault));
        self.changes.update(|times| *times += 1);
    }

    /// Ends looking: back to the own record or list, or everything goes.
    pub async fn look_back(&self) {
        let list = self.keeper.get_untracked();
        if self.guest.get_untracked() && list.is_none() {
            return self.lock();
        }
        let request = Request::Links(links::Request::Back);
        // Without an engine there is nothing left to go back from.
        let _ = ask!(self.engine, request, Answer::Done => ());
        self.seen.set(None);
        if let Some(list) = list {
            self.status.set(Status::Open(list));
        }
        self.changes.update(|times| *times += 1);
    }

    /// Nothing of this browser is opened for somebody who looks along, unless her list
    /// was found meanwhile.
    pub(super) fn found_nothing(&self) {
        if self.status.get_untracked() == Status::Starting {
            self.status.set(Status::NoVault);
        }
    }
}
