//! The app and the headers of every answer.

use crate::support::{World, WorldOptions};
use base64::Engine;
use sha2::{Digest, Sha256};

const PAGE: &str = "<!doctype html><script type=\"module\">start()</script><p>Inzage</p>";
const FILE: &str = "app-0123456789abcdef.js";

async fn world() -> World {
    World::with(WorldOptions {
        configure: |config| {
            let folder = config.tls.trust.parent().unwrap().join("dist");
            std::fs::create_dir(&folder).unwrap();
            std::fs::write(folder.join("index.html"), PAGE).unwrap();
            std::fs::write(folder.join(FILE), "x".repeat(5000)).unwrap();
            config.app_dir = Some(folder);
        },
        ..WorldOptions::default()
    })
    .await
}

#[tokio::test]
async fn the_app_is_served_with_its_strict_policy() {
    let world = world().await;
    let mut browser = world.browser();
    let page = browser.visit("/dossier/allergieen").await;
    assert_eq!((page.status, page.text().as_str()), (200, PAGE));
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest("start()"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains(&format!(
        "script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';"
    )));
    for unsafe_word in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
        assert!(!policy.contains(unsafe_word), "{unsafe_word}");
    }
    let file = browser.visit(&format!("/{FILE}")).await;
    assert_eq!(
        file.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    assert_eq!(browser.visit("/missing.js").await.status, 404);
    let etag = page.header("etag").unwrap();
    let again = browser
        .send("GET", "/", None, &[("if-none-match", etag)])
        .await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[tokio::test]
async fn an_operators_own_term_file_takes_the_place_of_the_built_one() {
    const OWN: &str = "label:hypertensie\thoge bloeddruk\tUitleg.\t\thigh\tText.\t\n";
    let world = World::with(WorldOptions {
        configure: |config| {
            let folder = config.tls.trust.parent().unwrap().join("dist");
            std::fs::create_dir(&folder).unwrap();
            std::fs::write(folder.join("index.html"), PAGE).unwrap();
            std::fs::write(folder.join("terms.tsv"), "built").unwrap();
            config.app_dir = Some(folder);
            config.terms = Some(OWN.to_owned());
        },
        ..WorldOptions::default()
    })
    .await;
    let answer = world.browser().visit("/terms.tsv").await;
    assert_eq!((answer.status, answer.text().as_str()), (200, OWN));
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
}

#[tokio::test]
async fn every_answer_has_the_same_headers_errors_included() {
    let world = world().await;
    let mut browser = world.browser();
    let first = browser.visit("/").await;
    let names = [
        "content-security-policy",
        "x-content-type-options",
        "referrer-policy",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
        "cross-origin-embedder-policy",
        "permissions-policy",
    ];
    for (method, path) in [
        ("GET", "/"),
        ("HEAD", "/"),
        ("GET", "/missing.js"),
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/metrics"),
        ("GET", "/api/about"),
        ("GET", "/api/providers"),
        ("GET", "/api/providers/x"),
        ("GET", "/api/nothing"),
        ("GET", "/api/openapi.json"),
        ("POST", "/api/logins"),
        ("POST", "/api/grants"),
        ("POST", "/api/grants/g/refresh"),
        ("DELETE", "/api/grants/g"),
        ("GET", "/api/grants/g/services/48/fhir/Condition"),
        ("GET", "/api/unlock-key"),
        ("POST", "/api/grants/g/services/48/follow"),
        ("GET", "/oauth/callback"),
        ("PUT", "/"),
        ("GET", "/%00"),
    ] {
        for headers in [vec![], vec![("x-pgo", "1")]] {
            let reply = browser.send(method, path, None, &headers).await;
            for name in names {
                assert_eq!(
                    reply.header(name),
                    first.header(name),
                    "{method} {path} {name}"
                );
                assert!(reply.header(name).is_some());
            }
            assert!(reply.header("cache-control").is_some(), "{method} {path}");
            assert_eq!(reply.header("clear-site-data"), None);
            assert_eq!(reply.header("server"), None);
            // Not over plain http.
            assert_eq!(reply.header("strict-transport-security"), None);
        }
    }
}

#[tokio::test]
async fn over_https_browsers_are_told_to_stay_there() {
    let world = World::new().await;
    let mut config = world.config.clone();
    config.public_url = "https://inzage.localhost:8080".parse().unwrap();
    let gateway = inzage_gateway::start(config, inzage_gateway::Env::system())
        .await
        .unwrap();
    let reply = crate::support::Browser::new(gateway.address)
        .visit("/healthz")
        .await;
    assert_eq!(
        reply.header("strict-transport-security"),
        Some("max-age=31536000; includeSubDomains")
    );
    gateway.stop().await;
}

#[tokio::test]
async fn without_an_app_there_is_the_interface_only() {
    let world = World::new().await;
    let mut browser = world.browser();
    assert_eq!(browser.visit("/").await.code(), "not_found");
    let about = browser.api("GET", "/api/about", None).await.json();
    assert_eq!(about["development"], true);
}

#[tokio::test]
async fn nothing_of_the_judging_module_leaves_while_it_is_off() {
    let world = World::new().await;
    let mut browser = world.browser();
    let about = browser.api("GET", "/api/about", None).await.json();
    assert_eq!(about["judging"], false);
    let reply = browser.api("GET", "/api/judging", None).await;
    assert_eq!((reply.status, reply.code()), (404, "not_found".into()));
    let mut config = world.config.clone();
    config.judging = Some(inzage_api::Judging {
        manufacturer: "Voorbeeld BV".into(),
        limits: "l".into(),
        words: "w".into(),
    });
    let gateway = inzage_gateway::start(config, inzage_gateway::Env::system())
        .await
        .unwrap();
    let mut browser = crate::support::Browser::new(gateway.address);
    let about = browser.api("GET", "/api/about", None).await.json();
    assert_eq!(about["judging"], true);
    let rules = browser.api("GET", "/api/judging", None).await.json();
    assert_eq!(rules["manufacturer"], "Voorbeeld BV");
    gateway.stop().await;
}
