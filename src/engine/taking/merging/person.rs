//! Whose backup it is: compared as a collection is, and asked when it cannot be told.

use inzage_dossier::person::{Known, Match};
use inzage_vault::{Kind, Store};
use inzage_zib::view::Lang;

use super::super::super::open::{ME, Open};
use super::super::super::protocol::Failure;
use super::super::super::protocol::taking::Whose;
use super::{Coming, There};

impl<S: Store> Open<S> {
    /// What to ask her; none when it surely is of the same person. A name that was
    /// corrected in one of the two is known in the other.
    pub(super) fn doubt(&self, theirs: Option<&Known>, lang: Lang) -> Option<Whose> {
        let same = self
            .known
            .as_ref()
            .zip(theirs)
            .is_some_and(|(here, there)| {
                here.compare(&there.confirmed) == Match::Same
                    || there.compare(&here.confirmed) == Match::Same
            });
        let person = theirs.map(|known| &known.confirmed);
        (!same).then(|| Whose {
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            birth: person
                .map(|person| inzage_zib::date_text(&person.birth, lang))
                .unwrap_or_default(),
        })
    }

    /// Every way in which she is written there is one of hers here too. Where the backup
    /// holds as hers what she said here is not, only what is the same person surely.
    pub(super) async fn merge_person(
        &self,
        there: &There,
        coming: &mut Coming,
    ) -> Result<(), Failure> {
        let Some(theirs) = &there.person else {
            return Ok(());
        };
        let known = match &self.known {
            Some(here) => also(here, theirs, there.disputed),
            None if self.lacks(Kind::Person, ME).await? => theirs.clone(),
            None => {
                coming.merged.unread += 1;
                return Ok(());
            }
        };
        if self.known.as_ref() != Some(&known) {
            coming.changes.push(Self::put_known(&known)?);
        }
        Ok(())
    }
}

fn also(here: &Known, theirs: &Known, surely: bool) -> Known {
    let mut known = here.clone();
    for person in std::iter::once(&theirs.confirmed).chain(&theirs.also) {
        let fresh = *person != known.confirmed && !known.also.contains(person);
        if fresh && (!surely || here.compare(person) == Match::Same) {
            known.also.push(person.clone());
        }
    }
    known
}
