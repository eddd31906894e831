//! Which methods speak about a series, by the length of its history; their mean is the answer.
//!
//! Choosing the method that did best on each series was tried and is worse than the fixed mean.

use super::decomposition::decompose;
use super::intermittent;
use super::season::Season;
use super::smoothing::{chosen, damped, simple};
use super::theta::theta;
use crate::statistic::float;
use serde::{Deserialize, Serialize};

/// A method that takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Member {
    /// Simple exponential smoothing.
    Smoothing,
    /// Line plus smoothing of the bent rest.
    Theta,
    /// Simple or damped smoothing, by information criterion.
    Automatic,
    /// Theta on values whose season was taken off by regression.
    SeasonalTheta,
    /// Damped trend on the same values.
    SeasonalDamped,
    /// Simple or damped smoothing on values whose season was taken off by decomposition.
    SeasonalStl,
    /// Size times chance, for what is mostly zero.
    Intermittent,
    /// The first steps of other customers, where there is no history.
    Comparable,
}

impl Member {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Smoothing => "simple smoothing",
            Self::Theta => "theta",
            Self::Automatic => "smoothing by AICc",
            Self::SeasonalTheta => "seasonal theta",
            Self::SeasonalDamped => "seasonal damped trend",
            Self::SeasonalStl => "STL with smoothing",
            Self::Intermittent => "intermittent demand (SBA, TSB)",
            Self::Comparable => "first steps of comparable customers",
        }
    }
}

/// Below it only a level is told.
const SHORT: usize = 8;

/// The methods for values of a season of `length`.
pub(super) fn members(values: &[f64], length: usize) -> Vec<Member> {
    members_with(values, length, Season::of(values, length).as_ref())
}

fn members_with(values: &[f64], length: usize, season: Option<&Season>) -> Vec<Member> {
    let n = values.len();
    // Nothing on four days of every week is no chance: the season tells it better.
    if intermittent::is_intermittent(values) && !season.is_some_and(Season::is_clear) {
        return vec![Member::Intermittent];
    }
    if n < SHORT {
        return vec![Member::Smoothing];
    }
    if n * 2 < length * 3 {
        return vec![Member::Theta, Member::Automatic];
    }
    if n < length * 2 {
        return vec![Member::SeasonalTheta];
    }
    vec![
        Member::SeasonalTheta,
        Member::SeasonalDamped,
        Member::SeasonalStl,
    ]
}

/// The next values: the mean of the members.
pub(super) fn path(values: &[f64], length: usize, horizon: usize) -> Vec<f64> {
    let season = Season::of(values, length);
    let members = members_with(values, length, season.as_ref());
    let mut sums = vec![0.0; horizon];
    for member in &members {
        let path = path_of(*member, values, season.as_ref(), (length, horizon));
        for (sum, value) in sums.iter_mut().zip(path) {
            *sum += value / float(members.len());
        }
    }
    sums
}

fn path_of(
    member: Member,
    values: &[f64],
    season: Option<&Season>,
    (length, horizon): (usize, usize),
) -> Vec<f64> {
    match member {
        Member::Smoothing | Member::Comparable => simple(values).path(horizon),
        Member::Theta => theta(values, horizon),
        Member::Automatic => chosen(values).path(horizon),
        Member::SeasonalTheta => seasonal(values, season, |flat| theta(flat, horizon)),
        Member::SeasonalDamped => seasonal(values, season, |flat| damped(flat).path(horizon)),
        Member::SeasonalStl => decompose(values, length, false).map_or_else(
            || chosen(values).path(horizon),
            |parts| parts.restore(&chosen(&parts.adjusted(values)).path(horizon), length),
        ),
        Member::Intermittent => vec![intermittent::level(values); horizon],
    }
}

/// Takes the season off, lets a method go on, puts the season back.
fn seasonal(
    values: &[f64],
    season: Option<&Season>,
    go_on: impl Fn(&[f64]) -> Vec<f64>,
) -> Vec<f64> {
    match season {
        None => go_on(values),
        Some(season) => season.restore(&go_on(&season.remove(values)), values.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_decides_who_speaks() {
        let long: Vec<f64> = (1..=60_u32).map(f64::from).collect();
        assert_eq!(members(&long[..5], 12), [Member::Smoothing]);
        assert_eq!(members(&long[..17], 12), [Member::Theta, Member::Automatic]);
        assert_eq!(members(&long[..20], 12), [Member::SeasonalTheta]);
        assert_eq!(members(&long, 12).len(), 3);
        let mut rare = vec![0.0; 40];
        rare.extend([3.0; 8]);
        assert_eq!(members(&rare, 12), [Member::Intermittent]);
        let three_days = [8.0, 9.0, 8.0, 0.0, 0.0, 0.0, 0.0].repeat(6);
        assert_eq!(members(&three_days, 7).len(), 3);
    }

    #[test]
    fn a_season_on_a_rise_goes_on() {
        let season = [0.6, 0.8, 1.0, 1.2, 1.4, 1.2, 1.0, 0.8, 1.0, 1.1, 0.9, 1.0];
        let values: Vec<f64> = (0..60_u32)
            .map(|at| (100.0 + f64::from(at)) * season[at as usize % 12])
            .collect();
        let path = path(&values, 12, 12);
        for (at, value) in path.iter().enumerate() {
            let wanted = (160.0 + float(at)) * season[at];
            assert!(
                (value / wanted - 1.0).abs() < 0.05,
                "{at}: {value}, {wanted}"
            );
        }
    }
}
