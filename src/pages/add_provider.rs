//! Being built.
use leptos::prelude::*;
/// Being built.
#[component]
pub fn AddProvider() -> impl IntoView {}
