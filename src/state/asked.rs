//! Something that was asked for and comes later.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

/// An answer that is on its way, or here. While it is asked for again the older
/// one stays.
///
/// `LocalResource` does this and much more (suspense, serialisation); each use of
/// it costs the first load 4 kB.
pub struct Awaited<T: Send + Sync + 'static> {
    answer: RwSignal<Option<T>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync> Clone for Awaited<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Awaited<T> {}

impl<T: Clone + PartialEq + Send + Sync> Awaited<T> {
    /// Asks now, and again whenever a signal that `ask` reads changes. Of several
    /// answers under way only that to the last question counts; one that says what
    /// is there already draws nothing anew, so that what a person opened stays open.
    pub fn new<F: Future<Output = T> + 'static>(ask: impl Fn() -> F + 'static) -> Self {
        let (answer, again) = (RwSignal::new(None), RwSignal::new(0));
        let asked = StoredValue::new(0_u32);
        Effect::new(move |_| {
            again.track();
            asked.update_value(|times| *times += 1);
            let (this, future) = (asked.get_value(), ask());
            spawn_local(async move {
                let found = future.await;
                // The screen may be gone, or may have asked something else since.
                if asked.try_get_value() == Some(this)
                    && answer.try_with_untracked(|known| known.as_ref() != Some(&found))
                        == Some(true)
                {
                    answer.try_set(Some(found));
                }
            });
        });
        Self { answer, again }
    }

    /// The answer, once it is there.
    pub fn get(&self) -> Option<T> {
        self.answer.get()
    }

    /// Asks again.
    pub fn refetch(&self) {
        self.again.update(|times| *times += 1);
    }
}
