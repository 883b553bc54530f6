//! What the source says of a result: its flag, else where its number lies against
//! its own reference range. Nothing else, and nothing of our own.

use inzage_words::{Lang, phrase};
use inzage_zib::view::{Code, Numeric, ReferenceRange};

/// What is said of a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Judgement {
    /// `hoog volgens de bron`; empty where the source gives nothing to say.
    pub(super) text: String,
    /// Whether it lies outside what the source calls normal.
    pub(super) outside: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Above,
    Below,
    Outside,
    Inside,
}

/// Codes of HL7 v2 table 0078, of v3 `ObservationInterpretation`, and of SNOMED CT.
const FLAGS: [(&str, Side); 16] = [
    ("H", Side::Above),
    ("HH", Side::Above),
    ("HU", Side::Above),
    (">", Side::Above),
    ("281302008", Side::Above),
    ("L", Side::Below),
    ("LL", Side::Below),
    ("LU", Side::Below),
    ("<", Side::Below),
    ("281300000", Side::Below),
    ("A", Side::Outside),
    ("AA", Side::Outside),
    ("263654008", Side::Outside),
    ("N", Side::Inside),
    ("281301001", Side::Inside),
    ("17621005", Side::Inside),
];

/// What is said of a number.
pub(super) fn judge(number: &Numeric, lang: Lang) -> Judgement {
    let flagged = number.flags.iter().find_map(side_of);
    let said = match flagged {
        Some(side) => Judgement {
            text: side.by_flag(lang).to_owned(),
            outside: side != Side::Inside,
        },
        None if !number.interpretation.is_empty() => Judgement {
            text: format!(
                "{} {}",
                number.interpretation,
                phrase("according_to_source", lang)
            ),
            outside: false,
        },
        None => range_of(number)
            .and_then(|range| against(number, range))
            .map(|side| Judgement {
                text: side.by_range(lang).to_owned(),
                outside: side != Side::Inside,
            })
            .unwrap_or_default(),
    };
    let parts = [said.text.as_str(), number.status.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Judgement {
        text: parts.join(", "),
        ..said
    }
}

fn side_of(flag: &Code) -> Option<Side> {
    let known = FLAGS.iter().find(|(code, _)| *code == flag.code);
    known.map(|(_, side)| *side)
}

/// The one range that holds for this person: a source that gives several does not
/// say which.
pub(super) fn range_of(number: &Numeric) -> Option<&ReferenceRange> {
    match number.ranges.as_slice() {
        [only] if only.low.is_some() || only.high.is_some() => Some(only),
        _ => None,
    }
}

/// Where a number lies; none where its limit or unit leaves that open.
fn against(number: &Numeric, range: &ReferenceRange) -> Option<Side> {
    if super::units::canonical(&number.unit) != super::units::canonical(&range.unit) {
        return None;
    }
    let value = number.number.value;
    let (low, high) = (
        range.low.as_ref().map(|limit| limit.value),
        range.high.as_ref().map(|limit| limit.value),
    );
    let over = high.is_some_and(|high| value > high);
    let under = low.is_some_and(|low| value < low);
    match number.comparator.as_str() {
        ">" if high.is_some_and(|high| value >= high) => Some(Side::Above),
        "<" if low.is_some_and(|low| value <= low) => Some(Side::Below),
        ">=" | "" if over => Some(Side::Above),
        "<=" | "" if under => Some(Side::Below),
        "" => Some(Side::Inside),
        _ => None,
    }
}

impl Side {
    fn by_flag(self, lang: Lang) -> &'static str {
        match self {
            Self::Above => lang.pick("hoog volgens de bron", "high according to the source"),
            Self::Below => lang.pick("laag volgens de bron", "low according to the source"),
            Self::Outside => lang.pick(
                "afwijkend volgens de bron",
                "abnormal according to the source",
            ),
            Self::Inside => lang.pick("normaal volgens de bron", "normal according to the source"),
        }
    }

    fn by_range(self, lang: Lang) -> &'static str {
        match self {
            Self::Above => lang.pick(
                "hoger dan het normale gebied van de bron",
                "above the normal range of the source",
            ),
            Self::Below => lang.pick(
                "lager dan het normale gebied van de bron",
                "below the normal range of the source",
            ),
            Self::Outside | Self::Inside => lang.pick(
                "binnen het normale gebied van de bron",
                "within the normal range of the source",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use inzage_zib::view::{Decimal, Unit, When};

    fn number(text: &str, comparator: &str, flag: &str) -> Numeric {
        let decimal = |text: &str| Decimal {
            text: text.into(),
            value: text.parse().unwrap_or_default(),
        };
        let unit = Unit {
            ucum: "mmol/L".into(),
            text: "mmol/L".into(),
        };
        let flag = Code {
            system: String::new(),
            code: flag.into(),
        };
        Numeric {
            codes: Vec::new(),
            name: "Kalium".into(),
            of: String::new(),
            number: decimal(text),
            comparator: comparator.into(),
            ranges: vec![ReferenceRange {
                low: Some(decimal("3.5")),
                high: Some(decimal("5.0")),
                unit: unit.clone(),
                text: String::new(),
            }],
            unit,
            flags: vec![flag],
            interpretation: String::new(),
            when: When::default(),
            circumstances: Vec::new(),
            wrong: false,
            status: String::new(),
            note: String::new(),
        }
    }

    #[test]
    fn the_flag_goes_before_the_range_and_each_says_whose_it_is() {
        let said = |text, comparator, flag| judge(&number(text, comparator, flag), Lang::Nl);
        assert_eq!(said("4.0", "", "H").text, "hoog volgens de bron");
        let over = said("5.1", "", "");
        assert_eq!(over.text, "hoger dan het normale gebied van de bron");
        assert!(over.outside);
        assert!(!said("5.0", "", "").outside);
        assert_eq!(
            said("3.4", "", "").text,
            "lager dan het normale gebied van de bron"
        );
    }

    #[test]
    fn a_limit_that_leaves_it_open_is_not_judged() {
        let said = |text, comparator| judge(&number(text, comparator, ""), Lang::Nl).text;
        assert_eq!(said("4.0", "<"), "");
        assert_eq!(said("3.5", "<"), "lager dan het normale gebied van de bron");
        assert_eq!(said("5.0", ">"), "hoger dan het normale gebied van de bron");
        assert_eq!(said("5.0", ">="), "");
    }

    #[test]
    fn without_flag_or_range_nothing_is_said() {
        let mut bare = number("9", "", "");
        bare.ranges.clear();
        assert_eq!(judge(&bare, Lang::Nl), Judgement::default());
        let mut two = number("9", "", "");
        two.ranges.push(two.ranges[0].clone());
        assert_eq!(judge(&two, Lang::Nl), Judgement::default());
        let mut other = number("9", "", "");
        other.ranges[0].unit.ucum = "mg/dL".into();
        assert_eq!(judge(&other, Lang::Nl), Judgement::default());
    }
}
