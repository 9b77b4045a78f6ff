//! Limits: values that do not decide, and values that have ended.

use super::Linter;
use crate::rule::Limit;

impl Linter<'_> {
    /// The values of each limit against each other.
    pub(super) fn limits(&mut self) {
        let (limits, today) = (&self.pack.limits, self.today);
        for (index, limit) in limits.iter().enumerate() {
            let mut others = limits.iter().take(index).filter(|first| first.id == limit.id);
            if others.any(|first| undecided(first, limit)) {
                let message =
                    format!("two values of `{}` hold on the same days, and nothing tells which counts", limit.id);
                let help = "give the newer one `since`, the older one `until`, or the weaker source another confidence";
                self.remark("undecided-limit", limit.file, limit.span, message, help);
            }
            let holds = limits.iter().any(|other| other.id == limit.id && other.holds(today));
            let next = limit.until.and_then(|until| until.tomorrow().ok());
            let later = || limits.iter().any(|other| other.id == limit.id && other.since > next);
            if let Some(next) = next
                && later()
                && !limits.iter().any(|other| other.id == limit.id && other.holds(next))
            {
                let message = format!("no value of `{}` holds on {next}, though a later one is known", limit.id);
                let help = "let the later one begin on that day, or correct `until`";
                self.remark("limit-gap", limit.file, limit.span, message, help);
            }
            let ended = limit.until.filter(|until| *until < today && !holds);
            if let Some(until) = ended {
                let message = format!("`{}` held until {until}, and no other value holds on {today}", limit.id);
                let help = "add the value that holds now with `since`, or correct `until`";
                self.remark("limit-ended", limit.file, limit.span, message, help);
            }
        }
    }
}

/// Whether there is a day on which the order in the file alone decides between two values.
fn undecided(a: &Limit, b: &Limit) -> bool {
    let ends_before = |a: &Limit, b: &Limit| a.until.zip(b.since).is_some_and(|(until, since)| until < since);
    let together = !ends_before(a, b) && !ends_before(b, a);
    together && a.since == b.since && a.source.confidence == b.source.confidence && a.value != b.value
}
