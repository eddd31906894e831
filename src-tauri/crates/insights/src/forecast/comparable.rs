//! A forecast without a history: what comparable customers did in their first steps, named as it.

use billing::invoice::Explanation;
use rust_decimal::Decimal;

use super::pool::Member;
use super::prediction::{Forecast, Interval};
use super::series::Series;
use crate::statistic::{from_decimal, mean, quantile, to_decimal};

/// Fewer customers are an anecdote.
const FEWEST: usize = 5;

/// The first steps of a customer who has none yet, from those of comparable customers, each from
/// its own beginning. Steps that fewer than five reached are not told; none where that is all.
#[must_use]
pub fn from_comparable(
    histories: &[Series],
    horizon: usize,
    levels: &[Decimal],
) -> Option<Forecast> {
    let at = |step: usize| -> Vec<f64> {
        let reached = histories.iter().filter_map(|one| one.values().get(step));
        reached.copied().map(from_decimal).collect()
    };
    let steps: Vec<Vec<f64>> = (0..horizon)
        .map(at)
        .take_while(|values| values.len() >= FEWEST)
        .collect();
    if steps.is_empty() {
        return None;
    }
    let ends = |share: f64| -> Vec<Decimal> {
        let of_step = |values: &Vec<f64>| to_decimal(quantile(values, share));
        steps.iter().map(of_step).collect()
    };
    let interval = |level: &Decimal| {
        let share = from_decimal(*level) / 200.0;
        Interval {
            level: *level,
            lower: ends(0.5 - share),
            upper: ends(0.5 + share),
        }
    };
    let mut explanation = Explanation::new();
    explanation.step("Values used", "none of its own");
    explanation.step("Comparable customers", histories.len());
    Some(Forecast {
        mean: steps
            .iter()
            .map(|values| to_decimal(mean(values)))
            .collect(),
        intervals: levels.iter().map(interval).collect(),
        members: vec![Member::Comparable],
        points: 0,
        backtest: None,
        explanation,
    })
}

#[cfg(test)]
mod tests {
    use super::super::series::Frequency;
    use super::*;

    #[test]
    fn the_first_steps_of_others_stand_in() {
        // 10, 20, … 50 at first: 30 in the mean; half of them lie between 20 and 40
        let others: Vec<Series> = (1..=5)
            .map(|one| {
                let values = [10 * one, 20 * one, 30 * one].map(Decimal::from).to_vec();
                Series::try_new(Frequency::Month, values).unwrap()
            })
            .collect();
        let told = from_comparable(&others, 6, &[Decimal::from(50)]).unwrap();
        assert_eq!(told.mean, [30, 60, 90].map(Decimal::from));
        assert_eq!(told.intervals[0].lower[0], Decimal::from(20));
        assert_eq!(told.intervals[0].upper[0], Decimal::from(40));
        assert_eq!(told.method(), "first steps of comparable customers");
        assert_eq!(from_comparable(&others[..4], 6, &[]), None);
    }
}
