//! A resource being read: what was shown of it, and how to reach its parts.

use crate::Known;
use inzage_fhir::{Resource, Value};
use inzage_words::Lang;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;

/// A part of a resource: a member, or an element of one that repeats.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    /// Resource type or element that holds it: tells code words apart.
    pub(crate) holder: &'a str,
    /// Name of the member.
    pub(crate) key: &'a str,
    /// What it is; `null` where only its extensions came.
    pub(crate) value: &'a Value,
    /// The extensions of a primitive (`_name`).
    pub(crate) beside: Option<&'a Value>,
}

/// One reading of one resource. Values are marked by where they lie.
pub(crate) struct Reader<'a> {
    pub(crate) resource: &'a Resource,
    pub(crate) known: &'a dyn Known,
    pub(crate) lang: Lang,
    shown: RefCell<HashSet<usize>>,
    told: RefCell<HashSet<usize>>,
    /// Whether a result elsewhere is being read: it is not followed further.
    pub(crate) following: Cell<bool>,
    /// Whether a row or heading is being made: a code without words is left out.
    pub(crate) brief: Cell<bool>,
}

static NOTHING: Value = Value::Null;

impl<'a> Reader<'a> {
    pub(crate) fn new(resource: &'a Resource, known: &'a dyn Known, lang: Lang) -> Self {
        Self {
            resource,
            known,
            lang,
            shown: RefCell::new(HashSet::new()),
            told: RefCell::new(HashSet::new()),
            following: Cell::new(false),
            brief: Cell::new(false),
        }
    }

    /// Marks a value that stands on the page now.
    pub(crate) fn mark(&self, value: &Value) {
        self.shown
            .borrow_mut()
            .insert(std::ptr::from_ref(value).addr());
    }

    /// Takes back a mark: the text left this value out after all, but says it.
    pub(crate) fn hide(&self, value: &Value) {
        self.shown
            .borrow_mut()
            .remove(&std::ptr::from_ref(value).addr());
        self.tell(value);
    }

    /// Marks a code that stands on the page in words, but not itself. What is missing
    /// is no code: only its extensions came, and they are to be shown.
    pub(crate) fn tell(&self, value: &Value) {
        if value.is_null() {
            return;
        }
        self.told
            .borrow_mut()
            .insert(std::ptr::from_ref(value).addr());
    }

    /// Whether a code stands on the page in words.
    pub(crate) fn is_told(&self, value: &Value) -> bool {
        self.told
            .borrow()
            .contains(&std::ptr::from_ref(value).addr())
    }

    /// Whether a single value stands on the page. `null` and blank text need not.
    pub(crate) fn is_shown(&self, value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::String(text) if text.trim().is_empty() => true,
            _ => self
                .shown
                .borrow()
                .contains(&std::ptr::from_ref(value).addr()),
        }
    }

    /// Whether something within `value` does not stand on the page yet.
    pub(crate) fn has_more(&self, value: &Value) -> bool {
        match value {
            Value::Array(items) => items.iter().any(|item| self.has_more(item)),
            Value::Object(members) => members.iter().any(|(key, item)| {
                let kind = key == "resourceType" && item.is_string();
                !kind && self.has_more(item)
            }),
            leaf => !self.is_shown(leaf),
        }
    }

    /// Marks every text within `value` that `text` contains as whole words.
    pub(crate) fn mark_within(&self, value: &Value, text: &str) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.mark_within(item, text)),
            Value::Object(members) => {
                for (key, item) in members {
                    if !matches!(
                        key.as_str(),
                        "system" | "code" | "reference" | "url" | "use"
                    ) {
                        self.mark_within(item, text);
                    }
                }
            }
            Value::String(part) if holds(text, part.trim()) => self.mark(value),
            _ => {}
        }
    }

    /// The parts of the resource that `path` names; see [`select`].
    pub(crate) fn at(&self, path: &'a str) -> Vec<Node<'a>> {
        select(self.resource.value(), self.resource.kind(), path)
    }
}

/// Whether `text` contains `part` as whole words.
pub(crate) fn holds(text: &str, part: &str) -> bool {
    if part.is_empty() {
        return false;
    }
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(part).any(|(at, found)| {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(found).unwrap_or("");
        edge(before.chars().next_back()) && edge(after.chars().next())
    })
}

/// The parts that `path` names, in order; parts of another shape are none.
///
/// Steps are separated by `/`: `name` a member (each element when it repeats),
/// `name*` a choice (`value*`: `valueQuantity`, `valueString` …), `_name` what
/// stands beside a primitive, `ext:Name` and `mod:Name` the value of the
/// (modifier) extension whose URL ends in `Name`, `name:code` the elements of
/// which `code` holds that code (several: `a|b`).
pub(crate) fn select<'a>(from: &'a Value, holder: &'a str, path: &'a str) -> Vec<Node<'a>> {
    let whole = Node {
        holder: "",
        key: holder,
        value: from,
        beside: None,
    };
    inside(whole, path)
}

/// The parts that `path` names within a part; see [`select`].
pub(crate) fn inside<'a>(node: Node<'a>, path: &'a str) -> Vec<Node<'a>> {
    let mut found = vec![node];
    for step in path.split('/') {
        found = found.into_iter().flat_map(|n| follow(n, step)).collect();
    }
    found
}

fn follow<'a>(node: Node<'a>, step: &'a str) -> Vec<Node<'a>> {
    if let Some(name) = step.strip_prefix("ext:") {
        return extensions(node, "extension", name);
    }
    if let Some(name) = step.strip_prefix("mod:") {
        return extensions(node, "modifierExtension", name);
    }
    if let Some(base) = step.strip_suffix('*') {
        let Some(members) = node.value.as_object() else {
            return Vec::new();
        };
        return members
            .keys()
            .filter(|key| is_choice(key.trim_start_matches('_'), base))
            .flat_map(|key| children(node, key))
            .collect();
    }
    if let Some((name, codes)) = step.split_once(':') {
        let mut found = children(node, name);
        found.retain(|n| codes.split('|').any(|code| has_code(n.value, code)));
        return found;
    }
    children(node, step)
}

/// Whether `key` is `base` followed by a type.
fn is_choice(key: &str, base: &str) -> bool {
    key.strip_prefix(base)
        .is_some_and(|t| t.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn has_code(item: &Value, code: &str) -> bool {
    list(item.get("code").and_then(|c| c.get("coding")))
        .iter()
        .any(|c| c.get("code").and_then(Value::as_str) == Some(code))
}

/// The values of the extensions whose URL ends in `name`; the extension itself
/// where it holds others.
fn extensions<'a>(node: Node<'a>, member: &str, name: &str) -> Vec<Node<'a>> {
    let holders = [Some(node.value), node.beside];
    let mut found = Vec::new();
    for item in holders
        .into_iter()
        .flatten()
        .flat_map(|h| list(h.get(member)))
    {
        if extension_name(item).is_none_or(|n| n != name) {
            continue;
        }
        let here = Node {
            holder: node.key,
            key: "extension",
            value: item,
            beside: None,
        };
        let values = follow(here, "value*");
        if values.is_empty() {
            found.push(here);
        }
        found.extend(values);
    }
    found
}

/// Last part of the URL of an extension.
pub(crate) fn extension_name(extension: &Value) -> Option<&str> {
    extension.get("url")?.as_str()?.rsplit('/').next()
}

/// The elements of a member: several when it repeats, none when it is missing.
pub(crate) fn children<'a>(node: Node<'a>, key: &'a str) -> Vec<Node<'a>> {
    let holder = match node.value.get("resourceType").and_then(Value::as_str) {
        Some(kind) => kind,
        None => node.key,
    };
    if key.starts_with('_') {
        let name = key.trim_start_matches('_');
        // `_x` alone stands for x; beside x it comes with x.
        if node.value.get(name).is_some() {
            return Vec::new();
        }
        return list(node.value.get(key))
            .iter()
            .map(|beside| Node {
                holder,
                key: name,
                value: &NOTHING,
                beside: Some(beside),
            })
            .collect();
    }
    let beside = node.value.as_object().and_then(|members| {
        members
            .iter()
            .find_map(|(name, value)| (name.strip_prefix('_') == Some(key)).then_some(value))
    });
    match node.value.get(key) {
        None => list(beside)
            .iter()
            .map(|beside| Node {
                holder,
                key,
                value: &NOTHING,
                beside: Some(beside),
            })
            .collect(),
        Some(Value::Array(items)) => {
            let besides = list(beside);
            let longest = items
                .len()
                .max(if beside.is_some() { besides.len() } else { 0 });
            (0..longest)
                .map(|at| Node {
                    holder,
                    key,
                    value: items.get(at).unwrap_or(&NOTHING),
                    beside: besides.get(at),
                })
                .collect()
        }
        Some(value) => {
            let mut found = vec![Node {
                holder,
                key,
                value,
                beside: list(beside).first(),
            }];
            found.extend(list(beside).iter().skip(1).map(|beside| Node {
                holder,
                key,
                value: &NOTHING,
                beside: Some(beside),
            }));
            found
        }
    }
}

/// The elements of something that should be a list; one value is a list of one.
pub(crate) fn list(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(items)) => items,
        Some(Value::Null) | None => &[],
        Some(one) => std::slice::from_ref(one),
    }
}
