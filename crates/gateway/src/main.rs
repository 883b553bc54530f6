//! `inzage-gateway --config FILE`, and `inzage-gateway --verify-audit LOGFILE`.

use inzage_gateway::logfile::Daily;
use inzage_gateway::{Config, Env, Running, audit, start};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::filter::LevelFilter;

const USAGE: &str = "usage: inzage-gateway --config FILE
       inzage-gateway --verify-audit LOGFILE";

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
    let file = match arguments()? {
        Task::Run(file) => file,
        Task::VerifyAudit(file) => return verify_audit(&file),
    };
    let config = Config::read(&file).map_err(|error| error.to_string())?;
    start_log(&config);
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

/// The log: to files when the operator says so, else to stdout.
fn start_log(config: &Config) {
    let log = tracing_subscriber::fmt()
        .json()
        .with_max_level(LevelFilter::INFO);
    match &config.log {
        Some(files) => {
            let daily = Daily::new(files.clone(), Env::system());
            log.with_writer(std::sync::Mutex::new(daily)).init();
        }
        None => log.with_writer(std::io::stdout).init(),
    }
}

/// What the command line asks for.
enum Task {
    Run(PathBuf),
    VerifyAudit(PathBuf),
}

fn arguments() -> Result<Task, String> {
    let mut arguments = std::env::args_os().skip(1);
    match (arguments.next(), arguments.next(), arguments.next()) {
        (Some(option), Some(file), None) if option == "--config" => Ok(Task::Run(file.into())),
        (Some(option), Some(file), None) if option == "--verify-audit" => {
            Ok(Task::VerifyAudit(file.into()))
        }
        _ => Err(USAGE.to_owned()),
    }
}

fn verify_audit(file: &Path) -> Result<(), String> {
    let log =
        std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let verdict = audit::verify(&log).map_err(|broken| broken.to_string())?;
    writeln!(std::io::stdout(), "{verdict}").map_err(|error| error.to_string())
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
