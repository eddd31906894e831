//! The company's invoices, journal, trial balance and exports, as files to review.

use acceptance::peer::text_of;
use acceptance::render;
use serde_json::json;

use crate::company::company;
use crate::golden;

#[test]
fn the_invoices_as_text() {
    let company = company();
    let texts: Vec<String> = company
        .invoices
        .iter()
        .map(|invoice| render::invoice(&company.world, invoice))
        .collect();
    golden("invoices", &texts.join("\n"));
}

#[test]
fn the_journal_and_the_trial_balance() {
    let company = company();
    golden("journal", &render::journal(&company.world));
    golden("trial_balance", &render::trial_balance(&company.world));
    company.world.assert_sound();
}

#[test]
fn the_journal_in_the_formats_of_others() {
    let company = company();
    for format in ["hledger", "ledger", "beancount", "csv"] {
        let file = company
            .world
            .get("ledger.export_journal", json!({"format": format}));
        golden(&format!("export_{format}"), &text_of(&file));
    }
}
