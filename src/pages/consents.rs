//! Being built.
use leptos::prelude::*;
/// Being built.
#[component]
pub fn Consents() -> impl IntoView {}
