//! Units: when two are the same, and how one becomes another. Only what
//! `units.tsv` says is converted; everything else stays apart.

use inzage_zib::view::Unit;

/// A unit as it is compared: UCUM, without annotations, litre as `l`. Two units
/// are the same when this is.
pub(super) fn canonical(unit: &Unit) -> String {
    let written = if unit.ucum.is_empty() {
        &unit.text
    } else {
        &unit.ucum
    };
    let bare: String = without_annotations(written)
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| {
            if matches!(letter, 'µ' | 'μ') {
                'u'
            } else {
                letter
            }
        })
        .collect();
    match bare.as_str() {
        "mmHg" => "mm[Hg]".to_owned(),
        "°C" | "C" => "Cel".to_owned(),
        "°F" | "F" => "[degF]".to_owned(),
        "1" => String::new(),
        _ => bare.split('/').map(litre).collect::<Vec<_>>().join("/"),
    }
}

/// `{breaths}/min` counts the same as `/min` (UCUM §12: annotations do not alter
/// the meaning); what holds nothing but an annotation keeps it.
fn without_annotations(text: &str) -> String {
    let mut bare = String::new();
    let mut depth = 0_u32;
    for letter in text.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            letter if depth == 0 => bare.push(letter),
            _ => {}
        }
    }
    if bare.is_empty() {
        text.to_owned()
    } else {
        bare
    }
}

/// UCUM has two symbols for the litre.
fn litre(part: &str) -> String {
    match part.strip_suffix('L') {
        Some(prefix) if matches!(prefix, "" | "d" | "c" | "m" | "u" | "n" | "p" | "f") => {
            format!("{prefix}l")
        }
        _ => part.to_owned(),
    }
}

/// How a number in one unit becomes one in another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Conversion {
    times: f64,
    plus: f64,
}

impl Conversion {
    /// The conversion between two canonical units of something with this LOINC
    /// code; none where it is not documented.
    pub(super) fn between(from: &str, to: &str, loinc: Option<&str>) -> Option<Self> {
        let (from, to) = (rows(from, loinc), rows(to, loinc));
        let (from, to) = from
            .iter()
            .find_map(|one| Some((one, to.iter().find(|other| other.kind == one.kind)?)))?;
        Some(Self {
            times: from.times / to.times,
            plus: (from.plus - to.plus) / to.times,
        })
    }

    pub(super) fn of(self, number: f64) -> f64 {
        number * self.times + self.plus
    }
}

struct Row {
    kind: &'static str,
    times: f64,
    plus: f64,
}

fn rows(unit: &str, loinc: Option<&str>) -> Vec<Row> {
    let lines = include_str!("units.tsv").lines();
    let read = lines.filter_map(|line| {
        let mut cells = line.split('\t');
        let (kind, name) = (cells.next()?, cells.next()?);
        let (times, plus) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        let codes = cells.next()?;
        let applies = codes == "*" || codes.split(' ').any(|code| Some(code) == loinc);
        (name == unit && applies).then_some(Row { kind, times, plus })
    });
    read.collect()
}

/// A converted number as it is written: three digits that say something, and no
/// noughts behind them.
pub(super) fn written(number: f64) -> String {
    let size = number.abs();
    let decimals = [(100.0, 0), (10.0, 1), (1.0, 2), (0.1, 3), (0.01, 4)]
        .into_iter()
        .find(|(least, _)| size >= *least)
        .map_or(6, |(_, decimals)| decimals);
    let text = format!("{number:.decimals$}");
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(ucum: &str, text: &str) -> String {
        canonical(&Unit {
            ucum: ucum.into(),
            text: text.into(),
        })
    }

    #[test]
    fn spellings_of_one_unit_are_one() {
        for (one, other) in [
            (unit("mmol/L", ""), unit("", "mmol/l")),
            (unit("umol/l", ""), unit("", "µmol/L")),
            (unit("mm[Hg]", "mmHg"), unit("", "mm Hg")),
            (unit("{breaths}/min", ""), unit("/min", "")),
            (unit("", ""), unit("1", "")),
        ] {
            assert_eq!(one, other);
        }
        assert_ne!(unit("mmol/L", ""), unit("umol/L", ""));
        assert_ne!(unit("", "{score}"), unit("", ""));
        assert_ne!(unit("MG", ""), unit("mg", ""));
    }

    #[test]
    fn only_what_is_documented_is_converted() {
        let between = |from, to, loinc| Conversion::between(from, to, loinc);
        let glucose = between("mg/dl", "mmol/l", Some("14743-9")).unwrap();
        assert_eq!(written(glucose.of(90.0)), "5");
        assert_eq!(written(glucose.of(97.0)), "5.38");
        assert!(between("mg/dl", "mmol/l", Some("2823-3")).is_none());
        assert!(between("kg", "cm", None).is_none());
        assert_eq!(
            written(between("[degF]", "Cel", None).unwrap().of(98.6)),
            "37"
        );
        assert_eq!(
            written(between("g/l", "g/dl", None).unwrap().of(140.0)),
            "14"
        );
    }
}
