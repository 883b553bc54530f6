//! Sending: a login of its own, one Bundle, once, and never a guess about what
//! became of it.

use crate::login::{claim, come_back, log_in};
use crate::support::provider::token_answer;
use crate::support::{Behaviour, Browser, GROUP_PROVIDER, Reply, World};
use serde_json::Value;
use url::Url;

const BUNDLE: &str = r#"{"resourceType":"Bundle","type":"batch","entry":[]}"#;

/// The login that opens service 53, and its scope.
async fn log_in_to_send(world: &World, browser: &mut Browser) -> (Value, String) {
    world
        .provider
        .token(token_answer("access-canary-2", "", "delinde~53"));
    let detail = detail(browser).await;
    let groups = detail["groups"].as_array().unwrap();
    let group = groups
        .iter()
        .find(|group| group["takes"][0]["id"] == "53")
        .unwrap();
    assert_eq!(group["takes"][0]["takes"], "measurements");
    let group = group["id"].as_str().unwrap();
    let body = format!(r#"{{"provider":"{GROUP_PROVIDER}","group":"{group}","send":"53"}}"#);
    let json = browser.api("POST", "/api/logins", Some(&body)).await.json();
    let url = Url::parse(json["authorization_url"].as_str().unwrap()).unwrap();
    let started = crate::login::Started {
        login: json["login"].as_str().unwrap().to_owned(),
        query: url.query_pairs().into_owned().collect(),
        url,
    };
    come_back(browser, &started).await;
    let grant = claim(browser, &started.login).await.json();
    (grant, started.query["scope"].clone())
}

async fn detail(browser: &mut Browser) -> Value {
    let path = format!("/api/providers/{GROUP_PROVIDER}");
    browser.api("GET", &path, None).await.json()
}

async fn send(browser: &mut Browser, grant: &Value, service: &str, body: &str) -> Reply {
    let access = grant["access"].as_str().unwrap();
    let path = format!(
        "/api/grants/{}/services/{service}/fhir",
        grant["id"].as_str().unwrap()
    );
    let headers = [
        ("x-pgo", "1"),
        ("sec-fetch-site", "same-origin"),
        ("origin", "http://inzage.localhost:8080"),
        ("content-type", "application/fhir+json"),
        ("x-inzage-grant", access),
    ];
    browser.send("POST", &path, Some(body), &headers).await
}

#[tokio::test]
async fn a_bundle_is_passed_on_unread_with_a_login_for_that_service_alone() {
    let world = World::new().await;
    let mut browser = world.browser();
    let (grant, scope) = log_in_to_send(&world, &mut browser).await;
    assert_eq!(scope, "delinde~53");
    assert_eq!(grant["services"], serde_json::json!(["53"]));

    let reply = send(&mut browser, &grant, "53", BUNDLE).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let asked = world.provider.last();
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", "/fhir/53")
    );
    assert_eq!(asked.body, BUNDLE);
    let fhir = "application/fhir+json; fhirVersion=3.0";
    assert_eq!(asked.headers["content-type"], fhir);
    assert_eq!(asked.headers["accept"], fhir);
    assert_eq!(asked.headers["prefer"], "return=representation");
    assert_eq!(asked.headers["authorization"], "Bearer access-canary-2");
}

#[tokio::test]
async fn what_is_taken_is_told_apart_from_what_is_collected() {
    let world = World::new().await;
    let mut browser = world.browser();
    let detail = detail(&mut browser).await;
    let services = detail["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["services"].as_array().unwrap());
    assert!(services.into_iter().all(|service| service["id"] != "53"));

    let grant = log_in(&mut browser, "48").await;
    let before = world.provider.asked().len();
    // A login to collect sends nothing, and nothing is sent where data are collected.
    for service in ["53", "48", "59", "x"] {
        let reply = send(&mut browser, &grant, service, BUNDLE).await;
        assert_eq!(reply.code(), "not_allowed", "{service}");
    }
    let (grant, _) = log_in_to_send(&world, &mut browser).await;
    let asked = world.provider.asked().len();
    let reply = crate::login::read(&mut browser, &grant, "53/fhir/Observation").await;
    assert_eq!(reply.code(), "not_allowed");
    assert_eq!(world.provider.asked().len(), asked);
    assert!(before < asked, "only the tokens were asked for");
    let body = format!(r#"{{"provider":"{GROUP_PROVIDER}","group":"x","send":"48"}}"#);
    let reply = browser.api("POST", "/api/logins", Some(&body)).await;
    assert_eq!(reply.code(), "not_found");
}

#[tokio::test]
async fn what_may_have_been_taken_is_uncertain_and_sent_once() {
    let world = World::new().await;
    let mut browser = world.browser();
    let (grant, _) = log_in_to_send(&world, &mut browser).await;
    for (behaviour, code) in [
        (Behaviour::Silent, "send_uncertain"),
        (Behaviour::json(500, "{}"), "send_uncertain"),
        (Behaviour::json(504, "{}"), "send_uncertain"),
        (Behaviour::json(400, "{}"), "provider_not_found"),
        (Behaviour::json(422, "{}"), "provider_not_found"),
        (Behaviour::json(403, "{}"), "provider_forbids"),
        (Behaviour::json(429, "{}"), "provider_busy"),
    ] {
        let case = format!("{behaviour:?}");
        world.provider.resource(behaviour);
        let before = world.provider.asked().len();
        let reply = send(&mut browser, &grant, "53", BUNDLE).await;
        assert_eq!(reply.code(), code, "{case}");
        assert_eq!(world.provider.asked().len(), before + 1, "{case}");
    }
}

#[tokio::test]
async fn only_fhir_of_a_bearable_size_is_passed_on() {
    let world = World::new().await;
    let mut browser = world.browser();
    let (grant, _) = log_in_to_send(&world, &mut browser).await;
    let before = world.provider.asked().len();
    let large = " ".repeat(64 * 1024 + 1);
    assert_eq!(send(&mut browser, &grant, "53", &large).await.status, 413);
    let access = grant["access"].as_str().unwrap().to_owned();
    let path = format!(
        "/api/grants/{}/services/53/fhir",
        grant["id"].as_str().unwrap()
    );
    let reply = browser
        .api_with("POST", &path, Some(BUNDLE), &[("x-inzage-grant", &access)])
        .await;
    assert_eq!(reply.status, 415);
    assert_eq!(world.provider.asked().len(), before);
}
