// Shared by the window and the worker run: the same tests, another place.

use inzage_vault::rand_core::CryptoRng;
use inzage_vault::{
    Change, CommitError, Device, Expectation, KdfParams, Kind, Store, StoreError, Table, Unlock,
    Vault, VaultEntry, Write, conformance, restore,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use wasm_bindgen_test::wasm_bindgen_test;

const PASSPHRASE: &str = "zeven blauwe fietsen in de regen";

/// Seeded from the browser's own randomness: databases of runs never meet.
fn rng() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(js_sys::Math::random().to_bits())
}

fn name(rng: &mut ChaCha20Rng) -> String {
    format!("{:016x}{:016x}", rng.next_u64(), rng.next_u64())
}

fn put(kind: Kind, id: &str, text: &str) -> Change {
    let (id, bytes) = (id.to_owned(), text.as_bytes().to_vec());
    Change::Put { kind, id, bytes }
}

async fn ready_vault(database: &str, rng: &mut dyn CryptoRng) -> (Vault<BrowserStore>, String) {
    let store = BrowserStore::open(database).await.unwrap();
    let (vault, recovery) = Vault::create(store, "Thuis", PASSPHRASE, rng, KdfParams::FLOOR)
        .await
        .unwrap();
    let typed = recovery.reveal().to_string();
    vault.confirm_recovery(&typed, rng).await.unwrap();
    (vault, typed)
}

#[wasm_bindgen_test]
async fn the_browser_store_conforms() {
    let outcomes = conformance::all(&BrowserDevice, &name(&mut rng())).await;
    assert!(outcomes.len() >= 9);
    let failed: Vec<_> = outcomes.iter().filter(|(_, o)| o.is_err()).collect();
    assert!(failed.is_empty(), "{failed:?}");
}

#[wasm_bindgen_test]
async fn a_vault_is_there_after_closing_and_opening_the_database() {
    let mut rng = rng();
    let database = name(&mut rng);
    let (vault, typed) = ready_vault(&database, &mut rng).await;
    let long: Vec<u8> = (0..1_500_000u32).map(|n| n.to_le_bytes()[1]).collect();
    vault
        .commit(vec![put(Kind::Record, "r", "waarde")], &mut rng)
        .await
        .unwrap();
    vault
        .put_document("d", long.clone(), &mut rng)
        .await
        .unwrap();
    let backup = vault.backup(&mut rng).await.unwrap();
    drop(vault);
    let store = BrowserStore::open(&database).await.unwrap();
    let again = Vault::open(store, Unlock::Passphrase(PASSPHRASE))
        .await
        .unwrap();
    assert_eq!(
        again.read(Kind::Record, "r").await.unwrap().unwrap(),
        b"waarde"
    );
    assert!(again.document("d").await.unwrap().unwrap() == long);
    assert!(again.damage().is_empty());
    BrowserDevice.delete(&database).await.unwrap();
    let gone = again
        .commit(vec![put(Kind::Record, "r", "x")], &mut rng)
        .await;
    assert_eq!(gone, Err(CommitError::Closed));
    let bare = name(&mut rng);
    let store = BrowserStore::open(&bare).await.unwrap();
    let restored = restore(&backup, Unlock::Recovery(&typed), store, &mut rng)
        .await
        .unwrap();
    assert!(restored.document("d").await.unwrap().unwrap() == long);
    drop(restored);
    BrowserDevice.delete(&bare).await.unwrap();
}

/// Four writers at once, as four tabs, each adding to shared and own records.
#[wasm_bindgen_test]
async fn four_writers_at_once_lose_no_update() {
    let mut rng = rng();
    let database = name(&mut rng);
    let (vault, _) = ready_vault(&database, &mut rng).await;
    let key = [3; 32];
    let wrapped = vault.suspend(&key, &mut rng);
    let writers = (0..4u64).map(|writer| {
        let (database, wrapped) = (database.clone(), wrapped.clone());
        async move {
            let store = BrowserStore::open(&database).await.unwrap();
            let vault = Vault::resume(store, &wrapped, &key).await.unwrap();
            let mut rng = ChaCha20Rng::seed_from_u64(writer);
            for step in 0..50u32 {
                let shared = format!("s{}", (u64::from(step) + writer) % 3);
                loop {
                    let now = vault.read(Kind::Record, &shared).await.unwrap();
                    let mut text = String::from_utf8(now.unwrap_or_default()).unwrap();
                    text = format!("{text}{writer}.{step} ");
                    let own = put(Kind::Log, &format!("{writer}.{step}"), "x");
                    let both = vec![put(Kind::Record, &shared, &text), own];
                    match vault.commit(both, &mut rng).await {
                        Ok(()) => break,
                        Err(CommitError::Conflict) => {}
                        Err(other) => panic!("{other}"),
                    }
                }
            }
        }
    });
    futures::future::join_all(writers).await;
    let (shared, damaged) = vault.read_all(Kind::Record).await.unwrap();
    let all: String = shared
        .iter()
        .map(|(_, text)| String::from_utf8(text.clone()).unwrap())
        .collect();
    let mut written: Vec<&str> = all.split_whitespace().collect();
    written.sort_unstable();
    written.dedup();
    assert_eq!((written.len(), damaged.len()), (200, 0));
    assert_eq!(vault.ids(Kind::Log).await.unwrap().len(), 200);
    assert!(vault.damage().is_empty());
    BrowserDevice.delete(&database).await.unwrap();
}

/// What another program wrote in the database is damage, not a crash.
#[wasm_bindgen_test]
async fn a_foreign_row_is_told_and_the_rest_opens() {
    let mut rng = rng();
    let database = name(&mut rng);
    let (vault, _) = ready_vault(&database, &mut rng).await;
    vault
        .commit(vec![put(Kind::Record, "r", "waarde")], &mut rng)
        .await
        .unwrap();
    let rogue = BrowserStore::open(&database).await.unwrap();
    let nowhere = Expectation {
        table: Table::Meta,
        key: vec![9],
        value: None,
    };
    let row = Write::Put(Table::Of(Kind::Record), vec![1; 24], vec![1, 2, 3]);
    rogue.commit(vec![row], nowhere).await.unwrap();
    let again = Vault::open(rogue, Unlock::Passphrase(PASSPHRASE))
        .await
        .unwrap();
    assert!(!again.damage().is_empty());
    let (records, damaged) = again.read_all(Kind::Record).await.unwrap();
    assert_eq!(records.len(), 1);
    assert!(!damaged.is_empty());
    BrowserDevice.delete(&database).await.unwrap();
}

#[wasm_bindgen_test]
async fn the_directory_survives_and_names_each_vault_once() {
    let mut rng = rng();
    let (id, database) = (name(&mut rng), name(&mut rng));
    let entry = VaultEntry {
        id: id.clone(),
        name: "Oma".into(),
        ready: true,
        database,
        next: None,
        retired: Vec::new(),
    };
    BrowserDevice.remember(&entry).await.unwrap();
    BrowserDevice.remember(&entry).await.unwrap();
    let listed = BrowserDevice.vaults().await.unwrap();
    assert_eq!(listed.iter().filter(|e| **e == entry).count(), 1);
    BrowserDevice.forget(&id).await.unwrap();
    assert!(!BrowserDevice.vaults().await.unwrap().contains(&entry));
    let closed = BrowserStore::open(&name(&mut rng)).await.unwrap();
    assert_eq!(
        closed.get(Table::Meta, b"x").await,
        Ok::<_, StoreError>(None)
    );
}
