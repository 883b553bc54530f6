//! Behandelaanwijzing (zib-TreatmentDirective, nl-core-TreatmentDirective2).

use super::{Block, NOTES};
use crate::reader::{Node, Reader, inside};
use crate::view::Chapter;
use inzage_words::phrase;

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

/// Whether it is allowed, and with whom that was checked: a directive is never shown
/// without (zib Behandelaanwijzing.Verificatie).
fn status(reader: &Reader<'_>) -> Option<String> {
    let wrong = reader.is_one("status", &["entered-in-error"]);
    // In a code without words.
    let unclear = !wrong
        && reader.first(PERMITTED).is_none()
        && PERMITTED.iter().any(|path| !reader.at(path).is_empty());
    let paths: Vec<&str> = PERMITTED.iter().copied().chain(["status"]).collect();
    let word = unclear.then(|| phrase("permitted_unreadable", reader.lang).to_owned());
    let said: Vec<String> = word.into_iter().chain(reader.state(&paths)).collect();
    (!said.is_empty()).then(|| format!("{}; {}", said.join(", "), verifications(reader)))
}

/// Where it stands whether the treatment is allowed.
const PERMITTED: &[&str] = &[
    "mod:zib-TreatmentDirective-TreatmentPermitted",
    "mod:ext-TreatmentDirective2.TreatmentPermitted",
    "provision/type",
];

/// Every verification in words: `geverifieerd met patiënt (13 juli 2009)`.
fn verifications(reader: &Reader<'_>) -> String {
    let found = [
        "ext:zib-TreatmentDirective-Verification",
        "ext:ext-TreatmentDirective2.Verification",
        "verification",
    ];
    let found = found.iter().flat_map(|path| reader.at(path));
    let said: Vec<String> = found.map(|node| verification(reader, node)).collect();
    if said.is_empty() {
        phrase("verified_unknown", reader.lang).to_owned()
    } else {
        said.join("; ")
    }
}

fn verification<'a>(reader: &Reader<'a>, node: Node<'a>) -> String {
    let first = |paths: [&'a str; 2]| {
        let mut found = paths.into_iter().flat_map(|path| inside(node, path));
        found.find_map(|node| reader.text(node))
    };
    let verified = ["ext:Verified", "verified"];
    let verified = verified.into_iter().flat_map(|path| inside(node, path));
    let word = match verified.map(|node| node.value.as_bool()).next().flatten() {
        Some(true) => "verified",
        Some(false) => "verified_not",
        None => "verified_unknown",
    };
    let mut words = phrase(word, reader.lang).to_owned();
    if let Some(who) = first(["ext:VerifiedWith", "verifiedWith"]) {
        let with = phrase("verified_with", reader.lang);
        words = format!("{words} {with} {who}");
    }
    if let Some(date) = first(["ext:VerificationDate", "verificationDate"]) {
        words = format!("{words} ({date})");
    }
    words
}
