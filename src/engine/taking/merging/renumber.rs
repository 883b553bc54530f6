//! What something is called in the other vault and what it is called here: numbers of
//! entries, and ids of what the person made.

use std::collections::BTreeMap;

use serde_json::Value;

/// What each thing of the backup is called here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super::super) struct Names {
    /// Numbers of entries.
    pub(super) numbers: BTreeMap<String, String>,
    /// Ids of own entries.
    pub(super) own: BTreeMap<String, String>,
}

impl Names {
    /// The number here of an entry of the backup; none when it did not come.
    pub(in super::super::super) fn number(&self, there: &str) -> Option<&String> {
        self.numbers.get(there)
    }

    /// The same value with what it names called as it is here, wherever it stands: both
    /// are random, so what reads as one is one.
    pub(super) fn renamed(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(here) = self.called(text) {
                    *text = here;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.renamed(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.renamed(field)),
            _ => {}
        }
    }

    /// What is kept as JSON, called as it is here; none when it is no JSON.
    pub(super) fn renamed_bytes(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut value: Value = serde_json::from_slice(bytes).ok()?;
        let before = value.clone();
        self.renamed(&mut value);
        if value == before {
            return Some(bytes.to_vec());
        }
        serde_json::to_vec(&value).ok()
    }

    /// None when it names nothing that is called otherwise here.
    fn called(&self, text: &str) -> Option<String> {
        if let Some(id) = self.own.get(text) {
            return Some(id.clone());
        }
        let segments = text.split('/').map(|segment| self.segment(segment));
        let called = segments.collect::<Vec<_>>().join("/");
        (called != text).then_some(called)
    }

    /// `7f3a…`, `#7f3a…` (a thing without an id) and `7f3a…-contact-1` (a person within
    /// a Patient).
    fn segment(&self, segment: &str) -> String {
        let (mark, plain) = match segment.strip_prefix('#') {
            Some(plain) => ("#", plain),
            None => ("", segment),
        };
        let (number, rest) = plain.split_at(plain.find('-').unwrap_or(plain.len()));
        match self.numbers.get(number) {
            Some(here) => format!("{mark}{here}{rest}"),
            None => segment.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_form_of_a_number_is_called_as_it_is_here() {
        let names = Names {
            numbers: BTreeMap::from([("aa11".to_owned(), "bb22".to_owned())]),
            own: BTreeMap::from([("8f14-1".to_owned(), "8f14-2".to_owned())]),
        };
        let mut value = json!({"entry": "aa11", "things": [{"id": "#aa11"}, {"id": "#aa11/Bos"}],
            "carer": "resource/a/48/aa11", "page": "aa11-contact-1", "reading": "8f14-1",
            "text": "aa11 blijft", "other": "cc33", "n": 1.50});
        names.renamed(&mut value);
        assert_eq!(
            value,
            json!({"entry": "bb22", "things": [{"id": "#bb22"}, {"id": "#bb22/Bos"}],
            "carer": "resource/a/48/bb22", "page": "bb22-contact-1", "reading": "8f14-2",
            "text": "aa11 blijft", "other": "cc33", "n": 1.50})
        );
    }
}
