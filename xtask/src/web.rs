//! Building the app for the browser: Trunk first, then the finishing touches
//! that Trunk does not know of (`crate::dist`).

use crate::{dist, paths, run, say, tools};
use anyhow::Result;
use std::process::Command;

/// Builds the app into `dist/`, as it ships.
pub(crate) fn build() -> Result<()> {
    say::heading("Building the app");
    let mut trunk = run::command("trunk");
    trunk
        .args([
            "build",
            "--release",
            "--cargo-profile",
            "web",
            "--features",
            "split",
            "--color",
            "never",
        ])
        // Trunk reads this variable as its own flag and refuses the usual "1".
        .env_remove("NO_COLOR")
        .env("RUST_BACKTRACE", "0");
    for_wasm(&mut trunk)?;
    run::must(&mut trunk, "trunk build")?;
    dist::finish(&paths::dist())
}

/// Sets what a build for wasm needs: our tools first on the path, and no names
/// of this machine's folders in what ships.
pub(crate) fn for_wasm(command: &mut Command) -> Result<()> {
    let mut folders = home_folders();
    folders.push((paths::root().display().to_string(), "/inzage"));
    let remapped = folders
        .iter()
        .map(|(folder, name)| format!("--remap-path-prefix={folder}={name}"));
    // Leptos: one type for all views instead of one each; a quarter smaller.
    let flags: Vec<String> = remapped
        .chain(["--cfg erase_components".to_owned()])
        .collect();
    command.env("PATH", tools::path_variable()?).env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        flags.join(" "),
    );
    Ok(())
}

/// Folders of this machine whose names compilers write into programs, and what
/// stands there instead.
fn home_folders() -> Vec<(String, &'static str)> {
    let home = std::env::var("HOME").unwrap_or_default();
    let or_home = |variable: &str, folder: &str| {
        std::env::var(variable).unwrap_or_else(|_| format!("{home}/{folder}"))
    };
    vec![
        (or_home("CARGO_HOME", ".cargo"), "/cargo"),
        (or_home("RUSTUP_HOME", ".rustup"), "/rustup"),
    ]
}

/// The folders whose names must not be found in what ships.
pub(crate) fn machine_folders() -> Vec<String> {
    let mut folders: Vec<String> = home_folders()
        .into_iter()
        .map(|(folder, _)| folder)
        .collect();
    folders.push(paths::root().display().to_string());
    folders
}
