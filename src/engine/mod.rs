//! The engine: keys, vault, parsing, index and search, behind one typed
//! request and answer. It runs in a worker of its own; locking ends the worker.
//!
//! It knows no browser: it is given a device to store on and a source of random
//! numbers, so the same code is tested natively.

mod access;
mod added;
mod asking;
mod chapters;
mod collecting;
mod contacts;
mod derived;
mod discussing;
mod documents;
mod empties;
mod idle;
mod judging;
mod keys;
mod left;
mod links;
mod logbook;
mod measuring;
mod medication;
mod network;
mod news;
mod open;
mod own;
mod own_vault;
mod passkeys;
pub mod protocol;
mod providers;
mod reading;
mod records;
mod same;
mod search;
mod series;
mod session;
mod sources;
mod taking;
mod terms;
mod timeline;
mod versions;
pub mod wire;
mod words;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use inzage_vault::{
    CommitError, ConfirmError, CopyError, CreateError, CryptoRng, Device, OpenError, ReadError,
    RestoreError, StoreError,
};
use inzage_zib::view::Lang;

use open::Open;
use protocol::{Answer, Failure, Request, discuss};

/// Tells the moment on the clock of the device: RFC 3339 with its offset.
pub type Clock = Box<dyn Fn() -> String>;

/// The engine over one device.
pub struct Engine<D: Device> {
    device: D,
    rng: Box<dyn CryptoRng>,
    clock: Clock,
    lang: Lang,
    open: Option<Open<D::Store>>,
    /// A vault being made for somebody else's data.
    pending: Option<own_vault::Pending<D::Store>>,
    /// New keys of the open vault, on their way.
    rekeying: Option<keys::Rekeying<D>>,
    /// Whether what an earlier visit left half done was looked at.
    tidied: bool,
    /// The own vault, while its owner looks as another will.
    aside: Option<Open<D::Store>>,
    /// A link that is being opened here.
    guest: links::Guest,
}

/// What a request comes to.
type Outcome = Result<Answer, Failure>;

impl<D: Device> Engine<D> {
    /// A locked engine.
    pub fn new(device: D, rng: Box<dyn CryptoRng>, clock: Clock) -> Self {
        Self {
            device,
            rng,
            clock,
            lang: Lang::default(),
            open: None,
            pending: None,
            rekeying: None,
            tidied: false,
            aside: None,
            guest: links::Guest::default(),
        }
    }

    /// Answers one request. Never fails as a whole: a failure is an answer.
    pub async fn answer(&mut self, request: Request) -> Answer {
        self.begin();
        let outcome = match self.guard(&request) {
            Ok(()) => self.outcome(request).await,
            Err(refused) => Err(refused),
        };
        self.settle(outcome.is_ok()).await;
        outcome.unwrap_or_else(Answer::Failed)
    }

    async fn outcome(&mut self, request: Request) -> Outcome {
        let request = match self.session(request).await {
            Ok(outcome) => return outcome,
            Err(request) => request,
        };
        match self.looking(request).await {
            Ok(outcome) => outcome,
            Err(request) => self.with_open(request).await,
        }
    }

    /// A request begins: the log knows when.
    fn begin(&mut self) {
        if let Some(open) = self.open.as_mut() {
            open.log.begin((self.clock)());
        }
    }

    /// It has ended: what was told of it goes into the log, or never happened.
    async fn settle(&mut self, done: bool) {
        if let Some(open) = self.open.as_mut() {
            if done {
                open.write_log(self.rng.as_mut()).await;
            } else {
                open.log.take_back();
            }
        }
    }

    /// Whether there is something to make ready while nobody asks for anything.
    pub fn has_work(&self) -> bool {
        let today = self.today();
        self.open.as_ref().is_some_and(|open| open.has_work(today))
    }

    /// A little of it.
    pub fn work(&mut self) {
        let today = self.today();
        if let Some(open) = self.open.as_mut() {
            open.work(today, self.lang);
        }
    }

    /// The day on the clock of the device.
    fn today(&self) -> NaiveDate {
        let now = (self.clock)();
        let day = now.get(..10).and_then(|day| day.parse().ok());
        day.unwrap_or_default()
    }

    /// What needs an open vault. When another tab changed the same thing first,
    /// the record is read again and the request is done once more.
    async fn with_open(&mut self, request: Request) -> Outcome {
        for _ in 0..3 {
            let open = self.open.as_mut().ok_or(Failure::Locked)?;
            match Self::on_open(open, request.clone(), self.lang, self.rng.as_mut()).await {
                Err(Failure::Conflict) => {
                    open.log.take_back();
                    open.reload().await?;
                }
                outcome => return outcome,
            }
        }
        Err(Failure::Storage)
    }

    async fn on_open(
        open: &mut Open<D::Store>,
        request: Request,
        lang: Lang,
        rng: &mut dyn CryptoRng,
    ) -> Outcome {
        let request = match request {
            Request::Asking(request) => return open.asking(request, lang, rng).await,
            Request::Network(request) => return open.networking(request, lang, rng).await,
            Request::Measure(request) => return open.measuring(request, lang, rng).await,
            Request::Judging(request) => return open.judging(request, lang, rng).await,
            Request::Sharing(request) => return open.sharing(request, lang, rng).await,
            Request::Medication(request) => return open.medication(request, lang, rng).await,
            Request::Added(request) => return open.adding(request, lang, rng).await,
            Request::Logbook(request) => return open.logbook(request, lang, rng).await,
            Request::Access(request) => return open.access(request, lang, rng).await,
            Request::Taking(request) => return open.taking_along(request, lang, rng).await,
            Request::Links(request) => return open.linking(request, lang, rng).await,
            request => request,
        };
        let request = match open.following(request, lang, rng).await {
            Ok(outcome) => return outcome,
            Err(request) => request,
        };
        match open.collecting(request, lang, rng).await {
            Ok(outcome) => outcome,
            Err(request) => match open.providing(request, lang, rng).await {
                Ok(outcome) => outcome,
                Err(Request::Same(said)) => open.said(said, rng).await,
                Err(Request::Discuss(change)) if change != discuss::Request::List => {
                    open.change_list(change, lang, rng).await
                }
                Err(request) => open.reading(request, lang).await,
            },
        }
    }
}

/// Random bytes as lower-case hexadecimal digits.
fn random_hex<const N: usize>(rng: &mut dyn CryptoRng) -> String {
    let mut bytes = [0_u8; N];
    rng.fill_bytes(&mut bytes);
    bytes
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Changed => Self::Conflict,
            StoreError::Full => Self::Full,
            StoreError::Closed => Self::Locked,
            StoreError::Held => Self::Held,
            StoreError::NoStorage => Self::NoStorage,
            StoreError::Failed(_) => Self::Storage,
        }
    }
}

impl From<CommitError> for Failure {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Full => Self::Full,
            CommitError::Conflict => Self::Conflict,
            CommitError::Closed => Self::Locked,
            CommitError::Damaged => Self::Damaged,
            CommitError::Tampered => Self::Tampered,
            CommitError::ReadOnly => Self::ReadOnly,
            CommitError::NotReady | CommitError::Exhausted | CommitError::Storage => Self::Storage,
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Damaged => Self::Damaged,
            ReadError::NewerVersion => Self::NewerVersion,
            ReadError::Closed => Self::Locked,
            ReadError::Storage => Self::Storage,
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::WrongSecret | OpenError::Typo(_) | OpenError::NoSlot => Self::WrongSecret,
            OpenError::NotReady => Self::NotReady,
            OpenError::NewerVersion => Self::NewerVersion,
            OpenError::Damaged | OpenError::WeakKdf => Self::Damaged,
            OpenError::Missing => Self::NotFound,
            OpenError::Storage(error) => error.into(),
        }
    }
}

impl From<CreateError> for Failure {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::EmptyPassphrase => Self::TooWeak,
            CreateError::WeakKdf => Self::Internal,
            CreateError::Exists => Self::Conflict,
            CreateError::Storage(error) => error.into(),
        }
    }
}

impl From<CopyError> for Failure {
    fn from(error: CopyError) -> Self {
        match error {
            CopyError::Read(error) => error.into(),
            CopyError::Create(error) => error.into(),
            CopyError::Commit(error) => error.into(),
            CopyError::TooLarge => Self::Storage,
        }
    }
}

impl From<RestoreError> for Failure {
    fn from(error: RestoreError) -> Self {
        match error {
            RestoreError::NotABackup => Self::BadBackup,
            RestoreError::Truncated => Self::CutBackup,
            RestoreError::Damaged => Self::DamagedBackup,
            RestoreError::OlderVersion => Self::OlderBackup,
            RestoreError::Open(OpenError::NewerVersion) => Self::NewerBackup,
            RestoreError::Open(error) => error.into(),
            RestoreError::Copy(error) => error.into(),
        }
    }
}

impl From<ConfirmError> for Failure {
    fn from(error: ConfirmError) -> Self {
        match error {
            ConfirmError::Typo(_) | ConfirmError::WrongKey => Self::RecoveryMismatch,
            ConfirmError::Commit(error) => error.into(),
        }
    }
}
