//! XHTML narrative to plain text. Nothing of it is ever executed or linked.

/// The text of a narrative: tags become nothing (inline) or a new line (blocks),
/// entities their character. Everything between tags stays, also what stood in a
/// `script`: it is shown, as text.
pub fn plain_text(xhtml: &str) -> String {
    let mut out = String::with_capacity(xhtml.len() / 2);
    let mut rest = xhtml;
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        push_text(&mut out, text);
        let is_tag = tag
            .chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c));
        let end = if is_tag { tag.find('>') } else { None };
        let Some(end) = end else {
            out.push('<');
            rest = tag.split_at(1).1;
            continue;
        };
        let (tag, after) = tag.split_at(end + 1);
        let name: String = tag
            .chars()
            .filter(|c| !"</".contains(*c))
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if matches!(name.as_str(), "td" | "th") {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if BLOCKS.contains(&name.as_str()) {
            out.push('\n');
        }
        rest = after;
    }
    push_text(&mut out, rest);
    let lines: Vec<&str> = out
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    lines.join("\n")
}

const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "tr",
    "table",
    "thead",
    "tbody",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "pre",
    "blockquote",
    "caption",
    "script",
    "style",
];

fn push_text(out: &mut String, text: &str) {
    let text = html_escape::decode_html_entities(text);
    let mut space = out.ends_with([' ', '\n']);
    for c in text.chars() {
        let blank = c == '\u{a0}' || c.is_whitespace();
        if !blank {
            out.push(c);
        } else if !space {
            out.push(' ');
        }
        space = blank;
    }
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn tables_and_lists_become_lines() {
        let text = "<div><table><tr><td>Naam</td><td>Jansen</td></tr></table><ul><li>een</li>\
            <li>t&amp;w&eacute;e&#160;drie</li></ul></div>";
        assert_eq!(plain_text(text), "Naam Jansen\neen\nt&wée drie");
    }

    #[test]
    fn scripts_and_unfinished_tags_are_text() {
        assert_eq!(
            plain_text("a < b <script>alert(1)</script> en <b"),
            "a < b\nalert(1)\nen <b"
        );
    }
}
