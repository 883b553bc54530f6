//! Lays the published test data out as providers, for `--data` of the testnet.
//! The data lie beside the project on machines of the team, and are copied
//! nowhere but into `target`.

use crate::{paths, say};
use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// A provider to make: its `MedMij` name, its name for people, the service and
/// the folder of test data that it serves.
const PROVIDERS: [(&str, &str, &str, &str); 4] = [
    (
        "ziekenhuisgepubliceerd",
        "Ziekenhuis Gepubliceerd",
        "48",
        "bgz/test/json",
    ),
    (
        "huisartsgepubliceerd",
        "Huisarts Gepubliceerd",
        "49",
        "gpdata/cert/json",
    ),
    (
        "brievengepubliceerd",
        "Brieven Gepubliceerd",
        "51",
        "pdfa/cert/json",
    ),
    (
        "prikkengepubliceerd",
        "Prikken Gepubliceerd",
        "63",
        "immunization/test/json",
    ),
];

/// Lays them out anew; the folder, or nothing where there are no published data.
pub(crate) fn lay_out() -> Result<Option<PathBuf>> {
    let Some(fixtures) = paths::beside("fixtures") else {
        return Ok(None);
    };
    let folder = paths::target().join("xtask/published");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    for (provider, name, service, from) in PROVIDERS {
        let to = folder.join(provider);
        copy(&fixtures.join(from), &to.join(service))?;
        fs::write(
            to.join("provider.toml"),
            format!("name = \"{name}\"\nplace = \"Utrecht\"\n"),
        )?;
    }
    Ok(Some(folder))
}

/// `fixtures`: lays them out and says where, for a demo with them.
pub(crate) fn run() -> Result<()> {
    match lay_out()? {
        Some(folder) => {
            say::line(format_args!(
                "The published test data are laid out in {}.",
                folder.display()
            ));
            say::line(format_args!(
                "Look at them with: cargo xtask demo --data {}",
                folder.display()
            ));
        }
        None => say::line("There are no published test data beside the project."),
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in paths::files_below(from)? {
        let name = file.file_name().context("a file without a name")?;
        fs::copy(&file, to.join(name))?;
    }
    Ok(())
}
