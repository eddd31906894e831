//! What a version costs and grants as typed: what makes sense becomes prices and entitlements of
//! the core, the rest a problem at its field.

use billing::calendar::Interval;
use billing::catalog::{
    Enforcement, Entitlement, Grant, Price, PriceKind, ProrationBehavior, Recurrence, Timing,
};
use billing::money::{Currency, Money, Rounding};
use billing::pricing::PriceModel;
use billing::subscription::ProrationConvention;

use super::problems::Problems;
use super::read_model::read_model;
use crate::dto::catalog::{
    EntitlementDto, PlanContentDto, PriceDto, ProgressiveDto, RecurrenceDto,
};
use crate::error_from_billing::sentence;

/// A version's content as the core has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlanContent {
    pub(crate) prices: Vec<Price>,
    pub(crate) entitlements: Vec<Entitlement>,
    pub(crate) trial_days: u16,
    pub(crate) convention: ProrationConvention,
    pub(crate) behavior: ProrationBehavior,
    pub(crate) tax_inclusive: bool,
    pub(crate) progressive: Vec<Money>,
}

/// Reads everything; what makes no sense is told in `problems`.
pub(crate) fn read_content(dto: &PlanContentDto, problems: &mut Problems) -> PlanContent {
    let prices = dto.prices.iter().enumerate();
    let prices = prices
        .map(|(at, price)| read_price(price, &format!("prices.{at}."), problems))
        .collect();
    let entitlements = dto.entitlements.iter().enumerate();
    let entitlements = entitlements
        .map(|(at, entitlement)| {
            read_entitlement(entitlement, &format!("entitlements.{at}."), problems)
        })
        .collect();
    PlanContent {
        prices,
        entitlements,
        trial_days: dto.trial_days,
        convention: problems.choice(
            "convention",
            &dto.convention,
            ProrationConvention::Day,
            "day, second, day_inclusive, thirty_day_month, thirty_360",
        ),
        behavior: problems.choice(
            "behavior",
            &dto.behavior,
            ProrationBehavior::NextInvoice,
            "next_invoice, invoice_now, none",
        ),
        tax_inclusive: dto.tax_inclusive,
        progressive: read_progressive(&dto.progressive, problems),
    }
}

fn read_progressive(thresholds: &[ProgressiveDto], problems: &mut Problems) -> Vec<Money> {
    let mut read = Vec::with_capacity(thresholds.len());
    for (at, dto) in thresholds.iter().enumerate() {
        let field = |name: &str| format!("progressive.{at}.{name}");
        let currency = currency(&dto.currency, &field("currency"), problems);
        let missing = "Say at which amount usage is billed.";
        let amount = problems.needed(&field("amount"), &dto.amount, missing);
        match Money::from_decimal(amount, currency, Rounding::HalfUp) {
            Ok(money) if money.to_decimal() == amount => read.push(money),
            Ok(_) => {
                let finer = format!("{amount} has more digits than {currency} has.");
                problems.add(field("amount"), finer);
            }
            Err(error) => problems.add(field("amount"), sentence(&error)),
        }
    }
    read
}

/// One price; `prefix` is its path with a dot, or empty where it stands alone.
pub(crate) fn read_price(dto: &PriceDto, prefix: &str, problems: &mut Problems) -> Price {
    let field = |name: &str| format!("{prefix}{name}");
    let kind = read_kind(dto, prefix, problems);
    let standard = match kind {
        PriceKind::Metered { .. } => Timing::Arrears,
        PriceKind::Recurring | PriceKind::Setup => Timing::Advance,
    };
    Price {
        key: problems.text(&field("key"), &dto.key, "Give the charge a short name."),
        name: problems.text(&field("name"), &dto.name, "Say what invoices call it."),
        unit: dto.unit.trim().to_owned(),
        currency: currency(&dto.currency, &field("currency"), problems),
        recurrence: recurrence(&dto.recurrence, &field("recurrence"), problems),
        model: read_checked_model(dto, prefix, problems),
        included: problems.figure_or_zero(&field("included"), &dto.included),
        commitment: problems.figure_or_zero(&field("commitment"), &dto.commitment),
        timing: problems.choice(&field("timing"), &dto.timing, standard, "advance, arrears"),
        prorates: dto.prorates,
        kind,
    }
}

/// The model; where it was read without a problem it also has to hold together.
fn read_checked_model(dto: &PriceDto, prefix: &str, problems: &mut Problems) -> PriceModel {
    let before = problems.count();
    let model = read_model(&dto.model, &format!("{prefix}model"), problems);
    if problems.count() == before
        && let Err(error) = model.validate()
    {
        problems.add(format!("{prefix}{}", error.field()), sentence(&error));
    }
    model
}

fn read_kind(dto: &PriceDto, prefix: &str, problems: &mut Problems) -> PriceKind {
    match dto.kind.trim() {
        "" | "recurring" => PriceKind::Recurring,
        "setup" => PriceKind::Setup,
        "metered" => PriceKind::Metered {
            meter: problems.text(
                &format!("{prefix}meter"),
                &dto.meter,
                "Name the meter that counts it.",
            ),
        },
        other => {
            problems.add(
                format!("{prefix}kind"),
                format!("\"{other}\" is not a choice; give one of: recurring, metered, setup."),
            );
            PriceKind::Recurring
        }
    }
}

fn currency(code: &str, field: &str, problems: &mut Problems) -> Currency {
    Currency::try_new(code.trim()).unwrap_or_else(|error| {
        problems.add(field, sentence(&error));
        Currency::EUR
    })
}

/// How often; a month where it makes no sense.
pub(crate) fn recurrence(dto: &RecurrenceDto, field: &str, problems: &mut Problems) -> Recurrence {
    if dto.count == 0 {
        problems.add(
            format!("{field}.count"),
            "A period has one interval or more.",
        );
    }
    Recurrence {
        interval: problems.choice(
            &format!("{field}.interval"),
            &dto.interval,
            Interval::Month,
            "day, week, month, quarter, year",
        ),
        count: dto.count.max(1),
    }
}

fn read_entitlement(dto: &EntitlementDto, prefix: &str, problems: &mut Problems) -> Entitlement {
    let field = |name: &str| format!("{prefix}{name}");
    let grant = match dto.kind.trim() {
        "feature" => Grant::Feature { on: dto.on },
        "limit" => Grant::Limit {
            most: dto.most.as_deref().map(|most| {
                let missing = "Say how much, or make it unlimited.";
                problems.needed(&field("most"), most, missing)
            }),
            unit: dto.unit.trim().to_owned(),
        },
        "level" => Grant::Level {
            level: problems.text(&field("level"), &dto.level, "Say which level it is."),
        },
        other => {
            problems.add(
                field("kind"),
                format!("\"{other}\" is not a choice; give one of: feature, limit, level."),
            );
            Grant::Feature { on: dto.on }
        }
    };
    let alert_at = dto.alert_at.iter().enumerate();
    let alert_at = alert_at
        .map(|(at, percent)| {
            let field = field(&format!("alert_at.{at}"));
            problems.needed(&field, percent, "Say at which percentage.")
        })
        .collect();
    Entitlement {
        key: problems.text(&field("key"), &dto.key, "Give it a short name."),
        name: problems.text(&field("name"), &dto.name, "Say what people call it."),
        grant,
        enforcement: problems.choice(
            &field("enforcement"),
            &dto.enforcement,
            Enforcement::ByPrice,
            "by_price, soft, hard",
        ),
        alert_at,
    }
}
