//! Sentences of rules: what stands in them, and how they end.

use super::Linter;
use crate::fact::Sensitivity;

impl Linter<'_> {
    /// Titles, reasons, and the lines of the guide.
    pub(super) fn sentences(&mut self) {
        let has_guide = !self.pack.guide.is_empty();
        for rule in self.rules {
            if has_guide && rule.guide.is_empty() {
                let message = format!("`{}` names no line of the guide", rule.id);
                self.remark("no-guide", rule.file, rule.span, message, "add `guide = [\"…\"]` with ids of [[guide]]");
            }
            let names = self.pack.names_of(rule);
            for condition in rule.title.conditions() {
                let personal = condition
                    .expression(|| names.clone())
                    .is_ok_and(|checked| checked.sensitivity() > Sensitivity::Public);
                if personal {
                    let message =
                        format!("the title of `{}` shows {{{}}}, a value of the applicant's", rule.id, condition.text);
                    let help = "say it without the value, or in `fix.text`";
                    self.remark("personal-title", rule.file, condition.span, message, help);
                }
            }
            if rule.title.plain().trim_end().ends_with(['.', '。']) {
                let message = format!("the title of `{}` ends with a full stop", rule.id);
                self.remark("title-full-stop", rule.file, rule.title.span, message, "leave it out");
            }
            if !ends(&rule.why.plain()) {
                let message = format!("the `why` of `{}` does not end as a sentence", rule.id);
                self.remark("why-full-stop", rule.file, rule.why.span, message, "end it with a full stop");
            }
        }
    }
}

/// Whether it ends as a sentence; of one that ends with a placeholder nobody can tell.
fn ends(sentence: &str) -> bool {
    sentence.trim_end().ends_with(['.', '!', '?', '。', '}'])
}
