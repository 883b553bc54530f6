//! Another passphrase: new keys, a new database, and the old one gone; also when
//! it is interrupted.
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that these are tests"
)]

mod common;

use common::{PARAMS, PASSPHRASE, block_on, put, rng, with_passphrase};
use inzage_vault::{
    CommitError, Device, Expectation, Kind, MemoryDevice, MemoryStore, OpenError, PrfOutput, Read,
    RenewError, Renewing, Revoke, Seen, Store, StoreError, Unlock, Vault, VaultEntry, Write,
    passkeys, renew, tidy,
};
use std::cell::Cell;
use std::rc::Rc;

const NEW: &str = "acht groene treinen in de zon";

/// The credential id of its passkey.
const PASSKEY: &[u8] = b"telefoon";

/// Another passphrase takes the place of the first.
const ANOTHER: Revoke<'static> = Revoke::Passphrase {
    new: NEW,
    params: PARAMS,
};

/// A device that stops working after a number of writes, as one that is switched
/// off.
#[derive(Clone)]
struct Failing {
    inner: MemoryDevice,
    left: Rc<Cell<usize>>,
}

impl Failing {
    fn tick(&self) -> Result<(), StoreError> {
        let left = self.left.get().checked_sub(1);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(StoreError::Failed("off".into()))
    }
}

struct FailingStore(MemoryStore, Failing);

impl Store for FailingStore {
    async fn view(&self, reads: Vec<Read>) -> Result<Vec<Seen>, StoreError> {
        self.0.view(reads).await
    }
    async fn commit(&self, batch: Vec<Write>, expect: Expectation) -> Result<(), StoreError> {
        self.1.tick()?;
        self.0.commit(batch, expect).await
    }
}

impl Device for Failing {
    type Store = FailingStore;
    type Alone = ();
    async fn alone(&self) -> Option<()> {
        self.inner.alone().await
    }
    async fn vaults(&self) -> Result<Vec<VaultEntry>, StoreError> {
        self.inner.vaults().await
    }
    async fn remember(&self, entry: &VaultEntry) -> Result<(), StoreError> {
        self.tick()?;
        self.inner.remember(entry).await
    }
    async fn forget(&self, id: &str) -> Result<(), StoreError> {
        self.tick()?;
        self.inner.forget(id).await
    }
    async fn open(&self, database: &str) -> Result<FailingStore, StoreError> {
        Ok(FailingStore(self.inner.open(database).await?, self.clone()))
    }
    fn fleeting(&self) -> FailingStore {
        FailingStore(self.inner.fleeting(), self.clone())
    }
    async fn delete(&self, database: &str) -> Result<(), StoreError> {
        self.tick()?;
        self.inner.delete(database).await
    }
}

/// A device with one vault, ready, with something in it; and its recovery key.
async fn device(writes: usize) -> (Failing, Vault<FailingStore>, String) {
    let left = Rc::new(Cell::new(usize::MAX));
    let device = Failing {
        inner: MemoryDevice::new(),
        left,
    };
    let entry = VaultEntry {
        id: "id".into(),
        name: "Thuis".into(),
        ready: true,
        database: "old".into(),
        next: None,
        retired: Vec::new(),
    };
    device.remember(&entry).await.unwrap();
    let mut rng = rng(1);
    let store = device.open("old").await.unwrap();
    let (vault, key) = Vault::create(store, "Thuis", PASSPHRASE, &mut rng, PARAMS)
        .await
        .unwrap();
    let key = key.reveal().to_string();
    vault.confirm_recovery(&key, &mut rng).await.unwrap();
    vault
        .commit(vec![put(Kind::Record, "r", "waarde")], &mut rng)
        .await
        .unwrap();
    vault
        .put_document("d", vec![3; 1_200_000], &mut rng)
        .await
        .unwrap();
    let prf = PrfOutput::new(&[5; 32]).unwrap();
    vault.add_passkey(PASSKEY, &prf, &mut rng).await.unwrap();
    device.left.set(writes);
    (device, vault, key)
}

async fn is_whole<S: Store>(vault: &Vault<S>) {
    assert!(vault.damage().is_empty());
    assert_eq!(
        vault.read(Kind::Record, "r").await.unwrap().unwrap(),
        b"waarde"
    );
    assert!(vault.document("d").await.unwrap().unwrap() == vec![3; 1_200_000]);
}

#[test]
fn after_renewal_only_the_new_secrets_open_and_the_old_database_is_gone() {
    block_on(async {
        let (device, vault, key) = device(usize::MAX).await;
        let before = device.inner.open("old").await.unwrap().dump();
        let tab = {
            let wrapped = vault.suspend(&[1; 32], &mut rng(2));
            Vault::resume(device.open("old").await.unwrap(), &wrapped, &[1; 32])
                .await
                .unwrap()
        };
        let mut rng = rng(3);
        let renewal = vault.renewal(ANOTHER, with_passphrase(), &mut rng).unwrap();
        assert!(renewal.recovery_key().is_none(), "it stays as it is");
        let renewed = renew(&device, "id", &vault, renewal, "", &mut rng)
            .await
            .unwrap();
        is_whole(&renewed).await;
        renewed
            .commit(vec![put(Kind::Log, "l", "x")], &mut rng)
            .await
            .unwrap();
        assert_eq!(
            vault.commit(vec![put(Kind::Log, "l", "x")], &mut rng).await,
            Err(CommitError::Closed)
        );
        assert_eq!(
            tab.commit(vec![put(Kind::Log, "l", "x")], &mut rng).await,
            Err(CommitError::Closed)
        );
        let entry = device.vaults().await.unwrap().remove(0);
        assert!(entry.retired.is_empty() && entry.next.is_none());
        assert_eq!(
            device.inner.databases(),
            std::slice::from_ref(&entry.database)
        );
        let store = device.inner.open(&entry.database).await.unwrap();
        let after = store.dump();
        assert!(
            before
                .iter()
                .all(|(_, _, old)| after.iter().all(|(_, _, new)| old != new))
        );
        let old = Vault::open(store.clone(), Unlock::Passphrase(PASSPHRASE)).await;
        assert_eq!(old.unwrap_err(), OpenError::WrongSecret);
        is_whole(
            &Vault::open(store.clone(), Unlock::Passphrase(NEW))
                .await
                .unwrap(),
        )
        .await;
        is_whole(&Vault::open(store, Unlock::Recovery(&key)).await.unwrap()).await;
    });
}

#[test]
fn a_renewal_interrupted_at_any_write_is_finished_or_taken_back() {
    for revoke in [ANOTHER, Revoke::RecoveryKey, Revoke::Passkey(PASSKEY)] {
        interrupted_at_any_write(revoke);
    }
}

fn interrupted_at_any_write(revoke: Revoke<'_>) {
    block_on(async {
        let (mut finished, mut taken_back) = (0, 0);
        for writes in 0.. {
            let (device, vault, _) = device(writes).await;
            let mut rng = rng(4);
            let renewal = vault.renewal(revoke, with_passphrase(), &mut rng).unwrap();
            let typed = renewal.recovery_key().map(|key| key.reveal().to_string());
            let typed = typed.unwrap_or_default();
            let done = renew(&device, "id", &vault, renewal, &typed, &mut rng)
                .await
                .is_ok();
            // Tidying is interrupted too, at its first and second write.
            for left in [1, 2, usize::MAX] {
                device.left.set(left);
                drop(tidy(&device).await);
            }
            let entry = device.vaults().await.unwrap().remove(0);
            assert!(entry.next.is_none() && entry.retired.is_empty());
            assert_eq!(
                device.inner.databases(),
                std::slice::from_ref(&entry.database)
            );
            let store = device.inner.open(&entry.database).await.unwrap();
            let renewed = entry.database != "old";
            let with = match revoke {
                Revoke::Passphrase { new, .. } if renewed => new,
                _ => PASSPHRASE,
            };
            let gone = renewed && matches!(revoke, Revoke::Passkey(_));
            assert_eq!(passkeys(&store).await.unwrap().len(), usize::from(!gone));
            let vault = Vault::open(store, Unlock::Passphrase(with)).await.unwrap();
            is_whole(&vault).await;
            vault
                .commit(vec![put(Kind::Log, "l", "x")], &mut rng)
                .await
                .unwrap();
            if renewed {
                finished += 1;
            } else {
                taken_back += 1;
            }
            if done {
                break;
            }
        }
        assert!(finished >= 3 && taken_back >= 4, "{finished} {taken_back}");
    });
}

#[test]
fn a_new_recovery_key_is_typed_back_before_anything_changes() {
    block_on(async {
        let (device, vault, old) = device(usize::MAX).await;
        let mut rng = rng(5);
        let refused = vault.renewal(Revoke::RecoveryKey, Unlock::Passphrase("mis"), &mut rng);
        assert_eq!(refused.unwrap_err(), OpenError::WrongSecret.into());
        for (typed, typo) in [("0", true), (old.as_str(), false)] {
            let renewal = vault
                .renewal(Revoke::RecoveryKey, with_passphrase(), &mut rng)
                .unwrap();
            let wrong = renew(&device, "id", &vault, renewal, typed, &mut rng).await;
            assert_eq!(matches!(wrong.unwrap_err(), RenewError::Typo(_)), typo);
            assert_eq!(device.inner.databases(), ["old"]);
            is_whole(&vault).await;
        }
        let renewal = vault
            .renewal(Revoke::RecoveryKey, with_passphrase(), &mut rng)
            .unwrap();
        let key = renewal.recovery_key().unwrap().reveal();
        let renewed = renew(&device, "id", &vault, renewal, &key, &mut rng)
            .await
            .unwrap();
        let store = &renewed.store().0;
        let opened = Vault::open(store.clone(), Unlock::Recovery(&old)).await;
        assert_eq!(opened.unwrap_err(), OpenError::WrongSecret);
        is_whole(
            &Vault::open(store.clone(), Unlock::Recovery(&key))
                .await
                .unwrap(),
        )
        .await;
        is_whole(&Vault::open(store.clone(), with_passphrase()).await.unwrap()).await;
    });
}

#[test]
fn what_another_tab_writes_meanwhile_is_in_the_renewed_vault() {
    block_on(async {
        let (device, vault, _) = device(usize::MAX).await;
        let mut rng = rng(6);
        let store = device.open("old").await.unwrap();
        let other = Vault::open(store, with_passphrase()).await.unwrap();
        let renewal = vault.renewal(ANOTHER, with_passphrase(), &mut rng).unwrap();
        let begun = Renewing::begin(&device, "id", &vault, renewal, "", &mut rng).await;
        let mut renewing = begun.map_err(|(_, error)| error).unwrap();
        let mut late = Some(put(Kind::Log, "laat", "x"));
        let renewed = loop {
            while !renewing.is_copied() {
                renewing.step(&vault, &mut rng).await.unwrap();
            }
            if let Some(change) = late.take() {
                other.commit(vec![change], &mut rng).await.unwrap();
            }
            match renewing.finish(&device, &vault, &mut rng).await.unwrap() {
                Ok(renewed) => break renewed,
                Err(anew) => renewing = anew,
            }
        };
        is_whole(&renewed).await;
        assert_eq!(
            renewed.read(Kind::Log, "laat").await.unwrap().unwrap(),
            b"x"
        );
    });
}
