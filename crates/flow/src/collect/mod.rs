//! Collecting from several providers: a plan of logins, one login after the
//! other with the browser going away and coming back, and within each login the
//! queries and documents, several at once, with paging, waiting and retry.
//!
//! [`Plan`] is kept in the vault while the person is away. Grants are not part
//! of it: they live in memory.

mod item;
mod run;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use inzage_api::ErrorCode;
use serde::{Deserialize, Serialize};

pub use item::{Cause, Item, ItemState, Work};

/// How many requests of one login are under way at once. The gateway allows a
/// provider four.
pub const AT_ONCE: usize = 4;
/// Pages of one query before it is called endless.
pub const MOST_PAGES: u32 = 500;
/// Longest wait that is sat out when a provider asks for patience.
pub const LONGEST_WAIT: u64 = 60;
/// Times that one request is sent again by itself.
pub const MOST_TRIES: u8 = 2;

/// All logins of one round of collecting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// In the order in which they are done.
    pub logins: Vec<Login>,
}

/// One login at one provider and what it collects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// MedMij name of the provider.
    pub provider: String,
    /// Its name for people.
    pub name: String,
    /// Login group.
    pub group: String,
    /// Services to collect: id and name.
    pub services: Vec<(String, String)>,
    /// A lasting consent is kept: no login needed.
    pub lasting: bool,
    /// Where it stands.
    pub step: Step,
    /// The collection it fills, once it has begun.
    pub collection: Option<String>,
    /// What has to be fetched, and how that goes.
    pub items: Vec<Item>,
}

/// Where a login stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Its turn has not come.
    Todo,
    /// The way to the provider is being asked for.
    Starting,
    /// The browser is at the provider; the id of the login.
    Away(String),
    /// Back; what the login brought is being fetched.
    Claiming,
    /// A lasting consent is being used.
    Refreshing,
    /// Queries and documents are coming in.
    Collecting,
    /// Everything has ended; the person is being compared.
    Checking,
    /// Done, also when some of it failed (see the items).
    Done,
    /// It did not come to collecting.
    Failed(Problem),
    /// The person left it out.
    Skipped,
}

/// Why a login or a request did not work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What happened.
    pub code: ErrorCode,
    /// Trace id to quote.
    pub trace_id: Option<String>,
    /// No network, or the gateway is down.
    pub offline: bool,
    /// Seconds to wait, when told.
    pub retry_after: Option<u64>,
    /// Status the provider gave.
    pub provider_status: Option<u16>,
}

impl Problem {
    /// A problem of which only the code is known.
    pub fn of(code: ErrorCode) -> Self {
        Self {
            code,
            trace_id: None,
            offline: false,
            retry_after: None,
            provider_status: None,
        }
    }
}

/// Something that happened. `login` is an index into [`Plan::logins`], `item`
/// one into [`Login::items`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Event {
    /// The person starts (or starts again) this login.
    Start { login: usize },
    /// The way to the provider is known.
    Leaving {
        login: usize,
        id: String,
        url: String,
    },
    /// The browser came back from a provider.
    Back {
        id: String,
        error: Option<ErrorCode>,
    },
    /// The person came back by herself, or stayed away.
    CameBackAlone,
    /// A grant was received, with these services; its collection has this id.
    Granted {
        login: usize,
        services: Vec<String>,
        collection: String,
    },
    /// The login or the lasting consent did not work.
    Refused { login: usize, problem: Problem },
    /// A page was kept.
    Kept {
        login: usize,
        item: usize,
        entries: usize,
        next: Option<String>,
        unreadable: bool,
    },
    /// A request did not work.
    Broke {
        login: usize,
        item: usize,
        problem: Problem,
    },
    /// The wait that a provider asked for is over.
    Waited { login: usize, item: usize },
    /// Documents and single resources that what was collected names.
    Documents { login: usize, documents: Vec<Work> },
    /// The person was compared; the collection is where it belongs.
    Finished { login: usize },
    /// The person stops this login.
    Cancel { login: usize },
    /// The person leaves this login out.
    Skip { login: usize },
    /// The person tries again what failed.
    Retry { login: usize },
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are what the line above the variant speaks of"
)]
pub enum Effect {
    /// Keep the plan in the vault.
    Save,
    /// Ask the gateway for the way to the provider; then [`Event::Leaving`].
    Begin { login: usize },
    /// Send the browser there.
    Navigate { url: String },
    /// Fetch what the login brought; then [`Event::Granted`].
    Claim { login: usize, id: String },
    /// Use the lasting consent; then [`Event::Granted`].
    Refresh { login: usize },
    /// Fetch a page and keep it; then [`Event::Kept`] or [`Event::Broke`].
    Fetch {
        login: usize,
        item: usize,
        page: u32,
        from: From,
    },
    /// Wait; then [`Event::Waited`].
    Wait {
        login: usize,
        item: usize,
        seconds: u64,
    },
    /// Tell the vault how an item ended.
    Ended { login: usize, item: usize },
    /// Ask which documents and single resources are named; then [`Event::Documents`].
    ListDocuments { login: usize },
    /// Compare the person and join; then [`Event::Finished`].
    Finish { login: usize },
    /// Give up all requests of this login that are under way.
    Abort { login: usize },
}

/// Where a page comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// A query: path below the service's base.
    Path(String),
    /// A URL that was received.
    Url(String),
}

impl Plan {
    /// Takes an event, changes the plan, and says what has to be done. Events
    /// that do not fit where a login stands (a late answer after a cancel) change
    /// nothing.
    pub fn update(&mut self, event: Event, today: NaiveDate) -> Vec<Effect> {
        match event {
            Event::Back { id, error } => self.back(&id, error),
            Event::CameBackAlone => self.came_back_alone(),
            Event::Start { login } => self.start(login),
            Event::Retry { login } => self.on(login, |it, i| it.retry(i, today)),
            Event::Leaving { login, id, url } => self.on(login, |it, _| it.leaving(id, url)),
            Event::Granted {
                login,
                services,
                collection,
            } => self.on(login, |it, i| it.granted(i, &services, collection, today)),
            Event::Refused { login, problem } => self.on(login, |it, _| it.refused(problem)),
            Event::Kept {
                login,
                item,
                entries,
                next,
                unreadable,
            } => self.on(login, |it, i| {
                it.kept(i, item, entries, next, unreadable, today)
            }),
            Event::Broke {
                login,
                item,
                problem,
            } => self.on(login, |it, i| it.broke(i, item, &problem, today)),
            Event::Waited { login, item } => self.on(login, |it, i| it.waited(i, item, today)),
            Event::Documents { login, documents } => {
                self.on(login, |it, i| it.documents(i, documents, today))
            }
            Event::Finished { login } => self.on(login, |it, _| it.finished()),
            Event::Cancel { login } => self.on(login, Login::cancel),
            Event::Skip { login } => self.on(login, |it, _| it.skip()),
        }
    }

    /// Whether every login has come to an end.
    pub fn ended(&self) -> bool {
        self.logins
            .iter()
            .all(|l| matches!(l.step, Step::Done | Step::Failed(_) | Step::Skipped))
    }

    /// The login that is under way.
    pub fn current(&self) -> Option<usize> {
        self.logins.iter().position(Login::under_way)
    }

    fn on(
        &mut self,
        login: usize,
        change: impl FnOnce(&mut Login, usize) -> Vec<Effect>,
    ) -> Vec<Effect> {
        self.logins
            .get_mut(login)
            .map(|it| change(it, login))
            .unwrap_or_default()
    }

    /// One at a time: the browser can be at one provider only, and leaving the
    /// page would break off what is coming in.
    fn start(&mut self, login: usize) -> Vec<Effect> {
        if self.current().is_some_and(|current| current != login) {
            return Vec::new();
        }
        self.on(login, Login::start)
    }

    fn back(&mut self, id: &str, error: Option<ErrorCode>) -> Vec<Effect> {
        let Some(login) = self
            .logins
            .iter()
            .position(|l| l.step == Step::Away(id.to_owned()))
        else {
            return Vec::new();
        };
        let id = id.to_owned();
        self.on(login, |it, i| {
            if let Some(code) = error {
                return it.refused(Problem::of(code));
            }
            it.step = Step::Claiming;
            vec![Effect::Save, Effect::Claim { login: i, id }]
        })
    }

    fn came_back_alone(&mut self) -> Vec<Effect> {
        let logins = self.logins.iter_mut().enumerate();
        logins
            .flat_map(|(index, login)| login.came_back_alone(index))
            .collect()
    }
}
