//! How much a browser loads before the first screen: at most 300 kB over the
//! wire. The other screens, the engine worker and the PDF viewer come later and are told apart.

use super::Verdict;
use crate::{dist, paths, say, web};
use anyhow::{Context as _, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The bar, in bytes.
const FIRST_LOAD: u64 = 300_000;
/// The bar for what is fetched while the person reads the first screen: every
/// screen that needs an open vault. In bytes.
const LATE: u64 = 700_000;

/// Measures `dist/`.
pub(crate) fn check() -> Result<Verdict> {
    let folder = paths::dist();
    let html = fs::read_to_string(folder.join("index.html"))
        .context("there is no dist/index.html: `cargo xtask web` makes it")?;
    let (mut first, mut late, mut engine, mut pdf) = (0, 0, 0, 0);
    let named = named_in(&html);
    let mut findings = Vec::new();
    for file in paths::files_below(&folder)? {
        let address = dist::address(&folder, &file)?;
        if has_kind(&file, &["br"]) {
            continue;
        }
        let bytes = fs::read(&file)?;
        findings.extend(folder_names(&address, &bytes, &web::machine_folders()));
        if named.contains(&address) && has_kind(&file, &["wasm", "js", "css"]) {
            let size = over_the_wire(&file)?;
            say::line(format_args!("   first load: {address} {} kB", size / 1000));
            first += size;
        } else if address.ends_with("_late.wasm") {
            late += over_the_wire(&file)?;
        } else if address.starts_with("/engine-") {
            engine += over_the_wire(&file)?;
        } else if address.starts_with("/pdf-") && has_kind(&file, &["mjs"]) {
            pdf += over_the_wire(&file)?;
        }
    }
    if first > FIRST_LOAD {
        findings.push(format!(
            "the first load is {first} bytes, more than {FIRST_LOAD}"
        ));
    }
    if late > LATE {
        findings.push(format!("the late part is {late} bytes, more than {LATE}"));
    }
    if first == 0 || late == 0 || engine == 0 || pdf == 0 {
        findings.push(
            "index.html, the late part, the engine or the PDF viewer is not in dist as expected"
                .to_owned(),
        );
    }
    Ok(Verdict::of(
        &findings,
        format!(
            "first load {} kB of at most {} kB; then the late part {} kB of at most {} kB; engine {} kB, PDF viewer {} kB when needed",
            first / 1000,
            FIRST_LOAD / 1000,
            late / 1000,
            LATE / 1000,
            engine / 1000,
            pdf / 1000
        ),
    ))
}

/// Size of a file as it is sent, in bytes.
fn over_the_wire(file: &Path) -> Result<u64> {
    let compressed = dist::brotli_path(file);
    let sent = if compressed.exists() {
        compressed.as_path()
    } else {
        file
    };
    Ok(fs::metadata(sent)?.len())
}

fn has_kind(file: &Path, kinds: &[&str]) -> bool {
    file.extension()
        .is_some_and(|kind| kinds.iter().any(|wanted| kind == *wanted))
}

/// The addresses that the page names, except in `<meta>`: those are for later.
fn named_in(html: &str) -> BTreeSet<String> {
    html.split('<')
        .filter(|element| !element.starts_with("meta"))
        .flat_map(|element| element.split(['"', '\'', ' ', '>', '=', ';', ',']))
        .filter(|part| part.starts_with('/') && part.contains('.'))
        .map(str::to_owned)
        .collect()
}

/// Names of this machine's folders, which say nothing to anybody and make two
/// builds differ.
fn folder_names(address: &str, bytes: &[u8], folders: &[String]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let found = folders
        .iter()
        .filter(|folder| folder.len() > 4 && text.contains(folder.as_str()));
    found
        .map(|folder| format!("{address} names the folder {folder}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_loads_is_told_from_what_it_may_load_later() {
        let html = "<meta name=\"inzage-engine\" content=\"/engine-1_loader.js\">\
                    <link href=/main-2.css rel=stylesheet>\
                    <script type=\"module\">import init from '/app-3.js'; init({ module_or_path: '/app-3_bg.wasm' });</script>";
        let named: Vec<String> = named_in(html).into_iter().collect();
        assert_eq!(named, ["/app-3.js", "/app-3_bg.wasm", "/main-2.css"]);
    }

    #[test]
    fn a_folder_of_this_machine_is_found() {
        let folders = ["/home/somebody/.cargo".to_owned()];
        assert_eq!(
            folder_names("/a.wasm", b"\0/home/somebody/.cargo/registry", &folders).len(),
            1
        );
        assert!(folder_names("/a.wasm", b"\0/cargo/registry", &folders).is_empty());
    }
}
