//! `demo`: from a bare machine to the app in a browser. `build`: what ships.
//! `bench`: how fast reading is.

use crate::network::{Network, Plan, Wanted};
use crate::{paths, run, say, tools, web};
use anyhow::{Result, bail};
use serde_json::Value;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Port of the gateway.
const GATEWAY_PORT: u16 = 8080;
/// Port of the simulated network's lists and control page.
const TESTNET_PORT: u16 = 7400;

/// Installs, builds, starts, and stays until Ctrl-C.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let build = || {
        tools::for_the_app()?;
        web::build()
    };
    show(Wanted::read(arguments)?, build, announce)
}

/// Builds, starts, says where to look, and stays until Ctrl-C.
pub(crate) fn show(
    wanted: Wanted,
    build: fn() -> Result<()>,
    announce: fn(&Network),
) -> Result<()> {
    let plan = Plan {
        gateway_port: GATEWAY_PORT,
        testnet_port: TESTNET_PORT,
        data: wanted.data,
        brand: wanted.brand,
        accounts: wanted.accounts,
        folder: paths::root().join(".demo"),
        app: Some(wanted.app.unwrap_or_else(paths::dist)),
        more_config: "",
    };
    plan.check_ports()?;
    let (sender, asked_to_end) = mpsc::channel();
    build()?;
    build_servers()?;
    say::heading("Starting");
    ctrlc::set_handler(move || {
        let _ = sender.send(());
    })?;
    let mut network = plan.start()?;
    announce(&network);
    while let Err(RecvTimeoutError::Timeout) = asked_to_end.recv_timeout(Duration::from_secs(1)) {
        if let Some(what) = network.ended() {
            bail!(what);
        }
    }
    say::line("\nEnding the gateway and the simulated network.");
    drop(network);
    say::line("Both have ended; their ports are free.");
    Ok(())
}

/// The gateway and the simulated network, for development.
pub(crate) fn build_servers() -> Result<()> {
    say::heading("Building the gateway and the simulated network");
    let mut build = run::cargo();
    build.args(["build", "-p", "inzage-gateway", "-p", "inzage-testnet"]);
    run::must(&mut build, "cargo build of the servers")?;
    Ok(())
}

/// What ships: the app in `dist/`, and a gateway with the app inside.
pub(crate) fn build_release() -> Result<()> {
    tools::for_the_app()?;
    web::build()?;
    say::heading("Building the gateway with the app inside");
    let mut build = run::cargo();
    build.args([
        "build",
        "--release",
        "-p",
        "inzage-gateway",
        "--features",
        "embed",
    ]);
    run::must(&mut build, "cargo build of the release gateway")?;
    say::line(format_args!("\nThe app is in {}.", paths::dist().display()));
    let gateway = paths::target().join("release/inzage-gateway");
    say::line(format_args!(
        "The gateway, with the app inside, is {}.",
        gateway.display()
    ));
    Ok(())
}

fn announce(network: &Network) {
    let Network { url, share_url, .. } = network;
    let about = &network.about;
    say::line(format_args!("\n   Inzage runs at  {url}"));
    say::line(format_args!(
        "   Links to look along are read at  {share_url}"
    ));
    if let Some(control) = about.get("control").and_then(Value::as_str) {
        say::line(format_args!(
            "   The simulated network, with faults to switch on, at  {control}"
        ));
    }
    say::line("\n   People you can log in as with the simulated DigiD:");
    let personas = about.get("personas").and_then(Value::as_array);
    for persona in personas.into_iter().flatten() {
        say::line(format_args!("   - {}", describe(persona)));
    }
    say::line("\n   Ctrl-C ends it.");
}

/// A persona in one line: name, birth date, and what to expect.
fn describe(persona: &Value) -> String {
    let text = |key: &str| persona.get(key).and_then(Value::as_str);
    let parts: Vec<&str> = ["name", "birthDate", "about"]
        .into_iter()
        .filter_map(text)
        .collect();
    parts.join(", ")
}
