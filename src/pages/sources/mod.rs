//! Sources side by side: collections, what is offered, disagreements.

mod collection;
mod compare;
mod differences;
mod index;
mod offers;

pub use collection::SourcePage;
pub use compare::ComparePage;
pub use differences::{DisagreementsPage, topic_words};
pub use index::SourcesPage;
pub use offers::OffersPage;
