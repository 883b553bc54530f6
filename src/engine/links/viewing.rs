//! Looking through a link: as the other, or beforehand as its owner. What is looked at
//! lies in a vault in memory that takes no changes.

use inzage_share::{Key, Link};
use inzage_vault::{Change, Device, Vault};
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::super::protocol::links::{Answer, Asks, Request, Seen, Selection};
use super::super::protocol::{Answer as Whole, Failure, Request as Any};
use super::super::{Engine, Outcome, words};
use super::package::{About, unpack};
use super::{package, taken};

/// Names the vault in memory; nobody ever sees it.
const VAULT: &str = "looked-at";

/// A link that is being opened here.
#[derive(Default)]
pub(in super::super) struct Guest {
    pub(super) link: Option<Link>,
    /// What opens the content: its key is known once the passcode is.
    pub(super) content: Option<Key>,
    pub(super) passcode: String,
    /// Who asks, by her own saying.
    pub(super) who: String,
    pub(super) files: Vec<Vec<u8>>,
}

impl Guest {
    /// Nothing came for it yet.
    pub(super) fn of(link: Link) -> Self {
        Self {
            link: Some(link),
            ..Self::default()
        }
    }
}

/// The way by which what is looked at came here.
pub(super) enum Way {
    /// Its owner looks beforehand.
    Preview,
    /// Through a link, with its passcode.
    Link(Box<Through>),
    /// From a copy that was kept of a link, and when that was: RFC 3339.
    Copy { id: String, at: String },
}

/// What opened a link.
pub(super) struct Through {
    pub(super) link: Link,
    pub(super) passcode: String,
    pub(super) who: String,
}

/// What an open vault in memory shows.
pub(in super::super) struct Viewing {
    pub(super) about: About,
    pub(super) way: Way,
    until: Option<String>,
}

impl Viewing {
    /// In words.
    pub(super) fn say(&self, lang: Lang) -> Seen {
        let about = &self.about;
        let chapters = about.chapters.iter();
        let mut left_out: Vec<String> = chapters
            .map(|chapter| words::chapter_of_another(*chapter, lang))
            .collect();
        let labels = about.labels.iter();
        left_out.extend(labels.map(|label| words::label(*label, lang).to_owned()));
        let kinds = [
            (about.documents, "left_out_documents"),
            (about.readings, "left_out_readings"),
        ];
        let without = kinds.into_iter().filter(|(there, _)| !there);
        left_out.extend(without.map(|(_, key)| inzage_words::phrase(key, lang).to_owned()));
        Seen {
            whose: about.whose.clone(),
            name: about.name.clone(),
            made: (!about.made.is_empty()).then(|| words::moment(&about.made, lang)),
            until: self.until.as_deref().map(|at| words::moment(at, lang)),
            left_out,
            preview: matches!(self.way, Way::Preview),
            copied: match &self.way {
                Way::Copy { at, .. } => Some(words::moment(at, lang)),
                _ => None,
            },
            kept: None,
        }
    }
}

/// Whether a request is about the list of somebody who looks along, and not about what
/// she looks at.
fn keeps(request: &Any) -> bool {
    matches!(
        request,
        Any::Helping(_)
            | Any::Vaults
            | Any::Strength { .. }
            | Any::Create { .. }
            | Any::ConfirmRecovery { .. }
            | Any::Unlock { .. }
    )
}

/// Whether a request reads what is looked at. Everything else would change something
/// (the vault refuses that too), or is not for somebody who looks along.
fn reads(request: &Any) -> bool {
    matches!(
        request,
        Any::Overview
            | Any::Chapter { .. }
            | Any::Rows(_)
            | Any::Sources(_)
            | Any::Page { .. }
            | Any::Search(_)
            | Any::Timeline(_)
            | Any::News(_)
            | Any::Documents(_)
            | Any::Document { .. }
            | Any::Medication(_)
            | Any::Series(_)
            | Any::Measure(_)
            | Any::Network(_)
            | Any::Judging(_)
            | Any::Added(_)
            | Any::Asking(_)
            | Any::Providers
            | Any::QueryNames
            | Any::Setting { .. }
            | Any::Draft { .. }
            | Any::Terms { .. }
            | Any::Language { .. }
            | Any::Wording { .. }
            | Any::Reload
            | Any::Discuss(_)
            | Any::Links(
                Request::Back
                    | Request::Seen
                    | Request::Read { .. }
                    | Request::Proof { .. }
                    | Request::Take { .. }
                    | Request::View
            )
    )
}

impl<D: Device> Engine<D> {
    /// Refuses what nobody may do who looks along.
    pub(in super::super) fn guard(&self, request: &Any) -> Result<(), Failure> {
        let open = self.open.as_ref();
        let refused = match open.and_then(|open| open.viewing.as_ref()) {
            None => false,
            Some(seen) if matches!(seen.way, Way::Preview) => !reads(request),
            Some(_) => !reads(request) && !keeps(request),
        };
        if refused {
            return Err(Failure::ReadOnly);
        }
        Ok(())
    }

    /// Requests about looking through a link; others are handed back.
    pub(in super::super) async fn looking(&mut self, request: Any) -> Result<Outcome, Any> {
        let request = match request {
            Any::Links(request) => request,
            Any::Helping(request) => return Ok(self.helping(request).await),
            request => return Err(request),
        };
        Ok(match request {
            Request::Look { selection } => self.look(&selection).await,
            Request::Back => {
                if let Some(own) = self.aside.take() {
                    self.open = Some(own);
                }
                Ok(Whole::Done)
            }
            Request::Read { link, now } => self.read_link(&link, now),
            Request::Proof { passcode, who } => self.guest.prove(&passcode, &who).map(Whole::Text),
            Request::Take { bytes } => {
                self.guest.files.push(bytes);
                Ok(Whole::Done)
            }
            Request::View => self.view().await,
            Request::Seen => Ok(self.seen().await),
            other => return Err(Any::Links(other)),
        })
    }

    /// Shows what a choice comes to, instead of the own record.
    async fn look(&mut self, selection: &Selection) -> Outcome {
        let own = self.open.as_ref().ok_or(Failure::Locked)?;
        let changes = own.share_changes(selection).await?;
        let about = About {
            whose: own.whose(),
            made: (self.clock)(),
            ..About::of(selection)
        };
        let mut seen = self.opened(changes, about, Way::Preview).await?;
        if let Some(own) = self.open.as_ref() {
            seen.terms = own.terms.clone();
        }
        self.aside = self.open.replace(seen);
        Ok(Whole::Done)
    }

    async fn opened(
        &mut self,
        changes: Vec<Change>,
        about: About,
        way: Way,
    ) -> Result<Open<D::Store>, Failure> {
        let store = self.device.fleeting();
        let vault = Vault::fleeting(store, VAULT, changes, self.rng.as_mut()).await?;
        let mut open = Open::load(VAULT.to_owned(), vault).await?;
        open.log.begin((self.clock)());
        // A link that was extended ends later than what it shows could know.
        let now = chrono::DateTime::parse_from_rfc3339(&open.log.now).ok();
        let ahead = |at: &i64| now.is_some_and(|now| *at > now.timestamp());
        let whose = Some(about.whose).filter(|whose| !whose.is_empty());
        let about = About {
            whose: whose.unwrap_or_else(|| open.subject_names()),
            ..about
        };
        open.viewing = Some(Viewing {
            until: about.expires.filter(ahead).map(|at| open.at(at)),
            about,
            way,
        });
        Ok(open)
    }

    fn read_link(&mut self, link: &str, now: i64) -> Outcome {
        let link = Link::parse(link).map_err(|_| Failure::NotFound)?;
        let payload = link.payload();
        let ends = payload.expires.and_then(|at| i64::try_from(at).ok());
        let asks = Asks {
            url: payload.url.clone(),
            passcode: payload.passcode,
            label: payload.label.clone(),
            over: ends.is_some_and(|ends| ends <= now),
            direct: payload.direct,
        };
        self.guest = Guest::of(link);
        Ok(Whole::Links(Answer::Asks(asks)))
    }

    /// Decrypts what came and opens it.
    async fn view(&mut self) -> Outcome {
        let guest = std::mem::take(&mut self.guest);
        let link = guest.link.ok_or(Failure::NotFound)?;
        let key = guest.content.ok_or(Failure::NotFound)?;
        let payload = link.payload();
        let mut about = About {
            name: payload.label.clone().unwrap_or_default(),
            expires: payload.expires.and_then(|at| i64::try_from(at).ok()),
            documents: true,
            readings: true,
            ..About::default()
        };
        let mut changes = vec![super::super::news::uncovered()];
        let mut made = Vec::new();
        for (nth, file) in guest.files.iter().enumerate() {
            let jwe = std::str::from_utf8(file).map_err(|_| Failure::Damaged)?;
            let opened = inzage_share::open(&key, jwe).map_err(|_| Failure::Damaged)?;
            if opened.content_type == package::CONTENT_TYPE {
                let (said, packed) = unpack(&opened.plain)?;
                about = About {
                    expires: said.expires.or(about.expires),
                    ..said
                };
                changes.extend(packed);
            } else {
                let rng = self.rng.as_mut();
                let taken = taken::taken(&opened.plain, nth, self.lang, rng)?;
                changes.extend(taken.changes);
                made.push(taken.made);
            }
        }
        if let Some(made) = taken::oldest(made) {
            about.made = made;
        }
        let way = Way::Link(Box::new(Through {
            link,
            passcode: guest.passcode,
            who: guest.who,
        }));
        let shown = self.show(changes, about, way).await?;
        self.note_opened().await;
        Ok(shown)
    }

    /// Shows somebody's data, in front of the vault of whoever looks.
    pub(super) async fn show(&mut self, changes: Vec<Change>, about: About, way: Way) -> Outcome {
        let open = self.opened(changes, about, way).await?;
        if let Some(own) = self.open.take_if(|open| open.viewing.is_none()) {
            self.aside = Some(own);
        }
        self.open = Some(open);
        Ok(self.seen().await)
    }

    /// What is looked at, and as what it is kept here.
    async fn seen(&self) -> Whole {
        let open = self.open.as_ref();
        let viewing = open.and_then(|open| open.viewing.as_ref());
        let mut seen = viewing.map(|seen| seen.say(self.lang));
        if let (Some(seen), Some(viewing), Some(own)) = (&mut seen, viewing, self.home()) {
            seen.kept = own.kept_as(viewing, self.lang).await;
        }
        Whole::Links(Answer::Seen(seen))
    }
}
