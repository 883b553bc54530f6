//! Collecting, from the vault's side: what came is kept at once, outside the
//! record; it joins when the person has been compared.

mod joining;
mod named;
pub(super) mod not_hers;
pub(super) mod person;

use std::collections::{BTreeMap, BTreeSet};

use inzage_dossier::collection::{Collection, End, Outcome as EndOutcome, QueryResult, State};
use inzage_dossier::news::Follow;
use inzage_dossier::record::{Head, Record};
use inzage_fhir::Opened;
use inzage_vault::{CryptoRng, Store};
use inzage_zib::view::Lang;

use super::open::{Open, put_record};
use super::protocol::{Answer, Ingested, QueryEnd, Request};
use super::providers::not_found;
use super::{Outcome, random_hex, words};

/// One page of one query.
struct Page {
    collection: String,
    service: String,
    query: String,
    index: u32,
    at: String,
}

impl<S: Store> Open<S> {
    /// Requests about collecting; others are handed back.
    pub(super) async fn collecting(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Result<Outcome, Request> {
        Ok(match request {
            Request::StartCollection {
                provider,
                group,
                services,
                at,
                trace_id,
            } => {
                let id = random_hex::<8>(rng);
                let state = State::Collecting;
                let queries = BTreeMap::new();
                let collection = Collection {
                    id: id.clone(),
                    provider,
                    group,
                    services,
                    at,
                    trace_id,
                    state,
                    queries,
                    rebuilds: true,
                };
                self.save_collection(collection, Vec::new(), rng)
                    .await
                    .map(|()| Answer::Text(Some(id)))
            }
            Request::Ingest {
                collection,
                service,
                query,
                page,
                at,
                bytes,
            } => {
                self.ingest(
                    Page {
                        collection,
                        service,
                        query,
                        index: page,
                        at,
                    },
                    &bytes,
                    rng,
                )
                .await
            }
            Request::QueryEnded {
                collection,
                service,
                query,
                end,
            } => {
                self.query_ended(&collection, &service, &query, end, rng)
                    .await
            }
            Request::FinishCollection { collection } => {
                self.tell_collected(&collection, lang);
                self.finish(&collection, lang, rng).await
            }
            Request::ConfirmPerson { collection } => {
                self.confirm_person(&collection, lang, rng).await
            }
            Request::Decide {
                collection,
                decision,
            } => self.decide(&collection, decision, rng).await,
            Request::Named { collection } => Ok(Answer::Named(
                self.attachments_of(&collection),
                self.references_of(&collection),
            )),
            Request::IngestAttachment {
                number,
                attachment,
                bytes,
            } => {
                self.ingest_attachment(&number, attachment, bytes, rng)
                    .await
            }
            other => return Err(other),
        })
    }

    async fn ingest(&mut self, page: Page, bytes: &[u8], rng: &mut dyn CryptoRng) -> Outcome {
        let mut collection = not_found(self.collections.get(&page.collection))?.clone();
        let opened = inzage_fhir::open(bytes);
        let result = collection.query(&page.service, &page.query);
        if page.index == 0 {
            *result = QueryResult::default();
        }
        result.pages += 1;
        result.entries += opened.resources.len();
        result
            .findings
            .extend(opened.findings.iter().map(words::stored_finding));
        let answer = Ingested {
            entries: opened.resources.len(),
            findings: opened.findings.len(),
            next: opened.next.clone(),
            unreadable: !opened.readable,
        };
        let staged = self.stage(&page, &collection, opened, rng);
        let changes = staged.iter().map(put_record).collect();
        self.save_collection(collection, changes, rng).await?;
        for record in staged {
            self.records.put(record);
        }
        Ok(Answer::Ingested(answer))
    }

    /// The records that a page makes or changes. What this collection brought
    /// already, byte for byte, only learns of one more query.
    fn stage(
        &self,
        page: &Page,
        collection: &Collection,
        opened: Opened,
        rng: &mut dyn CryptoRng,
    ) -> Vec<Record> {
        let here: Vec<_> = self.staged(&page.collection).cloned().collect();
        let mut known: BTreeMap<(String, Vec<u8>), Record> = BTreeMap::new();
        for record in here {
            known.insert((record.head.service.clone(), record.bytes.clone()), record);
        }
        let mut staged: BTreeMap<String, Record> = BTreeMap::new();
        for received in opened.resources {
            let same = (page.service.clone(), received.bytes.clone());
            let record = known.entry(same).or_insert_with(|| Record {
                head: Head {
                    number: random_hex::<8>(rng),
                    staged: true,
                    collection: page.collection.clone(),
                    provider: collection.provider.clone(),
                    service: page.service.clone(),
                    queries: BTreeSet::new(),
                    at: page.at.clone(),
                    kind: received.resource.kind().to_owned(),
                    id: received.resource.id().to_owned(),
                    full_url: None,
                    documents: BTreeMap::new(),
                    follow: Follow::default(),
                    seen: BTreeSet::from([page.collection.clone()]),
                },
                bytes: received.bytes,
                earlier: Vec::new(),
            });
            record.head.queries.insert(page.query.clone());
            staged.insert(record.head.number.clone(), record.clone());
        }
        staged.into_values().collect()
    }

    async fn query_ended(
        &mut self,
        id: &str,
        service: &str,
        query: &str,
        end: QueryEnd,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let mut collection = not_found(self.collections.get(id))?.clone();
        collection.query(service, query).end = Some(stored_end(end));
        self.save_collection(collection, Vec::new(), rng).await?;
        Ok(Answer::Done)
    }
}

fn stored_end(end: QueryEnd) -> End {
    match end {
        QueryEnd::Complete => End {
            outcome: EndOutcome::Complete,
            at: String::new(),
            trace_id: None,
        },
        QueryEnd::Partial {
            reason,
            trace_id,
            at,
        } => End {
            outcome: EndOutcome::Partial(reason),
            at,
            trace_id,
        },
        QueryEnd::Failed {
            code,
            status,
            trace_id,
            at,
        } => End {
            outcome: EndOutcome::Failed(code.as_str().to_owned(), status),
            at,
            trace_id,
        },
        QueryEnd::Cancelled { at } => End {
            outcome: EndOutcome::Cancelled,
            at,
            trace_id: None,
        },
    }
}
