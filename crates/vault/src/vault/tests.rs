//! What cannot be brought about from outside.

use super::{Change, Vault};
use crate::error::CommitError;
use crate::kind::Kind;
use crate::manifest::MAX_SEALS;
use crate::memory::MemoryStore;
use crate::secret::KdfParams;
use futures::executor::block_on;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

#[test]
fn a_worn_data_key_writes_nothing_more_and_still_reads() {
    block_on(async {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let (vault, key) = Vault::create(MemoryStore::new(), "x", "y", &mut rng, KdfParams::FLOOR)
            .await
            .unwrap();
        vault
            .confirm_recovery(&key.reveal(), &mut rng)
            .await
            .unwrap();
        // One record and one manifest are two uses.
        let left = |left: u64| {
            let mut state = vault.state.borrow_mut();
            state.manifest.as_mut().unwrap().seals = MAX_SEALS - left;
        };
        let change = || {
            vec![Change::Put {
                kind: Kind::Record,
                id: "r".into(),
                bytes: vec![1],
            }]
        };
        left(2);
        assert_eq!(vault.commit(change(), &mut rng).await, Ok(()));
        let before = vault.store().dump();
        let refused = vault.commit(change(), &mut rng).await;
        assert_eq!(refused, Err(CommitError::Exhausted));
        assert!(vault.store().dump() == before);
        assert_eq!(vault.read(Kind::Record, "r").await, Ok(Some(vec![1])));
    });
}
