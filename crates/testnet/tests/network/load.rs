//! `--data`: resources from a folder.

use std::fs;

use serde_json::{Value, json};

use crate::pgo::*;

fn write(folder: &std::path::Path, path: &str, content: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, content).unwrap();
}

fn patient(id: &str, family: &str) -> Value {
    json!({"resourceType": "Patient", "id": id, "birthDate": "1960-01",
        "name": [{"given": ["A."], "family": family}]})
}

fn sample() -> std::path::PathBuf {
    let folder = folder("data");
    write(
        &folder,
        "kliniek.een-2/48/Patient-p1.json",
        &patient("p1", "Eerste").to_string(),
    );
    let bundle = json!({"resourceType": "Bundle", "type": "searchset", "entry": [
        {"resource": patient("p2", "Tweede")},
        {"resource": {"resourceType": "Condition", "id": "c2", "code": {"text": "Hoest"},
            "subject": {"reference": "Patient/p2"}, "extension": [{"url": "x", "valueDecimal": "W"}]}},
        {"resource": {"resourceType": "Medication", "id": "m"}},
    ]});
    let text = bundle.to_string().replace("\"W\"", "1.00");
    write(&folder, "kliniek.een-2/48/sub/bundle.json", &text);
    write(&folder, "kliniek.een-2/48/kapot.json", "{ dit is geen JSON");
    write(
        &folder,
        "kliniek.een-2/90/x.json",
        &patient("p1", "Eerste").to_string(),
    );
    write(
        &folder,
        "kliniek.een-2/provider.toml",
        "name = \"Kliniek Een\"\nplace = \"Utrecht\"\nkind = \"kliniek\"\n[services.90]\nfhir = \"r4\"\n",
    );
    write(&folder, "Geen Naam/48/x.json", "{}");
    folder
}

#[tokio::test]
async fn folders_become_providers_and_patients_become_personas() {
    let mut options = options();
    options.data = Some(sample());
    let mut reported = Vec::new();
    let running = inzage_testnet::start(&options, |line| reported.push(line.to_owned()))
        .await
        .unwrap();
    let names: Vec<_> = running.personas().iter().map(|p| p.name.clone()).collect();
    assert_eq!(names, ["A. Eerste", "A. Tweede"]);
    assert!(
        reported.iter().any(|line| line.contains("kapot.json")),
        "{reported:?}"
    );
    assert!(
        reported.iter().any(|line| line.contains("Geen Naam")),
        "{reported:?}"
    );
    running.stop().await;

    let net = network_with(options).await;
    let form = [("keuze", "ja"), ("dienst", "48"), ("dienst", "90")];
    let back = net.consent("kliniek.een-2", "48", "p2", &form).await;
    let service = net.service("kliniek.een-2", "48").await;
    let body: Value = net.exchange(&service, &back).await.json().await.unwrap();
    assert_eq!(body["scope"], "48", "p2 is not known to 90");
    let grant = crate::pgo::grant(&body, &back.trace);
    let url = format!("{}/Condition", net.base("kliniek.een-2", "48").await);
    let answer = net
        .get(&grant, &url, STU3)
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(
        answer.contains("Hoest") && answer.contains("1.00"),
        "decimals stay as written"
    );
    let (_, nobody) = net.fhir(&grant, "kliniek.een-2", "48", "Patient").await;
    assert_eq!(ids(&nobody), ["p2"]);
}

#[tokio::test]
async fn a_folder_without_resources_is_said_plainly() {
    let mut options = options();
    options.data = Some(folder("leeg"));
    let error = inzage_testnet::start(&options, |_| {}).await.unwrap_err();
    assert!(error.to_string().contains("no provider"), "{error}");
}
