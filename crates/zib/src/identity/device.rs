//! The numbers on a device (zib MedischHulpmiddel.Product: UDI and what is in it).

use inzage_fhir::{Resource, Value};

use crate::reader::list;

/// The numbers of one product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceNumbers {
    /// Device identifier: GTIN (GS1 application identifier 01) or HIBC; empty when not given.
    pub product: String,
    /// Lot or batch (10).
    pub lot: String,
    /// Serial number (21): one single copy.
    pub serial: String,
}

/// The numbers on the device itself, or on the one that its use points at.
pub(super) fn numbers(resource: &Resource, devices: &[&Value]) -> DeviceNumbers {
    let own = (resource.kind() == "Device").then(|| resource.value());
    let found = own.into_iter().chain(devices.iter().copied());
    found
        .filter(|device| device.get("resourceType").and_then(Value::as_str) == Some("Device"))
        .map(of)
        .next()
        .unwrap_or_default()
}

fn of(device: &Value) -> DeviceNumbers {
    let udi = list(device.get("udi"))
        .iter()
        .chain(list(device.get("udiCarrier")));
    let carriers: Vec<&Value> = udi.collect();
    let member = |key: &str| {
        let texts = carriers.iter().filter_map(|udi| udi.get(key)?.as_str());
        texts
            .map(str::trim)
            .find(|t| !t.is_empty())
            .unwrap_or_default()
            .to_owned()
    };
    let text = |key: &str| {
        device
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let printed = printed(device, &member("carrierHRF"));
    let or = |said: String, ai: &str| {
        if said.is_empty() {
            part(&printed, ai)
        } else {
            said
        }
    };
    DeviceNumbers {
        product: or(member("deviceIdentifier"), "01"),
        lot: or(text("lotNumber"), "10"),
        serial: or(text("serialNumber"), "21"),
    }
}

/// The UDI as printed: on the carrier, or given as an identifier.
fn printed(device: &Value, carrier: &str) -> String {
    if !carrier.is_empty() {
        return carrier.to_owned();
    }
    let values = list(device.get("identifier")).iter();
    let mut values = values.filter_map(|i| i.get("value")?.as_str());
    values
        .find(|value| value.contains("(01)") || value.contains("{01}"))
        .unwrap_or_default()
        .to_owned()
}

/// The part behind a GS1 application identifier: `(21)12345XYZ`, `{21}…`.
fn part(printed: &str, ai: &str) -> String {
    let parts = printed.split(['(', '{']);
    let mut found = parts.filter_map(|part| part.split_once([')', '}']));
    found
        .find(|(name, _)| *name == ai)
        .map(|(_, value)| value.trim().to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_read_from_their_own_place_or_from_the_printed_udi() {
        let printed =
            json!({"udiCarrier": [{"carrierHRF": "(01)0802(17)221231(10)1234AB(21)12345XYZ"}]});
        let expected = DeviceNumbers {
            product: "0802".into(),
            lot: "1234AB".into(),
            serial: "12345XYZ".into(),
        };
        assert_eq!(of(&printed), expected);
        let apart = json!({"udi": {"deviceIdentifier": "0802"}, "lotNumber": "1234AB", "serialNumber": "12345XYZ"});
        assert_eq!(of(&apart), expected);
        assert_eq!(
            of(&json!({"identifier": {"value": "88"}})),
            DeviceNumbers::default()
        );
    }
}
