//! What a change saves in a month, from months re-rated: the mean, its interval, how sure it is.

use billing::money::{Money, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::statistic::{float, from_decimal, student_quantile, to_decimal, variance};

/// So many months are a habit.
const HABIT: usize = 6;

/// How sure a piece of advice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It held in most months.
    Low,
    /// It held in four of five months.
    Medium,
    /// It held in every one of six months or more.
    High,
}

impl Confidence {
    /// From the months in which it held.
    #[must_use]
    pub const fn of(held: usize, months: usize) -> Self {
        if held == months && months >= HABIT {
            Self::High
        } else if held * 5 >= months * 4 {
            Self::Medium
        } else {
            Self::Low
        }
    }
}

/// What the customer saves in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saving {
    /// The mean of the months, rounded once, half away from zero.
    pub expected: Money,
    /// The lower end of the mean's 80 % interval.
    pub lower: Money,
    /// Its upper end.
    pub upper: Money,
    /// In how many months it would have saved.
    pub months_saving: usize,
    /// Of how many.
    pub months: usize,
}

impl Saving {
    /// From what each month costs now and would have cost; none without a month, or where the
    /// amounts are not of one currency.
    #[must_use]
    pub fn of(now_then: &[(Money, Money)]) -> Option<Self> {
        let currency = now_then.first()?.0.currency();
        let saved: Option<Vec<Money>> = now_then
            .iter()
            .map(|(now, then)| now.try_sub(*then).ok())
            .collect();
        let saved = saved?;
        let sum = Money::try_sum(saved.iter().copied(), currency).ok()?;
        let mean = sum.to_decimal().checked_div(Decimal::from(saved.len()))?;
        let floats: Vec<f64> = saved
            .iter()
            .map(|one| from_decimal(one.to_decimal()))
            .collect();
        let reach = to_decimal(reach(&floats));
        let money = |value: Decimal| Money::from_decimal(value, currency, Rounding::HalfUp).ok();
        Some(Self {
            expected: money(mean)?,
            lower: money(mean.checked_sub(reach)?)?,
            upper: money(mean.checked_add(reach)?)?,
            months_saving: saved.iter().filter(|one| one.is_positive()).count(),
            months: saved.len(),
        })
    }

    /// How sure it is.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        Confidence::of(self.months_saving, self.months)
    }

    /// What the business gains in a month: the customer's saving is its loss.
    #[must_use]
    pub fn change_for_business(&self) -> Option<Money> {
        self.expected.try_neg().ok()
    }
}

/// Half the width of the mean's 80 % interval, by Student's t.
fn reach(values: &[f64]) -> f64 {
    let count = float(values.len());
    if count < 2.0 {
        return 0.0;
    }
    student_quantile(0.9, count - 1.0) * (variance(values) / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing::money::Currency;

    #[test]
    fn the_mean_its_interval_and_how_often() {
        let eur = |minor| Money::new(minor, Currency::EUR);
        // saves 10, 12, −1 and 3: mean 6; variance (16 + 36 + 49 + 9) / 3 = 36.67, of the mean
        // 9.17, its root 3.03; t of 3 degrees at 90 % is 1.638: ± 4.96
        let months = [
            (eur(3000), eur(2000)),
            (eur(3200), eur(2000)),
            (eur(1900), eur(2000)),
            (eur(2300), eur(2000)),
        ];
        let saving = Saving::of(&months).unwrap();
        assert_eq!(saving.expected, eur(600));
        assert!((saving.lower.minor() - 104).abs() <= 5, "{saving:?}");
        assert!((saving.upper.minor() - 1096).abs() <= 5, "{saving:?}");
        assert_eq!((saving.months_saving, saving.months), (3, 4));
        assert_eq!(saving.confidence(), Confidence::Low);
        assert_eq!(saving.change_for_business(), Some(eur(-600)));
        assert_eq!(Confidence::of(6, 6), Confidence::High);
        assert_eq!(Confidence::of(4, 4), Confidence::Medium);
    }
}
