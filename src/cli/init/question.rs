//! What the wizard asks, in order, and when a question applies.

use super::fill::Answer;

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// One of the words that the field may hold.
    Choice,
    /// Yes or no.
    Flag,
}

/// One question.
#[derive(Debug)]
pub struct Question {
    /// The field.
    pub path: &'static str,
    /// What is asked.
    pub asks: &'static str,
    /// A line below it.
    pub help: &'static str,
    /// How it is answered.
    pub kind: Kind,
    /// The field and the answer that it depends on; any answer where that is empty.
    pub when: Option<(&'static str, &'static str)>,
}

const fn text(path: &'static str, asks: &'static str, help: &'static str) -> Question {
    Question { path, asks, help, kind: Kind::Text, when: None }
}

const fn choice(path: &'static str, asks: &'static str, help: &'static str) -> Question {
    Question { path, asks, help, kind: Kind::Choice, when: None }
}

const fn flag(path: &'static str, asks: &'static str, help: &'static str) -> Question {
    Question { path, asks, help, kind: Kind::Flag, when: None }
}

const fn when(question: Question, path: &'static str, answer: &'static str) -> Question {
    Question { when: Some((path, answer)), ..question }
}

/// Every question.
pub const ALL: &[Question] = &[
    text("portal.url", "Address of the sign-up page", "copy it from the browser"),
    text("account.email", "E-mail for codes and notices", "one that you can open now"),
    text("account.phone", "Mobile number", "with + and country code"),
    text("account.country", "Country or region of registration", "it cannot be changed later; SE, SWE or a name"),
    choice("identity.document_kind", "Document for identity verification", "the kind that you are going to select"),
    when(text("identity.surname", "Surname", "exactly as you are going to type it"), "identity.document_kind", ""),
    when(
        text("identity.given_names", "Given names", "exactly as you are going to type them"),
        "identity.document_kind",
        "",
    ),
    when(
        text("identity.document_number", "Number of the document", "as you are going to type it"),
        "identity.document_kind",
        "",
    ),
    when(text("identity.document_country", "Where it was issued", "SE, SWE or a name"), "identity.document_kind", ""),
    when(text("identity.birth_date", "Date of birth", "1988-02-11"), "identity.document_kind", ""),
    when(text("identity.expiry_date", "Date of expiry", "2032-04-15"), "identity.document_kind", ""),
    when(
        text("documents.file", "File with its photo or scan", "relative to the application file"),
        "identity.document_kind",
        "",
    ),
    when(text("documents.surname", "Surname as the document prints it", "letter by letter"), "identity.surname", ""),
    when(
        text("documents.given_names", "Given names as the document prints them", "letter by letter"),
        "identity.given_names",
        "",
    ),
    choice("security.second_factor", "Second factor", "how you confirm a login"),
    flag("billing.wanted", "Are you about to add a payment method?", "paid resources need one"),
    when(choice("billing.card_brand", "Brand of the card", "its number is never asked for"), "billing.wanted", "true"),
    when(choice("billing.card_kind", "Kind of the card", ""), "billing.wanted", "true"),
    when(text("billing.card_country", "Where the card was issued", "SE, SWE or a name"), "billing.wanted", "true"),
    flag("situation.travelling", "Are you away from home while codes are on the way?", "SMS may not follow"),
    choice("situation.network", "Which network do you use?", ""),
];

impl Question {
    /// Whether it makes sense after these answers.
    pub fn applies(&self, answers: &[Answer]) -> bool {
        self.when.is_none_or(|(path, wanted)| {
            let answer = answers.iter().find(|answer| answer.path == path);
            answer.is_some_and(|answer| wanted.is_empty() || answer.value == wanted)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fill::unknown;
    use super::*;

    #[test]
    fn every_question_is_about_a_field_and_after_what_it_depends_on() {
        for (at, question) in ALL.iter().enumerate() {
            assert_eq!(unknown(question.path), None, "{}", question.path);
            if let Some((path, _)) = question.when {
                assert!(ALL.iter().take(at).any(|before| before.path == path), "{path}");
            }
        }
    }

    #[test]
    fn what_does_not_apply_is_not_asked() {
        let brand = ALL.iter().find(|question| question.path == "billing.card_brand").unwrap();
        let wanted = |value: &str| [Answer { path: "billing.wanted".to_owned(), value: value.to_owned() }];
        assert!(brand.applies(&wanted("true")) && !brand.applies(&wanted("false")) && !brand.applies(&[]));
    }
}
