//! Calls that do not come from our own page do nothing.

use crate::login::log_in;
use crate::support::{Browser, World};

/// Every route that changes something or costs a provider a request.
fn routes(grant: &serde_json::Value) -> Vec<(&'static str, String, Option<&'static str>)> {
    let id = grant["id"].as_str().unwrap();
    vec![
        (
            "POST",
            "/api/logins".to_owned(),
            Some(r#"{"provider":"delinde@medmij","group":"x"}"#),
        ),
        (
            "POST",
            "/api/grants".to_owned(),
            Some(r#"{"login":"AAAAAAAAAAAAAAAAAAAAAA"}"#),
        ),
        ("POST", format!("/api/grants/{id}/refresh"), None),
        ("DELETE", format!("/api/grants/{id}"), None),
        (
            "GET",
            format!("/api/grants/{id}/services/48/fhir/Condition"),
            None,
        ),
        (
            "POST",
            format!("/api/grants/{id}/services/48/follow"),
            Some(r#"{"url":"Condition"}"#),
        ),
        (
            "POST",
            format!("/api/grants/{id}/services/53/fhir"),
            Some("{}"),
        ),
        ("POST", "/api/unlock-key".to_owned(), None),
        ("GET", "/api/unlock-key".to_owned(), None),
        ("DELETE", "/api/unlock-key".to_owned(), None),
        ("GET", "/api/providers".to_owned(), None),
    ]
}

async fn attack(
    browser: &Browser,
    grant: &serde_json::Value,
    headers: &[(&str, &str)],
    expected: u16,
) {
    let access = grant["access"].as_str().unwrap();
    for (method, path, body) in routes(grant) {
        let mut all = vec![("x-inzage-grant", access)];
        all.extend_from_slice(headers);
        let mut attacker = browser.clone();
        let cookies = attacker.cookies.clone();
        let reply = attacker.send(method, &path, body, &all).await;
        assert_eq!(reply.status, expected, "{method} {path} {headers:?}");
        assert_eq!(attacker.cookies, cookies, "{method} {path}");
    }
}

#[tokio::test]
async fn forged_calls_are_refused_before_anything_happens() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let before = world.provider.asked().len();
    let json = ("content-type", "application/json");
    for headers in [
        vec![json],
        vec![json, ("x-pgo", "0")],
        vec![json, ("x-pgo", "")],
        vec![json, ("x-pgo", "1"), ("sec-fetch-site", "cross-site")],
        vec![json, ("x-pgo", "1"), ("sec-fetch-site", "same-site")],
        vec![json, ("x-pgo", "1"), ("sec-fetch-site", "none")],
        vec![json, ("x-pgo", "1"), ("origin", "https://evil.nl")],
        vec![json, ("x-pgo", "1"), ("origin", "null")],
        vec![
            json,
            ("x-pgo", "1"),
            ("origin", "https://inzage.localhost:8080"),
        ],
        vec![
            json,
            ("x-pgo", "1"),
            ("origin", "http://inzage.localhost:8080.evil.nl"),
        ],
        vec![json, ("x-pgo", "1"), ("origin", "http://inzage.localhost")],
        vec![("content-type", "text/plain")],
        vec![("content-type", "application/x-www-form-urlencoded")],
        vec![("content-type", "multipart/form-data; boundary=x")],
    ] {
        attack(&browser, &grant, &headers, 403).await;
    }
    assert_eq!(world.provider.asked().len(), before);
}

#[tokio::test]
async fn a_body_that_is_not_sent_as_json_is_refused() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let before = world.provider.asked().len();
    for (method, path, body) in routes(&grant) {
        if body.is_none() {
            continue;
        }
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/jsonx",
            "",
        ] {
            let headers = [("x-pgo", "1"), ("content-type", kind)];
            let reply = browser.send(method, &path, body, &headers).await;
            assert_eq!(reply.status, 415, "{path} {kind}");
        }
        for body in ["", "{", "[]", "null", "\u{feff}{}", r#"{"url":1}"#] {
            let reply = browser.api(method, &path, Some(body)).await;
            assert_eq!(reply.code(), "bad_request", "{path} {body}");
        }
    }
    assert_eq!(world.provider.asked().len(), before);
}

#[tokio::test]
async fn methods_and_paths_that_are_not_there_are_refused() {
    let world = World::new().await;
    let mut browser = world.browser();
    for (method, path, status) in [
        ("DELETE", "/api/providers", 405),
        ("POST", "/api/about", 405),
        ("GET", "/api/logins", 405),
        ("GET", "/api/nothing", 404),
        ("GET", "/api", 404),
        ("GET", "/oauth/other", 404),
        ("POST", "/healthz", 405),
        ("POST", "/", 404),
        ("DELETE", "/index.html", 404),
    ] {
        let reply = browser.api(method, path, None).await;
        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(
            reply.header("content-type"),
            Some("application/problem+json"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn one_address_that_asks_too_much_is_told_to_wait() {
    let world = World::with(crate::support::WorldOptions {
        configure: |config| {
            config.limits.requests_per_minute = 30;
            config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        },
        ..crate::support::WorldOptions::default()
    })
    .await;
    let mut browser = world.browser();
    let from = |address| [("x-forwarded-for", address)];
    for _ in 0..30 {
        let reply = browser
            .api_with("GET", "/api/about", None, &from("198.51.100.7"))
            .await;
        assert_eq!(reply.status, 200);
    }
    let reply = browser
        .api_with("GET", "/api/about", None, &from("198.51.100.7"))
        .await;
    assert_eq!((reply.status, reply.code().as_str()), (429, "too_many"));
    assert!(reply.header("retry-after").is_some());
    let reply = browser
        .api_with("GET", "/api/about", None, &from("198.51.100.8"))
        .await;
    assert_eq!(reply.status, 200);
}
