//! What is closed to whoever is not signed in, and to everybody without a database.

use super::{patient, world};
use crate::support::authenticator::{Passkey, challenge, post};
use crate::support::places::Place;
use crate::support::{Browser, World, WorldOptions};
use inzage_gateway::config::AccountConfig;
use serde_json::{Value, json};

/// An operation that is described.
struct Operation {
    method: String,
    /// Filled in.
    path: String,
    /// Whether it is described as for people who are signed in only.
    closed: bool,
}

/// Every operation that is described.
async fn operations(browser: &mut Browser) -> Vec<Operation> {
    let description = browser
        .send("GET", "/api/openapi.json", None, &[])
        .await
        .json();
    let mut all = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        let filled = path
            .replace("{provider}", "delinde@medmij")
            .replace("{service}", "48")
            .replace("{path}", "Condition")
            .replace(['{', '}'], "");
        for (method, operation) in methods.as_object().unwrap() {
            all.push(Operation {
                method: method.to_uppercase(),
                path: filled.clone(),
                closed: operation["security"] == json!([{"session": []}]),
            });
        }
    }
    all
}

/// Whether what a path leads to is about a provider.
fn is_of_providers(path: &str) -> bool {
    ["/api/providers", "/api/logins", "/api/grants"]
        .iter()
        .any(|start| path.starts_with(start))
}

async fn code(browser: &mut Browser, method: &str, path: &str) -> (u16, Value) {
    let reply = browser.api(method, path, None).await;
    let body = serde_json::from_slice::<Value>(&reply.body).unwrap_or_default();
    (reply.status, body["code"].clone())
}

#[tokio::test]
async fn nothing_is_asked_of_a_provider_for_whoever_is_not_signed_in() {
    let place = Place::file();
    let world = world(&place).await;
    let mut browser = world.browser();
    let about = browser.api("GET", "/api/about", None).await.json();
    assert_eq!(about["accounts"], true);
    let all = operations(&mut browser).await;
    let of_providers = || all.iter().filter(|one| is_of_providers(&one.path));
    assert!(of_providers().count() >= 11);
    for one in &all {
        let (method, path) = (&one.method, &one.path);
        let (status, code) = code(&mut browser, method, path).await;
        let closed = (status, &code) == (401, &json!("sign_in_needed"));
        let own = ["/api/account/passkeys/remove", "/api/account"].contains(&path.as_str());
        let expected = is_of_providers(path) || own && method != "GET";
        assert_eq!(closed, expected, "{method} {path}: {status} {code}");
        assert_eq!(one.closed, expected, "{method} {path} as described");
    }
    // No other way of writing a path leads around it.
    for path in [
        "/api/%70roviders",
        "//api/providers",
        "/api/../api/providers",
        "/API/providers",
    ] {
        let reply = browser.api("GET", path, None).await;
        assert!(reply.status >= 400, "{path}: {}", reply.status);
    }
    assert_eq!(code(&mut browser, "HEAD", "/api/providers").await.0, 401);
    let mut passkey = Passkey::new();
    passkey.register(&mut browser).await;
    for Operation { method, path, .. } in of_providers() {
        let (_, code) = code(&mut browser, method, path).await;
        assert_ne!(code, "sign_in_needed", "{method} {path}");
    }
}

#[tokio::test]
async fn without_its_database_nobody_is_signed_in_and_nothing_opens() {
    let place = Place::file();
    let world = world(&place).await;
    let mut browser = world.browser();
    let mut passkey = Passkey::new();
    passkey.register(&mut browser).await;
    let (to_sign_in, to_register) = (
        challenge(&mut browser, "sign_in").await,
        challenge(&mut browser, "register").await,
    );
    let inzage_gateway::config::Database::File(file) = &place.database else {
        panic!("not a file");
    };
    break_it(file).await;
    let down = (503, json!("accounts_unavailable"));
    for Operation { method, path, .. } in operations(&mut browser).await {
        if is_of_providers(&path) {
            assert_eq!(
                code(&mut browser, &method, &path).await,
                down,
                "{method} {path}"
            );
        }
    }
    let bodies = [
        ("/api/account/session", passkey.assertion(&to_sign_in)),
        (
            "/api/account/passkeys",
            Passkey::new().registration(&to_register),
        ),
        ("/api/account/passkeys/remove", json!({"id": passkey.id()})),
    ];
    for (path, body) in bodies {
        let reply = post(&mut browser, path, &body).await;
        assert_eq!((reply.status, json!(reply.code())), down, "{path}");
    }
    for method in ["GET", "DELETE"] {
        assert_eq!(code(&mut browser, method, "/api/account").await, down);
    }
    // Whoever shows no session hears that she has to sign in, and is not let in either.
    let other = code(&mut world.browser(), "GET", "/api/providers").await;
    assert_eq!(other, (401, json!("sign_in_needed")));
}

/// Takes the tables away, as a database would that was put back wrong.
async fn break_it(file: &std::path::Path) {
    use sqlx::Connection;
    sqlx::any::install_default_drivers();
    let address = format!("sqlite://{}", file.display());
    let mut other = sqlx::AnyConnection::connect(&address).await.unwrap();
    for table in ["passkeys", "accounts"] {
        let drop = sqlx::AssertSqlSafe(format!("DROP TABLE {table}"));
        sqlx::query(drop).execute(&mut other).await.unwrap();
    }
    other.close().await.unwrap();
}

#[tokio::test]
async fn without_accounts_everybody_is_let_in_and_there_is_no_account() {
    let world = World::new().await;
    let mut browser = world.browser();
    let about = browser.api("GET", "/api/about", None).await.json();
    assert_eq!(about["accounts"], false);
    let reply = browser.api("GET", "/api/account", None).await;
    assert_eq!(reply.json(), json!({"signed_in": false, "passkeys": []}));
    assert_eq!(
        browser
            .api("GET", "/api/providers?q=linde", None)
            .await
            .status,
        200
    );
    let body = json!({"ceremony": "register"});
    let reply = post(&mut browser, "/api/account/challenges", &body).await;
    assert_eq!((reply.status, reply.code().as_str()), (404, "not_found"));
}

#[tokio::test]
async fn one_address_has_its_share_of_challenges() {
    let place = Place::file();
    let world = World::with(WorldOptions {
        database: Some(place.database.clone()),
        accounts: Some(AccountConfig {
            challenges_per_minute: 2,
            ..patient()
        }),
        ..WorldOptions::default()
    })
    .await;
    let mut refused = None;
    for _ in 0..20 {
        let body = json!({"ceremony": "sign_in"});
        let reply = post(&mut world.browser(), "/api/account/challenges", &body).await;
        if reply.status != 200 {
            refused = Some(reply);
            break;
        }
    }
    let refused = refused.unwrap();
    assert_eq!((refused.status, refused.code().as_str()), (429, "too_many"));
    assert!(refused.header("retry-after").is_some());
}
