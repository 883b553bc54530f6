//! What an operator's brand changes in the app. The gateway lays it into the page as
//! JSON ([`BRAND_META`]), so that the first screen has it and it is there offline.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Name of the `<meta>` element of `index.html` that holds a [`Brand`] as JSON.
pub const BRAND_META: &str = "inzage-brand";

/// A text per language (`nl`, `en`).
pub type PerLanguage = BTreeMap<String, String>;

/// A brand, as far as the app needs it. Everything absent is as without a brand;
/// colours and logos are files, not here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Brand {
    /// Languages that are offered; empty: all.
    pub languages: Vec<String>,
    /// The language of who asks for none that is offered.
    pub language: Option<String>,
    /// Modules that are off.
    pub off: BTreeSet<Module>,
    /// Settings of who has chosen none.
    pub defaults: Defaults,
    /// `MedMij` names of providers that are offered before a search.
    pub pinned: Vec<String>,
    /// Who helps.
    pub help: Help,
    /// Pages of the operator: privacy, terms.
    pub pages: Vec<Page>,
    /// Name of the operator's organisation in the `OAuthclientlist`: what a person
    /// sees at a login.
    pub organisation: Option<String>,
    /// Texts that differ: per language, by what they say without a brand.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
}

/// A part of the app that an operator can leave out. Collecting, viewing all that was
/// received, removing, exporting, adjusting consent and the log are not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Module {
    /// Measuring at home.
    Metingen,
    /// Medicines as treatments.
    Medicatie,
    /// Asking something of a provider.
    Verzoeken,
    /// Who cares, and whom to call.
    Zorgnetwerk,
    /// Everything by date.
    Tijdlijn,
    /// The list to take along.
    Bespreken,
    /// Links with which others look along.
    Delen,
}

impl Module {
    /// Every module, by its name: the first part of its addresses.
    pub const ALL: [(&'static str, Self); 7] = [
        ("metingen", Self::Metingen),
        ("medicatie", Self::Medicatie),
        ("verzoeken", Self::Verzoeken),
        ("zorgnetwerk", Self::Zorgnetwerk),
        ("tijdlijn", Self::Tijdlijn),
        ("bespreken", Self::Bespreken),
        ("delen", Self::Delen),
    ];
}

/// Settings of a device or vault where nothing was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Defaults {
    /// `auto`, `light` or `dark`.
    pub theme: Option<String>,
    /// `normal`, `large` or `larger`.
    pub text: Option<String>,
    /// Minutes without anything done before the vault locks.
    pub lock_minutes: Option<u32>,
}

/// How the operator's help desk is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Help {
    /// Telephone number, as people write it.
    pub phone: Option<String>,
    /// When it is answered.
    pub hours: PerLanguage,
    /// Mail address.
    pub mail: Option<String>,
    /// Address of a page (https).
    pub web: Option<String>,
}

/// A page of the operator: plain text, `# ` before a heading, `- ` before an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its name in the address.
    pub name: String,
    /// Its heading.
    pub title: PerLanguage,
    /// Where its text is, per language.
    pub file: PerLanguage,
}
