//! Documents: the list, and the bytes of one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use inzage_dossier::document::{Kind as FileKind, file_name};
use inzage_dossier::letters::{Letter, mark};
use inzage_vault::Store;
use inzage_zib::view::{Chapter, Lang};

use super::Outcome;
use super::open::Open;
use super::protocol::{
    Answer, AttachmentView, DocumentBytes, DocumentKind, DocumentRow, Failure, Part, Stretch,
};
use super::providers::not_found;
use super::records::Loaded;
use super::versions::as_it_was;

impl<S: Store> Open<S> {
    /// Documents, newest first.
    pub(super) fn documents(&self, part: Stretch, lang: Lang) -> Part<DocumentRow> {
        let rows = self.sorted(|loaded| {
            loaded.chapter() == Chapter::Documents && loaded.record.head.kind != "Binary"
        });
        part.of(&rows, |loaded| {
            Some(DocumentRow {
                row: self.row(loaded, lang),
                attachments: match self.cover(loaded) {
                    None => attachments(loaded),
                    Some(_) => Vec::new(),
                },
            })
        })
    }

    /// The bytes of one document, received or her own.
    pub(super) async fn document(&self, letter: &Letter, lang: Lang) -> Outcome {
        if let Some(own) = self.own_document(&letter.number).await? {
            return Ok(Answer::Document(own));
        }
        let loaded = not_found(self.records.get(&letter.number))?;
        let then;
        let loaded = match &letter.version {
            None => loaded,
            Some(version) => {
                let mut earlier = loaded.record.earlier.iter();
                let earlier = earlier.find(|earlier| mark(&earlier.bytes) == *version);
                then = as_it_was(&loaded.record, not_found(earlier)?);
                &then
            }
        };
        let resource = not_found(loaded.resource.as_ref())?;
        let index = usize::try_from(letter.attachment).map_err(|_| Failure::NotFound)?;
        let named = not_found(inzage_zib::attachments(resource).into_iter().nth(index))?;
        let bytes = match self.vault.document(&letter.id()).await? {
            Some(bytes) => bytes,
            None => not_found(named.data.as_deref().and_then(inline))?,
        };
        let kind = FileKind::of(&bytes);
        let title = if named.title.is_empty() {
            self.row(loaded, lang).title
        } else {
            named.title
        };
        let document = DocumentBytes {
            file_name: file_name(&title, kind),
            kind: document_kind(kind),
            bytes,
        };
        Ok(Answer::Document(document))
    }
}

/// What stands with an entry to be opened.
pub(super) fn attachments(loaded: &Loaded) -> Vec<AttachmentView> {
    attachments_of(loaded, None)
}

/// Likewise, of the earlier version `loaded` with this mark.
pub(super) fn attachments_of(loaded: &Loaded, version: Option<&str>) -> Vec<AttachmentView> {
    let found = loaded.resource.iter().flat_map(inzage_zib::attachments);
    (0_u32..)
        .zip(found)
        .map(|(attachment, found)| {
            let inline = || {
                found
                    .data
                    .as_deref()
                    .and_then(inline)
                    .and_then(|data| u64::try_from(data.len()).ok())
            };
            let size = loaded
                .record
                .head
                .documents
                .get(&attachment)
                .copied()
                .or_else(inline);
            AttachmentView {
                attachment,
                version: version.map(str::to_owned),
                title: found.title,
                collected: size.is_some(),
                size,
            }
        })
        .collect()
}

/// Bytes that came inside the resource itself.
pub(super) fn inline(base64: &str) -> Option<Vec<u8>> {
    let compact: String = base64.split_ascii_whitespace().collect();
    BASE64.decode(compact).ok()
}

/// A kind of document, as the page tells them apart.
pub(super) const fn document_kind(kind: FileKind) -> DocumentKind {
    match kind {
        FileKind::Pdf => DocumentKind::Pdf,
        FileKind::Png => DocumentKind::Png,
        FileKind::Jpeg => DocumentKind::Jpeg,
        FileKind::Text => DocumentKind::Text,
        FileKind::Other => DocumentKind::Other,
    }
}
