//! IBAN: whether a text is an account number by ISO 13616, by shape and check digits.

/// Whether a text, spaces aside, has the shape and the check digits of an IBAN (ISO 13616, mod 97).
#[must_use]
pub fn is_iban(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| *c != ' ').collect();
    if !(15..=34).contains(&compact.len()) || !compact.is_ascii() {
        return false;
    }
    let (head, account) = compact.split_at(4);
    let (country, check) = head.split_at(2);
    country.chars().all(|c| c.is_ascii_uppercase())
        && check.chars().all(|c| c.is_ascii_digit())
        && mod_97(account.chars().chain(head.chars())) == Some(1)
}

/// The remainder by 97 of the number that letters (A is 10, Z is 35) and digits write.
fn mod_97(characters: impl Iterator<Item = char>) -> Option<u32> {
    let mut remainder = 0_u32;
    for character in characters {
        if character.is_ascii_lowercase() {
            return None;
        }
        let digit = character.to_digit(36)?;
        let shift = if digit < 10 { 10 } else { 100 };
        remainder = remainder
            .checked_mul(shift)?
            .checked_add(digit)?
            .checked_rem(97)?;
    }
    Some(remainder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_registry_are_ibans() {
        // Examples of the SWIFT IBAN registry
        for iban in [
            "DE89 3704 0044 0532 0130 00",
            "GB29NWBK60161331926819",
            "NO9386011117947",
        ] {
            assert!(is_iban(iban), "{iban}");
        }
    }

    #[test]
    fn a_swapped_digit_small_letters_or_a_wrong_length_is_none() {
        for text in [
            "DE89370400440532013001",
            "de89370400440532013000",
            "DE89",
            "",
            "ÄÖ12345678901",
        ] {
            assert!(!is_iban(text), "{text}");
        }
    }
}
