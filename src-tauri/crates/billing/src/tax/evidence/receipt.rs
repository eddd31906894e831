//! The answer of VIES or HMRC about a VAT number, read from the copied text of their page.

use chrono::NaiveDate;

use super::normalized;

/// What could be read; the rest is for the person to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Receipt {
    /// The number that was asked about, without what only separates; empty where it is not there.
    pub vat_id: String,
    /// Whether it is registered, where the text says so.
    pub valid: Option<bool>,
    /// "VIES" or "HMRC"; empty where neither can be told.
    pub authority: String,
    /// The day of the answer.
    pub checked_on: Option<NaiveDate>,
    /// Whose number it is; empty where it is not there.
    pub name: String,
    /// Their address, its lines with commas between; empty where it is not there.
    pub address: String,
    /// The consultation number; empty where it is not there.
    pub receipt: String,
}

/// The labels of both pages, in small letters, the longer before what it begins with.
const LABELS: &[(&str, Label)] = &[
    ("member state", Label::State),
    ("registered vat number", Label::Number),
    ("uk vat registration number", Label::Number),
    ("vat registration number", Label::Number),
    ("vat number", Label::Number),
    ("date when request received", Label::Day),
    ("checked date/time", Label::Day),
    ("check date/time", Label::Day),
    ("date and time", Label::Day),
    ("registered business name", Label::Name),
    ("business name", Label::Name),
    ("trader name", Label::Name),
    ("name", Label::Name),
    ("registered business address", Label::Address),
    ("business address", Label::Address),
    ("trader address", Label::Address),
    ("address", Label::Address),
    ("your unique consultation reference", Label::Receipt),
    ("unique consultation reference", Label::Receipt),
    ("consultation reference", Label::Receipt),
    ("consultation number", Label::Receipt),
    ("request identifier", Label::Receipt),
];

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    State,
    Number,
    Day,
    Name,
    Address,
    Receipt,
}

/// Reads what was copied from the page: labels with their values beside or below them.
#[must_use]
pub fn read_receipt(text: &str) -> Receipt {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut found: Vec<(Label, Vec<String>)> = Vec::new();
    let mut receipt = Receipt {
        authority: authority_of(text).to_owned(),
        ..Receipt::default()
    };
    for line in lines {
        if let Some(valid) = verdict(line) {
            receipt.valid = receipt.valid.or(Some(valid));
        } else if let Some((label, value)) = labelled(line) {
            found.push((label, value.into_iter().collect()));
        } else if let Some((label, values)) = found.last_mut()
            && (values.is_empty() || *label == Label::Address)
        {
            values.push(line.to_owned());
        }
    }
    let value = |wanted: Label| {
        let mut of_label = found.iter().filter(|(label, _)| *label == wanted);
        let values = of_label.find(|(_, values)| !values.is_empty());
        values.map_or_else(String::new, |(_, values)| said(&values.join(", ")))
    };
    receipt.vat_id = number(&value(Label::State), &value(Label::Number));
    receipt.checked_on = day(&value(Label::Day));
    receipt.name = value(Label::Name);
    receipt.address = value(Label::Address);
    receipt.receipt = value(Label::Receipt);
    receipt
}

fn authority_of(text: &str) -> &'static str {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["hmrc", "uk vat", "registered business", "gov.uk"]) {
        "HMRC"
    } else if has(&["vies", "member state", "consultation number"]) {
        "VIES"
    } else {
        ""
    }
}

/// "Yes, valid VAT number", "Invalid UK VAT number".
fn verdict(line: &str) -> Option<bool> {
    let line = line.to_lowercase();
    let about_number = line.contains("valid") && line.contains("number");
    let denies = ["invalid", "not valid", "doesn't match", "does not match"];
    if denies.iter().any(|words| line.contains(words)) {
        return Some(false);
    }
    about_number.then_some(true)
}

/// A line that begins with a label, and what stands beside it.
fn labelled(line: &str) -> Option<(Label, Option<String>)> {
    let small = line.to_lowercase();
    LABELS.iter().find_map(|(words, label)| {
        let rest = small.strip_prefix(words)?;
        let begins = rest.chars().next();
        // "Namensweg 3" is no name: after a label comes a separator, or nothing.
        let ends_there = begins.is_none_or(|c| c.is_whitespace() || c == ':');
        let beside = line.get(words.len()..).unwrap_or_default();
        let beside = beside.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
        ends_there.then(|| {
            (
                *label,
                (!beside.is_empty()).then(|| beside.trim().to_owned()),
            )
        })
    })
}

/// VIES writes "---" for what a member state does not tell.
fn said(text: &str) -> String {
    let told = text.chars().any(char::is_alphanumeric);
    if told { text.to_owned() } else { String::new() }
}

fn number(state: &str, number: &str) -> String {
    let number = normalized(number);
    let has_prefix = number
        .get(..2)
        .is_some_and(|head| head.chars().all(|c| c.is_ascii_alphabetic()));
    let state: String = state
        .chars()
        .filter(char::is_ascii_alphabetic)
        .take(2)
        .collect();
    if has_prefix || number.is_empty() || state.len() < 2 {
        number
    } else {
        normalized(&format!("{state}{number}"))
    }
}

/// "2026/11/20 10:15:11", "20/11/2026", "20 November 2026, 9:15 am".
fn day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .take(3)
        .collect();
    let [one, two, three] = parts.as_slice() else {
        return None;
    };
    let month = month(two)?;
    if one.len() == 4 {
        NaiveDate::from_ymd_opt(one.parse().ok()?, month, three.parse().ok()?)
    } else {
        NaiveDate::from_ymd_opt(three.parse().ok()?, month, one.parse().ok()?)
    }
}

fn month(text: &str) -> Option<u32> {
    if let Ok(month) = text.parse() {
        return Some(month);
    }
    let head: String = text.to_lowercase().chars().take(3).collect();
    (1_u32..)
        .zip(MONTHS)
        .find(|(_, name)| *name == head)
        .map(|(month, _)| month)
}
