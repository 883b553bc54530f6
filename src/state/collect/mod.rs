//! Collecting, as the screens see it: the plan of `inzage_flow::collect`, and
//! the one place that does what the plan asks for.

mod fetch;
mod login;

use std::collections::BTreeMap;

use inzage_api::{ErrorCode, Grant};
use inzage_flow::collect::{Effect, Event, Login, Plan, Problem, Step};
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;

use super::logbook;
use super::record::ask;
use super::session::Session;
use super::words::Trouble;
use crate::engine::protocol::{Answer, Failure, PersonCheck, ProviderCard, Request};
use crate::platform::clock;
use crate::platform::http::{self, Abort, HttpError};
use crate::platform::lock::{self, Lock};

/// Under which name resources are kept that others refer to.
const REFERRED: &str = "referred";
/// Name of the lock of the tab that collects.
const LOCK: &str = "inzage-collect";
/// An access token that ends within this many seconds is not used for a retry.
const SPARE_SECONDS: f64 = 60.0;

/// Collecting, as a context.
#[derive(Clone, Copy)]
pub struct Collect {
    plan: RwSignal<Plan>,
    checks: RwSignal<BTreeMap<usize, PersonCheck>>,
    loaded: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    names: RwSignal<Vec<(String, String, String)>>,
    elsewhere: RwSignal<bool>,
    session: StoredValue<Session>,
    grants: StoredValue<BTreeMap<(String, String), Held>>,
    /// What gives up the requests of a login; renewed when that was done, so that
    /// answers to older requests are not used.
    rounds: StoredValue<BTreeMap<usize, Round>>,
    /// Held while a login is under way: one tab collects.
    lock: StoredValue<Option<SendWrapper<Lock>>>,
}

/// The requests of a login since it was last given up.
#[derive(Clone, Default)]
struct Round {
    number: u32,
    abort: Abort,
}

/// A grant and when it ends; in memory only.
#[derive(Clone)]
struct Held {
    grant: Grant,
    ends: f64,
}

impl Collect {
    /// Makes itself a context.
    pub fn provide(session: Session) -> Self {
        let collect = Self {
            plan: RwSignal::default(),
            checks: RwSignal::default(),
            loaded: RwSignal::new(false),
            trouble: RwSignal::default(),
            names: RwSignal::default(),
            elsewhere: RwSignal::new(false),
            session: StoredValue::new(session),
            grants: StoredValue::default(),
            rounds: StoredValue::default(),
            lock: StoredValue::default(),
        };
        provide_context(collect);
        collect
    }

    /// The plan as it stands.
    pub fn plan(&self) -> Plan {
        self.plan.get()
    }

    /// The plan as it stands, without following it.
    pub fn plan_untracked(&self) -> Plan {
        self.plan.get_untracked()
    }

    /// Whether the plan of this vault has been read.
    pub fn loaded(&self) -> bool {
        self.loaded.get()
    }

    /// What was found about the person, per login that has ended.
    pub fn check(&self, login: usize) -> Option<PersonCheck> {
        self.checks.with(|checks| checks.get(&login).cloned())
    }

    /// What a query asks for, in words.
    pub fn query_name(&self, service: &str, query: &str) -> String {
        self.names.with(|names| {
            let found = names.iter().find(|(s, q, _)| s == service && q == query);
            found.map_or_else(|| query.to_owned(), |(_, _, name)| name.clone())
        })
    }

    /// Something in this app or on this device that went wrong (a full disk).
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble.get()
    }

    /// Whether another tab was collecting when this one looked.
    pub fn elsewhere(&self) -> bool {
        self.elsewhere.get()
    }

    /// Forgets everything of this vault that is in memory: it was locked.
    pub fn forget(&self) {
        self.rounds
            .with_value(|rounds| rounds.values().for_each(|round| round.abort.abort()));
        self.rounds.set_value(BTreeMap::new());
        self.lock.set_value(None);
        self.elsewhere.set(false);
        self.plan.set(Plan::default());
        self.checks.set(BTreeMap::new());
        self.grants.set_value(BTreeMap::new());
        self.loaded.set(false);
        self.trouble.set(None);
    }

    /// Opens the plan of this vault: after unlocking, and when the browser comes
    /// back from a provider with the login's id (and an error code).
    pub async fn open(&self, login: Option<String>, error: Option<ErrorCode>) {
        let names = ask!(self.engine(), Request::QueryNames, Answer::Names(names) => names);
        self.names.set(self.note(names).unwrap_or_default());
        if !self.loaded.get_untracked() {
            let plan = ask!(self.engine(), Request::Plan, Answer::Plan(plan) => plan);
            self.plan.set(plan.ok().flatten().unwrap_or_default());
            self.loaded.set(true);
            if login.is_none() {
                // While another tab collects, this one only looks.
                let lock = lock::take(LOCK).await;
                self.elsewhere.set(lock.is_none());
                if lock.is_some() {
                    self.lock.set_value(lock);
                    self.send(Event::CameBackAlone);
                }
            }
        }
        if let Some(id) = login {
            self.send(Event::Back { id, error });
        }
    }

    /// Plans a new round: the logins of these providers, or only `group` of them.
    /// A round that is under way is left as it is.
    pub fn plan_for(&self, cards: &[ProviderCard], group: Option<&str>) {
        if self.plan.with_untracked(|plan| plan.current().is_some()) {
            return;
        }
        let logins = cards
            .iter()
            .flat_map(|card| card.groups.iter().map(move |one| (card, one)));
        let logins = logins.filter(|(_, one)| group.is_none_or(|wanted| one.group == wanted));
        let logins = logins.filter_map(|(card, one)| {
            let services: Vec<_> = one
                .services
                .iter()
                .filter(|service| service.supported)
                .map(|service| (service.id.clone(), service.name.clone()))
                .collect();
            (!services.is_empty()).then(|| Login {
                provider: card.provider.zorgaanbiedernaam.clone(),
                name: card.source.name.clone(),
                group: one.group.clone(),
                services,
                lasting: one.lasting,
                step: Step::Todo,
                collection: None,
                items: Vec::new(),
            })
        });
        self.checks.set(BTreeMap::new());
        self.plan.set(Plan {
            logins: logins.collect(),
        });
        self.perform(Effect::Save);
    }

    /// Starts a login, or starts it again.
    pub fn start(&self, login: usize) {
        self.send(Event::Start { login });
    }

    /// Plans to change the consent ("Toestemmingen aanpassen"): a login also where
    /// a lasting consent is kept.
    pub fn with_login(&self, login: usize) {
        self.plan.update(|plan| {
            if let Some(login) = plan.logins.get_mut(login) {
                login.lasting = false;
            }
        });
    }

    /// Stops a login; what came is kept.
    pub fn cancel(&self, login: usize) {
        self.send(Event::Cancel { login });
    }

    /// Leaves a login out.
    pub fn skip(&self, login: usize) {
        self.send(Event::Skip { login });
    }

    /// Tries again, only what failed.
    pub fn retry(&self, login: usize) {
        self.send(Event::Retry { login });
    }

    /// Whether the first collection of this vault waits for "Dit bent u".
    pub fn unsure(&self) -> bool {
        self.checks.with(|checks| {
            checks
                .values()
                .any(|check| matches!(check, PersonCheck::First { .. }))
        })
    }

    /// Told by the screens when a waiting collection was decided about: others
    /// that waited may have joined with it, so the vault is asked what waits.
    pub fn decided(&self) {
        self.checks
            .update(|checks| checks.retain(|_, check| *check == PersonCheck::Unchecked));
    }

    fn engine(&self) -> crate::platform::engine::Engine {
        self.session.with_value(|session| session.engine().clone())
    }

    fn send(&self, event: Event) {
        self.tell_log(&event);
        let today = clock::calendar_day();
        let effects = self.plan.try_update(|plan| plan.update(event, today));
        for effect in effects.unwrap_or_default() {
            self.perform(effect);
        }
        if self.plan.with_untracked(|plan| plan.current().is_none()) {
            self.lock.set_value(None);
        }
    }

    /// Only the page knows that a login came to nothing: it tells the log.
    fn tell_log(&self, event: &Event) {
        let Event::Refused { login, problem } = event else {
            return;
        };
        if let Some(it) = self.login(*login) {
            let (engine, provider) = (self.engine(), it.provider);
            let (code, trace_id) = (problem.code, problem.trace_id.clone());
            spawn_local(async move {
                logbook::tell_refused(&engine, provider, code, trace_id).await;
            });
        }
    }

    fn perform(&self, effect: Effect) {
        let collect = *self;
        // Work on the record counts as the person being there.
        self.session.with_value(Session::touch);
        spawn_local(async move {
            match effect {
                Effect::Save => collect.save().await,
                Effect::Begin { login } => collect.begin(login).await,
                Effect::Navigate { url } => collect.leave(&url).await,
                Effect::Claim { login, id } => {
                    collect.hold().await;
                    let signing = collect.session.with_value(Session::signing);
                    let round = collect.round(login).number;
                    let wanted = || collect.round(login).number == round;
                    let answer = signing.claim(&id, wanted).await;
                    if wanted() {
                        collect.granted(login, answer).await;
                    } else if let Ok(grant) = answer {
                        // She stopped it; when it cannot be ended it ends by itself.
                        let _ = http::end_grant(&grant).await;
                    }
                }
                Effect::Refresh { login } => collect.refresh(login).await,
                Effect::Fetch {
                    login,
                    item,
                    page,
                    from,
                } => collect.fetch(login, item, page, from).await,
                Effect::Wait {
                    login,
                    item,
                    seconds,
                } => {
                    clock::wait(seconds).await;
                    collect.send(Event::Waited { login, item });
                }
                Effect::Ended { login, item } => collect.ended(login, item).await,
                Effect::ListDocuments { login } => collect.list_documents(login).await,
                Effect::Finish { login } => collect.finish(login).await,
                Effect::Abort { login } => collect.abort(login),
            }
        });
    }

    fn login(&self, login: usize) -> Option<Login> {
        self.plan
            .with_untracked(|plan| plan.logins.get(login).cloned())
    }

    fn round(&self, login: usize) -> Round {
        let mut found = Round::default();
        self.rounds
            .update_value(|rounds| found = rounds.entry(login).or_default().clone());
        found
    }

    fn abort(&self, login: usize) {
        let old = self.round(login);
        old.abort.abort();
        let new = Round {
            number: old.number + 1,
            abort: Abort::default(),
        };
        self.rounds.update_value(|rounds| {
            rounds.insert(login, new);
        });
    }

    /// Makes sure that this tab is the one that collects; says so when another is.
    async fn hold(&self) -> bool {
        if self.lock.with_value(Option::is_some) {
            return true;
        }
        let lock = lock::take(LOCK).await;
        let held = lock.is_some();
        self.lock.set_value(lock);
        if !held {
            self.trouble.set(Some(Trouble::Engine(Failure::Conflict)));
        }
        held
    }

    async fn save(&self) {
        let request = Request::SavePlan {
            plan: self.plan.get_untracked(),
        };
        self.note(ask!(self.engine(), request, Answer::Done => ()));
    }

    /// What goes wrong on this device is shown, and costs nothing that came.
    fn note<T>(&self, result: Result<T, Trouble>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(trouble) => {
                self.trouble.set(Some(trouble));
                None
            }
        }
    }
}

fn problem(error: HttpError) -> Problem {
    Problem {
        code: error.code,
        trace_id: error.trace_id,
        offline: error.offline,
        retry_after: error.retry_after,
        provider_status: error.provider_status,
    }
}

/// Collecting.
///
/// # Panics
/// Never in the app: it is given at the start, before any screen.
#[expect(clippy::expect_used, reason = "given before the first screen is built")]
pub fn use_collect() -> Collect {
    use_context::<Collect>().expect("collecting is given at the start")
}
