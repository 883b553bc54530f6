//! Looking through a link: as the other, or beforehand as its owner. What is looked at
//! lies in a vault in memory that takes no changes.

use inzage_share::{CareKeys, Key, Link};
use inzage_vault::{Change, Device, Vault};
use inzage_zib::view::Lang;

use super::super::open::Open;
use super::super::protocol::links::{Answer, Asks, Request, Seen, Selection};
use super::super::protocol::{Answer as Whole, Failure, Request as Any};
use super::super::{Engine, Outcome, words};
use super::package::{About, unpack};
use super::{bundles, package};

/// Names the vault in memory; nobody ever sees it.
const VAULT: &str = "looked-at";

/// A link that is being opened here.
#[derive(Default)]
pub(in super::super) struct Guest {
    link: Option<Link>,
    /// What opens the content: its key is known once the passcode is.
    content: Option<Key>,
    files: Vec<Vec<u8>>,
}

/// What an open vault in memory shows.
pub(in super::super) struct Viewing {
    about: About,
    preview: bool,
    until: Option<String>,
}

impl Viewing {
    /// In words.
    pub(super) fn say(&self, lang: Lang) -> Seen {
        let about = &self.about;
        let chapters = about.chapters.iter();
        let mut left_out: Vec<String> = chapters
            .map(|chapter| words::chapter_name(*chapter, lang))
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
            made: words::moment(&about.made, lang),
            until: self.until.as_deref().map(|at| words::moment(at, lang)),
            left_out,
            preview: self.preview,
        }
    }
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
        let viewing = self
            .open
            .as_ref()
            .is_some_and(|open| open.viewing.is_some());
        if viewing && !reads(request) {
            return Err(Failure::ReadOnly);
        }
        Ok(())
    }

    /// Requests about looking through a link; others are handed back.
    pub(in super::super) async fn looking(&mut self, request: Any) -> Result<Outcome, Any> {
        let Any::Links(request) = request else {
            return Err(request);
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
            Request::Proof { passcode } => self.proof(&passcode),
            Request::Take { bytes } => {
                self.guest.files.push(bytes);
                Ok(Whole::Done)
            }
            Request::View => self.view().await,
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
        let mut seen = self.opened(changes, about, true).await?;
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
        preview: bool,
    ) -> Result<Open<D::Store>, Failure> {
        let store = self.device.fleeting();
        let vault = Vault::fleeting(store, VAULT, changes, self.rng.as_mut()).await?;
        let mut open = Open::load(VAULT.to_owned(), vault).await?;
        open.log.begin((self.clock)());
        // A link that was extended ends later than what it shows could know.
        let now = chrono::DateTime::parse_from_rfc3339(&open.log.now).ok();
        let ahead = |at: &i64| now.is_some_and(|now| *at > now.timestamp());
        open.viewing = Some(Viewing {
            until: about.expires.filter(ahead).map(|at| open.at(at)),
            about,
            preview,
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
        self.guest = Guest {
            link: Some(link),
            ..Guest::default()
        };
        Ok(Whole::Links(Answer::Asks(asks)))
    }

    /// Derives the keys of the link; what the server is shown as passcode, if anything.
    fn proof(&mut self, passcode: &str) -> Outcome {
        let link = self.guest.link.as_ref().ok_or(Failure::NotFound)?;
        let (content, shown) = match link {
            Link::Care(payload) => {
                let keys = CareKeys::derive(&payload.key, passcode).ok_or(Failure::Internal)?;
                (keys.content, Some(keys.proof.text()))
            }
            Link::Plain(payload) => {
                let shown = payload.passcode.then(|| passcode.trim().to_owned());
                (payload.key.clone(), shown)
            }
        };
        self.guest.content = Some(content);
        self.guest.files.clear();
        Ok(Whole::Text(shown))
    }

    /// Decrypts what came and opens it.
    async fn view(&mut self) -> Outcome {
        let guest = std::mem::take(&mut self.guest);
        let link = guest.link.ok_or(Failure::NotFound)?;
        let key = guest.content.ok_or(Failure::NotFound)?;
        let payload = link.payload();
        let mut about = About {
            name: payload.label.clone().unwrap_or_default(),
            made: (self.clock)(),
            expires: payload.expires.and_then(|at| i64::try_from(at).ok()),
            documents: true,
            readings: true,
            ..About::default()
        };
        let mut changes = vec![super::super::news::uncovered()];
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
                let at = about.made.clone();
                let rng = self.rng.as_mut();
                changes.extend(bundles::taken(&opened.plain, nth, &at, rng)?);
            }
        }
        let open = self.opened(changes, about, false).await?;
        let seen = open.viewing.as_ref().map(|seen| seen.say(self.lang));
        self.open = Some(open);
        Ok(Whole::Links(Answer::Seen(seen)))
    }
}
