//! The same jobs for the browser: `browser/worker.mjs` times them.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::jobs;

/// A Bundle, read and indexed.
#[wasm_bindgen]
pub struct Read(jobs::Read);

#[wasm_bindgen]
impl Read {
    /// Reads and indexes it.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Self {
        Self(jobs::Read::new(bytes))
    }

    /// Resources in it.
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// Builds the detail view of one entry `times` times; how many fields it has.
    pub fn page(&self, at: usize, times: usize) -> usize {
        (0..times).map(|_| self.0.page(at)).max().unwrap_or(0)
    }
}
