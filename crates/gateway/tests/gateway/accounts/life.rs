//! An account from its first passkey to nothing.

use super::{patient, world};
use crate::login::{begin, claim, come_back};
use crate::support::authenticator::{Passkey, challenge, post};
use crate::support::links::{gate, make, secret, sharing};
use crate::support::places::{Place, on_both};
use crate::support::{Browser, World, WorldOptions};
use serde_json::{Value, json};

on_both!(
    whoever_registers_and_signs_in_collects_and_signs_out,
    a_second_passkey_joins_the_account_and_only_there,
    a_removed_passkey_signs_in_nobody_and_what_it_signed_in_has_ended,
    the_last_passkey_takes_the_account_along_and_so_does_deleting_it,
    a_session_of_one_copy_counts_at_the_other,
    a_session_ends_after_half_a_day_and_an_account_after_its_days,
    an_account_has_twenty_passkeys_at_most,
);

async fn account(browser: &mut Browser) -> Value {
    let reply = browser.api("GET", "/api/account", None).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

/// Whether providers can be asked something.
async fn is_let_in(browser: &mut Browser) -> bool {
    let reply = browser.api("GET", "/api/providers?q=linde", None).await;
    if reply.status == 200 {
        return true;
    }
    let told = (reply.status, reply.code());
    assert_eq!(told, (401, "sign_in_needed".to_owned()));
    false
}

async fn remove(browser: &mut Browser, id: &str) -> u16 {
    let body = json!({ "id": id });
    let reply = post(browser, "/api/account/passkeys/remove", &body).await;
    reply.status
}

async fn whoever_registers_and_signs_in_collects_and_signs_out(place: Place) {
    let world = world(&place).await;
    for mut passkey in [Passkey::new(), Passkey::ed25519(), Passkey::rsa()] {
        let mut browser = world.browser();
        assert_eq!(account(&mut browser).await["signed_in"], false);
        assert!(!is_let_in(&mut browser).await);
        let reply = passkey.register(&mut browser).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(
            reply.json(),
            json!({"signed_in": true, "passkeys": [passkey.id()]})
        );
        assert_eq!(account(&mut browser).await, reply.json());
        assert!(is_let_in(&mut browser).await);
        let session = reply
            .cookies()
            .find(|cookie| cookie.starts_with("__Host-session="));
        let session = session.unwrap();
        assert!(
            session.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"),
            "{session}"
        );
        let before = browser.clone();
        let reply = browser.api("DELETE", "/api/account/session", None).await;
        assert_eq!(reply.status, 204);
        for mut browser in [browser.clone(), before] {
            assert!(!is_let_in(&mut browser).await);
            assert_eq!(
                browser
                    .api("DELETE", "/api/account/session", None)
                    .await
                    .status,
                204
            );
        }
        // The whole way of a login: the callback comes from another site without the
        // cookie of the session, and what follows has it again.
        let mut elsewhere = world.browser();
        assert_eq!(passkey.sign_in(&mut elsewhere).await.status, 200);
        let started = begin(&mut elsewhere, "48").await;
        let session = elsewhere.cookies.remove("__Host-session").unwrap();
        let reply = come_back(&mut elsewhere, &started).await;
        let expected = format!("/ophalen?login={}", started.login);
        assert_eq!(reply.header("location"), Some(expected.as_str()));
        assert_eq!(claim(&mut elsewhere, &started.login).await.status, 401);
        elsewhere
            .cookies
            .insert("__Host-session".to_owned(), session);
        assert_eq!(claim(&mut elsewhere, &started.login).await.status, 200);
        // In another browser a cookie of this one opens nothing.
        let mut thief = world.browser();
        challenge(&mut thief, "sign_in").await;
        let stolen = elsewhere.cookies["__Host-session"].clone();
        thief.cookies.insert("__Host-session".to_owned(), stolen);
        assert!(!is_let_in(&mut thief).await);
    }
    let metrics = world
        .browser()
        .send("GET", "/metrics", None, &[])
        .await
        .text();
    for line in [
        "inzage_passkeys_registered_total 3",
        "inzage_sign_ins_total{outcome=\"signed_in\"} 3",
    ] {
        assert!(metrics.contains(line), "{metrics}");
    }
}

async fn a_second_passkey_joins_the_account_and_only_there(place: Place) {
    let world = world(&place).await;
    let (mut mine, mut hers) = (world.browser(), world.browser());
    let (mut first, mut second, mut other) = (Passkey::new(), Passkey::new(), Passkey::new());
    first.register(&mut mine).await;
    let both = second.register(&mut mine).await.json();
    assert_eq!(both["passkeys"].as_array().unwrap().len(), 2);
    assert_ne!(
        first.user, second.user,
        "one would take the place of the other"
    );
    other.register(&mut hers).await;
    assert_ne!(other.user, first.user);
    // A challenge for an account counts only while somebody is signed in there.
    let asked = challenge(&mut mine, "register").await;
    mine.api("DELETE", "/api/account/session", None).await;
    let body = Passkey::new().registration(&asked);
    let reply = post(&mut mine, "/api/account/passkeys", &body).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (401, "sign_in_needed")
    );
    assert_eq!(second.sign_in(&mut mine).await.json(), both);
    // Nobody takes away what is another's, nor registers it again.
    assert_eq!(remove(&mut hers, &first.id()).await, 404);
    assert_eq!(remove(&mut hers, "").await, 404);
    let reply = first.register(&mut hers).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (409, "passkey_known")
    );
    assert_eq!(account(&mut mine).await, both);
}

async fn a_removed_passkey_signs_in_nobody_and_what_it_signed_in_has_ended(place: Place) {
    let world = world(&place).await;
    let (mut here, mut there) = (world.browser(), world.browser());
    let (mut kept, mut lost) = (Passkey::new(), Passkey::new());
    kept.register(&mut here).await;
    lost.register(&mut here).await;
    assert_eq!(kept.sign_in(&mut here).await.status, 200);
    assert_eq!(lost.sign_in(&mut there).await.status, 200);
    assert!(is_let_in(&mut there).await);
    assert_eq!(remove(&mut here, &lost.id()).await, 200);
    assert!(!is_let_in(&mut there).await);
    assert_eq!(account(&mut there).await["signed_in"], false);
    let reply = lost.sign_in(&mut there).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (403, "passkey_unknown")
    );
    assert_eq!(account(&mut here).await["passkeys"], json!([kept.id()]));
    assert_eq!(remove(&mut there, &kept.id()).await, 401);
    assert!(is_let_in(&mut here).await);
}

async fn the_last_passkey_takes_the_account_along_and_so_does_deleting_it(place: Place) {
    let world = world(&place).await;
    let mut browser = world.browser();
    let mut passkey = Passkey::new();
    passkey.register(&mut browser).await;
    let first = passkey.user.clone();
    assert_eq!(remove(&mut browser, &passkey.id()).await, 200);
    assert!(!browser.cookies.contains_key("__Host-session"));
    // The same passkey is new again, in an account of its own.
    assert_eq!(passkey.register(&mut browser).await.status, 200);
    assert_ne!(passkey.user, first);
    let mut second = Passkey::new();
    second.register(&mut browser).await;
    let before = browser.clone();
    assert_eq!(
        browser.api("DELETE", "/api/account", None).await.status,
        204
    );
    assert_eq!(
        browser.api("DELETE", "/api/account", None).await.status,
        401
    );
    for mut browser in [browser, before] {
        assert!(!is_let_in(&mut browser).await);
    }
    for passkey in [&mut passkey, &mut second] {
        assert_eq!(
            passkey.sign_in(&mut world.browser()).await.code(),
            "passkey_unknown"
        );
        assert_eq!(passkey.register(&mut world.browser()).await.status, 200);
    }
}

async fn a_session_of_one_copy_counts_at_the_other(place: Place) {
    let world = world(&place).await;
    let copy = world.copy().await;
    let mut browser = world.browser();
    let mut passkey = Passkey::new();
    let asked = challenge(&mut browser, "register").await;
    browser.address = copy.address;
    let body = passkey.registration(&asked);
    assert_eq!(
        post(&mut browser, "/api/account/passkeys", &body)
            .await
            .status,
        200
    );
    for address in [copy.address, world.gateway.address] {
        browser.address = address;
        assert!(is_let_in(&mut browser).await);
    }
    assert_eq!(remove(&mut browser.clone(), &passkey.id()).await, 200);
    browser.address = copy.address;
    assert!(!is_let_in(&mut browser).await);
    copy.stop().await;
}

async fn a_session_ends_after_half_a_day_and_an_account_after_its_days(place: Place) {
    let world = world(&place).await;
    let mut browser = world.browser();
    let mut passkey = Passkey::new();
    passkey.register(&mut browser).await;
    world.pass(12 * 3600 - 60);
    assert!(is_let_in(&mut browser).await);
    world.pass(120);
    assert!(!is_let_in(&mut browser).await);
    world.pass(399 * 24 * 3600);
    // A gateway that starts looks at once; the account was used on this very day.
    world.copy().await.stop().await;
    assert_eq!(passkey.sign_in(&mut browser).await.status, 200);
    world.pass(402 * 24 * 3600);
    let copy = world.copy().await;
    let mut metrics = Browser::new(copy.address);
    while !metrics
        .send("GET", "/metrics", None, &[])
        .await
        .text()
        .contains("inzage_accounts 0")
    {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        passkey.sign_in(&mut browser).await.code(),
        "passkey_unknown"
    );
    copy.stop().await;
}

async fn an_account_has_twenty_passkeys_at_most(place: Place) {
    let world = world(&place).await;
    let mut browser = world.browser();
    for _ in 0..20 {
        assert_eq!(Passkey::new().register(&mut browser).await.status, 200);
    }
    let reply = Passkey::new().register(&mut browser).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (409, "too_many_passkeys")
    );
    assert_eq!(
        account(&mut browser).await["passkeys"]
            .as_array()
            .unwrap()
            .len(),
        20
    );
}

#[tokio::test]
async fn a_link_needs_a_passcode_where_people_sign_in() {
    let place = Place::file();
    let world = World::with(WorldOptions {
        database: Some(place.database.clone()),
        accounts: Some(patient()),
        shares: Some(sharing()),
        ..WorldOptions::default()
    })
    .await;
    let mut browser = world.browser();
    for more in [json!({}), json!({"direct": true})] {
        let (status, reply) = make(&mut browser, &secret(), more).await;
        assert_eq!(
            (status, reply["code"].as_str()),
            (422, Some("passcode_needed"))
        );
    }
    let (status, _) = make(&mut browser, &secret(), json!({"gate": gate("x")})).await;
    assert_eq!(status, 201);
}
