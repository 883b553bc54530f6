//! The engine over a device in memory: what the page asks, end to end.

use std::collections::BTreeSet;

use futures::executor::block_on;
use inzage_api::{ErrorCode, LoginGroup, Provider, ProviderDetail, Service};
use inzage_vault::MemoryDevice;
use inzage_zib::view::{Chapter, Lang};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

use super::protocol::*;
use super::*;

const PASSPHRASE: &str = "vlinder kastanje 88 trapgevel";
const AT: &str = "2026-05-26T11:00:00+02:00";

struct Bench {
    engine: Engine<MemoryDevice>,
}

impl Bench {
    fn locked() -> Self {
        let rng = ChaCha20Rng::from_seed([7; 32]);
        Self {
            engine: Engine::new(MemoryDevice::new(), Box::new(rng)),
        }
    }

    /// With a vault that is ready and open, and one provider.
    fn ready() -> Self {
        let mut bench = Self::locked();
        let create = Request::Create {
            name: "Van mij".into(),
            passphrase: PASSPHRASE.into(),
        };
        let Answer::Created { recovery_key, .. } = bench.ask(create) else {
            panic!("created")
        };
        bench.done(Request::ConfirmRecovery {
            typed: recovery_key,
        });
        bench.add("a@medmij", "Ziekenhuis De Brug");
        bench
    }

    fn add(&mut self, name: &str, shown: &str) {
        let service = |id: &str| Service {
            id: id.into(),
            name: id.into(),
            supported: true,
        };
        let detail = ProviderDetail {
            provider: Provider {
                zorgaanbiedernaam: name.into(),
                name: shown.into(),
                aliases: Vec::new(),
                place: None,
                postcode: None,
                kind: None,
                connected: true,
            },
            groups: vec![LoginGroup {
                id: "g".into(),
                services: vec![service("48"), service("51")],
            }],
        };
        self.done(Request::AddProvider { detail });
    }

    fn ask(&mut self, request: Request) -> Answer {
        // Over the wire and back, as in the browser.
        let mut answer = block_on(self.engine.answer(over_the_wire(request)));
        let bytes = wire::take_answer_bytes(&mut answer);
        let mut read = wire::decode(&wire::encode(&answer).unwrap()).unwrap();
        wire::put_answer_bytes(&mut read, bytes.unwrap_or_default());
        read
    }

    #[track_caller]
    fn done(&mut self, request: Request) {
        assert!(matches!(self.ask(request), Answer::Done));
    }

    fn start(&mut self, provider: &str) -> String {
        let start = Request::StartCollection {
            provider: provider.into(),
            group: "g".into(),
            services: vec!["48".into(), "51".into()],
            at: AT.into(),
            trace_id: "trace".into(),
        };
        match self.ask(start) {
            Answer::Text(Some(id)) => id,
            _ => panic!("started"),
        }
    }

    fn ingest(&mut self, collection: &str, service: &str, query: &str, body: &str) -> Ingested {
        let (collection, service, query) =
            (collection.to_owned(), service.to_owned(), query.to_owned());
        let ingest = Request::Ingest {
            collection: collection.clone(),
            service: service.clone(),
            query: query.clone(),
            page: 0,
            at: AT.into(),
            bytes: body.as_bytes().to_vec(),
        };
        let Answer::Ingested(ingested) = self.ask(ingest) else {
            panic!("ingested")
        };
        self.done(Request::QueryEnded {
            collection,
            service,
            query,
            end: QueryEnd::Complete,
        });
        ingested
    }

    fn finish(&mut self, collection: &str) -> PersonCheck {
        match self.ask(Request::FinishCollection {
            collection: collection.into(),
        }) {
            Answer::Checked(check) => check,
            _ => panic!("checked"),
        }
    }

    /// Collects a patient and one problem from a provider, confirmed.
    fn collected(&mut self, provider: &str, problem: &str) -> String {
        let id = self.start(provider);
        self.ingest(
            &id,
            "48",
            "patient",
            &bundle(&[&patient("Johanna", "1955-03-09")]),
        );
        self.ingest(&id, "48", "problem", &bundle(&[problem]));
        if matches!(self.finish(&id), PersonCheck::First { .. }) {
            self.done(Request::ConfirmPerson {
                collection: id.clone(),
            });
        }
        id
    }

    fn chapter(&mut self, chapter: Chapter) -> ChapterView {
        match self.ask(Request::Chapter { chapter }) {
            Answer::Chapter(view) => view,
            _ => panic!("chapter"),
        }
    }

    fn page(&mut self, number: &str) -> EntryPage {
        match self.ask(Request::Page {
            number: number.into(),
        }) {
            Answer::Page(page) => *page,
            _ => panic!("page"),
        }
    }
}

fn over_the_wire(mut request: Request) -> Request {
    let bytes = wire::take_request_bytes(&mut request);
    let mut read = wire::decode(&wire::encode(&request).unwrap()).unwrap();
    wire::put_request_bytes(&mut read, bytes.unwrap_or_default());
    read
}

fn patient(given: &str, birth: &str) -> String {
    format!(
        r#"{{"resourceType":"Patient","id":"p","gender":"female","birthDate":"{birth}",
        "name":[{{"given":["{given}"],"family":"Vermeulen"}}]}}"#
    )
}

fn problem(text: &str) -> String {
    format!(
        r#"{{"resourceType":"Condition","id":"c1","clinicalStatus":"active","code":{{"text":"{text}"}}}}"#
    )
}

fn bundle(resources: &[&str]) -> String {
    let entries: Vec<_> = resources
        .iter()
        .map(|resource| format!(r#"{{"resource":{resource}}}"#))
        .collect();
    format!(
        r#"{{"resourceType":"Bundle","type":"searchset","entry":[{}]}}"#,
        entries.join(",")
    )
}

#[test]
fn a_vault_is_not_used_before_its_recovery_key_is_typed_back() {
    let mut bench = Bench::locked();
    let create = Request::Create {
        name: "Van mij".into(),
        passphrase: PASSPHRASE.into(),
    };
    let Answer::Created {
        vault,
        recovery_key,
    } = bench.ask(create)
    else {
        panic!("created")
    };
    let wrong = Request::ConfirmRecovery {
        typed: "iets anders".into(),
    };
    assert!(matches!(
        bench.ask(wrong),
        Answer::Failed(Failure::RecoveryMismatch)
    ));
    let save = Request::SaveSetting {
        name: "x".into(),
        value: "y".into(),
    };
    assert!(
        matches!(bench.ask(save.clone()), Answer::Failed(_)),
        "nothing is kept yet"
    );
    bench.done(Request::ConfirmRecovery {
        typed: recovery_key.clone(),
    });
    bench.done(save);
    for with in [
        Secret::Passphrase(PASSPHRASE.into()),
        Secret::RecoveryKey(recovery_key),
    ] {
        bench.done(Request::Unlock {
            vault: vault.clone(),
            with,
        });
    }
    let wrong = Request::Unlock {
        vault,
        with: Secret::Passphrase("verkeerd".into()),
    };
    assert!(matches!(
        bench.ask(wrong),
        Answer::Failed(Failure::WrongSecret)
    ));
    assert!(matches!(
        bench.ask(Request::Overview),
        Answer::Failed(Failure::Locked)
    ));
}

#[test]
fn a_weak_passphrase_makes_no_vault() {
    let mut bench = Bench::locked();
    let create = Request::Create {
        name: "x".into(),
        passphrase: "welkom123".into(),
    };
    assert!(matches!(
        bench.ask(create),
        Answer::Failed(Failure::TooWeak)
    ));
    assert!(matches!(bench.ask(Request::Vaults), Answer::Vaults(vaults) if vaults.is_empty()));
}

#[test]
fn nothing_joins_the_record_before_the_person_has_confirmed() {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Johanna", "1955-03-09")]),
    );
    bench.ingest(&id, "48", "problem", &bundle(&[&problem("Hoge bloeddruk")]));
    let PersonCheck::First { name, birth } = bench.finish(&id) else {
        panic!("first")
    };
    assert_eq!(
        (name.as_str(), birth.as_str()),
        ("Johanna Vermeulen", "9 maart 1955")
    );
    assert!(bench.chapter(Chapter::Problems).rows.is_empty());
    bench.done(Request::ConfirmPerson { collection: id });
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 1);
}

#[test]
fn somebody_elses_data_are_set_aside_and_mix_with_nothing() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    bench.add("b@medmij", "Huisarts");
    let id = bench.start("b@medmij");
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Cornelia", "1955-03-09")]),
    );
    bench.ingest(&id, "48", "problem", &bundle(&[&problem("Jicht")]));
    assert!(matches!(bench.finish(&id), PersonCheck::Different { .. }));
    let titles = |view: ChapterView| {
        view.rows
            .into_iter()
            .map(|row| row.title)
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(bench.chapter(Chapter::Problems)), ["Hoge bloeddruk"]);
    let Answer::Found(found) = bench.ask(Request::Search {
        words: "jicht".into(),
    }) else {
        panic!("found")
    };
    assert!(found.is_empty());

    bench.done(Request::Decide {
        collection: id,
        decision: Decision::Mine,
    });
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 2);
    // Decided once: the same source is not asked about again.
    let again = bench.start("b@medmij");
    bench.ingest(
        &again,
        "48",
        "patient",
        &bundle(&[&patient("Cornelia", "1955-03-09")]),
    );
    assert_eq!(bench.finish(&again), PersonCheck::Same);
}

#[test]
fn what_is_thrown_away_is_gone_and_what_was_there_stays() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let id = bench.start("a@medmij");
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Cornelia", "1981-01-01")]),
    );
    bench.finish(&id);
    bench.done(Request::Decide {
        collection: id,
        decision: Decision::Discard,
    });
    bench.done(Request::Reload);
    let Answer::Overview(overview) = bench.ask(Request::Overview) else {
        panic!("overview")
    };
    assert_eq!(
        (
            overview.waiting,
            bench.chapter(Chapter::Problems).rows.len()
        ),
        (0, 1)
    );
}

#[test]
fn without_a_patient_it_joins_and_says_that_it_was_not_checked() {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    bench.ingest(&id, "48", "problem", &bundle(&[&problem("Hoge bloeddruk")]));
    assert_eq!(bench.finish(&id), PersonCheck::Unchecked);
    let number = bench.chapter(Chapter::Problems).rows[0].number.clone();
    assert!(!bench.page(&number).checked);
}

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
fn everything_is_there_again_after_locking_and_the_bytes_are_as_received() {
    let mut bench = Bench::ready();
    let odd = r#"{"resourceType":"Condition","id":"c1","code":{"text":"x"},"extension":[{"url":"u","valueDecimal":1.00}]}"#;
    bench.collected("a@medmij", odd);
    let Answer::Vaults(vaults) = bench.ask(Request::Vaults) else {
        panic!("vaults")
    };
    let with = Secret::Passphrase(PASSPHRASE.into());
    bench.done(Request::Unlock {
        vault: vaults[0].id.clone(),
        with,
    });
    let number = bench.chapter(Chapter::Problems).rows[0].number.clone();
    assert!(
        bench
            .page(&number)
            .original
            .contains("\"valueDecimal\": 1.00")
    );
}

#[test]
fn a_suspended_vault_opens_with_its_key_and_with_no_other() {
    let mut bench = Bench::ready();
    let key = |byte: u8| {
        use base64::Engine as _;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode([byte; 32])
    };
    let Answer::Wrapped { vault, wrapped } = bench.ask(Request::Suspend { key: key(1) }) else {
        panic!("wrapped")
    };
    let resume = |byte| Request::Resume {
        vault: vault.clone(),
        wrapped: wrapped.clone(),
        key: key(byte),
    };
    assert!(matches!(
        bench.ask(resume(2)),
        Answer::Failed(Failure::WrongSecret)
    ));
    bench.done(resume(1));
    assert!(matches!(bench.ask(Request::Overview), Answer::Overview(_)));
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
fn each_chapter_says_why_it_is_empty() {
    let mut bench = Bench::ready();
    let states = |bench: &mut Bench, chapter| -> Vec<EmptyState> {
        bench
            .chapter(chapter)
            .empties
            .into_iter()
            .map(|empty| empty.state)
            .collect()
    };
    assert_eq!(
        states(&mut bench, Chapter::Alerts),
        [EmptyState::NotCollected]
    );
    assert_eq!(
        states(&mut bench, Chapter::GeneralPractice),
        [EmptyState::NotOffered]
    );
    let id = bench.start("a@medmij");
    bench.ingest(&id, "48", "alert", &bundle(&[]));
    let end = QueryEnd::Failed {
        code: ErrorCode::ProviderTimeout,
        status: None,
        trace_id: Some("t1".into()),
        at: AT.into(),
    };
    let failed = Request::QueryEnded {
        collection: id.clone(),
        service: "48".into(),
        query: "allergy".into(),
        end,
    };
    bench.done(failed);
    bench.finish(&id);
    assert!(matches!(
        states(&mut bench, Chapter::Alerts)[..],
        [EmptyState::Empty { .. }]
    ));
    assert!(matches!(&states(&mut bench, Chapter::Allergies)[..],
        [EmptyState::Failed { trace_id: Some(trace), .. }] if trace == "t1"));
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
    let Answer::Documents(rows) = bench.ask(Request::Documents) else {
        panic!("documents")
    };
    assert_eq!(rows.len(), 1);
    assert!(rows[0].attachments[0].collected);
}

#[test]
fn a_provider_goes_with_or_without_its_data() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    bench.done(Request::RemoveProvider {
        provider: "a@medmij".into(),
        with_data: false,
    });
    let row = bench.chapter(Chapter::Problems).rows[0].clone();
    assert_eq!(row.source.name, "Ziekenhuis De Brug");
    bench.done(Request::RemoveProvider {
        provider: "a@medmij".into(),
        with_data: true,
    });
    assert!(bench.chapter(Chapter::Problems).rows.is_empty());
    let Answer::Providers(cards) = bench.ask(Request::Providers) else {
        panic!("providers")
    };
    assert!(cards.is_empty());
}

#[test]
fn a_backup_opens_on_a_bare_device_and_holds_everything() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    let Answer::Bytes(bytes) = bench.ask(Request::Backup) else {
        panic!("backup")
    };
    assert!(!bytes.windows(5).any(|window| window == b"Jicht"));
    let mut bare = Bench::locked();
    let wrong = Request::Restore {
        bytes: bytes.clone(),
        with: Secret::Passphrase("verkeerd".into()),
    };
    assert!(matches!(
        bare.ask(wrong),
        Answer::Failed(Failure::WrongSecret)
    ));
    let cut = Request::Restore {
        bytes: bytes[..bytes.len() / 2].to_vec(),
        with: Secret::Passphrase(PASSPHRASE.into()),
    };
    assert!(matches!(bare.ask(cut), Answer::Failed(Failure::BadBackup)));
    let restore = Request::Restore {
        bytes,
        with: Secret::Passphrase(PASSPHRASE.into()),
    };
    assert!(matches!(bare.ask(restore), Answer::Text(Some(_))));
    assert_eq!(bare.chapter(Chapter::Problems).rows.len(), 1);
    let Answer::Vaults(vaults) = bare.ask(Request::Vaults) else {
        panic!("vaults")
    };
    assert_eq!(vaults.len(), 1, "what failed left nothing behind");
}

#[test]
fn the_language_changes_every_answer() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    let dutch = bench.chapter(Chapter::Problems).head.name;
    bench.done(Request::Language { lang: Lang::En });
    assert_ne!(bench.chapter(Chapter::Problems).head.name, dutch);
}

#[test]
fn entry_numbers_are_no_ids_of_the_source() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Jicht"));
    let Answer::Overview(overview) = bench.ask(Request::Overview) else {
        panic!("overview")
    };
    let numbers: BTreeSet<_> = overview
        .newest
        .iter()
        .map(|row| row.number.clone())
        .collect();
    assert!(
        numbers
            .iter()
            .all(|number| number.len() == 16 && !number.contains("c1"))
    );
}

#[test]
fn bytes_travel_beside_the_text_and_never_in_it() {
    let mut request = Request::Restore {
        bytes: vec![1, 2, 3],
        with: Secret::Passphrase("p".into()),
    };
    let bytes = wire::take_request_bytes(&mut request);
    let message = wire::encode(&request).unwrap();
    let mut read: Request = wire::decode(&message).unwrap();
    wire::put_request_bytes(&mut read, bytes.unwrap());
    assert!(matches!(read, Request::Restore { bytes, .. } if bytes == [1, 2, 3]));
    let mut answer = Answer::Bytes(vec![9; 4]);
    let bytes = wire::take_answer_bytes(&mut answer).unwrap();
    let mut read: Answer = wire::decode(&wire::encode(&answer).unwrap()).unwrap();
    wire::put_answer_bytes(&mut read, bytes);
    assert!(matches!(read, Answer::Bytes(bytes) if bytes == [9; 4]));
}

#[test]
fn somebody_elses_data_can_have_a_vault_of_their_own() {
    let mut bench = Bench::ready();
    bench.collected("a@medmij", &problem("Hoge bloeddruk"));
    let id = bench.start("a@medmij");
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[&patient("Cornelia", "1981-01-01")]),
    );
    bench.ingest(&id, "48", "problem", &bundle(&[&problem("Jicht")]));
    bench.finish(&id);
    let passphrase = "zeester fluitketel 42 morgendauw";
    let own = Request::OwnVault {
        collection: id.clone(),
        name: "Moeder".into(),
        passphrase: passphrase.into(),
    };
    let Answer::Created {
        vault,
        recovery_key,
    } = bench.ask(own)
    else {
        panic!("created")
    };
    let wrong = Request::ConfirmRecovery { typed: "x".into() };
    assert!(matches!(
        bench.ask(wrong),
        Answer::Failed(Failure::RecoveryMismatch)
    ));
    bench.done(Request::ConfirmRecovery {
        typed: recovery_key,
    });
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 1);
    bench.done(Request::Unlock {
        vault,
        with: Secret::Passphrase(passphrase.into()),
    });
    assert!(
        bench.chapter(Chapter::Problems).rows.is_empty(),
        "she has to confirm first"
    );
    bench.done(Request::ConfirmPerson { collection: id });
    assert_eq!(bench.chapter(Chapter::Problems).rows[0].title, "Jicht");
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

#[test]
fn confirming_once_compares_what_else_was_waiting() {
    let mut bench = Bench::ready();
    bench.add("b@medmij", "Huisarts");
    let (first, same) = (bench.start("a@medmij"), bench.start("b@medmij"));
    let other = bench.start("b@medmij");
    for (id, given) in [
        (&first, "Johanna"),
        (&same, "Johanna"),
        (&other, "Cornelia"),
    ] {
        bench.ingest(
            id,
            "48",
            "patient",
            &bundle(&[&patient(given, "1955-03-09")]),
        );
        bench.ingest(id, "48", "problem", &bundle(&[&problem(given)]));
        assert!(matches!(bench.finish(id), PersonCheck::First { .. }));
    }
    bench.done(Request::ConfirmPerson { collection: first });
    assert_eq!(bench.finish(&same), PersonCheck::Same);
    assert!(matches!(
        bench.finish(&other),
        PersonCheck::Different { .. }
    ));
    assert_eq!(bench.chapter(Chapter::Problems).rows.len(), 2);
}

#[test]
fn the_contact_persons_and_the_gp_of_a_patient_fill_their_chapters() {
    let mut bench = Bench::ready();
    let patient = r#"{"resourceType":"Patient","id":"p","birthDate":"1955-03-09",
        "name":[{"given":["Johanna"],"family":"Vermeulen"}],
        "contact":[{"name":{"text":"Noor"}},{"name":{"text":"Kees"}}],
        "generalPractitioner":[{"display":"drs. M. Hoek"}]}"#;
    let id = bench.start("a@medmij");
    bench.ingest(&id, "48", "patient", &bundle(&[patient]));
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    let contacts = bench.chapter(Chapter::ContactPersons);
    let titles: Vec<_> = contacts.rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!((titles, contacts.head.entries), (vec!["Noor", "Kees"], 2));
    assert!(
        contacts
            .empties
            .iter()
            .all(|e| e.service.as_deref() != Some("48"))
    );
    let gp = &bench.chapter(Chapter::CareProviders).rows[0];
    assert_eq!(
        (gp.title.as_str(), gp.chapter),
        ("drs. M. Hoek", Chapter::CareProviders)
    );
    assert_eq!(bench.page(&gp.number).entry.title, "Johanna Vermeulen");
    let Answer::Overview(overview) = bench.ask(Request::Overview) else {
        panic!("overview")
    };
    let count = |chapter| {
        overview
            .chapters
            .iter()
            .find(|c| c.chapter == chapter)
            .map(|c| c.entries)
    };
    assert_eq!(count(Chapter::ContactPersons), Some(2));
    assert_eq!(count(Chapter::CareProviders), Some(1));
    assert_eq!(count(Chapter::Demographics), Some(1));
}

#[test]
fn what_an_entry_points_at_stands_beside_it_without_the_patient_and_people_last() {
    let mut bench = Bench::ready();
    let id = bench.start("a@medmij");
    let visit = r#"{"resourceType":"Encounter","id":"e","status":"finished","subject":{"reference":"Patient/p"},
        "participant":[{"individual":{"reference":"Practitioner/d"}}],
        "diagnosis":[{"condition":{"reference":"Condition/c1"}}]}"#;
    let doctor = r#"{"resourceType":"Practitioner","id":"d","name":[{"text":"drs. M. Hoek"}]}"#;
    bench.ingest(
        &id,
        "48",
        "patient",
        &bundle(&[
            &patient("Johanna", "1955-03-09"),
            doctor,
            &problem("Jicht"),
            visit,
        ]),
    );
    bench.finish(&id);
    bench.done(Request::ConfirmPerson { collection: id });
    let number = bench.chapter(Chapter::Encounters).rows[0].number.clone();
    let related: Vec<_> = bench
        .page(&number)
        .related
        .into_iter()
        .map(|r| r.title)
        .collect();
    assert_eq!(related, ["Jicht", "drs. M. Hoek"]);
}
