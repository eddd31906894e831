//! VAT numbers of the north: Denmark, Estonia, Finland, Latvia, Lithuania, Norway, Sweden.

use super::checksum::{complement, exactly, is_day, luhn, pair, split_last, weighted};
use super::fault::VatIdFault::{self, Checksum, Shape};

type Checked = Result<String, VatIdFault>;

fn judged(number: &str, holds: bool) -> Checked {
    if holds {
        Ok(number.to_owned())
    } else {
        Err(Checksum)
    }
}

/// Eight digits, the first not 0.
pub fn denmark(number: &str) -> Checked {
    let all = exactly(number, 8).filter(|all| all.first() != Some(&0));
    let all = all.ok_or(Shape("8 digits, the first not 0"))?;
    let sum = weighted(&all, &[2, 7, 6, 5, 4, 3, 2, 1]);
    judged(number, sum.is_multiple_of(11))
}

/// Nine digits.
pub fn estonia(number: &str) -> Checked {
    let all = exactly(number, 9).ok_or(Shape("9 digits"))?;
    let sum = weighted(&all, &[3, 7, 1, 3, 7, 1, 3, 7, 1]);
    judged(number, sum.is_multiple_of(10))
}

/// Eight digits.
pub fn finland(number: &str) -> Checked {
    let all = exactly(number, 8).ok_or(Shape("8 digits"))?;
    let sum = weighted(&all, &[7, 9, 10, 5, 8, 4, 2, 1]);
    judged(number, sum.is_multiple_of(11))
}

/// Eleven digits: of a company (from 4 on), or the code of a person.
pub fn latvia(number: &str) -> Checked {
    let all = exactly(number, 11).ok_or(Shape("11 digits"))?;
    if all.first() > Some(&3) {
        let sum = weighted(&all, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]);
        return judged(number, sum % 11 == 3);
    }
    // Codes given since July 2017 begin with 32 and carry no birthday.
    if !number.starts_with("32") && !latvian_birthday(&all) {
        return Err(Shape("11 digits, of a person the birthday first"));
    }
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    let sum = weighted(before, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
    judged(number, sum.saturating_add(1) % 11 % 10 == last)
}

fn latvian_birthday(all: &[u32]) -> bool {
    let century = all.get(6).copied().unwrap_or(0);
    let year = century
        .saturating_mul(100)
        .saturating_add(1800)
        .saturating_add(pair(all, 4));
    is_day(year, pair(all, 2), pair(all, 0))
}

/// Nine digits of a company, or twelve of somebody who is registered for a time.
pub fn lithuania(number: &str) -> Checked {
    let shape = Shape("9 or 12 digits, the last but one 1");
    let all = exactly(number, 9).or_else(|| exactly(number, 12));
    let all = all.ok_or(shape)?;
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    if before.last() != Some(&1) {
        return Err(shape);
    }
    let sum_from = |first: u32| -> u32 {
        let weights = (0..9_u32).cycle().skip(usize::try_from(first).unwrap_or(0));
        before
            .iter()
            .zip(weights)
            .map(|(digit, weight)| digit.saturating_mul(weight.saturating_add(1)))
            .sum()
    };
    let check = match sum_from(0) % 11 {
        10 => sum_from(2) % 11 % 10,
        check => check,
    };
    judged(number, check == last)
}

/// Nine digits and MVA; the letters may be left out where the country is known.
pub fn norway(number: &str) -> Checked {
    let shape = Shape("9 digits and MVA");
    let body = number.strip_suffix("MVA").unwrap_or(number);
    let all = exactly(body, 9).ok_or(shape)?;
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    let sum = weighted(before, &[3, 2, 7, 6, 5, 4, 3, 2]);
    judged(&format!("{body}MVA"), complement(sum, 11) % 11 == last)
}

/// The ten digits of the organisation and 01.
pub fn sweden(number: &str) -> Checked {
    let shape = Shape("12 digits, the last two 01");
    let body = number.strip_suffix("01").ok_or(shape)?;
    let all = exactly(body, 10).ok_or(shape)?;
    judged(number, luhn(&all))
}
