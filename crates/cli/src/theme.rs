//! `inzage theme`: whether the theme of a brand can be read by everybody, and the
//! schema of its file.

use std::io::{Error, Write};
use std::path::Path;

/// Prints what does not pass in the theme of a brand, and how many pairs were looked
/// at.
///
/// # Errors
/// When something does not pass, the file cannot be used, or nothing can be written.
pub fn check(file: &Path, out: &mut impl Write) -> Result<(), Error> {
    let failing = inzage_brand::check_file(file).map_err(Error::other)?;
    for one in &failing {
        writeln!(out, "{one}")?;
    }
    let pairs = inzage_brand::pairs().len() * inzage_brand::Scheme::ALL.len();
    if failing.is_empty() {
        return writeln!(out, "{pairs} pairs of colours and all sizes pass");
    }
    out.flush()?;
    let count = failing.len();
    Err(Error::other(format!(
        "{count} of {pairs} pairs and sizes do not pass"
    )))
}

/// Prints the JSON schema of the file of a brand.
///
/// # Errors
/// When nothing can be written.
pub fn schema(out: &mut impl Write) -> Result<(), Error> {
    out.write_all(inzage_brand::schema().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(file: &str) -> (String, Result<(), Error>) {
        let brands = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands");
        let mut out = Vec::new();
        let done = check(&brands.join(file), &mut out);
        (String::from_utf8(out).unwrap(), done)
    }

    #[test]
    fn a_theme_that_passes_says_how_much_was_looked_at() {
        let (out, done) = checked("voorbeeld/brand.toml");
        assert!(done.is_ok() && out.ends_with("all sizes pass\n"), "{out}");
    }

    #[test]
    fn a_theme_that_fails_is_told_pair_by_pair_and_ends_with_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("brand.toml");
        let brands = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands");
        let good = std::fs::read_to_string(brands.join("voorbeeld/brand.toml")).unwrap();
        let bad = good.replace("text-soft = \"#4d4960\"", "text-soft = \"#a5a2b4\"");
        std::fs::write(&file, bad).unwrap();
        let mut out = Vec::new();
        let done = check(&file, &mut out).unwrap_err().to_string();
        let out = String::from_utf8(out).unwrap();
        assert!(
            out.starts_with("theme.light.text-soft: #a5a2b4 on ground"),
            "{out}"
        );
        assert!(out.contains("nearest that passes: #"), "{out}");
        assert!(done.contains("do not pass"), "{done}");
    }

    #[test]
    fn a_file_that_is_none_is_named() {
        let (_, done) = checked("nothing.toml");
        assert!(done.unwrap_err().to_string().contains("nothing.toml"));
    }
}
