//! Lists the coupons, those in use first.

use super::to_dto::to_dto;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::catalog::CouponList;
use crate::dto::lists::Nothing;
use crate::error::AppError;

/// By code; archived ones come last.
pub fn list(app: &App, _request: Nothing) -> Result<CouponList, AppError> {
    app.read(|tx| {
        let today = local_date(app.now(), &load(tx)?.timezone);
        let mut coupons = tx.coupons().list(true)?;
        coupons.sort_by_key(|coupon| coupon.archived_at.is_some());
        Ok(CouponList {
            rows: coupons
                .into_iter()
                .map(|coupon| to_dto(coupon, today))
                .collect(),
        })
    })
}
