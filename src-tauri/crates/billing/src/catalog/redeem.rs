//! Redeeming a coupon: whether it can be, and what a subscription then has.

use chrono::NaiveDate;

use super::coupon::Coupon;
use super::product::Product;
use crate::invoice::Discount;
use crate::money::Currency;
use crate::subscription::AppliedCoupon;

/// Why a coupon cannot be redeemed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CouponError {
    /// It was put away.
    #[error("coupon {code} is archived; choose another")]
    Archived {
        /// What was typed.
        code: String,
    },
    /// Its last day is over.
    #[error("coupon {code} could be redeemed until {expires_on}; choose another")]
    Expired {
        /// What was typed.
        code: String,
        /// The last day.
        expires_on: NaiveDate,
    },
    /// It was redeemed as often as it can be.
    #[error("coupon {code} was redeemed {max} times, which is as often as it can be")]
    UsedUp {
        /// What was typed.
        code: String,
        /// How often it can be.
        max: u32,
    },
    /// It takes off an amount in another currency.
    #[error("coupon {code} is for amounts in {coupon}, not in {currency}")]
    OtherCurrency {
        /// What was typed.
        code: String,
        /// Its currency.
        coupon: Currency,
        /// Currency of the subscription.
        currency: Currency,
    },
    /// None of its products is here.
    #[error("coupon {code} is not for anything that this subscription has")]
    OtherProducts {
        /// What was typed.
        code: String,
    },
}

/// What a subscription in this currency has of a coupon on a day; `products` are all those that it
/// could be for. The caller counts the coupon as redeemed once more.
///
/// # Errors
/// [`CouponError`] where it cannot be redeemed.
pub fn redeem(
    coupon: &Coupon,
    currency: Currency,
    on: NaiveDate,
    products: &[Product],
) -> Result<AppliedCoupon, CouponError> {
    let code = || coupon.code.clone();
    if coupon.archived_at.is_some() {
        return Err(CouponError::Archived { code: code() });
    }
    if let Some(expires_on) = coupon.expires_on.filter(|last| *last < on) {
        let code = code();
        return Err(CouponError::Expired { code, expires_on });
    }
    if let Some(max) = coupon
        .max_redemptions
        .filter(|max| coupon.redemptions >= *max)
    {
        return Err(CouponError::UsedUp { code: code(), max });
    }
    check_currency(coupon, currency)?;
    let covered = products
        .iter()
        .filter(|product| coupon.products.contains(&product.id));
    let mut names: Vec<String> = covered.map(|product| product.name.clone()).collect();
    names.dedup();
    if names.is_empty() && !coupon.products.is_empty() {
        return Err(CouponError::OtherProducts { code: code() });
    }
    Ok(AppliedCoupon {
        coupon_id: coupon.id.clone(),
        name: coupon.name.clone(),
        off: coupon.off,
        duration: coupon.duration,
        products: names,
        used: 0,
        until: None,
    })
}

fn check_currency(coupon: &Coupon, currency: Currency) -> Result<(), CouponError> {
    let (Discount::Amount(_), Some(of_coupon)) = (coupon.off, coupon.currency) else {
        return Ok(());
    };
    if of_coupon == currency {
        return Ok(());
    }
    Err(CouponError::OtherCurrency {
        code: coupon.code.clone(),
        coupon: of_coupon,
        currency,
    })
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use ulid::Ulid;

    use super::super::coupon::CouponDuration;
    use super::super::product::SupplyKind;
    use super::*;
    use crate::ids::{CouponId, ProductId};

    fn product(n: u128, name: &str) -> Product {
        Product {
            id: ProductId::from_ulid(Ulid::from_parts(1, n)),
            name: name.into(),
            description: String::new(),
            supply: SupplyKind::DigitalService,
            tax_category: "standard".into(),
            created_at: "2026-11-20T09:00:00Z".parse().unwrap(),
            archived_at: None,
        }
    }

    fn coupon() -> Coupon {
        Coupon {
            id: CouponId::from_ulid(Ulid::from_parts(1, 1)),
            code: "WELCOME".into(),
            name: "Welcome".into(),
            off: Discount::Amount(Decimal::TEN),
            currency: Some(Currency::EUR),
            duration: CouponDuration::Once,
            products: vec![product(1, "Voice").id],
            max_redemptions: Some(2),
            redemptions: 1,
            expires_on: "2026-12-31".parse().ok(),
            created_at: "2026-11-20T09:00:00Z".parse().unwrap(),
            archived_at: None,
        }
    }

    fn refused(coupon: &Coupon, currency: Currency, name: u128, on: &str) -> String {
        let products = [product(name, "Voice")];
        let on = on.parse().unwrap();
        match redeem(coupon, currency, on, &products) {
            Ok(applied) => format!("{} for {}", applied.name, applied.products.join(", ")),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_coupon_is_redeemed_within_its_limits() {
        let (eur, usd) = (Currency::EUR, Currency::USD);
        let last_day = "2026-12-31";
        assert_eq!(refused(&coupon(), eur, 1, last_day), "Welcome for Voice");
        let late = "coupon WELCOME could be redeemed until 2026-12-31; choose another";
        assert_eq!(refused(&coupon(), eur, 1, "2027-01-01"), late);
        let other_currency = "coupon WELCOME is for amounts in EUR, not in USD";
        assert_eq!(refused(&coupon(), usd, 1, last_day), other_currency);
        let other = "coupon WELCOME is not for anything that this subscription has";
        assert_eq!(refused(&coupon(), eur, 2, last_day), other);
        let mut used_up = coupon();
        used_up.redemptions = 2;
        let often = "coupon WELCOME was redeemed 2 times, which is as often as it can be";
        assert_eq!(refused(&used_up, eur, 1, last_day), often);
        let mut archived = coupon();
        archived.archived_at = Some(archived.created_at);
        let put_away = "coupon WELCOME is archived; choose another";
        assert_eq!(refused(&archived, eur, 1, last_day), put_away);
    }
}
