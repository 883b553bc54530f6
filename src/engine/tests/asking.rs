//! Asking something of a provider: kept before it leaves, sent once, shown as it
//! stands; and nothing that was received changes by it.

use super::*;

use super::super::protocol::asking::{
    Answer as Said, Brief, Change, End, Field, Form, Kind, Missing, Outcome, Parcel,
    Request as Ask, Right, Said as Piece, Shown, Start, State, Via, Wrong,
};
use inzage_api::{Takes, Taking, VendorApi, VendorPart};
use serde_json::Value;

const NOW: &str = "2026-05-26T11:00:00+02:00";
const LATER: &str = "2026-05-27T11:00:00+02:00";

fn medicine() -> String {
    r#"{"resourceType":"MedicationRequest","id":"ma-1","intent":"order","status":"active",
        "identifier":[{"system":"urn:oid:1.2.9","value":"17"}],
        "category":{"coding":[{"system":"http://snomed.info/sct","code":"16076005"}]},
        "extension":[{"url":"http://nictiz.nl/fhir/StructureDefinition/zib-Medication-MedicationTreatment",
            "valueIdentifier":{"system":"urn:oid:1.2.3","value":"mbh-1"}}],
        "medicationCodeableConcept":{"text":"Metoprolol 50 mg"},
        "dosageInstruction":[{"text":"1 tablet per dag"}]}"#
        .to_owned()
}

impl Bench {
    /// A person with a medicine and a problem at a provider with all it can have,
    /// and a provider that has nothing.
    fn to_ask() -> Self {
        let mut bench = Self::ready();
        bench.offers("a@medmij");
        bench.add("b@medmij", "Huisarts");
        let id = bench.collected("a@medmij", &problem("Hoge bloeddruk"));
        let again = bench.start("a@medmij");
        assert_ne!(id, again);
        let patient = patient("Johanna", "1955-03-09");
        bench.ingest(&again, "48", "patient", &bundle(&[&patient]));
        bench.ingest(&again, "48", "medicationAgreement", &bundle(&[&medicine()]));
        bench.finish(&again);
        bench
    }

    fn offers(&mut self, name: &str) {
        let Answer::Providers(cards) = self.ask(Request::Providers) else {
            panic!("providers")
        };
        let mut cards = cards.into_iter().map(|card| card.provider);
        let provider = cards.find(|known| known.zorgaanbiedernaam == name).unwrap();
        let detail = ProviderDetail {
            provider,
            groups: vec![LoginGroup {
                id: "g".into(),
                services: Vec::new(),
                takes: vec![Taking {
                    id: "967".into(),
                    name: "Dossierwijzigingsverzoek".into(),
                    takes: Takes::Corrections,
                }],
                vendor: Some(VendorApi {
                    service: "48".into(),
                    parts: [VendorPart::Requests].into(),
                }),
            }],
        };
        self.done(Request::AddProvider { detail });
    }

    fn asking(&mut self, ask: Ask) -> Said {
        match self.ask(Request::Asking(ask)) {
            Answer::Asking(answer) => *answer,
            Answer::Failed(failure) => panic!("{failure:?}"),
            _ => panic!("an answer about asking"),
        }
    }

    fn entry(&mut self, chapter: Chapter) -> String {
        self.chapter(chapter).rows.remove(0).number
    }

    fn begins(&mut self, entry: &str) -> Start {
        let entry = Some(entry.to_owned());
        match self.asking(Ask::Begin { entry }) {
            Said::Start(start) => start,
            other => panic!("{other:?}"),
        }
    }

    fn keeps(&mut self, form: Form) -> Said {
        self.asking(Ask::Keep {
            id: None,
            form,
            draft: "ask".into(),
            now: NOW.into(),
        })
    }

    fn kept(&mut self, form: Form) -> String {
        match self.keeps(form) {
            Said::Kept(id) => id,
            other => panic!("{other:?}"),
        }
    }

    fn request(&mut self, ask: Ask) -> Shown {
        match self.asking(ask) {
            Said::One(shown) => *shown,
            other => panic!("{other:?}"),
        }
    }

    fn stands(&mut self, id: &str) -> State {
        self.request(Ask::One { id: id.into() }).brief.state
    }

    fn leaves(&mut self, id: &str, again: bool) -> Option<Parcel> {
        let (id, now) = (id.into(), NOW.into());
        match self.asking(Ask::Leave { id, again, now }) {
            Said::Parcel(parcel) => parcel,
            other => panic!("{other:?}"),
        }
    }

    fn ends(&mut self, id: &str, end: End) -> State {
        let (id, now) = (id.into(), LATER.into());
        self.request(Ask::Ended { id, end, now }).brief.state
    }

    fn about(&mut self, entry: &str) -> Vec<Brief> {
        let entry = entry.to_owned();
        match self.asking(Ask::About { entry }) {
            Said::All(all) => all,
            other => panic!("{other:?}"),
        }
    }
}

fn form(kind: Kind, provider: &str, entry: Option<&str>, text: &str) -> Form {
    Form {
        kind,
        provider: provider.into(),
        entry: entry.map(str::to_owned),
        text: text.into(),
        since: String::new(),
        missing: Missing::default(),
    }
}

fn json(parcel: &Parcel) -> Value {
    serde_json::from_slice(&parcel.bytes).unwrap()
}

/// What the vendor's API answers about a request with this key.
fn held(key: &str, state: &str) -> String {
    let answer = r#","answer":{"outcome":"no","text":"Dit kan niet","by":"dr. Smit","at":"x"}"#;
    let answer = if state == "answered" { answer } else { "" };
    format!(
        r#"{{"id":"p1","key":"{key}","kind":"change","text":"x","state":"{state}",
        "received_at":"2026-05-26T09:00:00Z","history":[{{"state":"received","at":"2026-05-26T09:00:00Z"}},
        {{"state":"{state}","at":"2026-05-26T09:30:00Z"}}]{answer}}}"#
    )
}

fn answered(bytes: String) -> End {
    End::Answered {
        bytes: bytes.into_bytes(),
        trace_id: Some("t".into()),
    }
}

#[test]
fn another_dose_goes_to_the_vendor_once_and_its_answer_is_shown() {
    let mut bench = Bench::to_ask();
    let entry = bench.entry(Chapter::Medication);
    let start = bench.begins(&entry);
    assert!(start.about.unwrap().medicine);
    assert_eq!(start.places[0].wish, Via::Vendor);
    let before = bench.page(&entry);
    let kind = Kind::Change(Change::Dose);
    let id = bench.kept(form(kind, "a@medmij", Some(&entry), "Graag 25 mg."));
    let first = bench.leaves(&id, false).unwrap();
    assert_eq!(first.key.as_deref(), Some(id.as_str()));
    let body = json(&first);
    assert_eq!(body["medication"]["display"], "Metoprolol 50 mg");
    assert_eq!(body["medication"]["identifiers"][0]["value"], "17");
    assert_eq!(body["medication"]["treatment"]["value"], "mbh-1");
    assert_eq!(body["text"], "Graag 25 mg.");
    assert_eq!(
        bench.ends(&id, End::Lost { trace_id: None }),
        State::Uncertain
    );
    let told = bench.texts().pop().unwrap();
    assert_eq!(
        told,
        "Verstuurd naar Ziekenhuis De Brug, misschien ontvangen: een verzoek om iets anders bij een medicijn."
    );
    // Written anew it would be another one.
    let keep = Ask::Keep {
        id: Some(id.clone()),
        form: form(kind, "a@medmij", Some(&entry), "Iets anders"),
        draft: String::new(),
        now: NOW.into(),
    };
    assert!(matches!(
        bench.ask(Request::Asking(keep)),
        Answer::Failed(_)
    ));
    // The same, with the same key.
    assert_eq!(bench.leaves(&id, false), Some(first));
    assert!(matches!(
        bench.ends(&id, answered(held(&id, "received"))),
        State::Sent(_)
    ));
    let list = format!(r#"{{"requests":[{}]}}"#, held(&id, "answered"));
    let (bytes, now) = (list.into_bytes(), LATER.into());
    bench.asking(Ask::Heard { bytes, now });
    let State::Answered(reply) = bench.stands(&id) else {
        panic!("answered")
    };
    assert_eq!(
        (reply.outcome, reply.text.as_str()),
        (Outcome::No, "Dit kan niet")
    );
    // The medicine says that something was asked, and is what it was.
    assert_eq!(bench.about(&entry).len(), 1);
    assert!(bench.page(&entry) == before);
}

#[test]
fn a_correction_brings_a_receipt_and_a_crash_makes_it_uncertain() {
    let mut bench = Bench::to_ask();
    let entry = bench.entry(Chapter::Problems);
    let id = bench.kept(form(
        Kind::Wrong,
        "a@medmij",
        Some(&entry),
        "Dit heb ik niet.",
    ));
    let parcel = bench.leaves(&id, false).unwrap();
    assert_eq!(parcel.key, None);
    let about = "/entry/0/resource/about/0/reference";
    assert_eq!(json(&parcel).pointer(about), Some(&"Condition/c1".into()));
    assert_eq!(bench.stands(&id), State::Sending);
    // The app ends here; opened anew nobody knows what became of it.
    let Answer::Vaults(vaults) = bench.ask(Request::Vaults) else {
        panic!("vaults")
    };
    bench.done(Request::Unlock {
        vault: vaults[0].id.clone(),
        with: Secret::Passphrase(PASSPHRASE.into()),
    });
    assert_eq!(bench.stands(&id), State::Uncertain);
    assert_eq!(bench.leaves(&id, false), None);
    assert!(bench.leaves(&id, true).is_some());
    let receipt = r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"OperationOutcome",
        "issue":[{"severity":"information","code":"informational","details":{"text":"Ontvangen."}}]}}]}"#;
    let State::Sent(receipt) = bench.ends(&id, answered(receipt.into())) else {
        panic!("sent")
    };
    assert_eq!(receipt.text, "Ontvangen.");
    // Nothing is ever heard of it after that.
    let (bytes, now) = (held(&id, "answered").into_bytes(), LATER.into());
    bench.asking(Ask::Heard { bytes, now });
    assert!(matches!(bench.stands(&id), State::Sent(_)));
}

#[test]
fn a_provider_that_takes_nothing_gets_a_letter() {
    let mut bench = Bench::to_ask();
    let mut asked = form(Kind::Missing, "b@medmij", None, "");
    asked.missing.name = "Foliumzuur".into();
    let id = bench.kept(asked);
    let shown = bench.request(Ask::One { id: id.clone() });
    assert_eq!(shown.brief.via, Via::Letter);
    let letter = shown.letter.unwrap();
    assert_eq!(letter.to, ["Huisarts"]);
    assert!(
        letter
            .paragraphs
            .iter()
            .any(|text| text.contains("Medicijn: Foliumzuur"))
    );
    assert!(letter.from.contains(&"Geboren op 9 maart 1955".to_owned()));
    let (leave, now) = (id.clone(), NOW.into());
    let leave = Ask::Leave {
        id: leave,
        again: false,
        now,
    };
    assert!(matches!(
        bench.ask(Request::Asking(leave)),
        Answer::Failed(_)
    ));
    let (posted, now) = (id.clone(), LATER.into());
    let posted = bench.request(Ask::Posted { id: posted, now });
    assert_eq!(posted.brief.state, State::Posted);
    assert!(!posted.open);
    let told = bench.texts().pop().unwrap();
    assert_eq!(
        told,
        "Brief aan Huisarts, door u verstuurd: een verzoek om een medicijn toe te voegen."
    );
}

#[test]
fn a_letter_has_the_addresses_that_the_record_has() {
    let mut bench = Bench::to_ask();
    let person = r#"{"resourceType":"Patient","id":"p","gender":"female","birthDate":"1955-03-09",
        "name":[{"given":["Johanna"],"family":"Vermeulen"}],
        "identifier":[{"system":"urn:oid:2.16.840.1.113883.2.4.6.3","value":"999910322"},
            {"system":"urn:oid:1.2.8","value":"p-8"}],
        "address":[{"use":"home","line":["Wilgenlaan 27"],"postalCode":"3832TN","city":"Leusden"}]}"#;
    let practice = r#"{"resourceType":"Organization","id":"o","name":"Huisarts",
        "telecom":[{"system":"phone","value":"033 000 00 01"},{"system":"url","value":"https://huisarts.example/"}],
        "address":[{"line":["Dorpsstraat 1"],"postalCode":"3811MH","city":"Amersfoort"}]}"#;
    let id = bench.start("b@medmij");
    bench.ingest(&id, "48", "patient", &bundle(&[person, practice]));
    bench.finish(&id);
    let kind = Kind::Right(Right::Destruction);
    let id = bench.kept(form(kind, "b@medmij", None, "Alles van voor 2010."));
    let letter = bench.request(Ask::One { id }).letter.unwrap();
    assert_eq!(
        letter.to,
        ["Huisarts", "Dorpsstraat 1", "3811MH  Amersfoort"]
    );
    assert_eq!(
        letter.from[2..],
        ["Wilgenlaan 27", "3832TN  Leusden", "Telefoon:"]
    );
    // What a correction says of her is shown before it goes; never a BSN.
    let id = bench_wrong(&mut bench);
    let mut all = bench.request(Ask::One { id });
    let (said, from) = all.lines.remove(0);
    assert_eq!(said, Piece::From);
    assert!(from.ends_with("geboren op 9 maart 1955, vrouw"), "{from}");
}

#[test]
fn a_correction_never_carries_a_bsn_under_either_of_its_names() {
    for system in [
        "http://fhir.nl/fhir/NamingSystem/bsn",
        "urn:oid:2.16.840.1.113883.2.4.6.3",
    ] {
        let mut bench = Bench::to_ask();
        let person = format!(
            r#"{{"resourceType":"Patient","id":"p","gender":"female","birthDate":"1955-03-09",
            "name":[{{"given":["Johanna"],"family":"Vermeulen"}}],
            "identifier":[{{"system":"{system}","value":"999910322"}},
                {{"system":"urn:oid:1.2.8","value":"p-8"}}]}}"#
        );
        let id = bench.start("a@medmij");
        bench.ingest(&id, "48", "patient", &bundle(&[&person]));
        bench.finish(&id);
        let id = bench_wrong(&mut bench);
        let shown = bench.request(Ask::One { id: id.clone() });
        assert!(!format!("{shown:?}").contains("999910322"), "{system}");
        let parcel = bench.leaves(&id, false).unwrap();
        let sent = String::from_utf8(parcel.bytes).unwrap();
        assert!(!sent.contains("999910322"), "{system}");
        assert!(sent.contains("p-8"), "{sent}");
    }
}

#[test]
fn whom_to_call_for_a_repeat_prescription_is_there_once() {
    let mut bench = Bench::to_ask();
    let person = r#"{"resourceType":"Patient","id":"p","gender":"female","birthDate":"1955-03-09",
        "name":[{"given":["Johanna"],"family":"Vermeulen"}],
        "generalPractitioner":[{"reference":"Practitioner/gp"}]}"#;
    let gp = r#"{"resourceType":"Practitioner","id":"gp","name":[{"text":"drs. A. van Dam"}],
        "telecom":[{"system":"phone","value":"033 000 03 00"},{"system":"email","value":"a@b.example"}]}"#;
    let practice = r#"{"resourceType":"Organization","id":"o","name":"Huisarts",
        "telecom":[{"system":"phone","value":"033 000 00 01"},{"system":"url","value":"https://huisarts.example/"},
            {"system":"url","value":"javascript:alert(1)"}]}"#;
    for (provider, more) in [("a@medmij", gp), ("b@medmij", practice)] {
        let id = bench.start(provider);
        bench.ingest(&id, "48", "patient", &bundle(&[person, gp, more]));
        bench.finish(&id);
    }
    let Said::Start(start) = bench.asking(Ask::Begin { entry: None }) else {
        panic!("start")
    };
    let said = start.callable.iter().map(|one| {
        let dials: Vec<&str> = one.phones.iter().map(|phone| &*phone.shown).collect();
        (&*one.what, &*one.name, &*one.source.name, dials.join(" "))
    });
    let said: Vec<_> = said.collect();
    assert_eq!(
        said,
        [
            (
                "Huisarts",
                "drs. A. van Dam",
                "Ziekenhuis De Brug",
                "033 000 03 00".to_owned()
            ),
            ("", "", "Huisarts", "033 000 00 01".to_owned()),
        ]
    );
    let sites: Vec<_> = start.callable.iter().flat_map(|one| &one.sites).collect();
    assert_eq!(sites, ["https://huisarts.example/"]);
}

/// A correction for the provider that takes it.
fn bench_wrong(bench: &mut Bench) -> String {
    let entry = bench.entry(Chapter::Problems);
    bench.kept(form(Kind::Wrong, "a@medmij", Some(&entry), "Nooit gehad."))
}

#[test]
fn what_is_withdrawn_rewritten_or_thrown_away_is_in_the_log() {
    let mut bench = Bench::to_ask();
    let entry = bench.entry(Chapter::Medication);
    let kind = Kind::Change(Change::Stop);
    let id = bench.kept(form(kind, "a@medmij", Some(&entry), "Ik wil stoppen."));
    let keep = Ask::Keep {
        id: Some(id.clone()),
        form: form(kind, "a@medmij", Some(&entry), "Mag ik stoppen?"),
        draft: String::new(),
        now: NOW.into(),
    };
    bench.asking(keep);
    assert!(bench.leaves(&id, false).is_some());
    bench.ends(&id, answered(held(&id, "received")));
    let list = format!(r#"{{"requests":[{}]}}"#, held(&id, "withdrawn"));
    let (bytes, now) = (list.into_bytes(), LATER.into());
    bench.asking(Ask::Heard { bytes, now });
    let other = bench_wrong(&mut bench);
    let now = NOW.into();
    bench.asking(Ask::Delete { id: other, now });
    let told = bench.texts();
    let about = "een verzoek om iets anders bij een medicijn.";
    let draft = "1 concept van een verzoek.";
    let newest: Vec<&str> = told
        .iter()
        .rev()
        .take(6)
        .rev()
        .map(String::as_str)
        .collect();
    assert_eq!(
        newest,
        [
            format!("Toegevoegd: {draft}"),
            format!("Gewijzigd: {draft}"),
            format!("Verstuurd naar Ziekenhuis De Brug: {about}"),
            format!("Ingetrokken bij Ziekenhuis De Brug: {about}"),
            format!("Toegevoegd: {draft}"),
            format!("Verwijderd: {draft}"),
        ]
    );
}

#[test]
fn what_cannot_be_sent_is_said_before_it_is_kept() {
    let mut bench = Bench::to_ask();
    let long = "a".repeat(10_001);
    let asked = form(Kind::Missing, "", None, &long);
    let Said::Wrong(wrong) = bench.keeps(asked) else {
        panic!("wrong")
    };
    assert_eq!(
        wrong,
        [
            (Field::Provider, Wrong::Empty),
            (Field::Name, Wrong::Empty),
            (Field::Text, Wrong::TooLong(10_001)),
        ]
    );
    let asked = form(Kind::Wrong, "b@medmij", None, "a\u{7}b");
    let Said::Wrong(wrong) = bench.keeps(asked) else {
        panic!("wrong")
    };
    assert_eq!(wrong, [(Field::Text, Wrong::Unreadable(2))]);
    assert!(matches!(bench.asking(Ask::All), Said::All(all) if all.is_empty()));
}

#[test]
fn a_concept_can_be_thrown_away_and_keeping_it_forgets_the_draft() {
    let mut bench = Bench::to_ask();
    bench.done(Request::SaveDraft {
        name: "ask".into(),
        text: "half".into(),
    });
    let id = bench.kept(form(
        Kind::Wrong,
        "b@medmij",
        None,
        "Mijn adres klopt niet.",
    ));
    let draft = Request::Draft { name: "ask".into() };
    assert!(matches!(bench.ask(draft), Answer::Text(None)));
    assert_eq!(bench.stands(&id), State::Draft);
    let (gone, now) = (id, NOW.into());
    assert!(
        matches!(bench.asking(Ask::Delete { id: gone, now }), Said::All(all) if all.is_empty())
    );
}
