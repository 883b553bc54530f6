//! Readings as CSV (RFC 4180), written for Dutch spreadsheets and read from
//! anything close to it. The columns are in `docs/measurements-csv.md`.

mod columns;
mod time;

use std::collections::BTreeMap;

use ::csv::{QuoteStyle, ReaderBuilder, StringRecord, WriterBuilder};

use crate::entering::{Checked, Field, Problem, Typed, check};
use crate::source::{FileProblem, Imported, Row, RowProblem, Source};
use crate::{Kind, Moment, Part, Phase, Reading};
use columns::{Columns, HEADER};

/// Most rows of a file: twenty years of eight readings a day.
const MOST_ROWS: usize = 60_000;
/// What makes a spreadsheet take a cell for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// CSV as a source.
#[derive(Clone, Copy, Debug, Default)]
pub struct Csv;

/// A reading as it goes into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported<'a> {
    /// Its id.
    pub id: &'a str,
    /// The reading.
    pub reading: &'a Reading,
    /// Its side of a dialysis session, and the session's id.
    pub dialysis: Option<(Phase, &'a str)>,
    /// Who entered it, in words.
    pub by: &'a str,
}

/// Writes a file: UTF-8 with a byte order mark, `;` between columns, decimal
/// commas. None when a row has no form as CSV, which is never so.
pub fn export<'a>(all: impl IntoIterator<Item = Exported<'a>>) -> Option<Vec<u8>> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .quote_style(QuoteStyle::Necessary)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(HEADER).ok()?;
    for one in all {
        writer.write_record(cells(&one)).ok()?;
    }
    writer.into_inner().ok()
}

fn cells(one: &Exported<'_>) -> Vec<String> {
    let reading = one.reading;
    let number = |part| {
        reading
            .amount(part)
            .map(crate::Amount::dutch)
            .unwrap_or_default()
    };
    let (value, unit) = match (&reading.milligrams, reading.kind.parts().first()) {
        (Some(milligrams), _) => (milligrams.dutch(), "mg/dL"),
        (None, Some(first)) => (number(*first), columns::unit(*first)),
        (None, None) => (String::new(), ""),
    };
    vec![
        one.id.to_owned(),
        columns::kind_word(reading.kind).to_owned(),
        reading.at.rfc3339(),
        value,
        number(Part::Diastolic),
        number(Part::Pulse),
        unit.to_owned(),
        reading.moment.map_or("", columns::moment_word).to_owned(),
        one.dialysis
            .map_or("", |(phase, _)| columns::phase_word(phase))
            .to_owned(),
        one.dialysis.map_or("", |(_, session)| session).to_owned(),
        guarded(&reading.note),
        guarded(one.by),
    ]
}

/// A text that no spreadsheet takes for a formula.
fn guarded(text: &str) -> String {
    if text.starts_with(FORMULA) || text.starts_with('\'') {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) || rest.starts_with('\'') => rest,
        _ => text,
    }
}

impl Source for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn rows(&self, bytes: &[u8], now: Moment) -> Result<Vec<Row>, FileProblem> {
        let text = decoded(bytes);
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        if first.trim().is_empty() {
            return Err(FileProblem::Empty);
        }
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter(first))
            .flexible(true)
            .from_reader(text.as_bytes());
        let columns = reader.headers().map(Columns::find);
        let columns = columns.unwrap_or(Err(FileProblem::Empty))?;
        let mut rows = Vec::new();
        let mut lines = Lines::new(text);
        for record in reader.records() {
            if rows.len() == MOST_ROWS {
                return Err(FileProblem::TooLong);
            }
            let Ok(record) = record else {
                let (line, says) = (lines.line, Err(RowProblem::Malformed));
                rows.push(Row { line, says });
                continue;
            };
            let line = lines.at(record.position().map_or(0, ::csv::Position::byte));
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                let says = row(&columns, &record, now);
                rows.push(Row { line, says });
            }
        }
        Ok(rows)
    }
}

/// Counts lines as a person does who looks at the file: empty ones too.
struct Lines<'a> {
    rest: &'a [u8],
    seen: u64,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            rest: text.as_bytes(),
            seen: 0,
            line: 1,
        }
    }

    /// The line of the first record at or after this byte.
    fn at(&mut self, byte: u64) -> u64 {
        while let Some((first, rest)) = self.rest.split_first() {
            if self.seen >= byte && !matches!(first, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(*first == b'\n');
            self.seen += 1;
            self.rest = rest;
        }
        self.line
    }
}

/// UTF-8, else what older spreadsheets write (Windows-1252, of which the letters
/// are those of Latin-1).
fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// What stands between the columns: what the heading has most of.
fn delimiter(heading: &str) -> u8 {
    let count = |byte: u8| heading.bytes().filter(|other| *other == byte).count();
    let most = [b';', b',', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|byte| count(*byte));
    most.unwrap_or(b';')
}

fn row(columns: &Columns, record: &StringRecord, now: Moment) -> Result<Imported, RowProblem> {
    let cell = |name| columns.cell(record, name);
    let kind =
        columns::kind(cell("soort")).ok_or_else(|| RowProblem::Kind(cell("soort").into()))?;
    let milligrams = milligrams(kind, cell("eenheid"))?;
    let moment = optional("moment", cell("moment"), columns::moment)?;
    let phase = optional("dialyse", cell("dialyse"), columns::phase)?;
    if phase.is_some() && !matches!(kind, Kind::Weight | Kind::BloodPressure) {
        return Err(RowProblem::Word("dialyse", cell("dialyse").into()));
    }
    let typed = Typed {
        kind,
        at: time::moment(cell("tijdstip"), cell("datum"), cell("tijd")).unwrap_or_default(),
        numbers: numbers(kind, &cell),
        milligrams,
        moment,
        slot: None,
        note: unguarded(cell("notitie")).to_owned(),
    };
    let (reading, unlikely) = match check(&typed, now) {
        Checked::Good(reading) => (reading, false),
        Checked::Ask(reading, _) => (reading, true),
        Checked::Wrong(wrong) => return Err(first_wrong(&wrong)),
    };
    let id = |name| uuid::Uuid::parse_str(cell(name)).ok();
    Ok(Imported {
        id: id("id").map(|id| id.to_string()),
        dialysis: phase.map(|phase| (phase, id("sessie").map(|id| id.to_string()))),
        reading,
        unlikely,
    })
}

fn numbers<'a>(kind: Kind, cell: &impl Fn(&'static str) -> &'a str) -> BTreeMap<Part, String> {
    let parts = kind.parts().iter();
    parts
        .map(|part| (*part, cell(column_of(*part)).to_owned()))
        .collect()
}

/// In which column a number stands.
fn column_of(part: Part) -> &'static str {
    match part {
        Part::Diastolic => "onderdruk",
        Part::Pulse => "hartslag",
        _ => "waarde",
    }
}

/// Whether glucose stands in mg/dL; no unit is the usual one.
fn milligrams(kind: Kind, unit: &str) -> Result<bool, RowProblem> {
    let unit = unit.trim().to_lowercase();
    let usual = kind.parts().first().is_some_and(|first| {
        unit == first.ucum().to_lowercase() || unit == columns::unit(*first).to_lowercase()
    });
    match (kind, unit.as_str()) {
        (Kind::Glucose, "mg/dl") => Ok(true),
        (_, "") => Ok(false),
        _ if usual => Ok(false),
        _ => Err(RowProblem::Unit(unit)),
    }
}

fn optional<T>(
    name: &'static str,
    text: &str,
    read: fn(&str) -> Option<T>,
) -> Result<Option<T>, RowProblem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    read(text)
        .map(Some)
        .ok_or_else(|| RowProblem::Word(name, text.to_owned()))
}

fn first_wrong(wrong: &BTreeMap<Field, Problem>) -> RowProblem {
    let first = wrong.iter().next();
    first.map_or(RowProblem::Malformed, |(field, problem)| {
        let column = match field {
            Field::Number(_, part) => column_of(*part),
            Field::At(_) => "tijdstip",
            Field::Note => "notitie",
        };
        RowProblem::Value(column, *problem)
    })
}

#[cfg(test)]
mod tests;
