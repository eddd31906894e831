//! Who uses what: for each meter its customers, for each customer how many meters and how often.

use std::collections::{BTreeMap, BTreeSet};

use billing::ids::CustomerId;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::statistic::percent_of;

/// A day on which a customer used a meter, from the daily rollups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseDay {
    /// Who.
    pub customer_id: CustomerId,
    /// Key of the meter.
    pub meter: String,
    /// Which day.
    pub on: NaiveDate,
    /// How much; a day of nothing is no day of use.
    pub quantity: Decimal,
}

/// How a meter is adopted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeterAdoption {
    /// Key of the meter.
    pub meter: String,
    /// How many customers used it.
    pub customers: usize,
    /// Of all customers, in percent.
    pub share_pct: Decimal,
    /// The first day on which anybody did.
    pub first_on: NaiveDate,
    /// The last.
    pub last_on: NaiveDate,
}

/// How a customer adopts what is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerAdoption {
    /// Who.
    pub customer_id: CustomerId,
    /// Breadth: the meters in use, of those that anybody uses, in percent.
    pub breadth_pct: Decimal,
    /// Depth: the days with use, of all days looked at, in percent.
    pub depth_pct: Decimal,
    /// The first day with use; none where there was none.
    pub first_on: Option<NaiveDate>,
    /// The last.
    pub last_on: Option<NaiveDate>,
    /// Keys of the meters in use.
    pub meters: Vec<String>,
}

/// Who uses what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// By key.
    pub meters: Vec<MeterAdoption>,
    /// In the order in which customers were given.
    pub customers: Vec<CustomerAdoption>,
}

/// Who of the customers used what on the days `[from, to)`.
#[must_use]
pub fn adoption(
    days: &[UseDay],
    customers: &[CustomerId],
    from: NaiveDate,
    to: NaiveDate,
) -> Adoption {
    let known: BTreeSet<&CustomerId> = customers.iter().collect();
    let counts = |day: &&UseDay| {
        !day.quantity.is_zero() && day.on >= from && day.on < to && known.contains(&day.customer_id)
    };
    let mut by_meter: BTreeMap<&str, Vec<&UseDay>> = BTreeMap::new();
    let mut by_customer: BTreeMap<&CustomerId, Vec<&UseDay>> = BTreeMap::new();
    for day in days.iter().filter(counts) {
        by_meter.entry(&day.meter).or_default().push(day);
        by_customer.entry(&day.customer_id).or_default().push(day);
    }
    let all_days = from.iter_days().take_while(|day| *day < to).count();
    let offered = by_meter.len();
    let of_customer = |id: &CustomerId| {
        let own = by_customer.get(id).map_or(&[][..], Vec::as_slice);
        customer(id, own, offered, all_days)
    };
    Adoption {
        customers: customers.iter().map(of_customer).collect(),
        meters: by_meter
            .iter()
            .filter_map(|(key, days)| meter(key, days, customers.len()))
            .collect(),
    }
}

fn meter(key: &str, days: &[&UseDay], customers: usize) -> Option<MeterAdoption> {
    let using: BTreeSet<&CustomerId> = days.iter().map(|day| &day.customer_id).collect();
    Some(MeterAdoption {
        meter: key.to_owned(),
        customers: using.len(),
        share_pct: percent(using.len(), customers),
        first_on: days.iter().map(|day| day.on).min()?,
        last_on: days.iter().map(|day| day.on).max()?,
    })
}

fn customer(id: &CustomerId, days: &[&UseDay], offered: usize, all: usize) -> CustomerAdoption {
    let meters: BTreeSet<&str> = days.iter().map(|day| day.meter.as_str()).collect();
    let active: BTreeSet<NaiveDate> = days.iter().map(|day| day.on).collect();
    CustomerAdoption {
        customer_id: id.clone(),
        breadth_pct: percent(meters.len(), offered),
        depth_pct: percent(active.len(), all),
        first_on: active.first().copied(),
        last_on: active.last().copied(),
        meters: meters.into_iter().map(str::to_owned).collect(),
    }
}

pub(super) fn percent(part: usize, whole: usize) -> Decimal {
    percent_of(Decimal::from(part), Decimal::from(whole)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> CustomerId {
        let digits = format!("{number:0>26}");
        CustomerId::parse(&format!("cus_{digits}")).unwrap()
    }

    fn used(who: u128, meter: &str, day: u32, quantity: i64) -> UseDay {
        UseDay {
            customer_id: id(who),
            meter: meter.to_owned(),
            on: NaiveDate::from_ymd_opt(2026, 3, day).unwrap(),
            quantity: Decimal::from(quantity),
        }
    }

    #[test]
    fn breadth_counts_meters_and_depth_counts_days() {
        let days = [
            used(1, "calls", 1, 5),
            used(1, "calls", 2, 5),
            used(1, "storage", 2, 1),
            used(2, "calls", 4, 1),
            used(2, "storage", 4, 0),
            used(9, "calls", 4, 1),
            used(1, "calls", 11, 1),
        ];
        let date = |day| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        let told = adoption(&days, &[id(1), id(2), id(3)], date(1), date(11));
        // calls by two of three customers, storage by one
        let calls = &told.meters[0];
        assert_eq!((calls.meter.as_str(), calls.customers), ("calls", 2));
        assert_eq!(calls.share_pct.to_string(), "66.7");
        assert_eq!((calls.first_on, calls.last_on), (date(1), date(4)));
        assert_eq!(told.meters[1].customers, 1);
        // the first: both meters, two days of ten; the second: one of two, one of ten
        let figures: Vec<(String, String)> = told
            .customers
            .iter()
            .map(|one| (one.breadth_pct.to_string(), one.depth_pct.to_string()))
            .collect();
        let wanted = [("100", "20"), ("50", "10"), ("0", "0")];
        for ((breadth, depth), wanted) in figures.iter().zip(wanted) {
            assert_eq!((breadth.as_str(), depth.as_str()), wanted);
        }
        assert_eq!(told.customers[2].last_on, None);
    }
}
