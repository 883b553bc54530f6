//! Two hosts, one gateway: what is where.

use crate::support::links::{Owner, READERS, make, secret, sharing, world};
use crate::support::places::Place;
use crate::support::{World, WorldOptions};
use serde_json::json;

#[tokio::test]
async fn the_host_of_readers_has_the_links_and_nothing_of_a_persons_own() {
    let place = Place::file();
    let world = World::with(WorldOptions {
        shares: Some(sharing()),
        database: Some(place.database.clone()),
        configure: |config| {
            let folder = config.tls.trust.parent().unwrap().join("dist");
            std::fs::create_dir(&folder).unwrap();
            std::fs::write(folder.join("index.html"), "<p>Inzage</p>").unwrap();
            config.app_dir = Some(folder);
        },
        ..WorldOptions::default()
    })
    .await;
    let mut here = world.browser();
    let mut there = world.browser();
    there.host = READERS;
    for browser in [&mut here, &mut there] {
        let about = browser.api("GET", "/api/about", None).await.json();
        assert_eq!(about["share_url"], "http://meekijken.localhost:8080");
        let page = browser.visit("/meekijken").await;
        assert_eq!((page.status, page.text().as_str()), (200, "<p>Inzage</p>"));
    }
    for (method, path) in [
        ("GET", "/api/providers?q=x"),
        ("POST", "/api/logins"),
        ("POST", "/api/grants"),
        ("POST", "/api/unlock-key"),
        ("GET", "/oauth/callback?code=x&state=y"),
        ("POST", "/api/shares"),
        ("GET", "/metrics"),
    ] {
        let reply = there.api(method, path, None).await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (404, "not_found"),
            "{path}"
        );
    }
    // The page of the readers' host cannot speak for the app.
    let origin = format!("http://{READERS}");
    let headers = [
        ("x-pgo", "1"),
        ("origin", origin.as_str()),
        ("content-type", "application/json"),
    ];
    let reply = here.send("POST", "/api/shares", Some("{}"), &headers).await;
    assert_eq!(reply.code(), "forbidden");
    there.host = "elders.localhost:8080";
    assert_eq!(there.visit("/meekijken").await.status, 421);
}

#[tokio::test]
async fn readers_elsewhere_may_ask_and_the_owner_may_look_at_home() {
    let place = Place::file();
    let world = world(&place).await;
    let owner = Owner::filled(world.browser(), json!({}), "content").await;
    let mut browser = world.browser();
    let path = format!("/shl/{}", owner.id);
    let headers = [
        ("origin", "https://lezer.voorbeeld.nl"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type"),
    ];
    let reply = browser.send("OPTIONS", &path, None, &headers).await;
    assert_eq!(reply.status, 204);
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert_eq!(
        reply.header("access-control-allow-headers"),
        Some("content-type")
    );
    assert_eq!(
        reply.header("access-control-allow-methods"),
        Some("GET, POST")
    );
    assert_eq!(reply.header("access-control-allow-credentials"), None);
    assert_eq!(
        browser
            .send("OPTIONS", "/api/shares", None, &headers)
            .await
            .status,
        405
    );
    let json = [("content-type", "application/json")];
    let body = r#"{"recipient":"Riet zelf"}"#;
    let reply = browser.send("POST", &path, Some(body), &json).await;
    let location = reply.json()["files"][0]["location"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        location.starts_with("http://inzage.localhost:8080/shl/"),
        "{location}"
    );
}

#[tokio::test]
async fn the_file_with_the_links_is_for_the_gateways_account_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::file();
    let world = world(&place).await;
    Owner::filled(world.browser(), json!({}), "content").await;
    let mut files = 0;
    for file in std::fs::read_dir(place.folder.path()).unwrap() {
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        files += 1;
    }
    assert!(files > 1, "no write-ahead log");
}

#[tokio::test]
async fn without_a_host_for_readers_there_are_no_links_and_the_app_can_know() {
    let world = World::new().await;
    let mut browser = world.browser();
    let about = browser.api("GET", "/api/about", None).await.json();
    assert_eq!(about["share_url"], serde_json::Value::Null);
    let (status, reply) = make(&mut browser, &secret(), json!({})).await;
    assert_eq!((status, reply["code"].as_str()), (404, Some("sharing_off")));
    let reply = browser.send("GET", "/shl/x?recipient=y", None, &[]).await;
    assert_eq!((reply.status, reply.code().as_str()), (404, "not_found"));
}

#[tokio::test]
async fn one_link_and_one_maker_have_their_share_of_patience() {
    let place = Place::file();
    let mut shares = sharing();
    shares.limits.made_per_minute = 2;
    shares.limits.reads_per_minute = 5;
    let options = WorldOptions {
        shares: Some(shares),
        database: Some(place.database.clone()),
        ..WorldOptions::default()
    };
    let world = World::with(options).await;
    let owner = Owner::filled(world.browser(), json!({}), "content").await;
    let other = Owner::filled(world.browser(), json!({}), "content").await;
    // Patience comes back with time, so on a slow machine it takes more than a few.
    let mut code = None;
    for _ in 0..20 {
        let (_, reply) = make(&mut world.browser(), &secret(), json!({})).await;
        code = reply["code"].as_str().map(str::to_owned);
        if code.is_some() {
            break;
        }
    }
    assert_eq!(code.as_deref(), Some("too_many"));
    let mut reply = owner.read(None).await;
    assert_eq!(reply.status, 200);
    for _ in 0..50 {
        if reply.status == 200 {
            reply = owner.read(None).await;
        }
    }
    assert_eq!(reply.status, 429);
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert!(reply.header("retry-after").is_some());
    assert_eq!(other.read(None).await.status, 200);
}
