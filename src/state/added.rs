//! Own notes and documents, asked of the open vault.

use super::record::{Asked, ask, use_asked};
use super::session::Session;
use super::words::Trouble;
use crate::engine::protocol::added::{Answer as Told, Item, Refusal, Request as Add};
use crate::engine::protocol::{Answer, Failure, Request};
use crate::platform::file;

/// Most bytes of a document.
const LARGEST: f64 = 20_000_000.0;

/// What was added to an entry, or what stands by itself.
pub fn on(number: Option<String>) -> Asked<Vec<Item>> {
    asked(Add::On { number })
}

/// One note or document.
pub fn one(id: String) -> Asked<Vec<Item>> {
    asked(Add::One { id })
}

fn asked(request: Add) -> Asked<Vec<Item>> {
    use_asked(
        move || Request::Added(request.clone()),
        |answer| match answer {
            Answer::Added(Told::Items(items)) => Some(items),
            _ => None,
        },
    )
}

/// Keeps, changes or takes away; none when it was done, else why not.
///
/// # Errors
/// What the engine says.
pub async fn change(session: &Session, request: Add) -> Result<Option<Refusal>, Trouble> {
    let told = ask!(session.engine(), Request::Added(request), Answer::Added(told) => told)?;
    match told {
        Told::Kept(_) => {
            session.record_changed();
            Ok(None)
        }
        Told::Refused(why) => Ok(Some(why)),
        Told::Items(_) => Err(Trouble::Engine(Failure::Internal)),
    }
}

/// The bytes of the file that was chosen in an input; refused when there is none,
/// or when it is so large that it need not be read.
///
/// # Errors
/// Why it is refused.
pub async fn chosen(input: &str) -> Result<Vec<u8>, Refusal> {
    if file::chosen_size(input).is_some_and(|size| size > LARGEST) {
        return Err(Refusal::TooLarge);
    }
    file::chosen(input).await.ok_or(Refusal::Empty)
}
