//! Files of a pack, and the tables about the pack as a whole.

use super::{
    CHECKED, CODES, CONCEPT, CONFIDENCE, Foreign, Form, LETTERS, MESSAGES, PROBLEM, RULE, SCHEMA, Table, may, needed,
};

const TITLE: &str = "The heading of the theme; the file's name where it is absent.";
const DATA: &str = "Lists and tables of the pack's own; conditions see them as `pack`.";
const RULES: &str = "The checks of the theme, in the order in which they are asked.";

/// A file of a pack.
pub static FILE: Table = Table {
    heading: "a file",
    what: "a rule file",
    doc: "A pack is a folder of TOML files; everything may stand in any of them, and a file with rules is a theme of its name. Two names are special: `words.toml` and `codes.toml` are read only for messages, and hold nothing else.",
    keys: &[
        SCHEMA,
        may("title", Form::Text, TITLE),
        may("pack", Form::Table(&PACK), "What the pack is called; in one file of it."),
        may("guide", Form::Tables(&GUIDE), "The documented process, a line each."),
        may("limit", Form::Tables(&LIMIT), "Figures that the provider publishes."),
        may("step", Form::Tables(&STEP), "The steps of an activation, in order."),
        may(
            "portals",
            Form::Foreign(Foreign::Portals),
            "The provider's domains, its stations and their pages; in one file of the pack.",
        ),
        may("network", Form::Foreign(Foreign::Network), "Whom the network probe asks; in one file of the pack."),
        may("problem", Form::Tables(&PROBLEM), "Documented problems, for `diagnose`."),
        may("rule", Form::Tables(&RULE), RULES),
        may("data", Form::Data, DATA),
    ],
    either: &[],
};

/// A file of a pack as someone who adds a rule sees it.
pub static RULE_FILE: Table = Table {
    heading: "a file of rules",
    what: "a rule file",
    doc: "A file of rules: one theme.",
    keys: &[
        SCHEMA,
        may("title", Form::Text, TITLE),
        may("rule", Form::Tables(&RULE), RULES),
        may("data", Form::Data, DATA),
    ],
    either: &[],
};

/// A file about messages.
pub static MESSAGES_FILE: Table = Table {
    heading: "words.toml and codes.toml",
    what: "a file about messages",
    doc: "The files of these two names are long, and read only when a message is. They hold these tables and no others.",
    keys: &[
        SCHEMA,
        may("concept", Form::Tables(&CONCEPT), "Words of several languages for one thing, in `words.toml`."),
        may("messages", Form::Table(&MESSAGES), "Which concepts and words are special."),
        may("codes", Form::Tables(&CODES), "Documented codes by source, in `codes.toml`."),
    ],
    either: &[],
};

/// `[pack]`
pub static PACK: Table = Table {
    heading: "[pack]",
    what: "[pack]",
    doc: "What the pack is called. Its heading stands on a line of its own.",
    keys: &[
        needed("id", Form::Text, "Its stable name, as after `--pack`."),
        needed("version", Form::Text, "Its version, such as the day of its last change."),
        needed("title", Form::Text, "Its name for people."),
        may("default", Form::Flag, "Whether it is the one that is used where none is named; one embedded pack."),
    ],
    either: &[],
};

/// `[[guide]]`
pub static GUIDE: Table = Table {
    heading: "[[guide]]",
    what: "a line of the guide",
    doc: "One line of the documented process. Rules and problems name the lines that they serve.",
    keys: &[needed("id", Form::Text, "Its stable name, such as S1."), needed("says", Form::Text, "The line itself.")],
    either: &[],
};

/// `[[limit]]`
pub static LIMIT: Table = Table {
    heading: "[[limit]]",
    what: "a limit",
    doc: "A published value, with its source. One limit may have several values: of those that hold on the day of the run the one that began last counts, then the one of higher confidence, then the first.",
    keys: &[
        needed("id", Form::Text, "What conditions call it, `limits.name_max`: small letters, digits and _."),
        needed("value", Form::Value, "The value."),
        may("unit", Form::Text, "Of what, for people."),
        may("note", Form::Text, "What else is to be known of it."),
        may("since", Form::Date, "The first day on which it holds; from ever where it is not known."),
        may("until", Form::Date, "The last day on which it holds."),
        needed("source", Form::Text, "Where it is published."),
        needed("checked", Form::Date, CHECKED),
        needed("confidence", Form::Word(LETTERS), CONFIDENCE),
    ],
    either: &[],
};

/// `[[step]]`
pub static STEP: Table = Table {
    heading: "[[step]]",
    what: "a step",
    doc: "A step of an activation, for what is left to do; conditions see the list as `pack.steps`.",
    keys: &[
        needed("id", Form::Word(crate::fact::schema::STEPS), "Its name in `status.done` and `journal.step`."),
        needed("says", Form::Text, "What it is, for people."),
        may("takes", Form::Text, "How long it takes: the id of a line of the guide."),
    ],
    either: &[],
};
