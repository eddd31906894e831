//! VAT numbers of eastern Europe: Bulgaria, Croatia, Czechia, Hungary, Poland, Romania, Slovakia,
//! Slovenia.

use super::checksum::{
    complement, digits, exactly, is_day, mod_11_10, modulo, pair, split_last, weighted,
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

/// Nine digits of a company, or ten of a person, a foreigner or somebody else.
pub fn bulgaria(number: &str) -> Checked {
    if let Some(all) = exactly(number, 9) {
        return judged(number, bulgarian_company(&all));
    }
    let all = exactly(number, 10).ok_or(Shape("9 or 10 digits"))?;
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    let person = bulgarian_birthday(&all)
        && weighted(before, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == last;
    let foreigner = weighted(before, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == last;
    let other = complement(weighted(before, &[4, 3, 2, 7, 6, 5, 4, 3, 2]), 11) % 11 == last;
    judged(number, person || foreigner || other)
}

fn bulgarian_company(all: &[u32]) -> bool {
    let Some((last, before)) = split_last(all) else {
        return false;
    };
    let check = match weighted(before, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11 {
        10 => weighted(before, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10,
        check => check,
    };
    check == last
}

/// Of the 19th century the month is 20 more, of the 21st 40 more.
fn bulgarian_birthday(all: &[u32]) -> bool {
    let (year, month, day) = (pair(all, 0), pair(all, 2), pair(all, 4));
    let (century, month) = match month {
        41.. => (2000, month.saturating_sub(40)),
        21..=40 => (1800, month.saturating_sub(20)),
        _ => (1900, month),
    };
    is_day(year.saturating_add(century), month, day)
}

/// Eleven digits.
pub fn croatia(number: &str) -> Checked {
    let all = exactly(number, 11).ok_or(Shape("11 digits"))?;
    judged(number, mod_11_10(&all))
}

/// Eight digits of a company, nine or ten of a person.
pub fn czechia(number: &str) -> Checked {
    let shape = Shape("8, 9 or 10 digits");
    let all = digits(number).ok_or(shape)?;
    let holds = match all.len() {
        8 if all.first() == Some(&9) => return Err(Shape("8 digits, the first not 9")),
        8 => czech_company(&all),
        9 if all.first() == Some(&6) => czech_special(&all),
        9 | 10 => birth_number(&all),
        _ => return Err(shape),
    };
    judged(number, holds)
}

fn czech_company(all: &[u32]) -> bool {
    split_last(all).is_some_and(|(last, before)| {
        let sum = weighted(before, &[8, 7, 6, 5, 4, 3, 2]);
        complement(sum, 11) % 10 == last
    })
}

/// Nine digits with a 6 in front: those of people with more than one registration.
fn czech_special(all: &[u32]) -> bool {
    let (Some(middle), Some(last)) = (all.get(1..8), all.last()) else {
        return false;
    };
    let sum = weighted(middle, &[8, 7, 6, 5, 4, 3, 2]);
    // 8 less (10 less the remainder, modulo 11), modulo 10.
    let turned = 10_u32.saturating_sub(sum % 11) % 11;
    18_u32.saturating_sub(turned) % 10 == *last
}

/// The birth number of Czechia and Slovakia: the birthday, and since 1954 a check digit.
fn birth_number(all: &[u32]) -> bool {
    let (year, month, day) = (pair(all, 0), pair(all, 2), pair(all, 4));
    // Women have 50 more; 20 more where the day's numbers ran out, since 2004.
    let month = month.checked_rem(50).unwrap_or(0);
    let month = if month > 20 {
        month.saturating_sub(20)
    } else {
        month
    };
    let Some((last, before)) = split_last(all) else {
        return false;
    };
    if all.len() == 9 {
        return year < 54 && is_day(year.saturating_add(1900), month, day);
    }
    let century = if year < 54 { 2000 } else { 1900 };
    is_day(year.saturating_add(century), month, day) && modulo(before, 11) % 10 == last
}

/// Eight digits.
pub fn hungary(number: &str) -> Checked {
    let all = exactly(number, 8).ok_or(Shape("8 digits"))?;
    let sum = weighted(&all, &[9, 7, 3, 1, 9, 7, 3, 1]);
    judged(number, sum.is_multiple_of(10))
}

/// Ten digits.
pub fn poland(number: &str) -> Checked {
    let all = exactly(number, 10).ok_or(Shape("10 digits"))?;
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    let sum = weighted(before, &[6, 5, 7, 2, 3, 4, 5, 6, 7]);
    judged(number, sum % 11 == last)
}

/// Two to ten digits of a company, or the thirteen of a person.
pub fn romania(number: &str) -> Checked {
    let shape = Shape("2 to 10 digits, the first not 0, or 13 of a person");
    let all = digits(number).ok_or(shape)?;
    if all.first() == Some(&0) {
        return Err(shape);
    }
    let (last, before) = split_last(&all).ok_or(shape)?;
    match all.len() {
        13 => judged(number, romanian_person(&all)),
        2..=10 => {
            // The weights count from the right.
            let reversed: Vec<u32> = before.iter().rev().copied().collect();
            let sum = weighted(&reversed, &[2, 3, 5, 7, 1, 2, 3, 5, 7]);
            judged(number, sum.saturating_mul(10) % 11 % 10 == last)
        }
        _ => Err(shape),
    }
}

fn romanian_person(all: &[u32]) -> bool {
    let century = match all.first() {
        Some(3 | 4) => 1800,
        Some(5 | 6) => 2000,
        _ => 1900,
    };
    let year = pair(all, 1).saturating_add(century);
    let county = matches!(pair(all, 7), 1..=48 | 51 | 52 | 70 | 80..=83);
    let Some((last, before)) = split_last(all) else {
        return false;
    };
    let check = match weighted(before, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 {
        10 => 1,
        check => check,
    };
    is_day(year, pair(all, 3), pair(all, 5)) && county && check == last
}

/// Ten digits that 11 divides, or the birth number of a person.
pub fn slovakia(number: &str) -> Checked {
    let shape = Shape("10 digits, the first not 0, the third 2, 3, 4, 7, 8 or 9");
    let all = exactly(number, 10).ok_or(shape)?;
    if birth_number(&all) {
        return Ok(number.to_owned());
    }
    let third = matches!(all.get(2), Some(2 | 3 | 4 | 7 | 8 | 9));
    if all.first() == Some(&0) || !third {
        return Err(shape);
    }
    judged(number, modulo(&all, 11) == 0)
}

/// Eight digits, the first not 0.
pub fn slovenia(number: &str) -> Checked {
    let all = exactly(number, 8).filter(|all| all.first() != Some(&0));
    let all = all.ok_or(Shape("8 digits, the first not 0"))?;
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    let check = match complement(weighted(before, &[8, 7, 6, 5, 4, 3, 2]), 11) {
        10 => 0,
        check => check,
    };
    judged(number, check == last)
}
