//! Databases of one test each: a file, or a PostgreSQL server of its own.

use inzage_gateway::config::Database;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Where the programs of Debian's PostgreSQL are, below a folder per version.
const INSTALLED: &str = "/usr/lib/postgresql";

/// A database that goes when this is dropped.
pub(crate) struct Place {
    pub(crate) database: Database,
    pub(crate) folder: TempDir,
    server: Option<PathBuf>,
}

impl Place {
    /// A new file.
    pub(crate) fn file() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            database: Database::File(folder.path().join("inzage.sqlite")),
            folder,
            server: None,
        }
    }

    /// A new server that listens on a socket in a folder of its own.
    pub(crate) fn server() -> Self {
        let programs = programs();
        let folder = tempfile::tempdir().unwrap();
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let data = folder.path().join("data");
        let mut make = as_postgres(&programs.join("initdb"));
        make.args(["--no-sync", "--auth", "trust", "--username", "postgres"]);
        run(make.arg("--pgdata").arg(&data));
        let socket = folder.path().display().to_string();
        let mut start = as_postgres(&programs.join("pg_ctl"));
        start
            .args(["start", "--wait", "--silent", "--pgdata"])
            .arg(&data);
        start.arg("--log").arg(folder.path().join("log"));
        run(start.arg("--options").arg(format!(
            "-c listen_addresses='' -c unix_socket_directories='{socket}'"
        )));
        let encoded = socket.replace('/', "%2F");
        Self {
            database: Database::Server(format!(
                "postgres://postgres@localhost/postgres?host={encoded}"
            )),
            folder,
            server: Some(programs),
        }
    }

    /// The `database` of a configuration file.
    pub(crate) fn text(&self) -> String {
        match &self.database {
            Database::File(path) => format!("sqlite:{}", path.display()),
            Database::Server(address) => address.clone(),
        }
    }

    /// Every byte that lies on disk, but for empty space.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        read(self.folder.path(), &mut bytes);
        bytes
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(programs) = &self.server {
            let data = self.folder.path().join("data");
            let mut stop = as_postgres(&programs.join("pg_ctl"));
            stop.args(["stop", "--silent", "--mode", "immediate", "--pgdata"]);
            let _ = stop.arg(data).status();
        }
    }
}

fn read(folder: &Path, bytes: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, bytes);
        } else if path.is_file() {
            let read = std::fs::read(&path).unwrap_or_default();
            bytes.extend(read.into_iter().filter(|byte| *byte != 0));
        }
    }
}

fn programs() -> PathBuf {
    let versions = std::fs::read_dir(INSTALLED).unwrap_or_else(|_| {
        panic!("PostgreSQL is not installed here (on Debian: apt-get install postgresql)")
    });
    let newest = versions.map(|version| version.unwrap().path()).max();
    newest.unwrap().join("bin")
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

/// PostgreSQL does not run as root.
fn as_postgres(program: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/");
    command
}

fn run(command: &mut Command) {
    let done = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(done.unwrap().success(), "{command:?}");
}

/// Makes of each named function one test per kind of database.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(crate::support::places::Place::file()).await;
            })+
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs PostgreSQL: `cargo xtask test postgres`"]
            async fn $name() {
                super::$name(crate::support::places::Place::server()).await;
            })+
        }
    };
}
pub(crate) use on_both;
