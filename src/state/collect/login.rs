//! Logging in at a provider, and the grants that come of it.

use inzage_api::{ErrorCode, Grant};
use inzage_flow::collect::{Event, Login, Problem};
use leptos::prelude::*;

use super::{Collect, Held, SPARE_SECONDS, problem};
use crate::engine::protocol::{Answer, Request};
use crate::platform::http::{self, HttpError};
use crate::platform::{clock, device};
use crate::state::record::ask;
use crate::state::words::Trouble;

impl Collect {
    pub(super) async fn begin(&self, login: usize) {
        let Some(it) = self.login(login) else { return };
        if !self.hold().await {
            return self.send(Event::Cancel { login });
        }
        // A retry soon after needs no new login.
        if it.collection.is_some() && self.live_grant(&it).is_some() {
            return self.continue_with_held(login, &it);
        }
        match http::start_login(&it.provider, &it.group, None).await {
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

    pub(super) fn continue_with_held(&self, login: usize, it: &Login) {
        if let Some(held) = self.live_grant(it) {
            let collection = it.collection.clone().unwrap_or_default();
            self.send(Event::Granted {
                login,
                services: held.grant.services,
                collection,
            });
        }
    }

    pub(super) fn live_grant(&self, login: &Login) -> Option<Held> {
        let key = (login.provider.clone(), login.group.clone());
        let held = self.grants.with_value(|grants| grants.get(&key).cloned())?;
        (held.ends > clock::seconds() + SPARE_SECONDS).then_some(held)
    }

    pub(super) async fn leave(&self, url: &str) {
        // The vault has to open again after coming back; if that cannot be
        // arranged the person is asked for the passphrase then.
        let session = self.session.get_value();
        session.suspend().await;
        device::go_to(url);
    }

    pub(super) async fn refresh(&self, login: usize) {
        let Some(it) = self.login(login) else { return };
        if !self.hold().await {
            return self.send(Event::Cancel { login });
        }
        if it.collection.is_some() && self.live_grant(&it).is_some() {
            return self.continue_with_held(login, &it);
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

    pub(super) async fn save_refresh(&self, provider: &str, group: &str, refresh: Option<String>) {
        let (provider, group, at) = (provider.to_owned(), group.to_owned(), clock::now_local());
        let request = Request::SaveRefresh {
            provider,
            group,
            refresh,
            at,
        };
        self.note(ask!(self.engine(), request, Answer::Done => ()));
    }

    pub(super) async fn granted(&self, login: usize, answer: Result<Grant, HttpError>) {
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

    pub(super) async fn start_collection(
        &self,
        it: &Login,
        grant: &Grant,
    ) -> Result<Option<String>, Trouble> {
        let request = Request::StartCollection {
            provider: it.provider.clone(),
            group: it.group.clone(),
            services: grant.services.clone(),
            at: clock::now_local(),
            trace_id: grant.trace_id.clone(),
        };
        ask!(self.engine(), request, Answer::Text(id) => id)
    }
}
