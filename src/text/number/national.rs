//! The rules of an issuer: shapes, check digits, dates of birth inside a number.

use super::scheme::{READ_AS, Scheme, has_shape, is_printed_as, length, repaired};
use super::{americas, asia, europe, passport};
use crate::text::Defect;

/// Countries whose identity documents bear one number only, so that another shape is a slip.
const ONE_NUMBER: &[&str] = &[
    "AE", "BR", "CL", "CN", "EG", "ES", "HK", "ID", "IN", "KR", "MX", "MY", "NG", "PK", "SA", "SG", "TH", "TR", "TW",
    "ZA",
];

/// What the rules of an issuer say about a number.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    pub defects: Vec<Defect>,
    /// Digits for letters by their place among letters and digits, where only they can be meant.
    pub digits: Vec<(usize, char)>,
}

/// Judges a number, signs and small letters allowed; nothing where the rules are not known.
pub(super) fn judge(number: &str, country: &str, kind: &str) -> Verdict {
    let plain: String = number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let schemes: Vec<&Scheme> = schemes(country, kind).collect();
    if schemes.is_empty() {
        let defects = if kind == "passport" { passport::judge_unknown(&plain, country) } else { Vec::new() };
        return Verdict { defects, digits: Vec::new() };
    }
    if let Some(scheme) = schemes.iter().find(|scheme| scheme.shapes.iter().any(|shape| has_shape(&plain, shape))) {
        return Verdict { defects: (scheme.check)(&plain), digits: Vec::new() };
    }
    let shapes = || schemes.iter().flat_map(|scheme| scheme.shapes.iter().map(move |shape| (scheme, *shape)));
    let mut readings: Vec<String> = shapes()
        .filter_map(|(scheme, shape)| repaired(&plain, shape).filter(|text| (scheme.check)(text).is_empty()))
        .collect();
    readings.sort_unstable();
    readings.dedup();
    if let [only] = readings.as_slice() {
        return letters_for_digits(&plain, only);
    }
    if kind != "passport" && !ONE_NUMBER.contains(&country) {
        return Verdict::default();
    }
    let mut lengths: Vec<usize> = shapes().map(|(_, shape)| length(shape)).collect();
    lengths.sort_unstable();
    lengths.dedup();
    let defect = if lengths.contains(&plain.len()) {
        Defect::whole("docnum-charset", "letters and digits do not stand where this issuer has them")
    } else {
        let known: Vec<String> = lengths.iter().map(usize::to_string).collect();
        Defect::whole("docnum-length", format!("it has {} characters, not {}", plain.len(), known.join(" or ")))
    };
    Verdict { defects: vec![defect], digits: Vec::new() }
}

/// Whether a number of a known shape keeps its check digits and dates; `None` where the issuer has none, or the shape is not known.
pub(super) fn checks(number: &str, country: &str, kind: &str) -> Option<bool> {
    let plain: String = number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let scheme = schemes(country, kind).find(|scheme| scheme.shapes.iter().any(|shape| has_shape(&plain, shape)))?;
    Some((scheme.check)(&plain).is_empty())
}

/// Whether a number is grouped by signs and spaces as its issuer prints it.
pub(super) fn is_as_printed(number: &str, country: &str, kind: &str) -> bool {
    schemes(country, kind).flat_map(|scheme| scheme.shapes).any(|shape| is_printed_as(number, shape))
}

fn schemes(country: &str, kind: &str) -> impl Iterator<Item = &'static Scheme> {
    let tables: &[&'static [Scheme]] = match kind {
        "passport" => &[passport::SCHEMES],
        "national_id" => &[asia::SCHEMES, europe::SCHEMES, americas::SCHEMES],
        _ => &[],
    };
    tables.iter().flat_map(|table| table.iter()).filter(move |scheme| scheme.country == country)
}

fn letters_for_digits(plain: &str, meant: &str) -> Verdict {
    let mut verdict = Verdict::default();
    for (place, (typed, digit)) in
        plain.chars().zip(meant.chars()).enumerate().filter(|(_, (typed, digit))| typed != digit)
    {
        let code =
            READ_AS.iter().find(|(letter, _, _)| *letter == typed).map_or("docnum-charset", |(_, _, code)| *code);
        match verdict.defects.iter_mut().find(|defect| defect.code == code) {
            Some(defect) => defect.at.push(place),
            None => {
                let note = format!("a {typed} stands where this issuer has digits only: {digit} is meant");
                verdict.defects.push(Defect::new(code, vec![place], note));
            }
        }
        verdict.digits.push((place, digit));
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Specimens and published examples; no number of a person.
    const SPECIMENS: &[(&str, &str)] = &[
        ("11010519491231002X", "CN"),
        ("A123456(3)", "HK"),
        ("999941057058", "IN"),
        ("0013542419", "IR"),
        ("039337423", "IL"),
        ("123456789018", "JP"),
        ("S1234567D", "SG"),
        ("A123456789", "TW"),
        ("1-2345-45678-78-1", "TH"),
        ("10000000146", "TR"),
        ("85.07.30-033.28", "BE"),
        ("7523169263", "BG"),
        ("710319/2745", "CZ"),
        ("T220001293", "DE"),
        ("36805280109", "EE"),
        ("12345678-Z", "ES"),
        ("X1234567L", "ES"),
        ("131052-308T", "FI"),
        ("33392005961", "HR"),
        ("120174-3399", "IS"),
        ("RCCMNL83S18D969H", "IT"),
        ("33309240064", "LT"),
        ("161175-19997", "LV"),
        ("111222333", "NL"),
        ("151086 95088", "NO"),
        ("44051401359", "PL"),
        ("ABA300000", "PL"),
        ("00000000 0 ZZ4", "PT"),
        ("1630615123457", "RO"),
        ("0101006500006", "RS"),
        ("811228-9874", "SE"),
        ("1759013776", "UA"),
        ("20-05536168-2", "AR"),
        ("111.444.777-35", "BR"),
        ("12.345.678-5", "CL"),
        ("00113918205", "DO"),
        ("171430710-3", "EC"),
        ("BOXW310820HNERXN09", "MX"),
        ("1.234.567-2", "UY"),
        ("8001015009087", "ZA"),
    ];

    #[test]
    fn specimens_hold() {
        for (number, country) in SPECIMENS {
            assert_eq!(judge(number, country, "national_id").defects, [], "{country} {number}");
        }
    }

    #[test]
    fn one_wrong_digit_is_found() {
        // The last digit of an Icelandic number is the century, not the check.
        for (number, country) in SPECIMENS.iter().filter(|(_, country)| *country != "IS") {
            let last = number.rfind(|c: char| c.is_ascii_digit()).unwrap_or(0);
            let other = if number.get(last..=last) == Some("1") { "2" } else { "1" };
            let slip = format!("{}{other}{}", &number[..last], &number[last + 1..]);
            assert!(!judge(&slip, country, "national_id").defects.is_empty(), "{country} {slip}");
        }
    }

    #[test]
    fn other_shapes_are_left_alone() {
        for (number, country) in
            [("XR123456", "RO"), ("12345678", "SE"), ("CA00000AA", "IT"), ("SPECI2014", "NL"), ("ABCPE1234F", "IN")]
        {
            assert_eq!(judge(number, country, "national_id").defects, [], "{country} {number}");
        }
        assert_eq!(judge("anything", "XX", "national_id").defects, []);
        assert_eq!(judge("1234567890", "DE", "driving_licence").defects, []);
    }

    #[test]
    fn passports() {
        let codes = |number, country| -> Vec<String> {
            judge(number, country, "passport").defects.into_iter().map(|defect| defect.code.into_owned()).collect()
        };
        for (number, country) in [
            ("E12345678", "CN"),
            ("M12345678", "KR"),
            ("C01X00T47", "DE"),
            ("963545637", "US"),
            ("A12345678", "US"),
            ("10AZ12345", "FR"),
        ] {
            assert!(codes(number, country).is_empty(), "{country} {number}");
        }
        assert_eq!(codes("12345678", "GB"), ["docnum-length"]);
        assert_eq!(codes("AB1234567", "GB"), ["docnum-charset"]);
        assert_eq!(codes("C01XOOT47", "DE"), ["docnum-charset"]);
        assert_eq!(codes("1O2345678", "GB"), ["docnum-o-zero"]);
        assert_eq!(codes("1234567890123", "SE"), ["docnum-length"]);
        assert!(codes("1234567890123", "").is_empty());
    }
}
