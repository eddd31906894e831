//! A coupon as the person sees and edits it.

use billing::catalog::{Coupon, CouponDuration};
use billing::invoice::Discount;
use chrono::NaiveDate;

use crate::dto::catalog::CouponDto;

/// `today` decides whether it is expired.
pub fn to_dto(coupon: Coupon, today: NaiveDate) -> CouponDto {
    let status = status(&coupon, today).to_owned();
    let (percent, amount) = match coupon.off {
        Discount::Percent(percent) => (percent.to_string(), String::new()),
        Discount::Amount(amount) => (String::new(), amount.to_string()),
    };
    let (duration, periods) = match coupon.duration {
        CouponDuration::Once => ("once", 0),
        CouponDuration::Periods { count } => ("periods", count),
        CouponDuration::Forever => ("forever", 0),
    };
    CouponDto {
        id: coupon.id.to_string(),
        code: coupon.code,
        name: coupon.name,
        percent,
        amount,
        currency: coupon.currency.map(|currency| currency.code().to_owned()),
        duration: duration.to_owned(),
        periods,
        product_ids: coupon.products.iter().map(ToString::to_string).collect(),
        max_redemptions: coupon.max_redemptions,
        expires_on: coupon.expires_on.map(|on| on.to_string()),
        redemptions: coupon.redemptions,
        archived: coupon.archived_at.is_some(),
        status,
    }
}

/// Why it cannot be redeemed, or that it can.
fn status(coupon: &Coupon, today: NaiveDate) -> &'static str {
    if coupon.archived_at.is_some() {
        "archived"
    } else if coupon.expires_on.is_some_and(|on| on < today) {
        "expired"
    } else if coupon
        .max_redemptions
        .is_some_and(|most| coupon.redemptions >= most)
    {
        "used_up"
    } else {
        "active"
    }
}
