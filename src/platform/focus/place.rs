//! The keyboard stays where it was, also when what it stood on is drawn anew or
//! goes away.
//!
//! A browser moves the focus of an element that goes to the beginning of the page:
//! who reads with the keyboard or by ear has to find the place again. So it is
//! remembered where the focus is, and when it was lost with its element, it goes to
//! the same thing if that is there again, else to what stands in its place.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// What can have a name and a place.
const HEADING: &str = "h1, h2, h3, h4";
/// What can be done, when nothing names the place.
const DEED: &str = "a[href], button:not(:disabled), summary";

thread_local! {
    static IN_PAGE: RefCell<Option<Place>> = const { RefCell::new(None) };
    static IN_DIALOG: RefCell<Option<Place>> = const { RefCell::new(None) };
}

/// Where the focus was: the page or the dialog, every element from there down to the
/// one that had it, each with its place among its siblings.
#[derive(Clone)]
struct Place {
    root: Element,
    steps: Vec<(Element, usize)>,
    name: String,
}

/// Remembers where the focus is now.
pub fn remember() {
    let Some(document) = crate::platform::document() else {
        return;
    };
    let Some(active) = document.active_element() else {
        return;
    };
    let Some(root) = root_of(&active) else { return };
    let place = Place {
        root: root.clone(),
        steps: steps(&root, &active),
        name: name(&active),
    };
    let slot = slot_of(&root);
    slot.with_borrow_mut(|slot| *slot = Some(place));
}

/// Forgets it: the person goes to another screen.
pub fn forget() {
    IN_PAGE.set(None);
    IN_DIALOG.set(None);
}

/// Forgets it when the person left it herself: what had the focus is still there.
pub fn forget_what_was_left() {
    if !is_nowhere() {
        return;
    }
    for slot in [&IN_PAGE, &IN_DIALOG] {
        slot.with_borrow_mut(|slot| {
            if slot.as_ref().is_some_and(|place| !place.is_gone()) {
                *slot = None;
            }
        });
    }
}

/// Brings the focus back when it was lost with its element.
pub fn recover() {
    if !is_nowhere() {
        return;
    }
    let dialog = crate::platform::document()
        .and_then(|document| document.query_selector("dialog[open]").ok().flatten());
    let slot = if dialog.is_some() {
        &IN_DIALOG
    } else {
        &IN_PAGE
    };
    let place = slot.with_borrow(Clone::clone);
    if let Some(place) = place.filter(Place::is_gone) {
        place.again();
    }
}

/// Whether nothing of the page has the focus.
fn is_nowhere() -> bool {
    let is_body = |document: Document| {
        document
            .active_element()
            .is_none_or(|active| active.tag_name() == "BODY")
    };
    crate::platform::document().is_some_and(is_body)
}

fn root_of(element: &Element) -> Option<Element> {
    element.closest("dialog, main").ok().flatten()
}

fn slot_of(root: &Element) -> &'static std::thread::LocalKey<RefCell<Option<Place>>> {
    if root.tag_name() == "DIALOG" {
        &IN_DIALOG
    } else {
        &IN_PAGE
    }
}

/// The way from below `root` down to an element in it.
fn steps(root: &Element, element: &Element) -> Vec<(Element, usize)> {
    let way = upwards(element, root).filter(|one| one != root);
    let mut steps: Vec<_> = way.map(|one| (one.clone(), nth(&one))).collect();
    steps.reverse();
    steps
}

/// An element and those around it, the innermost first, up to and with `root`.
fn upwards(element: &Element, root: &Element) -> impl Iterator<Item = Element> {
    let root = root.clone();
    std::iter::successors(Some(element.clone()), move |one| {
        (*one != root).then(|| one.parent_element()).flatten()
    })
}

/// Every element in another, as they stand.
pub(super) fn all_in(root: &Element) -> impl Iterator<Item = Element> {
    let root = root.clone();
    std::iter::successors(root.first_element_child(), move |one| {
        let around = || upwards(one, &root).take_while(|above| *above != root);
        one.first_element_child()
            .or_else(|| around().find_map(|above| above.next_element_sibling()))
    })
}

/// Its place among its siblings.
fn nth(element: &Element) -> usize {
    let before = element.previous_element_sibling();
    std::iter::successors(before, Element::previous_element_sibling).count()
}

/// By what the same thing is known when it is drawn anew.
fn name(element: &Element) -> String {
    let id = Some(element.id()).filter(|id| !id.is_empty());
    id.or_else(|| element.get_attribute("aria-label"))
        .or_else(|| element.text_content())
        .unwrap_or_default()
}

fn first(within: &Element, what: &str) -> Option<HtmlElement> {
    let found = within.query_selector(what).ok().flatten();
    found.and_then(|found| found.dyn_into().ok())
}

impl Place {
    /// Whether what had the focus cannot have it any more.
    fn is_gone(&self) -> bool {
        self.steps.last().is_some_and(|(element, _)| {
            !element.is_connected() || element.matches(":disabled") == Ok(true)
        })
    }

    /// The focus goes to the same thing, or to what stands in its place.
    fn again(&self) {
        if !self.root.is_connected() {
            return;
        }
        let mut there = self
            .steps
            .iter()
            .filter(|(element, _)| element.is_connected());
        let around = there.next_back().map_or(&self.root, |(element, _)| element);
        let lowest = self.lowest();
        let same = upwards(&lowest, around).find_map(|one| self.same_in(&one));
        if let Some(next) = same.or_else(|| self.instead(around, &lowest)) {
            // An element that just went away cannot take the focus: nothing is lost.
            let _ = next.focus();
        }
    }

    /// As far down as the old way goes in what is there now.
    fn lowest(&self) -> Element {
        let mut now = self.root.clone();
        for (element, nth) in &self.steps {
            let next = if element.is_connected() {
                Some(element.clone())
            } else {
                let all =
                    std::iter::successors(now.first_element_child(), Element::next_element_sibling);
                let next = all.take(*nth + 1).last();
                next.filter(|next| next.tag_name() == element.tag_name())
            };
            match next {
                Some(next) => now = next,
                None => break,
            }
        }
        now
    }

    /// The same thing, drawn anew: of the same kind and with the same name.
    fn same_in(&self, within: &Element) -> Option<HtmlElement> {
        let (lost, _) = self.steps.last()?;
        let mut all = std::iter::once(within.clone()).chain(all_in(within));
        let same = all.find(|one| {
            one.tag_name() == lost.tag_name()
                && name(one) == self.name
                && one.matches(":disabled") == Ok(false)
        });
        same?.dyn_into().ok()
    }

    /// What came in its place (the way on after a button was pressed), else the
    /// heading of where it stood.
    fn instead(&self, around: &Element, lowest: &Element) -> Option<HtmlElement> {
        let small = *around != self.root && first(around, HEADING).is_none();
        if let Some(deed) = small.then(|| first(around, DEED)).flatten() {
            return Some(deed);
        }
        let heading = upwards(lowest, &self.root).find_map(|one| first(&one, HEADING))?;
        if !heading.has_attribute("tabindex") {
            // Refused for no name that an attribute can have.
            let _ = heading.set_attribute("tabindex", "-1");
        }
        Some(heading)
    }
}
