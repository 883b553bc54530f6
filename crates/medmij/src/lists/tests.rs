//! Reading and writing the lists: what is written reads back, and what breaks a
//! rule is refused with the rule's name.

use super::*;
use chrono::DateTime;
use std::collections::BTreeSet;

fn stamp() -> DateTime<chrono::FixedOffset> {
    DateTime::parse_from_rfc3339("2026-05-26T08:00:00+02:00").unwrap()
}

fn zal(uris: [&str; 3]) -> Zorgaanbiederslijst {
    let dienst = |id: &str| Gegevensdienst {
        gegevensdienst_id: id.to_owned(),
        authorization_endpoint: uris[0].to_owned(),
        token_endpoint: uris[1].to_owned(),
        abonneren: (id == "51").then(|| Abonneren {
            maximale_duur: 30,
            subscription_endpoint: uris[1].to_owned(),
        }),
        systeemrollen: vec![Systeemrol {
            systeemrolcode: "MM-3.0-BZB-FHIR".to_owned(),
            resource_endpoint: uris[2].to_owned(),
        }],
    };
    Zorgaanbiederslijst {
        tijdstempel: stamp(),
        volgnummer: 12,
        zorgaanbieders: vec![Zorgaanbieder {
            zorgaanbiedernaam: "huisarts.de-linde@medmij".to_owned(),
            aanbiedertype: Aanbiedertype::Zorgaanbieder,
            vertegenwoordiging: Some("onbehalfof".to_owned()),
            interfaceversies: vec![Interfaceversie {
                interfaceversie_id: "2".to_owned(),
                gegevensdiensten: vec![dienst("48"), dienst("51")],
            }],
        }],
    }
}

fn good() -> String {
    zal([
        "https://inloggen.delinde.nl/oauth/authorize",
        "https://medmij.delinde.nl:8443/oauth/token",
        "https://medmij.delinde.nl:8443/fhir",
    ])
    .to_xml()
}

fn fault(text: &str) -> Fault {
    Zorgaanbiederslijst::parse(text, Uris::Strict)
        .unwrap_err()
        .fault
}

#[test]
fn every_list_reads_back_as_it_was_written() {
    let (read, warnings) = Zorgaanbiederslijst::parse(&good(), Uris::Strict).unwrap();
    assert_eq!(read.to_xml(), good());
    assert_eq!(warnings, []);

    let ocl = OAuthclientlist {
        tijdstempel: stamp(),
        volgnummer: 3,
        oauthclients: vec![OAuthclient {
            hostname: "pgo.voorbeeld.nl".to_owned(),
            organisatienaam: "Zorg & Zo <PGO>".to_owned(),
            vertegenwoordiging: None,
            interfaceversies: vec![ClientInterfaceversie {
                interfaceversie_id: "2".to_owned(),
                gegevensdienst_ids: vec!["48".to_owned(), "49".to_owned()],
            }],
        }],
    };
    let (read, _) = OAuthclientlist::parse(&ocl.to_xml(), Uris::Strict).unwrap();
    assert_eq!(read, ocl);

    let whl = Whitelist {
        tijdstempel: stamp(),
        volgnummer: 1,
        hostnames: BTreeSet::from(["a.voorbeeld.nl".to_owned(), "b.nl".to_owned()]),
    };
    assert_eq!(
        Whitelist::parse(&whl.to_xml(), Uris::Strict).unwrap().0,
        whl
    );

    let gnl = Gegevensdienstnamenlijst {
        tijdstempel: stamp(),
        volgnummer: 1,
        gegevensdiensten: vec![Gegevensdienstnaam {
            gegevensdienst_id: "48".to_owned(),
            weergavenaam: "Basisgegevens Zorg".to_owned(),
        }],
    };
    let (read, _) = Gegevensdienstnamenlijst::parse(&gnl.to_xml(), Uris::Strict).unwrap();
    assert_eq!(read, gnl);
    assert_eq!(read.weergavenaam("48"), Some("Basisgegevens Zorg"));
}

#[test]
fn unknown_elements_are_warned_about_and_passed_over() {
    let text = good()
        .replacen(
            "<Aanbiedertype>",
            "<Logo><Zorgaanbieder>x</Zorgaanbieder></Logo><Aanbiedertype>",
            1,
        )
        .replacen("<Volgnummer>", "<Volgnummer nieuw=\"ja\">", 1)
        .replacen(
            "</Zorgaanbieders>",
            "<x:Extra xmlns:x=\"urn:x\"/></Zorgaanbieders>",
            1,
        );
    let (read, warnings) = Zorgaanbiederslijst::parse(&text, Uris::Strict).unwrap();
    assert_eq!(read.to_xml(), good());
    let names: Vec<_> = warnings.iter().map(|w| w.name.as_str()).collect();
    assert_eq!(names, ["nieuw", "Logo", "x:Extra"]);
}

#[test]
fn a_missing_or_misplaced_element_refuses_the_list() {
    for required in [
        "Tijdstempel",
        "Volgnummer",
        "Zorgaanbiedernaam",
        "Aanbiedertype",
        "InterfaceversieId",
        "GegevensdienstId",
        "AuthorizationEndpointuri",
        "TokenEndpointuri",
        "Systeemrolcode",
        "ResourceEndpointuri",
    ] {
        let text = good();
        let from = text.find(&format!("<{required}>")).unwrap();
        let end = format!("</{required}>");
        let (before, rest) = text.split_at(from);
        let (_, after) = rest.split_once(&end).unwrap();
        let cut = format!("{before}{after}");
        let Fault::Missing { wanted, .. } = fault(&cut) else {
            panic!("{required}: {:?}", fault(&cut));
        };
        assert_eq!(wanted, required);
    }
    let twice = good().replacen(
        "<Volgnummer>12</Volgnummer>",
        "<Volgnummer>12</Volgnummer><Volgnummer>13</Volgnummer>",
        1,
    );
    assert!(matches!(fault(&twice), Fault::Missing { .. }));
}

#[test]
fn what_must_be_unique_is() {
    let text = good().replacen(
        "<GegevensdienstId>51</GegevensdienstId>",
        "<GegevensdienstId>48</GegevensdienstId>",
        1,
    );
    assert_eq!(fault(&text), Fault::Duplicate("GegevensdienstId"));
    let host = "<MedMijNode><Hostname>a.nl</Hostname></MedMijNode>";
    let text = format!(
        "<Whitelist xmlns=\"xmlns://afsprakenstelsel.medmij.nl/whitelist/release2/\">\
         <Tijdstempel>2018-04-16T10:43:41+01:00</Tijdstempel><Volgnummer>1</Volgnummer>\
         <MedMijNodes>{host}{host}</MedMijNodes></Whitelist>"
    );
    let error = Whitelist::parse(&text, Uris::Strict).unwrap_err();
    assert_eq!(error.fault, Fault::Duplicate("Hostname"));
}

#[test]
fn addresses_must_have_the_form_of_the_schema() {
    let token = "https://medmij.delinde.nl:8443/oauth/token";
    for bad in [
        "http://medmij.delinde.nl/oauth/token",
        "https://medmij/oauth/token",
        "https://MEDMIJ.delinde.nl/oauth/token",
        "https://medmij.delinde.nl/oauth/token/",
        "https://medmij.delinde.nl/oauth/token?x=1",
        "https://medmij.delinde.nl/oauth/token#x",
        "https://user@medmij.delinde.nl/oauth/token",
        "https://medmij.delinde.nl:0/oauth/token",
        "https://medmij.delinde.nl:99999/oauth/token",
        "https://medmij.delinde.nl/../token",
        "https://medmij.delinde.nl/a b",
        "https://medmij.delinde.nl\\@evil.nl/token",
        "https://127.0.0.1:8443/oauth/token?",
        "https://-x.nl/token",
        "https://10.0.0.1/token",
        "https://127.1.0x7f/token",
        "javascript:alert(1)",
        "",
    ] {
        let text = good().replacen(token, bad, 1);
        assert_eq!(fault(&text), Fault::Pattern("TokenEndpointuri"), "{bad}");
    }
    // A port on the front channel is not in the schema.
    let front = "https://inloggen.delinde.nl/oauth/authorize";
    let text = good().replacen(front, "https://inloggen.delinde.nl:444/a", 1);
    assert_eq!(fault(&text), Fault::Pattern("AuthorizationEndpointuri"));
}

#[test]
fn loopback_addresses_are_for_development_only() {
    let text = zal([
        "http://linde.localhost:8101/authorize",
        "https://linde.localhost:8102/token",
        "https://127.0.0.1:8102/fhir",
    ])
    .to_xml();
    assert!(Zorgaanbiederslijst::parse(&text, Uris::AllowLoopbackHttp).is_ok());
    assert!(Zorgaanbiederslijst::parse(&text, Uris::Strict).is_err());
    let outside = text.replacen("linde.localhost:8101", "linde.nl", 1);
    assert!(Zorgaanbiederslijst::parse(&outside, Uris::AllowLoopbackHttp).is_err());
}

#[test]
fn what_is_not_this_list_is_refused() {
    let doctype = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>";
    assert_eq!(
        fault(&good().replacen("<Zorg", &format!("{doctype}<Zorg"), 1)),
        Fault::Doctype
    );
    let entity = good().replacen("12</Volgnummer>", "&a;</Volgnummer>", 1);
    assert_eq!(fault(&entity), Fault::Doctype);
    for text in ["", "{}", "<html></html>", "<Zorgaanbiederslijst/>"] {
        let error = Zorgaanbiederslijst::parse(text, Uris::Strict).unwrap_err();
        assert_eq!(
            error.fault,
            Fault::WrongRoot("Zorgaanbiederslijst"),
            "{text}"
        );
    }
    let deep = good().replacen("<Zorgaanbieders>", &"<x>".repeat(40), 1);
    assert_eq!(fault(&deep), Fault::TooDeep);
    let long = good();
    for end in (0..long.len()).step_by(7) {
        assert!(
            Zorgaanbiederslijst::parse(long.split_at(end).0, Uris::Strict).is_err(),
            "{end}"
        );
    }
}

#[test]
fn the_number_and_the_stamp_must_be_ones() {
    for bad in ["0", "-1", "+5", "1.0", "", "99999999999999999999", "ⅷ"] {
        let text = good().replacen(">12<", &format!(">{bad}<"), 1);
        assert_eq!(fault(&text), Fault::Pattern("Volgnummer"), "{bad}");
    }
    for bad in [
        "2026-05-26",
        "2026-05-26T08:00:00",
        "gisteren, om acht uur precies",
    ] {
        let text = good().replacen("2026-05-26T08:00:00+02:00", bad, 1);
        assert_eq!(fault(&text), Fault::Pattern("Tijdstempel"), "{bad}");
    }
}

#[test]
fn names_of_providers_end_in_medmij() {
    for good in [
        "umcharderwijk@medmij",
        "test.huisarts.amsterdam@medmij",
        "abc@medmij",
    ] {
        assert!(is_zorgaanbiedernaam(good), "{good}");
    }
    for bad in [
        "ab@medmij",
        "UMC@medmij",
        "umc harderwijk@medmij",
        "x@other",
        "a..b@medmij",
        "@medmij",
    ] {
        assert!(!is_zorgaanbiedernaam(bad), "{bad}");
    }
}
