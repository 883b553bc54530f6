//! Strings that are what the description says they are. What is not is refused when
//! the JSON is read, so that nothing has to be checked later.

use chrono::DateTime;
use serde::{Deserialize, Serialize};

/// A field that may be absent, but is not `null`.
pub(super) fn present<'de, D, T>(reader: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(reader).map(Some)
}

/// Text of 1 to `MOST` code points in lines: no control characters but tab, line feed
/// and carriage return, and not blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Text<const MOST: usize>(String);

/// The same in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Line<const MOST: usize>(String);

/// A UUID, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Uuid(String);

/// An id that a provider gave out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Id(String);

/// A moment with its offset (RFC 3339), as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Moment(String);

/// A decimal number, as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Decimal(String);

/// Between `LEAST` and `MOST` of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<T>", into = "Vec<T>")]
#[serde(bound(
    serialize = "T: Clone + Serialize",
    deserialize = "T: Deserialize<'de>"
))]
pub(crate) struct Few<T, const LEAST: usize, const MOST: usize>(Vec<T>);

fn fits(text: &str, most: usize, control: fn(char) -> bool) -> bool {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    !text.chars().any(control) && !text.chars().all(blank) && text.chars().count() <= most
}

/// C0 and DEL; C1 controls are text to JSON, and harmless.
fn is_control(c: char) -> bool {
    c.is_ascii_control()
}

impl<const MOST: usize> TryFrom<String> for Text<MOST> {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let control = |c| is_control(c) && !matches!(c, '\t' | '\n' | '\r');
        if fits(&text, MOST, control) {
            Ok(Self(text))
        } else {
            Err("not a text of this length")
        }
    }
}

impl<const MOST: usize> TryFrom<String> for Line<MOST> {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if fits(&text, MOST, is_control) {
            Ok(Self(text))
        } else {
            Err("not a line of this length")
        }
    }
}

impl TryFrom<String> for Uuid {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if crate::secret::is_uuid(&text) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err("not a UUID")
        }
    }
}

impl TryFrom<String> for Id {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if plain && (1..=64).contains(&text.len()) {
            Ok(Self(text))
        } else {
            Err("not an id")
        }
    }
}

impl TryFrom<String> for Moment {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match DateTime::parse_from_rfc3339(&text) {
            Ok(_) => Ok(Self(text)),
            Err(_) => Err("not a moment with its offset"),
        }
    }
}

impl TryFrom<String> for Decimal {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let number = text.strip_prefix('-').unwrap_or(&text);
        let (whole, rest) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if digits(whole, 6) && digits(rest, 3) {
            Ok(Self(text))
        } else {
            Err("not a decimal number")
        }
    }
}

impl<T, const LEAST: usize, const MOST: usize> TryFrom<Vec<T>> for Few<T, LEAST, MOST> {
    type Error = &'static str;

    fn try_from(all: Vec<T>) -> Result<Self, Self::Error> {
        if (LEAST..=MOST).contains(&all.len()) {
            Ok(Self(all))
        } else {
            Err("too few or too many")
        }
    }
}

impl<T, const LEAST: usize, const MOST: usize> From<Few<T, LEAST, MOST>> for Vec<T> {
    fn from(few: Few<T, LEAST, MOST>) -> Self {
        few.0
    }
}

impl<T, const LEAST: usize, const MOST: usize> Few<T, LEAST, MOST> {
    /// All of them.
    pub(crate) fn all(&self) -> &[T] {
        &self.0
    }
}

/// As a string, and back.
macro_rules! is_a_string {
    ($($of:ty $(, $most:ident)?;)*) => {$(
        impl$(<const $most: usize>)? From<$of> for String {
            fn from(text: $of) -> Self {
                text.0
            }
        }

        impl$(<const $most: usize>)? $of {
            /// As written.
            pub(crate) fn as_str(&self) -> &str {
                &self.0
            }
        }
    )*};
}

is_a_string! {
    Text<MOST>, MOST;
    Line<MOST>, MOST;
    Uuid;
    Id;
    Moment;
    Decimal;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> bool {
        Text::<5>::try_from(text.to_owned()).is_ok()
    }

    #[test]
    fn text_counts_code_points_and_has_no_controls() {
        for good in [
            "a",
            "12345",
            "🙂🙂🙂🙂🙂",
            "a\nb\r\t",
            "\u{202e}ab",
            "<b>",
            "';--",
        ] {
            assert!(text(good), "{good:?}");
        }
        for bad in [
            "",
            " ",
            "\n\t",
            "123456",
            "🙂🙂🙂🙂🙂🙂",
            "a\u{0}",
            "\u{7}",
            "\u{7f}",
        ] {
            assert!(!text(bad), "{bad:?}");
        }
        assert!(Line::<5>::try_from("a\nb".to_owned()).is_err());
    }

    #[test]
    fn numbers_stay_as_written() {
        for good in ["0", "-1.50", "123456.789", "070"] {
            assert_eq!(Decimal::try_from(good.to_owned()).unwrap().as_str(), good);
        }
        for bad in [
            "", "-", "1.", ".5", "1e3", "1234567", "1.2345", "1,5", "+1", "1.2.3",
        ] {
            assert!(Decimal::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_uuid_is_one_in_any_case() {
        let upper = "0C9C5FE0-6C58-4A39-8B5C-6A56A0D4F3F1".to_owned();
        assert_eq!(
            Uuid::try_from(upper).unwrap().as_str(),
            "0c9c5fe0-6c58-4a39-8b5c-6a56a0d4f3f1"
        );
        assert!(Uuid::try_from("1".to_owned()).is_err());
    }
}
