//! TLS handshakes. Every certificate is accepted for the moment and judged afterwards, against several stores and at several
//! times: of a handshake that was broken off at once, neither the chain nor the server's clock would be known. Nothing but a
//! plain GET is ever sent on such a connection.

use std::io::ErrorKind;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
};
use rustls_platform_verifier::Verifier;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::certificate;
use super::seen::TlsOutcome;

/// Certificates as they were shown, the host's own first.
pub type Chain = Vec<CertificateDer<'static>>;

/// Who vouches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// What the operating system trusts, as browsers do: with the roots of an office proxy or an antivirus program.
    System,
    /// The shipped public roots alone.
    Public,
}

/// Which certificates are trusted.
#[derive(Debug)]
pub struct Trust {
    provider: Arc<CryptoProvider>,
    system: Arc<dyn ServerCertVerifier>,
    public: Arc<dyn ServerCertVerifier>,
}

/// How a handshake ended.
#[derive(Debug)]
pub struct Shaken {
    /// The connection, where the handshake was finished, or how it failed.
    pub stream: Result<TlsStream<TcpStream>, TlsOutcome>,
    /// The certificates that were shown.
    pub chain: Chain,
}

impl Trust {
    /// `roots` stand in for the shipped public ones, `store` for the system's. A system without a store trusts the public roots.
    pub fn new(roots: Option<&[Vec<u8>]>, store: Option<&[Vec<u8>]>) -> Result<Self, Error> {
        let provider = Arc::new(ring::default_provider());
        let shipped = || webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        let public = trusting(roots.map_or_else(shipped, certificates), &provider)?;
        let system: Arc<dyn ServerCertVerifier> = match store {
            Some(store) => trusting(certificates(store), &provider)?,
            None => match Verifier::new(Arc::clone(&provider)) {
                Ok(verifier) => Arc::new(verifier),
                Err(_) => Arc::clone(&public),
            },
        };
        Ok(Self { provider, system, public })
    }

    /// A configuration for HTTP/1.1 that trusts what the system does.
    pub fn config(&self) -> Result<ClientConfig, Error> {
        self.config_with(Arc::clone(&self.system))
    }

    fn config_with(&self, verifier: Arc<dyn ServerCertVerifier>) -> Result<ClientConfig, Error> {
        let mut config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        // Each handshake is to be a whole one.
        config.resumption = rustls::client::Resumption::disabled();
        Ok(config)
    }

    /// Shakes hands under a name, whatever the certificate.
    pub async fn shake(&self, name: &str, stream: TcpStream) -> Shaken {
        let recorder = Arc::new(Recorder { inner: Arc::clone(&self.public), chain: Mutex::default() });
        let prepared =
            self.config_with(Arc::<Recorder>::clone(&recorder)).ok().zip(ServerName::try_from(name.to_owned()).ok());
        let Some((config, name)) = prepared else {
            return Shaken { stream: Err(TlsOutcome::Error), chain: Chain::new() };
        };
        let shaken = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
        let chain = recorder.chain.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Shaken { stream: shaken.map_err(|error| broken(&error)), chain }
    }

    /// Shakes hands with a server whose certificate the system has to trust.
    pub async fn plain_tls(&self, name: &str, stream: TcpStream) -> Option<TlsStream<TcpStream>> {
        let config = self.config_with(Arc::clone(&self.system)).ok()?;
        let name = ServerName::try_from(name.to_owned()).ok()?;
        TlsConnector::from(Arc::new(config)).connect(name, stream).await.ok()
    }

    /// What a chain is worth for a name at a time. `others` are intermediate certificates that other hosts sent.
    pub fn judge(
        &self,
        store: Store,
        chain: &[CertificateDer<'static>],
        name: &str,
        at: UnixTime,
        others: &[CertificateDer<'static>],
    ) -> TlsOutcome {
        let Some((own, intermediates)) = chain.split_first() else { return TlsOutcome::Error };
        let Ok(name) = ServerName::try_from(name.to_owned()) else { return TlsOutcome::Error };
        let verifier = match store {
            Store::System => &self.system,
            Store::Public => &self.public,
        };
        let verdict = |intermediates: &[CertificateDer<'static>]| match verifier.verify_server_cert(
            own,
            intermediates,
            &name,
            &[],
            at,
        ) {
            Ok(_) => TlsOutcome::Ok,
            Err(Error::InvalidCertificate(error)) => fault(&error, certificate::signs_itself(own)),
            Err(_) => TlsOutcome::Error,
        };
        match verdict(intermediates) {
            TlsOutcome::UnknownIssuer if !others.is_empty() => {
                let completed = [intermediates, others].concat();
                match verdict(&completed) {
                    TlsOutcome::UnknownIssuer => TlsOutcome::UnknownIssuer,
                    TlsOutcome::Ok => TlsOutcome::IncompleteChain,
                    other => other,
                }
            }
            outcome => outcome,
        }
    }
}

fn fault(error: &CertificateError, itself: bool) -> TlsOutcome {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsOutcome::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => TlsOutcome::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => TlsOutcome::WrongHost,
        // Verifiers object to other things first in a certificate that signs itself, such as its being an authority's.
        CertificateError::UnknownIssuer | CertificateError::Other(_) if itself => TlsOutcome::SelfSigned,
        CertificateError::UnknownIssuer => TlsOutcome::UnknownIssuer,
        _ => TlsOutcome::Error,
    }
}

fn broken(error: &std::io::Error) -> TlsOutcome {
    // What is no I/O failure comes from rustls: an alert, or words that are no TLS.
    if error.get_ref().is_some_and(|inner| inner.downcast_ref::<Error>().is_some()) {
        return TlsOutcome::Error;
    }
    match error.kind() {
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof
        | ErrorKind::NotConnected => TlsOutcome::Reset,
        ErrorKind::TimedOut => TlsOutcome::Timeout,
        _ => TlsOutcome::Error,
    }
}

fn certificates(roots: &[Vec<u8>]) -> RootCertStore {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots.iter().map(|root| CertificateDer::from_slice(root)));
    store
}

fn trusting(roots: RootCertStore, provider: &Arc<CryptoProvider>) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider)).build();
    Ok(verifier.map_err(|error| Error::Other(OtherError(Arc::new(error))))?)
}

/// Accepts every certificate and remembers it. That the server holds its key is still checked.
#[derive(Debug)]
struct Recorder {
    inner: Arc<dyn ServerCertVerifier>,
    chain: Mutex<Chain>,
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let shown = std::iter::once(end_entity).chain(intermediates);
        *self.chain.lock().unwrap_or_else(PoisonError::into_inner) =
            shown.take(certificate::MAX_CHAIN).map(|certificate| certificate.clone().into_owned()).collect();
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}
