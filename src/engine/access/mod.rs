//! Who used the person's data, as providers tell it, in the open vault. What came
//! with a collection is part of the record when the collection is.

mod question;
mod shown;
mod since;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use inzage_api::{LoginGroup, VendorPart};
use inzage_dossier::access::{Action, Asking, End, Told, Use, uses};
use inzage_dossier::collection::Collection;
use inzage_dossier::logbook::What;
use inzage_vault::{Change, CryptoRng, Kind, Store};
use inzage_zib::view::Lang;

use super::Outcome;
use super::open::{Open, delete, put_json};
use super::protocol::access::{Answer, Request};
use super::protocol::{Answer as Whole, Failure};
use super::providers::not_found;
use super::records::Loaded;

/// Before the id of a collection: under which name its asking is kept.
const NAME: &str = "access ";

fn name(collection: &str) -> String {
    format!("{NAME}{collection}")
}

/// Whether a setting is what was told with a collection.
pub(super) fn is_asking(setting: &str) -> bool {
    setting.starts_with(NAME)
}

/// Whether a setting is what was told with this collection.
pub(super) fn is_asking_of(setting: &str, collection: &str) -> bool {
    setting.strip_prefix(NAME) == Some(collection)
}

/// Every asking, by its collection.
pub(super) type Askings = BTreeMap<String, Asking>;

/// Whether a login tells who used the data.
fn offers(group: &LoginGroup) -> bool {
    let vendor = group.vendor.as_ref();
    vendor.is_some_and(|vendor| vendor.parts.contains(&VendorPart::Audit))
}

impl<S: Store> Open<S> {
    /// Requests about who used the data.
    pub(super) async fn access(
        &mut self,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        self.read_askings().await?;
        let answer = match request {
            Request::Offered { collection } => {
                let collection = not_found(self.collections.get(&collection))?;
                Answer::Offered(self.tells(collection))
            }
            Request::Told {
                collection,
                trace_id,
                bytes,
            } => {
                let mut asking = self.asking_of(&collection, trace_id)?;
                let known = self.told_before(&asking.provider, &collection);
                let next = asking.take(&bytes, &known.iter().map(String::as_str).collect());
                let more = next.is_some();
                self.keep_asking(&collection, asking, more, rng).await?;
                Answer::Next(next.map(|day| day.to_string()))
            }
            Request::Failed {
                collection,
                code,
                trace_id,
            } => {
                let mut asking = self.asking_of(&collection, trace_id)?;
                asking.fail(code.as_str());
                self.keep_asking(&collection, asking, false, rng).await?;
                Answer::Next(None)
            }
            Request::Page { filter, most } => {
                Answer::Page(Box::new(self.access_page(&filter, most, lang)))
            }
            Request::Ask { which } => Answer::Question(self.question(&which, rng).await?),
            Request::Since => Answer::Since(self.used_since(lang).await?),
        };
        Ok(Whole::Access(answer))
    }

    /// Whether the login of a collection opens an audit trail.
    fn tells(&self, collection: &Collection) -> bool {
        let groups = self.logins(&collection.provider);
        let mut of_login = groups.filter(|group| group.id == collection.group);
        of_login.any(|group| {
            let vendor = group.vendor.as_ref();
            offers(group)
                && vendor.is_some_and(|vendor| collection.services.contains(&vendor.service))
        })
    }

    fn logins(&self, provider: &str) -> impl Iterator<Item = &LoginGroup> {
        let known = self.providers.get(provider).into_iter();
        known.flat_map(|known| &known.groups)
    }

    /// Reads every asking from the vault, unless they are in memory.
    async fn read_askings(&mut self) -> Result<(), Failure> {
        if self.derived.askings.get().is_none() {
            let (settings, _) = self.vault.read_all(Kind::Setting).await?;
            let askings = settings.into_iter().filter_map(|(id, bytes)| {
                let collection = id.strip_prefix(NAME)?.to_owned();
                Some((collection, serde_json::from_slice(&bytes).ok()?))
            });
            let askings: Askings = askings.collect();
            let _ = self.derived.askings.set(Rc::new(askings));
        }
        Ok(())
    }

    fn askings(&self) -> Rc<Askings> {
        let read = self.derived.askings.get();
        read.map(Rc::clone).unwrap_or_default()
    }

    /// The asking that goes with a collection, as it stands.
    fn asking_of(&self, collection: &str, trace_id: Option<String>) -> Result<Asking, Failure> {
        let provider = &not_found(self.collections.get(collection))?.provider;
        let known = self.askings().get(collection).cloned();
        let mut asking = known.unwrap_or_else(|| Asking::new(provider, &self.log.now));
        asking.trace_id = trace_id.or(asking.trace_id);
        Ok(asking)
    }

    /// What a provider told before, in collections that are part of the record.
    fn told_before(&self, provider: &str, but: &str) -> BTreeSet<String> {
        let askings = self.askings();
        let joined = self.joined_askings(&askings, provider);
        let others = joined.filter(|(id, _)| id.as_str() != but);
        others
            .flat_map(|(_, asking)| asking.told.iter().cloned())
            .collect()
    }

    fn joined_askings<'a>(
        &'a self,
        askings: &'a Askings,
        provider: &'a str,
    ) -> impl Iterator<Item = (&'a String, &'a Asking)> {
        askings.iter().filter(move |(id, asking)| {
            let collection = self.collections.get(*id);
            asking.provider == provider && collection.is_some_and(Collection::joined)
        })
    }

    /// The askings of a provider that are part of the record, oldest first.
    fn askings_in_order<'a>(&'a self, askings: &'a Askings, provider: &'a str) -> Vec<&'a Asking> {
        let joined = self.joined_askings(askings, provider);
        let mut all: Vec<&Asking> = joined.map(|(_, asking)| asking).collect();
        all.sort_by_key(|asking| inzage_dossier::logbook::Event::order(&asking.at));
        all
    }

    async fn keep_asking(
        &mut self,
        collection: &str,
        asking: Asking,
        more: bool,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), Failure> {
        if !more {
            let failed = match &asking.end {
                End::Failed(code) => Some(code.clone()),
                End::Whole | End::Partly => None,
            };
            self.tell(What::UsesAsked {
                from: self.party(&asking.provider),
                events: asking.told.len(),
                failed,
                trace_id: asking.trace_id.clone(),
            });
        }
        let change = put_json(Kind::Setting, &name(collection), &asking)?;
        self.commit(vec![change], rng).await
    }

    /// Everything that was told, by providers and in the record, newest first.
    fn all_uses(&self, lang: Lang) -> Vec<Use> {
        let askings = self.askings();
        let providers: BTreeSet<&str> = askings
            .values()
            .map(|asking| asking.provider.as_str())
            .collect();
        let told = providers
            .into_iter()
            .flat_map(|provider| uses(self.askings_in_order(&askings, provider)));
        let received = self
            .records
            .of_kind("AuditEvent")
            .filter(|loaded| !loaded.record.head.staged)
            .filter_map(|loaded| received(loaded, lang));
        let mut all: Vec<Use> = told.chain(received).collect();
        all.sort_by_key(|found| {
            (
                std::cmp::Reverse(found.told.seconds()),
                found.told.id.clone(),
            )
        });
        all
    }
}

/// An `AuditEvent` of the record.
fn received(loaded: &Loaded, lang: Lang) -> Option<Use> {
    let head = &loaded.record.head;
    let said = inzage_zib::access(loaded.resource.as_ref()?, lang)?;
    let action = match said.action.as_str() {
        "R" => Action::Read,
        "C" | "U" | "D" => Action::Change,
        _ => Action::Other,
    };
    let told = Told {
        id: head.number.clone(),
        at: said.at,
        role: said.role,
        department: said.place,
        action,
        data: if said.data.is_empty() {
            said.did
        } else {
            said.data
        },
        purpose: said.purpose,
        ..Told::default()
    };
    Some(Use {
        provider: head.provider.clone(),
        told,
        earlier: Vec::new(),
        since: head.at.clone(),
        first: true,
        entry: Some(head.number.clone()),
    })
}

/// The change that forgets what was told with a collection.
pub(super) fn forget(collection: &str) -> Change {
    delete(Kind::Setting, &name(collection))
}

impl<S: Store> Open<S> {
    /// The change that takes what was told with a collection to another vault.
    pub(super) async fn moved_asking(&self, collection: &str) -> Result<Option<Change>, Failure> {
        let id = name(collection);
        let bytes = self.vault.read(Kind::Setting, &id).await?;
        let kind = Kind::Setting;
        Ok(bytes.map(|bytes| Change::Put { kind, id, bytes }))
    }
}
