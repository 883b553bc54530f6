//! What lies at the gateway of an account, and what its log says.

use super::world;
use crate::support::authenticator::Passkey;
use crate::support::canaries::log;
use crate::support::places::{Place, on_both};

on_both!(two_hundred_canaries_are_not_in_the_log_and_no_secret_is_on_disk);

async fn two_hundred_canaries_are_not_in_the_log_and_no_secret_is_on_disk(place: Place) {
    let world = world(&place).await;
    let mut canaries: Vec<String> = Vec::new();
    let mut cookies: Vec<String> = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    for round in 0..40 {
        let mut browser = world.browser();
        let mut passkey = Passkey::new();
        assert_eq!(passkey.register(&mut browser).await.status, 200);
        assert_eq!(passkey.sign_in(&mut browser).await.status, 200);
        let origin = format!("https://zqorigin{round}.nl");
        passkey.origin.clone_from(&origin);
        assert_eq!(passkey.sign_in(&mut browser).await.status, 403);
        canaries.extend([passkey.id(), passkey.user.clone().unwrap(), origin]);
        ids.push(passkey.id());
        cookies.extend(browser.cookies.values().cloned());
    }
    assert!(canaries.len() + cookies.len() >= 200, "{}", cookies.len());
    let kept = String::from_utf8_lossy(&place.bytes()).into_owned();
    let log = log();
    assert!(log.contains("passkey refused"), "nothing was collected");
    for id in &ids {
        assert!(kept.contains(id.as_str()), "the disk was not read");
    }
    for canary in canaries.iter().chain(&cookies) {
        assert!(!log.contains(canary.as_str()), "in the log: {canary}");
    }
    for secret in &cookies {
        assert!(!kept.contains(secret.as_str()), "on disk: {secret}");
    }
}
