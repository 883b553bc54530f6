//! Commits that are interrupted: no room, a storage that fails, an answer that
//! never came. What was there stays; the next commit works.
#![expect(
    clippy::unwrap_used,
    reason = "clippy does not see that these are tests"
)]

mod common;

use common::{PARAMS, PASSPHRASE, block_on, delete, put, rng, with_passphrase};
use inzage_vault::{
    Change, CommitError, Expectation, Kind, MemoryStore, Read, Seen, Store, StoreError, Table,
    Unlock, Vault, Write, restore,
};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

#[derive(Clone, Copy, PartialEq)]
enum Fault {
    /// No room: nothing is written.
    Full,
    /// The storage fails: nothing is written.
    Fails,
    /// Everything is written, but the answer is lost (the process was killed).
    AnswerLost,
}

/// A store whose k-th write, counted over all batches, goes wrong.
#[derive(Clone)]
struct Faulty {
    inner: MemoryStore,
    fault: Fault,
    writes_left: Rc<Cell<Option<usize>>>,
}

impl Store for Faulty {
    async fn view(&self, reads: Vec<Read>) -> Result<Vec<Seen>, StoreError> {
        self.inner.view(reads).await
    }

    async fn commit(&self, batch: Vec<Write>, expect: Expectation) -> Result<(), StoreError> {
        let left = self.writes_left.get();
        let hit = left.is_some_and(|left| left < batch.len());
        let rest = left.map(|left| left.saturating_sub(batch.len()));
        self.writes_left.set(if hit { None } else { rest });
        match self.fault {
            Fault::Full if hit => Err(StoreError::Full),
            Fault::Fails if hit => Err(StoreError::Failed("by the test".into())),
            Fault::AnswerLost if hit => {
                self.inner.commit(batch, expect).await?;
                Err(StoreError::Failed("by the test".into()))
            }
            _ => self.inner.commit(batch, expect).await,
        }
    }
}

type Model = BTreeMap<(Kind, String), Vec<u8>>;

fn script() -> Vec<Vec<Change>> {
    let document = |n: u8, length| Change::Put {
        kind: Kind::Document,
        id: "brief".into(),
        bytes: vec![n; length],
    };
    vec![
        vec![
            put(Kind::Record, "a", "1"),
            put(Kind::Record, "b", "1"),
            put(Kind::Collection, "c", "1"),
        ],
        vec![document(1, 1_100_000), put(Kind::Record, "a", "2")],
        vec![delete(Kind::Record, "b"), put(Kind::Record, "d", "1")],
        vec![document(2, 10), put(Kind::Log, "l", "1")],
        vec![delete(Kind::Document, "brief"), delete(Kind::Record, "a")],
    ]
}

fn apply(model: &mut Model, changes: &[Change]) {
    for change in changes.iter().cloned() {
        match change {
            Change::Put { kind, id, bytes } => model.insert((kind, id), bytes),
            Change::Delete { kind, id } => model.remove(&(kind, id)),
        };
    }
}

async fn contents<S: Store>(vault: &Vault<S>) -> Model {
    assert!(vault.damage().is_empty(), "torn");
    let mut found = Model::new();
    for kind in Kind::ALL {
        let (records, damaged) = vault.read_all(kind).await.unwrap();
        assert!(damaged.is_empty(), "torn");
        found.extend(records.into_iter().map(|(id, body)| ((kind, id), body)));
    }
    found
}

/// Runs the script with a fault at write `k`; `false` when there is no such write.
async fn run(fault: Fault, k: usize) -> bool {
    let mut rng = rng(u64::try_from(k).unwrap());
    let writes_left = Rc::new(Cell::new(Some(k)));
    let inner = MemoryStore::new();
    let store = Faulty {
        inner: inner.clone(),
        fault,
        writes_left: Rc::clone(&writes_left),
    };
    let made = Vault::create(store, "x", PASSPHRASE, &mut rng, PARAMS).await;
    let Ok((vault, key)) = made else {
        return true;
    };
    if vault
        .confirm_recovery(&key.reveal(), &mut rng)
        .await
        .is_err()
    {
        let again = vault.confirm_recovery(&key.reveal(), &mut rng).await;
        assert_eq!(again, Ok(()), "confirming can be tried again");
    }
    let mut model = Model::new();
    for changes in script() {
        let before = model.clone();
        apply(&mut model, &changes);
        let Err(error) = vault.commit(changes.clone(), &mut rng).await else {
            continue;
        };
        assert_eq!(
            error,
            if fault == Fault::Full {
                CommitError::Full
            } else {
                CommitError::Storage
            }
        );
        let reloaded = Vault::open(inner.clone(), with_passphrase()).await.unwrap();
        let expected = if fault == Fault::AnswerLost {
            &model
        } else {
            &before
        };
        assert!(contents(&reloaded).await == *expected);
        assert!(
            contents(&vault).await == *expected,
            "the same instance goes on"
        );
        vault.commit(changes, &mut rng).await.unwrap();
    }
    assert!(contents(&vault).await == model);
    writes_left.get().is_none()
}

#[test]
fn a_fault_at_any_write_leaves_the_state_before_or_after_and_never_between() {
    block_on(async {
        for fault in [Fault::Full, Fault::Fails, Fault::AnswerLost] {
            let mut k = 0;
            while run(fault, k).await {
                k += 1;
            }
            assert!(k > 25, "only {k} writes were tried");
        }
    });
}

#[test]
fn a_restoration_interrupted_at_any_write_is_not_a_vault_and_can_be_done_again() {
    block_on(async {
        let mut rng = rng(1);
        let (vault, key) = Vault::create(MemoryStore::new(), "x", PASSPHRASE, &mut rng, PARAMS)
            .await
            .unwrap();
        vault
            .confirm_recovery(&key.reveal(), &mut rng)
            .await
            .unwrap();
        for changes in script().into_iter().take(2) {
            vault.commit(changes, &mut rng).await.unwrap();
        }
        let file = vault.backup(&mut rng).await.unwrap();
        let mut k = 0;
        loop {
            let inner = MemoryStore::new();
            let writes_left = Rc::new(Cell::new(Some(k)));
            let store = Faulty {
                inner: inner.clone(),
                fault: Fault::Full,
                writes_left,
            };
            if let Ok(restored) = restore(&file, with_passphrase(), store, &mut rng).await {
                assert!(contents(&restored).await == contents(&vault).await);
                break;
            }
            assert!(Vault::open(inner, with_passphrase()).await.is_err());
            k += 1;
        }
        assert!(k >= 8);
        let bare = restore(
            &file,
            Unlock::Recovery(&key.reveal()),
            MemoryStore::new(),
            &mut rng,
        )
        .await
        .unwrap();
        assert!(contents(&bare).await == contents(&vault).await);
    });
}

#[test]
fn a_backup_that_is_cut_off_changed_or_something_else_is_refused() {
    block_on(async {
        let mut rng = rng(1);
        let (vault, key) = Vault::create(MemoryStore::new(), "x", PASSPHRASE, &mut rng, PARAMS)
            .await
            .unwrap();
        vault
            .confirm_recovery(&key.reveal(), &mut rng)
            .await
            .unwrap();
        vault
            .commit(
                vec![
                    put(Kind::Record, "a", "geheime waarde"),
                    put(Kind::Log, "b", "2"),
                ],
                &mut rng,
            )
            .await
            .unwrap();
        let file = vault.backup(&mut rng).await.unwrap();
        assert!(!file.windows(14).any(|w| w == b"geheime waarde"));
        let recovery = key.reveal();
        let with = Unlock::Recovery(&recovery);
        for length in (0..file.len()).step_by(7) {
            let cut = restore(&file[..length], with, MemoryStore::new(), &mut rng).await;
            assert!(cut.is_err(), "cut at {length}");
        }
        // Byte 15 is the low byte of the format: 116 is read as 100 is, by design.
        for at in (0..file.len()).step_by(2).filter(|at| *at != 15) {
            let mut changed = file.clone();
            changed[at] ^= 0x10;
            let refused = restore(&changed, with, MemoryStore::new(), &mut rng).await;
            assert!(refused.is_err(), "byte {at}");
        }
        let wrong = restore(
            &file,
            Unlock::Passphrase("een andere"),
            MemoryStore::new(),
            &mut rng,
        )
        .await;
        assert!(wrong.is_err());
        let shared: Vec<_> = vault
            .store()
            .dump()
            .into_iter()
            .filter(|r| r.0 != Table::Meta)
            .collect();
        assert!(
            shared
                .iter()
                .all(|(_, _, value)| !file.windows(value.len()).any(|w| w == value))
        );
    });
}
