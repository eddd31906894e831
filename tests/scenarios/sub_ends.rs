//! What an end gives back where its invoice has no room for it: nothing vanishes, nothing twice.

use acceptance::builders::{cancel, flat, to_plan, with};
use acceptance::world::text;
use acceptance::{World, render};
use serde_json::{Value, json};

fn set(world: &World, field: &str, value: impl Into<Value>) {
    let settings = world.get("billing_settings.get", json!({}));
    world.ask("billing_settings.update", with(settings, field, value));
}

/// What credit notes gave back with tax, each with its invoice.
fn credited(world: &World) -> Vec<(String, String)> {
    let sort = json!([{"column": "number", "descending": false}]);
    let page = world.get("credit_notes.list", json!({"sort": sort}));
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| (text(&row["invoice_number"]), render::major(&row["total"])))
        .collect()
}

fn notes(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    let rows = rows.iter();
    rows.map(|(invoice, total)| ((*invoice).to_owned(), (*total).to_owned()))
        .collect()
}

// Large is downgraded to Small on 11 April: 60.00 x 20/30 = 40.00 back, 18.00 x 20/30 = 12.00
// charged. One invoice bills May for both subscriptions: 18.00 + 12.00 - 30.00 for Small, whose
// other 10.00 wait, and 30.00 for Extra, whose trial is over. Ended on 1 May, Small has 18.00
// unused and 10.00 waiting: both were paid in April, and the 30.00 on the invoice are Extra's.
// Ended too, Extra gets them whole. Held: 60.00 x 10/30 + 18.00 x 20/30 = 32.00 of 60.00.
#[test]
fn an_end_takes_nothing_from_another_subscription_on_the_invoice() {
    let world = World::new();
    set(&world, "grouped", true);
    let large = world.plan("Large", &[flat("60.00")]);
    let small = world.plan("Small", &[flat("18.00")]);
    let extra = world.plan("Extra", &[flat("30.00")]);
    let customer = world.customer("Alder GmbH");
    world.on("2026-04-01");
    let one = world.subscribe(&customer, &large, json!({}));
    let two = world.subscribe(&customer, &extra, json!({"trial_days": 30}));
    world.on("2026-04-11");
    world.change(&one, to_plan(&small), "now");
    world.run("2026-05-01");
    assert_eq!(render::major(&world.invoices()[1]["total"]), "30.00");

    world.change(&one, cancel(true), "now");
    assert_eq!(credited(&world), notes(&[("INV-2026-0001", "28.00")]));
    world.change(&two, cancel(true), "now");
    let both = [("INV-2026-0001", "28.00"), ("INV-2026-0002", "30.00")];
    assert_eq!(credited(&world), notes(&both));
    world.assert_sound();
}

// The invoice of April is a draft of 60.00. A downgrade on the 11th leaves 40.00 - 12.00 waiting,
// and the end on the 21st 12.00 x 10/20 = 6.00 more: 34.00 in all, which come off the draft. Held:
// 60.00 x 10/30 + 18.00 x 10/30 = 26.00.
#[test]
fn a_waiting_credit_comes_off_a_draft_at_the_end() {
    let world = World::new();
    set(&world, "mode", "draft");
    let large = world.plan("Large", &[flat("60.00")]);
    let small = world.plan("Small", &[flat("18.00")]);
    world.on("2026-04-01");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &large, json!({}));
    world.on("2026-04-11");
    world.change(&sub, to_plan(&small), "now");
    world.on("2026-04-21");
    let seen = world.preview_change(&sub, cancel(true), "now", "");
    let words = seen["words"].as_array().unwrap();
    assert!(
        words.contains(&"A draft that is not issued yet is lowered by 34.00 EUR.".into()),
        "{words:#?}"
    );
    assert_eq!(
        (&seen["credited"][0]["minor"], &seen["lowered_drafts"]),
        (&"3400".into(), &1.into())
    );
    let request = json!({"id": sub, "change": cancel(true), "when": "now"});
    world.ask("subscriptions.change", request);
    let totals: Vec<String> = world
        .invoices()
        .iter()
        .map(|row| render::major(&row["total"]))
        .collect();
    assert_eq!(totals, ["26.00", "0.00"]);
    assert_eq!(world.subscription(&sub)["pending"], json!([]));
    world.assert_sound();
}

// The draft of May bills 18.00 + 12.00 and has 30.00 of the credit of April on it: it comes to
// nothing, and cannot be lowered. Ended on 1 May, the 18.00 of May and the 10.00 that still wait
// are given back where they were paid, on the invoice of April.
#[test]
fn a_draft_is_never_lowered_below_nothing() {
    let world = World::new();
    let large = world.plan("Large", &[flat("60.00")]);
    let small = world.plan("Small", &[flat("18.00")]);
    world.on("2026-04-01");
    let sub = world.subscribe(&world.customer_with_vat("Alder GmbH"), &large, json!({}));
    world.on("2026-04-11");
    world.change(&sub, to_plan(&small), "now");
    set(&world, "mode", "draft");
    world.run("2026-05-01");
    world.change(&sub, cancel(true), "now");
    // 28.00 and 19 %.
    assert_eq!(credited(&world), notes(&[("INV-2026-0001", "33.32")]));
    assert_eq!(render::major(&world.invoices()[1]["total"]), "0.00");
    world.assert_sound();
}

// 71.40 of April are paid. May bills 30.00 + 20.00 - 40.00 for the downgrade of 11 April, and the
// subscription ends with May. Its invoice is voided: what it charged is forgone, and the 40.00 that
// it used find no bill any more. They were paid with April: 47.60 are the customer's.
#[test]
fn a_credit_of_an_invoice_that_is_voided_after_the_end_is_the_customer_s() {
    let world = World::new();
    let large = world.plan("Large", &[flat("60.00")]);
    let small = world.plan("Small", &[flat("30.00")]);
    let customer = world.customer_with_vat("Alder GmbH");
    world.on("2026-04-01");
    let sub = world.subscribe(&customer, &large, json!({}));
    world.pay(&world.last_invoice(), "71.40", "2026-04-01");
    world.on("2026-04-11");
    world.change(&sub, to_plan(&small), "now");
    world.run("2026-05-01");
    world.change(&sub, cancel(false), "period_end");
    world.run("2026-06-01");
    let invoice = world.numbered("INV-2026-0002");
    let void = json!({"id": invoice.id, "reason": "Agreed by telephone"});
    world.ask("invoices.void", void);
    assert_eq!(credited(&world), notes(&[("INV-2026-0001", "47.60")]));
    assert_eq!(
        render::customer(&world, &customer),
        "Alder GmbH (active): owes nothing, past due nothing, holds 47.60 EUR\n"
    );
    assert_eq!(world.subscription(&sub)["pending"], json!([]));
    world.assert_sound();
}

// Pro takes the place of Basic without amounts: what is unused on 21 April was billed as Basic, and
// 60.00 x 10/30 = 20.00 of it come back.
#[test]
fn an_end_after_a_change_without_amounts_credits_the_plan_that_was_billed() {
    let world = World::new();
    let basic = world.plan("Basic", &[flat("60.00")]);
    let pro = world.plan("Pro", &[flat("120.00")]);
    world.on("2026-04-01");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &basic, json!({}));
    world.on("2026-04-11");
    world.change_by(&sub, to_plan(&pro), "now", "none");
    world.on("2026-04-21");
    world.change(&sub, cancel(true), "now");
    assert_eq!(credited(&world), notes(&[("INV-2026-0001", "20.00")]));
    world.assert_sound();
}

// The whole of April was credited by hand, and 30.00 of its credit were used in May: 60.00 were
// billed and 60.00 given back. The 18.00 of May, unused on the 1st, were paid by that credit alone;
// they do not come back once more, and the preview says so.
#[test]
fn what_was_given_back_by_hand_does_not_come_back_twice() {
    let world = World::new();
    let large = world.plan("Large", &[flat("60.00")]);
    let small = world.plan("Small", &[flat("18.00")]);
    world.on("2026-04-01");
    let sub = world.subscribe(&world.customer("Alder GmbH"), &large, json!({}));
    let april = world.last_invoice();
    world.on("2026-04-11");
    world.change(&sub, to_plan(&small), "now");
    world.credit_rest(&april);
    world.run("2026-05-01");
    let seen = world.preview_change(&sub, cancel(true), "now", "");
    let words = seen["words"].as_array().unwrap();
    let told = "Another 18.00 EUR of unused time was given back before, by a credit note, and \
                does not come back twice.";
    assert!(words.contains(&told.into()), "{words:#?}");
    world.change(&sub, cancel(true), "now");
    assert_eq!(credited(&world), notes(&[("INV-2026-0001", "60.00")]));
    world.assert_sound();
}
