//! What certificates say about themselves (RFC 5280).

use rustls::crypto::hash::HashAlgorithm;
use rustls::pki_types::CertificateDer;
use x509_parser::oid_registry::OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS;
use x509_parser::parse_x509_certificate;
use x509_parser::prelude::{GeneralName, ParsedExtension, X509Certificate};
use x509_parser::time::ASN1Time;

use super::seen::CertificateSeen;
use super::shown;

/// Certificates kept of one chain.
pub const MAX_CHAIN: usize = 6;

/// Whether a certificate names itself as its issuer.
pub fn signs_itself(certificate: &CertificateDer<'_>) -> bool {
    read(certificate).is_some_and(|certificate| certificate.issuer().as_raw() == certificate.subject().as_raw())
}

/// The distinguished name of whoever issued a certificate, where it can be read and is not empty.
pub fn issuer(certificate: &CertificateDer<'_>) -> Option<String> {
    Some(shown(&read(certificate)?.issuer().to_string())).filter(|name| !name.is_empty())
}

/// Where a certificate says that its issuer's is to be had.
pub fn issuer_url(certificate: &CertificateDer<'_>) -> Option<String> {
    let parsed = read(certificate)?;
    parsed.extensions().iter().find_map(|extension| {
        let ParsedExtension::AuthorityInfoAccess(access) = extension.parsed_extension() else { return None };
        access.accessdescs.iter().find_map(|one| match &one.access_location {
            GeneralName::URI(url) if one.access_method == OID_PKIX_ACCESS_DESCRIPTOR_CA_ISSUERS => Some(shown(url)),
            _ => None,
        })
    })
}

/// The certificate as evidence.
pub fn seen(certificate: &CertificateDer<'_>) -> CertificateSeen {
    let fingerprint = sha_256(certificate);
    let Some(parsed) = read(certificate) else { return CertificateSeen { fingerprint, ..CertificateSeen::default() } };
    CertificateSeen {
        subject: shown(&parsed.subject().to_string()),
        issuer: shown(&parsed.issuer().to_string()),
        not_before: moment(parsed.validity().not_before),
        not_after: moment(parsed.validity().not_after),
        fingerprint,
    }
}

fn read<'a>(certificate: &'a CertificateDer<'_>) -> Option<X509Certificate<'a>> {
    parse_x509_certificate(certificate).ok().map(|(_, certificate)| certificate)
}

fn moment(time: ASN1Time) -> String {
    jiff::Timestamp::from_second(time.timestamp()).map_or(String::new(), |time| time.to_string())
}

/// SHA-256 in hexadecimal, by the hash that TLS uses anyway.
fn sha_256(bytes: &[u8]) -> String {
    use rustls::crypto::ring::cipher_suite::TLS13_AES_128_GCM_SHA256;
    let Some(suite) = TLS13_AES_128_GCM_SHA256.tls13() else { return String::new() };
    debug_assert_eq!(suite.common.hash_provider.algorithm(), HashAlgorithm::SHA256);
    let digest = suite.common.hash_provider.hash(bytes);
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};

    /// An authority and a certificate that it issued, DER.
    fn issued() -> (CertificateDer<'static>, CertificateDer<'static>) {
        let key = KeyPair::generate().unwrap();
        let mut root = CertificateParams::new(Vec::new()).unwrap();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.distinguished_name = rcgen::DistinguishedName::new();
        root.distinguished_name.push(DnType::CommonName, "Specimen Filter CA");
        let authority = root.self_signed(&key).unwrap().der().clone();
        let mut own = CertificateParams::new(vec!["portal.test".to_owned()]).unwrap();
        own.not_before = date_time_ymd(2000, 1, 1);
        own.not_after = date_time_ymd(4000, 1, 1);
        let own = own.signed_by(&KeyPair::generate().unwrap(), &Issuer::new(root, key)).unwrap();
        (authority, own.der().clone())
    }

    #[test]
    fn what_it_says_is_told() {
        let (authority, own) = issued();
        let said = seen(&own);
        assert_eq!(said.issuer, "CN=Specimen Filter CA");
        assert_eq!(
            (said.not_before.as_str(), said.not_after.as_str()),
            ("2000-01-01T00:00:00Z", "4000-01-01T00:00:00Z")
        );
        assert_eq!(said.fingerprint.len(), 64);
        assert_eq!(issuer(&own).as_deref(), Some("CN=Specimen Filter CA"));
        assert!(!signs_itself(&own) && signs_itself(&authority));
    }

    #[test]
    fn the_fingerprint_is_sha_256() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha_256(b"abc"), known);
    }

    proptest! {
        #[test]
        fn a_broken_certificate_is_survived(at in 0usize..2000, byte in any::<u8>()) {
            let mut certificate = issued().0.to_vec();
            let length = certificate.len();
            certificate[at % length] = byte;
            seen(&CertificateDer::from(certificate[..at % length].to_vec()));
            seen(&CertificateDer::from(certificate));
        }
    }
}
