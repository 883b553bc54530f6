//! Which HTML strings may reach the page at all: plain structure without
//! anything that loads, runs, styles or leads elsewhere.
//!
//! The screens are compiled to static strings that Leptos hands to the browser
//! (`template.innerHTML`); nothing that was received is ever shown that way.
//! The grammar here is narrower than HTML on purpose: what it does not know, it
//! refuses, and a parser that agrees with it cannot see something else.

/// Elements that may occur. None of them loads, runs, or changes how the text
/// after it is parsed.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "br",
    "button",
    "caption",
    "circle",
    "code",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "ellipse",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "input",
    "kbd",
    "label",
    "legend",
    "li",
    "line",
    "main",
    "mark",
    "nav",
    "ol",
    "option",
    "output",
    "p",
    "path",
    "polygon",
    "polyline",
    "pre",
    "progress",
    "q",
    "rect",
    "search",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "ul",
];

/// Attributes that may occur, besides `aria-…` and `data-…`.
const ATTRIBUTES: &[&str] = &[
    "accept",
    "autocomplete",
    "checked",
    "class",
    "colspan",
    "cx",
    "cy",
    "d",
    "datetime",
    "dir",
    "disabled",
    "enterkeyhint",
    "fill",
    "fill-rule",
    "clip-rule",
    "focusable",
    "for",
    "height",
    "hidden",
    "id",
    "inert",
    "inputmode",
    "lang",
    "max",
    "maxlength",
    "min",
    "minlength",
    "name",
    "novalidate",
    "open",
    "pattern",
    "placeholder",
    "points",
    "readonly",
    "required",
    "role",
    "rowspan",
    "rx",
    "ry",
    "r",
    "scope",
    "selected",
    "spellcheck",
    "step",
    "stroke",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-width",
    "tabindex",
    "title",
    "translate",
    "type",
    "value",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// Whether a string is inert: safe to be parsed as HTML.
pub(crate) fn is_inert(html: &str) -> bool {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        match tag(after) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// Reads a tag after its `<`; what follows it, when it may stand there.
fn tag(text: &str) -> Option<&str> {
    // The empty comment with which Leptos marks a place.
    if let Some(after) = text
        .strip_prefix("!>")
        .or_else(|| text.strip_prefix("!---->"))
    {
        return Some(after);
    }
    if let Some(closing) = text.strip_prefix('/') {
        let (name, after) = word(closing);
        return is_element(name).then_some(after)?.strip_prefix('>');
    }
    let (name, mut rest) = word(text);
    if !is_element(name) {
        return None;
    }
    loop {
        let trimmed = rest.trim_start_matches([' ', '\n', '\t']);
        if let Some(after) = trimmed
            .strip_prefix("/>")
            .or_else(|| trimmed.strip_prefix('>'))
        {
            return Some(after);
        }
        if trimmed.len() == rest.len() {
            // Attributes are set apart by space.
            return None;
        }
        rest = attribute(trimmed)?;
    }
}

/// Reads an attribute; what follows it, when it may stand there.
fn attribute(text: &str) -> Option<&str> {
    let (name, after) = word(text);
    let Some(quoted) = after.strip_prefix("=\"") else {
        return allowed(name, "").then_some(after);
    };
    let (value, after) = quoted.split_once('"')?;
    allowed(name, value).then_some(after)
}

fn allowed(name: &str, value: &str) -> bool {
    if name == "href" {
        return leads_nowhere_else(value);
    }
    if name == "xmlns" {
        return value == "http://www.w3.org/2000/svg";
    }
    // A reference to something that would be loaded: `fill="url(…)"`.
    let loads = value.to_ascii_lowercase().contains("url(");
    !loads && (ATTRIBUTES.contains(&name) || name.starts_with("aria-") || name.starts_with("data-"))
}

/// A place on this page, or a page of this app.
fn leads_nowhere_else(value: &str) -> bool {
    let mut letters = value.chars();
    let plain = value
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "#/-_?=".contains(c));
    match letters.next() {
        Some('#') => plain,
        Some('/') => plain && letters.next() != Some('/'),
        _ => false,
    }
}

fn is_element(name: &str) -> bool {
    ELEMENTS.contains(&name)
}

/// Letters, digits and hyphens, and what follows them.
fn word(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::is_inert;

    #[test]
    fn the_static_parts_of_screens_are_inert() {
        for html in [
            "",
            "Alleen tekst &amp; een teken",
            "<p class=\"lead\">Uw gegevens <b>op slot</b><br></p>",
            "<div><!><span aria-hidden=\"true\" data-x=\"1\">1 &lt; 2</span></div>",
            "<a href=\"#inhoud\" class=\"skip\">Naar de inhoud</a><a href=\"/dossier\">Dossier</a>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" stroke-width=\"2\"><path d=\"M0 0\"/></svg>",
            "<input type=\"checkbox\" checked required>",
        ] {
            assert!(is_inert(html), "{html}");
        }
    }

    #[test]
    fn whatever_loads_runs_styles_or_leads_elsewhere_is_refused() {
        for html in [
            "<script>alert(1)</script>",
            "<SCRIPT>alert(1)</SCRIPT>",
            "<img src=x onerror=alert(1)>",
            "<p onclick=\"alert(1)\">x</p>",
            "<p style=\"color:red\">x</p>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\"//elders.example/\">x</a>",
            "<a href=\"/\\elders.example/\">x</a>",
            "<a href=\"https://elders.example/\">x</a>",
            "<a href=\"/&#9;/elders.example\">x</a>",
            "<svg><foreignObject></foreignObject></svg>",
            "<svg><use href=\"#x\"/></svg><svg><animate></animate></svg>",
            "<rect fill=\"URL(https://elders.example/x)\"/>",
            "<math><mtext></mtext></math>",
            "<iframe srcdoc=\"x\"></iframe>",
            "<template><p>x</p></template>",
            "<textarea><p></textarea>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
            "<!-- <p> --> x",
            "<p class='x'>x</p>",
            "<p class=\"x\"id=\"y\">x</p>",
            "<p/onclick=alert(1)>",
            "<p",
            "<",
            "< p>",
            "<p class=\"x",
            "<form action=\"/x\">",
            "<base href=\"/x\">",
            "<link rel=\"stylesheet\">",
            "<object></object>",
        ] {
            assert!(!is_inert(html), "{html}");
        }
    }
}
