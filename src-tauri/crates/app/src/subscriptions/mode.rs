//! What becomes of the invoices that subscriptions make: issued at once, or drafts to look at.

use serde::{Deserialize, Serialize};

/// The words of [`Mode`], for the person who typed another.
pub(crate) const MODES: &str = "issue, draft";

/// Issued at once, or drafts that wait for a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mode {
    Issue,
    Draft,
}
