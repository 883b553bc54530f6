//! What opens a vault.

use inzage::components::new_passphrase::{NewPassphrase, NewPassphraseFields, StrengthWords};
use inzage::components::recovery::RecoverySheet;
use inzage::components::secret::{SecretField, TypedSecret};
use inzage::engine::protocol::Strength;
use leptos::prelude::*;

use super::example::example;

/// Each strength, in words and as a bar; the first before anything was typed.
fn strengths() -> AnyView {
    let none = std::iter::once((None, ""));
    let scores = (0_u8..=4).map(|score| {
        let enough = score > 2;
        (Some(Strength { score, enough }), "getypt")
    });
    let each = none.chain(scores).map(|(strength, typed)| {
        let (strength, passphrase) = (RwSignal::new(strength), RwSignal::new(typed.to_owned()));
        view! {
            <div class="gallery-strength">
                <StrengthWords strength passphrase />
            </div>
        }
    });
    each.collect_view().into_any()
}

pub(crate) fn all() -> AnyView {
    let new = view! {
        <NewPassphraseFields
            new=NewPassphrase::begin()
            labels=("Uw wachtzin", "Nog een keer")
            tried=Signal::stored(true)
        />
    };
    let sheet = view! {
        <RecoverySheet
            name="Mijn dossier".to_owned()
            recovery_key="ABCD2-EFGH3-JKLM4-NPQR5-STUV6-WXYZ7-ABCD8-EFGH9".to_owned()
        />
    };
    [
        example(
            "Wachtzin",
            view! { <SecretField secret=TypedSecret::default() /> },
        ),
        example("Nieuwe wachtzin", new),
        example("Hoe sterk", strengths()),
        example("Herstelsleutel", sheet),
    ]
    .collect_view()
    .into_any()
}
