//! The description of the interface says what the interface is.

use crate::support::links::sharing;
use crate::support::places::Place;
use crate::support::{World, WorldOptions};

#[tokio::test]
async fn the_description_is_served_and_answers_are_as_described() {
    let place = Place::file();
    let world = World::with(WorldOptions {
        shares: Some(sharing()),
        database: Some(place.database.clone()),
        ..WorldOptions::default()
    })
    .await;
    let mut browser = world.browser();
    let reply = browser.send("GET", "/api/openapi.json", None, &[]).await;
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let description = reply.json();
    assert!(description["openapi"].as_str().unwrap().starts_with("3."));
    let paths = description["paths"].as_object().unwrap();
    for (path, methods) in paths {
        // A method that is not described is not there.
        for method in ["GET", "POST", "DELETE"] {
            if methods.get(method.to_lowercase()).is_none() {
                let filled = path.replace("{path}", "Condition");
                assert_eq!(
                    browser.api(method, &filled, None).await.status,
                    405,
                    "{method} {path}"
                );
            }
        }
        for (method, operation) in methods.as_object().unwrap() {
            let filled = path
                .replace("{provider}", "delinde@medmij")
                .replace("{grant}", "g");
            let filled = filled
                .replace("{service}", "48")
                .replace("{generation}/{n}", "1/0")
                .replace("{path}", "Condition");
            let reply = browser.api(&method.to_uppercase(), &filled, None).await;
            let described = operation["responses"].as_object().unwrap();
            let status = reply.status.to_string();
            assert!(
                described.contains_key(&status),
                "{method} {path} answers {status}"
            );
        }
    }
}
