//! One resource as received.

use serde_json::{Map, Value};

/// A FHIR resource as received: a JSON object whose members can be anything.
/// No accessor assumes that a member has the type that FHIR gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    value: Value,
}

impl Resource {
    /// The resource in `bytes` (JSON, a byte order mark is accepted), or `None`
    /// when they hold no JSON object.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}');
        crate::json::parse(text).and_then(Self::from_value)
    }

    /// A resource from JSON that was read already; `None` when it is no object.
    pub fn from_value(value: Value) -> Option<Self> {
        value.is_object().then_some(Self { value })
    }

    /// `resourceType`; empty when it is missing or no text.
    pub fn kind(&self) -> &str {
        self.text("resourceType")
    }

    /// Logical id; empty when it is missing or no text.
    pub fn id(&self) -> &str {
        self.text("id")
    }

    /// `Type/id`, with an empty id where the resource has none.
    pub fn key(&self) -> String {
        format!("{}/{}", self.kind(), self.id())
    }

    /// `meta.profile`, as received and in order.
    pub fn profiles(&self) -> impl Iterator<Item = &str> {
        let profile = self.value.get("meta").and_then(|meta| meta.get("profile"));
        let (one, many) = match profile {
            Some(Value::Array(items)) => (None, items.as_slice()),
            other => (other, [].as_slice()),
        };
        many.iter().chain(one).filter_map(Value::as_str)
    }

    /// The whole resource: always an object.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Its members.
    pub fn members(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.value.as_object().into_iter().flat_map(Map::iter)
    }

    /// A member of the resource.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.value.get(name)
    }

    /// The contained resource with this id (without `#`).
    pub fn contained(&self, id: &str) -> Option<&Value> {
        let items = self.value.get("contained")?;
        let list = match items {
            Value::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        list.iter()
            .find(|inner| inner.get("id").and_then(Value::as_str) == Some(id))
    }

    fn text(&self, name: &str) -> &str {
        self.value.get(name).and_then(Value::as_str).unwrap_or("")
    }
}
