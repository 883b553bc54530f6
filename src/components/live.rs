//! Parts of a screen that change, all of one type.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::tachys::reactive_graph::SharedReactiveFunction;

use crate::platform::focus;

/// A part that is built again when what it reads changes. The keyboard stays where it
/// was.
///
/// A bare closure in `view!` works the same, but brings the whole machinery of
/// building and replacing once more for each: a tenth of the first load.
pub fn live<V: IntoView + 'static>(
    mut part: impl FnMut() -> V + Send + 'static,
) -> SharedReactiveFunction<AnyView> {
    let mut drawn = false;
    Arc::new(Mutex::new(move || {
        if std::mem::replace(&mut drawn, true) {
            request_animation_frame(focus::recover);
        }
        part().into_any()
    }))
}
