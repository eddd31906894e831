//! Plan fit: the last months re-rated under each plan that the customer could have.

use billing::money::Money;

use super::offer::{MonthOfUse, Offer};
use super::saving::{Confidence, Saving};
use super::words::{Advice, AdviceKind, Evidence, PreparedChange, Urgency};

/// The fewest months that say anything, and the most that still do.
const FEWEST: usize = 3;
const MOST: usize = 12;

/// The plan under which the last three to twelve months would have cost least, where it is another
/// one and saves in the mean. Months oldest first. Plans under whose hard limits any of the months
/// would not have fitted are left out.
#[must_use]
pub fn plan_fit(
    current: &Offer<'_>,
    others: &[Offer<'_>],
    months: &[MonthOfUse],
) -> Option<Advice> {
    let recent = months.get(months.len().saturating_sub(MOST)..)?;
    if recent.len() < FEWEST {
        return None;
    }
    let now = rated(current, recent)?;
    let mut best: Option<(&Offer<'_>, Vec<Money>, Saving)> = None;
    for other in others {
        if other.plan_id == current.plan_id || !recent.iter().all(|month| other.fits(month)) {
            continue;
        }
        let Some(then) = rated(other, recent) else {
            continue;
        };
        let pairs: Vec<(Money, Money)> = now.iter().copied().zip(then.iter().copied()).collect();
        let Some(saving) = Saving::of(&pairs) else {
            continue;
        };
        let least = best
            .as_ref()
            .map_or(0, |(_, _, best)| best.expected.minor());
        if saving.expected.minor() > least {
            best = Some((other, then, saving));
        }
    }
    let (other, then, saving) = best?;
    Some(advice(current, other, recent, &now, &then, saving))
}

fn rated(offer: &Offer<'_>, months: &[MonthOfUse]) -> Option<Vec<Money>> {
    months.iter().map(|month| (offer.rate)(month)).collect()
}

fn advice(
    current: &Offer<'_>,
    other: &Offer<'_>,
    months: &[MonthOfUse],
    now: &[Money],
    then: &[Money],
    saving: Saving,
) -> Advice {
    let rows = months.iter().zip(now).zip(then);
    let evidence = rows.map(|((month, now), then)| Evidence {
        label: month.name(),
        now: now.to_string(),
        then: then.to_string(),
    });
    let lost = saving.months - saving.months_saving;
    let caveat = match lost {
        0 => "in every one of them".to_owned(),
        lost => format!("though it would not have saved in {lost} of them"),
    };
    let text = format!(
        "The last {} months would have cost {} less a month under {} than under {}, {caveat}.",
        saving.months, saving.expected, other.name, current.name,
    );
    let confidence = saving.confidence();
    Advice {
        kind: AdviceKind::PlanFit,
        title: format!("{} fits better than {}", other.name, current.name),
        text,
        saving: Some(saving),
        change_for_business: saving.change_for_business(),
        confidence,
        evidence: evidence.collect(),
        urgency: if confidence == Confidence::High {
            Urgency::Now
        } else {
            Urgency::Next
        },
        change: PreparedChange::ChangePlan {
            plan_id: other.plan_id.clone(),
        },
        breaks_if: "Use changes from what it was in these months.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing::ids::PlanId;
    use billing::money::{Currency, Rounding};
    use billing::pricing::{PerUnit, PriceModel, PriceTerms, price};
    use chrono::NaiveDate;
    use rust_decimal::Decimal;
    use std::collections::BTreeMap;

    fn months(calls: &[i64]) -> Vec<MonthOfUse> {
        let month = |(at, calls): (u32, &i64)| MonthOfUse {
            on: NaiveDate::from_ymd_opt(2026, at, 1).unwrap(),
            quantities: BTreeMap::from([("calls".to_owned(), Decimal::from(*calls))]),
        };
        (1..).zip(calls).map(month).collect()
    }

    /// A base in cents, units included, and 0.02 for each further one, by the real engine.
    fn rate(base: i64, included: i64) -> impl Fn(&MonthOfUse) -> Option<Money> {
        move |month| {
            let terms = PriceTerms {
                currency: Currency::EUR,
                model: PriceModel::PerUnit(PerUnit {
                    unit_amount: Decimal::new(2, 2),
                }),
                included: Decimal::from(included),
                commitment: Decimal::ZERO,
                rounding: Rounding::HalfUp,
            };
            let overage = price(month.of("calls"), &terms).ok()?.amount;
            Money::new(base, Currency::EUR).try_add(overage).ok()
        }
    }

    fn offer<'a>(
        number: u32,
        name: &str,
        rate: &'a dyn Fn(&MonthOfUse) -> Option<Money>,
    ) -> Offer<'a> {
        Offer {
            plan_id: PlanId::parse(&format!("{}{number:0>26}", PlanId::PREFIX)).unwrap(),
            name: name.to_owned(),
            hard_limits: BTreeMap::new(),
            rate,
        }
    }

    #[test]
    fn the_larger_plan_wins_where_overage_costs_more_than_its_base() {
        let (small, large) = (rate(1900, 1000), rate(4900, 5000));
        let (small, large) = (offer(1, "Starter", &small), offer(2, "Team", &large));
        // 3000, 3500, 1500: Starter 19 + 40, 19 + 50, 19 + 10 = 59, 69, 29; Team 49 each:
        // saves 10, 20 and −20, 3.33 in the mean
        let used = months(&[3000, 3500, 1500]);
        let told = plan_fit(&small, std::slice::from_ref(&large), &used).unwrap();
        let saving = told.saving.unwrap();
        assert_eq!(saving.expected, Money::new(333, Currency::EUR));
        assert_eq!((saving.months_saving, saving.months), (2, 3));
        assert_eq!(told.confidence, Confidence::Low);
        assert_eq!(told.evidence[0].now, "59.00 EUR");
        assert_eq!(told.evidence[0].then, "49.00 EUR");
        assert!(
            told.text.contains("not have saved in 1 of them"),
            "{}",
            told.text
        );
        assert_eq!(
            told.change_for_business,
            Some(Money::new(-333, Currency::EUR))
        );
    }

    #[test]
    fn what_saves_nothing_or_would_not_have_fitted_is_no_advice() {
        let (small, large, tight) = (rate(1900, 1000), rate(4900, 5000), rate(100, 1000));
        let (small, large) = (offer(1, "Starter", &small), offer(2, "Team", &large));
        assert_eq!(plan_fit(&small, &[large], &months(&[900, 900, 900])), None);
        let mut tight = offer(3, "Tiny", &tight);
        tight
            .hard_limits
            .insert("calls".to_owned(), Decimal::from(800));
        assert_eq!(plan_fit(&small, &[tight], &months(&[900, 700, 700])), None);
        assert_eq!(plan_fit(&small, &[], &months(&[900, 900])), None);
    }
}
