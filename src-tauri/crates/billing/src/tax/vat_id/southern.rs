//! VAT numbers of southern Europe: Cyprus, Greece, Italy, Malta, Portugal, Spain.

use super::checksum::{complement, exactly, luhn, modulo, split_last, weighted};
use super::fault::VatIdFault::{self, Checksum, Shape};

type Checked = Result<String, VatIdFault>;

fn judged(number: &str, holds: bool) -> Checked {
    if holds {
        Ok(number.to_owned())
    } else {
        Err(Checksum)
    }
}

/// The letter at a place of the alphabet.
fn letter(place: u32) -> Option<char> {
    char::from_u32(u32::from('A').saturating_add(place))
}

/// Eight digits and a letter, not beginning with 12.
pub fn cyprus(number: &str) -> Checked {
    let shape = Shape("8 digits and a letter, not beginning with 12");
    let (body, check) = number.split_at_checked(8).ok_or(shape)?;
    let all = exactly(body, 8).ok_or(shape)?;
    let mut check = check.chars();
    let given = check.next().filter(char::is_ascii_uppercase).ok_or(shape)?;
    if check.next().is_some() || body.starts_with("12") {
        return Err(shape);
    }
    /// What a digit in an odd place counts.
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let value = |(at, digit): (usize, &u32)| {
        let odd = usize::try_from(*digit).ok().and_then(|d| ODD.get(d));
        if at % 2 == 0 {
            odd.copied().unwrap_or(0)
        } else {
            *digit
        }
    };
    let sum: u32 = all.iter().enumerate().map(value).sum();
    judged(number, letter(sum % 26) == Some(given))
}

/// Nine digits; numbers of old lack the first.
pub fn greece(number: &str) -> Checked {
    let number = if number.len() == 8 {
        format!("0{number}")
    } else {
        number.to_owned()
    };
    let all = exactly(&number, 9).ok_or(Shape("9 digits"))?;
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    let sum = weighted(before, &[256, 128, 64, 32, 16, 8, 4, 2]);
    judged(&number, sum % 11 % 10 == last)
}

/// Eleven digits: seven of the person, three of the office, one check digit.
pub fn italy(number: &str) -> Checked {
    let all = exactly(number, 11).ok_or(Shape("11 digits"))?;
    let office = all.get(7..10).map_or(0, |office| modulo(office, 1000));
    let known = matches!(office, 1..=100 | 120 | 121 | 888 | 999);
    if number.starts_with("0000000") || !known {
        return Err(Shape("11 digits, the eighth to tenth a tax office"));
    }
    judged(number, luhn(&all))
}

/// Eight digits, the first not 0.
pub fn malta(number: &str) -> Checked {
    let all = exactly(number, 8).filter(|all| all.first() != Some(&0));
    let all = all.ok_or(Shape("8 digits, the first not 0"))?;
    let sum = weighted(&all, &[3, 4, 6, 7, 8, 9, 10, 1]);
    judged(number, sum.is_multiple_of(37))
}

/// Nine digits, the first not 0.
pub fn portugal(number: &str) -> Checked {
    let all = exactly(number, 9).filter(|all| all.first() != Some(&0));
    let all = all.ok_or(Shape("9 digits, the first not 0"))?;
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    let sum = weighted(before, &[9, 8, 7, 6, 5, 4, 3, 2]);
    judged(number, complement(sum, 11) % 11 % 10 == last)
}

/// Letters of Spanish persons, by remainder of 23.
const SPANISH_PERSON: &str = "TRWAGMYFPDXBNJZSQVHLCKE";
/// Letters of Spanish bodies, by check digit.
const SPANISH_BODY: &str = "JABCDEFGHI";

/// Nine characters: the DNI of a person, the NIE of a foreigner, or the NIF of a company.
pub fn spain(number: &str) -> Checked {
    let shape = Shape("9 characters: a letter with 7 digits and a check, or 8 digits and a letter");
    if number.len() != 9 {
        return Err(shape);
    }
    let mut letters = number.chars();
    let first = letters.next().ok_or(shape)?;
    let check = letters.next_back().ok_or(shape)?;
    let middle = letters.as_str();
    let holds = match first {
        'K' | 'L' | 'M' => person(middle, 7, check),
        'X' => person(&format!("0{middle}"), 8, check),
        'Y' => person(&format!("1{middle}"), 8, check),
        'Z' => person(&format!("2{middle}"), 8, check),
        '0'..='9' => person(&format!("{first}{middle}"), 8, check),
        'A'..='H' | 'J' | 'N' | 'P'..='S' | 'U' | 'V' | 'W' => body(middle, check),
        _ => None,
    };
    judged(number, holds.ok_or(shape)?)
}

fn person(text: &str, length: usize, check: char) -> Option<bool> {
    let all = exactly(text, length)?;
    let place = usize::try_from(modulo(&all, 23)).ok()?;
    check
        .is_ascii_uppercase()
        .then(|| SPANISH_PERSON.chars().nth(place) == Some(check))
}

/// A company's check is that of Luhn, as a digit or as a letter. Which of them a first letter takes
/// is told differently by the sources, so either is taken: a good number is never refused.
fn body(middle: &str, check: char) -> Option<bool> {
    let all = exactly(middle, 7)?;
    let expected = (0..10).find(|digit| luhn(&[all.as_slice(), &[*digit]].concat()))?;
    let place = usize::try_from(expected).ok()?;
    let as_letter = SPANISH_BODY.chars().nth(place) == Some(check);
    Some(as_letter || check.to_digit(10) == Some(expected))
}
