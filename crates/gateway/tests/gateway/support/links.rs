//! The owner of a link and its readers, as the gateway sees them.

use super::browser::Browser;
use super::places::Place;
use super::wire::Reply;
use super::world::{World, WorldOptions};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use inzage_gateway::config::{ShareConfig, ShareLimits};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::Url;

/// The host of readers.
pub(crate) const READERS: &str = "meekijken.localhost:8080";

/// Sharing, swept every second.
pub(crate) fn sharing() -> ShareConfig {
    ShareConfig {
        url: Url::parse("http://meekijken.localhost:8080").unwrap(),
        limits: ShareLimits {
            made_per_minute: 100_000,
            reads_per_minute: 1_000_000,
            sweep_seconds: 1,
            ..ShareLimits::default()
        },
    }
}

/// A world in which sharing is on.
pub(crate) async fn world(place: &Place) -> World {
    let shares = Some(sharing());
    let database = Some(place.database.clone());
    World::with(WorldOptions {
        database,
        shares,
        ..WorldOptions::default()
    })
    .await
}

/// Seconds since 1970, and a while later.
pub(crate) fn in_seconds(seconds: u64) -> u64 {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    now.as_secs() + seconds
}

/// 32 bytes nobody knows, base64url.
pub(crate) fn secret() -> String {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).unwrap();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The verifier of a proof.
pub(crate) fn gate(passcode: &str) -> Value {
    let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(passcode));
    json!({ "verifier": format!("$sha256${hash}") })
}

/// Something that looks like a JWE.
pub(crate) fn jwe(content: &str) -> String {
    let content = URL_SAFE_NO_PAD.encode(content);
    format!("eyJhbGciOiJkaXIifQ..AAAAAAAAAAAAAAAA.{content}.AAAAAAAAAAAAAAAAAAAAAA")
}

/// The owner of one link.
#[derive(Clone)]
pub(crate) struct Owner {
    pub(crate) browser: Browser,
    pub(crate) control: String,
    pub(crate) id: String,
}

impl Owner {
    /// Makes a link that lives a day, but for what `more` says.
    pub(crate) async fn make(browser: Browser, more: Value) -> Self {
        let control = secret();
        let (status, reply) = make(&mut browser.clone(), &control, more).await;
        assert_eq!(status, 201, "{reply}");
        let id = reply["id"].as_str().unwrap().to_owned();
        Self {
            browser,
            control,
            id,
        }
    }

    /// The same with one file in it.
    pub(crate) async fn filled(browser: Browser, more: Value, content: &str) -> Self {
        let owner = Self::make(browser, more).await;
        owner.fill(1, &[content]).await;
        owner
    }

    /// Uploads and publishes a generation.
    pub(crate) async fn fill(&self, generation: u32, contents: &[&str]) {
        for (n, content) in contents.iter().enumerate() {
            let path = format!("files/{generation}/{n}");
            assert_eq!(self.put(&path, &jwe(content)).await.status, 204);
        }
        let file = json!({"content_type": "application/fhir+json", "fhir_version": "3.0.2",
            "last_updated": 1_780_000_000});
        let files: Vec<&Value> = contents.iter().map(|_| &file).collect();
        let body = json!({"generation": generation, "files": files});
        assert_eq!(self.call("POST", "/publish", Some(body)).await.status, 204);
    }

    /// A call about the link.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let bearer = format!("Bearer {}", self.control);
        let body = body.map(|body| body.to_string());
        let path = format!("/api/shares/{}{path}", self.id);
        let headers = [("authorization", bearer.as_str())];
        let mut browser = self.browser.clone();
        let body = body.as_deref();
        browser.api_with(method, &path, body, &headers).await
    }

    pub(crate) async fn put(&self, path: &str, content: &str) -> Reply {
        let bearer = format!("Bearer {}", self.control);
        let headers = [
            ("x-pgo", "1"),
            ("content-type", "application/jose"),
            ("authorization", bearer.as_str()),
        ];
        let path = format!("/api/shares/{}/{path}", self.id);
        let mut browser = self.browser.clone();
        browser.send("PUT", &path, Some(content), &headers).await
    }

    pub(crate) async fn state(&self) -> Value {
        let reply = self.call("GET", "", None).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }

    /// Somebody asks for the manifest.
    pub(crate) async fn read(&self, passcode: Option<&str>) -> Reply {
        let body = json!({"recipient": "Anna", "passcode": passcode, "embeddedLengthMax": 100_000});
        read(&self.browser, &self.id, &body).await
    }
}

/// Asks for a new link that lives a day, but for what `more` says.
pub(crate) async fn make(browser: &mut Browser, control: &str, more: Value) -> (u16, Value) {
    let hash = Sha256::digest(URL_SAFE_NO_PAD.decode(control).unwrap());
    let mut body = json!({"control": URL_SAFE_NO_PAD.encode(hash), "expires": in_seconds(86400)});
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    let body = body.to_string();
    let reply = browser.api("POST", "/api/shares", Some(&body)).await;
    (reply.status, reply.json())
}

/// Asks for a manifest, from a page elsewhere.
pub(crate) async fn read(browser: &Browser, id: &str, body: &Value) -> Reply {
    let mut browser = browser.clone();
    browser.host = READERS;
    let headers = [
        ("content-type", "application/json"),
        ("origin", "https://lezer.voorbeeld.nl"),
        ("sec-fetch-site", "cross-site"),
    ];
    let path = format!("/shl/{id}");
    let body = body.to_string();
    browser.send("POST", &path, Some(&body), &headers).await
}

/// Fetches from a link or a location.
pub(crate) async fn fetch(browser: &Browser, path: &str) -> Reply {
    let mut browser = browser.clone();
    browser.host = READERS;
    browser.send("GET", path, None, &[]).await
}

/// What everybody must see in the same way: status, headers but the date, body.
pub(crate) fn seen(reply: &Reply) -> (u16, Vec<(String, String)>, String) {
    let headers = reply.headers.iter().filter(|(name, _)| name != "date");
    (reply.status, headers.cloned().collect(), reply.text())
}
