//! The table of limits: a plain file that an operator can replace. Each line has
//! its source and that source's date; a file with a fault is refused whole.

use std::collections::BTreeMap;

use crate::{Circumstance, Moment, Person, Quantity};

/// Columns of a line.
const COLUMNS: usize = 12;

/// What is set beside a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// The mean of the readings.
    Mean,
    /// Each reading.
    Value,
    /// How many of the readings lie within.
    Share,
    /// Coefficient of variation of the readings, in per cent.
    Variation,
}

/// For whom a limit is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Adults.
    Adults,
    /// Adults with diabetes of either type.
    Diabetes,
    /// Adults with type 2 diabetes.
    Diabetes2,
}

/// One side of a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// In thousandths of the unit.
    pub thousandths: i64,
    /// Whether the bound itself lies within.
    pub included: bool,
    /// As it stands in the table: `4.5`.
    pub text: String,
}

/// A general limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is set beside it.
    pub figure: Figure,
    /// Of what.
    pub quantity: Quantity,
    /// At which moment; none: at any, as long as it is known.
    pub moment: Option<Moment>,
    /// For whom.
    pub group: Group,
    /// From which age, and until which.
    pub ages: (u32, u32),
    /// How many readings are needed at least.
    pub least: usize,
    /// Lower side.
    pub low: Option<Bound>,
    /// Upper side.
    pub high: Option<Bound>,
    /// Unit in UCUM.
    pub unit: String,
    /// Guideline or standard, with the place.
    pub source: String,
    /// Its date: `2019-06`.
    pub date: String,
}

/// A table of limits without a fault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits(Vec<Limit>);

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct LineFault {
    /// Counted from 1; 0 for the whole file.
    pub line: usize,
    /// What.
    pub fault: Fault,
}

/// What can be wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No line at all.
    #[error("no limit in it")]
    Empty,
    /// Not the twelve columns.
    #[error(
        "{0} columns instead of {COLUMNS} (figure, quantity, moment, group, from, to, least, low, high, unit, source, date)"
    )]
    Columns(usize),
    /// A word that is none of the column's.
    #[error("`{1}` cannot stand in column `{0}`")]
    Word(&'static str, String),
    /// Neither side.
    #[error("neither low nor high")]
    NoBound,
    /// A limit without where it comes from.
    #[error("no source, or no date like 2019-06")]
    NoSource,
    /// Ages under 18.
    #[error("a general limit is for 18 years and older")]
    Young,
    /// A single reading of glucose needs a moment.
    #[error("a limit for a value of glucose needs a moment")]
    NoMoment,
}

impl Limits {
    /// Reads a table.
    ///
    /// # Errors
    /// The first fault, with its line.
    pub fn read(text: &str) -> Result<Self, LineFault> {
        let mut limits = Vec::new();
        for (nth, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let limit = limit(line).map_err(|fault| LineFault {
                line: nth + 1,
                fault,
            })?;
            limits.push(limit);
        }
        if limits.is_empty() {
            let fault = Fault::Empty;
            return Err(LineFault { line: 0, fault });
        }
        Ok(Self(limits))
    }

    /// Every limit, in the order of the file.
    pub fn all(&self) -> &[Limit] {
        &self.0
    }

    /// Those that are meant for a person.
    pub(crate) fn meant_for(&self, person: &Person) -> impl Iterator<Item = &Limit> {
        self.0.iter().filter(|limit| {
            let (from, to) = limit.ages;
            let fits = person.age.is_some_and(|age| (from..=to).contains(&age));
            fits && limit.group.holds(person)
        })
    }
}

impl Limit {
    /// How it is named in the words.
    pub fn key(&self) -> String {
        let figure = self.figure.key();
        let quantity = self.quantity.key();
        match self.moment {
            Some(moment) => format!("{figure}.{quantity}.{}", moment.key()),
            None => format!("{figure}.{quantity}"),
        }
    }
}

impl Figure {
    /// How it is written in the table.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Value => "value",
            Self::Share => "share",
            Self::Variation => "variation",
        }
    }
}

impl Group {
    /// How it is written in the table.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Adults => "adults",
            Self::Diabetes => "diabetes",
            Self::Diabetes2 => "diabetes-2",
        }
    }

    fn holds(self, person: &Person) -> bool {
        let second = person.said(Circumstance::Diabetes2);
        match self {
            Self::Adults => true,
            Self::Diabetes => second || person.said(Circumstance::Diabetes1),
            Self::Diabetes2 => second,
        }
    }
}

fn limit(line: &str) -> Result<Limit, Fault> {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    let count = columns.len();
    let [
        figure,
        quantity,
        moment,
        group,
        from,
        to,
        least,
        low,
        high,
        unit,
        source,
        date,
    ]: [&str; COLUMNS] = columns.try_into().map_err(|_| Fault::Columns(count))?;
    let limit = Limit {
        figure: one_of("figure", figure, &figures())?,
        quantity: Quantity::parse(quantity).ok_or_else(|| word("quantity", quantity))?,
        moment: moment_of(moment)?,
        group: one_of("group", group, &groups())?,
        ages: (number("from", from)?, number("to", to)?),
        least: number("least", least)?,
        low: bound("low", low, '>')?,
        high: bound("high", high, '<')?,
        unit: unit.to_owned(),
        source: source.to_owned(),
        date: date.to_owned(),
    };
    checked(limit)
}

fn checked(limit: Limit) -> Result<Limit, Fault> {
    let dated = limit.date.len() >= 4 && limit.date.starts_with(|one: char| one.is_ascii_digit());
    let glucose = limit.quantity == Quantity::Glucose;
    match () {
        () if limit.low.is_none() && limit.high.is_none() => Err(Fault::NoBound),
        () if limit.source.is_empty() || !dated => Err(Fault::NoSource),
        () if limit.ages.0 < 18 => Err(Fault::Young),
        () if glucose && limit.figure == Figure::Value && limit.moment.is_none() => {
            Err(Fault::NoMoment)
        }
        () => Ok(limit),
    }
}

fn figures() -> BTreeMap<&'static str, Figure> {
    let all = [
        Figure::Mean,
        Figure::Value,
        Figure::Share,
        Figure::Variation,
    ];
    all.map(|one| (one.key(), one)).into()
}

fn groups() -> BTreeMap<&'static str, Group> {
    let all = [Group::Adults, Group::Diabetes, Group::Diabetes2];
    all.map(|one| (one.key(), one)).into()
}

fn word(column: &'static str, text: &str) -> Fault {
    Fault::Word(column, text.to_owned())
}

fn one_of<T: Copy>(
    column: &'static str,
    text: &str,
    all: &BTreeMap<&'static str, T>,
) -> Result<T, Fault> {
    all.get(text).copied().ok_or_else(|| word(column, text))
}

fn moment_of(text: &str) -> Result<Option<Moment>, Fault> {
    match text {
        "-" | "any" => Ok(None),
        text => Moment::parse(text)
            .map(Some)
            .ok_or_else(|| word("moment", text)),
    }
}

fn number<T: std::str::FromStr>(column: &'static str, text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| word(column, text))
}

/// `<135`, `<=8`, `>=4.5` or `-`.
fn bound(column: &'static str, text: &str, sign: char) -> Result<Option<Bound>, Fault> {
    if text == "-" {
        return Ok(None);
    }
    let rest = text.strip_prefix(sign).ok_or_else(|| word(column, text))?;
    let (included, digits) = match rest.strip_prefix('=') {
        Some(digits) => (true, digits),
        None => (false, rest),
    };
    let thousandths = thousandths(digits).ok_or_else(|| word(column, text))?;
    let text = digits.to_owned();
    Ok(Some(Bound {
        thousandths,
        included,
        text,
    }))
}

fn thousandths(digits: &str) -> Option<i64> {
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || rest.len() > 3 || !plain(whole) || !plain(rest) {
        return None;
    }
    format!("{whole}{rest:0<3}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        "mean\tsystolic\t-\tadults\t18\t69\t12\t-\t<135\tmm[Hg]\tA guideline, p. 1\t2019-06";

    #[test]
    fn the_table_that_comes_along_is_without_fault_and_every_line_has_its_source() {
        let limits = Limits::read(crate::LIMITS).unwrap();
        assert!(limits.all().iter().all(|limit| limit.source.len() > 20));
        let systolic = limits.all().first().unwrap();
        assert_eq!(systolic.high.as_ref().unwrap().thousandths, 135_000);
        assert!(!systolic.high.as_ref().unwrap().included);
    }

    #[test]
    fn a_fault_is_named_with_its_line() {
        for (from, to, named) in [
            ("mean", "middle", "`middle` cannot stand in column `figure`"),
            ("systolic", "weight", "quantity"),
            ("adults", "everybody", "group"),
            ("<135", "135", "`135` cannot stand in column `high`"),
            ("<135", "<", "high"),
            ("<135", "-", "neither low nor high"),
            ("2019-06", "", "no source"),
            ("A guideline, p. 1", "", "no source"),
            ("18", "12", "18 years"),
            ("12", "few", "least"),
            ("mean\tsystolic", "value\tglucose", "needs a moment"),
            ("\tmm[Hg]", "", "11 columns"),
        ] {
            let text = format!("# head\n\n{}\n", LINE.replacen(from, to, 1));
            let error = Limits::read(&text).unwrap_err().to_string();
            assert!(error.starts_with("line 3: "), "{error}");
            assert!(error.contains(named), "{named}: {error}");
        }
        assert!(Limits::read("# head\n").is_err());
    }
}
