//! Pauses, ends, planned changes, payments and previews by date.

use billing::catalog::{PlanBook, Price, ProrationBehavior};
use billing::ids::InvoiceId;
use billing::money::Money;
use billing::subscription::{
    AfterRetries, Change, Collection, EventKind, NewSubscription, PauseBehavior, ScheduledChange,
    SubscriptionError, SubscriptionState, When, credit_owed, forget_invoice, give_up,
    payment_failed, payment_succeeded, preview_change, restore_credits, schedule, timeline,
    unschedule, upcoming,
};
use ulid::Ulid;

use crate::build::{
    MONTHLY, Stage, USD, YEARLY, assert_text, book, day, flat, item, metered, new, plan, price,
    setup, to_plan,
};

fn plans() -> PlanBook {
    let calls = metered(MONTHLY, "0.10", "0");
    book(vec![
        plan(
            1,
            "Starter",
            vec![price("base", MONTHLY, flat("31")), calls],
        ),
        plan(2, "Pro", vec![price("base", MONTHLY, flat("93"))]),
        plan(
            3,
            "Guided",
            vec![price("base", MONTHLY, flat("31")), setup("40")],
        ),
    ])
}

fn stage(n: u128, on: &str) -> Stage {
    Stage::start(plans(), new(vec![item(n, "1")]), on)
}

fn pause(behavior: PauseBehavior, resume_on: Option<&str>) -> Change {
    Change::Pause {
        behavior,
        resume_on: resume_on.map(day),
    }
}

fn cancel(prorate: bool) -> Change {
    Change::Cancel { prorate }
}

fn planned(on: &str, change: Change) -> ScheduledChange {
    ScheduledChange {
        on: day(on),
        change,
        behavior: None,
    }
}

impl Stage {
    fn schedule(&mut self, today: &str, planned: ScheduledChange) -> Result<(), SubscriptionError> {
        let outcome = self.with(|basis| schedule(&self.sub, planned, day(today), basis))?;
        self.take(outcome);
        Ok(())
    }
}

#[test]
fn a_pause_over_a_renewal_bills_only_the_time_that_is_held() {
    let mut stage = stage(1, "2026-01-01");
    stage.daily.set(1);
    stage.change(
        "2026-01-21",
        &pause(PauseBehavior::Skip, Some("2026-03-10")),
    );
    assert_eq!(stage.sub.state, SubscriptionState::Paused);
    stage.advance("2026-03-09");
    assert_eq!(stage.bills.len(), 1);
    stage.advance("2026-04-09");
    // 11 of 31 days of 31.00 come back; 20 days × 1 call × 0.10 = 2.00 for January
    assert_text(
        &stage.text(),
        "2026-01-01 Period 31.00
           01-01..02-01 Starter: 1 × 31.00
         2026-03-10 Period 22.00
           03-10..04-10 Starter: 1 × 31.00
           01-01..01-21 Starter: Calls: 20 × 0.10
           01-21..02-01 Unused time: Starter: 1 × -11.00",
    );
    assert_eq!(stage.sub.state, SubscriptionState::Active);
    assert_eq!(stage.sub.terms.anchor, day("2026-03-10"));
}

#[test]
fn a_pause_may_go_on_writing_drafts_or_lost_invoices() {
    let kept = [
        (PauseBehavior::KeepAsDraft, Collection::KeepDraft),
        (PauseBehavior::MarkUncollectible, Collection::Uncollectible),
    ];
    for (behavior, collection) in kept {
        let mut stage = stage(2, "2026-01-01");
        stage.change("2026-01-21", &pause(behavior, None));
        stage.advance("2026-02-15");
        stage.change("2026-02-15", &Change::Resume);
        stage.advance("2026-03-01");
        let collect: Vec<_> = stage.bills.iter().map(|bill| bill.collect).collect();
        assert_eq!(collect, [Collection::Issue, collection, Collection::Issue]);
        assert_eq!(stage.total(), Money::new(3 * 9300, USD));
    }
}

#[test]
fn an_end_with_the_period_bills_what_was_counted_and_nothing_more() {
    let mut stage = stage(1, "2026-01-01");
    stage.daily.set(2);
    let on = When::PeriodEnd.day(&stage.sub, day("2026-01-10"));
    stage
        .schedule("2026-01-10", planned(&on.to_string(), cancel(false)))
        .unwrap();
    stage.advance("2026-06-01");
    // 31 days × 2 calls × 0.10 = 6.20
    assert_text(
        &stage.text(),
        "2026-01-01 Period 31.00
           01-01..02-01 Starter: 1 × 31.00
         2026-02-01 Final 6.20
           01-01..02-01 Starter: Calls: 62 × 0.10",
    );
    assert_eq!(stage.sub.ended_on, Some(day("2026-02-01")));
    assert_eq!(stage.sub.state, SubscriptionState::Canceled);
}

#[test]
fn a_planned_end_can_be_undone_and_nothing_can_follow_it() {
    let mut stage = stage(2, "2026-01-01");
    stage
        .schedule("2026-01-05", planned("2026-02-01", cancel(false)))
        .unwrap();
    let ends_on = day("2026-02-01");
    for (on, change) in [("2026-02-01", to_plan(1)), ("2026-01-20", cancel(true))] {
        let refused = stage.schedule("2026-01-06", planned(on, change));
        assert_eq!(refused, Err(SubscriptionError::AfterTheEnd { ends_on }));
    }
    let back = stage
        .with(|basis| unschedule(&stage.sub, 0, day("2026-01-07"), basis))
        .unwrap();
    assert!(matches!(back.events[0].what, EventKind::Unscheduled { .. }));
    stage.take(back);
    let gone = stage.with(|basis| unschedule(&stage.sub, 0, day("2026-01-07"), basis));
    assert_eq!(
        gone.unwrap_err(),
        SubscriptionError::NotPlanned { number: 1 }
    );
    stage.advance("2026-02-01");
    assert_eq!(stage.bills.len(), 2);
    stage
        .schedule("2026-02-02", planned("2026-02-20", to_plan(1)))
        .unwrap();
    let before = stage.schedule("2026-02-02", planned("2026-02-10", cancel(true)));
    let on = day("2026-02-20");
    assert_eq!(before, Err(SubscriptionError::ChangesAfter { on }));
    let past = stage.schedule("2026-02-02", planned("2026-02-02", to_plan(1)));
    assert!(matches!(past, Err(SubscriptionError::NotAhead { .. })));
}

#[test]
fn phases_follow_each_other_each_before_the_billing_of_its_day() {
    let mut stage = stage(1, "2026-01-01");
    stage
        .schedule("2026-01-02", planned("2026-03-01", to_plan(3)))
        .unwrap();
    stage
        .schedule("2026-01-02", planned("2026-02-01", to_plan(2)))
        .unwrap();
    stage.advance("2026-03-01");
    assert_text(
        &stage.text(),
        "2026-01-01 Period 31.00
           01-01..02-01 Starter: 1 × 31.00
         2026-02-01 Period 93.00
           02-01..03-01 Pro: 1 × 93.00
         2026-03-01 Period 31.00
           03-01..04-01 Guided: 1 × 31.00",
    );
}

#[test]
fn a_cancellation_now_credits_the_invoice_or_what_is_pending() {
    let mut stage = stage(1, "2026-01-01");
    stage.daily.set(1);
    stage.change("2026-01-11", &to_plan(2));
    stage.change("2026-01-21", &cancel(true));
    // Pending: −31 × 21/31 = −21.00, +93 × 21/31 = 63.00, ten days of calls 1.00. Of the 63.00,
    // 11 of 21 days are unused and on no invoice yet: −33.00. The first invoice was used up to
    // the 11th; its unused part is the credit of −21.00.
    assert_text(
        &stage.text(),
        "2026-01-01 Period 31.00
           01-01..02-01 Starter: 1 × 31.00
         2026-01-21 Final 10.00
           01-21..02-01 Unused time: Pro: 1 × -33.00
           01-01..01-11 Starter: Calls: 10 × 0.10
           01-11..02-01 Unused time: Starter: 1 × -21.00
           01-11..02-01 Remaining time: Pro: 1 × 63.00",
    );
    assert!(stage.credits.is_empty());
    let mut on_invoice = self::stage(2, "2026-01-01");
    on_invoice.change("2026-01-21", &cancel(true));
    // 93 × 11/31 = 33.00 of the first invoice
    assert_eq!(on_invoice.credits[0].amount, Money::new(3300, USD));
    assert_eq!(on_invoice.bills.len(), 1);
    let mut kept = self::stage(2, "2026-01-01");
    kept.change("2026-01-21", &cancel(false));
    assert_eq!(kept.total(), Money::new(9300, USD));
}

#[test]
fn a_trial_that_is_canceled_costs_nothing_not_even_the_fee() {
    let mut terms = new(vec![item(3, "1")]);
    terms.trial_days = Some(30);
    let mut stage = Stage::start(plans(), terms, "2026-01-01");
    stage.change("2026-01-15", &cancel(true));
    stage.advance("2026-12-31");
    assert_eq!(stage.text(), "");
    assert!(stage.sub.pending.is_empty());
}

#[test]
fn a_voided_invoice_gives_nothing_back() {
    let mut stage = stage(2, "2026-01-01");
    let invoice_id = InvoiceId::from_ulid(Ulid::from_parts(2, 0));
    forget_invoice(&mut stage.sub, &invoice_id);
    stage.change("2026-01-21", &cancel(true));
    assert!(stage.credits.is_empty());
    assert_eq!(stage.bills.len(), 1);
}

#[test]
fn only_once_paid_it_begins() {
    let terms = NewSubscription {
        starts_when_paid: true,
        ..new(vec![item(2, "1")])
    };
    let mut stage = Stage::start(plans(), terms, "2026-01-01");
    assert_eq!(stage.sub.state, SubscriptionState::Incomplete);
    stage.advance("2026-01-20");
    assert_eq!(stage.bills.len(), 1);
    let early = stage
        .try_change("2026-01-20", &to_plan(1), None)
        .unwrap_err();
    let said = "a subscription that is incomplete cannot be changed; \
                its first invoice has to be paid first";
    assert_eq!(early.to_string(), said);
    let paid = stage.with(|basis| payment_succeeded(&stage.sub, day("2026-01-20"), basis));
    stage.take(paid.unwrap());
    assert_eq!(stage.sub.state, SubscriptionState::Active);
    stage.advance("2026-02-01");
    assert_eq!(stage.bills.len(), 2);
}

#[test]
fn after_the_last_retry_the_policy_decides() {
    let after = |then| {
        let mut stage = stage(2, "2026-01-01");
        let failed = stage.with(|basis| payment_failed(&stage.sub, day("2026-01-01"), basis));
        stage.take(failed.unwrap());
        let gave_up = stage.with(|basis| give_up(&stage.sub, day("2026-01-17"), then, basis));
        stage.take(gave_up.unwrap());
        stage.advance("2026-02-20");
        let state = stage.sub.state;
        (state, stage.bills.len(), stage)
    };
    let (state, bills, _) = after(AfterRetries::PastDue);
    assert_eq!((state, bills), (SubscriptionState::PastDue, 2));
    let (state, bills, _) = after(AfterRetries::Pause);
    assert_eq!((state, bills), (SubscriptionState::Paused, 1));
    let (state, bills, canceled) = after(AfterRetries::Cancel);
    assert_eq!((state, bills), (SubscriptionState::Canceled, 1));
    // 16 days were held: 93 × 16/31 = 48.00 stay due, 45.00 are credited
    assert_eq!(canceled.credits[0].amount, Money::new(4500, USD));
    let (state, bills, mut stage) = after(AfterRetries::Unpaid);
    assert_eq!((state, bills), (SubscriptionState::Unpaid, 1));
    let paid = stage.with(|basis| payment_succeeded(&stage.sub, day("2026-02-20"), basis));
    stage.take(paid.unwrap());
    stage.advance("2026-02-20");
    assert_eq!(stage.bills[1].period.start, day("2026-02-20")); // a new period on the day
}

#[test]
fn a_preview_is_what_the_change_does() {
    let stage = stage(1, "2026-01-01");
    let behavior = Some(ProrationBehavior::InvoiceNow);
    let (on, change) = (day("2026-01-11"), to_plan(2));
    let preview = stage
        .with(|basis| preview_change(&stage.sub, &change, on, behavior, basis))
        .unwrap();
    let made = stage.try_change("2026-01-11", &change, behavior).unwrap();
    assert_eq!(preview.outcome, made);
    // 93 × 21/31 − 31 × 21/31 = 42.00
    assert_eq!(preview.due_now, Money::new(4200, USD));
    assert_eq!(
        preview.next.unwrap().net(USD).unwrap(),
        Money::new(9300, USD)
    );
    let next = stage
        .with(|basis| upcoming(&stage.sub, basis))
        .unwrap()
        .unwrap();
    assert_eq!(
        (next.on, next.net(USD).unwrap()),
        (day("2026-02-01"), Money::new(3100, USD))
    );
}

#[test]
fn the_timeline_shows_what_is_to_come_with_its_amounts() {
    let mut stage = stage(2, "2026-01-01");
    stage
        .schedule("2026-01-02", planned("2026-03-01", cancel(false)))
        .unwrap();
    let coming = stage
        .with(|basis| timeline(&stage.sub, &[], day("2027-01-01"), basis))
        .unwrap();
    let shown: Vec<String> = coming
        .iter()
        .map(|entry| {
            let what = match &entry.what {
                EventKind::Renewed { .. } => "renewed",
                EventKind::Became { .. } => "ended",
                _ => "changed",
            };
            let amount = entry.amount.map(Money::to_major_string).unwrap_or_default();
            format!("{} {what} {amount}", entry.on)
        })
        .collect();
    let expected = [
        "2026-02-01 renewed 93.00",
        "2026-03-01 ended ",
        "2026-03-01 changed ",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn a_trial_may_change_its_plan_and_bills_what_it_ends_with() {
    let mut terms = new(vec![item(1, "1")]);
    terms.trial_days = Some(14);
    let mut stage = Stage::start(plans(), terms, "2026-01-01");
    stage.change("2026-01-05", &to_plan(3));
    assert!(stage.bills.is_empty());
    stage.advance("2026-01-15");
    assert_text(
        &stage.text(),
        "2026-01-15 Period 71.00
           01-15..02-15 Guided: 1 × 31.00
           01-15..01-16 Guided: Setup: 1 × 40.00",
    );
}

#[test]
fn credits_without_room_are_owed_at_the_end_and_come_back_from_a_voided_invoice() {
    let mut stage = stage(2, "2026-01-01");
    stage.change("2026-01-11", &to_plan(3));
    stage.change("2026-01-21", &cancel(false));
    // 93 × 21/31 = 63.00 back, 31 × 21/31 = 21.00 to pay: 42.00 have no room
    assert_eq!(stage.bills[1].net(USD).unwrap(), Money::new(0, USD));
    assert_eq!(credit_owed(&stage.sub), Ok(Money::new(4200, USD)));
    let lines = stage.bills[1].lines.clone();
    restore_credits(&mut stage.sub, &lines);
    assert_eq!(credit_owed(&stage.sub), Ok(Money::new(6300, USD)));
}

#[test]
fn an_interval_without_amounts_waits_for_the_next_period() {
    let yearly = price("base", YEARLY, flat("310"));
    let plans = book(vec![plan(
        1,
        "Plan",
        vec![price("base", MONTHLY, flat("31")), yearly],
    )]);
    let mut stage = Stage::start(plans, new(vec![item(1, "1")]), "2026-01-01");
    let change = Change::Interval {
        recurrence: YEARLY,
        keep_anchor: false,
    };
    let outcome = stage.try_change("2026-01-11", &change, Some(ProrationBehavior::None));
    stage.take(outcome.unwrap());
    assert_eq!(stage.sub.schedule[0].on, day("2026-02-01"));
    stage.advance("2026-02-01");
    assert_text(
        &stage.text(),
        "2026-01-01 Period 31.00
           01-01..02-01 Plan: 1 × 31.00
         2026-02-01 Period 310.00
           02-01..02-01 Plan: 1 × 310.00",
    );
}

#[test]
fn a_trial_that_becomes_yearly_still_ends_on_its_day() {
    let yearly_setup = Price {
        recurrence: YEARLY,
        ..setup("25")
    };
    let prices = vec![
        price("base", MONTHLY, flat("31")),
        setup("40"),
        price("base", YEARLY, flat("310")),
        yearly_setup,
    ];
    let mut terms = new(vec![item(1, "1")]);
    terms.trial_days = Some(14);
    let mut stage = Stage::start(book(vec![plan(1, "Plan", prices)]), terms, "2026-01-01");
    let change = Change::Interval {
        recurrence: YEARLY,
        keep_anchor: false,
    };
    stage.change("2026-01-05", &change);
    stage.advance("2026-12-31");
    assert_text(
        &stage.text(),
        "2026-01-15 Period 335.00
           01-15..01-15 Plan: 1 × 310.00
           01-15..01-16 Plan: Setup: 1 × 25.00",
    );
}

#[test]
fn what_could_not_be_done_on_its_day_is_not_planned() {
    let mut stage = stage(2, "2026-01-01");
    let unknown = stage.schedule("2026-01-02", planned("2026-02-01", to_plan(8)));
    assert!(matches!(
        unknown,
        Err(SubscriptionError::UnknownPlan { .. })
    ));
    let resume = stage.schedule("2026-01-02", planned("2026-02-01", Change::Resume));
    let said = "a subscription that is active cannot become active; it goes on as it is";
    assert_eq!(resume.unwrap_err().to_string(), said);
    assert!(stage.sub.schedule.is_empty());
}
