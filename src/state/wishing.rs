//! The link that is being made: kept while she looks at what the other will see.

use leptos::prelude::*;

use crate::engine::protocol::links::{Selection, Sort, Wish};

/// Longest name, in characters (SMART Health Links: `label`).
const LONGEST_NAME: usize = 80;

/// What is being chosen, as a context.
#[derive(Clone, Copy)]
pub struct Wishing {
    /// Which kind of link.
    pub sort: RwSignal<Sort>,
    /// What goes along.
    pub selection: RwSignal<Selection>,
    /// Its name.
    pub name: RwSignal<String>,
    /// Whether it follows what comes later.
    pub live: RwSignal<bool>,
    /// How many days it lives.
    pub days: RwSignal<i64>,
    /// Whether a passcode is asked for.
    pub passcode: RwSignal<bool>,
}

impl Wishing {
    /// Makes itself a context, with the usual choices.
    pub fn provide() -> Self {
        let wishing = Self {
            sort: RwSignal::new(Sort::Care),
            selection: RwSignal::new(Selection::default()),
            name: RwSignal::new(String::new()),
            live: RwSignal::new(true),
            days: RwSignal::new(7),
            passcode: RwSignal::new(true),
        };
        provide_context(wishing);
        wishing
    }

    /// Back to the usual choices: for another link, or for somebody else.
    pub fn forget(self) {
        self.sort.set(Sort::Care);
        self.selection.set(Selection::default());
        self.name.set(String::new());
        self.live.set(true);
        self.days.set(7);
        self.passcode.set(true);
    }

    /// What goes along: own readings only where they can.
    pub fn selection(self) -> Selection {
        let care = self.sort.get_untracked() == Sort::Care;
        let chosen = self.selection.get_untracked();
        Selection {
            readings: chosen.readings && care,
            ..chosen
        }
    }

    /// The link as it is wished for; `host`: where links are read, `always`: whether
    /// each asks for a passcode. What is scanned at the desk asks for none otherwise.
    pub fn wish(self, host: String, always: bool) -> Wish {
        let name = self.name.get_untracked();
        let sort = self.sort.get_untracked();
        let passcode = self.passcode.get_untracked() && sort != Sort::Desk;
        Wish {
            sort,
            name: name.trim().chars().take(LONGEST_NAME).collect(),
            selection: self.selection(),
            live: self.live.get_untracked(),
            days: self.days.get_untracked(),
            passcode: passcode || always,
            host,
        }
    }
}

/// The link that is being made.
pub fn use_wishing() -> Wishing {
    use_context::<Wishing>().unwrap_or_else(Wishing::provide)
}
