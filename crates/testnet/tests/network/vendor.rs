//! The API of the dialysis centre's own system, as `docs/vendor-api.openapi.json`
//! describes it.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::pgo::*;

/// The path of the description.
const DESCRIPTION: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../docs/vendor-api.openapi.json"
);

pub(crate) fn key(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

pub(crate) fn change(text: &str) -> Value {
    json!({
        "kind": "change",
        "text": text,
        "change": "dose",
        "medication": {"identifiers": [], "display": "sevelameer 800 mg tablet"},
    })
}

impl Net {
    /// The base that the configuration for the gateway names.
    pub(crate) fn vendor_base(&self) -> String {
        let config = std::fs::read_to_string(self.folder.join("gateway.toml")).unwrap();
        let section = config.split("[vendor_api.").nth(1).unwrap();
        assert!(section.starts_with("\"dialysecentrumwaterlelie@medmij\"]"));
        assert!(section.contains("service = \"48\""));
        between(section, "base_url = \"", "\"").to_owned()
    }

    pub(crate) async fn vendor(
        &self,
        grant: &Grant,
        (method, path): (Method, &str),
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> reqwest::Result<Response> {
        let url = format!("{}/{path}", self.vendor_base());
        let mut request = self.server.request(method, url).bearer_auth(&grant.access);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request
                .header("content-type", "application/json")
                .body(body);
        }
        request.send().await
    }

    pub(crate) async fn vendor_get(&self, grant: &Grant, path: &str) -> (u16, Value) {
        let got = self.vendor(grant, (Method::GET, path), &[], None).await;
        answered(got.unwrap()).await
    }

    pub(crate) async fn ask(&self, grant: &Grant, key: &str, body: &Value) -> (u16, Value) {
        let headers = [("idempotency-key", key)];
        let path = (Method::POST, "patient-requests");
        let sent = self
            .vendor(grant, path, &headers, Some(body.to_string()))
            .await;
        answered(sent.unwrap()).await
    }
}

async fn answered(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    (status, response.json().await.unwrap())
}

#[tokio::test]
async fn a_request_is_made_seen_and_answered() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let (status, made) = net.ask(&grant, &key(1), &change("Mag het minder?")).await;
    assert_eq!(status, 201);
    assert_eq!(
        (&made["state"], &made["key"]),
        (&json!("received"), &json!(key(1)))
    );
    assert_eq!(made["medication"]["display"], "sevelameer 800 mg tablet");
    net.control("vendor/seen", json!({"key": key(1)})).await;
    let path = format!("patient-requests/{}", made["id"].as_str().unwrap());
    assert_eq!(net.vendor_get(&grant, &path).await.1["state"], "seen");
    let reply = json!({"outcome": "no", "text": "Nee, dit is de laagste dosis."});
    net.control("vendor/answer", reply).await;
    let (_, all) = net.vendor_get(&grant, "patient-requests").await;
    let request = &all["requests"][0];
    assert_eq!(request["answer"]["outcome"], "no");
    assert_eq!(request["answer"]["text"], "Nee, dit is de laagste dosis.");
    let history = request["history"].as_array().unwrap();
    let steps: Vec<&Value> = history.iter().map(|step| &step["state"]).collect();
    assert_eq!(steps, ["received", "seen", "answered"]);
    let withdraw = format!("{path}/withdraw");
    let late = net
        .vendor(&grant, (Method::POST, &withdraw), &[], None)
        .await;
    let (status, problem) = answered(late.unwrap()).await;
    assert_eq!(
        (status, &problem["code"]),
        (409, &json!("already_answered"))
    );

    // Nobody else sees it, and no other provider has such a system.
    let noor = net.login(DIALYSIS, "48", "noor").await;
    assert_eq!(net.vendor_get(&noor, &path).await.0, 404);
    assert_eq!(
        net.vendor_get(&noor, "patient-requests").await.1["requests"],
        json!([])
    );
    let hospital = net.login(HOSPITAL, "48", "riet").await;
    assert_eq!(net.vendor_get(&hospital, "patient-requests").await.0, 401);
}

#[tokio::test]
async fn text_arrives_as_typed_or_is_refused() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let long = "é🙂".repeat(5000);
    let typed = [
        "<script>alert(1)</script>",
        "\u{202e}andersom\u{202c} עברית 👩‍👩‍👧‍👦",
        "'; DROP TABLE verzoeken;-- \" \\ \u{85}",
        "regel\r\n\tregel",
        long.as_str(),
    ];
    for (number, text) in (1..).zip(typed) {
        let (status, made) = net.ask(&grant, &key(number), &change(text)).await;
        assert_eq!((status, made["text"].as_str()), (201, Some(text)));
    }
    let too_long = format!("{long}x");
    for text in ["", " \n", "a\u{0}b", "\u{1b}[31m", too_long.as_str()] {
        let (status, problem) = net.ask(&grant, &key(99), &change(text)).await;
        assert_eq!((status, &problem["code"]), (422, &json!("invalid_content")));
    }
    let kept = net.seen("vendor/requests").await;
    assert_eq!(kept.as_array().unwrap().len(), typed.len());
}

#[tokio::test]
async fn what_is_not_in_the_description_is_refused_and_nothing_kept() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let path = || (Method::POST, "patient-requests");
    let good = change("a").to_string();
    let mut unknown = change("a");
    unknown["extra"] = json!(1);
    let mut null = change("a");
    null["since"] = Value::Null;
    let keyed = key(1);
    let with_key = [("idempotency-key", keyed.as_str())];
    for (headers, body, status) in [
        (&[][..], good.as_str(), 400),
        (&[("idempotency-key", "x")][..], &good, 400),
        (&with_key, "{", 400),
        (&with_key, "[]", 422),
        (&with_key, "{\"kind\":\"add\",\"text\":\"a\"}", 422),
        (&with_key, &unknown.to_string(), 422),
        (&with_key, &null.to_string(), 422),
        (&with_key, &" ".repeat(70_000), 413),
    ] {
        let sent = net
            .vendor(&grant, path(), headers, Some(body.to_owned()))
            .await;
        let (found, problem) = answered(sent.unwrap()).await;
        assert_eq!(found, status, "{body:.40}");
        assert!(problem["code"].is_string());
    }
    let sent = net.vendor(&grant, path(), &with_key, None).await;
    assert_eq!(sent.unwrap().status(), 415);
    let put = net
        .vendor(&grant, (Method::PUT, "patient-requests"), &[], None)
        .await;
    assert_eq!(put.unwrap().status(), 405);
    assert_eq!(net.vendor_get(&grant, "iets").await.0, 404);
    let stranger = Grant {
        access: "unknown".to_owned(),
        ..grant
    };
    assert_eq!(net.vendor_get(&stranger, "letters").await.0, 401);
    assert_eq!(net.seen("vendor/requests").await, json!([]));
}

#[tokio::test]
async fn who_looked_letters_and_measurements() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let (_, all) = net.vendor_get(&grant, "audit-events").await;
    let events = all["events"].as_array().unwrap();
    assert!(events.len() > 100);
    for row in events {
        for field in [
            "id",
            "at",
            "role",
            "department",
            "action",
            "data",
            "purpose",
        ] {
            assert!(row[field].is_string(), "{row}");
        }
    }
    assert_eq!(net.vendor_get(&grant, "audit-events?from=x").await.0, 400);

    let (_, letters) = net.vendor_get(&grant, "letters").await;
    let letters = letters["letters"].as_array().unwrap();
    assert!(letters.len() >= 3);
    let path = format!("letters/{}", letters[0]["id"].as_str().unwrap());
    let letter = net
        .vendor(&grant, (Method::GET, &path), &[], None)
        .await
        .unwrap();
    assert_eq!(letter.headers()["content-type"], "application/pdf");
    let bytes = letter.bytes().await.unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(letters[0]["size"], bytes.len());

    let weight = |id: u32, value: &str| {
        json!({"id": key(id), "kind": "weight", "at": "2026-05-26T07:00:00+02:00",
            "values": [{"part": "weight", "value": value, "unit": "kg"}]})
    };
    let mut unit = weight(3, "70");
    unit["values"][0]["unit"] = json!("lb");
    let mut kind = weight(4, "70");
    kind["kind"] = json!("steps");
    let all = [
        weight(1, "70.50"),
        weight(1, "70.50"),
        weight(1, "71"),
        unit,
        kind,
    ];
    let body = json!({"measurements": all}).to_string();
    let path = (Method::POST, "self-measurements");
    let sent = net.vendor(&grant, path, &[], Some(body)).await;
    let (_, answer) = answered(sent.unwrap()).await;
    let results = answer["results"].as_array().unwrap();
    let reasons: Vec<_> = results.iter().map(|one| one["reason"].as_str()).collect();
    let refused = [
        Some("id_reused"),
        Some("wrong_values"),
        Some("unknown_kind"),
    ];
    assert_eq!(reasons, [&[None, None], &refused[..]].concat());
    let (_, kept) = net.vendor_get(&grant, "self-measurements").await;
    let kept = kept["measurements"].as_array().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0]["values"][0]["value"], "70.50", "as it was written");
}

#[tokio::test]
async fn somebody_at_the_provider_answers_on_a_screen() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let (_, made) = net
        .ask(&grant, &key(1), &change("<b>Mag het minder?</b>"))
        .await;
    let id = made["id"].as_str().unwrap();
    let screen = format!("{}/vendor", net.running.control());
    let html = |url: String| async {
        let page = net.browser.get(url).send().await.unwrap();
        page.text().await.unwrap()
    };
    let before = html(screen.clone()).await;
    assert!(before.contains("&lt;b&gt;Mag het minder?&lt;/b&gt;") && before.contains("TEST"));
    let form = format!("{screen}/form");
    let seen = net.post(&form, &[("doel", "gezien"), ("id", id)]).await;
    assert_eq!(location(&seen), "/control/vendor");
    let fields = [
        ("doel", "antwoord"),
        ("id", id),
        ("uitkomst", "yes"),
        ("tekst", "Ja <i>"),
    ];
    net.post(&form, &fields).await;
    let (_, all) = net.vendor_get(&grant, "patient-requests").await;
    assert_eq!(all["requests"][0]["answer"]["text"], "Ja <i>");
    assert!(html(screen).await.contains("Ja &lt;i&gt;"));
}

#[tokio::test]
async fn the_description_has_an_example_for_everything_that_is_sent() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let text = std::fs::read_to_string(DESCRIPTION).unwrap();
    let description: Value = serde_json::from_str(&text).unwrap();
    let mut number = 0;
    for (path, operation) in description["paths"].as_object().unwrap() {
        let body = &operation["post"]["requestBody"]["content"]["application/json"];
        let examples = body["examples"].as_object().into_iter().flatten();
        for (name, example) in examples {
            number += 1;
            let keyed = key(number);
            let headers = [("idempotency-key", keyed.as_str())];
            let path = (Method::POST, path.trim_start_matches('/'));
            let sent = net.vendor(&grant, path, &headers, Some(example["value"].to_string()));
            assert!(sent.await.unwrap().status().is_success(), "{name}");
        }
    }
    assert_eq!(number, 4);
}

#[tokio::test]
async fn faults_strike_before_or_after_it_is_kept() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let on = |kind: &str, status: Option<u16>| {
        json!({"kind": kind, "at": "vendor", "provider": DIALYSIS, "times": 1, "status": status,
            "query": "POST patient-requests", "seconds": 0})
    };
    for (number, (kind, status, found, kept)) in (1..).zip([
        ("status", Some(503), 503, false),
        ("status", Some(409), 409, false),
        ("too_many", None, 429, false),
        ("refuse", None, 403, false),
        ("html", None, 200, false),
        ("silent", None, 504, false),
        ("lost_answer", Some(502), 502, true),
        ("malformed", None, 201, true),
        ("hostile", None, 201, true),
        ("big", None, 201, true),
        ("slow", None, 201, true),
    ]) {
        net.fault(on(kind, status)).await;
        let keyed = key(number);
        let headers = [("idempotency-key", keyed.as_str())];
        let path = (Method::POST, "patient-requests");
        let body = change("a").to_string();
        let sent = net.vendor(&grant, path, &headers, Some(body)).await;
        assert_eq!(sent.unwrap().status(), found, "{kind}");
        let (status, _) = net.ask(&grant, &keyed, &change("a")).await;
        assert_eq!(status, if kept { 200 } else { 201 }, "{kind}");
    }
    net.fault(json!({"kind": "hostile", "at": "vendor", "times": 2}))
        .await;
    let (_, all) = net.vendor_get(&grant, "patient-requests").await;
    let answer = &all["requests"][0]["answer"];
    assert!(answer["text"].as_str().unwrap().contains("<script>"));
    let (_, all) = net.vendor_get(&grant, "audit-events").await;
    assert!(
        all["events"][0]["role"]
            .as_str()
            .unwrap()
            .contains('\u{202e}')
    );
    net.fault(json!({"kind": "expire", "at": "vendor", "times": 1}))
        .await;
    assert_eq!(net.vendor_get(&grant, "letters").await.0, 401);
    assert_eq!(net.vendor_get(&grant, "letters").await.0, 401);
}
