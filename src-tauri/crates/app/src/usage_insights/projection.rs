//! `usage.projection`: where a customer's running periods will likely end, and what they will cost.

use billing::calendar::BillingPeriod;
use billing::ids::SubscriptionId;
use billing::invoice::Explanation;
use billing::money::{Money, Rounding};
use billing::subscription::Subscription;
use billing::usage::{Allowance, Meter, allowance};
use charts::{ChartLocale, ForecastPoint};
use insights::projection::{Range, RunOut};
use rust_decimal::Decimal;
use store::ReadTx;
use store::table::meters::MeterKey;

use super::chart::Asked;
use super::cost::{CostOf, coming_months, to_money};
use super::end::{End, end, is_idle, passes};
use super::ground::Ground;
use super::words::{Words, estimated};
use crate::business::get::load as business;
use crate::context::App;
use crate::dto::charts::ChartLocaleDto;
use crate::dto::usage_insights::{
    ExpectedDto, MeterProjectionDto, RunOutDto, SubscriptionProjectionDto, UsageProjection,
    UsageProjectionRequest,
};
use crate::dto::words::figure;
use crate::error::AppError;
use crate::invoices::line_source::steps_to_dto;
use crate::subscriptions::facts::plan_name;

/// A meter of a subscription, projected.
struct Projected {
    row: MeterProjectionDto,
    cost: Option<Range>,
    /// What nothing used would cost: an agreed minimum.
    at_nothing: Option<Money>,
}

pub fn projection(app: &App, request: UsageProjectionRequest) -> Result<UsageProjection, AppError> {
    let locale = request.locale.map(ChartLocaleDto::from_dto).transpose()?;
    let locale = locale.unwrap_or_else(ChartLocale::english);
    app.read(|tx| {
        let meters = meters(tx, request.meter.trim())?;
        let rounding = business(tx)?.rounding;
        let mut answer = UsageProjection {
            meters: Vec::new(),
            subscriptions: Vec::new(),
            why_none: String::new(),
        };
        let Some((_, first)) = meters.first() else {
            answer.why_none = "There is no meter yet.".to_owned();
            return Ok(answer);
        };
        let customer = request.customer_id.trim();
        if customer.is_empty() {
            let error = AppError::new("field_empty", "No customer is named.", "Give a customer.");
            return Err(error.at("customer_id"));
        }
        let mut ground = Ground::load(app, tx, &first.key, (customer, ""))?;
        let live = live(&ground);
        for sub in &live {
            let mut projected = Vec::new();
            for (key, meter) in &meters {
                ground.turn_to((*key, meter.clone()), Some(sub.clone()));
                projected.extend(of_meter(&ground, &locale, rounding)?);
            }
            if request.meter.trim().is_empty() {
                answer.subscriptions.extend(bill(&ground, sub, &projected)?);
            }
            answer
                .meters
                .extend(projected.into_iter().map(|one| one.row));
        }
        if answer.meters.is_empty() {
            answer.why_none = why_none(live.is_empty()).to_owned();
        }
        Ok(answer)
    })
}

fn meters(tx: &ReadTx<'_>, key: &str) -> Result<Vec<(MeterKey, Meter)>, AppError> {
    if key.is_empty() {
        return Ok(tx.meters().list_with_keys(false)?);
    }
    Ok(vec![crate::usage::series::meter(tx, key)?])
}

fn live(ground: &Ground<'_>) -> Vec<SubscriptionId> {
    let live = ground
        .whose
        .iter()
        .flat_map(|whose| whose.subscribed.live());
    live.map(|sub| sub.id.clone()).collect()
}

fn why_none(nothing_runs: bool) -> &'static str {
    if nothing_runs {
        "No subscription of the customer runs now."
    } else {
        "The customer's plans neither limit nor price what a meter counts."
    }
}

fn of_meter(
    ground: &Ground<'_>,
    locale: &ChartLocale,
    rounding: Rounding,
) -> Result<Option<Projected>, AppError> {
    let (Some(sub), Some(whose)) = (ground.taker(), &ground.whose) else {
        return Ok(None);
    };
    let Some(allowance) = allowance(sub, &whose.subscribed.book, &ground.meter) else {
        return Ok(None);
    };
    let price = CostOf {
        allowance: &allowance,
        rounding,
    };
    let words = Words::new(locale.clone(), &ground.meter);
    let used = ground
        .running(sub.period, ground.today)?
        .last()
        .copied()
        .unwrap_or_default();
    let end = end(ground, sub.period, used)?;
    let cost = match &end {
        Ok(end) => price.of_end(ground, sub.period, (used, &end.point))?,
        Err(_) if is_idle(ground, used)? => price.certain(used),
        Err(_) => None,
    };
    let out = passes(ground, sub.period, (used, allowance.most))?;
    let asked = Asked {
        period: None,
        months: None,
    };
    let months = coming_months(ground, sub, &price, &asked)?;
    let mut row = row(ground, sub, (&allowance, used));
    row.plan = plan_name(sub, &whose.subscribed.book);
    row.cost_by_now = price.of(used).map(Into::into);
    row.cost = cost.map(to_money);
    row.sentence = sentence(
        &words,
        sub.period,
        (&end, out.as_ref()),
        (cost, allowance.most),
    );
    row.run_out = out.map(run_out_to_dto);
    match months {
        Ok((months, total)) => (row.months, row.months_cost) = (months, Some(total)),
        Err(why) => row.why_no_months = why,
    }
    match end {
        Ok(end) => {
            row.steps = steps_to_dto(&explain(used, &end));
            row.end = Some(to_dto(&end.point));
        }
        Err(why) => row.why_none = why,
    }
    let at_nothing = price.of(Decimal::ZERO);
    Ok(Some(Projected {
        row,
        cost,
        at_nothing,
    }))
}

fn row(
    ground: &Ground<'_>,
    sub: &Subscription,
    (allowance, used): (&Allowance<'_>, Decimal),
) -> MeterProjectionDto {
    MeterProjectionDto {
        subscription_id: sub.id.to_string(),
        plan: String::new(),
        meter: ground.meter.key.clone(),
        name: ground.meter.name.clone(),
        unit: ground.meter.unit.clone(),
        period_start: sub.period.start.to_string(),
        period_end: sub.period.end.to_string(),
        used: figure(used),
        most: allowance.most.map(figure),
        end: None,
        why_none: String::new(),
        run_out: None,
        cost_by_now: None,
        cost: None,
        months: Vec::new(),
        months_cost: None,
        why_no_months: String::new(),
        sentence: String::new(),
        steps: Vec::new(),
    }
}

fn to_dto(point: &ForecastPoint) -> ExpectedDto {
    ExpectedDto {
        expected: estimated(point.mean),
        lower_80: estimated(point.low_80),
        upper_80: estimated(point.high_80),
        lower_95: estimated(point.low_95),
        upper_95: estimated(point.high_95),
    }
}

fn run_out_to_dto(out: RunOut) -> RunOutDto {
    RunOutDto {
        on: out.on.map(|on| on.to_string()),
        earliest_on: out.earliest_on.map(|on| on.to_string()),
        latest_on: out.latest_on.map(|on| on.to_string()),
        chance_pct: figure(out.chance_pct),
    }
}

fn explain(used: Decimal, end: &End) -> Explanation {
    let mut explanation = Explanation::new();
    let point = &end.point;
    let between = |low, high| format!("{} to {}", estimated(low), estimated(high));
    explanation.step("Used by now", used);
    explanation.step("Rest told by", &end.method);
    explanation.step("Expected at the end", estimated(point.mean));
    explanation.step("80 % interval", between(point.low_80, point.high_80));
    explanation.step("95 % interval", between(point.low_95, point.high_95));
    explanation
}

fn sentence(
    words: &Words,
    period: BillingPeriod,
    (end, out): (&Result<End, String>, Option<&RunOut>),
    (cost, most): (Option<Range>, Option<Decimal>),
) -> String {
    let end = match end {
        Ok(end) => &end.point,
        Err(why) => return why.clone(),
    };
    let last = period.end.pred_opt().unwrap_or(period.end);
    let mut said = format!(
        "Likely {} by {}, 80 times of 100 between {} and {}.",
        words.about(end.mean),
        words.day(last),
        words.about_number(end.low_80),
        words.about_number(end.high_80),
    );
    if let (Some(out), Some(most)) = (out, most) {
        let most = words.number(most);
        said.push_str(&match out.on {
            Some(on) => format!(" It passes {most} about {}.", words.day(on)),
            None => format!(
                " It stays within {most}, {} times of 100.",
                figure(Decimal::ONE_HUNDRED.saturating_sub(out.chance_pct))
            ),
        });
    }
    if let Some(cost) = cost {
        said.push_str(&format!(
            " That costs {} ({} to {}).",
            cost.expected, cost.lower, cost.upper
        ));
    }
    said
}

/// What the subscription's period will come to: what is fixed, and its meters.
fn bill(
    ground: &Ground<'_>,
    id: &SubscriptionId,
    projected: &[Projected],
) -> Result<Option<SubscriptionProjectionDto>, AppError> {
    let Some(whose) = &ground.whose else {
        return Ok(None);
    };
    let mut subs = whose.subscribed.subs.iter();
    let Some(sub) = subs.find(|sub| sub.id == *id) else {
        return Ok(None);
    };
    let book = &whose.subscribed.book;
    let rounding = business(ground.tx)?.rounding;
    let at_nothing = projected.iter().filter_map(|one| one.at_nothing);
    let fixed = super::cost::fixed((sub, book), rounding, at_nothing)?;
    let priced: Vec<&Projected> = projected
        .iter()
        .filter(|one| one.at_nothing.is_some())
        .collect();
    let without = priced.iter().filter(|one| one.cost.is_none());
    let costs: Option<Vec<Range>> = priced.iter().map(|one| one.cost).collect();
    let total = costs.and_then(|costs| super::cost::together(fixed, &costs));
    Ok(Some(SubscriptionProjectionDto {
        subscription_id: sub.id.to_string(),
        plan: plan_name(sub, book),
        period_start: sub.period.start.to_string(),
        period_end: sub.period.end.to_string(),
        fixed: fixed.into(),
        total: total.map(to_money),
        without: without.map(|one| one.row.name.clone()).collect(),
    }))
}
