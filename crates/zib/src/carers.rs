//! Who cares for the patient, as a resource names them: Practitioner (with its
//! role), Organization, `CareTeam`, references (resolved, contained or with a
//! display only), STU3 and R4.

use crate::Known;
use crate::concepts::read;
use crate::reader::list;
use crate::show::without_marks;
use crate::view::Lang;
use inzage_fhir::{HumanName, Resource, Value};

/// Registers whose numbers say that two are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Register {
    /// AGB (Vektis): professionals and organisations.
    Agb,
    /// UZI register: the number of a professional, or of an organisation (URA).
    Uzi,
}

/// A professional or an organisation, as one resource names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carer {
    /// A person; otherwise an organisation.
    pub person: bool,
    /// Numbers in the registers.
    pub numbers: Vec<(Register, String)>,
    /// `Type/id` of the resource that describes them, when there is one.
    pub key: Option<String>,
    /// As written; never empty.
    pub name: String,
    /// Specialty, function or kind of organisation.
    pub roles: Vec<String>,
    /// Where a person works.
    pub organisation: Option<String>,
    /// Telephone numbers as written.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub mails: Vec<String>,
}

/// Members that name a carer where nothing but a text came.
const PERSONS: &[&str] = &[
    "performer",
    "actor",
    "individual",
    "requester",
    "agent",
    "recorder",
    "practitioner",
    "generalPractitioner",
    "careManager",
    "authenticator",
    "attester",
    "prescriber",
];
const ORGANISATIONS: &[&str] = &[
    "organization",
    "serviceProvider",
    "managingOrganization",
    "custodian",
    "onBehalfOf",
    "provider",
];

/// What the AGB register puts behind a kind of professional without more to say.
const UNSPECIFIED: &str = "niet nader gespecificeerd";

/// Every carer that `resource` names, in order; a Practitioner, its role or an
/// Organization names itself.
pub fn carers(resource: &Resource, known: &dyn Known, lang: Lang) -> Vec<Carer> {
    let look = Look {
        resource,
        known,
        lang,
    };
    let mut found = Vec::new();
    match resource.kind() {
        "Practitioner" | "PractitionerRole" | "Organization" => {
            found.extend(look.described(resource.value(), false));
        }
        // Whose insurance, and who else belongs to the person, is no care.
        "Coverage" | "RelatedPerson" => {}
        _ => look.walk("", resource.value(), &mut found),
    }
    found
}

/// The general practitioners that a Patient names (zib Patient, nl-core-patient:
/// `generalPractitioner`), in order: a person, their role, or the practice.
pub fn general_practitioners(patient: &Resource, known: &dyn Known, lang: Lang) -> Vec<Carer> {
    let look = Look {
        resource: patient,
        known,
        lang,
    };
    let key = "generalPractitioner";
    let mut found = Vec::new();
    if let Some(value) = patient.get(key).filter(|_| patient.kind() == "Patient") {
        look.walk(key, value, &mut found);
    }
    found
}

struct Look<'a> {
    resource: &'a Resource,
    known: &'a dyn Known,
    lang: Lang,
}

fn text(value: &Value, key: &str) -> Option<String> {
    let text = value.get(key)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

impl Look<'_> {
    fn walk(&self, key: &str, value: &Value, found: &mut Vec<Carer>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.walk(key, item, found)),
            Value::Object(members) => {
                if let Some(carer) = self.pointed_at(key, value)
                    && !found.contains(&carer)
                {
                    found.push(carer);
                }
                for (key, item) in members.iter().filter(|(key, _)| *key != "contained") {
                    self.walk(key, item, found);
                }
            }
            _ => {}
        }
    }

    /// The carer that a reference points at, or only names.
    fn pointed_at(&self, key: &str, reference: &Value) -> Option<Carer> {
        let to = text(reference, "reference");
        if let Some(to) = to.as_deref()
            && let Some(target) = self.target(to)
        {
            return self.described(target, is_contained(to));
        }
        let display = text(reference, "display").filter(|display| is_name(display))?;
        let said = text(reference, "type").or_else(|| Some(kind_of(to.as_deref()?)?.to_owned()));
        // A code has a display too.
        let coded = reference.get("code").is_some() || reference.get("system").is_some();
        let person = match said.as_deref() {
            Some("Practitioner" | "PractitionerRole") => true,
            Some("Organization") => false,
            None if !coded && PERSONS.contains(&key) => true,
            None if !coded && ORGANISATIONS.contains(&key) => false,
            _ => return None,
        };
        Some(written(person, &display, to))
    }

    fn target(&self, reference: &str) -> Option<&Value> {
        match reference.strip_prefix('#') {
            Some(id) => list(self.resource.get("contained"))
                .iter()
                .find(|inside| text(inside, "id").as_deref() == Some(id)),
            None => self.known.find(reference).map(Resource::value),
        }
    }

    /// `contained`: its id says nothing outside the resource that holds it.
    fn described(&self, value: &Value, contained: bool) -> Option<Carer> {
        let kind = text(value, "resourceType")?;
        let mut carer = match kind.as_str() {
            "Practitioner" => Carer {
                person: true,
                name: person_name(value)?,
                ..Carer::default()
            },
            "Organization" if !is_insurer(value) => Carer {
                name: organisation_name(value)?,
                ..Carer::default()
            },
            "PractitionerRole" => return self.in_role(value),
            _ => return None,
        };
        let id = text(value, "id").filter(|_| !contained);
        carer.key = id.map(|id| format!("{kind}/{id}"));
        self.fill(&mut carer, value);
        Some(carer)
    }

    /// A role: the person it is of, with what the role adds.
    fn in_role(&self, role: &Value) -> Option<Carer> {
        let of = |key: &str| {
            let reference = role.get(key)?;
            let to = text(reference, "reference");
            let found = to.and_then(|to| self.described(self.target(&to)?, is_contained(&to)));
            found.or_else(|| {
                let display = text(reference, "display")?;
                Some(written(
                    key == "practitioner",
                    &display,
                    text(reference, "reference"),
                ))
            })
        };
        let organisation = of("organization");
        let Some(mut carer) = of("practitioner") else {
            // Nobody by name: the place where they work.
            let mut place = organisation?;
            self.fill(&mut place, role);
            return Some(place);
        };
        carer.organisation = organisation.map(|place| place.name).or(carer.organisation);
        self.fill(&mut carer, role);
        if !is_name(&carer.name) {
            // A number for a name: what they do says more.
            let first = (!carer.roles.is_empty()).then(|| carer.roles.remove(0));
            carer.name = first?;
        }
        Some(carer)
    }

    /// Numbers, roles and ways to reach, from a resource that describes a carer.
    fn fill(&self, carer: &mut Carer, value: &Value) {
        for identifier in list(value.get("identifier")) {
            carer
                .numbers
                .extend(number(identifier).filter(|found| !carer.numbers.contains(found)));
        }
        for key in ["specialty", "code", "type"] {
            for concept in list(value.get(key)) {
                let role = read(concept, self.lang).names.pop();
                carer
                    .roles
                    .extend(role.filter(|role| !carer.roles.contains(role)));
            }
        }
        for contact in list(value.get("telecom")) {
            let reached = match text(contact, "system").as_deref() {
                Some("phone" | "sms") => &mut carer.phones,
                Some("email") => &mut carer.mails,
                _ => continue,
            };
            reached.extend(text(contact, "value").filter(|way| !reached.contains(way)));
        }
    }
}

/// What stands where a name should, and is none.
const NO_NAMES: &[&str] = &["onbekend", "niet bekend", "unknown"];

/// Whether a text names somebody: a number alone does not.
fn is_name(text: &str) -> bool {
    let known = !NO_NAMES.contains(&text.trim().to_lowercase().as_str());
    known && text.chars().any(char::is_alphabetic)
}

/// Whether an organisation is a health insurer (number of UZOVI, zib Betaler).
fn is_insurer(organisation: &Value) -> bool {
    let numbers = list(organisation.get("identifier")).iter();
    let mut systems = numbers.filter_map(|number| text(number, "system"));
    let profiles = organisation
        .get("meta")
        .and_then(|meta| meta.get("profile"));
    let mut profiles = list(profiles).iter().filter_map(Value::as_str);
    systems.any(|system| system.ends_with("/uzovi"))
        || profiles.any(|profile| profile.contains("-Payer"))
}

/// Whether a reference points within its own resource.
fn is_contained(reference: &str) -> bool {
    reference.starts_with('#')
}

/// The type that a reference names: `Practitioner/1`, or an address that ends so.
fn kind_of(reference: &str) -> Option<&str> {
    reference.rsplit_once('/')?.0.rsplit('/').next()
}

fn written(person: bool, display: &str, to: Option<String>) -> Carer {
    let clean = without_marks(display).unwrap_or_else(|| display.to_owned());
    // Some sources write name, role and place into one text.
    let parts: Vec<&str> = if clean == display {
        vec![&clean]
    } else {
        clean.split(", ").collect()
    };
    let (name, rest) = parts
        .split_first()
        .map_or((display, &[][..]), |(name, rest)| (*name, rest));
    // A role may hold a comma ("Medisch specialisten, cardiologie"); a place begins
    // with a capital.
    let goes_on = |part: &&&str| part.starts_with(char::is_lowercase);
    let more = rest.iter().skip(1).take_while(goes_on).count();
    let (role, place) = rest.split_at_checked(more + 1).unwrap_or((rest, &[]));
    let said = role.iter().filter(|part| **part != UNSPECIFIED);
    let role = said.copied().collect::<Vec<_>>().join(", ");
    Carer {
        person,
        key: to.filter(|to| !to.starts_with('#')),
        name: name.to_owned(),
        roles: Some(role)
            .filter(|role| !role.is_empty())
            .into_iter()
            .collect(),
        organisation: place.first().map(|place| (*place).to_owned()),
        ..Carer::default()
    }
}

fn person_name(value: &Value) -> Option<String> {
    let name = HumanName::known_by(list(value.get("name")));
    (!name.is_empty()).then_some(name)
}

fn organisation_name(value: &Value) -> Option<String> {
    let alias = list(value.get("alias")).iter().find_map(Value::as_str);
    text(value, "name").or_else(|| alias.map(str::to_owned))
}

/// A number of AGB or UZI; all zeros is no number.
fn number(identifier: &Value) -> Option<(Register, String)> {
    let system = text(identifier, "system")?;
    let register = match system.rsplit(['/', ':']).next()? {
        "agb-z" | "agb" | "2.16.840.1.113883.2.4.6.1" => Register::Agb,
        "uzi-nr-pers" | "ura" | "2.16.528.1.1007.3.1" | "2.16.528.1.1007.3.3" => Register::Uzi,
        _ => return None,
    };
    let value = text(identifier, "value")?;
    let real =
        value.bytes().any(|byte| byte != b'0') && value.bytes().all(|b| b.is_ascii_alphanumeric());
    real.then_some((register, value))
}

#[cfg(test)]
#[path = "carers_tests.rs"]
mod tests;
