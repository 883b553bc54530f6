//! Providers that are slow, broken or odd.

use crate::login::{log_in, read};
use crate::support::{Behaviour, World};

#[tokio::test]
async fn each_answer_of_a_provider_has_its_own_code() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let with = |status, name: &str, value: &str| {
        Behaviour::Answer(
            status,
            vec![(name.to_owned(), value.to_owned())],
            b"{}".to_vec(),
        )
    };
    for (behaviour, status, code, wait) in [
        (Behaviour::json(400, "{}"), 404, "provider_not_found", None),
        (Behaviour::json(401, "{}"), 403, "provider_forbids", None),
        (Behaviour::json(403, "{}"), 403, "provider_forbids", None),
        (Behaviour::json(404, "{}"), 404, "provider_not_found", None),
        (with(429, "retry-after", "7"), 503, "provider_busy", Some(7)),
        (Behaviour::json(429, "{}"), 503, "provider_busy", None),
        (
            with(503, "retry-after", "30"),
            503,
            "provider_busy",
            Some(30),
        ),
        (
            with(503, "retry-after", "Wed, 21 Oct 2015 07:28:00 GMT"),
            503,
            "provider_busy",
            Some(0),
        ),
        (
            with(503, "retry-after", "99999999999"),
            503,
            "provider_busy",
            Some(86400),
        ),
        (
            with(503, "retry-after", "soon"),
            502,
            "provider_error",
            None,
        ),
        (Behaviour::json(500, "{}"), 502, "provider_error", None),
        (Behaviour::json(504, "{}"), 504, "provider_timeout", None),
        (Behaviour::Silent, 504, "provider_timeout", None),
    ] {
        let case = format!("{behaviour:?}");
        world.provider.resource(behaviour);
        let reply = read(&mut browser, &grant, "48/fhir/Condition").await;
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (status, code),
            "{case}"
        );
        assert_eq!(reply.json()["retry_after"].as_u64(), wait, "{case}");
        assert_eq!(reply.json()["trace_id"], grant["trace_id"], "{case}");
        assert_eq!(
            reply.header("x-trace-id"),
            grant["trace_id"].as_str(),
            "{case}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_never_taken_for_a_whole_one() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    for behaviour in [
        Behaviour::Truncated,
        Behaviour::Stalls,
        Behaviour::Endless(2 * 1024 * 1024),
    ] {
        let case = format!("{behaviour:?}");
        world.provider.resource(behaviour);
        let reply = read(&mut browser, &grant, "48/fhir/Condition").await;
        // The head may be lost with the rest; then it is told as an error.
        let told = reply.status == 502 && reply.code() == "provider_unreachable";
        assert!(told || (reply.status == 200 && !reply.whole), "{case}");
    }
    let large = vec![b' '; 1024 * 1024 + 1];
    world
        .provider
        .resource(Behaviour::Answer(200, Vec::new(), large));
    let reply = read(&mut browser, &grant, "48/fhir/Condition").await;
    assert_eq!(reply.code(), "too_large");
    let fits = vec![b' '; 1024 * 1024];
    world
        .provider
        .resource(Behaviour::Answer(200, Vec::new(), fits));
    let reply = read(&mut browser, &grant, "48/fhir/Condition").await;
    assert!(reply.whole && reply.body.len() == 1024 * 1024);
}

#[tokio::test]
async fn only_known_content_types_and_no_headers_of_a_provider_come_through() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    for (sent, seen) in [
        (
            "application/fhir+json; fhirVersion=3.0",
            "application/fhir+json; fhirVersion=3.0",
        ),
        ("Application/PDF", "Application/PDF"),
        ("application/xml+fhir", "application/xml+fhir"),
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("application/javascript", "application/octet-stream"),
        ("application/pdf, text/html", "application/octet-stream"),
        ("", "application/octet-stream"),
    ] {
        let headers = [
            ("content-type", sent),
            ("set-cookie", "__Host-inzage=evil"),
            ("server", "dva/1.0"),
            ("x-secret", "1"),
            ("refresh", "0;url=https://evil.nl"),
            ("clear-site-data", "\"*\""),
            ("cache-control", "public"),
            ("access-control-allow-origin", "*"),
            ("content-security-policy", "default-src *"),
            ("link", "<x>"),
        ];
        let headers = headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
        world
            .provider
            .resource(Behaviour::Answer(200, headers, b"{}".to_vec()));
        let reply = read(&mut browser, &grant, "48/fhir/Condition").await;
        assert_eq!(reply.header("content-type"), Some(seen));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        for name in [
            "set-cookie",
            "server",
            "x-secret",
            "refresh",
            "clear-site-data",
            "link",
            "access-control-allow-origin",
        ] {
            assert_eq!(reply.header(name), None, "{name}");
        }
        assert!(
            reply
                .header("content-security-policy")
                .unwrap()
                .starts_with("default-src 'none'")
        );
    }
}

#[tokio::test]
async fn a_provider_is_asked_four_things_at_once_at_most() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let before = world.provider.asked().len();
    world.provider.resource(Behaviour::Silent);
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let (mut browser, grant) = (browser.clone(), grant.clone());
            tokio::spawn(
                async move { read(&mut browser, &grant, "48/fhir/Condition").await.code() },
            )
        })
        .collect();
    let mut codes = Vec::new();
    for call in calls {
        codes.push(call.await.unwrap());
    }
    // Those that waited for a turn were told to wait or had their turn later.
    assert!(
        codes
            .iter()
            .all(|code| code == "provider_timeout" || code == "provider_busy")
    );
    let asked = world.provider.asked().len() - before;
    assert!((4..=8).contains(&asked), "{asked}");
    world.provider.resource(Behaviour::json(200, "{}"));
    assert_eq!(
        read(&mut browser, &grant, "48/fhir/Condition").await.status,
        200
    );
}

#[tokio::test]
async fn compressed_answers_are_measured_as_they_come_out() {
    use std::io::Write;
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    let gzip = |size: usize| {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(&vec![b' '; size]).unwrap();
        let headers = vec![("content-encoding".to_owned(), "gzip".to_owned())];
        Behaviour::Answer(200, headers, writer.finish().unwrap())
    };
    world.provider.resource(gzip(1000));
    let reply = read(&mut browser, &grant, "48/fhir/Condition").await;
    assert_eq!(
        (reply.body.len(), reply.header("content-encoding")),
        (1000, None)
    );
    world.provider.resource(gzip(50 * 1024 * 1024));
    let reply = read(&mut browser, &grant, "48/fhir/Condition").await;
    assert!(!reply.whole && reply.body.len() <= 1024 * 1024);
}

#[tokio::test]
async fn the_chain_log_tells_who_asked_whom_and_nothing_of_the_answer() {
    let world = World::new().await;
    let mut browser = world.browser();
    let grant = log_in(&mut browser, "48").await;
    read(
        &mut browser,
        &grant,
        "48/fhir/Binary/document-canary?q=query-canary",
    )
    .await;
    world.provider.resource(Behaviour::json(500, "{}"));
    read(&mut browser, &grant, "48/fhir/Condition").await;
    let file = world.folder.path().join("chainlog.jsonl");
    let mut log = String::new();
    while log.lines().count() < 8 {
        tokio::task::yield_now().await;
        log = std::fs::read_to_string(&file).unwrap_or_default();
    }
    let events: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let kinds: Vec<&str> = events
        .iter()
        .map(|e| e["event"]["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "send_authorization_request",
            "receive_authorization_response",
            "send_token_request",
            "receive_token_response",
            "send_resource_request",
            "receive_resource_response",
            "send_resource_request",
            "receive_resource_error_response",
        ]
    );
    for event in &events {
        assert_eq!(event["event"]["trace_id"], grant["trace_id"]);
        assert_eq!(event["request"]["client_id"], "inzage.localhost");
        assert_eq!(event["request"]["server_id"], "dva.localhost");
    }
    let port = world.provider.port;
    assert_eq!(
        events[4]["request"]["uri"],
        format!("https://dva.localhost:{port}/fhir/48/Binary")
    );
    assert_eq!(events[4]["request"]["service_id"], "48");
    for canary in ["canary", "state", "code="] {
        assert!(!log.contains(canary), "{canary}");
    }
}
