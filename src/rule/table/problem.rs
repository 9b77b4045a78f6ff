//! A documented problem and what stands in it.

use super::{Form, Table, may, needed};

/// `[[problem]]`
pub static PROBLEM: Table = Table {
    heading: "[[problem]]",
    what: "a problem",
    doc: "A documented problem, as `diagnose` names it. Its heading stands on a line of its own.",
    keys: &[
        needed("id", Form::Text, "Its stable name."),
        needed("title", Form::Text, "Its name for people; no placeholders."),
        may("guide", Form::Texts, "Ids of the lines of the guide that it belongs to."),
        may("about", Form::Text, "What it is, in a sentence or two; no placeholders."),
        may("texts", Form::Texts, "Texts that portals show and people type, word for word."),
        may("signs", Form::Texts, "Rules whose findings are the problem itself, as it happened: an id, or id:defect."),
        may("hints", Form::Texts, "Rules whose findings hint at it."),
        may("steps", Form::Texts, "Steps of the journal that it is about; all where none is named."),
        may("fixes", Form::Sentences, "What to do, in order."),
        may("avoid", Form::Sentences, "What not to do."),
        may("takes", Form::Text, "How long it takes: the id of a line of the guide."),
        may("waits", Form::Conditions, "Times (RFC 3339) before which the next try is of no use; the latest counts."),
        may("sources", Form::Texts, "Where it is documented."),
        may("wording", Form::Tables(&WORDING), "Concepts that tell it."),
        may("cause", Form::Tables(&CAUSE), "What may be behind it, the likeliest first."),
    ],
    either: &[],
};

/// `[[problem.wording]]`
pub static WORDING: Table = Table {
    heading: "[[problem.wording]]",
    what: "a wording",
    doc: "Concepts that tell the problem where they stand near each other.",
    keys: &[
        needed("has", Form::Texts, "All of these concepts."),
        may("lacks", Form::Texts, "None of these in the same sentences."),
        may("weight", Form::Integer, "How much it tells; by the number of concepts where it is absent."),
    ],
    either: &[],
};

/// `[[problem.cause]]`
pub static CAUSE: Table = Table {
    heading: "[[problem.cause]]",
    what: "a cause",
    doc: "Something that may be behind the problem.",
    keys: &[
        needed("id", Form::Text, "Its stable name within the problem."),
        needed("title", Form::Sentence, "Its name for people."),
        may(
            "rules",
            Form::Texts,
            "Rules whose findings speak for it and whose passing speaks against it: an id, id:defect, or theme:name.",
        ),
        may("fix", Form::Sentence, "What to do about it."),
        may("settle", Form::Sentence, "What would tell whether it is this one."),
    ],
    either: &[],
};
