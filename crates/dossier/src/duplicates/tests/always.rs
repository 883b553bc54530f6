//! What holds whatever the data: order does not matter, nothing is lost, decisions
//! stay.

use proptest::prelude::*;

use super::*;

#[test]
fn what_the_person_said_goes_before_what_is_found_and_can_be_taken_back() {
    let all = [
        given("a", "48", "1", numbered(allergy("1"), "x")),
        given("b", "48", "2", numbered(allergy("1"), "x")),
    ];
    let (a, b) = (&all[0].thing, &all[1].thing);
    let mut decisions = Decisions::default();
    let with = |decisions: &Decisions| find(&candidates(&all), decisions);
    assert!(with(&decisions).all().count() == 1);
    decisions.decide(b, a, Verdict::Different, "2026");
    assert_eq!(
        with(&decisions),
        Groups::default(),
        "neither together nor suggested"
    );
    decisions.undo(a, b);
    assert!(with(&decisions).all().count() == 1);
    decisions.decide(a, b, Verdict::Same, "2026");
    assert!(
        with(&decisions)
            .reasons(&all[0].number)
            .any(|reason| reason == Reason::Confirmed)
    );
}

#[test]
fn decisions_are_read_back_as_they_were_stored() {
    let mut decisions = Decisions::default();
    let [a, b] = ["1", "2"].map(|id| given("a", "48", id, allergy("1")).thing);
    decisions.decide(&a, &b, Verdict::Different, "2026-05-26T10:00:00+02:00");
    let stored = serde_json::to_vec(&decisions).unwrap();
    assert_eq!(
        serde_json::from_slice::<Decisions>(&stored).unwrap(),
        decisions
    );
}

/// Entries that share numbers, moments and substances in every way.
fn any_entry() -> impl Strategy<Value = (u8, u8, u8, u8, u8)> {
    (0..3_u8, 0..2_u8, 0..6_u8, 0..3_u8, 0..4_u8)
}

fn built(entries: &[(u8, u8, u8, u8, u8)]) -> Vec<Given> {
    entries
        .iter()
        .enumerate()
        .map(|(at, (provider, service, id, number, kind))| {
            let value = match kind {
                0 => numbered(allergy(&id.to_string()), &number.to_string()),
                1 => weight("2020-01-02T10:00:00Z", *number),
                2 => result("2020-01-02T10:00:00Z", *number),
                _ => problem(&number.to_string()),
            };
            let mut given = given(
                &provider.to_string(),
                &service.to_string(),
                &id.to_string(),
                value,
            );
            given.number = format!("{at:03}");
            given
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_entry_is_in_exactly_one_group_whatever_the_order(
        entries in prop::collection::vec(any_entry(), 0..30),
        turn in 0..30_usize,
        said in prop::collection::vec((0..30_usize, 0..30_usize, any::<bool>()), 0..6),
    ) {
        let all = built(&entries);
        let mut decisions = Decisions::default();
        for (a, b, same) in said {
            if let (Some(a), Some(b)) = (all.get(a), all.get(b)) {
                let verdict = if same { Verdict::Same } else { Verdict::Different };
                decisions.decide(&a.thing, &b.thing, verdict, "2026");
            }
        }
        let groups = find(&candidates(&all), &decisions);
        let mut seen = std::collections::BTreeSet::new();
        for given in &all {
            let group = groups.with(&given.number);
            prop_assert!(group.contains(&given.number.as_str()));
            prop_assert_eq!(groups.leads(&given.number), group[0] == given.number);
            prop_assert_eq!(groups.lead(&given.number), group[0]);
            seen.extend(group.iter().map(|number| (*number).to_owned()));
        }
        prop_assert_eq!(seen.len(), all.len(), "nothing is lost");
        let members: usize = groups.all().map(<[String]>::len).sum();
        let alone = all.iter().filter(|given| groups.with(&given.number).len() == 1).count();
        prop_assert_eq!(members + alone, all.len(), "nothing stands twice");

        let mut turned = candidates(&all);
        let by = turn.min(turned.len());
        turned.rotate_left(by);
        prop_assert_eq!(&find(&turned, &decisions), &groups, "order does not matter");

        for decision in decisions.all().filter(|d| d.verdict == Verdict::Different) {
            for group in groups.all() {
                let things: Vec<_> = all.iter().filter(|g| group.contains(&g.number)).map(|g| &g.thing).collect();
                prop_assert!(!(things.contains(&&decision.one) && things.contains(&&decision.other)));
            }
        }
    }
}
