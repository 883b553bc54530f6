//! What a collection names and did not bring: documents, and resources that are read
//! one by one.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use inzage_dossier::letters::Letter;
use inzage_dossier::record::Head;
use inzage_fhir::Resource;
use inzage_medmij::gegevensdiensten::Gegevensdienst;
use inzage_vault::{Change, CryptoRng, Kind, Store};

use super::super::Outcome;
use super::super::open::{Open, put_record};
use super::super::protocol::{Answer, AttachmentRef, Ingested, ReferenceRef};
use super::super::providers::not_found;

impl<S: Store> Open<S> {
    /// Attachments that this collection named and whose bytes are not here yet.
    pub(super) fn attachments_of(&self, collection: &str) -> Vec<AttachmentRef> {
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
    pub(super) fn references_of(&self, collection: &str) -> Vec<ReferenceRef> {
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

    pub(super) async fn ingest_attachment(
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
            id: Letter::newest(number, attachment).id(),
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
