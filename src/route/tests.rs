//! Every screen has its address, and is what it says.

use super::*;

/// The screen after each: the compiler asks for it when there is a new one.
fn next(route: &Route) -> Option<Route> {
    Some(match route {
        Route::Welcome => Route::Unlock,
        Route::Unlock => Route::Restore,
        Route::Restore => Route::Overview,
        Route::Overview => Route::Providers,
        Route::Providers => Route::AddProvider,
        Route::AddProvider => Route::Collect,
        Route::Collect => Route::Dossier,
        Route::Dossier => Route::Medication,
        Route::Medication => Route::MedicationDay,
        Route::MedicationDay => Route::Sources,
        Route::Sources => Route::Offers,
        Route::Offers => Route::Disagreements,
        Route::Disagreements => Route::Source("0f3a9c".into()),
        Route::Source(_) => Route::Compare("0f3a9c".into(), "77aa".into()),
        Route::Compare(..) => Route::Discuss,
        Route::Discuss => Route::SeriesList,
        Route::SeriesList => Route::Series("0f3a9c".into(), 1),
        Route::Series(..) => Route::Documents,
        Route::Documents => Route::Search,
        Route::Search => Route::News,
        Route::News => Route::Timeline,
        Route::Timeline => Route::Network,
        Route::Network => Route::Logbook,
        Route::Logbook => Route::Access,
        Route::Access => Route::Added("0f3a9c".into()),
        Route::Added(_) => Route::Consents,
        Route::Consents => Route::Settings,
        Route::Settings => Route::Take,
        Route::Take => Route::Read,
        Route::Read => Route::Security,
        Route::Security => Route::Help,
        Route::Help => Route::Report,
        Route::Report => Route::Legal("0f3a9c".into()),
        Route::Legal(_) => Route::More,
        Route::More => Route::Chapter(Chapter::Demographics),
        Route::Chapter(_) => Route::Entry(Chapter::Demographics, "0f3a9c".into()),
        Route::Entry(..) => Route::Measure(Measure::Home),
        Route::Measure(_) => Route::Ask(Ask::Home),
        Route::Ask(_) => Route::Links(Links::Home),
        Route::Links(_) => Route::Along,
        Route::Along => Route::Missing,
        Route::Missing => return None,
    })
}

/// Every screen, of every chapter and every kind of measurement.
fn all() -> Vec<Route> {
    let kinds = std::iter::successors(Some(Route::Welcome), next);
    kinds
        .flat_map(|route| match route {
            Route::Chapter(_) => CHAPTERS.map(|(one, _)| Route::Chapter(one)).to_vec(),
            Route::Entry(_, number) => {
                let entry = |(one, _)| Route::Entry(one, number.clone());
                CHAPTERS.map(entry).to_vec()
            }
            Route::Measure(_) => Measure::all().into_iter().map(Route::Measure).collect(),
            Route::Ask(_) => Ask::all().into_iter().map(Route::Ask).collect(),
            Route::Links(_) => Links::all().into_iter().map(Route::Links).collect(),
            route => vec![route],
        })
        .collect()
}

/// What `end2end/tests/all-screens.spec.js` walks through.
#[test]
fn every_screen_is_in_the_list_that_is_walked_through_in_the_browser() {
    let listed: std::collections::BTreeSet<String> = include_str!("../../end2end/lib/routes.txt")
        .lines()
        .map(str::to_owned)
        .collect();
    let is_id = |part: &&str| matches!(*part, "0f3a9c" | "77aa" | "1") || part.len() == 36;
    let pattern = |route: Route| {
        let path = route.path();
        let parts = path
            .split('/')
            .map(|part| if is_id(&part) { ":id" } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    let made: std::collections::BTreeSet<String> = all().into_iter().map(pattern).collect();
    assert_eq!(made, listed);
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
fn the_entries_of_a_chapter_share_a_frame_and_no_other_screens_do() {
    let mut frames = std::collections::BTreeSet::new();
    for route in all() {
        let entry = matches!(route, Route::Entry(..));
        assert_eq!(route.clone().frame() == route, !entry, "{route:?}");
        assert!(frames.insert(format!("{:?}", route.clone().frame())));
    }
    let frame = |number: &str| Route::Entry(Chapter::Results, number.into()).frame();
    assert_eq!(frame("a"), frame("b"));
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
        "/verzoeken/nieuw/onzin",
        "/verzoeken/over",
        "/metingen/gewicht/oud",
    ] {
        assert_eq!(Route::parse(path), Route::Missing, "{path}");
    }
}

#[test]
fn a_module_is_named_as_its_addresses_begin() {
    for route in all() {
        let path = route.path();
        let first = path.split('/').nth(1).unwrap_or_default();
        let named = Module::ALL.iter().find(|(name, _)| *name == first);
        assert_eq!(route.module(), named.map(|(_, module)| *module));
    }
}

#[test]
fn without_its_module_nothing_new_is_made_and_what_was_made_has_its_screen() {
    let stay = |path: &str| Route::parse(path).stays();
    for path in [
        "/metingen/gewicht/nieuw",
        "/metingen/dialyse/nieuw",
        "/medicatie/dag",
        "/tijdlijn",
        "/verzoeken/rechten",
        "/delen/nieuw",
    ] {
        assert!(!stay(path), "{path}");
    }
    for path in [
        "/metingen",
        "/metingen/delen",
        "/medicatie",
        "/verzoeken",
        "/zorgnetwerk",
        "/bespreken",
        "/delen",
    ] {
        assert!(stay(path), "{path}");
    }
    // What belongs to no module is there without this.
    assert!(
        all()
            .iter()
            .all(|route| route.module().is_some() || !route.stays())
    );
}

#[test]
fn a_slash_at_the_end_changes_nothing() {
    assert_eq!(Route::parse("/dossier/"), Route::Dossier);
    assert_eq!(Route::parse(""), Route::Overview);
}

#[test]
fn what_shows_the_record_needs_an_open_vault() {
    for route in all() {
        let public = matches!(
            route,
            Route::Welcome
                | Route::Unlock
                | Route::Restore
                | Route::Missing
                | Route::Help
                | Route::Report
                | Route::Legal(_)
                | Route::Along
        );
        assert_eq!(route.is_open_to_all(), public, "{route:?}");
    }
}
