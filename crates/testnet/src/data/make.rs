//! What all building blocks are made with: ids, references, codes, dates.

use chrono::{Datelike as _, Days, NaiveDate};
use serde_json::{Map, Value, json};

use super::people::Person;
use super::places::Place;

/// `http://nictiz.nl/fhir/StructureDefinition/`.
pub(super) const NICTIZ: &str = "http://nictiz.nl/fhir/StructureDefinition";
/// `http://fhir.nl/fhir/StructureDefinition/`.
pub(super) const FHIR_NL: &str = "http://fhir.nl/fhir/StructureDefinition";
/// SNOMED CT.
pub(super) const SCT: &str = "http://snomed.info/sct";
/// LOINC.
pub(super) const LOINC: &str = "http://loinc.org";
/// ATC.
pub(super) const ATC: &str = "urn:oid:2.16.840.1.113883.6.73";

/// One person at one provider: whose data and where it comes from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The day on which the data is looked at.
    pub(super) today: NaiveDate,
    /// About whom.
    pub(super) person: &'a Person,
    /// By whom.
    pub(super) place: &'static Place,
}

impl Source<'_> {
    /// Logical id of something of this person here.
    pub(super) fn id(&self, name: &str) -> String {
        format!("{}-{}-{name}", self.place.short, self.person.id)
    }

    /// A resource with type, id, profile, identifier and patient.
    pub(super) fn make(&self, kind: &str, profile: &str, name: &str, fields: Value) -> Value {
        let id = self.id(name);
        let mut resource = Map::new();
        resource.insert("resourceType".to_owned(), json!(kind));
        resource.insert("id".to_owned(), json!(id));
        resource.insert("meta".to_owned(), json!({"profile": [profile]}));
        let identifier = self.identifier(&id);
        match kind {
            "Medication" | "Binary" => {}
            "Consent" | "Composition" => {
                resource.insert("identifier".to_owned(), identifier);
            }
            _ => {
                resource.insert("identifier".to_owned(), json!([identifier]));
            }
        }
        if let Some(element) = patient_element(kind) {
            resource.insert(element.to_owned(), self.patient());
        }
        if let Value::Object(fields) = fields {
            resource.extend(fields);
        }
        Value::Object(resource)
    }

    /// As [`Self::make`], with a zib or gp profile of Nictiz.
    pub(super) fn zib(&self, kind: &str, profile: &str, name: &str, fields: Value) -> Value {
        self.make(kind, &format!("{NICTIZ}/{profile}"), name, fields)
    }

    /// A business identifier of this provider.
    pub(super) fn identifier(&self, value: &str) -> Value {
        json!({"system": format!("https://{}.example/fhir/id", self.place.short), "value": value})
    }

    /// Reference to something of this person here.
    pub(super) fn refer(&self, kind: &str, name: &str, display: &str) -> Value {
        json!({"reference": format!("{kind}/{}", self.id(name)), "display": display})
    }

    /// Reference to the person.
    pub(super) fn patient(&self) -> Value {
        self.refer("Patient", "patient", &self.person.display())
    }

    /// Reference to the professional who records here, with role.
    pub(super) fn professional(&self) -> Value {
        let who = self.place.professional;
        json!({
            "extension": [{
                "url": format!("{NICTIZ}/practitionerrole-reference"),
                "valueReference": {
                    "reference": format!("PractitionerRole/{}-rol", self.place.short),
                    "display": format!("{} || {} || {}", who.name, who.role.1, self.place.display),
                },
            }],
            "reference": format!("Practitioner/{}-zorgverlener", self.place.short),
            "display": who.name,
        })
    }

    /// Reference to the organisation.
    pub(super) fn organisation(&self) -> Value {
        json!({
            "reference": format!("Organization/{}-organisatie", self.place.short),
            "display": self.place.display,
        })
    }

    /// The date so many days ago; negative is ahead.
    pub(super) fn day(&self, days_ago: i64) -> NaiveDate {
        let days = Days::new(days_ago.unsigned_abs());
        let day = if days_ago < 0 {
            self.today.checked_add_days(days)
        } else {
            self.today.checked_sub_days(days)
        };
        day.unwrap_or(self.today)
    }

    /// `YYYY-MM-DD` so many days ago.
    pub(super) fn date(&self, days_ago: i64) -> String {
        self.day(days_ago).to_string()
    }

    /// A moment so many days ago, at a time (`HH:MM`) on the clock in the
    /// Netherlands.
    pub(super) fn moment(&self, days_ago: i64, time: &str) -> String {
        moment(self.day(days_ago), time)
    }

    /// `YYYY` so many years ago.
    pub(super) fn year(&self, years_ago: i32) -> String {
        (self.today.year() - years_ago).to_string()
    }

    /// `YYYY-MM` so many years ago.
    pub(super) fn month(&self, years_ago: i32, month: u32) -> String {
        format!("{}-{month:02}", self.today.year() - years_ago)
    }
}

/// A day and a time with the Dutch offset (summer time from April to October).
pub(super) fn moment(day: NaiveDate, time: &str) -> String {
    let offset = if (4..=10).contains(&day.month()) {
        "+02:00"
    } else {
        "+01:00"
    };
    format!("{day}T{time}:00{offset}")
}

/// A day in Dutch words: `3 maart 2026`.
pub(super) fn in_words(day: NaiveDate) -> String {
    let month = match day.month() {
        1 => "januari",
        2 => "februari",
        3 => "maart",
        4 => "april",
        5 => "mei",
        6 => "juni",
        7 => "juli",
        8 => "augustus",
        9 => "september",
        10 => "oktober",
        11 => "november",
        _ => "december",
    };
    format!("{} {month} {}", day.day(), day.year())
}

fn patient_element(kind: &str) -> Option<&'static str> {
    match kind {
        "AllergyIntolerance"
        | "Consent"
        | "NutritionOrder"
        | "Immunization"
        | "ImmunizationRecommendation"
        | "EpisodeOfCare"
        | "Device" => Some("patient"),
        "Coverage" => Some("beneficiary"),
        "Patient" | "Practitioner" | "PractitionerRole" | "Organization" | "Medication"
        | "Appointment" | "Location" | "Binary" => None,
        _ => Some("subject"),
    }
}

/// A Coding.
pub(super) fn coding(system: &str, code: &str, display: &str) -> Value {
    json!({"system": system, "code": code, "display": display})
}

/// A `CodeableConcept` with one Coding.
pub(super) fn concept(system: &str, code: &str, display: &str) -> Value {
    json!({"coding": [coding(system, code, display)]})
}

/// A SNOMED CT concept.
pub(super) fn sct(code: &str, display: &str) -> Value {
    concept(SCT, code, display)
}

/// A concept that the source only has in words: nullFlavor OTH with text.
pub(super) fn other(text: &str) -> Value {
    json!({"coding": [coding("http://hl7.org/fhir/v3/NullFlavor", "OTH", "other")], "text": text})
}

/// The Dutch meaning beside a primitive code (`_status` and so on).
pub(super) fn means(system: &str, code: &str, display: &str) -> Value {
    json!({"extension": [{
        "url": format!("{NICTIZ}/code-specification"),
        "valueCodeableConcept": concept(system, code, display),
    }]})
}

/// Why a primitive is not there.
pub(super) fn absent(reason: &str) -> Value {
    json!({"extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": reason,
    }]})
}

/// A quantity in UCUM. `value` as it must be written (`6.20` keeps its zero).
pub(super) fn quantity(value: &str, unit: &str, code: &str) -> Value {
    json!({
        "value": number(value),
        "unit": unit,
        "system": "http://unitsofmeasure.org",
        "code": code,
    })
}

/// A decimal, digits kept as written.
pub(super) fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

/// An extension of Nictiz: name and `value[x]`.
pub(super) fn extension(name: &str, kind: &str, value: Value) -> Value {
    let mut extension = Map::new();
    extension.insert("url".to_owned(), json!(format!("{NICTIZ}/{name}")));
    extension.insert(kind.to_owned(), value);
    Value::Object(extension)
}
