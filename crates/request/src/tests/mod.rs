use super::*;

mod machine;
mod sent;

const ID: &str = "6f0a1a52-8f4a-4a1e-9d57-0c5d7d1f0a11";
const AT: &str = "2026-05-26T08:10:00+02:00";

fn provider() -> Provider {
    Provider {
        id: "ziekenhuis@medmij".into(),
        name: "Ziekenhuis De Linde".into(),
        number: Some(Key {
            system: "http://fhir.nl/fhir/NamingSystem/ura".into(),
            value: "12341234".into(),
        }),
    }
}

fn ways() -> [Way; 3] {
    let (group, service) = ("g".to_owned(), "967".to_owned());
    [
        Way::Vendor {
            group: group.clone(),
            service: service.clone(),
        },
        Way::Correction { group, service },
        Way::Letter,
    ]
}

fn target() -> Target {
    Target {
        entry: "0f3a9c".into(),
        reference: "MedicationRequest/ma-1".into(),
        source: "ziekenhuis@medmij".into(),
        identifiers: vec![Key {
            system: "urn:oid:1.2".into(),
            value: "ma1".into(),
        }],
        treatment: Some(Key {
            system: "urn:oid:1.3".into(),
            value: "mbh1".into(),
        }),
        display: "Metoprolol 50 mg".into(),
        says: "2 maal per dag 1 tablet".into(),
    }
}

fn asked(kind: Kind, way: Way, text: &str) -> Asked {
    let mut asked = Asked::new(kind, provider(), way, text.into(), AT.into());
    asked.target = Some(target());
    asked
}

fn sender() -> Sender {
    Sender {
        name: "Johan XXX_Helleman".into(),
        given: vec!["Johan".into()],
        family: "XXX_Helleman".into(),
        sex: "male".into(),
        birth: "1964-07-25".into(),
        number: Some(Key {
            system: "urn:oid:2.16.840.1.113883.2.4.3.11.999.130.1.135".into(),
            value: "1285290".into(),
        }),
    }
}
