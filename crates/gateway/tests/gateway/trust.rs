//! Who cannot prove that it takes part gets not a byte.

use crate::login::{begin, come_back, log_in, read};
use crate::support::{World, WorldOptions};

async fn refused(options: WorldOptions, code: &str) -> World {
    let world = World::with(options).await;
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    let reply = come_back(&mut browser, &started).await;
    let expected = format!("/ophalen?login={}&error={code}", started.login);
    assert_eq!(reply.header("location"), Some(expected.as_str()));
    assert_eq!(world.provider.asked().len(), 0);
    world
}

#[tokio::test]
async fn a_server_of_an_unknown_authority_gets_nothing() {
    let options = WorldOptions {
        wrong_authority: true,
        ..WorldOptions::default()
    };
    refused(options, "provider_unreachable").await;
}

#[tokio::test]
async fn a_server_with_an_expired_certificate_gets_nothing() {
    let options = WorldOptions {
        expired: true,
        ..WorldOptions::default()
    };
    refused(options, "provider_unreachable").await;
}

#[tokio::test]
async fn a_host_that_is_not_on_the_whitelist_is_not_even_connected_to() {
    let options = WorldOptions {
        whitelist: vec!["other.localhost"],
        ..WorldOptions::default()
    };
    let world = World::with(options).await;
    let mut browser = world.browser();
    let detail = browser
        .api("GET", "/api/providers/delinde@medmij", None)
        .await
        .json();
    let group = detail["groups"][0]["id"].as_str().unwrap();
    let body = format!(r#"{{"provider":"delinde@medmij","group":"{group}"}}"#);
    let reply = browser.api("POST", "/api/logins", Some(&body)).await;
    assert_eq!(reply.code(), "not_allowed");
    assert_eq!(world.provider.connections(), 0);
}

#[tokio::test]
async fn outside_development_this_machine_is_not_a_provider() {
    let world = World::new().await;
    let mut strict = world.config.clone();
    strict.allow_loopback_http = false;
    strict.lists.cache_dir = None;
    let gateway = inzage_gateway::start(strict, inzage_gateway::Env::system())
        .await
        .unwrap();
    let mut browser = crate::support::Browser::new(gateway.address);
    // The list holds http addresses of this machine: refused as a whole.
    while !browser
        .send("GET", "/metrics", None, &[])
        .await
        .text()
        .contains("alarms_total{list=\"zal\"}")
    {
        tokio::task::yield_now().await;
    }
    let reply = browser.api("GET", "/api/providers", None).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (503, "lists_unavailable")
    );
    gateway.stop().await;
}

#[tokio::test]
async fn nobody_is_followed_to_another_place() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let elsewhere = format!(
        "https://other.localhost:{}/fhir/48/Condition",
        world.provider.port
    );
    for status in [301, 302, 303, 307, 308] {
        let headers = vec![("location".to_owned(), elsewhere.clone())];
        world.provider.resource(crate::support::Behaviour::Answer(
            status,
            headers,
            Vec::new(),
        ));
        let before = world.provider.asked().len();
        let reply = read(&mut browser, &grant, "48/fhir/Condition").await;
        assert_eq!(reply.code(), "provider_error");
        assert_eq!(reply.json()["provider_status"], status);
        assert_eq!(reply.header("location"), None);
        assert_eq!(world.provider.asked().len(), before + 1);
    }
}
