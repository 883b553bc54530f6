//! What came over the wire to resources: nothing odd costs what is beside it.

use inzage_fhir::{FindingKind, Opened, open};

fn keys(opened: &Opened) -> Vec<String> {
    opened.resources.iter().map(|r| r.resource.key()).collect()
}

fn kinds(opened: &Opened) -> Vec<&FindingKind> {
    opened.findings.iter().map(|f| &f.kind).collect()
}

const FLAG: &str = r#"{"resourceType":"Flag","id":"a","n":1.00}"#;

#[test]
fn the_bytes_of_a_resource_are_kept_exactly() {
    let bundle = format!(
        r#"{{"resourceType":"Bundle","entry":[{{"fullUrl":"urn:uuid:1","resource": {FLAG} }}]}}"#
    );
    let opened = open(bundle.as_bytes());
    assert_eq!(opened.resources[0].bytes, FLAG.as_bytes());
    assert_eq!(opened.resources[0].full_url.as_deref(), Some("urn:uuid:1"));
    assert!(opened.readable);
}

#[test]
fn a_byte_order_mark_is_accepted() {
    let opened = open(format!("\u{feff}{FLAG}").as_bytes());
    assert_eq!(keys(&opened), ["Flag/a"]);
    assert!(opened.findings.is_empty());
}

#[test]
fn nested_bundles_are_opened_and_paging_is_read() {
    let inner = format!(r#"{{"resourceType":"Bundle","entry":[{{"resource":{FLAG}}}]}}"#);
    let bundle = format!(
        r#"{{"resourceType":"Bundle","total":7,"link":[{{"relation":"self","url":"x"}},{{"relation":"next","url":"https://x.example/2"}}],"entry":[{{"resource":{inner}}},{{"resource":{FLAG}}}]}}"#
    );
    let opened = open(bundle.as_bytes());
    assert_eq!(keys(&opened), ["Flag/a", "Flag/a"]);
    assert_eq!(opened.next.as_deref(), Some("https://x.example/2"));
    assert_eq!(opened.total, Some(7));
}

#[test]
fn an_outcome_is_told_in_its_own_words_wherever_it_stands() {
    let outcome = r#"{"resourceType":"OperationOutcome","issue":[{"severity":"warning","code":"not-found","diagnostics":"Deel ontbreekt"}]}"#;
    let told = FindingKind::Told {
        severity: "warning".into(),
        text: "Deel ontbreekt".into(),
    };
    assert_eq!(kinds(&open(outcome.as_bytes())), [&told]);
    let bundle = format!(
        r#"{{"resourceType":"Bundle","entry":[{{"resource":{outcome}}},{{"resource":{FLAG}}}]}}"#
    );
    let opened = open(bundle.as_bytes());
    assert_eq!(kinds(&opened), [&told]);
    assert_eq!(keys(&opened), ["Flag/a"]);
    let batch = format!(
        r#"{{"resourceType":"Bundle","entry":[{{"response":{{"status":"404","outcome":{outcome}}}}},{{"response":{{"status":"201 Created"}}}}]}}"#
    );
    assert_eq!(kinds(&open(batch.as_bytes())), [&told]);
}

#[test]
fn one_malformed_entry_never_costs_another() {
    for broken in [
        r#"{"resource":{"resourceType":"Flag","id":"b","x":01}}"#,
        r#"{"resource":{"resourceType":"Flag","id":"b","x" "y"}}"#,
        r#"{"resource":7}"#,
        "5",
        "{}",
        r#"{"resource":{"id":"b"}}"#,
    ] {
        let bundle = format!(
            r#"{{"resourceType":"Bundle","entry":[{{"resource":{FLAG}}},{broken},{{"resource":{FLAG}}}]}}"#
        );
        let opened = open(bundle.as_bytes());
        let flags = opened
            .resources
            .iter()
            .filter(|r| r.resource.key() == "Flag/a")
            .count();
        assert_eq!(flags, 2, "{broken}");
        assert_eq!(opened.findings.len(), 1, "{broken}");
        assert!(opened.readable, "{broken}");
    }
}

#[test]
fn of_a_bundle_that_is_cut_off_the_whole_entries_are_kept() {
    let bundle = format!(
        r#"{{"resourceType":"Bundle","entry":[{{"resource":{FLAG}}},{{"resource":{{"resourceType":"Flag","id":"half"#
    );
    let opened = open(bundle.as_bytes());
    assert_eq!(keys(&opened), ["Flag/a"]);
    assert_eq!(kinds(&opened), [&FindingKind::CutOff]);
    assert!(!opened.readable);
}

#[test]
fn what_is_no_fhir_gives_one_finding() {
    for other in [
        "",
        "<html>504</html>",
        "null",
        "[]",
        "\"text\"",
        "{}",
        r#"{"a":1}"#,
        "{{{",
    ] {
        let opened = open(other.as_bytes());
        assert!(!opened.readable, "{other}");
        assert!(opened.resources.is_empty(), "{other}");
        assert_eq!(kinds(&opened), [&FindingKind::NotFhir], "{other}");
    }
}

#[test]
fn a_bundle_without_entries_is_readable_and_empty() {
    for bundle in [
        r#"{"resourceType":"Bundle","total":0}"#,
        r#"{"resourceType":"Bundle","entry":[]}"#,
        r#"{"resourceType":"Bundle","entry":null}"#,
    ] {
        let opened = open(bundle.as_bytes());
        assert!(opened.readable && opened.resources.is_empty() && opened.findings.is_empty());
    }
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_told() {
    let opened = open(b"{\"resourceType\":\"Flag\",\"id\":\"a\",\"code\":{\"text\":\"x\xff\"}}");
    assert_eq!(keys(&opened), ["Flag/a"]);
    assert_eq!(kinds(&opened), [&FindingKind::NotUtf8]);
}

#[test]
fn thousands_of_nested_bundles_do_not_overflow_the_stack() {
    let depth = 2000;
    let bundle = format!(
        "{}{FLAG}{}",
        r#"{"resourceType":"Bundle","entry":[{"resource":"#.repeat(depth),
        "}]}".repeat(depth)
    );
    assert_eq!(open(bundle.as_bytes()).resources.len(), 1);
}
