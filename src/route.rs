//! The screens and their addresses: the only file with URL strings. No address
//! holds health data or an identifier; an entry is named by a random number.

mod ask;
mod links;
mod measure;
#[cfg(test)]
mod tests;

use inzage_api::Module;
use inzage_zib::view::Chapter;

pub use ask::Ask;
pub use links::Links;
pub use measure::Measure;

/// Where consent between care providers is arranged.
pub const MIJN_MITZ: &str = "https://www.mijnmitz.nl/";

/// Telephone number of the PGO-informatiepunt, for all PGOs.
pub const PGO_POINT: &str = "085 303 4959";

/// Where side effects of medicines are reported: Bijwerkingencentrum Lareb.
pub const LAREB: &str = "https://www.lareb.nl/pages/bijwerking-melden";

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Three promises, then make the vault.
    Welcome,
    /// Choose and open a vault.
    Unlock,
    /// Put a backup on this device.
    Restore,
    /// What is new.
    Overview,
    /// The providers added.
    Providers,
    /// Search a provider and add it.
    AddProvider,
    /// Collect, login after login.
    Collect,
    /// The chapters.
    Dossier,
    /// The rows of a chapter.
    Chapter(Chapter),
    /// The page of one entry.
    Entry(Chapter, String),
    /// The medicines as treatments.
    Medication,
    /// The medicines of a day.
    MedicationDay,
    /// Each collection, per provider.
    Sources,
    /// What each provider offers, and why a chapter is empty.
    Offers,
    /// Where sources disagree.
    Disagreements,
    /// One collection as it was.
    Source(String),
    /// Two collections of one provider.
    Compare(String, String),
    /// The list to take along.
    Discuss,
    /// Everything that was measured more than once.
    SeriesList,
    /// One series: of an entry, and which of its results.
    Series(String, usize),
    /// Letters and reports.
    Documents,
    /// A document or note that the person added herself.
    Added(String),
    /// Everything by word.
    Search,
    /// Everything by date.
    Timeline,
    /// What is new since the last time.
    News,
    /// Measuring at home.
    Measure(Measure),
    /// Asking something of a provider.
    Ask(Ask),
    /// Sharing with links.
    Links(Links),
    /// Looking along with somebody.
    Along,
    /// Who cares, and whom to call.
    Network,
    /// The person's own log.
    Logbook,
    /// Who used the person's data, as providers tell it.
    Access,
    /// The kinds of consent, told apart.
    Consents,
    /// Language, lock, storage, backup.
    Settings,
    /// What was received as files, and which source gave what.
    Take,
    /// Who can open the vault.
    Security,
    /// The record as one document.
    Read,
    /// Who helps.
    Help,
    /// A file for the help desk.
    Report,
    /// A page of the operator, by its name.
    Legal(String),
    /// What the phone's bottom bar has no room for.
    More,
    /// No such screen.
    Missing,
}

/// Every chapter with its name in an address.
const CHAPTERS: [(Chapter, &str); 22] = [
    (Chapter::Demographics, "uw-gegevens"),
    (Chapter::Payer, "verzekering"),
    (Chapter::TreatmentDirectives, "behandelwensen"),
    (Chapter::ContactPersons, "contactpersonen"),
    (Chapter::FunctionalStatus, "wat-u-zelf-kunt"),
    (Chapter::Problems, "klachten-en-ziektes"),
    (Chapter::SocialHistory, "leefstijl-en-wonen"),
    (Chapter::Alerts, "waarschuwingen"),
    (Chapter::Allergies, "allergieen"),
    (Chapter::Medication, "medicijnen"),
    (Chapter::Devices, "hulpmiddelen"),
    (Chapter::Vaccinations, "prikken"),
    (Chapter::VitalSigns, "bloeddruk-gewicht-lengte"),
    (Chapter::Results, "uitslagen"),
    (Chapter::Procedures, "operaties-en-ingrepen"),
    (Chapter::Encounters, "opnames"),
    (Chapter::PlannedCare, "wat-gepland-is"),
    (Chapter::CareProviders, "uw-zorgverleners"),
    (Chapter::Documents, "documenten"),
    (Chapter::GeneralPractice, "huisarts"),
    (Chapter::OwnMeasurements, "eigen-metingen"),
    (Chapter::Supporting, "hoort-bij"),
];

fn chapter_name(chapter: Chapter) -> &'static str {
    CHAPTERS
        .iter()
        .find(|(known, _)| *known == chapter)
        .map_or("", |(_, name)| name)
}

fn chapter_named(name: &str) -> Option<Chapter> {
    CHAPTERS
        .iter()
        .find(|(_, known)| *known == name)
        .map(|(chapter, _)| *chapter)
}

impl Route {
    /// The screen of a path; [`Route::Missing`] for anything unknown or old.
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Overview,
            ["welkom"] => Self::Welcome,
            ["ontgrendelen"] => Self::Unlock,
            ["terugzetten"] => Self::Restore,
            ["zorgaanbieders"] => Self::Providers,
            ["zorgaanbieders", "toevoegen"] => Self::AddProvider,
            ["ophalen"] => Self::Collect,
            ["dossier"] => Self::Dossier,
            ["dossier", chapter] => chapter_named(chapter).map_or(Self::Missing, Self::Chapter),
            ["dossier", chapter, number] if is_number(number) => chapter_named(chapter)
                .map_or(Self::Missing, |chapter| {
                    Self::Entry(chapter, (*number).to_owned())
                }),
            ["medicatie"] => Self::Medication,
            ["medicatie", "dag"] => Self::MedicationDay,
            ["bronnen"] => Self::Sources,
            ["bronnen", "aanbod"] => Self::Offers,
            ["bronnen", "verschillen"] => Self::Disagreements,
            ["bronnen", id] if is_number(id) => Self::Source((*id).to_owned()),
            ["bronnen", "vergelijken", one, other] if is_number(one) && is_number(other) => {
                Self::Compare((*one).to_owned(), (*other).to_owned())
            }
            ["bespreken"] => Self::Discuss,
            ["uitslagen-in-de-tijd"] => Self::SeriesList,
            ["uitslagen-in-de-tijd", number, nth] if is_number(number) => nth
                .parse()
                .map_or(Self::Missing, |nth| Self::Series((*number).to_owned(), nth)),
            ["documenten"] => Self::Documents,
            ["documenten", id] if is_number(id) => Self::Added((*id).to_owned()),
            ["zoeken"] => Self::Search,
            ["nieuw"] => Self::News,
            ["tijdlijn"] => Self::Timeline,
            ["metingen", rest @ ..] => Measure::parse(rest).map_or(Self::Missing, Self::Measure),
            ["verzoeken", rest @ ..] => Ask::parse(rest).map_or(Self::Missing, Self::Ask),
            ["delen", rest @ ..] => Links::parse(rest).map_or(Self::Missing, Self::Links),
            ["meekijken"] => Self::Along,
            ["zorgnetwerk"] => Self::Network,
            ["logboek"] => Self::Logbook,
            ["logboek", "gebruik"] => Self::Access,
            ["toestemmingen"] => Self::Consents,
            ["instellingen"] => Self::Settings,
            ["meenemen"] => Self::Take,
            ["instellingen", "beveiliging"] => Self::Security,
            ["meenemen", "lezen"] => Self::Read,
            ["hulp"] => Self::Help,
            ["hulp", "probleem"] => Self::Report,
            ["hulp", "pagina", name] if is_number(name) => Self::Legal((*name).to_owned()),
            ["meer"] => Self::More,
            _ => Self::Missing,
        }
    }

    /// The path of the screen.
    pub fn path(&self) -> String {
        match self {
            Self::Overview => "/".into(),
            Self::Welcome => "/welkom".into(),
            Self::Unlock => "/ontgrendelen".into(),
            Self::Restore => "/terugzetten".into(),
            Self::Providers => "/zorgaanbieders".into(),
            Self::AddProvider => "/zorgaanbieders/toevoegen".into(),
            Self::Collect => "/ophalen".into(),
            Self::Dossier => "/dossier".into(),
            Self::Chapter(chapter) => format!("/dossier/{}", chapter_name(*chapter)),
            Self::Entry(chapter, number) => {
                format!("/dossier/{}/{number}", chapter_name(*chapter))
            }
            Self::Medication => "/medicatie".into(),
            Self::MedicationDay => "/medicatie/dag".into(),
            Self::Sources => "/bronnen".into(),
            Self::Offers => "/bronnen/aanbod".into(),
            Self::Disagreements => "/bronnen/verschillen".into(),
            Self::Source(id) => format!("/bronnen/{id}"),
            Self::Compare(one, other) => format!("/bronnen/vergelijken/{one}/{other}"),
            Self::Discuss => "/bespreken".into(),
            Self::SeriesList => "/uitslagen-in-de-tijd".into(),
            Self::Series(number, nth) => format!("/uitslagen-in-de-tijd/{number}/{nth}"),
            Self::Documents => "/documenten".into(),
            Self::Added(id) => format!("/documenten/{id}"),
            Self::Search => "/zoeken".into(),
            Self::News => "/nieuw".into(),
            Self::Timeline => "/tijdlijn".into(),
            Self::Measure(screen) => screen.path(),
            Self::Ask(screen) => screen.path(),
            Self::Links(screen) => screen.path(),
            Self::Along => "/meekijken".into(),
            Self::Network => "/zorgnetwerk".into(),
            Self::Logbook => "/logboek".into(),
            Self::Access => "/logboek/gebruik".into(),
            Self::Consents => "/toestemmingen".into(),
            Self::Settings => "/instellingen".into(),
            Self::Take => "/meenemen".into(),
            Self::Security => "/instellingen/beveiliging".into(),
            Self::Read => "/meenemen/lezen".into(),
            Self::Help => "/hulp".into(),
            Self::Report => "/hulp/probleem".into(),
            Self::Legal(name) => format!("/hulp/pagina/{name}"),
            Self::More => "/meer".into(),
            Self::Missing => "/niet-gevonden".into(),
        }
    }

    /// The screen without which entry of it: what stays as it is while one entry after
    /// the other of a chapter is read.
    #[must_use]
    pub fn frame(self) -> Self {
        match self {
            Self::Entry(chapter, _) => Self::Entry(chapter, String::new()),
            route => route,
        }
    }

    /// Whether the screen can be seen without an open vault.
    pub fn is_open_to_all(&self) -> bool {
        matches!(
            self,
            Self::Welcome
                | Self::Unlock
                | Self::Restore
                | Self::Missing
                | Self::Help
                | Self::Report
                | Self::Legal(_)
                | Self::Along
        )
    }

    /// Whether the screen is for somebody who looks along: it shows and changes nothing.
    pub fn is_looked_at(&self) -> bool {
        matches!(
            self,
            Self::Along
                | Self::Dossier
                | Self::Chapter(_)
                | Self::Entry(..)
                | Self::Medication
                | Self::MedicationDay
                | Self::SeriesList
                | Self::Series(..)
                | Self::Documents
                | Self::Search
                | Self::Timeline
                | Self::Help
                | Self::Report
                | Self::Legal(_)
        )
    }

    /// The module that the screen belongs to; none for what is always there.
    pub fn module(&self) -> Option<Module> {
        match self {
            Self::Measure(_) => Some(Module::Metingen),
            Self::Medication | Self::MedicationDay => Some(Module::Medicatie),
            Self::Ask(_) => Some(Module::Verzoeken),
            Self::Network => Some(Module::Zorgnetwerk),
            Self::Timeline => Some(Module::Tijdlijn),
            Self::Discuss => Some(Module::Bespreken),
            Self::Links(_) => Some(Module::Delen),
            _ => None,
        }
    }

    /// Whether the screen stays when its module is off: what the person made herself is
    /// seen, stopped and removed there. Nothing new is made without the module.
    pub fn stays(&self) -> bool {
        match self {
            Self::Measure(screen) => !matches!(screen, Measure::Enter(_) | Measure::EnterSession),
            Self::Ask(screen) => matches!(screen, Ask::Home | Ask::One(_) | Ask::Change(_)),
            Self::Links(screen) => matches!(screen, Links::Home | Links::One(_)),
            Self::Medication | Self::Network | Self::Discuss => true,
            _ => false,
        }
    }

    /// The screen that "back" leads to, when the person did not come from one.
    pub fn parent(&self) -> Option<Self> {
        match self {
            Self::AddProvider | Self::Collect => Some(Self::Providers),
            Self::MedicationDay => Some(Self::Medication),
            Self::Added(_) => Some(Self::Documents),
            Self::Report | Self::Legal(_) => Some(Self::Help),
            Self::Access => Some(Self::Logbook),
            Self::Take => Some(Self::Settings),
            Self::Read => Some(Self::Take),
            Self::Series(..) => Some(Self::SeriesList),
            Self::Chapter(_)
            | Self::Entry(Chapter::Supporting, _)
            | Self::SeriesList
            | Self::Sources
            | Self::Discuss => Some(Self::Dossier),
            Self::Entry(chapter, _) => Some(Self::Chapter(*chapter)),
            Self::Measure(screen) => screen.parent().map(Self::Measure),
            Self::Ask(screen) => screen.parent().map(Self::Ask),
            Self::Links(Links::New | Links::One(_)) => Some(Self::Links(Links::Home)),
            Self::Offers | Self::Disagreements | Self::Source(_) | Self::Compare(..) => {
                Some(Self::Sources)
            }
            _ => None,
        }
    }
}

/// An entry number: what the engine gives out, and nothing that needs escaping.
fn is_number(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}
