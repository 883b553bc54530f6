//! The screens and their addresses: the only file with URL strings. No address
//! holds health data or an identifier; an entry is named by a random number.

mod measure;

use inzage_zib::view::Chapter;

pub use measure::Measure;

/// Where consent between care providers is arranged.
pub const MIJN_MITZ: &str = "https://www.mijnmitz.nl/";

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
    /// Who cares, and whom to call.
    Network,
    /// The person's own log.
    Logbook,
    /// The kinds of consent, told apart.
    Consents,
    /// Language, lock, storage, backup.
    Settings,
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
            ["zorgnetwerk"] => Self::Network,
            ["logboek"] => Self::Logbook,
            ["toestemmingen"] => Self::Consents,
            ["instellingen"] => Self::Settings,
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
            Self::Network => "/zorgnetwerk".into(),
            Self::Logbook => "/logboek".into(),
            Self::Consents => "/toestemmingen".into(),
            Self::Settings => "/instellingen".into(),
            Self::More => "/meer".into(),
            Self::Missing => "/niet-gevonden".into(),
        }
    }

    /// Whether the screen can be seen without an open vault.
    pub fn is_open_to_all(&self) -> bool {
        matches!(
            self,
            Self::Welcome | Self::Unlock | Self::Restore | Self::Missing
        )
    }

    /// The screen that "back" leads to, when the person did not come from one.
    pub fn parent(&self) -> Option<Self> {
        match self {
            Self::AddProvider | Self::Collect => Some(Self::Providers),
            Self::MedicationDay => Some(Self::Medication),
            Self::Added(_) => Some(Self::Documents),
            Self::Series(..) => Some(Self::SeriesList),
            Self::Chapter(_)
            | Self::Entry(Chapter::Supporting, _)
            | Self::SeriesList
            | Self::Sources
            | Self::Discuss => Some(Self::Dossier),
            Self::Entry(chapter, _) => Some(Self::Chapter(*chapter)),
            Self::Measure(screen) => screen.parent().map(Self::Measure),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Route> {
        let mut routes = vec![
            Route::Welcome,
            Route::Unlock,
            Route::Restore,
            Route::Overview,
            Route::Providers,
            Route::AddProvider,
            Route::Collect,
            Route::Dossier,
            Route::Medication,
            Route::MedicationDay,
            Route::Sources,
            Route::Offers,
            Route::Disagreements,
            Route::Source("0f3a9c".into()),
            Route::Compare("0f3a9c".into(), "77aa".into()),
            Route::Discuss,
            Route::SeriesList,
            Route::Series("0f3a9c".into(), 1),
            Route::Documents,
            Route::Search,
            Route::News,
            Route::Timeline,
            Route::Network,
            Route::Logbook,
            Route::Added("a-b".into()),
            Route::Consents,
            Route::Settings,
            Route::More,
        ];
        routes.extend(Measure::all().into_iter().map(Route::Measure));
        for (chapter, _) in CHAPTERS {
            routes.push(Route::Chapter(chapter));
            routes.push(Route::Entry(chapter, "0f3a9c".into()));
        }
        routes
    }

    #[test]
    fn every_screen_has_one_address_that_leads_back_to_it() {
        let mut paths = std::collections::BTreeSet::new();
        for route in all() {
            assert_eq!(Route::parse(&route.path()), route);
            assert!(paths.insert(route.path()), "{route:?} shares its address");
        }
    }

    #[test]
    fn unknown_and_old_addresses_are_missing_and_never_panic() {
        for path in [
            "/niets",
            "/dossier/onzin",
            "/dossier/allergieen/../x",
            "/dossier/allergieen/a/b",
            "/dossier/allergieen/%20",
            "/zorgaanbieders/x",
            "/metingen/onzin",
            "/metingen/gewicht/oud",
        ] {
            assert_eq!(Route::parse(path), Route::Missing, "{path}");
        }
    }

    #[test]
    fn a_slash_at_the_end_changes_nothing() {
        assert_eq!(Route::parse("/dossier/"), Route::Dossier);
        assert_eq!(Route::parse(""), Route::Overview);
    }

    #[test]
    fn what_shows_the_record_needs_an_open_vault() {
        for route in all() {
            let public = matches!(route, Route::Welcome | Route::Unlock | Route::Restore);
            assert_eq!(route.is_open_to_all(), public, "{route:?}");
        }
    }
}
