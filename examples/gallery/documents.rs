//! Documents: what can be opened, and how it is shown.

use inzage::components::documents::{Attachments, paper};
use inzage::engine::protocol::{AttachmentView, DocumentBytes, DocumentKind};
use leptos::prelude::*;

use super::example::example;
use super::made_up::LONG_WORD;

fn attachment(nth: u32, title: &str, collected: bool) -> AttachmentView {
    AttachmentView {
        attachment: nth,
        version: None,
        title: title.to_owned(),
        collected,
        size: collected.then_some(184_320),
    }
}

/// A document as it is shown once it is open.
fn shown(kind: DocumentKind, bytes: &[u8]) -> AnyView {
    let document = DocumentBytes {
        file_name: "brief".to_owned(),
        kind,
        bytes: bytes.to_vec(),
    };
    paper(document, "Brief van de cardioloog")
}

pub(crate) fn all() -> AnyView {
    let attachments = vec![
        attachment(0, "Brief van de cardioloog", true),
        attachment(1, "Verslag van het onderzoek", false),
        attachment(2, LONG_WORD, true),
    ];
    let letter = "Geachte collega,\n\nOp 3 maart zag ik uw patiënt op het spreekuur.\n\
                  De pijn op de borst is niet teruggekomen.\n";
    let list = view! { <Attachments number="1".to_owned() attachments /> };
    [
        example("Bijlagen", list),
        example("Tekst", shown(DocumentKind::Text, letter.as_bytes())),
        example(
            "Beeld",
            shown(
                DocumentKind::Png,
                include_bytes!("../../public/icons/icon-192.png"),
            ),
        ),
        example("Ander soort bestand", shown(DocumentKind::Other, b"\0")),
    ]
    .collect_view()
    .into_any()
}
