//! An invoice is credited in part, then for the rest, until nothing is left to credit.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// Desk 100.00, lamp 50.00; VAT 19 % of 150.00 = 28.50; total 178.50.
// First: 30.00 of the desk: VAT 5.70, together 35.70; remaining 178.50 − 35.70 = 142.80.
// Then the rest: 70.00 + 50.00 = 120.00, VAT 22.80, together 142.80; remaining 0.
#[test]
fn an_invoice_is_credited_until_nothing_is_left() {
    let world = World::new();
    let (customer, vat) = (world.customer("Möbel Seidel"), world.vat("19"));
    let lines = [
        line("Desk", "1", "100.00", &[&vat]),
        line("Lamp", "1", "50.00", &[&vat]),
    ];
    let invoice = world.issue(draft(&customer, &lines));

    world.on("2026-01-08");
    let part = world.credit(&invoice, &[(1, "30.00")]);
    assert_eq!(part["row"]["number"], "CN-2026-0001");
    assert_eq!(render::major(&part["preview"]["total"]), "35.70");
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Möbel Seidel (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Desk: 1 x 100.00                                  100.00
      Lamp: 1 x 50.00                                    50.00
    Subtotal                                            150.00
    Net                                                 150.00
    VAT 19 % S on 150.00                                 28.50
    Total                                               178.50
    Credited                                             35.70
    Due                                                 142.80
    ");

    // 70.01 is a cent more than the desk's 100.00 − 30.00.
    let too_much = json!({"invoice_id": invoice.id, "full": false, "reason": "other",
        "lines": [{"line": 1, "amount": "70.01"}]});
    assert_eq!(
        world.refusal("credit_notes.issue", too_much),
        "credit_more_than_line"
    );

    world.on("2026-01-09");
    let rest = world.credit_rest(&invoice);
    assert_eq!(rest["row"]["number"], "CN-2026-0002");
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Möbel Seidel (paid)
    issued 2026-01-05, due 2026-01-19, in EUR
      Desk: 1 x 100.00                                  100.00
      Lamp: 1 x 50.00                                    50.00
    Subtotal                                            150.00
    Net                                                 150.00
    VAT 19 % S on 150.00                                 28.50
    Total                                               178.50
    Credited                                            178.50
    Due                                                   0.00
    ");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR      178.50
      2200:DE       Tax payable:DE       EUR                   28.50
      4000:Sales    Revenue:Sales        EUR                  150.00
    2026-01-08 Credit note CN-2026-0001 for invoice INV-2026-0001
      1100          Receivable           EUR                   35.70
      2200:DE       Tax payable:DE       EUR        5.70
      4900          Refunds              EUR       30.00
    2026-01-09 Credit note CN-2026-0002 for invoice INV-2026-0001
      1100          Receivable           EUR                  142.80
      2200:DE       Tax payable:DE       EUR       22.80
      4900          Refunds              EUR      120.00
    ");
    let again = json!({"invoice_id": invoice.id, "full": true, "reason": "other"});
    let refused = world.refusal("credit_notes.issue", again);
    assert_eq!(refused, "nothing_to_credit");
    world.assert_sound();
}

// 3 × 1.03 + VAT 0.59 = 3.68. Three notes of 1.03: 19 % of 1.03 = 0.1957, 0.20 when rounded
// apart, so 1.23 each would be 3.69: the last note gives back only what is left, 3.68 − 2.46.
#[test]
fn the_last_credit_note_takes_what_rounding_left() {
    let world = World::new();
    let (customer, vat) = (world.customer("Schreibwaren Voss"), world.vat("19"));
    let lines = ["Red pen", "Green pen", "Blue pen"].map(|pen| line(pen, "1", "1.03", &[&vat]));
    let invoice = world.issue(draft(&customer, &lines));
    let notes = [1, 2, 3].map(|number| {
        let note = world.credit(&invoice, &[(number, "1.03")]);
        render::major(&note["preview"]["total"])
    });
    let cents: i64 = notes
        .iter()
        .map(|note| note.replace('.', "").parse::<i64>().unwrap())
        .sum();
    assert_eq!(cents, 368, "{notes:?}");
    assert_eq!(
        render::major(&world.invoice(&invoice)["row"]["amount_due"]),
        "0.00"
    );
    world.assert_sound();
}
