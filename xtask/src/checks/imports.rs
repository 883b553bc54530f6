//! Who may import whom: the rules of `docs/ARCHITECTURE.md`, over what Cargo
//! knows and over the source.

use super::Verdict;
use super::metadata::Metadata;
use crate::paths;
use anyhow::{Context as _, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Our crates, and which of ours each may name in its `[dependencies]`.
const CRATES: &[(&str, &[&str])] = &[
    ("inzage-api", &[]),
    ("inzage-brand", &["inzage-api", "inzage-words"]),
    ("inzage-fhir", &[]),
    ("inzage-medmij", &[]),
    ("inzage-judge", &[]),
    ("inzage-own", &[]),
    ("inzage-measure", &["inzage-own"]),
    ("inzage-request", &["inzage-own"]),
    ("inzage-share", &[]),
    ("inzage-vault", &[]),
    ("inzage-words", &[]),
    ("inzage-chart", &["inzage-words"]),
    ("inzage-zib", &["inzage-fhir", "inzage-words"]),
    (
        "inzage-dossier",
        &[
            "inzage-chart",
            "inzage-fhir",
            "inzage-medmij",
            "inzage-words",
            "inzage-zib",
        ],
    ),
    (
        "inzage-flow",
        &["inzage-medmij", "inzage-vault", "inzage-api"],
    ),
    (
        "inzage-gateway",
        &[
            "inzage-brand",
            "inzage-judge",
            "inzage-medmij",
            "inzage-api",
            "inzage-words",
        ],
    ),
    ("inzage-testnet", &["inzage-medmij"]),
    (
        "inzage-cli",
        &[
            "inzage-brand",
            "inzage-fhir",
            "inzage-words",
            "inzage-zib",
            "inzage-dossier",
            "inzage-medmij",
            "inzage-measure",
        ],
    ),
    (
        "inzage",
        &[
            "inzage-api",
            "inzage-chart",
            "inzage-dossier",
            "inzage-fhir",
            "inzage-flow",
            "inzage-judge",
            "inzage-measure",
            "inzage-medmij",
            "inzage-own",
            "inzage-request",
            "inzage-share",
            "inzage-vault",
            "inzage-words",
            "inzage-zib",
        ],
    ),
    (
        "inzage-bench",
        &[
            "inzage",
            "inzage-api",
            "inzage-fhir",
            "inzage-measure",
            "inzage-vault",
            "inzage-words",
            "inzage-zib",
        ],
    ),
    ("xtask", &[]),
];

/// What the gateway must not be able to read, by whatever detour.
const NOT_IN_THE_GATEWAY: [&str; 8] = [
    "inzage-fhir",
    "inzage-zib",
    "inzage-dossier",
    "inzage-measure",
    "inzage-own",
    "inzage-request",
    "inzage-share",
    "inzage-vault",
];

/// The browser's own interfaces.
const BROWSER: [&str; 4] = ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"];

/// A folder of the app and the modules of the app that its code may not name:
/// pages name components, components name state, state names platform, and
/// never the other way. What talks to the engine, the network or the store is
/// for state alone. A table of names (the icons) is no screen.
const LAYERS: [(&str, &[&str]); 3] = [
    ("src/pages/", FOR_STATE_ONLY),
    (
        "src/components/",
        &[
            "pages",
            "platform::engine",
            "platform::http",
            "platform::store",
        ],
    ),
    ("src/state/", &["pages", "components"]),
];
const FOR_STATE_ONLY: &[&str] = &["platform::engine", "platform::http", "platform::store"];
const TABLES: &str = "components::icon";

/// What the screens may take from the crates that read FHIR: view types only.
const VIEWS_ONLY: [(&str, &str); 3] = [
    ("inzage_chart::", "view"),
    ("inzage_zib::", "view"),
    ("inzage_dossier::", "view"),
];
/// Crates that the screens do not name at all.
const NOT_ON_SCREENS: [&str; 4] = [
    "inzage_fhir",
    "inzage_vault",
    "inzage_medmij",
    "inzage_words",
];

/// Looks for violations.
pub(crate) fn check() -> Result<Verdict> {
    let mut findings = between_crates(&Metadata::read()?.ours());
    let root = paths::root();
    let mut looked_at = 0;
    for folder in ["src", "crates"] {
        for file in paths::sources(&root.join(folder))? {
            if file.extension().is_none_or(|kind| kind != "rs") {
                continue;
            }
            let source = fs::read_to_string(&file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            findings.extend(in_source(&slashes(file.strip_prefix(&root)?), &source));
            looked_at += 1;
        }
    }
    Ok(Verdict::of(
        &findings,
        format!("{looked_at} source files keep the import rules"),
    ))
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn between_crates(ours: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut findings = Vec::new();
    let rules: BTreeMap<&str, &[&str]> = CRATES.iter().copied().collect();
    for (name, needs) in ours {
        let Some(allowed) = rules.get(name.as_str()) else {
            findings.push(format!("{name} has no import rule yet"));
            continue;
        };
        for need in needs
            .iter()
            .filter(|need| !allowed.contains(&need.as_str()))
        {
            findings.push(format!("{name} may not import {need}"));
        }
    }
    let reached = reached_from("inzage-gateway", ours);
    for forbidden in NOT_IN_THE_GATEWAY
        .iter()
        .filter(|name| reached.contains(**name))
    {
        findings.push(format!(
            "the gateway reaches {forbidden}: it must not be able to read health data"
        ));
    }
    findings
}

fn reached_from(name: &str, ours: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![name.to_owned()];
    while let Some(next) = waiting.pop() {
        for need in ours.get(&next).into_iter().flatten() {
            if reached.insert(need.clone()) {
                waiting.push(need.clone());
            }
        }
    }
    reached
}

fn in_source(file: &str, source: &str) -> Vec<String> {
    let code = code_only(source);
    let mut findings = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut found = |what: String| findings.push(format!("{file}:{}: {what}", number + 1));
        for name in identifiers(line).filter(|name| is_browser(name) && !may_use_the_browser(file))
        {
            found(format!("`{name}` outside src/platform"));
        }
        if is_screen(file) {
            for (name, module) in VIEWS_ONLY {
                if line.contains(name) && !line.contains(&format!("{name}{module}")) {
                    found(format!(
                        "of `{name}` only `{module}` may be used on a screen"
                    ));
                }
            }
            for name in NOT_ON_SCREENS
                .iter()
                .filter(|name| identifiers(line).any(|found| found == **name))
            {
                found(format!("`{name}` may not be used on a screen"));
            }
        }
    }
    findings.extend(between_layers(file, &code));
    findings
}

/// Modules of the app that a file names and may not.
fn between_layers(file: &str, code: &str) -> Vec<String> {
    let mut findings = Vec::new();
    for (_, forbidden) in LAYERS.iter().filter(|(folder, _)| file.starts_with(folder)) {
        for (at, path) in app_paths(code) {
            let named =
                |module: &&&str| path == **module || path.starts_with(&format!("{module}::"));
            if let Some(module) = forbidden.iter().find(named)
                && !path.starts_with(TABLES)
            {
                let line = code.get(..at).unwrap_or_default().lines().count().max(1);
                findings.push(format!(
                    "{file}:{line}: `crate::{module}` may not be used here"
                ));
            }
        }
    }
    findings
}

/// Every path below `crate::` with where it stands; `crate::a::{b, c::d}` gives
/// `a::b` and `a::c::d`.
fn app_paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = code.get(at + start.len()..).unwrap_or_default();
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
            .unwrap_or(rest.len());
        let (stem, after) = rest.split_at(end);
        match after
            .strip_prefix('{')
            .and_then(|list| list.split_once('}'))
        {
            Some((list, _)) => {
                let stem = stem.trim_end_matches(':');
                found.extend(
                    list.split(',')
                        .map(|part| (at, format!("{stem}::{}", part.trim()))),
                );
            }
            None => found.push((at, stem.to_owned())),
        }
    }
    found
}

fn is_screen(file: &str) -> bool {
    ["src/pages/", "src/components/", "src/chart/"]
        .iter()
        .any(|folder| file.starts_with(folder))
}

/// The one folder that talks to the browser.
fn may_use_the_browser(file: &str) -> bool {
    file.starts_with("src/platform/") || file == "crates/bench/src/browser.rs"
}

fn is_browser(name: &str) -> bool {
    BROWSER.contains(&name) || name.starts_with("gloo_") || name == "gloo"
}

fn identifiers(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

/// The source without comments and without what stands in string literals;
/// lines stay where they are.
fn code_only(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source.chars().peekable();
    let mut last = ' ';
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('/', Some('/')) => while rest.next_if(|c| *c != '\n').is_some() {},
            ('/', Some('*')) => {
                let mut before = ' ';
                for c in rest.by_ref() {
                    if c == '\n' {
                        code.push(c);
                    }
                    if (before, c) == ('*', '/') {
                        break;
                    }
                    before = c;
                }
            }
            ('"', _) if last == '\'' || last == '\\' => {}
            ('"', _) => match raw_hashes(&code) {
                Some(hashes) => skip_raw_string(&mut rest, hashes, &mut code),
                None => skip_string(&mut rest, &mut code),
            },
            _ => code.push(c),
        }
        last = c;
    }
    code
}

/// How many `#` a raw string literal has that opens after this code.
fn raw_hashes(code: &str) -> Option<usize> {
    let before = code.trim_end_matches('#');
    let raw = before.ends_with('r')
        && !before
            .trim_end_matches(['r', 'b'])
            .ends_with(|c: char| c.is_alphanumeric() || c == '_');
    raw.then(|| code.len() - before.len())
}

/// Skips to the end of a raw string literal.
fn skip_raw_string(rest: &mut impl Iterator<Item = char>, hashes: usize, code: &mut String) {
    let mut closing = None;
    for c in rest {
        if c == '\n' {
            code.push(c);
        }
        closing = match (c, closing) {
            ('"', _) => Some(0),
            ('#', Some(seen)) => Some(seen + 1),
            _ => None,
        };
        if closing == Some(hashes) {
            break;
        }
    }
}

/// Skips to the end of a string literal, whose opening quote has been read.
fn skip_string(rest: &mut impl Iterator<Item = char>, code: &mut String) {
    let mut escaped = false;
    for c in rest {
        if c == '\n' {
            code.push(c);
        }
        match c {
            '"' if !escaped => break,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(&str, &[&str])]) -> BTreeMap<String, BTreeSet<String>> {
        let name = |name: &&str| (*name).to_owned();
        edges
            .iter()
            .map(|(from, to)| (name(from), to.iter().map(name).collect()))
            .collect()
    }

    #[test]
    fn a_crate_that_imports_to_the_left_is_found() {
        let findings = between_crates(&graph(&[
            ("inzage-fhir", &["inzage-zib"]),
            ("inzage-zib", &["inzage-fhir"]),
        ]));
        assert_eq!(findings, ["inzage-fhir may not import inzage-zib"]);
    }

    #[test]
    fn the_gateway_may_not_reach_health_data_by_a_detour() {
        let findings = between_crates(&graph(&[
            ("inzage-gateway", &["inzage-api"]),
            ("inzage-api", &["inzage-vault"]),
            ("inzage-vault", &[]),
        ]));
        assert!(
            findings
                .iter()
                .any(|line| line.contains("the gateway reaches inzage-vault"))
        );
    }

    #[test]
    fn a_crate_without_a_rule_is_found() {
        assert_eq!(
            between_crates(&graph(&[("inzage-new", &[])])),
            ["inzage-new has no import rule yet"]
        );
    }

    #[test]
    fn the_browser_is_found_outside_platform_only() {
        let source = "use web_sys::Window;\nfn f() { gloo_net::http::x(); }";
        assert_eq!(in_source("src/pages/home.rs", source).len(), 2);
        assert_eq!(in_source("crates/zib/src/lib.rs", source).len(), 2);
        assert!(in_source("src/platform/http.rs", source).is_empty());
    }

    #[test]
    fn words_in_comments_and_texts_are_no_imports() {
        let source = "// web_sys\n/* js_sys\n web_sys */ let a = \"web_sys \\\" js_sys\"; let quote = '\"'; // gloo_net\nlet b = 1;";
        assert!(in_source("src/pages/home.rs", source).is_empty());
        assert_eq!(
            in_source("src/pages/home.rs", "let q = '\"'; web_sys::x();").len(),
            1
        );
    }

    #[test]
    fn raw_texts_are_no_imports_and_end_where_they_end() {
        let source = "let a = r#\"web_sys \" js_sys\"#; let b = r\"\\\"; gloo_net::x(); let c = '\\\"'; js_sys::y();";
        let findings = in_source("src/pages/home.rs", source);
        assert_eq!(findings.len(), 2, "{findings:?}");
    }

    #[test]
    fn a_finding_names_the_line() {
        let findings = in_source(
            "src/pages/home.rs",
            "/* a\n b */\nuse crate::platform::http;",
        );
        assert_eq!(
            findings,
            ["src/pages/home.rs:3: `crate::platform::http` may not be used here"]
        );
    }

    #[test]
    fn what_stands_between_braces_is_found() {
        let page = "src/pages/home.rs";
        assert_eq!(
            in_source(
                page,
                "use crate::platform::{\n    clock,\n    http::{self},\n};"
            )
            .len(),
            1
        );
        assert!(in_source(page, "use crate::platform::{clock, file};").is_empty());
    }

    #[test]
    fn state_names_icons_and_no_other_component() {
        let file = "src/state/ends.rs";
        assert!(in_source(file, "use crate::components::icon::Icon;").is_empty());
        assert_eq!(
            in_source(file, "use crate::components::rows::Rows;").len(),
            1
        );
    }

    #[test]
    fn screens_take_view_types_only() {
        let page = "src/pages/entry.rs";
        assert!(in_source(page, "use inzage_zib::view::Entry;").is_empty());
        assert_eq!(in_source(page, "use inzage_zib::registry;").len(), 1);
        assert_eq!(in_source(page, "use inzage_fhir::Resource;").len(), 1);
        assert!(in_source("src/engine/read.rs", "use inzage_fhir::Resource;").is_empty());
    }
}
