//! Whitelist: which hosts take part in `MedMij`.

use super::patterns::is_listed_hostname;
use super::walk::Walk;
use super::write::Sheet;
use super::{ListError, Uris, Warning};
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeSet;

const NAMESPACE: &str = "xmlns://afsprakenstelsel.medmij.nl/whitelist/";
const VOCABULARY: &[&str] = &[
    "Whitelist",
    "Tijdstempel",
    "Volgnummer",
    "MedMijNodes",
    "MedMijNode",
    "Hostname",
];

/// The hosts that take part: the back channel is open to these only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whitelist {
    /// `Tijdstempel`: when it was published.
    pub tijdstempel: DateTime<FixedOffset>,
    /// `Volgnummer`: rises by one with each publication.
    pub volgnummer: u64,
    /// `Hostname` of each `MedMijNode`, lower case.
    #[doc(alias = "MedMijNodes")]
    pub hostnames: BTreeSet<String>,
}

impl Whitelist {
    /// Reads and checks the list.
    ///
    /// # Errors
    /// When it is not this list, or breaks its schema.
    pub fn parse(text: &str, uris: Uris) -> Result<(Self, Vec<Warning>), ListError> {
        let mut walk = Walk::open(text, "Whitelist", NAMESPACE, VOCABULARY, uris)?;
        let (tijdstempel, volgnummer) = walk.head()?;
        let nodes = walk.distinct(
            ["MedMijNodes", "MedMijNode"],
            ("Hostname", String::as_str),
            |walk| {
                let uris = walk.uris;
                walk.checked("Hostname", |text| is_listed_hostname(text, uris))
            },
        )?;
        let hostnames = BTreeSet::from_iter(nodes);
        let list = Self {
            tijdstempel,
            volgnummer,
            hostnames,
        };
        Ok((list, walk.close()?))
    }

    /// The list as XML (release 2).
    pub fn to_xml(&self) -> String {
        let namespace = format!("{NAMESPACE}release2/");
        let mut sheet = Sheet::begin("Whitelist", &namespace, &self.tijdstempel, self.volgnummer);
        sheet.element("MedMijNodes", |sheet| {
            for host in &self.hostnames {
                sheet.element("MedMijNode", |sheet| sheet.value("Hostname", host));
            }
        });
        sheet.finish()
    }
}
