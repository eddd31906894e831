//! The states of the United States and the provinces of Canada, by code and by name.

const STATES: &str = "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,\
    CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,\
    IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,\
    MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,\
    NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,\
    ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,\
    SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,\
    WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming";

const PROVINCES: &str = "AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,\
    NL Newfoundland and Labrador,NS Nova Scotia,NT Northwest Territories,NU Nunavut,ON Ontario,\
    PE Prince Edward Island,QC Quebec,QC Québec,SK Saskatchewan,YT Yukon";

/// A part of the United States or Canada: its code and its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subdivision {
    /// Two letters ("NY").
    pub code: &'static str,
    /// Its name ("New York").
    pub name: &'static str,
}

/// Reads "NY", "us-ny" or "New York"; `country` is US or CA.
#[must_use]
pub fn subdivision(country: &str, region: &str) -> Option<Subdivision> {
    let list = match country {
        "US" => STATES,
        "CA" => PROVINCES,
        _ => return None,
    };
    let text = region.trim();
    let bare = text
        .split_once('-')
        .filter(|(head, _)| head.eq_ignore_ascii_case(country))
        .map_or(text, |(_, rest)| rest);
    list.split(',')
        .filter_map(|entry| entry.split_once(' '))
        .find(|(code, name)| code.eq_ignore_ascii_case(bare) || same(name, bare))
        .map(|(code, name)| Subdivision { code, name })
}

fn same(name: &str, text: &str) -> bool {
    name.to_lowercase() == text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_known_by_its_code_and_by_its_name() {
        for text in ["NY", "ny", "US-NY", "us-ny", " new york "] {
            assert_eq!(
                subdivision("US", text).map(|s| s.code),
                Some("NY"),
                "{text}"
            );
        }
        for text in ["QC", "CA-QC", "Québec", "quebec"] {
            assert_eq!(
                subdivision("CA", text).map(|s| s.code),
                Some("QC"),
                "{text}"
            );
        }
        assert_eq!(subdivision("US", "ON"), None);
        assert_eq!(subdivision("DE", "BY"), None);
    }

    #[test]
    fn there_are_51_states_with_the_capital_and_13_provinces() {
        let codes = |list: &'static str| {
            let mut codes: Vec<&str> = list.split(',').map(|entry| &entry[..2]).collect();
            codes.dedup();
            codes.len()
        };
        assert_eq!((codes(STATES), codes(PROVINCES)), (51, 13));
    }
}
