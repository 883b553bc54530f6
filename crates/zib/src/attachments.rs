//! Documents and pictures in a resource.

use crate::view::Lang;
use inzage_fhir::{Resource, Value};

/// A document that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Title of the source; empty when it gives none.
    pub title: String,
    /// Where to fetch it, as received: relative (`Binary/…`) or absolute.
    pub url: Option<String>,
    /// Base64 as received, when it came inline.
    pub data: Option<String>,
    /// MIME type as the source says; empty when it does not.
    pub content_type: String,
}

/// Every attachment in `resource` that has content or says where it is, in order;
/// a Binary is one itself.
pub fn attachments(resource: &Resource) -> Vec<Attachment> {
    let mut found = Vec::new();
    if resource.kind() == "Binary" {
        let data = text(resource.value(), "data").or_else(|| text(resource.value(), "content"));
        if data.is_some() {
            found.push(Attachment {
                title: String::new(),
                url: None,
                data,
                content_type: text(resource.value(), "contentType").unwrap_or_default(),
            });
        }
        return found;
    }
    collect(resource.value(), &mut found);
    if let [only] = found.as_mut_slice()
        && only.title.is_empty()
    {
        only.title = crate::row(resource, &crate::NothingKnown, Lang::Nl).title;
    }
    found
}

fn collect(value: &Value, found: &mut Vec<Attachment>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => {
            let (url, data) = (text(value, "url"), text(value, "data"));
            let typed = text(value, "contentType");
            let named = members
                .contains_key("attachment")
                .then(|| members.get("attachment"));
            if typed.is_some() && (url.is_some() || data.is_some()) {
                found.push(attachment(value, url, data));
                return;
            }
            for (key, item) in members {
                if key == "attachment" && named.is_some() && text(item, "url").is_some() {
                    found.push(attachment(item, text(item, "url"), text(item, "data")));
                } else {
                    collect(item, found);
                }
            }
        }
        _ => {}
    }
}

fn attachment(value: &Value, url: Option<String>, data: Option<String>) -> Attachment {
    Attachment {
        title: text(value, "title").unwrap_or_default(),
        url,
        data,
        content_type: text(value, "contentType").unwrap_or_default(),
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    let text = value.get(key)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
