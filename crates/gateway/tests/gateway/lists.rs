//! The lists: fresh, never older, never broken, never an outage.

use crate::login::begin;
use crate::support::world::{whl, zal};
use crate::support::{Browser, World, WorldOptions};

/// Waits until the metrics say so; the gateway reads its lists every second.
async fn until(browser: &mut Browser, wanted: &str) {
    loop {
        let metrics = browser.send("GET", "/metrics", None, &[]).await.text();
        if metrics.contains(wanted) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

fn is_found(hits: &serde_json::Value) -> bool {
    hits["providers"]
        .as_array()
        .unwrap()
        .iter()
        .any(|hit| hit["connected"] == true)
}

#[tokio::test]
async fn a_broken_or_older_list_is_an_alarm_and_not_an_outage() {
    let world = World::new().await;
    let mut browser = world.browser();
    let good = zal(5, world.provider.port, "2").to_xml();
    world.write("zal.xml", &good);
    until(&mut browser, "inzage_list_volgnummer{list=\"zal\"} 5").await;
    let large = format!("{good}{}", " ".repeat(17 * 1024 * 1024));
    let mut nobody = zal(6, world.provider.port, "2");
    nobody.zorgaanbieders.clear();
    let empty = nobody.to_xml();
    let mut alarms = 0;
    for bad in [
        zal(4, world.provider.port, "2").to_xml(),
        good.replace("https://dva.localhost", "https://10.0.0.1"),
        good.replace("<Volgnummer>", "<Volgnummer>x"),
        good.split_at(good.len() / 2).0.to_owned(),
        "<!DOCTYPE x [<!ENTITY a \"b\">]><x/>".to_owned(),
        String::new(),
        empty,
        large,
    ] {
        world.write("zal.xml", &bad);
        alarms += 1;
        let alarm = |n: usize| format!("inzage_list_alarms_total{{list=\"zal\"}} {n}\n");
        until(&mut browser, &alarm(alarms)).await;
        // The pace of reading decides how many alarms; one at least per text.
        world.write("zal.xml", &good);
        until(&mut browser, "inzage_list_fresh{list=\"zal\"} 1").await;
        let metrics = browser.send("GET", "/metrics", None, &[]).await.text();
        alarms = (alarms..1000)
            .find(|n| metrics.contains(&alarm(*n)))
            .unwrap();
        let found = browser
            .api("GET", "/api/providers?q=linde", None)
            .await
            .json();
        assert!(is_found(&found));
    }
    std::fs::remove_file(world.folder.path().join("zal.xml")).unwrap();
    until(&mut browser, "inzage_list_fresh{list=\"zal\"} 0").await;
    assert_eq!(browser.send("GET", "/readyz", None, &[]).await.status, 200);
}

#[tokio::test]
async fn the_last_good_lists_and_their_numbers_outlive_a_restart() {
    let world = World::new().await;
    let mut browser = world.browser();
    world.write("zal.xml", &zal(9, world.provider.port, "2").to_xml());
    until(&mut browser, "inzage_list_volgnummer{list=\"zal\"} 9").await;
    for name in ["zal.xml", "whl.xml"] {
        world.write(name, "broken");
    }
    let copy = world.copy().await;
    let mut browser = Browser::new(copy.address);
    let found = browser
        .api("GET", "/api/providers?q=linde", None)
        .await
        .json();
    assert!(is_found(&found));
    world.write("zal.xml", &zal(8, world.provider.port, "2").to_xml());
    until(&mut browser, "inzage_list_alarms_total{list=\"zal\"} 2").await;
    until(&mut browser, "inzage_list_volgnummer{list=\"zal\"} 9").await;
    copy.stop().await;
}

#[tokio::test]
async fn a_host_that_leaves_the_whitelist_is_not_called_any_more() {
    let world = World::new().await;
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    world.write("whl.xml", &whl(2, &["other.localhost"]).to_xml());
    until(&mut browser, "inzage_list_volgnummer{list=\"whl\"} 2").await;
    let reply = crate::login::come_back(&mut browser, &started).await;
    let expected = format!("/ophalen?login={}&error=not_allowed", started.login);
    assert_eq!(reply.header("location"), Some(expected.as_str()));
    assert_eq!(world.provider.connections(), 0);
}

#[tokio::test]
async fn unknown_elements_in_a_list_do_no_harm() {
    let world = World::new().await;
    let mut browser = world.browser();
    let list = zal(2, world.provider.port, "2").to_xml();
    let list = list.replace(
        "<Aanbiedertype>",
        "<Nieuw><Diep>x</Diep></Nieuw><Aanbiedertype>",
    );
    world.write("zal.xml", &list);
    until(&mut browser, "inzage_list_volgnummer{list=\"zal\"} 2").await;
    assert!(crate::support::canaries::log().contains("unknown element or attribute passed over"));
}

#[tokio::test]
async fn list_addresses_of_private_networks_are_not_connected_to() {
    for address in [
        "https://10.0.0.1/zal.xml",
        "https://169.254.169.254/zal.xml",
        "https://192.168.1.1/zal.xml",
        "https://[fd00::1]/zal.xml",
        "https://[::ffff:10.0.0.1]/zal.xml",
        "https://0x0a000001/zal.xml",
        "https://167772161/zal.xml",
        "https://100.64.0.1/zal.xml",
    ] {
        let config = WorldOptions {
            configure: |config| config.lists.gnl = "https://10.0.0.1/gnl.xml".parse().unwrap(),
            ..WorldOptions::default()
        };
        if address.contains("10.0.0.1/zal") {
            let world = World::with(config).await;
            until(
                &mut world.browser(),
                "inzage_list_alarms_total{list=\"gnl\"}",
            )
            .await;
        }
        let url: url::Url = address.parse().unwrap();
        assert!(
            !matches!(url.host(), Some(url::Host::Domain(_))),
            "{address}"
        );
    }
}
