//! Faults on demand.

use serde_json::{Value, json};

use crate::pgo::*;

async fn condition(net: &Net, grant: &Grant) -> reqwest::Result<reqwest::Response> {
    let base = net.base(DIALYSIS, "48").await;
    net.get(grant, &format!("{base}/Condition"), STU3).await
}

async fn with(net: &Net, grant: &Grant, kind: &str) -> reqwest::Response {
    net.fault(json!({"kind": kind, "provider": DIALYSIS, "query": "Condition", "times": 1}))
        .await;
    condition(net, grant).await.unwrap()
}

#[tokio::test]
async fn statuses_are_given_once_and_the_next_answer_is_right() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    for (kind, status) in [("status", 500), ("too_many", 429), ("refuse", 403)] {
        assert_eq!(with(&net, &grant, kind).await.status(), status);
    }
    let busy = with(&net, &grant, "too_many").await;
    assert_eq!(busy.headers()["retry-after"], "2");
    assert_eq!(condition(&net, &grant).await.unwrap().status(), 200);
    assert_eq!(with(&net, &grant, "expire").await.status(), 401);
    assert_eq!(
        condition(&net, &grant).await.unwrap().status(),
        401,
        "the token stays dead"
    );
}

#[tokio::test]
async fn bodies_are_broken_in_their_own_way() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let malformed = with(&net, &grant, "malformed").await.text().await.unwrap();
    assert!(serde_json::from_str::<Value>(&malformed).is_err());
    assert!(with(&net, &grant, "truncated").await.bytes().await.is_err());
    let html = with(&net, &grant, "html").await;
    assert!(
        html.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
    assert!(
        with(&net, &grant, "bom")
            .await
            .text()
            .await
            .unwrap()
            .starts_with('\u{feff}')
    );
    assert!(with(&net, &grant, "big").await.bytes().await.unwrap().len() > 10_000_000);
    let odd = with(&net, &grant, "odd").await.text().await.unwrap();
    assert!(odd.contains("1e999999") && odd.contains("Zeldzaam"));
    assert!(
        with(&net, &grant, "hostile")
            .await
            .text()
            .await
            .unwrap()
            .contains("javascript:")
    );
}

#[tokio::test]
async fn bundles_are_changed_in_their_own_way() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let bundle =
        async |kind: &str| -> Value { with(&net, &grant, kind).await.json().await.unwrap() };
    let empty = bundle("empty").await;
    assert_eq!(empty["total"], 0);
    assert!(empty.get("entry").is_none());
    let outcome = bundle("outcome").await.to_string();
    assert!(outcome.contains("\"mode\":\"outcome\""));
    let next_of = |bundle: &Value| {
        let links = bundle["link"].as_array().unwrap().clone();
        let found = links.iter().find(|l| l["relation"] == "next").unwrap()["url"].clone();
        found.as_str().unwrap().to_owned()
    };
    assert!(next_of(&bundle("next_elsewhere").await).starts_with("https://elders.localhost/"));
    let endless = next_of(&bundle("endless").await);
    assert_eq!(
        endless,
        format!("{}/Condition", net.base(DIALYSIS, "48").await)
    );
    let fresh = next_of(&bundle("endless_new").await);
    assert!(fresh.ends_with("/Condition?_round=1"), "{fresh}");
    net.fault(json!({"kind": "endless_new", "times": 1})).await;
    let again: Value = net
        .get(&grant, &fresh, STU3)
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert!(next_of(&again).ends_with("/Condition?_round=2"));
    let other = bundle("wrong_person").await;
    assert!(
        other["total"] == 0,
        "the other person there has an empty record: {other}"
    );
}

#[tokio::test]
async fn a_wrong_ca_an_expired_certificate_and_a_closed_door_end_in_the_handshake() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    for kind in [
        "wrong_ca",
        "expired_certificate",
        "no_client_certificate",
        "gone",
    ] {
        net.fault(json!({"kind": kind, "provider": DIALYSIS})).await;
        let fresh = server(&net.running, Some(net.running.client_pem()));
        let url = format!("{}/Condition", net.base(DIALYSIS, "48").await);
        assert!(fresh.get(&url).send().await.is_err(), "{kind}");
        // The connection that was open already is closed too.
        assert!(condition(&net, &grant).await.is_err(), "{kind}");
        let hospital = net.base(HOSPITAL, "48").await;
        assert_eq!(
            fresh.get(&hospital).send().await.unwrap().status(),
            400,
            "others work"
        );
        net.control("fault", json!({"clear": true})).await;
    }
    assert_eq!(condition(&net, &grant).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_fault_that_nobody_knows_is_refused_and_reset_ends_all() {
    let net = network().await;
    let url = format!("{}/fault", net.running.control());
    let refused = net
        .browser
        .post(&url)
        .json(&json!({"kind": "onbekend"}))
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), 400);
    let grant = net.login(DIALYSIS, "48", "riet").await;
    net.fault(json!({"kind": "status"})).await;
    net.control("reset", json!({})).await;
    assert_eq!(net.seen("fault").await["faults"], json!([]));
    assert_eq!(
        condition(&net, &grant).await.unwrap().status(),
        401,
        "no tokens are left"
    );
}

#[tokio::test]
async fn what_the_client_sent_can_be_read_back() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    condition(&net, &grant).await.unwrap();
    let seen = net.seen("requests").await;
    let last = seen.as_array().unwrap().last().unwrap().clone();
    let channels: Vec<_> = seen
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["channel"].clone())
        .collect();
    assert!(channels.contains(&json!("authorize")) && channels.contains(&json!("token")));
    assert_eq!(last["client"], json!(["inzage.localhost"]));
    assert!(last["headers"].to_string().contains(&grant.trace));
}

#[tokio::test]
async fn the_control_page_sets_faults_of_answers_and_lists_by_form() {
    let net = network().await;
    let url = format!("{}/form", net.running.control());
    let form = [
        ("doel", "storing"),
        ("kind", "html"),
        ("at", "fhir"),
        ("provider", ""),
        ("times", ""),
    ];
    assert_eq!(net.post(&url, &form).await.status(), 303);
    assert_eq!(net.seen("fault").await["faults"][0]["kind"], "html");
    let zal = format!("{}/MedMij_Zorgaanbiederslijst.xml", net.running.lists());
    let form = [
        ("doel", "lijst"),
        ("list", "zal"),
        ("listfault", "unavailable"),
    ];
    assert_eq!(net.post(&url, &form).await.status(), 303);
    assert_eq!(net.browser.get(&zal).send().await.unwrap().status(), 503);
    let form = [("doel", "lijst"), ("list", "zal"), ("listfault", "")];
    assert_eq!(net.post(&url, &form).await.status(), 303);
    assert_eq!(net.browser.get(&zal).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn chain_log_events_are_checked_against_what_happened() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let sink = format!("{}/eagleeye/v1/logs", net.running.lists());
    let id = uuid();
    let event = json!({
        "event": {"type": "send_resource_request", "location": "inzage.localhost",
            "datetime": "2026-05-26T06:00:00.000Z", "session_id": grant.trace, "trace_id": grant.trace},
        "request": {"id": id, "method": "GET", "client_id": "inzage.localhost",
            "server_id": "dialyse-koppeling.localhost", "uri": "https://dialyse-koppeling.localhost/fhir"},
    });
    let posted = net.browser.post(&sink).json(&event).send().await.unwrap();
    assert_eq!(posted.status(), 202);
    let log = net.seen("chainlog").await;
    assert_eq!(log["events"].as_array().unwrap().len(), 1);
    let violations = log["violations"].to_string();
    assert!(
        violations.contains("without ReceiveTokenResponse"),
        "{violations}"
    );
}
