//! What the language itself brings: forms that look like functions and take a condition, or something that need not be there.

/// A form of the language.
#[derive(Debug)]
pub struct Form {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub signature: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// A call and what it gives; run as a test.
    pub example: (&'static str, &'static str),
}

/// Every form.
pub static FORMS: &[Form] = &[
    Form {
        name: "has",
        signature: "has(record.field) -> bool",
        doc: "Whether something is given.",
        example: ("has(identity.surname)", "false"),
    },
    Form {
        name: "default",
        signature: "default(value: any, otherwise: any) -> any",
        doc: "The value, or another where it is not given.",
        example: ("default(identity.surname, 'none')", "'none'"),
    },
    Form {
        name: "all",
        signature: "list.all(item, condition: bool) -> bool",
        doc: "Whether a condition holds of every item.",
        example: ("['a', 'b'].all(x, size(x) == 1)", "true"),
    },
    Form {
        name: "exists",
        signature: "list.exists(item, condition: bool) -> bool",
        doc: "Whether a condition holds of some item.",
        example: ("['a', 'bc'].exists(x, size(x) == 2)", "true"),
    },
    Form {
        name: "exists_one",
        signature: "list.exists_one(item, condition: bool) -> bool",
        doc: "Whether a condition holds of exactly one item.",
        example: ("['a', 'b'].exists_one(x, size(x) == 1)", "false"),
    },
    Form {
        name: "map",
        signature: "list.map(item, value: any) -> list<any>",
        doc: "A value for each item.",
        example: ("['a', 'bc'].map(x, size(x))", "[1, 2]"),
    },
    Form {
        name: "filter",
        signature: "list.filter(item, condition: bool) -> list<any>",
        doc: "The items of which a condition holds.",
        example: ("['a', 'bc'].filter(x, size(x) == 2)", "['bc']"),
    },
];
