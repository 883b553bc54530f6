//! What kind a document is, by its first bytes: what a source says about it is
//! never trusted.

mod picture;

pub use picture::only_picture;

/// Kinds of document that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PDF.
    Pdf,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// Text in UTF-8, XML too: shown as text.
    Text,
    /// Anything else: can be saved, never shown.
    Other,
}

impl Kind {
    /// Tells the kind of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"%PDF-") {
            Self::Pdf
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Self::Png
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Self::Jpeg
        } else if !bytes.is_empty()
            && std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'))
        {
            Self::Text
        } else {
            Self::Other
        }
    }

    /// The ending of a file of this kind.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Text => "txt",
            Self::Other => "bin",
        }
    }
}

/// A name to save a document under: its title without anything a file system
/// or a person could stumble over.
pub fn file_name(title: &str, kind: Kind) -> String {
    safe_name(title, kind.ending())
}

/// A name for a file with this ending, made of a title likewise.
pub fn safe_name(title: &str, ending: &str) -> String {
    let mut name: String = title
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '-' {
                c
            } else {
                ' '
            }
        })
        .take(80)
        .collect();
    name = name.split_whitespace().collect::<Vec<_>>().join("-");
    if name.is_empty() {
        "document".clone_into(&mut name);
    }
    format!("{name}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_decide() {
        assert_eq!(Kind::of(b"%PDF-1.7\n"), Kind::Pdf);
        assert_eq!(Kind::of(b"<html><script>"), Kind::Text);
        assert_eq!(Kind::of(b"\xff\xd8\xff\xe0"), Kind::Jpeg);
        assert_eq!(Kind::of(b"MZ\x90\0"), Kind::Other);
        assert_eq!(Kind::of(b""), Kind::Other);
    }

    #[test]
    fn a_title_cannot_make_a_path() {
        assert_eq!(
            file_name("../../etc/passwd\u{202e}", Kind::Pdf),
            "etc-passwd.pdf"
        );
        assert_eq!(file_name("", Kind::Text), "document.txt");
    }
}
