//! The catalog: products, plans and their versions, prices, coupons and entitlements.

mod check;
mod choose;
mod coupon;
mod customize;
mod difference;
mod entitlement;
mod plan;
mod plan_book;
mod price;
mod product;
mod redeem;
mod words;

pub use check::{PlanError, check_version};
pub use choose::{offers, prices_for};
pub use coupon::{Coupon, CouponDuration};
pub use customize::{Override, customize};
pub use difference::{Difference, difference};
pub use entitlement::{Enforcement, Entitlement, Grant};
pub use plan::{Plan, PlanKind, PlanVersion, ProrationBehavior};
pub use plan_book::{BookedPlan, PlanBook};
pub use price::{Price, PriceKind, Recurrence, Timing};
pub use product::{Product, SupplyKind};
pub use redeem::{CouponError, redeem};
pub use words::{amount_words, counted, full_price_words, grant_words, setting_words};
