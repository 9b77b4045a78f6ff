//! Portal addresses.

use super::super::function::{Function, Kind};
use super::judged::Judged;
use super::{record_at, text_at, text_of};
use crate::fact::Value;
use crate::text::portal;

pub const TABLE: &[Function] = &[
    Function {
        name: "judge_url",
        params: &[("field", Kind::Field)],
        result: Kind::Judged,
        doc: "Whether an address is safe and belongs to the right station, by the pack's map of portals; raw text and parsed host are judged both.",
        example: ("size(judge_url(field('https://portal.example/', 'url'))) > 0", "true"),
        reads: &[],
        call: |scope, args| {
            let field = record_at(args, 0)?;
            let path = text_of(field, "path")?;
            let judgement = portal::judge(text_of(field, "value")?, scope.portals);
            Ok(Value::list(judgement.defects.iter().map(|defect| {
                Judged::about(path)
                    .defect(defect)
                    .with("fix", Value::maybe_text(judgement.fix.as_deref()))
                    .with("relation", Value::maybe_text(judgement.station.as_deref()))
                    .value()
            })))
        },
    },
    Function {
        name: "station",
        params: &[("url", Kind::Text)],
        result: Kind::Text,
        doc: "The station of the pack's map that an address belongs to; empty where that is not certain.",
        example: ("station('https://portal.example/')", "''"),
        reads: &[],
        call: |scope, args| {
            let judgement = portal::judge(text_at(args, 0)?, scope.portals);
            Ok(Value::text(judgement.station.unwrap_or_default()))
        },
    },
    Function {
        name: "host",
        params: &[("url", Kind::Text)],
        result: Kind::Text,
        doc: "The host that a browser would go to (WHATWG URL); empty where there is none.",
        example: ("host('https://a.example:8443/x')", "'a.example'"),
        reads: &[],
        call: |_, args| {
            let parsed = url::Url::parse(text_at(args, 0)?).ok();
            Ok(Value::text(parsed.as_ref().and_then(url::Url::host_str).unwrap_or("")))
        },
    },
];
