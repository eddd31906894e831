//! Demand that is mostly zero: how much when something happens, times how often it happens.
//!
//! Syntetos and Boylan (2005) correct Croston's bias; Teunter, Syntetos and Babai (2011) let a
//! meter that died fall towards zero.

/// The weight of a new size or interval; the usual small one, since demands are few.
const WEIGHT: f64 = 0.1;

/// More than half of them being zero.
pub(super) fn is_intermittent(values: &[f64]) -> bool {
    let zeros = values.iter().filter(|value| **value == 0.0).count();
    zeros * 2 > values.len()
}

/// The level of every next value: the mean of both methods.
pub(super) fn level(values: &[f64]) -> f64 {
    f64::midpoint(syntetos_boylan(values), teunter(values))
}

fn syntetos_boylan(values: &[f64]) -> f64 {
    let (mut size, mut interval, mut since) = (None, 1.0, 0.0);
    for value in values {
        since += 1.0;
        if *value == 0.0 {
            continue;
        }
        if let Some(before) = size {
            size = Some(before + WEIGHT * (value - before));
            interval += WEIGHT * (since - interval);
        } else {
            size = Some(*value);
            interval = since;
        }
        since = 0.0;
    }
    size.map_or(0.0, |size| (1.0 - WEIGHT / 2.0) * size / interval)
}

fn teunter(values: &[f64]) -> f64 {
    let happened: Vec<f64> = values
        .iter()
        .copied()
        .filter(|value| *value != 0.0)
        .collect();
    let mut size = crate::statistic::mean(&happened);
    let mut chance = if values.is_empty() {
        0.0
    } else {
        crate::statistic::float(happened.len()) / crate::statistic::float(values.len())
    };
    for value in values {
        let happens = f64::from(u8::from(*value != 0.0));
        chance += WEIGHT * (happens - chance);
        if *value != 0.0 {
            size += WEIGHT * (value - size);
        }
    }
    size * chance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demand_of_six_every_third_time_is_about_two() {
        let values: Vec<f64> = [0.0, 0.0, 6.0].repeat(10);
        assert!(is_intermittent(&values));
        // 6 / 3 × 0.95
        assert!((syntetos_boylan(&values) - 1.9).abs() < 1e-9);
        assert!((level(&values) - 2.0).abs() < 0.3);
    }

    #[test]
    fn a_meter_that_died_falls_towards_zero() {
        let mut values: Vec<f64> = [0.0, 0.0, 6.0].repeat(5);
        values.extend([0.0; 40]);
        // after 40 zeros the chance is multiplied by 0.9^40 = 0.015
        assert!(teunter(&values) < 0.05);
        assert!(!is_intermittent(&[1.0, 0.0]));
        assert!(level(&[0.0, 0.0]) == 0.0);
    }
}
