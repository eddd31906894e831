//! The errors of subscriptions and coupons as a person meets them, each at the field it is about.

use billing::catalog::CouponError;
use billing::subscription::SubscriptionError;

use crate::error::AppError;
use crate::error_from_billing::sentence;

const SAFE: &str = "Nothing was changed.";

impl From<SubscriptionError> for AppError {
    fn from(error: SubscriptionError) -> Self {
        let (code, field) = match &error {
            SubscriptionError::Transition(_) | SubscriptionError::NotChangeable { .. } => {
                ("subscription_state_wrong", "change.kind")
            }
            SubscriptionError::NoPlan => ("plan_missing", "items.0.plan_id"),
            SubscriptionError::AddonFirst { .. } => ("addon_first", "items.0.plan_id"),
            SubscriptionError::SecondPlan { .. } => ("second_plan", "items.1.plan_id"),
            SubscriptionError::AlreadyHeld { .. } => ("item_already_held", "change.plan_id"),
            SubscriptionError::NotHeld { .. } => ("item_not_held", "change.plan_id"),
            SubscriptionError::UnknownPlan { .. } => ("plan_not_found", "change.plan_id"),
            SubscriptionError::NoPrice { .. } => ("price_missing", "recurrence"),
            SubscriptionError::Quantity { .. } => ("quantity_malformed", "change.quantity"),
            SubscriptionError::CouponTwice { .. } => ("coupon_twice", "change.coupon_code"),
            SubscriptionError::CouponNotHeld { .. } => ("coupon_not_held", "change.coupon_id"),
            SubscriptionError::DueFirst { .. } => ("billing_due_first", "on"),
            SubscriptionError::TooEarly { .. } => ("date_too_early", "on"),
            SubscriptionError::NotAhead { .. } => ("date_not_ahead", "on"),
            SubscriptionError::AfterTheEnd { .. } => ("subscription_ends_before", "on"),
            SubscriptionError::ChangesAfter { .. } => ("changes_after_the_end", "on"),
            SubscriptionError::NotPlanned { .. } => ("change_not_planned", "index"),
            SubscriptionError::Calendar(error) => return error.clone().into(),
            SubscriptionError::Price(_) => ("price_not_computable", "quantity"),
            SubscriptionError::Proration(_) => ("proration_not_computable", "on"),
            SubscriptionError::Allocation(error) => return error.clone().into(),
            SubscriptionError::Money(error) => return error.clone().into(),
            SubscriptionError::TooManySteps => ("too_much_at_once", "starts_on"),
        };
        Self::new(code, sentence(&error), SAFE).at(field)
    }
}

impl From<CouponError> for AppError {
    fn from(error: CouponError) -> Self {
        let code = match &error {
            CouponError::Archived { .. } => "coupon_archived",
            CouponError::Expired { .. } => "coupon_expired",
            CouponError::UsedUp { .. } => "coupon_used_up",
            CouponError::OtherCurrency { .. } => "coupon_other_currency",
            CouponError::OtherProducts { .. } => "coupon_other_products",
        };
        Self::new(code, sentence(&error), SAFE).at("change.coupon_code")
    }
}
