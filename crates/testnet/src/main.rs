//! `inzage-testnet`: runs the simulated network until it is told to stop.

use std::io::Write as _;
use std::process::ExitCode;

use inzage_testnet::{Options, OptionsError, start};
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(OptionsError::Help) => {
            say(&OptionsError::Help.to_string());
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            complain(&format!("inzage-testnet: {error}"));
            return ExitCode::from(2);
        }
    };
    match run(&options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("inzage-testnet: {error}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let running = start(options, complain).await?;
    say(&running.ready_line());
    complain(&format!(
        "The test network runs. Control page: {}  Gateway settings: {}",
        running.control(),
        options.write_config.join("gateway.toml").display()
    ));
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    running.stop().await;
    Ok(())
}

/// One line on stdout; when nobody reads it, that is not our trouble.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    drop(writeln!(out, "{line}").and_then(|()| out.flush()));
}

/// One line on stderr.
fn complain(line: &str) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}
