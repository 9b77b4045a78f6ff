//! From the nodes of a file to facts: every key and type held against the schema, every fault reported at once.

use std::sync::{Arc, LazyLock};

use rapidfuzz::distance::damerau_levenshtein;

use super::place::Places;
use super::schema::ROOT;
use super::shape::{Field, MAX_ENTRIES, Meaning, Origin, Shape, Type, join};
use super::value::{Record, Value};
use crate::source::{Fault, Kind, Node, Source, Span};

/// Which facts a file may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Only what a person types.
    File,
    /// Also what probes measure; for the tests of rules.
    Test,
}

/// What came out of a file.
#[derive(Debug)]
pub struct Built {
    /// The facts that were typed.
    pub record: Record,
    /// Where they stand.
    pub places: Places,
    /// What is wrong with the file.
    pub faults: Vec<Fault>,
}

/// Reads a parsed file by the schema.
pub fn build(node: &Node, shape: &Arc<Shape>, source: &Arc<Source>, strictness: Strictness) -> Built {
    let mut builder = Builder { places: Places::of(source), faults: Vec::new(), strictness, root: Arc::clone(shape) };
    let record = match &node.kind {
        Kind::Table(_) => builder.record(node, shape, ""),
        Kind::Null => Record::blank(shape, ""),
        other => {
            builder.faults.push(
                Fault::at(node.span, format!("an application is a table of sections, this is {}", other.noun()))
                    .help("begin with a section such as [identity]"),
            );
            Record::blank(shape, "")
        }
    };
    Built { record, places: builder.places, faults: builder.faults }
}

/// The whole tree with nothing given, made once: its empty sections are shared.
static BLANK: LazyLock<Record> = LazyLock::new(|| Record::blank(&ROOT, ""));

struct Builder {
    places: Places,
    faults: Vec<Fault>,
    strictness: Strictness,
    root: Arc<Shape>,
}

impl Builder {
    fn record(&mut self, node: &Node, shape: &Arc<Shape>, path: &str) -> Record {
        let mut record = if Arc::ptr_eq(shape, &ROOT) { BLANK.clone() } else { Record::blank(shape, path) };
        for entry in node.entries() {
            // Editors hold a file against the schema that it names; nobody else reads it.
            if path.is_empty() && entry.key == "$schema" {
                continue;
            }
            let field = shape.fields.iter().find(|field| *field.name == *entry.key && self.allowed(field));
            let Some(field) = field else {
                self.unknown_key(&entry.key, entry.key_span, shape, path);
                continue;
            };
            let path = join(path, &field.name);
            let place = match entry.value.kind {
                Kind::Table(_) => entry.key_span,
                _ => entry.value.span,
            };
            self.places.put(&path, place);
            let value = self.value(&entry.value, field, &field.ty, &path);
            record.set(&field.name, value);
        }
        record
    }

    fn allowed(&self, field: &Field) -> bool {
        self.strictness == Strictness::Test || field.origin == Origin::Typed
    }

    fn value(&mut self, node: &Node, field: &Field, ty: &Type, path: &str) -> Value {
        if node.kind == Kind::Null {
            return field.blank(path.rsplit_once('.').map_or("", |(parent, _)| parent));
        }
        if self.too_much(node, field) {
            return field.blank(path.rsplit_once('.').map_or("", |(parent, _)| parent));
        }
        let value = match (ty, &node.kind) {
            (Type::Text, Kind::String(text) | Kind::Plain(text)) => Some(Value::text(text.as_str())),
            (Type::Text, Kind::Date(text)) if field.meaning == Meaning::Date => Some(Value::text(text.as_str())),
            (Type::Date, Kind::Date(text) | Kind::String(text) | Kind::Plain(text)) => {
                text.parse().ok().map(Value::Date)
            }
            (Type::Bool, Kind::Bool(value)) => Some(Value::Bool(*value)),
            (Type::Bool, Kind::Plain(text)) => text.parse().ok().map(Value::Bool),
            (Type::Int, Kind::Integer(value)) => Some(Value::Int(*value)),
            (Type::Int, Kind::Plain(text)) => text.parse().ok().map(Value::Int),
            (Type::Double, Kind::Float(value)) => Some(Value::Double(*value)),
            (Type::Double, Kind::Integer(value)) => Some(Value::Double(*value as f64)),
            (Type::Double, Kind::Plain(text)) => text.parse().ok().map(Value::Double),
            (Type::Record(shape), Kind::Table(_)) => Some(Value::Record(Arc::new(self.record(node, shape, path)))),
            (Type::List(item), Kind::List(nodes)) => {
                return Value::list(nodes.iter().enumerate().map(|(index, node)| {
                    let path = format!("{path}[{index}]");
                    self.places.put(&path, heading(node, &self.places));
                    self.value(node, field, item, &path)
                }));
            }
            _ => None,
        };
        value.unwrap_or_else(|| {
            self.wrong_type(node, ty, &field.name);
            field.blank("")
        })
    }

    /// Judging takes time that grows faster than what is judged, so that a value must end somewhere.
    fn too_much(&mut self, node: &Node, field: &Field) -> bool {
        let (size, unit, most) = match &node.kind {
            // A list of texts: its texts are bounded one by one.
            Kind::List(items) if field.ty == Type::list(Type::Text) => (items.len(), "entries", MAX_ENTRIES),
            Kind::List(items) => (items.len(), "entries", field.most),
            Kind::String(text) | Kind::Plain(text) => (text.chars().count(), "characters", field.most),
            _ => return false,
        };
        if size > most {
            let message = format!("`{}` has {size} {unit}, at most {most} are read", field.name);
            self.faults.push(Fault::at(node.span, message).help("is this the right file?"));
        }
        size > most
    }

    fn wrong_type(&mut self, node: &Node, ty: &Type, key: &str) {
        let (wanted, help) = match ty {
            Type::Text => ("a string", "put it in quotes, as it is typed"),
            Type::Bool => ("true or false", "write true or false, without quotes"),
            Type::Int | Type::Double => ("a number", "write the number without quotes"),
            Type::Date => ("a date", "write it as 2026-05-19"),
            Type::List(item) if matches!(**item, Type::Record(_)) => {
                ("a list of tables", "begin each entry with its own heading in double brackets")
            }
            Type::List(_) => ("a list", "put it in square brackets"),
            Type::Record(_) => ("a table", "begin it with a heading in brackets"),
            Type::Any => ("a value", "write a value"),
        };
        let help = match ty {
            Type::List(item) if matches!(**item, Type::Record(_)) => format!("begin each entry with [[{key}]]"),
            Type::Record(_) => format!("begin the section with [{key}]"),
            _ => help.to_owned(),
        };
        let found = match &node.kind {
            Kind::Plain(_) => "other text",
            kind => kind.noun(),
        };
        self.faults.push(Fault::at(node.span, format!("`{key}` must be {wanted}, this is {found}")).help(help));
    }

    fn unknown_key(&mut self, key: &str, span: Span, shape: &Arc<Shape>, path: &str) {
        let shown = printable(key);
        let fault = if path.is_empty() {
            Fault::at(span, format!("there is no section `{shown}`"))
        } else {
            Fault::at(span, format!("`{path}` has no key `{shown}`"))
        };
        let names = || {
            let fields = shape.fields.iter().filter(|field| self.allowed(field));
            fields.map(|field| &*field.name)
        };
        let help = if key == "password" || key == "password_hash" {
            "a password never stands in a file; use --password and type it at the prompt".to_owned()
        } else if let Some(near) = nearest(key, names()) {
            format!("did you mean `{near}`?")
        } else if let Some(section) = self.section_with(key) {
            format!("`{shown}` belongs to `{section}`")
        } else {
            format!("one of: {}", names().collect::<Vec<_>>().join(", "))
        };
        self.faults.push(fault.help(help));
    }

    /// The section in which a misplaced key would be known.
    fn section_with(&self, key: &str) -> Option<Arc<str>> {
        let sections = self.root.fields.iter().filter(|field| self.allowed(field));
        let mut fitting = sections.filter(|field| match &field.ty {
            Type::Record(shape) => shape.field(key).is_some(),
            Type::List(item) => matches!(&**item, Type::Record(shape) if shape.field(key).is_some()),
            _ => false,
        });
        fitting.next().map(|field| Arc::clone(&field.name))
    }
}

/// A table in a list stands where it begins: its first key, or the whole of it.
fn heading(node: &Node, places: &Places) -> Span {
    let text = places.source.as_ref().map_or("", |source| source.text.as_str());
    let first_line = node.span.slice(text).lines().next().map_or(0, str::len);
    match node.kind {
        Kind::Table(_) => Span::new(node.span.start, node.span.start + first_line),
        _ => node.span,
    }
}

/// The candidate nearest to what was written, where one is near enough to be meant.
pub fn nearest<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (written.chars().count() / 3).clamp(1, 3);
    let written = written.to_lowercase();
    candidates
        .map(|candidate| (damerau_levenshtein::distance(written.chars(), candidate.to_lowercase().chars()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A key as it may be printed: what looks like one. Anything else may be a value that slipped to the wrong side.
fn printable(key: &str) -> &str {
    let word = key.len() <= 40 && key.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '-');
    if word { key } else { "…" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(text: &str) -> Built {
        let source = Arc::new(Source::new("a.toml", text.to_owned()));
        let (node, _) = source.parse();
        build(&node, &ROOT, &source, Strictness::File)
    }

    fn messages(text: &str) -> Vec<String> {
        built(text)
            .faults
            .into_iter()
            .map(|fault| format!("{} / {}", fault.message, fault.help.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn unknown_keys_get_a_suggestion() {
        assert_eq!(
            messages("[identity]\nsurnam = 'KIM'\nphone = '+46'\n[acount]\n"),
            [
                "`identity` has no key `surnam` / did you mean `surname`?",
                "`identity` has no key `phone` / `phone` belongs to `account`",
                "there is no section `acount` / did you mean `account`?",
            ]
        );
    }

    #[test]
    fn a_password_is_never_read_from_a_file() {
        let faults = messages("[security]\npassword = 'x'\n");
        assert!(faults[0].contains("--password"), "{faults:?}");
    }

    #[test]
    fn wrong_types_say_what_to_write() {
        assert_eq!(
            messages("[identity]\ndocument_number = 123\n[billing]\nwanted = 'yes'\n[forms]\nform = 'x'\n"),
            [
                "`document_number` must be a string, this is a whole number / put it in quotes, as it is typed",
                "`wanted` must be true or false, this is a string / write true or false, without quotes",
                "`forms` must be a list of tables, this is a table / begin each entry with [[forms]]",
            ]
        );
    }

    #[test]
    fn what_is_too_much_to_judge_is_refused() {
        let long = messages(&format!("[identity]\nsurname = '{}'\n", "A".repeat(5_000)));
        assert_eq!(long, ["`surname` has 5000 characters, at most 4000 are read / is this the right file?"]);
        let many = messages(&"[[forms]]\n".repeat(21));
        assert_eq!(many, ["`forms` has 21 entries, at most 20 are read / is this the right file?"]);
    }

    #[test]
    fn a_schema_for_editors_is_no_fact() {
        assert!(messages("\"$schema\" = 'application.schema.json'\n[identity]\n").is_empty());
        assert_eq!(messages("[identity]\n\"$schema\" = 'x'\n").len(), 1);
    }

    #[test]
    fn places_point_inside_the_quotes() {
        let built = built("[identity]\nsurname = \"KIM\"\n");
        let place = built.places.nearest("identity.surname").unwrap();
        assert_eq!((place.start.line, place.start.column, place.end.column), (2, 12, 15));
    }

    #[test]
    fn sections_always_exist() {
        let built = built("");
        assert!(built.record.get("identity").record().is_some());
        assert!(built.record.get("forms").items().is_empty());
    }
}
