//! What is one thing at several sources: found once, used by every list of rows.

use inzage_dossier::changes::side_by_side;
use inzage_dossier::duplicates::{Candidate, Decisions, Groups, Thing, find};
use inzage_dossier::view::Verdict;
use inzage_fhir::Resource;
use inzage_vault::{Change, CryptoRng, Kind, ReadError, Store};
use inzage_zib::view::{Entry, Field, Lang};

use super::contacts::Contact;
use super::open::{Open, put_json};
use super::protocol::same::{self, Decided, Differing, Same};
use super::protocol::{Answer, Failure, Row, Variant};
use super::providers::not_found;
use super::records::Loaded;
use super::{Outcome, words};

/// Under which name the decisions of the person are kept.
pub(super) const DECISIONS: &str = "same";

impl<S: Store> Open<S> {
    /// What stands together, of what is part of the record.
    pub(super) fn groups(&self) -> &Groups {
        self.derived.groups.get_or_init(|| {
            let within = self.joined().flat_map(|loaded| self.contacts(loaded));
            let within: Vec<Contact<'_>> = within.collect();
            self.identify(usize::MAX);
            let identities = self.derived.identities.take().found;
            let entries = self.readable().zip(identities);
            let entries = entries.map(|((loaded, _), identity)| Candidate {
                number: &loaded.record.head.number,
                thing: Thing::of(&loaded.record),
                identity,
                bytes: &loaded.record.bytes,
            });
            let candidates: Vec<_> = entries
                .chain(within.iter().map(Contact::candidate))
                .collect();
            find(&candidates, &self.decisions)
        })
    }

    /// Entries that can be compared.
    fn readable(&self) -> impl Iterator<Item = (&Loaded, &Resource)> {
        self.joined()
            .filter_map(|loaded| Some((loaded, loaded.resource.as_ref()?)))
    }

    /// Finds what identifies a few entries more, for [`Self::groups`].
    pub(super) fn identify(&self, most: usize) {
        let mut known = self.derived.identities.borrow_mut();
        let before = known.found.len();
        let more = self.readable().skip(before).take(most);
        known.found.extend(more.map(|(loaded, resource)| {
            inzage_zib::identity(resource, &self.known(&loaded.record.head))
        }));
        known.whole = known.found.len() - before < most;
    }

    /// Entries to show, each thing once: the first of those that stand together
    /// and that `keep` keeps.
    pub(super) fn merged(&self, keep: impl Fn(&Loaded) -> bool) -> Vec<&Loaded> {
        let kept = self.joined().filter(|loaded| keep(loaded));
        self.once(kept.collect(), keep)
    }

    /// Of everything that `keep` keeps, each thing once.
    pub(super) fn once<'a>(
        &self,
        mut kept: Vec<&'a Loaded>,
        keep: impl Fn(&Loaded) -> bool,
    ) -> Vec<&'a Loaded> {
        let groups = self.groups();
        kept.retain(|loaded| {
            let number = loaded.record.head.number.as_str();
            groups.leads(number) || {
                let with = groups.with(number).into_iter();
                let mut before = with.take_while(|other| *other != number);
                !before.any(|other| self.records.get(other).is_some_and(&keep))
            }
        });
        kept
    }

    /// The other entries that stand together with this one.
    pub(super) fn others(&self, number: &str) -> Vec<&Loaded> {
        let with = self.groups().with(number).into_iter();
        with.filter(|other| *other != number)
            .filter_map(|other| self.records.get(other))
            .collect()
    }

    /// MedMij names of everybody who delivered an entry, or what stands together with
    /// it.
    pub(super) fn deliverers(&self, number: &str) -> Vec<String> {
        let with = self.groups().with(number).into_iter();
        with.filter_map(|number| self.records.get(number))
            .map(|loaded| loaded.record.head.provider.clone())
            .collect()
    }

    /// A row with everything that it stands for.
    pub(super) fn row_of_all(&self, row: Row, lang: Lang) -> Row {
        let number = row.number.clone();
        self.row_standing_for(&number, row, lang)
    }

    /// A row with everything that it stands for, compared by `number`.
    pub(super) fn row_standing_for(&self, number: &str, mut row: Row, lang: Lang) -> Row {
        let with = self.groups().with(number).into_iter();
        let others = with.filter(|other| *other != number);
        for said in others.filter_map(|other| self.row_numbered(other, lang)) {
            row.unread = row.unread.or(said.unread);
            row.covered |= said.covered;
            let parts = [
                (said.title != row.title).then_some(said.title),
                (said.date != row.date).then_some(said.date),
                (said.status != row.status).then_some(said.status.unwrap_or_default()),
            ];
            let says: Vec<_> = parts
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .collect();
            if !says.is_empty() {
                row.variants.push(Variant {
                    source: said.source.clone(),
                    says: says.join(" · "),
                });
            }
            row.also.push(said.source);
        }
        row.maybe_same = !self.groups().maybe(number).is_empty();
        row
    }

    /// The decisions as kept; none when they cannot be read, which is counted.
    pub(super) async fn read_decisions(&mut self) -> Result<Decisions, Failure> {
        let read = self.vault.read(Kind::Setting, DECISIONS).await;
        let bytes = match read {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Ok(Decisions::default()),
            Err(ReadError::Damaged) => {
                self.damaged += 1;
                return Ok(Decisions::default());
            }
            Err(error) => return Err(error.into()),
        };
        Ok(serde_json::from_slice(&bytes).unwrap_or_else(|_| {
            self.damaged += 1;
            Decisions::default()
        }))
    }
}

impl<S: Store> Open<S> {
    /// Keeps, or takes back, what the person says about two entries.
    pub(super) async fn said(&mut self, said: same::Request, rng: &mut dyn CryptoRng) -> Outcome {
        let mut decisions = self.decisions.clone();
        match said {
            same::Request::Decide {
                number,
                other,
                verdict,
                at,
            } => {
                let (number, other) = self.meant(&number, &other);
                let other = not_found(self.thing_numbered(&other))?;
                // To part one from a row is to part it from everything in it.
                for thing in self.things_with(&number) {
                    if verdict == Verdict::Different || decisions.says(&thing, &other).is_none() {
                        decisions.decide(&thing, &other, verdict, &at);
                    }
                }
            }
            same::Request::Undo { number, other } => {
                let (number, other) = self.meant(&number, &other);
                let mine = self.things_with(&number);
                let others = if self.groups().lead(&number) == self.groups().lead(&other) {
                    vec![not_found(self.thing_numbered(&other))?]
                } else {
                    self.things_with(&other)
                };
                for (a, b) in mine.iter().flat_map(|a| others.iter().map(move |b| (a, b))) {
                    decisions.undo(a, b);
                }
            }
        }
        let change = put_json(Kind::Setting, DECISIONS, &decisions)?;
        self.commit(vec![change], rng).await?;
        self.decisions = decisions;
        Ok(Answer::Done)
    }

    /// The change that takes back what was said of a provider's entries.
    pub(super) fn forget_decisions(&self, provider: &str) -> Result<Option<Change>, Failure> {
        let mut decisions = self.decisions.clone();
        decisions.forget(provider);
        if decisions == self.decisions {
            return Ok(None);
        }
        put_json(Kind::Setting, DECISIONS, &decisions).map(Some)
    }

    fn things_with(&self, number: &str) -> Vec<Thing> {
        let with = self.groups().with(number).into_iter();
        with.filter_map(|number| self.thing_numbered(number))
            .collect()
    }

    /// The part of an entry's page about what is the same elsewhere; of a Patient also
    /// what is the same as a contact person within.
    pub(super) fn same(&self, loaded: &Loaded, lang: Lang) -> Same {
        let number = loaded.record.head.number.as_str();
        Same {
            differing: self.differing(loaded, &self.others(number), lang),
            ..self.same_as(self.numbers_within(loaded), lang)
        }
    }

    /// The same of a person within a Patient, by number.
    pub(super) fn same_within(&self, alone: &Loaded, number: &str, lang: Lang) -> Same {
        Same {
            differing: self.differing(alone, &self.others(number), lang),
            ..self.same_as(vec![number.to_owned()], lang)
        }
    }

    /// What stands together with any of `numbers`, or may.
    fn same_as(&self, numbers: Vec<String>, lang: Lang) -> Same {
        let mut same = Same::default();
        for number in numbers {
            let with = self.groups().with(&number).into_iter();
            let others = with.filter(|other| *other != number);
            let rows = others.filter_map(|other| self.row_numbered(other, lang));
            same.others.extend(rows);
            same.reasons.extend(self.groups().reasons(&number));
            let maybe = self.groups().maybe(&number).into_iter();
            let maybe =
                maybe.filter_map(|(other, reason)| Some((self.row_numbered(other, lang)?, reason)));
            same.maybe.extend(maybe);
            if let Some(thing) = self.thing_numbered(&number) {
                same.decided.extend(self.decided(&thing, lang));
            }
        }
        same
    }

    /// Every field that not all of them say in the same words.
    fn differing(&self, loaded: &Loaded, others: &[&Loaded], lang: Lang) -> Vec<Differing> {
        let all = std::iter::once(loaded).chain(others.iter().copied());
        let all = all.filter(|one| !self.is_covered(one));
        let sides: Vec<_> = all
            .map(|one| {
                (
                    self.mark(&one.record.head.provider),
                    self.entry(one, lang).0,
                )
            })
            .collect();
        let fields: Vec<Vec<Field>> = sides
            .iter()
            .map(|(_, entry)| said_of(entry, lang))
            .collect();
        side_by_side(&fields)
            .into_iter()
            .map(|(label, values)| Differing {
                label,
                values: sides
                    .iter()
                    .map(|(source, _)| source.clone())
                    .zip(values)
                    .collect(),
            })
            .collect()
    }

    fn decided(&self, mine: &Thing, lang: Lang) -> Vec<Decided> {
        let about = self.decisions.all().filter_map(|decision| {
            let other = if decision.one == *mine {
                &decision.other
            } else if decision.other == *mine {
                &decision.one
            } else {
                return None;
            };
            let row = self.row_numbered(&self.number_of(other)?, lang)?;
            Some(Decided {
                row,
                verdict: decision.verdict,
                at: words::moment(&decision.at, lang),
            })
        });
        about.collect()
    }

    /// The entry that is a version of this thing.
    pub(super) fn thing(&self, thing: &Thing) -> Option<&Loaded> {
        let mut found: Box<dyn Iterator<Item = &Loaded>> = match thing.id.strip_prefix('#') {
            Some(number) => Box::new(self.records.get(number).into_iter()),
            None => Box::new(self.records.with_id(&thing.kind, &thing.id)),
        };
        found.find(|loaded| !loaded.record.head.staged && Thing::of(&loaded.record) == *thing)
    }
}

/// Everything that an entry says in words: its heading and its fields.
pub(super) fn said_of(entry: &Entry, lang: Lang) -> Vec<Field> {
    let heading = [
        (lang.pick("Titel", "Title"), &entry.title),
        (lang.pick("Datum", "Date"), &entry.date),
        (lang.pick("Status", "Status"), &entry.status),
    ];
    let heading = heading.into_iter().filter(|(_, value)| !value.is_empty());
    let heading = heading.map(|(label, value)| Field {
        label: label.to_owned(),
        value: value.clone(),
    });
    heading
        .chain(entry.fields.iter().cloned())
        .chain(entry.other.iter().cloned())
        .collect()
}
