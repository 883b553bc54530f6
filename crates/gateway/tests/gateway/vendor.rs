//! The API of a provider's own system: passed on unread, a `POST` once, and nothing
//! that the operator did not configure.

use crate::login::log_in;
use crate::support::canaries::log;
use crate::support::provider::token_answer;
use crate::support::{Behaviour, Browser, GROUP_PROVIDER, Reply, World, WorldOptions};
use serde_json::{Value, json};

const KEY: &str = "0c9c5fe0-6c58-4a39-8b5c-6a56a0d4f3f1";

/// A call with a grant.
async fn call(
    browser: &mut Browser,
    grant: &Value,
    (method, path): (&str, &str),
    body: Option<&str>,
    headers: &[(&str, &str)],
) -> Reply {
    let access = grant["access"].as_str().unwrap();
    let path = format!(
        "/api/grants/{}/vendor/{path}",
        grant["id"].as_str().unwrap()
    );
    let mut all = vec![("x-inzage-grant", access)];
    all.extend_from_slice(headers);
    browser.api_with(method, &path, body, &all).await
}

async fn get(browser: &mut Browser, grant: &Value, path: &str) -> Reply {
    call(browser, grant, ("GET", path), None, &[]).await
}

async fn post(browser: &mut Browser, grant: &Value, path: &str, body: &str) -> Reply {
    let headers = [("idempotency-key", KEY)];
    call(browser, grant, ("POST", path), Some(body), &headers).await
}

#[tokio::test]
async fn a_provider_tells_what_its_own_system_offers_and_which_login_opens_it() {
    let world = World::new().await;
    let mut browser = world.browser();
    let path = format!("/api/providers/{GROUP_PROVIDER}");
    let detail = browser.api("GET", &path, None).await.json();
    let groups = detail["groups"].as_array().unwrap();
    for group in groups {
        let services = group["services"].as_array().unwrap();
        let opens = services.iter().any(|service| service["id"] == "48");
        let wanted = json!({"service": "48", "parts": ["requests", "audit", "measurements"]});
        let wanted = if opens { wanted } else { Value::Null };
        assert_eq!(group["vendor"], wanted);
    }
    let other = browser.api("GET", "/api/providers/elders.apotheek@medmij", None);
    assert_eq!(other.await.json()["groups"][0]["vendor"], Value::Null);
}

#[tokio::test]
async fn a_request_is_passed_on_unread_with_its_key_and_nothing_else() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let answer = r#"{"id":"1","text":"<b>"}"#;
    let kind = vec![("content-type".to_owned(), "application/json".to_owned())];
    let behaviour = Behaviour::Answer(201, kind, answer.into());
    world.provider.resource(behaviour);
    let body = r#"{"kind":"question", "text":"\u202e<script>"}"#;
    let reply = post(&mut browser, &grant, "patient-requests", body).await;
    assert_eq!((reply.status, reply.text().as_str()), (200, answer));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("x-trace-id"), grant["trace_id"].as_str());
    let asked = world.provider.last();
    assert_eq!(asked.method, "POST");
    assert_eq!(asked.path, "/vendor/v1/patient-requests");
    assert_eq!(asked.body, body);
    assert_eq!(asked.headers["idempotency-key"], KEY);
    assert_eq!(asked.headers["content-type"], "application/json");
    assert_eq!(asked.headers["authorization"], "Bearer access-canary-1");
    for ours in [
        "cookie",
        "x-pgo",
        "x-inzage-grant",
        "origin",
        "sec-fetch-site",
    ] {
        assert!(!asked.headers.contains_key(ours), "{ours}");
    }

    // Withdrawing has no body, reading has a query.
    let path = "patient-requests/verzoek-1/withdraw";
    call(&mut browser, &grant, ("POST", path), None, &[]).await;
    let asked = world.provider.last();
    assert_eq!(asked.path, "/vendor/v1/patient-requests/verzoek-1/withdraw");
    assert_eq!(
        (asked.body.as_str(), &asked.headers["content-length"]),
        ("", &"0".parse().unwrap())
    );
    assert!(!asked.headers.contains_key("content-type"));
    get(&mut browser, &grant, "audit-events?from=2026-01-01").await;
    let asked = world.provider.last();
    assert_eq!(asked.path, "/vendor/v1/audit-events?from=2026-01-01");
    assert!(!asked.headers.contains_key("idempotency-key"));
}

#[tokio::test]
async fn only_what_the_operator_configured_is_asked() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let before = world.provider.asked().len();
    let long = format!("patient-requests/{}", "a".repeat(65));
    for path in [
        "letters",
        "letters/1",
        "other",
        "patient-requests/",
        "patient-requests//1",
        "patient-requests/..",
        "patient-requests/%2e%2e/admin",
        "patient-requests%2f..%2fadmin",
        "patient-requests/1%3fx",
        "patient-requests/1;x",
        "Patient-Requests",
        &long,
    ] {
        let reply = get(&mut browser, &grant, path).await;
        assert!(
            [400, 403].contains(&reply.status),
            "{path}: {}",
            reply.status
        );
    }
    let query = format!("audit-events?from={}", "1".repeat(256));
    assert_eq!(
        get(&mut browser, &grant, &query).await.code(),
        "not_allowed"
    );
    for (path, body) in [("audit-events", "{}"), ("patient-requests?x=1", "{}")] {
        let reply = post(&mut browser, &grant, path, body).await;
        assert_eq!(reply.code(), "not_allowed", "{path}");
    }
    let path = "patient-requests";
    for headers in [
        ("idempotency-key", "1"),
        ("idempotency-key", "0c9c5fe0-6c58-4a39-8b5c-6a56a0d4f3fx"),
    ] {
        let reply = call(&mut browser, &grant, ("POST", path), Some("{}"), &[headers]).await;
        assert_eq!(reply.code(), "bad_request");
    }
    let large = " ".repeat(64 * 1024 + 1);
    assert_eq!(post(&mut browser, &grant, path, &large).await.status, 413);
    for method in ["PUT", "DELETE", "PATCH", "HEAD"] {
        let reply = call(&mut browser, &grant, (method, path), None, &[]).await;
        assert_eq!(reply.status, 405, "{method}");
    }
    assert_eq!(world.provider.asked().len(), before);
}

#[tokio::test]
async fn the_token_goes_only_where_the_lists_allow() {
    let elsewhere = WorldOptions {
        configure: |config| {
            for vendor in config.vendors.values_mut() {
                vendor.base_url.set_host(Some("nobody.localhost")).unwrap();
            }
        },
        ..WorldOptions::default()
    };
    let world = World::with(elsewhere).await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let reply = get(&mut browser, &grant, "patient-requests").await;
    assert_eq!(
        reply.code(),
        "not_allowed",
        "a host that is not on the Whitelist"
    );
    world
        .provider
        .token(token_answer("access-canary-2", "refresh-canary-2", "51"));
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let reply = get(&mut browser, &grant, "patient-requests").await;
    assert_eq!(reply.code(), "not_allowed", "service 48 was not granted");

    let none = WorldOptions {
        configure: |config| config.vendors.clear(),
        ..WorldOptions::default()
    };
    let world = World::with(none).await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let reply = get(&mut browser, &grant, "patient-requests").await;
    assert_eq!((reply.status, reply.code().as_str()), (404, "not_found"));
}

#[tokio::test]
async fn what_became_of_a_post_is_never_guessed() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    for (behaviour, status, code) in [
        (Behaviour::Silent, 504, "send_uncertain"),
        (Behaviour::json(500, "{}"), 504, "send_uncertain"),
        (Behaviour::json(302, "{}"), 504, "send_uncertain"),
        (Behaviour::json(409, "{}"), 409, "provider_refused_request"),
        (Behaviour::json(422, "{}"), 422, "provider_refused_request"),
        (Behaviour::json(404, "{}"), 404, "provider_not_found"),
        (Behaviour::json(401, "{}"), 403, "provider_forbids"),
        (Behaviour::json(429, "{}"), 503, "provider_busy"),
    ] {
        let case = format!("{behaviour:?}");
        world.provider.resource(behaviour.clone());
        let before = world.provider.asked().len();
        let reply = post(&mut browser, &grant, "patient-requests", "{}").await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (status, code),
            "{case}"
        );
        if let Behaviour::Answer(theirs, _, _) = behaviour {
            assert_eq!(reply.json()["provider_status"], theirs);
        }
        assert_eq!(world.provider.asked().len(), before + 1, "{case}: once");
    }
    world.provider.resource(Behaviour::Truncated);
    let reply = post(&mut browser, &grant, "patient-requests", "{}").await;
    // The head may be lost with the rest; then it is told.
    let told = || reply.code() == "send_uncertain";
    assert!(!reply.whole || told(), "nobody takes a part for the whole");
    world.provider.resource(Behaviour::json(500, "{}"));
    let reply = get(&mut browser, &grant, "patient-requests").await;
    assert_eq!(reply.code(), "provider_error", "reading is never uncertain");
}

#[tokio::test]
async fn why_a_request_was_refused_is_told_in_the_words_of_the_provider() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let long = format!("é{}", "x".repeat(2000));
    let huge = "y".repeat(20_000);
    for (detail, told) in [
        (
            json!("Belt u ons. <b>\u{202e}"),
            json!("Belt u ons. <b>\u{202e}"),
        ),
        (json!("a\u{0}\u{1b}b\nc"), json!("ab\nc")),
        (json!(long), json!(format!("é{}", "x".repeat(999)))),
        (json!(" \n"), Value::Null),
        (json!(7), Value::Null),
        (json!(huge), Value::Null),
    ] {
        let body = json!({"title": "Refused", "status": 422, "detail": detail});
        let kind = vec![(
            "content-type".to_owned(),
            "application/problem+json".to_owned(),
        )];
        let behaviour = Behaviour::Answer(422, kind, body.to_string().into());
        world.provider.resource(behaviour);
        let reply = post(&mut browser, &grant, "patient-requests", "{}").await;
        assert_eq!(reply.code(), "provider_refused_request");
        assert_eq!(reply.json()["provider_detail"], told);
    }
}

#[tokio::test]
async fn nothing_of_a_request_or_its_answer_reaches_the_log() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let key = "7e57aaaa-0c0c-4d4d-8e8e-feedfacecafe";
    let canaries = ["zqvbody1", "zqvanswer2", "zqvid3", "zqvquery4", key];
    let behaviour = Behaviour::json(200, r#"{"text":"zqvanswer2"}"#);
    world.provider.resource(behaviour);
    let body = Some(r#"{"text":"zqvbody1"}"#);
    let headers = [("idempotency-key", key)];
    let path = ("POST", "patient-requests");
    let reply = call(&mut browser, &grant, path, body, &headers).await;
    assert!(reply.text().contains("zqvanswer2"));
    get(&mut browser, &grant, "patient-requests/zqvid3").await;
    get(&mut browser, &grant, "audit-events?from=zqvquery4").await;
    world
        .provider
        .resource(Behaviour::json(422, r#"{"detail":"zqvanswer2"}"#));
    let refused = call(&mut browser, &grant, path, body, &headers).await;
    assert!(refused.text().contains("zqvanswer2"));
    let log = log();
    let trace = grant["trace_id"].as_str().unwrap();
    let entries = log
        .lines()
        .filter(|line| line.contains("\"target\":\"audit\"") && line.contains(trace));
    assert_eq!(entries.count(), 4, "each call is in the audit trail once");
    for canary in canaries {
        assert!(!log.contains(canary), "{canary}");
    }
}
