//! The part before the @ (RFC 5321 §4.1.2: Dot-string or Quoted-string).

use super::super::Defect;
use super::Rules;

/// RFC 5321 §4.5.3.1.1.
const MAX_LOCAL: usize = 64;

/// Judges the local part; returns it cured, or `None` where the right one is not certain.
pub(super) fn judge(local: &str, rules: &Rules<'_>, defects: &mut Vec<Defect>) -> Option<String> {
    if local.is_empty() {
        defects.push(Defect::whole("email-bad-local", "nothing stands before the @"));
        return None;
    }
    if local.len() > MAX_LOCAL {
        defects
            .push(Defect::whole("email-too-long", format!("the part before the @ has at most {MAX_LOCAL} characters")));
        return None;
    }
    if local.len() >= 2 && local.starts_with('"') && local.ends_with('"') {
        defects
            .push(Defect::whole("email-quoted-local", "a quoted part before the @ is valid, but most forms refuse it"));
        return None;
    }
    if !local.is_ascii() {
        let first = local.chars().position(|c| !c.is_ascii()).unwrap_or(0);
        defects.push(Defect::new(
            "email-non-ascii-local",
            vec![first],
            format!("character {} is no plain letter: most mail servers cannot deliver to it (RFC 6531)", first + 1),
        ));
        return None;
    }
    let wrong: Vec<usize> =
        local.char_indices().filter(|(_, c)| !is_atext(*c) && *c != '.').map(|(index, _)| index).collect();
    if let Some(first) = wrong.first() {
        let note = format!("character {} may not stand before the @", first + 1);
        defects.push(Defect::new("email-bad-local", wrong, note));
        return None;
    }
    let parts: Vec<&str> = local.split('.').filter(|part| !part.is_empty()).collect();
    let dotted = parts.join(".");
    if dotted != local {
        defects.push(Defect::whole(
            "email-dot-local",
            "a dot may not begin or end the part before the @, nor stand twice in a row",
        ));
        if dotted.is_empty() {
            return None;
        }
    }
    if let Some(allowed) = rules.local_chars {
        let refused: Vec<usize> = local
            .char_indices()
            .filter(|(_, c)| !c.is_ascii_alphanumeric() && !allowed.contains(*c))
            .map(|(index, _)| index)
            .collect();
        if let Some(first) = refused.first() {
            let note = format!("character {} is valid in an address, but this form may refuse it", first + 1);
            defects.push(Defect::new("email-local-refused", refused, note));
        }
    }
    Some(dotted)
}

/// RFC 5322 §3.2.3.
fn is_atext(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}
