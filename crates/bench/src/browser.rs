//! The same jobs for the browser: `browser/worker.mjs` times them.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::jobs;

/// A Bundle with this many resources, numbered from `first`, as bytes.
#[wasm_bindgen]
pub fn bundle(resources: usize, first: usize) -> Vec<u8> {
    crate::bundle::of(resources, first)
}

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

/// A dossier that grows.
#[wasm_bindgen]
#[derive(Default)]
pub struct Dossier(jobs::Dossier);

#[wasm_bindgen]
impl Dossier {
    /// An empty one.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a Bundle and indexes it for search; how many entries there are now.
    pub fn add(&mut self, bytes: &[u8]) -> usize {
        self.0.add(bytes);
        self.0.len()
    }

    /// How many entries have the words.
    pub fn search(&self, words: &str) -> usize {
        self.0.search(words)
    }
}
