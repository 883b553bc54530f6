//! Sources side by side: each collection as it was, what each provider offers,
//! and where they disagree.

mod disagree;
mod held;
mod offers;
mod origin;

use inzage_vault::Store;
use inzage_zib::view::Lang;

use super::Outcome;
use super::open::Open;
use super::protocol::{Answer, sources};

impl<S: Store> Open<S> {
    /// What is asked about sources.
    pub(super) fn sources(&self, request: &sources::Request, lang: Lang) -> Outcome {
        use sources::{Answer as A, Request as R};
        let answer = match request {
            R::Index => A::Index(self.source_index(lang)),
            R::Collection { id } => A::Collection(Box::new(self.held_collection(id, lang)?)),
            R::Held { id, chapter, part } => A::Held(self.held_rows(id, *chapter, *part, lang)?),
            R::ComparePart {
                one,
                other,
                fate,
                part,
            } => A::ComparedPart(self.compared_part((one, other), *fate, *part, lang)?),
            R::Compare { one, other } => A::Compared(Box::new(self.compare(one, other, lang)?)),
            R::Sheet => A::Sheet(self.sheet(lang)),
            R::Offers => A::Offers(self.offers(lang)),
            R::Differences { day, part } => A::Differences(self.disagreements(day, *part, lang)),
            R::CountDifferences { day } => A::Count(self.count_disagreements(day, lang)),
        };
        Ok(Answer::Sources(answer))
    }
}
