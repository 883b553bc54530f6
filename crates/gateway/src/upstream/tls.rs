//! Our certificate and the roots that count, from PEM files.

use crate::config::TlsConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why the files of `[tls]` cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// No certificate in it.
    #[error("{key}: no usable certificate in {path}")]
    Certificate {
        /// The key that names the file.
        key: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// No private key in it.
    #[error("tls.client_key: no usable private key in {0}")]
    Key(PathBuf),
    /// Certificate and key do not belong together, or are of an unknown kind.
    #[error("tls.client_key does not belong to tls.client_certificate, or is of an unknown kind")]
    Pair,
    /// The client cannot be made.
    #[error("the client for the back channel cannot be made")]
    Client,
}

/// TLS 1.2 and 1.3; only the roots of the trust file.
pub(super) fn client_config(tls: &TlsConfig) -> Result<ClientConfig, TlsError> {
    let mut roots = RootCertStore::empty();
    for root in certificates("tls.trust", &tls.trust)? {
        roots.add(root).map_err(|_| TlsError::Certificate {
            key: "tls.trust",
            path: tls.trust.clone(),
        })?;
    }
    let chain = certificates("tls.client_certificate", &tls.client_certificate)?;
    let key = PrivateKeyDer::from_pem_file(&tls.client_key)
        .map_err(|_| TlsError::Key(tls.client_key.clone()))?;
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| TlsError::Client)?
        .with_root_certificates(roots)
        .with_client_auth_cert(chain, key)
        .map_err(|_| TlsError::Pair)
}

fn certificates(key: &'static str, path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .ok()
        .filter(|certificates| !certificates.is_empty())
        .ok_or_else(|| TlsError::Certificate {
            key,
            path: path.to_owned(),
        })
}
