//! Whether mail can reach a domain. The mail servers themselves are not contacted.

use std::sync::{Arc, Mutex, PoisonError};

use super::Run;
use super::dns::{Exchange, Kind, Question, Server, ask_udp};
use super::seen::{DnsOutcome, MailSeen, Transport};

impl Run {
    /// Asks the system's first DNS server, and the first reference where that one says nothing.
    pub async fn ask_mail(self: Arc<Self>, domain: String) {
        let (own, _) = self.world().resolvers();
        let references = self.plan.settings.reference_resolvers.iter();
        let servers = own.first().copied().into_iter().chain(references.map(|one| (one.address, 53).into()).take(1));
        let mut seen = MailSeen { outcome: "unknown".to_owned(), servers: 0 };
        for address in servers {
            let server = Server { address, system: true, transport: Transport::Udp, name: String::new() };
            let exchange = Arc::new(Mutex::new(Exchange::new(server)));
            let ask = |kind| Question { name: domain.clone(), kind };
            let questions = vec![ask(Kind::Mx), ask(Kind::A), ask(Kind::Aaaa)];
            ask_udp(Arc::clone(&self), Arc::clone(&exchange), questions, self.names_end()).await;
            let exchange = exchange.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(told) = judge(&exchange, &domain) {
                seen = told;
                break;
            }
        }
        self.extras(|extras| extras.mail = Some(seen));
    }
}

/// What a server's answers say; nothing where it has none.
fn judge(exchange: &Exchange, domain: &str) -> Option<MailSeen> {
    let mx = exchange.answer(domain, Kind::Mx)?;
    let servers = u32::try_from(mx.exchanges.len()).unwrap_or(u32::MAX);
    let has_address = || {
        [Kind::A, Kind::Aaaa]
            .iter()
            .any(|kind| exchange.answer(domain, *kind).is_some_and(|answer| answer.outcome == DnsOutcome::Ok))
    };
    let outcome = match mx.outcome {
        // One server without a name: the domain takes no mail (RFC 7505 §3).
        DnsOutcome::Ok if mx.exchanges.iter().all(|(_, name)| name == ".") && servers > 0 => "null-mx",
        DnsOutcome::Ok if servers > 0 => "ok",
        DnsOutcome::NxDomain => "nxdomain",
        // Without a record, the domain's own address takes mail (RFC 5321 §5.1).
        DnsOutcome::Ok | DnsOutcome::Empty if has_address() => "ok",
        DnsOutcome::Ok | DnsOutcome::Empty => "no-mx",
        _ => return None,
    };
    Some(MailSeen { outcome: outcome.to_owned(), servers })
}
