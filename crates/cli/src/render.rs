//! `inzage render`: files to what the pages show.

use crate::files::{Budget, Unread, expand};
use crate::known::Index;
use inzage_fhir::{FindingKind, Received};
use inzage_words::{Lang, phrase};
use inzage_zib::view::{Entry, Field};
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

/// What to print.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Files, or folders with `.json` files.
    pub paths: Vec<PathBuf>,
    /// Language.
    pub lang: Lang,
    /// JSON instead of text.
    pub json: bool,
}

/// Something odd, about an entry (`Type/id`) or a file.
#[derive(Debug, Serialize)]
struct Told {
    id: String,
    message: String,
}

/// Prints what the pages show of every resource in the files, and what was odd.
///
/// # Errors
/// Only when `out` cannot be written to: what cannot be read becomes a finding.
pub fn render(options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut findings = Vec::new();
    let received = read(options, &mut findings);
    let index = Index::new(&received);
    if options.json {
        out.write_all(b"{\"entries\":[")?;
    }
    for (at, one) in received.iter().enumerate() {
        let (entry, odd) = inzage_zib::entry(&one.resource, &index, options.lang);
        findings.extend(odd.into_iter().map(|message| Told {
            id: entry.id.clone(),
            message,
        }));
        if options.json {
            out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &entry)?;
        } else {
            print(&entry, out)?;
        }
    }
    if options.json {
        out.write_all(b"\n],\"findings\":")?;
        serde_json::to_writer(&mut *out, &findings)?;
        out.write_all(b"}\n")?;
    } else {
        for told in &findings {
            writeln!(out, "! {}: {}", clean(&told.id), clean(&told.message))?;
        }
    }
    out.flush()
}

/// Reads every file; what is odd goes to `findings`.
fn read(options: &Options, findings: &mut Vec<Told>) -> Vec<Received> {
    let mut budget = Budget::new();
    let mut received = Vec::new();
    for path in expand(&options.paths) {
        let name = path.display().to_string();
        let bytes = match budget.read(&path) {
            Ok(bytes) => bytes,
            Err(why) => {
                let key = match why {
                    Unread::Unreadable => "finding_unreadable_file",
                    Unread::TooLarge => "finding_too_large",
                };
                let message = phrase(key, options.lang).to_owned();
                findings.push(Told { id: name, message });
                continue;
            }
        };
        let opened = inzage_fhir::open(&bytes);
        for finding in opened.findings {
            let about = Some(finding.about).filter(|a| !a.is_empty());
            findings.push(Told {
                id: about.unwrap_or_else(|| name.clone()),
                message: message(&finding.kind, options.lang),
            });
        }
        received.extend(opened.resources.into_iter().map(|one| Received {
            // The bytes are not shown here: they need not stay in memory.
            bytes: Vec::new(),
            ..one
        }));
    }
    received
}

fn message(kind: &FindingKind, lang: Lang) -> String {
    let key = match kind {
        FindingKind::NotFhir => "finding_not_fhir",
        FindingKind::CutOff => "finding_cut_off",
        FindingKind::Malformed => "finding_malformed",
        FindingKind::EmptyEntry => "finding_empty_entry",
        FindingKind::NotUtf8 => "finding_not_utf8",
        FindingKind::Told { severity, text } => {
            let what = phrase("finding_told", lang);
            let severity = inzage_words::code("", "severity", severity, lang);
            return match severity {
                Some(severity) => format!("{what} ({severity}): {text}"),
                None => format!("{what}: {text}"),
            };
        }
    };
    phrase(key, lang).to_owned()
}

fn print(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}  [{}]", clean(&entry.title), clean(&entry.id))?;
    let head = [&entry.date, &entry.status];
    for line in head.into_iter().filter(|l| !l.is_empty()) {
        writeln!(out, "  {}", clean(line))?;
    }
    for (mark, rows) in [
        ("", &entry.fields),
        ("~ ", &entry.source),
        ("+ ", &entry.other),
    ] {
        for Field { label, value } in rows {
            writeln!(out, "  {mark}{}: {}", clean(label), clean(value))?;
        }
    }
    writeln!(out)
}

/// Text without what a terminal would obey.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => ' ',
            c if c.is_control() || BIDI.contains(&c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Characters that turn the direction of the text around.
const BIDI: &[char] = &[
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}', '\u{200e}', '\u{200f}',
];
