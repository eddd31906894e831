//! Coupons: what is taken off, for how long, on what, and how often.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CouponId, ProductId};
use crate::invoice::Discount;
use crate::money::Currency;

/// For how many periods a coupon counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CouponDuration {
    /// The next invoice.
    Once,
    /// So many billing periods.
    Periods {
        /// How many; 1 or more.
        count: u32,
    },
    /// As long as the subscription has it.
    Forever,
}

/// A coupon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coupon {
    /// Identity.
    pub id: CouponId,
    /// What is typed to redeem it.
    pub code: String,
    /// What invoices call it.
    pub name: String,
    /// What it takes off, before tax.
    pub off: Discount,
    /// Currency of an amount; none for a percentage.
    pub currency: Option<Currency>,
    /// For how long.
    pub duration: CouponDuration,
    /// Products that it is for; empty for all.
    pub products: Vec<ProductId>,
    /// How often it can be redeemed; none for any number.
    pub max_redemptions: Option<u32>,
    /// How often it was redeemed.
    pub redemptions: u32,
    /// The last day on which it can be redeemed; none for no end.
    pub expires_on: Option<NaiveDate>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was put away, where that is so.
    pub archived_at: Option<DateTime<Utc>>,
}
