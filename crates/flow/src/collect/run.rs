//! One login: its steps, and the requests within it.

use chrono::NaiveDate;
use inzage_api::ErrorCode;
use inzage_medmij::gegevensdiensten::Gegevensdienst;

use super::item::{Cause, Item, ItemState, Work};
use super::{AT_ONCE, Effect, LONGEST_WAIT, Login, MOST_PAGES, MOST_TRIES, Problem, Step};

impl Login {
    pub(super) fn under_way(&self) -> bool {
        use Step::{Away, Checking, Claiming, Collecting, Refreshing, Starting};
        matches!(
            self.step,
            Starting | Away(_) | Claiming | Refreshing | Collecting | Checking
        )
    }

    pub(super) fn start(&mut self, login: usize) -> Vec<Effect> {
        if !matches!(
            self.step,
            Step::Todo | Step::Failed(_) | Step::Skipped | Step::Away(_)
        ) {
            return Vec::new();
        }
        self.begin(login)
    }

    fn begin(&mut self, login: usize) -> Vec<Effect> {
        if self.lasting {
            self.step = Step::Refreshing;
            vec![Effect::Refresh { login }]
        } else {
            self.step = Step::Starting;
            vec![Effect::Begin { login }]
        }
    }

    pub(super) fn leaving(&mut self, id: String, url: String) -> Vec<Effect> {
        if self.step != Step::Starting {
            return Vec::new();
        }
        self.step = Step::Away(id);
        vec![Effect::Save, Effect::Navigate { url }]
    }

    /// The page was opened without an answer of a provider: closed, gone back,
    /// reloaded. What was coming in has stopped; what came is compared and kept.
    pub(super) fn came_back_alone(&mut self, login: usize) -> Vec<Effect> {
        match self.step {
            Step::Starting | Step::Claiming | Step::Refreshing | Step::Away(_) => {
                self.step = if self.items.is_empty() {
                    Step::Todo
                } else {
                    Step::Done
                };
                vec![Effect::Save]
            }
            Step::Collecting | Step::Checking => self.stop(login),
            Step::Todo | Step::Done | Step::Failed(_) | Step::Skipped => Vec::new(),
        }
    }

    /// Ends what has not ended; what came is compared and kept.
    fn stop(&mut self, login: usize) -> Vec<Effect> {
        let mut effects = vec![Effect::Abort { login }];
        for (index, item) in self
            .items
            .iter_mut()
            .enumerate()
            .filter(|(_, item)| !item.ended())
        {
            item.state = ItemState::Cancelled;
            effects.push(Effect::Ended { login, item: index });
        }
        self.step = Step::Checking;
        effects.push(Effect::Finish { login });
        effects
    }

    pub(super) fn granted(
        &mut self,
        login: usize,
        services: &[String],
        collection: String,
        today: NaiveDate,
    ) -> Vec<Effect> {
        if !matches!(
            self.step,
            Step::Starting | Step::Claiming | Step::Refreshing
        ) {
            return Vec::new();
        }
        self.step = Step::Collecting;
        // Trying again continues the same collection, with only what failed.
        if self.collection.as_ref() != Some(&collection) {
            self.collection = Some(collection);
            self.items = self.queries(services);
        }
        let mut effects = vec![Effect::Save];
        effects.extend(self.go_on(login, today));
        effects
    }

    fn queries(&self, granted: &[String]) -> Vec<Item> {
        let services = self.services.iter().filter(|(id, _)| granted.contains(id));
        let tables = services.filter_map(|(id, _)| Gegevensdienst::find(id));
        tables
            .flat_map(|table| {
                table.queries.iter().map(|query| {
                    Item::new(Work::Query {
                        service: table.id.to_owned(),
                        query: query.id.to_owned(),
                    })
                })
            })
            .collect()
    }

    pub(super) fn refused(&mut self, problem: Problem) -> Vec<Effect> {
        if !matches!(
            self.step,
            Step::Starting | Step::Away(_) | Step::Claiming | Step::Refreshing
        ) {
            return Vec::new();
        }
        if matches!(
            problem.code,
            ErrorCode::ConsentLapsed | ErrorCode::GrantExpired
        ) {
            // The next try goes over a login.
            self.lasting = false;
        }
        self.step = if self.collection.is_some() && !self.items.is_empty() {
            // A retry that could not log in: what was collected stays as it is.
            for item in self.items.iter_mut().filter(|item| !item.ended()) {
                item.state = ItemState::Failed(problem.clone());
            }
            Step::Done
        } else {
            Step::Failed(problem)
        };
        vec![Effect::Save]
    }

    pub(super) fn kept(
        &mut self,
        login: usize,
        item: usize,
        entries: usize,
        next: Option<String>,
        unreadable: bool,
        today: NaiveDate,
    ) -> Vec<Effect> {
        let Some(it) = self.running(item) else {
            return Vec::new();
        };
        it.entries += entries;
        it.tries = 0;
        it.state = match next {
            _ if unreadable && it.pages == 0 => {
                ItemState::Failed(Problem::of(ErrorCode::ProviderError))
            }
            _ if unreadable => ItemState::Partial(Cause::Unreadable),
            None => ItemState::Complete,
            Some(next) if it.pages + 1 >= MOST_PAGES || !it.seen.insert(next.clone()) => {
                ItemState::Partial(Cause::Endless)
            }
            Some(next) => ItemState::Running(Some(next)),
        };
        if !unreadable {
            it.pages += 1;
        }
        self.after(login, item, today)
    }

    pub(super) fn broke(
        &mut self,
        login: usize,
        item: usize,
        problem: &Problem,
        today: NaiveDate,
    ) -> Vec<Effect> {
        let Some(it) = self.running(item) else {
            return Vec::new();
        };
        let ItemState::Running(next) = it.state.clone() else {
            return Vec::new();
        };
        let wait = problem.retry_after.unwrap_or(1);
        if again_by_itself(problem) && it.tries < MOST_TRIES && wait <= LONGEST_WAIT {
            it.tries += 1;
            it.state = ItemState::Waiting(next);
            return vec![Effect::Wait {
                login,
                item,
                seconds: wait,
            }];
        }
        it.end_with(problem);
        if problem.code == ErrorCode::ProviderNotFound && it.work.optional() {
            it.state = ItemState::Complete;
        }
        if matches!(
            problem.code,
            ErrorCode::GrantExpired | ErrorCode::ProviderForbids
        ) {
            return self.access_ended(login, item, problem, today);
        }
        self.after(login, item, today)
    }

    /// The access has ended halfway: no use in asking on. Trying again goes over
    /// the lasting consent or a login.
    fn access_ended(
        &mut self,
        login: usize,
        item: usize,
        problem: &Problem,
        today: NaiveDate,
    ) -> Vec<Effect> {
        let mut effects = vec![Effect::Ended { login, item }];
        for (index, other) in self.items.iter_mut().enumerate() {
            if matches!(other.state, ItemState::Todo | ItemState::Waiting(_)) {
                other.end_with(problem);
                effects.push(Effect::Ended { login, item: index });
            }
        }
        effects.extend(self.go_on(login, today));
        effects
    }

    pub(super) fn waited(&mut self, login: usize, item: usize, today: NaiveDate) -> Vec<Effect> {
        let Some(it) = self.items.get_mut(item) else {
            return Vec::new();
        };
        let ItemState::Waiting(next) = it.state.clone() else {
            return Vec::new();
        };
        it.state = ItemState::Running(next);
        fetch(login, item, it, today).into_iter().collect()
    }

    /// After a page: the next page of the same query, or the end of it.
    fn after(&mut self, login: usize, item: usize, today: NaiveDate) -> Vec<Effect> {
        let Some(it) = self.items.get(item) else {
            return Vec::new();
        };
        if it.under_way() {
            return fetch(login, item, it, today).into_iter().collect();
        }
        let mut effects = vec![Effect::Ended { login, item }];
        effects.extend(self.go_on(login, today));
        effects
    }

    /// Starts what may start; at the end asks for documents, then finishes.
    fn go_on(&mut self, login: usize, today: NaiveDate) -> Vec<Effect> {
        let mut under_way = self.items.iter().filter(|item| item.under_way()).count();
        let mut effects = Vec::new();
        for (index, item) in self.items.iter_mut().enumerate() {
            if under_way >= AT_ONCE {
                break;
            }
            if item.state == ItemState::Todo {
                item.state = ItemState::Running(None);
                under_way += 1;
                effects.extend(fetch(login, index, item, today));
            }
        }
        if under_way == 0 && self.step == Step::Collecting {
            effects.push(Effect::ListDocuments { login });
        }
        effects
    }

    pub(super) fn documents(
        &mut self,
        login: usize,
        documents: Vec<Work>,
        today: NaiveDate,
    ) -> Vec<Effect> {
        if self.step != Step::Collecting || self.items.iter().any(Item::under_way) {
            return Vec::new();
        }
        let new: Vec<_> = documents
            .into_iter()
            .filter(|work| self.items.iter().all(|item| item.work != *work))
            .collect();
        if new.is_empty() {
            self.step = Step::Checking;
            return vec![Effect::Finish { login }];
        }
        self.items.extend(new.into_iter().map(Item::new));
        self.go_on(login, today)
    }

    pub(super) fn finished(&mut self) -> Vec<Effect> {
        if self.step != Step::Checking {
            return Vec::new();
        }
        self.step = Step::Done;
        vec![Effect::Save]
    }

    pub(super) fn cancel(&mut self, login: usize) -> Vec<Effect> {
        match self.step {
            Step::Collecting => self.stop(login),
            Step::Starting | Step::Away(_) | Step::Claiming | Step::Refreshing => {
                self.step = Step::Todo;
                vec![Effect::Abort { login }, Effect::Save]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn skip(&mut self) -> Vec<Effect> {
        if matches!(self.step, Step::Todo | Step::Failed(_) | Step::Away(_)) {
            self.step = Step::Skipped;
            return vec![Effect::Save];
        }
        Vec::new()
    }

    /// Only what did not come completely is asked again, in the same collection.
    pub(super) fn retry(&mut self, login: usize, _today: NaiveDate) -> Vec<Effect> {
        match self.step {
            Step::Failed(_) => self.begin(login),
            Step::Done if self.items.iter().any(|item| !item.complete()) => {
                for item in self.items.iter_mut().filter(|item| !item.complete()) {
                    item.reset();
                }
                self.begin(login)
            }
            _ => Vec::new(),
        }
    }

    fn running(&mut self, item: usize) -> Option<&mut Item> {
        if self.step != Step::Collecting {
            return None;
        }
        self.items
            .get_mut(item)
            .filter(|item| matches!(item.state, ItemState::Running(_)))
    }
}

/// Whether a request is worth sending again without being asked.
fn again_by_itself(problem: &Problem) -> bool {
    matches!(problem.code, ErrorCode::ProviderBusy | ErrorCode::TooMany)
        || (matches!(
            problem.code,
            ErrorCode::ProviderError | ErrorCode::ProviderUnreachable
        ) && problem.provider_status.is_none_or(|status| status == 503))
        || problem.offline
}

fn fetch(login: usize, item: usize, it: &Item, today: NaiveDate) -> Option<Effect> {
    it.from(today).map(|from| Effect::Fetch {
        login,
        item,
        page: it.pages,
        from,
    })
}
