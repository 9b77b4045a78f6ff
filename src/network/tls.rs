//! TLS handshakes.

use std::io::ErrorKind;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, Error, OtherError, RootCertStore};
use rustls_platform_verifier::Verifier;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;

use super::certificate::{Recorder, fault};
use super::observation::TlsOutcome;
use super::plan::Overrides;

/// Which certificates are trusted.
#[derive(Clone, Debug)]
pub(super) struct Trust {
    provider: Arc<CryptoProvider>,
    verifier: Arc<dyn ServerCertVerifier>,
}

/// How a handshake ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Handshake {
    pub outcome: TlsOutcome,
    /// The issuer of the certificate, where one was shown.
    pub issuer: Option<String>,
}

impl Trust {
    /// What the operating system trusts, as browsers do: with the roots of an office proxy or an antivirus program. A system
    /// without a certificate store is taken to trust Mozilla's roots.
    pub(super) fn new(overrides: Option<&Overrides>) -> Result<Self, Error> {
        let provider = Arc::new(ring::default_provider());
        let verifier: Arc<dyn ServerCertVerifier> = match overrides {
            Some(overrides) => trusting(certificates(&overrides.roots), &provider)?,
            None => match Verifier::new(Arc::clone(&provider)) {
                Ok(verifier) => Arc::new(verifier),
                Err(_) => trusting(webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect(), &provider)?,
            },
        };
        Ok(Self { provider, verifier })
    }

    /// A configuration for HTTP/1.1.
    pub(super) fn config(&self) -> Result<ClientConfig, Error> {
        self.config_with(Arc::clone(&self.verifier))
    }

    fn config_with(&self, verifier: Arc<dyn ServerCertVerifier>) -> Result<ClientConfig, Error> {
        let mut config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(config)
    }

    /// Shakes hands on a connection and closes it; ends at `end` at the latest.
    pub(super) async fn handshake(&self, name: &str, stream: TcpStream, end: Instant) -> Handshake {
        let recorder = Arc::new(Recorder::new(Arc::clone(&self.verifier)));
        let prepared =
            self.config_with(Arc::<Recorder>::clone(&recorder)).ok().zip(ServerName::try_from(name.to_owned()).ok());
        let Some((config, name)) = prepared else {
            return Handshake { outcome: TlsOutcome::Error, issuer: None };
        };
        let shaken = timeout_at(end, TlsConnector::from(Arc::new(config)).connect(name, stream)).await;
        let issuer = recorder.issuer().unwrap_or_default();
        let outcome = match shaken {
            Ok(Ok(_)) => TlsOutcome::Ok,
            Err(_) => TlsOutcome::Timeout,
            Ok(Err(error)) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
                Some(Error::InvalidCertificate(error)) => fault(error, &issuer),
                Some(_) => TlsOutcome::Error,
                None => broken(error.kind()),
            },
        };
        Handshake { outcome, issuer: issuer.name }
    }
}

fn broken(kind: ErrorKind) -> TlsOutcome {
    match kind {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::fake::{self, Authority, Identity};
    use std::net::SocketAddr;
    use std::time::Duration;

    fn shake(roots: &[&Authority], name: &str, server: SocketAddr) -> Handshake {
        let roots = roots.iter().map(|authority| authority.certificate()).collect();
        let trust = Trust::new(Some(&Overrides { roots, ..Overrides::default() })).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let stream = TcpStream::connect(server).await.unwrap();
            trust.handshake(name, stream, Instant::now() + Duration::from_millis(700)).await
        })
    }

    fn serve(identity: &Identity) -> SocketAddr {
        fake::https(identity, |_| fake::response("200 OK", "", "hello"))
    }

    #[test]
    fn faults_of_certificates_are_told_apart() {
        let (root, stranger) = (Authority::new("Specimen Root"), Authority::new("Specimen Filter"));
        let outcome = |authority: &Authority, name: &str, years| {
            let handshake = shake(&[&root], "portal.test", serve(&authority.identity(name, years)));
            (handshake.outcome, handshake.issuer.unwrap())
        };
        let by = |name: &str| format!("CN={name}");
        assert_eq!(outcome(&root, "portal.test", 2000..4000), (TlsOutcome::Ok, by("Specimen Root")));
        assert_eq!(outcome(&root, "portal.test", 2000..2001), (TlsOutcome::Expired, by("Specimen Root")));
        assert_eq!(outcome(&root, "portal.test", 3999..4000), (TlsOutcome::NotYetValid, by("Specimen Root")));
        assert_eq!(outcome(&root, "other.test", 2000..4000), (TlsOutcome::WrongHost, by("Specimen Root")));
        assert_eq!(outcome(&stranger, "portal.test", 2000..4000), (TlsOutcome::UnknownIssuer, by("Specimen Filter")));
    }

    #[test]
    fn a_certificate_that_signs_itself_has_no_known_issuer() {
        let (root, own) = (Authority::new("Specimen Root"), Authority::new("portal.test"));
        assert_eq!(shake(&[&root], "portal.test", serve(&own.own_identity())).outcome, TlsOutcome::UnknownIssuer);
    }

    #[test]
    fn there_is_always_something_to_trust() {
        assert!(Trust::new(None).is_ok());
        assert_eq!(certificates(&[b"no certificate".to_vec()]).len(), 0);
    }

    #[test]
    fn silence_and_breaking_off_are_told_apart() {
        let root = Authority::new("Specimen Root");
        assert_eq!(shake(&[&root], "portal.test", fake::accepting()).outcome, TlsOutcome::Timeout);
        assert_eq!(shake(&[&root], "portal.test", fake::closing()).outcome, TlsOutcome::Reset);
        assert_eq!(shake(&[&root], "portal.test", fake::babbling()).outcome, TlsOutcome::Error);
        assert_eq!(shake(&[&root], "not a name", fake::accepting()).outcome, TlsOutcome::Error);
    }
}
