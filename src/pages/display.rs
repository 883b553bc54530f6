//! How the app looks: for the settings, and for whoever looks along.

use inzage_zib::view::Lang;
use leptos::prelude::*;

use crate::components::field::Choices;
use crate::state::brand;
use crate::state::look::{Look, TextSize, Theme, use_texts};

/// What can be chosen: language, size of the text, colours.
#[component]
pub(super) fn Display() -> impl IntoView {
    let text = &use_texts().settings;
    let Some(look) = use_context::<Look>() else {
        return ().into_any();
    };
    let languages: Vec<(Lang, String)> = brand::languages()
        .into_iter()
        .map(|lang| (lang, lang.pick("Nederlands", "English").to_owned()))
        .collect();
    let sizes = vec![
        (TextSize::Normal, text.size_normal.to_owned()),
        (TextSize::Large, text.size_large.to_owned()),
        (TextSize::Larger, text.size_larger.to_owned()),
    ];
    let themes = vec![
        (Theme::Auto, text.theme_auto.to_owned()),
        (Theme::Light, text.theme_light.to_owned()),
        (Theme::Dark, text.theme_dark.to_owned()),
    ];
    view! {
            {(languages.len() > 1)
                .then(|| {
                    view! {
                        <Choices
                            name="language"
                            legend=text.language
                            choices=languages
                            value=Signal::derive(move || look.lang())
                            on_choose=Callback::new(move |lang| look.set_lang(lang))
                        />
                    }
                })}
            <Choices
                name="size"
                legend=text.text_size
                choices=sizes
                value=Signal::derive(move || look.size())
                on_choose=Callback::new(move |size| look.set_size(size))
            />
            <Choices
                name="theme"
                legend=text.theme
                choices=themes
                value=Signal::derive(move || look.theme())
                on_choose=Callback::new(move |theme| look.set_theme(theme))
            />
    }
    .into_any()
}
