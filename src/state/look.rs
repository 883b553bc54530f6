//! How the app looks on this device: language, theme, size of the text.

use inzage_zib::view::Lang;
use leptos::prelude::*;

use super::brand::{brand, languages};
use crate::platform::device;
use crate::texts::{self, Texts};

/// The colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The size of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// 18 px, or what the browser was set to in proportion.
    #[default]
    Normal,
    /// A fifth larger.
    Large,
    /// Two fifths larger.
    Larger,
}

impl Theme {
    /// As kept on the device and as the style sheet reads it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads what [`Theme::as_str`] wrote; anything else is the default.
    pub fn parse(text: &str) -> Self {
        match text {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

impl TextSize {
    /// As kept on the device and as the style sheet reads it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Larger => "larger",
        }
    }

    /// Reads what [`TextSize::as_str`] wrote; anything else is the default.
    pub fn parse(text: &str) -> Self {
        match text {
            "large" => Self::Large,
            "larger" => Self::Larger,
            _ => Self::Normal,
        }
    }
}

/// A language as browsers and documents write it.
pub fn lang_code(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "nl",
        Lang::En => "en",
    }
}

/// The language for someone whose browser asks for these, best first. Dutch
/// unless English is asked for before Dutch.
pub fn language_for(asked: &[String]) -> Lang {
    for language in asked {
        if language.starts_with("nl") {
            return Lang::Nl;
        }
        if language.starts_with("en") {
            return Lang::En;
        }
    }
    Lang::Nl
}

/// The language itself when it is offered, else the one that the brand begins with.
fn offered(lang: Lang) -> Lang {
    let offered = languages();
    if offered.contains(&lang) {
        return lang;
    }
    match brand().language.as_deref() {
        Some("en") => Lang::En,
        _ => offered.first().copied().unwrap_or_default(),
    }
}

/// The looks, as a context.
#[derive(Clone, Copy)]
pub struct Look {
    lang: RwSignal<Lang>,
    theme: RwSignal<Theme>,
    size: RwSignal<TextSize>,
    /// Whether this device remembers what is chosen.
    kept: StoredValue<bool>,
}

impl Look {
    /// Reads what this device remembers, shows it, and makes it a context.
    pub fn provide() -> Self {
        let lang = match device::preference("lang").as_deref() {
            Some("nl") => Lang::Nl,
            Some("en") => Lang::En,
            _ => language_for(&device::languages()),
        };
        let lang = offered(lang);
        let defaults = &brand().defaults;
        let kept = |name, default: &Option<String>| {
            let kept = device::preference(name);
            kept.or_else(|| default.clone()).unwrap_or_default()
        };
        let look = Self {
            lang: RwSignal::new(lang),
            theme: RwSignal::new(Theme::parse(&kept("theme", &defaults.theme))),
            size: RwSignal::new(TextSize::parse(&kept("text", &defaults.text))),
            kept: StoredValue::new(true),
        };
        device::set_root_attribute("lang", lang_code(lang));
        device::set_root_attribute("data-theme", look.theme.get_untracked().as_str());
        device::set_root_attribute("data-text", look.size.get_untracked().as_str());
        provide_context(look);
        look
    }

    /// The language now.
    pub fn lang(&self) -> Lang {
        self.lang.get()
    }

    /// The language now, without following it.
    pub fn lang_untracked(&self) -> Lang {
        self.lang.get_untracked()
    }

    /// The theme now.
    pub fn theme(&self) -> Theme {
        self.theme.get()
    }

    /// The size of the text now.
    pub fn size(&self) -> TextSize {
        self.size.get()
    }

    /// Nothing that is chosen from now on stays in this browser.
    pub fn keep_nothing(&self) {
        self.kept.set_value(false);
    }

    /// What is chosen stays in this browser, from now on and as it is.
    pub fn keep(&self) {
        if !self.kept.get_value() {
            self.kept.set_value(true);
            self.remember("lang", lang_code(self.lang.get_untracked()));
            self.remember("theme", self.theme.get_untracked().as_str());
            self.remember("text", self.size.get_untracked().as_str());
        }
    }

    /// What was chosen goes from this browser; it stays on the screen.
    pub fn forget(&self) {
        self.keep_nothing();
        for name in ["lang", "theme", "text"] {
            device::forget_preference(name);
        }
    }

    fn remember(&self, name: &str, value: &str) {
        if self.kept.get_value() {
            device::keep_preference(name, value);
        }
    }

    /// Chooses the language; every text follows.
    pub fn set_lang(&self, lang: Lang) {
        self.remember("lang", lang_code(lang));
        device::set_root_attribute("lang", lang_code(lang));
        self.lang.set(lang);
    }

    /// Chooses the theme.
    pub fn set_theme(&self, theme: Theme) {
        self.remember("theme", theme.as_str());
        device::set_root_attribute("data-theme", theme.as_str());
        self.theme.set(theme);
    }

    /// Chooses the size of the text.
    pub fn set_size(&self, size: TextSize) {
        self.remember("text", size.as_str());
        device::set_root_attribute("data-text", size.as_str());
        self.size.set(size);
    }
}

/// The texts in the language now. The screens are built anew when the language
/// changes, so that a text is a constant while a screen lives.
pub fn use_texts() -> &'static Texts {
    texts::of(use_lang())
}

/// The language now.
pub fn use_lang() -> Lang {
    use_context::<Look>().map_or_else(Lang::default, |look| look.lang_untracked())
}

/// The code of the language now (`nl`, `en`).
pub fn use_lang_code() -> &'static str {
    lang_code(use_lang())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dutch_unless_english_is_asked_for_first() {
        let asked =
            |list: &[&str]| language_for(&list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
        assert_eq!(asked(&[]), Lang::Nl);
        assert_eq!(asked(&["en-GB", "nl"]), Lang::En);
        assert_eq!(asked(&["nl-NL", "en"]), Lang::Nl);
        assert_eq!(asked(&["de", "fr", "en"]), Lang::En);
        assert_eq!(asked(&["tr"]), Lang::Nl);
    }

    #[test]
    fn what_is_kept_is_read_back() {
        for theme in [Theme::Auto, Theme::Light, Theme::Dark] {
            assert_eq!(Theme::parse(theme.as_str()), theme);
        }
        for size in [TextSize::Normal, TextSize::Large, TextSize::Larger] {
            assert_eq!(TextSize::parse(size.as_str()), size);
        }
    }
}
