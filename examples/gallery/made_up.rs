//! What the examples show. Nobody and nothing of it exists.

use inzage::engine::protocol::{Row, SourceMark};
use inzage_zib::view::Chapter;

/// Longer than any word that a screen was drawn for.
pub(crate) const LONG_WORD: &str = "Arbeidsongeschiktheidsverzekeringsmaatschappijcontactpersoon";

/// A provider, by its place in this list.
pub(crate) fn source(nth: u8) -> SourceMark {
    let names = [
        "Ziekenhuis Vennebos",
        "Huisartsenpraktijk De Linde",
        "Dialysecentrum De Waterlelie",
        "Apotheek Het Hert",
        "GGZ De Overkant",
        "Revalidatiecentrum Zuiderzee",
        "Kliniek voor oogheelkunde Oosterlicht",
        "Fysiotherapie en bewegingszorg Buitenveldse Noorderpolder",
    ];
    let name = names.get(usize::from(nth)).copied().unwrap_or("Elders");
    SourceMark {
        provider: format!("verzonnen{nth}@medmij"),
        name: name.to_owned(),
        mark: nth,
    }
}

/// A row of the record.
pub(crate) fn row(title: &str, status: &str, date: &str) -> Row {
    Row {
        number: "1".to_owned(),
        chapter: Chapter::Results,
        title: title.to_owned(),
        plain: None,
        date: date.to_owned(),
        status: Some(status.to_owned()),
        source: source(0),
        also: Vec::new(),
        variants: Vec::new(),
        maybe_same: false,
        year: None,
        state: None,
        unread: None,
        covered: false,
        own: None,
    }
}
