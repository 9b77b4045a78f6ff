//! The diagnosis for programs: the report, and `problems` or `nearest`.

use serde_json::{Map, Value as Json, json};

use super::Story;
use crate::diagnosis::Named;
use crate::report::Shown;
use crate::report::json::location;

/// The report as one JSON object.
pub fn json(story: &Story<'_>, shown: &mut Shown) -> Json {
    let mut object = crate::report::json(story.report, shown);
    let diagnosis = story.diagnosis;
    let problems: Vec<Json> = diagnosis.problems.iter().map(|named| problem(story, named, shown)).collect();
    let Some(fields) = object.as_object_mut() else { return object };
    fields.insert("problems".to_owned(), json!(problems));
    if let Some(known) = diagnosis.message_known {
        let codes: Vec<Json> =
            diagnosis.mute.iter().map(|code| json!({"code": code.code, "says": code.says})).collect();
        fields.insert(
            "message".to_owned(),
            json!({"known": known, "other_codes": codes, "unlisted_codes": diagnosis.unlisted}),
        );
    }
    if diagnosis.problems.is_empty() || diagnosis.message_known == Some(false) {
        let nearest: Vec<Json> =
            diagnosis.nearest.iter().map(|one| json!({"id": &*one.id, "title": one.title})).collect();
        fields.insert("nearest".to_owned(), json!(nearest));
    }
    if story.steps_known() {
        let steps: Vec<Json> = diagnosis
            .steps
            .iter()
            .map(|(step, state)| json!({"id": step.id, "says": step.says, "state": state.name(), "takes": story.takes(step.takes.as_ref())}))
            .collect();
        fields.insert("steps".to_owned(), json!(steps));
    }
    object
}

fn problem(story: &Story<'_>, named: &Named<'_>, shown: &mut Shown) -> Json {
    let evidence = story.evidence(named, shown);
    let mut rules: Vec<String> =
        evidence.iter().filter_map(|one| one.finding).map(|finding| finding.rule.to_string()).collect();
    rules.dedup();
    let evidence: Vec<Json> = evidence
        .iter()
        .map(|one| {
            let mut fields = Map::new();
            fields.insert("kind".to_owned(), json!(one.kind));
            fields.insert("says".to_owned(), json!(one.says));
            if let Some(finding) = one.finding {
                fields.insert("rule".to_owned(), json!(&*finding.rule));
                fields.insert("defect".to_owned(), json!(finding.defect));
                if let Some(field) = &finding.field {
                    fields.insert("field".to_owned(), json!(field));
                    fields.insert("location".to_owned(), json!(location(story.report, field)));
                }
            }
            Json::Object(fields)
        })
        .collect();
    let causes: Vec<Json> = named
        .causes
        .iter()
        .map(|cause| {
            let speaks: Vec<Json> = cause
                .findings
                .iter()
                .filter_map(|index| story.report.findings.get(*index))
                .map(|finding| json!({"rule": &*finding.rule, "defect": finding.defect, "field": finding.field}))
                .collect();
            let against: Vec<&str> = cause.against.iter().map(|rule| &**rule).collect();
            json!({
                "id": &*cause.cause.id,
                "title": story.sentence(&cause.cause.title),
                "for": speaks,
                "against": against,
                "settle": story.settle(cause),
            })
        })
        .collect();
    let mut object = json!({
        "id": &*named.problem.id,
        "title": named.problem.title,
        "guide": named.problem.guide,
        "likelihood": (named.likelihood * 1000.0).round() / 1000.0,
        "evidence": evidence,
        "rules": rules,
        "causes": causes,
        "fixes": story.fixes(named),
        "avoid": named.problem.avoid.iter().map(|text| story.sentence(text)).collect::<Vec<String>>(),
        "sources": named.problem.sources,
    });
    if let (Some(wait), Some(fields)) = (named.wait, object.as_object_mut()) {
        fields.insert("wait_until".to_owned(), json!(wait.rfc3339()));
    }
    object
}
