//! Requests that two servers could read in two ways, with the verdict for each.
//! A verdict of 400 and above also closes the connection.

use crate::support::{World, raw, wire};

const HOST: &str = "host: inzage.localhost:8080\r\n";

/// What is sent, and the status that answers it.
#[expect(clippy::too_many_lines, reason = "a table")]
fn table() -> Vec<(String, u16)> {
    let mut table: Vec<(String, u16)> = Vec::new();
    let mut head = |line: &str, headers: &str, verdict: u16| {
        table.push((format!("{line}\r\n{headers}\r\n"), verdict));
    };
    let get = "GET /healthz HTTP/1.1";
    let post = "POST /api/logins HTTP/1.1";
    head(get, HOST, 200);
    head("HEAD /healthz HTTP/1.1", HOST, 200);
    head(get, "HOST: INZAGE.LOCALHOST:8080\r\n", 200);
    head(get, "host:inzage.localhost:8080\r\n", 200);
    head(get, "host: \t inzage.localhost:8080 \t\r\n", 200);
    // Host.
    head(get, "", 400);
    head(get, "host:\r\n", 400);
    head(get, &format!("{HOST}{HOST}"), 400);
    head(get, &format!("{HOST}host: evil.nl\r\n"), 400);
    head(get, "host: evil.nl\r\n", 421);
    head(get, "host: inzage.localhost\r\n", 421);
    head(get, "host: inzage.localhost:80800\r\n", 421);
    head(get, "host: inzage.localhost:8080.evil.nl\r\n", 421);
    head(get, "host: inzage.localhost:8080@evil.nl\r\n", 400);
    head(get, "host: inzage.localhost:8080, evil.nl\r\n", 400);
    head(get, "host: inzage.localhost:8080/evil\r\n", 400);
    head(get, "host: inzage.localhost:8080#\r\n", 400);
    head("GET / HTTP/1.1", "host: 127.0.0.1\r\n", 421);
    head("GET /api/about HTTP/1.1", "host: localhost\r\n", 421);
    head(get, "host: 127.0.0.1\r\n", 200);
    // Request line.
    for line in [
        "GET http://inzage.localhost:8080/healthz HTTP/1.1",
        "GET //evil.nl/healthz HTTP/1.1",
        "GET healthz HTTP/1.1",
        "GET * HTTP/1.1",
        "GET  /healthz HTTP/1.1",
        "GET /healthz  HTTP/1.1",
        "GET\t/healthz HTTP/1.1",
        "GET /healthz HTTP/1.1 ",
        " GET /healthz HTTP/1.1",
        "GET /healthz",
        "GET /healthz HTTP/1.1 HTTP/1.1",
        "GET /healthz#x HTTP/1.1",
        "GET /heal\\thz HTTP/1.1",
        "GET /../healthz HTTP/1.1",
        "GET /a/../healthz HTTP/1.1",
        "GET /./healthz HTTP/1.1",
        "GET /%2e%2e/healthz HTTP/1.1",
        "GET /.%2E/healthz HTTP/1.1",
        "GET /a%2f..%2fhealthz HTTP/1.1",
        "GET /a%5chealthz HTTP/1.1",
        "GET /healthz%00 HTTP/1.1",
        "GET /healthz%0d%0a HTTP/1.1",
        "GET /healthz%zz HTTP/1.1",
        "GET /healthz% HTTP/1.1",
        "GET /healthz?a=%zz HTTP/1.1",
        "G@T /healthz HTTP/1.1",
        "GET /healthz http/1.1",
        "GET /healthz HTPP/1.1",
        "",
        "GET",
        "GET /he\u{7f}althz HTTP/1.1",
        "GET /h\u{e9} HTTP/1.1",
        "GET /he\"althz HTTP/1.1",
    ] {
        head(line, HOST, 400);
    }
    for version in [
        "HTTP/1.0",
        "HTTP/0.9",
        "HTTP/2",
        "HTTP/2.0",
        "HTTP/1.2",
        "HTTP/11",
        "HTTP/1.10",
    ] {
        head(&format!("GET /healthz {version}"), HOST, 505);
    }
    for method in [
        "PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PRI", "REFUSED", "get", "Get", "PROPFIND",
    ] {
        head(&format!("{method} /healthz HTTP/1.1"), HOST, 405);
    }
    head(&format!("GET /{} HTTP/1.1", "a".repeat(9000)), HOST, 414);
    // Length and transfer codings.
    let coded = |headers: &str| format!("{HOST}{headers}");
    head(
        post,
        &coded("content-length: 5\r\ntransfer-encoding: chunked\r\n"),
        400,
    );
    head(
        post,
        &coded("transfer-encoding: chunked\r\ncontent-length: 5\r\n"),
        400,
    );
    for coding in [
        "chunked",
        "Chunked",
        "gzip, chunked",
        "chunked, identity",
        "identity",
        "xchunked",
        "chunked, chunked",
        "\tchunked",
        "",
    ] {
        head(
            post,
            &coded(&format!("transfer-encoding: {coding}\r\n")),
            411,
        );
    }
    head(
        post,
        &coded("transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n"),
        411,
    );
    for length in [
        "+5", "-5", "0x5", "5 5", "5,5", "5.0", "5e0", "", "\u{661}", "5;", "five", "\"5\"",
    ] {
        head(post, &coded(&format!("content-length: {length}\r\n")), 400);
    }
    head(
        post,
        &coded("content-length: 5\r\ncontent-length: 5\r\n"),
        400,
    );
    head(
        post,
        &coded("content-length: 5\r\ncontent-length: 6\r\n"),
        400,
    );
    head(post, &coded("content-length: 65537\r\n"), 413);
    head(
        post,
        &coded("content-length: 99999999999999999999999\r\n"),
        413,
    );
    head(get, &coded("content-length: 5\r\n"), 400);
    head(
        "DELETE /api/unlock-key HTTP/1.1",
        &coded("content-length: 5\r\n"),
        400,
    );
    head(get, &coded("content-length: 0\r\n"), 200);
    // Header lines.
    for line in [
        "x : y",
        " x: y",
        "\tfolded",
        "x",
        ": y",
        "x y: z",
        "x\t: y",
        "x: a\u{0}b",
        "x: a\u{b}b",
        "x: a\u{7f}b",
        "x: \u{e9}",
        "(x): y",
        "x@y: z",
        "x/y: z",
        "[x]: y",
    ] {
        head(get, &coded(&format!("{line}\r\n")), 400);
    }
    for name in [
        "x-pgo",
        "origin",
        "cookie",
        "content-type",
        "x-inzage-grant",
        "sec-fetch-site",
        "authorization",
    ] {
        head(
            get,
            &coded(&format!("{name}: a\r\n{}: b\r\n", name.to_uppercase())),
            400,
        );
    }
    head(get, &coded("upgrade: h2c\r\nconnection: upgrade\r\n"), 400);
    head(
        get,
        &coded("http2-settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"),
        400,
    );
    head(get, &coded(&"x: y\r\n".repeat(64)), 431);
    head(get, &coded(&"x: y\r\n".repeat(62)), 200);
    head(get, &coded(&format!("x: {}\r\n", "y".repeat(17_000))), 431);
    // Line ends.
    for bare in [
        format!("GET /healthz HTTP/1.1\n{HOST}\r\n"),
        format!("{get}\r\nhost: inzage.localhost:8080\n\r\n"),
        format!("{get}\r\n{HOST}\n"),
        format!("{get}\r\n{HOST}x: y\rz: a\r\n\r\n"),
        format!("{get}\r{HOST}\r\n\r\n"),
        format!("\r\n{get}\r\n{HOST}\r\n"),
        format!("\n{get}\r\n{HOST}\r\n"),
        "\u{16}\u{3}\u{1}\u{2}\u{0}".to_owned(),
    ] {
        table.push((bare, 400));
    }
    table
}

#[tokio::test]
async fn every_request_has_its_documented_verdict() {
    let world = World::new().await;
    let table = table();
    assert!(table.len() >= 80, "{}", table.len());
    for (request, verdict) in table {
        // Whatever follows must never be answered after a refusal.
        let follow = if verdict >= 400 {
            "GET /metrics HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"
        } else {
            ""
        };
        let closed = request.replacen("\r\n\r\n", "\r\nconnection: close\r\n\r\n", 1);
        let sent = if verdict < 400 {
            closed
        } else {
            format!("{request}{follow}")
        };
        let bytes = raw(world.gateway.address, sent.as_bytes()).await;
        let reply = wire::parse(&bytes);
        let shown: String = request.chars().take(120).collect();
        assert_eq!(reply.status, verdict, "{shown:?}");
        let text = String::from_utf8_lossy(&bytes);
        assert_eq!(text.matches("HTTP/1.1 ").count(), 1, "{shown:?}");
        if verdict >= 400 {
            assert_eq!(reply.header("connection"), Some("close"), "{shown:?}");
            assert!(
                reply.header("content-security-policy").is_some(),
                "{shown:?}"
            );
        }
    }
}

#[tokio::test]
async fn requests_on_one_connection_are_kept_apart_by_their_length() {
    let world = World::new().await;
    let inner = "GET /metrics HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";
    let first = format!(
        "POST /api/logins HTTP/1.1\r\n{HOST}x-pgo: 1\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{inner}",
        inner.len()
    );
    let last = format!("GET /healthz HTTP/1.1\r\n{HOST}connection: close\r\n\r\n");
    let bytes = raw(world.gateway.address, format!("{first}{last}").as_bytes()).await;
    let text = String::from_utf8_lossy(&bytes);
    assert_eq!(text.matches("HTTP/1.1 ").count(), 2);
    assert!(text.starts_with("HTTP/1.1 400") && text.contains("HTTP/1.1 200"));
    assert!(!text.contains("inzage_http_requests_total"));
}
