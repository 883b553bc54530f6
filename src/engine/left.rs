//! What the person wrote down herself, by the module that it was written in.

use inzage_api::Module;
use inzage_measure::reminder::Reminder;
use inzage_measure::sharing::Sharing;
use inzage_measure::{Reading, Session, Target, Week};
use inzage_own::Payload;
use inzage_vault::Store;

use super::medication::{OwnUse, SelfCare};
use super::open::Open;
use super::protocol::Failure;
use super::protocol::network::Noted;

impl<S: Store> Open<S> {
    /// The modules of which there is something; what was deleted does not count.
    ///
    /// # Errors
    /// When the list to take along cannot be read.
    pub(super) async fn written(&self) -> Result<Vec<Module>, Failure> {
        let measured = self.has::<Reading>()
            || self.has::<Session>()
            || self.has::<Target>()
            || self.has::<Week>()
            || self.has::<Reminder>()
            || self.has::<Sharing>();
        let all = [
            (Module::Metingen, measured),
            (
                Module::Medicatie,
                self.has::<OwnUse>() || self.has::<SelfCare>(),
            ),
            (Module::Zorgnetwerk, self.has::<Noted>()),
            (Module::Bespreken, self.discusses().await?),
        ];
        let written = all.into_iter().filter(|(_, is_there)| *is_there);
        Ok(written.map(|(module, _)| module).collect())
    }

    fn has<P: Payload>(&self) -> bool {
        self.own.of_kind::<P>().any(|entry| entry.now().is_some())
    }
}
