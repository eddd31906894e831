//! What quantities that are not sure will cost by the customer's own price.

use billing::calendar::BillingPeriod;
use billing::catalog::PlanBook;
use billing::money::{Money, Rounding};
use billing::subscription::{Basis, Subscription, statement};
use billing::usage::Allowance;
use charts::ForecastPoint;
use chrono::Months;
use insights::forecast::{Frequency, Series};
use insights::projection::{CostMonth, Range, cost_months, to_period_end};
use rust_decimal::Decimal;

use super::chart::Asked;
use super::ground::{Ground, Shape};
use super::months::{is_monthly, months};
use super::rest::{more_today, progress};
use super::words::estimated;
use crate::dto::usage_insights::{ExpectedMoneyDto, ProjectedMonthDto};
use crate::error::AppError;

/// Half a year, after the running month.
const MONTHS: usize = 6;

/// The price of a meter's quantity in a period.
pub(super) struct CostOf<'a> {
    pub(super) allowance: &'a Allowance<'a>,
    pub(super) rounding: Rounding,
}

impl CostOf<'_> {
    /// None where nothing is billed for it, or it is beyond what a price can compute.
    pub(super) fn of(&self, quantity: Decimal) -> Option<Money> {
        let priced = self.allowance.cost(quantity, self.rounding).ok().flatten();
        priced.map(|priced| priced.amount)
    }

    /// The same as an amount that is sure.
    pub(super) fn certain(&self, quantity: Decimal) -> Option<Range> {
        self.of(quantity).map(|cost| Range {
            expected: cost,
            lower: cost,
            upper: cost,
        })
    }

    /// What the whole period costs, over the ways in which it may go.
    pub(super) fn of_end(
        &self,
        ground: &Ground<'_>,
        period: BillingPeriod,
        (used, end): (Decimal, &ForecastPoint),
    ) -> Result<Option<Range>, AppError> {
        if ground.shape() == Shape::Flow {
            let progress = progress(ground, period)?;
            let more = more_today(&progress, used).unwrap_or_default();
            let whole = |quantity: Decimal| quantity.saturating_add(more).max(used);
            let told = to_period_end(&progress, |quantity| self.of(whole(quantity)));
            return Ok(told.ok().and_then(|told| told.cost));
        }
        let range = || {
            Some(Range {
                expected: self.of(end.mean)?,
                lower: self.of(end.low_80)?,
                upper: self.of(end.high_80)?,
            })
        };
        Ok(range())
    }
}

/// The months after the running one with their sum, or why they cannot be told.
pub(super) fn coming_months(
    ground: &Ground<'_>,
    sub: &Subscription,
    price: &CostOf<'_>,
    asked: &Asked,
) -> Result<Result<(Vec<ProjectedMonthDto>, ExpectedMoneyDto), String>, AppError> {
    if price.of(Decimal::ZERO).is_none() {
        return Ok(Err("Nothing is billed for it by use.".to_owned()));
    }
    if !is_monthly(sub) {
        return Ok(Err(
            "Only months that are billed one by one are told apart.".to_owned(),
        ));
    }
    let whole = months(ground, asked)?.into_iter();
    let whole = whole
        .filter(|month| month.period.end <= ground.today && month.period.start >= sub.started_on);
    let used = whole.map(|month| month.quantity);
    let history: Vec<Decimal> = used.skip_while(Decimal::is_zero).collect();
    // The first month told is the running one, which its own days tell better.
    let told = Series::try_new(Frequency::Month, history)
        .and_then(|series| cost_months(&series, MONTHS + 1, |quantity| price.of(quantity)));
    let told = match told {
        Err(error) => return Ok(Err(format!("{error}."))),
        Ok(None) => return Ok(Err("What it would cost cannot be computed.".to_owned())),
        Ok(Some(told)) => told.months,
    };
    let coming = told.get(1..).unwrap_or_default();
    let ranges: Vec<Range> = coming.iter().map(|month| month.cost).collect();
    let nothing = Money::zero(sub.terms.currency);
    let Some(total) = together(nothing, &ranges) else {
        return Ok(Err("What it would cost cannot be computed.".to_owned()));
    };
    let rows = coming.iter().enumerate();
    let rows = rows.map(|(at, month)| row(sub, at, month));
    Ok(Ok((rows.collect(), to_money(total))))
}

fn row(sub: &Subscription, at: usize, month: &CostMonth) -> ProjectedMonthDto {
    let after = Months::new(u32::try_from(at).unwrap_or_default());
    let starts_on = sub
        .period
        .end
        .checked_add_months(after)
        .unwrap_or(sub.period.end);
    ProjectedMonthDto {
        starts_on: starts_on.to_string(),
        quantity: estimated(month.quantity),
        cost: to_money(month.cost),
    }
}

/// Amounts that are not sure, all moving together: the wider reading.
pub(super) fn together(fixed: Money, ranges: &[Range]) -> Option<Range> {
    let all = |of: fn(&Range) -> Money| {
        let parts = std::iter::once(fixed).chain(ranges.iter().map(of));
        Money::try_sum(parts, fixed.currency()).ok()
    };
    Some(Range {
        expected: all(|range| range.expected)?,
        lower: all(|range| range.lower)?,
        upper: all(|range| range.upper)?,
    })
}

/// What a period costs with nothing used, less what its meters then cost: plan and add-ons.
pub(super) fn fixed(
    (sub, book): (&Subscription, &PlanBook),
    rounding: Rounding,
    at_nothing: impl Iterator<Item = Money>,
) -> Result<Money, AppError> {
    let basis = Basis {
        book,
        usage: &|_, _| Decimal::ZERO,
        rounding,
    };
    let unused = statement(sub, &sub.items, sub.period, &basis)?.total;
    let minimums = Money::try_sum(at_nothing, sub.terms.currency)?;
    Ok(unused.try_sub(minimums)?)
}

pub(super) fn to_money(range: Range) -> ExpectedMoneyDto {
    ExpectedMoneyDto {
        expected: range.expected.into(),
        lower: range.lower.into(),
        upper: range.upper.into(),
    }
}
