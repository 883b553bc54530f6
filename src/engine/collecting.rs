//! Collecting, from the vault's side: what came is kept at once, outside the
//! record; it joins when the person has been compared.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use inzage_dossier::collection::{Collection, End, Outcome as EndOutcome, QueryResult, State};
use inzage_dossier::join::join;
use inzage_dossier::logbook::What;
use inzage_dossier::news::{self, Follow};
use inzage_dossier::person::{Known, Match, Person};
use inzage_dossier::record::{Head, Record};
use inzage_fhir::{Opened, Resource};
use inzage_medmij::gegevensdiensten::Gegevensdienst;
use inzage_vault::{Change, CryptoRng, Kind, Store};
use inzage_zib::view::Lang;

use super::open::{Open, delete, document_id, put_record};
use super::protocol::{
    Answer, AttachmentRef, Decision, Failure, Ingested, PersonCheck, QueryEnd, ReferenceRef,
    Request,
};
use super::providers::{not_found, waiting_check};
use super::{Outcome, access, random_hex, words};

/// The query whose Patient says whose data a collection is. Patients that come
/// with other queries may be somebody else (a payer).
const PATIENT_QUERY: &str = "patient";

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

    async fn finish(&mut self, id: &str, lang: Lang, rng: &mut dyn CryptoRng) -> Outcome {
        let collection = not_found(self.collections.get(id))?.clone();
        if let Some(check) = waiting_check(&collection, lang) {
            return Ok(Answer::Checked(check));
        }
        let patients = self.patients(id);
        let Some(first) = patients.first() else {
            // A second try of what was checked before stays checked.
            let checked = collection.state == State::Joined { checked: true };
            self.join_collection(collection, checked, Vec::new(), rng)
                .await?;
            return Ok(Answer::Checked(if checked {
                PersonCheck::Same
            } else {
                PersonCheck::Unchecked
            }));
        };
        let known = self.known.clone().unwrap_or_else(|| Known {
            confirmed: first.clone(),
            also: Vec::new(),
        });
        let other = patients
            .iter()
            .find(|patient| known.compare(patient) == Match::Different);
        let state = match (&self.known, other) {
            (Some(_), None) => {
                self.join_collection(collection, true, Vec::new(), rng)
                    .await?;
                return Ok(Answer::Checked(PersonCheck::Same));
            }
            // The first collection cannot be compared with anything, not even when vague.
            (None, None) => State::Unconfirmed(first.clone()),
            (None, Some(_)) if patients.len() == 1 => State::Unconfirmed(first.clone()),
            (_, Some(other)) => State::SetAside(other.clone()),
        };
        if matches!(state, State::SetAside(_)) {
            let (from, entries) = self.of_staged(&collection);
            let trace_id = collection.trace_id.clone();
            self.tell(What::SetAside {
                from,
                entries,
                trace_id,
            });
        }
        let collection = Collection {
            state,
            ..collection
        };
        let check = not_found(waiting_check(&collection, lang))?;
        self.save_collection(collection, Vec::new(), rng).await?;
        Ok(Answer::Checked(check))
    }

    /// The persons that a collection says it is about, each once.
    fn patients(&self, collection: &str) -> Vec<Person> {
        let mut persons = Vec::new();
        let staged = self.records.all().filter(|loaded| {
            let head = &loaded.record.head;
            head.staged && head.collection == collection && head.queries.contains(PATIENT_QUERY)
        });
        for resource in staged.filter_map(|loaded| loaded.resource.as_ref()) {
            if let Some(person) = person_of(resource)
                && !persons.contains(&person)
            {
                persons.push(person);
            }
        }
        persons
    }

    async fn confirm_person(&mut self, id: &str, lang: Lang, rng: &mut dyn CryptoRng) -> Outcome {
        let collection = not_found(self.collections.get(id))?.clone();
        let State::Unconfirmed(person) = collection.state.clone() else {
            return Err(Failure::NotFound);
        };
        if self.known.is_some() {
            // Confirmed meanwhile by another collection: this one is compared.
            let collection = Collection {
                state: State::Collecting,
                ..collection
            };
            self.save_collection(collection, Vec::new(), rng).await?;
            self.finish(id, lang, rng).await?;
            return Ok(Answer::Done);
        }
        let known = Known {
            confirmed: person,
            also: Vec::new(),
        };
        let change = Self::put_known(&known)?;
        self.join_collection(collection, true, vec![change], rng)
            .await?;
        self.known = Some(known);
        // What came before she confirmed can be compared now.
        let waiting = self
            .collections
            .values()
            .filter(|c| matches!(c.state, State::Unconfirmed(_)));
        for collection in waiting.cloned().collect::<Vec<_>>() {
            let id = collection.id.clone();
            let collection = Collection {
                state: State::Collecting,
                ..collection
            };
            self.save_collection(collection, Vec::new(), rng).await?;
            self.finish(&id, lang, rng).await?;
        }
        Ok(Answer::Done)
    }

    async fn decide(&mut self, id: &str, decision: Decision, rng: &mut dyn CryptoRng) -> Outcome {
        let collection = not_found(self.collections.get(id))?.clone();
        match decision {
            Decision::Discard => {
                self.tell_put_away(&collection, false);
                self.discard(&collection, rng).await?;
            }
            Decision::Mine => {
                let from = self.party(&collection.provider);
                self.tell(What::TakenUp { from });
                let mut known = self.known.clone().unwrap_or_default();
                known.also.extend(self.patients(id));
                let change = Self::put_known(&known)?;
                self.join_collection(collection, true, vec![change], rng)
                    .await?;
                self.known = Some(known);
            }
        }
        Ok(Answer::Done)
    }

    pub(super) async fn discard(
        &mut self,
        collection: &Collection,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let staged: Vec<_> = self
            .staged(&collection.id)
            .map(|record| record.head.clone())
            .collect();
        let mut changes = vec![
            delete(Kind::Collection, &collection.id),
            access::forget(&collection.id),
        ];
        for head in &staged {
            changes.push(delete(Kind::Record, &head.number));
            changes.extend(
                head.documents
                    .keys()
                    .map(|a| delete(Kind::Document, &document_id(&head.number, *a))),
            );
        }
        self.commit(changes, rng).await?;
        self.collections.remove(&collection.id);
        for head in &staged {
            self.records.remove(&head.number);
        }
        Ok(())
    }

    pub(super) fn staged(&self, collection: &str) -> impl Iterator<Item = &Record> {
        let records = self.records.all().map(|loaded| &loaded.record);
        records.filter(move |record| record.head.staged && record.head.collection == collection)
    }

    /// Joins what a collection brought with the record, in one commit.
    async fn join_collection(
        &mut self,
        collection: Collection,
        checked: bool,
        mut changes: Vec<Change>,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        let staged = self.staged(&collection.id).cloned().collect();
        let before = || self.joined().map(|loaded| &loaded.record);
        let mut joined = join(before(), staged);
        let earlier: Vec<_> = self.collections.values().collect();
        news::mark(&mut joined, before(), &collection, &earlier);
        for (from, attachment, to) in &joined.moved {
            let old = document_id(from, *attachment);
            if let Some(bytes) = self.vault.document(&old).await? {
                changes.push(Change::Put {
                    kind: Kind::Document,
                    id: document_id(to, *attachment),
                    bytes,
                });
                changes.push(delete(Kind::Document, &old));
            }
        }
        changes.extend(
            joined
                .delete
                .iter()
                .map(|number| delete(Kind::Record, number)),
        );
        changes.extend(joined.put.iter().map(put_record));
        let collection = Collection {
            state: State::Joined { checked },
            ..collection
        };
        self.save_collection(collection, changes, rng).await?;
        for number in &joined.delete {
            self.records.remove(number);
        }
        for record in joined.put {
            self.records.put(record);
        }
        Ok(())
    }

    /// Attachments that this collection named and whose bytes are not here yet.
    fn attachments_of(&self, collection: &str) -> Vec<AttachmentRef> {
        let mut all = Vec::new();
        for loaded in self
            .records
            .all()
            .filter(|loaded| loaded.record.head.collection == collection)
        {
            let Some(resource) = &loaded.resource else {
                continue;
            };
            let head = &loaded.record.head;
            for (attachment, found) in (0_u32..).zip(inzage_zib::attachments(resource)) {
                if let Some(url) = found.url
                    && !self.has_document(head, attachment)
                {
                    let (number, service) = (head.number.clone(), head.service.clone());
                    all.push(AttachmentRef {
                        number,
                        attachment,
                        service,
                        url,
                    });
                }
            }
        }
        all
    }

    /// Resources that this collection refers to, that its services read one by
    /// one, and that are not here.
    fn references_of(&self, collection: &str) -> Vec<ReferenceRef> {
        let mut named = BTreeSet::new();
        let here = self
            .records
            .all()
            .filter(|loaded| loaded.record.head.collection == collection);
        for loaded in here {
            let head = &loaded.record.head;
            let reads =
                Gegevensdienst::find(&head.service).map_or(&[][..], |service| service.reads);
            for reference in loaded.resource.iter().flat_map(inzage_zib::references) {
                let Some((kind, id)) = reference.split_once('/') else {
                    continue;
                };
                let mut known = self
                    .records
                    .with_id(kind, id)
                    .map(|known| &known.record.head);
                if reads.contains(&kind) && !known.any(|known| known.provider == head.provider) {
                    let service = head.service.clone();
                    named.insert(ReferenceRef {
                        service,
                        reference: reference.clone(),
                    });
                }
            }
        }
        named.into_iter().collect()
    }

    /// Whether the bytes of an attachment are here: with this record, or with
    /// the record it will be taken up by, when that has not changed.
    fn has_document(&self, head: &Head, attachment: u32) -> bool {
        let this = self.records.get(&head.number);
        let same = this.into_iter().flat_map(|this| {
            let others = self.records.with_id(&head.kind, &head.id);
            others.filter(move |old| {
                !old.record.head.staged
                    && old.record.key() == this.record.key()
                    && old.record.bytes == this.record.bytes
            })
        });
        head.documents.contains_key(&attachment)
            || same
                .into_iter()
                .any(|old| old.record.head.documents.contains_key(&attachment))
    }

    async fn ingest_attachment(
        &mut self,
        number: &str,
        attachment: u32,
        bytes: Vec<u8>,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let mut record = not_found(self.records.get(number))?.record.clone();
        let Some(content) = document_content(bytes) else {
            return Ok(Answer::Ingested(Ingested {
                unreadable: true,
                ..Ingested::default()
            }));
        };
        record
            .head
            .documents
            .insert(attachment, u64::try_from(content.len()).unwrap_or(u64::MAX));
        let put = Change::Put {
            kind: Kind::Document,
            id: document_id(number, attachment),
            bytes: content,
        };
        self.commit(vec![put_record(&record), put], rng).await?;
        self.records.put(record);
        Ok(Answer::Ingested(Ingested {
            entries: 1,
            ..Ingested::default()
        }))
    }
}

/// The content of a document: out of a Binary resource (base64 in `content` in
/// STU3, in `data` in R4), or the bytes themselves. `None` when the source
/// answered with something else (an `OperationOutcome`, a broken Binary).
fn document_content(bytes: Vec<u8>) -> Option<Vec<u8>> {
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return (!bytes.is_empty()).then_some(bytes);
    }
    let Some(resource) = Resource::parse(&bytes) else {
        return Some(bytes);
    };
    match resource.kind() {
        "" => Some(bytes),
        "Binary" => {
            let text = ["content", "data"]
                .iter()
                .find_map(|name| resource.get(name)?.as_str())?;
            let compact: String = text.split_ascii_whitespace().collect();
            BASE64
                .decode(compact)
                .ok()
                .filter(|content| !content.is_empty())
        }
        _ => None,
    }
}

/// The person of a Patient, as far as persons are compared.
fn person_of(resource: &Resource) -> Option<Person> {
    let person = inzage_zib::person(resource, Lang::Nl)?;
    let given = person
        .names
        .iter()
        .flat_map(|name| name.given.iter().chain(&name.call))
        .cloned();
    let family = person
        .names
        .iter()
        .flat_map(|name| [&name.own_name, &name.partner_name, &name.family]);
    Some(Person {
        given: given.collect(),
        family: family.flatten().cloned().collect(),
        name: person.name,
        birth: person.birth.unwrap_or_default(),
        sex: person.sex.unwrap_or_default(),
    })
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
