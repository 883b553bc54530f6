//! Contacts of the GP practice with their reports.

use serde_json::{Value, json};

use super::make::{Source, coding, concept, extension};

/// A contact with its report: E line with ICPC, P line. S and O lines are never
/// delivered.
pub(super) struct Contact {
    ago: i64,
    kind: (&'static str, &'static str),
    episode: &'static str,
    icpc: (&'static str, &'static str),
    evaluation: &'static str,
    plan: &'static str,
}

const VISIT: (&str, &str) = ("03", "Consult");
const PHONE: (&str, &str) = ("05", "Telefonisch contact");
const HOME: (&str, &str) = ("01", "Visite");

const fn con(
    ago: i64,
    kind: (&'static str, &'static str),
    episode: &'static str,
    icpc: (&'static str, &'static str),
    evaluation: &'static str,
    plan: &'static str,
) -> Contact {
    Contact {
        ago,
        kind,
        episode,
        icpc,
        evaluation,
        plan,
    }
}

const K86: (&str, &str) = ("K86", "Hypertensie");
const K78: (&str, &str) = ("K78", "Boezemfibrilleren");
const U99: (&str, &str) = ("U99", "Andere ziekte urinewegen");
const T92: (&str, &str) = ("T92", "Jicht");
const R81: (&str, &str) = ("R81", "Pneumonie");

/// Of the dialysis patient.
pub(super) const CONTACTS: &[Contact] = &[
    con(
        38,
        VISIT,
        "duizelig",
        ("N17", "Duizeligheid"),
        "Duizelig bij opstaan, bloeddruk daalt bij staan.",
        "Verwezen naar cardioloog. Rustig opstaan.",
    ),
    con(
        66,
        PHONE,
        "hypertensie",
        K86,
        "Thuismetingen zijn goed.",
        "Zo doorgaan.",
    ),
    con(
        97,
        VISIT,
        "nierfalen",
        U99,
        "Gaat redelijk, moe na dialyse.",
        "Brief nefroloog besproken.",
    ),
    con(
        130,
        VISIT,
        "hypertensie",
        K86,
        "Bloeddruk op de praktijk 148/80.",
        "Controle over 3 maanden.",
    ),
    con(
        158,
        PHONE,
        "boezemfibrilleren",
        K78,
        "Vraag over bloedverdunner.",
        "Apixaban gewoon doorgebruiken.",
    ),
    con(
        196,
        VISIT,
        "longontsteking",
        R81,
        "Hersteld na longontsteking.",
        "Geen controle nodig.",
    ),
    con(
        201,
        PHONE,
        "longontsteking",
        R81,
        "Ontslagen uit ziekenhuis, nog zwak.",
        "Thuiszorg geregeld.",
    ),
    con(
        213,
        HOME,
        "longontsteking",
        R81,
        "Koorts en benauwd, longontsteking.",
        "Ingestuurd naar het ziekenhuis.",
    ),
    con(
        245,
        VISIT,
        "hypertensie",
        K86,
        "Goed ingesteld.",
        "Medicatie gelijk.",
    ),
    con(
        300,
        VISIT,
        "jicht",
        T92,
        "Jichtaanval linker grote teen.",
        "Colchicine kort, in lage dosis vanwege de nieren.",
    ),
    con(
        333,
        PHONE,
        "nierfalen",
        U99,
        "Uitleg over dieet.",
        "Contact met diëtist.",
    ),
    con(
        365,
        VISIT,
        "hypertensie",
        K86,
        "Jaarcontrole.",
        "Labformulier meegegeven.",
    ),
    con(
        402,
        VISIT,
        "boezemfibrilleren",
        K78,
        "Geen klachten van het hart.",
        "Controle bij cardioloog.",
    ),
    con(
        455,
        VISIT,
        "hypertensie",
        K86,
        "Bloeddruk iets te hoog.",
        "Amlodipine verhoogd door nefroloog.",
    ),
    con(
        520,
        HOME,
        "nierfalen",
        U99,
        "Huisbezoek. Trap is te zwaar.",
        "Aanvraag traplift via gemeente.",
    ),
    con(590, VISIT, "jicht", T92, "Lichte aanval.", "Afwachten."),
];

/// Of the healthy adult.
pub(super) const DAAN: &[Contact] = &[
    con(
        180,
        VISIT,
        "hooikoorts",
        ("R97", "Hooikoorts"),
        "Weer last van hooikoorts.",
        "Neusspray proberen.",
    ),
    con(
        640,
        VISIT,
        "enkel",
        ("L77", "Verstuiking enkel"),
        "Verzwikte enkel.",
        "Rust, over 2 weken beter.",
    ),
];

/// The contact and its report.
pub(super) fn contact(source: &Source<'_>, contact: &Contact) -> [Value; 2] {
    let name = format!("contact-{}", contact.ago);
    let day = source.date(contact.ago);
    let episode = source.refer(
        "EpisodeOfCare",
        &format!("episode-{}", contact.episode),
        contact.icpc.1,
    );
    let encounter = source.zib(
        "Encounter",
        "gp-Encounter",
        &name,
        json!({
            "status": "finished",
            "class": coding("http://hl7.org/fhir/v3/ActCode", "AMB", "ambulant"),
            "type": [concept(
                "https://referentiemodel.nhg.org/tabellen/nhg-tabel-14-contactwijze",
                contact.kind.0,
                contact.kind.1,
            )],
            "episodeOfCare": [episode],
            "participant": [{"individual": source.professional()}],
            "period": {"start": day, "end": day},
            "serviceProvider": source.organisation(),
        }),
    );
    let line = |code: &str, display: &str, text: &str| {
        json!({
            "code": concept("http://fhir.nl/fhir/NamingSystem/journaalregeltypen", code, display),
            "text": {
                "status": "generated",
                "div": format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{text}</div>"),
            },
        })
    };
    let mut evaluation = line("E", "Evaluatie", contact.evaluation);
    evaluation["extension"] = json!([extension(
        "code-icpc-1-nl",
        "valueCodeableConcept",
        concept(
            "http://hl7.org/fhir/sid/icpc-1-nl",
            contact.icpc.0,
            contact.icpc.1
        ),
    )]);
    let report = source.zib(
        "Composition",
        "gp-EncounterReport",
        &format!("verslag-{}", contact.ago),
        json!({
            "status": "final",
            "type": concept("http://loinc.org", "67781-5", "Samenvatting van contact"),
            "encounter": source.refer("Encounter", &name, contact.kind.1),
            "date": day,
            "author": [source.professional()],
            "title": format!("Contactverslag {day}"),
            "section": [evaluation, line("P", "Plan", contact.plan)],
        }),
    );
    [encounter, report]
}
