//! Several gateways with the same sealing keys are one gateway.

use crate::login::{begin, claim, come_back, read};
use crate::support::{Behaviour, World};

#[tokio::test]
async fn a_login_may_wander_between_copies() {
    let world = World::new().await;
    let copy = world.copy().await;
    let mut browser = world.browser();
    let here = browser.address;
    let started = begin(&mut browser, "48").await;
    browser.address = copy.address;
    come_back(&mut browser, &started).await;
    browser.address = here;
    let grant = claim(&mut browser, &started.login).await.json();
    browser.address = copy.address;
    assert_eq!(
        read(&mut browser, &grant, "48/fhir/Condition").await.status,
        200
    );
    let path = format!("/api/grants/{}/refresh", grant["id"].as_str().unwrap());
    let refresh = grant["refresh"].as_str().unwrap();
    let reply = browser
        .api_with("POST", &path, None, &[("x-inzage-grant", refresh)])
        .await;
    assert_eq!(reply.status, 200);
    copy.stop().await;
}

#[tokio::test]
async fn a_callback_at_both_copies_gives_one_grant_and_an_error_with_words() {
    let world = World::new().await;
    let copy = world.copy().await;
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    let mut second = browser.clone();
    second.address = copy.address;
    come_back(&mut browser, &started).await;
    // The authorization server takes a code once.
    world
        .provider
        .token(Behaviour::json(400, r#"{"error":"invalid_grant"}"#));
    let reply = come_back(&mut second, &started).await;
    let expected = format!("/ophalen?login={}&error=token_refused", started.login);
    assert_eq!(reply.header("location"), Some(expected.as_str()));
    assert_eq!(
        claim(&mut second, &started.login).await.code(),
        "login_expired"
    );
    assert_eq!(claim(&mut browser, &started.login).await.status, 200);
    copy.stop().await;
}

#[tokio::test]
async fn a_stopped_gateway_gives_its_port_free_and_a_taken_port_is_said() {
    let world = World::new().await;
    let address = world.gateway.address;
    let mut config = world.config.clone();
    config.listen = address;
    let taken = inzage_gateway::start(config.clone(), inzage_gateway::Env::system()).await;
    let message = taken.err().unwrap().to_string();
    assert!(
        message.contains("taken") && message.contains(&address.to_string()),
        "{message}"
    );
    world.gateway.stop().await;
    let again = inzage_gateway::start(config, inzage_gateway::Env::system())
        .await
        .unwrap();
    again.stop().await;
}
