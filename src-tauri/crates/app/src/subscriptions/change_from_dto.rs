//! A change between its wire shape and the core's; each fault at its field.

use billing::catalog::Product;
use billing::ids::{CouponId, CustomerId, PlanId};
use billing::subscription::{AppliedCoupon, Change, PauseBehavior, Subscription};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use store::ReadTx;

use super::recurrence::{recurrence_from_dto, recurrence_to_dto};
use crate::dto::subscriptions::ChangeDto;
use crate::dto::words::{figure, from_word, to_word};
use crate::error::AppError;
use crate::error_from::not_found;
use crate::listing::day;

const KINDS: &str = "plan, quantity, add_addon, remove_addon, interval, version, add_coupon, \
     remove_coupon, pause, resume, cancel";
const PAUSES: &str = "skip, keep_as_draft, mark_uncollectible";

/// What a change is read against.
pub(crate) struct Reading<'a> {
    pub(crate) tx: &'a ReadTx<'a>,
    pub(crate) sub: &'a Subscription,
    /// The day on which it takes effect.
    pub(crate) on: NaiveDate,
}

impl Reading<'_> {
    /// The change as the core knows it.
    pub(crate) fn change(&self, dto: &ChangeDto) -> Result<Change, AppError> {
        Ok(match dto.kind.as_str() {
            "plan" => self.plan(dto)?,
            "quantity" => Change::Quantity {
                plan_id: self.held(dto)?,
                quantity: needed_quantity(dto)?,
            },
            "add_addon" => {
                let (plan_id, version) = self.priced(dto)?;
                let quantity = quantity(dto)?.unwrap_or(Decimal::ONE);
                Change::AddAddon {
                    plan_id,
                    version,
                    quantity,
                }
            }
            "remove_addon" => Change::RemoveAddon {
                plan_id: self.held(dto)?,
            },
            "interval" => self.interval(dto)?,
            "version" => self.version(dto)?,
            "add_coupon" => Change::AddCoupon {
                coupon: redeemed(self.tx, &dto.coupon_code, self.sub.terms.currency, self.on)
                    .map_err(|error| error.at("change.coupon_code"))?,
            },
            "remove_coupon" => Change::RemoveCoupon {
                coupon_id: coupon_id(dto)?,
            },
            "pause" => pause(dto)?,
            "resume" => Change::Resume,
            "cancel" => Change::Cancel {
                prorate: dto.prorate,
            },
            other => return Err(unknown(other)),
        })
    }

    fn plan(&self, dto: &ChangeDto) -> Result<Change, AppError> {
        let (plan_id, version) = self.priced(dto)?;
        let recurrence = dto.recurrence.as_ref();
        let recurrence = recurrence
            .map(|recurrence| recurrence_from_dto(recurrence, "change.recurrence"))
            .transpose()?;
        let recurrence = recurrence.filter(|new| *new != self.sub.terms.recurrence);
        let quantity = quantity(dto)?;
        if recurrence.is_none() && self.has_already(&plan_id, version, quantity) {
            return Err(AppError::new(
                "plan_already_held",
                "It has this plan already. Nothing was changed.",
                "Choose another plan, quantity or interval.",
            )
            .at("change.plan_id"));
        }
        Ok(Change::Plan {
            plan_id,
            version,
            quantity,
            recurrence,
        })
    }

    /// Whether a change of plan would change nothing, and another that is planned does not either.
    fn has_already(&self, plan_id: &PlanId, version: u32, quantity: Option<Decimal>) -> bool {
        let plan = self.sub.items.first();
        let same = plan.is_some_and(|held| {
            let quantity = quantity.unwrap_or(held.quantity);
            (&held.plan_id, held.version, held.quantity) == (plan_id, version, quantity)
        });
        let mut planned = self.sub.schedule.iter();
        same && !planned.any(|planned| matches!(planned.change, Change::Plan { .. }))
    }

    fn interval(&self, dto: &ChangeDto) -> Result<Change, AppError> {
        let recurrence = dto.recurrence.as_ref();
        let recurrence = recurrence.ok_or_else(|| missing("change.recurrence", "how often"))?;
        Ok(Change::Interval {
            recurrence: recurrence_from_dto(recurrence, "change.recurrence")?,
            keep_anchor: dto.keep_anchor,
        })
    }

    fn version(&self, dto: &ChangeDto) -> Result<Change, AppError> {
        let plan_id = self.held(dto)?;
        let newest = || newest_version(self.tx, &plan_id);
        let version = dto.version.map_or_else(newest, Ok)?;
        Ok(Change::Version { plan_id, version })
    }

    /// The plan that is named and the version of it that counts on the day.
    fn priced(&self, dto: &ChangeDto) -> Result<(PlanId, u32), AppError> {
        let named = dto.plan_id.as_deref().filter(|id| !id.is_empty());
        let named = named.ok_or_else(|| missing("change.plan_id", "the plan"))?;
        let customer = &self.sub.customer_id;
        version_for(self.tx, customer, named, dto.version, self.on)
            .map_err(|error| error.at("change.plan_id"))
    }

    /// The item that is named; the plan where none is.
    fn held(&self, dto: &ChangeDto) -> Result<PlanId, AppError> {
        match dto.plan_id.as_deref().filter(|id| !id.is_empty()) {
            Some(text) => {
                PlanId::parse(text).map_err(|error| AppError::from(error).at("change.plan_id"))
            }
            None => {
                let plan = self.sub.items.first();
                let plan = plan.ok_or_else(|| missing("change.plan_id", "the plan"))?;
                Ok(plan.plan_id.clone())
            }
        }
    }
}

/// A plan that can be sold to a customer, and the version that is named or in effect on a day.
pub(crate) fn version_for(
    tx: &ReadTx<'_>,
    customer: &CustomerId,
    text: &str,
    version: Option<u32>,
    on: NaiveDate,
) -> Result<(PlanId, u32), AppError> {
    let id = PlanId::parse(text)?;
    let plan = tx.plans().get(&id)?;
    let plan = plan.ok_or_else(|| not_found("plan", text))?;
    if plan.archived_at.is_some() {
        return Err(AppError::new(
            "plan_archived",
            format!(
                "{} is archived and no longer sold. Nothing was changed.",
                plan.name
            ),
            "Choose another plan, or restore this one.",
        ));
    }
    if plan.custom_for.as_ref().is_some_and(|one| one != customer) {
        return Err(AppError::new(
            "plan_of_another_customer",
            format!(
                "{} was made for another customer. Nothing was changed.",
                plan.name
            ),
            "Choose another plan, or make a copy of it for this customer.",
        ));
    }
    let found = match version {
        Some(version) => tx.plan_versions().get(&id, version)?,
        None => tx.plan_versions().in_effect(&id, on)?,
    };
    match found {
        Some(found) => Ok((id, found.version)),
        None => Err(not_found("plan version", &format!("{text} {version:?}"))),
    }
}

fn newest_version(tx: &ReadTx<'_>, id: &PlanId) -> Result<u32, AppError> {
    let newest = tx.plan_versions().newest(id)?;
    let newest = newest.ok_or_else(|| not_found("plan", id.as_str()).at("change.plan_id"))?;
    Ok(newest.version)
}

/// A coupon as a subscription in this currency gets it on a day.
pub(crate) fn redeemed(
    tx: &ReadTx<'_>,
    code: &str,
    currency: billing::money::Currency,
    on: NaiveDate,
) -> Result<AppliedCoupon, AppError> {
    let code = code.trim();
    let coupon = tx.coupons().by_code(code)?;
    let coupon = coupon.ok_or_else(|| {
        AppError::new(
            "coupon_not_found",
            format!("There is no coupon with the code \"{code}\". Nothing was changed."),
            "Check the code under Plans, Coupons.",
        )
    })?;
    let products: Vec<Product> = tx.products().list(true)?;
    Ok(billing::catalog::redeem(&coupon, currency, on, &products)?)
}

fn quantity(dto: &ChangeDto) -> Result<Option<Decimal>, AppError> {
    read_quantity(&dto.quantity, "change.quantity")
}

fn needed_quantity(dto: &ChangeDto) -> Result<Decimal, AppError> {
    quantity(dto)?.ok_or_else(|| missing("change.quantity", "how many"))
}

/// A quantity as typed; nothing where nothing was.
pub(crate) fn read_quantity(text: &str, field: &str) -> Result<Option<Decimal>, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = Decimal::from_str_exact(text).ok();
    let read = read.filter(|quantity| *quantity >= Decimal::ZERO);
    let refused = || {
        AppError::new(
            "quantity_malformed",
            format!("\"{text}\" is not a quantity; nothing was changed."),
            "Write zero or more, like 5.",
        )
        .at(field)
    };
    read.map(Some).ok_or_else(refused)
}

fn coupon_id(dto: &ChangeDto) -> Result<CouponId, AppError> {
    let id = dto.coupon_id.as_deref();
    let id = id.ok_or_else(|| missing("change.coupon_id", "the coupon"))?;
    CouponId::parse(id).map_err(|error| AppError::from(error).at("change.coupon_id"))
}

fn pause(dto: &ChangeDto) -> Result<Change, AppError> {
    let behavior = match dto.pause_behavior.as_str() {
        "" => PauseBehavior::Skip,
        word => from_word(word, "change.pause_behavior", PAUSES)?,
    };
    let resume_on = dto.resume_on.as_deref().filter(|text| !text.is_empty());
    let resume_on = resume_on
        .map(|text| day(text, "change.resume_on"))
        .transpose()?;
    Ok(Change::Pause {
        behavior,
        resume_on,
    })
}

fn missing(field: &str, what: &str) -> AppError {
    AppError::new(
        "field_empty",
        format!("The change does not say {what}; nothing was changed."),
        "Choose it and try again.",
    )
    .at(field)
}

fn unknown(kind: &str) -> AppError {
    AppError::new(
        "unknown_choice",
        format!("\"{kind}\" is no kind of change; nothing was changed."),
        format!("Give one of: {KINDS}."),
    )
    .at("change.kind")
}

/// A planned change as it crosses a door.
pub(crate) fn change_to_dto(change: &Change) -> ChangeDto {
    let plan = |plan_id: &PlanId| Some(plan_id.to_string());
    let of = |kind: &str| ChangeDto {
        kind: kind.to_owned(),
        ..ChangeDto::default()
    };
    match change {
        Change::Plan {
            plan_id,
            version,
            quantity,
            recurrence,
        } => ChangeDto {
            plan_id: plan(plan_id),
            version: Some(*version),
            quantity: quantity.map(figure).unwrap_or_default(),
            recurrence: recurrence.map(recurrence_to_dto),
            ..of("plan")
        },
        Change::Quantity { plan_id, quantity } => ChangeDto {
            plan_id: plan(plan_id),
            quantity: figure(*quantity),
            ..of("quantity")
        },
        Change::AddAddon {
            plan_id,
            version,
            quantity,
        } => ChangeDto {
            plan_id: plan(plan_id),
            version: Some(*version),
            quantity: figure(*quantity),
            ..of("add_addon")
        },
        Change::RemoveAddon { plan_id } => ChangeDto {
            plan_id: plan(plan_id),
            ..of("remove_addon")
        },
        Change::Interval {
            recurrence,
            keep_anchor,
        } => ChangeDto {
            recurrence: Some(recurrence_to_dto(*recurrence)),
            keep_anchor: *keep_anchor,
            ..of("interval")
        },
        Change::Version { plan_id, version } => ChangeDto {
            plan_id: plan(plan_id),
            version: Some(*version),
            ..of("version")
        },
        other => simple_to_dto(other, of),
    }
}

fn simple_to_dto(change: &Change, of: impl Fn(&str) -> ChangeDto) -> ChangeDto {
    match change {
        Change::AddCoupon { coupon } => ChangeDto {
            coupon_id: Some(coupon.coupon_id.to_string()),
            ..of("add_coupon")
        },
        Change::RemoveCoupon { coupon_id } => ChangeDto {
            coupon_id: Some(coupon_id.to_string()),
            ..of("remove_coupon")
        },
        Change::Pause {
            behavior,
            resume_on,
        } => ChangeDto {
            pause_behavior: to_word(*behavior),
            resume_on: resume_on.map(|on| on.to_string()),
            ..of("pause")
        },
        Change::Cancel { prorate } => ChangeDto {
            prorate: *prorate,
            ..of("cancel")
        },
        _ => of("resume"),
    }
}
