//! Behandelaanwijzing (zib-TreatmentDirective, nl-core-TreatmentDirective2).

use super::{Block, NOTES};
use crate::reader::Reader;
use crate::view::Chapter;

pub(super) static BLOCK: Block = Block {
    kinds: &["Consent"],
    profiles: &[
        "zib-TreatmentDirective",
        "nl-core-TreatmentDirective2",
        "nl-core-TreatmentDirective",
    ],
    codes: &["11291000146105", "129125009"],
    chapter: Chapter::TreatmentDirectives,
    title,
    date: &[
        "dateTime",
        "period",
        "ext:zib-TreatmentDirective-Verification/ext:VerificationDate",
    ],
    status,
    fields: &[
        &[
            ("treatment", "ext:zib-TreatmentDirective-Treatment"),
            ("treatment", "provision/code"),
            (
                "treatmentPermitted",
                "mod:zib-TreatmentDirective-TreatmentPermitted",
            ),
            (
                "treatmentPermitted",
                "mod:ext-TreatmentDirective2.TreatmentPermitted",
            ),
            ("restrictions", "except"),
            ("provision", "provision"),
            ("verification", "ext:zib-TreatmentDirective-Verification"),
            ("verification", "verification"),
            ("period", "period"),
            ("date", "dateTime"),
            (
                "reasonForEnding",
                "ext:ext-TreatmentDirective2.ReasonForEnding",
            ),
            ("representative", "consentingParty"),
            ("advanceDirective", "ext:consent-additionalSources"),
            (
                "advanceDirective",
                "ext:ext-TreatmentDirective2.AdvanceDirective",
            ),
            ("advanceDirective", "source*"),
            ("status", "status"),
            ("organization", "organization"),
            ("policy", "policy"),
            ("policyRule", "policyRule"),
            ("scope", "scope"),
            ("consentCategory", "category"),
        ],
        NOTES,
    ],
};

fn title(reader: &Reader<'_>) -> Option<String> {
    reader.named(&[
        "ext:zib-TreatmentDirective-Treatment",
        "ext:zib-TreatmentDirective2-Treatment",
        "provision/code",
        "category",
    ])
}

fn status(reader: &Reader<'_>) -> Option<String> {
    reader.state(&[
        "mod:zib-TreatmentDirective-TreatmentPermitted",
        "mod:ext-TreatmentDirective2.TreatmentPermitted",
        "provision/type",
        "status",
    ])
}
