//! Steps of amounts as invoices unfold them: figures of money have their decimals and currency.

use rust_decimal::Decimal;

use crate::calendar::BillingPeriod;
use crate::invoice::{Explanation, Step};
use crate::money::Currency;

/// An amount that may be finer than its currency: "99.00 USD", "0.125 USD".
pub(super) fn shown(amount: Decimal, currency: Currency) -> String {
    let mut amount = amount.normalize();
    if amount.scale() < currency.exponent() {
        amount.rescale(currency.exponent());
    }
    format!("{amount} {currency}")
}

/// The days of a time, in one form for all steps: the first, and the first after it.
pub(super) fn days_of(time: BillingPeriod) -> String {
    format!("{} to {}", time.start, time.end)
}

/// The steps of a price. Its rounding is left out where it rounds nothing, and where only a part of
/// the amount is billed: that part is rounded, once, in a step of its own.
pub(super) fn of_price(priced: Explanation, currency: Currency, is_part: bool) -> Explanation {
    let mut steps: Vec<Step> = Vec::new();
    for Step { label, value } in priced.steps {
        let value = match value.parse::<Decimal>() {
            Ok(amount) if !counts_units(&label) => shown(amount, currency),
            _ => value,
        };
        let sums_up = label == "Rounded" || label == "Amount";
        let says_nothing = steps.last().is_some_and(|last| last.value == value);
        if !sums_up || !(is_part || says_nothing) {
            steps.push(Step { label, value });
        }
    }
    Explanation { steps }
}

/// Whether a step of a price counts units ("12 units in blocks of 10"), and no money.
fn counts_units(label: &str) -> bool {
    let what = label.split_once(' ').map_or("", |(_, what)| what);
    what.starts_with("units less") || what.starts_with("units in blocks")
}
