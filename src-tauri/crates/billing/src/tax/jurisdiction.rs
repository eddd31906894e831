//! Places as taxes see them: who is in the EU's VAT territory on a day, and which parts of
//! countries are taxed otherwise (Art. 6 and 7 Directive 2006/112/EC).

use chrono::NaiveDate;

const EU: &str = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

/// Whether a country (ISO 3166-1) is a member of the EU on a day, as its VAT sees it.
#[must_use]
pub fn is_eu(country: &str, on: NaiveDate) -> bool {
    // The United Kingdom was treated as a member until the end of 2020.
    let british = matches!(country, "GB" | "XI") && on < first_day_of(2021);
    british || (country.len() == 2 && EU.split(' ').any(|member| member == country))
}

/// The first day of a year.
pub fn first_day_of(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

/// The ISO 3166-1 code behind the other codes that are in use: EL, UK; capitals, no spaces.
#[must_use]
pub fn country_code(text: &str) -> String {
    let code = text.trim().to_uppercase();
    match code.as_str() {
        "EL" => "GR".to_owned(),
        "UK" => "GB".to_owned(),
        _ => code,
    }
}

/// A place as taxes see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Whose taxes are charged there: ISO 3166-1, a country of its own where an area is one.
    pub country: String,
    /// Where its rates stand in the table: the country, or a part of it with other rates.
    pub rates: String,
    /// The name of the area that is taxed otherwise than its country, where it is one.
    pub area: Option<&'static str>,
    /// Whether that area is outside the country's VAT.
    pub outside: bool,
    /// Whether it is Northern Ireland: in the EU for goods, not for services.
    pub northern_ireland: bool,
}

/// An area: country, regions, postal codes (by their beginnings), name, and what it is.
struct Area {
    country: &'static str,
    regions: &'static [&'static str],
    postal: &'static [&'static str],
    name: &'static str,
    rates: Option<&'static str>,
}

/// Areas of members that are outside the VAT territory, or have rates of their own.
const AREAS: &[Area] = &[
    area("DE", &[], &["78266"], "Büsingen am Hochrhein", None),
    area("DE", &[], &["27498"], "Heligoland", None),
    area(
        "ES",
        &["CN", "GC", "TF", "IC"],
        &["35", "38"],
        "the Canary Islands",
        None,
    ),
    area(
        "ES",
        &["CE", "ML", "EA"],
        &["51", "52"],
        "Ceuta and Melilla",
        None,
    ),
    area("FI", &["01", "AX"], &["22"], "the Åland Islands", None),
    area("FR", &["GF", "973"], &["973"], "French Guiana", None),
    area("FR", &["YT", "976"], &["976"], "Mayotte", None),
    area("FR", &["GP", "971"], &["971"], "Guadeloupe", None),
    area("FR", &["MQ", "972"], &["972"], "Martinique", None),
    area("FR", &["RE", "974"], &["974"], "Réunion", None),
    area("GR", &["69"], &["63086"], "Mount Athos", None),
    area("IT", &[], &["23041", "23030"], "Livigno", None),
    area("IT", &[], &["22061"], "Campione d'Italia", None),
    area(
        "PT",
        &["20"],
        &["95", "96", "97", "98", "99"],
        "the Azores",
        Some("PT-20"),
    ),
    area(
        "PT",
        &["30"],
        &["90", "91", "92", "93", "94"],
        "Madeira",
        Some("PT-30"),
    ),
    area(
        "AT",
        &[],
        &["6691", "6991", "6992", "6993"],
        "Jungholz and Mittelberg",
        Some("AT-JUNGHOLZ"),
    ),
];

const fn area(
    country: &'static str,
    regions: &'static [&'static str],
    postal: &'static [&'static str],
    name: &'static str,
    rates: Option<&'static str>,
) -> Area {
    Area {
        country,
        regions,
        postal,
        name,
        rates,
    }
}

impl Place {
    /// The place of an address.
    #[must_use]
    pub fn new(country: &str, region: &str, postal_code: &str) -> Self {
        let code = country_code(country);
        // Monaco is taxed as France is, the Isle of Man as the United Kingdom (Art. 7).
        let taxed_as = match code.as_str() {
            "MC" => "FR",
            "IM" | "XI" => "GB",
            other => other,
        };
        let northern_ireland = code == "XI" || (code == "GB" && is_northern(region, postal_code));
        let found = AREAS.iter().find(|area| {
            area.country == taxed_as && area.holds(&bare(taxed_as, region), postal_code)
        });
        Self {
            country: taxed_as.to_owned(),
            rates: found
                .and_then(|area| area.rates)
                .unwrap_or(taxed_as)
                .to_owned(),
            area: found.map(|area| area.name),
            outside: found.is_some_and(|area| area.rates.is_none()),
            northern_ireland,
        }
    }
}

impl Area {
    fn holds(&self, region: &str, postal_code: &str) -> bool {
        let code: String = postal_code.chars().filter(char::is_ascii_digit).collect();
        let begins = |start: &&str| code.len() >= 4 && code.starts_with(*start);
        self.regions.contains(&region) || self.postal.iter().any(begins)
    }
}

/// A region without its country: "ES-CN" is "CN".
fn bare(country: &str, region: &str) -> String {
    let region = region.trim().to_uppercase();
    let stripped = region
        .strip_prefix(country)
        .and_then(|rest| rest.strip_prefix('-'));
    stripped.unwrap_or(&region).to_owned()
}

fn is_northern(region: &str, postal_code: &str) -> bool {
    let region = bare("GB", region);
    let postal = postal_code.trim().to_uppercase();
    matches!(region.as_str(), "NIR" | "NORTHERN IRELAND") || postal.starts_with("BT")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn there_are_27_members_and_the_united_kingdom_left_with_2020() {
        assert_eq!(EU.split(' ').count(), 27);
        assert!(is_eu("HR", day("2026-11-20")) && !is_eu("CH", day("2026-11-20")));
        assert!(is_eu("GB", day("2020-12-31")) && !is_eu("GB", day("2021-01-01")));
    }

    #[test]
    fn areas_are_known_by_region_and_by_postal_code() {
        let table = [
            (("ES", "CN", ""), ("ES", Some("the Canary Islands"), true)),
            (
                ("ES", "es-gc", ""),
                ("ES", Some("the Canary Islands"), true),
            ),
            (
                ("ES", "", "38001"),
                ("ES", Some("the Canary Islands"), true),
            ),
            (("ES", "MD", "28013"), ("ES", None, false)),
            (
                ("DE", "", "78266"),
                ("DE", Some("Büsingen am Hochrhein"), true),
            ),
            (("PT", "PT-30", ""), ("PT", Some("Madeira"), false)),
            (("PT", "", "9700-033"), ("PT", Some("the Azores"), false)),
            (("MC", "", "98000"), ("FR", None, false)),
            (("EL", "", ""), ("GR", None, false)),
        ];
        for ((country, region, postal_code), expected) in table {
            let place = Place::new(country, region, postal_code);
            let found = (place.country.as_str(), place.area, place.outside);
            assert_eq!(found, expected, "{country} {region} {postal_code}");
        }
    }

    #[test]
    fn northern_ireland_is_known_by_code_region_and_postal_code() {
        for (country, region, postal_code) in
            [("XI", "", ""), ("GB", "NIR", ""), ("GB", "", "BT1 5GS")]
        {
            let place = Place::new(country, region, postal_code);
            assert!(place.northern_ireland && place.country == "GB");
        }
        assert!(!Place::new("GB", "ENG", "B1 1AA").northern_ireland);
    }
}
