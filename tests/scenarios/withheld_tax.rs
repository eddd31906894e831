//! Two taxes on one line, one of them withheld: Spanish VAT and income tax of a freelancer.

use acceptance::{World, draft, line, render};
use insta::assert_snapshot;
use serde_json::json;

// 1000.00; IVA 21 % = 210.00; IRPF withheld −15 % = −150.00; to pay 1000 + 210 − 150 = 1060.00.
// The withheld tax is a claim on the tax office: a debit of tax payable.
#[test]
fn a_withheld_tax_lowers_what_is_due() {
    let world = World::new();
    let customer = world.customer_of(json!({"name": "Editorial Sol", "business": true,
        "address": {"country": "ES"}, "language": "es"}));
    let iva = world.rate(
        json!({"name": "IVA", "rate_pct": "21", "jurisdiction": "ES",
        "category": "S"}),
    );
    let irpf = world.rate(
        json!({"name": "IRPF", "rate_pct": "-15", "jurisdiction": "ES-IRPF",
        "category": "S"}),
    );
    let lines = [line("Translation", "1", "1000.00", &[&iva, &irpf])];
    let invoice = world.issue(draft(&customer, &lines));
    assert_snapshot!(render::invoice(&world, &invoice), @r"
    INV-2026-0001, Editorial Sol (open)
    issued 2026-01-05, due 2026-01-19, in EUR
      Translation: 1 x 1000.00                         1000.00
    Subtotal                                           1000.00
    Net                                                1000.00
    IVA 21 % S on 1000.00                               210.00
    IRPF -15 % S on 1000.00                            -150.00
    Total                                              1060.00
    Due                                                1060.00
    ");

    world.on("2026-01-15");
    world.pay(&invoice, "1060.00", "2026-01-15");
    assert_snapshot!(render::journal(&world), @r"
    2026-01-05 Invoice INV-2026-0001
      1100          Receivable           EUR     1060.00
      2200:ES       Tax payable:ES       EUR                  210.00
      2200:ES-IRPF  Tax payable:ES-IRPF  EUR      150.00
      4000:Sales    Revenue:Sales        EUR                 1000.00
    2026-01-15 Payment of invoice INV-2026-0001
      1000          Cash:Bank            EUR     1060.00
      1100          Receivable           EUR                 1060.00
    ");
    assert_snapshot!(render::trial_balance(&world), @r"
    as of 2026-01-15
      1000          Cash:Bank            EUR     1060.00
      2200:ES       Tax payable:ES       EUR                  210.00
      2200:ES-IRPF  Tax payable:ES-IRPF  EUR      150.00
      4000:Sales    Revenue:Sales        EUR                 1000.00
      Together                           EUR     1210.00     1210.00
    ");
    world.assert_sound();
}
