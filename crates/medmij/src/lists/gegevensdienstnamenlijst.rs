//! Gegevensdienstnamenlijst: what a gegevensdienst is called.

use super::patterns::is_string;
use super::walk::Walk;
use super::write::Sheet;
use super::{ListError, Uris, Warning};
use chrono::{DateTime, FixedOffset};

const NAMESPACE: &str = "xmlns://afsprakenstelsel.medmij.nl/gegevensdienstnamenlijst/";
const VOCABULARY: &[&str] = &[
    "Gegevensdienstnamenlijst",
    "Tijdstempel",
    "Volgnummer",
    "Gegevensdiensten",
    "Gegevensdienst",
    "GegevensdienstId",
    "Weergavenaam",
];

/// The names of all gegevensdiensten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gegevensdienstnamenlijst {
    /// `Tijdstempel`: when it was published.
    pub tijdstempel: DateTime<FixedOffset>,
    /// `Volgnummer`: rises by one with each publication.
    pub volgnummer: u64,
    /// The names, in the order of the list.
    pub gegevensdiensten: Vec<Gegevensdienstnaam>,
}

/// One gegevensdienst with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gegevensdienstnaam {
    /// `GegevensdienstId`, 1 to 30 characters.
    pub gegevensdienst_id: String,
    /// `Weergavenaam`, 3 to 50 characters.
    pub weergavenaam: String,
}

impl Gegevensdienstnamenlijst {
    /// The name of a gegevensdienst.
    pub fn weergavenaam(&self, gegevensdienst_id: &str) -> Option<&str> {
        self.gegevensdiensten
            .iter()
            .find(|dienst| dienst.gegevensdienst_id == gegevensdienst_id)
            .map(|dienst| dienst.weergavenaam.as_str())
    }

    /// Reads and checks the list.
    ///
    /// # Errors
    /// When it is not this list, or breaks its schema.
    pub fn parse(text: &str, uris: Uris) -> Result<(Self, Vec<Warning>), ListError> {
        let root = "Gegevensdienstnamenlijst";
        let mut walk = Walk::open(text, root, NAMESPACE, VOCABULARY, uris)?;
        let (tijdstempel, volgnummer) = walk.head()?;
        let gegevensdiensten = walk.distinct(
            ["Gegevensdiensten", "Gegevensdienst"],
            ("GegevensdienstId", |named: &Gegevensdienstnaam| {
                &named.gegevensdienst_id
            }),
            |walk| {
                Ok(Gegevensdienstnaam {
                    gegevensdienst_id: walk
                        .checked("GegevensdienstId", |text| is_string(text, 1, 30))?,
                    weergavenaam: walk.checked("Weergavenaam", |text| is_string(text, 3, 50))?,
                })
            },
        )?;
        let list = Self {
            tijdstempel,
            volgnummer,
            gegevensdiensten,
        };
        Ok((list, walk.close()?))
    }

    /// The list as XML (release 1).
    pub fn to_xml(&self) -> String {
        let mut sheet = Sheet::begin(
            "Gegevensdienstnamenlijst",
            &format!("{NAMESPACE}release1/"),
            &self.tijdstempel,
            self.volgnummer,
        );
        sheet.element("Gegevensdiensten", |sheet| {
            for dienst in &self.gegevensdiensten {
                sheet.element("Gegevensdienst", |sheet| {
                    sheet.value("GegevensdienstId", &dienst.gegevensdienst_id);
                    sheet.value("Weergavenaam", &dienst.weergavenaam);
                });
            }
        });
        sheet.finish()
    }
}
