//! The declared facts: one table from which the application file is read, conditions are checked and the documentation is made.

use std::sync::{Arc, LazyLock};

use super::shape::{Field, MAX_CHARACTERS, MAX_ENTRIES, Meaning, Origin, Sensitivity, Shape, Type};

/// Kinds of identity documents that an application may name; which of them are accepted is the pack's.
pub const DOCUMENT_KINDS: &[&str] = &[
    "passport",
    "national_id",
    "driving_licence",
    "travel_permit_hk_mo",
    "travel_permit_tw",
    "residence_permit_hk_mo",
    "residence_permit_tw",
    "visa",
];

/// The whole tree of facts.
pub static ROOT: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    shape(
        "facts",
        vec![
            section("portal", &PORTAL, "The page where you are about to sign up."),
            section("account", &ACCOUNT, "What you type when you register."),
            section("identity", &IDENTITY, "What you type for identity verification."),
            many("forms", &FORM, MAX_ENTRIES, "What you typed in other forms."),
            many("documents", &DOCUMENT, MAX_ENTRIES, "The documents that you are about to upload."),
            section("security", &SECURITY, "Second factor and recovery."),
            section("billing", &BILLING, "The payment method."),
            section("situation", &SITUATION, "Where and with what you are doing this."),
            section("status", &STATUS, "What the portal shows now."),
            many("journal", &JOURNAL, MAX_EVENTS, "What happened so far."),
            many("waive", &WAIVE, MAX_ENTRIES, "Findings that are accepted, and until when."),
            probed(section("network", &super::network::NETWORK, "The way to the portal, with --online.")),
            run("today", Type::Date, "The local date of this run, or --today."),
        ],
    )
});

/// Shape of the values that `fields()` and `at` patterns bind as `it`: one typed value and its place.
pub static FIELD: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    shape(
        "field",
        vec![
            // Whatever it is, somebody typed it.
            Field { sensitivity: Sensitivity::Personal, ..own("value", Type::Text, "The text as typed.") },
            own("path", Type::Text, "Its path, `forms[0].surname`."),
            own("key", Type::Text, "The last part of the path."),
            own("section", Type::Text, "The first part of the path, without an index."),
            own("meaning", Type::Text, "What it is for: name, email, phone, number, date, country, url, username."),
        ],
    )
});

/// Shape of one result of a `judge` function. A result without a defect is a comparison that went well.
pub static JUDGED: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    shape(
        "judged",
        vec![
            own("defect", Type::Text, "The stable name of what is wrong; absent where nothing is."),
            own("field", Type::Text, "The path of the value to change."),
            own("related", Type::Text, "The path of the value it was held against."),
            own("at", Type::list(Type::Int), "Code-point positions in the typed value."),
            own("note", Type::Text, "One sentence for a layman; never the whole value."),
            own("fix", Type::Text, "The exact string to type."),
            own("advise", Type::Text, "The string without any risk, where the typed one would do."),
            own("relation", Type::Text, "How the two values relate."),
            own("verdict", Type::Text, "ok, fixable or mismatch."),
            own("unsure", Type::Text, "Why this could not be judged; nothing else counts then."),
            own(
                "region",
                Type::Record(Arc::clone(&super::image::REGION)),
                "The area in the picture of the document that it was held against, else of the document that it is about.",
            ),
            own(
                "place",
                Type::Text,
                "The same in words: which line and which characters of the machine-readable zone.",
            ),
            own(
                "ask",
                Type::Bool,
                "Whether somebody must look before the fix is written: no check digit speaks for it.",
            ),
        ],
    )
});

static PORTAL: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    shape("portal", vec![typed("url", Meaning::Url, "The address of the page as your browser shows it.")])
});

static ACCOUNT: LazyLock<Arc<Shape>> = LazyLock::new(|| shape("account", account_keys()));

static IDENTITY: LazyLock<Arc<Shape>> = LazyLock::new(|| shape("identity", identity_keys()));

static FORM: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    let mut fields = vec![typed("form", Meaning::Prose, "Which form it was: billing, ticket ...")];
    fields.extend(identity_keys());
    fields.extend(account_keys());
    shape("form", fields)
});

static DOCUMENT: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    let mut fields = vec![
        word("kind", DOCUMENT_KINDS, "Which document it is."),
        word("side", &["data-page", "front", "back", "handheld"], "Which side or photo it is."),
        public(typed("file", Meaning::File, "The image or PDF, relative to the application's folder.")),
        typed("surname", Meaning::Name, "The surname as printed, copied by hand."),
        typed("given_names", Meaning::Name, "The given names as printed, copied by hand."),
        typed("name", Meaning::Name, "The full name as printed, copied by hand."),
        typed("number", Meaning::Number, "The number as printed, copied by hand."),
        typed("birth_date", Meaning::Date, "The date of birth as printed, copied by hand."),
        typed("expiry_date", Meaning::Date, "The date of expiry as printed, copied by hand."),
        Field {
            ty: Type::list(Type::Text),
            ..typed("mrz", Meaning::Mrz, "The lines of the machine-readable zone, copied by hand.")
        },
        typed("mrz_name", Meaning::Mrz, "The name field of the machine-readable zone with its fillers."),
    ];
    fields.extend(super::image::document_fields());
    shape("document", fields)
});

static SECURITY: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    shape(
        "security",
        vec![
            word("second_factor", &["authenticator", "sms", "email", "none"], "How you confirm a login."),
            typed("recovery_email", Meaning::Email, "The address for recovery."),
            flag("login_alerts", "Whether login notices are on."),
            Field {
                sensitivity: Sensitivity::Secret,
                origin: Origin::Prompt,
                ..typed("password", Meaning::Password, "From the hidden prompt or standard input, never from a file.")
            },
        ],
    )
});

static BILLING: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    let brands = &["visa", "mastercard", "amex", "unionpay", "jcb", "discover", "diners", "maestro", "mir", "other"];
    shape(
        "billing",
        vec![
            flag("wanted", "Whether you are about to add a payment method."),
            word("method", &["card", "gateway", "none"], "How you want to pay."),
            word("card_brand", brands, "The card's brand; never its number."),
            word("card_kind", &["credit", "debit", "prepaid", "virtual"], "The card's kind."),
            typed("card_country", Meaning::Country, "Where the card was issued."),
            typed("card_expiry", Meaning::Date, "The card's last month, 2027-08 or 08/27."),
            typed("holder", Meaning::Name, "The holder's name as on the card."),
        ],
    )
});

static SITUATION: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    shape(
        "situation",
        vec![
            flag("travelling", "Whether you are away from home while codes are on the way."),
            word("network", &["home", "office", "mobile", "public"], "Which network you use."),
            typed("browser", Meaning::Prose, "The browser's user-agent string."),
        ],
    )
});

static STATUS: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    shape(
        "status",
        vec![
            typed("text", Meaning::Prose, "The status text as shown."),
            public(Field {
                ty: Type::Int,
                ..typed("real_name", Meaning::Measure, "The state of identity verification as a number, -1 to 3.")
            }),
            Field {
                ty: Type::list(Type::Text),
                words: STEPS,
                ..typed("done", Meaning::Word, "The steps that are done.")
            },
        ],
    )
});

/// Steps of an activation.
pub const STEPS: &[&str] = &["register", "email", "phone", "identity", "security", "billing", "confirm", "login"];

/// What happens at a step.
pub const EVENTS: &[&str] = &[
    "code-requested",
    "code-received",
    "code-entered",
    "code-refused",
    "submitted",
    "rejected",
    "approved",
    "message",
    "declined",
    "done",
];

static JOURNAL: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    shape(
        "journal",
        vec![
            typed("at", Meaning::Date, "When, RFC 3339 with an offset."),
            word("step", STEPS, "Which step it belongs to."),
            word("event", EVENTS, "What happened."),
            typed("message", Meaning::Prose, "What the portal said."),
            typed("screenshot", Meaning::File, "The screenshot that you kept."),
            public(Field {
                ty: Type::Bool,
                origin: Origin::File,
                ..typed("screenshot_exists", Meaning::Measure, "Whether the screenshot is there.")
            }),
        ],
    )
});

static WAIVE: LazyLock<Arc<Shape>> = LazyLock::new(|| {
    let note = |name, doc| public(typed(name, Meaning::Note, doc));
    shape(
        "waive",
        vec![
            note("rule", "The rule or the defect that is accepted."),
            note("at", "The place: a path such as identity.surname or forms[*].name, or what it begins with."),
            note("reason", "Why it is accepted, for whoever reads the report."),
            Field { ty: Type::Date, ..note("until", "The last day on which it is accepted.") },
        ],
    )
});

fn account_keys() -> Vec<Field> {
    vec![
        typed("email", Meaning::Email, "The address for codes and notices."),
        typed("phone", Meaning::Phone, "The mobile number for codes."),
        typed("country", Meaning::Country, "The country or region of registration."),
        word("purpose", &["personal", "company"], "What the account is for."),
        typed("username", Meaning::Username, "The account name."),
    ]
}

fn identity_keys() -> Vec<Field> {
    vec![
        typed("surname", Meaning::Name, "The surname as you type it."),
        typed("given_names", Meaning::Name, "The given names as you type them."),
        typed("name", Meaning::Name, "The full name where the form has one field."),
        word("document_kind", DOCUMENT_KINDS, "The kind of document that you select."),
        typed("document_number", Meaning::Number, "The number of the document as you type it."),
        typed("document_country", Meaning::Country, "Where the document was issued."),
        typed("nationality", Meaning::Country, "The nationality as you select it."),
        typed("sex", Meaning::Prose, "The sex as you select it."),
        typed("birth_date", Meaning::Date, "The date of birth as you type it."),
        typed("issue_date", Meaning::Date, "The date of issue as you type it."),
        typed("expiry_date", Meaning::Date, "The date of expiry as you type it."),
    ]
}

/// A shape of these fields.
pub(super) fn shape(name: &str, fields: Vec<Field>) -> Arc<Shape> {
    Arc::new(Shape { name: name.into(), fields })
}

fn typed(name: &str, meaning: Meaning, doc: &str) -> Field {
    Field {
        name: name.into(),
        ty: Type::Text,
        meaning,
        sensitivity: Sensitivity::Personal,
        origin: Origin::Typed,
        doc: doc.into(),
        words: &[],
        most: if meaning == Meaning::Prose { MAX_PROSE } else { MAX_CHARACTERS },
    }
}

/// Most characters of a pasted text: an answer of the portal with its markup.
const MAX_PROSE: usize = 100_000;

/// Most entries of a journal.
const MAX_EVENTS: usize = 300;

fn word(name: &str, words: &'static [&'static str], doc: &str) -> Field {
    Field { words, ..typed(name, Meaning::Word, doc) }
}

fn flag(name: &str, doc: &str) -> Field {
    public(Field { ty: Type::Bool, ..typed(name, Meaning::Measure, doc) })
}

fn public(field: Field) -> Field {
    Field { sensitivity: Sensitivity::Public, ..field }
}

/// A fact that a probe measures; public, since measures hold no words of the applicant.
pub(super) fn measured(origin: Origin, name: &str, ty: Type, doc: &str) -> Field {
    Field { ty, origin, ..public(typed(name, Meaning::Measure, doc)) }
}

fn own(name: &str, ty: Type, doc: &str) -> Field {
    measured(Origin::Run, name, ty, doc)
}

fn run(name: &str, ty: Type, doc: &str) -> Field {
    measured(Origin::Run, name, ty, doc)
}

fn section(name: &str, shape: &LazyLock<Arc<Shape>>, doc: &str) -> Field {
    Field { ty: Type::Record(Arc::clone(shape)), ..typed(name, Meaning::Measure, doc) }
}

fn many(name: &str, shape: &LazyLock<Arc<Shape>>, most: usize, doc: &str) -> Field {
    Field { most, ty: Type::list(Type::Record(Arc::clone(shape))), ..typed(name, Meaning::Measure, doc) }
}

fn probed(field: Field) -> Field {
    Field { origin: Origin::Network, ..field }
}
