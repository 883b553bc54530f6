//! Addresses that were received: followed where the list and the grant allow,
//! and nowhere else.

use crate::login::log_in;
use crate::support::{Browser, Reply, World};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;

async fn follow(browser: &mut Browser, grant: &serde_json::Value, url: &str) -> Reply {
    let (id, access) = (
        grant["id"].as_str().unwrap(),
        grant["access"].as_str().unwrap(),
    );
    let path = format!("/api/grants/{id}/services/48/follow");
    let body = serde_json::json!({ "url": url }).to_string();
    browser
        .api_with("POST", &path, Some(&body), &[("x-inzage-grant", access)])
        .await
}

/// A port that counts who connects.
async fn sink() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    (port, count)
}

#[tokio::test]
async fn next_pages_and_documents_of_the_same_provider_are_followed() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let port = world.provider.port;
    for (url, path) in [
        (
            format!("https://dva.localhost:{port}/fhir/48?page=2"),
            "/fhir/48?page=2",
        ),
        (
            format!("https://dva.localhost:{port}/fhir/48/Binary/1"),
            "/fhir/48/Binary/1",
        ),
        ("Binary/2".to_owned(), "/fhir/48/Binary/2"),
        // Elsewhere on a resource server that the list names for this provider.
        ("/documents/9".to_owned(), "/documents/9"),
        // Another resource server that the list names for this provider.
        (
            format!("https://other.localhost:{port}/documents/3"),
            "/documents/3",
        ),
    ] {
        let reply = follow(&mut browser, &grant, &url).await;
        assert_eq!(reply.status, 200, "{url}: {}", reply.text());
        let asked = world.provider.last();
        assert_eq!(asked.path, path);
        assert_eq!(
            asked.headers["accept"],
            "application/fhir+json; fhirVersion=3.0, */*;q=0.1"
        );
    }
}

/// Hosts in all the spellings that have led someone astray.
const HOSTS: &[&str] = &[
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "0",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "evil.localhost",
    "dva.localhost.evil.localhost",
    "evil-dva.localhost",
    "dva.localhost.",
    "dvalocalhost",
    "stranger.localhost",
    "169.254.169.254",
    "[fe80::1]",
    "10.0.0.1",
    "192.168.1.1",
    "172.16.0.1",
    "100.64.0.1",
    "[fd00::1]",
    "metadata.google.internal",
    "dva%2elocalhost",
    "dva.localhost%00",
    "dva.localhost%2f",
    "\u{ff44}va.localhost",
    "dva\u{3002}localhost",
    "127\u{3002}0.0.1",
    "①②⑦.0.0.1",
    "127.0.0.1.nip.io",
    "user@evil.localhost",
    "dva.localhost@evil.localhost",
    "dva.localhost:1@evil.localhost",
    "dva.localhost%40evil.localhost",
    "dva.localhost\\@evil.localhost",
    "dva.localhost#@evil.localhost",
    "dva.localhost?@evil.localhost",
    "dva.localhost;evil.localhost",
    "dva.localhost,evil.localhost",
    "[dva.localhost]",
    "",
    ".",
    "..",
    "-",
    "*.localhost",
    "xn--dva-.localhost",
];

/// Addresses whose scheme, path or form is wrong; `{p}` is the provider's port.
const FORMS: &[&str] = &[
    "http://dva.localhost:{p}/fhir/48/x",
    "ftp://dva.localhost:{p}/fhir/48/x",
    "file:///etc/passwd",
    "gopher://dva.localhost:{p}/fhir/48",
    "dict://127.0.0.1:{p}/",
    "javascript:alert(1)",
    "data:text/plain,x",
    "blob:https://dva.localhost:{p}/fhir/48",
    "view-source:https://dva.localhost:{p}/",
    "https:dva.localhost:{p}/fhir/48/x",
    "https:/dva.localhost:{p}/fhir/48/x",
    "https:///dva.localhost:{p}/fhir/48",
    "https:\\\\dva.localhost:{p}\\fhir\\48",
    "//evil.localhost:{p}/fhir/48",
    "/\\evil.localhost/",
    "///evil.localhost",
    "\\\\evil.localhost\\share",
    "https://dva.localhost:{p}/fhir/48/../x",
    "https://dva.localhost:{p}/fhir/48/./x",
    "https://dva.localhost:{p}/fhir/48/%2e%2e/x",
    "https://dva.localhost:{p}/fhir/48/%2E%2E/x",
    "https://dva.localhost:{p}/fhir/48/.%2e/x",
    "https://dva.localhost:{p}/fhir/48%2f..%2fx",
    "https://dva.localhost:{p}/fhir/48/..%5cx",
    "https://dva.localhost:{p}/fhir/48/%252e%252e/x",
    "https://dva.localhost:{p}/fhir/48/%00",
    "https://dva.localhost:{p}/fhir/48/%0d%0aHost:evil",
    "https://dva.localhost:{p}/fhir/48/x#fragment",
    "https://user:pw@dva.localhost:{p}/fhir/48/x",
    "https://:@dva.localhost:{p}/fhir/48/x",
    "https://@dva.localhost:{p}/fhir/48/x",
    " https://dva.localhost:{p}/fhir/48/x",
    "https://dva.localhost:{p}/fhir/48/x ",
    "https://dva.localhost:{p}/fhir/48/x\r\nx: y",
    "https://dva.localhost:{p}/fhir/48/\tx",
    "https://dva.localhost:{p}/fhir/48/x\u{0}",
    "https://dva.localhost:{p}/fhir/48/\u{e9}",
    "ht\ntps://dva.localhost:{p}/fhir/48/x",
    "https://dva.localhost:0{p}/fhir/48/x",
    "https://dva.localhost:/fhir/48/x",
    "https://dva.localhost:{p}x/fhir/48",
    "../49/x",
    "../../token",
    "",
    "?",
    "..",
    "HTTPS:",
    "urn:uuid:1",
    "mailto:a@b.nl",
    "{{base}}/x",
    "<https://x>",
];

#[tokio::test]
async fn an_address_that_leads_elsewhere_connects_to_nothing() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let before = (world.provider.connections(), world.provider.asked().len());
    let (port, connections) = sink().await;
    let mut corpus: Vec<String> = Vec::new();
    for host in HOSTS {
        for form in [
            "https://{h}:{s}/fhir/48/x",
            "http://{h}:{s}/fhir/48/x",
            "https://{h}:{s}",
            "//{h}:{s}/fhir/48/x",
            "https://{h}:{s}/https://dva.localhost:{p}/fhir/48",
            "HTTPS://{h}:{s}/fhir/48?url=x",
        ] {
            corpus.push(form.replace("{h}", host).replace("{s}", &port.to_string()));
        }
    }
    corpus.extend(FORMS.iter().map(|form| (*form).to_owned()));
    assert!(corpus.len() >= 300, "{}", corpus.len());
    for url in corpus {
        let url = url.replace("{p}", &world.provider.port.to_string());
        let reply = follow(&mut browser, &grant, &url).await;
        let harmless = url == "?" && reply.status == 200;
        assert!(
            harmless || reply.code() == "not_allowed",
            "{url:?}: {}",
            reply.text()
        );
    }
    assert_eq!(connections.load(Ordering::SeqCst), 0);
    // Only "?", which is the base itself, was asked.
    assert_eq!(world.provider.asked().len(), before.1 + 1);
    assert!(world.provider.connections() <= before.0 + 1);
}

#[tokio::test]
async fn only_the_queries_of_a_service_may_be_asked() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let before = world.provider.asked().len();
    let (id, access) = (
        grant["id"].as_str().unwrap(),
        grant["access"].as_str().unwrap(),
    );
    for path in [
        "48/fhir/Patient/1",
        "48/fhir/metadata",
        "48/fhir/Composition",
        "48/fhir/Binary/a/b",
        "48/fhir/$everything",
        "48/fhir/Binary/..",
        "49/fhir/Patient",
        "59/fhir/Patient",
        "99/fhir/Patient",
    ] {
        let path = format!("/api/grants/{id}/services/{path}");
        let reply = browser
            .api_with("GET", &path, None, &[("x-inzage-grant", access)])
            .await;
        assert!(
            matches!(reply.status, 400 | 403),
            "{path}: {}",
            reply.text()
        );
    }
    let long = format!(
        "/api/grants/{id}/services/48/fhir/Condition?x={}",
        "a".repeat(4096)
    );
    let reply = browser
        .api_with("GET", &long, None, &[("x-inzage-grant", access)])
        .await;
    assert_eq!(reply.code(), "not_allowed");
    assert_eq!(world.provider.asked().len(), before);
}
