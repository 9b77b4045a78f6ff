//! Finding a PDF's objects by reading the file from front to back.
//!
//! The cross-reference table is not used: it is what damaged and hostile files get wrong. The last definition of an
//! object number counts, as it does in a file with incremental updates (ISO 32000-1 §7.5.6).

use super::filter::{Allowance, Decoded};
use super::object::{Dict, Object};
use super::parser::{Fuel, Parser, is_space};
use crate::image::Budget;
use crate::image::trouble::Trouble;
use std::borrow::Cow;
use std::collections::HashMap;

/// Work allowed for reading objects, in bytes: each byte of a 10 MB file twenty times over.
const FUEL: u64 = 200_000_000;

/// References that lead to references.
const CHAIN: usize = 8;

/// Trailers kept: one for each incremental update.
const TRAILERS: usize = 64;

/// Where an object stands.
#[derive(Clone, Debug)]
struct Place {
    /// The unpacked object stream, or `None` for the file itself.
    pack: Option<usize>,
    offset: usize,
    /// Position in the file that decides which definition is the last.
    order: usize,
    /// The stream's bytes.
    stream: Option<(usize, usize)>,
}

/// An indexed PDF file.
#[derive(Debug)]
pub struct Document<'a> {
    bytes: &'a [u8],
    places: HashMap<u32, Place>,
    packs: Vec<Vec<u8>>,
    trailers: Vec<(usize, Dict<'a>)>,
    /// End of the last object found.
    pub end: usize,
    fuel: Fuel,
    allowance: Allowance,
}

impl<'a> Document<'a> {
    /// Indexes the file.
    ///
    /// # Errors
    /// [`Trouble::DecoderLimit`] for more objects or more work than allowed.
    pub fn open(bytes: &'a [u8], budget: &Budget) -> Result<Self, Trouble> {
        let mut document = Self {
            bytes,
            places: HashMap::new(),
            packs: Vec::new(),
            trailers: Vec::new(),
            end: 0,
            fuel: Fuel::new(FUEL),
            allowance: Allowance::new(budget.inflated),
        };
        let packed = document.scan(budget)?;
        document.find_trailers();
        if !document.encrypted() {
            for place in packed {
                document.unpack(&place, budget)?;
            }
        }
        Ok(document)
    }

    #[must_use]
    pub fn encrypted(&self) -> bool {
        self.trailers.iter().any(|(_, trailer)| trailer.get(b"Encrypt").is_some_and(|value| *value != Object::Null))
    }

    /// The value for `key` in the last trailer that has it.
    #[must_use]
    pub fn trailer(&self, key: &[u8]) -> Option<Object<'_>> {
        let newest =
            self.trailers.iter().filter(|(_, trailer)| trailer.get(key).is_some()).max_by_key(|(at, _)| *at)?;
        self.value(&newest.1, key)
    }

    /// The value for `key`, references followed.
    #[must_use]
    pub fn value<'d>(&'d self, dict: &Dict<'d>, key: &[u8]) -> Option<Object<'d>> {
        self.follow(dict.get(key)?.clone())
    }

    /// Follows references to the object they stand for.
    #[must_use]
    pub fn follow<'d>(&'d self, mut object: Object<'d>) -> Option<Object<'d>> {
        for _ in 0..CHAIN {
            let Object::Reference(number) = object else { return Some(object) };
            object = self.parser(self.places.get(&number)?).object()?;
        }
        None
    }

    /// The stream behind a reference: its dictionary and its bytes as they stand in the file.
    #[must_use]
    pub fn stream<'d>(&'d self, object: &Object<'d>) -> Option<(Dict<'d>, &'d [u8])> {
        let Object::Reference(number) = object else { return None };
        let place = self.places.get(number)?;
        let (start, end) = place.stream?;
        Some((self.parser(place).object()?.into_dict()?, self.bytes.get(start..end)?))
    }

    /// A stream's bytes after its filters.
    ///
    /// # Errors
    /// As [`Allowance::decode`].
    pub fn decode<'d>(&'d self, dict: &Dict<'d>, raw: &'d [u8]) -> Result<Decoded<'d>, Trouble> {
        let list = |keys: [&[u8]; 2]| {
            let value = keys.iter().find_map(|key| self.value(dict, key));
            match value {
                Some(Object::Array(items)) => items,
                Some(Object::Null) | None => Vec::new(),
                Some(single) => vec![single],
            }
        };
        let mut parameters = list([b"DecodeParms", b"DP"]).into_iter();
        let filters: Option<Vec<_>> = list([b"Filter", b"F"])
            .into_iter()
            .map(|filter| {
                let parameters = parameters.next().and_then(|object| self.follow(object)).and_then(Object::into_dict);
                Some((self.follow(filter)?.name()?, parameters.unwrap_or_default()))
            })
            .collect();
        self.allowance.decode(raw, &filters.ok_or(Trouble::Corrupt("PDF stream filter"))?)
    }

    /// The objects of the file in the order of their numbers, for files whose trailer is missing.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        let mut numbers: Vec<u32> = self.places.keys().copied().collect();
        numbers.sort_unstable();
        numbers.into_iter()
    }

    /// Whether the allowed work was used up on the way: what was not found then may still be there.
    #[must_use]
    pub const fn exhausted(&self) -> bool {
        self.fuel.spent()
    }

    fn parser(&self, place: &Place) -> Parser<'_, '_> {
        let bytes = match place.pack {
            Some(pack) => self.packs.get(pack).map_or(&[][..], Vec::as_slice),
            None => self.bytes,
        };
        Parser::new(bytes, place.offset, &self.fuel)
    }

    fn insert(&mut self, number: u32, place: Place, budget: &Budget) -> Result<(), Trouble> {
        if self.places.get(&number).is_some_and(|known| known.order > place.order) {
            return Ok(());
        }
        self.places.insert(number, place);
        if self.places.len() > budget.objects { Err(Trouble::DecoderLimit("number of objects")) } else { Ok(()) }
    }

    /// Indexes every `N G obj`, passing over the insides of streams; returns the object streams.
    fn scan(&mut self, budget: &Budget) -> Result<Vec<Place>, Trouble> {
        let mut packed = Vec::new();
        let mut at = 0;
        while let Some(found) = find(self.bytes, at, b"obj") {
            at = found + 3;
            let Some(number) = object_number(self.bytes, found) else { continue };
            let mut place = Place { pack: None, offset: at, order: at, stream: None };
            let mut parser = Parser::new(self.bytes, at, &self.fuel);
            let object = parser.object();
            if self.fuel.spent() {
                return Err(Trouble::DecoderLimit("amount of work"));
            }
            if let Some(object) = object {
                at = parser.position();
                if let Object::Dict(dict) = object
                    && parser.keyword(b"stream")
                {
                    let (start, end) = stream_bounds(self.bytes, parser.position(), &dict);
                    place.stream = Some((start, end));
                    at = end;
                    if dict.is_type(b"ObjStm") {
                        packed.push(place.clone());
                    } else if dict.is_type(b"XRef") && self.trailers.len() < TRAILERS {
                        self.trailers.push((place.offset, dict));
                    }
                }
            }
            self.end = at;
            self.insert(number, place, budget)?;
        }
        Ok(packed)
    }

    fn find_trailers(&mut self) {
        let mut at = 0;
        while let Some(found) = find(self.bytes, at, b"trailer") {
            at = found + 7;
            if let Some(Object::Dict(trailer)) = Parser::new(self.bytes, at, &self.fuel).object()
                && self.trailers.len() < TRAILERS
            {
                self.trailers.push((found, trailer));
            }
        }
    }

    /// Indexes the objects inside an object stream (§7.5.7).
    fn unpack(&mut self, place: &Place, budget: &Budget) -> Result<(), Trouble> {
        let Some(Object::Dict(dict)) = self.parser(place).object() else { return Ok(()) };
        let number = |key: &[u8]| self.value(&dict, key).and_then(|value| value.unsigned());
        let (Some(count), Some(first)) = (number(b"N"), number(b"First")) else { return Ok(()) };
        let raw = place.stream.and_then(|(start, end)| self.bytes.get(start..end)).unwrap_or_default();
        let pack = match self.decode(&dict, raw) {
            Ok(Decoded::Bytes(bytes)) => Cow::into_owned(bytes),
            Err(limit @ Trouble::DecoderLimit(_)) => return Err(limit),
            Ok(Decoded::Jpeg(_)) | Err(_) => return Ok(()),
        };
        let mut found = Vec::new();
        let mut parser = Parser::new(&pack, 0, &self.fuel);
        for _ in 0..count {
            let mut next = || parser.object().and_then(|object| object.unsigned());
            let (Some(number), Some(offset)) = (next(), next()) else { break };
            found.push((number, first as usize + offset as usize));
            if found.len() > budget.objects {
                return Err(Trouble::DecoderLimit("number of objects"));
            }
        }
        self.packs.push(pack);
        let pack = Some(self.packs.len() - 1);
        for (number, offset) in found {
            self.insert(number, Place { pack, offset, order: place.order, stream: None }, budget)?;
        }
        Ok(())
    }
}

/// The first `needle` from `at` on.
fn find(bytes: &[u8], at: usize, needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = at;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == first)?;
        if bytes.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

/// The object number before the keyword `obj` at `at`.
fn object_number(bytes: &[u8], at: usize) -> Option<u32> {
    /// An object number has at most ten digits; more space than this is not written between the parts.
    const WINDOW: usize = 40;
    let head = bytes.get(at.saturating_sub(WINDOW)..at)?;
    let mut words = head.rsplit(|&byte| is_space(byte)).filter(|word| !word.is_empty());
    let generation = words.next()?;
    let number = words.next()?;
    // The number may follow other bytes directly, as in "endobj7 0 obj".
    let digits = number.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let number = number.get(number.len() - digits..)?;
    if !generation.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(number).ok()?.parse().ok()
}

/// First and last position of a stream's bytes, by its length if that is right, else by the next `endstream`.
fn stream_bounds(bytes: &[u8], keyword_end: usize, dict: &Dict<'_>) -> (usize, usize) {
    let start = keyword_end
        + match bytes.get(keyword_end..).unwrap_or_default() {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => 0,
        };
    if let Some(length) = dict.get(b"Length").and_then(Object::unsigned) {
        let end = start.saturating_add(length as usize);
        let tail = bytes.get(end..).unwrap_or_default();
        let space = tail.iter().take(4).take_while(|byte| is_space(**byte)).count();
        if tail.get(space..).is_some_and(|tail| tail.starts_with(b"endstream")) {
            return (start, end);
        }
    }
    (start, find(bytes, start, b"endstream").unwrap_or(bytes.len()).max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(bytes: &[u8]) -> Document<'_> {
        Document::open(bytes, &Budget::default()).unwrap()
    }

    #[test]
    fn the_last_definition_counts() {
        let document = open(b"%PDF-1.4\n7 0 obj 1 endobj\n7 0 obj 2 endobj8 0 obj 7 0 R endobj\n");
        assert_eq!(document.follow(Object::Reference(8)), Some(Object::Number(2.0)));
        assert_eq!(document.follow(Object::Reference(9)), None);
    }

    #[test]
    fn objects_in_object_streams_are_found() {
        let document = open(
            b"%PDF-1.5\n1 0 obj<</Type/ObjStm/N 2/First 8/Length 16>>stream\n5 0 6 3 42 (text)\nendstream endobj\n",
        );
        assert_eq!(document.follow(Object::Reference(5)), Some(Object::Number(42.0)));
        assert_eq!(document.follow(Object::Reference(6)), Some(Object::Literal(b"text")));
    }

    #[test]
    fn what_looks_like_an_object_inside_a_stream_is_none() {
        let document = open(b"%PDF-1.4\n1 0 obj<</Length 13>>stream\n2 0 obj 5 end\nendstream endobj\n");
        assert_eq!(document.numbers().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn references_in_a_circle_end() {
        let document = open(b"%PDF-1.4\n1 0 obj 2 0 R endobj\n2 0 obj 1 0 R endobj\n");
        assert_eq!(document.follow(Object::Reference(1)), None);
    }
}
