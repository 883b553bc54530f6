//! Being built.
use leptos::prelude::*;
/// Being built.
#[component]
pub fn Settings() -> impl IntoView {}
