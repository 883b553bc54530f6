//! Collecting, as the screens see it: the plan of `inzage_flow::collect`, and
//! the one place that does what the plan asks for.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use inzage_api::{ErrorCode, Grant};
use inzage_flow::collect::{
    Cause, Effect, Event, From, ItemState, Login, Plan, Problem, Step, Work,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;

use super::record::ask;
use super::session::Session;
use super::words::Trouble;
use crate::engine::protocol::{
    Answer, AttachmentRef, Failure, Ingested, PersonCheck, ProviderCard, QueryEnd, ReferenceRef,
    Request,
};
use crate::platform::http::{self, Abort, HttpError};
use crate::platform::lock::{self, Lock};
use crate::platform::{clock, device};

/// Under which name the plan is kept in the vault while the person is away.
const DRAFT: &str = "collect";
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
        if !self.loaded.get_untracked() {
            let text = ask!(self.engine(), Request::Draft { name: DRAFT.to_owned() }, Answer::Text(text) => text);
            let plan = text
                .ok()
                .flatten()
                .and_then(|text| serde_json::from_str(&text).ok());
            self.plan.set(plan.unwrap_or_default());
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

    /// Goes to the provider to change the consent ("Toestemmingen aanpassen"): a
    /// login also where a lasting consent is kept.
    pub fn start_with_login(&self, login: usize) {
        self.plan.update(|plan| {
            if let Some(login) = plan.logins.get_mut(login) {
                login.lasting = false;
            }
        });
        self.start(login);
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

    /// Told by the screens when a waiting collection was decided about: others
    /// that waited may have joined with it.
    pub fn decided(&self, login: usize) {
        let collect = *self;
        spawn_local(async move {
            let waiting = |(login, check): (&usize, &PersonCheck)| {
                matches!(check, PersonCheck::First { .. }).then_some(*login)
            };
            let others: Vec<_> = collect
                .checks
                .with_untracked(|checks| checks.iter().filter_map(waiting).collect());
            for other in others.into_iter().filter(|other| *other != login) {
                collect.check_again(other).await;
            }
        });
        self.checks.update(|checks| {
            checks.insert(login, PersonCheck::Same);
        });
    }

    async fn check_again(&self, login: usize) {
        let collection = self.login(login).and_then(|it| it.collection);
        let request = Request::FinishCollection {
            collection: collection.unwrap_or_default(),
        };
        let check = ask!(self.engine(), request, Answer::Checked(check) => check);
        if let Some(check) = self.note(check) {
            self.checks.update(|checks| {
                checks.insert(login, check);
            });
        }
    }

    fn engine(&self) -> crate::platform::engine::Engine {
        self.session.with_value(|session| session.engine().clone())
    }

    fn send(&self, event: Event) {
        let today = clock::today().parse().unwrap_or(NaiveDate::MIN);
        let effects = self.plan.try_update(|plan| plan.update(event, today));
        for effect in effects.unwrap_or_default() {
            self.perform(effect);
        }
        if self.plan.with_untracked(|plan| plan.current().is_none()) {
            self.lock.set_value(None);
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
                    let answer = http::claim_grant(&id).await;
                    collect.granted(login, answer).await;
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
        let Ok(text) = serde_json::to_string(&self.plan.get_untracked()) else {
            return;
        };
        let request = Request::SaveDraft {
            name: DRAFT.to_owned(),
            text,
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

    async fn begin(&self, login: usize) {
        let Some(it) = self.login(login) else { return };
        if !self.hold().await {
            return self.send(Event::Cancel { login });
        }
        // A retry soon after needs no new login.
        if it.collection.is_some() && self.live_grant(&it).is_some() {
            return self.continue_with_held(login, &it).await;
        }
        match http::start_login(&it.provider, &it.group).await {
            Ok(started) => {
                let (id, url) = (started.login, started.authorization_url);
                self.send(Event::Leaving { login, id, url });
            }
            Err(error) => self.send(Event::Refused {
                login,
                problem: problem(error),
            }),
        }
    }

    async fn continue_with_held(&self, login: usize, it: &Login) {
        if let Some(held) = self.live_grant(it) {
            let collection = it.collection.clone().unwrap_or_default();
            self.send(Event::Granted {
                login,
                services: held.grant.services,
                collection,
            });
        }
    }

    fn live_grant(&self, login: &Login) -> Option<Held> {
        let key = (login.provider.clone(), login.group.clone());
        let held = self.grants.with_value(|grants| grants.get(&key).cloned())?;
        (held.ends > clock::seconds() + SPARE_SECONDS).then_some(held)
    }

    async fn leave(&self, url: &str) {
        // The vault has to open again after coming back; if that cannot be
        // arranged the person is asked for the passphrase then.
        let session = self.session.get_value();
        session.suspend().await;
        device::go_to(url);
    }

    async fn refresh(&self, login: usize) {
        let Some(it) = self.login(login) else { return };
        if !self.hold().await {
            return self.send(Event::Cancel { login });
        }
        if it.collection.is_some() && self.live_grant(&it).is_some() {
            return self.continue_with_held(login, &it).await;
        }
        let request = Request::Refresh {
            provider: it.provider.clone(),
            group: it.group.clone(),
        };
        let kept = ask!(self.engine(), request, Answer::Text(text) => text)
            .ok()
            .flatten();
        let Some(kept) = kept else {
            let problem = Problem::of(ErrorCode::ConsentLapsed);
            return self.send(Event::Refused { login, problem });
        };
        let (id, refresh) = kept.split_once(' ').unwrap_or_default();
        let answer = http::refresh_grant(id, refresh).await;
        if answer
            .as_ref()
            .is_err_and(|e| matches!(e.code, ErrorCode::ConsentLapsed | ErrorCode::GrantExpired))
        {
            self.save_refresh(&it.provider, &it.group, None).await;
        }
        self.granted(login, answer).await;
    }

    async fn save_refresh(&self, provider: &str, group: &str, refresh: Option<String>) {
        let (provider, group, at) = (provider.to_owned(), group.to_owned(), clock::now_local());
        let request = Request::SaveRefresh {
            provider,
            group,
            refresh,
            at,
        };
        self.note(ask!(self.engine(), request, Answer::Done => ()));
    }

    async fn granted(&self, login: usize, answer: Result<Grant, HttpError>) {
        let grant = match answer {
            Ok(grant) => grant,
            Err(error) => {
                return self.send(Event::Refused {
                    login,
                    problem: problem(error),
                });
            }
        };
        let Some(it) = self.login(login) else { return };
        // The new refresh token is stored before anything else is done with it.
        if let Some(refresh) = &grant.refresh {
            let kept = format!("{} {refresh}", grant.id);
            self.save_refresh(&it.provider, &it.group, Some(kept)).await;
        }
        let (services, seconds) = (grant.services.clone(), grant.expires_in);
        let started = match it.collection.clone() {
            Some(collection) => Ok(Some(collection)),
            None => self.start_collection(&it, &grant).await,
        };
        let Some(Some(collection)) = self.note(started) else {
            let problem = Problem::of(ErrorCode::Internal);
            return self.send(Event::Refused { login, problem });
        };
        let ends = clock::seconds() + f64::from(u32::try_from(seconds).unwrap_or(u32::MAX));
        self.grants.update_value(|grants| {
            grants.insert(
                (it.provider.clone(), it.group.clone()),
                Held { grant, ends },
            );
        });
        self.send(Event::Granted {
            login,
            services,
            collection,
        });
    }

    async fn start_collection(&self, it: &Login, grant: &Grant) -> Result<Option<String>, Trouble> {
        let request = Request::StartCollection {
            provider: it.provider.clone(),
            group: it.group.clone(),
            services: grant.services.clone(),
            at: clock::now_local(),
            trace_id: grant.trace_id.clone(),
        };
        ask!(self.engine(), request, Answer::Text(id) => id)
    }

    async fn fetch(&self, login: usize, item: usize, page: u32, from: From) {
        let round = self.round(login);
        let Some(it) = self.login(login) else { return };
        let (Some(work), Some(collection)) = (
            it.items.get(item).map(|i| i.work.clone()),
            it.collection.clone(),
        ) else {
            return;
        };
        let key = (it.provider.clone(), it.group.clone());
        let Some(held) = self.grants.with_value(|grants| grants.get(&key).cloned()) else {
            let problem = Problem::of(ErrorCode::GrantExpired);
            return self.send(Event::Broke {
                login,
                item,
                problem,
            });
        };
        let (Work::Query { service, .. }
        | Work::Document { service, .. }
        | Work::Reference { service, .. }) = &work;
        let received = match &from {
            From::Path(path) => http::fhir(&held.grant, service, path, &round.abort).await,
            From::Url(url) => http::follow(&held.grant, service, url, &round.abort).await,
        };
        if self.round(login).number != round.number {
            return;
        }
        let bytes = match received {
            Ok(received) => received.bytes,
            Err(error) => {
                return self.send(Event::Broke {
                    login,
                    item,
                    problem: problem(error),
                });
            }
        };
        match self.keep(work, collection, page, bytes).await {
            Ok(kept) => {
                let Ingested {
                    entries,
                    next,
                    unreadable,
                    ..
                } = kept;
                self.send(Event::Kept {
                    login,
                    item,
                    entries,
                    next,
                    unreadable,
                });
            }
            Err(trouble) => {
                self.trouble.set(Some(trouble));
                let problem = Problem::of(ErrorCode::Internal);
                self.send(Event::Broke {
                    login,
                    item,
                    problem,
                });
            }
        }
    }

    async fn keep(
        &self,
        work: Work,
        collection: String,
        page: u32,
        bytes: Vec<u8>,
    ) -> Result<Ingested, Trouble> {
        let request = match work {
            Work::Query { service, query } => Request::Ingest {
                collection,
                service,
                query,
                page,
                at: clock::now_local(),
                bytes,
            },
            // Pages of one pseudo-query, so that one does not replace the other.
            Work::Reference { service, .. } => Request::Ingest {
                collection,
                service,
                query: REFERRED.to_owned(),
                page: page + 1,
                at: clock::now_local(),
                bytes,
            },
            Work::Document {
                number, attachment, ..
            } => Request::IngestAttachment {
                number,
                attachment,
                bytes,
            },
        };
        ask!(self.engine(), request, Answer::Ingested(kept) => kept)
    }

    async fn ended(&self, login: usize, item: usize) {
        let Some(it) = self.login(login) else { return };
        let (Some(item), Some(collection)) = (it.items.get(item), it.collection.clone()) else {
            return;
        };
        let Work::Query { service, query } = item.work.clone() else {
            return;
        };
        let Some(end) = query_end(&item.state) else {
            return;
        };
        let request = Request::QueryEnded {
            collection,
            service,
            query,
            end,
        };
        self.note(ask!(self.engine(), request, Answer::Done => ()));
    }

    async fn list_documents(&self, login: usize) {
        let collection = self
            .login(login)
            .and_then(|it| it.collection)
            .unwrap_or_default();
        let request = Request::Named { collection };
        let named =
            ask!(self.engine(), request, Answer::Named(files, references) => (files, references));
        let (files, references) = self.note(named).unwrap_or_default();
        let file = |named: AttachmentRef| Work::Document {
            service: named.service,
            number: named.number,
            attachment: named.attachment,
            url: named.url,
        };
        let reference = |named: ReferenceRef| Work::Reference {
            service: named.service,
            reference: named.reference,
        };
        let documents = files
            .into_iter()
            .map(file)
            .chain(references.into_iter().map(reference))
            .collect();
        self.send(Event::Documents { login, documents });
    }

    async fn finish(&self, login: usize) {
        let collection = self
            .login(login)
            .and_then(|it| it.collection)
            .unwrap_or_default();
        let request = Request::FinishCollection { collection };
        match ask!(self.engine(), request, Answer::Checked(check) => check) {
            Ok(check) => self.checks.update(|checks| {
                checks.insert(login, check);
            }),
            Err(Trouble::Engine(Failure::Locked)) => return,
            Err(trouble) => self.trouble.set(Some(trouble)),
        }
        self.send(Event::Finished { login });
        self.session.with_value(Session::record_changed);
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

/// How a query ended, for the vault.
fn query_end(state: &ItemState) -> Option<QueryEnd> {
    let at = clock::now_local();
    Some(match state {
        ItemState::Complete => QueryEnd::Complete,
        ItemState::Partial(Cause::Endless) => QueryEnd::Partial {
            reason: "endless".to_owned(),
            trace_id: None,
            at,
        },
        ItemState::Partial(Cause::Unreadable) => QueryEnd::Partial {
            reason: "unreadable".to_owned(),
            trace_id: None,
            at,
        },
        ItemState::Partial(Cause::Problem(problem)) => QueryEnd::Partial {
            reason: problem.code.as_str().to_owned(),
            trace_id: problem.trace_id.clone(),
            at,
        },
        ItemState::Failed(problem) => QueryEnd::Failed {
            code: problem.code,
            status: problem.provider_status,
            trace_id: problem.trace_id.clone(),
            at,
        },
        ItemState::Cancelled => QueryEnd::Cancelled { at },
        ItemState::Todo | ItemState::Running(_) | ItemState::Waiting(_) => return None,
    })
}

/// Collecting.
///
/// # Panics
/// Never in the app: it is given at the start, before any screen.
#[expect(clippy::expect_used, reason = "given before the first screen is built")]
pub fn use_collect() -> Collect {
    use_context::<Collect>().expect("collecting is given at the start")
}
