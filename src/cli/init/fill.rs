//! The template with answers in the place of its examples; its comments stay.

use crate::fact::schema::ROOT;
use crate::fact::{Origin, Type, nearest};
use crate::source::edit::quoted;

/// What a line of the template that holds an example begins with.
const EXAMPLE: &str = "#: ";

/// A field and what was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// `identity.surname`; of a list, its first entry: `documents.file`.
    pub path: String,
    /// The text.
    pub value: String,
}

/// The template with these answers.
pub fn filled(template: &str, answers: &[Answer]) -> String {
    let mut out = String::new();
    let mut section = String::new();
    let mut left: Vec<&Answer> = answers.iter().collect();
    for line in template.lines() {
        let bare = line.strip_prefix(EXAMPLE).unwrap_or(line);
        if let Some(name) = header(bare) {
            name.clone_into(&mut section);
            let wanted = left.iter().any(|answer| in_section(answer, &section));
            // The entry of a list comes to life where something of it was answered.
            push(&mut out, if wanted { bare } else { line });
            let more: Vec<&Answer> = left
                .iter()
                .copied()
                .filter(|answer| in_section(answer, &section) && !stands_in(template, answer))
                .collect();
            for answer in more {
                push(&mut out, &format!("{} = {}", key(answer), written(answer)));
                left.retain(|other| *other != answer);
            }
            continue;
        }
        let answered = left.iter().copied().find(|answer| {
            line.starts_with(EXAMPLE)
                && in_section(answer, &section)
                && bare.split('=').next().map(str::trim) == Some(key(answer))
        });
        match answered {
            Some(answer) => {
                push(&mut out, &format!("{} = {}", key(answer), written(answer)));
                left.retain(|other| *other != answer);
            }
            None => push(&mut out, line),
        }
    }
    // Sections that the template does not show come at the end.
    while let Some(section) = left.first().and_then(|answer| answer.path.split('.').next()).map(str::to_owned) {
        let list = matches!(ROOT.field(&section).map(|field| &field.ty), Some(Type::List(_)));
        push(&mut out, &if list { format!("\n[[{section}]]") } else { format!("\n[{section}]") });
        let (own, rest): (Vec<&Answer>, Vec<&Answer>) =
            left.into_iter().partition(|answer| in_section(answer, &section));
        own.into_iter().for_each(|answer| push(&mut out, &format!("{} = {}", key(answer), written(answer))));
        left = rest;
    }
    out
}

/// What is wrong with the path of a field, where something is: a suggestion, or an empty text.
pub fn unknown(path: &str) -> Option<String> {
    let known = path.split_once('.').and_then(|(section, key)| {
        let shape = match &ROOT.field(section)?.ty {
            Type::Record(shape) => std::sync::Arc::clone(shape),
            Type::List(item) => match &**item {
                Type::Record(shape) => std::sync::Arc::clone(shape),
                _ => return None,
            },
            _ => return None,
        };
        shape.field(key).filter(|field| field.origin == Origin::Typed).map(|_| ())
    });
    if known.is_some() {
        return None;
    }
    let all = paths();
    Some(
        nearest(path, all.iter().map(String::as_str))
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default(),
    )
}

/// Every field that can be filled in.
fn paths() -> Vec<String> {
    let sections = ROOT.fields.iter().filter_map(|section| match &section.ty {
        Type::Record(shape) => Some((&section.name, std::sync::Arc::clone(shape))),
        Type::List(item) => match &**item {
            Type::Record(shape) => Some((&section.name, std::sync::Arc::clone(shape))),
            _ => None,
        },
        _ => None,
    });
    let of = |(section, shape): (&std::sync::Arc<str>, std::sync::Arc<crate::fact::Shape>)| -> Vec<String> {
        shape
            .fields
            .iter()
            .filter(|field| field.origin == Origin::Typed)
            .map(|field| format!("{section}.{}", field.name))
            .collect()
    };
    sections.flat_map(of).collect()
}

/// `identity` of `[identity]` and `[[identity]]`.
fn header(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('[')?.split(']').next()?;
    Some(inner.trim_start_matches('['))
}

fn in_section(answer: &Answer, section: &str) -> bool {
    answer.path.split_once('.').is_some_and(|(own, _)| own == section)
}

fn key(answer: &Answer) -> &str {
    answer.path.split_once('.').map_or("", |(_, key)| key)
}

/// Whether the template has a line for the field.
fn stands_in(template: &str, answer: &Answer) -> bool {
    let mut section = "";
    template.lines().any(|line| {
        let bare = line.strip_prefix(EXAMPLE).unwrap_or(line);
        if let Some(name) = header(bare) {
            section = name;
        }
        section == answer.path.split('.').next().unwrap_or("")
            && line.starts_with(EXAMPLE)
            && bare.split('=').next().map(str::trim) == Some(key(answer))
    })
}

/// As TOML writes it: what is no text stands without quotes, a list is written with commas.
fn written(answer: &Answer) -> String {
    let ty = answer.path.split_once('.').and_then(|(section, key)| match &ROOT.field(section)?.ty {
        Type::Record(shape) => shape.field(key).map(|field| field.ty.clone()),
        _ => None,
    });
    match ty {
        Some(Type::Bool) if matches!(answer.value.as_str(), "true" | "false") => answer.value.clone(),
        Some(Type::Int) if answer.value.parse::<i64>().is_ok() => answer.value.clone(),
        Some(Type::List(_)) => {
            let items: Vec<String> = answer.value.split(',').map(|item| quoted(item.trim())).collect();
            format!("[{}]", items.join(", "))
        }
        _ => quoted(&answer.value),
    }
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(path: &str, value: &str) -> Answer {
        Answer { path: path.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn answers_stand_where_the_examples_stood() {
        let template = "# note\n[identity]   # as typed\n#: surname = \"X\"   # n\n#: sex = \"F\"\n#: [[documents]]\n#: file = \"p.jpg\"\n[billing]\n#: wanted = true\n";
        let text = filled(
            template,
            &[
                answer("identity.surname", "O\"BRIEN"),
                answer("documents.file", "a.jpg"),
                answer("billing.wanted", "false"),
                answer("identity.nationality", "SE"),
            ],
        );
        assert_eq!(
            text,
            "# note\n[identity]   # as typed\nnationality = \"SE\"\nsurname = \"O\\\"BRIEN\"\n#: sex = \"F\"\n[[documents]]\nfile = \"a.jpg\"\n[billing]\nwanted = false\n"
        );
        assert_eq!(filled(template, &[]), template);
    }

    #[test]
    fn fields_are_known_by_name() {
        assert_eq!(unknown("identity.surname"), None);
        assert_eq!(unknown("documents.file"), None);
        assert_eq!(unknown("identity.surnme"), Some("; did you mean `identity.surname`?".to_owned()));
        assert!(
            unknown("security.password").is_some() && unknown("documents.glare").is_some() && unknown("x").is_some()
        );
    }
}
