//! What is asked of the network in one run.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::settings::Settings;
use super::world::World;

/// Hosts of one run; those beyond are left out, controls first.
const MAX_HOSTS: usize = 16;

/// The shortest and the longest time that a run may take.
const DEADLINES: (Duration, Duration) = (Duration::from_millis(200), Duration::from_mins(1));

/// Time for everything where neither the user nor the pack names one.
const DEADLINE: Duration = Duration::from_secs(6);

/// Time for an upload probe where the pack names none.
const UPLOAD_DEADLINE: Duration = Duration::from_secs(20);

/// Says which station of a pack's map an address belongs to.
pub type Stations = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// What is asked.
#[derive(Clone)]
pub struct Plan {
    /// Whom the pack wants to be asked.
    pub settings: Settings,
    /// Time for everything but the upload probe.
    pub deadline: Duration,
    /// Bytes of the upload probe, where it is wanted.
    pub upload: Option<u64>,
    /// The application's own page and the domains to which it may lead.
    pub page: Option<(Url, Vec<String>)>,
    /// The mail domain of the application's address.
    pub mail_domain: Option<String>,
    /// Root certificates (DER) in place of the shipped public ones.
    pub roots: Option<Vec<Vec<u8>>>,
    /// Which station of the pack's map an address belongs to.
    pub station: Stations,
    /// The operating system, or what stands in for it.
    pub world: World,
}

/// One host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its DNS name.
    pub name: String,
    /// The page that is asked for.
    pub url: Url,
    /// Whether it is a host of others.
    pub control: bool,
}

impl Plan {
    /// A plan of a pack's settings and nothing else.
    pub fn new(settings: Settings) -> Self {
        let deadline = match settings.deadline_ms {
            0 => DEADLINE,
            ms => Duration::from_millis(ms),
        };
        Self {
            settings,
            deadline,
            upload: None,
            page: None,
            mail_domain: None,
            roots: None,
            station: Arc::new(|_| None),
            world: World::default(),
        }
    }

    /// The time that is kept.
    pub fn kept_deadline(&self) -> Duration {
        self.deadline.clamp(DEADLINES.0, DEADLINES.1)
    }

    /// The time that the upload probe may take.
    pub fn upload_deadline(&self) -> Duration {
        match self.settings.upload_deadline_ms {
            0 => UPLOAD_DEADLINE,
            ms => Duration::from_millis(ms).clamp(DEADLINES.0, DEADLINES.1),
        }
    }

    /// The hosts that are asked, the provider's first. What is no HTTPS address with a name is left out.
    pub fn targets(&self) -> Vec<Target> {
        let target = |page: &String, control| {
            let url = Url::parse(page).ok().filter(|url| url.scheme() == "https")?;
            let name = url.domain()?.to_owned();
            name.parse::<IpAddr>().is_err().then_some(Target { name, url, control })
        };
        let hosts = self.settings.pages.iter().filter_map(|page| target(page, false));
        let controls = self.settings.controls.iter().filter_map(|page| target(page, true));
        hosts.chain(controls).take(MAX_HOSTS).collect()
    }
}
