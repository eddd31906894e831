//! Who does how much: a customer's usage by team member or by operation, the largest first.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::statistic::{percent_of, sum};

/// What one member or operation did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Name of the member or operation; empty for what says none.
    pub name: String,
    /// What it did.
    pub quantity: Decimal,
    /// Of all, in percent.
    pub share_pct: Decimal,
}

/// Behaviour by member or by operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behaviour {
    /// The largest first; equals by name.
    pub shares: Vec<Share>,
    /// How few of them, from the largest, do four fifths of all.
    pub most_by: usize,
}

/// Adds up by name what was done. Corrections may be negative; what comes to nothing is left out.
#[must_use]
pub fn behaviour(rows: &[(String, Decimal)]) -> Behaviour {
    let mut totals: BTreeMap<&str, Decimal> = BTreeMap::new();
    for (name, quantity) in rows {
        let total = totals.entry(name).or_default();
        *total = total.saturating_add(*quantity);
    }
    let all = sum(totals.values().copied());
    let mut shares: Vec<Share> = totals
        .into_iter()
        .filter(|(_, quantity)| !quantity.is_zero())
        .map(|(name, quantity)| Share {
            name: name.to_owned(),
            quantity,
            share_pct: percent_of(quantity, all).unwrap_or_default(),
        })
        .collect();
    // A stable sort: equals stay in the order of their names.
    shares.sort_by_key(|share| std::cmp::Reverse(share.quantity));
    let most_by = most_by(&shares, all);
    Behaviour { shares, most_by }
}

fn most_by(shares: &[Share], all: Decimal) -> usize {
    let most = all.saturating_mul(Decimal::new(8, 1));
    let mut so_far = Decimal::ZERO;
    let enough = shares.iter().position(|share| {
        so_far = so_far.saturating_add(share.quantity);
        so_far >= most
    });
    enough.map_or(shares.len(), |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_comes_first_and_corrections_count() {
        let row = |name: &str, quantity: i64| (name.to_owned(), Decimal::from(quantity));
        let rows = [
            row("ann", 30),
            row("bob", 80),
            row("ann", 20),
            row("cem", 25),
            row("bob", -5),
            row("dee", 5),
            row("dee", -5),
        ];
        // bob 75, ann 50, cem 25 of 150; 75 + 50 = 125 is at least 120
        let told = behaviour(&rows);
        let names: Vec<&str> = told.shares.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["bob", "ann", "cem"]);
        assert_eq!(told.shares[0].share_pct, Decimal::from(50));
        assert_eq!(told.shares[1].share_pct.to_string(), "33.3");
        assert_eq!(told.most_by, 2);
        assert_eq!(behaviour(&[]).most_by, 0);
    }
}
