//! Who used data, in outline, as a FHIR `AuditEvent` tells it (STU3 and R4; the
//! elements that NEN 7513 asks for). Everything in it stands on its own page.

use inzage_fhir::{Resource, Value};

use crate::concepts::read;
use crate::reader::list;
use crate::view::Lang;

/// The outline; what the resource does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// When it was recorded: RFC 3339.
    pub at: String,
    /// Role and name of who did it.
    pub role: String,
    /// Where: the site of the system.
    pub place: String,
    /// FHIR `audit-event-action`: C, R, U, D or E.
    pub action: String,
    /// What was done, in words.
    pub did: String,
    /// Which data.
    pub data: String,
    /// Why.
    pub purpose: String,
}

/// The outline of an `AuditEvent`; none for any other resource.
pub fn access(resource: &Resource, lang: Lang) -> Option<Access> {
    if resource.kind() != "AuditEvent" {
        return None;
    }
    let agents = list(resource.get("agent"));
    let asks = |agent: &&Value| agent.get("requestor").and_then(Value::as_bool) == Some(true);
    let agent = agents.iter().find(asks).or_else(|| agents.first());
    let of_agent = |key: &str| agent.and_then(|agent| agent.get(key));
    let did = named(resource.get("subtype"), lang);
    let why = [resource.get("purposeOfEvent"), of_agent("purposeOfUse")];
    let entities = list(resource.get("entity"))
        .iter()
        .map(|entity| entity_name(entity, lang));
    Some(Access {
        at: plain(resource.get("recorded")),
        role: joined([
            named(of_agent("type"), lang),
            named(of_agent("role"), lang),
            plain(of_agent("name")),
            plain(
                of_agent("who")
                    .or(of_agent("reference"))
                    .and_then(|who| who.get("display")),
            ),
        ]),
        place: plain(resource.get("source").and_then(|source| source.get("site"))),
        action: plain(resource.get("action")),
        did: if did.is_empty() {
            named(resource.get("type"), lang)
        } else {
            did
        },
        data: joined(entities),
        purpose: joined(why.map(|why| named(why, lang))),
    })
}

/// What was used: its name, what it refers to, its description or its type.
fn entity_name(entity: &Value, lang: Lang) -> String {
    let display = |key| plain(entity.get(key).and_then(|to| to.get("display")));
    let all = [
        plain(entity.get("name")),
        display("what"),
        display("reference"),
        plain(entity.get("description")),
        named(entity.get("type"), lang),
    ];
    let mut told = all.into_iter().filter(|text| !text.is_empty());
    told.next().unwrap_or_default()
}

fn plain(value: Option<&Value>) -> String {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    text.trim().to_owned()
}

/// Concepts or codings, each by its first name, else its code.
fn named(value: Option<&Value>, lang: Lang) -> String {
    let several = list(value);
    let all = several.iter().map(|concept| {
        let read = read(concept, lang);
        let name = read.names.into_iter().next();
        let code = || read.codes.into_iter().next().map(|(_, code)| code);
        let coding = plain(concept.get("display"));
        let own = (!coding.is_empty()).then_some(coding);
        name.or(own).or_else(code).unwrap_or_default()
    });
    joined(all)
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for part in parts {
        if !part.is_empty() && !kept.contains(&part) {
            kept.push(part);
        }
    }
    kept.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &str) -> Option<Access> {
        access(&Resource::parse(bytes.as_bytes()).unwrap(), Lang::Nl)
    }

    #[test]
    fn both_versions_of_fhir_say_who_what_and_why() {
        let r4 = of(include_str!("../tests/resources/audit_event.json")).unwrap();
        assert_eq!(r4.at, "2026-05-12T08:31:12+02:00");
        assert_eq!(
            r4.role,
            "verpleegkundige, afdeling dialyse, Dialysecentrum De Waterlelie"
        );
        assert_eq!((r4.action.as_str(), r4.data.as_str()), ("R", "medicatie"));
        assert_eq!(
            (r4.did.as_str(), r4.place.as_str()),
            ("Dossier bekeken", "polikliniek")
        );
        assert_eq!(r4.purpose, "behandeling");
        let stu3 = of(include_str!("../tests/resources/audit_event_stu3.json")).unwrap();
        assert_eq!(stu3.role, "Huisarts, Vervanger");
        assert_eq!(
            (stu3.data.as_str(), stu3.purpose.as_str()),
            ("Hoge bloeddruk", "waarneming")
        );
    }

    #[test]
    fn what_is_not_said_is_empty_and_nothing_else_is_an_audit_event() {
        let bare = r#"{"resourceType":"AuditEvent","agent":7,"entity":[null,{}],"recorded":3}"#;
        assert_eq!(of(bare), Some(Access::default()));
        assert_eq!(of(r#"{"resourceType":"Patient"}"#), None);
    }
}
