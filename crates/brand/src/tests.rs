//! The file of a brand: what is wrong is said with the key it is about.

use super::*;
use std::fs;
use std::path::PathBuf;

pub(crate) const SMALL: &str = "name = \"Zorgmap\"\n[logos]\nsign = \"sign.svg\"\nicon_180 = \"180.png\"\n\
    icon_192 = \"192.png\"\nicon_512 = \"512.png\"\nicon_maskable = \"512.png\"\n";

fn png(side: u32) -> Vec<u8> {
    let mut bytes = vec![
        0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', 0, 0, 0, 13,
    ];
    bytes.extend(b"IHDR");
    bytes.extend(side.to_be_bytes());
    bytes.extend(side.to_be_bytes());
    bytes
}

pub(crate) fn read(text: &str) -> Result<Brand, Fault> {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    put("sign.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>");
    for side in [180, 192, 512] {
        put(&format!("{side}.png"), &png(side));
    }
    put("font.woff2", b"wOF2 and so on");
    put("privacy.txt", b"# Wat wij weten\n\nNiets.");
    put("brand.toml", text.as_bytes());
    Brand::read(&folder.path().join("brand.toml"))
}

fn fault(more: &str) -> String {
    read(&format!("{SMALL}{more}")).unwrap_err().to_string()
}

fn example(name: &str) -> PathBuf {
    let brands = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands");
    brands.join(name).join("brand.toml")
}

#[test]
fn a_name_and_logos_are_enough() {
    let brand = read(SMALL).unwrap();
    assert_eq!(brand.app.languages, ["nl", "en"]);
    assert_eq!(brand.app.language.as_deref(), Some("nl"));
    assert_eq!(brand.app.off, BTreeSet::new());
    assert_eq!(brand.app.texts["nl"]["Inzage"], "Zorgmap");
}

#[test]
fn what_every_person_can_do_cannot_be_switched() {
    for name in ALWAYS {
        for value in ["false", "true"] {
            let fault = fault(&format!("[modules]\n{name} = {value}\n"));
            assert!(
                fault.starts_with(&format!("modules.{name}: what every person")),
                "{fault}"
            );
        }
    }
    assert!(
        fault("[modules]\nrouteplanner = false\n").contains("no such module; there are metingen")
    );
    let brand = read(&format!(
        "{SMALL}[modules]\nmetingen = false\ntijdlijn = true\n"
    ))
    .unwrap();
    assert_eq!(brand.app.off, BTreeSet::from([Module::Metingen]));
}

#[test]
fn what_is_wrong_is_said_with_its_key() {
    for (more, begin) in [
        (
            "[theme.light]\naction = \"blue\"\n",
            "theme.light.action: not a colour",
        ),
        (
            "[theme.light]\nbutton = \"#000000\"\n",
            "theme.light.button: no such token",
        ),
        (
            "[theme.brand]\naction = \"#000000\"\n",
            "theme.brand.action: no such token",
        ),
        (
            "[theme.sizes]\nradius = \"4px\"\n",
            "theme.sizes.radius: not a size",
        ),
        (
            "[theme.light]\ntext = \"#aaaaaa\"\n",
            "theme.light.text: #aaaaaa on ground",
        ),
        (
            "[theme.font]\nname = \"X\"\nfile = \"512.png\"\n",
            "theme.font.file: 512.png: not a WOFF2",
        ),
        (
            "[theme.font]\nname = \"X\\\"; }\"\nfile = \"font.woff2\"\n",
            "theme.font.name: letters",
        ),
        (
            "[defaults]\nlock_minutes = 90\n",
            "defaults.lock_minutes: not one of",
        ),
        (
            "[defaults]\ntheme = \"blue\"\n",
            "defaults.theme: not one of",
        ),
        (
            "[help]\nphone = \"bel ons\"\n",
            "help.phone: not a telephone",
        ),
        ("[help]\nmail = \"hulp\"\n", "help.mail: not a mail"),
        (
            "[help]\nweb = \"http://zorgmap.nl\"\n",
            "help.web: not an https",
        ),
        (
            "[help.hours]\nnl = \"9 tot 17 uur\"\n",
            "help.hours.en: is missing",
        ),
        (
            "[providers]\npinned = [\"huisarts\"]\n",
            "providers.pinned: \"huisarts\" is not",
        ),
        (
            "[texts.nl]\n\"trouble.locked\" = \"x\"\n",
            "texts.nl.trouble.locked: not a text",
        ),
        (
            "[texts.fr]\n\"welcome.title\" = \"x\"\n",
            "texts.fr: not one of languages",
        ),
        (
            "[pages.privacy.title]\nnl = \"Privacy\"\nen = \"Privacy\"\n[pages.privacy.file]\nnl = \"privacy.txt\"\n",
            "pages.privacy.file.en: is missing",
        ),
        (
            "[pages.privacy.title]\nnl = \"Privacy\"\nen = \"Privacy\"\n[pages.privacy.file]\nnl = \"privacy.txt\"\nen = \"no.txt\"\n",
            "pages.privacy.file.en: ",
        ),
    ] {
        let fault = fault(more);
        assert!(fault.starts_with(begin), "{fault}");
    }
    let of = |from: &str, to: &str| read(&SMALL.replace(from, to)).unwrap_err().to_string();
    assert!(of("Zorgmap", "<b>").starts_with("name: "));
    assert!(
        of("\"180.png\"", "\"192.png\"").starts_with("logos.icon_180: 192.png: not a PNG of 180")
    );
    assert!(of("\"sign.svg\"", "\"512.png\"").starts_with("logos.sign: 512.png: not an SVG"));
    assert!(of("name =", "colour = \"red\"\nname =").contains("unknown field `colour`"));
    assert!(of("name =", "language = \"de\"\nname =").starts_with("language: not one"));
    assert!(of("name =", "languages = [\"de\"]\nname =").starts_with("languages: \"de\""));
    assert!(of("name =", "form_of_address = \"jij\"\nname =").contains("form_of_address"));
}

const PAGE: &str = "<title>Inzage</title><meta content=#faf6ef name=theme-color>\
    <meta content=\"\" name=inzage-brand><link href=/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2>";
const WORKER: &str =
    "const BUILD = {\"version\":\"aa\",\"now\":[\"/\",\"/brand.css\"],\"later\":[]};\nrest();\n";
const MANIFEST: &str = "{\"name\":\"Inzage\",\"icons\":[],\"lang\":\"nl\"}";

fn built(path: &str) -> Option<String> {
    let text = match path {
        "index.html" => PAGE,
        "sw.js" => WORKER,
        "manifest.webmanifest" => MANIFEST,
        _ => return None,
    };
    Some(text.to_owned())
}

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

#[test]
fn the_app_wears_the_brand_in_its_page_its_manifest_and_its_worker() {
    let brand = read(&format!(
        "{SMALL}[theme.brand]\nsand = \"#fdfdfd\"\n[theme.font]\nname = \"Eigen\"\nfile = \"font.woff2\"\n"
    ))
    .unwrap();
    let files = brand.files(built);
    let page = text(&files, "index.html");
    assert!(page.starts_with("<title>Zorgmap</title><meta content=#fdfdfd name=theme-color>"));
    assert!(page.contains("href=/brand/font.woff2"));
    assert!(page.contains("name=\"inzage-brand\" content=\"{&quot;languages&quot;"));
    assert!(text(&files, "manifest.webmanifest").contains("\"name\": \"Zorgmap\""));
    let sheet = text(&files, "brand.css");
    assert!(sheet.contains("--brand-sand: #fdfdfd;"), "{sheet}");
    assert!(sheet.contains("font-family: \"Eigen\""), "{sheet}");
    let worker = text(&files, "sw.js");
    assert!(worker.contains("\"version\":\"aa-") && worker.contains("\"/brand/font.woff2\""));
    assert!(worker.ends_with(";\nrest();\n"), "{worker}");
}

#[test]
fn a_change_of_the_brand_is_another_version_of_the_app() {
    let worker = |more: &str| {
        let brand = read(&format!("{SMALL}{more}")).unwrap();
        text(&brand.files(built), "sw.js")
    };
    assert_eq!(worker(""), worker(""));
    assert_ne!(worker(""), worker("[help]\nphone = \"088 123 45 67\"\n"));
    assert_ne!(worker(""), worker("[theme.brand]\nsand = \"#fdfdfd\"\n"));
}

#[test]
fn the_brands_that_come_along_can_be_used() {
    for name in ["voorbeeld", "contrast"] {
        let path = example(name);
        assert_eq!(check_file(&path).unwrap(), [], "{name}");
        Brand::read(&path).unwrap();
    }
}

#[test]
fn the_high_contrast_theme_has_seven_to_one_for_every_word() {
    let file = parse(&example("contrast")).unwrap();
    let tokens = theme::tokens(&file.theme).unwrap();
    for scheme in Scheme::ALL {
        for pair in pairs().iter().filter(|pair| pair.least >= 4.5) {
            let colour = |name| tokens.colour(scheme, name).unwrap();
            let ratio = colour(pair.fore).contrast(colour(pair.back));
            assert!(ratio >= 7.0, "{} on {}: {ratio}", pair.fore, pair.back);
        }
    }
}

/// After a change of the file's form: `cargo run -p inzage-cli -- theme schema`.
#[test]
fn the_published_schema_is_that_of_the_file() {
    let published = include_str!("../../../docs/brand.schema.json");
    assert_eq!(schema(), published);
}
