//! The OAuth messages: all parameters are there, odd answers are understood,
//! and what is not in order is not acted on.

use super::*;
use crate::Secret;

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn an_authorization_request_has_every_parameter_encoded_once() {
    let url = AuthorizationRequest {
        endpoint: "https://inloggen.voorbeeld.nl/authorize",
        client_id: "pgo.voorbeeld.nl",
        redirect_uri: "https://pgo.voorbeeld.nl/oauth/callback",
        scope: "delinde~48 delinde~51",
        state: "s",
        request_id: "r",
        correlation_id: "c",
        code_challenge: "p",
    }
    .to_url();
    assert_eq!(
        url,
        "https://inloggen.voorbeeld.nl/authorize?response_type=code&client_id=pgo.voorbeeld.nl\
         &redirect_uri=https%3A%2F%2Fpgo.voorbeeld.nl%2Foauth%2Fcallback\
         &scope=delinde%7E48+delinde%7E51&state=s&MedMij-Request-ID=r&X-Correlation-ID=c\
         &code_challenge=p&code_challenge_method=S256"
    );
}

#[test]
fn the_scope_follows_the_interface_version() {
    let scope = |version| provider_scope("delinde@medmij", version, ["48", "51"]);
    assert_eq!(scope("2"), "delinde");
    assert_eq!(scope("2.1.0"), "delinde");
    assert_eq!(scope("3"), "delinde");
    assert_eq!(scope("1.4.0"), "delinde~48 delinde~51");
}

#[test]
fn granted_services_are_understood_in_every_form_seen() {
    let asked = ids(&["48", "49", "51"]);
    let granted = |scope| granted_services(scope, "delinde@medmij", &asked);
    assert_eq!(granted(None), asked);
    assert_eq!(granted(Some("  ")), asked);
    assert_eq!(granted(Some("delinde")), asked);
    assert_eq!(granted(Some("delinde@medmij")), asked);
    assert_eq!(granted(Some("51 48")), ids(&["48", "51"]));
    assert_eq!(granted(Some("delinde~48 delinde~49")), ids(&["48", "49"]));
    assert_eq!(granted(Some("andere~48")), ids(&[]));
    assert_eq!(granted(Some("99")), ids(&[]));
}

#[test]
fn a_callback_is_read_strictly() {
    let good = AuthorizationResponse::parse("code=a%20b&state=s&expires_in=900").unwrap();
    assert_eq!(good.outcome, Ok(Secret::new("a b")));
    for (query, why) in [
        ("", Malformed::NoState),
        ("code=a", Malformed::NoState),
        ("code=a&state=", Malformed::NoState),
        ("code=a&state=s&state=s", Malformed::Twice),
        ("code=a&code=b&state=s", Malformed::Twice),
        ("iss=a&iss=b&code=a&state=s", Malformed::Twice),
        ("state=s", Malformed::NoOutcome),
        ("code=&state=s", Malformed::NoOutcome),
        ("code=a&error=access_denied&state=s", Malformed::NoOutcome),
        ("code=%00&state=s", Malformed::NotText),
        ("code=%ff&state=s", Malformed::NotText),
    ] {
        assert_eq!(AuthorizationResponse::parse(query), Err(why), "{query}");
    }
}

#[test]
fn refused_consent_and_no_data_read_the_same() {
    let refusal = |description: &str| {
        let query = format!("error=access_denied&error_description={description}&state=s");
        AuthorizationResponse::parse(&query).unwrap().outcome
    };
    assert_eq!(refusal("no+consent"), refusal("no+data"));
    assert_eq!(refusal("x"), Err(Refusal::AccessDenied));
    let other = |error: &str| {
        AuthorizationResponse::parse(&format!("error={error}&state=s"))
            .unwrap()
            .outcome
    };
    assert_eq!(other("invalid_scope"), Err(Refusal::RequestWrong));
    assert_eq!(
        other("temporarily_unavailable"),
        Err(Refusal::ProviderFault)
    );
    assert_eq!(other("%3Cscript%3E"), Err(Refusal::ProviderFault));
}

#[test]
fn a_token_response_is_read_with_tolerance() {
    let read = |body: &str| TokenResponse::parse(200, body.as_bytes());
    let full = read(
        r#"{"access_token":"a","token_type":"bearer","expires_in":"600","refresh_token":"r","scope":"48","new":1}"#,
    )
    .unwrap();
    assert_eq!(full.expires_in, 600);
    assert_eq!(full.refresh_token, Some(Secret::new("r")));
    assert_eq!(read(r#"{"access_token":"a"}"#).unwrap().expires_in, 900);
    let long = read(r#"{"access_token":"a","expires_in":99999}"#).unwrap();
    assert_eq!(long.expires_in, 3600);
    for bad in [
        "",
        "[]",
        "<html>",
        r#"{"token_type":"Bearer"}"#,
        r#"{"access_token":""}"#,
        r#"{"access_token":"a b"}"#,
        r#"{"access_token":"a\r\nx: y"}"#,
        r#"{"access_token":"a","token_type":"mac"}"#,
    ] {
        assert_eq!(read(bad), Err(TokenError::NotAToken), "{bad}");
    }
}

#[test]
fn a_refused_token_request_says_on_whose_side_it_was() {
    let read = |status, body: &str| TokenResponse::parse(status, body.as_bytes()).unwrap_err();
    assert_eq!(
        read(400, r#"{"error":"invalid_grant"}"#),
        TokenError::Refused
    );
    assert_eq!(
        read(401, r#"{"error":"invalid_client"}"#),
        TokenError::RequestWrong
    );
    assert_eq!(read(500, "oops"), TokenError::NotAToken);
}

#[test]
fn secrets_show_nothing() {
    let form = authorization_code_form(
        &Secret::new("de-code"),
        "pgo.nl",
        "https://pgo.nl/oauth/callback",
        &Secret::new("verifier"),
    );
    assert!(form.reveal().contains("code=de-code&client_id=pgo.nl"));
    assert_eq!(format!("{form:?}"), "Secret");
    let refresh = refresh_token_form(&Secret::new("r"), "pgo.nl");
    assert_eq!(
        refresh.reveal(),
        "grant_type=refresh_token&refresh_token=r&client_id=pgo.nl"
    );
}
