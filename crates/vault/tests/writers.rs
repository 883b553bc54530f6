//! Four writers at once against what one writer would have made of it.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "clippy does not see that these are tests"
)]

mod common;

use common::{block_on, ready_vault, rng};
use futures::executor::LocalPool;
use futures::task::LocalSpawnExt;
use inzage_vault::{
    Change, CommitError, Expectation, Kind, MemoryStore, Read, Seen, Store, StoreError, Vault,
    Write,
};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng as _;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// Lets the other writers go first now and then, by a seeded coin.
#[derive(Clone)]
struct Yielding {
    inner: MemoryStore,
    coin: Rc<RefCell<ChaCha20Rng>>,
}

struct Pause(u32);

impl Future for Pause {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 == 0 {
            return Poll::Ready(());
        }
        self.0 -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Store for Yielding {
    async fn view(&self, reads: Vec<Read>) -> Result<Vec<Seen>, StoreError> {
        let turns = self.coin.borrow_mut().next_u32() % 3;
        Pause(turns).await;
        self.inner.view(reads).await
    }

    async fn commit(&self, batch: Vec<Write>, expect: Expectation) -> Result<(), StoreError> {
        let turns = self.coin.borrow_mut().next_u32() % 4;
        Pause(turns).await;
        self.inner.commit(batch, expect).await
    }
}

type Model = BTreeMap<(Kind, String), Vec<u8>>;
/// What was done, in the order in which the commits took place.
type Journal = Rc<RefCell<Vec<Step>>>;

#[derive(Clone)]
enum Step {
    Append(Kind, String, Vec<u8>),
    Delete(Kind, String),
}

fn step(rng: &mut ChaCha20Rng, mark: &str) -> Step {
    let kinds = [Kind::Record, Kind::Document, Kind::Setting];
    let kind = kinds[usize::try_from(rng.next_u32() % 3).unwrap()];
    let id = format!("{}", rng.next_u32() % 3);
    if rng.next_u32().is_multiple_of(5) {
        Step::Delete(kind, id)
    } else {
        Step::Append(kind, id, mark.as_bytes().to_vec())
    }
}

async fn writer(vault: Vault<Yielding>, name: u64, journal: Journal) -> u32 {
    let mut rng = rng(100 + name);
    let mut conflicts = 0;
    for n in 0..50 {
        let step = step(&mut rng, &format!("{name}.{n} "));
        loop {
            let change = match step.clone() {
                Step::Append(kind, id, more) => {
                    // One in two writers looks at the whole kind, as the engine does.
                    let mut bytes = if name.is_multiple_of(2) {
                        vault.read(kind, &id).await.unwrap().unwrap_or_default()
                    } else {
                        let (all, _) = vault.read_all(kind).await.unwrap();
                        all.into_iter()
                            .find(|(i, _)| *i == id)
                            .map(|(_, b)| b)
                            .unwrap_or_default()
                    };
                    bytes.extend(more);
                    Change::Put { kind, id, bytes }
                }
                Step::Delete(kind, id) => Change::Delete { kind, id },
            };
            match vault.commit(vec![change], &mut rng).await {
                Ok(()) => break,
                Err(CommitError::Conflict) => {
                    conflicts += 1;
                    let (Step::Append(kind, id, _) | Step::Delete(kind, id)) = &step;
                    vault.read(*kind, id).await.unwrap();
                }
                Err(other) => panic!("{other}"),
            }
        }
        journal.borrow_mut().push(step);
    }
    conflicts
}

fn serially(journal: &[Step]) -> Model {
    let mut model = Model::new();
    for step in journal {
        match step.clone() {
            Step::Append(kind, id, more) => model.entry((kind, id)).or_default().extend(more),
            Step::Delete(kind, id) => drop(model.remove(&(kind, id))),
        }
    }
    model
}

#[test]
fn four_writers_with_two_hundred_operations_end_as_one_writer_would() {
    let mut conflicts = 0;
    for seed in 0..5 {
        let mut pool = LocalPool::new();
        let (first, _) = block_on(ready_vault(1));
        let key = [1; 32];
        let wrapped = first.suspend(&key, &mut rng(2));
        let coin = Rc::new(RefCell::new(rng(1_000 + seed)));
        let journal = Journal::default();
        let mut running = Vec::new();
        for name in 0..4 {
            let store = Yielding {
                inner: first.store().clone(),
                coin: Rc::clone(&coin),
            };
            let vault = pool
                .run_until(Vault::resume(store, &wrapped, &key))
                .unwrap();
            let task = writer(vault, name, Rc::clone(&journal));
            running.push(pool.spawner().spawn_local_with_handle(task).unwrap());
        }
        conflicts += running
            .into_iter()
            .map(|task| pool.run_until(task))
            .sum::<u32>();
        let mut found = Model::new();
        for kind in Kind::ALL {
            let (records, damaged) = pool.run_until(first.read_all(kind)).unwrap();
            assert!(damaged.is_empty());
            found.extend(records.into_iter().map(|(id, body)| ((kind, id), body)));
        }
        assert!(first.damage().is_empty());
        assert_eq!(journal.borrow().len(), 200);
        assert_eq!(found, serially(&journal.borrow()), "seed {seed}");
    }
    assert!(conflicts > 0, "the writers never met");
}
