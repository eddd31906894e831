//! Usage events: one thing that a customer used, told once, corrected by further events.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How far a sender's clock may be ahead before an event is of the future.
const CLOCKS_DIFFER_BY: Duration = Duration::minutes(5);

/// What a later event says of an earlier one of the same customer and meter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Correction {
    /// The earlier event counts with this event's quantity (and value) instead of its own.
    Replace {
        /// Key of the event that is corrected.
        key: String,
    },
    /// This event's quantity, which may be negative, is added to the earlier one's.
    Adjust {
        /// Key of the event that is corrected.
        key: String,
    },
}

impl Correction {
    /// Key of the event that is corrected.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Replace { key } | Self::Adjust { key } => key,
        }
    }
}

/// One use of a meter. It is kept as it came and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageEvent {
    /// Idempotency key, the sender's own: the same key twice is one event.
    pub key: String,
    /// Key of the meter.
    pub meter: String,
    /// Whose use it is, as the sender says it: a customer's or a subscription's id, or the
    /// customer's reference or e-mail address.
    pub subject: String,
    /// When it was used.
    pub at: DateTime<Utc>,
    /// How much; a level where the meter counts levels.
    pub quantity: Decimal,
    /// What a unique count counts ("user 17"); empty where there is none.
    pub value: String,
    /// The team member who used it; empty where it is not said.
    pub user: String,
    /// What was done ("transcribe"); empty where it is not said.
    pub operation: String,
    /// Further facts.
    pub properties: BTreeMap<String, String>,
    /// What it cost the business, in its own currency's major units.
    pub cost: Option<Decimal>,
    /// The event that this one corrects; its own instant is then that of the correction, and the
    /// corrected event's counts.
    pub corrects: Option<Correction>,
}

impl UsageEvent {
    /// The first field in which another event of the same key differs; none where it says the same.
    #[must_use]
    pub fn differs_from(&self, other: &Self) -> Option<&'static str> {
        let fields = [
            ("meter", self.meter != other.meter),
            ("subject", self.subject != other.subject),
            ("at", self.at != other.at),
            ("quantity", self.quantity != other.quantity),
            ("value", self.value != other.value),
            ("user", self.user != other.user),
            ("operation", self.operation != other.operation),
            ("properties", self.properties != other.properties),
            ("cost", self.cost != other.cost),
            ("corrects", self.corrects != other.corrects),
        ];
        let differs = fields.into_iter().find(|(_, differs)| *differs);
        differs.map(|(field, _)| field)
    }

    /// Whether it says that it will be used only after it came.
    #[must_use]
    pub fn is_of_the_future(&self, received_at: DateTime<Utc>) -> bool {
        self.at.signed_duration_since(received_at) > CLOCKS_DIFFER_BY
    }
}
