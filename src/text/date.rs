//! Dates as people type them: every reading, and what the date means for a document.

mod day;
mod difference;
mod era;
mod month;
mod reading;
mod written;

pub use day::Date;
pub use reading::{Reading, parse};

use super::{Defect, Judgement, Kind, character};

/// What a date stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The holder's birth.
    Birth,
    /// The day a document was issued.
    Issue,
    /// The last day on which a document is valid.
    Expiry,
}

/// What a date is judged against.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// What the date stands for.
    pub role: Role,
    /// The local date of the check.
    pub today: Date,
    /// Age from which the provider takes a person, in full years.
    pub adult_age: u8,
    /// How near an expiry is a worry, in days.
    pub soon_days: u16,
}

/// Oldest age that is believed, in years; nobody is known to have lived longer than 122.
const MAX_AGE: i32 = 122;
/// Longest validity that is believed, in years.
const MAX_VALIDITY: i32 = 50;

/// Judges a date as typed.
pub fn judge(value: &str, context: &Context) -> Judgement {
    once(value, context).settled(|fix| once(fix, context))
}

fn once(value: &str, context: &Context) -> Judgement {
    if value.trim().is_empty() {
        return Judgement::empty();
    }
    let kind = kind_of(value);
    let mut defects = character::judge(value, kind);
    let text = character::clean(value, kind);
    // Nobody knows what belongs in the place of a gap. A look-alike among digits is the digit that it looks like.
    let guessed = defects.iter().any(|defect| defect.code == "inner-space");
    let reading = parse(&text, context.today);
    let readings = plausible(&reading.dates, context);
    if !(reading.dates.is_empty() && defects.iter().any(|d| matches!(d.code.as_ref(), "inner-space" | "homoglyph"))) {
        defects.extend(reading.defects);
    }
    let certain = match readings.as_slice() {
        [] => None,
        [only] => {
            defects.extend(meaning(*only, context));
            Some(*only)
        }
        [first, others @ ..] => {
            if !defects.iter().any(|defect| defect.code == "date-two-digit-year") {
                let note = "it may be read as several days; write year-month-day";
                defects.push(Defect::whole("date-ambiguous", note));
            }
            let of_all = |code: &str| others.iter().all(|date| meaning(*date, context).iter().any(|d| d.code == code));
            for (code, note) in IN_EVERY_READING {
                if meaning(*first, context).iter().any(|defect| defect.code == *code) && of_all(code) {
                    defects.push(Defect::whole(*code, *note));
                }
            }
            None
        }
    };
    let fix = certain.map(Date::iso).filter(|fix| fix != value && !guessed);
    Judgement { defects, fix }
}

/// What can be wrong with a date whichever way it is read.
const IN_EVERY_READING: &[(&str, &str)] = &[
    ("date-expired", "the document has expired, however the date is read"),
    ("date-expires-soon", "the document expires soon, however the date is read"),
    ("date-underage", "the holder is younger than the provider may ask for, however the date is read"),
    ("date-future", "the day lies in the future, however the date is read"),
    ("date-implausible", "the day lies too far away, however the date is read"),
];

/// Which characters are defects: in a month name of another script its letters are at home, among digits they are look-alikes.
fn kind_of(value: &str) -> Kind {
    if value.is_ascii() || !value.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
        return Kind::Date;
    }
    let text = character::clean(value, Kind::Text);
    if written::Written::read(&text.to_lowercase()).is_some() { Kind::Text } else { Kind::Date }
}

/// The readings that can be meant: of several, those that are possible for the role.
fn plausible(dates: &[Date], context: &Context) -> Vec<Date> {
    let possible: Vec<Date> = dates.iter().copied().filter(|date| is_possible(*date, context)).collect();
    if dates.len() > 1 && !possible.is_empty() { possible } else { dates.to_vec() }
}

fn is_possible(date: Date, context: &Context) -> bool {
    // Nobody types an expiry of a lifetime ago.
    let forgotten = context.role == Role::Expiry && date.years_until(context.today) > MAX_VALIDITY;
    let wrong =
        meaning(date, context).iter().any(|defect| matches!(defect.code.as_ref(), "date-implausible" | "date-future"));
    !forgotten && !wrong
}

/// What is wrong with the day itself.
fn meaning(date: Date, context: &Context) -> Vec<Defect> {
    let age = date.years_until(context.today);
    let mut found = Vec::new();
    match context.role {
        Role::Birth if date > context.today => {
            found.push(Defect::whole("date-future", "a date of birth cannot lie in the future"))
        }
        Role::Birth if age > MAX_AGE => found.push(Defect::whole(
            "date-implausible",
            format!(
                "the holder would be {age} years old; a year of another calendar must be written as the Gregorian one"
            ),
        )),
        Role::Birth if age < i32::from(context.adult_age) => {
            found.push(Defect::whole(
                "date-underage",
                format!("the holder is {age}; the provider may ask for {} years", context.adult_age),
            ));
        }
        Role::Issue if date > context.today => {
            found.push(Defect::whole("date-future", "a date of issue cannot lie in the future"))
        }
        Role::Issue if age > MAX_VALIDITY => {
            found.push(Defect::whole("date-implausible", format!("the document would be {age} years old")))
        }
        Role::Expiry if date < context.today => {
            // Not on which day: a note is shown where values are not.
            found.push(Defect::whole("date-expired", "the document has expired"));
        }
        Role::Expiry if context.today.days_until(date) <= i64::from(context.soon_days) => {
            found.push(Defect::whole(
                "date-expires-soon",
                format!(
                    "the document expires in {} days; a review and a second try take time",
                    context.today.days_until(date)
                ),
            ));
        }
        Role::Expiry if context.today.years_until(date) > MAX_VALIDITY => {
            found.push(Defect::whole("date-implausible", "no document is valid for so long"))
        }
        _ => {}
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Date = Date { year: 2026, month: 5, day: 19 };

    fn codes(value: &str, role: Role) -> (Vec<String>, Option<String>) {
        let found = judge(value, &Context { role, today: TODAY, adult_age: 18, soon_days: 30 });
        (found.defects.into_iter().map(|d| d.code.into_owned()).collect(), found.fix)
    }

    #[test]
    fn births() {
        let cases: [(&str, &[&str], Option<&str>); 27] = [
            ("1990-04-12", &[], None),
            ("25/12/1990", &["date-format"], Some("1990-12-25")),
            ("12/25/1990", &["date-format"], Some("1990-12-25")),
            ("04/05/1990", &["date-format", "date-ambiguous"], None),
            ("12 APR 1990", &["date-format"], Some("1990-04-12")),
            ("12 APR/AVR 90", &["date-two-digit-year"], Some("1990-04-12")),
            ("900412", &["date-two-digit-year"], Some("1990-04-12")),
            ("19900412", &["date-format"], Some("1990-04-12")),
            ("12/04/90", &["date-two-digit-year"], None),
            ("１９９０-０４-１２", &["full-width"], Some("1990-04-12")),
            ("2533-04-12", &["date-era"], Some("1990-04-12")),
            ("平成2年4月12日", &["date-era"], Some("1990-04-12")),
            ("XX 04 1990", &["date-partial"], None),
            ("1990-4-1 2", &["inner-space", "date-format"], None),
            ("2026-02-30", &["date-impossible"], None),
            ("2008-05-20", &["date-underage"], None),
            ("0990-04-12", &["date-implausible"], None),
            ("7 марта 1974", &["date-format"], Some("1974-03-07")),
            ("12.04.1990 г.", &["date-format", "date-ambiguous"], None),
            ("12 АPR 1990", &["homoglyph", "date-format"], Some("1990-04-12")),
            ("1985-11-О3", &["homoglyph"], Some("1985-11-03")),
            ("199Ο-04-12", &["homoglyph"], Some("1990-04-12")),
            ("1985-11-O3", &["homoglyph"], Some("1985-11-03")),
            ("2511-02-29", &["date-era"], Some("1968-02-29")),
            ("01/02/2020", &["date-format", "date-ambiguous", "date-underage"], None),
            ("85<<<<", &["date-partial"], None),
            ("301130", &["date-two-digit-year"], Some("1930-11-30")),
        ];
        for (value, found, fix) in cases {
            assert_eq!(
                codes(value, Role::Birth),
                (found.iter().map(|c| (*c).to_owned()).collect(), fix.map(str::to_owned)),
                "{value}"
            );
        }
    }

    #[test]
    fn expiries() {
        assert_eq!(codes("2026-05-18", Role::Expiry).0, ["date-expired"]);
        assert_eq!(codes("2026-05-19", Role::Expiry).0, ["date-expires-soon"]);
        assert_eq!(codes("2031-01-01", Role::Expiry).0, Vec::<String>::new());
        for (value, found, fix) in [
            ("31 DEC 30", vec!["date-two-digit-year"], Some("2030-12-31")),
            ("301130", vec!["date-two-digit-year"], Some("2030-11-30")),
            ("31 DEC 19", vec!["date-two-digit-year", "date-expired"], Some("2019-12-31")),
            ("01/02/2020", vec!["date-format", "date-ambiguous", "date-expired"], None),
            ("02/05/27", vec!["date-two-digit-year"], None),
        ] {
            let found: Vec<String> = found.into_iter().map(str::to_owned).collect();
            assert_eq!(codes(value, Role::Expiry), (found, fix.map(str::to_owned)), "{value}");
        }
    }

    proptest! {
        #[test]
        fn a_fix_is_clean(value in "[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}|[0-9]{1,4}[ .年<x](mai|марта|ม.ค.|4月|О)[ .][0-9О]{2,4}|\\PC{0,14}|[0-9]{6,8}") {
            for role in [Role::Birth, Role::Issue, Role::Expiry] {
                if let Some(fix) = codes(&value, role).1 {
                    let (again, more) = codes(&fix, role);
                    prop_assert_eq!(more, None);
                    let lasting = ["date-underage", "date-expired", "date-expires-soon", "date-future", "date-implausible"];
                    prop_assert!(again.iter().all(|code| lasting.contains(&code.as_str())), "{} {:?}", fix, again);
                }
            }
        }
    }
}
