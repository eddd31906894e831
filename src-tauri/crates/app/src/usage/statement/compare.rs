//! What differs between a kept statement and what comes out now.

use crate::dto::money::MoneyDto;
use crate::dto::statements::{StatementDifference, StatementDto, StatementPeriod};

/// Every amount with what it is of, in order.
fn figures(statement: &StatementDto) -> Vec<(String, MoneyDto)> {
    let mut all: Vec<(String, MoneyDto)> = Vec::new();
    for sub in &statement.subscriptions {
        for period in &sub.periods {
            let of = format!(
                "{}, {} to {}",
                sub.plan, period.period_start, period.period_end
            );
            for (name, amount) in lines(period) {
                let what = format!("{of}: {name}");
                let known = all.iter().filter(|(other, _)| other.starts_with(&what));
                let again = known.count();
                let what = match again {
                    0 => what,
                    before => format!("{what} ({})", before.saturating_add(1)),
                };
                all.push((what, amount.clone()));
            }
        }
    }
    let totals = statement.totals.iter();
    all.extend(totals.map(|totals| {
        let total = totals.total.clone();
        (format!("Total in {}", total.currency), total)
    }));
    all
}

fn lines(period: &StatementPeriod) -> impl Iterator<Item = (&String, &MoneyDto)> {
    let plan = period.plan.iter().map(|line| (&line.name, &line.amount));
    let metered = period.overage.iter().chain(&period.custom);
    plan.chain(metered.map(|line| (&line.name, &line.amount)))
}

/// The amounts that are not the same, those of lines first.
pub(super) fn differences(kept: &StatementDto, now: &StatementDto) -> Vec<StatementDifference> {
    let (kept, now) = (figures(kept), figures(now));
    let find = |all: &[(String, MoneyDto)], what: &str| {
        let found = all.iter().find(|(other, _)| other == what);
        found.map(|(_, amount)| amount.clone())
    };
    let gone = kept.iter().filter(|(what, _)| find(&now, what).is_none());
    let all = gone.chain(&now);
    all.map(|(what, _)| StatementDifference {
        what: what.clone(),
        kept: find(&kept, what),
        now: find(&now, what),
    })
    .filter(|one| one.kept != one.now)
    .collect()
}
