//! The ways of opening as several tabs change them, and as somebody else changed them.
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that these are tests"
)]

mod common;

use common::{block_on, put, ready_vault, reopen, rng};
use inzage_vault::{
    CommitError, CopyError, Kind, MemoryStore, PrfOutput, Table, Unlock, Vault, passkeys,
};

fn prf(byte: u8) -> PrfOutput {
    PrfOutput::new(&[byte; 32]).unwrap()
}

#[test]
fn two_tabs_add_a_passkey_each_and_both_open_the_vault() {
    block_on(async {
        let (first, _) = ready_vault(1).await;
        let second = reopen(&first).await;
        let mut rng = rng(2);
        first.add_passkey(b"een", &prf(1), &mut rng).await.unwrap();
        second
            .add_passkey(b"twee", &prf(2), &mut rng)
            .await
            .unwrap();
        for (id, output) in [(b"een".as_slice(), prf(1)), (b"twee", prf(2))] {
            let with = Unlock::Passkey(id, &output);
            let opened = Vault::open(first.store().clone(), with).await.unwrap();
            assert!(opened.damage().is_empty());
        }
        let both: [Vec<u8>; 2] = [b"een".into(), b"twee".into()];
        assert_eq!(second.passkeys(), both);
        // The first tab knows of the other one's when it writes next.
        first
            .commit(vec![put(Kind::Log, "l", "x")], &mut rng)
            .await
            .unwrap();
        assert_eq!(first.passkeys(), both);
        assert_eq!(passkeys(first.store()).await.unwrap(), both);
    });
}

/// The device of a vault with somebody else's lock in the slot of its passphrase.
fn with_another_lock(vault: &Vault<MemoryStore>) -> MemoryStore {
    let mut rows = vault.store().dump();
    for (table, key, value) in &mut rows {
        if *table == Table::Meta && key == &[0] {
            let mut header: serde_json::Value = serde_json::from_slice(value).unwrap();
            let other = header.pointer("/recovery/lock").unwrap().clone();
            *header.pointer_mut("/passphrase/lock").unwrap() = other;
            *value = serde_json::to_vec(&header).unwrap();
        }
    }
    MemoryStore::holding(rows)
}

#[test]
fn a_header_that_somebody_else_changed_is_never_written_as_ones_own() {
    block_on(async {
        let (vault, key) = ready_vault(3).await;
        let mut rng = rng(4);
        vault
            .commit(vec![put(Kind::Record, "r", "waarde")], &mut rng)
            .await
            .unwrap();
        let store = with_another_lock(&vault);
        let before = store.dump();
        let opened = Vault::open(store.clone(), Unlock::Recovery(&key))
            .await
            .unwrap();
        let added = opened.add_passkey(b"een", &prf(1), &mut rng).await;
        assert_eq!(added, Err(CommitError::Tampered));
        let file = opened.backup(&mut rng).await;
        assert_eq!(file, Err(CopyError::Commit(CommitError::Tampered)));
        assert!(store.dump() == before, "nothing was written");
        assert_eq!(
            opened.read(Kind::Record, "r").await.unwrap().unwrap(),
            b"waarde"
        );
    });
}
