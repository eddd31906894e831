//! Another plan: upgrades, downgrades, and the plan under which the months would have cost least.

use std::collections::BTreeMap;

use billing::calendar::BillingPeriod;
use billing::ids::PlanId;
use billing::money::Money;
use billing::usage::LimitPolicy;
use insights::advice::{
    Advice, AdviceKind, LimitMonth, MonthOfUse, Offer, PreparedChange, Saving, Urgency,
    downgrade_hint, plan_fit, upgrade_hint,
};
use rust_decimal::Decimal;

use super::found::{
    Found, Gains, NowThen, Prepared, in_a_year, row, row_of_use, why_held, why_saving,
};
use super::offers::Offers;
use super::past::{MONTHLY, Past};
use super::plan_change::{Candidate, LimitedMeter, Plans};
use crate::dto::subscriptions::ChangeDto;

/// At most one change of plan is advised for a subscription: a plan that saves and loses nothing;
/// else what the limits ask for; else one that saves and lacks something, when there is time.
pub(super) fn find(past: &Past<'_>, offers: &Offers) -> Option<Found> {
    if past.sub.terms.recurrence != MONTHLY {
        return None;
    }
    let plans = Plans::new(past, offers)?;
    let hint = upgrade(&plans).or_else(|| downgrade(&plans));
    let fit = fit(&plans, |candidate| candidate.loses.is_empty());
    match (hint, fit) {
        (Some(hint), Some(fit)) if hint.target == fit.target => Some(with_urgency_of(fit, hint)),
        (_, Some(fit)) => Some(fit),
        (Some(hint), None) => Some(hint),
        (None, None) => lacking(&plans),
    }
}

fn with_urgency_of(fit: Found, mut hint: Found) -> Found {
    hint.advice.urgency = hint.advice.urgency.min(fit.advice.urgency);
    hint
}

fn lacking(plans: &Plans<'_>) -> Option<Found> {
    let mut found = fit(plans, |_| true)?;
    found.advice.urgency = Urgency::Later;
    Some(found)
}

/// The meter nearest to its limit asks for a larger plan: of those that have more of it, the one
/// that would have cost least, one that loses nothing before one that does.
fn upgrade(plans: &Plans<'_>) -> Option<Found> {
    let near = |one: &&LimitedMeter| larger(one, plans.held_name(), None).is_some();
    let pressing = plans.limited.iter().filter(near);
    let pressing = pressing.max_by_key(|limited| limited.last_share())?;
    let has_more = |candidate: &&Candidate<'_>| {
        let most = candidate.allows(&pressing.meter);
        most.is_some_and(|most| most.is_none_or(|most| most > pressing.most))
    };
    let enough = plans.candidates.iter().filter(has_more);
    let enough = enough.filter(|candidate| plans.would_have_fitted(candidate));
    let best = enough.min_by_key(|one| (!one.loses.is_empty(), one.total()))?;
    let count = larger(pressing, best.name(), None)?.evidence.len();
    let pairs = plans.pairs(best, count);
    let mut advice = larger(pressing, best.name(), Saving::of(&pairs))?;
    advice.urgency = urgency_of(pressing, &advice);
    Some(found(plans, Some(pressing), best, advice, &pairs))
}

fn larger(limited: &LimitedMeter, plan: (&PlanId, &str), saving: Option<Saving>) -> Option<Advice> {
    upgrade_hint(&limited.meter.name, &limited.limit_months(), plan, saving)
}

/// What stops work is for now; what costs more than the overage that it spares can wait.
fn urgency_of(pressing: &LimitedMeter, advice: &Advice) -> Urgency {
    let stops = pressing.policy == LimitPolicy::Hard && pressing.is_full();
    let costs = advice
        .saving
        .is_none_or(|saving| !saving.expected.is_positive());
    match (stops, pressing.policy, costs) {
        (true, ..) => Urgency::Now,
        (false, LimitPolicy::Soft, true) => Urgency::Later,
        (false, ..) => advice.urgency,
    }
}

/// The meter farthest below its limit lets a smaller plan be enough, where that plan would have
/// held everything that was used and cost less.
fn downgrade(plans: &Plans<'_>) -> Option<Found> {
    let mut limited: Vec<&LimitedMeter> = plans.limited.iter().collect();
    limited.sort_by_key(|one| one.last_share());
    limited.into_iter().find_map(|one| downgraded(plans, one))
}

fn downgraded(plans: &Plans<'_>, limited: &LimitedMeter) -> Option<Found> {
    let months = limited.limit_months();
    let subject = &limited.meter.name;
    let smaller = plans.candidates.iter().filter_map(|candidate| {
        let most = candidate.allows(&limited.meter)??;
        if most >= limited.most || !plans.would_have_been_included(candidate) {
            return None;
        }
        let hint = |saving| downgrade_hint(subject, &months, candidate.name(), Some(most), saving);
        let count = hint(None)?.evidence.len();
        let pairs = plans.pairs(candidate, count);
        let saving = Saving::of(&pairs).filter(|saving| saving.expected.is_positive());
        Some((candidate, hint(Some(saving?))?, pairs))
    });
    let best = smaller.max_by_key(|(candidate, advice, _)| {
        let saved = advice.saving.map_or(0, |saving| saving.expected.minor());
        (candidate.loses.is_empty(), saved)
    });
    let (candidate, advice, pairs) = best?;
    Some(found(plans, Some(limited), candidate, advice, &pairs))
}

/// The plan under which all months would have cost least.
fn fit(plans: &Plans<'_>, is_chosen: impl Fn(&Candidate<'_>) -> bool) -> Option<Found> {
    let costs = |of: &[Money]| -> BTreeMap<_, _> {
        let months = plans.months.iter().map(|month| month.start);
        months.zip(of.iter().copied()).collect()
    };
    let now = costs(&plans.now);
    let rate_now = |month: &MonthOfUse| now.get(&month.on).copied();
    let (held_id, held_name) = plans.held_name();
    let current = Offer {
        plan_id: held_id.clone(),
        name: held_name.to_owned(),
        hard_limits: BTreeMap::new(),
        rate: &rate_now,
    };
    let fitting = plans.candidates.iter();
    let fitting: Vec<&Candidate<'_>> = fitting
        .filter(|candidate| is_chosen(candidate) && plans.would_have_fitted(candidate))
        .collect();
    let rates: Vec<_> = fitting.iter().map(|one| costs(&one.then)).collect();
    let rates: Vec<_> = rates
        .iter()
        .map(|then| move |month: &MonthOfUse| then.get(&month.on).copied())
        .collect();
    let offers = fitting.iter().zip(&rates).map(|(candidate, rate)| Offer {
        plan_id: candidate.name().0.clone(),
        name: candidate.name().1.to_owned(),
        hard_limits: BTreeMap::new(),
        rate,
    });
    let offers: Vec<Offer<'_>> = offers.collect();
    let months: Vec<MonthOfUse> = plans.months.iter().map(of_use).collect();
    let advice = plan_fit(&current, &offers, &months)?;
    if !in_most_months(&advice) {
        return None;
    }
    let PreparedChange::ChangePlan { plan_id } = &advice.change else {
        return None;
    };
    let candidate = fitting.into_iter().find(|one| one.name().0 == plan_id)?;
    let pairs = plans.pairs(candidate, plans.months.len());
    Some(found(plans, None, candidate, advice, &pairs))
}

/// What a few large months make up for would be wrong in most of them.
fn in_most_months(advice: &Advice) -> bool {
    let saving = advice.saving;
    saving.is_some_and(|saving| saving.months_saving * 2 > saving.months)
}

/// Its costs are looked up by its day: what was used in it is in them.
fn of_use(month: &BillingPeriod) -> MonthOfUse {
    MonthOfUse {
        on: month.start,
        quantities: BTreeMap::new(),
    }
}

fn found(
    plans: &Plans<'_>,
    limited: Option<&LimitedMeter>,
    candidate: &Candidate<'_>,
    advice: Advice,
    pairs: &[NowThen],
) -> Found {
    let first = plans.months.len().saturating_sub(pairs.len());
    let months = plans.months.get(first..).unwrap_or_default();
    let rows = months.iter().zip(pairs).map(|(month, amounts)| {
        let used = limited.and_then(|limited| limited.used_in(month).map(|used| (limited, used)));
        match used {
            Some((limited, used)) => row_of_use(*month, Some(*amounts), used, Some(limited.most)),
            None => row(*month, Some(*amounts)),
        }
    });
    let why = match (advice.kind, advice.saving) {
        (AdviceKind::PlanFit, Some(saving)) => why_saving(saving.months_saving, saving.months),
        _ => why_held(pairs.len()),
    };
    let (plan_id, name) = candidate.name();
    let is_smaller = candidate.is_smaller;
    Found {
        target: plan_id.to_string(),
        meter: limited.map(|limited| limited.meter.clone()),
        rows: rows.collect(),
        money: Gains::Customer {
            in_a_year: in_a_year(pairs),
        },
        loses: candidate.loses.clone(),
        why,
        change: Prepared {
            words: format!("Change to {name}"),
            change: Some(to_plan(plan_id, candidate.version())),
            when: if is_smaller { "period_end" } else { "now" },
        },
        advice,
    }
}

fn to_plan(plan_id: &PlanId, version: u32) -> ChangeDto {
    ChangeDto {
        kind: "plan".to_owned(),
        plan_id: Some(plan_id.to_string()),
        version: Some(version),
        ..ChangeDto::default()
    }
}

impl LimitedMeter {
    fn limit_months(&self) -> Vec<LimitMonth> {
        let months = self.used.iter().map(|(month, used)| LimitMonth {
            on: month.start,
            quantity: *used,
            limit: self.most,
        });
        months.collect()
    }

    fn used_in(&self, month: &BillingPeriod) -> Option<Decimal> {
        let mut used = self.used.iter();
        used.find(|(of, _)| of == month).map(|(_, used)| *used)
    }
}
