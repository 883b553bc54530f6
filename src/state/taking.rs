//! Taking along, asked of the open vault.

#![expect(clippy::missing_errors_doc, reason = "what the engine says, always")]

use inzage_zib::view::Chapter;
use leptos::prelude::*;

use super::brand::file_name;
use super::links::settled;
use super::record::{Asked, ask, use_asked};
use super::session::Session;
use super::vaults::wrong_key;
use super::words::Trouble;
use crate::engine::protocol::links::Selection;
use crate::engine::protocol::taking::{
    Answer as Said, Backup, Document, File, Leaf, Merged, Received, Request as Take, Whose,
};
use crate::engine::protocol::{Answer, Failure, Part, Request, Row, Secret, Stretch};
use crate::platform::{clock, file};

/// What the person takes along, chosen once for files and for reading: a context.
#[derive(Clone, Copy)]
pub struct Taken(pub RwSignal<Selection>);

impl Taken {
    /// Makes itself a context, with everything.
    pub fn provide() -> Self {
        let taken = Self(RwSignal::new(Selection::everything()));
        provide_context(taken);
        taken
    }

    /// Back to everything: for somebody else.
    pub fn forget(self) {
        self.0.set(Selection::everything());
    }
}

/// What the person takes along.
pub fn use_taken() -> RwSignal<Selection> {
    use_context::<Taken>().unwrap_or_else(Taken::provide).0
}

/// How the last backup stands to what the person made herself.
pub fn backup() -> Asked<Backup> {
    use_asked(
        || Request::Taking(Take::Backup),
        |answer| match answer {
            Answer::Taking(Said::Backup(backup)) => Some(backup),
            _ => None,
        },
    )
}

/// What goes along as received, and what does not.
pub fn received(selection: RwSignal<Selection>) -> Asked<Received> {
    let selection = settled(selection);
    use_asked(
        move || {
            Request::Taking(Take::Received {
                selection: selection.get(),
            })
        },
        |answer| match answer {
            Answer::Taking(Said::Received(received)) => Some(received),
            _ => None,
        },
    )
}

/// The title page of the record as one document.
pub fn document(selection: RwSignal<Selection>) -> Asked<Document> {
    use_asked(
        move || {
            Request::Taking(Take::Document {
                selection: selection.get(),
            })
        },
        |answer| match answer {
            Answer::Taking(Said::Document(document)) => Some(document),
            _ => None,
        },
    )
}

/// Entries that a chapter of it shows at first, and how many more each time.
const STEP: usize = 20;

/// A part of a chapter of it.
pub fn leaves(selection: RwSignal<Selection>, chapter: Chapter, start: usize) -> Asked<Part<Leaf>> {
    use_asked(
        move || {
            Request::Taking(Take::Leaves {
                selection: selection.get(),
                chapter,
                part: Stretch { start, most: STEP },
            })
        },
        |answer| match answer {
            Answer::Taking(Said::Leaves(leaves)) => Some(leaves),
            _ => None,
        },
    )
}

/// A part of what she measured herself.
pub fn measured(start: usize) -> Asked<Part<Row>> {
    use_asked(
        move || {
            Request::Taking(Take::Measured {
                part: Stretch { start, most: STEP },
            })
        },
        |answer| match answer {
            Answer::Taking(Said::Measured(rows)) => Some(rows),
            _ => None,
        },
    )
}

/// Saves what one source gave, as received.
pub async fn save_file(session: &Session, selection: Selection, file: File) -> Result<(), Trouble> {
    let version = if file.r4 { "r4" } else { "stu3" };
    let provider = file.provider.trim_end_matches("@medmij").to_owned();
    let name = format!("{provider}-{version}-{}.fhir.json", clock::today());
    save(session, Take::File { selection, file }, &name).await
}

/// Saves all of it in one file.
pub async fn save_all(session: &Session, selection: Selection) -> Result<(), Trouble> {
    let name = format!("meenemen-{}.zip", clock::today());
    save(session, Take::All { selection }, &name).await
}

/// Saves which provider and service gave what when.
pub async fn save_list(session: &Session) -> Result<(), Trouble> {
    let name = format!("bronnen-{}.csv", clock::today());
    save(session, Take::List, &name).await
}

async fn save(session: &Session, what: Take, name: &str) -> Result<(), Trouble> {
    let bytes = ask!(session.engine(), Request::Taking(what), Answer::Bytes(bytes) => bytes)?;
    file::save(&file_name(name), &bytes);
    Ok(())
}

/// What became of merging a backup.
pub enum Joined {
    /// It joined.
    Merged(Merged),
    /// Whose it is has to be said first.
    Whose(Whose),
}

/// Merges a backup into the vault that is open; `mine`: she says that it is hers.
pub async fn merge(
    session: &Session,
    bytes: Vec<u8>,
    with: Secret,
    mine: bool,
) -> Result<Joined, Trouble> {
    let merge = Request::Taking(Take::Merge {
        bytes,
        with: with.clone(),
        mine,
    });
    let said = ask!(session.engine(), merge, Answer::Taking(said) => said);
    match wrong_key(&with, said)? {
        Said::Merged(merged) => {
            session.record_changed();
            Ok(Joined::Merged(merged))
        }
        Said::Whose(whose) => Ok(Joined::Whose(whose)),
        _ => Err(Trouble::Engine(Failure::Internal)),
    }
}

/// Removes an entry that was received from this device.
pub async fn remove(session: &Session, number: String) -> Result<(), Trouble> {
    let remove = Request::Taking(Take::Remove { number });
    ask!(session.engine(), remove, Answer::Done => ())?;
    session.record_changed();
    Ok(())
}
