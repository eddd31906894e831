//! What holds for any price: tiers add up unit by unit, volume picks one, more never costs less.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::money::{Currency, Rounding};

fn terms(model: PriceModel) -> PriceTerms {
    PriceTerms {
        currency: Currency::USD,
        model,
        included: Decimal::ZERO,
        commitment: Decimal::ZERO,
        rounding: Rounding::HalfUp,
    }
}

/// Tiers of 1 to 20 units each, the last open; amounts in hundredths of a cent and in cents.
fn tiers() -> impl Strategy<Value = Vec<Tier>> {
    prop::collection::vec((1_i64..20, 0_i64..100_000, 0_i64..500), 1..6).prop_map(|rows| {
        let (last, mut bound) = (rows.len() - 1, 0);
        let rows = rows.into_iter().enumerate();
        rows.map(|(at, (width, unit, flat))| {
            bound += width;
            Tier {
                up_to: (at < last).then(|| Decimal::from(bound)),
                unit_amount: Decimal::new(unit, 4),
                flat_amount: Decimal::new(flat, 2),
            }
        })
        .collect()
    })
}

/// The place of the tier that a unit is in, found by walking.
fn place(tiers: &[Tier], unit: Decimal) -> usize {
    let mut at = 0;
    while tiers[at].up_to.is_some_and(|up_to| unit > up_to) {
        at += 1;
    }
    at
}

fn exact(quantity: Decimal, model: PriceModel) -> Decimal {
    price(quantity, &terms(model)).unwrap().exact
}

fn graduated(tiers: &[Tier]) -> PriceModel {
    let tiers = tiers.to_vec();
    let zero_usage = ZeroUsage::FirstFlat;
    PriceModel::TieredGraduated(TieredGraduated { tiers, zero_usage })
}

fn volume(tiers: &[Tier]) -> PriceModel {
    let tiers = tiers.to_vec();
    let zero_usage = ZeroUsage::FirstFlat;
    PriceModel::TieredVolume(TieredVolume { tiers, zero_usage })
}

proptest! {
    #[test]
    fn graduated_is_the_sum_unit_by_unit(tiers in tiers(), quantity in 1_i64..120) {
        let mut expected = Decimal::ZERO;
        let mut reached = 0;
        for unit in 1..=quantity {
            let at = place(&tiers, Decimal::from(unit));
            expected += tiers[at].unit_amount;
            reached = at;
        }
        expected += tiers[..=reached].iter().map(|tier| tier.flat_amount).sum::<Decimal>();
        prop_assert_eq!(exact(Decimal::from(quantity), graduated(&tiers)), expected);
    }

    #[test]
    fn volume_is_one_tier_for_all(tiers in tiers(), hundredths in 1_i64..12_000) {
        let quantity = Decimal::new(hundredths, 2);
        let tier = &tiers[place(&tiers, quantity)];
        let expected = quantity * tier.unit_amount + tier.flat_amount;
        prop_assert_eq!(exact(quantity, volume(&tiers)), expected);
    }

    #[test]
    fn more_units_never_cost_less_by_graduated_tiers_or_packages(
        tiers in tiers(), size in 1_i64..50, less in 0_i64..9_000, more in 0_i64..3_000,
    ) {
        let fewer = Decimal::new(less, 2);
        let greater = Decimal::new(less + more, 2);
        prop_assert!(exact(fewer, graduated(&tiers)) <= exact(greater, graduated(&tiers)));
        for round in [PackageRounding::Up, PackageRounding::Down] {
            let size = Decimal::from(size);
            let model = PriceModel::Package(Package { size, amount: Decimal::ONE, round });
            prop_assert!(exact(fewer, model.clone()) <= exact(greater, model));
        }
    }

    #[test]
    fn a_free_amount_frees_exactly_itself(
        cents in prop::collection::vec(0_i64..100_000, 0..12), free in 1_i64..300_000,
    ) {
        let amounts: Vec<Decimal> = cents.iter().map(|c| Decimal::new(*c, 2)).collect();
        let (rate_pct, free_amount) = (Decimal::from(10), Decimal::new(free, 2));
        let model = Percentage { rate_pct, free_amount, ..Percentage::default() };
        let priced = price_events(&amounts, &terms(PriceModel::Percentage(model))).unwrap();
        let above = (amounts.iter().sum::<Decimal>() - free_amount).max(Decimal::ZERO);
        prop_assert_eq!(priced.exact, above / Decimal::TEN);
    }

    #[test]
    fn what_is_billed_is_the_exact_price_rounded_and_at_least_the_commitment(
        units in 0_i64..1_000_000, unit_amount in -50_i64..100_000, commitment in 0_i64..100_000,
    ) {
        let unit_amount = Decimal::new(unit_amount, 5);
        let committed = PriceTerms {
            commitment: Decimal::new(commitment, 2),
            ..terms(PriceModel::PerUnit(PerUnit { unit_amount }))
        };
        let priced = price(Decimal::new(units, 2), &committed).unwrap();
        let rounded = priced.amount.minor() - priced.true_up.minor();
        let off = (priced.exact * Decimal::ONE_HUNDRED - Decimal::from(rounded)).abs();
        prop_assert!(off <= Decimal::new(5, 1), "{} is {off} off", priced.exact);
        prop_assert_eq!(priced.amount.minor(), rounded.max(commitment));
    }
}
