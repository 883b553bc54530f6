//! Being built.
use leptos::prelude::*;
/// Being built.
#[component]
pub fn Providers() -> impl IntoView {}
