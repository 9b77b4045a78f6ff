//! What is looked at before the PDF library sees a file.
//!
//! The library is careful with nesting and loops, but expands the file's structure without a limit, sets up all pages
//! at once and keeps a parsed copy of each page's dictionaries. Everything that this can cost is bounded here by
//! counting in the raw bytes, inside streams too: whatever the library may take for structure has been counted.

use super::filter::{Allowance, bound_rows};
use super::token::{is_regular, positions, trimmed};
use crate::image::Budget;
use crate::image::trouble::Trouble;
use hayro_syntax::object::{Array, Dict, FromBytes, MaybeRef, Name, Object};

/// Names in a file's structure. The library takes about 100 bytes for each entry of a dictionary that it holds.
const NAMES: usize = 500_000;

/// Pages times entries of the largest dictionary that each of them can refer to. A page holds seven such dictionaries.
/// Both limits keep what the library holds below 100 MB.
const PAGE_ENTRIES: usize = 100_000;

/// Entries of a structure stream that the library must see as they were checked, not through a reference.
const DIRECT: [&str; 8] = ["Filter", "DecodeParms", "DP", "N", "First", "W", "Index", "Size"];

/// Bytes of a name that are looked at: the longest telling one with each of its letters escaped (`#43`).
const TELLING: usize = 24;

/// Counts over a file.
#[derive(Default)]
struct Tally {
    objects: usize,
    names: usize,
    /// Entries of page-tree nodes: at least the number of pages that are reached through the tree.
    kids: usize,
    /// Objects with content: at least the number of pages that are found without a tree.
    contents: usize,
    /// A page-tree node has entries that were not counted.
    indirect_kids: bool,
    /// Names in the largest dictionary, those inside it included.
    largest: usize,
    encrypted: bool,
}

/// Lets a file pass whose reading is bounded, and pays for its structure.
///
/// # Errors
/// [`Trouble::Encrypted`], whatever the password; [`Trouble::DecoderLimit`] for a file beyond the budget;
/// [`Trouble::UnsupportedEncoding`] and [`Trouble::Corrupt`] for structure that cannot be counted.
pub fn admit(bytes: &[u8], budget: &Budget, allowance: &Allowance) -> Result<(), Trouble> {
    let mut tally = Tally::default();
    tally.scan(bytes);
    if tally.encrypted {
        return Err(Trouble::Encrypted);
    }
    let defined = positions(bytes, b"obj").filter(|&at| at == 0 || bytes.get(at - 1) != Some(&b'd')).count();
    tally.objects = defined.max(table_rows(bytes));
    tally.check(budget)?;
    for at in positions(bytes, b"<<") {
        let body = bytes.get(at..).unwrap_or_default();
        let Some(dict) = Dict::from_bytes(body) else { continue };
        tally.largest = tally.largest.max(names(dict.data()));
        let after = trimmed(body.get(dict.data().len()..).unwrap_or_default());
        if let Some(data) = after.strip_prefix(b"stream") {
            tally.unpack(&dict, data, allowance)?;
        }
        tally.check(budget)?;
    }
    Ok(())
}

impl Tally {
    /// Counts names, and what the telling ones among them announce.
    fn scan(&mut self, bytes: &[u8]) {
        for at in positions(bytes, b"/") {
            let rest = bytes.get(at + 1..).unwrap_or_default();
            if rest.first() == Some(&b'/') {
                continue;
            }
            self.names += 1;
            let length = rest.iter().take(TELLING).take_while(|&&byte| is_regular(byte)).count();
            let Some(name) = rest.get(..length).and_then(Name::new) else { continue };
            let value = trimmed(rest.get(length..).unwrap_or_default());
            match name.as_ref() {
                b"Contents" => self.contents += 1,
                b"Kids" => match Array::from_bytes(value) {
                    Some(kids) => self.kids += entries(kids.data()),
                    None => self.indirect_kids |= value.first().is_some_and(u8::is_ascii_digit),
                },
                b"Encrypt" => {
                    self.encrypted |= value.starts_with(b"<<") || value.first().is_some_and(u8::is_ascii_digit);
                }
                _ => {}
            }
        }
    }

    /// Looks into the streams that the library expands on its own: object streams and cross-reference streams
    /// (ISO 32000-1 §7.5.7, §7.5.8).
    fn unpack(&mut self, dict: &Dict<'_>, data: &[u8], allowance: &Allowance) -> Result<(), Trouble> {
        let packs = dict.contains_key("N") && dict.contains_key("First");
        let widths = dict.contains_key("W");
        if !packs && !widths {
            return Ok(());
        }
        let direct = DIRECT.iter().all(|key| dict.get_ref(key).is_none()) && !dict.contains_key("F");
        if !direct || !parameters_are_direct(dict) {
            return Err(Trouble::UnsupportedEncoding("an unusual way of packing its objects"));
        }
        bound_rows(dict)?;
        if packs {
            self.objects += dict.get::<usize>("N").ok_or(Trouble::Corrupt("PDF object stream"))?;
        }
        let data = data.strip_prefix(b"\r\n").or_else(|| data.get(1..)).unwrap_or_default();
        let mut inner = Vec::new();
        let size = if is_deflated(dict)? {
            // Inflated to its own end, whatever length it states.
            let size = allowance.inflate(data, &mut inner, false)?;
            self.scan(&inner);
            size
        } else {
            // As plain text it was counted with the file; its end depends on a length that may be a reference.
            inner.extend(data);
            data.len() as u64
        };
        if packs {
            self.largest = self.largest.max(names(&inner));
        }
        if widths {
            let [kind, field, generation] = dict.get::<[u8; 3]>("W").ok_or(Trouble::Corrupt("PDF cross-references"))?;
            let row = usize::from(kind.min(1)) + usize::from(field) + usize::from(generation);
            let rows = usize::try_from(size).unwrap_or(usize::MAX) / row.max(1);
            let declared = dict.get::<usize>("Size").unwrap_or(usize::MAX);
            self.objects += if dict.contains_key("Index") { rows } else { rows.min(declared) };
        }
        Ok(())
    }

    fn check(&self, budget: &Budget) -> Result<(), Trouble> {
        let pages = self.kids.max(self.contents);
        let possible = if self.indirect_kids { pages.max(self.objects) } else { pages };
        if self.objects > budget.objects {
            Err(Trouble::DecoderLimit("number of objects"))
        } else if self.names > NAMES {
            Err(Trouble::DecoderLimit("number of names"))
        } else if pages > budget.pages as usize {
            Err(Trouble::DecoderLimit("number of pages"))
        } else if possible.saturating_mul(self.largest) > PAGE_ENTRIES {
            Err(Trouble::DecoderLimit("size of its dictionaries"))
        } else {
            Ok(())
        }
    }
}

/// Whether a structure stream is compressed.
fn is_deflated(dict: &Dict<'_>) -> Result<bool, Trouble> {
    let name = match dict.get::<Object<'_>>("Filter") {
        None | Some(Object::Null(_)) => return Ok(false),
        Some(Object::Name(name)) => Some(name),
        Some(Object::Array(list)) => {
            let mut list = list.raw_iter();
            match (list.next(), list.next()) {
                (None, None) => return Ok(false),
                (Some(MaybeRef::NotRef(Object::Name(name))), None) => Some(name),
                _ => None,
            }
        }
        Some(_) => None,
    };
    match name {
        Some(name) if matches!(name.as_ref(), b"FlateDecode" | b"Fl") => Ok(true),
        _ => Err(Trouble::UnsupportedEncoding("an unusual compression of its objects")),
    }
}

/// Whether no part of the filter parameters is a reference.
fn parameters_are_direct(dict: &Dict<'_>) -> bool {
    ["DecodeParms", "DP"].into_iter().all(|key| {
        let plain = |dict: &Dict<'_>| dict.get_ref("Columns").is_none();
        let single = dict.get::<Dict<'_>>(key).is_none_or(|dict| plain(&dict));
        let listed = dict.get::<Array<'_>>(key).is_none_or(|list| {
            list.raw_iter().all(|entry| match entry {
                MaybeRef::NotRef(Object::Dict(dict)) => plain(&dict),
                MaybeRef::NotRef(_) => true,
                MaybeRef::Ref(_) => false,
            })
        });
        single && listed
    })
}

/// At most so many references and dictionaries stand in an array.
fn entries(array: &[u8]) -> usize {
    positions(array, b"R").count() + positions(array, b"<<").count()
}

fn names(bytes: &[u8]) -> usize {
    positions(bytes, b"/").count()
}

/// Rows of cross-reference tables (ISO 32000-1 §7.5.4): an offset of ten digits, a generation of five, and `n`.
fn table_rows(bytes: &[u8]) -> usize {
    let digits = |from: usize, count: usize| {
        bytes.get(from..from + count).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
    };
    positions(bytes, b"n").filter(|&at| at >= 17 && digits(at - 6, 5) && digits(at - 17, 10)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, read::ZlibEncoder};
    use std::io::Read;

    fn code(bytes: &[u8]) -> Option<Trouble> {
        let budget = Budget { inflated: 100_000, objects: 50, pages: 20, ..Budget::default() };
        admit(bytes, &budget, &Allowance::new(budget.inflated)).err()
    }

    /// A stream of `data`, compressed, with the given entries before it.
    fn packed(before: &str, data: &[u8]) -> Vec<u8> {
        let mut file = format!("%PDF-1.5\n{before}>>stream\n").into_bytes();
        ZlibEncoder::new(data, Compression::best()).read_to_end(&mut file).unwrap();
        file
    }

    #[test]
    fn structure_that_expands_too_far_is_refused_wherever_it_stands() {
        let limit = Some(Trouble::DecoderLimit("expanded size"));
        for before in ["1 0 obj<<", "1 0 obj null <<", "1 0 obj % comment\n<<", "<<"] {
            let before = format!("{before}/N 1/First 4/Fi#6cter/Fl");
            assert_eq!(code(&packed(&before, &[b' '; 200_000])), limit, "{before}");
            assert_eq!(code(&packed(&before, &[b' '; 20_000])), None, "{before}");
        }
        assert_eq!(code(&packed("<</N 60/First 4/Filter/Fl", b"")), Some(Trouble::DecoderLimit("number of objects")));
        let rows = packed("<</W[0 1 0]/Size 900/Filter/Fl", &[0; 60]);
        assert_eq!(code(&rows), Some(Trouble::DecoderLimit("number of objects")));
    }

    #[test]
    fn structure_that_cannot_be_checked_is_refused() {
        for entries in ["/Filter 5 0 R", "/Filter[/Fl/Fl]", "/Filter/LZW", "/Filter/Fl/DecodeParms[7 0 R]", "/F(x)"] {
            let found = code(&packed(&format!("<</N 1/First 4{entries}"), b"")).map(Trouble::code);
            assert_eq!(found, Some("unsupported-encoding"), "{entries}");
        }
    }

    #[test]
    fn encryption_is_seen_however_it_is_spelt() {
        for entry in ["/Encrypt 5 0 R", "/Encrypt<</V 1>>", "/#45ncrypt %\n5 0 R"] {
            assert_eq!(code(format!("trailer<</Root 1 0 R{entry}>>").as_bytes()), Some(Trouble::Encrypted), "{entry}");
        }
        assert_eq!(code(b"<</EncryptMetadata true/Title(/Encrypt)>>"), None);
    }

    #[test]
    fn pages_and_their_dictionaries_are_counted_together() {
        let pages = |count: usize, names: usize| {
            format!("<</Kids[{}]>><<{}>>", "3 0 R ".repeat(count), "/A 1".repeat(names)).into_bytes()
        };
        assert_eq!(code(&pages(19, 4_000)), None);
        assert_eq!(code(&pages(19, 9_000)), Some(Trouble::DecoderLimit("size of its dictionaries")));
        assert_eq!(code(&pages(21, 1)), Some(Trouble::DecoderLimit("number of pages")));
        assert_eq!(code(b"<</Kids 5 0 R>>"), None);
    }

    #[test]
    fn objects_and_table_rows_are_counted() {
        assert_eq!(code("1 0 obj 5 endobj\n".repeat(50).as_bytes()), None);
        let limit = Some(Trouble::DecoderLimit("number of objects"));
        assert_eq!(code("1 0 obj 5 endobj\n".repeat(51).as_bytes()), limit);
        assert_eq!(code("0000000009 00000 n \n".repeat(51).as_bytes()), limit);
    }
}
