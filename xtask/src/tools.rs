//! Installing what is missing: the wasm target, Trunk, wasm-bindgen, packages
//! from npm, a browser for the tests.

use crate::{paths, run, say};
use anyhow::{Context as _, Result, bail};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Trunk that the project is built with.
const TRUNK: &str = "0.21.14";
/// The oxipng that makes the pictures of the gallery small.
const OXIPNG: &str = "9.1.4";
/// Where a Chromium may be.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Everything that building the app needs.
pub(crate) fn for_the_app() -> Result<()> {
    say::heading("What building the app needs");
    wasm_target()?;
    trunk()?;
    wasm_bindgen()?;
    npm_packages("xtask")
}

/// What binding wasm to a browser needs, without bundling.
pub(crate) fn for_wasm() -> Result<()> {
    wasm_target()?;
    wasm_bindgen()
}

/// Everything that the tests need besides.
pub(crate) fn for_tests() -> Result<()> {
    for_the_app()?;
    npm_packages("end2end")?;
    browser().map(drop)
}

/// `PATH` with our own tools first.
pub(crate) fn path_variable() -> Result<OsString> {
    let own = [
        paths::tools().join("bin"),
        paths::root().join("xtask/node_modules/.bin"),
    ];
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(std::env::split_paths(&rest));
    std::env::join_paths(all).context("PATH holds a folder with a separator in its name")
}

/// The version of `wasm-bindgen` in `Cargo.lock`: its command-line program
/// must be the same to the last digit.
pub(crate) fn wasm_bindgen_version() -> Result<String> {
    let lock =
        fs::read_to_string(paths::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    locked_version(&lock, "wasm-bindgen").context("Cargo.lock does not name wasm-bindgen")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let wanted = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let installed = run::quietly(run::command("rustup").args(["target", "list", "--installed"]));
    let Some(installed) = installed else {
        say::line("rustup is not here; the compiler must know wasm32-unknown-unknown itself");
        return Ok(());
    };
    if installed.lines().any(|line| line == TARGET) {
        have("the wasm target");
        return Ok(());
    }
    say::line("installing the wasm target with rustup");
    run::must(
        run::command("rustup").args(["target", "add", TARGET]),
        "rustup target add",
    )?;
    Ok(())
}

fn trunk() -> Result<()> {
    if version_of("trunk")?.as_deref() == Some(TRUNK) {
        have("trunk");
        return Ok(());
    }
    say::line("installing trunk, which bundles the app (some 5 minutes, once)");
    // Not optimised: it compiles in half the time and is fast enough.
    let mut install = install_command("trunk", TRUNK);
    install
        .arg("--locked")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off");
    run::must(&mut install, "cargo install trunk")?;
    Ok(())
}

fn wasm_bindgen() -> Result<()> {
    let wanted = wasm_bindgen_version()?;
    let runner = version_of("wasm-bindgen-test-runner")?;
    if version_of("wasm-bindgen")?.as_ref() == Some(&wanted) && runner.as_ref() == Some(&wanted) {
        have("wasm-bindgen");
        return Ok(());
    }
    say::line("installing wasm-bindgen, which ties wasm to the browser (some 3 minutes, once)");
    let mut install = install_command("wasm-bindgen-cli", &wanted);
    install.env("CARGO_PROFILE_RELEASE_LTO", "off");
    run::must(&mut install, "cargo install wasm-bindgen-cli")?;
    Ok(())
}

/// What makes pictures small; only for who accepts new ones.
pub(crate) fn oxipng() -> Result<()> {
    if version_of("oxipng")?.as_deref() == Some(OXIPNG) {
        have("oxipng");
        return Ok(());
    }
    say::line("installing oxipng, which makes pictures small (a minute, once)");
    let mut install = install_command("oxipng", OXIPNG);
    install.arg("--locked");
    run::must(&mut install, "cargo install oxipng")?;
    Ok(())
}

fn install_command(package: &str, version: &str) -> Command {
    let mut command = run::cargo();
    command
        .args([
            "install",
            package,
            "--version",
            version,
            "--force",
            "--root",
        ])
        .arg(paths::tools())
        // A folder of its own, so that a second try goes on where this stopped.
        .env("CARGO_TARGET_DIR", paths::tools().join("build"));
    command
}

/// `1.2.3` from a program that prints `name 1.2.3` for `--version`.
fn version_of(program: &str) -> Result<Option<String>> {
    let mut command = run::command(program);
    command.arg("--version").env("PATH", path_variable()?);
    Ok(run::quietly(&mut command)
        .and_then(|text| text.split_whitespace().nth(1).map(str::to_owned)))
}

/// Installs what the lock file of one of our folders says, unless exactly that
/// is there already. (`npm ci` would do, but it stumbles over optional packages
/// of other platforms; `--no-save` leaves the lock file alone too, and checks
/// the hashes in it.)
fn npm_packages(folder: &str) -> Result<()> {
    let folder = paths::root().join(folder);
    let lock =
        fs::read(folder.join("package-lock.json")).context("cannot read package-lock.json")?;
    let done = folder.join("node_modules/.installed-lock");
    let what = format!("npm packages of {}", last_part(&folder));
    if fs::read(&done).is_ok_and(|was| was == lock) {
        have(&what);
        return Ok(());
    }
    if run::quietly(run::command("npm").arg("--version")).is_none() {
        bail!(
            "npm is missing: install Node.js 20 or newer (on Debian: apt-get install nodejs npm), then try again"
        );
    }
    say::line(format_args!("installing {what}"));
    let mut install = run::command("npm");
    install
        .args([
            "install",
            "--no-save",
            "--omit=optional",
            "--no-audit",
            "--no-fund",
        ])
        .current_dir(&folder);
    run::must(&mut install, &what)?;
    fs::write(done, lock)?;
    Ok(())
}

/// A Python with what `requirements.txt` in a folder of `xtask/` names, in a folder
/// of its own. `what`: what that is, for people.
pub(crate) fn python(of: &str, what: &str) -> Result<PathBuf> {
    let folder = paths::tools().join(format!("python-{of}"));
    let python = folder.join("bin/python");
    let requirements = paths::root()
        .join("xtask")
        .join(of)
        .join("requirements.txt");
    let wanted = fs::read(&requirements).context("cannot read requirements.txt")?;
    let done = folder.join(".installed");
    if fs::read(&done).is_ok_and(|was| was == wanted) {
        have(what);
        return Ok(python);
    }
    say::line(format_args!("installing {what}"));
    let make = |program: &str| {
        let mut venv = run::command(program);
        venv.args(["-m", "venv", "--clear"]).arg(&folder);
        run::quietly(&mut venv)
    };
    if make("python3").is_none() && is_root_with_apt() {
        say::line("installing Python with apt-get");
        apt_install(&["python3", "python3-venv"])?;
        make("python3");
    }
    if !python.exists() {
        bail!(
            "Python is missing: install it with its venv (on Debian: apt-get install python3 python3-venv), then try again"
        );
    }
    let mut install = run::command(&python);
    install
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(&requirements);
    run::must(&mut install, &format!("pip install for {of}")).with_context(|| {
        format!(
            "{what}: the packages of xtask/{of}/requirements.txt are not here, and fetching them from PyPI needs a network (once)"
        )
    })?;
    fs::write(done, wanted)?;
    Ok(python)
}

/// Whether Debian's PostgreSQL is here, installed now where that can be.
pub(crate) fn has_postgres() -> Result<bool> {
    let here = || Path::new("/usr/lib/postgresql").is_dir();
    if !here() && is_root_with_apt() {
        say::line("installing PostgreSQL with apt-get");
        apt_install(&["postgresql"])?;
    }
    Ok(here())
}

fn is_root_with_apt() -> bool {
    let root = run::quietly(run::command("id").arg("-u")).as_deref() == Some("0");
    root && run::quietly(run::command("apt-get").arg("--version")).is_some()
}

fn apt_install(packages: &[&str]) -> Result<()> {
    run::must(run::command("apt-get").arg("update"), "apt-get update")?;
    let mut install = run::command("apt-get");
    install
        .args(["install", "-y", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    run::must(&mut install, "apt-get install")?;
    Ok(())
}

/// The path of a Chromium; installs Debian's where that is possible.
pub(crate) fn browser() -> Result<String> {
    if let Some(path) = find_browser() {
        have("a Chromium");
        return Ok(path);
    }
    if is_root_with_apt() {
        say::line("installing Chromium with apt-get");
        apt_install(&["chromium", "chromium-driver"])?;
    }
    find_browser().context(
        "the tests need Chromium and its driver: install them (on Debian: apt-get install chromium chromium-driver), then try again",
    )
}

/// Where Chromium is; with its driver beside it, which the wasm tests use.
fn find_browser() -> Option<String> {
    let which = |program: &str| run::quietly(run::command("which").arg(program));
    which("chromedriver")?;
    BROWSERS.into_iter().find_map(which)
}

fn have(what: &str) {
    say::line(format_args!("   {what}: here"));
}

fn last_part(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(locked_version(lock, "trunk"), None);
    }
}
