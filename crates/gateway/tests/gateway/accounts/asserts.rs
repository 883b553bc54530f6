//! What a passkey says is checked, and nothing that is wrong gets in.

use super::world;
use crate::support::authenticator::{MAY_BE_COPIED, Passkey, TOUCHED, challenge, post};
use crate::support::places::{Place, on_both};
use crate::support::{Browser, Reply};
use ciborium::Value;
use serde_json::{Value as Json, json};

on_both!(
    what_is_wrong_with_a_passkey_registers_and_signs_in_nobody,
    a_challenge_counts_once_in_its_browser_for_its_purpose_and_a_while,
    a_counter_goes_up_or_is_not_there,
    what_extensions_put_out_is_taken,
);

/// Wrong this time: nothing is said of the passkey.
fn is_refused(reply: &Reply) -> bool {
    (reply.status, reply.code().as_str()) == (403, "passkey_refused")
}

/// What an authenticator or its browser may do wrong.
const WRONG: [(&str, Mistake); 9] = [
    (
        "other port",
        Mistake::Origin("http://inzage.localhost:8081"),
    ),
    (
        "other scheme",
        Mistake::Origin("https://inzage.localhost:8080"),
    ),
    ("in another page", Mistake::Says("crossOrigin", "true")),
    (
        "below another page",
        Mistake::Says("topOrigin", "\"https://kwaad.nl\""),
    ),
    ("other kind", Mistake::Says("type", "\"webauthn.other\"")),
    ("other challenge", Mistake::Says("challenge", "\"AAAA\"")),
    ("other rp id", Mistake::RpId("localhost")),
    ("nobody verified", Mistake::Flags(0b001)),
    ("nobody present", Mistake::Flags(0b100)),
];

enum Mistake {
    Origin(&'static str),
    /// A member of the client data, as JSON.
    Says(&'static str, &'static str),
    RpId(&'static str),
    Flags(u8),
}

impl Mistake {
    fn make(&self, passkey: &mut Passkey) {
        match self {
            Self::Origin(origin) => (*origin).clone_into(&mut passkey.origin),
            Self::RpId(rp_id) => (*rp_id).clone_into(&mut passkey.rp_id),
            Self::Flags(flags) => passkey.flags = *flags,
            Self::Says(member, json) => {
                let json: Json = serde_json::from_str(json).unwrap();
                passkey.client_data[member] = json;
            }
        }
    }
}

async fn what_is_wrong_with_a_passkey_registers_and_signs_in_nobody(place: Place) {
    let world = world(&place).await;
    let mut good = Passkey::new();
    assert_eq!(good.register(&mut world.browser()).await.status, 200);
    for (what, wrong) in WRONG {
        let mut passkey = Passkey::new();
        wrong.make(&mut passkey);
        let mut browser = world.browser();
        assert!(is_refused(&passkey.register(&mut browser).await), "{what}");
        let (origin, rp_id) = (good.origin.clone(), good.rp_id.clone());
        wrong.make(&mut good);
        assert!(is_refused(&good.sign_in(&mut browser).await), "{what}");
        (good.origin, good.rp_id, good.flags) = (origin, rp_id, TOUCHED);
        good.client_data = json!({});
        assert_eq!(good.sign_in(&mut browser).await.status, 200, "{what}");
    }
    // A backup of what cannot be backed up; and what could not, now can.
    let mut browser = world.browser();
    good.flags = TOUCHED | 1 << 4;
    assert!(is_refused(&good.sign_in(&mut browser).await));
    good.flags = TOUCHED | MAY_BE_COPIED;
    assert!(is_refused(&good.sign_in(&mut browser).await));
    good.flags = TOUCHED;
    // A key of another, with this id; and one that nobody knows.
    let mut other = Passkey::new();
    other.id.clone_from(&good.id);
    assert!(is_refused(&other.sign_in(&mut browser).await));
    let unknown = Passkey::new().sign_in(&mut browser).await;
    assert_eq!(
        (unknown.status, unknown.code().as_str()),
        (403, "passkey_unknown")
    );
    // That it is not known is told to nobody without a challenge that counts.
    let asked = challenge(&mut world.browser(), "sign_in").await;
    let reply = sign_in_with(&mut Passkey::new(), &mut browser, &asked).await;
    assert!(is_refused(&reply));
    // One that might be guessed.
    for (length, registers) in [(0, false), (15, false), (16, true), (1024, false)] {
        let mut passkey = Passkey::new();
        passkey.id.resize(length, 7);
        let reply = passkey.register(&mut world.browser()).await;
        assert_eq!(reply.status == 200, registers, "{length}");
        assert!(registers || is_refused(&reply), "{length}");
    }
    for part in ["signature", "authenticator_data", "client_data"] {
        for change in ["AAAA", "not base64!", ""] {
            let asked = challenge(&mut browser, "sign_in").await;
            let mut body = good.assertion(&asked);
            body[part] = change.into();
            assert!(is_refused(
                &post(&mut browser, "/api/account/session", &body).await
            ));
        }
    }
    for part in ["attestation", "client_data", "id"] {
        for change in ["AAAA", "oA", "not base64!", ""] {
            let asked = challenge(&mut browser, "register").await;
            let mut body = Passkey::new().registration(&asked);
            body[part] = change.into();
            assert!(is_refused(
                &post(&mut browser, "/api/account/passkeys", &body).await
            ));
        }
    }
    assert_eq!(
        browser.api("GET", "/api/account", None).await.json()["signed_in"],
        false
    );
}

async fn sign_in_with(passkey: &mut Passkey, browser: &mut Browser, asked: &Json) -> Reply {
    let body = passkey.assertion(asked);
    post(browser, "/api/account/session", &body).await
}

async fn a_challenge_counts_once_in_its_browser_for_its_purpose_and_a_while(place: Place) {
    let world = world(&place).await;
    let mut browser = world.browser();
    let mut passkey = Passkey::new();
    let asked = challenge(&mut browser, "register").await;
    assert_eq!(asked["rp_id"], "inzage.localhost");
    assert_eq!(asked["algorithms"], json!([-7, -8, -257]));
    let body = passkey.registration(&asked);
    // Not for signing in, and not in another browser.
    assert!(is_refused(
        &sign_in_with(&mut passkey, &mut browser, &asked).await
    ));
    assert!(is_refused(
        &post(&mut world.browser(), "/api/account/passkeys", &body).await
    ));
    // It was used up, whatever came of it.
    assert!(is_refused(
        &post(&mut browser, "/api/account/passkeys", &body).await
    ));
    assert_eq!(passkey.register(&mut browser).await.status, 200);
    let asked = challenge(&mut browser, "sign_in").await;
    assert_eq!(asked.get("user"), None);
    assert_eq!(asked.get("algorithms"), None);
    let mut other = world.browser();
    challenge(&mut other, "sign_in").await;
    assert!(is_refused(
        &sign_in_with(&mut passkey, &mut other, &asked).await
    ));
    assert_eq!(
        sign_in_with(&mut passkey, &mut browser, &asked)
            .await
            .status,
        200
    );
    assert!(is_refused(
        &sign_in_with(&mut passkey, &mut browser, &asked).await
    ));
    let asked = challenge(&mut browser, "sign_in").await;
    world.pass(i64::try_from(asked["expires_in"].as_u64().unwrap()).unwrap() - 1);
    assert_eq!(
        sign_in_with(&mut passkey, &mut browser, &asked)
            .await
            .status,
        200
    );
    let asked = challenge(&mut browser, "sign_in").await;
    world.pass(300);
    assert!(is_refused(
        &sign_in_with(&mut passkey, &mut browser, &asked).await
    ));
    let mut asked = challenge(&mut browser, "sign_in").await;
    asked["state"] = "AAAA".into();
    assert!(is_refused(
        &sign_in_with(&mut passkey, &mut browser, &asked).await
    ));
}

async fn a_counter_goes_up_or_is_not_there(place: Place) {
    let world = world(&place).await;
    let mut browser = world.browser();
    let mut passkey = Passkey::new();
    passkey.counter = 7;
    passkey.register(&mut browser).await;
    assert_eq!(passkey.sign_in(&mut browser).await.status, 200);
    assert_eq!(passkey.counter, 8);
    for back in [1, 6, 7] {
        passkey.counter = back;
        assert!(is_refused(&passkey.sign_in(&mut browser).await), "{back}");
    }
    passkey.counter = 0;
    assert!(is_refused(&passkey.sign_in(&mut browser).await));
    passkey.counter = 8;
    assert_eq!(passkey.sign_in(&mut browser).await.status, 200);
    // One that does not count signs in again and again; one that begins to is followed.
    let mut still = Passkey::new();
    still.register(&mut browser).await;
    for _ in 0..3 {
        assert_eq!(still.sign_in(&mut browser).await.status, 200);
    }
    still.counter = 1;
    assert_eq!(still.sign_in(&mut browser).await.status, 200);
    still.counter = 1;
    assert!(is_refused(&still.sign_in(&mut browser).await));
}

/// What PRF is to an authenticator (CTAP 2.2: `hmac-secret`): true when the passkey is
/// made, sealed outputs when it is touched, 32 or 64 bytes by the first PIN protocol
/// and 16 more by the second.
async fn what_extensions_put_out_is_taken(place: Place) {
    let world = world(&place).await;
    let sealed = |length: usize| Value::Bytes(vec![5; length]);
    let map = |key: &str, value: Value| Some(Value::Map(vec![(key.into(), value)]));
    for length in [32, 48, 64, 80] {
        let mut browser = world.browser();
        let mut passkey = Passkey::new();
        passkey.extensions = (
            map("hmac-secret", true.into()),
            map("hmac-secret", sealed(length)),
        );
        assert_eq!(passkey.register(&mut browser).await.status, 200);
        assert_eq!(passkey.sign_in(&mut browser).await.status, 200, "{length}");
    }
    let mut passkey = Passkey::new();
    passkey.extensions.0 = Some(Value::Map(vec![
        ("credProtect".into(), 2.into()),
        ("hmac-secret".into(), true.into()),
        ("hmac-secret-mc".into(), sealed(48)),
    ]));
    let mut browser = world.browser();
    assert_eq!(passkey.register(&mut browser).await.status, 200);
    // They are under the signature like the rest.
    passkey.extensions.1 = map("hmac-secret", sealed(48));
    let asked = challenge(&mut browser, "sign_in").await;
    let mut body = passkey.assertion(&asked);
    let data = body["authenticator_data"].as_str().unwrap();
    let changed = format!("{}A", &data[..data.len() - 1]);
    assert_ne!(data, changed);
    body["authenticator_data"] = changed.into();
    assert!(is_refused(
        &post(&mut browser, "/api/account/session", &body).await
    ));
}
