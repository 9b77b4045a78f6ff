//! Who vouches for hosts: a private root, the intermediate that issues for everybody, and others whom nobody trusts.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::{ToSpan, Zoned};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CustomExtension, DistinguishedName, DnType, IsCa, Issuer,
    KeyPair, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Where the intermediate is that nobody sends.
pub const ISSUERS_URL: &str = "http://issuers.example/elsewhere.cer";

/// How a host's certificate comes about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    /// The name that it is for.
    pub name: String,
    /// Days from today between which it is valid.
    pub days: (i32, i32),
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// By the intermediate, which is sent along.
    Good,
    /// By the intermediate, which is not sent.
    NoIntermediate,
    /// By another intermediate that nobody sends, but says where it is.
    IntermediateElsewhere,
    /// By itself.
    SelfSigned,
    /// By another authority's root, which bears this name.
    By(String),
}

struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
}

struct Office {
    root: Authority,
    intermediate: Authority,
    elsewhere: Authority,
    others: Mutex<BTreeMap<String, Arc<Authority>>>,
    /// Keys take their time; worlds share them.
    issued: Mutex<BTreeMap<Order, Arc<ServerConfig>>>,
}

static OFFICE: LazyLock<Office> = LazyLock::new(|| {
    let root = Authority::new("Specimen Root", None);
    let intermediate = Authority::new("Specimen Intermediate", Some(&root.issuer));
    let elsewhere = Authority::new("Specimen Intermediate Elsewhere", Some(&root.issuer));
    Office { root, intermediate, elsewhere, others: Mutex::default(), issued: Mutex::default() }
});

/// The root that stands in for the public ones, DER.
pub fn root() -> Vec<u8> {
    OFFICE.root.certificate.to_vec()
}

/// The intermediate that nobody sends, DER.
pub fn intermediate_elsewhere() -> Vec<u8> {
    OFFICE.elsewhere.certificate.to_vec()
}

/// The root of another authority, DER.
pub fn other_root(name: &str) -> Vec<u8> {
    OFFICE.other(name).certificate.to_vec()
}

/// A certificate as a file holds it (RFC 7468).
pub fn pem(der: &CertificateDer<'_>) -> String {
    let text = BASE64.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

/// What a host needs to shake hands.
pub fn issue(order: &Order) -> Arc<ServerConfig> {
    if let Some(known) = OFFICE.issued.lock().unwrap().get(order) {
        return Arc::clone(known);
    }
    let issued = Arc::new(OFFICE.issue(order));
    OFFICE.issued.lock().unwrap().insert(order.clone(), Arc::clone(&issued));
    issued
}

impl Authority {
    fn new(name: &str, above: Option<&Issuer<'static, KeyPair>>) -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name = named(name);
        // Longer than any clock of a test is wrong.
        (params.not_before, params.not_after) = (date_time_ymd(1990, 1, 1), date_time_ymd(2190, 1, 1));
        let certificate = match above {
            None => params.self_signed(&key),
            Some(above) => params.signed_by(&key, above),
        };
        Self { certificate: certificate.unwrap().der().clone(), issuer: Issuer::new(params, key) }
    }
}

impl Office {
    fn other(&self, name: &str) -> Arc<Authority> {
        let mut others = self.others.lock().unwrap();
        Arc::clone(others.entry(name.to_owned()).or_insert_with(|| Arc::new(Authority::new(name, None))))
    }

    fn issue(&self, order: &Order) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![order.name.clone()]).unwrap();
        params.distinguished_name = named(&order.name);
        let day = |from_today: i32| {
            let day = Zoned::now().date().saturating_add(from_today.days());
            date_time_ymd(day.year().into(), day.month().unsigned_abs(), day.day().unsigned_abs())
        };
        (params.not_before, params.not_after) = (day(order.days.0), day(order.days.1));
        if order.kind == Kind::IntermediateElsewhere {
            params.custom_extensions.push(issuers_place());
        }
        let by = |issuer: &Authority| -> Certificate { params.signed_by(&key, &issuer.issuer).unwrap() };
        let chain = match &order.kind {
            Kind::Good => vec![by(&self.intermediate).der().clone(), self.intermediate.certificate.clone()],
            Kind::NoIntermediate => vec![by(&self.intermediate).der().clone()],
            Kind::IntermediateElsewhere => vec![by(&self.elsewhere).der().clone()],
            Kind::SelfSigned => vec![params.self_signed(&key).unwrap().der().clone()],
            Kind::By(name) => {
                let other = self.other(name);
                vec![by(&other).der().clone(), other.certificate.clone()]
            }
        };
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, PrivateKeyDer::try_from(key.serialize_der()).unwrap())
            .unwrap()
    }
}

/// Where the intermediate is: Authority Information Access (RFC 5280 §4.2.2.1) with one description, in DER.
fn issuers_place() -> CustomExtension {
    const EXTENSION: [u64; 9] = [1, 3, 6, 1, 5, 5, 7, 1, 1];
    /// The object identifier 1.3.6.1.5.5.7.48.2, `id-ad-caIssuers`.
    const ISSUERS: [u8; 10] = [6, 8, 0x2B, 6, 1, 5, 5, 7, 0x30, 2];
    let tagged = |tag: u8, content: &[u8]| [&[tag, u8::try_from(content.len()).unwrap()], content].concat();
    let place = tagged(0x86, ISSUERS_URL.as_bytes());
    CustomExtension::from_oid_content(&EXTENSION, tagged(0x30, &tagged(0x30, &[&ISSUERS[..], &place].concat())))
}

fn named(name: &str) -> DistinguishedName {
    let mut named = DistinguishedName::new();
    named.push(DnType::CommonName, name);
    named
}
