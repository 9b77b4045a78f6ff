//! The rules that a log speaks of, each once.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value as Json, json};
use url::Url;

use super::{level, plain};
use crate::report::page::filled;
use crate::report::printable;
use crate::rule::{Pack, Rule, Template};

/// Descriptors in the order in which rules were named first.
#[derive(Default)]
pub struct Rules {
    known: HashMap<Arc<str>, usize>,
    descriptors: Vec<Json>,
}

impl Rules {
    /// The place of a rule's descriptor; `None` where the pack has no such rule.
    pub fn index(&mut self, pack: &Pack, today: Date, id: &Arc<str>) -> Option<usize> {
        if let Some(index) = self.known.get(id) {
            return Some(*index);
        }
        let rule = pack.rule(id)?;
        let index = self.descriptors.len();
        self.known.insert(Arc::clone(id), index);
        self.descriptors.push(descriptor(pack, rule, today));
        Some(index)
    }

    /// The descriptors.
    pub fn take(&mut self) -> Vec<Json> {
        std::mem::take(&mut self.descriptors)
    }
}

fn descriptor(pack: &Pack, rule: &Rule, today: Date) -> Json {
    let text = |text: &Template| plain(&printable(&general(&filled(pack, today, text))));
    let help = rule.fix.as_ref().map_or_else(|| text(&rule.why), |fix| text(&fix.text));
    let source = &rule.source;
    let mut descriptor = json!({
        "id": &*rule.id,
        "shortDescription": {"text": text(&rule.title)},
        "fullDescription": {"text": text(&rule.why)},
        "help": {"text": help},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {
            "tags": [&*rule.theme],
            "problem": &*rule.problem,
            "guide": rule.guide,
            "source": {"url": source.url, "checked": source.checked, "confidence": source.confidence.name()},
        },
    });
    let is_page = Url::parse(&source.url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if let (true, Some(object)) = (is_page, descriptor.as_object_mut()) {
        object.insert("helpUri".to_owned(), json!(source.url));
    }
    descriptor
}

/// A sentence in which what only a finding knows is left open.
fn general(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        out.push('…');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::general;

    #[test]
    fn a_placeholder_is_left_open() {
        assert_eq!(general("Turned by {it.degrees} degrees"), "Turned by … degrees");
        assert_eq!(general("plain {"), "plain …");
    }
}
