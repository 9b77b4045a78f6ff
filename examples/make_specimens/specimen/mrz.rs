//! Machine-readable zones (ICAO Doc 9303 parts 3 to 5).

use super::person::{Day, Person};

/// Check digit with weights 7, 3, 1 (Doc 9303-3 §4.9).
fn check(field: &str) -> u32 {
    let value = |character: char| character.to_digit(36).unwrap_or(0);
    field.chars().zip([7, 3, 1].into_iter().cycle()).map(|(character, weight)| value(character) * weight).sum::<u32>()
        % 10
}

fn checked(field: &str) -> String {
    format!("{field}{}", check(field))
}

fn name(person: &Person, length: usize) -> String {
    let name = format!("{}<<{}", person.surname, person.given.replace(' ', "<"));
    format!("{name:<<length$.length$}")
}

fn short([year, month, day]: Day) -> String {
    format!("{:02}{month:02}{day:02}", year % 100)
}

/// The two lines of a passport.
pub fn td3(person: &Person) -> Vec<String> {
    let number = checked(&format!("{:<<9}", person.number));
    let (birth, expiry) = (checked(&short(person.birth)), checked(&short(person.expiry)));
    let personal = format!("{:<<14}0", "");
    let all = check(&format!("{number}{birth}{expiry}{personal}"));
    let code = person.nation.code;
    vec![
        format!("P<{code}{}", name(person, 39)),
        format!("{number}{code}{birth}{}{expiry}{personal}{all}", person.sex()),
    ]
}

/// The three lines of a card.
pub fn td1(person: &Person) -> Vec<String> {
    let code = person.nation.code;
    let number = checked(&format!("{:<<9}", person.number));
    let (birth, expiry) = (checked(&short(person.birth)), checked(&short(person.expiry)));
    let blank = "<".repeat(15);
    let all = check(&format!("{number}{blank}{birth}{expiry}{:<<11}", ""));
    vec![
        format!("I<{code}{number}{blank}"),
        format!("{birth}{}{expiry}{code}{:<<11}{all}", person.sex(), ""),
        name(person, 30),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::*;

    #[test]
    fn check_digits_are_those_of_doc_9303() {
        assert_eq!([check("520727"), check("D23145890"), check("740812")], [3, 7, 2]);
    }

    #[test]
    fn lines_have_the_lengths_of_their_formats() {
        for seed in 0..50 {
            let person = Person::new(&mut Random::new(seed, 0));
            assert!(td3(&person).iter().all(|line| line.len() == 44), "{:?}", td3(&person));
            assert!(td1(&person).iter().all(|line| line.len() == 30), "{:?}", td1(&person));
        }
    }
}
