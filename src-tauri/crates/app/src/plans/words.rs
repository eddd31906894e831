//! Prices in short words for lists, cards and comparisons: "29.00 USD a month".

use billing::catalog::{PlanVersion, Price, PriceKind, amount_words, counted};
use billing::money::Currency;
use billing::pricing::{Percentage, PriceModel, Tier};

use crate::dto::words::figure;

/// A price in full: "29.00 USD a month", "0.02 USD per request beyond 100 a month".
pub(crate) fn price_words(price: &Price) -> String {
    let amount = model_words(price);
    let beyond = if price.included.is_zero() {
        String::new()
    } else {
        format!(" beyond {}", figure(price.included))
    };
    let when = match price.kind {
        PriceKind::Recurring | PriceKind::Metered { .. } => price.recurrence.each(),
        PriceKind::Setup => "once".to_owned(),
    };
    let least = if price.commitment.is_zero() {
        String::new()
    } else {
        format!(
            ", at least {}",
            amount_words(price.commitment, price.currency)
        )
    };
    format!("{amount}{beyond} {when}{least}")
}

/// The price of what is beyond the included units: "0.02 USD per request over".
pub(crate) fn over_words(price: &Price) -> String {
    format!("{} over", model_words(price))
}

fn model_words(price: &Price) -> String {
    let currency = price.currency;
    let unit = match price.unit.as_str() {
        "" => "unit",
        unit => unit,
    };
    match &price.model {
        PriceModel::Flat(flat) => amount_words(flat.amount, currency),
        PriceModel::PerUnit(per_unit) => {
            format!(
                "{} per {unit}",
                amount_words(per_unit.unit_amount, currency)
            )
        }
        PriceModel::Package(package) => format!(
            "{} per {}",
            amount_words(package.amount, currency),
            counted(package.size, unit)
        ),
        PriceModel::TieredGraduated(graduated) => tiers_words(&graduated.tiers, unit, currency),
        PriceModel::TieredVolume(volume) => tiers_words(&volume.tiers, unit, currency),
        PriceModel::Percentage(percentage) => percentage_words(percentage, currency),
        PriceModel::GraduatedPercentage(graduated) => {
            let first = graduated.tiers.first().map(|tier| tier.rate_pct);
            format!("{} %, in tiers", figure(first.unwrap_or_default()))
        }
    }
}

fn tiers_words(tiers: &[Tier], unit: &str, currency: Currency) -> String {
    let first = tiers.first().copied().unwrap_or_default();
    let flat = if first.flat_amount.is_zero() {
        String::new()
    } else {
        format!(" and {}", amount_words(first.flat_amount, currency))
    };
    format!(
        "{} per {unit}{flat}, in tiers",
        amount_words(first.unit_amount, currency)
    )
}

fn percentage_words(percentage: &Percentage, currency: Currency) -> String {
    let rate = format!("{} %", figure(percentage.rate_pct));
    if percentage.fixed.is_zero() {
        return rate;
    }
    format!(
        "{rate} and {} an event",
        amount_words(percentage.fixed, currency)
    )
}

/// What the plan itself costs: its first recurring charge in each currency and interval.
pub(crate) fn base_prices(version: &PlanVersion) -> Vec<&Price> {
    let recurring = |price: &&Price| price.kind == PriceKind::Recurring;
    let Some(first) = version.prices.iter().find(recurring) else {
        return Vec::new();
    };
    let of_key = |price: &&Price| recurring(price) && price.key == first.key;
    version.prices.iter().filter(of_key).collect()
}

/// What the plan costs, in words for each currency and interval, this currency first.
pub(crate) fn base_words(version: &PlanVersion, first: Currency) -> Vec<String> {
    let mut prices = base_prices(version);
    prices.sort_by_key(|price| price.currency != first);
    prices.into_iter().map(price_words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use billing::calendar::Interval;
    use billing::catalog::{Recurrence, Timing};
    use billing::pricing::{Flat, Package, PackageRounding, PerUnit};
    use rust_decimal::Decimal;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    fn price(model: PriceModel, kind: PriceKind, included: &str) -> Price {
        Price {
            key: "x".into(),
            name: "X".into(),
            unit: "request".into(),
            currency: Currency::USD,
            recurrence: Recurrence {
                interval: Interval::Month,
                count: 1,
            },
            kind,
            model,
            included: decimal(included),
            commitment: Decimal::ZERO,
            timing: Timing::Advance,
            prorates: true,
        }
    }

    #[test]
    fn prices_read_as_people_say_them() {
        let metered = || PriceKind::Metered {
            meter: "requests".into(),
        };
        let flat = PriceModel::Flat(Flat {
            amount: decimal("29"),
        });
        let unit = PriceModel::PerUnit(PerUnit {
            unit_amount: decimal("0.020"),
        });
        let blocks = PriceModel::Package(Package {
            size: decimal("100"),
            amount: decimal("2"),
            round: PackageRounding::Up,
        });
        let table = [
            (flat.clone(), PriceKind::Recurring, "0", "29.00 USD a month"),
            (flat, PriceKind::Setup, "0", "29.00 USD once"),
            (
                unit.clone(),
                metered(),
                "100",
                "0.02 USD per request beyond 100 a month",
            ),
            (
                unit,
                PriceKind::Recurring,
                "0",
                "0.02 USD per request a month",
            ),
            (blocks, metered(), "0", "2.00 USD per 100 requests a month"),
        ];
        for (model, kind, included, words) in table {
            assert_eq!(price_words(&price(model, kind, included)), words);
        }
    }

    #[test]
    fn amounts_have_the_digits_of_their_currency_or_more() {
        assert_eq!(amount_words(decimal("4500"), Currency::JPY), "4500 JPY");
        assert_eq!(amount_words(decimal("1.5"), Currency::JPY), "1.5 JPY");
        assert_eq!(amount_words(decimal("0.005"), Currency::USD), "0.005 USD");
        assert_eq!(amount_words(decimal("100"), Currency::USD), "100.00 USD");
    }
}
