//! The pages of the front channel: plain HTML in B1 Dutch, one stylesheet, no
//! script.

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

/// Text made safe between tags and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
        out
    })
}

/// Which look a page has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// The provider's own environment.
    Provider,
    /// The `DigiD` look-alike.
    Digid,
    /// The control page.
    Control,
}

/// A whole page. `site`: whose page it is; `body`: HTML.
pub(crate) fn page(
    look: Look,
    status: StatusCode,
    site: &str,
    title: &str,
    body: &str,
) -> Response {
    let class = match look {
        Look::Provider => "aanbieder",
        Look::Digid => "digid",
        Look::Control => "besturing",
    };
    let (site, title) = (escape(site), escape(title));
    let html = format!(
        "<!doctype html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} - {site} (TEST)</title>\n\
         <link rel=\"stylesheet\" href=\"/stijl.css\">\n\
         <link rel=\"icon\" href=\"data:,\">\n</head>\n<body class=\"{class}\">\n\
         <p class=\"test\"><strong>TEST</strong> Dit is een testomgeving met verzonnen mensen en \
         gegevens.</p>\n<header><p class=\"site\">{site}</p></header>\n<main>\n<h1>{title}</h1>\n\
         {body}\n</main>\n</body>\n</html>\n"
    );
    let headers = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, headers, Html(html)).into_response()
}

/// A form with one or more buttons named `keuze`; the first is the main one.
pub(crate) fn form(action: &str, inside: &str, buttons: &[(&str, &str)]) -> String {
    let buttons = buttons
        .iter()
        .enumerate()
        .map(|(at, (value, text))| {
            let class = if at == 0 { "hoofd" } else { "ander" };
            format!(
                "<button class=\"{class}\" id=\"{value}\" name=\"keuze\" value=\"{value}\">{}</button>\n",
                escape(text)
            )
        })
        .collect::<Vec<_>>()
        .concat();
    format!(
        "<form method=\"post\" action=\"{}\">\n{inside}<div class=\"knoppen\">\n{buttons}</div>\n</form>",
        escape(action)
    )
}
