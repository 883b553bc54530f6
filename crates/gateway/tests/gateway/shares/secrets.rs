//! What lies at the gateway: not what people share, nor what opens it.

use crate::support::canaries::log;
use crate::support::links::{Owner, fetch, gate, make, read, secret, world};
use crate::support::places::{Place, on_both};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde_json::json;

on_both!(two_hundred_canaries_are_not_in_the_database_on_disk_or_in_the_log);

async fn two_hundred_canaries_are_not_in_the_database_on_disk_or_in_the_log(place: Place) {
    let world = world(&place).await;
    let mut canaries: Vec<String> = Vec::new();
    let mut logged: Vec<String> = Vec::new();
    for round in 0..25 {
        let mut canary = |kind: &str| {
            let text = format!("zqs{kind}{round}x{}", 37 * (round + 1));
            canaries.push(text.clone());
            text
        };
        let record = ["name", "diagnosis", "medicine", "note", "label"]
            .map(&mut canary)
            .join(" ");
        let (right, wrong) = (canary("right"), canary("wrong"));
        let kind = if round % 5 == 0 {
            typed_gate(&right)
        } else {
            gate(&right)
        };
        let owner = Owner::make(world.browser(), json!({"gate": kind})).await;
        assert_eq!(
            owner.put("files/1/0", &encrypted(&record)).await.status,
            204
        );
        // What is not encrypted is refused, and stays nowhere either.
        assert_eq!(owner.put("files/1/1", &record).await.status, 400);
        let publish =
            json!({"generation": 1, "files": [{"content_type": "application/fhir+json"}]});
        assert_eq!(
            owner.call("POST", "/publish", Some(publish)).await.status,
            204
        );
        assert_eq!(owner.read(Some(&wrong)).await.status, 401);
        let who = format!("zqsrecipient{round}");
        let body = json!({"recipient": who, "passcode": right});
        let reply = read(&owner.browser, &owner.id, &body).await.json();
        let location = reply["files"][0]["location"].as_str().unwrap();
        let path = location.split_once(":8080").unwrap().1;
        assert_eq!(fetch(&owner.browser, path).await.status, 200);
        fetch(
            &owner.browser,
            &format!("/shl/{}?recipient={who}", owner.id),
        )
        .await;
        canaries.push(owner.control.clone());
        // The database has a hash of the id; the log has neither.
        canaries.push(owner.id.clone());
        logged.extend([who, path.rsplit_once('/').unwrap().1.to_owned()]);
    }
    let odd = json!({"gate": {"verifier": "zqsverifier"}});
    make(&mut world.browser(), &secret(), odd).await;
    logged.push("zqsverifier".to_owned());
    assert!(canaries.len() >= 200, "{}", canaries.len());
    let kept = String::from_utf8_lossy(&place.bytes()).into_owned();
    let log = log();
    assert!(kept.contains("zqsrecipient7"), "the disk was not read");
    assert!(log.contains("passcode compared"), "nothing was collected");
    for canary in &canaries {
        assert!(!kept.contains(canary.as_str()), "on disk: {canary}");
    }
    for canary in canaries.iter().chain(&logged) {
        assert!(!log.contains(canary.as_str()), "in the log: {canary}");
    }
}

/// A JWE as far as the gateway can tell; what is in it is encrypted indeed.
fn encrypted(text: &str) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let mut bytes = [0_u8; 56];
    getrandom::fill(&mut bytes).unwrap();
    let (key, nonce) = bytes.split_at(32);
    let nonce: [u8; 24] = nonce.try_into().unwrap();
    let cipher = XChaCha20Poly1305::new_from_slice(key).unwrap();
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), text.as_bytes())
        .unwrap();
    let (content, tag) = sealed.split_at(sealed.len() - 16);
    let [nonce, content, tag] = [&nonce[..], content, tag].map(|part| URL_SAFE_NO_PAD.encode(part));
    format!("eyJhbGciOiJkaXIifQ..{nonce}.{content}.{tag}")
}

/// The verifier of a passcode that people type.
pub(super) fn typed_gate(passcode: &str) -> serde_json::Value {
    use argon2::{Argon2, PasswordHasher};
    let salt: [u8; 16] = *b"sixteen bytes of";
    let hash = Argon2::default().hash_password_with_salt(passcode.as_bytes(), &salt);
    json!({ "verifier": hash.unwrap().to_string() })
}
