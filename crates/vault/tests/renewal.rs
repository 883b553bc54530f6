//! Another passphrase: new keys, a new database, and the old one gone; also when
//! it is interrupted.
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that these are tests"
)]

mod common;

use common::{PARAMS, PASSPHRASE, block_on, put, rng, with_passphrase};
use inzage_vault::{
    CommitError, Device, Expectation, Finished, Kind, MemoryDevice, MemoryStore, NotAlone,
    OpenError, PrfOutput, Read, RenewError, Renewing, Revoke, Seen, Store, StoreError, Table,
    Unlock, Vault, VaultEntry, Write, current, passkeys, renew, tidy,
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
    /// Whether its stores wrote what they fail to write.
    late: bool,
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
        let told = self.1.tick();
        if told.is_ok() || self.1.late {
            self.0.commit(batch, expect).await?;
        }
        told
    }
}

impl Device for Failing {
    type Store = FailingStore;
    type Alone = ();
    async fn alone(&self) -> Result<(), NotAlone> {
        Ok(())
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
        late: false,
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
        assert!(renewed.left.is_none());
        let renewed = renewed.vault;
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
        for late in [false, true] {
            interrupted_at_any_write(revoke, late);
        }
    }
}

fn interrupted_at_any_write(revoke: Revoke<'_>, late: bool) {
    block_on(async {
        let (mut finished, mut taken_back) = (0, 0);
        for writes in 0.. {
            let (mut device, vault, _) = device(writes).await;
            device.late = late;
            let vault = again(&device, &vault).await;
            let mut rng = rng(4);
            let renewal = vault.renewal(revoke, with_passphrase(), &mut rng).unwrap();
            let typed = renewal.recovery_key().map(|key| key.reveal().to_string());
            let typed = typed.unwrap_or_default();
            let done = renew(&device, "id", &vault, renewal, &typed, &mut rng).await;
            let renewed = done.is_ok();
            let ended = done.is_ok_and(|renewed| renewed.left.is_none());
            let secret = match revoke {
                Revoke::Passphrase { new, .. } if renewed => new,
                _ => PASSPHRASE,
            };
            let gone = renewed && matches!(revoke, Revoke::Passkey(_));
            // Also before anything was tidied, what was told is true.
            let entry = device.vaults().await.unwrap().remove(0);
            let now = current(&device, &entry).await.unwrap();
            assert_eq!(now != "old", renewed, "{writes}");
            let store = device.inner.open(&now).await.unwrap();
            let opened = Vault::open(store.clone(), Unlock::Passphrase(secret)).await;
            is_whole(&opened.unwrap()).await;
            // Tidying is interrupted too, at each of its writes.
            for left in [0, 1, 1, 2, usize::MAX] {
                device.left.set(left);
                drop(tidy(&device).await);
            }
            let entry = device.vaults().await.unwrap().remove(0);
            assert!(entry.next.is_none() && entry.retired.is_empty());
            assert_eq!(entry.database, now);
            assert_eq!(device.inner.databases(), [now]);
            assert_eq!(passkeys(&store).await.unwrap().len(), usize::from(!gone));
            let vault = Vault::open(store, Unlock::Passphrase(secret))
                .await
                .unwrap();
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
            if ended {
                break;
            }
        }
        assert!(finished >= 3 && taken_back >= 4, "{finished} {taken_back}");
    });
}

/// The same vault in another tab.
async fn again(device: &Failing, vault: &Vault<FailingStore>) -> Vault<FailingStore> {
    let wrapped = vault.suspend(&[1; 32], &mut rng(2));
    let store = device.open("old").await.unwrap();
    Vault::resume(store, &wrapped, &[1; 32]).await.unwrap()
}

#[test]
fn what_was_written_after_an_interrupted_renewal_outlives_the_next_one() {
    block_on(async {
        let (device, vault, _) = device(usize::MAX).await;
        let old = again(&device, &vault).await;
        let mut rng = rng(7);
        let renewal = vault.renewal(ANOTHER, with_passphrase(), &mut rng).unwrap();
        let begun = Renewing::begin(&device, "id", &vault, renewal, "", &mut rng).await;
        let mut renewing = begun.map_err(|(_, error)| error).unwrap();
        while !renewing.is_copied() {
            renewing.step(&vault, &mut rng).await.unwrap();
        }
        // Off right after the old database was retired: the second write of the end.
        device.left.set(2);
        let ended = renewing.finish(&device, &vault, &mut rng).await.unwrap();
        let Finished::Renewed(renewed) = ended else {
            panic!("nobody wrote")
        };
        assert!(renewed.left.is_some());
        device.left.set(usize::MAX);
        let later = vec![put(Kind::Log, "later", "x")];
        renewed.vault.commit(later, &mut rng).await.unwrap();

        let stale = old.renewal(ANOTHER, with_passphrase(), &mut rng).unwrap();
        let refused = renew(&device, "id", &old, stale, "", &mut rng).await;
        assert!(refused.is_err());
        let with = Unlock::Passphrase(NEW);
        let renewal = renewed
            .vault
            .renewal(Revoke::Passkey(PASSKEY), with, &mut rng);
        let again = renew(
            &device,
            "id",
            &renewed.vault,
            renewal.unwrap(),
            "",
            &mut rng,
        );
        let again = again.await.unwrap().vault;
        is_whole(&again).await;
        assert_eq!(again.read(Kind::Log, "later").await.unwrap().unwrap(), b"x");
        assert_eq!(device.inner.databases().len(), 1);
    });
}

#[test]
fn new_keys_are_only_for_the_vault_that_they_were_made_for() {
    block_on(async {
        let (device, vault, _) = device(usize::MAX).await;
        let mut rng = rng(8);
        let entry = VaultEntry {
            id: "other".into(),
            name: "Van iemand anders".into(),
            ready: true,
            database: "other".into(),
            next: None,
            retired: Vec::new(),
        };
        device.remember(&entry).await.unwrap();
        let store = device.open("other").await.unwrap();
        let made = Vault::create(store, "Ander", PASSPHRASE, &mut rng, PARAMS).await;
        let (other, key) = made.unwrap();
        other
            .confirm_recovery(&key.reveal(), &mut rng)
            .await
            .unwrap();
        for id in ["other", "id"] {
            let renewal = vault.renewal(ANOTHER, with_passphrase(), &mut rng).unwrap();
            let mixed = Renewing::begin(&device, id, &other, renewal, "", &mut rng).await;
            assert_eq!(mixed.err().unwrap().1, RenewError::OtherVault);
        }
        let renewal = vault.renewal(ANOTHER, with_passphrase(), &mut rng).unwrap();
        let mixed = Renewing::begin(&device, "other", &vault, renewal, "", &mut rng).await;
        assert_eq!(mixed.err().unwrap().1, RenewError::OtherVault);
        let renewal = vault.renewal(ANOTHER, with_passphrase(), &mut rng).unwrap();
        let begun = Renewing::begin(&device, "id", &vault, renewal, "", &mut rng).await;
        let mut renewing = begun.map_err(|(_, error)| error).unwrap();
        let step = renewing.step(&other, &mut rng).await;
        assert_eq!(step.unwrap_err(), RenewError::OtherVault);
        while !renewing.is_copied() {
            renewing.step(&vault, &mut rng).await.unwrap();
        }
        let end = renewing.finish(&device, &other, &mut rng).await;
        assert_eq!(end.err().unwrap(), RenewError::OtherVault);
        tidy(&device).await.unwrap();
        assert_eq!(device.inner.databases(), ["old", "other"]);
        is_whole(&vault).await;
        let log = vec![put(Kind::Log, "l", "x")];
        other.commit(log.clone(), &mut rng).await.unwrap();
        vault.commit(log, &mut rng).await.unwrap();
    });
}

#[test]
fn a_passkey_that_another_tab_adds_meanwhile_is_not_lost_with_the_old_keys() {
    block_on(async {
        for late in [false, true] {
            let (device, vault, _) = device(usize::MAX).await;
            let tab = again(&device, &vault).await;
            let mut rng = rng(9);
            let prf = PrfOutput::new(&[6; 32]).unwrap();
            let renewal = vault.renewal(ANOTHER, with_passphrase(), &mut rng).unwrap();
            if !late {
                tab.add_passkey(b"nieuw", &prf, &mut rng).await.unwrap();
            }
            let begun = Renewing::begin(&device, "id", &vault, renewal, "", &mut rng).await;
            let ended = match begun {
                Err((_, error)) => Err(error),
                Ok(mut renewing) => {
                    while !renewing.is_copied() {
                        renewing.step(&vault, &mut rng).await.unwrap();
                    }
                    tab.add_passkey(b"nieuw", &prf, &mut rng).await.unwrap();
                    renewing.finish(&device, &vault, &mut rng).await.map(drop)
                }
            };
            assert_eq!(ended, Err(RenewError::Changed), "{late}");
            tidy(&device).await.unwrap();
            assert_eq!(device.inner.databases(), ["old"]);
            let store = device.inner.open("old").await.unwrap();
            let opened = Vault::open(store, Unlock::Passkey(b"nieuw", &prf)).await;
            is_whole(&opened.unwrap()).await;
        }
    });
}

#[test]
fn what_cannot_be_read_is_counted_and_not_given_up_with_the_old_keys() {
    block_on(async {
        // A record, and a chunk of a document: that one shows while it is copied.
        for kind in [Table::Of(Kind::Record), Table::Chunks] {
            let (device, vault, _) = device(usize::MAX).await;
            let mut rows = device.inner.open("old").await.unwrap().dump();
            let row = rows.iter_mut().rfind(|row| row.0 == kind).unwrap();
            *row.2.last_mut().unwrap() ^= 1;
            let changed = row.clone();
            let expect = Expectation {
                table: Table::Meta,
                key: vec![9],
                value: None,
            };
            let write = Write::Put(changed.0, changed.1, changed.2);
            vault.store().commit(vec![write], expect).await.unwrap();
            let mut rng = rng(10);
            let renewal = vault.renewal(ANOTHER, with_passphrase(), &mut rng).unwrap();
            let refused = renew(&device, "id", &vault, renewal, "", &mut rng).await;
            assert_eq!(refused.err().unwrap(), RenewError::Damaged(1), "{kind:?}");
            tidy(&device).await.unwrap();
            assert_eq!(device.inner.databases(), ["old"]);
            assert!(device.inner.open("old").await.unwrap().dump() == rows);
        }
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
            assert_eq!(matches!(wrong.err().unwrap(), RenewError::Typo(_)), typo);
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
        let store = &renewed.vault.store().0;
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
                Finished::Renewed(renewed) => break renewed.vault,
                Finished::Anew(anew) => renewing = *anew,
            }
        };
        is_whole(&renewed).await;
        assert_eq!(
            renewed.read(Kind::Log, "laat").await.unwrap().unwrap(),
            b"x"
        );
    });
}
