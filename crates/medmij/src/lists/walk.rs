//! Walks through a list in document order, with the limits and the tolerance
//! that [`super`] describes.

use super::{Fault, ListError, Uris, Warning};
use chrono::{DateTime, FixedOffset};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::BTreeSet;

/// Deeper than the deepest list (8), with room for unknown elements.
const DEEPEST: usize = 32;
/// Warnings kept; a list full of new elements needs no more to be understood.
const MOST_WARNINGS: usize = 100;

/// What stands next.
enum Next {
    Start(String),
    End,
}

/// A position in a list.
pub(super) struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    /// Every element name that this list knows, wherever it stands.
    vocabulary: &'static [&'static str],
    open: Vec<String>,
    next: Option<Next>,
    /// Which addresses are allowed.
    pub(super) uris: Uris,
    warnings: Vec<Warning>,
}

impl<'a> Walk<'a> {
    /// Opens a list: its root must be `root` in a namespace that starts with
    /// `namespace` (the part before `release…`).
    pub(super) fn open(
        text: &'a str,
        root: &'static str,
        namespace: &str,
        vocabulary: &'static [&'static str],
        uris: Uris,
    ) -> Result<Self, ListError> {
        let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        reader.config_mut().expand_empty_elements = true;
        let mut walk = Self {
            reader,
            vocabulary,
            open: Vec::new(),
            next: None,
            uris,
            warnings: Vec::new(),
        };
        loop {
            match walk.event()? {
                Event::Start(start) if start.name().as_ref() == root => {
                    if !in_namespace(&start, namespace) {
                        return Err(walk.fault(Fault::WrongRoot(root)));
                    }
                    break;
                }
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                _ => return Err(walk.fault(Fault::WrongRoot(root))),
            }
        }
        walk.open.push(root.to_owned());
        Ok(walk)
    }

    /// Ends the list; nothing but comments may follow.
    pub(super) fn close(mut self) -> Result<Vec<Warning>, ListError> {
        self.leave()?;
        loop {
            match self.event()? {
                Event::Eof => return Ok(self.warnings),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                _ => return Err(self.fault(Fault::NotXml)),
            }
        }
    }

    /// Goes into a required element.
    pub(super) fn enter(&mut self, name: &'static str) -> Result<(), ListError> {
        if self.enter_if(name)? {
            return Ok(());
        }
        let within = self.within();
        Err(self.fault(Fault::Missing {
            wanted: name,
            within,
        }))
    }

    /// Whether this element stands next.
    pub(super) fn stands(&mut self, name: &str) -> Result<bool, ListError> {
        Ok(self.look()? == Some(name))
    }

    /// Goes into an element when it stands next.
    pub(super) fn enter_if(&mut self, name: &'static str) -> Result<bool, ListError> {
        if !self.stands(name)? {
            return Ok(false);
        }
        self.next = None;
        self.open.push(name.to_owned());
        if self.open.len() > DEEPEST {
            return Err(self.fault(Fault::TooDeep));
        }
        Ok(true)
    }

    /// Leaves the element that was entered last.
    pub(super) fn leave(&mut self) -> Result<(), ListError> {
        if let Some(name) = self.look()?.map(str::to_owned) {
            let within = self.within();
            return Err(self.fault(Fault::Unexpected { name, within }));
        }
        self.next = None;
        self.open.pop();
        Ok(())
    }

    /// The elements named `each` within the required element `whole`. No two may have
    /// the same `key`: the name of the element that tells them apart, and where the
    /// thing read keeps it.
    pub(super) fn distinct<T>(
        &mut self,
        [whole, each]: [&'static str; 2],
        key: (&'static str, fn(&T) -> &str),
        read: fn(&mut Self) -> Result<T, ListError>,
    ) -> Result<Vec<T>, ListError> {
        let (named, key) = key;
        let mut things = Vec::new();
        let mut seen = BTreeSet::new();
        self.enter(whole)?;
        while self.enter_if(each)? {
            let thing = read(self)?;
            if !seen.insert(key(&thing).to_owned()) {
                return Err(self.fault(Fault::Duplicate(named)));
            }
            things.push(thing);
            self.leave()?;
        }
        self.leave()?;
        Ok(things)
    }

    /// [`Walk::distinct`], of which there must be one at least.
    pub(super) fn some_distinct<T>(
        &mut self,
        [whole, each]: [&'static str; 2],
        key: (&'static str, fn(&T) -> &str),
        read: fn(&mut Self) -> Result<T, ListError>,
    ) -> Result<Vec<T>, ListError> {
        let things = self.distinct([whole, each], key, read)?;
        if things.is_empty() {
            return Err(self.fault(Fault::Missing {
                wanted: each,
                within: whole.to_owned(),
            }));
        }
        Ok(things)
    }

    /// A required element that holds a value.
    pub(super) fn value(&mut self, name: &'static str) -> Result<String, ListError> {
        self.enter(name)?;
        self.content(name)
    }

    /// An optional element that holds a value.
    pub(super) fn value_if(&mut self, name: &'static str) -> Result<Option<String>, ListError> {
        if self.enter_if(name)? {
            self.content(name).map(Some)
        } else {
            Ok(None)
        }
    }

    /// A required value that must have a form.
    pub(super) fn checked(
        &mut self,
        name: &'static str,
        fits: impl FnOnce(&str) -> bool,
    ) -> Result<String, ListError> {
        let value = self.value(name)?;
        if fits(&value) {
            Ok(value)
        } else {
            Err(self.fault(Fault::Pattern(name)))
        }
    }

    /// `Tijdstempel` and `Volgnummer`, with which every list begins.
    pub(super) fn head(&mut self) -> Result<(DateTime<FixedOffset>, u64), ListError> {
        let stamp = self.checked("Tijdstempel", |text| text.len() >= 20)?;
        let stamp = DateTime::parse_from_rfc3339(&stamp)
            .map_err(|_| self.fault(Fault::Pattern("Tijdstempel")))?;
        let number = self.value("Volgnummer")?;
        let number = number
            .parse()
            .ok()
            .filter(|n| *n > 0 && number.bytes().all(|b| b.is_ascii_digit()))
            .ok_or_else(|| self.fault(Fault::Pattern("Volgnummer")))?;
        Ok((stamp, number))
    }

    /// An error at this place.
    pub(super) fn fault(&self, fault: Fault) -> ListError {
        ListError {
            fault,
            at: self.reader.buffer_position(),
        }
    }

    /// The text of the element just entered, and out of it again.
    fn content(&mut self, name: &'static str) -> Result<String, ListError> {
        let mut content = String::new();
        loop {
            match self.event()? {
                Event::Text(text) => content.push_str(&text),
                Event::CData(text) => content.push_str(&text),
                Event::GeneralRef(reference) => content.push(self.resolve(&reference)?),
                Event::Comment(_) | Event::PI(_) => {}
                Event::End(_) => break,
                _ => return Err(self.fault(Fault::Pattern(name))),
            }
        }
        self.open.pop();
        // The schemas' strings collapse no white space, but pretty-printers add it.
        Ok(content.trim().to_owned())
    }

    /// The known element that stands next, or `None` at the end of this one.
    /// Unknown elements on the way are passed over with a warning.
    fn look(&mut self) -> Result<Option<&str>, ListError> {
        while self.next.is_none() {
            match self.event()? {
                Event::Start(start) => self.meet(&start)?,
                Event::End(_) => self.next = Some(Next::End),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Eof => return Err(self.fault(Fault::NotXml)),
                _ => {
                    let within = self.within();
                    return Err(self.fault(Fault::Text(within)));
                }
            }
        }
        Ok(match &self.next {
            Some(Next::Start(name)) => Some(name),
            _ => None,
        })
    }

    /// Takes note of an element that begins, or passes over it.
    fn meet(&mut self, start: &BytesStart<'_>) -> Result<(), ListError> {
        let name = start.name().as_ref().to_owned();
        let foreign = start
            .attributes()
            .flatten()
            .any(|attribute| attribute.key.as_ref() == "xmlns");
        if self.vocabulary.contains(&name.as_str()) && !foreign {
            for attribute in start.attributes().flatten() {
                self.warn(attribute.key.as_ref());
            }
            self.next = Some(Next::Start(name));
            return Ok(());
        }
        self.warn(&name);
        self.pass_over()
    }

    /// Reads to the end of an unknown element.
    fn pass_over(&mut self) -> Result<(), ListError> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.event()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(self.fault(Fault::NotXml)),
                _ => {}
            }
            if self.open.len() + depth > DEEPEST {
                return Err(self.fault(Fault::TooDeep));
            }
        }
        Ok(())
    }

    fn event(&mut self) -> Result<Event<'a>, ListError> {
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => Err(self.fault(Fault::Doctype)),
            Ok(event) => Ok(event),
            Err(_) => Err(self.fault(Fault::NotXml)),
        }
    }

    /// The character that a reference stands for: the five of XML, or a number.
    fn resolve(&self, reference: &BytesRef<'_>) -> Result<char, ListError> {
        let name: &str = reference;
        let character = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name
                .strip_prefix("#x")
                .map(|hex| u32::from_str_radix(hex, 16))
                .or_else(|| name.strip_prefix('#').map(str::parse))
                .and_then(Result::ok)
                .and_then(char::from_u32),
        };
        character.ok_or_else(|| self.fault(Fault::Doctype))
    }

    fn warn(&mut self, name: &str) {
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(Warning {
                name: name.chars().take(64).collect(),
                within: self.within(),
                at: self.reader.buffer_position(),
            });
        }
    }

    fn within(&self) -> String {
        self.open.last().cloned().unwrap_or_default()
    }
}

fn in_namespace(root: &BytesStart<'_>, namespace: &str) -> bool {
    root.attributes().flatten().any(|attribute| {
        attribute.key.as_ref() == "xmlns"
            && attribute
                .value
                .strip_prefix(namespace)
                .and_then(|rest| rest.strip_prefix("release"))
                .and_then(|rest| rest.strip_suffix('/'))
                .is_some_and(|number| {
                    !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
                })
    })
}
