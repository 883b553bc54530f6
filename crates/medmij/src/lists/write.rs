//! Writes a list the way `MedMij` publishes it: default namespace, no prefix, no
//! attributes, pretty-printed.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use quick_xml::escape::escape;

/// A list being written.
pub(super) struct Sheet {
    text: String,
    open: Vec<&'static str>,
}

impl Sheet {
    /// Begins a list with its namespace, `Tijdstempel` and `Volgnummer`.
    pub(super) fn begin(
        root: &'static str,
        namespace: &str,
        stamp: &DateTime<FixedOffset>,
        number: u64,
    ) -> Self {
        let mut sheet = Self {
            text: format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{}\">\n",
                escape(namespace)
            ),
            open: vec![root],
        };
        let stamp = stamp.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        sheet.value("Tijdstempel", &stamp);
        sheet.value("Volgnummer", &number.to_string());
        sheet
    }

    /// One element with what `inside` writes.
    pub(super) fn element(&mut self, name: &'static str, inside: impl FnOnce(&mut Self)) {
        self.indent();
        self.tag("<", name);
        self.text.push('\n');
        self.open.push(name);
        inside(self);
        self.open.pop();
        self.indent();
        self.tag("</", name);
        self.text.push('\n');
    }

    /// One element that holds a value.
    pub(super) fn value(&mut self, name: &'static str, value: &str) {
        self.indent();
        self.tag("<", name);
        self.text.push_str(&escape(value));
        self.tag("</", name);
        self.text.push('\n');
    }

    /// One element that holds a value, when there is one.
    pub(super) fn value_if(&mut self, name: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.value(name, value);
        }
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        while let Some(name) = self.open.pop() {
            self.tag("</", name);
            self.text.push('\n');
        }
        self.text
    }

    fn indent(&mut self) {
        self.text.push_str(&"  ".repeat(self.open.len()));
    }

    fn tag(&mut self, opening: &str, name: &str) {
        self.text.push_str(opening);
        self.text.push_str(name);
        self.text.push('>');
    }
}
