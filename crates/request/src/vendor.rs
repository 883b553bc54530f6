//! The vendor's REST API (`docs/vendor-api.openapi.json`): the body of a request,
//! and reading what comes back. The idempotency key is the id of the request, so
//! the same can be sent again without harm.

use serde_json::{Map, Value, json};

use crate::model::{Asked, Change, Key, Kind};
use crate::state::{Outcome, Receipt, Reply, State, Step};

/// Longest text that is kept of what a provider says, in characters.
const LONGEST_ANSWER: usize = 20_000;

/// Most identifiers of a medicine that go along.
const MOST_NUMBERS: usize = 20;

/// The body of `POST /patient-requests`: the same for the same request, always.
/// None: the API does not take this kind.
pub fn body(asked: &Asked) -> Option<Value> {
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
    put("text", json!(asked.text));
    if !asked.since.is_empty() {
        put("since", json!(asked.since));
    }
    match asked.kind {
        Kind::Change(change) => {
            let target = asked.target.as_ref()?;
            let identifiers: Vec<Value> = target
                .identifiers
                .iter()
                .take(MOST_NUMBERS)
                .map(key)
                .collect();
            let mut medication = json!({"identifiers": identifiers, "display": target.display});
            if let (Some(fields), Some(treatment)) = (medication.as_object_mut(), &target.treatment)
            {
                fields.insert("treatment".to_owned(), key(treatment));
            }
            put("kind", json!("change"));
            put("change", json!(change_code(change)));
            put("medication", medication);
        }
        Kind::Missing => {
            put("kind", json!("add"));
            put("missing", missing(asked)?);
        }
        Kind::Question => {
            put("kind", json!("question"));
            if let Some(id) = event(asked) {
                put("about_event", json!(id));
            }
        }
        Kind::Wrong | Kind::Right(_) => return None,
    }
    Some(Value::Object(body))
}

fn key(key: &Key) -> Value {
    json!({"system": key.system, "value": key.value})
}

/// The use of her data that a question is about, when this API told of it.
fn event(asked: &Asked) -> Option<&str> {
    let target = asked.target.as_ref()?;
    let id = target.use_of_data().filter(|_| target.entry.is_empty())?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    ((1..=64).contains(&id.len()) && id.bytes().all(plain)).then_some(id)
}

fn missing(asked: &Asked) -> Option<Value> {
    let missing = asked.missing.as_ref()?;
    let parts = [
        ("name", &missing.name),
        ("dose", &missing.dose),
        ("prescriber", &missing.prescriber),
    ];
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
    let parts = parts.map(|(name, text)| (name.to_owned(), json!(text)));
    Some(Value::Object(parts.collect()))
}

const fn change_code(change: Change) -> &'static str {
    match change {
        Change::Dose => "dose",
        Change::Time => "time",
        Change::Stop => "stop",
        Change::SideEffect => "side-effect",
        Change::Other => "other",
    }
}

/// A request as the provider has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its number there.
    pub number: String,
    /// The idempotency key that it was sent with; empty when it does not say.
    pub key: String,
    /// What became of it, oldest first; the first is that it was taken.
    pub steps: Vec<Step>,
}

/// Reads one request; none when it is none.
pub fn held(bytes: &[u8]) -> Option<Held> {
    one(&serde_json::from_slice(bytes).ok()?)
}

/// Reads a list of requests: those that can be read. None when it is no list.
pub fn list(bytes: &[u8]) -> Option<Vec<Held>> {
    let value: Value = serde_json::from_slice(bytes).ok()?;
    let all = value.get("requests")?.as_array()?;
    Some(all.iter().filter_map(one).collect())
}

fn one(value: &Value) -> Option<Held> {
    let number = text(value, "/id").filter(|id| !id.is_empty())?;
    let history = value.get("history").and_then(Value::as_array);
    let mut steps: Vec<Step> = history
        .into_iter()
        .flatten()
        .filter_map(|step| {
            let at = text(step, "/at").unwrap_or_default();
            Some(Step {
                state: state(value, &text(step, "/state")?)?,
                at,
            })
        })
        .collect();
    let now = state(value, &text(value, "/state")?)?;
    if steps.last().is_none_or(|last| last.state != now) {
        let at = text(value, "/received_at").unwrap_or_default();
        steps.push(Step { state: now, at });
    }
    let key = text(value, "/key").unwrap_or_default().to_lowercase();
    Some(Held { number, key, steps })
}

/// A state of the API; none for one that this version does not know.
fn state(request: &Value, name: &str) -> Option<State> {
    Some(match name {
        "received" => State::Sent(Receipt {
            number: text(request, "/id").unwrap_or_default(),
            text: String::new(),
        }),
        "seen" => State::Seen,
        "answered" => State::Answered(Reply {
            outcome: match text(request, "/answer/outcome")?.as_str() {
                "yes" => Outcome::Yes,
                "no" => Outcome::No,
                _ => Outcome::Other,
            },
            text: text(request, "/answer/text").unwrap_or_default(),
            by: text(request, "/answer/by").unwrap_or_default(),
        }),
        "withdrawn" => State::Withdrawn,
        _ => return None,
    })
}

fn text(value: &Value, pointer: &str) -> Option<String> {
    let found = value.pointer(pointer)?.as_str()?;
    Some(found.chars().take(LONGEST_ANSWER).collect())
}
