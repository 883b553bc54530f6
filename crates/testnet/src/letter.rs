//! Letters as real PDF/A-2b files, with readable text.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::text::{Font, TextDirection};

const REGULAR: &[u8] = include_bytes!("../assets/AtkinsonHyperlegible-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../assets/AtkinsonHyperlegible-Bold.ttf");
/// Characters per line that fit between the margins at the size of the text.
const LINE: usize = 84;
const LINES_PER_PAGE: usize = 48;

/// A letter: what is in it; the file is made when somebody asks for it.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// Who wrote it, with address: the letterhead.
    pub(crate) sender: Vec<String>,
    /// To whom.
    pub(crate) recipient: Vec<String>,
    /// Day as (year, month, day).
    pub(crate) day: (u16, u8, u8),
    /// Place and day as written above the letter.
    pub(crate) dated: String,
    /// Subject.
    pub(crate) subject: String,
    /// Paragraphs; one that begins with `# ` is a heading.
    pub(crate) paragraphs: Vec<String>,
    /// Who signed.
    pub(crate) signed: Vec<String>,
}

/// One line on paper.
struct Line {
    text: String,
    bold: bool,
}

impl Letter {
    /// The file. Empty when the PDF library refuses, which a test excludes.
    pub(crate) fn pdf(&self) -> Vec<u8> {
        self.draw().unwrap_or_default()
    }

    fn draw(&self) -> Option<Vec<u8>> {
        let configuration = ConfigurationBuilder::new()
            .with_archival_validator(Archival::A2_B)
            .finish()
            .ok()?;
        let mut document = Document::new_with(SerializeSettings {
            configuration,
            ..SerializeSettings::default()
        });
        let regular = Font::new(REGULAR.to_vec().into(), 0)?;
        let bold = Font::new(BOLD.to_vec().into(), 0)?;
        let lines = self.lines();
        for lines in lines.chunks(LINES_PER_PAGE) {
            let mut page = document.start_page_with(PageSettings::from_wh(595.0, 842.0)?);
            let mut surface = page.surface();
            let mut down = 70.0_f32;
            for line in lines {
                let font = if line.bold { &bold } else { &regular };
                if !line.text.is_empty() {
                    let at = Point::from_xy(70.0, down);
                    surface.draw_text(
                        at,
                        font.clone(),
                        10.5,
                        &line.text,
                        false,
                        TextDirection::Auto,
                    );
                }
                down += 15.0;
            }
            surface.finish();
            page.finish();
        }
        let (year, month, day) = self.day;
        document.set_metadata(
            Metadata::new()
                .title(self.subject.clone())
                .language("nl-NL".to_owned())
                .authors(self.sender.iter().take(1).cloned().collect())
                .creation_date(
                    DateTime::new(year)
                        .month(month)
                        .day(day)
                        .hour(9)
                        .minute(0)
                        .second(0),
                ),
        );
        document.finish().ok()
    }

    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut push = |text: &str, bold: bool| {
            lines.push(Line {
                text: text.to_owned(),
                bold,
            });
        };
        for (at, line) in self.sender.iter().enumerate() {
            push(line, at == 0);
        }
        push("", false);
        for line in &self.recipient {
            push(line, false);
        }
        push("", false);
        push(&self.dated, false);
        push("", false);
        push(&format!("Betreft: {}", self.subject), true);
        push("", false);
        for paragraph in &self.paragraphs {
            let (text, bold) = match paragraph.strip_prefix("# ") {
                Some(heading) => (heading, true),
                None => (paragraph.as_str(), false),
            };
            for line in wrap(text) {
                push(&line, bold);
            }
            if !bold {
                push("", false);
            }
        }
        push("Met vriendelijke groet,", false);
        push("", false);
        for line in &self.signed {
            push(line, false);
        }
        push("", false);
        push("TEST: deze brief gaat over een verzonnen persoon.", false);
        lines
    }
}

/// Breaks a text at spaces.
fn wrap(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let fits = lines.last().is_none_or(|line| {
            line.is_empty() || line.chars().count() + word.chars().count() < LINE
        });
        if !fits {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(paragraphs: usize) -> Letter {
        Letter {
            sender: vec!["Huisartsenpraktijk De Linde".to_owned()],
            recipient: vec!["Mevrouw R. Postma".to_owned()],
            day: (2026, 3, 5),
            dated: "5 maart 2026".to_owned(),
            subject: "Verwijzing".to_owned(),
            paragraphs: vec!["Een zin met één é en een € teken. ".repeat(9); paragraphs],
            signed: vec!["A. Huisarts".to_owned()],
        }
    }

    #[test]
    fn a_letter_is_a_pdf_that_declares_pdf_a_2b() {
        let pdf = letter(2).pdf();
        assert!(pdf.starts_with(b"%PDF-1."));
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains("pdfaid:part") && text.contains("pdfaid:conformance"));
    }

    #[test]
    fn a_long_letter_goes_on_over_pages_and_stays_pdf_a() {
        let long = letter(40);
        assert!(long.lines().len() > 2 * LINES_PER_PAGE);
        assert!(long.pdf().len() > letter(1).pdf().len());
    }

    #[test]
    fn no_line_is_longer_than_the_paper() {
        assert!(
            wrap(&"woorden ".repeat(100))
                .iter()
                .all(|line| line.chars().count() <= LINE)
        );
    }
}
