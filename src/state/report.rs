//! What the help desk gets to know of a problem: providers, services, queries, times,
//! codes and ids, and never what was collected.

use std::fmt::Write as _;

use crate::engine::protocol::{ProviderCard, QueryEnd};

/// What a person reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Name and version of the app, and of the gateway when it is known.
    pub app: String,
    /// When, in UTC.
    pub time: String,
    /// What the browser calls itself.
    pub browser: String,
    /// What it is about, in the words of the choice.
    pub about: String,
    /// What the person expected, in her own words.
    pub expected: String,
    /// What she saw.
    pub seen: String,
}

/// The file for the help desk: one line for each thing, and for each query of the
/// provider how it ended.
pub fn text(report: &Report, provider: Option<&ProviderCard>) -> String {
    let mut out = String::new();
    for (key, value) in [
        ("app", &report.app),
        ("time", &report.time),
        ("browser", &report.browser),
        ("about", &report.about),
        ("expected", &report.expected),
        ("seen", &report.seen),
    ] {
        line(&mut out, 0, key, value);
    }
    if let Some(card) = provider {
        line(&mut out, 0, "provider", &card.provider.zorgaanbiedernaam);
        for service in card.groups.iter().flat_map(|group| &group.services) {
            let granted = match service.granted {
                Some(true) => "granted",
                Some(false) => "not granted",
                None => "no login yet",
            };
            line(
                &mut out,
                1,
                "service",
                &format!("{}, {granted}", service.id),
            );
            if let Some(at) = &service.collected {
                line(&mut out, 2, "collected", at);
            }
            for query in &service.queries {
                line(&mut out, 2, &query.id, &ended(&query.end));
            }
        }
    }
    out
}

/// One line; what was typed over several lines goes on below, indented.
fn line(out: &mut String, depth: usize, key: &str, value: &str) {
    let indent = "  ".repeat(depth);
    let value = value.trim().replace('\n', &format!("\n{indent}    "));
    // Writing to a text does not fail.
    let _ = writeln!(out, "{indent}{key}: {value}");
}

fn ended(end: &QueryEnd) -> String {
    let traced = |what: String, at: &str, trace: &Option<String>| {
        let trace = trace.as_deref().unwrap_or("none");
        format!("{what}, at {at}, trace {trace}")
    };
    match end {
        QueryEnd::Complete => "complete".to_owned(),
        QueryEnd::Partial {
            reason,
            trace_id,
            at,
        } => traced(format!("partial ({reason})"), at, trace_id),
        QueryEnd::Failed {
            code,
            status,
            trace_id,
            at,
        } => {
            let status = status.map_or_else(|| "none".to_owned(), |status| status.to_string());
            let what = format!("failed ({}), status {status}", code.as_str());
            traced(what, at, trace_id)
        }
        QueryEnd::Cancelled { at } => format!("stopped by the person, at {at}"),
    }
}

#[cfg(test)]
mod tests {
    use inzage_api::{ErrorCode, Provider};

    use super::*;
    use crate::engine::protocol::{GroupCard, QueryCard, ServiceCard, SourceMark};

    fn card() -> ProviderCard {
        let query = |id: &str, end| QueryCard {
            id: id.to_owned(),
            name: "Uitslagen".to_owned(),
            entries: 7,
            end,
            findings: vec!["Hemoglobine 7,1".to_owned()],
        };
        let failed = QueryEnd::Failed {
            code: ErrorCode::ProviderError,
            status: Some(503),
            trace_id: Some("b7".to_owned()),
            at: "2026-11-22T10:00:00Z".to_owned(),
        };
        let service = ServiceCard {
            id: "48".to_owned(),
            name: "Basisgegevens".to_owned(),
            collected: Some("22 november 2026".to_owned()),
            granted: Some(true),
            supported: true,
            queries: vec![
                query("laboratory", failed),
                query("problems", QueryEnd::Complete),
            ],
        };
        ProviderCard {
            provider: Provider {
                zorgaanbiedernaam: "waterlelie@medmij".to_owned(),
                name: "De Waterlelie".to_owned(),
                aliases: Vec::new(),
                place: None,
                postcode: None,
                kind: None,
                connected: true,
            },
            source: SourceMark {
                provider: "waterlelie@medmij".to_owned(),
                name: "De Waterlelie".to_owned(),
                mark: 0,
            },
            groups: vec![GroupCard {
                group: "a".to_owned(),
                lasting: false,
                lapsed: false,
                valid_until: None,
                services: vec![service],
                waiting: Vec::new(),
            }],
            entries: 7,
        }
    }

    #[test]
    fn it_says_what_was_asked_and_how_that_ended_and_nothing_that_came() {
        let report = Report {
            app: "Inzage 0.1.0".to_owned(),
            expected: "mijn uitslagen\nvan gisteren".to_owned(),
            ..Report::default()
        };
        let text = text(&report, Some(&card()));
        assert!(
            text.contains("expected: mijn uitslagen\n    van gisteren\n"),
            "{text}"
        );
        assert!(
            text.contains("provider: waterlelie@medmij\n  service: 48, granted\n"),
            "{text}"
        );
        let failed =
            "laboratory: failed (provider_error), status 503, at 2026-11-22T10:00:00Z, trace b7";
        assert!(text.contains(failed), "{text}");
        assert!(text.contains("problems: complete"), "{text}");
        for never in ["Hemoglobine", "7,1", "entries"] {
            assert!(!text.contains(never), "{text}");
        }
    }
}
