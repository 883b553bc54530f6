//! The unlock key: the same while its session lives, then never again.

use crate::support::World;

#[tokio::test]
async fn the_key_is_given_again_for_an_hour_in_the_same_browser() {
    let world = World::new().await;
    let mut browser = world.browser();
    assert_eq!(
        browser.api("GET", "/api/unlock-key", None).await.status,
        404
    );
    let made = browser.api("POST", "/api/unlock-key", None).await.json();
    assert_eq!(made["key"].as_str().unwrap().len(), 43);
    world.pass(600);
    let again = browser.api("GET", "/api/unlock-key", None).await.json();
    assert_eq!(again["key"], made["key"]);
    assert!(again["expires_in"].as_u64().unwrap() <= 3000);
    let mut stranger = browser.clone();
    stranger
        .cookies
        .insert("__Host-inzage".to_owned(), "A".repeat(43));
    assert_eq!(
        stranger.api("GET", "/api/unlock-key", None).await.status,
        404
    );
    world.pass(3000);
    assert_eq!(
        browser.api("GET", "/api/unlock-key", None).await.status,
        404
    );
}

#[tokio::test]
async fn an_ended_session_gives_no_key_even_with_its_cookie() {
    let world = World::new().await;
    let mut browser = world.browser();
    let first = browser.api("POST", "/api/unlock-key", None).await.json();
    let mut kept = browser.clone();
    assert_eq!(
        browser.api("DELETE", "/api/unlock-key", None).await.status,
        204
    );
    assert!(!browser.cookies.contains_key("__Host-unlock"));
    assert_eq!(kept.api("GET", "/api/unlock-key", None).await.status, 404);
    let second = browser.api("POST", "/api/unlock-key", None).await.json();
    assert_ne!(second["key"], first["key"]);
}

#[tokio::test]
async fn a_copy_with_the_same_keys_gives_the_same_key() {
    let world = World::new().await;
    let copy = world.copy().await;
    let mut browser = world.browser();
    let made = browser.api("POST", "/api/unlock-key", None).await.json();
    browser.address = copy.address;
    assert_eq!(
        browser.api("GET", "/api/unlock-key", None).await.json()["key"],
        made["key"]
    );
    copy.stop().await;
}
