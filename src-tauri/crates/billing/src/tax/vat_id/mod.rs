//! VAT numbers: their format and check digits, one file a family of countries; nothing is looked
//! up, so a number that is well formed may still not be registered.
//!
//! Source: the European Commission's table of VAT number formats, and each country's own rule for
//! its check digits.

mod checksum;
mod eastern;
mod fault;
mod islands_and_alps;
mod northern;
mod southern;
mod western;

pub use fault::VatIdFault;

type Rule = fn(&str) -> Result<String, VatIdFault>;

/// Prefix, ISO 3166-1 code, and rule of each country. Greece writes EL; XI is Northern Ireland.
const RULES: [(&str, &str, Rule); 31] = [
    ("AT", "AT", western::austria),
    ("BE", "BE", western::belgium),
    ("BG", "BG", eastern::bulgaria),
    ("CH", "CH", islands_and_alps::switzerland),
    ("CY", "CY", southern::cyprus),
    ("CZ", "CZ", eastern::czechia),
    ("DE", "DE", western::germany),
    ("DK", "DK", northern::denmark),
    ("EE", "EE", northern::estonia),
    ("EL", "GR", southern::greece),
    ("ES", "ES", southern::spain),
    ("FI", "FI", northern::finland),
    ("FR", "FR", western::france),
    ("GB", "GB", islands_and_alps::united_kingdom),
    ("HR", "HR", eastern::croatia),
    ("HU", "HU", eastern::hungary),
    ("IE", "IE", western::ireland),
    ("IT", "IT", southern::italy),
    ("LT", "LT", northern::lithuania),
    ("LU", "LU", western::luxembourg),
    ("LV", "LV", northern::latvia),
    ("MT", "MT", southern::malta),
    ("NL", "NL", western::netherlands),
    ("NO", "NO", northern::norway),
    ("PL", "PL", eastern::poland),
    ("PT", "PT", southern::portugal),
    ("RO", "RO", eastern::romania),
    ("SE", "SE", northern::sweden),
    ("SI", "SI", eastern::slovenia),
    ("SK", "SK", eastern::slovakia),
    ("XI", "XI", islands_and_alps::united_kingdom),
];

/// A VAT number whose format and check digits fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatId {
    country: &'static str,
    prefix: &'static str,
    normalized: String,
}

/// A VAT number that is none: what could be read of it, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{normalized}\" is no VAT number: {fault}")]
pub struct VatIdError {
    /// The country, where it could be read: ISO 3166-1, or XI.
    pub country: Option<&'static str>,
    /// The text without what only separates.
    pub normalized: String,
    /// What is wrong.
    pub fault: VatIdFault,
}

impl VatId {
    /// Reads a number as somebody typed it: spaces, dots, dashes and small letters do no harm, and
    /// the prefix may be left out where `country` says whose number it is.
    ///
    /// # Errors
    /// [`VatIdError`], with what is wrong.
    pub fn try_new(text: &str, country: Option<&str>) -> Result<Self, VatIdError> {
        let compact = compact(text);
        let failed = |country, fault| VatIdError {
            country,
            normalized: compact.clone(),
            fault,
        };
        if compact.is_empty() {
            return Err(failed(None, VatIdFault::Empty));
        }
        let country = country.map(str::trim).filter(|code| !code.is_empty());
        let Some(code) = country else {
            let (rule, rest) = by_prefix(&compact).map_err(|fault| failed(None, fault))?;
            return rule.read(rest).map_err(|(normalized, fault)| VatIdError {
                country: Some(rule.1),
                normalized,
                fault,
            });
        };
        let rule = rule_of(code).ok_or_else(|| failed(None, VatIdFault::CountryUnknown))?;
        of_country(rule, &compact)
    }

    /// The country that gave the number: ISO 3166-1, or XI for Northern Ireland.
    #[must_use]
    pub const fn country(&self) -> &'static str {
        self.country
    }

    /// The number with its prefix and nothing that only separates ("EL094259216").
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.normalized
    }

    /// Whether the number says itself that it is one for VAT; a Swiss one does by its last letters.
    #[must_use]
    pub fn names_vat(&self) -> bool {
        self.prefix != "CH" || !self.normalized.ends_with(|c: char| c.is_ascii_digit())
    }
}

/// One row of the table of rules.
#[derive(Debug, Clone, Copy)]
struct CountryRule(&'static str, &'static str, Rule);

impl CountryRule {
    fn read(self, rest: &str) -> Result<VatId, (String, VatIdFault)> {
        let Self(prefix, country, rule) = self;
        let national = rule(rest).map_err(|fault| (format!("{prefix}{rest}"), fault))?;
        Ok(VatId {
            country,
            prefix,
            normalized: format!("{prefix}{national}"),
        })
    }
}

/// The number of a known country, with or without its prefix.
fn of_country(rule: CountryRule, compact: &str) -> Result<VatId, VatIdError> {
    let error = |(normalized, fault)| VatIdError {
        country: Some(rule.1),
        normalized,
        fault,
    };
    let aliases = [rule.0, rule.1];
    let stripped = aliases
        .iter()
        .find_map(|alias| compact.strip_prefix(alias))
        .map(|rest| rule.read(rest));
    match stripped {
        Some(Ok(read)) => Ok(read),
        // A number may start with the letters of its own prefix and have none before them.
        Some(Err(fault)) => rule.read(compact).map_err(|_| error(fault)),
        None => rule.read(compact).map_err(|(normalized, fault)| {
            let other = by_prefix(compact)
                .ok()
                .filter(|(other, rest)| other.0 != rule.0 && other.read(rest).is_ok());
            match other {
                Some((found, _)) => error((
                    compact.to_owned(),
                    VatIdFault::OtherCountry {
                        found: found.0,
                        expected: rule.0,
                    },
                )),
                None => error((normalized, fault)),
            }
        }),
    }
}

fn rule_of(code: &str) -> Option<CountryRule> {
    let code = code.to_ascii_uppercase();
    let code = match code.as_str() {
        "UK" | "IM" => "GB", // the Isle of Man has British numbers
        "MC" => "FR",        // and Monaco French ones
        "LI" => "CH",        // and Liechtenstein Swiss ones
        other => other,
    };
    RULES
        .iter()
        .find(|(prefix, country, _)| *prefix == code || *country == code)
        .map(|(prefix, country, rule)| CountryRule(prefix, country, *rule))
}

fn by_prefix(compact: &str) -> Result<(CountryRule, &str), VatIdFault> {
    let lettered = |(head, _): &(&str, &str)| head.chars().all(|c| c.is_ascii_uppercase());
    let split = compact.split_at_checked(2).filter(lettered);
    match split {
        Some((head, rest)) => rule_of(head)
            .map(|rule| (rule, rest))
            .ok_or(VatIdFault::CountryUnknown),
        // Norway's numbers say what they are at their end.
        None if compact.ends_with("MVA") => rule_of("NO")
            .map(|rule| (rule, compact))
            .ok_or(VatIdFault::CountryUnknown),
        None => Err(VatIdFault::PrefixMissing),
    }
}

/// Without what only separates, in capitals.
fn compact(text: &str) -> String {
    let separates = |c: char| c.is_whitespace() || matches!(c, '.' | ':' | '/' | '(' | ')');
    let dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{b7}');
    text.chars()
        .filter(|c| !separates(*c) && !dash(*c) && !c.is_control() && *c != '\u{200b}')
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests;
