//! What nothing leads to: limits, problems and concepts.

use std::collections::BTreeSet;

use super::Linter;
use crate::rule::Problem;

impl Linter<'_> {
    /// Looks for what is declared and never used.
    pub(super) fn reached(&mut self) {
        let pack = self.pack;
        let mut limits: BTreeSet<String> = pack.rules.iter().flat_map(|rule| rule.limits()).collect();
        limits.extend(pack.problems.iter().flat_map(Problem::limits));
        let mut told = BTreeSet::new();
        for limit in pack.limits.iter().filter(|limit| !limits.contains(&limit.id)) {
            if told.insert(&limit.id) {
                let message = format!("nothing uses the limit `{}`", limit.id);
                let help = format!("use {{limits.{}}} in a rule or a problem, or leave it out", limit.id);
                self.remark("unused-limit", limit.file, limit.span, message, help);
            }
        }
        let symptoms = pack.symptoms();
        let by_rules: BTreeSet<&str> = pack.rules.iter().map(|rule| &*rule.problem).collect();
        let by_codes: BTreeSet<&str> = symptoms.codes.iter().map(|code| code.problem.as_str()).collect();
        for problem in &pack.problems {
            let by_itself = !(problem.texts.is_empty() && problem.wordings.is_empty() && problem.signs.is_empty());
            if !by_itself && !by_rules.contains(&*problem.id) && !by_codes.contains(&*problem.id) {
                let message = format!("no rule, code, text or wording leads to the problem `{}`", problem.id);
                let help =
                    format!("add `texts` or [[problem.wording]], or name it in a rule: problem = \"{}\"", problem.id);
                self.remark("unreachable-problem", problem.file, problem.span, message, help);
            }
        }
        for rule in pack.rules.iter().filter(|rule| pack.problem(&rule.id).is_some()) {
            let message = format!("a rule and a problem are both called `{}`", rule.id);
            self.remark(
                "shared-id",
                rule.file,
                rule.span,
                message,
                "give one of them another name, if that is not meant",
            );
        }
        let wordings = pack.problems.iter().flat_map(|problem| &problem.wordings);
        let in_wordings = wordings.flat_map(|wording| wording.has.iter().chain(&wording.lacks));
        let used: BTreeSet<&String> = in_wordings.chain(&symptoms.elsewhere).chain(&symptoms.own).collect();
        for concept in symptoms.concepts.iter().filter(|concept| !used.contains(&concept.id)) {
            let message = format!("no problem uses the concept `{}`", concept.id);
            let help = "name it in a [[problem.wording]], or leave it out";
            self.remark("unused-concept", concept.file, concept.span, message, help);
        }
    }
}
