//! Members and elements of JSON that may be broken or cut off.

use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// What could be read of an object or list that may be broken.
pub(crate) struct Salvaged<'a, T> {
    /// Parts that are whole.
    pub(crate) parts: T,
    /// Elements that are broken but have an end: the others follow.
    pub(crate) broken: usize,
    /// The end is missing.
    pub(crate) cut: bool,
    /// Where reading stopped.
    pub(crate) rest: &'a str,
}

/// The members of the object at the start of `text`; values that are cut off are
/// given as far as they came. A name that occurs twice counts as it came last.
pub(crate) fn members(text: &str) -> Salvaged<'_, BTreeMap<String, &str>> {
    let mut found = Salvaged {
        parts: BTreeMap::new(),
        broken: 0,
        cut: true,
        rest: text.trim_start(),
    };
    let Some(mut rest) = found.rest.strip_prefix('{') else {
        return found;
    };
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n', ',']);
        if let Some(after) = rest.strip_prefix('}') {
            (found.cut, found.rest) = (false, after);
            return found;
        }
        let Some((name, after)) = first(rest) else {
            return found;
        };
        let Ok(name) = serde_json::from_str::<String>(name.trim()) else {
            return found;
        };
        let Some(value) = after.trim_start().strip_prefix(':') else {
            return found;
        };
        let value = value.trim_start();
        let end = skip(value);
        let (value, after) = value.split_at(end.unwrap_or(value.len()));
        found.parts.insert(name, value);
        if end.is_none() || after.len() == rest.len() {
            return found;
        }
        rest = after;
    }
}

/// The whole elements of the list at the start of `text`.
pub(crate) fn elements(text: &str) -> Salvaged<'_, Vec<&str>> {
    let mut found = Salvaged {
        parts: Vec::new(),
        broken: 0,
        cut: true,
        rest: text,
    };
    let Some(mut rest) = text.strip_prefix('[') else {
        return found;
    };
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n', ',']);
        if let Some(after) = rest.strip_prefix(']') {
            (found.cut, found.rest) = (false, after);
            return found;
        }
        if let Some((element, after)) = first(rest) {
            found.parts.push(element);
            rest = after;
            continue;
        }
        match skip(rest) {
            Some(end) if end > 0 => {
                let (element, after) = rest.split_at(end);
                found.parts.push(element);
                found.broken += 1;
                rest = after;
            }
            _ => return found,
        }
    }
}

/// The well-formed value at the start of `text`, and what follows it.
fn first(text: &str) -> Option<(&str, &str)> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let value = stream.next()?.ok()?;
    let end = stream.byte_offset();
    Some((value.get(), text.get(end..)?))
}

/// Where the value at the start of `text` ends, by its brackets and quotes alone;
/// `None` when it has no end.
fn skip(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => {
                quoted = !quoted;
                if !quoted && depth == 0 {
                    return Some(at + 1);
                }
            }
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                if depth <= 1 {
                    return Some(if depth == 1 { at + 1 } else { at });
                }
                depth -= 1;
            }
            b',' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}
