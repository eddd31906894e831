//! A school that is exempt: no tax, and the reason on the invoice.

use acceptance::builders::with;
use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// 10 × 30.00 = 300.00; category E at 0 %: 0.00.
#[test]
fn an_exemption_is_printed_with_its_reason() {
    let world = World::new();
    world.ask("tax_settings.update", json!({"registrations": ["DE"]}));
    let customer = world.customer_of(json!({"name": "Grundschule am Park", "business": true,
        "exempt_reason": "Education, § 4 Nr. 21 UStG", "address": {"country": "DE"}}));
    let request = json!({"customer_id": customer, "kind": "service"});
    let decision = world.get("tax.decide", request);
    assert_eq!(decision["treatment"], "exempt", "{decision:#}");
    let lesson = with(
        line("Lesson", "10", "30.00", &[]),
        "taxes",
        decision["taxes"].clone(),
    );
    let invoice = world.issue(draft(&customer, &[lesson]));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Grundschule am Park (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Lesson: 10 x 30.00                                300.00
    Subtotal                                            300.00
    Net                                                 300.00
    Exempt 0 % E on 300.00                                0.00
    Total                                               300.00
    Due                                                 300.00
    ");
    let note = &world.invoice(&invoice)["totals"]["taxes"][0]["note"];
    assert_eq!(note, "Education, § 4 Nr. 21 UStG");
    world.assert_sound();
}
