//! Serving the app: what is cached for ever, what is asked again, what is the
//! page and what is missing.

use super::*;

fn assets() -> Assets {
    let html = "<html><script src=\"/a.js\"></script><script type=\"module\">go()</script></html>";
    let long = "x".repeat(4000);
    let files = [
        ("index.html", html.to_owned()),
        ("app-0123456789abcdef.js", long.clone()),
        ("app-0123456789abcdef_bg.wasm", long.clone()),
        ("pdf/worker.mjs", long),
        ("pdf/worker.mjs.br", "compressed".to_owned()),
        ("logo.png", "png".repeat(400)),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), Bytes::from(text)));
    Assets::new(files.into_iter().collect()).unwrap()
}

fn get(assets: &Assets, path: &str, headers: &[(&'static str, &str)]) -> Option<Response> {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(*name, HeaderValue::from_str(value).unwrap());
    }
    assets.serve(&Method::GET, path, &map)
}

fn header_of(response: &Response, name: &str) -> String {
    let value = response
        .headers()
        .get(name)
        .map(|v| v.to_str().unwrap().to_owned());
    value.unwrap_or_default()
}

#[test]
fn hashed_files_are_kept_for_ever_and_others_asked_again() {
    let assets = assets();
    for path in ["/app-0123456789abcdef.js", "/app-0123456789abcdef_bg.wasm"] {
        let hashed = get(&assets, path, &[]).unwrap();
        assert!(
            header_of(&hashed, "cache-control").contains("immutable"),
            "{path}"
        );
    }
    let page = get(&assets, "/", &[]).unwrap();
    assert_eq!(header_of(&page, "cache-control"), "no-cache");
    let etag = header_of(&page, "etag");
    let again = get(&assets, "/", &[("if-none-match", &etag)]).unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}

#[test]
fn a_path_of_the_app_is_the_page_and_a_missing_file_is_missing() {
    let assets = assets();
    for path in ["/", "/ophalen", "/dossier/medicijnen/4b1c", "/nl/over"] {
        let page = get(&assets, path, &[]).unwrap();
        assert_eq!(
            header_of(&page, "content-type"),
            "text/html; charset=utf-8",
            "{path}"
        );
    }
    for path in ["/weg.js", "/pdf/worker.js", "/.env", "/%ff"] {
        assert!(get(&assets, path, &[]).is_none(), "{path}");
    }
}

#[test]
fn brotli_is_for_browsers_that_take_it() {
    let assets = assets();
    assets.compress()();
    let br = [("accept-encoding", "gzip, br")];
    let script = get(&assets, "/app-0123456789abcdef.js", &br).unwrap();
    assert_eq!(header_of(&script, "content-encoding"), "br");
    assert!(
        header_of(&script, "content-length")
            .parse::<usize>()
            .unwrap()
            < 4000
    );
    let plain = get(&assets, "/app-0123456789abcdef.js", &[]).unwrap();
    assert_eq!(header_of(&plain, "content-length"), "4000");
    let none = get(
        &assets,
        "/app-0123456789abcdef.js",
        &[("accept-encoding", "br;q=0")],
    )
    .unwrap();
    assert_eq!(header_of(&none, "content-encoding"), "");
    let prepared = get(&assets, "/pdf/worker.mjs", &br).unwrap();
    assert_eq!(header_of(&prepared, "content-length"), "10");
    let image = get(&assets, "/logo.png", &br).unwrap();
    assert_eq!(header_of(&image, "content-encoding"), "");
}

#[test]
fn only_scripts_in_the_page_itself_are_hashed() {
    let hash = STANDARD.encode(Sha256::digest("go()"));
    assert_eq!(assets().script_hashes(), [hash]);
    assert_eq!(
        inline_scripts("<script>a</script><p></p><script defer src=x></script>"),
        ["a"]
    );
    assert!(inline_scripts("<script>unfinished").is_empty());
    assert!(Assets::new(BTreeMap::new()).is_err());
}
