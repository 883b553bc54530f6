//! zib-Problem, zib-Alert, zib-AllergyIntolerance.

use serde_json::{Value, json};

use super::make::{SCT, Source, concept, means, other, sct};

/// A problem. `code`: SNOMED code and Dutch name; `onset`: any precision.
pub(super) struct Problem {
    /// Part of the id.
    pub(super) name: &'static str,
    /// SNOMED code and Dutch name; an empty code: only in words.
    pub(super) code: (&'static str, &'static str),
    /// Since when.
    pub(super) onset: String,
    /// Until when, when it is over.
    pub(super) abated: Option<String>,
    /// What the professional wrote.
    pub(super) note: &'static str,
}

/// zib-Problem.
pub(super) fn problem(source: &Source<'_>, problem: &Problem) -> Value {
    let code = if problem.code.0.is_empty() {
        other(problem.code.1)
    } else {
        sct(problem.code.0, problem.code.1)
    };
    let over = problem.abated.is_some();
    let mut fields = json!({
        "clinicalStatus": if over { "inactive" } else { "active" },
        "_clinicalStatus": if over {
            means(SCT, "73425007", "Niet actueel")
        } else {
            means(SCT, "55561003", "Actueel")
        },
        "verificationStatus": "confirmed",
        "_verificationStatus": means(SCT, "410605003", "Bevestigd aanwezig"),
        "category": [sct("282291009", "Diagnose")],
        "code": code,
        "onsetDateTime": problem.onset,
        "assertedDate": source.date(400),
        "asserter": source.professional(),
    });
    if let Some(abated) = &problem.abated {
        fields["abatementDateTime"] = json!(abated);
    }
    if !problem.note.is_empty() {
        fields["note"] = json!([{"text": problem.note}]);
    }
    source.zib("Condition", "zib-Problem", problem.name, fields)
}

/// A problem that was written down by mistake and withdrawn.
pub(super) fn entered_in_error(source: &Source<'_>) -> Value {
    source.zib("Condition", "zib-Problem", "vergissing", json!({
        "clinicalStatus": "inactive",
        "_clinicalStatus": means(SCT, "73425007", "Niet actueel"),
        "verificationStatus": "entered-in-error",
        "category": [sct("282291009", "Diagnose")],
        "code": sct("44054006", "Diabetes mellitus type 2"),
        "onsetDateTime": source.year(2),
        "note": [{"text": "Per ongeluk in dit dossier genoteerd; hoort bij een andere patiënt."}],
    }))
}

/// zib-Alert.
pub(super) fn alert(source: &Source<'_>, name: &str, code: (&str, &str), since: &str) -> Value {
    let code = if code.0.is_empty() {
        other(code.1)
    } else {
        sct(code.0, code.1)
    };
    source.zib(
        "Flag",
        "zib-Alert",
        name,
        json!({
            "status": "active",
            "category": concept("http://loinc.org", "74018-3", "alert"),
            "code": code,
            "period": {"start": since},
            "author": source.professional(),
        }),
    )
}

/// The penicillin allergy that three providers each know in their own way.
pub(super) fn penicillin(source: &Source<'_>, onset: &str, reaction: &str) -> Value {
    source.zib(
        "AllergyIntolerance",
        "zib-AllergyIntolerance",
        "penicilline",
        json!({
            "clinicalStatus": "active",
            "_clinicalStatus": means("http://hl7.org/fhir/v3/ActStatus", "active", "Actief"),
            "verificationStatus": "confirmed",
            "category": ["medication"],
            "_category": [means(SCT, "419511003", "Medicijn")],
            "criticality": "high",
            "_criticality": means(SCT, "24484000", "Ernstig"),
            "code": sct("764146007", "Penicilline"),
            "onsetDateTime": onset,
            "assertedDate": source.date(700),
            "asserter": source.professional(),
            "reaction": [{
                "manifestation": [sct("271807003", "Exantheem")],
                "description": reaction,
                "severity": "moderate",
                "_severity": means(SCT, "6736007", "Matig"),
            }],
        }),
    )
}

/// An allergy that was looked into and refuted.
pub(super) fn refuted(source: &Source<'_>) -> Value {
    source.zib(
        "AllergyIntolerance",
        "zib-AllergyIntolerance",
        "jodium",
        json!({
            "clinicalStatus": "inactive",
            "verificationStatus": "refuted",
            "category": ["medication"],
            "code": other("Jodiumhoudend contrastmiddel"),
            "assertedDate": source.date(820),
            "asserter": source.professional(),
            "note": [{"text": "Na onderzoek door de allergoloog: geen allergie."}],
        }),
    )
}

/// Plasters: mild, no date known.
pub(super) fn plasters(source: &Source<'_>) -> Value {
    source.zib(
        "AllergyIntolerance",
        "zib-AllergyIntolerance",
        "pleisters",
        json!({
            "clinicalStatus": "active",
            "_clinicalStatus": means("http://hl7.org/fhir/v3/ActStatus", "active", "Actief"),
            "verificationStatus": "unconfirmed",
            "category": ["environment"],
            "criticality": "low",
            "code": other("Pleisters"),
            "note": [{"text": "Patiënt vertelt dat de huid rood wordt onder bruine pleisters."}],
        }),
    )
}
