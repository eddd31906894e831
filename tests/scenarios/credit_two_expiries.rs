//! Prepaid credit is used by the end that comes first, and gifts cost revenue, not cash.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// Bought 200.00 without an end; given 50.00 until the end of February (gone on 1 March).
// January: 119.00 due. The gift ends first: 50.00, then 69.00 of the 200.00: 131.00 are left. Paid.
// February: 119.00 due, 119.00 of the 131.00: 12.00 are left. Paid.
// March: 119.00 due, the last 12.00 are used, then the customer's balance of 7.00 (a payment of
// 126.00 for a first invoice of 119.00): 119.00 - 12.00 - 7.00 = 100.00 is due.
#[test]
fn credit_that_ends_first_is_used_first_and_the_balance_after_it() {
    let world = World::new();
    let (customer, vat) = (world.customer("Blumen Krüger"), world.vat("19"));
    let month = || draft(&customer, &[line("Retainer", "1", "100.00", &[&vat])]);
    let first = world.issue(month());
    let bought = json!({"customer_id": customer, "name": "Hours 2026", "category": "paid",
        "amount": "200.00"});
    world.ask("credit_grants.create", bought.clone());
    let given = with(with(bought, "category", "promotional"), "name", "Welcome");
    let given = with(with(given, "amount", "50.00"), "expires_on", "2026-03-01");
    world.ask("credit_grants.create", given);

    world.on("2026-01-20");
    let january = world.issue(month());
    assert_snapshot!(render::invoice(&world, &january), @r"
    INV-2026-0002, Blumen Krüger (paid)
    issued 2026-01-20, due 2026-02-03, in EUR
      Retainer: 1 x 100.00                              100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Prepaid credit, Welcome                              50.00
    Prepaid credit, Hours 2026                           69.00
    Due                                                   0.00
    ");
    world.on("2026-02-20");
    let february = world.issue(month());
    assert_eq!(world.invoice(&february)["row"]["status"], "paid");
    world.pay(&first, "126.00", "2026-02-20");
    world.on("2026-03-20");
    let march = world.issue(month());
    assert_snapshot!(render::invoice(&world, &march), @r"
    INV-2026-0004, Blumen Krüger (open)
    issued 2026-03-20, due 2026-04-03, in EUR
      Retainer: 1 x 100.00                              100.00
    Subtotal                                            100.00
    Net                                                 100.00
    VAT 19 % S on 100.00                                 19.00
    Total                                               119.00
    Prepaid credit, Hours 2026                           12.00
    Customer balance applied                              7.00
    Due                                                 100.00
    ");
    assert_snapshot!(render::journal_of(&world, &march), @r"
    2026-03-20 Invoice INV-2026-0004
      1100          Receivable           EUR      119.00
      2200:DE       Tax payable:DE       EUR                   19.00
      4000:Sales    Revenue:Sales        EUR                  100.00
    2026-03-20 Prepaid credit used for invoice INV-2026-0004
      1100          Receivable           EUR                   12.00
      2400          Prepaid credits      EUR       12.00
    2026-03-20 Customer balance used for invoice INV-2026-0004
      1100          Receivable           EUR                    7.00
      2300          Customer balance     EUR        7.00
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-03-20
      1000          Cash:Bank            EUR      326.00
      1100          Receivable           EUR      100.00
      2200:DE       Tax payable:DE       EUR                   76.00
      4000:Sales    Revenue:Sales        EUR                  400.00
      4700          Promotional credits  EUR       50.00
      Together                           EUR      476.00      476.00
    ");
    world.assert_sound();
}
