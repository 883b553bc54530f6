//! Numbers as a person writes them.

use inzage_words::Lang;
use num_traits::ToPrimitive as _;

use crate::series::{Limit, Point, Series, Value};

/// A number with a decimal point in the way of the language.
pub(crate) fn localised(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => text.replace('.', ","),
        Lang::En => text.to_owned(),
    }
}

/// A computed number with so many decimals.
pub(crate) fn number(value: f64, decimals: usize, lang: Lang) -> String {
    let huge = value.abs() >= 1e9 || (value != 0.0 && value.abs() < 1e-6);
    let text = if huge {
        format!("{value:e}")
    } else {
        format!("{value:.decimals$}")
    };
    localised(if text == "-0" { "0" } else { &text }, lang)
}

/// How many decimals a number was written with.
pub(crate) fn decimals(text: &str) -> usize {
    text.split_once('.')
        .map_or(0, |(_, fraction)| fraction.len().min(6))
}

impl Value {
    /// `< 5,1`
    pub(crate) fn shown(&self, lang: Lang) -> String {
        let text = localised(&self.text, lang);
        match self.limit {
            Some(limit) => format!("{} {text}", limit.sign()),
            None => text,
        }
    }

    pub(crate) fn is_exact(&self) -> bool {
        self.limit.is_none()
    }
}

impl Limit {
    /// In spoken words, for who hears it.
    pub(crate) fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Below => lang.pick("minder dan", "less than"),
            Self::AtMost => lang.pick("hoogstens", "at most"),
            Self::AtLeast => lang.pick("minstens", "at least"),
            Self::Above => lang.pick("meer dan", "more than"),
        }
    }
}

/// The values of a point without unit: `5,1`, `138/86`.
pub fn values_text(point: &Point, lang: Lang) -> String {
    let shown: Vec<String> = point.values.iter().map(|v| v.shown(lang)).collect();
    shown.join("/")
}

impl Series {
    /// The value of a point with its unit, and what the source wrote where that
    /// is something else.
    pub(crate) fn value_text(&self, point: &Point, lang: Lang) -> String {
        let own = with_unit(&values_text(point, lang), &self.unit);
        match (&point.written, point.values.is_empty()) {
            (Some(written), true) => written.clone(),
            (Some(written), false) => format!("{own} ({written})"),
            (None, _) => own,
        }
    }
}

/// `5,1 mmol/L`
pub(crate) fn with_unit(number: &str, unit: &str) -> String {
    format!("{number} {unit}").trim().to_owned()
}

/// A whole number of tenths of a pixel; 0 for what is none.
pub(crate) fn whole(value: f64) -> i32 {
    value.round().to_i32().unwrap_or(0)
}

/// An integer to compute with.
pub(crate) fn float(value: impl num_traits::ToPrimitive + Copy) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computed_numbers_are_written_the_dutch_way() {
        assert_eq!(number(5.25, 1, Lang::Nl), "5,2");
        assert_eq!(number(-0.0, 0, Lang::Nl), "0");
        assert_eq!(number(1500.0, 0, Lang::En), "1500");
        assert_eq!(number(2e12, 0, Lang::Nl), "2e12");
    }
}
