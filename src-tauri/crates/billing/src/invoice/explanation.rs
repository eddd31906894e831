//! Explanations: the steps and figures by which an amount was computed, for people to read.

use serde::{Deserialize, Serialize};

/// One step of a computation: what was done, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What was done ("Line 1: 3 × 33.335").
    pub label: String,
    /// What came of it ("100.01 EUR").
    pub value: String,
}

/// The steps of a computation, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Explanation {
    /// In the order in which they were taken.
    pub steps: Vec<Step>,
}

impl Explanation {
    /// No steps yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a step.
    pub fn step(&mut self, label: impl Into<String>, value: impl ToString) {
        self.steps.push(Step {
            label: label.into(),
            value: value.to_string(),
        });
    }
}
