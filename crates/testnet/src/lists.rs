//! The four lists and the directory, made from the network, with faults on
//! demand. The Volgnummer comes from the machine's clock, so that it rises over
//! restarts, and one is added at each publication.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, Utc};
use inzage_medmij::lists::{
    Aanbiedertype, ClientInterfaceversie, Gegevensdienst, Gegevensdienstnaam,
    Gegevensdienstnamenlijst, Interfaceversie, OAuthclient, OAuthclientlist, Systeemrol, Whitelist,
    Zorgaanbieder, Zorgaanbiederslijst,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::network::{Provider, Service, systeemrollen, weergavenaam};
use crate::world::World;

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Which {
    /// Zorgaanbiederslijst.
    Zal,
    /// `OAuthclientlist`.
    Ocl,
    /// Whitelist.
    Whl,
    /// Gegevensdienstnamenlijst.
    Gnl,
}

/// What is wrong with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ListFault {
    /// A Volgnummer lower than before.
    LowerVolgnummer,
    /// Cut off: not XML.
    InvalidXml,
    /// XML, but not as the schema says: a required element is missing.
    InvalidSchema,
    /// Elements that the schema does not know.
    UnknownElements,
    /// 50 MB.
    Huge,
    /// No entries.
    Empty,
    /// HTTP 503.
    Unavailable,
}

/// The state of the list server.
#[derive(Debug)]
pub(crate) struct Lists {
    volgnummer: u64,
    published: DateTime<Utc>,
    faults: Vec<(Which, ListFault)>,
    gone: BTreeSet<String>,
    not_whitelisted: BTreeSet<String>,
}

/// A list as served: HTTP status and body.
pub(crate) type Served = (u16, String);

impl Lists {
    /// Lists of a network that starts at this real time.
    pub(crate) fn new(real: DateTime<Utc>) -> Self {
        Self {
            // Milliseconds: more than anybody publishes, so a restart never goes back.
            volgnummer: u64::try_from(real.timestamp_millis()).unwrap_or(1),
            published: real,
            faults: Vec::new(),
            gone: BTreeSet::new(),
            not_whitelisted: BTreeSet::new(),
        }
    }

    /// A new publication: the Volgnummer rises by one.
    pub(crate) fn publish(&mut self, real: DateTime<Utc>) {
        self.volgnummer = self.volgnummer.saturating_add(1);
        self.published = real;
    }

    /// Makes a list wrong; `None` makes it right again.
    pub(crate) fn set_fault(&mut self, which: Which, fault: Option<ListFault>) {
        self.faults.retain(|(w, _)| *w != which);
        self.faults.extend(fault.map(|f| (which, f)));
    }

    /// Takes a provider (bare name) off the Zorgaanbiederslijst, or puts it back.
    pub(crate) fn set_gone(&mut self, provider: &str, gone: bool) {
        toggle(&mut self.gone, provider, gone);
    }

    /// Takes a host off the Whitelist, or puts it back.
    pub(crate) fn set_not_whitelisted(&mut self, host: &str, off: bool) {
        toggle(&mut self.not_whitelisted, host, off);
    }

    /// Everything right again, with a Volgnummer that is higher still.
    pub(crate) fn reset(&mut self, real: DateTime<Utc>) {
        self.faults.clear();
        self.gone.clear();
        self.not_whitelisted.clear();
        self.publish(real);
    }

    /// The Volgnummer that is served, without faults.
    pub(crate) fn volgnummer(&self) -> u64 {
        self.volgnummer
    }

    /// Whether this host is on the Whitelist.
    pub(crate) fn whitelisted(&self, world: &World, host: &str) -> bool {
        let listed = host == world.client_id
            || world
                .network
                .dvas
                .iter()
                .any(|dva| dva.back.iter().any(|own| own == host));
        listed && !self.not_whitelisted.contains(host)
    }

    /// One list as XML, with its fault.
    pub(crate) fn serve(&self, world: &World, which: Which) -> Served {
        let fault = self
            .faults
            .iter()
            .find(|(w, _)| *w == which)
            .map(|(_, f)| *f);
        let number = match fault {
            Some(ListFault::LowerVolgnummer) => self.volgnummer.saturating_sub(1000).max(1),
            _ => self.volgnummer,
        };
        let empty = fault == Some(ListFault::Empty);
        let stamp = self.published.fixed_offset();
        let xml = match which {
            Which::Zal => self.zal(world, number, stamp, empty),
            Which::Ocl => ocl(world, number, stamp, empty),
            Which::Whl => self.whl(world, number, stamp, empty),
            Which::Gnl => gnl(world, number, stamp, empty),
        };
        spoil(xml, fault)
    }

    fn zal(&self, world: &World, number: u64, stamp: DateTime<FixedOffset>, empty: bool) -> String {
        let connected = |provider: &&Provider| {
            !empty && !provider.services.is_empty() && !self.gone.contains(&provider.name)
        };
        Zorgaanbiederslijst {
            tijdstempel: stamp,
            volgnummer: number,
            zorgaanbieders: world
                .network
                .providers
                .iter()
                .filter(connected)
                .map(|provider| zorgaanbieder(world, provider))
                .collect(),
        }
        .to_xml()
    }

    fn whl(&self, world: &World, number: u64, stamp: DateTime<FixedOffset>, empty: bool) -> String {
        let hosts = world
            .network
            .dvas
            .iter()
            .flat_map(|dva| dva.back.iter().cloned())
            .chain([world.client_id.clone()])
            .filter(|host| !empty && self.whitelisted(world, host));
        Whitelist {
            tijdstempel: stamp,
            volgnummer: number,
            hostnames: hosts.collect(),
        }
        .to_xml()
    }
}

fn toggle(set: &mut BTreeSet<String>, name: &str, on: bool) {
    let bare = name.strip_suffix("@medmij").unwrap_or(name);
    if on {
        set.insert(bare.to_owned());
    } else {
        set.remove(bare);
    }
}

fn zorgaanbieder(world: &World, provider: &Provider) -> Zorgaanbieder {
    Zorgaanbieder {
        zorgaanbiedernaam: provider.zorgaanbiedernaam(),
        aanbiedertype: if provider.bazb {
            Aanbiedertype::Bazb
        } else {
            Aanbiedertype::Zorgaanbieder
        },
        vertegenwoordiging: None,
        interfaceversies: vec![Interfaceversie {
            interfaceversie_id: provider.interface.to_owned(),
            gegevensdiensten: provider
                .services
                .iter()
                .filter_map(|service| gegevensdienst(world, provider, service))
                .collect(),
        }],
    }
}

fn gegevensdienst(world: &World, provider: &Provider, service: &Service) -> Option<Gegevensdienst> {
    let dva = world.network.dvas.get(service.dva)?;
    let path = format!("/fhir/{}/{}", provider.name, service.id);
    let origins = [dva.back_origin(), dva.file_origin()];
    Some(Gegevensdienst {
        gegevensdienst_id: service.id.clone(),
        authorization_endpoint: format!("{}/oauth/authorize", world.front_origin(&dva.front)),
        token_endpoint: format!("{}/token", dva.back_origin()),
        abonneren: None,
        systeemrollen: systeemrollen(&service.id)
            .into_iter()
            .zip(origins)
            .map(|(systeemrolcode, origin)| Systeemrol {
                systeemrolcode,
                resource_endpoint: format!("{origin}{path}"),
            })
            .collect(),
    })
}

fn service_ids(world: &World) -> BTreeSet<String> {
    world
        .network
        .providers
        .iter()
        .flat_map(|provider| provider.services.iter().map(|service| service.id.clone()))
        .collect()
}

fn ocl(world: &World, number: u64, stamp: DateTime<FixedOffset>, empty: bool) -> String {
    let client = |hostname: &str, name: &str, services: &[String]| OAuthclient {
        hostname: hostname.to_owned(),
        organisatienaam: name.to_owned(),
        vertegenwoordiging: None,
        interfaceversies: ["2", "1.5.0"]
            .into_iter()
            .map(|version| ClientInterfaceversie {
                interfaceversie_id: version.to_owned(),
                gegevensdienst_ids: services.to_vec(),
            })
            .collect(),
    };
    let oauthclients = if empty {
        Vec::new()
    } else {
        [world.client_id.as_str(), OTHER_CLIENT]
            .into_iter()
            .filter_map(|host| Some((host, known_client(world, host)?)))
            .map(|(host, (name, services))| client(host, name, &services))
            .collect()
    };
    OAuthclientlist {
        tijdstempel: stamp,
        volgnummer: number,
        oauthclients,
    }
    .to_xml()
}

/// A second PGO on the list, which may ask for 48 only.
const OTHER_CLIENT: &str = "medmij.anderepgo.example";

/// Name and services of a client on the `OAuthclientlist`.
pub(crate) fn known_client(world: &World, host: &str) -> Option<(&'static str, Vec<String>)> {
    if host == world.client_id {
        return Some(("Inzage", service_ids(world).into_iter().collect()));
    }
    (host == OTHER_CLIENT).then(|| ("Een andere PGO", vec!["48".to_owned()]))
}

fn gnl(world: &World, number: u64, stamp: DateTime<FixedOffset>, empty: bool) -> String {
    Gegevensdienstnamenlijst {
        tijdstempel: stamp,
        volgnummer: number,
        gegevensdiensten: service_ids(world)
            .into_iter()
            .filter(|_| !empty)
            .map(|id| Gegevensdienstnaam {
                weergavenaam: weergavenaam(&id),
                gegevensdienst_id: id,
            })
            .collect(),
    }
    .to_xml()
}

fn spoil(xml: String, fault: Option<ListFault>) -> Served {
    match fault {
        Some(ListFault::InvalidXml) => {
            let keep = xml.len() / 2;
            let cut = xml.char_indices().take_while(|(at, _)| *at < keep);
            (200, cut.map(|(_, c)| c).collect())
        }
        Some(ListFault::InvalidSchema) => (200, xml.replace("Volgnummer>", "Nummer>")),
        Some(ListFault::UnknownElements) => {
            let extra = "<Nieuwigheid><Iets>1</Iets></Nieuwigheid>\n";
            (
                200,
                xml.replacen("<Volgnummer>", &format!("{extra}<Volgnummer>"), 1),
            )
        }
        Some(ListFault::Huge) => {
            let filler = format!("<!-- {} -->", "vulling ".repeat(50_000_000 / 8));
            (
                200,
                xml.replacen("<Volgnummer>", &format!("{filler}<Volgnummer>"), 1),
            )
        }
        Some(ListFault::Unavailable) => (503, String::new()),
        Some(ListFault::LowerVolgnummer | ListFault::Empty) | None => (200, xml),
    }
}

/// The directory that makes providers findable, as the gateway's `directory`.
pub(crate) fn directory(world: &World) -> Value {
    world
        .network
        .providers
        .iter()
        .map(|provider| {
            json!({
                "zorgaanbiedernaam": provider.zorgaanbiedernaam(),
                "name": provider.display,
                "aliases": provider.aliases,
                "place": provider.place,
                "postcode": provider.postcode,
                "kind": provider.kind,
                "agb": provider.agb,
            })
        })
        .collect()
}
