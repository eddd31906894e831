//! `credit_grants.list`: a customer's prepaid credit in the order of its use, or everybody's.

use std::collections::BTreeMap;

use billing::money::Money;
use billing::payment::CreditGrant;
use chrono::NaiveDate;
use store::ReadTx;

use super::row;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::customers::detail::load_customer;
use crate::dto::credit_grants::{CreditGrantListRequest, CreditGrantPage};
use crate::dto::money::MoneyDto;
use crate::error::AppError;
use crate::listing::{count, window};
use crate::subscriptions::bulk::add;

/// Of one customer or of all.
pub fn list(app: &App, request: CreditGrantListRequest) -> Result<CreditGrantPage, AppError> {
    app.read(|tx| {
        let today = local_date(app.now(), &load(tx)?.timezone);
        let (offset, limit) = window(request.offset, request.limit);
        match &request.customer_id {
            Some(customer) => of_customer(tx, customer, (offset, limit), today),
            None => of_all(tx, (offset, limit), today),
        }
    })
}

fn of_all(
    tx: &ReadTx<'_>,
    (offset, limit): (u32, u32),
    today: NaiveDate,
) -> Result<CreditGrantPage, AppError> {
    let (found, total_count) = tx.credit_grants().list(offset, limit)?;
    let rows = found.iter();
    let rows = rows.map(|found| row::of_grant(&found.grant, &found.customer_name, today));
    let left = tx.credit_grants().left()?;
    Ok(CreditGrantPage {
        rows: rows.collect::<Result<_, _>>()?,
        total_count: count(total_count),
        balances: left.into_iter().map(MoneyDto::from).collect(),
    })
}

fn of_customer(
    tx: &ReadTx<'_>,
    customer: &str,
    (offset, limit): (u32, u32),
    today: NaiveDate,
) -> Result<CreditGrantPage, AppError> {
    let customer = load_customer(tx, customer).map_err(|error| error.at("customer_id"))?;
    let mut grants = tx.credit_grants().of_customer(&customer.id)?;
    grants.sort_by(|one, other| {
        let of = |grant| (is_over(grant, today), grant);
        let ((one_over, one), (other_over, other)) = (of(one), of(other));
        let same = one_over.cmp(&other_over);
        same.then_with(|| one.order(other))
    });
    let balances = available(&grants, today)?;
    let total_count = i64::try_from(grants.len()).unwrap_or(i64::MAX);
    let (skip, take) = (
        usize::try_from(offset).unwrap_or(usize::MAX),
        usize::try_from(limit).unwrap_or(usize::MAX),
    );
    let rows = grants.iter().skip(skip).take(take);
    let rows = rows.map(|grant| row::of_grant(grant, &customer.name, today));
    Ok(CreditGrantPage {
        rows: rows.collect::<Result<_, _>>()?,
        total_count: count(total_count),
        balances: balances.into_iter().map(MoneyDto::from).collect(),
    })
}

/// What no invoice can use any more comes after what one can.
fn is_over(grant: &CreditGrant, today: NaiveDate) -> bool {
    let left = grant.left().is_ok_and(Money::is_positive);
    !left || grant.has_expired(today)
}

/// What an invoice of today can use, one amount a currency.
fn available(grants: &[CreditGrant], today: NaiveDate) -> Result<Vec<Money>, AppError> {
    let mut sums: BTreeMap<&'static str, Money> = BTreeMap::new();
    for grant in grants {
        let usable = grant.available(today)?;
        if usable.is_positive() {
            add(&mut sums, usable)?;
        }
    }
    Ok(sums.into_values().collect())
}
