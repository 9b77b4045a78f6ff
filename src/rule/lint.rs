//! What a pack that loads still does wrong: each kind of it with a name, a level, and what to do.

mod judged;
mod limit;
mod overlap;
mod reached;
mod sentence;
mod source;

use std::sync::Arc;

use jiff::civil::Date;

use super::{Pack, Rule, Severity};
use crate::source::{Source, Span};

/// A kind of thing that lint finds.
#[derive(Debug)]
pub struct Lint {
    /// Its stable name.
    pub id: &'static str,
    /// How bad it is: a warning is a mistake, advice may be meant.
    pub level: Severity,
    /// Why it matters.
    pub why: &'static str,
}

/// Every kind, in the order in which they are described.
pub static LINTS: &[Lint] = &[
    warning("no-passing-test", "a rule that fires on everything would pass all its tests"),
    warning("no-failing-test", "a rule that never fires would pass all its tests"),
    warning("failing-test", "what the rule is said to do and what it does are two things"),
    warning("useless-fix", "who follows it types again and is stopped again"),
    warning("old-source", "providers change their pages; what was true a year ago may refuse people today"),
    warning("safe-without-edit", "there is nothing that `--fix` could write"),
    warning("personal-title", "titles reach dashboards, SARIF and JUnit files, where no value of an applicant belongs"),
    warning("same-check", "one mistake is told twice"),
    warning("same-finding", "only one of the two is shown, and whoever mends one rule has the other left"),
    warning("misspelt-defect", "a misspelt defect changes nothing, and nobody notices"),
    warning("unused-limit", "whoever corrects it believes to have changed something"),
    warning("unreachable-problem", "`diagnose` can never name it"),
    warning("unused-concept", "its words tell nothing"),
    warning("no-guide", "nobody sees which part of the process the rule serves"),
    warning("limit-gap", "in between, rules that need it cannot judge, and sentences have a hole"),
    warning("limit-ended", "rules that need it can no longer judge"),
    advice("unseen-defect", "whether the rule ever meets them nobody knows"),
    advice("undecided-limit", "which of them counts is decided by the order in the file"),
    advice("shared-id", "`rules explain` shows both, and `--only` means the rule"),
    advice("title-full-stop", "a title stands before a colon or in a list"),
    advice("why-full-stop", "it is shown as sentences"),
];

const fn warning(id: &'static str, why: &'static str) -> Lint {
    Lint { id, level: Severity::Warning, why }
}

const fn advice(id: &'static str, why: &'static str) -> Lint {
    Lint { id, level: Severity::Advice, why }
}

/// Something that lint found.
#[derive(Debug)]
pub struct Remark {
    /// What kind of thing.
    pub lint: &'static Lint,
    /// The file, where it is still there.
    pub source: Option<Arc<Source>>,
    /// Where in the file.
    pub span: Span,
    /// What.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What lint goes by.
struct Linter<'a> {
    pack: &'a Pack,
    /// The rules that were asked for.
    rules: &'a [&'a Rule],
    today: Date,
    remarks: Vec<Remark>,
}

/// Looks through the rules that were picked, and through everything else of the pack where all of them were.
pub fn lint(pack: &Pack, rules: &[&Rule], today: Date) -> Vec<Remark> {
    let mut linter = Linter { pack, rules, today, remarks: Vec::new() };
    linter.judged();
    linter.overlaps();
    linter.sentences();
    linter.sources();
    if rules.len() == pack.rules.len() {
        linter.reached();
        linter.limits();
    }
    let mut remarks = linter.remarks;
    let place = |remark: &Remark| {
        let file =
            remark.source.as_ref().and_then(|source| pack.files.iter().position(|file| Arc::ptr_eq(file, source)));
        (file, remark.span, remark.lint.id)
    };
    remarks.sort_by_key(place);
    remarks
}

impl Linter<'_> {
    fn remark(&mut self, id: &str, file: usize, span: Span, message: String, help: impl Into<String>) {
        let lint = LINTS.iter().find(|lint| lint.id == id);
        debug_assert!(lint.is_some(), "{id} is not declared");
        let Some(lint) = lint else { return };
        let source = self.pack.files.get(file).cloned();
        self.remarks.push(Remark { lint, source, span, message, help: help.into() });
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::load::{Extent, load};
    use super::*;

    const HEAD: &str = "[pack]\nid = 'x'\nversion = '1'\ntitle = 'X'\n[[guide]]\nid = 'G1'\nsays = 's'\n";
    const TESTS: &str = "[[rule.tests]]\npass = { account = { username = 'anna' } }\n[[rule.tests]]\nfail = { account = { username = 'a' } }\n";

    fn rule(id: &str, lines: &str) -> String {
        format!(
            "[[rule]]\nid = '{id}'\ntitle = 'A short name'\nproblem = 'none'\nguide = ['G1']\nseverity = 'error'\nat = 'account.username'\nexpect = '''size(account.username) > 2'''\ndefect = '{id}'\nwhy = 'It is short.'\nsource = {{ url = 'u', checked = 2026-11-22, confidence = 'A' }}\n{lines}"
        )
    }

    /// `id line` of everything that is found in a pack of these lines; the head has seven.
    fn found(lines: &str) -> Vec<String> {
        let source = Source::new("pack.toml", format!("{HEAD}{lines}"));
        let pack = load(vec![source], Extent::Checked).unwrap();
        let rules: Vec<&Rule> = pack.rules.iter().collect();
        let line = |remark: &Remark| {
            let line = remark.source.as_ref().map_or(0, |source| source.position(remark.span.start).line);
            format!("{} {line}", remark.lint.id)
        };
        lint(&pack, &rules, date(2026, 12, 1)).iter().map(line).collect()
    }

    #[test]
    fn a_sound_rule_gives_no_remark() {
        assert_eq!(found(&rule("short", TESTS)), [""; 0]);
    }

    #[test]
    fn tests_that_are_missing_or_fail() {
        assert_eq!(found(&rule("short", "")), ["no-failing-test 9", "no-passing-test 9"]);
        let wrong = TESTS.replace("'anna'", "'an'");
        assert_eq!(found(&rule("short", &wrong)), ["failing-test 20"]);
    }

    #[test]
    fn fixes_that_cure_nothing_or_are_none() {
        let fix = format!("fix = {{ text = 'Take it', edit = '''account.username''', safe = true }}\n{TESTS}");
        assert_eq!(found(&rule("short", &fix)), ["useless-fix 23"]);
        let fix = format!("fix = {{ text = 'Take it', safe = true }}\n{TESTS}");
        assert_eq!(found(&rule("short", &fix)), ["safe-without-edit 19"]);
    }

    #[test]
    fn sentences() {
        let lines = rule("short", TESTS).replace("A short name", "{account.username} is short.");
        assert_eq!(found(&lines), ["personal-title 10", "title-full-stop 10"]);
        let lines = rule("short", TESTS).replace("It is short.", "It is short");
        assert_eq!(found(&lines), ["why-full-stop 17"]);
        assert_eq!(found(&rule("short", TESTS).replace("guide = ['G1']\n", "")), ["no-guide 9"]);
        assert_eq!(found(&rule("short", TESTS).replace("2026-11-22", "2025-11-22")), ["old-source 18"]);
    }

    #[test]
    fn rules_that_tell_one_mistake_twice() {
        let both = format!("{}{}", rule("short", TESTS), rule("brief", TESTS));
        assert_eq!(found(&both), ["same-check 24"]);
        let other = rule("brief", TESTS).replace("'brief'\nwhy", "'short'\nwhy").replace(") > 2", ") >= 3");
        assert_eq!(found(&format!("{}{other}", rule("short", TESTS))), ["same-finding 24"]);
    }

    #[test]
    fn words_that_no_finding_shows() {
        let lines = format!("[rule.severities]\nshort = 'warning'\nshrot = 'warning'\n{TESTS}");
        assert_eq!(found(&rule("short", &lines)), ["misspelt-defect 21"]);
        let lines = format!("[rule.severities]\ncase = 'warning'\n{TESTS}");
        assert_eq!(found(&rule("short", &lines)), ["unseen-defect 20"]);
        // What is ignored no test of the rule can show; a slip for what another shows is one.
        let lines = format!("ignore = ['case', 'shrot']\n{TESTS}");
        assert_eq!(found(&rule("short", &lines)), ["misspelt-defect 19"]);
    }

    #[test]
    fn what_nothing_leads_to() {
        let lines = "[[problem]]\nid = 'short'\ntitle = 'P'\n[[limit]]\nid = 'name_min'\nvalue = 3\nsource = 'u'\nchecked = 2026-11-22\nconfidence = 'A'\n";
        let all = format!("{}{lines}", rule("short", TESTS));
        assert_eq!(found(&all), ["shared-id 9", "unreachable-problem 24", "unused-limit 27"]);
    }

    #[test]
    fn limits_that_do_not_decide() {
        let limit = |value: i64, days: &str| {
            format!(
                "[[limit]]\nid = 'name_min'\nvalue = {value}\nsource = 'u'\nchecked = 2026-11-22\nconfidence = 'A'\n{days}"
            )
        };
        let rule = rule("short", TESTS).replace("> 2", ">= limits.name_min");
        assert_eq!(found(&format!("{rule}{}{}", limit(3, ""), limit(2, ""))), ["undecided-limit 30"]);
        assert_eq!(found(&format!("{rule}{}", limit(3, "until = 2026-11-30\n"))), ["limit-ended 24"]);
        let two = |until: &str, since: &str| found(&format!("{rule}{}{}", limit(3, until), limit(2, since)));
        assert_eq!(two("until = 2026-11-30\n", "since = 2026-12-01\n"), [""; 0]);
        assert_eq!(two("until = 2026-11-20\n", "since = 2026-12-01\n"), ["limit-gap 24"]);
    }
}
