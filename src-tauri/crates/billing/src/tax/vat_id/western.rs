//! VAT numbers of western Europe: Austria, Belgium, Germany, France, Ireland, Luxembourg, the
//! Netherlands.

use super::checksum::{
    complement, digits, doubled, exactly, luhn, mod_11_10, modulo, pair, split_last, weighted,
};
use super::fault::VatIdFault::{self, Checksum, Shape};

type Checked = Result<String, VatIdFault>;

fn judged(number: &str, holds: bool) -> Checked {
    if holds {
        Ok(number.to_owned())
    } else {
        Err(Checksum)
    }
}

/// U and eight digits.
pub fn austria(number: &str) -> Checked {
    let all = number.strip_prefix('U').and_then(|rest| exactly(rest, 8));
    let all = all.ok_or(Shape("U and 8 digits"))?;
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    let sum: u32 = before
        .iter()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit })
        .sum();
    // Austria adds 4 before it takes the complement.
    judged(number, complement(sum.saturating_add(4), 10) % 10 == last)
}

/// Ten digits that start with 0 or 1; numbers of before 2005 lack the 0.
pub fn belgium(number: &str) -> Checked {
    let shape = Shape("10 digits, the first 0 or 1");
    let number = if number.len() == 9 {
        format!("0{number}")
    } else {
        number.to_owned()
    };
    let all = exactly(&number, 10).ok_or(shape)?;
    let (Some(head), Some(first)) = (all.get(..8), all.first()) else {
        return Err(shape);
    };
    if *first > 1 {
        return Err(shape);
    }
    let holds = complement(modulo(head, 97), 97) == pair(&all, 8);
    judged(&number, holds && head.iter().any(|digit| *digit > 0))
}

/// Nine digits, the first not 0; some write their groups with a comma between.
pub fn germany(number: &str) -> Checked {
    let number = &number.replace(',', "");
    let all = exactly(number, 9).filter(|all| all.first() != Some(&0));
    let all = all.ok_or(Shape("9 digits, the first not 0"))?;
    judged(number, mod_11_10(&all))
}

/// Letters of French keys: no I and no O.
const FRENCH_KEY: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A key of two characters and the nine digits of the SIREN; Monaco's begin with 000.
pub fn france(number: &str) -> Checked {
    let shape = Shape("2 characters (no I, no O) and 9 digits");
    let (key, siren) = number.split_at_checked(2).ok_or(shape)?;
    let all = exactly(siren, 9).ok_or(shape)?;
    let places: Option<Vec<u32>> = key.chars().map(place_in_key).collect();
    let places = places.ok_or(shape)?;
    if !siren.starts_with("000") && !luhn(&all) {
        return Err(Checksum);
    }
    let holds = match digits(key) {
        Some(key) => {
            let rest = modulo(&all, 97).saturating_mul(3).saturating_add(12) % 97;
            rest == pair(&key, 0)
        }
        None => lettered_key_holds(&places, &all),
    };
    judged(number, holds)
}

fn place_in_key(letter: char) -> Option<u32> {
    FRENCH_KEY
        .find(letter)
        .and_then(|place| u32::try_from(place).ok())
}

/// The key with letters: a number s of 24 or 34 letters a place; (SIREN + 1 + s / 11) and s are
/// equal modulo 11.
fn lettered_key_holds(key: &[u32], siren: &[u32]) -> bool {
    let (Some(first), Some(second)) = (key.first(), key.get(1)) else {
        return false;
    };
    let (base, offset) = if *first < 10 { (24, 10) } else { (34, 100) };
    let sum = first.saturating_mul(base).saturating_add(*second);
    let Some(s) = sum.checked_sub(offset) else {
        return false;
    };
    let shifted = modulo(siren, 11)
        .saturating_add(1)
        .saturating_add(s.checked_div(11).unwrap_or(0));
    shifted % 11 == s % 11
}

/// Letters of Irish checks, by remainder of 23.
const IRISH: &str = "WABCDEFGHIJKLMNOPQRSTUV";

/// Seven digits and one or two letters; of old ones the second character is a letter, + or *.
pub fn ireland(number: &str) -> Checked {
    let shape = Shape("7 digits and 1 or 2 letters");
    let (body, tail) = number.split_at_checked(7).ok_or(shape)?;
    let mut tail = tail.chars();
    let check = tail.next().ok_or(shape)?;
    let extra = match (tail.next(), tail.next()) {
        (None, _) => 0,
        (Some(letter), None) => irish_value(letter).ok_or(shape)?,
        (Some(_), Some(_)) => return Err(shape),
    };
    let digits = exactly(body, 7)
        .or_else(|| irish_of_old(body))
        .ok_or(shape)?;
    let sum = weighted(&digits, &[8, 7, 6, 5, 4, 3, 2]);
    let sum = sum.saturating_add(extra.saturating_mul(9));
    let place = irish_value(check).ok_or(shape)?;
    judged(number, sum % 23 == place)
}

fn irish_value(letter: char) -> Option<u32> {
    IRISH
        .find(letter)
        .and_then(|place| u32::try_from(place).ok())
}

/// Numbers of before 1986 move their first digit to the end, after a 0 in front.
fn irish_of_old(body: &str) -> Option<Vec<u32>> {
    let mut letters = body.chars();
    let first = letters.next()?.to_digit(10)?;
    let second = letters.next()?;
    if !second.is_ascii_uppercase() && second != '+' && second != '*' {
        return None;
    }
    let middle = exactly(letters.as_str(), 5)?;
    Some([vec![0], middle, vec![first]].concat())
}

/// Eight digits, the last two the first six modulo 89.
pub fn luxembourg(number: &str) -> Checked {
    let all = exactly(number, 8).ok_or(Shape("8 digits"))?;
    let head = all.get(..6).ok_or(Checksum)?;
    judged(number, modulo(head, 89) == pair(&all, 6))
}

/// Nine digits, B and two digits; since 2020 either the old check or the one of ISO 7064 MOD 97-10.
pub fn netherlands(number: &str) -> Checked {
    let shape = Shape("9 digits, B and 2 digits");
    let (body, suffix) = number.split_once('B').ok_or(shape)?;
    if body.is_empty() {
        return Err(shape);
    }
    let body = format!("{body:0>9}"); // zeros in front are often left out
    let all = exactly(&body, 9).ok_or(shape)?;
    let serial = exactly(suffix, 2).ok_or(shape)?;
    if all.iter().all(|digit| *digit == 0) || pair(&serial, 0) == 0 {
        return Err(shape);
    }
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    let old = weighted(before, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == last;
    // N is 23, L is 21 and B is 11, as ISO 7064 reads letters.
    let written = [&[2, 3, 2, 1], all.as_slice(), &[1, 1], serial.as_slice()].concat();
    let number = format!("{body}B{suffix}");
    judged(&number, old || modulo(&written, 97) == 1)
}
