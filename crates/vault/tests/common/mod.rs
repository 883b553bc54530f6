//! What the tests of the vault share.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]
#![expect(dead_code, reason = "each test binary uses its own part")]

pub(crate) use futures::executor::block_on;
use inzage_vault::{Change, KdfParams, Kind, MemoryStore, Unlock, Vault};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

pub(crate) const PASSPHRASE: &str = "zeven blauwe fietsen in de regen";

/// The cheapest parameters that are accepted: tests derive many keys.
pub(crate) const PARAMS: KdfParams = KdfParams::FLOOR;

pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

pub(crate) fn put(kind: Kind, id: &str, text: &str) -> Change {
    Change::Put {
        kind,
        id: id.into(),
        bytes: text.as_bytes().to_vec(),
    }
}

pub(crate) fn delete(kind: Kind, id: &str) -> Change {
    Change::Delete {
        kind,
        id: id.into(),
    }
}

/// A vault that is ready, with its recovery key as text.
pub(crate) async fn ready_vault(seed: u64) -> (Vault<MemoryStore>, String) {
    let mut rng = rng(seed);
    let store = MemoryStore::new();
    let (vault, recovery) = Vault::create(store, "Thuis", PASSPHRASE, &mut rng, PARAMS)
        .await
        .unwrap();
    let typed = recovery.reveal().to_string();
    vault.confirm_recovery(&typed, &mut rng).await.unwrap();
    (vault, typed)
}

/// The same vault opened again, as another tab or after a reload.
pub(crate) async fn reopen(vault: &Vault<MemoryStore>) -> Vault<MemoryStore> {
    let key = [7; 32];
    let wrapped = vault.suspend(&key, &mut rng(99));
    Vault::resume(vault.store().clone(), &wrapped, &key)
        .await
        .unwrap()
}

/// As [`reopen`], over another store.
pub(crate) async fn resume_over(
    vault: &Vault<MemoryStore>,
    store: MemoryStore,
) -> Result<Vault<MemoryStore>, inzage_vault::OpenError> {
    let key = [7; 32];
    let wrapped = vault.suspend(&key, &mut rng(99));
    Vault::resume(store, &wrapped, &key).await
}

pub(crate) fn with_passphrase() -> Unlock<'static> {
    Unlock::Passphrase(PASSPHRASE)
}
