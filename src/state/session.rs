//! Which vault is open, and when it closes: the only place that opens, keeps
//! open over a reload or a login elsewhere, and locks.

mod guest;
mod idle;
mod reload;

pub use guest::mine;

use std::pin::pin;

use futures_channel::oneshot;
use futures_util::future::{join, select};
use inzage_zib::view::Lang;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::account::Signing;
use super::along::brought;
use super::brand;
use super::look::Look;
use super::record::ask;
use super::vaults;
use super::words::Trouble;
use crate::engine::protocol::links::Seen;
use crate::engine::protocol::{Answer, Request, VaultInfo};
use crate::platform::engine::Engine;
use crate::platform::tabs::Tabs;
use crate::platform::{clock, device, history, http};
use crate::route::Route;

pub use idle::LOCK_MINUTES;
use idle::default_minutes;

/// Seconds that opening waits for the gateway at most.
const BRIEF_SECONDS: u64 = 1;
/// The word that tabs say to each other.
const LOCK_WORD: &str = "lock";
/// The word for "the record changed: read it again".
const CHANGED_WORD: &str = "changed";

/// Where the session stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not known yet.
    Starting,
    /// No vault on this device.
    NoVault,
    /// There are vaults; none is open.
    Locked,
    /// This one is open.
    Open(VaultInfo),
    /// The engine or the storage does not work.
    Broken(Trouble),
}

/// The session, as a context.
#[derive(Clone)]
pub struct Session {
    look: Look,
    engine: Engine,
    tabs: Tabs,
    signing: Signing,
    status: RwSignal<Status>,
    vaults: RwSignal<Vec<VaultInfo>>,
    minutes: RwSignal<u32>,
    touched: StoredValue<f64>,
    left: RwSignal<Option<u32>>,
    fell: RwSignal<bool>,
    changes: RwSignal<u32>,
    seen: RwSignal<Option<Seen>>,
    guest: RwSignal<bool>,
    keeper: RwSignal<Option<VaultInfo>>,
}

impl Session {
    /// Starts: asks which vaults there are, opens one again after a reload, and
    /// watches for inactivity. Makes itself a context.
    pub fn provide(look: Look) -> Self {
        let status = RwSignal::new(Status::Starting);
        let fell = RwSignal::new(false);
        let engine = Engine::default();
        let signing = Signing::provide();
        let heard = engine.clone();
        let changes = RwSignal::new(0);
        let seen = RwSignal::new(None);
        let tabs = Tabs::open("inzage", move |word| {
            if word == CHANGED_WORD && matches!(status.get_untracked(), Status::Open(_)) {
                let engine = heard.clone();
                spawn_local(async move {
                    // What cannot be read again is told when it is asked for.
                    let _ = ask!(engine, Request::Reload, Answer::Done => ());
                    changes.update(|times| *times += 1);
                });
            }
            if word == LOCK_WORD && matches!(status.get_untracked(), Status::Open(_)) {
                heard.stop();
                seen.set(None);
                signing.forget();
                device::keep_tab_value("resume", None);
                fell.set(true);
                status.set(Status::Locked);
            }
        });
        let session = Self {
            look,
            engine,
            tabs,
            signing,
            status,
            vaults: RwSignal::new(Vec::new()),
            minutes: RwSignal::new(default_minutes()),
            touched: StoredValue::new(clock::seconds()),
            left: RwSignal::new(None),
            fell,
            changes,
            seen,
            guest: RwSignal::new(is_guest()),
            keeper: RwSignal::new(None),
        };
        session.watch();
        session.follow_language();
        if session.guest.get_untracked() {
            // Nothing of this browser is looked at, and nothing is left in it.
            session.status.set(Status::NoVault);
            session.leaves_nothing();
        } else {
            session.start();
        }
        session.clear_when_left();
        provide_context(session.clone());
        session
    }

    /// The engine of this session.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Who is signed in at the gateway.
    pub fn signing(&self) -> Signing {
        self.signing
    }

    /// Where the session stands.
    pub fn status(&self) -> Status {
        self.status.get()
    }

    /// Where the session stands, without following it.
    pub fn status_untracked(&self) -> Status {
        self.status.get_untracked()
    }

    /// The vaults on this device.
    pub fn vaults(&self) -> Vec<VaultInfo> {
        self.vaults.get()
    }

    /// The vault that is open, with what is known of it by now.
    pub fn vault_known(&self) -> Option<VaultInfo> {
        let open = self.vault()?;
        let all = self.vaults.get_untracked();
        all.into_iter().find(|vault| vault.id == open.id)
    }

    /// The vault that is open.
    pub fn vault(&self) -> Option<VaultInfo> {
        match self.status.get_untracked() {
            Status::Open(vault) => Some(vault),
            _ => None,
        }
    }

    /// Whether the vault was open in this page and locked since.
    pub fn fell_locked(&self) -> bool {
        self.fell.get_untracked()
    }

    /// Looks again which vaults there are, and opens one after a reload.
    pub fn start(&self) {
        let session = self.clone();
        self.status.set(Status::Starting);
        spawn_local(async move {
            let found = match vaults::list(&session.engine).await {
                Ok(found) => found,
                Err(_) if session.guest.get_untracked() => Vec::new(),
                Err(trouble) => return session.status.set(Status::Broken(trouble)),
            };
            if session.guest.get_untracked() {
                return session.found_nothing();
            }
            session.vaults.set(found.clone());
            if found.is_empty() {
                return session.status.set(Status::NoVault);
            }
            match session.resume(&found).await {
                Some(vault) => session.opened(vault).await,
                None => session.status.set(Status::Locked),
            }
        });
    }

    /// Looks again which vaults there are, without changing what is open.
    pub async fn refresh_vaults(&self) {
        if let Ok(found) = vaults::list(&self.engine).await {
            if found.is_empty() {
                self.status.set(Status::NoVault);
            }
            self.vaults.set(found);
        }
    }

    /// A vault was put on this device where there was none.
    fn found_vaults(&self) {
        if self.status.get_untracked() == Status::NoVault {
            self.status.set(Status::Locked);
        }
    }

    /// To choose among the vaults: what is open is locked first.
    pub fn leave_for_vaults(&self) {
        match self.status.get_untracked() {
            Status::Open(_) => self.lock(),
            _ => self.found_vaults(),
        }
    }

    /// A vault was opened in the engine: the screens may follow.
    pub async fn opened(&self, vault: VaultInfo) {
        let lang = self.look.lang_untracked();
        // The engine answers in Dutch until it is told otherwise.
        let _ = ask!(self.engine, Request::Language { lang }, Answer::Done => ());
        if self.guest.get_untracked() {
            return self.opens_list(vault).await;
        }
        let texts = brand::wording();
        if !texts.is_empty() {
            // Without it the engine speaks as Inzage does; nothing else is lost.
            let _ = ask!(self.engine, Request::Wording { texts }, Answer::Done => ());
        }
        self.recall_minutes().await;
        self.touch();
        self.fell.set(false);
        self.signing.opened(self.engine.clone());
        join(self.stay_open_over_a_reload(), self.hand_over_terms()).await;
        self.status.set(Status::Open(vault));
        let session = self.clone();
        spawn_local(async move {
            if let Ok(found) = vaults::list(&session.engine).await {
                session.vaults.set(found);
            }
        });
    }

    /// Gives the engine the plain names before the first screen is made; when they
    /// come late the screens ask again, and without them they have the medical names
    /// only: nothing else is lost.
    async fn hand_over_terms(&self) {
        let session = self.clone();
        briefly(async move {
            if let Ok(file) = http::terms().await
                && ask!(session.engine, Request::Terms { file }, Answer::Done => ()).is_ok()
                && matches!(session.status.get_untracked(), Status::Open(_))
            {
                session.changes.update(|times| *times += 1);
            }
        })
        .await;
    }

    /// Opens the vault with this id on the screens, after the engine did.
    pub async fn opened_id(&self, id: &str) {
        self.refresh_vaults().await;
        let found = self.vaults.get_untracked();
        if let Some(vault) = found.into_iter().find(|vault| vault.id == id) {
            self.opened(vault).await;
        }
    }

    /// Locks: the worker ends and with it every key; here and in other tabs.
    pub fn lock(&self) {
        self.engine.stop();
        self.seen.set(None);
        self.keeper.set(None);
        self.left.set(None);
        if self.guest.get_untracked() {
            let list = self.vaults.with_untracked(|found| !found.is_empty());
            let left = if list {
                Status::Locked
            } else {
                Status::NoVault
            };
            return self.status.set(left);
        }
        self.signing.locked();
        device::keep_tab_value("resume", None);
        self.tabs.say(LOCK_WORD);
        self.minutes.set(default_minutes());
        self.fell.set(true);
        self.status.set(Status::Locked);
        spawn_local(async {
            // Without a network the key ends by itself within the hour, and the
            // wrapped half is gone already.
            let _ = http::end_unlock_key().await;
        });
    }

    /// The vault that was open is gone from this device.
    pub async fn erased(&self) {
        self.lock();
        self.fell.set(false);
        self.refresh_vaults().await;
    }

    /// How often the record changed since this page was opened: what shows the
    /// record asks again when this changes.
    pub fn changes(&self) -> u32 {
        self.changes.get()
    }

    /// The record changed here: the screens and the other tabs ask again.
    pub fn record_changed(&self) {
        self.changes.update(|times| *times += 1);
        self.tabs.say(CHANGED_WORD);
    }

    fn follow_language(&self) {
        let session = self.clone();
        let look = self.look;
        Effect::watch(
            move || look.lang(),
            move |lang: &Lang, _, _| {
                let (lang, engine) = (*lang, session.engine.clone());
                if matches!(session.status.get_untracked(), Status::Open(_)) {
                    let session = session.clone();
                    spawn_local(async move {
                        let _ = ask!(engine, Request::Language { lang }, Answer::Done => ());
                        if session.seen.with_untracked(Option::is_some) {
                            session.sees().await;
                        }
                    });
                }
            },
            false,
        );
    }
}

/// Whether this page was opened to look along: no vault of this browser is open in it.
fn is_guest() -> bool {
    history::here().0 == Route::Along.path()
        && (brought().is_some() || device::tab_value("resume").is_none())
}

/// Starts something and waits for it, a moment at most; it goes on by itself.
async fn briefly(work: impl Future<Output = ()> + 'static) {
    let (done, ended) = oneshot::channel::<()>();
    spawn_local(async move {
        work.await;
        // Nobody waits any more when it took long.
        let _ = done.send(());
    });
    select(ended, pin!(clock::wait(BRIEF_SECONDS))).await;
}

/// The session.
///
/// # Panics
/// Never in the app: it is given at the start, before any screen.
#[expect(clippy::expect_used, reason = "given before the first screen is built")]
pub fn use_session() -> Session {
    use_context::<Session>().expect("the session is given at the start")
}
