//! What a pack knows of messages.

use super::{Form, SOURCE, Table, may, needed};

const TERMS: &str =
    "Terms: `|` parts alternatives of one place, `*` takes any ending, `..` lets a few words come between.";

/// `[[concept]]`
pub static CONCEPT: Table = Table {
    heading: "[[concept]]",
    what: "a concept",
    doc: "Words of several languages for one thing.",
    keys: &[
        needed("id", Form::Text, "Its stable name, as wordings have it."),
        may("says", Form::Text, "For people, as in \"the message speaks of …\"; the id where it is absent."),
        may("en", Form::Texts, TERMS),
        may("zh", Form::Texts, "The same in Chinese."),
        may("es", Form::Texts, "The same in Spanish."),
        may("but", Form::Texts, "Terms in which a word means something else."),
    ],
    either: &[],
};

/// `[messages]`
pub static MESSAGES: Table = Table {
    heading: "[messages]",
    what: "[messages]",
    doc: "Concepts and words that are special.",
    keys: &[
        may(
            "elsewhere",
            Form::Texts,
            "Concepts of other companies' products: a message of these, and of none of `own`, is about something else.",
        ),
        may("own", Form::Texts, "Concepts of the provider's own products."),
        may("ordinary", Form::Texts, "Ordinary words that look like slips of words of the pack."),
    ],
    either: &[],
};

/// `[[codes]]`
pub static CODES: Table = Table {
    heading: "[[codes]]",
    what: "a table of codes",
    doc: "Codes that one source documents.",
    keys: &[
        needed("source", Form::Table(&SOURCE), "Where they are documented."),
        may("rows", Form::Tables(&CODE), "The codes."),
    ],
    either: &[],
};

/// `codes.rows`
pub static CODE: Table = Table {
    heading: "codes.rows",
    what: "a code",
    doc: "A documented code of an answer.",
    keys: &[
        needed("code", Form::Text, "As it is documented: CBC.99004008, or key=value."),
        needed("problem", Form::Text, "The problem that it tells, or \"none\"."),
        needed("says", Form::Text, "What it is documented to mean."),
        may("fix", Form::Text, "What is documented to help."),
    ],
    either: &[],
};
