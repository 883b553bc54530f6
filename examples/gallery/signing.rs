//! Signing in with a passkey, where the operator asks for that.

use inzage::components::signing::{FirstPasskey, IsIn, NoPasskeysHere, WithPasskey};
use inzage::platform::passkey::PasskeyError;
use inzage::state::words::Trouble;
use leptos::prelude::*;

use super::example::example;

fn nothing() -> Callback<()> {
    Callback::new(|()| {})
}

fn with(busy: bool, trouble: Option<PasskeyError>, making: bool) -> AnyView {
    let (busy, trouble) = (
        RwSignal::new(busy),
        RwSignal::new(trouble.map(Trouble::Passkey)),
    );
    let on_make = (!making).then(nothing);
    view! { <WithPasskey busy trouble on_go=nothing() on_make /> }.into_any()
}

pub(crate) fn all() -> AnyView {
    [
        example(
            "Nog geen passkey",
            view! { <FirstPasskey on_make=nothing() /> },
        ),
        example("Er is een passkey", with(false, None, false)),
        example("Eerst, om een andere te maken", with(false, None, true)),
        example("De passkey wordt gevraagd", with(true, None, false)),
        example(
            "De passkey werd niet gegeven",
            with(false, Some(PasskeyError::Refused), false),
        ),
        example("Aangemeld", view! { <IsIn /> }),
        example("Kan in deze browser niet", view! { <NoPasskeysHere /> }),
    ]
    .collect_view()
    .into_any()
}
