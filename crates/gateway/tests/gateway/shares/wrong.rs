//! Ten thousand wrong passcodes, with the program itself, which is killed in between.

use super::secrets::typed_gate;
use crate::support::World;
use crate::support::browser::HOST;
use crate::support::links::{Owner, READERS, gate, world};
use crate::support::places::{Place, on_both};
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Requests that are under way at the same time.
const PARALLEL: usize = 500;
/// Wrong passcodes in all.
const WRONG: usize = 10_000;

on_both!(
    ten_thousand_wrong_passcodes_are_compared_five_times_over_kills,
    right_passcodes_that_come_together_all_open,
);

async fn ten_thousand_wrong_passcodes_are_compared_five_times_over_kills(place: Place) {
    let world = world(&place).await;
    for (kind, count) in [(typed_gate("right"), WRONG), (gate("right"), WRONG / 10)] {
        let mut program = Program::start(&world, &place);
        let mut owner = Owner::filled(world.browser(), json!({"gate": kind}), "content").await;
        let mut told = 0;
        for _ in 0..3 {
            let flood = tokio::spawn(flood(program.address, owner.id.clone(), PARALLEL));
            tokio::time::sleep(Duration::from_millis(60)).await;
            program.kill();
            told += flood.await.unwrap().told;
            program.again();
        }
        let last = flood(program.address, owner.id.clone(), count).await;
        assert_eq!(last.answered, count);
        told += last.told;
        assert!(told <= 5, "{told} were told that they were wrong");
        let compared = program.compared();
        assert!((1..=5).contains(&compared), "{compared} were compared");
        owner.browser.address = program.address;
        assert_eq!(owner.read(Some("right")).await.status, 404);
        let state = owner.state().await;
        assert_eq!(state["ended"], "attempts");
        assert!(state["accesses"].as_array().unwrap().len() <= 5);
        program.kill();
    }
}

async fn right_passcodes_that_come_together_all_open(place: Place) {
    let world = world(&place).await;
    let more = json!({"gate": typed_gate("right")});
    let owner = Owner::filled(world.browser(), more, "content").await;
    let read = |_| {
        let owner = owner.clone();
        tokio::spawn(async move { owner.read(Some("right")).await.status })
    };
    let readers: Vec<_> = (0..40).map(read).collect();
    for reader in readers {
        assert_eq!(reader.await.unwrap(), 200);
    }
    let state = owner.state().await;
    assert_eq!(state["attempts_left"], 5);
    assert_eq!(state["accesses"].as_array().map(Vec::len), Some(40));
}

/// What came of many wrong passcodes.
#[derive(Default)]
struct Flood {
    /// Were answered at all; a connection that breaks is not.
    answered: usize,
    /// Were told that they were wrong.
    told: usize,
}

/// Shows so many wrong passcodes.
async fn flood(address: SocketAddr, id: String, count: usize) -> Flood {
    let one = |of: usize| {
        let id = id.clone();
        tokio::spawn(async move {
            let mut flood = Flood::default();
            for n in 0..count / PARALLEL {
                let status = wrong(address, &id, of * 100_000 + n).await;
                flood.answered += usize::from(status.is_some());
                flood.told += usize::from(status == Some(401));
            }
            flood
        })
    };
    let all: Vec<_> = (0..PARALLEL).map(one).collect();
    let mut flood = Flood::default();
    for one in all {
        let one = one.await.unwrap();
        flood.answered += one.answered;
        flood.told += one.told;
    }
    flood
}

async fn wrong(address: SocketAddr, id: &str, n: usize) -> Option<u16> {
    let body = json!({"recipient": "Anna", "passcode": format!("wrong {n}")}).to_string();
    let request = format!(
        "POST /shl/{id} HTTP/1.1\r\nhost: {READERS}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let text = String::from_utf8_lossy(&answer).into_owned();
    text.split(' ').nth(1)?.parse().ok()
}

/// The gateway as a program of its own, with the lists of a world.
struct Program {
    address: SocketAddr,
    config: PathBuf,
    log: PathBuf,
    child: Child,
}

impl Program {
    fn start(world: &World, place: &Place) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let config = world.folder.path().join("gateway.toml");
        let log = world.folder.path().join(format!("{}.log", address.port()));
        std::fs::write(&config, text(address, place)).unwrap();
        let child = run(&config, &log);
        let program = Self {
            address,
            config,
            log,
            child,
        };
        program.wait();
        program
    }

    fn again(&mut self) {
        self.child = run(&self.config, &self.log);
        self.wait();
    }

    fn wait(&self) {
        while std::net::TcpStream::connect(self.address).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// As `kill -9` does.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// How often a passcode was compared, over all its lives.
    fn compared(&self) -> usize {
        let log = std::fs::read_to_string(&self.log).unwrap();
        log.lines()
            .filter(|line| line.contains("passcode compared"))
            .count()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(config: &PathBuf, log: &PathBuf) -> Child {
    let log: File = OpenOptions::new()
        .create(true)
        .append(true)
        .open(log)
        .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_inzage-gateway"));
    command.arg("--config").arg(config).stdin(Stdio::null());
    command
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap()
}

fn text(address: SocketAddr, place: &Place) -> String {
    let quoted = |text: &str| Value::from(text).to_string();
    format!(
        "database = {}\nlisten = \"{address}\"\npublic_url = \"http://{HOST}\"\nshare_url = \"http://{READERS}\"\n\
         client_id = \"inzage.localhost\"\n[lists]\nzal = \"file:zal.xml\"\nocl = \"file:ocl.xml\"\n\
         whl = \"file:whl.xml\"\ngnl = \"file:gnl.xml\"\n[tls]\nclient_certificate = \"client.pem\"\n\
         client_key = \"client.key\"\ntrust = \"trust.pem\"\n[development]\nallow_loopback_http = true\n\
         [limits]\nconnections = 5000\nconnections_per_ip = 5000\nrequests_per_minute = 1000000\n\
         [shares.limits]\nmade_per_minute = 1000\nreads_per_minute = 1000000\n",
        quoted(&place.text())
    )
}
