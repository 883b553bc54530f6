//! Being built.
use leptos::prelude::*;
/// Being built.
#[component]
pub fn Collect() -> impl IntoView {}
