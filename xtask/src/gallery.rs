//! The gallery (ADR 0190): every component of the app in every state, as a program of
//! its own (`examples/gallery`) that is no part of the app that ships.
//!
//! It is built for development, with the style sheets as they are in `style/`, into a
//! folder that the gateway shows in place of the app.

use crate::network::Wanted;
use crate::{demo, end2end, paths, run, say, tools};
use anyhow::{Context as _, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// What the page calls instead of the app.
const PROGRAM: &str = "<script type=\"module\">import start from \"/gallery.js\"; \
                       start({ module_or_path: \"/gallery_bg.wasm\" });</script>";
/// In place of the engine: it says nothing, so nothing is answered.
const SILENT: &str = "// No engine: what the gallery asks is never answered.\n";

/// `cargo xtask gallery`: builds and shows it; with `--accept` makes its pictures anew.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    match arguments {
        [flag] if flag == "--accept" => accept(),
        rest => show(Wanted::read(rest)?).map(|()| true),
    }
}

fn show(wanted: Wanted) -> Result<()> {
    let app = Some(folder());
    let wanted = Wanted { app, ..wanted };
    demo::show(wanted, build, |network| {
        say::line(format_args!(
            "\n   The gallery is at  {}/galerij",
            network.url
        ));
    })
}

/// Makes the pictures that `gallery*.spec.js` compares with.
fn accept() -> Result<bool> {
    tools::for_tests()?;
    demo::build_servers()?;
    build()?;
    let mut command = end2end::command()?;
    command.args(["tests/gallery", "--update-snapshots=changed"]);
    command.env("INZAGE_ACCEPT", "1");
    run::must(&mut command, "pictures of the gallery")?;
    make_small()?;
    say::line("\nLook at what changed in end2end/pictures before it is committed.");
    Ok(true)
}

/// The pictures without a byte too many; what they show stays the same.
fn make_small() -> Result<()> {
    tools::oxipng()?;
    let pictures = paths::files_below(&paths::root().join("end2end/pictures"))?;
    let is_png = |file: &&PathBuf| file.extension().is_some_and(|kind| kind == "png");
    let mut small = run::command("oxipng");
    small
        .args(["-o", "4", "--strip", "all", "--quiet"])
        .args(pictures.iter().filter(is_png))
        .env("PATH", tools::path_variable()?);
    run::must(&mut small, "oxipng")?;
    Ok(())
}

/// Where it is built.
pub(crate) fn folder() -> PathBuf {
    paths::target().join("gallery")
}

/// Builds it. The compiler has done most of it before: the same app, for development,
/// is what the tests in the browser use.
pub(crate) fn build() -> Result<()> {
    tools::for_wasm()?;
    say::heading("Building the gallery");
    let mut compile = run::cargo();
    compile.args([
        "build",
        "--package",
        "inzage",
        "--example",
        "gallery",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    run::must(&mut compile, "cargo build of the gallery")?;
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    copy("public", &folder)?;
    copy("style", &folder.join("style"))?;
    let root = paths::root();
    fs::copy(
        root.join("examples/gallery/gallery.css"),
        folder.join("style/gallery.css"),
    )?;
    fs::write(folder.join("silent.js"), SILENT)?;
    let index = fs::read_to_string(root.join("index.html"))?;
    fs::write(folder.join("index.html"), page(&index)?)?;
    bind(&folder)
}

fn bind(folder: &Path) -> Result<()> {
    let program = paths::target().join("wasm32-unknown-unknown/debug/examples/gallery.wasm");
    let mut bind = run::command("wasm-bindgen");
    bind.args([
        "--target",
        "web",
        "--no-typescript",
        "--out-name",
        "gallery",
    ])
    .args(["--remove-name-section", "--remove-producers-section"])
    .arg("--out-dir")
    .arg(folder)
    .arg(program)
    .env("PATH", tools::path_variable()?);
    run::must(&mut bind, "wasm-bindgen of the gallery")?;
    Ok(())
}

/// Copies one of our folders.
fn copy(name: &str, to: &Path) -> Result<()> {
    let from = paths::root().join(name);
    for file in paths::files_below(&from)? {
        let target = to.join(file.strip_prefix(&from)?);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(&file, &target).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}

/// The page of the app with the style sheets as they are, and the gallery in place of
/// the app: what the bundler is told in it, it does not need.
fn page(index: &str) -> Result<String> {
    let mut page = String::new();
    for line in index.lines() {
        let sheet = line
            .trim()
            .strip_prefix("<link data-trunk rel=\"css\" href=\"")
            .and_then(|rest| rest.strip_suffix("\">"));
        let line = match sheet {
            Some(sheet) => format!("    <link rel=\"stylesheet\" href=\"/{sheet}\">"),
            None if line.contains("data-trunk") => continue,
            None if line.contains("name=\"inzage-engine\"") => {
                line.replace("content=\"\"", "content=\"/silent.js\"")
            }
            None => line.to_owned(),
        };
        if line.contains("</head>") {
            page.push_str("    <link rel=\"stylesheet\" href=\"/style/gallery.css\">\n    ");
            page.push_str(PROGRAM);
            page.push('\n');
        }
        page.push_str(&line);
        page.push('\n');
    }
    for needed in [PROGRAM, "/style/tokens.css", "\"/silent.js\""] {
        ensure!(
            page.contains(needed),
            "index.html is written otherwise: {needed}"
        );
    }
    if page.contains("data-trunk") {
        bail!("index.html tells the bundler something that the gallery does not know of");
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_the_style_sheets_and_nothing_of_the_bundler() {
        let index = fs::read_to_string(paths::root().join("index.html")).unwrap();
        let page = page(&index).unwrap();
        for file in paths::files_below(&paths::root().join("style")).unwrap() {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            assert!(page.contains(&format!("href=\"/style/{name}\"")), "{name}");
        }
        assert!(!page.contains("data-bin"));
        assert!(page.contains("href=\"/brand.css\""));
    }

    #[test]
    fn a_page_that_names_no_engine_stops_the_build() {
        assert!(page("<html>\n<head>\n</head>\n</html>").is_err());
    }
}
