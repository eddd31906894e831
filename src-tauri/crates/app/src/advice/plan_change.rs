//! The plans that a subscription could change to, its months re-rated under each of them.

use billing::calendar::BillingPeriod;
use billing::catalog::BookedPlan;
use billing::ids::PlanId;
use billing::money::Money;
use billing::subscription::{Subscription, SubscriptionItem};
use billing::usage::{Allowance, LimitPolicy, Meter, allowance};
use rust_decimal::Decimal;

use super::found::NowThen;
use super::offers::{Offers, lost};
use super::past::Past;

/// What is held and what could be, over the months since use was first counted.
pub(super) struct Plans<'a> {
    past: &'a Past<'a>,
    held: &'a BookedPlan,
    pub(super) months: Vec<BillingPeriod>,
    /// What each month comes to as it is held.
    pub(super) now: Vec<Money>,
    pub(super) limited: Vec<LimitedMeter>,
    /// Meters that counted anything.
    used: Vec<&'a Meter>,
    pub(super) candidates: Vec<Candidate<'a>>,
}

/// A meter with a limit, and what was used of it in each month since it first counted something.
pub(super) struct LimitedMeter {
    pub(super) meter: Meter,
    pub(super) most: Decimal,
    pub(super) policy: LimitPolicy,
    /// Oldest first.
    pub(super) used: Vec<(BillingPeriod, Decimal)>,
}

impl LimitedMeter {
    /// The newest month's part of the limit.
    pub(super) fn last_share(&self) -> Decimal {
        let last = self.used.last().map(|(_, used)| *used);
        last.unwrap_or_default()
            .checked_div(self.most)
            .unwrap_or_default()
    }

    /// Whether a month left nothing.
    pub(super) fn is_full(&self) -> bool {
        self.used.iter().any(|(_, used)| *used >= self.most)
    }
}

/// A plan that could be held instead.
pub(super) struct Candidate<'a> {
    booked: &'a BookedPlan,
    under: Subscription,
    past: &'a Past<'a>,
    /// What each month would have come to.
    pub(super) then: Vec<Money>,
    pub(super) loses: Vec<String>,
    /// Whether what recurs is less than now.
    pub(super) is_smaller: bool,
}

impl<'a> Candidate<'a> {
    fn new(past: &'a Past<'a>, held: &BookedPlan, booked: &'a BookedPlan) -> Option<Self> {
        let plan = past.sub.items.first()?;
        let other = SubscriptionItem {
            plan_id: booked.plan.id.clone(),
            version: booked.version.version,
            quantity: plan.quantity,
        };
        let addons = past.sub.items.iter().skip(1).cloned();
        let items = std::iter::once(other).chain(addons).collect();
        let recurrence = past.sub.terms.recurrence;
        let under = past.with(items, recurrence);
        let last = *past.months.last()?;
        let then = past.recurring(&under, last)?;
        let now = past.recurring(&past.with(past.sub.items.clone(), recurrence), last)?;
        Some(Self {
            loses: lost(held, booked),
            is_smaller: then.minor() < now.minor(),
            booked,
            under,
            past,
            then: Vec::new(),
        })
    }

    pub(super) fn name(&self) -> (&PlanId, &str) {
        (&self.booked.plan.id, &self.booked.plan.name)
    }

    pub(super) fn version(&self) -> u32 {
        self.booked.version.version
    }

    /// All months, in minor units.
    pub(super) fn total(&self) -> i64 {
        let amounts = self.then.iter().map(|amount| amount.minor());
        amounts.fold(0, i64::saturating_add)
    }

    /// The most of a meter; none within means unlimited, none at all that it does not have it.
    pub(super) fn allows(&self, meter: &Meter) -> Option<Option<Decimal>> {
        self.allowance(meter).map(|allowance| allowance.most)
    }

    fn allowance(&self, meter: &Meter) -> Option<Allowance<'_>> {
        allowance(&self.under, self.past.book, meter)
    }
}

impl<'a> Plans<'a> {
    /// None where nothing was counted, or a month cannot be priced.
    pub(super) fn new(past: &'a Past<'a>, offers: &'a Offers) -> Option<Self> {
        let held = offers.held(past.sub)?;
        let meters = offers.meters.iter().map(|(_, meter)| meter);
        let counts = |meter: &&Meter| !past.counted_months(&[&meter.key]).is_empty();
        let used: Vec<&Meter> = meters.filter(counts).collect();
        let keys: Vec<&str> = used.iter().map(|meter| meter.key.as_str()).collect();
        let months = past.counted_months(&keys).to_vec();
        let costs = |terms: &Subscription| -> Option<Vec<Money>> {
            months
                .iter()
                .map(|month| past.cost(terms, *month))
                .collect()
        };
        let now = costs(&past.with(past.sub.items.clone(), past.sub.terms.recurrence))?;
        let others = offers.plans(past.sub);
        let candidates = others.filter_map(|booked| {
            let candidate = Candidate::new(past, held, booked)?;
            let then = costs(&candidate.under)?;
            Some(Candidate { then, ..candidate })
        });
        Some(Self {
            candidates: candidates.collect(),
            limited: used
                .iter()
                .filter_map(|meter| limited(past, meter))
                .collect(),
            past,
            held,
            months,
            now,
            used,
        })
    }

    pub(super) fn held_name(&self) -> (&PlanId, &str) {
        (&self.held.plan.id, &self.held.plan.name)
    }

    /// The newest months, as they are and as they would have been.
    pub(super) fn pairs(&self, candidate: &Candidate<'_>, count: usize) -> Vec<NowThen> {
        let first = self.months.len().saturating_sub(count);
        let pairs = self.now.iter().copied().zip(candidate.then.iter().copied());
        pairs.skip(first).collect()
    }

    /// Whether nothing that was used would have been refused.
    pub(super) fn would_have_fitted(&self, candidate: &Candidate<'_>) -> bool {
        self.holds(candidate, |allowance| allowance.policy == LimitPolicy::Hard)
    }

    /// Whether nothing that was used would have been refused or billed as overage.
    pub(super) fn would_have_been_included(&self, candidate: &Candidate<'_>) -> bool {
        self.holds(candidate, |_| true)
    }

    fn holds(&self, candidate: &Candidate<'_>, binds: impl Fn(&Allowance<'_>) -> bool) -> bool {
        let holds = |meter: &Meter| {
            let Some(allowance) = candidate.allowance(meter) else {
                return false;
            };
            let most = allowance.most.filter(|_| binds(&allowance));
            let within = |most: Decimal| {
                let mut months = self.months.iter();
                months.all(|month| self.past.used(&meter.key, *month) <= most)
            };
            most.is_none_or(within)
        };
        self.used.iter().all(|meter| holds(meter))
    }
}

fn limited(past: &Past<'_>, meter: &Meter) -> Option<LimitedMeter> {
    let allowance = allowance(past.sub, past.book, meter)?;
    let most = allowance.most.filter(|most| *most > Decimal::ZERO)?;
    let months = past.counted_months(&[&meter.key]).iter();
    Some(LimitedMeter {
        most,
        policy: allowance.policy,
        used: months
            .map(|month| (*month, past.used(&meter.key, *month)))
            .collect(),
        meter: meter.clone(),
    })
}
