//! The arithmetic of check digits, shared by the countries' rules; nothing about any country.

/// The digits of a text that has nothing else in it.
pub fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// The digits of a text that has exactly `length` of them.
pub fn exactly(text: &str, length: usize) -> Option<Vec<u32>> {
    digits(text).filter(|digits| digits.len() == length)
}

/// Each digit times its weight, added up; what has no weight counts nothing.
pub fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    let pairs = digits.iter().zip(weights);
    pairs
        .map(|(digit, weight)| digit.saturating_mul(*weight))
        .sum()
}

/// The number that the digits write, modulo something small.
pub fn modulo(digits: &[u32], modulus: u32) -> u32 {
    digits.iter().fold(0, |rest, digit| {
        rest.saturating_mul(10)
            .saturating_add(*digit)
            .checked_rem(modulus)
            .unwrap_or(0)
    })
}

/// `modulus` less `value` modulo it: 1 to `modulus`.
pub fn complement(value: u32, modulus: u32) -> u32 {
    modulus.saturating_sub(value.checked_rem(modulus).unwrap_or(0))
}

/// The last digit, and those before it.
pub fn split_last(digits: &[u32]) -> Option<(u32, &[u32])> {
    digits.split_last().map(|(last, before)| (*last, before))
}

/// The check of Luhn (ISO/IEC 7812-1): the whole number, its check digit included.
pub fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit })
        .sum();
    sum.is_multiple_of(10)
}

/// Twice a digit, its own digits added.
pub fn doubled(digit: u32) -> u32 {
    let twice = digit.saturating_mul(2);
    if twice > 9 {
        twice.saturating_sub(9)
    } else {
        twice
    }
}

/// The check of ISO 7064, MOD 11,10: the whole number, its check digit included.
pub fn mod_11_10(digits: &[u32]) -> bool {
    let Some((last, before)) = split_last(digits) else {
        return false;
    };
    let product = before.iter().fold(10_u32, |product, digit| {
        let sum = digit.saturating_add(product) % 10;
        let sum = if sum == 0 { 10 } else { sum };
        sum.saturating_mul(2) % 11
    });
    product.saturating_add(last) % 10 == 1
}

/// Whether a day exists.
pub fn is_day(year: u32, month: u32, day: u32) -> bool {
    i32::try_from(year)
        .ok()
        .and_then(|year| chrono::NaiveDate::from_ymd_opt(year, month, day))
        .is_some()
}

/// Two digits as one number.
pub fn pair(digits: &[u32], at: usize) -> u32 {
    let digit = |at: usize| digits.get(at).copied().unwrap_or(0);
    digit(at)
        .saturating_mul(10)
        .saturating_add(digit(at.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_and_iso_7064_know_their_textbook_numbers() {
        // The example of ISO/IEC 7812-1, and that of ISO 7064 for MOD 11,10: 0794, check digit 5.
        assert!(luhn(&digits("79927398713").unwrap()));
        assert!(!luhn(&digits("79927398710").unwrap()));
        assert!(mod_11_10(&digits("07945").unwrap()));
        assert!(!mod_11_10(&digits("07944").unwrap()));
    }

    #[test]
    fn a_number_is_reduced_digit_by_digit() {
        // 123456789 = 97 × 1272750 + 39.
        assert_eq!(modulo(&digits("123456789").unwrap(), 97), 39);
        assert_eq!(complement(39, 97), 58);
        assert_eq!(pair(&[1, 9, 8], 1), 98);
    }
}
