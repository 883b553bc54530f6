//! The whole world of one test: lists as files, a fake provider, a gateway.

use super::browser::Browser;
use super::pki::{Authority, server_config};
use super::provider::FakeProvider;
use chrono::{DateTime, Duration, Utc};
use inzage_api::{Takes, VendorPart};
use inzage_gateway::config::{
    AccountConfig, ChainlogSink, Collected, Config, Database, Limits, ListsConfig, ShareConfig,
    TlsConfig, Vendor, Vendors,
};
use inzage_gateway::{Env, Running, start};
use inzage_medmij::lists::{
    Aanbiedertype, Gegevensdienst, Gegevensdienstnaam, Gegevensdienstnamenlijst, Interfaceversie,
    OAuthclient, OAuthclientlist, Systeemrol, Whitelist, Zorgaanbieder, Zorgaanbiederslijst,
};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use url::Url;

/// The provider that most tests use: 48 and 51 behind one login, 49 behind
/// another.
pub(crate) const GROUP_PROVIDER: &str = "delinde@medmij";

/// What differs from the usual world.
pub(crate) struct WorldOptions {
    /// Hosts on the Whitelist.
    pub(crate) whitelist: Vec<&'static str>,
    /// The server's certificate is of an authority nobody trusts.
    pub(crate) wrong_authority: bool,
    /// The server's certificate has expired.
    pub(crate) expired: bool,
    /// `InterfaceversieId` of the provider.
    pub(crate) version: &'static str,
    /// Where what is kept lies, when something is kept.
    pub(crate) database: Option<Database>,
    /// Accounts, when people sign in.
    pub(crate) accounts: Option<AccountConfig>,
    /// Links, when sharing is on.
    pub(crate) shares: Option<ShareConfig>,
    /// Changes to the configuration.
    pub(crate) configure: fn(&mut Config),
}

impl Default for WorldOptions {
    fn default() -> Self {
        Self {
            whitelist: vec!["dva.localhost", "other.localhost", "stranger.localhost"],
            wrong_authority: false,
            expired: false,
            version: "2",
            database: None,
            accounts: None,
            shares: None,
            configure: |_| {},
        }
    }
}

pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) provider: FakeProvider,
    pub(crate) config: Config,
    pub(crate) gateway: Running,
    offset: Arc<AtomicI64>,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(WorldOptions::default()).await
    }

    pub(crate) async fn with(options: WorldOptions) -> Self {
        super::canaries::collect_log();
        let folder = tempfile::tempdir().unwrap();
        let ours = Authority::new();
        let strangers = Authority::new();
        let hosts = ["dva.localhost", "other.localhost", "stranger.localhost"];
        let issuer = if options.wrong_authority {
            &strangers
        } else {
            &ours
        };
        let server = issuer.issue(&hosts, options.expired);
        let provider = FakeProvider::start(server_config(&server, &ours)).await;
        let client = ours.issue(&["inzage.localhost"], false);
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("client.pem", &client.certificate);
        write("client.key", &client.key);
        write("trust.pem", &ours.pem());
        write("seal.key", &"5a".repeat(32));
        write("zal.xml", &zal(1, provider.port, options.version).to_xml());
        write("ocl.xml", &ocl().to_xml());
        write("whl.xml", &whl(1, &options.whitelist).to_xml());
        write("gnl.xml", &gnl().to_xml());
        write("directory.json", DIRECTORY);
        let mut config = config(folder.path());
        config.vendors = vendors(provider.port);
        config.shares = options.shares;
        config.accounts = options.accounts;
        if let Some(database) = options.database {
            config.database = database;
        }
        (options.configure)(&mut config);
        let offset = Arc::new(AtomicI64::new(0));
        let gateway = start(config.clone(), env(&offset)).await.unwrap();
        let world = Self {
            folder,
            provider,
            config,
            gateway,
            offset,
        };
        world.ready(&world.gateway).await;
        world
    }

    /// A second gateway with the same configuration.
    pub(crate) async fn copy(&self) -> Running {
        let copy = start(self.config.clone(), env(&self.offset)).await.unwrap();
        self.ready(&copy).await;
        copy
    }

    async fn ready(&self, gateway: &Running) {
        let mut browser = Browser::new(gateway.address);
        while browser.send("GET", "/readyz", None, &[]).await.status != 200 {
            tokio::task::yield_now().await;
        }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.gateway.address)
    }

    /// Moves the gateway's clock.
    pub(crate) fn pass(&self, seconds: i64) {
        self.offset.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Replaces a list or another file.
    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }
}

fn env(offset: &Arc<AtomicI64>) -> Env {
    let offset = Arc::clone(offset);
    #[expect(
        clippy::disallowed_methods,
        reason = "a test's clock moves with the real one"
    )]
    Env::new(
        move || Utc::now() + Duration::seconds(offset.load(Ordering::SeqCst)),
        |bytes| getrandom::fill(bytes).unwrap(),
    )
}

const DIRECTORY: &str = r#"[{"zorgaanbiedernaam":"delinde@medmij","name":"Huisartsenpraktijk De Linde",
"aliases":["Linde"],"place":"Leusden","postcode":"3832 RK","kind":"huisarts","agb":"01012345"},
{"zorgaanbiedernaam":"nietaangesloten@medmij","name":"Praktijk Zonder MedMij","place":"Ede"}]"#;

fn config(folder: &Path) -> Config {
    let file = |name: &str| Url::from_file_path(folder.join(name)).unwrap();
    Config {
        brand: None,
        listen: "127.0.0.1:0".parse().unwrap(),
        public_url: Url::parse("http://inzage.localhost:8080").unwrap(),
        client_id: "inzage.localhost".to_owned(),
        lists: ListsConfig {
            zal: file("zal.xml"),
            ocl: file("ocl.xml"),
            whl: file("whl.xml"),
            gnl: file("gnl.xml"),
            directory: Some(file("directory.json")),
            refresh: 1,
            cache_dir: Some(folder.join("cache")),
        },
        tls: TlsConfig {
            client_certificate: folder.join("client.pem"),
            client_key: folder.join("client.key"),
            trust: folder.join("trust.pem"),
        },
        seal_keys: vec![folder.join("seal.key")],
        trusted_proxies: Vec::new(),
        chainlog: ChainlogSink::File(folder.join("chainlog.jsonl")),
        allow_loopback_http: true,
        development: true,
        app_dir: None,
        terms: None,
        judging: None,
        database: Database::File(folder.join("inzage.sqlite")),
        accounts: None,
        shares: None,
        log: None,
        limits: Limits {
            connections: 5000,
            connections_per_ip: 5000,
            requests_per_minute: 1_000_000,
            response_bytes: 1024 * 1024,
            answer_seconds: 2,
            idle_seconds: 2,
            ..Limits::default()
        },
        takes: [("53".to_owned(), Takes::Measurements)].into(),
        vendors: Vendors::new(),
        collected: Collected::default(),
    }
}

/// The provider's own system: everything but letters, opened by service 48.
fn vendors(port: u16) -> Vendors {
    let vendor = Vendor {
        base_url: Url::parse(&format!("https://dva.localhost:{port}/vendor/v1")).unwrap(),
        service: "48".to_owned(),
        parts: [
            VendorPart::Requests,
            VendorPart::Audit,
            VendorPart::Measurements,
        ]
        .into(),
    };
    [(GROUP_PROVIDER.to_owned(), vendor)].into()
}

fn stamp() -> DateTime<chrono::FixedOffset> {
    DateTime::parse_from_rfc3339("2026-05-26T08:00:00+02:00").unwrap()
}

/// A Zorgaanbiederslijst with this number.
pub(crate) fn zal(volgnummer: u64, port: u16, version: &str) -> Zorgaanbiederslijst {
    let dienst = |id: &str, host: &str| Gegevensdienst {
        gegevensdienst_id: id.to_owned(),
        authorization_endpoint: format!("http://{host}:7000/authorize"),
        token_endpoint: format!("https://{host}:{port}/token"),
        abonneren: None,
        systeemrollen: vec![Systeemrol {
            systeemrolcode: "MM-3.0-BZB-FHIR".to_owned(),
            resource_endpoint: format!("https://{host}:{port}/fhir/{id}"),
        }],
    };
    let aanbieder = |name: &str, gegevensdiensten| Zorgaanbieder {
        zorgaanbiedernaam: format!("{name}@medmij"),
        aanbiedertype: Aanbiedertype::Zorgaanbieder,
        vertegenwoordiging: None,
        interfaceversies: vec![Interfaceversie {
            interfaceversie_id: version.to_owned(),
            gegevensdiensten,
        }],
    };
    Zorgaanbiederslijst {
        tijdstempel: stamp(),
        volgnummer,
        zorgaanbieders: vec![
            aanbieder(
                "delinde",
                vec![
                    dienst("48", "dva.localhost"),
                    dienst("51", "dva.localhost"),
                    dienst("53", "dva.localhost"),
                    dienst("59", "dva.localhost"),
                    dienst("49", "other.localhost"),
                ],
            ),
            aanbieder("elders.apotheek", vec![dienst("48", "stranger.localhost")]),
        ],
    }
}

fn ocl() -> OAuthclientlist {
    OAuthclientlist {
        tijdstempel: stamp(),
        volgnummer: 1,
        oauthclients: vec![OAuthclient {
            hostname: "inzage.localhost".to_owned(),
            organisatienaam: "Inzage".to_owned(),
            vertegenwoordiging: None,
            interfaceversies: Vec::new(),
        }],
    }
}

/// A Whitelist with this number.
pub(crate) fn whl(volgnummer: u64, hosts: &[&str]) -> Whitelist {
    Whitelist {
        tijdstempel: stamp(),
        volgnummer,
        hostnames: hosts
            .iter()
            .map(|host| (*host).to_owned())
            .collect::<BTreeSet<_>>(),
    }
}

fn gnl() -> Gegevensdienstnamenlijst {
    let naam = |id: &str, name: &str| Gegevensdienstnaam {
        gegevensdienst_id: id.to_owned(),
        weergavenaam: name.to_owned(),
    };
    Gegevensdienstnamenlijst {
        tijdstempel: stamp(),
        volgnummer: 1,
        gegevensdiensten: vec![naam("48", "Basisgegevens Zorg"), naam("51", "Documenten")],
    }
}
