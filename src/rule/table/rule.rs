//! A rule and what stands in it.

use super::{CHECKED, CONFIDENCE, Form, LETTERS, Table, may, needed};

const SEVERITIES: &[&str] = &["error", "warning", "advice"];

/// `[[rule]]`
pub static RULE: Table = Table {
    heading: "[[rule]]",
    what: "a rule",
    doc: "One check. A fact that is not given makes it skipped by itself.",
    keys: &[
        needed("id", Form::Text, "Its stable name: small letters, digits and hyphens; reads well after \"allow\"."),
        needed("title", Form::Sentence, "What a finding is called; no values of the applicant's, no full stop."),
        needed("problem", Form::Text, "The id of the problem that it leads to, or \"none\"."),
        may("guide", Form::Texts, "Ids of the lines of the guide that it serves."),
        needed(
            "severity",
            Form::Word(SEVERITIES),
            "How bad it is: error needs a source of confidence A, warning likely trouble, advice better otherwise.",
        ),
        may("severities", Form::Named(&Form::Word(SEVERITIES)), "Severities of single defects, by the defect."),
        may("ignore", Form::Texts, "Defects that `judge` lists and that are none of this rule's business."),
        may("each", Form::Condition, "A list: every item is judged on its own, as `it`."),
        may(
            "at",
            Form::Text,
            "The place that a finding points at: a path, `it` or a field of it with `each`, or a pattern such as `forms[*].surname`.",
        ),
        may("when", Form::Condition, "When it applies."),
        may("expect", Form::Condition, "What must hold; needs `at` and `defect`."),
        may("defect", Form::Text, "The stable name of what is wrong where `expect` does not hold."),
        may("judge", Form::Condition, "A call of a `judge_` function, which lists the defects itself."),
        may("mark", Form::Condition, "The positions to mark in the value."),
        may("region", Form::Condition, "The area of the picture to show."),
        may("evidence", Form::Named(&Form::Condition), "Measured values to show, by name; never the applicant's."),
        may("needs", Form::Texts, "Rules that must not have failed at the same entry."),
        may("explains", Form::Texts, "Rules whose findings about the same hosts follow from this one's."),
        needed("why", Form::Sentence, "Why it matters, in whole sentences."),
        may("fix", Form::Table(&FIX), "What to do."),
        needed("source", Form::Table(&SOURCE), "Where the claim comes from."),
        may("tests", Form::Tables(&TEST), "Its own tests: at least one that passes and one that fails."),
    ],
    either: &[&["expect", "defect", "at"], &["judge"]],
};

/// `rule.fix`
pub static FIX: Table = Table {
    heading: "rule.fix",
    what: "a fix",
    doc: "What to do about a finding. A fix, applied, must cure it.",
    keys: &[
        needed("text", Form::Sentence, "In words."),
        may("edit", Form::Condition, "The exact text to write, with `expect`; a `judge_` function brings its own."),
        may("safe", Form::Flag, "Whether `--fix` may write it without asking."),
    ],
    either: &[],
};

/// `source` of a rule and of a table of codes.
pub static SOURCE: Table = Table {
    heading: "source",
    what: "a source",
    doc: "Where a claim comes from.",
    keys: &[
        needed("url", Form::Text, "The page."),
        needed("checked", Form::Date, CHECKED),
        needed("confidence", Form::Word(LETTERS), CONFIDENCE),
    ],
    either: &[],
};

/// `[[rule.tests]]`
pub static TEST: Table = Table {
    heading: "[[rule.tests]]",
    what: "a test",
    doc: "Facts, and what the rule makes of them. The other keys say more about what is found.",
    keys: &[
        may("name", Form::Text, "What it shows, for people."),
        may("pass", Form::Facts, "Facts in which nothing is found."),
        may("fail", Form::Facts, "Facts in which something is found."),
        may("skip", Form::Facts, "Facts in which there is nothing to judge."),
        may("unsure", Form::Facts, "Facts in which it cannot be told."),
        may("today", Form::Date, "The day of the run; 2026-05-19 where it is absent."),
        may("defects", Form::Texts, "All defects that are found."),
        may("at", Form::Text, "The place of the first finding, forms[0].surname."),
        may("mark", Form::Positions, "The marked positions of the first finding."),
        may("fix", Form::Text, "The exact text that the first finding says to write."),
    ],
    either: &[&["pass"], &["fail"], &["skip"], &["unsure"]],
};
