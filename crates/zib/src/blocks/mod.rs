//! The building blocks and their registry. Adding one is one file and one line.

mod advance_directive;
mod alcohol_use;
mod alert;
mod allergy;
mod appointment;
mod audit_event;
mod binary;
mod blood_pressure;
mod body_height;
mod body_weight;
mod care_plan;
mod care_team;
mod communication;
mod contact_person;
mod contact_report;
mod device;
mod device_request;
mod device_use;
mod document;
mod document_set;
mod drug_use;
mod encounter;
mod episode;
mod functional_status;
mod generic;
mod gp_encounter;
mod journal_entry;
mod laboratory;
mod living_situation;
mod location;
mod medication;
mod medication_administration;
mod medication_dispense;
mod medication_request;
mod medication_statement;
mod medicine;
mod nutrition_advice;
mod observation;
mod observed;
mod organization;
mod patient;
mod payer;
mod planned_procedure;
mod planned_vaccination;
mod practitioner;
mod practitioner_role;
mod problem;
mod procedure;
mod report;
mod social;
mod specimen;
pub(crate) mod titles;
mod tobacco_use;
mod treatment_directive;
mod vaccination;
mod visits;
mod vital_sign;

use crate::reader::Reader;
use crate::view::Chapter;
use inzage_fhir::{Resource, Value};

/// How one building block is read. STU3 and R4 differ in its paths only; a path
/// that finds nothing shows nothing.
#[derive(Debug)]
pub(crate) struct Block {
    /// Resource types it can be.
    pub(crate) kinds: &'static [&'static str],
    /// Last part of the profiles that say so (`meta.profile`).
    pub(crate) profiles: &'static [&'static str],
    /// Codes of `code` or `category` that say so where no profile does; empty:
    /// the resource type alone does.
    pub(crate) codes: &'static [&'static str],
    /// Where its row stands.
    pub(crate) chapter: Chapter,
    /// What it is, in words; `None` where it does not say.
    pub(crate) title: for<'a> fn(&Reader<'a>) -> Option<String>,
    /// Where its date is: the first that is there counts.
    pub(crate) date: &'static [&'static str],
    /// The status or value that matters, in words.
    pub(crate) status: for<'a> fn(&Reader<'a>) -> Option<String>,
    /// Label key and path of each field, in the order of the zib.
    pub(crate) fields: &'static [Fields],
}

/// Label keys and paths; see [`crate::reader::select`].
pub(crate) type Fields = &'static [(&'static str, &'static str)];

/// What the source wrote beside it, in whichever building block.
const NOTES: Fields = &[
    ("note", "note"),
    ("note", "comment"),
    ("note", "ext:Comment"),
    ("note", "ext:ext-Comment"),
];

impl Block {
    /// Whether the time of the day matters in a row: measurements, visits,
    /// appointments, what was administered.
    pub(crate) fn has_clock(&self) -> bool {
        let kinds = ["Appointment", "MedicationAdministration", "Encounter"];
        matches!(
            self.chapter,
            Chapter::VitalSigns | Chapter::Results | Chapter::OwnMeasurements
        ) || self.kinds.iter().any(|kind| kinds.contains(kind))
    }
}

/// Every building block; the first that fits counts.
static REGISTRY: &[&Block] = &[
    &patient::BLOCK,
    &problem::BLOCK,
    &allergy::BLOCK,
    &alert::BLOCK,
    &medication_request::BLOCK,
    &medication_dispense::BLOCK,
    &medication_statement::BLOCK,
    &medication_administration::BLOCK,
    &medication::BLOCK,
    &blood_pressure::BLOCK,
    &body_weight::BLOCK,
    &body_height::BLOCK,
    &vital_sign::BLOCK,
    &laboratory::BLOCK,
    &alcohol_use::BLOCK,
    &tobacco_use::BLOCK,
    &drug_use::BLOCK,
    &living_situation::BLOCK,
    &functional_status::BLOCK,
    &social::BLOCK,
    &observation::BLOCK,
    &journal_entry::BLOCK,
    &vaccination::BLOCK,
    &planned_vaccination::BLOCK,
    &procedure::BLOCK,
    &planned_procedure::BLOCK,
    &encounter::BLOCK,
    &gp_encounter::BLOCK,
    &document::BLOCK,
    &document_set::BLOCK,
    &treatment_directive::BLOCK,
    &advance_directive::BLOCK,
    &payer::BLOCK,
    &episode::BLOCK,
    &contact_report::BLOCK,
    &device_use::BLOCK,
    &device::BLOCK,
    &device_request::BLOCK,
    &appointment::BLOCK,
    &nutrition_advice::BLOCK,
    &practitioner::BLOCK,
    &practitioner_role::BLOCK,
    &organization::BLOCK,
    &location::BLOCK,
    &contact_person::BLOCK,
    &specimen::BLOCK,
    &care_team::BLOCK,
    &care_plan::BLOCK,
    &report::BLOCK,
    &communication::BLOCK,
    &binary::BLOCK,
    &audit_event::BLOCK,
];

/// Every building block with a page of its own.
pub(crate) fn registry() -> impl Iterator<Item = &'static Block> {
    REGISTRY.iter().copied()
}

/// How to read `resource`: by its profile, else by type and codes, else as
/// anything.
pub(crate) fn find(resource: &Resource) -> &'static Block {
    let kind = resource.kind();
    let of_kind = || REGISTRY.iter().filter(|b| b.kinds.contains(&kind));
    let by_profile = resource.profiles().find_map(|profile| {
        let name = profile.split('|').next()?.rsplit('/').next()?;
        of_kind().find(|b| b.profiles.contains(&name))
    });
    by_profile
        .or_else(|| of_kind().find(|b| b.codes.is_empty() || has_one(resource, b.codes)))
        .copied()
        .unwrap_or(&generic::BLOCK)
}

/// Whether `code` or `category` holds one of `codes`.
fn has_one(resource: &Resource, codes: &[&str]) -> bool {
    ["code", "category"]
        .iter()
        .flat_map(|key| crate::reader::list(resource.get(key)))
        .flat_map(|concept| crate::reader::list(concept.get("coding")))
        .filter_map(|coding| coding.get("code").and_then(Value::as_str))
        .any(|code| codes.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_field_of_every_building_block_has_a_label() {
        for block in REGISTRY {
            for (key, _) in block.fields.iter().copied().flatten() {
                assert!(inzage_words::has_label(key), "{key}");
            }
        }
    }

    /// A label that is not everyday Dutch has an explanation
    /// (`tables/explanations.tsv`); one that is stands in `tables/everyday.txt`.
    #[test]
    fn every_label_is_an_everyday_word_or_explained() {
        let keys = REGISTRY
            .iter()
            .flat_map(|block| block.fields.iter().copied().flatten());
        let keys = keys.chain(crate::entry::SOURCE).map(|(key, _)| *key);
        let unknown: std::collections::BTreeSet<_> = keys
            .filter(|key| !inzage_words::is_understood(key))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn every_building_block_and_its_type_can_be_found() {
        for block in REGISTRY {
            for kind in block.kinds {
                assert!(
                    inzage_words::kind(kind, inzage_words::Lang::Nl).is_some(),
                    "{kind}"
                );
                for profile in block.profiles {
                    let meta = json!({"profile": [format!("http://x.example/{profile}|1.0")]});
                    let value = json!({"resourceType": kind, "meta": meta});
                    let found = Resource::from_value(value).map(|r| find(&r));
                    assert!(
                        found.is_some_and(|f| std::ptr::eq(f, *block)),
                        "{kind} {profile}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_resource_without_profile_is_known_by_its_codes() {
        let coded = |key: &str, code: &str| {
            let concept = json!({"coding": [{"code": code}]});
            let value = json!({"resourceType": "Observation", key: concept});
            Resource::from_value(value).map(|r| find(&r).chapter)
        };
        assert_eq!(coded("code", "85354-9"), Some(Chapter::VitalSigns));
        assert_eq!(coded("category", "laboratory"), Some(Chapter::Results));
        assert_eq!(coded("code", "365980008"), Some(Chapter::SocialHistory));
        assert_eq!(coded("code", "something else"), Some(Chapter::Results));
    }

    #[test]
    fn a_profile_goes_before_the_codes() {
        let value = json!({
            "resourceType": "Observation",
            "meta": {"profile": ["http://nictiz.nl/fhir/StructureDefinition/gp-JournalEntry"]},
            "code": {"coding": [{"code": "85354-9"}]}
        });
        let found = Resource::from_value(value).map(|r| find(&r).chapter);
        assert_eq!(found, Some(Chapter::GeneralPractice));
    }
}
