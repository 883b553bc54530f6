//! Readings as a FHIR STU3 Bundle `batch` (`SelfMeasurements` 2.0): one Patient and
//! one Observation per item, without a BSN. There is no code for before and after
//! a dialysis; it stands in `comment`, in words.

use serde_json::{Map, Number, Value, json};
use std::str::FromStr as _;
use uuid::Uuid;

use super::{Outgoing, Which};
use crate::{Amount, GlucoseMoment, Kind, Part, Phase, Reading};

/// The person as the Bundle names her.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// Whole name.
    pub name: String,
    /// Given names.
    pub given: Vec<String>,
    /// Family name.
    pub family: String,
    /// FHIR administrative gender; empty when not known.
    pub sex: String,
    /// Birth date, of any precision; empty when not known.
    pub birth: String,
}

/// The Bundle. `batch` are 16 random bytes: they make its name, and the addresses
/// within it. With `notes` the person's own notes go along.
pub fn bundle(batch: [u8; 16], sender: &Sender, items: &[Outgoing<'_>], notes: bool) -> Value {
    let batch = uuid::Builder::from_random_bytes(batch).into_uuid();
    let address = |name: &str| format!("urn:uuid:{}", Uuid::new_v5(&batch, name.as_bytes()));
    let patient = Subject {
        address: address("patient"),
        name: &sender.name,
    };
    let mut entries = vec![entry(&patient.address, "Patient", &person(sender))];
    for item in items {
        let id = identifier(item.id, item.which);
        entries.push(entry(
            &address(&id),
            "Observation",
            &observation(item, &patient, &id, notes),
        ));
    }
    json!({
        "resourceType": "Bundle",
        "identifier": {"system": UUIDS, "value": format!("urn:uuid:{batch}")},
        "type": "batch",
        "entry": entries,
    })
}

/// UUIDs as business identifiers (FHIR STU3, 2.24.0.1).
const UUIDS: &str = "urn:ietf:rfc:3986";

/// The Patient of the Bundle.
struct Subject<'a> {
    address: String,
    name: &'a str,
}

impl Subject<'_> {
    fn reference(&self) -> Value {
        json!({"reference": self.address, "display": self.name})
    }
}

fn entry(address: &str, kind: &str, resource: &Value) -> Value {
    json!({
        "fullUrl": address,
        "resource": resource,
        "request": {"method": "POST", "url": kind},
    })
}

fn person(sender: &Sender) -> Value {
    let mut name = Map::new();
    name.insert("text".to_owned(), json!(sender.name));
    if !sender.family.is_empty() {
        name.insert("family".to_owned(), json!(sender.family));
    }
    if !sender.given.is_empty() {
        name.insert("given".to_owned(), json!(sender.given));
    }
    let masked = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    let mut patient = json!({
        "resourceType": "Patient",
        "meta": {"profile": ["http://fhir.nl/fhir/StructureDefinition/nl-core-patient"]},
        "identifier": [{
            "system": "http://fhir.nl/fhir/NamingSystem/bsn",
            "_value": {"extension": [{"url": masked, "valueCode": "masked"}]},
        }],
        "name": [name],
    });
    for (field, value) in [("gender", &sender.sex), ("birthDate", &sender.birth)] {
        if let Some(fields) = patient.as_object_mut().filter(|_| !value.is_empty()) {
            fields.insert(field.to_owned(), json!(value));
        }
    }
    patient
}

/// The lasting id of an observation, by which it is known again when a provider
/// gives it back: that of its reading (a UUID), or one made of it.
pub fn identifier(reading: &str, which: Which) -> String {
    match which {
        Which::Main => format!("urn:uuid:{reading}"),
        Which::Pulse => {
            let space = Uuid::parse_str(reading).unwrap_or(Uuid::NAMESPACE_OID);
            format!("urn:uuid:{}", Uuid::new_v5(&space, b"pulse"))
        }
    }
}

/// What a kind of observation is in FHIR: profile, category and code.
struct Coded {
    profile: &'static str,
    category: (&'static str, &'static str, &'static str),
    code: (&'static str, &'static str),
}

const VITAL_SIGNS: (&str, &str, &str) = (
    "http://hl7.org/fhir/observation-category",
    "vital-signs",
    "Vital Signs",
);
const LABORATORY: (&str, &str, &str) = (
    "http://snomed.info/sct",
    "49581000146104",
    "Laboratory test finding (finding)",
);

/// Last part of the profile of the observation that a kind of reading is shared as.
pub const fn profile(kind: Kind, which: Which) -> &'static str {
    match (which, kind) {
        (Which::Pulse, _) => "zib-PulseRate",
        (Which::Main, Kind::Weight) => "zib-BodyWeight",
        (Which::Main, Kind::BloodPressure) => "zib-BloodPressure",
        (Which::Main, Kind::HeartRate) => "zib-HeartRate",
        (Which::Main, Kind::Temperature) => "zib-BodyTemperature",
        (Which::Main, Kind::OxygenSaturation) => "zib-OxygenSaturation",
        (Which::Main, Kind::Height) => "zib-BodyHeight",
        (Which::Main, Kind::Glucose) => "vitalsign-bloodglucose",
    }
}

fn coded(reading: &Reading, which: Which) -> Coded {
    let profile = profile(reading.kind, which);
    let vital = |code, display| Coded {
        profile,
        category: VITAL_SIGNS,
        code: (code, display),
    };
    if which == Which::Pulse {
        return vital("8893-0", "Heart rate Peripheral artery by Palpation");
    }
    match reading.kind {
        Kind::Weight => vital("29463-7", "Body weight"),
        Kind::BloodPressure => vital("85354-9", "Blood pressure panel with all children optional"),
        Kind::HeartRate => vital("8867-4", "Heart rate"),
        Kind::Temperature => vital("8310-5", "Body temperature"),
        Kind::OxygenSaturation => {
            let display = "Oxygen saturation in Arterial blood by Pulse oximetry";
            vital("59408-5", display)
        }
        Kind::Height => vital("8302-2", "Body height"),
        Kind::Glucose => Coded {
            profile,
            category: LABORATORY,
            code: if reading.moment == Some(GlucoseMoment::Fasting) {
                ("14770-2", "Glucose^na vasten")
            } else {
                (
                    "14743-9",
                    "Glucose [Moles/volume] in Capillary blood by Glucometer",
                )
            },
        },
    }
}

fn observation(item: &Outgoing<'_>, patient: &Subject<'_>, id: &str, notes: bool) -> Value {
    let reading = item.reading;
    let coded = coded(reading, item.which);
    let (system, category, category_text) = coded.category;
    let (code, text) = coded.code;
    let profile = format!(
        "http://nictiz.nl/fhir/StructureDefinition/{}",
        coded.profile
    );
    let mut observation = json!({
        "resourceType": "Observation",
        "meta": {"profile": [profile]},
        "identifier": [{"system": UUIDS, "value": id}],
        "status": "final",
        "category": [{"coding": [{"system": system, "code": category, "display": category_text}]}],
        "code": {"coding": [{"system": LOINC, "code": code, "display": text}]},
        "subject": patient.reference(),
        "effectiveDateTime": reading.at.rfc3339(),
        "performer": [patient.reference()],
    });
    let mut more = measured(reading, item.which);
    if let Some(event) = reading.moment.and_then(event) {
        more.insert("extension".to_owned(), json!([timing(event)]));
    }
    let comment = comment(item, notes);
    if !comment.is_empty() {
        more.insert("comment".to_owned(), json!(comment));
    }
    if let Some(fields) = observation.as_object_mut() {
        fields.extend(more);
    }
    observation
}

const LOINC: &str = "http://loinc.org";

/// The value, or for blood pressure its two components.
fn measured(reading: &Reading, which: Which) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut value = |part: Part| {
        if let Some(amount) = reading.amount(part) {
            fields.insert("valueQuantity".to_owned(), quantity(part, amount));
        }
    };
    match (which, reading.kind) {
        (Which::Pulse, _) => value(Part::Pulse),
        (Which::Main, Kind::BloodPressure) => {
            fields.insert("component".to_owned(), pressures(reading));
        }
        (Which::Main, kind) => kind.parts().iter().copied().for_each(value),
    }
    fields
}

fn pressures(reading: &Reading) -> Value {
    let both = [
        (Part::Systolic, "8480-6", "Systolic blood pressure"),
        (Part::Diastolic, "8462-4", "Diastolic blood pressure"),
    ];
    let components = both.into_iter().filter_map(|(part, code, display)| {
        let quantity = quantity(part, reading.amount(part)?);
        let coding = json!({"system": LOINC, "code": code, "display": display});
        Some(json!({"code": {"coding": [coding]}, "valueQuantity": quantity}))
    });
    Value::Array(components.collect())
}

/// A number with its unit, with the decimals that were typed.
fn quantity(part: Part, amount: &Amount) -> Value {
    let value = Number::from_str(&amount.plain()).map_or(Value::Null, Value::Number);
    let unit = match part {
        Part::Systolic | Part::Diastolic => "mmHg",
        Part::Glucose => "mmol/l",
        Part::Temperature => "degree Celsius",
        Part::OxygenSaturation => "percent",
        other => other.ucum(),
    };
    json!({
        "value": value,
        "unit": unit,
        "system": "http://unitsofmeasure.org",
        "code": part.ucum(),
    })
}

/// The moment around a meal as HL7 v3 `TimingEvent`; the night has no code.
fn event(moment: GlucoseMoment) -> Option<&'static str> {
    Some(match moment {
        GlucoseMoment::Fasting => "ACM",
        GlucoseMoment::AfterBreakfast => "PCM",
        GlucoseMoment::BeforeLunch => "ACD",
        GlucoseMoment::AfterLunch => "PCD",
        GlucoseMoment::BeforeDinner => "ACV",
        GlucoseMoment::AfterDinner => "PCV",
        GlucoseMoment::Bedtime => "HS",
        GlucoseMoment::BeforeMeal => "AC",
        GlucoseMoment::AfterMeal => "PC",
        GlucoseMoment::Night => return None,
    })
}

fn timing(event: &str) -> Value {
    let coding =
        json!({"system": "http://hl7.org/fhir/v3/TimingEvent", "code": event, "display": event});
    json!({
        "url": "http://hl7.org/fhir/StructureDefinition/observation-eventTiming",
        "extension": [{"url": "code", "valueCodeableConcept": {"coding": [coding]}}],
    })
}

/// What no code says, in words for the provider, and the person's own note.
fn comment(item: &Outgoing<'_>, notes: bool) -> String {
    let phase = item.phase.map(|phase| match phase {
        Phase::Before => "Voor dialyse.",
        Phase::After => "Na dialyse.",
    });
    let night = (item.reading.moment == Some(GlucoseMoment::Night)).then_some("In de nacht.");
    let note = item.reading.note.trim();
    let note = (notes && !note.is_empty() && item.which == Which::Main).then_some(note);
    let parts: Vec<&str> = phase.into_iter().chain(night).chain(note).collect();
    parts.join(" ")
}
