//! What a month comes to: each billing period that begins in it, from what was held and counted.

use std::collections::BTreeMap;

use billing::catalog::{BookedPlan, PlanBook};
use billing::customer::Customer;
use billing::ids::PlanId;
use billing::money::Money;
use billing::subscription::{
    Change, Event, HeldPeriod, Statement, Subscription, held_periods, statement_of,
};
use billing::usage::allowance;
use chrono::NaiveDate;
use store::ReadTx;
use store::table::usage_statements::StatementSums;

use super::billed::{Billed, Calculated, billed};
use super::month::{Month, month_of};
use super::to_dto;
use crate::context::App;
use crate::dto::statements::{
    StatementDto, StatementPeriod, StatementSubscription, StatementUsage,
};
use crate::dto::words::figure;
use crate::error::AppError;
use crate::subscriptions::facts::plan_name;
use crate::subscriptions::ground::Ground;
use crate::subscriptions::words::{day, span};
use crate::usage::counts::Counts;

/// A month with its sums, one for each currency.
pub(super) struct Computed {
    pub(super) statement: StatementDto,
    pub(super) sums: Vec<StatementSums>,
}

pub(super) fn compute(
    app: &App,
    tx: &ReadTx<'_>,
    customer: &Customer,
    month: Month,
) -> Result<Computed, AppError> {
    let ground = Ground::load(app, tx)?;
    let mut subs = tx.subscriptions().of_customer(&customer.id)?;
    subs.retain(|sub| is_there(sub, month));
    subs.sort_by_key(|sub| (sub.started_on, sub.id.clone()));
    let (mut subscriptions, mut sums) = (Vec::new(), BTreeMap::new());
    for sub in &subs {
        let of_sub = OfSubscription::load(tx, &ground, sub, month)?;
        subscriptions.push(of_sub.statement(month, &mut sums)?);
    }
    let sums: Vec<StatementSums> = sums.into_values().collect();
    Ok(Computed {
        statement: StatementDto {
            customer_id: customer.id.to_string(),
            customer_name: customer.name.clone(),
            month: month_of(month.first),
            calculated_at: app.now().to_rfc3339(),
            subscriptions,
            totals: sums.iter().map(to_dto::sums).collect(),
        },
        sums,
    })
}

fn is_there(sub: &Subscription, month: Month) -> bool {
    sub.started_on < month.next && sub.ended_on.is_none_or(|ended| ended > month.first)
}

/// A subscription with its periods through the month and every plan that it had in them.
struct OfSubscription<'a> {
    tx: &'a ReadTx<'a>,
    ground: &'a Ground,
    sub: &'a Subscription,
    periods: Vec<HeldPeriod>,
    book: PlanBook,
}

type Sums = BTreeMap<&'static str, StatementSums>;

impl<'a> OfSubscription<'a> {
    fn load(
        tx: &'a ReadTx<'a>,
        ground: &'a Ground,
        sub: &'a Subscription,
        month: Month,
    ) -> Result<Self, AppError> {
        let past: Vec<Event> = tx.subscription_events().of(&sub.id)?;
        let own = tx.plan_versions().book_of(sub)?;
        let periods = held_periods(sub, &past, month.last(), &own)?;
        let book = book(tx, own, &periods)?;
        Ok(Self {
            tx,
            ground,
            sub,
            periods,
            book,
        })
    }

    fn statement(&self, month: Month, sums: &mut Sums) -> Result<StatementSubscription, AppError> {
        let begun = self.begun_in(month);
        let (mut periods, mut plan) = (Vec::new(), plan_name(self.sub, &self.book));
        let mut note = if begun.is_empty() {
            self.why_none(month)
        } else {
            String::new()
        };
        for (before, held) in begun {
            let Some(known) = &held.held else {
                note = unknown(held);
                continue;
            };
            let then = Subscription {
                items: known.items.clone(),
                ..self.sub.clone()
            };
            plan = plan_name(&then, &self.book);
            let (ground, book) = (self.ground, &self.book);
            let statement = ground.decide(self.tx, book, &then, |basis| {
                statement_of(self.sub, held, basis)
            })?;
            add(sums, &statement)?;
            let calculated = Calculated {
                sub: self.sub,
                held,
                before,
                statement: &statement,
            };
            periods.push(self.period(calculated, &then)?);
        }
        Ok(StatementSubscription {
            subscription_id: self.sub.id.to_string(),
            plan,
            periods,
            note,
        })
    }

    /// The periods that begin in a month, each with the one before it. Where a pause and its end on
    /// one day began a period twice, the second has the lines of both.
    fn begun_in(&self, month: Month) -> Vec<(Option<&HeldPeriod>, &HeldPeriod)> {
        let before = [None].into_iter().chain(self.periods.iter().map(Some));
        let next = self.periods.iter().skip(1).map(Some).chain([None]);
        let around = before.zip(&self.periods).zip(next);
        let begun = around.filter(|((_, held), next)| {
            let again = next.is_some_and(|next| next.period.start == held.period.start);
            month.contains(held.period.start) && !again
        });
        begun.map(|(period, _)| period).collect()
    }

    fn period(&self, of: Calculated<'_>, then: &Subscription) -> Result<StatementPeriod, AppError> {
        let Calculated {
            held, statement, ..
        } = of;
        let today = self.ground.today_in(&self.sub.terms.timezone);
        let Billed {
            invoices,
            sum,
            credited,
            waits,
            words,
        } = billed(self.tx, self.ground, of)?;
        Ok(StatementPeriod {
            period_start: statement.period.start.to_string(),
            period_end: statement.period.end.to_string(),
            state: state(held, today).to_owned(),
            plan: statement.plan.iter().map(to_dto::plan_line).collect(),
            overage: statement.overage.iter().map(to_dto::meter_line).collect(),
            custom: statement.custom.iter().map(to_dto::meter_line).collect(),
            usage: self.usage(then, statement)?,
            totals: to_dto::sums(&sums_of(statement)),
            invoices,
            billed: sum.into(),
            credited: credited.into(),
            waits: waits.into(),
            billing: words,
        })
    }

    /// What every meter of the plan counted, whether it is priced or not.
    fn usage(
        &self,
        then: &Subscription,
        statement: &Statement,
    ) -> Result<Vec<StatementUsage>, AppError> {
        let at_end = Subscription {
            items: statement.items.clone(),
            ..then.clone()
        };
        let counts = Counts::new(self.tx, then, &self.book);
        let mut all = Vec::new();
        for meter in self.tx.meters().list(true)? {
            let Some(allowed) = allowance(&at_end, &self.book, &meter) else {
                continue;
            };
            all.push(StatementUsage {
                used: figure(counts.read(&meter.key, statement.period)?),
                most: allowed.most.map(figure),
                key: meter.key,
                name: meter.name,
                unit: meter.unit,
            });
        }
        Ok(all)
    }

    /// Why no period begins in a month in which the subscription is there.
    fn why_none(&self, month: Month) -> String {
        let free = |end: &NaiveDate| *end >= month.next;
        if let Some(end) = self.sub.trial_end.filter(free) {
            return format!("On trial until {}: nothing is billed before.", day(end));
        }
        let over =
            |held: &&HeldPeriod| held.period.start < month.first && held.ends_on > month.first;
        match self.periods.iter().find(over) {
            Some(held) => format!(
                "Its period {} is in the statement of {}.",
                span(held.period.start, held.ends_on),
                month_of(held.period.start)
            ),
            None => "No period begins in this month: billing rests.".to_owned(),
        }
    }
}

fn unknown(held: &HeldPeriod) -> String {
    format!(
        "What it held in {} was not written down then, and it was changed since: that period \
         cannot be calculated. Its invoices show what was billed.",
        span(held.period.start, held.ends_on)
    )
}

fn state(held: &HeldPeriod, today: NaiveDate) -> &'static str {
    if today < held.period.start {
        "to_come"
    } else if today < held.ends_on {
        "running"
    } else {
        "over"
    }
}

fn sums_of(statement: &Statement) -> StatementSums {
    StatementSums {
        plan: statement.plan_cost,
        overage: statement.overage_cost,
        custom: statement.custom_cost,
        total: statement.total,
    }
}

fn add(sums: &mut Sums, statement: &Statement) -> Result<(), AppError> {
    let nothing = Money::zero(statement.currency);
    let of = sums
        .entry(statement.currency.code())
        .or_insert(StatementSums {
            plan: nothing,
            overage: nothing,
            custom: nothing,
            total: nothing,
        });
    of.plan = of.plan.try_add(statement.plan_cost)?;
    of.overage = of.overage.try_add(statement.overage_cost)?;
    of.custom = of.custom.try_add(statement.custom_cost)?;
    of.total = of.total.try_add(statement.total)?;
    Ok(())
}

/// Every version that was held in the periods, and the plans that custom ones were made from.
fn book(tx: &ReadTx<'_>, own: PlanBook, periods: &[HeldPeriod]) -> Result<PlanBook, AppError> {
    let mut keys: Vec<(PlanId, u32)> = Vec::new();
    for held in periods {
        let items = held.held.iter().flat_map(|held| &held.items);
        keys.extend(items.map(|item| (item.plan_id.clone(), item.version)));
        keys.extend(
            held.changes
                .iter()
                .filter_map(|one| version_in(&one.change)),
        );
    }
    let mut book = own;
    insert(&mut book, tx.plan_versions().book(&keys)?);
    let custom = |booked: &BookedPlan| booked.plan.custom_for.is_some();
    let origins = book.iter().filter(|booked| custom(booked));
    let origins: Vec<PlanId> = origins
        .filter_map(|one| one.plan.based_on.clone())
        .collect();
    for origin in origins {
        if let Some(newest) = tx.plan_versions().newest(&origin)? {
            insert(
                &mut book,
                tx.plan_versions().book(&[(origin, newest.version)])?,
            );
        }
    }
    Ok(book)
}

fn insert(book: &mut PlanBook, more: PlanBook) {
    for booked in more.iter() {
        book.insert(booked.clone());
    }
}

fn version_in(change: &Change) -> Option<(PlanId, u32)> {
    match change {
        Change::Plan {
            plan_id, version, ..
        }
        | Change::AddAddon {
            plan_id, version, ..
        }
        | Change::Version { plan_id, version } => Some((plan_id.clone(), *version)),
        _ => None,
    }
}
