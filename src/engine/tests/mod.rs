//! The engine over a device in memory: what the page asks, end to end.

use std::cell::RefCell;
use std::rc::Rc;

use futures::executor::block_on;
use inzage_api::{ErrorCode, LoginGroup, Provider, ProviderDetail, Service};
use inzage_vault::MemoryDevice;
use inzage_zib::view::{Chapter, Lang};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

use super::protocol::*;
use super::*;

/// The first part of a list.
const FIRST: Stretch = Stretch {
    start: 0,
    most: 100,
};

mod access;
mod added;
mod along;
mod asking;
mod chapters;
mod charts;
mod collecting;
mod finding;
mod helping;
mod histories;
mod judging;
mod keys;
mod left;
mod left_out;
mod link_ends;
mod links;
mod logbook;
mod measuring;
mod medication;
mod merging;
mod messages;
mod network;
mod news;
mod persons;
mod plain_links;
mod reading;
mod restoring;
mod sending;
mod series;
mod services;
mod side_by_side;
mod taking;
mod terms;
mod two_vaults;
mod vaults;

const PASSPHRASE: &str = "vlinder kastanje 88 trapgevel";
const AT: &str = "2026-05-26T11:00:00+02:00";

struct Bench {
    engine: Engine<MemoryDevice>,
    /// What the clock of the device says.
    now: Rc<RefCell<String>>,
}

impl Bench {
    fn locked() -> Self {
        let rng = ChaCha20Rng::from_seed([7; 32]);
        let now = Rc::new(RefCell::new(AT.to_owned()));
        let told = Rc::clone(&now);
        let clock = Box::new(move || told.borrow().clone());
        Self {
            engine: Engine::new(MemoryDevice::new(), Box::new(rng), clock),
            now,
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
                takes: Vec::new(),
                vendor: None,
            }],
        };
        self.done(Request::AddProvider { detail });
    }

    fn ask(&mut self, request: Request) -> Answer {
        // Over the wire and back, as in the browser.
        let mut answer = block_on(self.engine.answer(over_the_wire(request)));
        let bytes = wire::take_answer_bytes(&mut answer);
        let message = wire::encode_answer(7, &answer).unwrap();
        let mut read = match wire::decode_answer(&message).unwrap() {
            (7, wire::Arrived::Plain(answer)) => *answer,
            (7, wire::Arrived::View(view)) => wire::decode_view(&view).unwrap(),
            (id, _) => panic!("the answer to {id}"),
        };
        wire::put_answer_bytes(&mut read, bytes.unwrap_or_default());
        read
    }

    #[track_caller]
    fn done(&mut self, request: Request) {
        assert!(matches!(self.ask(request), Answer::Done));
    }

    fn start(&mut self, provider: &str) -> String {
        self.start_at(provider, AT)
    }

    fn start_at(&mut self, provider: &str, at: &str) -> String {
        let start = Request::StartCollection {
            provider: provider.into(),
            group: "g".into(),
            services: vec!["48".into(), "51".into()],
            at: at.into(),
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

    fn chapter(&mut self, chapter: Chapter) -> Shown {
        let Answer::Chapter(view) = self.ask(Request::Chapter { chapter }) else {
            panic!("chapter")
        };
        let Rows { rows, total } = self.rows(all_of(chapter));
        assert_eq!((view.head.entries, rows.len()), (total, total));
        Shown { view, rows }
    }

    fn rows(&mut self, request: RowsRequest) -> Rows {
        match self.ask(Request::Rows(request)) {
            Answer::Rows(rows) => rows,
            _ => panic!("rows"),
        }
    }

    /// What is found, after everything was made ready.
    fn found(&mut self, words: &str) -> Vec<Row> {
        while self.engine.has_work() {
            self.engine.work();
        }
        let search = Search {
            words: words.into(),
            most: 50,
            ..Search::default()
        };
        match self.ask(Request::Search(search)) {
            Answer::Found(found) => found.hits.into_iter().map(|hit| hit.row).collect(),
            _ => panic!("found"),
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

/// A chapter with all its rows.
struct Shown {
    view: ChapterView,
    rows: Vec<Row>,
}

impl std::ops::Deref for Shown {
    type Target = ChapterView;

    fn deref(&self) -> &ChapterView {
        &self.view
    }
}

fn all_of(chapter: Chapter) -> RowsRequest {
    RowsRequest {
        chapter,
        filter: Filter::default(),
        state: None,
        start: 0,
        most: usize::MAX,
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
