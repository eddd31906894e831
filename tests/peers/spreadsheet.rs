//! A list exported as a spreadsheet and opened by openpyxl: numbers are numbers, and sums agree.

use acceptance::peer::bytes_of;
use acceptance::{Desk, World, draft, line, python};
use serde_json::{Value, json};

// 1 × 10.10, 2 × 10.10 … 25 × 10.10: 10.10 × (1 + 2 + … + 25) = 10.10 × 325 = 3282.50.
#[test]
fn a_spreadsheet_opens_and_its_sums_agree() {
    let (world, desk) = (World::new(), Desk::new());
    let customer = world.customer("Blumen, \"Krüger\" & Söhne");
    for n in 1..=25 {
        world.issue(draft(
            &customer,
            &[line("Bouquets", &n.to_string(), "10.10", &[])],
        ));
    }
    let page = world.get("invoices.list", json!({"limit": 100}));
    let rows: Vec<Value> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let total = format!(
                "{} {}",
                row["total"]["minor"].as_str().unwrap(),
                row["total"]["currency"].as_str().unwrap()
            );
            json!([row["number"], row["customer_name"], row["issued_on"], total])
        })
        .collect();
    let request = json!({"title": "Invoices", "format": "xlsx", "rows": rows, "columns": [
        {"label": "Number", "kind": "text"}, {"label": "Customer", "kind": "text"},
        {"label": "Issued", "kind": "date"}, {"label": "Total", "kind": "money"}]});
    let path = desk.path("invoices.xlsx");
    std::fs::write(&path, bytes_of(&world.get("tables.export", request))).unwrap();

    let said = python().script("open_workbook.py", &[&path.display().to_string()]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["rows"], 25, "{said}");
    let total = said["head"][3].as_str().unwrap();
    assert!(total.contains("Total") && total.contains("EUR"), "{said}");
    let sum: rust_decimal::Decimal = said["sums"][total].as_str().unwrap().parse().unwrap();
    assert_eq!(sum, rust_decimal::Decimal::new(328_250, 2), "{said}");
    assert_eq!(page["totals"][0]["amounts"][0]["minor"], "328250");
    assert_eq!(said["first"][1], "Blumen, \"Krüger\" & Söhne");
    assert_eq!(said["kinds"][2], "datetime", "a date is a date: {said}");
}
