use super::*;
use proptest::prelude::*;

fn sighting(provider: &str, name: &str, agb: Option<&str>, date: &str) -> Sighting {
    Sighting {
        carer: Carer {
            person: true,
            numbers: agb
                .map(|agb| (Register::Agb, agb.to_owned()))
                .into_iter()
                .collect(),
            name: name.into(),
            ..Carer::default()
        },
        provider: provider.into(),
        service: "48".into(),
        entry: format!("{provider}{date}"),
        date: Some(date.into()),
        met: true,
        covered: false,
        itself: false,
    }
}

#[test]
fn who_is_named_in_covered_entries_alone_is_not_there_until_they_are_opened() {
    let covered = Sighting {
        covered: true,
        ..sighting("a", "dr. G. Netica", Some("01"), "2025-01-01")
    };
    let described = Sighting {
        itself: true,
        met: false,
        ..sighting("a", "dr. G. Netica", Some("01"), "2025-01-02")
    };
    assert_eq!(network(&[covered.clone(), described.clone()]), []);
    // Only described: named by nothing, hidden by nothing.
    assert_eq!(network(std::slice::from_ref(&described)).len(), 1);
    let elsewhere = sighting("b", "dr. G. Netica", Some("01"), "2020-01-01");
    let found = network(&[covered.clone(), described.clone(), elsewhere]);
    let [one] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(
        one.met.as_deref(),
        Some("2020-01-01"),
        "not of what is covered"
    );
    assert_eq!(one.entries, ["a2025-01-02", "b2020-01-01"]);
    let opened = Sighting {
        covered: false,
        ..covered
    };
    assert_eq!(network(&[opened, described]).len(), 1);
}

#[test]
fn a_name_is_alike_whatever_its_title_and_order() {
    for other in [
        "Dr. J.H.R. Peters",
        "Peters, J.H.R.",
        "JHR PETERS",
        "de heer JHR Peters",
    ] {
        let wanted = if other.starts_with("de") {
            "de jhr peters"
        } else {
            "jhr peters"
        };
        assert_eq!(alike(other), wanted, "{other}");
    }
    assert_ne!(alike("J. Peters"), alike("H. Peters"));
    assert_eq!(alike("dr."), "");
}

#[test]
fn one_number_at_two_sources_is_one_however_the_name_is_written() {
    let found = network(&[
        sighting("a", "J. de Boer", Some("01"), "2025-01-01"),
        sighting("b", "Boer, Jan de", Some("01"), "2026-02-02"),
        sighting("b", "Boer, Jan de", Some("01"), "2026-01-02"),
    ]);
    let [one] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(one.name, "Boer, Jan de");
    assert_eq!(one.also, BTreeSet::from(["J. de Boer".to_owned()]));
    assert_eq!(one.met.as_deref(), Some("2026-02-02"));
    assert_eq!(one.sources.len(), 2);
    assert_eq!(one.entries, ["b2026-02-02", "b2026-01-02", "a2025-01-01"]);
}

#[test]
fn one_name_is_never_enough() {
    let found = network(&[
        sighting("a", "J. de Boer", Some("01"), "2025-01-01"),
        sighting("a", "J. de Boer", Some("02"), "2025-01-01"),
        sighting("a", "J. de Boer", None, "2025-01-01"),
        sighting("b", "J. de Boer", None, "2025-01-01"),
    ]);
    assert_eq!(found.len(), 4);
}

#[test]
fn a_number_of_a_person_is_not_that_of_an_organisation() {
    let mut place = sighting("a", "Praktijk De Boer", Some("01"), "2025-01-01");
    place.carer.person = false;
    assert_eq!(
        network(&[sighting("a", "J. de Boer", Some("01"), "2025-01-01"), place]).len(),
        2
    );
}

#[test]
fn what_a_resource_links_becomes_one_also_when_it_comes_last() {
    let mut uzi = sighting("a", "J. de Boer", None, "2025-01-01");
    uzi.carer.numbers = vec![(Register::Uzi, "9".into())];
    let mut both = sighting("b", "J. de Boer", Some("01"), "2025-01-01");
    both.carer.numbers.push((Register::Uzi, "9".into()));
    let agb = sighting("c", "De Boer", Some("01"), "2025-01-01");
    assert_eq!(network(&[uzi, agb, both]).len(), 1);
}

#[test]
fn a_telephone_number_is_there_once_and_can_be_dialled() {
    assert_eq!(digits("+31 (0)20 - 123 45 67"), "+31201234567");
    let mut one = sighting("a", "x", Some("01"), "2025-01-01");
    one.carer.phones = vec!["020-1234567".into()];
    let mut two = one.clone();
    two.carer.phones = vec!["020 123 45 67".into()];
    assert_eq!(network(&[one, two])[0].phones, ["020-1234567"]);
}

proptest! {
    /// The order in which entries came changes nothing, and nobody is lost.
    #[test]
    fn the_network_does_not_depend_on_the_order(
        seen in prop::collection::vec((0_u8..3, 0_u8..3, prop::option::of(0_u8..3)), 0..12)
    ) {
        let all: Vec<_> = seen.iter().enumerate().map(|(at, (provider, name, agb))| {
            let agb = agb.map(|agb| format!("{agb}1"));
            sighting(&format!("p{provider}"), &format!("n{name}"), agb.as_deref(), &format!("2025-01-{:02}", at + 1))
        }).collect();
        let mut backwards = all.clone();
        backwards.reverse();
        let ids = |members: &[Member]| members.iter().map(|m| (m.id.clone(), m.entries.clone())).collect::<Vec<_>>();
        let found = network(&all);
        prop_assert_eq!(ids(&found), ids(&network(&backwards)));
        let entries: BTreeSet<_> = found.iter().flat_map(|m| &m.entries).collect();
        prop_assert_eq!(entries.len(), all.iter().map(|s| &s.entry).collect::<BTreeSet<_>>().len());
    }
}
