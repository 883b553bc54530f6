//! Fields of forms.

use inzage::components::field::{ChoiceField, Choices, TextArea, TextField, Tick};
use inzage::components::secret::{SecretField, TypedSecret};
use leptos::prelude::*;

use super::example::{example, forced};
use super::made_up::LONG_WORD;

fn typed(text: &str) -> RwSignal<String> {
    RwSignal::new(text.to_owned())
}

fn lines() -> Vec<AnyView> {
    let recovery = TypedSecret::default();
    recovery.switch();
    let wrong = Signal::stored(Some("Vul een getal in tussen 20 en 300.".to_owned()));
    let hint = "Zoals het op de weegschaal staat.";
    vec![
        example(
            "Leeg",
            view! { <TextField id="empty" label="Naam van uw dossier" value=typed("") /> },
        ),
        example(
            "Met uitleg",
            view! { <TextField id="hinted" label="Gewicht" hint=hint value=typed("72,4") /> },
        ),
        example(
            "Fout",
            view! { <TextField id="wrong" label="Gewicht" hint=hint wrong value=typed("7240") /> },
        ),
        forced(
            "Aangewezen",
            "hover",
            view! { <TextField id="hovered" label="Gewicht" value=typed("72,4") /> },
        ),
        forced(
            "Met de focus",
            "focus-visible",
            view! { <TextField id="focused" label="Gewicht" value=typed("72,4") /> },
        ),
        example(
            "Verborgen letters",
            view! {
                <TextField
                    id="hidden-letters"
                    label="Wachtzin"
                    kind="password"
                    value=typed("paraplu kruiwagen")
                />
            },
        ),
        example("Herstelsleutel", view! { <SecretField secret=recovery /> }),
        example(
            "Lange woorden",
            view! { <TextField id="long" label=LONG_WORD hint=LONG_WORD value=typed(LONG_WORD) /> },
        ),
    ]
}

fn areas() -> Vec<AnyView> {
    let wrong = Signal::stored(Some("Schrijf eerst wat u wilt vragen.".to_owned()));
    let words = "Mag ik deze pillen ook na het eten nemen?\nIk word er misselijk van.";
    vec![
        example(
            "Regels",
            view! {
                <TextArea
                    id="area"
                    label="Uw vraag"
                    hint="De zorgverlener leest precies dit."
                    value=typed(words)
                />
            },
        ),
        example(
            "Regels, fout",
            view! { <TextArea id="area-wrong" label="Uw vraag" wrong value=typed("") /> },
        ),
    ]
}

/// Choices from a few words.
fn words() -> Vec<(u8, String)> {
    ["Ochtend", "Middag", "Avond voor het slapengaan"]
        .into_iter()
        .map(str::to_owned)
        .zip(0_u8..)
        .map(|(word, nth)| (nth, word))
        .collect()
}

fn choices(name: &'static str) -> AnyView {
    let on_choose = Callback::new(|_| {});
    let value = Signal::stored(1_u8);
    view! { <Choices name legend="Wanneer" choices=words() value on_choose /> }.into_any()
}

fn ticks() -> AnyView {
    let on_tick = Callback::new(|_| {});
    view! {
        <Tick words="Ook brieven en verslagen" ticked=Signal::stored(true) on_tick />
        <Tick words="Ook eigen metingen" ticked=Signal::stored(false) on_tick />
    }
    .into_any()
}

fn chosen() -> Vec<AnyView> {
    let value = Signal::stored(2_u8);
    let folded = view! {
        <ChoiceField id="folded" label="Wanneer" choices=words() value on_choose=|_| {} />
    };
    vec![
        example("Keuze die uitklapt", folded),
        example("Keuze in beeld", choices("when")),
        forced(
            "Keuze, met de focus",
            "focus-visible",
            choices("when-focused"),
        ),
        example("Vinkjes", ticks()),
        forced("Vinkjes, met de focus", "focus-visible", ticks()),
    ]
}

pub(crate) fn all() -> AnyView {
    let all = [lines(), areas(), chosen()];
    all.into_iter().flatten().collect_view().into_any()
}
