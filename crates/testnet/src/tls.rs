//! The back channel: mutual TLS per DVA, with faults in the handshake on demand.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Extension;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustls::pki_types::CertificateDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use crate::faults::Kind;
use crate::pki::{Authority, PkiError};
use crate::world::{World, lock};

/// Who is at the other end of a back channel connection.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    /// Index of the DVA that was reached.
    pub(crate) dva: usize,
    /// DNS names in the client certificate.
    pub(crate) hosts: Vec<String>,
}

/// Why TLS could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// Certificates.
    #[error(transparent)]
    Pki(#[from] PkiError),
    /// The TLS library refuses them.
    #[error("TLS: {0}")]
    Rustls(#[from] rustls::Error),
    /// No verifier for client certificates.
    #[error("client certificates: {0}")]
    Verifier(#[from] rustls::server::VerifierBuilderError),
}

/// The TLS settings of one DVA: as it should be, and wrong on purpose.
#[derive(Clone)]
pub(crate) struct Settings {
    good: Arc<ServerConfig>,
    wrong_ca: Arc<ServerConfig>,
    expired: Arc<ServerConfig>,
    no_client: Arc<ServerConfig>,
}

impl Settings {
    /// For these host names. `other`: a CA that nobody trusts.
    pub(crate) fn new(
        authority: &Authority,
        other: &Authority,
        hosts: &[String],
    ) -> Result<Self, TlsError> {
        Ok(Self {
            good: config(authority, authority, hosts, false)?,
            wrong_ca: config(other, authority, hosts, false)?,
            expired: config(authority, authority, hosts, true)?,
            no_client: config(authority, other, hosts, false)?,
        })
    }

    fn under(&self, fault: Option<Kind>) -> Arc<ServerConfig> {
        Arc::clone(match fault {
            Some(Kind::WrongCa) => &self.wrong_ca,
            Some(Kind::ExpiredCertificate) => &self.expired,
            Some(Kind::NoClientCertificate) => &self.no_client,
            _ => &self.good,
        })
    }
}

/// A server that shows a certificate of `issuer` and wants one of `clients`.
fn config(
    issuer: &Authority,
    clients: &Authority,
    hosts: &[String],
    expired: bool,
) -> Result<Arc<ServerConfig>, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(clients.root())?;
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .build()?;
    let identity = issuer.issue(hosts, expired)?;
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(verifier)
        .with_single_cert(identity.chain, identity.key)?;
    Ok(Arc::new(config))
}

/// Serves one DVA until `stop` changes.
pub(crate) async fn serve(
    world: Arc<World>,
    dva: usize,
    listener: TcpListener,
    settings: Settings,
    router: Router,
    mut stop: watch::Receiver<bool>,
) {
    let served = served_by(&world, dva);
    loop {
        let stream = tokio::select! {
            _ = stop.changed() => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => continue,
            },
        };
        let fault = lock(&world.faults).tls(&served);
        if fault == Some(Kind::Gone) {
            continue;
        }
        let acceptor = TlsAcceptor::from(settings.under(fault));
        let closing = (world.tls_changed.subscribe(), stop.clone());
        tokio::spawn(connection(stream, acceptor, dva, router.clone(), closing));
    }
}

/// (provider, service) pairs behind a DVA.
fn served_by(world: &World, dva: usize) -> Vec<(String, String)> {
    let providers = world.network.providers.iter();
    providers
        .flat_map(|provider| {
            let own = provider
                .services
                .iter()
                .filter(move |service| service.dva == dva);
            own.map(|service| (provider.name.clone(), service.id.clone()))
        })
        .collect()
}

async fn connection(
    stream: TcpStream,
    acceptor: TlsAcceptor,
    dva: usize,
    router: Router,
    (mut changed, mut stop): (watch::Receiver<u64>, watch::Receiver<bool>),
) {
    let handshake = tokio::time::timeout(Duration::from_secs(10), acceptor.accept(stream)).await;
    let Ok(Ok(stream)) = handshake else {
        return;
    };
    let certificates = stream.get_ref().1.peer_certificates().unwrap_or_default();
    let hosts = certificates.first().map(dns_names).unwrap_or_default();
    let service = TowerToHyperService::new(router.layer(Extension(Peer { dva, hosts })));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(Duration::from_mins(1));
    let serving = http.serve_connection(TokioIo::new(stream), service);
    let mut serving = std::pin::pin!(serving);
    // An error here is the client's: it went away, or spoke no HTTP.
    let ended = tokio::select! {
        ended = serving.as_mut() => Some(ended),
        _ = changed.changed() => None,
        _ = stop.changed() => None,
    };
    if ended.is_none() {
        serving.as_mut().graceful_shutdown();
        drop(tokio::time::timeout(Duration::from_secs(5), serving).await);
    }
}

/// DNS names in the subjectAltName of a certificate.
fn dns_names(certificate: &CertificateDer<'_>) -> Vec<String> {
    webpki::EndEntityCert::try_from(certificate)
        .map(|parsed| parsed.valid_dns_names().map(str::to_owned).collect())
        .unwrap_or_default()
}
