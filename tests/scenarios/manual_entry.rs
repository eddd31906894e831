//! Entries made by hand: capital comes in, a fee is booked wrongly and reversed.

use acceptance::{World, render};
use insta::assert_snapshot;
use serde_json::json;

// Capital 25 000.00; a fee of 9.90 booked as 99.00, reversed, booked again.
// Bank: 25 000.00 − 99.00 + 99.00 − 9.90 = 24 990.10; fees: 9.90.
#[test]
fn an_entry_is_reversed_never_edited() {
    let world = World::new();
    let post = |on: &str, what: &str, debit: &str, credit: &str, amount: &str| {
        world.on(on);
        let request = json!({"posted_on": on, "description": what, "currency": "EUR",
            "postings": [{"account": debit, "debit": amount},
                {"account": credit, "credit": amount}]});
        world.get("ledger.post_entry", request)
    };
    post(
        "2026-01-05",
        "Capital of the owners",
        "1000",
        "3000",
        "25000.00",
    );
    let wrong = post("2026-01-31", "Account fee", "6000", "1000", "99.00");

    world.on("2026-02-03");
    let reverse = json!({"id": wrong["id"], "reason": "Typed 99 for 9.90"});
    world.ask("ledger.reverse_entry", reverse.clone());
    assert_eq!(
        world.refusal("ledger.reverse_entry", reverse),
        "entry_already_reversed"
    );
    post("2026-02-03", "Account fee", "6000", "1000", "9.90");
    assert_snapshot!(render::journal(&world), @r#"
    2026-01-05 Capital of the owners
      1000          Cash:Bank            EUR    25000.00
      3000          Opening balances     EUR                25000.00
    2026-01-31 Account fee
      6000          Processing fees      EUR       99.00
      1000          Cash:Bank            EUR                   99.00
    2026-02-03 Reversal of "Account fee": Typed 99 for 9.90
      6000          Processing fees      EUR                   99.00
      1000          Cash:Bank            EUR       99.00
    2026-02-03 Account fee
      6000          Processing fees      EUR        9.90
      1000          Cash:Bank            EUR                    9.90
    "#);
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-02-03
      1000          Cash:Bank            EUR    24990.10
      3000          Opening balances     EUR                25000.00
      6000          Processing fees      EUR        9.90
      Together                           EUR    25000.00    25000.00
    ");
    world.assert_sound();
}

// 100.00 against 99.99 is a cent apart; 9999 is no account of the chart.
#[test]
fn an_entry_that_does_not_balance_is_refused() {
    let world = World::new();
    let entry = |account: &str, credit: &str| {
        json!({"posted_on": "2026-01-05", "description": "Slip", "currency": "EUR", "postings": [
            {"account": account, "debit": "100.00"}, {"account": "3000", "credit": credit}]})
    };
    assert_eq!(
        world.refusal("ledger.post_entry", entry("1000", "99.99")),
        "entry_unbalanced"
    );
    assert_eq!(
        world.refusal("ledger.post_entry", entry("9999", "100.00")),
        "account_unknown"
    );
    assert_eq!(world.get("ledger.journal", json!({}))["total_count"], 0);
}
