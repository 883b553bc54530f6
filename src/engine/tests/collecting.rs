//! What collecting keeps, and what it asks for next.

use super::*;

#[test]
fn collecting_twice_changes_nothing_and_a_change_keeps_the_version_before() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let before = bench.chapter(Chapter::Problems).rows;
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    assert_eq!(bench.chapter(Chapter::Problems).rows, before);
    bench.collected("a@medmij", &problem("Hoge bloeddruk, behandeld"));
    let number = before[0].number.clone();
    let page = bench.page(&number);
    assert_eq!(page.entry.title, "Hoge bloeddruk, behandeld");
    assert_eq!(page.earlier[0].entry.title, "Hoge bloeddruk");
}

#[test]
fn html_in_place_of_fhir_costs_only_that_query() {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    assert!(
        bench
            .ingest(&id, "48", "alert", "<html>storing</html>")
            .unreadable
    );
    bench.ingest(
        &id,
        "48",
        "problem",
        &bundle(&["17", &problem("Jicht"), r#"{"resourceType":42}"#]),
    );
    bench.finish(&id);
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 1);
    let Answer::Providers(cards) = bench.ask(Request::Providers) else {
        panic!("providers")
    };
    let queries = &cards[0].groups[0].services[0].queries;
    assert!(
        queries
            .iter()
            .any(|query| query.id == "alert" && !query.findings.is_empty())
    );
}

#[test]
fn a_document_is_fetched_once_and_its_kind_is_told_by_its_bytes() {
    let mut bench = Bench::ready();
    let reference = r#"{"resourceType":"DocumentReference","id":"d","status":"current","description":"Brief",
        "content":[{"attachment":{"contentType":"image/png","url":"Binary/b1","title":"Brief"}}]}"#;
    let collect = |bench: &mut Bench| {
        let id = bench.start("a@medmij");
        bench.ingest(&id, "51", "document", &bundle(&[reference]));
        let Answer::Named(named, _) = bench.ask(Request::Named {
            collection: id.clone(),
        }) else {
            panic!("attachments")
        };
        (id, named)
    };
    let (id, named) = collect(&mut bench);
    assert_eq!((named.len(), named[0].url.as_str()), (1, "Binary/b1"));
    let number = named[0].number.clone();
    let outcome = br#"{"resourceType":"OperationOutcome"}"#.to_vec();
    let refused = Request::IngestAttachment {
        number: number.clone(),
        attachment: 0,
        bytes: outcome,
    };
    assert!(matches!(
        bench.ask(refused),
        Answer::Ingested(Ingested {
            unreadable: true,
            ..
        })
    ));
    let binary =
        br#"{"resourceType":"Binary","contentType":"text/html","content":"JVBERi0x\nLjcK"}"#
            .to_vec();
    bench.ask(Request::IngestAttachment {
        number: number.clone(),
        attachment: 0,
        bytes: binary,
    });
    bench.finish(&id);
    let Answer::Document(document) = bench.ask(Request::Document {
        number,
        attachment: 0,
        version: None,
    }) else {
        panic!("document")
    };
    assert_eq!(document.kind, DocumentKind::Pdf);
    assert_eq!(
        (document.file_name.as_str(), document.bytes.as_slice()),
        ("Brief.pdf", &b"%PDF-1.7\n"[..])
    );
    let (id, named) = collect(&mut bench);
    assert!(named.is_empty(), "it is here already");
    bench.finish(&id);
    let Answer::Documents(rows) = bench.ask(Request::Documents(FIRST)) else {
        panic!("documents")
    };
    assert_eq!(rows.total, 1);
    assert!(rows.items[0].attachments[0].collected);
}

#[test]
fn a_letter_stays_with_the_version_of_which_it_came_and_goes_with_the_entry() {
    let mut bench = Bench::ready();
    let letter = |said: &str| {
        format!(
            r#"{{"resourceType":"DocumentReference","id":"d","status":"current","description":"{said}",
            "content":[{{"attachment":{{"url":"Binary/b1","title":"Brief"}}}}]}}"#
        )
    };
    let collect = |bench: &mut Bench, said: &str, bytes: Option<&[u8]>| {
        let id = bench.start("a@medmij");
        bench.ingest(&id, "51", "document", &bundle(&[&letter(said)]));
        let Answer::Named(named, _) = bench.ask(Request::Named {
            collection: id.clone(),
        }) else {
            panic!("attachments")
        };
        if let Some(bytes) = bytes {
            bench.ask(Request::IngestAttachment {
                number: named[0].number.clone(),
                attachment: 0,
                bytes: bytes.to_vec(),
            });
        }
        bench.finish(&id);
        named.len()
    };
    let opened = |bench: &mut Bench, number: &str, of: &AttachmentView| {
        let asked = Request::Document {
            number: number.to_owned(),
            attachment: of.attachment,
            version: of.version.clone(),
        };
        match bench.ask(asked) {
            Answer::Document(document) => Some(document.bytes),
            _ => None,
        }
    };
    collect(&mut bench, "eerst", Some(b"de eerste brief"));
    assert_eq!(collect(&mut bench, "daarna", None), 1, "it is asked anew");
    let Answer::Documents(rows) = bench.ask(Request::Documents(FIRST)) else {
        panic!("documents")
    };
    let number = rows.items[0].row.number.clone();
    let page = bench.page(&number);
    assert!(!page.attachments[0].collected, "its own letter is not here");
    assert_eq!(opened(&mut bench, &number, &page.attachments[0]), None);
    let before = page.earlier[0].attachments[0].clone();
    assert!(before.collected);
    let first = Some(b"de eerste brief".to_vec());
    assert_eq!(opened(&mut bench, &number, &before), first);
    collect(&mut bench, "daarna", Some(b"de tweede brief"));
    let page = bench.page(&number);
    let second = Some(b"de tweede brief".to_vec());
    assert_eq!(opened(&mut bench, &number, &page.attachments[0]), second);
    assert_eq!(opened(&mut bench, &number, &before), first);
    bench.ask(Request::Taking(
        super::super::protocol::taking::Request::Remove {
            number: number.clone(),
        },
    ));
    assert_eq!(opened(&mut bench, &number, &before), None);
}

#[test]
fn the_product_of_a_vaccination_is_read_once() {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    let vaccination = r#"{"resourceType":"Immunization","id":"i","status":"completed","extension":[{"url":"x",
        "valueReference":{"reference":"Medication/m1"}}]}"#;
    bench.ingest(&id, "63", "vaccination", &bundle(&[vaccination]));
    let named = |bench: &mut Bench| match bench.ask(Request::Named {
        collection: id.clone(),
    }) {
        Answer::Named(_, references) => references
            .into_iter()
            .map(|r| r.reference)
            .collect::<Vec<_>>(),
        _ => panic!("named"),
    };
    assert_eq!(named(&mut bench), ["Medication/m1"]);
    bench.ingest(
        &id,
        "63",
        "vaccination",
        r#"{"resourceType":"Medication","id":"m1","code":{"text":"Griepvaccin"}}"#,
    );
    assert!(named(&mut bench).is_empty());
}
