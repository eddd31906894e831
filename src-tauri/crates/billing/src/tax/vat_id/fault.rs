//! What can be wrong with a VAT number, in words that a person can act on.

/// Why a VAT number is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VatIdFault {
    /// There is nothing in it.
    #[error("there is no number")]
    Empty,
    /// It has no prefix, and no country was named.
    #[error("it does not start with a country; write it with its prefix, such as DE or EL")]
    PrefixMissing,
    /// No rule is known for this country.
    #[error("the numbers of this country are not known; known are the EU, GB, XI, CH and NO")]
    CountryUnknown,
    /// It carries the prefix of a country other than the one it should be of.
    #[error("it starts with {found}, and should be a number of {expected}")]
    OtherCountry {
        /// The prefix that it has.
        found: &'static str,
        /// The prefix that it should have.
        expected: &'static str,
    },
    /// It has other characters than the country's numbers have, or another count of them.
    #[error("it does not have the country's format: {0}")]
    Shape(
        /// What the country's numbers look like.
        &'static str,
    ),
    /// Its check digits do not fit the others; most likely one was typed wrongly.
    #[error("its check digits do not fit; compare it with the customer's letterhead")]
    Checksum,
}
