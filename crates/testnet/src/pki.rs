//! A small PKI like the private "G1" of `PKIoverheid`: a root, a sub CA, server
//! certificates for the back channel and a client certificate for the PGO. Made
//! anew at every start; nothing of it is trusted anywhere else.

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// What can go wrong while making certificates.
#[derive(Debug, thiserror::Error)]
#[error("certificate: {0}")]
pub struct PkiError(#[from] rcgen::Error);

/// A root with a sub CA that issues.
pub(crate) struct Authority {
    root: Certificate,
    sub: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate with its chain (leaf, sub CA) and its key.
pub(crate) struct Identity {
    /// Leaf first.
    pub(crate) chain: Vec<CertificateDer<'static>>,
    /// PKCS#8.
    pub(crate) key: PrivateKeyDer<'static>,
    /// The chain as PEM.
    pub(crate) chain_pem: String,
    /// The key as PEM.
    pub(crate) key_pem: String,
}

impl Authority {
    /// A new root and sub CA; `name` goes into their subjects.
    pub(crate) fn new(name: &str) -> Result<Self, PkiError> {
        let root_key = KeyPair::generate()?;
        let root_params = ca_params(&format!("TEST {name} Root"));
        let root = root_params.self_signed(&root_key)?;
        let root_issuer = Issuer::new(root_params, root_key);
        let sub_key = KeyPair::generate()?;
        let sub_params = ca_params(&format!("TEST {name} Services CA"));
        let sub = sub_params.signed_by(&sub_key, &root_issuer)?;
        let issuer = Issuer::new(sub_params, sub_key);
        Ok(Self { root, sub, issuer })
    }

    /// The root, for a trust store.
    pub(crate) fn root(&self) -> CertificateDer<'static> {
        self.root.der().clone()
    }

    /// The root as PEM.
    pub(crate) fn root_pem(&self) -> String {
        self.root.pem()
    }

    /// A certificate for these host names, for server and client use.
    /// `expired`: its time is over.
    pub(crate) fn issue(&self, hosts: &[String], expired: bool) -> Result<Identity, PkiError> {
        let mut params = CertificateParams::new(hosts.to_vec())?;
        let name = hosts.first().map_or("unnamed", String::as_str);
        params.distinguished_name.push(DnType::CommonName, name);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![
            ExtendedKeyUsagePurpose::ServerAuth,
            ExtendedKeyUsagePurpose::ClientAuth,
        ];
        if expired {
            params.not_before = rcgen::date_time_ymd(2020, 1, 1);
            params.not_after = rcgen::date_time_ymd(2021, 1, 1);
        }
        let key = KeyPair::generate()?;
        let leaf = params.signed_by(&key, &self.issuer)?;
        Ok(Identity {
            chain: vec![leaf.der().clone(), self.sub.der().clone()],
            key: PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
            chain_pem: format!("{}{}", leaf.pem(), self.sub.pem()),
            key_pem: key.serialize_pem(),
        })
    }
}

fn ca_params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}
