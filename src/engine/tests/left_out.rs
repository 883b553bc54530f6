//! Whatever a choice leaves out is nowhere in a share: not in its decrypted content,
//! and not in anything that who looks along can ask. Over dossiers made of a number,
//! whose entries each have words and numbers that nothing else has.

use std::collections::BTreeSet;

use inzage_dossier::selection::{Label, Selection};
use inzage_measure::{Kind as Measured, Part};
use rand_chacha::rand_core::Rng as _;

use super::super::protocol::links::{Answer as Told, Sort};
use super::super::protocol::{measure, medication, network, series};
use super::super::reading::CHAPTERS;
use super::links::{decrypted, wish};
use super::*;

const PROVIDERS: [&str; 3] = ["a@medmij", "b@medmij", "c@medmij"];

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Problem,
    /// The same problem at each provider, told by each in its own words.
    Twin,
    Gloom,
    Result,
    Alcohol,
    Living,
    Medicine,
    Allergy,
    Wish,
    Letter,
}

const ALL: [What; 10] = [
    What::Problem,
    What::Twin,
    What::Gloom,
    What::Result,
    What::Alcohol,
    What::Living,
    What::Medicine,
    What::Allergy,
    What::Wish,
    What::Letter,
];

/// An entry, with what only it says.
struct Made {
    what: What,
    provider: usize,
    /// A word and a number of its own.
    word: String,
    number: String,
    /// Who is named in it: other entries of the provider name the same.
    by: String,
}

impl Made {
    fn json(&self, id: usize) -> String {
        let Self { word, number, .. } = self;
        let by = format!(r#"{{"reference":"Practitioner/{}"}}"#, self.by);
        let zib = |name: &str| {
            format!(
                r#""meta":{{"profile":["http://nictiz.nl/fhir/StructureDefinition/zib-{name}"]}}"#
            )
        };
        let rest = match self.what {
            What::Problem => format!(
                r#""resourceType":"Condition","clinicalStatus":"active","code":{{"text":"Klacht {word}"}},"note":[{{"text":"{number}"}}],"asserter":{by}"#
            ),
            What::Twin => format!(
                r#""resourceType":"Condition","clinicalStatus":"active","onsetDateTime":"2019-03-04","code":{{"coding":[{{"system":"http://snomed.info/sct","code":"195967001","display":"Astma"}}]}},"note":[{{"text":"{word} {number}"}}],"asserter":{by}"#
            ),
            What::Gloom => format!(
                r#""resourceType":"Condition","clinicalStatus":"active","code":{{"text":"Depressie {word}"}},"note":[{{"text":"{number}"}}],"asserter":{by}"#
            ),
            What::Result => format!(
                r#"{},"resourceType":"Observation","status":"final","code":{{"coding":[{{"system":"http://loinc.org","code":"2160-0"}}],"text":"Kreatinine"}},"effectiveDateTime":"2026-01-0{}T08:00:00+01:00","valueQuantity":{{"value":{number},"unit":"umol/L"}},"comment":"{word}","performer":[{by}]"#,
                zib("LaboratoryTestResult-Observation"),
                self.provider + 1
            ),
            What::Alcohol => format!(
                r#"{},"resourceType":"Observation","status":"final","code":{{"text":"Alcohol"}},"comment":"{word} {number}","performer":[{by}]"#,
                zib("AlcoholUse")
            ),
            What::Living => format!(
                r#"{},"resourceType":"Observation","status":"final","code":{{"text":"Woning"}},"comment":"{word} {number}","performer":[{by}]"#,
                zib("LivingSituation")
            ),
            What::Medicine => format!(
                r#""resourceType":"MedicationStatement","status":"active","taken":"y","effectivePeriod":{{"start":"2026-01-01"}},"medicationCodeableConcept":{{"text":"Tablet {word}"}},"note":[{{"text":"{number}"}}],"informationSource":{by}"#
            ),
            What::Allergy => format!(
                r#""resourceType":"AllergyIntolerance","clinicalStatus":"active","verificationStatus":"confirmed","code":{{"text":"Stof {word}"}},"note":[{{"text":"{number}"}}],"asserter":{by}"#
            ),
            What::Wish => format!(
                r#"{},"resourceType":"Consent","status":"active","note":"{word} {number}""#,
                zib("TreatmentDirective")
            ),
            What::Letter => format!(
                r#""resourceType":"DocumentReference","status":"current","description":"Brief {word} {number}","author":[{by}],"content":[{{"attachment":{{"contentType":"application/pdf","url":"Binary/b{id}"}}}}]"#
            ),
        };
        format!(r#"{{"id":"e{id}",{rest}}}"#)
    }

    /// What its letter holds, when it is one.
    fn bytes(&self) -> Option<String> {
        (self.what == What::Letter).then(|| format!("%PDF-1.7 Beste {}brief", self.word))
    }
}

/// A record, what is in it, and the word of the reading that she entered.
struct Dossier {
    bench: Bench,
    entries: Vec<Made>,
    reading: String,
}

fn dossier(seed: u8) -> Dossier {
    let mut chance = ChaCha20Rng::from_seed([seed; 32]);
    let mut bench = Bench::ready();
    bench.add(PROVIDERS[1], "Praktijk Twee");
    bench.add(PROVIDERS[2], "Praktijk Drie");
    let mut entries = Vec::new();
    for (provider, name) in PROVIDERS.into_iter().enumerate() {
        let from = entries.len();
        for what in ALL {
            // One of each kind somewhere at least.
            if provider == 0 || chance.next_u32() % 3 > 0 {
                let nth = entries.len();
                entries.push(Made {
                    what,
                    provider,
                    word: format!("Kanarie{nth:03}veer"),
                    number: format!("{}.{nth:03}7", 4_000 + chance.next_u32() % 5_000),
                    by: format!("dokter{provider}{}", chance.next_u32() % 2),
                });
            }
        }
        let own = entries.iter().enumerate().skip(from);
        let mut all: Vec<String> = own.map(|(nth, made)| made.json(nth)).collect();
        for nth in 0..2 {
            all.push(format!(
                r#"{{"resourceType":"Practitioner","id":"dokter{provider}{nth}","name":[{{"text":"Koolmees{provider}{nth}vleugel"}}]}}"#
            ));
        }
        let id = bench.start(name);
        let johanna = bundle(&[&patient("Johanna", "1955-03-09")]);
        bench.ingest(&id, "48", "patient", &johanna);
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        bench.ingest(&id, "48", "problem", &bundle(&all));
        let collection = id.clone();
        let Answer::Named(named, _) = bench.ask(Request::Named { collection }) else {
            panic!("attachments")
        };
        let letters = entries.iter().skip(from).filter_map(Made::bytes);
        for (named, bytes) in named.iter().zip(letters) {
            bench.ask(Request::IngestAttachment {
                number: named.number.clone(),
                attachment: 0,
                bytes: bytes.into_bytes(),
            });
        }
        if matches!(bench.finish(&id), PersonCheck::First { .. }) {
            bench.done(Request::ConfirmPerson { collection: id });
        }
    }
    let reading = format!("Nachtegaal{seed:03}lied");
    let typed = measure::Typed {
        kind: Measured::Weight,
        at: "2026-05-26T08:00:00+02:00".into(),
        numbers: [(Part::Weight, "71,4".to_owned())].into(),
        milligrams: false,
        moment: None,
        slot: None,
        note: reading.clone(),
    };
    bench.ask(Request::Measure(measure::Request::Keep {
        id: None,
        typed,
        sure: true,
        draft: None,
        now: AT.into(),
    }));
    // A covered entry is not found by its words.
    let covers = false;
    bench.ask(Request::News(NewsRequest::SetCovers { covers }));
    Dossier {
        bench,
        entries,
        reading,
    }
}

/// A choice, with which entries it leaves out by what we know of them.
type Choice = (&'static str, Selection, Box<dyn Fn(&Made) -> bool>);

fn choices(dossier: &mut Dossier, seed: u8) -> Vec<Choice> {
    let everything = Selection::everything;
    let one = usize::from(seed) % dossier.entries.len();
    let word = dossier.entries[one].word.clone();
    let found = dossier.bench.found(&word);
    assert_eq!(found.len(), 1, "{word}");
    vec![
        ("all", everything(), Box::new(|_| false)),
        (
            "as it begins",
            Selection::default(),
            Box::new(|of| matches!(of.what, What::Gloom | What::Wish)),
        ),
        (
            "a chapter",
            Selection {
                chapters: BTreeSet::from([Chapter::Problems]),
                ..everything()
            },
            Box::new(|of| matches!(of.what, What::Problem | What::Twin | What::Gloom)),
        ),
        (
            "a building block",
            Selection {
                blocks: BTreeSet::from(["zib-AlcoholUse".to_owned()]),
                ..everything()
            },
            Box::new(|of| of.what == What::Alcohol),
        ),
        (
            "a label",
            Selection {
                labels: BTreeSet::from([Label::Mental]),
                ..everything()
            },
            Box::new(|of| of.what == What::Gloom),
        ),
        (
            "a provider",
            Selection {
                providers: BTreeSet::from([PROVIDERS[1].to_owned()]),
                ..everything()
            },
            Box::new(|of| of.provider == 1),
        ),
        (
            "an entry",
            Selection {
                entries: BTreeSet::from([found[0].number.clone()]),
                ..everything()
            },
            Box::new(move |of| of.word == word),
        ),
        (
            "documents",
            Selection {
                documents: false,
                ..everything()
            },
            Box::new(|of| of.what == What::Letter),
        ),
        (
            "own readings",
            Selection {
                readings: false,
                ..everything()
            },
            Box::new(|_| false),
        ),
    ]
}

/// Everything that who looks along can ask of a record, as it comes to the page.
fn everything_shown(other: &mut Bench) -> String {
    while other.engine.has_work() {
        other.engine.work();
    }
    let today = "2026-05-26".to_owned();
    let mut asks = vec![
        Request::Overview,
        Request::Timeline(TimelineRequest::Part {
            filter: Filter::default(),
            start: 0,
            most: 500,
        }),
        Request::Documents(Stretch {
            start: 0,
            most: 500,
        }),
        Request::Medication(medication::Request::List {
            today: today.clone(),
            most: 500,
        }),
        Request::Medication(medication::Request::InUse { today }),
        Request::Series(series::Request::List(FIRST)),
        Request::Network(network::Request::Everybody),
        Request::Measure(measure::Request::Home { now: AT.into() }),
    ];
    let mut numbers = Vec::new();
    for chapter in CHAPTERS {
        let shown = other.chapter(chapter);
        numbers.extend(shown.rows.iter().map(|row| row.number.clone()));
        asks.push(Request::Chapter { chapter });
        asks.push(Request::Rows(all_of(chapter)));
    }
    asks.extend(numbers.into_iter().map(|number| Request::Page { number }));
    let mut all = Vec::new();
    for ask in asks {
        let mut answer = other.ask(ask);
        all.extend(wire::take_answer_bytes(&mut answer).unwrap_or_default());
        all.extend(wire::encode_answer(7, &answer).unwrap());
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// What a share may hold, and what it may not.
struct Sides {
    goes: Vec<String>,
    stays: Vec<String>,
}

fn sides(dossier: &Dossier, leaves: &dyn Fn(&Made) -> bool) -> Sides {
    let (stays, goes): (Vec<&Made>, Vec<&Made>) =
        dossier.entries.iter().partition(|made| leaves(made));
    let own = |made: &&Made| [made.word.clone(), made.number.clone()];
    let people = |all: &[&Made]| -> BTreeSet<String> {
        let named = all.iter().filter(|made| made.what != What::Wish);
        named
            .map(|made| made.by.replace("dokter", "Koolmees") + "vleugel")
            .collect()
    };
    let (here, away) = (people(&goes), people(&stays));
    Sides {
        goes: goes.iter().flat_map(own).chain(here.clone()).collect(),
        stays: stays
            .iter()
            .flat_map(own)
            .chain(away.difference(&here).cloned())
            .collect(),
    }
}

#[test]
fn whatever_is_left_out_is_nowhere_in_a_share() {
    for seed in 0..3 {
        let mut dossier = dossier(seed);
        for (name, selection, leaves) in choices(&mut dossier, seed) {
            let Sides { goes, stays } = sides(&dossier, &leaves);
            for sort in [Sort::Care, Sort::Plain, Sort::Desk] {
                let readings = sort == Sort::Care && selection.readings;
                let (link, files, _) = dossier.bench.made(wish(sort, selection.clone()));
                let content: String = files.iter().map(|file| decrypted(&link, file)).collect();
                for value in &goes {
                    assert!(
                        content.contains(value.as_str()),
                        "{seed}, {name}: no {value} in {sort:?}"
                    );
                }
                for value in &stays {
                    assert!(
                        !content.contains(value.as_str()),
                        "{seed}, {name}: {value} in {sort:?}"
                    );
                }
                assert_eq!(
                    content.contains(&dossier.reading),
                    readings,
                    "{name} {sort:?}"
                );
                let passcode = link.passcode.clone().unwrap_or_default();
                let (mut other, seen) = Bench::look_along(&link, &files, &passcode);
                assert!(matches!(seen, Answer::Links(Told::Seen(Some(_)))));
                let shown = everything_shown(&mut other);
                for value in &stays {
                    assert!(
                        !shown.contains(value.as_str()),
                        "{seed}, {name}: {value} shown by {sort:?}"
                    );
                    assert!(
                        other.found(value).is_empty(),
                        "{seed}, {name}: {value} found"
                    );
                }
                for value in &goes {
                    assert!(
                        shown.contains(value.as_str()),
                        "{seed}, {name}: {value} not shown by {sort:?}"
                    );
                }
                assert_eq!(
                    shown.contains(&dossier.reading),
                    readings,
                    "{name} {sort:?}"
                );
                if seed > 0 {
                    // The other sorts are of the same choice.
                    break;
                }
            }
        }
    }
}
