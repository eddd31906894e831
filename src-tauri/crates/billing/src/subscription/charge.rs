//! Charges: one price over a time, with the steps of its amount, on its way to becoming a line.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::basis::Basis;
use super::error::SubscriptionError;
use super::included::by_addons;
use super::metering::{counted_in, least, rated};
use super::periods::Billable;
use super::proration::Fraction;
use super::ratio::prorate;
use super::steps;
use super::subscription::{BilledSpan, Subscription, SubscriptionItem};
use crate::calendar::BillingPeriod;
use crate::catalog::{BookedPlan, Price};
use crate::invoice::{Discount, Explanation, LineItem, LineKind, LineSource, ServicePeriod};
use crate::money::{Currency, Money, MoneyError, Rounding};
use crate::pricing::{PriceModel, PriceTerms, PricedAmount, price as price_of};

/// An amount before it is a line: what it comes to before discounts, and after those so far.
#[derive(Debug, Clone)]
pub(super) struct Charge {
    /// The line, without its discount.
    pub line: LineItem,
    /// The amount of the whole period, unrounded.
    pub exact: Decimal,
    /// The part of the period that it is for.
    pub fraction: Option<Fraction>,
    /// What it comes to before discounts.
    pub gross: Money,
    /// What is left of it.
    pub net: Money,
    /// What coupons of an amount took off it.
    pub amount_off: Money,
    /// What to remember of it: the time, the period, the quantity.
    pub billed: Option<(Billable, Decimal)>,
}

/// Which price of which item is charged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Charged<'a> {
    pub booked: &'a BookedPlan,
    pub item: &'a SubscriptionItem,
    pub price: &'a Price,
}

impl Charge {
    /// A line that was written before any coupon was counted.
    pub fn of_line(
        line: LineItem,
        amount: Decimal,
        currency: Currency,
    ) -> Result<Self, MoneyError> {
        let gross = Money::from_decimal(amount, currency, Rounding::HalfUp)?;
        Ok(Self {
            line,
            exact: amount,
            fraction: None,
            gross,
            net: gross,
            amount_off: Money::zero(currency),
            billed: None,
        })
    }

    /// The line as it stands on a bill.
    pub fn into_line(mut self) -> Result<LineItem, MoneyError> {
        let off = self.gross.try_sub(self.net)?;
        if off.is_positive() {
            self.line.discount = Some(Discount::Amount(off.to_decimal()));
            if let Some(source) = &mut self.line.source {
                source.explanation.step("Discount in all", off);
            }
        }
        Ok(self.line)
    }

    /// What to remember of it.
    pub fn span(&self) -> Option<BilledSpan> {
        let (billable, quantity) = self.billed?;
        let source = self.line.source.as_ref()?;
        Some(BilledSpan {
            plan_id: source.plan_id.clone(),
            price_key: source.price_key.clone(),
            span: billable.span,
            period: billable.whole,
            quantity,
            amount: self.net,
            amount_off: self.amount_off,
            invoice_id: None,
        })
    }
}

/// What a price comes to for a whole period. Of what a percentage is of only the sum is known here:
/// it is one amount, and where nothing was counted there is none.
pub(super) fn priced(
    price: &Price,
    quantity: Decimal,
    commitment: Decimal,
    rounding: Rounding,
) -> Result<PricedAmount, SubscriptionError> {
    let terms = PriceTerms {
        commitment,
        ..price.terms(rounding)
    };
    Ok(price_of(quantity, &terms)?)
}

/// Charges a quantity for a time, as a part of the plan's own period where it is one.
pub(super) fn charge(
    sub: &Subscription,
    basis: &Basis<'_>,
    charged: Charged<'_>,
    quantity: Decimal,
    billable: Billable,
    kind: LineKind,
) -> Result<Charge, SubscriptionError> {
    let Charged { price, .. } = charged;
    let Billable { span, whole } = billable;
    let priced = priced(price, quantity, price.commitment, basis.rounding)?;
    let exact = priced.exact.max(price.commitment);
    let part = if span == whole || !price.prorates {
        None
    } else {
        Some(basis.counting(sub)?.part(whole, span.start, span.end)?)
    };
    let currency = price.currency;
    let mut explanation = steps::of_price(priced.explanation, currency, part.is_some());
    let gross = match part {
        None => Money::from_decimal(exact, currency, basis.rounding)?,
        Some(part) => {
            let amount = prorate(exact, part, currency, basis.rounding)?;
            explanation.step(
                format!("{part} of {}", steps::shown(exact, currency)),
                amount,
            );
            amount
        }
    };
    let line = line(sub, charged, quantity, gross, kind, part, explanation);
    Ok(Charge {
        line: LineItem {
            service_period: Some(service_period(span)),
            ..line
        },
        exact,
        fraction: part,
        gross,
        net: gross,
        amount_off: Money::zero(price.currency),
        billed: Some((billable, quantity)),
    })
}

/// Charges what a meter counted in a time. The commitment of a part of a period is in proportion;
/// what is included is not.
pub(super) fn usage(
    sub: &Subscription,
    basis: &Basis<'_>,
    charged: Charged<'_>,
    meter: &str,
    billable: Billable,
) -> Result<Charge, SubscriptionError> {
    let Charged { price, .. } = charged;
    let quantity = counted_in(basis, meter, billable.span);
    let least = least(sub, basis, price, billable)?;
    let included = by_addons(&sub.items, basis.book, charged.booked, price);
    let rated = rated(price, (quantity, included), least, basis.rounding)?;
    let gross = rated.gross;
    let line = line(
        sub,
        charged,
        quantity,
        gross,
        LineKind::Usage,
        None,
        rated.explanation,
    );
    Ok(Charge {
        line: LineItem {
            service_period: Some(service_period(billable.span)),
            ..line
        },
        exact: rated.exact,
        fraction: None,
        gross,
        net: gross,
        amount_off: Money::zero(price.currency),
        billed: Some((billable, quantity)),
    })
}

pub(super) fn service_period(span: BillingPeriod) -> ServicePeriod {
    ServicePeriod {
        start: span.start,
        end: span.end,
    }
}

/// What lines call a price: the plan, and the price where that says more.
pub(super) fn label(booked: &BookedPlan, price: &Price) -> String {
    let (plan, price) = (booked.plan.name.as_str(), price.name.as_str());
    if price.is_empty() || price.contains(plan) {
        return if price.is_empty() { plan } else { price }.to_owned();
    }
    format!("{plan}: {price}")
}

/// A fee that comes once, before any coupon.
pub(super) fn setup_line(
    sub: &Subscription,
    basis: &Basis<'_>,
    charged: Charged<'_>,
    on: NaiveDate,
) -> Result<LineItem, SubscriptionError> {
    let Charged { price, item, .. } = charged;
    let priced = priced(price, item.quantity, price.commitment, basis.rounding)?;
    let amount = priced.amount;
    let end = on.succ_opt().unwrap_or(on);
    let kind = LineKind::Setup;
    let line = line(
        sub,
        charged,
        item.quantity,
        amount,
        kind,
        None,
        steps::of_price(priced.explanation, price.currency, false),
    );
    Ok(LineItem {
        service_period: Some(ServicePeriod { start: on, end }),
        ..line
    })
}

fn line(
    sub: &Subscription,
    charged: Charged<'_>,
    quantity: Decimal,
    gross: Money,
    kind: LineKind,
    fraction: Option<Fraction>,
    explanation: Explanation,
) -> LineItem {
    let Charged {
        booked,
        price,
        item,
    } = charged;
    let (shown, unit_amount) = shown_price(price, quantity, gross);
    let mut description = label(booked, price);
    let by_units = !matches!(price.model, PriceModel::Flat(_)) || price.meter().is_some();
    if shown != quantity && by_units {
        description = format!("{description}, {}", counted(quantity, &price.unit));
    }
    if kind == LineKind::Proration {
        description = format!("Remaining time: {description}");
    }
    LineItem {
        description,
        quantity: shown,
        unit: if shown == quantity {
            price.unit.clone()
        } else {
            String::new()
        },
        unit_amount,
        product: booked.product.name.clone(),
        source: Some(Box::new(LineSource {
            subscription_id: sub.id.clone(),
            plan_id: item.plan_id.clone(),
            version: item.version,
            price_key: price.key.clone(),
            kind,
            fraction,
            explanation,
        })),
        ..LineItem::default()
    }
}

/// "5 × seat": a unit is a word in any language, and has no plural here.
fn counted(quantity: Decimal, unit: &str) -> String {
    let quantity = quantity.normalize();
    if unit.is_empty() {
        return format!("quantity {quantity}");
    }
    format!("{quantity} × {unit}")
}

/// Quantity and price of one where their product is the amount, else one at the amount.
fn shown_price(price: &Price, quantity: Decimal, gross: Money) -> (Decimal, Decimal) {
    if let PriceModel::PerUnit(per_unit) = &price.model
        && quantity.checked_mul(per_unit.unit_amount) == Some(gross.to_decimal())
    {
        return (quantity, per_unit.unit_amount);
    }
    (Decimal::ONE, gross.to_decimal())
}
