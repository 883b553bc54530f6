//! JSON that is not quite what it should be: too deep, half surrogates, `NaN`.

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::fmt;

/// Nesting that is kept as it is; what lies deeper is flattened into a list of
/// its names and values, so that nothing later on has to be afraid of the stack.
pub const MAX_DEPTH: usize = 64;

/// Reads JSON, keeping numbers as they are written. What serde refuses but a
/// reader can make sense of (nesting deeper than [`MAX_DEPTH`], half surrogate
/// pairs, raw control characters, `NaN`) is read too. `None` when it is no JSON.
pub fn parse(text: &str) -> Option<Value> {
    // serde_json writes every exponent with its sign: `1e+5` and `1e5` could not
    // be told apart, so the rare `e+` is kept as text.
    let plain = !(text.contains("e+") || text.contains("E+"));
    plain
        .then(|| read(text))
        .flatten()
        .or_else(|| read(&repaired(text)))
}

fn read(text: &str) -> Option<Value> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = Shallow(0).deserialize(&mut json).ok()?;
    json.end().ok().map(|()| value)
}

/// Reads a value that lies at this depth.
struct Shallow(usize);

impl<'de> DeserializeSeed<'de> for Shallow {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        if self.0 < MAX_DEPTH {
            return json.deserialize_any(self);
        }
        let raw: &RawValue = serde::Deserialize::deserialize(json)?;
        Ok(match raw.get().as_bytes().first() {
            Some(b'{' | b'[') => flattened(raw.get()),
            _ => serde_json::from_str(raw.get()).unwrap_or(Value::Null),
        })
    }
}

impl<'de> Visitor<'de> for Shallow {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Shallow(self.0 + 1))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            // With arbitrary precision serde_json hands a number over as a map
            // with one member of this name.
            if name == NUMBER {
                let digits: String = members.next_value()?;
                return Ok(digits
                    .parse::<serde_json::Number>()
                    .map_or(Value::String(digits), Value::Number));
            }
            let value = members.next_value_seed(Shallow(self.0 + 1))?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

/// How `serde_json` names a number of arbitrary precision.
const NUMBER: &str = "$serde_json::private::Number";

/// Names and values of something too deep, in order, as one flat list.
fn flattened(text: &str) -> Value {
    let mut list = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !" \t\r\n,:{}[]".contains(c)) {
        let (_, token) = rest.split_at(start);
        let length = token_length(token);
        let (token, after) = token.split_at(length);
        if let Ok(value) = serde_json::from_str::<Value>(token) {
            list.push(value);
        }
        rest = after;
    }
    Value::Array(list)
}

/// Length in bytes of the scalar at the start of `text`; at least one character.
fn token_length(text: &str) -> usize {
    if text.starts_with('"') {
        let mut escaped = false;
        for (at, c) in text.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => return at + 1,
                _ => {}
            }
        }
        return text.len();
    }
    text.find(|c: char| " \t\r\n,:{}[]\"".contains(c))
        .unwrap_or(text.len())
}

/// The same JSON with what serde refuses replaced: half surrogates by U+FFFD, raw
/// control characters by their escape, `NaN` and the infinities by their name.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !" \t\r\n,:{}[]".contains(c)) {
        let (between, token) = rest.split_at(start);
        let (token, after) = token.split_at(token_length(token));
        out.push_str(between);
        match token {
            "NaN" | "Infinity" | "-Infinity" => {
                out.push('"');
                out.push_str(token);
                out.push('"');
            }
            number if number.parse::<f64>().is_ok() && number.contains('+') => {
                out.push('"');
                out.push_str(number);
                out.push('"');
            }
            string if string.starts_with('"') => out.push_str(&repaired_string(string)),
            other => out.push_str(other),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn repaired_string(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    let mut rest = token;
    while let Some(at) = rest.find(|c: char| c == '\\' || c.is_ascii_control()) {
        let (before, here) = rest.split_at(at);
        out.push_str(before);
        let length = if here.starts_with("\\u") {
            let (text, length) = surrogate(here);
            out.push_str(text);
            length
        } else if here.starts_with('\\') {
            let length = here.chars().take(2).map(char::len_utf8).sum();
            out.push_str(here.split_at(length).0);
            length
        } else {
            out.push(' ');
            1
        };
        rest = here.split_at(length).1;
    }
    out.push_str(rest);
    out
}

/// What stands for the `\u` escape at the start of `text`, and how long it was.
fn surrogate(text: &str) -> (&str, usize) {
    let unit = |from: usize| {
        text.get(from..from + 2)
            .filter(|u| *u == "\\u")
            .and_then(|_| text.get(from + 2..from + 6))
            .and_then(|hex| u16::from_str_radix(hex, 16).ok())
    };
    match (unit(0), unit(6)) {
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (text.get(..12).unwrap_or(""), 12),
        (Some(0xd800..=0xdfff), _) => ("\u{fffd}", 6),
        (Some(_), _) => (text.get(..6).unwrap_or(""), 6),
        (None, _) => ("\u{fffd}", 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_as_written() {
        for number in [
            "1.00",
            "2.370",
            "-0.0",
            "1e999999",
            "-2.50e-7",
            "1234567890123456789012345678901",
            "0.1234567890123456789012345678901",
        ] {
            let value = parse(&format!("{{\"a\":{number}}}")).unwrap();
            let Some(Value::Number(read)) = value.get("a") else {
                panic!("{number}");
            };
            assert_eq!(crate::decimal(read, '.'), number);
        }
        assert_eq!(parse(r#"{"a":1e+5}"#).unwrap()["a"], "1e+5");
    }

    #[test]
    fn deep_nesting_keeps_its_values_in_a_flat_list() {
        let depth = 5000;
        let text = format!(
            "{}{{\"name\":\"far \\\"down\\\"\",\"n\":1.50}}{}",
            "{\"a\":[".repeat(depth),
            "]}".repeat(depth)
        );
        let value = parse(&text).unwrap();
        let shown = value.to_string();
        assert!(shown.contains(r#"far \"down\""#));
        assert!(shown.contains("1.50"));
    }

    #[test]
    fn half_surrogates_control_characters_and_nan_are_read() {
        let value = parse("{\"a\":\"x\\ud800y\u{1}z\\n\",\"b\":NaN,\"c\":\"\\ud83d\\ude00\"}");
        let value = value.unwrap();
        assert_eq!(value["a"], "x\u{fffd}y z\n");
        assert_eq!(value["b"], "NaN");
        assert_eq!(value["c"], "😀");
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "<html>", "{\"a\":", "{\"a\" 1}", "{} {}"] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
