//! Sources side by side: what the screens ask of them.

use inzage_dossier::view::Fate;
use inzage_zib::view::Chapter;

use super::record::{Asked, use_asked};
use crate::engine::protocol::sources::{
    Answer as Told, CollectionView, Compared, ComparedEntry, Difference, Offer, Request as About,
    Source,
};
use crate::engine::protocol::{Answer, Part, Request, Row, Stretch};
use crate::platform::clock;

/// Every provider with its collections.
pub fn index() -> Asked<Vec<Source>> {
    use_asked(
        || Request::Sources(About::Index),
        |answer| match answer {
            Answer::Sources(Told::Index(index)) => Some(index),
            _ => None,
        },
    )
}

/// One collection as it was.
pub fn collection(id: String) -> Asked<CollectionView> {
    use_asked(
        move || Request::Sources(About::Collection { id: id.clone() }),
        |answer| match answer {
            Answer::Sources(Told::Collection(view)) => Some(*view),
            _ => None,
        },
    )
}

/// Rows of a chapter of a collection, and entries that two compare, that are added
/// each time.
const MORE: usize = 50;

/// A part of what a collection held in a chapter.
pub fn held(id: String, chapter: Chapter, start: usize) -> Asked<Part<Row>> {
    use_asked(
        move || {
            Request::Sources(About::Held {
                id: id.clone(),
                chapter,
                part: Stretch { start, most: MORE },
            })
        },
        |answer| match answer {
            Answer::Sources(Told::Held(rows)) => Some(rows),
            _ => None,
        },
    )
}

/// A part of the entries of two collections with one fate.
pub fn compared_part(
    pair: (String, String),
    fate: Fate,
    start: usize,
) -> Asked<Part<ComparedEntry>> {
    use_asked(
        move || {
            let (one, other) = pair.clone();
            Request::Sources(About::ComparePart {
                one,
                other,
                fate,
                part: Stretch { start, most: MORE },
            })
        },
        |answer| match answer {
            Answer::Sources(Told::ComparedPart(found)) => Some(found),
            _ => None,
        },
    )
}

/// Two collections of one provider.
pub fn compared(one: String, other: String) -> Asked<Compared> {
    use_asked(
        move || {
            let (one, other) = (one.clone(), other.clone());
            Request::Sources(About::Compare { one, other })
        },
        |answer| match answer {
            Answer::Sources(Told::Compared(compared)) => Some(*compared),
            _ => None,
        },
    )
}

/// What each provider offers.
pub fn offers() -> Asked<Vec<Offer>> {
    use_asked(
        || Request::Sources(About::Offers),
        |answer| match answer {
            Answer::Sources(Told::Offers(offers)) => Some(offers),
            _ => None,
        },
    )
}

/// Differences that a list shows at first, and how many more each time.
const STEP: usize = 20;

/// A part of where sources disagree, today.
pub fn differences(start: usize) -> Asked<Part<Difference>> {
    use_asked(
        move || {
            Request::Sources(About::Differences {
                day: clock::today(),
                part: Stretch { start, most: STEP },
            })
        },
        |answer| match answer {
            Answer::Sources(Told::Differences(found)) => Some(found),
            _ => None,
        },
    )
}

/// In how many places sources disagree, today.
pub fn count_differences() -> Asked<usize> {
    use_asked(
        || {
            Request::Sources(About::CountDifferences {
                day: clock::today(),
            })
        },
        |answer| match answer {
            Answer::Sources(Told::Count(count)) => Some(count),
            _ => None,
        },
    )
}

/// What a sheet of paper says of its sources.
pub fn sheet() -> Asked<Vec<(String, String)>> {
    use_asked(
        || Request::Sources(About::Sheet),
        |answer| match answer {
            Answer::Sources(Told::Sheet(sheet)) => Some(sheet),
            _ => None,
        },
    )
}
