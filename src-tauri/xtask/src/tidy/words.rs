//! Words that no source may bear: type names that say nothing, and notes of unfinished work.

use super::Finding;
use super::blank::blanked;
use super::sources::{Language, Source};

const EMPTY_WORDS: [&str; 8] = [
    "Manager",
    "Service",
    "Helper",
    "Util",
    "Processor",
    "Handler",
    "Data",
    "Info",
];

/// Stripe's own word for the time a line item covers; STYLE.md asks for it by name.
const ALLOWED: &str = "ServicePeriod";

/// Assembled here, so that this file does not bear them itself.
const UNFINISHED: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];

pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = unfinished(source);
    findings.extend(type_names(source));
    findings
}

fn unfinished(source: &Source) -> Vec<Finding> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let says = |line: &str| {
        let word = line
            .split(|c: char| !is_part(c))
            .find(|word| UNFINISHED.contains(word));
        word.map(|word| format!("`{word}`: finish it, or write an issue"))
    };
    let lines = source.text.lines().enumerate();
    lines
        .filter_map(|(at, line)| Some(Finding::at(source, at + 1, says(line)?)))
        .collect()
}

fn type_names(source: &Source) -> Vec<Finding> {
    let keywords: &[&str] = match source.language {
        Language::Rust => &["struct", "enum", "trait", "union", "type"],
        Language::Script | Language::Svelte => &["class", "interface", "enum", "type"],
        Language::Css | Language::Typst | Language::Hash => return Vec::new(),
    };
    let code = blanked(&source.text, source.language);
    let named = |line: &str| {
        let words: Vec<_> = line
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        let pair = words
            .windows(2)
            .find(|pair| keywords.contains(&pair[0]) && is_empty(pair[1]));
        pair.map(|pair| empty_name(pair[1]))
    };
    let lines = code.lines().enumerate();
    lines
        .filter_map(|(at, line)| Some(Finding::at(source, at + 1, named(line)?)))
        .collect()
}

fn empty_name(name: &str) -> String {
    format!("the name `{name}` does not say what it is: use the domain's noun")
}

/// Whether one of the words of a CamelCase name is an empty one.
fn is_empty(name: &str) -> bool {
    let name = name.replace(ALLOWED, "");
    camel_words(&name).iter().any(|word| {
        EMPTY_WORDS
            .iter()
            .any(|empty| word == empty || *word == format!("{empty}s"))
    })
}

fn camel_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for letter in name.chars() {
        match words.last_mut() {
            Some(word) if !letter.is_uppercase() => word.push(letter),
            _ => words.push(letter.to_string()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> usize {
        check(&Source::new(path, text).unwrap()).len()
    }

    #[test]
    fn empty_words_in_type_names_are_found() {
        for name in [
            "InvoiceManager",
            "TaxService",
            "Helper",
            "StringUtils",
            "DataRow",
            "InfoX",
        ] {
            assert_eq!(
                findings("a.rs", &format!("pub struct {name} {{}}")),
                1,
                "{name}"
            );
            assert_eq!(
                findings("a.ts", &format!("export interface {name} {{}}")),
                1,
                "{name}"
            );
        }
        assert_eq!(findings("a.rs", "enum EventHandler { A }"), 1);
    }

    #[test]
    fn whole_words_only_and_our_own_word() {
        for name in [
            "Database",
            "Metadata",
            "Information",
            "ServicePeriod",
            "Utility",
        ] {
            assert_eq!(
                findings("a.rs", &format!("pub struct {name} {{}}")),
                0,
                "{name}"
            );
        }
        assert_eq!(
            findings("a.rs", "// struct InvoiceManager\nlet a = \"struct Info\";"),
            0
        );
        assert_eq!(findings("a.rs", "fn use_it(handler: EventHandler) {}"), 0);
    }

    #[test]
    fn unfinished_work_is_found_wherever_it_is_noted() {
        for word in UNFINISHED {
            assert_eq!(findings("a.rs", &format!("// {word}: later")), 1, "{word}");
            assert_eq!(findings("a.css", &format!("/* {word} */")), 1, "{word}");
        }
        assert_eq!(findings("a.rs", &format!("// {}S", UNFINISHED[0])), 0);
    }
}
