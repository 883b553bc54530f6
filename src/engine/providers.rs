//! Providers, their consents, and texts that belong to the vault.

use inzage_api::ProviderDetail;
use inzage_dossier::collection::{Collection, Outcome as End, State};
use inzage_dossier::logbook::{Party, What};
use inzage_medmij::gegevensdiensten::Gegevensdienst;
use inzage_vault::{CryptoRng, Kind, Store};
use inzage_zib::view::Lang;

use super::Outcome;
use super::open::{Open, StoredGrant, StoredProvider, delete, delete_letters, put_json};
use super::protocol::{
    Answer, Failure, GroupCard, PersonCheck, ProviderCard, QueryCard, QueryEnd, Request,
    ServiceCard, Waiting,
};
use super::{access, words};

/// Colours that tell providers apart.
const MARKS: u8 = 8;
/// Months that an unused lasting consent stays valid (MedMij consent text).
const CONSENT_MONTHS: u32 = 6;

/// Under which name the plan of collecting is kept.
const PLAN: &str = "collect";

/// Under which id the refresh token of a login group is kept.
fn grant_id(provider: &str, group: &str) -> String {
    format!("{provider} {group}")
}

impl<S: Store> Open<S> {
    /// Requests about providers and texts; others are handed back.
    pub(super) async fn providing(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Result<Outcome, Request> {
        Ok(match request {
            Request::Providers => Ok(Answer::Providers(
                self.providers
                    .values()
                    .map(|stored| self.card(stored, lang))
                    .collect(),
            )),
            Request::Reload => self.reload().await.map(|()| Answer::Done),
            Request::AddProvider { detail } => self.add(detail, rng).await,
            Request::RemoveProvider {
                provider,
                with_data,
            } => self.remove(&provider, with_data, rng).await,
            Request::SaveRefresh {
                provider,
                group,
                refresh,
                at,
            } => self.save_grant(&provider, &group, refresh, at, rng).await,
            Request::Refresh { provider, group } => {
                let grant = self.grants.get(&grant_id(&provider, &group));
                Ok(Answer::Text(grant.and_then(|grant| grant.refresh.clone())))
            }
            Request::SavePlan { plan } => match put_json(Kind::Draft, PLAN, &plan) {
                Ok(change) => self.commit(vec![change], rng).await.map(|()| Answer::Done),
                Err(failure) => Err(failure),
            },
            Request::Plan => self.plan().await,
            Request::QueryNames => Ok(Answer::Names(words::query_names(lang))),
            Request::SaveDraft { name, text } => self.save_text(Kind::Draft, name, text, rng).await,
            Request::Draft { name } => self.text(Kind::Draft, &name).await,
            Request::SaveSetting { name, value } => {
                // Only what the person herself chose has a word in the log.
                if inzage_words::logbook(&format!("setting_{name}"), lang).is_some() {
                    self.tell(What::SettingChanged { name: name.clone() });
                }
                self.save_text(Kind::Setting, name, value, rng).await
            }
            Request::Setting { name } => self.text(Kind::Setting, &name).await,
            other => return Err(other),
        })
    }

    /// A plan that an older version of the app wrote in another form is none.
    async fn plan(&self) -> Outcome {
        let bytes = self.vault.read(Kind::Draft, PLAN).await?;
        Ok(Answer::Plan(
            bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()),
        ))
    }

    async fn add(&mut self, detail: ProviderDetail, rng: &mut dyn CryptoRng) -> Outcome {
        let name = detail.provider.zorgaanbiedernaam.clone();
        let mark = self
            .providers
            .get(&name)
            .map_or_else(|| self.free_mark(), |known| known.mark);
        let stored = StoredProvider {
            provider: detail.provider,
            groups: detail.groups,
            mark,
        };
        let known = self.providers.get(&name);
        if known.is_none_or(|known| known.groups.is_empty()) {
            let shown = stored.provider.name.clone();
            let of = Party {
                id: name.clone(),
                name: shown,
            };
            self.tell(What::ProviderAdded { of });
        }
        self.commit(vec![put_json(Kind::Provider, &name, &stored)?], rng)
            .await?;
        self.providers.insert(name, stored);
        Ok(Answer::Done)
    }

    /// The colour that is used least.
    fn free_mark(&self) -> u8 {
        (0..MARKS)
            .min_by_key(|mark| {
                self.providers
                    .values()
                    .filter(|known| known.mark == *mark)
                    .count()
            })
            .unwrap_or(0)
    }

    async fn remove(
        &mut self,
        provider: &str,
        with_data: bool,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let mut changes = Vec::new();
        let grants: Vec<_> = self
            .grants
            .keys()
            .filter(|id| id.split(' ').next() == Some(provider))
            .cloned()
            .collect();
        changes.extend(grants.iter().map(|id| delete(Kind::Grant, id)));
        let keeps_entries = self
            .records
            .all()
            .any(|loaded| loaded.record.head.provider == provider);
        if with_data || !keeps_entries {
            changes.push(delete(Kind::Provider, provider));
        } else if let Some(mut stored) = self.providers.get(provider).cloned() {
            // Its entries keep its name and mark; it can no longer be collected from.
            stored.groups.clear();
            changes.push(put_json(Kind::Provider, provider, &stored)?);
        }
        let count = self
            .records
            .all()
            .filter(|loaded| loaded.record.head.provider == provider);
        let entries = with_data.then(|| count.count());
        let of = self.party(provider);
        self.tell(What::ProviderRemoved { of, entries });
        if with_data {
            for loaded in self
                .records
                .all()
                .filter(|loaded| loaded.record.head.provider == provider)
            {
                let record = &loaded.record;
                changes.push(delete(Kind::Record, &record.head.number));
                changes.extend(delete_letters(record));
            }
            let collections = self.collections.values().filter(|c| c.provider == provider);
            changes.extend(collections.flat_map(|collection| {
                let id = &collection.id;
                [delete(Kind::Collection, id), access::forget(id)]
            }));
            changes.extend(self.forget_decisions(provider)?);
            let of = self.records.all().map(|loaded| &loaded.record.head);
            let gone = of.filter(|head| head.provider == provider);
            let gone = gone.map(|head| head.number.clone()).collect();
            changes.extend(self.halting(&gone).await?);
        }
        self.commit(changes, rng).await?;
        self.reload().await?;
        Ok(Answer::Done)
    }

    async fn save_grant(
        &mut self,
        provider: &str,
        group: &str,
        refresh: Option<String>,
        at: String,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let id = grant_id(provider, group);
        let grant = StoredGrant { refresh, at };
        self.commit(vec![put_json(Kind::Grant, &id, &grant)?], rng)
            .await?;
        self.grants.insert(id, grant);
        Ok(Answer::Done)
    }

    /// Whether the lasting consent of a login was found to have lapsed after the
    /// last collection.
    pub(super) fn lapsed(&self, provider: &str, group: &str) -> bool {
        self.grants
            .get(&grant_id(provider, group))
            .is_some_and(|grant| {
                grant.refresh.is_none()
                    && self
                        .last_collection(provider, group)
                        .is_none_or(|last| last.at < grant.at)
            })
    }

    fn card(&self, stored: &StoredProvider, lang: Lang) -> ProviderCard {
        let name = &stored.provider.zorgaanbiedernaam;
        ProviderCard {
            provider: stored.provider.clone(),
            source: self.mark(name),
            groups: stored
                .groups
                .iter()
                .map(|group| self.group_card(name, group, lang))
                .collect(),
            entries: self
                .joined()
                .filter(|loaded| loaded.record.head.provider == *name)
                .count(),
        }
    }

    fn group_card(&self, provider: &str, group: &inzage_api::LoginGroup, lang: Lang) -> GroupCard {
        let grant = self
            .grants
            .get(&grant_id(provider, &group.id))
            .filter(|grant| grant.refresh.is_some());
        let last = self.last_collection(provider, &group.id);
        let waiting = self
            .collections
            .values()
            .filter(|c| c.provider == provider && c.group == group.id)
            .filter_map(|c| {
                let check = waiting_check(c, lang)?;
                Some(Waiting {
                    collection: c.id.clone(),
                    check,
                })
            })
            .collect();
        GroupCard {
            group: group.id.clone(),
            lasting: grant.is_some(),
            lapsed: self.lapsed(provider, &group.id),
            valid_until: grant.and_then(|grant| words::months_later(&grant.at, CONSENT_MONTHS)),
            services: group
                .services
                .iter()
                .map(|service| service_card(service, last, lang))
                .collect(),
            waiting,
        }
    }
}

/// What a collection waits for, if it waits.
pub(super) fn waiting_check(collection: &Collection, lang: Lang) -> Option<PersonCheck> {
    let birth =
        |person: &inzage_dossier::person::Person| inzage_zib::date_text(&person.birth, lang);
    match &collection.state {
        State::Unconfirmed(person) => Some(PersonCheck::First {
            name: person.name.clone(),
            birth: birth(person),
        }),
        State::SetAside(person) => Some(PersonCheck::Different {
            name: person.name.clone(),
            birth: birth(person),
        }),
        State::Collecting | State::Joined { .. } => None,
    }
}

fn service_card(
    service: &inzage_api::Service,
    last: Option<&Collection>,
    lang: Lang,
) -> ServiceCard {
    let results = last.and_then(|last| last.queries.get(&service.id));
    let queries = Gegevensdienst::find(&service.id)
        .into_iter()
        .flat_map(|table| table.queries)
        .filter_map(|query| {
            let result = results?.get(query.id)?;
            Some(QueryCard {
                id: query.id.to_owned(),
                name: words::query_name(&service.id, query.id, lang),
                entries: result.entries,
                end: result
                    .end
                    .as_ref()
                    .map_or(QueryEnd::Cancelled { at: String::new() }, query_end),
                findings: result
                    .findings
                    .iter()
                    .map(|finding| words::finding(finding, lang))
                    .collect(),
            })
        })
        .collect();
    ServiceCard {
        id: service.id.clone(),
        name: words::service_name(&service.id, &service.name, lang),
        collected: last
            .filter(|last| last.services.contains(&service.id))
            .map(|last| words::moment(&last.at, lang)),
        granted: last.map(|last| last.services.contains(&service.id)),
        supported: Gegevensdienst::find(&service.id).is_some(),
        queries,
    }
}

fn query_end(end: &inzage_dossier::collection::End) -> QueryEnd {
    let (at, trace_id) = (end.at.clone(), end.trace_id.clone());
    match &end.outcome {
        End::Complete => QueryEnd::Complete,
        End::Partial(reason) => QueryEnd::Partial {
            reason: reason.clone(),
            trace_id,
            at,
        },
        End::Failed(code, status) => QueryEnd::Failed {
            code: inzage_api::ErrorCode::parse(code).unwrap_or(inzage_api::ErrorCode::Internal),
            status: *status,
            trace_id,
            at,
        },
        End::Cancelled => QueryEnd::Cancelled { at },
    }
}

/// Requests about what is not there end here.
pub(super) fn not_found<T>(found: Option<T>) -> Result<T, Failure> {
    found.ok_or(Failure::NotFound)
}
