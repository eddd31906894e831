//! Statements of periods with changes: what was held is known from what happened, and the
//! statement comes to what was really billed.

use billing::calendar::BillingPeriod;
use billing::invoice::{LineItem, LineKind};
use billing::money::{Money, Rounding};
use billing::subscription::{
    Basis, Bill, Change, Event, EventKind, HeldPeriod, Outcome, PauseBehavior, ScheduledChange,
    Statement, Subscription, advance, change_now, held_periods, schedule, start, statement_of,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::build::{day, dec, item, new, to_plan};
use crate::workspace::{ENTERPRISE, PROFESSIONAL, STARTER, workspace};

/// Two requests and one page are counted on each day; there are 30 users all along.
fn counted(meter: &str, period: BillingPeriod) -> Decimal {
    match meter {
        "ai_requests" => Decimal::from(period.days() * 2),
        "pages" => Decimal::from(period.days()),
        "users" => dec("30"),
        _ => Decimal::ZERO,
    }
}

struct Life {
    sub: Subscription,
    events: Vec<Event>,
    bills: Vec<Bill>,
}

fn with<T>(act: impl FnOnce(&Basis<'_>) -> T) -> T {
    act(&Basis {
        book: &workspace(),
        usage: &counted,
        rounding: Rounding::HalfUp,
    })
}

impl Life {
    fn start(plan: u128, on: &str) -> Self {
        let (sub, events) =
            with(|basis| start(new(vec![item(plan, "1")]), day(on), basis)).unwrap();
        let mut life = Self {
            sub,
            events,
            bills: Vec::new(),
        };
        life.advance(on);
        life
    }

    fn take(&mut self, outcome: Outcome) {
        self.sub = outcome.subscription;
        self.events.extend(outcome.events);
        self.bills.extend(outcome.bills);
    }

    fn advance(&mut self, through: &str) {
        let outcome = with(|basis| advance(&self.sub, day(through), basis));
        self.take(outcome.unwrap());
    }

    fn change(&mut self, on: &str, change: &Change) {
        self.advance(on);
        let outcome = with(|basis| change_now(&self.sub, change, day(on), None, basis));
        self.take(outcome.unwrap());
    }

    fn plan_change(&mut self, on: &str, to: &str, change: Change) {
        let planned = ScheduledChange {
            on: day(to),
            change,
            behavior: None,
        };
        let outcome = with(|basis| schedule(&self.sub, planned, day(on), basis));
        self.take(outcome.unwrap());
    }

    fn periods(&self, through: &str) -> Vec<HeldPeriod> {
        held_periods(&self.sub, &self.events, day(through), &workspace()).unwrap()
    }

    fn statement(&self, held: &HeldPeriod) -> Statement {
        with(|basis| statement_of(&self.sub, held, basis)).unwrap()
    }

    /// What bills and what is pending come to for a period, with what changes on the day of its end
    /// made of it; what those of the day on which it began made is of the one before.
    fn billed(&self, held: &HeldPeriod, before: Option<&HeldPeriod>) -> Decimal {
        let at_end = |line: &LineItem, of: &HeldPeriod| {
            let (time, source) = (line.service_period.unwrap(), line.source.as_ref().unwrap());
            let is_change = matches!(source.kind, LineKind::Credit | LineKind::Proration);
            time.start == of.ends_on
                && time.end <= of.period.end
                && (is_change || of.ends_on == of.period.start)
        };
        let lines = self.bills.iter().flat_map(|bill| &bill.lines);
        let lines = lines.chain(&self.sub.pending).filter(|line| {
            let start = line.service_period.unwrap().start;
            let is_within = held.period.start <= start && start < held.ends_on;
            let is_before = before
                .is_some_and(|before| before.period.start < before.ends_on && at_end(line, before));
            (is_within && !is_before) || at_end(line, held)
        });
        lines.map(|line| line.quantity * line.unit_amount).sum()
    }
}

/// Each period: its days, plan + overage + custom, and the total, which is what was billed.
fn told(life: &Life, through: &str) -> Vec<String> {
    let mut rows = Vec::new();
    for held in life.periods(through) {
        let it = life.statement(&held);
        let (is, ended) = (&life.sub.period, life.sub.ended_on.is_some());
        if it.period.end <= is.start || ended {
            assert_eq!(it.total.to_decimal(), life.billed(&held, None), "{it:#?}");
        }
        let sums = [it.plan_cost, it.overage_cost, it.total].map(Money::to_major_string);
        rows.push(format!(
            "{}..{}: {} + {} = {}",
            it.period.start, it.period.end, sums[0], sums[1], sums[2]
        ));
    }
    rows
}

// April: Starter at 29.00 until the 11th, then Professional at 99.00. 20/30 of 29.00 comes back,
// 19.33; 20/30 of 99.00 is 66.00: 29.00 − 19.33 + 66.00 = 75.67. What is counted is priced by the
// plan at the end: 5 of 30 users beyond 25 at 5.00 = 25.00; 60 requests and 30 pages are included.
// May: 99.00, 25.00. June is to come.
#[test]
fn a_plan_changed_within_a_period() {
    let mut life = Life::start(STARTER, "2026-04-01");
    life.change("2026-04-11", &to_plan(PROFESSIONAL));
    life.advance("2026-06-01");
    assert_eq!(
        told(&life, "2026-06-30")[..2],
        [
            "2026-04-01..2026-05-01: 75.67 + 25.00 = 100.67",
            "2026-05-01..2026-06-01: 99.00 + 25.00 = 124.00",
        ]
    );
    let names: Vec<String> = life
        .statement(&life.periods("2026-04-30")[0])
        .plan
        .iter()
        .map(|line| format!("{} {}", line.name, line.amount))
        .collect();
    assert_eq!(
        names,
        [
            "AI workspace Starter 29.00 USD",
            "Unused time: AI workspace Starter -19.33 USD",
            "Remaining time: AI workspace Professional 66.00 USD",
        ]
    );
}

// Enterprise has any number of users for 299.00. From 1 May Professional has 25 of them, for
// 99.00: April is priced by Enterprise alone, and May has 5 users beyond, 25.00.
#[test]
fn a_plan_changed_at_a_period_s_end() {
    let mut life = Life::start(ENTERPRISE, "2026-04-01");
    life.plan_change("2026-04-10", "2026-05-01", to_plan(PROFESSIONAL));
    life.advance("2026-06-01");
    assert_eq!(
        told(&life, "2026-06-01"),
        [
            "2026-04-01..2026-05-01: 299.00 + 0.00 = 299.00",
            "2026-05-01..2026-06-01: 99.00 + 25.00 = 124.00",
            "2026-06-01..2026-07-01: 99.00 + 25.00 = 124.00",
        ]
    );
}

// Paused on 16 April: 15/30 of 99.00 come back, 49.50; the users of those days are billed, as
// users are a level: 25.00. It goes on from 10 May.
#[test]
fn a_pause_ends_a_period() {
    let mut life = Life::start(PROFESSIONAL, "2026-04-01");
    let pause = Change::Pause {
        behavior: PauseBehavior::Skip,
        resume_on: Some(day("2026-05-10")),
    };
    life.change("2026-04-16", &pause);
    life.advance("2026-05-10");
    assert_eq!(
        told(&life, "2026-05-31"),
        [
            "2026-04-01..2026-04-16: 49.50 + 25.00 = 74.50",
            "2026-05-10..2026-06-10: 99.00 + 25.00 = 124.00",
        ]
    );
}

// Ended on the 21st with what is unused given back: 10/30 of 99.00 are 33.00, in one line although
// the final bill has 25.00 of users to take them off.
#[test]
fn what_an_end_gives_back_is_one_amount() {
    let mut life = Life::start(PROFESSIONAL, "2026-04-01");
    life.change("2026-04-21", &Change::Cancel { prorate: true });
    let held = life.periods("2026-04-30");
    let it = life.statement(&held[0]);
    let plan: Vec<String> = it.plan.iter().map(|line| line.amount.to_string()).collect();
    assert_eq!(plan, ["99.00 USD", "-33.00 USD"]);
    assert_eq!(it.total.to_string(), "91.00 USD");
}

#[test]
fn a_subscription_that_ended_has_no_period_after_it() {
    let mut life = Life::start(PROFESSIONAL, "2026-04-01");
    life.change("2026-04-21", &Change::Cancel { prorate: false });
    assert_eq!(
        told(&life, "2026-12-31"),
        ["2026-04-01..2026-04-21: 99.00 + 25.00 = 124.00"]
    );
}

/// What was written down before periods said what was held is filled in as far as nothing that was
/// changed since hides it.
#[test]
fn what_nobody_wrote_down_is_not_made_up() {
    let mut life = Life::start(STARTER, "2026-04-01");
    life.advance("2026-05-01");
    life.change("2026-05-11", &to_plan(PROFESSIONAL));
    life.advance("2026-06-01");
    for event in &mut life.events {
        if let EventKind::Renewed { held, .. } = &mut event.what {
            *held = None;
        }
    }
    let known: Vec<(NaiveDate, bool)> = life
        .periods("2026-06-30")
        .iter()
        .map(|one| (one.period.start, one.held.is_some()))
        .collect();
    assert_eq!(
        known,
        [
            (day("2026-04-01"), false),
            (day("2026-05-01"), false),
            (day("2026-06-01"), true),
        ]
    );
}

/// What may be done on a day.
fn doing() -> impl Strategy<Value = Change> {
    let plan = prop_oneof![Just(STARTER), Just(PROFESSIONAL), Just(ENTERPRISE)];
    let pause = |behavior| Change::Pause {
        behavior,
        resume_on: None,
    };
    prop_oneof![
        6 => plan.prop_map(to_plan),
        1 => Just(pause(PauseBehavior::Skip)),
        1 => Just(pause(PauseBehavior::KeepAsDraft)),
        2 => Just(Change::Resume),
        1 => any::<bool>().prop_map(|prorate| Change::Cancel { prorate }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever is done to a subscription, now or at its period's end, the statement of a period
    /// that is over is what was billed for it.
    #[test]
    fn a_statement_is_what_was_billed(
        steps in prop::collection::vec((0_u64..45, doing(), any::<bool>()), 0..8)
    ) {
        let mut life = Life::start(STARTER, "2026-01-31");
        let mut on = day("2026-01-31");
        for (days, change, now) in steps {
            on = on + Days::new(days);
            life.advance(&on.to_string());
            let done = if now {
                with(|basis| change_now(&life.sub, &change, on, None, basis))
            } else {
                let planned = ScheduledChange {
                    on: life.sub.period.end,
                    change,
                    behavior: None,
                };
                with(|basis| schedule(&life.sub, planned, on, basis))
            };
            // What cannot be done on its day is refused, and nothing is changed.
            if let Ok(outcome) = done {
                life.take(outcome);
            }
        }
        life.advance(&(on + Days::new(70)).to_string());
        let is_over = |end: NaiveDate| end <= life.sub.period.start || life.sub.ended_on.is_some();
        let periods = life.periods(&on.to_string());
        for (at, held) in periods.iter().enumerate() {
            let it = life.statement(held);
            // A pause and its end on one day begin a period twice: the second has both's lines.
            let again = periods.get(at + 1).map(|next| next.period.start);
            if is_over(it.period.end) && !held.coming && again != Some(held.period.start) {
                let before = at.checked_sub(1).map(|at| &periods[at]);
                prop_assert_eq!(it.total.to_decimal(), life.billed(held, before), "{:#?}", it);
            }
        }
    }
}
