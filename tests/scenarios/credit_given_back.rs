//! Voiding an invoice and crediting one give prepaid credit back, also to a grant that has ended.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::{Value, json};

fn buy(world: &World, customer: &str, amount: &str, expires_on: Value) -> Value {
    let request = json!({"customer_id": customer, "name": "Hours", "category": "paid",
        "amount": amount, "expires_on": expires_on});
    world.get("credit_grants.create", request)
}

/// What happened to a grant: "applied 80.00, 20.00 left".
fn history(world: &World, grant: &Value) -> Vec<String> {
    let detail = world.get("credit_grants.get", json!({"id": grant["id"]}));
    let movements = detail["movements"].as_array().unwrap().iter();
    let words = |moved: &Value| {
        format!(
            "{} {} {}, {} left",
            moved["on"].as_str().unwrap(),
            moved["kind"].as_str().unwrap(),
            render::major(&moved["amount"]),
            render::major(&moved["left"])
        )
    };
    movements.map(words).collect()
}

// 100.00 bought. The invoice of 80.00 uses 80.00; voided on 12 January, the 80.00 are there again.
// The next, of 150.00, uses all 100.00 and owes 50.00. A credit note of 70.00 takes the 50.00 off
// what is due, and gives 20.00 back; the rest of it, 80.00, gives the other 80.00 back.
#[test]
fn a_void_and_credit_notes_fill_the_grant_again() {
    let world = World::new();
    let customer = world.customer("Blumen Krüger");
    let hours = buy(&world, &customer, "100.00", Value::Null);
    let of = |amount: &str| draft(&customer, &[line("Work", "1", amount, &[])]);
    let wrong = world.issue(of("80.00"));
    world.on("2026-01-12");
    world.ask(
        "invoices.void",
        json!({"id": wrong.id, "reason": "Wrong month"}),
    );
    let right = world.issue(of("150.00"));
    world.on("2026-01-20");
    world.credit(&right, &[(1, "70.00")]);
    world.on("2026-01-21");
    world.credit_rest(&right);
    assert_eq!(
        history(&world, &hours),
        [
            "2026-01-05 granted 100.00, 100.00 left",
            "2026-01-05 applied 80.00, 20.00 left",
            "2026-01-12 returned 80.00, 100.00 left",
            "2026-01-12 applied 100.00, 0.00 left",
            "2026-01-20 returned 20.00, 20.00 left",
            "2026-01-21 returned 80.00, 100.00 left",
        ]
    );
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Prepaid credit sold: Hours
      1000          Cash:Bank            EUR      100.00
      2400          Prepaid credits      EUR                  100.00
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR       80.00
      4000:Sales    Revenue:Sales        EUR                   80.00
    2026-01-05 Prepaid credit used for invoice INV-2026-0001
      1100          Receivable           EUR                   80.00
      2400          Prepaid credits      EUR       80.00
    2026-01-12 Prepaid credit given back by invoice INV-2026-0001
      1100          Receivable           EUR       80.00
      2400          Prepaid credits      EUR                   80.00
    2026-01-12 Invoice INV-2026-0001 void
      1100          Receivable           EUR                   80.00
      4000:Sales    Revenue:Sales        EUR       80.00
    2026-01-12 Invoice INV-2026-0002
      1100          Receivable           EUR      150.00
      4000:Sales    Revenue:Sales        EUR                  150.00
    2026-01-12 Prepaid credit used for invoice INV-2026-0002
      1100          Receivable           EUR                  100.00
      2400          Prepaid credits      EUR      100.00
    2026-01-20 Credit note CN-2026-0001 for invoice INV-2026-0002
      1100          Receivable           EUR                   50.00
      2400          Prepaid credits      EUR                   20.00
      4900          Refunds              EUR       70.00
    2026-01-21 Credit note CN-2026-0002 for invoice INV-2026-0002
      2400          Prepaid credits      EUR                   80.00
      4900          Refunds              EUR       80.00
    ");
    world.assert_sound();
}

// 100.00 bought, gone on 1 February; 60.00 used in January, 40.00 earned on 1 February. The invoice
// is voided on 10 February: its 60.00 come back to a grant that has ended, and are earned too.
#[test]
fn what_comes_back_after_the_end_ends_at_once() {
    let world = World::new();
    let customer = world.customer("Blumen Krüger");
    let hours = buy(&world, &customer, "100.00", json!("2026-02-01"));
    let used = world.issue(draft(&customer, &[line("Work", "1", "60.00", &[])]));
    world.run("2026-02-10");
    world.ask(
        "invoices.void",
        json!({"id": used.id, "reason": "Not delivered"}),
    );
    assert_eq!(
        history(&world, &hours),
        [
            "2026-01-05 granted 100.00, 100.00 left",
            "2026-01-05 applied 60.00, 40.00 left",
            "2026-02-01 expired 40.00, 0.00 left",
            "2026-02-10 returned 60.00, 60.00 left",
            "2026-02-10 expired 60.00, 0.00 left",
        ]
    );
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-02-10
      1000          Cash:Bank            EUR      100.00
      4600          Breakage revenue     EUR                  100.00
      Together                           EUR      100.00      100.00
    ");
    world.assert_sound();
}

// 100.00 bought, 30.00 used. Voided: 70.00 become the customer's balance, which pays the next
// invoice of 50.00; 20.00 stay. The first invoice is voided then: its 30.00 follow, 50.00 in all.
#[test]
fn voided_credit_is_the_customers_money() {
    let world = World::new();
    let customer = world.customer("Blumen Krüger");
    let hours = buy(&world, &customer, "100.00", Value::Null);
    let first = world.issue(draft(&customer, &[line("Work", "1", "30.00", &[])]));
    let reason = json!({"id": hours["id"], "reason": "Contract ended"});
    world.ask("credit_grants.void", reason);
    world.on("2026-01-12");
    world.issue(draft(&customer, &[line("Work", "1", "50.00", &[])]));
    assert_snapshot!(render::customer(&world, &customer), @r"
    Blumen Krüger (active): owes nothing, past due nothing, holds 20.00 EUR
    ");
    world.ask(
        "invoices.void",
        json!({"id": first.id, "reason": "Not delivered"}),
    );
    assert_snapshot!(render::customer(&world, &customer), @r"
    Blumen Krüger (active): owes nothing, past due nothing, holds 50.00 EUR
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-01-12
      1000          Cash:Bank            EUR      100.00
      2300          Customer balance     EUR                   50.00
      4000:Sales    Revenue:Sales        EUR                   50.00
      Together                           EUR      100.00      100.00
    ");
    world.assert_sound();
}
