//! Planned changes that a later change meets: they follow the plan, or fall away and say so.

use billing::catalog::PlanBook;
use billing::subscription::{
    Change, EventKind, ScheduledChange, SubscriptionError, advance, preview_change, schedule,
};

use crate::build::{
    MONTHLY, Stage, addon, assert_text, book, day, dec, flat, item, new, per_unit, plan, plan_id,
    price, to_plan,
};

fn plans() -> PlanBook {
    book(vec![
        plan(1, "Team", vec![price("seats", MONTHLY, per_unit("10"))]),
        plan(2, "Crew", vec![price("seats", MONTHLY, per_unit("20"))]),
        addon(9, "Help", vec![price("base", MONTHLY, flat("15"))]),
    ])
}

fn quantity(n: u128, of: &str) -> Change {
    Change::Quantity {
        plan_id: plan_id(n),
        quantity: dec(of),
    }
}

fn remove_help() -> Change {
    Change::RemoveAddon {
        plan_id: plan_id(9),
    }
}

fn plan_ahead(stage: &mut Stage, on: &str, change: Change) -> Result<(), SubscriptionError> {
    let planned = ScheduledChange {
        on: day(on),
        change,
        behavior: None,
    };
    let outcome = stage.with(|basis| schedule(&stage.sub, planned, day("2026-01-02"), basis))?;
    stage.take(outcome);
    Ok(())
}

// Two seats. Five are planned for 1 February; on the first day the plan becomes Crew: January
// 2 × 10 − 2 × 10 + 2 × 20, February 5 × 20 = 100.00.
#[test]
fn a_planned_quantity_is_one_of_the_plan_that_is_held_then() {
    let mut stage = Stage::start(plans(), new(vec![item(1, "2")]), "2026-01-01");
    plan_ahead(&mut stage, "2026-02-01", quantity(1, "5")).unwrap();
    let seen = stage.with(|basis| {
        preview_change(&stage.sub, &to_plan(2), day("2026-01-02"), None, basis).unwrap()
    });
    assert_eq!(
        seen.outcome.subscription.schedule[0].change,
        quantity(2, "5")
    );
    stage.change("2026-01-01", &to_plan(2));
    stage.advance("2026-02-01");
    assert_text(
        &stage.text(),
        "2026-01-01 Period 20.00
           01-01..02-01 Team: 2 × 10
         2026-02-01 Period 120.00
           02-01..03-01 Crew: 5 × 20
           01-01..02-01 Unused time: Team: 1 × -20.00
           01-01..02-01 Remaining time: Crew: 2 × 20",
    );
}

// The add-on is to go on 1 February, and goes on 1 January already. What was planned has nothing to
// do any more; February is billed all the same.
#[test]
fn what_cannot_be_done_any_more_falls_away_and_the_billing_goes_on() {
    let items = vec![item(1, "1"), item(9, "1")];
    let mut stage = Stage::start(plans(), new(items), "2026-01-01");
    plan_ahead(&mut stage, "2026-02-01", remove_help()).unwrap();
    stage.change("2026-01-01", &remove_help());
    let outcome = stage.with(|basis| advance(&stage.sub, day("2026-02-01"), basis).unwrap());
    let fell = outcome.events.iter().any(|event| {
        event.on == day("2026-02-01")
            && matches!(&event.what, EventKind::Unscheduled { planned }
                if planned.change == remove_help())
    });
    assert!(fell, "{:?}", outcome.events);
    stage.advance("2026-02-01");
    assert!(stage.sub.schedule.is_empty());
    // 10.00 − 15.00 does not fit: 5.00 of the credit wait.
    assert_text(
        &stage.text(),
        "2026-01-01 Period 25.00
           01-01..02-01 Team: 1 × 10
           01-01..02-01 Help: 1 × 15.00
         2026-02-01 Period 0.00
           02-01..03-01 Team: 1 × 10
           01-01..02-01 Unused time: Help: 1 × -10",
    );
}

#[test]
fn what_cannot_be_done_on_its_day_is_refused_when_it_is_planned() {
    let mut stage = Stage::start(plans(), new(vec![item(1, "1")]), "2026-01-01");
    let plan_id = plan_id(9);
    assert_eq!(
        plan_ahead(&mut stage, "2026-02-01", remove_help()),
        Err(SubscriptionError::NotHeld { plan_id })
    );
    assert!(stage.sub.schedule.is_empty());
}
