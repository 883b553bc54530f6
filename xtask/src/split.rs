//! The page's program in parts: what the first screen needs, and what is loaded
//! after it (ADR 0050).
//!
//! Trunk has built and bound the program as one. Here the linker's output, which
//! still tells who calls whom, is taken apart at the functions marked in
//! `src/main.rs`; the first part goes through wasm-bindgen again and takes the
//! place of the whole. Beside `name.js` and `name_bg.wasm` come `name_late.wasm`
//! and `name_parts.js`, which fetches it.

use crate::{paths, run, tools};
use anyhow::{Context as _, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What makes a part smaller. Never "traps never happen": a trap ends the
/// program, as it must.
const SMALL: [&str; 7] = [
    "--flatten",
    "--local-cse",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--reorder-locals",
    "--reorder-functions",
];
/// What the compiler may have used in it.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
/// What the splitter calls the late part.
const LATE: &str = "split_late.wasm";

/// The files of the program called `name` in `dist/`.
pub(crate) fn files(dist: &Path, name: &str) -> [PathBuf; 4] {
    ["_bg.wasm", "_late.wasm", ".js", "_parts.js"].map(|end| dist.join(format!("{name}{end}")))
}

/// Replaces the program `name` in `dist/` by its parts.
pub(crate) fn app(dist: &Path, name: &str) -> Result<()> {
    let whole = paths::target().join("wasm32-unknown-unknown/web/inzage.wasm");
    let folder = paths::target().join("xtask/split");
    fs::create_dir_all(&folder).context("cannot make the folder for the parts")?;
    take_apart(&whole, &folder, name)?;
    bind(&folder, name)?;
    let bound = folder.join(format!("{name}_bg.wasm"));
    let [first, late, script, parts] = files(dist, name);
    optimise(&bound, &first)?;
    optimise(&folder.join(LATE), &late)?;
    fs::copy(folder.join(format!("{name}.js")), script)?;
    let loads = fs::read_to_string(folder.join(format!("{name}_parts.js")))?;
    ensure!(loads.contains(LATE), "the parts do not name the late one");
    fs::write(parts, loads.replace(LATE, &format!("{name}_late.wasm")))?;
    Ok(())
}

fn take_apart(whole: &Path, folder: &Path, name: &str) -> Result<()> {
    let machine = fs::read(whole).with_context(|| format!("cannot read {}", whole.display()))?;
    let (first, link) = (folder.join("main.wasm"), format!("./{name}_parts.js"));
    let script = format!("./{name}.js");
    let mut options = wasm_split_cli_support::Options::new(&machine);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = &link;
    options.main_module = &script;
    let made = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow::anyhow!("the program cannot be taken apart: {error:#}"))?;
    ensure!(
        made.split_modules == [folder.join(LATE)],
        "the program has other parts than the late one"
    );
    Ok(())
}

fn bind(folder: &Path, name: &str) -> Result<()> {
    let mut command = run::command("wasm-bindgen");
    command
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--keep-lld-exports",
            "--out-name",
            name,
        ])
        .arg("--out-dir")
        .arg(folder)
        .arg(folder.join("main.wasm"))
        .env("PATH", tools::path_variable()?);
    run::must(&mut command, "wasm-bindgen")?;
    Ok(())
}

fn optimise(from: &Path, to: &Path) -> Result<()> {
    let mut command = wasm_opt();
    command.args(SMALL).arg(from).arg("-o").arg(to);
    run::must(&mut command, "wasm-opt")?;
    Ok(())
}

/// Makes a program faster in place, as Trunk does with the engine.
pub(crate) fn optimise_for_speed(program: &Path) -> Result<()> {
    let mut command = wasm_opt();
    command.arg("-O3").arg(program).arg("-o").arg(program);
    run::must(&mut command, "wasm-opt")?;
    Ok(())
}

fn wasm_opt() -> Command {
    let mut command = run::command(paths::root().join("xtask/node_modules/.bin/wasm-opt"));
    command.args(FEATURES);
    command
}
