use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, 26).unwrap()
}

fn login(services: &[&str]) -> Login {
    Login {
        provider: "dialyse@medmij".into(),
        name: "Dialysecentrum".into(),
        group: "g".into(),
        services: services
            .iter()
            .map(|s| ((*s).to_owned(), (*s).to_owned()))
            .collect(),
        lasting: false,
        step: Step::Todo,
        collection: None,
        items: Vec::new(),
    }
}

/// A plan with one login that has just been granted `services`.
fn collecting(services: &[&str]) -> (Plan, Vec<Effect>) {
    let mut plan = Plan {
        logins: vec![login(services)],
    };
    plan.update(Event::Start { login: 0 }, today());
    plan.update(
        Event::Leaving {
            login: 0,
            id: "L".into(),
            url: "https://a".into(),
        },
        today(),
    );
    plan.update(
        Event::Back {
            id: "L".into(),
            error: None,
        },
        today(),
    );
    let services = services.iter().map(|s| (*s).to_owned()).collect();
    let effects = plan.update(
        Event::Granted {
            login: 0,
            services,
            collection: "c".into(),
        },
        today(),
    );
    (plan, effects)
}

fn fetches(effects: &[Effect]) -> Vec<(usize, u32)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Fetch { item, page, .. } => Some((*item, *page)),
            _ => None,
        })
        .collect()
}

fn kept(plan: &mut Plan, item: usize, next: Option<&str>) -> Vec<Effect> {
    let next = next.map(str::to_owned);
    plan.update(
        Event::Kept {
            login: 0,
            item,
            entries: 3,
            next,
            unreadable: false,
        },
        today(),
    )
}

fn broke(plan: &mut Plan, item: usize, problem: Problem) -> Vec<Effect> {
    plan.update(
        Event::Broke {
            login: 0,
            item,
            problem,
        },
        today(),
    )
}

/// Answers every request of the plan with one full page until it asks for documents.
fn answer_all(plan: &mut Plan, mut effects: Vec<Effect>) {
    while let Some((item, _)) = fetches(&effects).first().copied() {
        effects.extend(kept(plan, item, None));
        effects
            .retain(|effect| !matches!(effect, Effect::Fetch { item: done, .. } if *done == item));
    }
}

#[test]
fn the_browser_goes_away_and_what_the_login_brought_is_fetched() {
    let mut plan = Plan {
        logins: vec![login(&["48"])],
    };
    assert_eq!(
        plan.update(Event::Start { login: 0 }, today()),
        [Effect::Begin { login: 0 }]
    );
    let leaving = Event::Leaving {
        login: 0,
        id: "L".into(),
        url: "https://a".into(),
    };
    assert_eq!(
        plan.update(leaving, today()),
        [
            Effect::Save,
            Effect::Navigate {
                url: "https://a".into()
            }
        ]
    );
    // The plan survives as text while the browser is away.
    let text = serde_json::to_string(&plan).unwrap();
    let mut plan: Plan = serde_json::from_str(&text).unwrap();
    let effects = plan.update(
        Event::Back {
            id: "L".into(),
            error: None,
        },
        today(),
    );
    assert_eq!(
        effects,
        [
            Effect::Save,
            Effect::Claim {
                login: 0,
                id: "L".into()
            }
        ]
    );
}

#[test]
fn an_answer_to_another_login_changes_nothing() {
    let mut plan = Plan {
        logins: vec![login(&["48"])],
    };
    plan.update(Event::Start { login: 0 }, today());
    plan.update(
        Event::Leaving {
            login: 0,
            id: "L".into(),
            url: "u".into(),
        },
        today(),
    );
    let before = plan.clone();
    assert_eq!(
        plan.update(
            Event::Back {
                id: "other".into(),
                error: None
            },
            today()
        ),
        []
    );
    assert_eq!(plan, before);
}

#[test]
fn refused_consent_and_no_data_read_the_same() {
    let mut plan = Plan {
        logins: vec![login(&["48"])],
    };
    plan.update(Event::Start { login: 0 }, today());
    plan.update(
        Event::Leaving {
            login: 0,
            id: "L".into(),
            url: "u".into(),
        },
        today(),
    );
    plan.update(
        Event::Back {
            id: "L".into(),
            error: Some(ErrorCode::AccessDenied),
        },
        today(),
    );
    assert_eq!(
        plan.logins[0].step,
        Step::Failed(Problem::of(ErrorCode::AccessDenied))
    );
    assert!(plan.ended());
}

#[test]
fn only_one_login_at_a_time() {
    let mut plan = Plan {
        logins: vec![login(&["48"]), login(&["49"])],
    };
    plan.update(Event::Start { login: 0 }, today());
    assert_eq!(plan.update(Event::Start { login: 1 }, today()), []);
    plan.update(Event::Cancel { login: 0 }, today());
    assert_eq!(
        plan.update(Event::Start { login: 1 }, today()),
        [Effect::Begin { login: 1 }]
    );
}

#[test]
fn coming_back_alone_makes_the_login_ready_to_start_again() {
    let mut plan = Plan {
        logins: vec![login(&["48"])],
    };
    plan.update(Event::Start { login: 0 }, today());
    plan.update(
        Event::Leaving {
            login: 0,
            id: "L".into(),
            url: "u".into(),
        },
        today(),
    );
    assert_eq!(plan.update(Event::CameBackAlone, today()), [Effect::Save]);
    assert_eq!(plan.logins[0].step, Step::Todo);
}

#[test]
fn a_few_requests_at_once_and_every_query_in_the_end() {
    let (mut plan, effects) = collecting(&["48"]);
    assert_eq!(fetches(&effects).len(), AT_ONCE);
    answer_all(&mut plan, effects);
    assert_eq!(plan.logins[0].items.len(), 28);
    assert!(plan.logins[0].items.iter().all(Item::complete));
}

#[test]
fn every_service_of_the_tables_is_collected_to_its_end() {
    for service in inzage_medmij::gegevensdiensten::GEGEVENSDIENSTEN {
        let (mut plan, effects) = collecting(&[service.id]);
        answer_all(&mut plan, effects);
        let items = &plan.logins[0].items;
        assert_eq!(items.len(), service.queries.len(), "{}", service.id);
        assert!(items.iter().all(Item::complete), "{}", service.id);
    }
}

#[test]
fn a_service_without_a_table_costs_the_others_nothing() {
    let (mut plan, effects) = collecting(&["46", "9999"]);
    answer_all(&mut plan, effects);
    assert_eq!(plan.logins[0].items.len(), 1);
    assert!(plan.logins[0].items.iter().all(Item::complete));
}

#[test]
fn only_granted_services_are_asked() {
    let mut plan = Plan {
        logins: vec![login(&["48", "49", "51"])],
    };
    plan.update(Event::Start { login: 0 }, today());
    plan.update(
        Event::Leaving {
            login: 0,
            id: "L".into(),
            url: "u".into(),
        },
        today(),
    );
    plan.update(
        Event::Back {
            id: "L".into(),
            error: None,
        },
        today(),
    );
    let granted = Event::Granted {
        login: 0,
        services: vec!["51".into()],
        collection: "c".into(),
    };
    plan.update(granted, today());
    assert_eq!(plan.logins[0].items.len(), 2);
}

#[test]
fn pages_are_followed_and_a_loop_is_ended() {
    let (mut plan, _) = collecting(&["63"]);
    assert_eq!(fetches(&kept(&mut plan, 0, Some("https://p2"))), [(0, 1)]);
    assert_eq!(fetches(&kept(&mut plan, 0, Some("https://p3"))), [(0, 2)]);
    let effects = kept(&mut plan, 0, Some("https://p2"));
    assert_eq!(
        plan.logins[0].items[0].state,
        ItemState::Partial(Cause::Endless)
    );
    assert_eq!(plan.logins[0].items[0].entries, 9);
    assert!(effects.contains(&Effect::ListDocuments { login: 0 }));
}

#[test]
fn a_next_page_that_fails_leaves_what_came_before() {
    let (mut plan, _) = collecting(&["63"]);
    kept(&mut plan, 0, Some("https://elsewhere"));
    broke(&mut plan, 0, Problem::of(ErrorCode::NotAllowed));
    let expected = ItemState::Partial(Cause::Problem(Problem::of(ErrorCode::NotAllowed)));
    assert_eq!(plan.logins[0].items[0].state, expected);
}

#[test]
fn patience_is_sat_out_twice_and_a_long_wait_is_not() {
    let (mut plan, _) = collecting(&["63"]);
    let busy = Problem {
        retry_after: Some(5),
        ..Problem::of(ErrorCode::ProviderBusy)
    };
    for _ in 0..MOST_TRIES {
        assert_eq!(
            broke(&mut plan, 0, busy.clone()),
            [Effect::Wait {
                login: 0,
                item: 0,
                seconds: 5
            }]
        );
        assert_eq!(
            fetches(&plan.update(Event::Waited { login: 0, item: 0 }, today())),
            [(0, 0)]
        );
    }
    broke(&mut plan, 0, busy.clone());
    assert_eq!(plan.logins[0].items[0].state, ItemState::Failed(busy));

    let (mut plan, _) = collecting(&["63"]);
    let long = Problem {
        retry_after: Some(3600),
        ..Problem::of(ErrorCode::ProviderBusy)
    };
    broke(&mut plan, 0, long.clone());
    assert_eq!(plan.logins[0].items[0].state, ItemState::Failed(long));
}

#[test]
fn one_failed_query_costs_no_other_and_retry_asks_only_that_one() {
    let (mut plan, mut effects) = collecting(&["48"]);
    let failed = fetches(&effects)[1].0;
    let more = broke(&mut plan, failed, Problem::of(ErrorCode::ProviderNotFound));
    effects.retain(|effect| !matches!(effect, Effect::Fetch { item, .. } if *item == failed));
    effects.extend(more);
    answer_all(&mut plan, effects);
    let finish = plan.update(
        Event::Documents {
            login: 0,
            documents: Vec::new(),
        },
        today(),
    );
    assert_eq!(finish, [Effect::Finish { login: 0 }]);
    plan.update(Event::Finished { login: 0 }, today());
    assert_eq!(
        plan.logins[0]
            .items
            .iter()
            .filter(|item| !item.complete())
            .count(),
        1
    );

    plan.update(Event::Retry { login: 0 }, today());
    let again = Event::Granted {
        login: 0,
        services: vec!["48".into()],
        collection: "c".into(),
    };
    assert_eq!(fetches(&plan.update(again, today())), [(failed, 0)]);
}

#[test]
fn a_source_without_document_sets_has_given_everything() {
    let (mut plan, _) = collecting(&["51"]);
    kept(&mut plan, 0, None);
    broke(&mut plan, 1, Problem::of(ErrorCode::ProviderNotFound));
    assert!(plan.logins[0].items.iter().all(Item::complete));
}

#[test]
fn documents_are_fetched_after_the_lists_and_each_once() {
    let (mut plan, effects) = collecting(&["51"]);
    answer_all(&mut plan, effects);
    let document = Work::Document {
        service: "51".into(),
        number: "n".into(),
        attachment: 0,
        url: "Binary/1".into(),
    };
    let effects = plan.update(
        Event::Documents {
            login: 0,
            documents: vec![document.clone()],
        },
        today(),
    );
    assert_eq!(fetches(&effects), [(2, 0)]);
    assert!(kept(&mut plan, 2, None).contains(&Effect::ListDocuments { login: 0 }));
    let effects = plan.update(
        Event::Documents {
            login: 0,
            documents: vec![document],
        },
        today(),
    );
    assert_eq!(effects, [Effect::Finish { login: 0 }]);
}

#[test]
fn access_that_ends_halfway_asks_nothing_more_and_says_so_for_each() {
    let (mut plan, effects) = collecting(&["48"]);
    let under_way: Vec<_> = fetches(&effects)
        .into_iter()
        .map(|(item, _)| item)
        .collect();
    let effects = broke(
        &mut plan,
        under_way[0],
        Problem::of(ErrorCode::GrantExpired),
    );
    assert_eq!(fetches(&effects), []);
    for item in &under_way[1..] {
        broke(&mut plan, *item, Problem::of(ErrorCode::GrantExpired));
    }
    assert!(plan.logins[0].items.iter().all(Item::ended));
}

#[test]
fn stopping_keeps_what_came_and_late_answers_change_nothing() {
    let (mut plan, _) = collecting(&["48"]);
    kept(&mut plan, 0, None);
    let effects = plan.update(Event::Cancel { login: 0 }, today());
    assert!(effects.contains(&Effect::Abort { login: 0 }));
    assert!(effects.contains(&Effect::Finish { login: 0 }));
    let before = plan.clone();
    assert_eq!(kept(&mut plan, 1, None), []);
    assert_eq!(plan, before);
    assert!(plan.logins[0].items[0].complete());
}

#[test]
fn a_lapsed_lasting_consent_leads_to_a_login() {
    let mut plan = Plan {
        logins: vec![Login {
            lasting: true,
            ..login(&["48"])
        }],
    };
    assert_eq!(
        plan.update(Event::Start { login: 0 }, today()),
        [Effect::Refresh { login: 0 }]
    );
    plan.update(
        Event::Refused {
            login: 0,
            problem: Problem::of(ErrorCode::ConsentLapsed),
        },
        today(),
    );
    assert_eq!(
        plan.update(Event::Start { login: 0 }, today()),
        [Effect::Begin { login: 0 }]
    );
}

#[test]
fn a_reload_while_collecting_keeps_what_came() {
    let (mut plan, _) = collecting(&["48"]);
    kept(&mut plan, 0, None);
    let effects = plan.update(Event::CameBackAlone, today());
    assert_eq!(effects.last(), Some(&Effect::Finish { login: 0 }));
    plan.update(Event::Finished { login: 0 }, today());
    assert_eq!(plan.logins[0].step, Step::Done);
    assert!(plan.logins[0].items[0].complete());
    assert_eq!(plan.logins[0].items[5].state, ItemState::Cancelled);
}
