//! Certificates of handshakes, of failed ones too.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme};
use x509_parser::parse_x509_certificate;

use super::observation::{TlsOutcome, shown};

/// What a certificate says about its issuer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Issuer {
    /// The distinguished name (RFC 5280 §4.1.2.4), where it can be read and is not empty.
    pub name: Option<String>,
    /// Whether the certificate names itself as its issuer.
    pub itself: bool,
}

impl Issuer {
    pub(super) fn of(certificate: &[u8]) -> Self {
        let Ok((_, certificate)) = parse_x509_certificate(certificate) else {
            return Self::default();
        };
        let name = shown(&certificate.issuer().to_string());
        let itself = certificate.issuer().as_raw() == certificate.subject().as_raw();
        Self { name: Some(name).filter(|name| !name.is_empty()), itself }
    }
}

/// Decides as another verifier does, and remembers who issued what was shown.
#[derive(Debug)]
pub(super) struct Recorder {
    inner: Arc<dyn ServerCertVerifier>,
    issuer: Mutex<Option<Issuer>>,
}

impl Recorder {
    pub(super) fn new(inner: Arc<dyn ServerCertVerifier>) -> Self {
        Self { inner, issuer: Mutex::new(None) }
    }

    /// The issuer of the certificate that was shown last.
    pub(super) fn issuer(&self) -> Option<Issuer> {
        self.issuer.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        *self.issuer.lock().unwrap_or_else(PoisonError::into_inner) = Some(Issuer::of(end_entity));
        self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
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

    fn requires_raw_public_keys(&self) -> bool {
        self.inner.requires_raw_public_keys()
    }

    fn root_hint_subjects(&self) -> Option<&[DistinguishedName]> {
        self.inner.root_hint_subjects()
    }
}

/// What is wrong with a certificate.
pub(super) fn fault(error: &CertificateError, issuer: &Issuer) -> TlsOutcome {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsOutcome::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => TlsOutcome::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => TlsOutcome::WrongHost,
        CertificateError::UnknownIssuer => TlsOutcome::UnknownIssuer,
        // Verifiers object to other things first in a certificate that signs itself, such as its being an authority's.
        CertificateError::Other(_) if issuer.itself => TlsOutcome::UnknownIssuer,
        _ => TlsOutcome::Error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::fake::Authority;
    use proptest::prelude::*;

    #[test]
    fn the_issuer_is_named() {
        let identity = Authority::new("Specimen Filter CA").identity("portal.test", 2000..4000);
        let issuer = Issuer::of(&identity.certificate);
        assert_eq!(issuer, Issuer { name: Some("CN=Specimen Filter CA".to_owned()), itself: false });
        assert!(Issuer::of(&Authority::new("Specimen Root").certificate()).itself);
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            Issuer::of(&bytes);
        }

        #[test]
        fn a_broken_certificate_is_survived(at in 0usize..2000, byte in any::<u8>()) {
            let mut certificate = Authority::new("Specimen Root").certificate();
            let length = certificate.len();
            certificate[at % length] = byte;
            Issuer::of(&certificate);
            Issuer::of(&certificate[..at % length]);
        }
    }
}
