//! Where sources say different things about the same: smoking, an allergy, a
//! treatment directive. Both sides are named, and neither is right. Differences
//! of medication are found in [`crate::medication`].

use std::collections::BTreeMap;

use inzage_zib::Identity;

pub use crate::view::Topic;

/// What one source says.
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    /// Entry number.
    pub number: &'a str,
    /// MedMij name of the provider.
    pub provider: &'a str,
    /// What identifies it.
    pub identity: &'a Identity,
}

/// Sources that do not say the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// About what.
    pub topic: Topic,
    /// Entry numbers: one of each source, in a fixed order.
    pub sides: Vec<String>,
}

/// SNOMED CT: somebody smokes (zib Tabakgebruik, `TabakGebruikStatusCodelijst`).
const SMOKES: [&str; 15] = [
    "77176002",
    "449868002",
    "428041000124106",
    "230059006",
    "230060001",
    "230062009",
    "230063004",
    "65568007",
    "59978006",
    "82302008",
    "266920004",
    "160603005",
    "160604004",
    "160605003",
    "160606002",
];
/// SNOMED CT: somebody does not smoke (any more).
const DOES_NOT_SMOKE: [&str; 4] = ["8392000", "8517006", "266919005", "160618006"];

/// Every difference among `statements`; their order does not matter.
pub fn find(statements: &[Statement<'_>]) -> Vec<Difference> {
    let mut found: Vec<_> = compared(statements, Topic::Smoking, smoking).collect();
    found.extend(compared(statements, Topic::Allergy, allergy));
    found.extend(compared(statements, Topic::Directive, directive));
    found.sort();
    found.dedup();
    found
}

/// What a statement says: about what, and which of the answers.
type Said = (String, String);

/// Per subject the last word of each provider; a difference where they differ.
fn compared<'a>(
    statements: &'a [Statement<'a>],
    topic: Topic,
    said: fn(&Identity) -> Vec<Said>,
) -> impl Iterator<Item = Difference> {
    let mut last: BTreeMap<String, BTreeMap<&str, (&Statement<'_>, String)>> = BTreeMap::new();
    for statement in statements.iter().filter(|one| counts(one.identity)) {
        for (subject, answer) in said(statement.identity) {
            let sides = last.entry(subject).or_default();
            let newer = sides
                .get(statement.provider)
                .is_none_or(|(kept, _)| age(kept) < age(statement));
            if newer {
                sides.insert(statement.provider, (statement, answer));
            }
        }
    }
    last.into_values().filter_map(move |sides| {
        let mut answers = sides.values().map(|(_, answer)| answer);
        let first = answers.next()?;
        answers.any(|answer| answer != first).then(|| Difference {
            topic,
            sides: sides
                .values()
                .map(|(statement, _)| statement.number.to_owned())
                .collect(),
        })
    })
}

/// What sorts a statement among those of its provider: the date, then the number.
fn age<'a>(statement: &Statement<'a>) -> (&'a Option<String>, &'a str) {
    (&statement.identity.start, statement.number)
}

/// What was entered in error, or no longer holds, says nothing.
fn counts(identity: &Identity) -> bool {
    !matches!(
        identity.status.as_str(),
        "entered-in-error" | "inactive" | "rejected" | "cancelled"
    ) && identity.verification != "entered-in-error"
}

fn smoking(identity: &Identity) -> Vec<Said> {
    if identity.block != "zib-TobaccoUse" {
        return Vec::new();
    }
    let one_of = |codes: &[&str]| {
        identity
            .answer
            .iter()
            .any(|code| codes.contains(&code.as_str()))
    };
    let said = match (one_of(&SMOKES), one_of(&DOES_NOT_SMOKE)) {
        // What has an end tells of a time that is over.
        (true, false) if identity.end.is_none() => "yes",
        (false, true) => "no",
        _ => return Vec::new(),
    };
    vec![("smoking".to_owned(), said.to_owned())]
}

fn allergy(identity: &Identity) -> Vec<Said> {
    if identity.kind != "AllergyIntolerance"
        || !matches!(identity.verification.as_str(), "confirmed" | "refuted")
    {
        return Vec::new();
    }
    let subjects = identity
        .codes
        .iter()
        .map(|(system, code)| format!("{system} {code}"));
    subjects
        .map(|subject| (subject, identity.verification.clone()))
        .collect()
}

fn directive(identity: &Identity) -> Vec<Said> {
    if identity.permitted.is_empty() {
        return Vec::new();
    }
    let answer = identity
        .permitted
        .iter()
        .cloned()
        .collect::<Vec<_>>()
        .join(" ");
    let treatments = identity
        .codes
        .iter()
        .map(|(system, code)| format!("{system} {code}"));
    treatments
        .map(|treatment| (treatment, answer.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use inzage_fhir::{Resource, Value};
    use inzage_zib::{NothingKnown, identity};
    use serde_json::json;

    use super::*;

    /// Provider and resource per statement, numbered in order.
    fn found(said: &[(&str, Value)]) -> Vec<(Topic, Vec<String>)> {
        let identities: Vec<_> = said
            .iter()
            .map(|(_, value)| {
                identity(&Resource::from_value(value.clone()).unwrap(), &NothingKnown)
            })
            .collect();
        let numbers: Vec<_> = (0..said.len()).map(|at| at.to_string()).collect();
        let mut statements: Vec<_> = said
            .iter()
            .zip(&identities)
            .zip(&numbers)
            .map(|(((provider, _), identity), number)| Statement {
                number,
                provider,
                identity,
            })
            .collect();
        let found = find(&statements);
        statements.reverse();
        assert_eq!(find(&statements), found, "order does not matter");
        found.into_iter().map(|d| (d.topic, d.sides)).collect()
    }

    fn concept(code: &str) -> Value {
        json!({"coding": [{"system": "http://snomed.info/sct", "code": code}]})
    }

    fn smoking(answer: &str, date: &str) -> Value {
        json!({"resourceType": "Observation", "code": concept("365980008"),
            "effectiveDateTime": date, "valueCodeableConcept": concept(answer)})
    }

    fn allergy(substance: &str, word: &str) -> Value {
        json!({"resourceType": "AllergyIntolerance", "code": concept(substance), "verificationStatus": word})
    }

    fn directive(treatment: &str, answer: &str) -> Value {
        let base = "http://nictiz.nl/fhir/StructureDefinition/zib-TreatmentDirective";
        json!({"resourceType": "Consent", "status": "active",
            "meta": {"profile": [base]}, "category": [concept("11291000146105")],
            "extension": [{"url": format!("{base}-Treatment"), "valueCodeableConcept": concept(treatment)}],
            "modifierExtension": [{"url": format!("{base}-TreatmentPermitted"), "valueCodeableConcept": concept(answer)}]})
    }

    fn between(topic: Topic) -> Vec<(Topic, Vec<String>)> {
        vec![(topic, vec!["0".into(), "1".into()])]
    }

    #[test]
    fn smokes_here_and_not_there() {
        let (yes, ex, passive) = ("65568007", "8517006", "43381005");
        assert_eq!(
            found(&[("a", smoking(yes, "2020")), ("b", smoking(ex, "2021"))]),
            between(Topic::Smoking)
        );
        assert_eq!(
            found(&[("a", smoking(yes, "2020")), ("b", smoking(passive, "2021"))]),
            []
        );
        assert_eq!(
            found(&[("a", smoking(yes, "2020")), ("b", smoking(yes, "2021"))]),
            []
        );
        // One source that tells of a change is no difference; its last word counts.
        let stopped = [
            ("a", smoking(yes, "2015")),
            ("a", smoking(ex, "2020")),
            ("b", smoking(ex, "2021")),
        ];
        assert_eq!(found(&stopped), []);
    }

    #[test]
    fn an_allergy_confirmed_here_and_refuted_there() {
        let said = |word| allergy("1", word);
        assert_eq!(
            found(&[("a", said("confirmed")), ("b", said("refuted"))]),
            between(Topic::Allergy)
        );
        assert_eq!(
            found(&[("a", said("confirmed")), ("b", said("unconfirmed"))]),
            []
        );
        assert_eq!(
            found(&[("a", said("confirmed")), ("b", allergy("2", "refuted"))]),
            []
        );
        assert_eq!(
            found(&[("a", said("confirmed")), ("b", said("entered-in-error"))]),
            []
        );
    }

    #[test]
    fn treatment_directives_with_another_answer_on_one_treatment() {
        assert_eq!(
            found(&[("a", directive("1", "JA")), ("b", directive("1", "NEE"))]),
            between(Topic::Directive)
        );
        assert_eq!(
            found(&[("a", directive("1", "JA")), ("b", directive("2", "NEE"))]),
            []
        );
        assert_eq!(
            found(&[("a", directive("1", "NEE")), ("b", directive("1", "NEE"))]),
            []
        );
    }
}
