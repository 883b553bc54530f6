//! What a link looks like when it opens nothing, and what goes by itself.

use crate::support::Reply;
use crate::support::links::{Owner, fetch, gate, in_seconds, read, secret, seen, world};
use crate::support::places::{Place, on_both};
use serde_json::{Value, json};
use std::time::Duration;

on_both!(
    what_opens_nothing_looks_the_same_whatever_the_reason,
    nothing_opens_after_a_stop_was_answered,
    content_goes_at_the_end_and_the_access_list_a_month_later,
);

/// Everything that a reader can ask of a link.
async fn asked(owner: &Owner, passcode: Option<&str>) -> Vec<Reply> {
    let ticket = format!("/shl/{}/{}", owner.id, secret());
    let direct = format!("/shl/{}?recipient=Anna", owner.id);
    vec![
        owner.read(passcode).await,
        fetch(&owner.browser, &direct).await,
        fetch(&owner.browser, &ticket).await,
    ]
}

async fn what_opens_nothing_looks_the_same_whatever_the_reason(place: Place) {
    let world = world(&place).await;
    let filled = |more: Value| Owner::filled(world.browser(), more, "content");
    let unknown = Owner {
        browser: world.browser(),
        control: secret(),
        id: secret(),
    };
    let mut links = vec![("unknown", unknown.clone())];
    let odd = Owner {
        id: "x".to_owned(),
        ..unknown
    };
    links.push(("no id at all", odd));
    let stopped = filled(json!({})).await;
    assert_eq!(stopped.call("DELETE", "", None).await.status, 204);
    links.push(("stopped", stopped));
    let paused = filled(json!({})).await;
    paused
        .call("PATCH", "", Some(json!({"paused": true})))
        .await;
    links.push(("paused", paused));
    let used = filled(json!({"opens": 1})).await;
    assert_eq!(used.read(None).await.status, 200);
    links.push(("used up", used));
    let direct = filled(json!({"opens": 1, "direct": true})).await;
    let path = format!("/shl/{}?recipient=Anna", direct.id);
    assert_eq!(fetch(&direct.browser, &path).await.status, 200);
    links.push(("used up directly", direct));
    links.push(("empty", Owner::make(world.browser(), json!({})).await));
    let tried = filled(json!({"gate": gate("right")})).await;
    for left in (0..5).rev() {
        let reply = tried.read(Some("wrong")).await;
        assert_eq!(reply.json()["remainingAttempts"], left);
    }
    assert_eq!(tried.state().await["ended"], "attempts");
    links.push(("too many wrong passcodes", tried));
    let short = filled(json!({"expires": in_seconds(600)})).await;
    let long = filled(json!({"expires": in_seconds(1200)})).await;
    world.pass(700);
    links.push(("expired", short));
    let mut first = None;
    for (what, owner) in &links {
        for passcode in [None, Some("right"), Some("wrong")] {
            for reply in asked(owner, passcode).await {
                let seen = seen(&reply);
                assert_eq!(seen.0, 404, "{what}");
                assert_eq!(first.get_or_insert(seen.clone()), &seen, "{what}");
            }
        }
    }
    assert_eq!(long.read(None).await.status, 200);
}

async fn nothing_opens_after_a_stop_was_answered(place: Place) {
    let world = world(&place).await;
    for round in 0..5 {
        let more = json!({"gate": gate("right")});
        let owner = Owner::filled(world.browser(), more, "content").await;
        let body = json!({"recipient": "Anna", "passcode": "right"});
        let manifest = read(&owner.browser, &owner.id, &body).await.json();
        let location = manifest["files"][0]["location"].as_str().unwrap();
        let location = location.split_once(":8080").unwrap().1.to_owned();
        let readers: Vec<_> = (0..8)
            .map(|_| tokio::spawn(until_gone(owner.clone())))
            .collect();
        tokio::time::sleep(Duration::from_millis(20 * round)).await;
        assert_eq!(owner.call("DELETE", "", None).await.status, 204);
        // What is asked from now on is asked after the answer.
        assert_eq!(owner.read(Some("right")).await.status, 404);
        assert_eq!(fetch(&owner.browser, &location).await.status, 404);
        let before = openings(&owner).await;
        let mut opened = 1;
        for reader in readers {
            opened += reader.await.unwrap();
        }
        let state = owner.state().await;
        assert_eq!(
            (&state["ended"], &state["bytes"]),
            (&json!("stopped"), &json!(0))
        );
        assert_eq!(openings(&owner).await, before, "an opening after the stop");
        assert_eq!(before, opened);
    }
}

/// Opens a link again and again until it is gone; how often it opened.
async fn until_gone(owner: Owner) -> usize {
    let mut opened = 0;
    loop {
        match owner.read(Some("right")).await.status {
            200 => opened += 1,
            404 => return opened,
            other => panic!("{other}"),
        }
    }
}

async fn openings(owner: &Owner) -> usize {
    owner.state().await["accesses"].as_array().unwrap().len()
}

async fn content_goes_at_the_end_and_the_access_list_a_month_later(place: Place) {
    const DAY: i64 = 86_400;
    let world = world(&place).await;
    let owner = Owner::filled(world.browser(), json!({}), "content").await;
    assert_eq!(owner.read(None).await.status, 200);
    let left_over = Owner::filled(
        world.browser(),
        json!({"expires": in_seconds(20 * 86_400)}),
        "x",
    )
    .await;
    assert_eq!(
        left_over
            .put("files/2/0", &crate::support::links::jwe("never"))
            .await
            .status,
        204
    );
    let both = left_over.state().await["bytes"].as_u64().unwrap();
    world.pass(DAY + 10);
    let state = until(&owner, |state| state["bytes"] == 0).await;
    assert_eq!(state["ended"], "expired");
    assert_eq!(state["accesses"].as_array().unwrap().len(), 1);
    let state = until(&left_over, |state| state["bytes"].as_u64() < Some(both)).await;
    assert_eq!(state["bytes"], crate::support::links::jwe("x").len());
    assert_eq!(left_over.read(None).await.status, 200);
    world.pass(29 * DAY);
    tokio::time::sleep(Duration::from_millis(2500)).await;
    assert_eq!(owner.state().await["accesses"].as_array().unwrap().len(), 1);
    world.pass(DAY);
    let gone = async {
        while owner.call("GET", "", None).await.status != 404 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), gone)
        .await
        .unwrap();
}

/// The state of a link once it is as it should be.
async fn until(owner: &Owner, as_it_should: impl Fn(&Value) -> bool) -> Value {
    let wait = async {
        loop {
            let state = owner.state().await;
            if as_it_should(&state) {
                return state;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait)
        .await
        .unwrap()
}
