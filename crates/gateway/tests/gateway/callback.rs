//! Callbacks that nobody but an attacker, or a confused browser, makes.

use crate::login::{begin, claim, come_back};
use crate::support::{Browser, Reply, World};

/// Where the browser may be sent after a refused callback.
fn is_fixed(location: &str, login: &str) -> bool {
    let expired = "error=login_expired";
    location == format!("/ophalen?{expired}")
        || location == format!("/ophalen?login={login}&{expired}")
}

/// Refused: sent to a fixed place, no code used, nothing to claim.
async fn assert_refused(
    world: &World,
    browser: &mut Browser,
    login: &str,
    reply: &Reply,
    case: &str,
) {
    assert_eq!(reply.status, 303, "{case}");
    let location = reply.header("location").unwrap();
    assert!(is_fixed(location, login), "{case}: {location}");
    assert_eq!(world.provider.token_requests(), 0, "{case}");
    assert!(
        !browser
            .cookies
            .keys()
            .any(|name| name.starts_with("__Host-grant-")),
        "{case}"
    );
    assert_eq!(
        claim(browser, login).await.code(),
        "login_expired",
        "{case}"
    );
}

/// Queries that are wrong; `STATE` stands for the right state.
const QUERIES: &[&str] = &[
    "",
    "code=c",
    "state=STATE",
    "code=c&state=",
    "code=&state=STATE",
    "code=c&code=c&state=STATE",
    "code=c&state=STATE&state=STATE",
    "code=c&state=STATE&state=x",
    "code=c&state=x&state=STATE",
    "code=c&error=access_denied&state=STATE",
    "code=c&state=STATEx",
    "code=c&state=xSTATE",
    "code=c&state=STATE%00",
    "code=c&state=STATE%20",
    "code=c&state=%20STATE",
    "code=c&state=STATE%0d%0aset-cookie:%20a=b",
    "code=c&state=undefined",
    "code=c&state=null",
    "code=c&state=../../../etc/passwd",
    "code=c&state=%3Cscript%3Ealert(1)%3C/script%3E",
    "code=c&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "code=c&state=LOGIN",
    "code=c&state=LOGINAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "CODE=c&STATE=STATE",
    "code=c&State=STATE",
    "code[]=c&state=STATE",
    "code=c&state[]=STATE",
    "code=c;state=STATE",
    "code=c%26state=STATE",
    "code=%00&state=STATE",
    "code=%ff%fe&state=STATE",
    "code=c%0d%0ax:y&state=STATE",
    "iss=https://evil.nl&code=c&state=STATE",
    "iss=&code=c&state=STATE",
    "iss=http://dva.localhost:7000/&code=c&state=STATE",
    "iss=http://dva.localhost:7000.evil.nl&code=c&state=STATE",
    "iss=http://dva.localhost&code=c&state=STATE",
    "iss=https://dva.localhost:7000&code=c&state=STATE",
    "iss=http://DVA.localhost:7000&code=c&state=STATE",
    "iss=http://other.localhost:7000&code=c&state=STATE",
    "iss=http://dva.localhost:7000/authorize&code=c&state=STATE",
    "iss=http://dva.localhost:7000&iss=http://dva.localhost:7000&code=c&state=STATE",
    "iss=dva.localhost&code=c&state=STATE",
    "id_token=x&state=STATE",
    "access_token=stolen&state=STATE",
    "token_type=bearer&access_token=stolen&expires_in=900&state=STATE",
    "response=ey.ey.ey",
    "error=&state=STATE",
    "error=a&error=b&state=STATE",
    "error=access_denied",
    "error=access_denied&state=wrong",
];

#[tokio::test]
async fn a_callback_with_a_wrong_query_uses_no_code() {
    let world = World::new().await;
    for query in QUERIES {
        let mut browser = world.browser();
        let started = begin(&mut browser, "48").await;
        let query = query
            .replace("STATE", started.state())
            .replace("LOGIN", &started.login);
        let reply = browser.visit(&format!("/oauth/callback?{query}")).await;
        assert_refused(&world, &mut browser, &started.login, &reply, &query).await;
    }
    assert!(QUERIES.len() > 50);
}

/// What an attacker does to the cookies.
type Change<'a> = Box<dyn Fn(&mut Browser) + 'a>;

#[tokio::test]
async fn a_callback_in_another_browser_or_tab_uses_no_code() {
    let world = World::new().await;
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    let other_login = begin(&mut browser, "49").await;
    let ours = format!("__Host-login-{}", started.login);
    let theirs = format!("__Host-login-{}", other_login.login);
    let whole = browser.clone();
    let sealed = whole.cookies[&ours].clone();
    let cut = sealed[..sealed.len() - 1].to_owned();
    let cases: Vec<(&str, Change)> = vec![
        ("no cookies", Box::new(|b| b.cookies.clear())),
        ("no login", Box::new(|b| drop(b.cookies.remove(&ours)))),
        (
            "another tab's",
            Box::new(|b| drop(b.cookies.insert(ours.clone(), b.cookies[&theirs].clone()))),
        ),
        (
            "empty",
            Box::new(|b| drop(b.cookies.insert(ours.clone(), String::new()))),
        ),
        (
            "nonsense",
            Box::new(|b| drop(b.cookies.insert(ours.clone(), "AAAA".to_owned()))),
        ),
        (
            "not base64",
            Box::new(|b| drop(b.cookies.insert(ours.clone(), "%%%".to_owned()))),
        ),
        (
            "cut",
            Box::new(|b| drop(b.cookies.insert(ours.clone(), cut.clone()))),
        ),
        (
            "doubled",
            Box::new(|b| drop(b.cookies.insert(ours.clone(), format!("{sealed}{sealed}")))),
        ),
        (
            "the device's",
            Box::new(|b| {
                drop(
                    b.cookies
                        .insert(ours.clone(), b.cookies["__Host-inzage"].clone()),
                );
            }),
        ),
    ];
    for (case, change) in cases {
        let mut attacker = whole.clone();
        change(&mut attacker);
        let reply = come_back(&mut attacker, &started).await;
        assert_refused(&world, &mut attacker, &started.login, &reply, case).await;
    }
}

#[tokio::test]
async fn a_callback_that_is_no_navigation_uses_no_code() {
    let world = World::new().await;
    for headers in [
        vec![("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")],
        vec![("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")],
        vec![("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")],
        vec![("sec-purpose", "prefetch")],
        vec![("sec-purpose", "prefetch;prerender")],
        vec![("purpose", "prefetch")],
    ] {
        let mut browser = world.browser();
        let started = begin(&mut browser, "48").await;
        let path = format!("/oauth/callback?code=c&state={}", started.state());
        let reply = browser.send("GET", &path, None, &headers).await;
        assert_refused(
            &world,
            &mut browser,
            &started.login,
            &reply,
            &format!("{headers:?}"),
        )
        .await;
        // It did not use the login up either.
        assert!(
            browser
                .cookies
                .contains_key(&format!("__Host-login-{}", started.login))
        );
    }
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    let path = format!("/oauth/callback?code=c&state={}", started.state());
    for (method, body, status) in [
        ("POST", Some("a=b"), 405),
        ("HEAD", None, 405),
        ("DELETE", None, 405),
    ] {
        assert_eq!(
            browser.send(method, &path, body, &[]).await.status,
            status,
            "{method}"
        );
    }
    let form = "/oauth/callback";
    assert_eq!(
        browser
            .send("POST", form, Some("code=c&state=s"), &[])
            .await
            .status,
        405
    );
    assert_eq!(world.provider.token_requests(), 0);
}

#[tokio::test]
async fn a_login_ends_after_a_quarter_of_an_hour_and_after_its_first_callback() {
    let world = World::new().await;
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    world.pass(900);
    let reply = come_back(&mut browser, &started).await;
    assert_refused(&world, &mut browser, &started.login, &reply, "expired").await;
    world.pass(-1000);
    let reply = come_back(&mut browser, &started).await;
    assert_refused(
        &world,
        &mut browser,
        &started.login,
        &reply,
        "after its cookie died",
    )
    .await;

    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    let kept = browser.clone();
    let path = format!(
        "/oauth/callback?error=access_denied&state={}",
        started.state()
    );
    browser.visit(&path).await;
    let mut again = kept;
    let reply = come_back(&mut again, &started).await;
    assert_refused(&world, &mut again, &started.login, &reply, "after an error").await;
}

#[tokio::test]
async fn a_thousand_replays_of_a_callback_use_its_code_once() {
    let world = World::new().await;
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    let replays: Vec<_> = (0..1000)
        .map(|_| {
            let mut browser = browser.clone();
            let path = format!("/oauth/callback?code=c&state={}", started.state());
            tokio::spawn(async move { browser.visit(&path).await })
        })
        .collect();
    let mut good = 0;
    for replay in replays {
        let reply = replay.await.unwrap();
        let location = reply.header("location").unwrap();
        if location == format!("/ophalen?login={}", started.login) {
            good += 1;
        } else {
            assert!(is_fixed(location, &started.login), "{location}");
        }
    }
    assert_eq!(good, 1);
    assert_eq!(world.provider.token_requests(), 1);
}

#[tokio::test]
async fn no_payload_decides_where_the_browser_goes() {
    let world = World::new().await;
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    let targets = [
        "https://evil.nl",
        "//evil.nl",
        "\\\\evil.nl",
        "/\\evil.nl",
        "https:evil.nl",
        "%2f%2fevil.nl",
        "javascript:alert(1)",
        "data:text/html,x",
        "/ophalen@evil.nl",
        "https://inzage.localhost@evil.nl",
    ];
    let names = [
        "redirect_uri",
        "return",
        "return_to",
        "next",
        "url",
        "target",
        "client_target_url",
        "login",
        "error_uri",
        "state",
        "iss",
        "code",
        "error",
        "continue",
        "goto",
        "relay_state",
        "callback",
        "dest",
    ];
    let encode =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let mut payloads = 0;
    for target in targets {
        for name in names {
            for base in ["", "error=access_denied&", "code=c&state=x&"] {
                let path = format!("/oauth/callback?{base}{name}={}", encode(target));
                let reply = browser.visit(&path).await;
                let location = reply.header("location").unwrap();
                assert!(is_fixed(location, &started.login), "{path}: {location}");
                payloads += 1;
            }
        }
    }
    assert!(payloads >= 500, "{payloads}");
    let path = format!(
        "/oauth/callback?error=access_denied&error_uri=https://evil.nl&state={}",
        started.state()
    );
    let reply = browser.visit(&path).await;
    let expected = format!("/ophalen?login={}&error=access_denied", started.login);
    assert_eq!(reply.header("location"), Some(expected.as_str()));
    assert_eq!(world.provider.token_requests(), 0);
}

#[tokio::test]
async fn the_right_issuer_is_accepted() {
    let world = World::new().await;
    let mut browser = world.browser();
    let started = begin(&mut browser, "48").await;
    let path = format!(
        "/oauth/callback?iss=http://dva.localhost:7000&code=c&state={}",
        started.state()
    );
    let reply = browser.visit(&path).await;
    assert_eq!(
        reply.header("location").unwrap(),
        format!("/ophalen?login={}", started.login)
    );
}
