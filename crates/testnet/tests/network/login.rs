//! The front channel: parameters, pages, consent.

use crate::pgo::*;
use serde_json::json;

#[tokio::test]
async fn a_wrong_client_or_redirect_uri_gives_an_error_page_and_no_redirect() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    for change in [
        ("client_id", Some("medmij.anderepgo.example")),
        ("client_id", None),
        (
            "redirect_uri",
            Some("http://elders.localhost:8080/oauth/callback"),
        ),
        ("redirect_uri", None),
    ] {
        let answer = net.authorize(&service, DIALYSIS, &uuid(), &[change]).await;
        assert_eq!(answer.status(), 400, "{change:?}");
        assert!(answer.headers().get("location").is_none());
        let html = answer.text().await.unwrap();
        assert!(html.contains("lang=\"nl\"") && !html.contains("href=\"http"));
    }
}

#[tokio::test]
async fn other_wrong_parameters_go_back_with_an_error_and_the_state() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    for (change, error) in [
        (
            ("response_type", Some("token")),
            "unsupported_response_type",
        ),
        (("response_type", None), "invalid_request"),
        (("scope", Some("onbekendeaanbieder")), "invalid_scope"),
        (
            ("scope", Some("dialysecentrumwaterlelie~48")),
            "invalid_scope",
        ),
        (("scope", Some(HOSPITAL)), "invalid_scope"),
        (("MedMij-Request-ID", None), "invalid_request"),
        (("MedMij-Request-ID", Some("1")), "invalid_request"),
        (("X-Correlation-ID", None), "invalid_request"),
    ] {
        let answer = net.authorize(&service, DIALYSIS, &uuid(), &[change]).await;
        let back = callback(&location(&answer), String::new());
        assert_eq!(back.error.as_deref(), Some(error), "{change:?}");
        assert!(back.location.contains(STATE));
    }
    let short = net
        .authorize(&service, DIALYSIS, &uuid(), &[("state", Some("kort"))])
        .await;
    assert!(location(&short).contains("error=invalid_request"));
}

#[tokio::test]
async fn another_client_on_the_list_may_ask_only_for_what_the_list_allows_it() {
    let net = network().await;
    let other = [
        ("client_id", Some("medmij.anderepgo.example")),
        ("redirect_uri", Some("https://medmij.anderepgo.example/cb")),
    ];
    let dialysis = net.service(DIALYSIS, "48").await;
    let page = net.authorize(&dialysis, DIALYSIS, &uuid(), &other).await;
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("Een andere PGO"));
    let gp = net.service(GP, "49").await;
    let refused = net.authorize(&gp, GP, &uuid(), &other).await;
    let to = location(&refused);
    assert!(
        to.starts_with("https://medmij.anderepgo.example/cb?error=invalid_scope"),
        "{to}"
    );
}

#[tokio::test]
async fn a_correlation_id_cannot_be_used_for_a_second_login() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let trace = uuid();
    assert_eq!(
        net.authorize(&service, DIALYSIS, &trace, &[])
            .await
            .status(),
        200
    );
    let again = net.authorize(&service, DIALYSIS, &trace, &[]).await;
    assert!(location(&again).contains("error=invalid_request"));
}

#[tokio::test]
async fn refused_consent_no_data_too_young_and_cancelled_look_the_same() {
    let net = network().await;
    let mut answers = Vec::new();
    for (provider, service, persona, choice) in [
        (DIALYSIS, "48", "riet", "nee"),
        (DIALYSIS, "48", "daan", "ja"),
        (HOSPITAL, "48", "sem", "ja"),
        (GP, "49", "lotte", "ja"),
    ] {
        let form = [("keuze", choice), ("dienst", "48"), ("dienst", "49")];
        answers.push(
            net.consent(provider, service, persona, &form)
                .await
                .location,
        );
    }
    let service = net.service(DIALYSIS, "48").await;
    let session = net.landing(&service, DIALYSIS, &uuid()).await;
    let url = format!(
        "{}/oauth/login/{session}",
        origin(&service.authorization_endpoint)
    );
    answers.push(location(&net.post(&url, &[("keuze", "annuleren")]).await));
    let session = net.landing(&service, DIALYSIS, &uuid()).await;
    answers.push(location(
        &net.digid(&service, &session, &[("keuze", "annuleren")])
            .await,
    ));
    let expected = format!("{CALLBACK}?error=access_denied&state={STATE}");
    assert!(
        answers.iter().all(|answer| *answer == expected),
        "{answers:?}"
    );
}

#[tokio::test]
async fn the_page_tells_somebody_of_fifteen_why_it_stops() {
    let net = network().await;
    let service = net.service(HOSPITAL, "48").await;
    let session = net.landing(&service, HOSPITAL, &uuid()).await;
    let page = net
        .digid(
            &service,
            &session,
            &[("keuze", "inloggen"), ("persona", "sem")],
        )
        .await;
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("16 jaar of ouder"));
}

#[tokio::test]
async fn a_disturbance_shows_the_trace_id_and_a_way_back() {
    let net = network().await;
    let service = net.service(HOSPITAL, "48").await;
    let trace = uuid();
    let session = net.landing(&service, HOSPITAL, &trace).await;
    let page = net.digid(&service, &session, &[("keuze", "storing")]).await;
    assert_eq!(page.status(), 503);
    let html = page.text().await.unwrap();
    assert!(html.contains("Technische storing") && html.contains(&trace));
    assert!(html.contains(CALLBACK));
}

#[tokio::test]
async fn lasting_consent_is_never_chosen_beforehand_and_services_can_be_left_out() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let trace = uuid();
    let session = net.landing(&service, DIALYSIS, &trace).await;
    let page = net
        .digid(
            &service,
            &session,
            &[("keuze", "inloggen"), ("persona", "riet")],
        )
        .await;
    let html = page.text().await.unwrap();
    let lasting = between(&html, "name=\"langdurig\"", ">");
    assert!(!lasting.contains("checked"), "{lasting}");
    let url = format!(
        "{}/oauth/toestemming/{session}",
        origin(&service.authorization_endpoint)
    );
    let back = net.post(&url, &[("keuze", "ja"), ("dienst", "51")]).await;
    let response = net
        .exchange(&service, &callback(&location(&back), trace))
        .await;
    let body: serde_json::Value = response.json().await.unwrap();
    assert_eq!(body["scope"], "51");
    assert!(body.get("refresh_token").is_none());
}

#[tokio::test]
async fn a_consent_page_cannot_be_answered_twice() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let session = net.landing(&service, DIALYSIS, &uuid()).await;
    net.digid(
        &service,
        &session,
        &[("keuze", "inloggen"), ("persona", "riet")],
    )
    .await;
    let url = format!(
        "{}/oauth/toestemming/{session}",
        origin(&service.authorization_endpoint)
    );
    let form = [("keuze", "ja"), ("dienst", "48")];
    assert_eq!(net.post(&url, &form).await.status(), 303);
    assert_eq!(net.post(&url, &form).await.status(), 410);
}

#[tokio::test]
async fn an_older_interface_version_wants_the_service_in_the_scope() {
    let net = network().await;
    let service = net.service(REGISTER, "63").await;
    let refused = net.authorize(&service, REGISTER, &uuid(), &[]).await;
    assert!(location(&refused).contains("invalid_scope"));
    let grant = net.login(REGISTER, "63", "riet").await;
    assert_eq!(grant.scope, "vaccinatieregister~63");
}

#[tokio::test]
async fn login_faults_refuse_disturb_and_fail() {
    let net = network().await;
    let form = [("keuze", "ja"), ("dienst", "48")];
    for (kind, error) in [
        ("refuse", "access_denied"),
        ("outcome", "server_error"),
        ("status", "temporarily_unavailable"),
    ] {
        net.fault(json!({"kind": kind, "at": "login", "provider": DIALYSIS, "times": 1}))
            .await;
        let back = net.consent(DIALYSIS, "48", "riet", &form).await;
        assert_eq!(back.error.as_deref(), Some(error), "{kind}");
    }
    assert!(
        net.consent(DIALYSIS, "48", "riet", &form)
            .await
            .code
            .is_some()
    );
}

#[tokio::test]
async fn every_page_is_dutch_has_one_heading_and_no_script() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let landing = net.authorize(&service, DIALYSIS, &uuid(), &[]).await;
    let csp = landing.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(csp.contains("default-src 'none'") && !csp.contains("unsafe"));
    let landing = landing.text().await.unwrap();
    let control = net.browser.get(net.running.control()).send().await.unwrap();
    for html in [landing, control.text().await.unwrap()] {
        assert!(html.contains("<html lang=\"nl\">"));
        assert_eq!(html.matches("<h1>").count(), 1);
        assert!(html.contains("TEST") && !html.contains("<script") && !html.contains("style=\""));
    }
}
