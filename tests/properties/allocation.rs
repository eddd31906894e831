//! Splitting an amount: nothing appears, nothing is lost, no part is a whole unit off.

use billing::money::{Currency, Money, allocate};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::cases;
use crate::model::spread;

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn parts_sum_to_the_whole(
        minor in -1_000_000_000_i64..1_000_000_000,
        weights in prop::collection::vec((0_u32..1_000_000, 0_u32..4), 1..40),
    ) {
        let weights: Vec<Decimal> =
            weights.into_iter().map(|(n, scale)| Decimal::new(i64::from(n), scale)).collect();
        prop_assume!(weights.iter().any(|weight| !weight.is_zero()));
        let parts = allocate(euros(minor), &weights).unwrap();
        prop_assert_eq!(parts.iter().map(|part| part.minor()).sum::<i64>(), minor);
        let sum: Decimal = weights.iter().sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let exact = Decimal::from(minor) * weight / sum;
            let off = (Decimal::from(part.minor()) - exact).abs();
            prop_assert!(off < Decimal::ONE, "{part} is {off} from its share");
            prop_assert!(!weight.is_zero() || part.is_zero(), "a weight of zero got {part}");
        }
    }

    #[test]
    fn it_is_the_naive_largest_remainder(
        minor in 0_i64..100_000_000,
        weights in prop::collection::vec(0_i64..1_000_000, 1..30),
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let decimals: Vec<Decimal> = weights.iter().copied().map(Decimal::from).collect();
        let parts = allocate(euros(minor), &decimals).unwrap();
        let minors: Vec<i64> = parts.iter().map(|part| part.minor()).collect();
        prop_assert_eq!(minors, spread(minor, &weights));
    }
}
