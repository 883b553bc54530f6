//! The configuration file: what is wrong is said with the key it is about.

use super::*;
use crate::config::{Database, ShareLimits};
use std::fs;

const GOOD: &str = r#"
listen = "127.0.0.1:0"
public_url = "https://pgo.voorbeeld.nl"
client_id = "pgo.voorbeeld.nl"
[lists]
zal = "file:zal.xml"
ocl = "https://lijsten.voorbeeld.nl/ocl.xml?api=2"
whl = "https://lijsten.voorbeeld.nl/whl.xml?api=2"
gnl = "https://lijsten.voorbeeld.nl/gnl.xml?api=2"
[tls]
client_certificate = "client.pem"
client_key = "client.key"
trust = "trust.pem"
"#;

fn read_text(text: &str) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    for file in ["zal.xml", "client.pem", "client.key", "trust.pem", "a.key"] {
        fs::write(folder.path().join(file), "x").unwrap();
    }
    let file = folder.path().join("gateway.toml");
    fs::write(&file, text).unwrap();
    Config::read(&file)
}

#[test]
fn a_minimal_file_is_enough_and_says_what_it_leaves_open() {
    let config = read_text(GOOD).unwrap();
    assert_eq!(config.lists.refresh, 600);
    assert_eq!(config.chainlog, ChainlogSink::Stdout);
    assert_eq!(
        config.redirect_uri(),
        "https://pgo.voorbeeld.nl/oauth/callback"
    );
    assert_eq!(config.host(), "pgo.voorbeeld.nl");
    assert!(config.remarks().contains_key("seal.keys"));
    assert!(!config.development);
}

#[test]
fn everything_in_the_file_is_understood() {
    let text = format!(
        "{GOOD}[seal]\nkeys = [\"a.key\"]\n[proxy]\ntrusted = [\"10.0.0.0/8\", \"::1\"]\n\
         [chainlog]\nsink = \"https://log.voorbeeld.nl/logs\"\n\
         [development]\nallow_loopback_http = true\n[app]\ndir = \".\"\n\
         [limits]\nper_provider = 2\n"
    )
    .replace("https://pgo.voorbeeld.nl", "http://inzage.localhost:8080")
    .replace(
        "gnl.xml?api=2\"\n",
        "gnl.xml?api=2\"\nrefresh = 5\ncache_dir = \"cache\"\n",
    );
    let config = read_text(&text).unwrap();
    assert_eq!(config.host(), "inzage.localhost:8080");
    assert_eq!(config.lists.refresh, 5);
    assert_eq!(config.limits.per_provider, 2);
    assert_eq!(config.limits.response_bytes, 64 * 1024 * 1024);
    assert_eq!(config.trusted_proxies.len(), 2);
    assert!(config.lists.cache_dir.unwrap().is_absolute());
}

const VENDOR: &str = r#"
[vendor_api."dialyse@medmij"]
base_url = "https://dva.voorbeeld.nl/vendor/v1/"
service = "48"
parts = ["requests", "audit"]
"#;

#[test]
fn the_api_of_a_provider_is_read_and_what_is_wrong_names_provider_and_key() {
    let config = read_text(&format!("{GOOD}{VENDOR}")).unwrap();
    let vendor = &config.vendors["dialyse@medmij"];
    assert_eq!(vendor.service, "48");
    assert_eq!(
        vendor.at("letters/1"),
        "https://dva.voorbeeld.nl/vendor/v1/letters/1"
    );
    for (from, to, named) in [
        (
            "dialyse@medmij",
            "dialyse",
            "vendor_api.\"dialyse\": not the",
        ),
        ("https://dva.", "http://dva.", "dialyse@medmij\".base_url"),
        ("dva.voorbeeld.nl", "10.0.0.1", "base_url"),
        ("dva.voorbeeld.nl", "u:p@dva.voorbeeld.nl", "base_url"),
        ("v1/\"", "v1?x=1\"", "base_url"),
        ("https://", "", "base_url"),
        ("\"48\"", "\"53\"", "dialyse@medmij\".service"),
        ("\"requests\", \"audit\"", "", "dialyse@medmij\".parts"),
        ("\"audit\"", "\"fax\"", "expected one of `requests`"),
        ("parts", "part", "part"),
    ] {
        let text = format!("{GOOD}{}", VENDOR.replacen(from, to, 1));
        let error = read_text(&text).unwrap_err().to_string();
        assert!(error.contains(named), "{named}: {error}");
    }
}

#[test]
fn a_gegevensdienst_without_a_number_gets_one_that_nothing_else_has() {
    let read = |section: &str| read_text(&format!("{GOOD}\n[verzamelen]\n{section}"));
    let config = read("eafspraak = \"964\"\nmp9-r4 = \"\"").unwrap();
    assert_eq!(config.collected.named("964"), "eafspraak");
    assert_eq!(config.collected.listed("eafspraak"), "964");
    assert_eq!(config.collected.table("964").unwrap().id, "eafspraak");
    assert_eq!(config.collected.named("48"), "48");
    assert_eq!(config.collected.listed("mp9-r4"), "mp9-r4");
    for (section, why) in [
        (
            "eafspraak = \"964\"\nmp9-r4 = \"964\"",
            "verzamelen.mp9-r4: the number of another",
        ),
        (
            "eafspraak = \"48\"",
            "verzamelen.eafspraak: the number of another",
        ),
        (
            "eafspraak = \"53\"",
            "verzamelen.eafspraak: the number of another",
        ),
        ("eafspraak = \"9a\"", "verzamelen.eafspraak: not the number"),
        ("48 = \"964\"", "verzamelen.48: not a gegevensdienst"),
        (
            "afspraken = \"964\"",
            "verzamelen.afspraken: not a gegevensdienst",
        ),
    ] {
        let error = read(section).unwrap_err().to_string();
        assert!(error.contains(why), "{why}: {error}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_key() {
    for (from, to, named) in [
        ("client_id", "clientid", "clientid"),
        ("[tls]\n", "[tls]\npassword = \"x\"\n", "password"),
        ("[lists]", "[list]", "list"),
        ("client.pem", "elsewhere.pem", "tls.client_certificate"),
        ("client.key", "elsewhere.key", "tls.client_key"),
        ("trust.pem", "elsewhere.pem", "tls.trust"),
        ("file:zal.xml", "file:elsewhere.xml", "lists.zal"),
        (
            "https://lijsten.voorbeeld.nl/ocl",
            "http://lijsten.voorbeeld.nl/ocl",
            "lists.ocl",
        ),
        (
            "https://lijsten.voorbeeld.nl/whl",
            "ftp://lijsten.voorbeeld.nl/whl",
            "lists.whl",
        ),
        ("127.0.0.1:0", "localhost", "listen"),
        (
            "https://pgo.voorbeeld.nl",
            "http://pgo.voorbeeld.nl",
            "public_url",
        ),
        (
            "https://pgo.voorbeeld.nl",
            "https://pgo.voorbeeld.nl/app",
            "public_url",
        ),
        ("[tls]", "[seal]\nkeys = [\"no.key\"]\n[tls]", "seal.keys"),
        (
            "[tls]",
            "[proxy]\ntrusted = [\"all\"]\n[tls]",
            "proxy.trusted",
        ),
        ("[tls]", "[app]\ndir = \"nowhere\"\n[tls]", "app.dir"),
        (
            "[tls]",
            "[app]\nterms = \"nowhere\"\n[tls]",
            "app.terms: no such file",
        ),
        (
            "[tls]",
            "[app]\nterms = \"a.key\"\n[tls]",
            "line 1: 1 columns",
        ),
        (
            "[tls]",
            "[beoordeling]\non = true\n[tls]",
            "beoordeling.manufacturer: judging readings makes the app a medical device",
        ),
        (
            "[tls]",
            "[beoordeling]\non = true\nmanufacturer = \" \"\n[tls]",
            "name here who carries the responsibility",
        ),
        (
            "[tls]",
            "[beoordeling]\non = true\nmanufacturer = \"M\"\nlimits = \"nowhere\"\n[tls]",
            "beoordeling.limits: no such file",
        ),
        (
            "[tls]",
            "[beoordeling]\non = true\nmanufacturer = \"M\"\nlimits = \"a.key\"\n[tls]",
            "line 1: 1 columns",
        ),
        ("[tls]", "[limits]\nper_provider = 0\n[tls]", "limits"),
        ("[tls]", "[limits]\nspeed = 0\n[tls]", "speed"),
        (
            "[tls]",
            "[chainlog]\nsink = \"syslog\"\n[tls]",
            "chainlog.sink",
        ),
    ] {
        let error = read_text(&GOOD.replacen(from, to, 1))
            .unwrap_err()
            .to_string();
        assert!(error.contains(named), "{named}: {error}");
    }
    let error = Config::read(Path::new("/nonexistent/gateway.toml")).unwrap_err();
    assert!(error.to_string().contains("gateway.toml"));
}

#[test]
fn judging_is_off_until_somebody_carries_it() {
    assert_eq!(read_text(GOOD).unwrap().judging, None);
    let named = "[beoordeling]\nmanufacturer = \"Voorbeeld BV\"\n[tls]";
    let only_named = read_text(&GOOD.replacen("[tls]", named, 1)).unwrap();
    assert_eq!(only_named.judging, None);
    let on = named.replace("manufacturer", "on = true\nmanufacturer");
    let judging = read_text(&GOOD.replacen("[tls]", &on, 1)).unwrap().judging;
    let judging = judging.unwrap();
    assert_eq!(judging.manufacturer, "Voorbeeld BV");
    assert_eq!(judging.limits, inzage_judge::LIMITS);
}

#[test]
fn the_log_stays_as_long_as_the_operator_says() {
    assert_eq!(read_text(GOOD).unwrap().log, None);
    let with = |log: &str| read_text(&format!("{GOOD}[log]\n{log}\n"));
    let files = with("dir = \".\"\nkeep_days = 90").unwrap().log.unwrap();
    assert_eq!(files.keep_days, 90);
    for (log, key) in [
        ("dir = \".\"\nkeep_days = 0", "log.keep_days"),
        ("dir = \"nowhere\"\nkeep_days = 1", "log.dir"),
        ("dir = \".\"", "keep_days"),
    ] {
        let error = with(log).unwrap_err().to_string();
        assert!(error.contains(key), "{error}");
    }
}

const SHARED: &str = "share_url = \"https://meekijken.voorbeeld.nl\"\n";

#[test]
fn sharing_is_off_until_readers_have_a_host() {
    assert!(read_text(GOOD).unwrap().shares.is_none());
    let config = read_text(&format!("{SHARED}{GOOD}")).unwrap();
    assert_eq!(config.share_host().unwrap(), "meekijken.voorbeeld.nl");
    let shares = config.shares.unwrap();
    assert_eq!(shares.limits, ShareLimits::default());
    assert!(matches!(config.database, Database::File(path) if path.ends_with("inzage.sqlite")));
    let config = read_text(&format!("{SHARED}{GOOD}[shares.limits]\nfiles = 7\n")).unwrap();
    assert_eq!(config.shares.unwrap().limits.files, 7);
}

#[test]
fn the_database_is_a_file_or_a_server_and_its_password_is_not_shown() {
    let with = |line: &str| read_text(&format!("database = \"{line}\"\n{GOOD}"));
    let config = with("postgres://me:secret@db/x").unwrap();
    assert!(matches!(&config.database, Database::Server(address) if address.contains("secret")));
    assert!(!format!("{config:?}").contains("secret"));
    for (line, named) in [
        ("mysql://x", "database: not"),
        ("sqlite:", "database: not"),
        ("sqlite:no/x", "database: no such"),
    ] {
        let error = with(line).unwrap_err().to_string();
        assert!(error.starts_with(named), "{error}");
    }
}

#[test]
fn what_is_wrong_with_sharing_is_said_with_its_key() {
    for (url, section, named) in [
        ("", "[shares]\n", "share_url: absent"),
        ("http://meekijken.nl", "", "share_url: must be https"),
        ("https://meekijken.nl/x", "", "share_url: must be scheme"),
        (
            "https://pgo.voorbeeld.nl",
            "",
            "share_url: must be another host",
        ),
        (
            "https://pgo.voorbeeld.nl:8443",
            "",
            "share_url: must be another host",
        ),
        (
            &format!("https://{}.nl", "a.".repeat(40)),
            "",
            "share_url: too long",
        ),
        (
            "https://m.nl",
            "[shares]\ndatabase = \"sqlite:x.sqlite\"\n",
            "shares.database: is `database` now, at the top",
        ),
        ("https://m.nl", "[shares]\nlimit = 1\n", "limit"),
        (
            "https://m.nl",
            "[shares.limits]\nfiles = 0\n",
            "shares.limits: every",
        ),
        ("https://m.nl", "[shares.limits]\nfile = 1\n", "file"),
    ] {
        let line = match url {
            "" => String::new(),
            url => format!("share_url = \"{url}\"\n"),
        };
        let error = read_text(&format!("{line}{GOOD}{section}")).unwrap_err();
        assert!(error.to_string().contains(named), "{named}: {error}");
    }
}

#[test]
fn a_brand_is_read_with_its_files_and_what_is_wrong_in_it_names_its_key() {
    let brands = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands");
    let with = |file: &Path| format!("{GOOD}[app]\nbrand = {:?}\n", file.display().to_string());
    let config = read_text(&with(&brands.join("voorbeeld/brand.toml"))).unwrap();
    assert_eq!(config.brand.unwrap().name, "Mijn Zorgmap");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brand.toml");
    fs::write(&file, "name = \"X\"\ncolour = 1\n").unwrap();
    let error = read_text(&with(&file)).unwrap_err().to_string();
    assert!(
        error.starts_with("app.brand: ") && error.contains("colour"),
        "{error}"
    );
}

#[test]
fn the_host_name_of_the_node_is_said_once_or_twice_the_same() {
    let brands = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands/voorbeeld");
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(brands).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    let file = folder.path().join("brand.toml");
    let brand = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{brand}client_id = \"pgo.voorbeeld.nl\"\n")).unwrap();
    let with = format!("{GOOD}[app]\nbrand = {:?}\n", file.display().to_string());
    let own = "client_id = \"pgo.voorbeeld.nl\"\n";
    assert_eq!(read_text(&with).unwrap().client_id, "pgo.voorbeeld.nl");
    let config = read_text(&with.replace(own, "")).unwrap();
    assert_eq!(config.client_id, "pgo.voorbeeld.nl");
    let other = with.replace(own, "client_id = \"pgo.ander.nl\"\n");
    let error = read_text(&other).unwrap_err().to_string();
    assert_eq!(error, "client_id: the brand says pgo.voorbeeld.nl");
    let error = read_text(&GOOD.replace(own, "")).unwrap_err().to_string();
    assert!(error.starts_with("client_id: is missing"), "{error}");
}

#[test]
fn people_sign_in_wherever_it_is_not_for_development() {
    let accounts = |text: &str| read_text(&format!("{GOOD}{text}")).map(|config| config.accounts);
    let on = accounts("").unwrap().unwrap();
    assert_eq!((on.keep_days, on.challenges_per_minute), (400, 60));
    let own = "[accounts]\nrequired = true\nkeep_days = 30\nchallenges_per_minute = 5\n";
    assert_eq!(accounts(own).unwrap().unwrap().keep_days, 30);
    let developing = "[development]\n";
    assert_eq!(accounts(developing).unwrap(), None);
    let off = "[accounts]\nrequired = false\n";
    assert_eq!(accounts(&format!("{developing}{off}")).unwrap(), None);
    let on = "[accounts]\nrequired = true\n";
    assert!(accounts(&format!("{developing}{on}")).unwrap().is_some());
    for (text, named) in [
        (
            off,
            "accounts.required: cannot be false without [development]",
        ),
        ("[accounts]\nkeep_days = 0\n", "accounts: every number"),
        (
            "[accounts]\nchallenges_per_minute = 0\n",
            "accounts: every number",
        ),
        ("[accounts]\nname = 1\n", "name"),
    ] {
        let error = accounts(text).unwrap_err().to_string();
        assert!(error.contains(named), "{named}: {error}");
    }
    let address = GOOD.replace("https://pgo.voorbeeld.nl", "https://192.0.2.7");
    let error = read_text(&address).unwrap_err().to_string();
    assert!(error.starts_with("public_url: must have a name"), "{error}");
    assert!(read_text(&format!("{address}{developing}")).is_ok());
    let loopback = "[development]\nallow_loopback_http = true\n[accounts]\nrequired = true\n";
    let http = GOOD.replace("https://pgo.voorbeeld.nl", "http://inzage.localhost:8080");
    assert!(
        read_text(&format!("{http}{loopback}"))
            .unwrap()
            .accounts
            .is_some()
    );
}
