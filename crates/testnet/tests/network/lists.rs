//! The list server, its faults, and the settings that are written.

use inzage_medmij::lists::{OAuthclientlist, Uris, Whitelist, Zorgaanbiederslijst};
use serde_json::{Value, json};

use crate::pgo::*;

async fn text(net: &Net, file: &str) -> (u16, String) {
    let url = format!("{}/{file}", net.running.lists());
    let response = net.browser.get(url).send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

const ZAL: &str = "MedMij_Zorgaanbiederslijst.xml?api=2";

#[tokio::test]
async fn the_lists_are_what_the_schemas_want_and_agree_with_each_other() {
    let net = network().await;
    let zal = net.zal().await;
    assert_eq!(zal.zorgaanbieders.len(), 5);
    let (_, whl) = text(&net, "MedMij_Whitelist.xml?api=2").await;
    let (whl, warnings) = Whitelist::parse(&whl, Uris::AllowLoopbackHttp).unwrap();
    assert!(warnings.is_empty());
    let (_, ocl) = text(&net, "MedMij_OAuthclientlist.xml?api=2").await;
    let (ocl, _) = OAuthclientlist::parse(&ocl, Uris::AllowLoopbackHttp).unwrap();
    assert!(ocl.find("inzage.localhost").is_some());
    assert!(whl.hostnames.contains("inzage.localhost"));
    for provider in &zal.zorgaanbieders {
        for service in &provider.interfaceversies[0].gegevensdiensten {
            let host = service.token_endpoint.split(['/', ':']).nth(3).unwrap();
            assert!(whl.hostnames.contains(host), "{host}");
            assert!(service.authorization_endpoint.starts_with("http://"));
        }
    }
}

#[tokio::test]
async fn the_hospital_is_split_over_two_parties_and_one_party_serves_two_providers() {
    let net = network().await;
    let token = async |p: &str, s: &str| net.service(p, s).await.token_endpoint;
    assert_ne!(token(HOSPITAL, "48").await, token(HOSPITAL, "51").await);
    assert_eq!(token(GP, "49").await, token(PHARMACY, "48").await);
}

#[tokio::test]
async fn the_directory_knows_a_provider_that_the_list_does_not() {
    let net = network().await;
    let (_, directory) = text(&net, "directory.json").await;
    let directory: Value = serde_json::from_str(&directory).unwrap();
    let names: Vec<_> = directory
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["zorgaanbiedernaam"].clone())
        .collect();
    assert!(names.contains(&json!("fysiotherapiekompas@medmij")));
    assert!(net.zal().await.find("fysiotherapiekompas@medmij").is_none());
}

#[tokio::test]
async fn the_volgnummer_rises_with_changes_and_over_restarts() {
    let net = network().await;
    let first = net.zal().await.volgnummer;
    net.control("list", json!({"remove": DIALYSIS})).await;
    let changed = net.zal().await;
    assert!(changed.volgnummer > first);
    assert!(changed.find(&format!("{DIALYSIS}@medmij")).is_none());
    net.control("reset", json!({})).await;
    let reset = net.zal().await;
    assert!(reset.volgnummer > changed.volgnummer);
    assert!(reset.find(&format!("{DIALYSIS}@medmij")).is_some());
    net.running.stop().await;
    assert!(network().await.zal().await.volgnummer > reset.volgnummer);
}

#[tokio::test]
async fn list_faults_are_what_they_are_called() {
    let net = network().await;
    let good = net.zal().await.volgnummer;
    let parse = |text: &str| Zorgaanbiederslijst::parse(text, Uris::AllowLoopbackHttp);
    let with = async |fault: &str| {
        net.control("list", json!({"list": "zal", "fault": fault}))
            .await;
        text(&net, ZAL).await
    };
    assert!(
        parse(&with("lower_volgnummer").await.1)
            .unwrap()
            .0
            .volgnummer
            < good
    );
    assert!(parse(&with("invalid_xml").await.1).is_err());
    assert!(parse(&with("invalid_schema").await.1).is_err());
    let (list, warnings) = parse(&with("unknown_elements").await.1).unwrap();
    assert!(!warnings.is_empty() && list.zorgaanbieders.len() == 5);
    assert!(
        parse(&with("empty").await.1)
            .unwrap()
            .0
            .zorgaanbieders
            .is_empty()
    );
    assert!(with("huge").await.1.len() >= 50_000_000);
    assert_eq!(with("unavailable").await.0, 503);
    net.control("list", json!({"list": "zal"})).await;
    assert_eq!(net.zal().await.zorgaanbieders.len(), 5);
}

#[tokio::test]
async fn a_provider_can_be_taken_off_the_whitelist() {
    let net = network().await;
    net.control("list", json!({"notWhitelisted": DIALYSIS}))
        .await;
    let (_, whl) = text(&net, "MedMij_Whitelist.xml?api=2").await;
    let (whl, _) = Whitelist::parse(&whl, Uris::AllowLoopbackHttp).unwrap();
    assert!(!whl.hostnames.contains("dialyse-koppeling.localhost"));
    assert!(whl.hostnames.contains("ziekenhuis-koppeling.localhost"));
}

#[tokio::test]
async fn the_written_settings_name_files_that_are_there_and_the_key_stays() {
    let options = options();
    let net = network_with(options.clone()).await;
    let toml = std::fs::read_to_string(net.folder.join("gateway.toml")).unwrap();
    assert!(toml.contains("client_id = \"inzage.localhost\""));
    assert!(toml.contains(net.running.lists()));
    for file in ["client.pem", "client.key", "trust.pem", "seal.key"] {
        assert!(
            toml.contains(file) && net.folder.join(file).exists(),
            "{file}"
        );
    }
    let key = std::fs::read(net.folder.join("seal.key")).unwrap();
    assert_eq!(key.len(), 32);
    net.running.stop().await;
    let again = network_with(options).await;
    assert_eq!(std::fs::read(again.folder.join("seal.key")).unwrap(), key);
}

#[tokio::test]
async fn a_taken_port_is_said_plainly() {
    let net = network().await;
    let mut second = options();
    second.listen = net
        .running
        .lists()
        .strip_prefix("http://")
        .unwrap()
        .parse()
        .unwrap();
    let error = inzage_testnet::start(&second, |_| {}).await.unwrap_err();
    assert!(error.to_string().contains("is taken"), "{error}");
}

#[tokio::test]
async fn the_ready_line_has_lists_control_and_personas() {
    let net = network().await;
    let line: Value = serde_json::from_str(&net.running.ready_line()).unwrap();
    assert_eq!(line["lists"], net.running.lists());
    assert!(line["control"].as_str().unwrap().ends_with("/control"));
    assert_eq!(line["personas"].as_array().unwrap().len(), 8);
    assert_eq!(line["personas"][0]["birthDate"], "1955-03-14");
}
