//! Territories whose people hold passports of another country, which names itself as the issuer: Hong Kong and Macao (CHN), the
//! Crown dependencies and overseas territories (GBR), and others.

use super::canonical;

/// A country, and the territories that its passports serve.
const SERVED: &[(&str, &str)] = &[
    ("AU", "CC CX NF"),
    ("CN", "HK MO"),
    ("DK", "FO GL"),
    ("FI", "AX"),
    ("FR", "BL GF GP MF MQ NC PF PM RE TF WF YT"),
    ("GB", "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG"),
    ("NL", "AW BQ CW SX"),
    ("NO", "BV SJ"),
    ("NZ", "CK NU TK"),
    ("US", "AS GU MP PR UM VI"),
];

/// Whether a document that names one country may be that of somebody who names the other: it is the same, or one serves the other.
/// None where one of the two is no country that is known.
pub fn agree(left: &str, right: &str) -> Option<bool> {
    let (left, right) = (canonical(left)?, canonical(right)?);
    let serves = |country: &str, territory: &str| {
        SERVED.iter().any(|(own, served)| *own == country && served.split(' ').any(|one| one == territory))
    };
    Some(left == right || serves(left, right) || serves(right, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_territory_agrees_with_its_country() {
        assert_eq!(agree("HK", "CHN"), Some(true));
        assert_eq!(agree("GBR", "JE"), Some(true));
        assert_eq!(agree("Sweden", "SWE"), Some(true));
        assert_eq!(agree("SE", "NOR"), Some(false));
        assert_eq!(agree("HK", "MO"), Some(false));
        assert_eq!(agree("XXA", "SE"), None);
    }

    #[test]
    fn every_code_is_known() {
        let codes = SERVED.iter().flat_map(|(own, served)| served.split(' ').chain([*own]));
        for code in codes {
            assert_eq!(canonical(code), Some(code));
        }
    }
}
