//! `--data`: FHIR resources from a folder, as published.

use std::path::Path;

use crate::network::Network;
use crate::run::StartError;

/// The network that a folder describes.
pub(crate) fn network(folder: &Path, report: impl FnMut(&str)) -> Result<Network, StartError> {
    drop(report);
    Err(StartError::NoData(folder.to_owned()))
}
