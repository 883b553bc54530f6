//! The file of a brand as it is written (TOML). Everything but the name and the
//! logos may be left out.

use crate::schema;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A text per language (`nl`, `en`).
pub(crate) type Texts = BTreeMap<String, String>;

/// The brand of an operator of Inzage.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    /// The name of the app, wherever it is named.
    #[schemars(schema_with = "schema::name")]
    pub(crate) name: String,
    /// How the person is addressed in Dutch.
    #[serde(default)]
    pub(crate) form_of_address: FormOfAddress,
    /// Languages that are offered: `nl`, `en`.
    #[serde(default = "both")]
    #[schemars(schema_with = "schema::languages")]
    pub(crate) languages: Vec<String>,
    /// The language for who asks for none that is offered; else the first.
    #[serde(default)]
    #[schemars(schema_with = "schema::language")]
    pub(crate) language: Option<String>,
    pub(crate) logos: Logos,
    #[serde(default)]
    pub(crate) theme: Theme,
    /// `false` leaves a module out: metingen, medicatie, verzoeken, zorgnetwerk,
    /// tijdlijn, bespreken, delen.
    #[serde(default)]
    #[schemars(schema_with = "schema::modules")]
    pub(crate) modules: BTreeMap<String, bool>,
    #[serde(default)]
    pub(crate) defaults: Defaults,
    #[serde(default)]
    pub(crate) help: Help,
    /// Own pages by their name in the address, such as `privacy`.
    #[serde(default)]
    pub(crate) pages: BTreeMap<String, Page>,
    /// Own sentences per language, by name: those of the groups `welcome` and `help`
    /// in `locales/`.
    #[serde(default)]
    #[schemars(schema_with = "schema::own_texts")]
    pub(crate) texts: BTreeMap<String, Texts>,
    #[serde(default)]
    pub(crate) providers: Providers,
    #[serde(default)]
    pub(crate) medmij: Medmij,
}

fn both() -> Vec<String> {
    vec!["nl".to_owned(), "en".to_owned()]
}

/// `u` or `je`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FormOfAddress {
    /// Formal.
    #[default]
    U,
    /// Familiar.
    Je,
}

/// Files of the logo; paths count from the folder of this file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Logos {
    /// The sign beside the name and in the tab: SVG, as wide as it is high.
    pub(crate) sign: String,
    /// PNG of 180 by 180 px, for the home screen of an iPhone.
    pub(crate) icon_180: String,
    /// PNG of 192 by 192 px.
    pub(crate) icon_192: String,
    /// PNG of 512 by 512 px.
    pub(crate) icon_512: String,
    /// PNG of 512 by 512 px of which a circle of 80 % is enough to see.
    pub(crate) icon_maskable: String,
}

/// Colours (`#rrggbb`), font and sizes; what is not named is as in the default.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Theme {
    pub(crate) font: Option<Font>,
    /// What the colours are made of: deep, deeper, bright, tint, sand, paper, ink,
    /// apricot.
    #[schemars(schema_with = "schema::brand_colours")]
    pub(crate) brand: BTreeMap<String, String>,
    /// What a colour is for, in the light: ground, surface, text, action, …
    #[schemars(schema_with = "schema::colours")]
    pub(crate) light: BTreeMap<String, String>,
    /// The same, in the dark.
    #[schemars(schema_with = "schema::colours")]
    pub(crate) dark: BTreeMap<String, String>,
    /// In `rem` (18 px): radius, size-small, size-body, size-lead, size-title, target.
    #[schemars(schema_with = "schema::sizes")]
    pub(crate) sizes: BTreeMap<String, String>,
}

/// A font that the gateway serves.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Font {
    /// Its name.
    pub(crate) name: String,
    /// WOFF2, with all weights in one file (variable).
    pub(crate) file: String,
}

/// Settings of who has chosen none.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Defaults {
    /// `auto`, `light` or `dark`.
    #[schemars(schema_with = "schema::theme")]
    pub(crate) theme: Option<String>,
    /// `normal`, `large` or `larger`.
    #[schemars(schema_with = "schema::text_size")]
    pub(crate) text: Option<String>,
    /// 2, 5, 10, 20, 30 or 60.
    #[schemars(schema_with = "schema::lock")]
    pub(crate) lock_minutes: Option<u32>,
}

/// The help desk of the operator.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Help {
    /// Telephone number, as people write it.
    pub(crate) phone: Option<String>,
    /// When it is answered, per language.
    #[schemars(schema_with = "schema::texts")]
    pub(crate) hours: Texts,
    /// Mail address.
    pub(crate) mail: Option<String>,
    /// Address of a page (https).
    pub(crate) web: Option<String>,
}

/// A page of the operator.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Page {
    /// Its heading, in every language that is offered.
    #[schemars(schema_with = "schema::texts")]
    pub(crate) title: Texts,
    /// Its text, in every language that is offered: a file of plain text, `# ` before
    /// a heading, `- ` before an item of a list, an empty line between paragraphs.
    #[schemars(schema_with = "schema::texts")]
    pub(crate) file: Texts,
}

/// Providers that this brand shows first.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Providers {
    /// `MedMij` names (`…@medmij`), at most twelve.
    #[schemars(schema_with = "schema::pinned")]
    pub(crate) pinned: Vec<String>,
}

/// Who the operator is in the `MedMij` network.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Medmij {
    /// `Hostname` in the `OAuthclientlist`; the `client_id` of the gateway.
    pub(crate) client_id: Option<String>,
    /// `OAuthclientOrganisatienaam` in the same list.
    pub(crate) organisation: Option<String>,
}
