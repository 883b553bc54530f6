//! One example: a name and what it shows.

use leptos::prelude::*;

/// A component in a state.
pub(crate) fn example(name: &'static str, what: impl IntoView + 'static) -> AnyView {
    drawn(name, None, false, what.into_any())
}

/// A component as it is while something points at it or has the focus: the pictures
/// are taken with that forced upon it (`force` is a pseudo-class such as `hover`).
pub(crate) fn forced(
    name: &'static str,
    force: &'static str,
    what: impl IntoView + 'static,
) -> AnyView {
    drawn(name, Some(force), false, what.into_any())
}

/// A component as it is once its button was pressed, which is done for the pictures.
pub(crate) fn opened(name: &'static str, what: impl IntoView + 'static) -> AnyView {
    drawn(name, None, true, what.into_any())
}

fn drawn(name: &'static str, force: Option<&'static str>, open: bool, what: AnyView) -> AnyView {
    view! {
        <section class="example">
            <h2 class="example-name">{name}</h2>
            <div class="example-body stack" data-force=force data-open=open>
                {what}
            </div>
        </section>
    }
    .into_any()
}
