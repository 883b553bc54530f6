//! An address as it stands on an envelope.

use inzage_fhir::Resource;
use serde_json::Value;

/// The lines of the first address of a Patient or an Organization that is not said to
/// be old or to be for visits only (FHIR `Address`, STU3 and R4 alike). Empty: none.
pub fn postal(resource: &Resource) -> Vec<String> {
    let all = resource.value().get("address").and_then(Value::as_array);
    let mut fitting = all.into_iter().flatten().filter(|address| {
        text(address, "use") != Some("old") && text(address, "type") != Some("physical")
    });
    fitting.find_map(lines).unwrap_or_default()
}

fn lines(address: &Value) -> Option<Vec<String>> {
    let line = address.get("line").and_then(Value::as_array);
    let line = line.into_iter().flatten().filter_map(Value::as_str);
    let line: Vec<&str> = line
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let place = [text(address, "postalCode"), text(address, "city")];
    let place: Vec<&str> = place.into_iter().flatten().collect();
    let mut lines = vec![line.join(" "), place.join("  ")];
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        lines.extend(text(address, "text").map(str::to_owned));
    }
    (!lines.is_empty()).then_some(lines)
}

fn text<'a>(address: &'a Value, name: &str) -> Option<&'a str> {
    let found = address.get(name)?.as_str()?;
    Some(found.trim()).filter(|found| !found.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(addresses: &str) -> Vec<String> {
        let json = format!(r#"{{"resourceType":"Patient","address":{addresses}}}"#);
        postal(&Resource::parse(json.as_bytes()).unwrap())
    }

    #[test]
    fn the_address_of_an_envelope_is_the_one_that_holds() {
        let old = r#"{"use":"old","line":["Oudweg 1"],"city":"Ons Dorp"}"#;
        let visit = r#"{"type":"physical","line":["Bezoek 2"]}"#;
        let home = r#"{"use":"home","line":["Wilgenlaan 27","bis"],"postalCode":"3832TN","city":"Leusden","country":"NL"}"#;
        let all = format!("[{old},{visit},{home}]");
        assert_eq!(of(&all), ["Wilgenlaan 27 bis", "3832TN  Leusden"]);
        assert_eq!(of(r#"[{"text":"Postbus 9"}]"#), ["Postbus 9"]);
        for none in [
            "[]",
            "[{}]",
            "7",
            &format!("[{old}]"),
            r#"[{"line":[null," "]}]"#,
        ] {
            assert!(of(none).is_empty(), "{none}");
        }
    }
}
