//! Advice about single charges: requests, seats, overage, the interval and the hours of load.

use billing::ids::PlanId;
use billing::money::Money;
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::saving::{Confidence, Saving};
use super::words::{Advice, AdviceKind, Evidence, PreparedChange, Urgency};
use crate::patterns::Heatmap;
use crate::statistic::{percent_of, sum};

/// A request that costs more should be looked at, in major units: 0.05.
const DEAR_REQUEST: Decimal = Decimal::from_parts(5, 0, 0, false, 2);
/// The fewest months that say anything.
const FEWEST: usize = 3;

/// A month of AI requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AiMonth {
    /// The first day of the month.
    pub on: NaiveDate,
    /// How many.
    pub requests: Decimal,
    /// What they cost the business to answer.
    pub cost: Money,
}

/// Fewer or cheaper requests, where one has cost more than 0.05 in the last three months together.
#[must_use]
pub fn usage_optimization(months: &[AiMonth]) -> Option<Advice> {
    let recent = months.get(months.len().checked_sub(FEWEST)?..)?;
    let currency = recent.first()?.cost.currency();
    let cost = Money::try_sum(recent.iter().map(|month| month.cost), currency).ok()?;
    let requests = sum(recent.iter().map(|month| month.requests));
    let each = cost.to_decimal().checked_div(requests)?;
    if each <= DEAR_REQUEST {
        return None;
    }
    let fine = |value: Decimal| value.round_dp(4).normalize();
    let of_month = |month: &AiMonth| month.cost.to_decimal().checked_div(month.requests);
    let dear = |month: &&AiMonth| of_month(month).is_some_and(|each| each > DEAR_REQUEST);
    // What a month would cost if a request cost 0.05.
    let pairs = recent.iter().map(|month| {
        let aim = DEAR_REQUEST.checked_mul(month.requests)?;
        let aim = Money::from_decimal(aim, currency, billing::money::Rounding::HalfUp).ok()?;
        Some((month.cost, aim))
    });
    let pairs: Option<Vec<(Money, Money)>> = pairs.collect();
    let held = recent.iter().filter(dear).count();
    let evidence = recent.iter().map(|month| Evidence {
        label: month.on.format("%Y-%m").to_string(),
        now: format!("{} for {} requests", month.cost, month.requests.normalize()),
        then: of_month(month).map_or_else(String::new, |each| format!("{} each", fine(each))),
    });
    Some(Advice {
        kind: AdviceKind::UsageOptimization,
        title: "AI requests cost more than they should".to_owned(),
        text: format!(
            "A request cost {} {currency} in the last {FEWEST} months, above {DEAR_REQUEST}. \
             Shorter prompts, a smaller model or kept answers bring it down.",
            fine(each),
        ),
        saving: Saving::of(&pairs?),
        change_for_business: None,
        confidence: Confidence::of(held, recent.len()),
        evidence: evidence.collect(),
        urgency: Urgency::Next,
        change: PreparedChange::Tell,
        breaks_if: "The work needs the dearer requests.".to_owned(),
    })
}

/// A month of seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatMonth {
    /// The first day of the month.
    pub on: NaiveDate,
    /// Paid for.
    pub paid: Decimal,
    /// Members who did anything.
    pub used: Decimal,
}

/// Fewer seats, where at least one was idle in each of the last three months. `price` tells what so
/// many seats cost in a month.
#[must_use]
pub fn idle_seats(
    months: &[SeatMonth],
    price: impl Fn(Decimal) -> Option<Money>,
) -> Option<Advice> {
    let recent = months.get(months.len().checked_sub(FEWEST)?..)?;
    let paid = recent.last()?.paid;
    let needed = recent.iter().map(|month| month.used).max()?.ceil();
    if needed >= paid || needed.is_zero() {
        return None;
    }
    let pair = (price(paid)?, price(needed)?);
    let saving = Saving::of(&[pair]).filter(|saving| saving.expected.is_positive())?;
    let evidence = recent.iter().map(|month| Evidence {
        label: month.on.format("%Y-%m").to_string(),
        now: format!("{} paid", month.paid.normalize()),
        then: format!("{} used", month.used.normalize()),
    });
    let idle = paid.checked_sub(needed)?.normalize();
    Some(Advice {
        kind: AdviceKind::IdleSeats,
        title: format!("{idle} seats are not used"),
        text: format!(
            "At most {} of {} seats were used in any of the last {FEWEST} months; {idle} fewer \
             save {} a month.",
            needed.normalize(),
            paid.normalize(),
            saving.expected,
        ),
        saving: Some(saving),
        change_for_business: saving.change_for_business(),
        confidence: Confidence::of(recent.len(), recent.len()),
        evidence: evidence.collect(),
        urgency: Urgency::Next,
        change: PreparedChange::SetSeats { seats: needed },
        breaks_if: "People join before the next renewal.".to_owned(),
    })
}

/// An add-on, where the last months cost more with overage than they would have with it. A
/// month is its name, what it cost, and what it would have cost with the add-on, by the real price.
#[must_use]
pub fn addon_instead_of_overage(
    addon: (&PlanId, &str),
    months: &[(String, Money, Money)],
) -> Option<Advice> {
    if months.len() < FEWEST {
        return None;
    }
    let pairs: Vec<(Money, Money)> = months.iter().map(|(_, now, then)| (*now, *then)).collect();
    let saving = Saving::of(&pairs).filter(|saving| saving.expected.is_positive())?;
    let evidence = months.iter().map(|(label, now, then)| Evidence {
        label: label.clone(),
        now: now.to_string(),
        then: then.to_string(),
    });
    Some(Advice {
        kind: AdviceKind::Addon,
        title: format!("{} costs less than the overage", addon.1),
        text: format!(
            "With {} the last {} months would have cost {} less a month; it would have paid in {} \
             of them.",
            addon.1, saving.months, saving.expected, saving.months_saving,
        ),
        saving: Some(saving),
        change_for_business: saving.change_for_business(),
        confidence: saving.confidence(),
        evidence: evidence.collect(),
        urgency: Urgency::Now,
        change: PreparedChange::AddAddon {
            plan_id: addon.0.clone(),
        },
        breaks_if: "Use falls back below what the plan includes.".to_owned(),
    })
}

/// Yearly billing, where a year costs less than twelve months and the customer has stayed for
/// `months_held` of them, six at least.
#[must_use]
pub fn yearly_instead_of_monthly(month: Money, year: Money, months_held: usize) -> Option<Advice> {
    const STAYED: usize = 6;
    let twelve = Money::try_sum(std::iter::repeat_n(month, 12), month.currency()).ok()?;
    let saved = twelve
        .try_sub(year)
        .ok()
        .filter(|saved| saved.is_positive())?;
    if months_held < STAYED {
        return None;
    }
    let twelfth = |amount: Money| {
        let part = amount.to_decimal().checked_div(Decimal::from(12))?;
        Money::from_decimal(part, amount.currency(), billing::money::Rounding::HalfUp).ok()
    };
    let saving = Saving::of(&[(month, twelfth(year)?)])?;
    Some(Advice {
        kind: AdviceKind::Yearly,
        title: "Yearly billing costs less".to_owned(),
        text: format!("A year at once costs {year}, twelve months cost {twelve}: {saved} less."),
        saving: Some(saving),
        change_for_business: saving.change_for_business(),
        confidence: if months_held >= 12 {
            Confidence::High
        } else {
            Confidence::Medium
        },
        evidence: vec![Evidence {
            label: "A year".to_owned(),
            now: twelve.to_string(),
            then: year.to_string(),
        }],
        urgency: Urgency::Later,
        change: PreparedChange::BillYearly,
        breaks_if: "The customer leaves within the year.".to_owned(),
    })
}

/// Spreading of work, where the fullest 17 hours (a tenth of the week) hold more than `peak_pct`
/// percent of all.
#[must_use]
pub fn schedule_load(meter: &str, week: &Heatmap, peak_pct: Decimal) -> Option<Advice> {
    const TENTH: usize = 17;
    let mut cells = week.cells.clone();
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.usual));
    let all = sum(cells.iter().map(|cell| cell.usual));
    let peak = sum(cells.iter().take(TENTH).map(|cell| cell.usual));
    let share = percent_of(peak, all)?;
    if share <= peak_pct {
        return None;
    }
    let busiest = week.busiest?;
    let day = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let day = day.get(usize::try_from(busiest.weekday).ok()?)?;
    Some(Advice {
        kind: AdviceKind::ScheduleLoad,
        title: format!("{meter}: most of it in a few hours"),
        text: format!(
            "A tenth of the week's hours holds {share} % of {meter}; the fullest is {day} at \
             {}:00. What can wait could run at night or on the weekend.",
            busiest.hour,
        ),
        saving: None,
        change_for_business: None,
        confidence: Confidence::of(usize::from(week.days >= 28), 1),
        evidence: vec![Evidence {
            label: format!("{day} {}:00", busiest.hour),
            now: busiest.usual.to_string(),
            then: format!("{share} % in 17 of 168 hours"),
        }],
        urgency: Urgency::Later,
        change: PreparedChange::Tell,
        breaks_if: "The work has to be done when it comes.".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patterns::{HourTotal, heatmap};
    use billing::money::Currency;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn on(month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, 1).unwrap()
    }

    #[test]
    fn requests_above_five_cents_are_dear_and_at_five_cents_are_not() {
        let months = |cents: i64| -> Vec<AiMonth> {
            let month = |at| AiMonth {
                on: on(at),
                requests: Decimal::from(1000),
                cost: eur(cents),
            };
            (1..=3).map(month).collect()
        };
        // 60.00 for 1000 is 0.06 each; at 0.05 it is 50.00
        let told = usage_optimization(&months(6000)).unwrap();
        assert_eq!(told.saving.unwrap().expected, eur(1000));
        assert_eq!(told.evidence[0].then, "0.06 each");
        assert_eq!(usage_optimization(&months(5000)), None);
    }

    #[test]
    fn idle_seats_are_those_that_no_month_used() {
        let month = |at, used: i64| SeatMonth {
            on: on(at),
            paid: Decimal::from(12),
            used: Decimal::from(used),
        };
        // at most 9 of 12 used: 3 × 8.00
        let price = |seats: Decimal| i64::try_from(seats * Decimal::from(800)).ok().map(eur);
        let told = idle_seats(&[month(1, 7), month(2, 9), month(3, 8)], price).unwrap();
        assert_eq!(told.saving.unwrap().expected, eur(2400));
        let nine = Decimal::from(9);
        assert_eq!(told.change, PreparedChange::SetSeats { seats: nine });
        assert_eq!(
            idle_seats(&[month(1, 7), month(2, 12), month(3, 8)], price),
            None
        );
    }

    #[test]
    fn an_addon_pays_where_its_months_cost_less() {
        let plan_id = PlanId::parse(&format!("{}{:0>26}", PlanId::PREFIX, 4)).unwrap();
        let month = |name: &str, now, then| (name.to_owned(), eur(now), eur(then));
        // saves 5, −1 and 8: 4 in the mean, in two of three
        let months = [
            month("2026-01", 3000, 2500),
            month("2026-02", 2000, 2100),
            month("2026-03", 3300, 2500),
        ];
        let told = addon_instead_of_overage((&plan_id, "Calls 1000"), &months).unwrap();
        let saving = told.saving.unwrap();
        assert_eq!((saving.expected, saving.months_saving), (eur(400), 2));
        let none = addon_instead_of_overage((&plan_id, "Calls 1000"), &months[..2]);
        assert_eq!(none, None);
    }

    #[test]
    fn a_year_at_once_is_told_to_those_who_stay() {
        // 12 × 19.00 = 228.00 against 190.00; a twelfth of 190 is 15.83
        let told = yearly_instead_of_monthly(eur(1900), eur(19_000), 8).unwrap();
        assert!(told.text.ends_with("38.00 EUR less."), "{}", told.text);
        assert_eq!(told.saving.unwrap().expected, eur(317));
        assert_eq!(yearly_instead_of_monthly(eur(1900), eur(19_000), 5), None);
        assert_eq!(yearly_instead_of_monthly(eur(1900), eur(22_800), 8), None);
    }

    #[test]
    fn load_that_comes_in_a_few_hours_could_be_spread() {
        let from = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let hours: Vec<HourTotal> = from
            .iter_days()
            .take(28)
            .map(|day| HourTotal {
                at: day.and_hms_opt(9, 0, 0).unwrap(),
                quantity: Decimal::from(50),
            })
            .collect();
        let to = NaiveDate::from_ymd_opt(2026, 3, 30).unwrap();
        let week = heatmap(&hours, from, to);
        let told = schedule_load("calls", &week, Decimal::from(60)).unwrap();
        assert!(told.text.contains("Monday at 9:00"), "{}", told.text);
        assert!(told.text.contains("holds 100 % of calls"), "{}", told.text);
        assert_eq!(schedule_load("calls", &week, Decimal::ONE_HUNDRED), None);
    }
}
