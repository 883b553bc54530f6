//! A small PGO that speaks to the network over real TLS.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use inzage_medmij::lists::{Gegevensdienst, Uris, Zorgaanbiederslijst};
use inzage_testnet::{Options, Running, start};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Certificate, Client, Identity, Response, redirect};
use serde_json::{Value, json};

pub(crate) const CALLBACK: &str = "http://inzage.localhost:8080/oauth/callback";
pub(crate) const STATE: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
pub(crate) const DIALYSIS: &str = "dialysecentrumwaterlelie";
pub(crate) const HOSPITAL: &str = "ziekenhuisvennebos";
pub(crate) const GP: &str = "huisartsenpraktijkdelinde";
pub(crate) const PHARMACY: &str = "apotheekdevijzel";
pub(crate) const REGISTER: &str = "vaccinatieregister";
/// The service that takes measurements.
pub(crate) const MEASUREMENTS: &str = "53";
/// The service that takes requests for correction.
pub(crate) const CORRECTIONS: &str = "967";
pub(crate) const STU3: &str = "application/fhir+json; fhirVersion=3.0";
pub(crate) const R4: &str = "application/fhir+json; fhirVersion=4.0";

/// Every name is this machine.
struct Loopback;

impl Resolve for Loopback {
    fn resolve(&self, _: Name) -> Resolving {
        let here = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        let addresses: Addrs = Box::new(std::iter::once(here));
        Box::pin(async move { Ok(addresses) })
    }
}

/// A running network with a browser and a PGO server in front of it.
pub(crate) struct Net {
    pub(crate) running: Running,
    pub(crate) folder: PathBuf,
    pub(crate) browser: Client,
    pub(crate) server: Client,
}

pub(crate) fn folder(name: &str) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!(
        "inzage-testnet-{}-{number}-{name}",
        std::process::id()
    ));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

pub(crate) fn options() -> Options {
    let mut options = Options::new(folder("config"));
    options.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    options.today = Some("2026-05-26".parse().unwrap());
    options
}

pub(crate) async fn network() -> Net {
    network_with(options()).await
}

pub(crate) async fn network_with(options: Options) -> Net {
    let running = start(&options, |_| {}).await.unwrap();
    Net {
        browser: browser(),
        server: server(&running, Some(running.client_pem())),
        folder: options.write_config,
        running,
    }
}

fn provider() {
    drop(rustls::crypto::ring::default_provider().install_default());
}

pub(crate) fn browser() -> Client {
    provider();
    let none: [Certificate; 0] = [];
    Client::builder()
        .tls_certs_only(none)
        .dns_resolver(Arc::new(Loopback))
        .redirect(redirect::Policy::none())
        .build()
        .unwrap()
}

/// A client of the back channel, with or without a certificate of its own.
pub(crate) fn server(running: &Running, identity: Option<&str>) -> Client {
    provider();
    let root = Certificate::from_pem(running.root_pem().as_bytes()).unwrap();
    let mut builder = Client::builder()
        .tls_certs_only([root])
        .dns_resolver(Arc::new(Loopback))
        .redirect(redirect::Policy::none());
    if let Some(pem) = identity {
        builder = builder.identity(Identity::from_pem(pem.as_bytes()).unwrap());
    }
    builder.build().unwrap()
}

/// A fresh UUID, unique in this process and over processes.
pub(crate) fn uuid() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(1);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{:08x}-0000-4000-8000-{number:012x}", std::process::id())
}

/// Tokens with what belongs to them.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) access: String,
    pub(crate) refresh: Option<String>,
    pub(crate) scope: String,
    pub(crate) trace: String,
}

/// What came back to the callback.
#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) code: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) location: String,
    pub(crate) trace: String,
}

impl Net {
    pub(crate) async fn zal(&self) -> Zorgaanbiederslijst {
        let url = format!(
            "{}/MedMij_Zorgaanbiederslijst.xml?api=2",
            self.running.lists()
        );
        let text = self
            .browser
            .get(url)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        Zorgaanbiederslijst::parse(&text, Uris::AllowLoopbackHttp)
            .unwrap()
            .0
    }

    pub(crate) async fn service(&self, provider: &str, id: &str) -> Gegevensdienst {
        let zal = self.zal().await;
        let found = zal.find(&format!("{provider}@medmij")).unwrap();
        let all = &found.interfaceversies[0].gegevensdiensten;
        all.iter()
            .find(|service| service.gegevensdienst_id == id)
            .unwrap()
            .clone()
    }

    pub(crate) async fn control(&self, path: &str, body: Value) -> Value {
        let url = format!("{}/{path}", self.running.control());
        let response = self.browser.post(url).json(&body).send().await.unwrap();
        assert!(
            response.status().is_success(),
            "{path}: {}",
            response.status()
        );
        response.json().await.unwrap()
    }

    pub(crate) async fn seen(&self, path: &str) -> Value {
        let url = format!("{}/{path}", self.running.control());
        self.browser
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    /// The authorization request with these changes: `None` leaves one out.
    pub(crate) async fn authorize(
        &self,
        service: &Gegevensdienst,
        scope: &str,
        trace: &str,
        changes: &[(&str, Option<&str>)],
    ) -> Response {
        let request = uuid();
        let mut parameters = vec![
            ("response_type", "code"),
            ("client_id", "inzage.localhost"),
            ("redirect_uri", CALLBACK),
            ("scope", scope),
            ("state", STATE),
            ("MedMij-Request-ID", request.as_str()),
            ("X-Correlation-ID", trace),
        ];
        for (name, value) in changes {
            parameters.retain(|(known, _)| known != name);
            parameters.extend(value.map(|v| (*name, v)));
        }
        let url = &service.authorization_endpoint;
        self.browser
            .get(url)
            .query(&parameters)
            .send()
            .await
            .unwrap()
    }

    /// From the landing page to `DigiD`: the session.
    pub(crate) async fn landing(
        &self,
        service: &Gegevensdienst,
        scope: &str,
        trace: &str,
    ) -> String {
        let page = self.authorize(service, scope, trace, &[]).await;
        assert_eq!(page.status(), 200);
        let html = page.text().await.unwrap();
        between(&html, "/oauth/login/", "\"").to_owned()
    }

    pub(crate) async fn post(&self, url: &str, form: &[(&str, &str)]) -> Response {
        self.browser.post(url).form(form).send().await.unwrap()
    }

    /// `DigiD` answers; the page or redirect of the provider after it.
    pub(crate) async fn digid(
        &self,
        service: &Gegevensdienst,
        session: &str,
        form: &[(&str, &str)],
    ) -> Response {
        let origin = origin(&service.authorization_endpoint);
        let to = self
            .post(
                &format!("{origin}/oauth/login/{session}"),
                &[("keuze", "verder")],
            )
            .await;
        let back = self.post(&location(&to), form).await;
        self.browser.get(location(&back)).send().await.unwrap()
    }

    /// The whole front channel: who logs in, and what is ticked.
    pub(crate) async fn consent(
        &self,
        provider: &str,
        id: &str,
        persona: &str,
        form: &[(&str, &str)],
    ) -> Callback {
        self.consent_with(provider, id, persona, form, provider)
            .await
    }

    pub(crate) async fn consent_with(
        &self,
        provider: &str,
        id: &str,
        persona: &str,
        form: &[(&str, &str)],
        scope: &str,
    ) -> Callback {
        let service = self.service(provider, id).await;
        let trace = uuid();
        let session = self.landing(&service, scope, &trace).await;
        let page = self
            .digid(
                &service,
                &session,
                &[("keuze", "inloggen"), ("persona", persona)],
            )
            .await;
        let to = if page.status() == 303 {
            location(&page)
        } else {
            let html = page.text().await.unwrap();
            if html.contains("id=\"terug\"") {
                between(&html, "id=\"terug\" href=\"", "\"").replace("&amp;", "&")
            } else {
                let origin = origin(&service.authorization_endpoint);
                let url = format!("{origin}/oauth/toestemming/{session}");
                location(&self.post(&url, form).await)
            }
        };
        callback(&to, trace)
    }

    pub(crate) async fn token(
        &self,
        service: &Gegevensdienst,
        trace: &str,
        form: &[(&str, &str)],
    ) -> Response {
        self.server
            .post(&service.token_endpoint)
            .header("MedMij-Request-ID", uuid())
            .header("X-Correlation-ID", trace)
            .form(form)
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn exchange(&self, service: &Gegevensdienst, callback: &Callback) -> Response {
        let code = callback.code.as_deref().unwrap();
        self.token(service, &callback.trace, &code_form(code)).await
    }

    /// A login with everything ticked, down to the tokens.
    pub(crate) async fn login(&self, provider: &str, id: &str, persona: &str) -> Grant {
        let form = [
            ("keuze", "ja"),
            ("langdurig", "ja"),
            ("dienst", "48"),
            ("dienst", "49"),
            ("dienst", "51"),
            ("dienst", "63"),
        ];
        let scope = if provider == REGISTER {
            "vaccinatieregister~63"
        } else {
            provider
        };
        let callback = self.consent_with(provider, id, persona, &form, scope).await;
        let service = self.service(provider, id).await;
        let response = self.exchange(&service, &callback).await;
        assert_eq!(response.status(), 200);
        grant(&response.json().await.unwrap(), &callback.trace)
    }

    /// A login to send to one service.
    pub(crate) async fn login_to_send(&self, provider: &str, id: &str, persona: &str) -> Grant {
        let scope = format!("{provider}~{id}");
        let form = [("keuze", "ja"), ("dienst", id)];
        let callback = self
            .consent_with(provider, id, persona, &form, &scope)
            .await;
        let service = self.service(provider, id).await;
        let response = self.exchange(&service, &callback).await;
        assert_eq!(response.status(), 200);
        grant(&response.json().await.unwrap(), &callback.trace)
    }

    /// Sends a Bundle to the base of a service.
    pub(crate) async fn send(
        &self,
        grant: &Grant,
        (provider, id): (&str, &str),
        bundle: &Value,
    ) -> reqwest::Result<Response> {
        let kind = if id == CORRECTIONS { R4 } else { STU3 };
        self.server
            .post(self.base(provider, id).await)
            .bearer_auth(&grant.access)
            .header("Accept", kind)
            .header("Content-Type", kind)
            .header("MedMij-Request-ID", uuid())
            .header("X-Correlation-ID", &grant.trace)
            .body(bundle.to_string())
            .send()
            .await
    }

    /// A resource request.
    pub(crate) async fn get(
        &self,
        grant: &Grant,
        url: &str,
        accept: &str,
    ) -> reqwest::Result<Response> {
        self.server
            .get(url)
            .bearer_auth(&grant.access)
            .header("Accept", accept)
            .header("MedMij-Request-ID", uuid())
            .header("X-Correlation-ID", &grant.trace)
            .send()
            .await
    }

    /// A search below the base of a service.
    pub(crate) async fn fhir(
        &self,
        grant: &Grant,
        provider: &str,
        id: &str,
        path: &str,
    ) -> (u16, Value) {
        let service = self.service(provider, id).await;
        let base = &service.systeemrollen[0].resource_endpoint;
        let accept = if id == "63" { R4 } else { STU3 };
        let response = self
            .get(grant, &format!("{base}/{path}"), accept)
            .await
            .unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap())
    }

    pub(crate) async fn base(&self, provider: &str, id: &str) -> String {
        self.service(provider, id).await.systeemrollen[0]
            .resource_endpoint
            .clone()
    }

    pub(crate) async fn fault(&self, fault: Value) {
        self.control("fault", fault).await;
    }

    pub(crate) async fn clock(&self, seconds: i64) {
        self.control("clock", json!({"advance": seconds})).await;
    }
}

pub(crate) fn code_form(code: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("client_id", "inzage.localhost"),
        ("redirect_uri", CALLBACK),
    ]
}

pub(crate) fn refresh_form(token: &str) -> [(&str, &str); 3] {
    [
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", "inzage.localhost"),
    ]
}

pub(crate) fn grant(body: &Value, trace: &str) -> Grant {
    Grant {
        access: body["access_token"].as_str().unwrap().to_owned(),
        refresh: body["refresh_token"].as_str().map(str::to_owned),
        scope: body["scope"].as_str().unwrap().to_owned(),
        trace: trace.to_owned(),
    }
}

pub(crate) fn callback(url: &str, trace: String) -> Callback {
    let query = url.split_once('?').map_or("", |(_, q)| q);
    let find = |name: &str| {
        form_urlencoded::parse(query.as_bytes())
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.into_owned())
    };
    assert!(url.starts_with(CALLBACK), "{url}");
    Callback {
        code: find("code"),
        error: find("error"),
        location: url.to_owned(),
        trace,
    }
}

pub(crate) fn location(response: &Response) -> String {
    response.headers()["location"].to_str().unwrap().to_owned()
}

pub(crate) fn origin(url: &str) -> String {
    url.split('/').take(3).collect::<Vec<_>>().join("/")
}

pub(crate) fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text
        .split_once(from)
        .unwrap_or_else(|| panic!("no {from}"))
        .1;
    rest.split_once(to).unwrap().0
}

pub(crate) fn ids(bundle: &Value) -> Vec<String> {
    let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
    let id = |entry: &Value| {
        entry["resource"]["id"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    entries.iter().map(id).collect()
}
