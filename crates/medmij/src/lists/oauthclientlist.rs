//! `OAuthclientlist`: which PGOs may ask, and for what.

use super::patterns::{is_listed_hostname, is_string};
use super::walk::Walk;
use super::write::Sheet;
use super::{ListError, Uris, Warning};
use chrono::{DateTime, FixedOffset};

const NAMESPACE: &str = "xmlns://afsprakenstelsel.medmij.nl/oauthclientlist/";
const VOCABULARY: &[&str] = &[
    "OAuthclientlist",
    "Tijdstempel",
    "Volgnummer",
    "OAuthclients",
    "OAuthclient",
    "Hostname",
    "OAuthclientOrganisatienaam",
    "Vertegenwoordiging",
    "Interfaceversies",
    "Interfaceversie",
    "InterfaceversieId",
    "Gegevensdiensten",
    "Gegevensdienst",
    "GegevensdienstId",
];

/// The OAuth clients (PGO servers) that take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthclientlist {
    /// `Tijdstempel`: when it was published.
    pub tijdstempel: DateTime<FixedOffset>,
    /// `Volgnummer`: rises by one with each publication.
    pub volgnummer: u64,
    /// The clients, in the order of the list.
    pub oauthclients: Vec<OAuthclient>,
}

/// One OAuth client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthclient {
    /// `Hostname`: also its `client_id`.
    pub hostname: String,
    /// `OAuthclientOrganisatienaam`: what persons see in the consent question.
    pub organisatienaam: String,
    /// `Vertegenwoordiging`, when it takes part in representation (`onbehalfof`).
    pub vertegenwoordiging: Option<String>,
    /// `Interfaceversies`: what it may ask for; empty in lists of before 1.5.
    pub interfaceversies: Vec<ClientInterfaceversie>,
}

/// What a client may ask for in one version of the interfaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientInterfaceversie {
    /// `InterfaceversieId`, for instance `2`.
    pub interfaceversie_id: String,
    /// `GegevensdienstId` of each gegevensdienst.
    pub gegevensdienst_ids: Vec<String>,
}

impl OAuthclientlist {
    /// The client with this host name.
    pub fn find(&self, hostname: &str) -> Option<&OAuthclient> {
        self.oauthclients
            .iter()
            .find(|client| client.hostname == hostname)
    }

    /// Reads and checks the list.
    ///
    /// # Errors
    /// When it is not this list, or breaks its schema.
    pub fn parse(text: &str, uris: Uris) -> Result<(Self, Vec<Warning>), ListError> {
        let mut walk = Walk::open(text, "OAuthclientlist", NAMESPACE, VOCABULARY, uris)?;
        let (tijdstempel, volgnummer) = walk.head()?;
        let oauthclients = walk.distinct(
            ["OAuthclients", "OAuthclient"],
            ("Hostname", |client: &OAuthclient| &client.hostname),
            client,
        )?;
        let list = Self {
            tijdstempel,
            volgnummer,
            oauthclients,
        };
        Ok((list, walk.close()?))
    }

    /// The list as XML (with services per client).
    pub fn to_xml(&self) -> String {
        let mut sheet = Sheet::begin(
            "OAuthclientlist",
            &format!("{NAMESPACE}release3/"),
            &self.tijdstempel,
            self.volgnummer,
        );
        sheet.element("OAuthclients", |sheet| {
            for client in &self.oauthclients {
                sheet.element("OAuthclient", |sheet| write_client(sheet, client));
            }
        });
        sheet.finish()
    }
}

fn client(walk: &mut Walk<'_>) -> Result<OAuthclient, ListError> {
    let uris = walk.uris;
    let hostname = walk.checked("Hostname", |text| is_listed_hostname(text, uris))?;
    let organisatienaam = walk.checked("OAuthclientOrganisatienaam", |t| is_string(t, 3, 50))?;
    let vertegenwoordiging = walk.value_if("Vertegenwoordiging")?;
    let interfaceversies = if walk.stands("Interfaceversies")? {
        walk.distinct(
            ["Interfaceversies", "Interfaceversie"],
            ("InterfaceversieId", |version: &ClientInterfaceversie| {
                &version.interfaceversie_id
            }),
            interfaceversie,
        )?
    } else {
        Vec::new()
    };
    Ok(OAuthclient {
        hostname,
        organisatienaam,
        vertegenwoordiging,
        interfaceversies,
    })
}

fn interfaceversie(walk: &mut Walk<'_>) -> Result<ClientInterfaceversie, ListError> {
    let interfaceversie_id = walk.checked("InterfaceversieId", |text| is_string(text, 1, 30))?;
    let gegevensdienst_ids = walk.distinct(
        ["Gegevensdiensten", "Gegevensdienst"],
        ("GegevensdienstId", String::as_str),
        |walk| walk.checked("GegevensdienstId", |text| is_string(text, 1, 30)),
    )?;
    Ok(ClientInterfaceversie {
        interfaceversie_id,
        gegevensdienst_ids,
    })
}

fn write_client(sheet: &mut Sheet, client: &OAuthclient) {
    sheet.value("Hostname", &client.hostname);
    sheet.value("OAuthclientOrganisatienaam", &client.organisatienaam);
    sheet.value_if("Vertegenwoordiging", client.vertegenwoordiging.as_deref());
    if client.interfaceversies.is_empty() {
        return;
    }
    sheet.element("Interfaceversies", |sheet| {
        for version in &client.interfaceversies {
            sheet.element("Interfaceversie", |sheet| {
                sheet.value("InterfaceversieId", &version.interfaceversie_id);
                sheet.element("Gegevensdiensten", |sheet| {
                    for id in &version.gegevensdienst_ids {
                        sheet.element("Gegevensdienst", |s| s.value("GegevensdienstId", id));
                    }
                });
            });
        }
    });
}
