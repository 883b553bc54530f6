//! `inzage render` as it is run.
#![expect(
    clippy::unwrap_used,
    reason = "the helpers of these tests may fail loudly"
)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn inzage(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_inzage"))
        .args(arguments)
        .output()
        .unwrap()
}

fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (file, bytes) in files {
        std::fs::write(folder.join(file), bytes).unwrap();
    }
    folder
}

fn json(arguments: &[&str]) -> Value {
    let output = inzage(arguments);
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

const PRESCRIPTION: &[u8] = br#"{"resourceType":"MedicationRequest","id":"r","medicationReference":{"reference":"Medication/m"}}"#;
const MEDICINE: &[u8] =
    br#"{"resourceType":"Medication","id":"m","code":{"text":"Sevelamer 800 mg"}}"#;

#[test]
fn a_prescription_names_the_medicine_of_another_file() {
    let folder = folder(
        "medicine",
        &[("1.json", PRESCRIPTION), ("2.json", MEDICINE)],
    );
    let page = json(&["render", "--json", folder.to_str().unwrap()]);
    let entry = &page["entries"][0];
    assert_eq!(entry["id"], "MedicationRequest/r");
    assert_eq!(entry["title"], "Sevelamer 800 mg");
    assert_eq!(entry["fields"][0]["label"], "Medicijn");
    assert_eq!(entry["chapter"], "medication");
}

#[test]
fn files_that_cannot_be_read_are_findings_and_the_rest_is_there() {
    let files: [(&str, &[u8]); 3] = [
        ("a.json", b"<html>"),
        ("b.json", b"\xff\xfe"),
        ("c.json", MEDICINE),
    ];
    let folder = folder("unreadable", &files);
    let absent = folder.join("absent.json");
    let page = json(&[
        "render",
        "--json",
        folder.to_str().unwrap(),
        absent.to_str().unwrap(),
    ]);
    assert_eq!(page["entries"].as_array().unwrap().len(), 1);
    let findings = page["findings"].as_array().unwrap();
    for name in ["a.json", "b.json", "absent.json"] {
        let about = |f: &&Value| f["id"].as_str().is_some_and(|id| id.ends_with(name));
        let found = findings.iter().find(about).unwrap();
        assert!(!found["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn text_never_commands_the_terminal() {
    let flag =
        "{\"resourceType\":\"Flag\",\"id\":\"f\",\"code\":{\"text\":\"\\u001b[2Jrood\\u202e\"}}";
    let folder = folder("terminal", &[("f.json", flag.as_bytes())]);
    let output = inzage(&[
        "render",
        "--lang",
        "en",
        "--fhir",
        "stu3",
        folder.to_str().unwrap(),
    ]);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("rood") && text.contains("Alert"));
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
}

#[test]
fn a_wrong_option_is_refused() {
    assert!(
        !inzage(&["render", "--lang", "fr", "x.json"])
            .status
            .success()
    );
    assert!(!inzage(&["render"]).status.success());
}
