//! The GP practice: Huisartsgegevens (49) and letters (51).

use serde_json::{Value, json};

use super::letters::{self, Subject};
use super::make::{FHIR_NL, Source, concept, extension, quantity};
use super::problems;
use super::{gp_contacts as contacts, medication, patient};
use crate::network::Record;

/// NHG table 45.
pub(super) const NHG45: &str =
    "https://referentiemodel.nhg.org/tabellen/nhg-tabel-45-diagnostische-bepalingen";

/// Huisartsgegevens.
pub(super) fn data(source: &Source<'_>) -> Option<Record> {
    let mut resources = match source.person.id {
        "riet" | "daan" | "noor" | "sem" | "eva" | "lotte" => patient::patient(source),
        _ => return None,
    };
    match source.person.id {
        "riet" => {
            resources.extend(
                EPISODES
                    .iter()
                    .map(|episode| self::episode(source, episode)),
            );
            resources.extend(
                contacts::CONTACTS
                    .iter()
                    .flat_map(|contact| contacts::contact(source, contact)),
            );
            resources.extend(results(source));
            resources.extend(medicines(source));
            resources.push(problems::penicillin(
                source,
                &source.year(39),
                "Vlekken en jeuk",
            ));
            resources.push(problems::plasters(source));
        }
        "daan" => {
            resources.extend(
                contacts::DAAN
                    .iter()
                    .flat_map(|contact| contacts::contact(source, contact)),
            );
            resources.push(episode(source, &DAAN_EPISODE));
        }
        "eva" => resources.push(problems::penicillin(source, &source.year(12), "Misselijk")),
        _ => {}
    }
    Some(Record {
        resources,
        ..Record::default()
    })
}

struct Episode {
    name: &'static str,
    icpc: (&'static str, &'static str),
    title: &'static str,
    open: bool,
    first: i64,
    last: i64,
}

const fn ep(
    name: &'static str,
    icpc: (&'static str, &'static str),
    title: &'static str,
    open: bool,
    (first, last): (i64, i64),
) -> Episode {
    Episode {
        name,
        icpc,
        title,
        open,
        first,
        last,
    }
}

const EPISODES: &[Episode] = &[
    ep(
        "hypertensie",
        ("K86", "Hypertensie"),
        "Hoge bloeddruk",
        true,
        (7300, 38),
    ),
    ep(
        "nierfalen",
        ("U99", "Andere ziekte urinewegen"),
        "Nierfalen, dialyse",
        true,
        (2600, 20),
    ),
    ep(
        "boezemfibrilleren",
        ("K78", "Boezemfibrilleren"),
        "Boezemfibrilleren",
        true,
        (1500, 41),
    ),
    ep(
        "jicht",
        ("T92", "Jicht"),
        "Jicht grote teen",
        true,
        (900, 300),
    ),
    ep(
        "longontsteking",
        ("R81", "Pneumonie"),
        "Longontsteking",
        false,
        (214, 196),
    ),
    ep(
        "heup",
        ("L75", "Fractuur femur"),
        "Gebroken heup links",
        false,
        (3240, 3020),
    ),
    ep(
        "duizelig",
        ("N17", "Duizeligheid"),
        "Duizelig bij opstaan",
        true,
        (38, 38),
    ),
];

const DAAN_EPISODE: Episode = ep(
    "hooikoorts",
    ("R97", "Hooikoorts"),
    "Hooikoorts",
    true,
    (2000, 180),
);

fn episode(source: &Source<'_>, episode: &Episode) -> Value {
    let mut period = json!({"start": source.date(episode.first)});
    if !episode.open {
        period["end"] = json!(source.date(episode.last));
    }
    let fields = json!({
        "extension": [
            extension("EpisodeOfCare-DateFirstEncounter", "valueDateTime", json!(source.date(episode.first))),
            extension("EpisodeOfCare-DateLastEncounter", "valueDateTime", json!(source.date(episode.last))),
            extension("EpisodeOfCare-Title", "valueString", json!(episode.title)),
        ],
        "status": if episode.open { "active" } else { "finished" },
        "type": [concept("http://snomed.info/sct", "64572001", "Aandoening")],
        "diagnosis": [{"condition": {
            "reference": format!("Condition/{}", source.id(&format!("icpc-{}", episode.name))),
            "display": format!("{} {}", episode.icpc.0, episode.icpc.1),
        }}],
        "managingOrganization": source.organisation(),
        "period": period,
        "careManager": source.professional(),
    });
    let name = format!("episode-{}", episode.name);
    source.make(
        "EpisodeOfCare",
        &format!("{FHIR_NL}/nl-core-episodeofcare"),
        &name,
        fields,
    )
}

/// Months of results that are held; only fourteen are asked for.
const MONTHS: i64 = 20;

fn results(source: &Source<'_>) -> Vec<Value> {
    (0..MONTHS)
        .flat_map(|month| {
            let ago = 12 + month * 30;
            let systolic = 138 + (month * 7) % 19;
            let weight = 690 + (month * 3) % 14;
            [
                diagnostic(
                    source,
                    "systolisch",
                    ("1744", "systolische bloeddruk"),
                    ago,
                    &quantity(&systolic.to_string(), "mmHg", "mm[Hg]"),
                ),
                diagnostic(
                    source,
                    "diastolisch",
                    ("1740", "diastolische bloeddruk"),
                    ago,
                    &quantity(&(74 + month % 8).to_string(), "mmHg", "mm[Hg]"),
                ),
                diagnostic(
                    source,
                    "pols",
                    ("1875", "polsfrequentie"),
                    ago,
                    &quantity(&(66 + month % 9).to_string(), "/min", "/min"),
                ),
                diagnostic(
                    source,
                    "gewicht",
                    ("357", "gewicht patiënt"),
                    ago,
                    &quantity(&super::lab::written(weight, 1), "kg", "kg"),
                ),
            ]
        })
        .collect()
}

fn diagnostic(
    source: &Source<'_>,
    what: &str,
    (code, display): (&str, &str),
    ago: i64,
    value: &Value,
) -> Value {
    let category = concept(
        "http://hl7.org/fhir/observation-category",
        "vital-signs",
        "Vitale functies",
    );
    source.zib(
        "Observation",
        "gp-DiagnosticResult",
        &format!("{what}-{ago}"),
        json!({
            "status": "final",
            "category": [category],
            "code": concept(NHG45, code, display),
            "effectiveDateTime": source.moment(ago, "10:10"),
            "performer": [source.professional()],
            "valueQuantity": value,
        }),
    )
}

/// What the GP prescribes; one is stopped and must not come with the current
/// medication.
fn medicines(source: &Source<'_>) -> Vec<Value> {
    let mut known = medication::OF_DIALYSIS_PATIENT.to_vec();
    known.retain(|m| matches!(m.name, "pantoprazol" | "macrogol" | "atorvastatine"));
    known.push(medication::course());
    known.push(medication::cream());
    known
        .iter()
        .flat_map(|medicine| {
            let mut agreement = medication::agreement(source, medicine);
            agreement["context"] =
                source.refer("EpisodeOfCare", "episode-nierfalen", "Nierfalen, dialyse");
            [medication::product(source, medicine), agreement]
        })
        .collect()
}

/// Documenten.
pub(super) fn documents(source: &Source<'_>) -> Option<Record> {
    let mut record = Record {
        resources: patient::patient(source),
        ..Record::default()
    };
    match source.person.id {
        "riet" => {
            letters::add(
                &mut record,
                source,
                &Subject {
                    name: "verwijsbrief",
                    kind: ("http://snomed.info/sct", "11051000146107", "Verwijsbrief"),
                    title: "Verwijsbrief cardioloog",
                    days_ago: 38,
                    absolute: false,
                    restricted: false,
                    superseded: false,
                    text: letters::REFERRAL,
                },
            );
            Some(record)
        }
        "eva" => {
            letters::broken(&mut record, source, 210);
            Some(record)
        }
        _ => None,
    }
}
