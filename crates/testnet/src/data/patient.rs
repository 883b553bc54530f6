//! nl-core-patient with its general practitioner, per source.

use serde_json::{Value, json};

use super::make::{FHIR_NL, NICTIZ, Source, absent, concept, means};
use super::places::{GP, Place};

/// Patient, general practitioner and the organisation that delivers.
pub(super) fn patient(source: &Source<'_>) -> Vec<Value> {
    vec![
        person(source),
        practitioner(&GP),
        organization(source.place),
    ]
}

fn person(source: &Source<'_>) -> Value {
    let person = source.person;
    let mut fields = json!({
        "identifier": [
            {"system": "http://fhir.nl/fhir/NamingSystem/bsn", "_value": absent("masked")},
            source.identifier(&source.id("patient")),
        ],
        "active": true,
        "name": [name(source)],
        "telecom": [{
            "extension": [{
                "url": format!("{NICTIZ}/zib-ContactInformation-TelecomType"),
                "valueCodeableConcept": concept("http://hl7.org/fhir/v3/AddressUse", "MC", "Mobiel telefoonnummer"),
            }],
            "system": "phone", "value": "06 00 00 00 71", "use": "home",
        }],
        "gender": person.gender,
        "birthDate": person.born.to_string(),
        "deceasedBoolean": false,
        "address": [address(person.id)],
        "multipleBirthBoolean": person.twin,
        "generalPractitioner": [{
            "reference": "Practitioner/delinde-zorgverlener",
            "display": GP.professional.name,
        }],
    });
    fields["_gender"] = if person.gender == "female" {
        means("http://hl7.org/fhir/v3/AdministrativeGender", "F", "Vrouw")
    } else {
        means("http://hl7.org/fhir/v3/AdministrativeGender", "M", "Man")
    };
    if person.partner.is_some() {
        fields["maritalStatus"] = concept("http://hl7.org/fhir/v3/MaritalStatus", "M", "Gehuwd");
    }
    if let Some(contacts) = contacts(person.id) {
        fields["contact"] = contacts;
    }
    source.make(
        "Patient",
        &format!("{FHIR_NL}/nl-core-patient"),
        "patient",
        fields,
    )
}

fn name(source: &Source<'_>) -> Value {
    let person = source.person;
    let iso = |part: &str, value: &str| json!({"url": format!("http://hl7.org/fhir/StructureDefinition/{part}"), "valueString": value});
    let mut parts = Vec::new();
    if !person.own.0.is_empty() {
        parts.push(iso("humanname-own-prefix", person.own.0));
    }
    parts.push(iso("humanname-own-name", person.own.1));
    if let Some((prefix, name)) = person.partner {
        if !prefix.is_empty() {
            parts.push(iso("humanname-partner-prefix", prefix));
        }
        parts.push(iso("humanname-partner-name", name));
    }
    let kind = |code: &str| {
        json!({"extension": [{
            "url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier",
            "valueCode": code,
        }]})
    };
    let order = if person.partner.is_some() {
        "NL3"
    } else {
        "NL1"
    };
    json!({
        "extension": [{
            "url": "http://hl7.org/fhir/StructureDefinition/humanname-assembly-order",
            "valueCode": order,
        }],
        "use": "official",
        "family": person.family(),
        "_family": {"extension": parts},
        "given": [person.given, person.initials, person.call],
        "_given": [kind("BR"), kind("IN"), kind("CL")],
    })
}

fn address(person: &str) -> Value {
    let (street, number, postcode, city) = match person {
        "riet" => ("Wilgenlaan", "27", "3832TN", "Leusden"),
        "eva" | "sem" | "lotte" => ("Kerkstraat", "4", "3811CV", "Amersfoort"),
        _ => ("Stationsweg", "110", "3811MH", "Amersfoort"),
    };
    let part = |name: &str, value: &str| {
        json!({
            "url": format!("http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-{name}"),
            "valueString": value,
        })
    };
    json!({
        "extension": [{
            "url": format!("{NICTIZ}/zib-AddressInformation-AddressType"),
            "valueCodeableConcept": concept("http://hl7.org/fhir/v3/AddressUse", "HP", "Officieel adres"),
        }],
        "use": "home",
        "type": "both",
        "line": [format!("{street} {number}")],
        "_line": [{"extension": [part("streetName", street), part("houseNumber", number)]}],
        "city": city,
        "postalCode": postcode,
        "country": "NL",
        "_country": means("urn:iso:std:iso:3166", "NL", "Nederland"),
    })
}

/// Patient and organisation, with the names that R4 profiles have.
pub(super) fn patient_r4(source: &Source<'_>) -> Vec<Value> {
    let mut list = patient(source);
    for resource in &mut list {
        let text = resource.to_string();
        let r4 = text
            .replace(
                &format!("{NICTIZ}/code-specification"),
                &format!("{NICTIZ}/ext-CodeSpecification"),
            )
            .replace(
                "http://hl7.org/fhir/v3/",
                "http://terminology.hl7.org/CodeSystem/v3-",
            )
            .replace(
                "zib-AddressInformation-AddressType",
                "ext-AddressInformation.AddressType",
            )
            .replace(
                "http://fhir.nl/fhir/StructureDefinition/nl-core-patient",
                &format!("{NICTIZ}/nl-core-Patient"),
            );
        if let Ok(read) = serde_json::from_str(&r4) {
            *resource = read;
        }
    }
    list
}

/// Contact persons: role and relation are two codings of one `relationship`.
fn contacts(person: &str) -> Option<Value> {
    let contact =
        |role: (&str, &str), relation: (&str, &str), given: &str, family: &str, phone: &str| {
            json!({
                "relationship": [
                    concept("urn:oid:2.16.840.1.113883.2.4.3.11.22.472", role.0, role.1),
                    concept("http://hl7.org/fhir/v3/RoleCode", relation.0, relation.1),
                ],
                "name": {"text": format!("{given} {family}"), "given": [given], "family": family},
                "telecom": [{"system": "phone", "value": phone, "use": "mobile"}],
            })
        };
    let first = ("01", "Eerste relatie/contactpersoon");
    match person {
        "riet" => Some(json!([
            contact(
                first,
                ("HUSB", "Echtgenoot"),
                "Kees",
                "van den Berg",
                "06 00 00 00 72"
            ),
            contact(
                ("24", "Contactpersoon"),
                ("DAUC", "Dochter"),
                "Marjan",
                "van den Berg",
                "06 00 00 00 73"
            ),
        ])),
        "sem" | "lotte" => Some(json!([contact(
            first,
            ("NMTH", "Natuurlijke moeder"),
            "Eva",
            "Bakker-de Groot",
            "06 00 00 00 41"
        ),])),
        _ => None,
    }
}

/// nl-core-practitioner.
pub(super) fn practitioner(place: &Place) -> Value {
    let who = place.professional;
    json!({
        "resourceType": "Practitioner",
        "id": format!("{}-zorgverlener", place.short),
        "meta": {"profile": [format!("{FHIR_NL}/nl-core-practitioner")]},
        "identifier": [{"system": "http://fhir.nl/fhir/NamingSystem/agb-z", "value": who.agb}],
        "name": [{"use": "official", "text": who.name, "family": who.family}],
        "telecom": [{"system": "phone", "value": place.phone, "use": "work"}],
    })
}

/// nl-core-organization.
pub(super) fn organization(place: &Place) -> Value {
    json!({
        "resourceType": "Organization",
        "id": format!("{}-organisatie", place.short),
        "meta": {"profile": [format!("{FHIR_NL}/nl-core-organization")]},
        "identifier": [{"system": "http://fhir.nl/fhir/NamingSystem/agb-z", "value": place.agb}],
        "name": place.display,
        "telecom": [{"system": "phone", "value": place.phone, "use": "work"}],
        "address": [{
            "line": [place.street], "postalCode": place.postcode, "city": place.town, "country": "NL",
        }],
    })
}
