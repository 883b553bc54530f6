//! Which services of a provider one login opens: those behind the same
//! authorization and token endpoint. One consent at a DVA covers what that DVA
//! offers, never what another does.

use crate::config::{Collected, Taken};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use inzage_api::Takes;
use inzage_medmij::lists::{Gegevensdienst, Zorgaanbieder};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Services behind one login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// Stable while provider and endpoints stay the same; says nothing by itself.
    pub(crate) id: String,
    /// Where the browser goes.
    pub(crate) authorization_endpoint: String,
    /// Where codes and refresh tokens go.
    pub(crate) token_endpoint: String,
    /// The version of the interfaces that these endpoints speak.
    pub(crate) interfaceversie_id: String,
    /// By gegevensdienst id.
    pub(crate) services: Vec<OfferedService>,
}

/// One service of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfferedService {
    /// `GegevensdienstId`.
    pub(crate) id: String,
    /// Where its resources are, per system role.
    pub(crate) resources: Vec<Resource>,
}

/// One system role of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resource {
    /// `Systeemrolcode`.
    pub(crate) role: String,
    /// `ResourceEndpointuri`.
    pub(crate) endpoint: String,
}

impl Group {
    /// Ids of the services that this gateway can collect.
    pub(crate) fn collectable(&self, collected: &Collected) -> Vec<String> {
        self.services
            .iter()
            .filter(|service| collected.table(&service.id).is_some())
            .map(|service| service.id.clone())
            .collect()
    }

    /// The services that take something, as the operator named them.
    pub(crate) fn taking(&self, takes: &Taken) -> Vec<(String, Takes)> {
        let known = |service: &OfferedService| Some((service.id.clone(), *takes.get(&service.id)?));
        self.services.iter().filter_map(known).collect()
    }

    /// One of its services.
    pub(crate) fn service(&self, id: &str) -> Option<&OfferedService> {
        self.services.iter().find(|service| service.id == id)
    }
}

impl OfferedService {
    /// The base that a path below the service is asked of. Documents have a
    /// system role of their own (`…-PDB-…`), which may stand elsewhere than the
    /// list of documents (`…-PLB-…`).
    pub(crate) fn base(&self, path: &str) -> Option<&str> {
        let is_document = |resource: &&Resource| resource.role.contains("-PDB-");
        let wants_document = path.starts_with("Binary/");
        self.resources
            .iter()
            .find(|resource| is_document(resource) == wants_document)
            .or(self.resources.first())
            .map(|resource| resource.endpoint.as_str())
    }
}

/// The groups of a provider. Of a service in several versions of the
/// interfaces, the highest counts.
pub(super) fn of(aanbieder: &Zorgaanbieder) -> Vec<Group> {
    let mut best: BTreeMap<(u64, &str), (Vec<u64>, &str, &Gegevensdienst)> = BTreeMap::new();
    for version in &aanbieder.interfaceversies {
        let rank = version_rank(&version.interfaceversie_id);
        for dienst in &version.gegevensdiensten {
            let id = dienst.gegevensdienst_id.as_str();
            // Ids are numbers so far: 5 before 48.
            let key = (id.parse().unwrap_or(u64::MAX), id);
            let better = best.get(&key).is_none_or(|(other, _, _)| *other < rank);
            if better {
                best.insert(key, (rank.clone(), &version.interfaceversie_id, dienst));
            }
        }
    }
    let mut groups: BTreeMap<(&str, &str, &str), Group> = BTreeMap::new();
    for (_, version, dienst) in best.values() {
        let authorization = dienst.authorization_endpoint.as_str();
        let token = dienst.token_endpoint.as_str();
        groups
            .entry((authorization, token, major(version)))
            .or_insert_with(|| Group {
                id: id(
                    &aanbieder.zorgaanbiedernaam,
                    authorization,
                    token,
                    major(version),
                ),
                authorization_endpoint: authorization.to_owned(),
                token_endpoint: token.to_owned(),
                interfaceversie_id: (*version).to_owned(),
                services: Vec::new(),
            })
            .services
            .push(OfferedService {
                id: dienst.gegevensdienst_id.clone(),
                resources: resources(dienst),
            });
    }
    groups.into_values().collect()
}

fn resources(dienst: &Gegevensdienst) -> Vec<Resource> {
    dienst
        .systeemrollen
        .iter()
        .map(|rol| Resource {
            role: rol.systeemrolcode.clone(),
            endpoint: rol.resource_endpoint.clone(),
        })
        .collect()
}

/// `1.4.0` before `2`; parts that are no numbers count as 0.
fn version_rank(id: &str) -> Vec<u64> {
    id.split('.')
        .map(|part| part.parse().unwrap_or(0))
        .collect()
}

/// The scope is written differently before version 2, so a login has one major
/// version.
fn major(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

fn id(name: &str, authorization: &str, token: &str, major: &str) -> String {
    let digest = Sha256::digest(format!("{name}\n{authorization}\n{token}\n{major}"));
    let short: Vec<u8> = digest.into_iter().take(15).collect();
    URL_SAFE_NO_PAD.encode(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use inzage_medmij::lists::{Aanbiedertype, Interfaceversie, Systeemrol};

    fn dienst(id: &str, dva: &str) -> Gegevensdienst {
        Gegevensdienst {
            gegevensdienst_id: id.to_owned(),
            authorization_endpoint: format!("https://{dva}/authorize"),
            token_endpoint: format!("https://{dva}/token"),
            abonneren: None,
            systeemrollen: vec![
                Systeemrol {
                    systeemrolcode: "MM-3.0-PLB-FHIR".to_owned(),
                    resource_endpoint: format!("https://{dva}/list"),
                },
                Systeemrol {
                    systeemrolcode: "MM-3.0-PDB-FHIR".to_owned(),
                    resource_endpoint: format!("https://{dva}/documents"),
                },
            ],
        }
    }

    fn aanbieder(versions: &[(&str, Vec<Gegevensdienst>)]) -> Zorgaanbieder {
        Zorgaanbieder {
            zorgaanbiedernaam: "delinde@medmij".to_owned(),
            aanbiedertype: Aanbiedertype::Zorgaanbieder,
            vertegenwoordiging: None,
            interfaceversies: versions
                .iter()
                .map(|(id, gegevensdiensten)| Interfaceversie {
                    interfaceversie_id: (*id).to_owned(),
                    gegevensdiensten: gegevensdiensten.clone(),
                })
                .collect(),
        }
    }

    #[test]
    fn one_login_opens_what_stands_behind_the_same_endpoints() {
        let groups = of(&aanbieder(&[(
            "2",
            vec![
                dienst("51", "a.nl"),
                dienst("48", "b.nl"),
                dienst("5", "a.nl"),
            ],
        )]));
        let ids: Vec<Vec<&str>> = groups
            .iter()
            .map(|group| group.services.iter().map(|s| s.id.as_str()).collect())
            .collect();
        assert_eq!(ids, [vec!["5", "51"], vec!["48"]]);
        assert_ne!(groups[0].id, groups[1].id);
        assert_eq!(groups[0].collectable(&Collected::default()), ["51"]);
    }

    #[test]
    fn the_highest_version_of_the_interfaces_wins() {
        let old = (
            "1.4.0",
            vec![dienst("48", "old.nl"), dienst("51", "old.nl")],
        );
        let new = ("2", vec![dienst("48", "new.nl")]);
        for versions in [[old.clone(), new.clone()], [new, old]] {
            let groups = of(&aanbieder(&versions));
            assert_eq!(groups.len(), 2);
            assert_eq!(groups[0].interfaceversie_id, "2");
            assert_eq!(groups[0].token_endpoint, "https://new.nl/token");
            assert_eq!(groups[1].interfaceversie_id, "1.4.0");
        }
        assert!(version_rank("2.10") > version_rank("2.9"));
    }

    #[test]
    fn documents_are_read_at_their_own_system_role() {
        let group = of(&aanbieder(&[("2", vec![dienst("51", "a.nl")])])).remove(0);
        let service = group.service("51").unwrap();
        assert_eq!(service.base("DocumentReference"), Some("https://a.nl/list"));
        assert_eq!(service.base("Binary/1"), Some("https://a.nl/documents"));
    }
}
