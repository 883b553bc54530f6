//! What leaves, and reading what comes back.

use super::*;
use crate::letter::Envelope;
use serde_json::Value;
use std::collections::BTreeSet;

/// The shape of the published Bundle (Nictiz `PatientCorrections` 1.0,
/// `Bundle-dwv-Transaction-Scenario-1`), as far as a request without address,
/// narrative and extensions of names has it: every path with a value.
const SHAPE: &str = include_str!("shape.txt");

/// Every path of a value, with array places as `*`; what the text of a resource
/// (its narrative) and extensions beside primitives say is left out.
fn paths(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let narrative = name == "text" && inner.get("div").is_some();
                let address = name == "address";
                if !narrative && !address && (!name.starts_with('_') || name == "_value") {
                    paths(inner, &format!("{at}/{name}"), found);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                let kind = item
                    .pointer("/resource/resourceType")
                    .and_then(Value::as_str);
                paths(item, &format!("{at}/{}", kind.unwrap_or("*")), found);
            }
        }
        _ => {
            found.insert(at.to_owned());
        }
    }
}

fn correction(text: &str) -> Value {
    let [_, way, _] = ways();
    let mut asked = asked(Kind::Wrong, way, text);
    asked.target = None;
    correction::bundle(&asked, ID, &sender(), AT)
}

#[test]
fn a_correction_has_the_shape_of_the_published_ones() {
    let mut ours = BTreeSet::new();
    paths(&correction("Mijn telefoonnummer klopt niet"), "", &mut ours);
    let published: BTreeSet<String> = SHAPE.lines().map(str::to_owned).collect();
    assert_eq!(ours, published);
}

#[test]
fn the_published_bundles_have_the_shape_that_is_compared_with() {
    // The published files are no part of the project: compared where they are given.
    let Some(folder) = std::env::var_os("INZAGE_CORRECTIONS") else {
        return;
    };
    let mut bundles = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        if value["resourceType"] == "Bundle" {
            let mut found = BTreeSet::new();
            paths(&value, "", &mut found);
            let found: Vec<String> = found.into_iter().collect();
            assert_eq!(found.join("\n"), SHAPE.trim());
            bundles += 1;
        }
    }
    assert!(bundles > 0);
}

#[test]
fn a_correction_points_at_the_entry_and_says_it_in_words_too() {
    let [_, way, _] = ways();
    let asked = asked(Kind::Wrong, way, "Het is 25 mg.");
    let bundle = correction::bundle(&asked, ID, &sender(), AT);
    let says = |pointer: &str| bundle.pointer(pointer).and_then(Value::as_str);
    let communication = "/entry/0/resource";
    assert_eq!(
        says(&format!("{communication}/about/0/reference")),
        Some("MedicationRequest/ma-1")
    );
    let topic = says(&format!("{communication}/topic/text")).unwrap();
    assert!(topic.ends_with("Metoprolol 50 mg"), "{topic}");
    let text = says(&format!("{communication}/payload/0/contentString")).unwrap();
    assert!(text.contains("Metoprolol 50 mg"), "{text}");
    assert!(text.contains("2 maal per dag 1 tablet"), "{text}");
    assert!(text.ends_with("Het is 25 mg."), "{text}");
    assert_eq!(
        says(&format!("{communication}/identifier/0/value")),
        Some(format!("urn:uuid:{ID}").as_str())
    );
    assert!(!bundle.to_string().contains("NamingSystem/bsn\",\"value"));
}

#[test]
fn the_address_of_an_entry_goes_only_to_who_delivered_it() {
    let [_, way, _] = ways();
    let mut asked = asked(Kind::Wrong, way, "x");
    asked.provider.id = "ander@medmij".into();
    let bundle = correction::bundle(&asked, ID, &sender(), AT);
    assert_eq!(bundle.pointer("/entry/0/resource/about/0/reference"), None);
}

#[test]
fn what_is_shown_first_is_what_goes() {
    let [vendor, way, letter] = ways();
    for way in [vendor, way, letter] {
        let asked = asked(Kind::Change(Change::Dose), way.clone(), "Graag minder.");
        let shown = lines(&asked);
        let sent = match way {
            Way::Vendor { .. } => vendor::body(&asked).unwrap().to_string(),
            Way::Correction { .. } => correction::bundle(&asked, ID, &sender(), AT).to_string(),
            Way::Letter => {
                let letter = letter::letter(&asked, &sender(), &Envelope::default());
                serde_json::json!([letter.subject, letter.paragraphs]).to_string()
            }
        };
        for Line { said, text } in shown {
            // The vendor's API has codes for what is asked, and no subject.
            if said == Said::Topic && matches!(way, Way::Vendor { .. }) {
                continue;
            }
            for piece in text.split(", ") {
                let piece = Value::from(piece).to_string();
                let piece = piece.trim_matches('"');
                assert!(sent.contains(piece), "{way:?} {said:?}: {piece}");
            }
        }
    }
}

/// Texts that something on the way might trip over.
fn odd_texts() -> Vec<String> {
    vec![
        "a".repeat(LONGEST),
        "🩺👩🏽‍⚕️".repeat(500),
        "مرحبا بكم \u{202e}abc\u{202c} שלום".into(),
        "<script>alert('1')</script><b>&amp;</b>".into(),
        "'); DROP TABLE requests; --".into(),
        "regel 1\nregel 2\r\n\tingesprongen \"aanhaling\" \\ ".into(),
    ]
}

#[test]
fn any_text_that_may_leave_arrives_as_typed() {
    let [vendor, ..] = ways();
    for text in odd_texts() {
        assert_eq!(check(&text), Ok(()));
        let asked = asked(Kind::Change(Change::Other), vendor.clone(), &text);
        let body = serde_json::to_vec(&vendor::body(&asked).unwrap()).unwrap();
        let read: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(read["text"], text.as_str());
        let bytes = serde_json::to_vec(&correction(&text)).unwrap();
        assert!(bytes.len() < 64 * 1024, "larger than the gateway passes on");
        let read: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(
            read.pointer("/entry/0/resource/payload/0/contentString"),
            Some(&Value::from(text))
        );
    }
}

#[test]
fn what_no_system_takes_is_refused_before_it_leaves() {
    assert_eq!(check(" \n "), Err(Wrong::Empty));
    let long = "é".repeat(LONGEST + 1);
    assert_eq!(check(&long), Err(Wrong::TooLong(LONGEST + 1)));
    assert_eq!(check("a\u{0}b"), Err(Wrong::Unreadable(2)));
    assert_eq!(check("a\u{1b}[31m"), Err(Wrong::Unreadable(2)));
    assert_eq!(check("\u{fffd}"), Err(Wrong::Unreadable(1)));
    assert_eq!(check_line("a\nb"), Err(Wrong::Unreadable(2)));
    assert_eq!(check_line(&"a".repeat(201)), Err(Wrong::TooLong(201)));
}

#[test]
fn a_receipt_is_only_what_says_that_it_was_taken() {
    let answer = r#"{"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Communication","id":"c7"}},
        {"resource":{"resourceType":"OperationOutcome","issue":[
            {"severity":"information","code":"informational","details":{"text":"<b>Ontvangen</b>"}}]}}]}"#;
    let receipt = correction::receipt(answer.as_bytes()).unwrap();
    assert_eq!(
        (receipt.number.as_str(), receipt.text.as_str()),
        ("c7", "<b>Ontvangen</b>")
    );
    for none in [
        "",
        "<html>",
        "{}",
        r#"{"resourceType":"Bundle","entry":[]}"#,
        &answer.replace("information\"", "error\""),
        &answer.replace("Bundle", "Parameters"),
    ] {
        assert_eq!(correction::receipt(none.as_bytes()), None, "{none}");
    }
}

#[test]
fn the_vendors_answers_are_read_and_shown_as_text() {
    let answered = r#"{"id":"p1","kind":"change","text":"x","state":"answered","received_at":"2026-05-26T06:11:00Z",
        "history":[{"state":"received","at":"2026-05-26T06:11:00Z"},{"state":"seen","at":"2026-05-26T07:00:00Z"},
                   {"state":"pondered","at":"2026-05-26T07:30:00Z"},{"state":"answered","at":"2026-05-26T08:00:00Z"}],
        "answer":{"outcome":"no","text":"<i>Nee</i> 🩺","by":"dr. Smit","at":"2026-05-26T08:00:00Z"}}"#;
    let held = vendor::held(answered.as_bytes()).unwrap();
    let stages: Vec<Stage> = held.steps.iter().map(|step| step.state.stage()).collect();
    assert_eq!(stages, [Stage::Sent, Stage::Seen, Stage::Answered]);
    let Some(State::Answered(reply)) = held.steps.last().map(|step| &step.state) else {
        panic!("an answer")
    };
    assert_eq!(
        (reply.outcome, reply.text.as_str()),
        (Outcome::No, "<i>Nee</i> 🩺")
    );
    let all = vendor::list(format!(r#"{{"requests":[{answered},{{}}]}}"#).as_bytes());
    assert_eq!(all.map(|all| all.len()), Some(1));
    assert_eq!(vendor::held(b"<html>"), None);
    assert_eq!(vendor::list(b"{}"), None);
}

#[test]
fn the_month_is_named_only_where_it_applies() {
    let letter = |kind| {
        let asked = asked(kind, Way::Letter, "x");
        let letter = letter::letter(&asked, &sender(), &Envelope::default());
        letter.paragraphs.join("\n")
    };
    for right in Right::ALL {
        let says = letter(Kind::Right(right)).contains("binnen een maand");
        let applies = matches!(right, Right::Copy | Right::CopyYoung | Right::Destruction);
        assert_eq!(says, applies, "{right:?}");
    }
    assert!(letter(Kind::Wrong).contains("binnen een maand"));
    assert!(!letter(Kind::Missing).contains("binnen een maand"));
    assert!(!letter(Kind::Change(Change::Stop)).contains("artikel"));
}
