//! Statistics of plain lists: means, spreads, quantiles; what every other part is made of.

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// Digits that a written figure keeps: a forecast is not surer than that.
const DIGITS: u32 = 9;

/// A count as a float; exact below 2^53.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}

/// A decimal as a float, the nearest one.
#[allow(clippy::disallowed_methods, reason = "statistics, not an amount")]
pub(crate) fn from_decimal(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

/// A float as a decimal of nine digits; the largest where it is larger, zero where it is no number.
#[allow(clippy::disallowed_methods, reason = "statistics, not an amount")]
pub(crate) fn to_decimal(value: f64) -> Decimal {
    let beyond = if value > 1.0 {
        Decimal::MAX
    } else if value < -1.0 {
        Decimal::MIN
    } else {
        Decimal::ZERO
    };
    let Some(decimal) = Decimal::from_f64(value) else {
        return beyond;
    };
    decimal.round_sf(DIGITS).unwrap_or(decimal).normalize()
}

/// The sum of decimals; the largest decimal where it is larger.
pub(crate) fn sum(values: impl Iterator<Item = Decimal>) -> Decimal {
    values.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// A part of a whole in percent, to one decimal; none where the whole is zero.
pub(crate) fn percent_of(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let share = part.checked_div(whole)?;
    let percent = share.saturating_mul(Decimal::ONE_HUNDRED);
    Some(percent.round_dp(1).normalize())
}

pub(crate) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    values.iter().sum::<f64>() / float(values.len())
}

/// The variance of a sample (divided by n − 1); zero below two values.
pub(crate) fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    squares / float(values.len() - 1)
}

/// The value below which the share `p` of them lies, between neighbours by their distance.
pub(crate) fn quantile(values: &[f64], p: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile_of_sorted(&sorted, p)
}

pub(crate) fn quantile_of_sorted(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return 0.0;
    };
    let place = p.clamp(0.0, 1.0) * float(last);
    let below = whole(place.floor()).min(last);
    let above = (below + 1).min(last);
    let share = place - float(below);
    sorted[below] + share * (sorted[above] - sorted[below])
}

/// A whole float that is zero or more as a count.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn whole(value: f64) -> usize {
    value.max(0.0) as usize
}

pub(crate) fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The median distance from the median, times 1.4826: of normal values the standard deviation.
pub(crate) fn spread(values: &[f64]) -> f64 {
    let middle = median(values);
    let distances: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
    1.4826 * median(&distances)
}

/// The mean distance of values from those `lag` before them; none where there are no such pairs.
pub(crate) fn lagged_error(values: &[f64], lag: usize) -> Option<f64> {
    let distances: Vec<f64> = values
        .iter()
        .zip(values.get(lag..)?)
        .map(|(before, after)| (after - before).abs())
        .collect();
    (!distances.is_empty()).then(|| mean(&distances))
}

/// The slope and the height at place 0 of the line with the least squares through values.
pub(crate) fn line(values: &[f64]) -> (f64, f64) {
    let middle = (float(values.len()) - 1.0) / 2.0;
    let height = mean(values);
    let (mut along, mut across) = (0.0, 0.0);
    for (at, value) in values.iter().enumerate() {
        let from_middle = float(at) - middle;
        along += from_middle * (value - height);
        across += from_middle * from_middle;
    }
    let slope = if across > 0.0 { along / across } else { 0.0 };
    (slope, height - slope * middle)
}

/// The normal quantile (Acklam's rational approximation; error below 1.2e-9).
pub(crate) fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -39.696_830_286_653_76,
        220.946_098_424_520_5,
        -275.928_510_446_968_7,
        138.357_751_867_269,
        -30.664_798_066_147_16,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -54.476_098_798_224_06,
        161.585_836_858_040_9,
        -155.698_979_859_886_6,
        66.801_311_887_719_72,
        -13.280_681_552_885_72,
    ];
    const C: [f64; 6] = [
        -0.007_784_894_002_430_293,
        -0.322_396_458_041_136_5,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] = [
        0.007_784_695_709_041_462,
        0.322_467_129_070_039_8,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
    ];
    let p = p.clamp(1e-12, 1.0 - 1e-12);
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    if p < 0.024_25 {
        let q = (-2.0 * p.ln()).sqrt();
        return horner(&C, q) / (horner(&D, q) * q + 1.0);
    }
    let q = p - 0.5;
    let r = q * q;
    horner(&A, r) * q / (horner(&B, r) * r + 1.0)
}

fn horner(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, next| sum * x + next)
}

/// The quantile of Student's t by Cornish and Fisher's expansion; good to 1 % from 4 degrees on
/// between the 0.5th and the 99.5th percentile.
pub(crate) fn student_quantile(p: f64, degrees: f64) -> f64 {
    let z = normal_quantile(p);
    let (z3, z5, z7) = (z.powi(3), z.powi(5), z.powi(7));
    z + (z3 + z) / (4.0 * degrees)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * degrees.powi(2))
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * degrees.powi(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: f64, other: f64, by: f64) {
        assert!((one - other).abs() <= by, "{one} is not {other}");
    }

    #[test]
    fn quantiles_lie_between_neighbours() {
        // 1 2 3 4: the middle lies half way between 2 and 3; a quarter of 3 steps is 0.75
        near(median(&[4.0, 1.0, 3.0, 2.0]), 2.5, 0.0);
        near(quantile(&[1.0, 2.0, 3.0, 4.0], 0.25), 1.75, 1e-12);
        near(quantile(&[], 0.5), 0.0, 0.0);
    }

    #[test]
    fn quantiles_of_distributions_are_those_of_the_tables() {
        near(normal_quantile(0.975), 1.959_964, 1e-6);
        near(normal_quantile(0.9), 1.281_552, 1e-6);
        near(normal_quantile(0.001), -3.090_232, 1e-6);
        // Student's table: 5 degrees, 97.5 %: 2.571; 6 degrees, 90 %: 1.440
        near(student_quantile(0.975, 5.0), 2.571, 0.02);
        near(student_quantile(0.9, 6.0), 1.440, 0.01);
    }

    #[test]
    fn a_line_through_points_on_a_line_is_that_line() {
        let (slope, height) = line(&[3.0, 5.0, 7.0, 9.0]);
        near(slope, 2.0, 1e-12);
        near(height, 3.0, 1e-12);
    }

    #[test]
    fn decimals_keep_nine_digits() {
        assert_eq!(to_decimal(1_234.567_891_23).to_string(), "1234.56789");
        assert_eq!(to_decimal(0.1 + 0.2).to_string(), "0.3");
        assert_eq!(to_decimal(f64::NAN).to_string(), "0");
        assert_eq!(to_decimal(1e40), Decimal::MAX);
        assert_eq!(to_decimal(f64::NEG_INFINITY), Decimal::MIN);
        assert_eq!(to_decimal(1e-40), Decimal::ZERO);
        let twice = [Decimal::MAX, Decimal::MAX].into_iter();
        assert_eq!(sum(twice), Decimal::MAX);
        near(from_decimal("12.5".parse().unwrap()), 12.5, 0.0);
    }
}
