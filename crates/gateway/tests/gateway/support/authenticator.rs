//! A passkey in software: signs as an authenticator and its browser would.

use super::browser::Browser;
use super::wire::Reply;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ciborium::Value;
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256,
    RsaKeyPair,
};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

/// User present, user verified.
pub(crate) const TOUCHED: u8 = 0b101;
/// It may be on several devices.
pub(crate) const MAY_BE_COPIED: u8 = 1 << 3;
const HAS_KEY: u8 = 1 << 6;
const HAS_EXTENSIONS: u8 = 1 << 7;

/// An RSA key of 2048 bits that only these tests use.
const RSA: &[u8] = include_bytes!("rsa.der");

enum Secret {
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Rsa(RsaKeyPair),
}

/// One passkey, and what it says besides; tests change it.
pub(crate) struct Passkey {
    secret: Secret,
    pub(crate) id: Vec<u8>,
    pub(crate) user: Option<String>,
    pub(crate) origin: String,
    pub(crate) rp_id: String,
    pub(crate) flags: u8,
    pub(crate) counter: u32,
    /// Outputs of extensions when it is made and when it is touched.
    pub(crate) extensions: (Option<Value>, Option<Value>),
    /// More of the client data.
    pub(crate) client_data: Json,
}

impl Passkey {
    /// One that most people have.
    pub(crate) fn new() -> Self {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key.as_ref(), &random);
        Self::with(Secret::P256(key.unwrap()))
    }

    /// One with an Ed25519 key.
    pub(crate) fn ed25519() -> Self {
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self::with(Secret::Ed25519(
            Ed25519KeyPair::from_pkcs8(key.as_ref()).unwrap(),
        ))
    }

    /// One with an RSA key.
    pub(crate) fn rsa() -> Self {
        Self::with(Secret::Rsa(RsaKeyPair::from_der(RSA).unwrap()))
    }

    fn with(secret: Secret) -> Self {
        let mut id = vec![0; 32];
        getrandom::fill(&mut id).unwrap();
        Self {
            secret,
            id,
            user: None,
            origin: "http://inzage.localhost:8080".to_owned(),
            rp_id: "inzage.localhost".to_owned(),
            flags: TOUCHED,
            counter: 0,
            extensions: (None, None),
            client_data: json!({}),
        }
    }

    /// Credential id, base64url.
    pub(crate) fn id(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.id)
    }

    /// Asks for a challenge and registers.
    pub(crate) async fn register(&mut self, browser: &mut Browser) -> Reply {
        let challenge = challenge(browser, "register").await;
        let body = self.registration(&challenge);
        post(browser, "/api/account/passkeys", &body).await
    }

    /// Asks for a challenge and signs in.
    pub(crate) async fn sign_in(&mut self, browser: &mut Browser) -> Reply {
        let challenge = challenge(browser, "sign_in").await;
        let body = self.assertion(&challenge);
        post(browser, "/api/account/session", &body).await
    }

    /// The body of a registration.
    pub(crate) fn registration(&mut self, challenge: &Json) -> Json {
        self.user = challenge["user"].as_str().map(str::to_owned);
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let mut data = self.data(HAS_KEY, self.extensions.0.is_some());
        data.extend([&[7; 16][..], &length, &self.id, &cbor(&self.public_key())].concat());
        data.extend(self.extensions.0.iter().flat_map(cbor));
        let object = Value::Map(vec![
            ("fmt".into(), "none".into()),
            ("attStmt".into(), Value::Map(Vec::new())),
            ("authData".into(), Value::Bytes(data)),
        ]);
        json!({
            "state": challenge["state"], "id": self.id(), "transports": ["internal"],
            "client_data": self.client_data("webauthn.create", challenge),
            "attestation": URL_SAFE_NO_PAD.encode(cbor(&object)),
        })
    }

    /// The body of a sign-in.
    pub(crate) fn assertion(&mut self, challenge: &Json) -> Json {
        if self.counter > 0 {
            self.counter += 1;
        }
        let mut data = self.data(0, self.extensions.1.is_some());
        data.extend(self.extensions.1.iter().flat_map(cbor));
        let client_data = self.client_data("webauthn.get", challenge);
        let hash = Sha256::digest(URL_SAFE_NO_PAD.decode(&client_data).unwrap());
        let signature = self.sign(&[data.as_slice(), &hash].concat());
        json!({
            "state": challenge["state"], "id": self.id(), "client_data": client_data,
            "authenticator_data": URL_SAFE_NO_PAD.encode(data),
            "signature": URL_SAFE_NO_PAD.encode(signature), "user": self.user,
        })
    }

    fn data(&self, flags: u8, extends: bool) -> Vec<u8> {
        let extensions = if extends { HAS_EXTENSIONS } else { 0 };
        let mut data = Sha256::digest(&self.rp_id).to_vec();
        data.push(self.flags | flags | extensions);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, challenge: &Json) -> String {
        let mut data = json!({"type": kind, "challenge": challenge["challenge"],
            "origin": self.origin, "crossOrigin": false, "more": "may come"});
        for (key, value) in self.client_data.as_object().unwrap() {
            data[key] = value.clone();
        }
        URL_SAFE_NO_PAD.encode(data.to_string())
    }

    fn public_key(&self) -> Value {
        let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
        let entries: Vec<(i32, Value)> = match &self.secret {
            Secret::P256(key) => {
                let (x, y) = key.public_key().as_ref()[1..].split_at(32);
                vec![
                    (1, 2.into()),
                    (3, (-7).into()),
                    (-1, 1.into()),
                    (-2, bytes(x)),
                    (-3, bytes(y)),
                ]
            }
            Secret::Ed25519(key) => vec![
                (1, 1.into()),
                (3, (-8).into()),
                (-1, 6.into()),
                (-2, bytes(key.public_key().as_ref())),
            ],
            Secret::Rsa(key) => {
                let public = PublicKeyComponents::<Vec<u8>>::from(key.public());
                vec![
                    (1, 3.into()),
                    (3, (-257).into()),
                    (-1, Value::Bytes(public.n)),
                    (-2, Value::Bytes(public.e)),
                ]
            }
        };
        let entry = |(label, value): (i32, Value)| (label.into(), value);
        Value::Map(entries.into_iter().map(entry).collect())
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.secret {
            Secret::P256(key) => key.sign(&random, message).unwrap().as_ref().to_vec(),
            Secret::Ed25519(key) => key.sign(message).as_ref().to_vec(),
            Secret::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .unwrap();
                signature
            }
        }
    }
}

/// Asks what is to be signed.
pub(crate) async fn challenge(browser: &mut Browser, ceremony: &str) -> Json {
    let body = json!({ "ceremony": ceremony });
    let reply = post(browser, "/api/account/challenges", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

/// A call with a body.
pub(crate) async fn post(browser: &mut Browser, path: &str, body: &Json) -> Reply {
    browser.api("POST", path, Some(&body.to_string())).await
}

fn cbor(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}
