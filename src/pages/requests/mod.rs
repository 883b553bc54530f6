//! Asking something of a provider: the list, the form, what goes, what became of it.

mod form;
mod home;
mod one;
mod parts;
mod sheet;

use leptos::prelude::*;

use crate::route::Ask;

/// A screen of asking.
pub fn screen(ask: Ask) -> AnyView {
    match ask {
        Ask::Home => view! { <home::Home /> }.into_any(),
        Ask::Rights => view! { <home::Rights /> }.into_any(),
        Ask::New(kind) => view! { <form::New kind /> }.into_any(),
        Ask::About(number) => view! { <form::About number /> }.into_any(),
        Ask::One(id) => view! { <one::One id /> }.into_any(),
        Ask::Change(id) => view! { <form::Change id /> }.into_any(),
    }
}
