//! A coupon from what a person typed, each fault at its field.

use billing::catalog::{Coupon, CouponDuration};
use billing::ids::{CouponId, ProductId};
use billing::invoice::Discount;
use billing::money::Currency;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::dto::catalog::CouponDto;
use crate::error::AppError;
use crate::listing::{day, required};

/// What a coupon is besides what is typed.
#[derive(Debug, Clone)]
pub struct Identity {
    pub id: CouponId,
    pub created_at: DateTime<Utc>,
    /// When it was archived, where the request says that it is.
    pub archived_at: DateTime<Utc>,
    pub redemptions: u32,
}

/// A coupon whose rules hold together; an empty name is the code.
pub fn from_dto(dto: &CouponDto, identity: Identity) -> Result<Coupon, AppError> {
    let code = code(&dto.code)?;
    let (off, currency) = off(dto)?;
    let name = match dto.name.trim() {
        "" => code.clone(),
        name => name.to_owned(),
    };
    if dto.max_redemptions == Some(0) {
        return Err(refused(
            "max_redemptions",
            "A coupon that nobody can redeem is of no use",
            "Give 1 or more, or leave it empty for any number.",
        ));
    }
    Ok(Coupon {
        id: identity.id,
        code,
        name,
        off,
        currency,
        duration: duration(dto)?,
        products: products(dto)?,
        max_redemptions: dto.max_redemptions,
        redemptions: identity.redemptions,
        expires_on: match dto.expires_on.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(text) => Some(day(text, "expires_on")?),
        },
        created_at: identity.created_at,
        archived_at: dto.archived.then_some(identity.archived_at),
    })
}

fn refused(field: &str, why: &str, fix: &str) -> AppError {
    AppError::new(
        "coupon_invalid",
        format!("{why}; nothing was changed."),
        fix,
    )
    .at(field)
}

/// Codes are typed by people: one word, without regard to upper and lower case.
fn code(text: &str) -> Result<String, AppError> {
    let code = required(text, "code")?;
    if code.contains(char::is_whitespace) {
        return Err(refused(
            "code",
            "A code is one word",
            "Write it without blanks, such as WELCOME20.",
        ));
    }
    Ok(code.to_uppercase())
}

fn off(dto: &CouponDto) -> Result<(Discount, Option<Currency>), AppError> {
    let (percent, amount) = (dto.percent.trim(), dto.amount.trim());
    match (percent.is_empty(), amount.is_empty()) {
        (true, true) => Err(refused(
            "percent",
            "A coupon takes something off",
            "Give a percentage or an amount.",
        )),
        (false, false) => Err(refused(
            "amount",
            "A coupon takes off a percentage or an amount, not both",
            "Clear one of them.",
        )),
        (false, true) => Ok((Discount::Percent(percentage(percent)?), None)),
        (true, false) => {
            let code = dto.currency.as_deref().unwrap_or_default();
            let currency = Currency::try_new(code.trim())
                .map_err(|error| AppError::from(error).at("currency"))?;
            Ok((Discount::Amount(amount_off(amount)?), Some(currency)))
        }
    }
}

fn number(text: &str, field: &str) -> Result<Decimal, AppError> {
    Decimal::from_str_exact(text).map_err(|_| {
        AppError::new(
            "number_unreadable",
            format!("\"{text}\" is not a number; nothing was changed."),
            "Write it like 20 or 7.5.",
        )
        .at(field)
    })
}

fn percentage(text: &str) -> Result<Decimal, AppError> {
    let percent = number(text, "percent")?;
    if percent <= Decimal::ZERO || percent > Decimal::ONE_HUNDRED {
        return Err(refused(
            "percent",
            &format!("{percent} % cannot be taken off"),
            "Give more than 0 and at most 100.",
        ));
    }
    Ok(percent)
}

fn amount_off(text: &str) -> Result<Decimal, AppError> {
    let amount = number(text, "amount")?;
    if amount <= Decimal::ZERO {
        return Err(refused(
            "amount",
            &format!("{amount} cannot be taken off"),
            "Give an amount above zero.",
        ));
    }
    Ok(amount)
}

fn duration(dto: &CouponDto) -> Result<CouponDuration, AppError> {
    match dto.duration.trim() {
        "" | "once" => Ok(CouponDuration::Once),
        "forever" => Ok(CouponDuration::Forever),
        "periods" if dto.periods > 0 => Ok(CouponDuration::Periods { count: dto.periods }),
        "periods" => Err(refused(
            "periods",
            "A coupon for 0 periods takes nothing off",
            "Give 1 period or more.",
        )),
        other => Err(refused(
            "duration",
            &format!("\"{other}\" is not a duration"),
            "Give one of: once, periods, forever.",
        )),
    }
}

fn products(dto: &CouponDto) -> Result<Vec<ProductId>, AppError> {
    let ids = dto.product_ids.iter().enumerate();
    ids.map(|(at, id)| {
        ProductId::parse(id).map_err(|error| AppError::from(error).at(format!("product_ids.{at}")))
    })
    .collect()
}
