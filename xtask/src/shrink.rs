//! Making the first load smaller after the bundler: the glue script of the app
//! in fewer bytes, and names between script and wasm that compress.

use crate::{paths, run, split};
use anyhow::{Context as _, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Length of the hash that wasm-bindgen ends the names of imports with.
const HASH: usize = 16;

/// Shrinks the scripts of `name` (`name.js`, `name_bg.wasm`, `name_parts.js`) in
/// `dist/`.
pub(crate) fn app(dist: &Path, name: &str) -> Result<()> {
    let [wasm, _, script, parts] = split::files(dist, name);
    for script in [&script, &parts] {
        run::must(
            run::command(paths::root().join("xtask/node_modules/.bin/terser"))
                .arg(script)
                .args(["--module", "--compress", "passes=2", "--mangle", "--output"])
                .arg(script),
            "terser",
        )?;
    }
    let code = fs::read(&script).context("cannot read the app's script")?;
    let machine = fs::read(&wasm).context("cannot read the app's wasm")?;
    let names = numbers(&code);
    let (code, machine) = (renamed(&code, &names), renamed(&machine, &names));
    ensure!(
        !code.is_empty() && !machine.is_empty(),
        "nothing is left of the app"
    );
    fs::write(&script, code)?;
    fs::write(&wasm, machine)?;
    Ok(())
}

/// A number for each hash, of the same length: a hash does not compress, and the
/// names need only differ.
fn numbers(code: &[u8]) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut found: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    for at in hashes(code) {
        if let Some(hash) = code.get(at..at + HASH) {
            found.entry(hash.to_vec()).or_default();
        }
    }
    for (number, name) in found.values_mut().enumerate() {
        *name = format!("{number:0HASH$}").into_bytes();
    }
    found
}

fn renamed(bytes: &[u8], names: &BTreeMap<Vec<u8>, Vec<u8>>) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for at in hashes(bytes) {
        let range = at..at + HASH;
        let known = bytes.get(range.clone()).and_then(|hash| names.get(hash));
        if let (Some(name), Some(place)) = (known, out.get_mut(range)) {
            place.copy_from_slice(name);
        }
    }
    out
}

/// Where a hash stands: 16 hexadecimal digits after an underscore, no more.
fn hashes(bytes: &[u8]) -> Vec<usize> {
    let is_hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    (1..bytes.len().saturating_sub(HASH - 1))
        .filter(|at| {
            let before = bytes.get(at - 1) == Some(&b'_');
            let inside = bytes
                .get(*at..at + HASH)
                .is_some_and(|run| run.iter().all(is_hex));
            before && inside && !bytes.get(at + HASH).is_some_and(is_hex)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_get_the_same_names_of_the_same_length() {
        let code = b"imports.__wbg_new_0123456789abcdef=f;imports.__wbg_set_fedcba9876543210=g;";
        let wasm = b"\x00__wbg_set_fedcba9876543210\x00__wbg_new_0123456789abcdef\x00";
        let names = numbers(code);
        let (code, wasm) = (renamed(code, &names), renamed(wasm, &names));
        assert_eq!(wasm.len(), 2 + 1 + 2 * b"__wbg_set_fedcba9876543210".len());
        let text = String::from_utf8(code).unwrap();
        assert!(text.contains("__wbg_new_0000000000000000="));
        assert!(text.contains("__wbg_set_0000000000000001="));
        assert!(String::from_utf8_lossy(&wasm).contains("__wbg_set_0000000000000001"));
    }

    #[test]
    fn what_is_no_hash_stays() {
        let code = b"_0123456789abcdef0 x0123456789abcdef _0123456789abcde";
        assert_eq!(renamed(code, &numbers(code)), code);
    }
}
