//! The finishing touches on `dist/`:
//!
//! 0. the app is taken apart in what the first screen needs and what comes late
//!    (`crate::split`), its scripts and the names they share with the wasm are
//!    made smaller (`crate::shrink`), and all are named after their content;
//! 1. the engine worker gets a name with the hash of its content, like every
//!    other file that may be cached for ever, and a loader;
//! 2. the PDF viewer is laid beside it, in a folder with its version;
//! 3. `index.html` is told where both are (`<meta name="inzage-engine">`,
//!    `<meta name="inzage-pdf">`);
//! 4. the service worker is told which files this build has;
//! 5. everything that compresses gets a `.br` file beside it.

use crate::{paths, say, shrink, split};
use anyhow::{Context as _, Result, bail, ensure};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Kinds of file that compress well.
const COMPRESSED: [&str; 11] = [
    "css",
    "html",
    "js",
    "json",
    "mjs",
    "svg",
    "tsv",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];
/// What `sw.js` holds until the build fills it in.
const SW_PLACEHOLDER: &str = "const BUILD = null;";

/// Finishes a `dist/` that Trunk has just written.
pub(crate) fn finish(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let mut html = name_the_app(dist, &read(&index)?)?;
    let engine = name_the_engine(dist)?;
    let pdf = lay_the_pdf_viewer(dist)?;
    html = fill_meta(&html, "inzage-engine", &engine)?;
    html = fill_meta(&html, "inzage-pdf", &pdf)?;
    fs::write(&index, html)?;
    fill_the_service_worker(dist)?;
    let files = paths::files_below(dist)?;
    say::line(format_args!(
        "   {} files in dist; compressing",
        files.len()
    ));
    compress_all(&files)
}

/// `inzage-<hash>`: the bundler names the app's files after their content.
fn name_of_the_app(dist: &Path) -> Result<String> {
    let mut names = paths::files_below(dist)?.into_iter().filter_map(|file| {
        let name = file
            .file_name()?
            .to_str()?
            .strip_suffix("_bg.wasm")?
            .to_owned();
        name.starts_with("inzage-").then_some(name)
    });
    names.next().context("dist holds no app")
}

/// Takes the app apart and names its files after their content. Returns the page
/// with the new names.
fn name_the_app(dist: &Path, html: &str) -> Result<String> {
    let old = name_of_the_app(dist)?;
    split::app(dist, &old)?;
    shrink::app(dist, &old)?;
    let files = split::files(dist, &old);
    let contents = files.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
    let parts: Vec<&[u8]> = contents.iter().map(Vec::as_slice).collect();
    // Of the same length, for a name may stand inside the wasm; Trunk leaves out
    // zeros at the start of its hashes.
    let new: String = format!("inzage-{}", short_hash(&parts))
        .chars()
        .take(old.len())
        .collect();
    ensure!(new.len() == old.len(), "the app is named otherwise: {old}");
    for ((content, from), to) in contents.iter().zip(&files).zip(split::files(dist, &new)) {
        fs::remove_file(from)?;
        fs::write(to, renamed(content, old.as_bytes(), new.as_bytes()))?;
    }
    let preload = format!("<link crossorigin href=/{new}.js rel=modulepreload>");
    let html = html.replace(&old, &new);
    ensure!(
        html.contains(&preload),
        "index.html does not preload {new}.js"
    );
    let both = format!("{preload}<link crossorigin href=/{new}_parts.js rel=modulepreload>");
    Ok(html.replace(&preload, &both))
}

/// `bytes` with another name of the same length wherever `old` stands.
fn renamed(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for at in 0..bytes.len().saturating_sub(old.len() - 1) {
        let range = at..at + old.len();
        if bytes.get(range.clone()) == Some(old)
            && let Some(place) = out.get_mut(range)
        {
            place.copy_from_slice(new);
        }
    }
    out
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Renames the worker's files after their content. Returns the address of the
/// loader.
fn name_the_engine(dist: &Path) -> Result<String> {
    let (script, wasm) = (dist.join("engine.js"), dist.join("engine_bg.wasm"));
    let code = read(&script)?;
    let machine = fs::read(&wasm).context("cannot read the engine's wasm")?;
    let hash = short_hash(&[code.as_bytes(), &machine]);
    let name = format!("engine-{hash}");
    ensure!(
        code.contains("engine_bg.wasm"),
        "the engine's script does not name its wasm"
    );
    let code = code.replace("engine_bg.wasm", &format!("{name}_bg.wasm"));
    fs::write(dist.join(format!("{name}.js")), code)?;
    fs::rename(&wasm, dist.join(format!("{name}_bg.wasm")))?;
    fs::remove_file(&script)?;
    let loader = format!("{name}_loader.js");
    fs::write(dist.join(&loader), loader_script(&name))?;
    Ok(format!("/{loader}"))
}

/// Starts the engine; it says itself when it listens.
fn loader_script(name: &str) -> String {
    format!("import init from './{name}.js';\nawait init();\n")
}

fn short_hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hex(hasher)
}

/// The first 64 bits of a hash.
fn hex(hasher: Sha256) -> String {
    let digits = "0123456789abcdef".as_bytes();
    let digit = |value: u8| {
        digits
            .get(usize::from(value))
            .map_or('0', |digit| char::from(*digit))
    };
    let bytes = hasher.finalize();
    bytes
        .iter()
        .take(8)
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// Copies the PDF viewer, pdf.js and what it loads when a document asks for it
/// into a folder named after them. Returns the folder's address.
fn lay_the_pdf_viewer(dist: &Path) -> Result<String> {
    let package = paths::root().join("xtask/node_modules/pdfjs-dist");
    let about = read(&package.join("package.json"))?;
    let viewer = read(&paths::root().join("src/platform/pdf/viewer.mjs"))?;
    let name = format!("pdf-{}", short_hash(&[about.as_bytes(), viewer.as_bytes()]));
    let folder = dist.join(&name);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("viewer.mjs"), viewer)?;
    // The "legacy" build also runs in the browsers of some years ago.
    for (from, to) in [
        ("legacy/build/pdf.min.mjs", "pdf.mjs"),
        ("legacy/build/pdf.worker.min.mjs", "pdf.worker.mjs"),
        ("LICENSE", "LICENSE"),
    ] {
        fs::copy(package.join(from), folder.join(to))
            .with_context(|| format!("cannot copy {from}"))?;
    }
    for part in ["standard_fonts", "cmaps", "iccs", "wasm"] {
        copy_folder(&package.join(part), &folder.join(part))?;
    }
    // The script engine for scripts inside documents: never loaded here.
    for unwanted in ["wasm/quickjs-eval.js", "wasm/quickjs-eval.wasm"] {
        let path = folder.join(unwanted);
        if path.exists() {
            fs::remove_file(path)?;
        }
    }
    Ok(format!("/{name}/"))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in paths::files_below(from)? {
        let target = to.join(file.strip_prefix(from)?);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(&file, target)?;
    }
    Ok(())
}

/// Fills in the `content` of a `<meta>` element, which may have been minified.
fn fill_meta(html: &str, name: &str, content: &str) -> Result<String> {
    let (quoted, bare) = (format!("name=\"{name}\""), format!("name={name}"));
    let elements: Vec<&str> = html.split('<').collect();
    let is_it = |element: &&str| {
        element.starts_with("meta ") && (element.contains(&quoted) || element.contains(&bare))
    };
    ensure!(
        elements.iter().any(is_it),
        "index.html has no <meta name=\"{name}\">"
    );
    let filled = elements
        .iter()
        .map(|element| match element.split_once('>') {
            Some((_, after)) if is_it(element) => {
                format!("meta name=\"{name}\" content=\"{content}\">{after}")
            }
            _ => (*element).to_owned(),
        });
    Ok(filled.collect::<Vec<_>>().join("<"))
}

/// Tells the service worker its version and its files: those that the app
/// needs to start and read (`now`), and those fetched after that (`later`).
fn fill_the_service_worker(dist: &Path) -> Result<()> {
    let path = dist.join("sw.js");
    let script = read(&path)?;
    ensure!(
        script.contains(SW_PLACEHOLDER),
        "sw.js does not say `{SW_PLACEHOLDER}`"
    );
    let (mut now, mut later) = (vec!["/".to_owned()], Vec::new());
    let mut contents = Sha256::new();
    contents.update(&script);
    for file in paths::files_below(dist)? {
        let address = address(dist, &file)?;
        contents.update(&address);
        contents.update(fs::read(&file)?);
        match cached(&address) {
            Cached::Now => now.push(address),
            Cached::Later => later.push(address),
            Cached::Never => {}
        }
    }
    let version = hex(contents);
    let build = serde_json::json!({ "version": version, "now": now, "later": later });
    fs::write(
        &path,
        script.replace(SW_PLACEHOLDER, &format!("const BUILD = {build};")),
    )?;
    Ok(())
}

enum Cached {
    Now,
    Later,
    Never,
}

fn cached(address: &str) -> Cached {
    match address {
        "/index.html" | "/sw.js" => Cached::Never,
        _ if address.starts_with("/pdf-") => {
            // Letters carry their own fonts; the rest is fetched when a
            // document asks for it.
            let code = ["/viewer.mjs", "/pdf.mjs", "/pdf.worker.mjs"];
            if code.iter().any(|name| address.ends_with(name)) {
                Cached::Later
            } else {
                Cached::Never
            }
        }
        "/terms.tsv" => Cached::Later,
        "/robots.txt" => Cached::Never,
        _ => Cached::Now,
    }
}

/// `/name` of a file in `dist/`.
pub(crate) fn address(dist: &Path, file: &Path) -> Result<String> {
    let parts: Vec<String> = file
        .strip_prefix(dist)?
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    Ok(format!("/{}", parts.join("/")))
}

/// Compresses on all cores.
fn compress_all(files: &[PathBuf]) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..cores)
            .map(|core| {
                scope.spawn(move || {
                    files
                        .iter()
                        .skip(core)
                        .step_by(cores)
                        .try_for_each(|file| compress(file))
                })
            })
            .collect();
        let done = parts
            .into_iter()
            .map(|part| part.join().unwrap_or_else(|_| bail!("compressing failed")));
        done.collect()
    })
}

fn compress(file: &Path) -> Result<()> {
    let kind = file.extension().unwrap_or_default().to_string_lossy();
    let bytes = fs::read(file)?;
    if !COMPRESSED.contains(&kind.as_ref()) || bytes.len() < 512 {
        return Ok(());
    }
    // The same content was perhaps compressed by an earlier build.
    let cache = paths::target().join("xtask/brotli");
    fs::create_dir_all(&cache)?;
    let kept = cache.join(short_hash(&[&bytes]));
    if !kept.exists() {
        let fresh = kept.with_extension("part");
        fs::write(&fresh, brotli(&bytes)?)?;
        fs::rename(fresh, &kept)?;
    }
    fs::copy(kept, brotli_path(file))?;
    Ok(())
}

/// `name.br` beside `name`.
pub(crate) fn brotli_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// Compresses as well as brotli can.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 65_536, 11, 22);
    writer.write_all(bytes)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_told_where_the_engine_is() {
        let html = "<head><meta name=\"inzage-engine\" content=\"\"><title>x</title>";
        let filled = fill_meta(html, "inzage-engine", "/engine-1_loader.js").unwrap();
        assert_eq!(
            filled,
            "<head><meta name=\"inzage-engine\" content=\"/engine-1_loader.js\"><title>x</title>"
        );
    }

    #[test]
    fn a_minified_page_is_told_too() {
        let filled = fill_meta(
            "<p>a<meta name=inzage-pdf><title>x",
            "inzage-pdf",
            "/pdf-1/",
        )
        .unwrap();
        assert_eq!(
            filled,
            "<p>a<meta name=\"inzage-pdf\" content=\"/pdf-1/\"><title>x"
        );
    }

    #[test]
    fn a_page_without_the_element_stops_the_build() {
        assert!(fill_meta("<head>", "inzage-engine", "/x").is_err());
    }

    #[test]
    fn a_name_changes_wherever_it_stands() {
        assert_eq!(
            renamed(b"a-1.js a-1_bg a-2", b"a-1", b"b-9"),
            b"b-9.js b-9_bg a-2"
        );
    }

    #[test]
    fn other_content_is_another_name() {
        assert_ne!(short_hash(&[b"a", b"b"]), short_hash(&[b"a", b"c"]));
        assert_eq!(short_hash(&[b"a"]).len(), 16);
    }

    #[test]
    fn the_viewer_is_fetched_after_the_app_and_the_page_itself_by_its_address() {
        assert!(matches!(cached("/app-12.js"), Cached::Now));
        assert!(matches!(cached("/pdf-6/pdf.mjs"), Cached::Later));
        assert!(matches!(cached("/pdf-6/cmaps/x.bcmap"), Cached::Never));
        assert!(matches!(cached("/index.html"), Cached::Never));
    }
}
