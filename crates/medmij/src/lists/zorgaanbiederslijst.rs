//! Zorgaanbiederslijst (ZAL): who offers what, and where.

use super::patterns::{Channel, is_string, is_uri, is_zorgaanbiedernaam};
use super::walk::Walk;
use super::write::Sheet;
use super::{Fault, ListError, Uris, Warning};
use chrono::{DateTime, FixedOffset};

const NAMESPACE: &str = "xmlns://afsprakenstelsel.medmij.nl/zorgaanbiederslijst/";
const VOCABULARY: &[&str] = &[
    "Zorgaanbiederslijst",
    "Tijdstempel",
    "Volgnummer",
    "Zorgaanbieders",
    "Zorgaanbieder",
    "Zorgaanbiedernaam",
    "Aanbiedertype",
    "Vertegenwoordiging",
    "Interfaceversies",
    "Interfaceversie",
    "InterfaceversieId",
    "Gegevensdiensten",
    "Gegevensdienst",
    "GegevensdienstId",
    "AuthorizationEndpoint",
    "AuthorizationEndpointuri",
    "TokenEndpoint",
    "TokenEndpointuri",
    "Abonneren",
    "MaximaleDuur",
    "SubscriptionEndpointuri",
    "Systeemrollen",
    "Systeemrol",
    "Systeemrolcode",
    "ResourceEndpoint",
    "ResourceEndpointuri",
];

/// All care providers that share over `MedMij` (release 3).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "Aanbiederslijst")]
pub struct Zorgaanbiederslijst {
    /// `Tijdstempel`: when it was published.
    pub tijdstempel: DateTime<FixedOffset>,
    /// `Volgnummer`: rises by one with each publication.
    pub volgnummer: u64,
    /// The providers, in the order of the list.
    pub zorgaanbieders: Vec<Zorgaanbieder>,
}

/// One care provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zorgaanbieder {
    /// `Zorgaanbiedernaam`: ends in `@medmij`, unique in the list.
    pub zorgaanbiedernaam: String,
    /// `Aanbiedertype`: what kind of participant it is.
    pub aanbiedertype: Aanbiedertype,
    /// `Vertegenwoordiging`, when it takes part in representation (`onbehalfof`).
    pub vertegenwoordiging: Option<String>,
    /// What it offers, per version of the interfaces.
    pub interfaceversies: Vec<Interfaceversie>,
}

/// `Aanbiedertype`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aanbiedertype {
    /// `ZA`: care provider.
    Zorgaanbieder,
    /// `BAZB`: a party that is no care provider by law but offers as one.
    Bazb,
    /// Another type; one for persons' own environments is proposed.
    Other(String),
}

impl Aanbiedertype {
    /// As written in the list.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Zorgaanbieder => "ZA",
            Self::Bazb => "BAZB",
            Self::Other(text) => text,
        }
    }

    fn read(text: String) -> Self {
        match text.as_str() {
            "ZA" => Self::Zorgaanbieder,
            "BAZB" => Self::Bazb,
            _ => Self::Other(text),
        }
    }
}

/// What a provider offers in one version of the interfaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interfaceversie {
    /// `InterfaceversieId`, for instance `1.4.0` or `2`.
    pub interfaceversie_id: String,
    /// Its services.
    pub gegevensdiensten: Vec<Gegevensdienst>,
}

/// One service of a provider with its addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gegevensdienst {
    /// `GegevensdienstId`, 1 to 30 characters.
    pub gegevensdienst_id: String,
    /// `AuthorizationEndpointuri`: where the person's browser goes.
    pub authorization_endpoint: String,
    /// `TokenEndpointuri`: back channel.
    pub token_endpoint: String,
    /// `Abonneren`, when it can be subscribed to.
    pub abonneren: Option<Abonneren>,
    /// `Systeemrollen`: at least one.
    pub systeemrollen: Vec<Systeemrol>,
}

/// `Abonneren`: the provider can notify of new data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abonneren {
    /// `MaximaleDuur`, in days.
    pub maximale_duur: u32,
    /// `SubscriptionEndpointuri`: back channel.
    pub subscription_endpoint: String,
}

/// A system role of a service with the base of its FHIR interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Systeemrol {
    /// `Systeemrolcode`, for instance `MM-3.0-BZB-FHIR`.
    pub systeemrolcode: String,
    /// `ResourceEndpointuri`: back channel, without a slash at the end.
    pub resource_endpoint: String,
}

impl Zorgaanbiederslijst {
    /// The provider with this `MedMij` name.
    pub fn find(&self, zorgaanbiedernaam: &str) -> Option<&Zorgaanbieder> {
        self.zorgaanbieders
            .iter()
            .find(|aanbieder| aanbieder.zorgaanbiedernaam == zorgaanbiedernaam)
    }

    /// Reads and checks the list.
    ///
    /// # Errors
    /// When it is not this list, or breaks its schema.
    pub fn parse(text: &str, uris: Uris) -> Result<(Self, Vec<Warning>), ListError> {
        let mut walk = Walk::open(text, "Zorgaanbiederslijst", NAMESPACE, VOCABULARY, uris)?;
        let (tijdstempel, volgnummer) = walk.head()?;
        let zorgaanbieders = walk.distinct(
            ["Zorgaanbieders", "Zorgaanbieder"],
            ("Zorgaanbiedernaam", |aanbieder: &Zorgaanbieder| {
                &aanbieder.zorgaanbiedernaam
            }),
            zorgaanbieder,
        )?;
        let list = Self {
            tijdstempel,
            volgnummer,
            zorgaanbieders,
        };
        Ok((list, walk.close()?))
    }

    /// The list as XML (release 3).
    pub fn to_xml(&self) -> String {
        let mut sheet = Sheet::begin(
            "Zorgaanbiederslijst",
            &format!("{NAMESPACE}release3/"),
            &self.tijdstempel,
            self.volgnummer,
        );
        sheet.element("Zorgaanbieders", |sheet| {
            for aanbieder in &self.zorgaanbieders {
                sheet.element("Zorgaanbieder", |sheet| write_aanbieder(sheet, aanbieder));
            }
        });
        sheet.finish()
    }
}

fn zorgaanbieder(walk: &mut Walk<'_>) -> Result<Zorgaanbieder, ListError> {
    let zorgaanbiedernaam = walk.checked("Zorgaanbiedernaam", is_zorgaanbiedernaam)?;
    let aanbiedertype = walk.checked("Aanbiedertype", |text| is_string(text, 1, 30))?;
    let vertegenwoordiging = walk.value_if("Vertegenwoordiging")?;
    let interfaceversies = walk.some_distinct(
        ["Interfaceversies", "Interfaceversie"],
        ("InterfaceversieId", |version: &Interfaceversie| {
            &version.interfaceversie_id
        }),
        interfaceversie,
    )?;
    Ok(Zorgaanbieder {
        zorgaanbiedernaam,
        aanbiedertype: Aanbiedertype::read(aanbiedertype),
        vertegenwoordiging,
        interfaceversies,
    })
}

fn interfaceversie(walk: &mut Walk<'_>) -> Result<Interfaceversie, ListError> {
    let interfaceversie_id = walk.checked("InterfaceversieId", |text| is_string(text, 1, 30))?;
    let gegevensdiensten = walk.some_distinct(
        ["Gegevensdiensten", "Gegevensdienst"],
        ("GegevensdienstId", |dienst: &Gegevensdienst| {
            &dienst.gegevensdienst_id
        }),
        gegevensdienst,
    )?;
    Ok(Interfaceversie {
        interfaceversie_id,
        gegevensdiensten,
    })
}

fn gegevensdienst(walk: &mut Walk<'_>) -> Result<Gegevensdienst, ListError> {
    let uris = walk.uris;
    let gegevensdienst_id = walk.checked("GegevensdienstId", |text| is_string(text, 1, 30))?;
    walk.enter("AuthorizationEndpoint")?;
    let authorization_endpoint = walk.checked("AuthorizationEndpointuri", |text| {
        is_uri(text, Channel::Front, uris)
    })?;
    walk.leave()?;
    walk.enter("TokenEndpoint")?;
    let token_endpoint =
        walk.checked("TokenEndpointuri", |text| is_uri(text, Channel::Back, uris))?;
    walk.leave()?;
    let abonneren = abonneren(walk)?;
    let systeemrollen = walk.some_distinct(
        ["Systeemrollen", "Systeemrol"],
        ("Systeemrolcode", |rol: &Systeemrol| &rol.systeemrolcode),
        systeemrol,
    )?;
    Ok(Gegevensdienst {
        gegevensdienst_id,
        authorization_endpoint,
        token_endpoint,
        abonneren,
        systeemrollen,
    })
}

fn abonneren(walk: &mut Walk<'_>) -> Result<Option<Abonneren>, ListError> {
    if !walk.enter_if("Abonneren")? {
        return Ok(None);
    }
    let uris = walk.uris;
    let maximale_duur = walk
        .value("MaximaleDuur")?
        .parse()
        .map_err(|_| walk.fault(Fault::Pattern("MaximaleDuur")))?;
    let subscription_endpoint = walk.checked("SubscriptionEndpointuri", |text| {
        is_uri(text, Channel::Back, uris)
    })?;
    walk.leave()?;
    Ok(Some(Abonneren {
        maximale_duur,
        subscription_endpoint,
    }))
}

fn systeemrol(walk: &mut Walk<'_>) -> Result<Systeemrol, ListError> {
    let uris = walk.uris;
    let systeemrolcode = walk.checked("Systeemrolcode", |text| is_string(text, 1, 30))?;
    walk.enter("ResourceEndpoint")?;
    let resource_endpoint = walk.checked("ResourceEndpointuri", |text| {
        is_uri(text, Channel::Back, uris)
    })?;
    walk.leave()?;
    Ok(Systeemrol {
        systeemrolcode,
        resource_endpoint,
    })
}

fn write_aanbieder(sheet: &mut Sheet, aanbieder: &Zorgaanbieder) {
    sheet.value("Zorgaanbiedernaam", &aanbieder.zorgaanbiedernaam);
    sheet.value("Aanbiedertype", aanbieder.aanbiedertype.as_str());
    sheet.value_if(
        "Vertegenwoordiging",
        aanbieder.vertegenwoordiging.as_deref(),
    );
    sheet.element("Interfaceversies", |sheet| {
        for version in &aanbieder.interfaceversies {
            sheet.element("Interfaceversie", |sheet| {
                sheet.value("InterfaceversieId", &version.interfaceversie_id);
                sheet.element("Gegevensdiensten", |sheet| {
                    for dienst in &version.gegevensdiensten {
                        sheet.element("Gegevensdienst", |sheet| write_dienst(sheet, dienst));
                    }
                });
            });
        }
    });
}

fn write_dienst(sheet: &mut Sheet, dienst: &Gegevensdienst) {
    sheet.value("GegevensdienstId", &dienst.gegevensdienst_id);
    sheet.element("AuthorizationEndpoint", |sheet| {
        sheet.value("AuthorizationEndpointuri", &dienst.authorization_endpoint);
    });
    sheet.element("TokenEndpoint", |sheet| {
        sheet.value("TokenEndpointuri", &dienst.token_endpoint);
    });
    if let Some(abonneren) = &dienst.abonneren {
        sheet.element("Abonneren", |sheet| {
            sheet.value("MaximaleDuur", &abonneren.maximale_duur.to_string());
            sheet.value("SubscriptionEndpointuri", &abonneren.subscription_endpoint);
        });
    }
    sheet.element("Systeemrollen", |sheet| {
        for rol in &dienst.systeemrollen {
            sheet.element("Systeemrol", |sheet| {
                sheet.value("Systeemrolcode", &rol.systeemrolcode);
                sheet.element("ResourceEndpoint", |sheet| {
                    sheet.value("ResourceEndpointuri", &rol.resource_endpoint);
                });
            });
        }
    });
}
