//! What the operator's copy is, asked once.

use inzage_api::About;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::http;

/// What the operator's copy is; none while it is not known (no network).
#[derive(Clone, Copy)]
pub struct OperatorsCopy(RwSignal<Option<About>>);

impl OperatorsCopy {
    /// Asks, and makes itself a context.
    pub fn provide() {
        let about = RwSignal::new(None);
        spawn_local(async move {
            if let Ok(found) = http::about().await {
                about.set(Some(found));
            }
        });
        provide_context(Self(about));
    }
}

/// What the operator's copy is.
pub fn use_about() -> RwSignal<Option<About>> {
    use_context::<OperatorsCopy>().map_or_else(RwSignal::default, |OperatorsCopy(about)| about)
}
