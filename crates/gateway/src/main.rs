//! `inzage-gateway --config FILE`

use inzage_gateway::{Config, Env, Running, start};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::filter::LevelFilter;

const USAGE: &str = "usage: inzage-gateway --config FILE";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Nothing is left to do when even this cannot be written.
            let _ = writeln!(std::io::stderr(), "inzage-gateway: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let file = config_file()?;
    let config = Config::read(&file).map_err(|error| error.to_string())?;
    tracing_subscriber::fmt()
        .json()
        .with_max_level(LevelFilter::INFO)
        .with_writer(std::io::stdout)
        .init();
    // The message of a panic could hold anything; its place is enough.
    std::panic::set_hook(Box::new(|info| {
        let (file, line) = info.location().map_or(("", 0), |at| (at.file(), at.line()));
        tracing::error!(file, line, "panic");
    }));
    for (key, remark) in config.remarks() {
        tracing::warn!(key, remark, "configuration");
    }
    let public_url = config.origin();
    let running = start(config, Env::system())
        .await
        .map_err(|error| error.to_string())?;
    tracing::info!(address = %running.address, public_url, "listening");
    stop_signal().await.map_err(|error| error.to_string())?;
    tracing::info!("stopping");
    Running::stop(running).await;
    Ok(())
}

fn config_file() -> Result<PathBuf, String> {
    let mut arguments = std::env::args_os().skip(1);
    match (arguments.next(), arguments.next(), arguments.next()) {
        (Some(option), Some(file), None) if option == "--config" => Ok(file.into()),
        _ => Err(USAGE.to_owned()),
    }
}

async fn stop_signal() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
