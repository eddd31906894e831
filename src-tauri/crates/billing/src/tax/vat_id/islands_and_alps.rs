//! VAT numbers beside the EU: the United Kingdom with Northern Ireland, and Switzerland.

use super::checksum::{complement, exactly, modulo, split_last, weighted};
use super::fault::VatIdFault::{self, Checksum, Shape};

type Checked = Result<String, VatIdFault>;

/// Nine or twelve digits, or GD and HA with three digits for departments and health authorities;
/// towards the EU 8888 stands before those three, and two check digits behind.
pub fn united_kingdom(number: &str) -> Checked {
    let shape = Shape("9 or 12 digits, or GD or HA and 3 digits");
    if let Some(department) = number.strip_prefix("GD") {
        return office(number, department, |no| no < 500);
    }
    if let Some(authority) = number.strip_prefix("HA") {
        return office(number, authority, |no| no >= 500);
    }
    let all = exactly(number, 9).or_else(|| exactly(number, 12));
    let all = all.ok_or(shape)?;
    let head = all.get(..9).ok_or(shape)?;
    let sum = weighted(head, &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    // Since 2010 numbers are given whose sum is 55 (or 42) apart from the old check.
    let newer = head
        .get(..3)
        .is_some_and(|three| modulo(three, 1000) >= 100);
    if sum == 0 || (newer && matches!(sum, 42 | 55)) {
        return Ok(number.to_owned());
    }
    Err(Checksum)
}

fn judged(number: &str, holds: bool) -> Checked {
    if holds {
        Ok(number.to_owned())
    } else {
        Err(Checksum)
    }
}

fn office(number: &str, rest: &str, is_theirs: fn(u32) -> bool) -> Checked {
    let shape = Shape("GD with 000 to 499, or HA with 500 to 999");
    let (plain, check) = match rest.strip_prefix("8888") {
        Some(long) => long.split_at_checked(3).ok_or(shape)?,
        None => (rest, ""),
    };
    let no = exactly(plain, 3)
        .map(|all| modulo(&all, 1000))
        .filter(|no| is_theirs(*no))
        .ok_or(shape)?;
    if rest == plain {
        return Ok(number.to_owned());
    }
    let check = exactly(check, 2).ok_or(shape)?;
    judged(number, no % 97 == modulo(&check, 100))
}

/// What Switzerland puts behind the number, in its languages.
const SWISS_SUFFIXES: [&str; 4] = ["MWST", "TVA", "IVA", "TPV"];

/// E (of the prefix CHE), nine digits, and MWST, TVA, IVA or TPV where it says that it is for VAT.
pub fn switzerland(number: &str) -> Checked {
    let shape = Shape("CHE, 9 digits, and MWST, TVA or IVA");
    let rest = number.strip_prefix('E').unwrap_or(number);
    let (body, suffix) = rest.split_at_checked(9).ok_or(shape)?;
    let all = exactly(body, 9).ok_or(shape)?;
    if !suffix.is_empty() && !SWISS_SUFFIXES.contains(&suffix) {
        return Err(shape);
    }
    let (last, before) = split_last(&all).ok_or(Checksum)?;
    let sum = weighted(before, &[5, 4, 3, 2, 7, 6, 5, 4]);
    if complement(sum, 11) % 11 == last {
        Ok(format!("E{body}{suffix}"))
    } else {
        Err(Checksum)
    }
}
