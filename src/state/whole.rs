//! Lists that are shown in parts, and whether all of them is wanted: to print, to
//! copy, to search within the page.

use leptos::prelude::*;

/// How far a list goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Place after the last row that is there.
    pub end: usize,
    /// How many rows there are in all.
    pub total: usize,
}

impl Extent {
    /// How many rows are still to come.
    pub const fn more(self) -> usize {
        self.total.saturating_sub(self.end)
    }
}

/// The lists of a screen, as a context.
#[derive(Clone, Copy)]
pub struct Whole {
    wanted: RwSignal<bool>,
    /// Lists of which something is still to come.
    unfinished: RwSignal<usize>,
}

impl Whole {
    /// For a new screen. Makes itself a context.
    pub fn provide() -> Self {
        let whole = Self {
            wanted: RwSignal::new(false),
            unfinished: RwSignal::new(0),
        };
        provide_context(whole);
        whole
    }

    /// Whether every part is wanted now.
    pub fn is_wanted(self) -> bool {
        self.wanted.get()
    }

    /// The same, without asking to be told when it changes.
    pub fn is_wanted_now(self) -> bool {
        self.wanted.get_untracked()
    }

    /// Whether something of the screen is still to come.
    pub fn is_unfinished(self) -> bool {
        self.unfinished.get() > 0
    }

    /// The same, without asking to be told when it changes.
    pub fn is_unfinished_now(self) -> bool {
        self.unfinished.try_get_untracked().unwrap_or(0) > 0
    }

    /// A part says whether its list goes on below it.
    pub fn awaits(self, goes_on: Signal<bool>) {
        let counted = StoredValue::new(false);
        let count = move |now: bool| {
            if counted.try_get_value() == Some(!now) {
                counted.try_set_value(now);
                self.unfinished.try_update(|lists| {
                    *lists = if now {
                        *lists + 1
                    } else {
                        lists.saturating_sub(1)
                    };
                });
            }
        };
        // Nothing is known of a new part yet: its list goes on.
        count(true);
        Effect::new(move |_| count(goes_on.get()));
        on_cleanup(move || count(false));
    }

    /// Has every part shown, each in its turn, and then does something.
    pub fn then(self, action: impl Fn() + Send + Sync + 'static) {
        if !self.is_unfinished_now() {
            action();
            return;
        }
        self.wanted.set(true);
        let action = StoredValue::new(action);
        Effect::new(move |_| {
            if self.unfinished.get() == 0 && self.wanted.get_untracked() {
                // The last rows are drawn first.
                request_animation_frame(move || self.act(action));
            }
        });
    }

    /// Does what was asked for once, if everything is there indeed.
    fn act(self, action: StoredValue<impl Fn() + Send + Sync + 'static>) {
        let wanted = self.wanted.try_get_untracked() == Some(true);
        if wanted && self.unfinished.try_get_untracked() == Some(0) {
            self.wanted.set(false);
            action.try_with_value(|action| action());
        }
    }
}

/// The lists of this screen.
///
/// # Panics
/// Never in the app: every screen that needs an open vault is given it.
#[expect(
    clippy::expect_used,
    reason = "given with every screen of an open vault"
)]
pub fn use_whole() -> Whole {
    use_context::<Whole>().expect("it is given with the screen")
}
