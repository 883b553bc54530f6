//! The way to more of a list, of which a part is shown.

use leptos::prelude::*;

use crate::platform::focus;
use crate::state::look::use_texts;
use crate::state::whole::use_whole;

/// How many more there are, and the way to them. On paper it says that they are not
/// there.
#[component]
pub fn MoreButton(more: usize, on_more: impl Fn() + 'static) -> impl IntoView {
    let text = &use_texts().finding;
    (more > 0).then(|| {
        view! {
            <button type="button" class="button-quiet no-print" on:click=move |_| on_more()>
                {text.more(more)}
            </button>
            <p class="print-only">{use_texts().paper.rest(more)}</p>
        }
    })
}

/// A list that is asked for anew with more rows: reading goes on at the first new one.
#[derive(Clone, Copy)]
pub struct Longer {
    /// Element id of the list.
    id: &'static str,
    /// Name of the element that a row is.
    tag: &'static str,
    /// How many rows are asked for.
    most: RwSignal<usize>,
    /// How many more each time.
    step: usize,
    /// Rows that were there when more were asked for.
    before: StoredValue<Option<usize>>,
}

impl Longer {
    /// For the list with this id, whose rows are elements called `tag`.
    pub fn new(id: &'static str, tag: &'static str, most: RwSignal<usize>, step: usize) -> Self {
        Self {
            id,
            tag,
            most,
            step,
            before: StoredValue::new(None),
        }
    }

    /// The way to more below `shown` of `total` rows; all of them at once when the
    /// whole page is wanted.
    pub fn way(self, shown: usize, total: usize) -> AnyView {
        let more = total.saturating_sub(shown);
        let whole = use_whole();
        whole.awaits(Signal::stored(more > 0));
        Effect::new(move |_| {
            if whole.is_wanted() && more > 0 {
                self.most.set(total);
            }
        });
        if let Some(before) = self.before.get_value().filter(|before| *before < shown) {
            self.before.set_value(None);
            request_animation_frame(move || focus::focus_row(self.id, self.tag, before));
        }
        let on_more = move || {
            self.before.set_value(Some(shown));
            self.most.update(|most| *most += self.step);
        };
        view! { <MoreButton more on_more /> }.into_any()
    }
}
