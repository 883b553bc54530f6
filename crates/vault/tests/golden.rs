//! The format, fixed: a vault of each released version opens forever, and a
//! second implementation reads it the same.
//!
//! `BLESS=1 cargo test -p inzage-vault --test golden` writes the vector of a
//! *new* format. The vector of a released one is never written again.
#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "clippy does not see that these are tests; the strings are ASCII"
)]

mod common;

use argon2::{Algorithm, Argon2, Params, Version};
use common::{PARAMS, PASSPHRASE, block_on, put, rng};
use hkdf::Hkdf;
use inzage_vault::{
    Kind, MemoryStore, PrfOutput, Revoke, RevokeError, Store as _, Table, Unlock, Vault,
};
use serde_json::{Value, json};
use sha2::Sha256;
use std::path::PathBuf;
use std::process::Command;

/// The formats of headers; envelopes are of format 100 in all of them.
const VECTORS: [&str; 2] = ["format-100.json", "format-200.json"];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// What is in the vault of the vector.
fn records() -> Vec<(Kind, &'static str, Vec<u8>)> {
    let long = |n: u32| {
        (0..n)
            .map(|i| i.to_be_bytes()[3] ^ i.to_be_bytes()[2])
            .collect()
    };
    vec![
        (Kind::Record, "eerste", br#"{"value":1.00}"#.to_vec()),
        (Kind::Record, "tweede", long(700)),
        (Kind::Setting, "taal", b"nl".to_vec()),
        (Kind::Person, "ik", "Françoise 🙂".as_bytes().to_vec()),
        (Kind::Document, "brief", long(9_000)),
        (Kind::Log, "leeg", Vec::new()),
    ]
}

/// The key of the passphrase slot, made here independently of the vault.
fn passphrase_kek(header: &Value) -> [u8; 32] {
    use base64::Engine as _;
    let salt = header["passphrase"]["salt"].as_str().unwrap();
    let salt = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(salt)
        .unwrap();
    let params = Params::new(PARAMS.memory_kib, PARAMS.passes, PARAMS.lanes, Some(32)).unwrap();
    let (mut stretched, mut kek) = ([0; 32], [0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(PASSPHRASE.as_bytes(), &salt, &mut stretched)
        .unwrap();
    Hkdf::<Sha256>::new(Some(&salt), &stretched)
        .expand(b"inzage/slot/passphrase", &mut kek)
        .unwrap();
    kek
}

/// A vault that is the same on every run: its randomness is a fixed sequence.
async fn vector() -> Value {
    let mut rng = rng(20_260_101);
    let store = MemoryStore::new();
    let (vault, recovery) = Vault::create(store.clone(), "Gouden", PASSPHRASE, &mut rng, PARAMS)
        .await
        .unwrap();
    vault
        .confirm_recovery(&recovery.reveal(), &mut rng)
        .await
        .unwrap();
    vault
        .commit(vec![put(Kind::Record, "weg", "x")], &mut rng)
        .await
        .unwrap();
    let puts = records()
        .into_iter()
        .map(|(kind, id, bytes)| inzage_vault::Change::Put {
            kind,
            id: id.into(),
            bytes,
        });
    vault.commit(puts.collect(), &mut rng).await.unwrap();
    vault
        .commit(vec![common::delete(Kind::Record, "weg")], &mut rng)
        .await
        .unwrap();
    let header = store.get(Table::Meta, &[0]).await.unwrap().unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    let rows = store
        .dump()
        .into_iter()
        .map(|(table, key, value)| json!([table.name(), hex(&key), hex(&value)]));
    let contents = records()
        .into_iter()
        .map(|(kind, id, bytes)| json!([Table::Of(kind).name(), id, hex(&bytes)]));
    json!({
        "format": inzage_vault::FORMAT,
        "passphrase": PASSPHRASE,
        "recovery_key": recovery.reveal().as_str(),
        "passphrase_kek": hex(&passphrase_kek(&header)),
        "rows": rows.collect::<Vec<_>>(),
        "contents": contents.collect::<Vec<_>>(),
        "backup": hex(&vault.backup(&mut rng).await.unwrap()),
    })
}

fn read(name: &str) -> Value {
    let text = std::fs::read(folder().join(name)).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn store(vector: &Value) -> MemoryStore {
    let rows = vector["rows"].as_array().unwrap().iter().map(|row| {
        let table = Table::named(row[0].as_str().unwrap()).unwrap();
        (
            table,
            unhex(row[1].as_str().unwrap()),
            unhex(row[2].as_str().unwrap()),
        )
    });
    MemoryStore::holding(rows.collect())
}

#[test]
fn the_format_has_not_changed() {
    let made = block_on(vector());
    if std::env::var_os("BLESS").is_some() {
        let text = serde_json::to_string_pretty(&made).unwrap();
        std::fs::write(folder().join("format-200.json"), text + "\n").unwrap();
    }
    assert!(
        read("format-200.json") == made,
        "the bytes of a new vault are not those of format 200"
    );
}

#[test]
fn the_vaults_of_all_formats_open_with_both_slots_and_are_whole() {
    for vector in VECTORS {
        opens_and_is_whole(&read(vector));
    }
}

fn opens_and_is_whole(vector: &Value) {
    block_on(async {
        let recovery = vector["recovery_key"].as_str().unwrap();
        let backup = unhex(vector["backup"].as_str().unwrap());
        for with in [Unlock::Passphrase(PASSPHRASE), Unlock::Recovery(recovery)] {
            let vault = Vault::open(store(vector), with).await.unwrap();
            let restored = inzage_vault::restore(&backup, with, MemoryStore::new(), &mut rng(1))
                .await
                .unwrap();
            assert!(vault.damage().is_empty() && vault.name() == "Gouden");
            for (kind, id, bytes) in records() {
                assert!(
                    vault.read(kind, id).await.unwrap().unwrap() == bytes,
                    "{id}"
                );
                assert!(
                    restored.read(kind, id).await.unwrap().unwrap() == bytes,
                    "{id}"
                );
            }
            assert_eq!(vault.ids(Kind::Record).await.unwrap().len(), 2);
        }
    });
}

/// `WebCrypto` in Node, written from `docs/vault.md`: it decrypts every record,
/// checks keys, padding and manifest, and seals one that the vault then reads.
#[test]
fn a_second_implementation_reads_and_writes_the_same_formats() {
    for vector in VECTORS {
        second_reads_and_writes(vector);
    }
}

fn second_reads_and_writes(vector: &str) {
    // Without `node` on the path this fails.
    let done = Command::new("node")
        .arg(folder().join("second.mjs"))
        .arg(folder().join(vector))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{told}");
    let written: Value = serde_json::from_slice(&done.stdout).unwrap();
    block_on(async {
        let vault = Vault::open(store(&written), Unlock::Passphrase(PASSPHRASE))
            .await
            .unwrap();
        assert!(vault.damage().is_empty());
        assert_eq!(
            vault.read(Kind::Log, "van node").await.unwrap().unwrap(),
            b"geschreven door de ander"
        );
        for (kind, id, bytes) in records() {
            assert!(
                vault.read(kind, id).await.unwrap().unwrap() == bytes,
                "{id}"
            );
        }
    });
}

#[test]
fn a_vault_without_locks_asks_for_its_passphrase_before_something_is_revoked() {
    block_on(async {
        let vector = read("format-100.json");
        let recovery = vector["recovery_key"].as_str().unwrap();
        let open = Vault::open(store(&vector), Unlock::Recovery(recovery));
        let vault = open.await.unwrap();
        let mut rng = rng(5);
        let prf = PrfOutput::new(&[1; 32]).unwrap();
        vault.add_passkey(b"id", &prf, &mut rng).await.unwrap();
        let passkey = Unlock::Passkey(b"id", &prf);
        for with in [Unlock::Recovery(recovery), passkey] {
            let refused = vault.renewal(Revoke::RecoveryKey, with, &mut rng);
            assert_eq!(refused.unwrap_err(), RevokeError::NeedsPassphrase);
        }
        let with = Unlock::Passphrase(PASSPHRASE);
        let renewal = vault.renewal(Revoke::RecoveryKey, with, &mut rng);
        assert!(renewal.unwrap().recovery_key().is_some());
        let unknown = vault.renewal(Revoke::Passkey(b"x"), with, &mut rng);
        assert_eq!(unknown.unwrap_err(), RevokeError::NoPasskey);
        // An app that knows format 100 only leaves it alone.
        let head = vault.store().get(Table::Meta, &[0]).await.unwrap().unwrap();
        let header: Value = serde_json::from_slice(&head).unwrap();
        assert_eq!(header["format"], 200);
    });
}
