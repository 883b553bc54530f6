//! The memory store against the suite that every store must pass.

mod common;

use common::block_on;
use inzage_vault::{MemoryDevice, conformance};

#[test]
fn the_memory_store_conforms() {
    let device = MemoryDevice::new();
    let outcomes = block_on(conformance::all(&device, "run"));
    assert!(outcomes.len() >= 9);
    for (what, outcome) in outcomes {
        assert_eq!(outcome, Ok(()), "{what}");
    }
    assert!(device.databases().is_empty(), "every check cleans up");
}
