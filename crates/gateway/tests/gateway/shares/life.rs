//! From making a link to the last of its access list.

use crate::support::links::{Owner, fetch, gate, jwe, read, world};
use crate::support::places::{Place, on_both};
use serde_json::{Value, json};

on_both!(
    a_link_lives_from_making_to_stopping,
    what_is_published_replaces_what_was,
    a_link_is_used_up_and_its_files_stay_for_an_hour,
    a_direct_link_gives_its_file_and_loading_ahead_counts_nothing,
    a_link_takes_what_fits_and_only_from_its_owner,
    a_gateway_that_starts_again_and_a_second_one_know_the_same_links,
);

async fn a_link_lives_from_making_to_stopping(place: Place) {
    let world = world(&place).await;
    let more = json!({"gate": gate("right"), "lasting": true});
    let owner = Owner::make(world.browser(), more).await;
    assert_eq!(owner.id.len(), 43);
    assert_eq!(owner.read(Some("right")).await.status, 404);
    owner.fill(1, &["one", "two"]).await;
    let wrong = owner.read(Some("wrong")).await;
    assert_eq!(
        (wrong.status, wrong.json()),
        (401, json!({"remainingAttempts": 4}))
    );
    let missing = owner.read(None).await;
    assert_eq!(
        (missing.status, missing.json()),
        (401, json!({"remainingAttempts": 4}))
    );
    let reply = owner.read(Some("right")).await;
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    let file = |content: &str| {
        json!({"contentType": "application/fhir+json",
        "embedded": jwe(content), "lastUpdated": "2026-05-28T20:26:40Z",
        "status": "can-change", "fhirVersion": "3.0.2"})
    };
    assert_eq!(reply.json(), json!({"files": [file("one"), file("two")]}));
    let state = owner.state().await;
    assert_eq!(state["attempts_left"], 4);
    assert_eq!(state["opens_left"], Value::Null);
    assert_eq!(state["generation"], 1);
    assert_eq!(state["bytes"], jwe("one").len() + jwe("two").len());
    let outcomes: Vec<&Value> = state["accesses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| &a["outcome"])
        .collect();
    assert_eq!(outcomes, ["wrong_passcode", "opened"]);
    assert_eq!(state["accesses"][0]["recipient"], "Anna");
    let paused = owner.call("PATCH", "", Some(json!({"paused": true}))).await;
    assert_eq!(paused.json()["paused"], true);
    assert_eq!(owner.read(Some("right")).await.status, 404);
    let goes_on = json!({"paused": false, "expires": state["expires"].as_u64().unwrap() + 1});
    let goes_on = owner.call("PATCH", "", Some(goes_on)).await.json();
    assert_eq!(goes_on["expires"], state["expires"].as_u64().unwrap() + 1);
    assert_eq!(owner.read(Some("right")).await.status, 200);
    assert_eq!(owner.call("DELETE", "", None).await.status, 204);
    assert_eq!(owner.read(Some("right")).await.status, 404);
    assert_eq!(owner.call("DELETE", "", None).await.status, 204);
    let late = owner.call("PATCH", "", Some(json!({"paused": true}))).await;
    assert_eq!((late.status, late.code().as_str()), (409, "share_ended"));
    assert_eq!(
        owner.put("files/2/0", &jwe("x")).await.code(),
        "share_ended"
    );
    let state = owner.state().await;
    assert_eq!(
        (&state["ended"], &state["bytes"]),
        (&json!("stopped"), &json!(0))
    );
    assert_eq!(state["accesses"].as_array().unwrap().len(), 3);
}

async fn what_is_published_replaces_what_was(place: Place) {
    let world = world(&place).await;
    let owner = Owner::filled(world.browser(), json!({}), "first").await;
    let by_location = json!({"recipient": "Anna"});
    let first = read(&owner.browser, &owner.id, &by_location).await.json();
    let first = location(&first, 0);
    assert_eq!(fetch(&owner.browser, &first).await.text(), jwe("first"));
    // What is uploaded is not seen before it is published, and as a whole.
    assert_eq!(owner.put("files/2/0", &jwe("second")).await.status, 204);
    assert_eq!(owner.put("files/2/1", &jwe("beside")).await.status, 204);
    assert_eq!(
        owner.read(None).await.json()["files"][0]["embedded"],
        jwe("first")
    );
    let one = json!({"generation": 2, "files": [{"content_type": "application/fhir+json"}]});
    assert_eq!(owner.call("POST", "/publish", Some(one)).await.status, 400);
    owner.fill(2, &["second", "beside"]).await;
    let reply = read(&owner.browser, &owner.id, &by_location).await.json();
    assert_eq!(
        fetch(&owner.browser, &location(&reply, 1)).await.text(),
        jwe("beside")
    );
    assert_eq!(reply["files"][0]["status"], "finalized");
    assert_eq!(fetch(&owner.browser, &first).await.status, 404);
    // Older generations do not come back.
    assert_eq!(owner.put("files/2/0", &jwe("again")).await.status, 400);
    assert_eq!(owner.put("files/1/0", &jwe("again")).await.status, 400);
    // What was uploaded and given up makes place for what comes instead.
    assert_eq!(owner.put("files/3/0", &jwe("given up")).await.status, 204);
    owner.fill(4, &["fourth"]).await;
    assert_eq!(owner.state().await["bytes"], jwe("fourth").len());
}

async fn a_link_is_used_up_and_its_files_stay_for_an_hour(place: Place) {
    let world = world(&place).await;
    let owner = Owner::filled(world.browser(), json!({"opens": 1}), "content").await;
    let reply = read(&owner.browser, &owner.id, &json!({"recipient": "Anna"})).await;
    let path = location(&reply.json(), 0);
    assert_eq!(owner.read(None).await.status, 404);
    let state = owner.state().await;
    assert_eq!(
        (&state["ended"], &state["opens_left"]),
        (&json!("used_up"), &json!(0))
    );
    world.pass(3500);
    assert_eq!(fetch(&owner.browser, &path).await.text(), jwe("content"));
    world.pass(200);
    assert_eq!(fetch(&owner.browser, &path).await.status, 404);
}

async fn a_direct_link_gives_its_file_and_loading_ahead_counts_nothing(place: Place) {
    let world = world(&place).await;
    let more = json!({"direct": true, "opens": 1});
    let owner = Owner::filled(world.browser(), more, "content").await;
    let path = format!("/shl/{}?recipient=Balie%203", owner.id);
    assert_eq!(owner.read(None).await.status, 404);
    let mut browser = owner.browser.clone();
    for purpose in ["prefetch", "prefetch;prerender"] {
        let headers = [("sec-purpose", purpose)];
        let reply = browser.send("GET", &path, None, &headers).await;
        assert_eq!(reply.status, 403);
    }
    assert_eq!(browser.send("HEAD", &path, None, &[]).await.status, 405);
    for nobody in ["", "?recipient=", "?recipient=%20", "?who=x"] {
        let path = format!("/shl/{}{nobody}", owner.id);
        assert_eq!(fetch(&browser, &path).await.status, 400, "{nobody}");
    }
    assert_eq!(owner.state().await["opens_left"], 1);
    let reply = fetch(&browser, &path).await;
    assert_eq!(reply.text(), jwe("content"));
    assert_eq!(reply.header("content-type"), Some("application/jose"));
    assert_eq!(fetch(&browser, &path).await.status, 404);
    assert_eq!(owner.state().await["accesses"][0]["recipient"], "Balie 3");
    let manifest = Owner::filled(world.browser(), json!({}), "content").await;
    let path = format!("/shl/{}?recipient=x", manifest.id);
    assert_eq!(fetch(&browser, &path).await.status, 404);
    let body = json!({"recipient": " "});
    assert_eq!(read(&browser, &manifest.id, &body).await.status, 400);
}

async fn a_link_takes_what_fits_and_only_from_its_owner(place: Place) {
    use crate::support::links::{in_seconds, make, secret, sharing};
    use crate::support::{World, WorldOptions};
    let mut shares = sharing();
    shares.limits.file_bytes = 300;
    shares.limits.share_bytes = 500;
    shares.limits.total_bytes = 800;
    shares.limits.files = 2;
    let options = WorldOptions {
        shares: Some(shares),
        database: Some(place.database.clone()),
        ..WorldOptions::default()
    };
    let world = World::with(options).await;
    let owner = Owner::make(world.browser(), json!({})).await;
    let (large, half) = (jwe(&"x".repeat(300)), jwe(&"x".repeat(150)));
    assert_eq!(owner.put("files/1/0", &large).await.status, 413);
    assert_eq!(owner.put("files/1/0", &half).await.status, 204);
    assert_eq!(owner.put("files/1/0", &half).await.status, 204);
    let over = owner.put("files/1/1", &half).await;
    assert_eq!(
        (over.status, over.code().as_str()),
        (413, "share_too_large")
    );
    assert_eq!(owner.put("files/1/1", &jwe("a")).await.status, 204);
    assert_eq!(
        owner.put("files/1/2", &jwe("a")).await.code(),
        "share_too_large"
    );
    let second = Owner::make(world.browser(), json!({})).await;
    assert_eq!(second.put("files/1/0", &half).await.status, 204);
    let third = Owner::make(world.browser(), json!({})).await;
    let full = third.put("files/1/0", &half).await;
    assert_eq!((full.status, full.code().as_str()), (507, "shares_full"));
    for odd in ["files/0/0", "files/x/0", "files/1/-1", "files/1/4294967296"] {
        assert_eq!(third.put(odd, &jwe("a")).await.status, 400, "{odd}");
    }
    assert_eq!(third.put("files/1/0", "plain text").await.status, 400);
    let stranger = Owner {
        control: secret(),
        ..owner.clone()
    };
    for (method, path, body) in [
        ("GET", "", None),
        ("DELETE", "", None),
        ("PATCH", "", Some(json!({"paused": true}))),
        (
            "POST",
            "/publish",
            Some(json!({"generation": 1, "files": [{"content_type": "a/b"}]})),
        ),
    ] {
        assert_eq!(
            stranger.call(method, path, body).await.code(),
            "not_found",
            "{method}"
        );
    }
    assert_eq!(
        stranger.put("files/1/0", &jwe("a")).await.code(),
        "not_found"
    );
    for odd in [
        json!({"expires": in_seconds(32 * 86400)}),
        json!({"expires": in_seconds(0) - 10}),
        json!({"opens": 0}),
        json!({"control": "short"}),
        json!({"direct": true, "gate": gate("x")}),
        json!({"gate": {"verifier": "$argon2id$v=19$m=9999999,t=2,p=1$YWJjZGVmZ2g$YWJjZGVmZ2g"}}),
    ] {
        let (status, _) = make(&mut world.browser(), &secret(), odd.clone()).await;
        assert_eq!(status, 400, "{odd}");
    }
    let late = json!({"expires": in_seconds(40 * 86400)});
    assert_eq!(owner.call("PATCH", "", Some(late)).await.status, 400);
}

async fn a_gateway_that_starts_again_and_a_second_one_know_the_same_links(place: Place) {
    let world = world(&place).await;
    let copy = world.copy().await;
    let owner = Owner::filled(world.browser(), json!({"gate": gate("right")}), "content").await;
    let mut there = owner.clone();
    there.browser.address = copy.address;
    assert_eq!(there.read(Some("wrong")).await.status, 401);
    assert_eq!(
        owner.read(Some("wrong")).await.json()["remainingAttempts"],
        3
    );
    let body = json!({"recipient": "Anna", "passcode": "right"});
    let reply = read(&there.browser, &there.id, &body).await.json();
    assert_eq!(
        fetch(&owner.browser, &location(&reply, 0)).await.text(),
        jwe("content")
    );
    copy.stop().await;
    let again = world.copy().await;
    there.browser.address = again.address;
    assert_eq!(there.state().await["attempts_left"], 3);
    assert_eq!(there.call("DELETE", "", None).await.status, 204);
    assert_eq!(owner.read(Some("right")).await.status, 404);
    again.stop().await;
}

/// The path of the location of a file.
fn location(manifest: &Value, n: usize) -> String {
    let location = manifest["files"][n]["location"].as_str().unwrap();
    let path = location.strip_prefix("http://meekijken.localhost:8080");
    path.unwrap().to_owned()
}
