//! The files that a brand names: logos, a font, pages. Read at start and looked at,
//! so that nothing broken is served.

use crate::fault::Fault;
use crate::file::{Font, Logos, Page};
use crate::theme::{FONT, SIGN};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Largest file of a brand, in bytes.
const LARGEST: u64 = 2 * 1024 * 1024;
/// How a PNG begins, up to the width in its header.
const PNG: [u8; 16] = [
    0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', 0, 0, 0, 13, b'I', b'H', b'D', b'R',
];

/// Files to serve, by their path without a leading slash.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Reads files from the folder of a brand.
pub(crate) struct Folder {
    /// Where relative paths count from.
    pub(crate) path: PathBuf,
}

impl Folder {
    /// The folder of a file.
    pub(crate) fn of(file: &Path) -> Self {
        let path = file.parent().map(Path::to_owned).unwrap_or_default();
        Self { path }
    }

    fn read(&self, key: &str, name: &str) -> Result<Vec<u8>, Fault> {
        let path = self.path.join(name);
        let wrong = |why: String| Fault::new(key, format!("{}: {why}", path.display()));
        let about = std::fs::metadata(&path).map_err(|error| wrong(error.to_string()))?;
        if about.len() > LARGEST {
            return Err(wrong(format!("larger than {LARGEST} bytes")));
        }
        std::fs::read(&path).map_err(|error| wrong(error.to_string()))
    }

    /// The logos, where the app has its own.
    pub(crate) fn logos(&self, logos: &Logos) -> Result<Files, Fault> {
        let mut files = Files::new();
        files.insert(SIGN.to_owned(), self.svg("logos.sign", &logos.sign)?);
        for (key, name, size, to) in [
            ("logos.icon_180", &logos.icon_180, 180, "icons/icon-180.png"),
            ("logos.icon_192", &logos.icon_192, 192, "icons/icon-192.png"),
            ("logos.icon_512", &logos.icon_512, 512, "icons/icon-512.png"),
            (
                "logos.icon_maskable",
                &logos.icon_maskable,
                512,
                "icons/icon-maskable-512.png",
            ),
        ] {
            files.insert(to.to_owned(), self.png(key, name, size)?);
        }
        Ok(files)
    }

    fn svg(&self, key: &str, name: &str) -> Result<Vec<u8>, Fault> {
        let bytes = self.read(key, name)?;
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if !text.contains("<svg") {
            return Err(Fault::new(key, format!("{name}: not an SVG")));
        }
        let foreign = ["<script", "<foreignobject", "href=\"http", "url(http"];
        match foreign.into_iter().find(|part| text.contains(part)) {
            Some(part) => Err(Fault::new(
                key,
                format!("{name}: holds {part}, and may not"),
            )),
            None => Ok(bytes),
        }
    }

    fn png(&self, key: &str, name: &str, size: u32) -> Result<Vec<u8>, Fault> {
        let bytes = self.read(key, name)?;
        let wanted = size.to_be_bytes();
        let right = bytes.starts_with(&PNG)
            && bytes.get(16..20) == Some(&wanted)
            && bytes.get(20..24) == Some(&wanted);
        if right {
            return Ok(bytes);
        }
        let why = format!("{name}: not a PNG of {size} by {size} px");
        Err(Fault::new(key, why))
    }

    /// The font.
    pub(crate) fn font(&self, font: &Font) -> Result<Files, Fault> {
        let plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
        if font.name.is_empty() || !font.name.chars().all(plain) {
            let why = "letters, digits, spaces and hyphens only";
            return Err(Fault::new("theme.font.name", why));
        }
        let key = "theme.font.file";
        let bytes = self.read(key, &font.file)?;
        if !bytes.starts_with(b"wOF2") {
            return Err(Fault::new(key, format!("{}: not a WOFF2 font", font.file)));
        }
        Ok(Files::from([(FONT.to_owned(), bytes)]))
    }

    /// The texts of a page, and where each is served.
    pub(crate) fn page(
        &self,
        name: &str,
        page: &Page,
        languages: &[String],
    ) -> Result<Files, Fault> {
        let mut files = Files::new();
        for language in languages {
            let key = format!("pages.{name}.file.{language}");
            let Some(file) = page.file.get(language) else {
                return Err(Fault::new(key, "is missing"));
            };
            let bytes = self.read(&key, file)?;
            let text = std::str::from_utf8(&bytes).map_err(|_| Fault::new(&key, "not UTF-8"))?;
            if text.trim().is_empty() {
                return Err(Fault::new(key, format!("{file}: is empty")));
            }
            files.insert(page_path(name, language), bytes);
        }
        Ok(files)
    }
}

/// Where the text of a page is served, without a leading slash.
pub(crate) fn page_path(name: &str, language: &str) -> String {
    format!("brand/{name}.{language}.txt")
}
