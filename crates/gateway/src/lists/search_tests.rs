//! Search finds what a person means.

use super::*;

fn index_of() -> Index {
    let entry = |name: &str, people: &str, place: &str, kind: &str| Entry {
        zorgaanbiedernaam: format!("{name}@medmij"),
        name: people.to_owned(),
        aliases: vec!["Nierteam".to_owned()],
        place: Some(place.to_owned()),
        postcode: Some("1234 AB".to_owned()),
        kind: Some(kind.to_owned()),
        agb: Some("01-012345".to_owned()),
    };
    let directory = vec![
        entry(
            "delinde",
            "Huisartsenpraktijk De Linde",
            "'s-Hertogenbosch",
            "huisarts",
        ),
        entry(
            "dialyse",
            "Dialysecentrum Groningen",
            "Groningen",
            "dialysecentrum",
        ),
        entry(
            "ziekenhuis",
            "Ziekenhuis Sint Anna",
            "Groningen",
            "ziekenhuis",
        ),
        entry("cafe.zorg", "Café Zorg", "Ede", "huisarts"),
    ];
    let zal = Zorgaanbiederslijst {
        tijdstempel: chrono::DateTime::parse_from_rfc3339("2026-05-26T08:00:00Z").unwrap(),
        volgnummer: 1,
        zorgaanbieders: ["delinde", "dialyse", "apotheek.hoekstra-zuid"]
            .map(|name| inzage_medmij::lists::Zorgaanbieder {
                zorgaanbiedernaam: format!("{name}@medmij"),
                aanbiedertype: inzage_medmij::lists::Aanbiedertype::Zorgaanbieder,
                vertegenwoordiging: None,
                interfaceversies: vec![],
            })
            .to_vec(),
    };
    Index::new(Some(&zal), &directory)
}

fn found(q: &str, place: &str, kind: &str) -> Vec<String> {
    let wanted = Wanted {
        q: q.to_owned(),
        place: place.to_owned(),
        kind: kind.to_owned(),
    };
    let hits = index_of().search(&wanted).providers;
    let name = |hit: Provider| hit.zorgaanbiedernaam.replace("@medmij", "");
    hits.into_iter().map(name).collect()
}

#[test]
fn typing_errors_accents_and_halves_of_words_are_understood() {
    for (q, first) in [
        ("linde", "delinde"),
        ("De Lindde", "delinde"),
        ("huisartspraktijk linde", "delinde"),
        ("dialisecentrum", "dialyse"),
        ("dialyse gron", "dialyse"),
        ("dialyse groningne", "dialyse"),
        ("cafe", "cafe.zorg"),
        ("CAFÉ", "cafe.zorg"),
        ("den linde", "delinde"),
        ("shertogenbosch", "delinde"),
        ("anna ziekenhuis", "ziekenhuis"),
        ("1234ab linde", "delinde"),
        ("1234 AB linde", "delinde"),
        ("hoekstra", "apotheek.hoekstra-zuid"),
    ] {
        if q == "den linde" {
            // Three letters are too few to guess at.
            assert!(found(q, "", "").is_empty());
            continue;
        }
        assert_eq!(
            found(q, "", "").first().map(String::as_str),
            Some(first),
            "{q}"
        );
    }
    assert!(found("tandarts", "", "").is_empty());
}

#[test]
fn place_and_kind_narrow_down() {
    assert_eq!(found("", "groningen", ""), ["dialyse", "ziekenhuis"]);
    assert_eq!(found("", "Groningen", "ziekenhuis"), ["ziekenhuis"]);
    assert_eq!(found("nierteam", "", "huisarts"), ["delinde", "cafe.zorg"]);
    assert_eq!(found("01012345", "ede", ""), ["cafe.zorg"]);
}

#[test]
fn who_is_in_one_list_only_is_told_apart() {
    let index = index_of();
    let connected = |name: &str| index.provider(&format!("{name}@medmij")).unwrap().connected;
    assert!(connected("delinde"));
    assert!(!connected("ziekenhuis"));
    let unnamed = index.provider("apotheek.hoekstra-zuid@medmij").unwrap();
    assert_eq!(unnamed.name, "Apotheek hoekstra zuid");
    assert!(unnamed.connected);
    assert_eq!(found("", "", "").len(), 5);
}
