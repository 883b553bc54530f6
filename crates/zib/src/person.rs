//! Who a Patient is: to check whose data a collection holds.

use crate::reader::list;
use crate::view::Lang;
use inzage_fhir::{HumanName, Resource, Value};

/// The person of a Patient resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Name as they write it; empty when not given.
    pub name: String,
    /// Birth date as received, of any precision.
    pub birth: Option<String>,
    /// `gender` as received: male, female, other, unknown.
    pub sex: Option<String>,
    /// `gender` in words.
    pub sex_text: Option<String>,
    /// Whether the source says that the person died.
    pub deceased: bool,
    /// Parts of each name, for comparing.
    pub names: Vec<HumanName>,
}

/// The person in `resource`; `None` when it is no Patient.
pub fn person(resource: &Resource, lang: Lang) -> Option<Person> {
    if resource.kind() != "Patient" {
        return None;
    }
    let text = |key: &str| {
        let text = resource.get(key)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let names: Vec<HumanName> = list(resource.get("name"))
        .iter()
        .map(HumanName::read)
        .collect();
    let sex = text("gender");
    let died = resource.get("deceasedBoolean") == Some(&Value::Bool(true));
    Some(Person {
        name: HumanName::known_by(list(resource.get("name"))),
        birth: text("birthDate"),
        sex_text: sex.as_deref().map(|sex| {
            inzage_words::code("Patient", "gender", sex, lang)
                .unwrap_or_else(|| inzage_words::phrase("unknown", lang))
                .to_owned()
        }),
        sex,
        deceased: died || text("deceasedDateTime").is_some(),
        names,
    })
}
