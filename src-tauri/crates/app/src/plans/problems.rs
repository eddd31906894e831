//! What has to be mended in something that a person typed, collected field by field.

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

use crate::dto::invoices::FieldProblem;
use crate::dto::words::from_word;

/// Collects problems, so that reading goes on after the first.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<FieldProblem>);

impl Problems {
    pub(crate) fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldProblem {
            field: field.into(),
            message: message.into(),
        });
    }

    pub(crate) fn into_list(self) -> Vec<FieldProblem> {
        self.0
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether there is a problem at such a field.
    pub(crate) fn any(&self, fits: impl Fn(&str) -> bool) -> bool {
        self.0.iter().any(|problem| fits(&problem.field))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text without blanks around it; a problem where nothing is left.
    pub(crate) fn text(&mut self, field: &str, text: &str, missing: &str) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.add(field, missing);
        }
        text.to_owned()
    }

    /// The choice that a word names; the default where it is empty.
    pub(crate) fn choice<T: DeserializeOwned>(
        &mut self,
        field: &str,
        word: &str,
        default: T,
        choices: &str,
    ) -> T {
        match word.trim() {
            "" => default,
            word => from_word(word, field, choices).unwrap_or_else(|_| {
                self.add(
                    field,
                    format!("\"{word}\" is not a choice; give one of: {choices}."),
                );
                default
            }),
        }
    }

    /// A figure that may be left out, zero or more; nothing where it is empty or makes no sense.
    pub(crate) fn figure(&mut self, field: &str, text: &str) -> Option<Decimal> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let Ok(value) = Decimal::from_str_exact(text) else {
            self.add(
                field,
                format!("\"{text}\" is not a number; write it like 1.5."),
            );
            return None;
        };
        if value < Decimal::ZERO {
            self.add(field, format!("{value} is below zero; give zero or more."));
            return None;
        }
        Some(value)
    }

    /// A figure, zero where it is left out.
    pub(crate) fn figure_or_zero(&mut self, field: &str, text: &str) -> Decimal {
        self.figure(field, text).unwrap_or_default()
    }

    /// A figure that has to be there; zero where it is not.
    pub(crate) fn needed(&mut self, field: &str, text: &str, missing: &str) -> Decimal {
        if text.trim().is_empty() {
            self.add(field, missing);
        }
        self.figure_or_zero(field, text)
    }
}
