//! Exactly once: whatever happens between sender and provider, a key makes one
//! request, and what was told to be there is there.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::{Value, json};

use crate::pgo::*;
use crate::vendor::{change, key};

/// What happens between a sender and the provider.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Sent, answered.
    Send,
    /// Sent by three at the same time.
    Parallel,
    /// Kept, and the connection ends without an answer.
    Lost,
    /// Kept, and a fault is answered.
    LostWithStatus,
    /// A fault before anything is kept.
    Down,
    /// Connections are closed before TLS.
    Gone,
    /// The sender starts anew: other connections, another login.
    Restart,
    /// The patient withdraws.
    Withdraw,
    /// The provider answers.
    Answer,
    /// The same key with other content.
    Other,
}

const STEPS: [Step; 10] = [
    Step::Send,
    Step::Parallel,
    Step::Lost,
    Step::LostWithStatus,
    Step::Down,
    Step::Gone,
    Step::Restart,
    Step::Withdraw,
    Step::Answer,
    Step::Other,
];

/// What must be so of one key.
#[derive(Default)]
struct Expected {
    /// It certainly reached the provider.
    kept: bool,
    /// Ids that were told.
    ids: BTreeSet<String>,
}

/// Numbers that look random and are the same each time (Knuth's MMIX).
fn next(seed: &mut u64) -> usize {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 33).unwrap()
}

struct Run {
    net: Net,
    grant: Grant,
    expected: BTreeMap<u32, Expected>,
}

impl Run {
    async fn send(&self, number: u32, body: &Value) -> Option<(u16, Value)> {
        let keyed = key(number);
        let headers = [("idempotency-key", keyed.as_str())];
        let path = (Method::POST, "patient-requests");
        let sent = self
            .net
            .vendor(&self.grant, path, &headers, Some(body.to_string()))
            .await;
        let response = sent.ok()?;
        let status = response.status().as_u16();
        Some((status, response.json().await.ok()?))
    }

    fn told(&mut self, number: u32, answer: Option<(u16, Value)>) {
        let (status, body) = answer.unwrap();
        let expected = self.expected.entry(number).or_default();
        let wanted = if expected.kept { 200 } else { 201 };
        assert_eq!(status, wanted, "{body}");
        expected.kept = true;
        expected.ids.insert(body["id"].as_str().unwrap().to_owned());
    }

    async fn with_fault(&mut self, number: u32, fault: Value) -> Option<(u16, Value)> {
        self.net.fault(fault).await;
        let answer = self.send(number, &own(number)).await;
        self.net.control("fault", json!({"clear": true})).await;
        answer
    }

    async fn step(&mut self, number: u32, step: Step) {
        let vendor = |kind: &str| json!({"kind": kind, "at": "vendor", "times": 1});
        match step {
            Step::Send => {
                let answer = self.send(number, &own(number)).await;
                self.told(number, answer);
            }
            Step::Parallel => self.parallel(number).await,
            Step::Lost => {
                assert!(
                    self.with_fault(number, vendor("lost_answer"))
                        .await
                        .is_none()
                );
                self.expected.entry(number).or_default().kept = true;
            }
            Step::LostWithStatus => {
                let mut fault = vendor("lost_answer");
                fault["status"] = json!(500);
                let (status, _) = self.with_fault(number, fault).await.unwrap();
                assert_eq!(status, 500);
                self.expected.entry(number).or_default().kept = true;
            }
            Step::Down => {
                let (status, _) = self.with_fault(number, vendor("status")).await.unwrap();
                assert_eq!(status, 500);
            }
            Step::Gone => {
                let gone = json!({"kind": "gone", "provider": DIALYSIS});
                assert!(self.with_fault(number, gone).await.is_none());
            }
            Step::Restart => {
                self.net.server = server(&self.net.running, Some(self.net.running.client_pem()));
                self.grant = self.net.login(DIALYSIS, "48", "riet").await;
            }
            Step::Withdraw | Step::Answer => self.finish(number, step).await,
            Step::Other if self.expected.get(&number).is_some_and(|one| one.kept) => {
                let (status, _) = self.send(number, &change("iets anders")).await.unwrap();
                assert_eq!(status, 409);
            }
            Step::Other => {}
        }
    }

    async fn parallel(&mut self, number: u32) {
        let body = own(number);
        let send = || self.send(number, &body);
        let answers: [Option<(u16, Value)>; 3] = tokio::join!(send(), send(), send()).into();
        let answers = answers.map(Option::unwrap);
        let new = answers.iter().filter(|(status, _)| *status == 201).count();
        let expected = self.expected.entry(number).or_default();
        assert_eq!(
            new,
            usize::from(!expected.kept),
            "one of three makes it, at most"
        );
        expected.kept = true;
        let ids = answers
            .iter()
            .map(|(_, body)| body["id"].as_str().unwrap().to_owned());
        expected.ids.extend(ids);
    }

    /// Withdraws or answers what is there.
    async fn finish(&mut self, number: u32, step: Step) {
        let (_, all) = self.net.vendor_get(&self.grant, "patient-requests").await;
        let mut all = all["requests"].as_array().unwrap().iter();
        let Some(request) = all.find(|request| request["key"] == key(number)) else {
            return;
        };
        let id = request["id"].as_str().unwrap();
        if matches!(step, Step::Answer) {
            let answer = json!({"id": id, "outcome": "yes", "text": "Goed."});
            self.net.control("vendor/answer", answer).await;
        } else {
            let path = format!("patient-requests/{id}/withdraw");
            let path = (Method::POST, path.as_str());
            let done = self.net.vendor(&self.grant, path, &[], None).await.unwrap();
            assert!([200, 409].contains(&done.status().as_u16()));
        }
    }

    async fn check(&self) {
        let all = self.net.seen("vendor/requests").await;
        let all = all.as_array().unwrap();
        for (number, expected) in &self.expected {
            let of_key = |one: &&Value| one["request"]["key"] == key(*number);
            let held: Vec<&Value> = all.iter().filter(of_key).collect();
            assert_eq!(
                held.len(),
                usize::from(expected.kept),
                "never two, never lost"
            );
            assert!(expected.ids.len() <= 1, "one key, one id");
            for one in held {
                let request = &one["request"];
                assert_eq!(request["text"], own(*number)["text"]);
                let id = request["id"].as_str().unwrap();
                assert!(expected.ids.iter().all(|told| told == id));
            }
        }
    }
}

/// The content that belongs to a key.
fn own(number: u32) -> Value {
    change(&format!("verzoek {number}"))
}

#[tokio::test]
async fn a_key_makes_one_request_in_every_interleaving() {
    let net = network().await;
    let grant = net.login(DIALYSIS, "48", "riet").await;
    let mut run = Run {
        net,
        grant,
        expected: BTreeMap::new(),
    };
    // Each step first, then many sequences in which every step follows every other.
    let mut seed = 26;
    for number in 1..=40 {
        let first = STEPS[usize::try_from(number).unwrap() % STEPS.len()];
        run.step(number, first).await;
        for _ in 0..6 {
            let step = STEPS[next(&mut seed) % STEPS.len()];
            let before = u32::try_from(next(&mut seed) % 2).unwrap();
            // Now and then an older key is sent again.
            run.step(number.saturating_sub(before).max(1), step).await;
        }
        run.check().await;
    }
    let kept = run.expected.values().filter(|one| one.kept).count();
    assert!(kept > 30, "most keys arrived: {kept}");
}
