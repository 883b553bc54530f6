//! Where things are in the project.

use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The project's root folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Where tools are installed that the machine does not have.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The built app.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// A folder beside the project that a team may keep material in (published
/// test data, an advisory database); most checkouts do not have it.
pub(crate) fn beside(name: &str) -> Option<PathBuf> {
    let path = root().parent()?.join("shared").join(name);
    path.exists().then_some(path)
}

/// The log file of the job `what`.
pub(crate) fn log(what: &str) -> Result<PathBuf> {
    let folder = target().join("xtask");
    fs::create_dir_all(&folder).context("cannot make the folder for logs")?;
    let name: String = what
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    Ok(folder.join(format!("{name}.log")))
}

/// All files below a folder, in a fixed order.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, &[], &mut found)?;
    found.sort();
    Ok(found)
}

/// The project's own files below a folder, in a fixed order: without `target`,
/// `dist`, `node_modules`.
pub(crate) fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, &["target", "dist", "node_modules"], &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, without: &[&str], found: &mut Vec<PathBuf>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !path.is_dir() {
            found.push(path);
        } else if !name.starts_with('.') && !without.contains(&name.as_str()) {
            collect(&path, without, found)?;
        }
    }
    Ok(())
}
