//! Fetching: pages and documents, and what the vault is told of them.

use inzage_api::ErrorCode;
use inzage_flow::collect::{Cause, Event, From, ItemState, Problem, Work};
use leptos::prelude::*;

use super::{Collect, REFERRED, problem};
use crate::engine::protocol::{
    Answer, AttachmentRef, Failure, Ingested, QueryEnd, ReferenceRef, Request,
};
use crate::platform::clock;
use crate::platform::http;
use crate::state::access;
use crate::state::record::ask;
use crate::state::session::Session;
use crate::state::words::Trouble;

impl Collect {
    pub(super) async fn fetch(&self, login: usize, item: usize, page: u32, from: From) {
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

    pub(super) async fn keep(
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

    pub(super) async fn ended(&self, login: usize, item: usize) {
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

    pub(super) async fn list_documents(&self, login: usize) {
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

    pub(super) async fn finish(&self, login: usize) {
        let it = self.login(login);
        let held = it.as_ref().and_then(|it| self.live_grant(it));
        let collection = it.and_then(|it| it.collection).unwrap_or_default();
        if let Some(held) = held {
            access::collect(&self.engine(), &held.grant, &collection).await;
        }
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
