//! The parameters of a search, read from its query string.

use axum::http::StatusCode;

use super::outcome::Refusal;

/// One `_include`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Include {
    /// Type it starts from; `*` for any.
    pub(super) source: String,
    /// Search parameter that names the reference; `*` for all.
    pub(super) parameter: String,
    /// Only targets of this type.
    pub(super) target: Option<String>,
    /// Also from what was included (`:recurse` in STU3, `:iterate` in R4).
    pub(super) again: bool,
}

/// A search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Search {
    /// Resource type.
    pub(super) kind: String,
    /// `$lastn` with this many per code.
    pub(super) lastn: Option<usize>,
    /// Filters: name and value; all must hold.
    pub(super) filters: Vec<(String, String)>,
    /// What comes along.
    pub(super) includes: Vec<Include>,
    /// Page size asked for.
    pub(super) count: Option<usize>,
}

/// Reads a query string. Modifiers that are not supported are refused, as FHIR
/// demands; parameters that are not known are left to the caller.
pub(super) fn read(kind: &str, lastn: bool, query: &str) -> Result<Search, Refusal> {
    let mut search = Search {
        kind: kind.to_owned(),
        lastn: lastn.then_some(1),
        ..Search::default()
    };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let (base, modifier) = match name.split_once(':') {
            Some((base, modifier)) => (base, Some(modifier)),
            None => (name.as_ref(), None),
        };
        match (base, modifier) {
            ("_include", None | Some("recurse" | "iterate")) => {
                search.includes.push(include(&value, modifier.is_some())?);
            }
            ("_count", None) => search.count = Some(number(&value)?),
            ("max", None) if lastn => search.lastn = Some(number(&value)?.max(1)),
            ("_format" | "_pretty" | "_summary" | "_total", None) => {}
            (_, None) => search.filters.push((base.to_owned(), value.into_owned())),
            (_, Some(_)) => {
                let text = "this modifier is not supported";
                return Err(Refusal::new(StatusCode::BAD_REQUEST, "not-supported", text));
            }
        }
    }
    Ok(search)
}

fn number(text: &str) -> Result<usize, Refusal> {
    text.parse().map_err(|_| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "value",
            "a whole number was expected",
        )
    })
}

fn include(value: &str, again: bool) -> Result<Include, Refusal> {
    let mut parts = value.split(':');
    let source = parts.next().unwrap_or_default().to_owned();
    let parameter = parts.next().unwrap_or(if source == "*" { "*" } else { "" });
    if source.is_empty() || parameter.is_empty() {
        let text = "_include must be Type:parameter";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "value", text));
    }
    Ok(Include {
        parameter: parameter.to_owned(),
        target: parts.next().map(str::to_owned),
        source,
        again,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_include_with_a_target_and_recursion_is_read() {
        let search = read(
            "Coverage",
            false,
            "_include=Coverage:payor:Patient&_include:recurse=Organization:endpoint&_count=10",
        )
        .unwrap();
        assert_eq!(search.includes[0].target.as_deref(), Some("Patient"));
        assert!(search.includes[1].again);
        assert_eq!(search.count, Some(10));
    }

    #[test]
    fn an_unknown_modifier_is_refused_and_not_ignored() {
        assert!(read("Condition", false, "code:in=x").is_err());
        assert!(read("Condition", false, "_count=many").is_err());
    }
}
