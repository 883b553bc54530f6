//! What the vault does for whoever uses it.

mod common;

use common::{
    PARAMS, PASSPHRASE, block_on, delete, put, ready_vault, reopen, rng, with_passphrase,
};
use inzage_vault::{
    CommitError, ConfirmError, CreateError, Kind, MemoryStore, OpenError, Store, Table, Unlock,
    Vault,
};

#[test]
fn what_is_put_is_read_back_after_opening_again() {
    block_on(async {
        let (vault, _) = ready_vault(1).await;
        let changes = vec![
            put(Kind::Record, "r1", "eerste"),
            put(Kind::Record, "r2", "tweede"),
            put(Kind::Setting, "r1", "een andere soort"),
        ];
        vault.commit(changes, &mut rng(2)).await.unwrap();
        let again = Vault::open(vault.store().clone(), with_passphrase())
            .await
            .unwrap();
        assert_eq!(
            again.read(Kind::Record, "r1").await.unwrap().unwrap(),
            b"eerste"
        );
        assert_eq!(
            again.read(Kind::Setting, "r1").await.unwrap().unwrap(),
            b"een andere soort"
        );
        assert_eq!(again.read(Kind::Record, "r3").await.unwrap(), None);
        let (all, damaged) = again.read_all(Kind::Record).await.unwrap();
        assert_eq!(
            all,
            [
                ("r1".into(), b"eerste".to_vec()),
                ("r2".into(), b"tweede".to_vec())
            ]
        );
        assert!(damaged.is_empty() && again.damage().is_empty());
        again
            .commit(vec![delete(Kind::Record, "r1")], &mut rng(3))
            .await
            .unwrap();
        assert_eq!(vault.read(Kind::Record, "r1").await.unwrap(), None);
        assert_eq!(vault.ids(Kind::Record).await.unwrap(), ["r2"]);
    });
}

#[test]
fn a_document_of_several_chunks_comes_back_byte_for_byte() {
    block_on(async {
        let (vault, _) = ready_vault(1).await;
        let long: Vec<u8> = (0u32..2_500_000)
            .map(|n| n.to_le_bytes()[0] ^ n.to_le_bytes()[1])
            .collect();
        vault
            .put_document("brief", long.clone(), &mut rng(2))
            .await
            .unwrap();
        vault
            .put_document("leeg", Vec::new(), &mut rng(3))
            .await
            .unwrap();
        let again = reopen(&vault).await;
        assert!(again.document("brief").await.unwrap().unwrap() == long);
        assert_eq!(again.document("leeg").await.unwrap(), Some(Vec::new()));
        again
            .put_document("brief", b"kort".to_vec(), &mut rng(4))
            .await
            .unwrap();
        assert_eq!(vault.document("brief").await.unwrap().unwrap(), b"kort");
        assert_eq!(vault.store().keys(Table::Chunks).await.unwrap().len(), 1);
        vault
            .commit(vec![delete(Kind::Document, "brief")], &mut rng(5))
            .await
            .unwrap();
        assert!(vault.store().keys(Table::Chunks).await.unwrap().is_empty());
        assert!(reopen(&vault).await.damage().is_empty());
    });
}

#[test]
fn nothing_is_taken_before_the_recovery_key_is_typed_back() {
    block_on(async {
        let mut rng = rng(1);
        let store = MemoryStore::new();
        let (vault, key) = Vault::create(store.clone(), "Thuis", PASSPHRASE, &mut rng, PARAMS)
            .await
            .unwrap();
        let early = vault
            .commit(vec![put(Kind::Record, "r", "x")], &mut rng)
            .await;
        assert_eq!(early, Err(CommitError::NotReady));
        let closed = Vault::open(store.clone(), with_passphrase()).await;
        assert_eq!(closed.unwrap_err(), OpenError::NotReady);
        let (_, other) = ready_vault(7).await;
        assert_eq!(
            vault.confirm_recovery(&other, &mut rng).await,
            Err(ConfirmError::WrongKey)
        );
        let typed = key.reveal().to_lowercase().replace('-', " ");
        vault.confirm_recovery(&typed, &mut rng).await.unwrap();
        vault
            .commit(vec![put(Kind::Record, "r", "x")], &mut rng)
            .await
            .unwrap();
        let by_recovery = Vault::open(store.clone(), Unlock::Recovery(&typed))
            .await
            .unwrap();
        assert_eq!(by_recovery.name(), "Thuis");
        let second = Vault::create(store, "Weer", PASSPHRASE, &mut rng, PARAMS).await;
        assert_eq!(second.unwrap_err(), CreateError::Exists);
    });
}

#[test]
fn another_tab_is_merged_unless_both_changed_the_same_record() {
    block_on(async {
        let (here, _) = ready_vault(1).await;
        here.commit(vec![put(Kind::Record, "r", "0")], &mut rng(2))
            .await
            .unwrap();
        let there = reopen(&here).await;
        there.read_all(Kind::Record).await.unwrap();
        there
            .commit(vec![put(Kind::Record, "s", "daar")], &mut rng(3))
            .await
            .unwrap();
        here.commit(vec![put(Kind::Record, "t", "hier")], &mut rng(4))
            .await
            .unwrap();
        here.commit(vec![put(Kind::Record, "r", "1")], &mut rng(5))
            .await
            .unwrap();
        let late = there
            .commit(vec![put(Kind::Record, "r", "2")], &mut rng(6))
            .await;
        assert_eq!(late, Err(CommitError::Conflict));
        let new = there
            .commit(vec![put(Kind::Record, "t", "daar")], &mut rng(6))
            .await;
        assert_eq!(
            new,
            Err(CommitError::Conflict),
            "it had seen that there is no t"
        );
        assert_eq!(there.read(Kind::Record, "r").await.unwrap().unwrap(), b"1");
        there
            .commit(vec![put(Kind::Record, "r", "2")], &mut rng(7))
            .await
            .unwrap();
        assert_eq!(here.ids(Kind::Record).await.unwrap(), ["r", "s", "t"]);
        assert!(here.damage().is_empty());
    });
}
