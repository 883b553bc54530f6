//! The token endpoint.

use crate::pgo::*;
use serde_json::{Value, json};

const YES: [(&str, &str); 3] = [("keuze", "ja"), ("dienst", "48"), ("langdurig", "ja")];

async fn error(response: reqwest::Response) -> (u16, String) {
    let status = response.status().as_u16();
    let body: Value = response.json().await.unwrap();
    (
        status,
        body["error"].as_str().unwrap_or_default().to_owned(),
    )
}

#[tokio::test]
async fn a_code_works_once() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let back = net.consent(DIALYSIS, "48", "riet", &YES).await;
    let first = net.exchange(&service, &back).await;
    assert_eq!(first.status(), 200);
    let body: Value = first.json().await.unwrap();
    assert_eq!(body["expires_in"], 900);
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(
        error(net.exchange(&service, &back).await).await,
        (400, "invalid_grant".into())
    );
}

#[tokio::test]
async fn a_code_ends_after_fifteen_minutes() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let back = net.consent(DIALYSIS, "48", "riet", &YES).await;
    net.clock(901).await;
    assert_eq!(
        error(net.exchange(&service, &back).await).await.1,
        "invalid_grant"
    );
}

#[tokio::test]
async fn a_wrong_redirect_uri_or_correlation_spoils_the_code() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    for wrong in [0, 1, 2] {
        let back = net.consent(DIALYSIS, "48", "riet", &YES).await;
        let mut form = code_form(back.code.as_deref().unwrap()).to_vec();
        let mut trace = back.trace.clone();
        match wrong {
            0 => form[3].1 = "http://inzage.localhost:8080/anders",
            1 => trace = uuid(),
            _ => {
                form.pop();
            }
        }
        let (status, code) = error(net.token(&service, &trace, &form).await).await;
        assert_eq!(status, 400);
        let expected = if wrong == 2 {
            "invalid_request"
        } else {
            "invalid_grant"
        };
        assert_eq!(code, expected);
        if wrong != 2 {
            assert_eq!(
                error(net.exchange(&service, &back).await).await.1,
                "invalid_grant"
            );
        }
    }
}

#[tokio::test]
async fn a_code_of_one_server_is_worth_nothing_at_another() {
    let net = network().await;
    let back = net.consent(DIALYSIS, "48", "riet", &YES).await;
    let hospital = net.service(HOSPITAL, "48").await;
    assert_eq!(
        error(net.exchange(&hospital, &back).await).await.1,
        "invalid_grant"
    );
}

#[tokio::test]
async fn without_a_client_certificate_there_is_no_connection() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let bare = server(&net.running, None);
    assert!(
        bare.post(&service.token_endpoint)
            .form(&YES)
            .send()
            .await
            .is_err()
    );
}

#[tokio::test]
async fn another_client_id_than_the_certificate_is_refused() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let back = net.consent(DIALYSIS, "48", "riet", &YES).await;
    let mut form = code_form(back.code.as_deref().unwrap());
    form[2].1 = "medmij.anderepgo.example";
    let refused = net.token(&service, &back.trace, &form).await;
    assert_eq!(error(refused).await, (401, "invalid_client".into()));
}

#[tokio::test]
async fn a_client_that_is_off_the_whitelist_gets_no_token() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let back = net.consent(DIALYSIS, "48", "riet", &YES).await;
    net.control("list", json!({"notWhitelisted": "inzage.localhost"}))
        .await;
    let refused = net.exchange(&service, &back).await;
    assert_eq!(error(refused).await, (401, "invalid_client".into()));
}

#[tokio::test]
async fn refresh_tokens_rotate_and_the_old_one_is_dead() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let old = grant.refresh.clone().unwrap();
    let reused = net.token(&service, &grant.trace, &refresh_form(&old)).await;
    assert_eq!(
        error(reused).await.1,
        "invalid_request",
        "a refresh starts a trace of its own"
    );
    let trace = uuid();
    let fresh = net.token(&service, &trace, &refresh_form(&old)).await;
    let fresh = crate::pgo::grant(&fresh.json().await.unwrap(), &trace);
    assert_ne!(fresh.refresh.as_deref(), Some(old.as_str()));
    let (status, _) = net.fhir(&fresh, DIALYSIS, "48", "Condition").await;
    assert_eq!(status, 200);
    let again = net.token(&service, &uuid(), &refresh_form(&old)).await;
    assert_eq!(error(again).await.1, "invalid_grant");
}

#[tokio::test]
async fn lasting_consent_ends_after_half_a_year_without_use() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    net.clock(185 * 86_400).await;
    let refused = net
        .token(&service, &uuid(), &refresh_form(&grant.refresh.unwrap()))
        .await;
    assert_eq!(error(refused).await.1, "invalid_grant");
}

#[tokio::test]
async fn saying_no_later_withdraws_the_lasting_consent() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    net.consent(DIALYSIS, "48", "riet", &[("keuze", "nee")])
        .await;
    let (status, _) = net.fhir(&grant, DIALYSIS, "48", "Condition").await;
    assert_eq!(status, 401);
    let refused = net
        .token(&service, &uuid(), &refresh_form(&grant.refresh.unwrap()))
        .await;
    assert_eq!(error(refused).await.1, "invalid_grant");
}

#[tokio::test]
async fn pkce_is_ignored_until_it_is_enforced() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    let back = net.consent(DIALYSIS, "48", "riet", &YES).await;
    let mut form = code_form(back.code.as_deref().unwrap()).to_vec();
    form.push(("code_verifier", "zomaar iets"));
    assert_eq!(net.token(&service, &back.trace, &form).await.status(), 200);
    net.control("fault", json!({"enforcePkce": true})).await;
    let back = net.consent(DIALYSIS, "48", "riet", &YES).await;
    assert_eq!(
        error(net.exchange(&service, &back).await).await.1,
        "invalid_grant"
    );
}

#[tokio::test]
async fn token_faults_break_one_exchange() {
    let net = network().await;
    let service = net.service(DIALYSIS, "48").await;
    for (fault, status) in [
        (json!({"kind": "refuse", "at": "token", "times": 1}), 400),
        (
            json!({"kind": "status", "status": 503, "at": "token", "times": 1}),
            503,
        ),
        (json!({"kind": "html", "at": "token", "times": 1}), 200),
    ] {
        net.fault(fault.clone()).await;
        let back = net.consent(DIALYSIS, "48", "riet", &YES).await;
        let response = net.exchange(&service, &back).await;
        assert_eq!(response.status(), status, "{fault}");
        assert!(!response.text().await.unwrap().contains("access_token"));
    }
    net.login(DIALYSIS, "48", "riet").await;
}
