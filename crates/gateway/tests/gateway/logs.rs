//! What reaches the log: routes and ids, never a person.

use crate::login::{begin, come_back, log_in, read};
use crate::support::canaries::log;
use crate::support::provider::token_answer;
use crate::support::{Behaviour, World};

#[tokio::test]
async fn two_hundred_canaries_leave_no_trace_in_the_log_at_any_level() {
    let world = World::new().await;
    let mut canaries: Vec<String> = Vec::new();
    let mut traces: Vec<String> = Vec::new();
    for round in 0..20 {
        let mut canary = |kind: &str| {
            let text = format!("zq{kind}{round}x{}", 29 * (round + 1));
            canaries.push(text.clone());
            text
        };
        let mut browser = world.browser();
        let (token, refresh) = (canary("token"), canary("refresh"));
        world.provider.token(token_answer(&token, &refresh, "48"));
        browser
            .api(
                "GET",
                &format!("/api/providers?q={}", canary("search")),
                None,
            )
            .await;
        let started = begin(&mut browser, "48").await;
        let path = format!(
            "/oauth/callback?code={}&state={}&error_description={}",
            canary("code"),
            started.state(),
            canary("description")
        );
        browser.visit(&path).await;
        canaries.push(started.state().to_owned());
        let grant = crate::login::claim(&mut browser, &started.login)
            .await
            .json();
        canaries.push(grant["access"].as_str().unwrap().to_owned());
        let mut canary = |kind: &str| {
            let text = format!("zq{kind}{round}x{}", 31 * (round + 1));
            canaries.push(text.clone());
            text
        };
        let body = format!(r#"{{"family":"{}"}}"#, canary("name"));
        world
            .provider
            .resource(Behaviour::json(200 + 200 * (round % 2), &body));
        let path = format!(
            "48/fhir/Binary/{}?identifier={}",
            canary("document"),
            canary("query")
        );
        read(&mut browser, &grant, &path).await;
        traces.push(grant["trace_id"].as_str().unwrap().to_owned());
        let (id, access) = (
            grant["id"].as_str().unwrap(),
            grant["access"].as_str().unwrap(),
        );
        let path = format!("/api/grants/{id}/services/48/follow");
        let body = format!(r#"{{"url":"https://{}.nl/x"}}"#, canary("url"));
        browser
            .api_with("POST", &path, Some(&body), &[("x-inzage-grant", access)])
            .await;
        browser
            .visit(&format!("/{}?x={}", canary("page"), canary("argument")))
            .await;
        canaries.extend(browser.cookies.values().cloned());
    }
    let failed = begin(&mut world.browser(), "48").await;
    come_back(&mut world.browser(), &failed).await;
    log_in(&mut world.browser(), "48").await;
    assert!(canaries.len() >= 200, "{}", canaries.len());
    let log = log();
    assert!(
        log.contains("\"target\":\"audit\"") && log.contains("TRACE"),
        "nothing was collected"
    );
    for canary in &canaries {
        assert!(!log.contains(canary.as_str()), "{canary}");
    }
    // Each call that reached the provider is in the audit trail once.
    for trace in &traces {
        let is_entry = |line: &&str| line.contains("\"target\":\"audit\"") && line.contains(trace);
        assert_eq!(log.lines().filter(is_entry).count(), 1, "{trace}");
    }
}
