//! Makes a coupon or changes one; subscriptions keep the coupon as they redeemed it.

use billing::catalog::Coupon;
use billing::ids::CouponId;
use store::ReadTx;

use super::from_dto::{Identity, from_dto};
use super::to_dto::to_dto;
use crate::business::get::{load, local_date};
use crate::context::App;
use crate::dto::catalog::CouponDto;
use crate::error::AppError;
use crate::error_from::not_found;

/// With an `id`, that one is changed. How often it was redeemed is never typed.
pub fn save(app: &App, request: CouponDto) -> Result<CouponDto, AppError> {
    let now = app.now();
    let fresh = CouponId::from_ulid(app.new_ulid());
    app.write("coupons.save", |tx| {
        let identity = match request.id.trim() {
            "" => Identity {
                id: fresh,
                created_at: now,
                archived_at: now,
                redemptions: 0,
            },
            text => {
                let there = of_id(tx, text)?;
                Identity {
                    id: there.id,
                    created_at: there.created_at,
                    archived_at: there.archived_at.unwrap_or(now),
                    redemptions: there.redemptions,
                }
            }
        };
        let coupon = from_dto(&request, identity)?;
        check(tx, &coupon)?;
        tx.coupons_mut().put(&coupon)?;
        let today = local_date(now, &load(tx)?.timezone);
        Ok(to_dto(coupon, today))
    })
}

fn of_id(tx: &ReadTx<'_>, text: &str) -> Result<Coupon, AppError> {
    let id = CouponId::parse(text).map_err(|_| not_found("coupon", text))?;
    tx.coupons()
        .get(&id)?
        .ok_or_else(|| not_found("coupon", text))
}

fn check(tx: &ReadTx<'_>, coupon: &Coupon) -> Result<(), AppError> {
    for (at, id) in coupon.products.iter().enumerate() {
        if tx.products().get(id)?.is_none() {
            return Err(not_found("product", id.as_str()).at(format!("product_ids.{at}")));
        }
    }
    let taken = tx.coupons().by_code(&coupon.code)?;
    if taken.is_some_and(|other| other.id != coupon.id) {
        return Err(AppError::new(
            "coupon_code_taken",
            format!(
                "There is a coupon {} already; nothing was changed.",
                coupon.code
            ),
            "Give another code, or change that coupon.",
        )
        .at("code"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::testing::{call, opened};
    use serde_json::json;

    #[test]
    fn a_coupon_is_made_changed_and_archived() {
        let (app, _folder) = opened();
        let welcome = json!({"code": "welcome20", "percent": "20", "duration": "periods",
            "periods": 3, "expires_on": "2026-11-20", "redemptions": 7});
        let made = call(&app, "coupons.save", welcome).expect("made");
        let shown = |name: &str| made[name].clone();
        assert_eq!(
            (
                shown("code"),
                shown("name"),
                shown("status"),
                shown("redemptions")
            ),
            (
                json!("WELCOME20"),
                json!("WELCOME20"),
                json!("active"),
                json!(0)
            )
        );
        let mut expired = made.clone();
        expired["expires_on"] = json!("2026-11-19"); // the day before today
        assert_eq!(
            call(&app, "coupons.save", expired).expect("saved")["status"],
            "expired"
        );
        let mut archived = made.clone();
        archived["archived"] = json!(true);
        call(&app, "coupons.save", archived).expect("archived");
        let ten =
            json!({"code": "TEN", "amount": "10.00", "currency": "EUR", "max_redemptions": 5});
        call(&app, "coupons.save", ten).expect("made");
        let rows = call(&app, "coupons.list", json!({})).expect("listed");
        assert_eq!(rows["rows"][0]["amount"], "10.00");
        assert_eq!(rows["rows"][1]["status"], "archived");
    }

    /// What is typed, the code of the refusal, and its field.
    const FAULTS: [(&str, &str, &str); 15] = [
        (r#"{"code": "", "percent": "5"}"#, "field_empty", "code"),
        (
            r#"{"code": "A B", "percent": "5"}"#,
            "coupon_invalid",
            "code",
        ),
        (
            r#"{"code": "half", "percent": "5"}"#,
            "coupon_code_taken",
            "code",
        ),
        (r#"{"code": "A"}"#, "coupon_invalid", "percent"),
        (
            r#"{"code": "A", "percent": "0"}"#,
            "coupon_invalid",
            "percent",
        ),
        (
            r#"{"code": "A", "percent": "101"}"#,
            "coupon_invalid",
            "percent",
        ),
        (
            r#"{"code": "A", "percent": "a few"}"#,
            "number_unreadable",
            "percent",
        ),
        (
            r#"{"code": "A", "percent": "5", "amount": "5"}"#,
            "coupon_invalid",
            "amount",
        ),
        (
            r#"{"code": "A", "amount": "-5", "currency": "EUR"}"#,
            "coupon_invalid",
            "amount",
        ),
        (
            r#"{"code": "A", "amount": "5"}"#,
            "currency_unknown",
            "currency",
        ),
        (
            r#"{"code": "A", "percent": "5", "duration": "periods"}"#,
            "coupon_invalid",
            "periods",
        ),
        (
            r#"{"code": "A", "percent": "5", "duration": "twice"}"#,
            "coupon_invalid",
            "duration",
        ),
        (
            r#"{"code": "A", "percent": "5", "max_redemptions": 0}"#,
            "coupon_invalid",
            "max_redemptions",
        ),
        (
            r#"{"code": "A", "percent": "5", "expires_on": "soon"}"#,
            "date_malformed",
            "expires_on",
        ),
        (
            r#"{"code": "A", "percent": "5", "product_ids": ["prod_00000000000000000000000000"]}"#,
            "product_not_found",
            "product_ids.0",
        ),
    ];

    #[test]
    fn each_fault_names_its_field() {
        let (app, _folder) = opened();
        call(
            &app,
            "coupons.save",
            json!({"code": "HALF", "percent": "50"}),
        )
        .expect("made");
        for (typed, code, field) in FAULTS {
            let request = serde_json::from_str(typed).expect("JSON");
            let error = call(&app, "coupons.save", request).expect_err(typed);
            assert_eq!(
                (error.code.as_str(), error.field.as_deref()),
                (code, Some(field))
            );
        }
    }
}
