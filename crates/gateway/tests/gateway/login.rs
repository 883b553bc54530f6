//! From a login to reading, refreshing and ending.

use crate::support::provider::token_answer;
use crate::support::{Behaviour, Browser, GROUP_PROVIDER, Reply, World, WorldOptions};
use std::collections::BTreeMap;
use url::Url;

/// A login that was started.
pub(crate) struct Started {
    pub(crate) login: String,
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) url: Url,
}

impl Started {
    pub(crate) fn state(&self) -> &str {
        &self.query["state"]
    }
}

/// Begins a login for the group that opens this service.
pub(crate) async fn begin(browser: &mut Browser, service: &str) -> Started {
    let detail = browser
        .api("GET", &format!("/api/providers/{GROUP_PROVIDER}"), None)
        .await
        .json();
    let groups = detail["groups"].as_array().unwrap();
    let opens = |group: &&serde_json::Value| {
        group["services"]
            .as_array()
            .unwrap()
            .iter()
            .any(|s| s["id"] == service)
    };
    let group = groups.iter().find(opens).unwrap()["id"].as_str().unwrap();
    let body = format!(r#"{{"provider":"{GROUP_PROVIDER}","group":"{group}"}}"#);
    let reply = browser.api("POST", "/api/logins", Some(&body)).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let json = reply.json();
    let url = Url::parse(json["authorization_url"].as_str().unwrap()).unwrap();
    Started {
        login: json["login"].as_str().unwrap().to_owned(),
        query: url.query_pairs().into_owned().collect(),
        url,
    }
}

/// Comes back with a code.
pub(crate) async fn come_back(browser: &mut Browser, started: &Started) -> Reply {
    let path = format!("/oauth/callback?code=code-canary&state={}", started.state());
    browser.visit(&path).await
}

/// The whole way; gives the grant.
pub(crate) async fn log_in(browser: &mut Browser, service: &str) -> serde_json::Value {
    let started = begin(browser, service).await;
    let reply = come_back(browser, &started).await;
    assert_eq!(
        reply.header("location").unwrap(),
        format!("/ophalen?login={}", started.login)
    );
    claim(browser, &started.login).await.json()
}

pub(crate) async fn claim(browser: &mut Browser, login: &str) -> Reply {
    let body = format!(r#"{{"login":"{login}"}}"#);
    browser.api("POST", "/api/grants", Some(&body)).await
}

/// Reads at a service with a grant.
pub(crate) async fn read(browser: &mut Browser, grant: &serde_json::Value, path: &str) -> Reply {
    let (id, access) = (
        grant["id"].as_str().unwrap(),
        grant["access"].as_str().unwrap(),
    );
    let path = format!("/api/grants/{id}/services/{path}");
    browser
        .api_with("GET", &path, None, &[("x-inzage-grant", access)])
        .await
}

#[tokio::test]
async fn a_login_leads_to_reading_over_mutual_tls_with_all_headers() {
    let world = World::new().await;
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    assert_eq!(started.url.host_str(), Some("dva.localhost"));
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "inzage.localhost"),
        (
            "redirect_uri",
            "http://inzage.localhost:8080/oauth/callback",
        ),
        ("scope", "delinde"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(started.query[name], value, "{name}");
    }
    let correlation = started.query["X-Correlation-ID"].clone();
    assert_ne!(correlation, started.query["MedMij-Request-ID"]);

    let reply = come_back(&mut browser, &started).await;
    assert_eq!(reply.status, 303);
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
    let token = world.provider.last();
    assert_eq!(token.method, "POST");
    assert_eq!(token.headers["x-correlation-id"], correlation.as_str());
    assert!(
        token
            .body
            .contains("grant_type=authorization_code&code=code-canary")
    );
    assert!(
        token
            .body
            .contains("redirect_uri=http%3A%2F%2Finzage.localhost%3A8080%2Foauth%2Fcallback")
    );
    assert!(token.body.contains("code_verifier="));

    let claimed = claim(&mut browser, &started.login).await;
    let location = reply.header("location").unwrap();
    for secret in ["access-canary", "refresh-canary", "code-canary"] {
        assert!(!claimed.text().contains(secret) && !location.contains(secret));
        assert!(
            !browser
                .cookies
                .values()
                .any(|cookie| cookie.contains(secret))
        );
    }
    let grant = claimed.json();
    assert_eq!(grant["services"], serde_json::json!(["48", "51"]));
    assert_eq!(grant["expires_in"], 900);
    assert_eq!(
        claim(&mut browser, &started.login).await.code(),
        "login_expired"
    );

    let path = "48/fhir/Patient?_include=Patient:general-practitioner";
    let reply = read(&mut browser, &grant, path).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.header("x-trace-id"), Some(correlation.as_str()));
    assert_eq!(
        reply.header("content-type"),
        Some("application/fhir+json; fhirVersion=3.0")
    );
    let asked = world.provider.last();
    assert_eq!(
        asked.path,
        "/fhir/48/Patient?_include=Patient:general-practitioner"
    );
    assert_eq!(asked.headers["authorization"], "Bearer access-canary-1");
    assert_eq!(asked.headers["x-correlation-id"], correlation.as_str());
    assert_eq!(
        asked.headers["accept"],
        "application/fhir+json; fhirVersion=3.0"
    );
    assert!(asked.headers.get("cookie").is_none());
    assert_ne!(
        asked.headers["medmij-request-id"],
        token.headers["medmij-request-id"]
    );
}

#[tokio::test]
async fn the_scope_of_older_interface_versions_names_each_service() {
    let options = WorldOptions {
        version: "1.5.0",
        ..WorldOptions::default()
    };
    let world = World::with(options).await;
    let started = begin(&mut world.browser(), "48").await;
    assert_eq!(started.query["scope"], "delinde~48 delinde~51");
}

#[tokio::test]
async fn a_refresh_rotates_and_keeps_the_granted_services() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let id = grant["id"].as_str().unwrap();
    let refresh = grant["refresh"].as_str().unwrap();
    world.provider.token(token_answer(
        "access-canary-2",
        "refresh-canary-2",
        "delinde~48",
    ));
    let path = format!("/api/grants/{id}/refresh");
    let reply = browser
        .api_with("POST", &path, None, &[("x-inzage-grant", refresh)])
        .await;
    let renewed = reply.json();
    assert_eq!(renewed["id"], grant["id"]);
    assert_eq!(renewed["services"], serde_json::json!(["48"]));
    assert_ne!(renewed["trace_id"], grant["trace_id"]);
    let asked = world.provider.last();
    assert!(
        asked
            .body
            .contains("grant_type=refresh_token&refresh_token=refresh-canary-1")
    );
    assert!(!asked.body.contains("redirect_uri"));
    assert_eq!(
        asked.headers["x-correlation-id"],
        renewed["trace_id"].as_str().unwrap()
    );
    assert_eq!(
        read(&mut browser, &renewed, "48/fhir/Condition")
            .await
            .status,
        200
    );
    assert_eq!(
        read(&mut browser, &renewed, "51/fhir/DocumentReference")
            .await
            .code(),
        "not_allowed"
    );

    world
        .provider
        .token(Behaviour::json(400, r#"{"error":"invalid_grant"}"#));
    let reply = browser
        .api_with("POST", &path, None, &[("x-inzage-grant", refresh)])
        .await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (401, "consent_lapsed")
    );
}

#[tokio::test]
async fn what_a_provider_says_no_with_becomes_a_stable_code() {
    let world = World::new().await;
    for (query, code) in [
        ("error=access_denied", "access_denied"),
        (
            "error=access_denied&error_description=geen+behandelrelatie",
            "access_denied",
        ),
        ("error=server_error", "provider_fault"),
        ("error=temporarily_unavailable", "provider_fault"),
        ("error=invalid_scope", "provider_refused_request"),
        ("error=%3Cscript%3Ealert(1)%3C/script%3E", "provider_fault"),
    ] {
        let mut browser = world.browser();
        let started = begin(&mut browser, "48").await;
        let path = format!("/oauth/callback?{query}&state={}", started.state());
        let reply = browser.visit(&path).await;
        let expected = format!("/ophalen?login={}&error={code}", started.login);
        assert_eq!(reply.header("location"), Some(expected.as_str()));
    }
    assert_eq!(world.provider.token_requests(), 0);
    for (behaviour, code) in [
        (
            Behaviour::json(400, r#"{"error":"invalid_grant"}"#),
            "token_refused",
        ),
        (
            Behaviour::json(401, r#"{"error":"invalid_client"}"#),
            "provider_refused_request",
        ),
        (Behaviour::json(500, "oops"), "provider_fault"),
        (Behaviour::json(200, "<html>"), "provider_fault"),
        (
            Behaviour::json(200, r#"{"access_token":"a","scope":"99"}"#),
            "access_denied",
        ),
        (Behaviour::Silent, "provider_timeout"),
        (Behaviour::Truncated, "provider_unreachable"),
    ] {
        world.provider.token(behaviour);
        let mut browser = world.browser();
        let started = begin(&mut browser, "48").await;
        let reply = come_back(&mut browser, &started).await;
        let expected = format!("/ophalen?login={}&error={code}", started.login);
        assert_eq!(reply.header("location"), Some(expected.as_str()));
        assert!(
            !browser
                .cookies
                .keys()
                .any(|name| name.contains(&started.login))
        );
    }
}

#[tokio::test]
async fn logins_in_several_tabs_do_not_mix() {
    let world = World::new().await;
    let mut browser = world.browser();
    let first = begin(&mut browser, "48").await;
    let second = begin(&mut browser, "49").await;
    world.provider.token(token_answer("second", "r", "49"));
    assert_eq!(come_back(&mut browser, &second).await.status, 303);
    world.provider.token(token_answer("first", "r", "48"));
    assert_eq!(come_back(&mut browser, &first).await.status, 303);
    let second = claim(&mut browser, &second.login).await.json();
    let first = claim(&mut browser, &first.login).await.json();
    assert_eq!(first["services"], serde_json::json!(["48"]));
    assert_eq!(second["services"], serde_json::json!(["49"]));
    read(&mut browser, &second, "49/fhir/EpisodeOfCare").await;
    assert_eq!(
        world.provider.last().headers["authorization"],
        "Bearer second"
    );
    // The grant of one login opens nothing of another.
    assert_eq!(
        read(&mut browser, &first, "49/fhir/EpisodeOfCare")
            .await
            .code(),
        "not_allowed"
    );
}

#[tokio::test]
async fn abandoned_logins_make_room_for_new_ones() {
    let world = World::new().await;
    let mut browser = world.browser();
    for _ in 0..8 {
        begin(&mut browser, "48").await;
        world.pass(1);
    }
    let logins = browser
        .cookies
        .keys()
        .filter(|name| name.starts_with("__Host-login-"));
    assert_eq!(logins.count(), 5);
    assert_eq!(log_in(&mut browser, "48").await["provider"], GROUP_PROVIDER);
}

#[tokio::test]
async fn a_token_as_large_as_they_get_fits_through_the_cookies() {
    let world = World::new().await;
    let mut browser = world.browser();
    world
        .provider
        .token(token_answer(&"a".repeat(3000), &"r".repeat(3000), "48"));
    let grant = log_in(&mut browser, "48").await;
    assert_eq!(
        read(&mut browser, &grant, "48/fhir/Condition").await.status,
        200
    );
    assert!(
        !browser
            .cookies
            .keys()
            .any(|name| name.starts_with("__Host-grant-"))
    );
}

#[tokio::test]
async fn an_access_ends_with_its_time_its_grant_and_its_browser() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let before = world.provider.asked().len();

    let mut other = world.browser();
    log_in(&mut other, "48").await;
    assert_eq!(
        read(&mut other, &grant, "48/fhir/Condition").await.code(),
        "grant_expired"
    );

    let mut renamed = grant.clone();
    renamed["id"] = "AAAAAAAAAAAAAAAAAAAAAA".into();
    assert_eq!(
        read(&mut browser, &renamed, "48/fhir/Condition")
            .await
            .code(),
        "grant_expired"
    );
    let mut swapped = grant.clone();
    swapped["access"] = grant["refresh"].clone();
    assert_eq!(
        read(&mut browser, &swapped, "48/fhir/Condition")
            .await
            .code(),
        "grant_expired"
    );

    world.pass(900);
    assert_eq!(
        read(&mut browser, &grant, "48/fhir/Condition").await.status,
        401
    );
    world.pass(-900);
    let id = grant["id"].as_str().unwrap();
    let access = grant["access"].as_str().unwrap();
    let path = format!("/api/grants/{id}");
    let headers = [("x-inzage-grant", access)];
    assert_eq!(
        browser
            .api_with("DELETE", &path, None, &headers)
            .await
            .status,
        204
    );
    assert_eq!(
        read(&mut browser, &grant, "48/fhir/Condition").await.code(),
        "grant_expired"
    );
    // Only the other browser's own login was seen by the provider.
    assert_eq!(world.provider.asked().len(), before + 1);
}

#[tokio::test]
async fn a_result_waits_ten_minutes_for_its_own_browser_and_is_gone_then() {
    let world = World::new().await;
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    come_back(&mut browser, &started).await;
    world.pass(599);
    assert_eq!(claim(&mut browser, &started.login).await.status, 200);
    let started = begin(&mut browser, "48").await;
    come_back(&mut browser, &started).await;
    let mut stranger = browser.clone();
    stranger.cookies.remove("__Host-inzage");
    assert_eq!(
        claim(&mut stranger, &started.login).await.code(),
        "login_expired"
    );
    world.pass(601);
    assert_eq!(
        claim(&mut browser, &started.login).await.code(),
        "login_expired"
    );
}
