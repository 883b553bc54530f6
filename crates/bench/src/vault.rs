//! A vault with a large record and twenty years of own readings, filled by the
//! engine as the app fills it.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use futures::executor::block_on;
use inzage::engine::Engine;
use inzage::engine::protocol::{Answer, QueryEnd, Request, measure};
use inzage_api::{LoginGroup, Provider, ProviderDetail, Service};
use inzage_vault::MemoryDevice;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

use crate::data::{Reference, bundle, is_patient};

/// What opens the vault.
pub const PASSPHRASE: &str = "vlinder kastanje 88 trapgevel";
/// Who gave the record, each as much.
const PROVIDERS: usize = 5;
/// Resources of one page of a query.
const PAGE: usize = 2_000;
/// When all was collected; the own readings end here.
const AT: &str = "2026-05-26T11:00:00+02:00";
/// Own readings: three a day, for twenty years.
const DAYS: u32 = 7_305;

/// An engine with a vault open.
pub struct Filled {
    engine: Engine<MemoryDevice>,
}

impl Filled {
    /// Fills a vault with this many entries and the own readings; `None` when the
    /// engine refuses something, which it does not.
    pub fn of(reference: &Reference, entries: usize) -> Option<Self> {
        let rng = ChaCha20Rng::from_seed([7; 32]);
        let engine = Engine::new(
            MemoryDevice::new(),
            Box::new(rng),
            Box::new(|| AT.to_owned()),
        );
        let mut filled = Self { engine };
        let create = Request::Create {
            name: "Meting".to_owned(),
            passphrase: PASSPHRASE.to_owned(),
        };
        let Answer::Created { recovery_key, .. } = filled.ask(create) else {
            return None;
        };
        filled.done(Request::ConfirmRecovery {
            typed: recovery_key,
        })?;
        for number in 0..PROVIDERS {
            let share = entries / PROVIDERS;
            filled.collect(reference, number, number * share..(number + 1) * share)?;
        }
        let import = measure::Request::Import {
            bytes: readings()?,
            now: AT.to_owned(),
        };
        let answer = filled.ask(Request::Measure(import));
        matches!(answer, Answer::Measure(measure::Answer::Preview(_))).then_some(filled)
    }

    /// Asks the engine something.
    pub fn ask(&mut self, request: Request) -> Answer {
        block_on(self.engine.answer(request))
    }

    /// Makes everything ready to search in.
    pub fn make_ready(&mut self) {
        while self.engine.has_work() {
            self.engine.work();
        }
    }

    /// The vault as a backup file.
    pub fn backup(&mut self) -> Option<Vec<u8>> {
        match self.ask(Request::Backup) {
            Answer::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    fn done(&mut self, request: Request) -> Option<()> {
        matches!(self.ask(request), Answer::Done).then_some(())
    }

    fn collect(
        &mut self,
        reference: &Reference,
        number: usize,
        mut which: std::ops::Range<usize>,
    ) -> Option<()> {
        let provider = provider(number);
        let name = provider.provider.zorgaanbiedernaam.clone();
        self.done(Request::AddProvider { detail: provider })?;
        let started = self.ask(Request::StartCollection {
            provider: name,
            group: "g".to_owned(),
            services: vec!["48".to_owned()],
            at: AT.to_owned(),
            trace_id: String::new(),
        });
        let Answer::Text(Some(collection)) = started else {
            return None;
        };
        let patient = reference.patient().cloned();
        self.ingest(&collection, "patient", 0, bundle(patient.into_iter()))?;
        let mut page = 0;
        while !which.is_empty() {
            let here = which.by_ref().take(PAGE).map(|at| reference.repeated(at));
            let bytes = bundle(here.filter(|resource| !is_patient(resource)));
            self.ingest(&collection, "laboratory", page, bytes)?;
            page += 1;
        }
        for query in ["patient", "laboratory"] {
            self.done(Request::QueryEnded {
                collection: collection.clone(),
                service: "48".to_owned(),
                query: query.to_owned(),
                end: QueryEnd::Complete,
            })?;
        }
        self.ask(Request::FinishCollection {
            collection: collection.clone(),
        });
        // Only the first has to be confirmed: the others are of the same person.
        self.ask(Request::ConfirmPerson { collection });
        Some(())
    }

    fn ingest(&mut self, collection: &str, query: &str, page: u32, bytes: Vec<u8>) -> Option<()> {
        let ingest = Request::Ingest {
            collection: collection.to_owned(),
            service: "48".to_owned(),
            query: query.to_owned(),
            page,
            at: AT.to_owned(),
            bytes,
        };
        matches!(self.ask(ingest), Answer::Ingested(_)).then_some(())
    }
}

fn provider(number: usize) -> ProviderDetail {
    ProviderDetail {
        provider: Provider {
            zorgaanbiedernaam: format!("aanbieder{number}@medmij"),
            name: format!("Zorgaanbieder {number}"),
            aliases: Vec::new(),
            place: None,
            postcode: None,
            kind: None,
            connected: true,
        },
        groups: vec![LoginGroup {
            id: "g".to_owned(),
            services: vec![Service {
                id: "48".to_owned(),
                name: "Basisgegevens Zorg".to_owned(),
                supported: true,
            }],
            takes: Vec::new(),
            vendor: None,
        }],
    }
}

/// The own readings as a file: weight, blood pressure and glucose every day.
fn readings() -> Option<Vec<u8>> {
    let last = NaiveDate::parse_from_str(AT.get(..10)?, "%Y-%m-%d").ok()?;
    let mut file = "soort;tijdstip;waarde;onderdruk;eenheid\n".to_owned();
    for back in 0..DAYS {
        let day = last.checked_sub_days(Days::new(u64::from(back) + 1))?;
        let swing = back * 7 % 23;
        let lines = [
            format!(
                "gewicht;{day}T07:30:00+01:00;{},{};;kg",
                70 + swing % 5,
                swing % 10
            ),
            format!(
                "bloeddruk;{day}T08:15:00+01:00;{};{};mmHg",
                118 + swing,
                70 + swing % 15
            ),
            format!(
                "glucose;{day}T12:10:00+01:00;{},{};;mmol/l",
                5 + swing % 4,
                swing % 10
            ),
        ];
        for line in lines {
            writeln!(file, "{line}").ok()?;
        }
    }
    Some(file.into_bytes())
}
