//! The catalog: products, plans and their versions, prices, coupons and entitlements.

mod coupon;
mod entitlement;
mod plan;
mod plan_book;
mod price;
mod product;

pub use coupon::{Coupon, CouponDuration};
pub use entitlement::{Entitlement, Grant};
pub use plan::{Plan, PlanKind, PlanVersion, ProrationBehavior};
pub use plan_book::{BookedPlan, PlanBook};
pub use price::{Price, PriceKind, Recurrence, Timing};
pub use product::{Product, SupplyKind};
