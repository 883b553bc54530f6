//! Searchsets and their pages. A page token holds the whole search, so the
//! server remembers nothing and the client can read nothing into it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::search::kind_of;

/// Entries per page when the client does not say, and at most.
pub(super) const PAGE: usize = 50;
const MOST: usize = 200;

/// A page of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// `Type` or `Observation/$lastn`.
    pub(super) path: String,
    /// Query string of the search.
    pub(super) query: String,
    /// Matches to pass over.
    pub(super) offset: usize,
}

impl Position {
    /// As the token of a link.
    fn token(&self, offset: usize) -> String {
        URL_SAFE_NO_PAD.encode(json!([self.path, self.query, offset]).to_string())
    }

    /// From the token of a link.
    pub(super) fn read(token: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (path, query, offset) = serde_json::from_slice(&bytes).ok()?;
        Some(Self {
            path,
            query,
            offset,
        })
    }
}

/// What a searchset is made of.
pub(super) struct Page<'a> {
    /// The service's base, absolute.
    pub(super) base: &'a str,
    /// Whether links stand under the base.
    pub(super) under_base: bool,
    /// Where in the search.
    pub(super) position: &'a Position,
    /// Page size asked for.
    pub(super) count: Option<usize>,
}

impl Page<'_> {
    /// How many matches this page holds.
    pub(super) fn size(&self) -> usize {
        self.count.unwrap_or(PAGE).min(MOST)
    }

    /// The Bundle: `total` counts matches only.
    pub(super) fn bundle(&self, total: usize, matches: &[&Value], included: &[&Value]) -> Value {
        let entry = |mode: &'static str| {
            move |resource: &&Value| {
                let id = resource
                    .get("id")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                json!({
                    "fullUrl": format!("{}/{}/{id}", self.base, kind_of(resource)),
                    "resource": resource,
                    "search": {"mode": mode},
                })
            }
        };
        let mut entries: Vec<Value> = matches.iter().map(entry("match")).collect();
        entries.extend(included.iter().map(entry("include")));
        let mut bundle = json!({
            "resourceType": "Bundle",
            "type": "searchset",
            "total": total,
            "link": self.links(total),
        });
        // FHIR JSON has no empty arrays.
        if let (false, Some(fields)) = (entries.is_empty(), bundle.as_object_mut()) {
            fields.insert("entry".to_owned(), Value::Array(entries));
        }
        bundle
    }

    fn links(&self, total: usize) -> Vec<Value> {
        let link = |relation: &str, url: String| json!({"relation": relation, "url": url});
        let Position {
            path,
            query,
            offset,
        } = self.position;
        let mark = if query.is_empty() { "" } else { "?" };
        let mut links = vec![link("self", format!("{}/{path}{mark}{query}", self.base))];
        let size = self.size();
        let next = offset.saturating_add(size);
        if size > 0 && next < total {
            links.push(link("next", self.url(next)));
        }
        if *offset > 0 {
            links.push(link("previous", self.url(offset.saturating_sub(size))));
        }
        links
    }

    fn url(&self, offset: usize) -> String {
        let token = self.position.token(offset);
        if self.under_base {
            format!("{}?_getpages={token}", self.base)
        } else {
            let kind = self.position.path.split('/').next().unwrap_or_default();
            format!("{}/{kind}?_page={token}", self.base)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_token_leads_back_to_the_same_search() {
        let position = Position {
            path: "Observation/$lastn".to_owned(),
            query: "code=a%7Cb&_count=2".to_owned(),
            offset: 0,
        };
        let read = Position::read(&position.token(4)).unwrap();
        assert_eq!(
            read,
            Position {
                offset: 4,
                ..position
            }
        );
        assert_eq!(Position::read("niets"), None);
    }
}
