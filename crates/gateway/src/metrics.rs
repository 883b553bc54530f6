//! Counters and gauges in the text format of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

/// All counters and gauges, by name and labels. Labels hold names of routes,
/// lists and outcomes; never a person, an address or a provider's answer.
#[derive(Default)]
pub(crate) struct Metrics(Mutex<BTreeMap<(&'static str, String), u64>>);

impl Metrics {
    /// One more.
    pub(crate) fn add(&self, name: &'static str, labels: &[(&str, &str)]) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *all.entry((name, written(labels))).or_insert(0) += 1;
    }

    /// As it is now.
    pub(crate) fn set(&self, name: &'static str, labels: &[(&str, &str)], value: u64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert((name, written(labels)), value);
    }

    /// The text that a scraper reads.
    pub(crate) fn text(&self) -> String {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        let mut last = "";
        for ((name, labels), value) in all.iter() {
            if *name != last {
                let kind = if name.ends_with("_total") {
                    "counter"
                } else {
                    "gauge"
                };
                // Writing to a String cannot fail.
                let _ = writeln!(text, "# TYPE {name} {kind}");
                last = name;
            }
            let _ = writeln!(text, "{name}{labels} {value}");
        }
        text
    }
}

fn written(labels: &[(&str, &str)]) -> String {
    if labels.is_empty() {
        return String::new();
    }
    let pairs: Vec<String> = labels
        .iter()
        .map(|(name, value)| format!("{name}=\"{}\"", value.replace(['"', '\\', '\n'], "_")))
        .collect();
    format!("{{{}}}", pairs.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_gauges_are_written_for_a_scraper() {
        let metrics = Metrics::default();
        metrics.add("a_total", &[("list", "zal")]);
        metrics.add("a_total", &[("list", "zal")]);
        metrics.set("b", &[], 7);
        assert_eq!(
            metrics.text(),
            "# TYPE a_total counter\na_total{list=\"zal\"} 2\n# TYPE b gauge\nb 7\n"
        );
    }
}
