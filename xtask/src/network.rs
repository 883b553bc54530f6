//! The simulated network and the gateway, started and stopped together.

use crate::{paths, run, say};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Where the app is reached: a name, because the browser gives each name its
/// own storage.
pub(crate) const HOST: &str = "inzage.localhost";
/// Where links are read, by people who look along.
pub(crate) const READERS: &str = "meekijken.localhost";
/// How long a program may take to be ready.
const READY_WITHIN: Duration = Duration::from_mins(1);

/// What to start.
pub(crate) struct Plan {
    /// Port of the gateway on loopback.
    pub(crate) gateway_port: u16,
    /// Port of the simulated network's lists and control page on loopback.
    pub(crate) testnet_port: u16,
    /// Test data to serve instead of the testnet's own.
    pub(crate) data: Option<PathBuf>,
    /// Where the configuration and the logs go.
    pub(crate) folder: PathBuf,
    /// The folder with the built app that the gateway shows, if it shows one.
    pub(crate) app: Option<PathBuf>,
    /// The file of a brand that the app wears.
    pub(crate) brand: Option<PathBuf>,
    /// Whether people sign in before anything is asked of a provider.
    pub(crate) accounts: bool,
    /// What the gateway's configuration gets besides, from the end of `[accounts]`.
    pub(crate) more_config: &'static str,
}

/// What can be asked for at the command line: `--data DIR` serves other test data,
/// `--brand FILE` shows the app in a brand, `--accounts` asks people to sign in, `--app DIR`
/// shows what is in that folder in place of the app.
#[derive(Default)]
pub(crate) struct Wanted {
    /// `--data`.
    pub(crate) data: Option<PathBuf>,
    /// `--brand`.
    pub(crate) brand: Option<PathBuf>,
    /// `--accounts`.
    pub(crate) accounts: bool,
    /// `--app`.
    pub(crate) app: Option<PathBuf>,
}

impl Wanted {
    /// Reads the arguments of a job.
    pub(crate) fn read(arguments: &[String]) -> Result<Self> {
        let mut wanted = Self::default();
        let mut rest = arguments.iter();
        while let Some(flag) = rest.next() {
            match (flag.as_str(), rest.as_slice().first()) {
                ("--accounts", _) => wanted.accounts = true,
                ("--data", Some(path)) => wanted.data = Some(path.into()),
                ("--brand", Some(path)) => wanted.brand = Some(path.into()),
                ("--app", Some(path)) => wanted.app = Some(path.into()),
                (other, _) => {
                    bail!("{other}: there are --data DIR, --brand FILE, --app DIR and --accounts")
                }
            }
            if flag != "--accounts" {
                rest.next();
            }
        }
        Ok(wanted)
    }
}

/// Both programs, running. They end when this is dropped.
pub(crate) struct Network {
    gateway: Child,
    testnet: Child,
    /// What the testnet said when it was ready: `lists`, `control`, `personas`.
    pub(crate) about: Value,
    /// Address of the app.
    pub(crate) url: String,
    /// Where links are read.
    pub(crate) share_url: String,
    folder: PathBuf,
}

impl Plan {
    /// Ports that nobody uses now.
    pub(crate) fn on_free_ports(folder: PathBuf, wanted: Wanted) -> Result<Self> {
        // Held at the same time, so that they differ.
        let one = TcpListener::bind("127.0.0.1:0")?;
        let two = TcpListener::bind("127.0.0.1:0")?;
        Ok(Self {
            gateway_port: one.local_addr()?.port(),
            testnet_port: two.local_addr()?.port(),
            data: wanted.data,
            brand: wanted.brand,
            accounts: wanted.accounts,
            folder,
            app: Some(wanted.app.unwrap_or_else(paths::dist)),
            // Tests are in more of a hurry than people.
            more_config: "challenges_per_minute = 100000\n\n[shares.limits]\nmade_per_minute = 100000\nreads_per_minute = 100000\n\
                \n[limits]\nrequests_per_minute = 100000\n",
        })
    }

    /// Says plainly which port is taken.
    pub(crate) fn check_ports(&self) -> Result<()> {
        for (port, whose) in [
            (self.gateway_port, "the gateway"),
            (self.testnet_port, "the simulated network"),
        ] {
            if let Err(error) = TcpListener::bind(("127.0.0.1", port)) {
                bail!(
                    "port {port}, which {whose} needs, is taken ({error}): end the program that uses it (perhaps an earlier demo), then try again"
                );
            }
        }
        Ok(())
    }

    /// Starts both and waits until they answer.
    pub(crate) fn start(&self) -> Result<Network> {
        fs::create_dir_all(&self.folder)?;
        let (mut testnet, about) = self.start_testnet()?;
        let url = format!("http://{HOST}:{}", self.gateway_port);
        let gateway = match self.start_gateway() {
            Ok(gateway) => gateway,
            Err(error) => {
                stop(&mut testnet);
                return Err(error);
            }
        };
        Ok(Network {
            gateway,
            testnet,
            about,
            url,
            share_url: self.share_url(),
            folder: self.folder.clone(),
        })
    }

    fn start_testnet(&self) -> Result<(Child, Value)> {
        let mut command = run::command(binary("inzage-testnet"));
        command
            .arg("--listen")
            .arg(format!("127.0.0.1:{}", self.testnet_port))
            .arg("--gateway-listen")
            .arg(format!("127.0.0.1:{}", self.gateway_port))
            .arg("--public-url")
            .arg(format!("http://{HOST}:{}", self.gateway_port))
            .arg("--write-config")
            .arg(&self.folder);
        if let Some(data) = &self.data {
            command.arg("--data").arg(data);
        }
        let mut child = spawn(&mut command, &self.folder, "testnet", Some(Stdio::piped()))?;
        let stdout = child.stdout.take().context("the testnet has no output")?;
        let mut lines = BufReader::new(stdout);
        let mut first = String::new();
        lines.read_line(&mut first)?;
        let Ok(about) = serde_json::from_str(&first) else {
            stop(&mut child);
            bail!(
                "the simulated network did not start:\n{}",
                log_text(&self.folder, "testnet")
            );
        };
        // Whatever else it says must not fill the pipe.
        thread::spawn(move || drop(std::io::copy(&mut lines, &mut std::io::sink())));
        Ok((child, about))
    }

    /// Where links are read.
    fn share_url(&self) -> String {
        format!("http://{READERS}:{}", self.gateway_port)
    }

    /// Where the gateway finds the app.
    fn app_section(&self) -> Result<String> {
        let Some(app) = &self.app else {
            return Ok(String::new());
        };
        if !app.join("index.html").exists() {
            let dir = app.display();
            bail!(
                "nothing has been built in {dir}: `cargo xtask web` makes the app, `cargo xtask gallery` the gallery"
            );
        }
        // A JSON string is a TOML string.
        let dir = Value::String(std::path::absolute(app)?.display().to_string());
        let brand = match &self.brand {
            Some(file) => {
                let file = std::path::absolute(file)?.display().to_string();
                format!("brand = {}\n", Value::String(file))
            }
            None => String::new(),
        };
        Ok(format!("[app]\ndir = {dir}\n{brand}"))
    }

    fn start_gateway(&self) -> Result<Child> {
        let config = self.folder.join("gateway.toml");
        let text = fs::read_to_string(&config)?;
        let (share_url, app) = (self.share_url(), self.app_section()?);
        let text = format!(
            "share_url = \"{share_url}\"\n{text}\n{app}\n[accounts]\nrequired = {}\n{}",
            self.accounts, self.more_config
        );
        fs::write(&config, text)?;
        let mut command = run::command(binary("inzage-gateway"));
        command.arg("--config").arg(config);
        let mut child = spawn(&mut command, &self.folder, "gateway", None)?;
        let address = SocketAddr::from(([127, 0, 0, 1], self.gateway_port));
        let until = Instant::now() + READY_WITHIN;
        while !answers(address) {
            if child.try_wait()?.is_some() || Instant::now() > until {
                stop(&mut child);
                bail!(
                    "the gateway did not start:\n{}",
                    log_text(&self.folder, "gateway")
                );
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(child)
    }
}

impl Network {
    /// The name of a program that has ended by itself, with the end of its log.
    pub(crate) fn ended(&mut self) -> Option<String> {
        for (child, name) in [
            (&mut self.gateway, "gateway"),
            (&mut self.testnet, "testnet"),
        ] {
            if matches!(child.try_wait(), Ok(Some(_)) | Err(_)) {
                return Some(format!(
                    "the {name} has ended:\n{}",
                    log_text(&self.folder, name)
                ));
            }
        }
        None
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        stop(&mut self.gateway);
        stop(&mut self.testnet);
    }
}

/// For the browser tests: starts both on free ports, prints one JSON line, and
/// stays until standard input ends.
///
/// [`Wanted`] says what it can be told.
pub(crate) fn serve(arguments: &[String]) -> Result<()> {
    let wanted = Wanted::read(arguments)?;
    let folder = paths::target()
        .join("xtask")
        .join(format!("serve-{}", std::process::id()));
    let plan = Plan::on_free_ports(folder, wanted)?;
    let network = plan.start()?;
    let ready = serde_json::json!({
        "url": network.url,
        "share_url": network.share_url,
        "testnet": network.about,
        "gateway_log": network.folder.join("gateway.log"),
    });
    say::line(ready);
    let mut ignored = Vec::new();
    std::io::stdin().read_to_end(&mut ignored)?;
    drop(network);
    Ok(())
}

/// A binary of this workspace, built for development.
fn binary(name: &str) -> PathBuf {
    paths::target().join("debug").join(name)
}

/// Starts a program; what it prints goes to its log, but for a piped standard
/// output.
fn spawn(command: &mut Command, folder: &Path, name: &str, stdout: Option<Stdio>) -> Result<Child> {
    let log = File::create(log_path(folder, name))?;
    let stdout = match stdout {
        Some(pipe) => pipe,
        None => log.try_clone()?.into(),
    };
    command
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(log)
        .spawn()
        .with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))
}

fn log_path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.log"))
}

fn log_text(folder: &Path, name: &str) -> String {
    let text = fs::read_to_string(log_path(folder, name)).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(20);
    lines.into_iter().skip(from).collect::<Vec<_>>().join("\n")
}

fn answers(address: SocketAddr) -> bool {
    TcpStream::connect_timeout(&address, Duration::from_millis(500)).is_ok()
}

/// Asks a program to end, and ends it when it does not within five seconds.
fn stop(child: &mut Child) {
    ask_to_end(child);
    let until = Instant::now() + Duration::from_secs(5);
    while Instant::now() < until {
        if matches!(child.try_wait(), Ok(Some(_)) | Err(_)) {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    drop(child.kill());
    drop(child.wait());
}

#[cfg(unix)]
fn ask_to_end(child: &Child) {
    use rustix::process::{Pid, Signal, kill_process};
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, Signal::TERM);
    }
}

#[cfg(not(unix))]
fn ask_to_end(child: &mut Child) {
    drop(child.kill());
}
