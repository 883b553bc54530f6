//! Finding providers.

use crate::login::{begin, claim, come_back, read};
use crate::support::provider::token_answer;
use crate::support::{Behaviour, World, WorldOptions};
use inzage_gateway::config::Collected;

#[tokio::test]
async fn search_finds_with_typing_errors_and_tells_who_is_connected() {
    let world = World::new().await;
    let mut browser = world.browser();
    let found = browser
        .api("GET", "/api/providers?q=huisarst%20lindee", None)
        .await
        .json();
    assert_eq!(found["providers"][0]["zorgaanbiedernaam"], "delinde@medmij");
    assert_eq!(found["providers"][0]["connected"], true);
    let all = browser.api("GET", "/api/providers", None).await.json();
    assert_eq!(all["total"], 3);
    let unconnected = browser
        .api("GET", "/api/providers/nietaangesloten@medmij", None)
        .await
        .json();
    assert_eq!(unconnected["provider"]["connected"], false);
    assert_eq!(unconnected["groups"], serde_json::json!([]));
    let unnamed = browser
        .api("GET", "/api/providers/elders.apotheek@medmij", None)
        .await
        .json();
    assert_eq!(unnamed["provider"]["name"], "Elders apotheek");
    let unknown = browser.api("GET", "/api/providers/wie@medmij", None).await;
    assert_eq!(
        (unknown.status, unknown.code().as_str()),
        (404, "not_found")
    );
}

#[tokio::test]
async fn services_are_grouped_by_login_and_say_whether_they_can_be_collected() {
    let world = World::new().await;
    let detail = world
        .browser()
        .api("GET", "/api/providers/delinde@medmij", None)
        .await
        .json();
    let groups = detail["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 2);
    let services = groups[0]["services"].as_array().unwrap();
    let shown: Vec<_> = services
        .iter()
        .map(|s| {
            (
                s["id"].as_str().unwrap(),
                s["name"].as_str().unwrap(),
                s["supported"] == true,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("48", "Basisgegevens Zorg", true),
            ("51", "Documenten", true),
            ("59", "59", false)
        ]
    );
}

#[tokio::test]
async fn a_login_needs_a_group_that_the_list_has() {
    let world = World::new().await;
    let mut browser = world.browser();
    for (provider, group) in [
        ("delinde@medmij", "x"),
        ("wie@medmij", "x"),
        ("nietaangesloten@medmij", ""),
    ] {
        let body = format!(r#"{{"provider":"{provider}","group":"{group}"}}"#);
        let reply = browser.api("POST", "/api/logins", Some(&body)).await;
        assert_eq!(reply.code(), "not_found", "{provider}");
    }
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn a_service_is_known_to_the_app_by_name_and_to_the_network_by_its_number() {
    let world = World::with(WorldOptions {
        version: "1.4.0",
        configure: |config| {
            let numbers = [("eafspraak".to_owned(), "59".to_owned())].into();
            config.collected = Collected::checked(numbers, &config.takes).unwrap();
        },
        ..WorldOptions::default()
    })
    .await;
    let mut browser = world.browser();
    let detail = browser
        .api("GET", "/api/providers/delinde@medmij", None)
        .await
        .json();
    let appointments = &detail["groups"][0]["services"][2];
    assert_eq!(
        (&appointments["id"], &appointments["supported"]),
        (&"eafspraak".into(), &true.into())
    );

    let started = begin(&mut browser, "eafspraak").await;
    assert!(
        started.query["scope"].contains("59"),
        "{}",
        started.query["scope"]
    );
    assert!(!started.query["scope"].contains("eafspraak"));
    world.provider.token(token_answer(
        "access-canary-1",
        "refresh-canary-1",
        "delinde~48 delinde~59",
    ));
    come_back(&mut browser, &started).await;
    let grant = claim(&mut browser, &started.login).await.json();
    assert_eq!(grant["services"], serde_json::json!(["48", "eafspraak"]));

    world.provider.resource(Behaviour::json(200, "{}"));
    let reply = read(
        &mut browser,
        &grant,
        "eafspraak/fhir/Appointment?date=ge2026-01-01",
    )
    .await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        world.provider.last().path,
        "/fhir/59/Appointment?date=ge2026-01-01"
    );
    let other = read(&mut browser, &grant, "eafspraak/fhir/Condition").await;
    assert_eq!(other.code(), "not_allowed");
    let ungranted = read(&mut browser, &grant, "mp9-r4/fhir/MedicationRequest").await;
    assert_eq!(ungranted.code(), "not_allowed");
}
