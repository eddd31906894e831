//! The figures of the first screen: sums per currency, and the last twelve months.

use billing::business::Business;
use billing::invoice::InvoiceStatus;
use billing::money::{Currency, Money};
use chrono::{Datelike, Months, NaiveDate};
use store::ReadTx;
use store::table::customer_list::{CustomerFilter, CustomerQuery};
use store::table::invoice_list::{InvoiceFilter, InvoiceQuery};
use store::table::payments::{PaymentFilter, PaymentQuery};
use store::table::window::CurrencyTotals;

use crate::dto::home::HomeMonth;
use crate::dto::money::MoneyDto;
use crate::error::AppError;
use crate::listing::count;

const MONTHS: u32 = 12;

/// Count and sums of the invoices that a filter finds.
pub(super) fn invoices(
    tx: &ReadTx<'_>,
    filter: InvoiceFilter,
) -> Result<(u32, Vec<CurrencyTotals>), AppError> {
    let query = InvoiceQuery {
        filter,
        limit: 0,
        ..InvoiceQuery::default()
    };
    let page = tx.invoices().list(&query)?;
    Ok((count(page.total_count), page.totals))
}

/// How many customers there are; without archived ones on request.
pub(super) fn customers(tx: &ReadTx<'_>, archived: Option<bool>) -> Result<u32, AppError> {
    let filter = CustomerFilter {
        archived,
        ..CustomerFilter::default()
    };
    let query = CustomerQuery {
        filter,
        limit: 0,
        ..CustomerQuery::default()
    };
    Ok(count(tx.customers().list(&query)?.total_count))
}

/// What came in from day to day, both included; reversed payments do not count.
pub(super) fn cash_in(
    tx: &ReadTx<'_>,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Money>, AppError> {
    let filter = PaymentFilter {
        received_from: Some(from),
        received_to: Some(to),
        reversed: Some(false),
        ..PaymentFilter::default()
    };
    let query = PaymentQuery {
        filter,
        limit: 0,
        ..PaymentQuery::default()
    };
    Ok(tx
        .payments()
        .list(&query)?
        .totals
        .iter()
        .map(|totals| totals.total)
        .collect())
}

/// The sums still due, without currencies in which nothing is.
pub(super) fn due(totals: &[CurrencyTotals]) -> Vec<MoneyDto> {
    let due = totals.iter().map(|totals| totals.due);
    due.filter(|money| !money.is_zero())
        .map(MoneyDto::from)
        .collect()
}

/// Amounts as they cross a door.
pub(super) fn to_dto(amounts: Vec<Money>) -> Vec<MoneyDto> {
    amounts.into_iter().map(MoneyDto::from).collect()
}

/// The first and the last day of a day's month.
pub(super) fn month_of(on: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = on.with_day(1).unwrap_or(on);
    let last = first
        .checked_add_months(Months::new(1))
        .and_then(|next| next.pred_opt());
    (first, last.unwrap_or(on))
}

/// What was invoiced and received in each of the last twelve months, in the business's currency.
pub(super) fn months(
    tx: &ReadTx<'_>,
    business: &Business,
    today: NaiveDate,
) -> Result<Vec<HomeMonth>, AppError> {
    let back = (0..MONTHS).rev();
    let days = back.filter_map(|back| today.checked_sub_months(Months::new(back)));
    days.map(|day| month(tx, business.currency, day)).collect()
}

fn month(tx: &ReadTx<'_>, currency: Currency, day: NaiveDate) -> Result<HomeMonth, AppError> {
    let (from, to) = month_of(day);
    let filter = InvoiceFilter {
        statuses: vec![
            InvoiceStatus::Open,
            InvoiceStatus::Paid,
            InvoiceStatus::Uncollectible,
        ],
        currencies: vec![currency],
        issued_from: Some(from),
        issued_to: Some(to),
        ..InvoiceFilter::default()
    };
    let (_, totals) = invoices(tx, filter)?;
    let invoiced = totals
        .first()
        .map_or(Money::zero(currency), |totals| totals.total);
    let received = cash_in(tx, from, to)?;
    let received = received
        .into_iter()
        .find(|money| money.currency() == currency);
    Ok(HomeMonth {
        month: day.format("%Y-%m").to_string(),
        invoiced: invoiced.into(),
        cash_in: received.unwrap_or(Money::zero(currency)).into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_goes_from_its_first_to_its_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert_eq!(
            month_of(day("2028-02-29")),
            (day("2028-02-01"), day("2028-02-29"))
        );
        assert_eq!(
            month_of(day("2026-12-05")),
            (day("2026-12-01"), day("2026-12-31"))
        );
    }
}
